//! Round trips of dossiers made from the JSON Schema: every field of the model, absent, null or filled.

use imilo_core::dossier::{ClearDossier, Dossier, FieldSet, json_schema};
use proptest::prelude::*;
use serde_json::{Map, Value};

use super::*;
use crate::source::{DossierReader, Options};

/// How a dossier is made: how often of 256 a field is absent or null, and the texts.
struct Maker<'s> {
    root: &'s Value,
    seed: u64,
    absent: u64,
    null: u64,
    texts: &'static [&'static str],
}

const PLAIN: &[&str] = &[
    "a",
    "É è",
    "b;c",
    "dit \"Jo\"",
    "2 lignes\nici",
    "-x",
    "=1+1",
    "'+33",
    "''@",
    "a,b\tc",
    "oui",
    "\"",
    "x\"y",
];
const NASTY: &[&str] =
    &["", " a", "a|b", "b\u{a0}", "a\rb", "\0", "F", "femme", "1", "\n", "|", "'", "\u{feff}x", "2024-01-01"];
const CODES: &[&str] = &["75056", "2A004", "K1302", "65440S00", "FR", "4053956Z", "99100", "X"];

/// With its key, without, and refused.
const NIRS: &[&str] =
    &["255081416802538", "2550814168025", "255081416802538", "25508141680253", "255081416802539"];

impl Maker<'_> {
    fn below(&mut self, limit: u64) -> u64 {
        self.seed ^= self.seed << 13;
        self.seed ^= self.seed >> 7;
        self.seed ^= self.seed << 17;
        self.seed % limit
    }

    fn one(&mut self, of: &[&str]) -> Value {
        let index = self.below(of.len() as u64) as usize;
        of[index].into()
    }

    fn make(&mut self, schema: &Value) -> Value {
        if let Some(reference) = schema["$ref"].as_str() {
            let root = self.root;
            return self.make(root.pointer(reference.trim_start_matches('#')).unwrap());
        }
        if schema["writeOnly"] == true {
            return self.one(NIRS);
        }
        if let Some(any) = schema["anyOf"].as_array() {
            return self.make(any.iter().find(|schema| schema["type"] != "null").unwrap());
        }
        if let Some(one) = schema["oneOf"].as_array() {
            let index = self.below(one.len() as u64) as usize;
            return one[index]["const"].clone();
        }
        for words in [&schema["enum"], &schema["x-enum"]] {
            if let Some(words) = words.as_array()
                && self.below(8) > 0
            {
                let words: Vec<_> = words.iter().filter(|word| !word.is_null()).collect();
                return words[self.below(words.len() as u64) as usize].clone();
            }
        }
        let kind = match &schema["type"] {
            Value::Array(kinds) => kinds.iter().find(|kind| *kind != "null").unwrap(),
            kind => kind,
        };
        match kind.as_str().unwrap_or_default() {
            "object" => {
                let required: Vec<_> = schema["required"].as_array().into_iter().flatten().collect();
                let mut object = Map::new();
                for (key, value) in schema["properties"].as_object().unwrap() {
                    let part = value.get("$ref").is_some();
                    let must = part || required.iter().any(|required| *required == key);
                    if !must && self.below(256) < self.absent {
                        continue;
                    }
                    let null = !must && self.below(256) < self.null;
                    object.insert(key.clone(), if null { Value::Null } else { self.make(value) });
                }
                object.into()
            }
            "array" => (0..self.below(4)).map(|_| self.make(&schema["items"])).collect(),
            "boolean" => (self.below(2) == 1).into(),
            "integer" => self.below(300).into(),
            _ if schema["format"] == "date" => {
                format!("20{:02}-{:02}-{:02}", self.below(30), 1 + self.below(12), 1 + self.below(28)).into()
            }
            _ if schema.get("x-pattern").is_some() => self.one(CODES),
            _ => self.one(self.texts),
        }
    }
}

fn dossier(seed: u64, absent: u64, null: u64, texts: &'static [&'static str]) -> Dossier {
    let root = serde_json::to_value(json_schema()).unwrap();
    let mut maker = Maker { root: &root, seed: seed | 1, absent, null, texts };
    let mut json = maker.make(&root);
    // The schema does not say that records go with co-financing only.
    if let Some(fse) = json["conservation"]["fse"].as_object_mut()
        && fse.get("cofinanced") != Some(&Value::Bool(true))
    {
        fse.retain(|key, _| key == "cofinanced");
    }
    serde_json::from_value(json.clone()).unwrap_or_else(|error| panic!("{error}: {json}"))
}

