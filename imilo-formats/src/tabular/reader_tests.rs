use super::*;
use crate::tabular::{DateDecision, DateFormat, Delimiter};

const ROLES: &[RoleSpec] = &[
    RoleSpec { name: "nir", synonyms: &["n° de sécurité sociale"] },
    RoleSpec { name: "surname", synonyms: &["nom"] },
    RoleSpec { name: "birth_date", synonyms: &["date de naissance"] },
    RoleSpec { name: "exit_date", synonyms: &["date de sortie"] },
];
const DATES: &[&str] = &["birth_date", "exit_date"];

fn open(text: &str, mapping: &str) -> Result<Reader<std::io::Cursor<Vec<u8>>>, TabularError> {
    let mapping = Mapping::parse(mapping).unwrap();
    Reader::new(std::io::Cursor::new(text.as_bytes().to_vec()), ROLES, DATES, Some(&mapping))
}

/// Codes of the refused rows, with their lines.
fn refusals<R: Read>(reader: &mut Reader<R>) -> Vec<(u64, Option<usize>, &'static str)> {
    let mut refused = Vec::new();
    while let Some(row) = reader.next_row() {
        if let Err(row) = row {
            refused.push((row.line, row.column, row.code()));
        }
    }
    refused
}

#[test]
fn rows_by_role() {
    let text = "Ville,NOM,Date de naissance\nPARIS,\"DUPONT, dit \"\"Jo\"\"\",2001-02-03\n\nLYON,,\n";
    let mut reader = open(text, "").unwrap();
    assert_eq!(reader.dialect(), Dialect { delimiter: Delimiter::Comma, sniffed: true });
    assert_eq!((reader.carried(0), reader.carried(1), reader.carried(9)), (false, true, false));
    assert_eq!(reader.unmatched_columns()[0].name.as_deref(), Some("Ville"));
    let row = reader.next_row().unwrap().unwrap();
    assert_eq!((row.record(), row.line()), (1, 2));
    assert_eq!((row.get(0), row.get(1)), (None, Some("DUPONT, dit \"Jo\"")));
    assert_eq!((row.date(2), row.date(3)), (Ok(Some((2001, 2, 3))), Ok(None)));
    assert_eq!(row.date(1).unwrap_err().column, Some(2));
    assert_eq!(row.column_of(2), Some(3));
    assert_eq!(format!("{row:?}"), "Row { record: 1, line: 2, .. }");
    let row = reader.next_row().unwrap().unwrap();
    assert_eq!((row.record(), row.line(), row.get(1), row.date(2)), (2, 4, Some(""), Ok(None)));
    assert!(reader.next_row().is_none());
    assert_eq!((reader.accepted(), reader.refused(), reader.blank_lines()), (2, 0, 1));
    assert_eq!(reader.bytes_read(), text.len() as u64);
    assert!(!format!("{reader:?}").contains("DUPONT"));
}

#[test]
fn one_bad_row_among_many() {
    let bad = [
        ("9000", "field_count", None),
        ("9000;\"X;31/12/2001", "unclosed_quote", None),
        ("9000;X;31/02/2001", "date_invalid", Some(3)),
        ("9000;X;2001-02-03", "date_format", Some(3)),
        ("9000;X\u{1};31/12/2001", "control_character", None),
    ];
    for (bad, code, column) in bad {
        let mut text = String::from("NIR;Nom;Date de naissance\n");
        for index in 0..20_000 {
            match index {
                9_000 => text.push_str(bad),
                _ => text.push_str(&format!("{index};É;{:02}/06/2001", index % 28 + 1)),
            }
            text.push('\n');
        }
        let mut reader = open(&text, "").unwrap();
        assert_eq!(refusals(&mut reader), [(9_002, column, code)]);
        assert_eq!((reader.accepted(), reader.refused()), (19_999, 1));
        assert_eq!(reader.encoding(), Some(Encoding::Utf8));
    }
}

