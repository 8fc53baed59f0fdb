use super::*;
use crate::tabular::parser::MAX_FIELD;

/// What came out, a line each: `record@line field|field` or `record@line code[column]`; then the blank lines.
fn read(text: &str) -> Vec<String> {
    let source = LineSource::open(text.as_bytes(), None).unwrap();
    let mut reader = RecordReader::new(source, Delimiter::Semicolon);
    reader.read_header().unwrap();
    let mut seen = Vec::new();
    while let Some(record) = reader.next_record() {
        seen.push(match record {
            Ok(record) => {
                let fields: Vec<_> = (0..record.len()).map(|i| record.get(i).unwrap()).collect();
                format!("{}@{} {}", record.record, record.line, fields.join("|"))
            }
            Err(RefusedRow { record, line, column, code }) => {
                format!("{record}@{line} {}{:?}", code.code(), column.as_slice())
            }
        });
    }
    if reader.blank_lines() > 0 {
        seen.push(format!("blank {}", reader.blank_lines()));
    }
    seen
}

#[test]
fn quotes_and_line_breaks() {
    assert_eq!(
        read("a;b;c\r\n1;\"x;y\";\"dit \"\"Jo\"\"\"\r\n2;\"l1\r\n\r\nl3;\";z\r\n3;5\" de pied;\n"),
        ["1@2 1|x;y|dit \"Jo\"", "2@3 2|l1\n\nl3;|z", "3@6 3|5\" de pied|"],
    );
    assert_eq!(read("\"a\nb\";c\n\u{feff}1;é\n"), ["1@3 \u{feff}1|é"]);
}

#[test]
fn blank_lines_and_field_counts() {
    assert_eq!(
        read("\na;b;c\n\n1;2\n1;2;3;4\n1;2;3;;\n   \n;;\n1;2;3\n"),
        ["1@4 field_count[]", "2@5 field_count[]", "3@6 1|2|3||", "4@8 ||", "5@9 1|2|3", "blank 3"],
    );
    // Columns without a name at the end of the header may be left out.
    assert_eq!(
        read("a;b;;\n1;2\n1;2;;\n1;2;x;y\n1;2;x;y;z\n1\n"),
        ["1@2 1|2", "2@3 1|2||", "3@4 1|2|x|y", "4@5 field_count[]", "5@6 field_count[]"],
    );
}

#[test]
fn a_stray_quote_costs_its_own_line() {
    // Never closed.
    assert_eq!(read("a;b\n1;\"x\n2;y\n3;z"), ["1@2 unclosed_quote[]", "2@3 2|y", "3@4 3|z"]);
    // Closed by a later row, with another number of fields.
    assert_eq!(
        read("a;b\n1;\"x\n2;y\n3;z\"\";\n4;\";t\n\n5;u"),
        ["1@2 unclosed_quote[]", "2@3 2|y", "3@4 3|z\"\"|", "4@5 unclosed_quote[]", "5@7 5|u", "blank 1"],
    );
    // « Closed » by the opening quote of the same column in a later row: as many fields as the header.
    assert_eq!(
        read("a;b;c\n1;\"x;1\n2;y;2\n3;\"z;z\";3\n4;t;4\n"),
        ["1@2 unclosed_quote[]", "2@3 2|y|2", "3@4 3|z;z|3", "4@5 4|t|4"],
    );
    // The lines read again may open quotes of their own, good ones or bad ones.
    assert_eq!(
        read("a;b\n\"1;x\n\"2;y\n3;\"l1\nl2\"\n4;z\n"),
        ["1@2 unclosed_quote[]", "2@3 unclosed_quote[]", "3@4 3|l1\nl2", "4@6 4|z"],
    );
}

#[test]
fn a_refused_line_ends_the_search_for_the_quote() {
    let data = [&b"a;b\n\xC3\xA9;1\n1;\"x\n\xE9;y\"\n3;z\n"[..]].concat();
    let source = LineSource::open(&data[..], None).unwrap();
    let mut reader = RecordReader::new(source, Delimiter::Semicolon);
    reader.read_header().unwrap();
    let codes: Vec<_> =
        std::iter::from_fn(|| reader.next_record().map(|r| r.err().map(|r| r.code))).collect();
    assert_eq!(codes, [None, Some(RefusalCode::UnclosedQuote), Some(RefusalCode::Encoding), None]);
}

#[test]
fn joining_is_bounded() {
    let quoted = |lines: usize, line: &str| format!("a;b\n1;\"{}\"\n2;y\n", vec![line; lines].join("\n"));
    assert_eq!(read(&quoted(MAX_JOINED_LINES, "x")).len(), 2);
    let refused = read(&quoted(MAX_JOINED_LINES + 1, "x"));
    assert_eq!(refused[0], "1@2 unclosed_quote[]");
    assert_eq!(refused.len(), MAX_JOINED_LINES + 2);
    let kilobyte = "x".repeat(1023);
    assert_eq!(read(&quoted(63, &kilobyte)).len(), 2);
    assert_eq!(read(&quoted(64, &kilobyte))[0], "1@2 unclosed_quote[]");
    let megabyte = "x".repeat(1_000_000);
    assert_eq!(read(&quoted(2, &megabyte))[0], "1@2 unclosed_quote[]");
    // Every line opens a quote that the next one carries on: still one refusal a line.
    let chain = format!("a;b;c\n{}", "c\";\"\n".repeat(1000));
    assert!(read(&chain).iter().all(|line| line.ends_with("unclosed_quote[]")));
}

#[test]
fn long_fields() {
    let limit = "x".repeat(MAX_FIELD);
    let text = format!("a;b;c\n1;{limit};3\n1;{limit}x;3\n1;2;\"{limit}é\"\n{};;\n", "x;".repeat(200_000));
    let lines = read(&text);
    assert_eq!(lines[0].len(), MAX_FIELD + "1@2 1||3".len());
    assert_eq!(lines[1..], ["2@3 field_too_long[2]", "3@4 field_too_long[3]", "4@5 field_count[]"]);
}

#[test]
fn looking_ahead_leaves_no_trace() {
    let text = "a;b\n\n1;\"x\n2;y\n\n3;\"l1\nl2\"\n4\n";
    let expected = read(text);
    for records in 0..5 {
        let source = LineSource::open(text.as_bytes(), None).unwrap();
        let mut reader = RecordReader::new(source, Delimiter::Semicolon);
        reader.read_header().unwrap();
        reader.peek(records, usize::MAX, |record| assert_eq!(record.len(), 2));
        assert_eq!(reader.blank_lines(), 0);
        let places: Vec<_> = std::iter::from_fn(|| {
            reader.next_record().map(|record| match record {
                Ok(record) => (record.record, record.line),
                Err(refused) => (refused.record, refused.line),
            })
        })
        .collect();
        assert_eq!(places, [(1, 3), (2, 4), (3, 6), (4, 8)]);
        assert_eq!(places.len() + 1, expected.len());
        assert_eq!(reader.blank_lines(), 2);
    }
}