fn read(file: &[u8]) -> Vec<Dossier> {
    let reader = DossierReader::open(file, &Options::default()).unwrap();
    reader.map(|row| row.unwrap_or_else(|refused| panic!("{refused:?}")).dossier).collect()
}

/// What a file without the NIR holds.
fn without_nir(mut dossier: Dossier) -> Dossier {
    dossier.identite.nir = imilo_core::dossier::Field::NotCarried;
    dossier
}

fn csv(dossiers: &[&Dossier], options: &CsvOptions<'_>) -> Result<Vec<u8>, ExportError> {
    let mut writer = CsvWriter::new(Vec::new(), options)?;
    for dossier in dossiers {
        writer.push(dossier)?;
    }
    writer.finish()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn json_comes_back_the_same(seed: u64, document: bool) {
        let made = [dossier(seed, 80, 60, PLAIN), dossier(!seed, 20, 20, NASTY)];
        for nir in [NirState::Clear, NirState::LeftOut] {
            let mut writer = match document {
                true => JsonWriter::document(Vec::new(), nir).unwrap(),
                false => JsonWriter::lines(Vec::new(), nir).unwrap(),
            };
            made.iter().for_each(|dossier| writer.push(dossier).unwrap());
            let file = writer.finish().unwrap();
            let back = read(&file);
            prop_assert_eq!(back.len(), 2);
            for (back, made) in back.into_iter().zip(&made) {
                match nir {
                    NirState::Clear => prop_assert!(back == *made),
                    NirState::LeftOut => {
                        prop_assert!(!String::from_utf8_lossy(&file).contains("2550814168025"));
                        prop_assert!(without_nir(back) == without_nir(made.clone()));
                    }
                }
            }
        }
    }

    /// Whatever the writer accepts comes back the same, and it accepts dossiers that a table can hold.
    #[test]
    fn csv_comes_back_the_same(seed: u64, bom: bool) {
        let made = dossier(seed, 0, 0, PLAIN);
        let options = CsvOptions { bom, nir: NirState::Clear, ..CsvOptions::default() };
        match csv(&[&made, &made], &options) {
            Ok(file) => {
                let back = read(&file);
                prop_assert_eq!(back.len(), 2);
                let json = |dossier| serde_json::to_string_pretty(&ClearDossier(dossier)).unwrap();
                // First as text, which says where they part.
                for back in &back {
                    prop_assert_eq!(json(back), json(&made));
                    prop_assert!(*back == made);
                }
            }
            // A NIR or code kept as none in a column that refuses it, interruptions not known, or an address alone and blank.
            Err(ExportError::Cell { loss, .. }) => {
                prop_assert!(matches!(loss, Loss::RefusedCode | Loss::RefusedNir | Loss::UnknownList | Loss::ReadAsCode), "{loss:?}");
            }
            Err(error) => prop_assert!(false, "{error:?}"),
        }
    }

    /// Column by column, with texts and gaps of every kind: what is accepted comes back, the rest is refused.
    #[test]
    fn a_group_of_columns_comes_back_or_is_refused(seed: u64, absent in 0_u64..80, null in 0_u64..80) {
        let made = dossier(seed, absent, null, NASTY);
        for champ in FieldSet::ALL.iter() {
            let columns = columns_of(FieldSet::of(&[champ]));
            let options = CsvOptions { columns: Some(&columns), nir: NirState::Clear, ..CsvOptions::default() };
            if let Ok(file) = csv(&[&made], &options) {
                let back = read(&file);
                prop_assert_eq!(back.len(), 1, "{:?}", champ);
                let again = csv(&[&back[0]], &options);
                prop_assert!(again.as_ref().is_ok_and(|again| *again == file), "{champ:?}: {again:?}");
                prop_assert_eq!(back[0].filled().contains(champ), made.filled().contains(champ), "{:?}", champ);
            }
        }
    }

    /// Blurred, a dossier with gaps is written, read, and holds something where it did.
    #[test]
    fn blurred_csv_keeps_what_is_filled(seed: u64) {
        let mut made = dossier(seed, 60, 40, PLAIN);
        made.conservation = dossier(seed, 0, 0, PLAIN).conservation;
        let options = CsvOptions { nir: NirState::Clear, blur: true, ..CsvOptions::default() };
        match csv(&[&made], &options) {
            Ok(file) => {
                let back = read(&file);
                prop_assert_eq!(back.len(), 1);
                prop_assert!(back[0].filled().minus(made.filled()).is_empty());
            }
            Err(ExportError::Cell { loss, .. }) => {
                prop_assert!(matches!(loss, Loss::RefusedCode | Loss::RefusedNir | Loss::UnknownList | Loss::ReadAsCode), "{loss:?}");
            }
            Err(error) => prop_assert!(false, "{error:?}"),
        }
    }
}