#[test]
fn date_columns_are_decided_from_the_sample_only() {
    let mut text = String::from("Nom;Date de naissance;Date de sortie\n");
    for index in 0..5_000 {
        let (birth, exit) = match index {
            0..4_096 => ("01/02/2001", ""),
            4_500 => ("01/02/2001", "2024-01-31"),
            4_501 => ("31/12/2001", "31/01/2024"),
            _ => ("12/31/2001", ""),
        };
        text.push_str(&format!("A;{birth};{exit}\n"));
    }
    let mut reader = open(&text, "").unwrap();
    assert_eq!(reader.notices().iter().map(Notice::code).collect::<Vec<_>>(), ["dates_day_month_unproven"]);
    assert_eq!(reader.date_plan().decision(3), Some(DateDecision::Waiting));
    let refused = refusals(&mut reader);
    assert_eq!(refused.len(), 5_000 - 4_096 - 1);
    assert_eq!(reader.date_plan().decision(3), Some(DateDecision::Format(DateFormat::Iso)));
    assert!(refused.contains(&(4_503, Some(3), "date_format")));

    let mut reader = open("Nom;Date de naissance\nA;12/31/2001\nB;01/02/2001\nC;\n", "").unwrap();
    assert_eq!(
        reader.notices()[0].message_en(),
        "column 2 (birth_date): the date format cannot be decided, state it in the column mapping"
    );
    let undecidable = |line| (line, Some(2), "date_undecidable");
    assert_eq!(refusals(&mut reader), [undecidable(2), undecidable(3)]);
    assert_eq!((reader.accepted(), reader.notices().len()), (1, 1));
}

#[test]
fn the_mapping_is_obeyed_or_refused() {
    let text = "a;b,c\nX;2001-01-02,1\nY;01/02/2001,2\n";
    let mut reader =
        open(text, "surname='a'\nbirth_date='b,c'\n[dates]\nbirth_date='aaaa-mm-jj'\n[file]\ndelimiter=';'")
            .unwrap();
    assert!(!reader.dialect().sniffed);
    assert_eq!(refusals(&mut reader), [(2, Some(2), "date_format"), (3, Some(2), "date_format")]);

    let code = |mapping| open(text, mapping).unwrap_err().code();
    assert_eq!(code(""), "no_role");
    assert_eq!(code("surname='z'"), "mapping_column_missing");
    assert_eq!(code("name='a'"), "mapping_unknown_role");
    let error = open(text, "\n[dates]\nsurname='jj/mm/aaaa'").unwrap_err();
    assert_eq!(error.to_string(), "mapping, line 3, dates.surname: unknown role");
    let error = Reader::new(text.as_bytes(), ROLES, &["day"], None).unwrap_err();
    assert_eq!(error.code(), "unknown_date_role");
}

#[test]
fn files_that_cannot_be_read() {
    assert_eq!(open("", "").unwrap_err().code(), "empty");
    assert_eq!(open("\"Nom;NIR\n1;2\n", "").unwrap_err().code(), "header_refused");
    assert_eq!(open("Nom;NIR;nom\n", "").unwrap_err().code(), "duplicate_column");
    let long = "x".repeat(1 << 21);
    let error = open(&long, "").unwrap_err();
    assert_eq!(error, TabularError::HeaderRefused { line: 1, cause: RefusalCode::TooLong });
}

#[test]
fn an_input_that_fails_says_so() {
    struct Failing(usize);
    impl Read for Failing {
        fn read(&mut self, buf: &mut [u8]) -> std::io::Result<usize> {
            self.0 += 1;
            match self.0 {
                1 => buf[..6].copy_from_slice(b"Nom\nA\n"),
                2..100_000 => buf[..6].copy_from_slice(b"BB\nCC\n"),
                _ => return Err(ErrorKind::TimedOut.into()),
            }
            Ok(6)
        }
    }
    let mut reader = Reader::new(Failing(0), ROLES, DATES, None).unwrap();
    let refused = refusals(&mut reader);
    assert_eq!(refused, [(200_000 - 1, None, "read_failed")]);
    assert_eq!(reader.read_error(), Some(ErrorKind::TimedOut));
    assert!(reader.next_row().is_none());
}
