use crate::source::{DossierReader, FileNotice, Format, Options, Refusal, Row, Unreadable};

type Reader<'f> = DossierReader<&'f [u8]>;

fn open(file: &str) -> Result<Reader<'_>, Unreadable> {
    DossierReader::open(file.as_bytes(), &Options::default())
}

fn read(file: &str) -> (Format, Vec<Result<Row, Refusal>>) {
    let mut reader = open(file).unwrap();
    (reader.format(), reader.by_ref().collect())
}

const LINES: &str = "{\"imilo\":\"dossiers/1\",\"nir\":\"left_out\"}\n";

#[test]
fn lines_and_document_give_the_same_dossiers() {
    let one = r#"{"identite":{"matricule":"1","fax":null}}"#;
    let two = r#"{"identite":{"matricule":"2"},"suivi":{"entretiens":[{"date":"2024-02-01"}]}}"#;
    let lines = format!("{LINES}{one}\n\n{two}\n");
    let document = format!(
        "\u{feff} {{ \"imilo\" : \"dossiers/1\",\n\"nir\":\"left_out\",\"dossiers\":[{one},\n{two}]\n}} "
    );
    let (format, from_lines) = read(&lines);
    assert_eq!(format, Format::OwnLines);
    let (format, from_document) = read(&document);
    assert_eq!(format, Format::OwnDocument);
    assert_eq!(from_lines.len(), 2);
    for ((one, other), text) in from_lines.iter().zip(&from_document).zip([one, two]) {
        let dossier = &one.as_ref().unwrap().dossier;
        assert!(*dossier == other.as_ref().unwrap().dossier);
        assert!(*dossier == serde_json::from_str(text).unwrap());
    }
    assert_eq!(from_lines[1].as_ref().map(|row| (row.record, row.line)).unwrap(), (2, Some(4)));
}

#[test]
fn a_bad_dossier_leaves_the_others_and_says_where_it_is_bad() {
    let bad = [
        (r#"{"identite":{"matricule":"1","taille":3}}"#, "dossier_shape", Some("identite.taille")),
        (r#"{"famille":{"enfants":"deux"}}"#, "dossier_shape", Some("famille.enfants")),
        (
            r#"{"formation":{"diplomes":[{},{"obtenu_le":"2020-02-30"}]}}"#,
            "dossier_shape",
            Some("formation.diplomes[1].obtenu_le"),
        ),
        (r#"{"identite":{"2 84 05 88 321 025":1}}"#, "dossier_shape", None),
        (r#"{"identite":"#, "json_syntax", None),
        (r#"{"identite":{"nir":"255081416802538"}}"#, "nir_left_out", Some("identite.nir")),
    ];
    let file: String = bad.iter().map(|(text, ..)| format!("{text}\n{{}}\n")).collect();
    let (_, rows) = read(&(LINES.to_owned() + &file));
    assert_eq!(rows.len(), 2 * bad.len());
    for (pair, (text, code, field)) in rows.chunks(2).zip(bad) {
        let refused = pair[0].as_ref().unwrap_err();
        assert_eq!((refused.code, refused.field.as_deref()), (code, field), "{text}");
        assert!(pair[1].is_ok());
        assert!(!format!("{refused:?}").contains("321"));
    }
}

#[test]
fn a_header_of_another_kind_is_refused() {
    let headers = [
        r#"{"imilo":"dossiers/2","nir":"clear"}"#,
        r#"{"imilo":"dossiers/1"}"#,
        r#"{"imilo":"dossiers/1","nir":"perhaps"}"#,
        r#"{"imilo":"dossiers/1","nir":"clear","more":1}"#,
        r#"{"imilo":"dossiers/1","nir":"clear","others":[]}"#,
        r#"{"imilo":"dossiers/1","nir":"clear""#,
    ];
    for header in headers {
        assert_eq!(open(header).unwrap_err().code(), "header", "{header}");
    }
}

#[test]
fn what_follows_the_list_of_a_document_is_refused() {
    let start = r#"{"imilo":"dossiers/1","nir":"clear","dossiers":[{}"#;
    for (end, codes) in [
        ("]}", vec![]),
        ("]", vec!["json_syntax"]),
        ("]}}", vec!["json_syntax"]),
        ("", vec!["json_syntax"]),
        ("],\"x\":1}", vec!["json_syntax"]),
    ] {
        let (_, rows) = read(&format!("{start}{end}"));
        let refused: Vec<_> =
            rows.iter().filter_map(|row| row.as_ref().err().map(|refused| refused.code)).collect();
        assert_eq!(refused, codes, "{end}");
        assert!(rows[0].is_ok());
    }
}

#[test]
fn the_file_says_whether_the_nir_was_left_out() {
    let notices = |file: &str| open(file).unwrap().notices();
    assert_eq!(notices(LINES), [FileNotice::nir_left_out()]);
    let clear =
        format!("{}{}\n", LINES.replace("left_out", "clear"), r#"{"identite":{"nir":"255081416802538"}}"#);
    assert_eq!(notices(&clear), []);
    let (_, rows) = read(&clear);
    assert!(rows[0].as_ref().unwrap().dossier.identite.nir.given().unwrap().accepted().is_some());
}