#[test]
fn most_dossiers_that_a_table_can_hold_are_written() {
    let options = CsvOptions { nir: NirState::Clear, ..CsvOptions::default() };
    let written =
        (1..200_u64).filter(|n| csv(&[&dossier(n * 0x9E37_79B9, 0, 0, PLAIN)], &options).is_ok()).count();
    assert!(written > 20, "{written}");
}

#[test]
fn what_a_cell_cannot_say_is_refused() {
    let cases = [
        ("telephones", r#"{"identite":{"telephones":["a|b"]}}"#, "separator"),
        ("telephones", r#"{"identite":{"telephones":[""]}}"#, "hollow"),
        ("telephones", r#"{"identite":{"telephones":null}}"#, "null_list"),
        ("telephones", r#"{}"#, "not_carried"),
        ("prenoms", r#"{"identite":{"prenoms":""}}"#, "empty_text"),
        ("prenoms", r#"{"identite":{"prenoms":" a"}}"#, "outer_blanks"),
        ("prenoms", r#"{"identite":{"prenoms":"a\u0000"}}"#, "control_character"),
        ("sexe", r#"{"identite":{"sexe":"femme"}}"#, "read_as_code"),
        ("code_structure", r#"{"personnel":{"mission_locale":{"code":"?"}}}"#, "refused_code"),
        ("scolarite_classe", r#"{"formation":{"scolarite":{"classe":null}}}"#, "hollow"),
        (
            "representant_adresse_commune",
            r#"{"famille":{"representants_legaux":[{"adresse":{"commune":null}},{"adresse":null}]}}"#,
            "hollow",
        ),
        ("nir", r#"{"identite":{"nir":"123"}}"#, "refused_nir"),
    ];
    for (column, text, code) in cases {
        let options = CsvOptions { columns: Some(&[column]), nir: NirState::Clear, ..CsvOptions::default() };
        let error = csv(&[&serde_json::from_str(text).unwrap()], &options).unwrap_err();
        assert_eq!(error.code(), code, "{text}");
    }
    let rqth: Dossier = serde_json::from_str("{}").unwrap();
    let columns = ["rqth_debut", "rqth_fin"];
    let options = CsvOptions { columns: Some(&columns), blur: true, ..CsvOptions::default() };
    assert_eq!(csv(&[&rqth], &options).unwrap_err().code(), "unknown_list");
}

#[test]
fn a_list_of_columns_is_checked() {
    let code = |columns: &[&str]| {
        let options = CsvOptions { columns: Some(columns), ..CsvOptions::default() };
        CsvWriter::new(Vec::new(), &options).unwrap_err()
    };
    assert_eq!(code(&["matricule", "taille"]), ExportError::UnknownColumn(2));
    assert_eq!(code(&["fax", "fax"]), ExportError::ColumnTwice("fax"));
    let (column, needs) = ("rqth_debut", "rqth_fin");
    assert_eq!(code(&[column]), ExportError::ColumnAlone { column, needs });
}

#[test]
fn a_file_without_the_nir_says_so() {
    let dossier: Dossier =
        serde_json::from_str(r#"{"identite":{"matricule":"1","nir":"255081416802538"}}"#).unwrap();
    let columns = ["matricule", "nir"];
    let file = csv(&[&dossier], &CsvOptions { columns: Some(&columns), ..CsvOptions::default() }).unwrap();
    assert_eq!(String::from_utf8(file.clone()).unwrap(), "matricule;nir_non_ecrit\n1;\n");
    let reader = DossierReader::open(&file[..], &Options::default()).unwrap();
    let notices: Vec<_> = reader.notices().iter().map(|notice| notice.code).collect();
    assert_eq!(notices, ["nir_left_out"]);
    assert!(!reader.carried().fields.contains(imilo_core::dossier::Champ::Nir));
}

#[test]
fn an_output_that_fails_is_told() {
    struct Full;
    impl std::io::Write for Full {
        fn write(&mut self, _: &[u8]) -> std::io::Result<usize> {
            Err(ErrorKind::StorageFull.into())
        }
        fn flush(&mut self) -> std::io::Result<()> {
            Ok(())
        }
    }
    assert_eq!(
        JsonWriter::lines(Full, NirState::LeftOut).unwrap_err(),
        ExportError::Io(ErrorKind::StorageFull)
    );
    assert_eq!(
        CsvWriter::new(Full, &CsvOptions::default()).unwrap_err(),
        ExportError::Io(ErrorKind::StorageFull)
    );
}
