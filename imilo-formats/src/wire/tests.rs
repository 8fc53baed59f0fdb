use super::*;

/// The NIR of `nir.md`.
const NIR: &str = "255081416802538";

fn file() -> String {
    format!("matricule;nir;date_naissance\n7;{NIR};1997-05-03\n8;;2001-02-30\n9;;\n")
}

fn json(text: &str) -> serde_json::Value {
    serde_json::from_str(text).unwrap()
}

#[test]
fn a_path_and_bytes_give_the_same_bilan() {
    let path = std::env::temp_dir().join(format!("imilo-wire-{}.csv", std::process::id()));
    std::fs::write(&path, file()).unwrap();
    let of_bytes = bilan(r#"{"date":"2026-11-24","name":"f.csv"}"#, Some(file().as_bytes())).unwrap();
    let request = serde_json::json!({"date": "2026-11-24", "path": path, "name": "f.csv"}).to_string();
    assert_eq!(bilan(&request, None).unwrap(), of_bytes);
    std::fs::remove_file(path).unwrap();
    let answer = json(&of_bytes);
    assert_eq!((&answer["rows"], &answer["refused"]["rows"]), (&3.into(), &1.into()));
    assert_eq!(answer["total"]["nir"]["valid"], 1);
    assert_eq!(answer["total"]["retention"]["undetermined"], 2);
    assert!(!of_bytes.contains(NIR));
}

#[test]
fn a_folder_gets_the_four_files_and_one_of_somebody_else_is_refused() {
    let folder = std::env::temp_dir().join(format!("imilo-wire-folder-{}", std::process::id()));
    let request = serde_json::json!({"date": "2026-11-24", "folder": folder}).to_string();
    bilan(&request, Some(file().as_bytes())).unwrap();
    for name in crate::report::FILES {
        assert!(folder.join(name).is_file(), "{name}");
    }
    let theirs = folder.join("theirs");
    std::fs::create_dir(&theirs).unwrap();
    std::fs::write(theirs.join("notes.txt"), "à moi").unwrap();
    let request = serde_json::json!({"date": "2026-11-24", "folder": theirs}).to_string();
    let refused = bilan(&request, Some(file().as_bytes())).unwrap_err();
    assert_eq!(
        (refused.code.as_str(), refused.number, refused.field.as_deref()),
        ("file_folder", 602, Some("folder"))
    );
    std::fs::remove_dir_all(folder).unwrap();
}

#[test]
fn what_is_wrong_is_told_by_its_field() {
    let told = |request: &str, bytes: Option<&[u8]>| {
        let failure = bilan(request, bytes).unwrap_err();
        (failure.code, failure.field)
    };
    let found = |code: &str, field: Option<&str>| (code.to_owned(), field.map(str::to_owned));
    let bytes = file();
    let bytes = Some(bytes.as_bytes());
    assert_eq!(told("{}", bytes), found("missing_field", Some("date")));
    assert_eq!(told(r#"{"date":"2015-01-28"}"#, bytes), found("before_first_rule_set", Some("date")));
    assert_eq!(told(r#"{"date":"2026-11-24","fold":"x"}"#, bytes), found("unknown_field", Some("fold")));
    assert_eq!(told(r#"{"date":"2026-11-24","threads":0}"#, bytes), found("json_field", Some("threads")));
    assert_eq!(told(r#"{"date":"2026-11-24"}"#, None), found("file_source", Some("path")));
    assert_eq!(told(r#"{"date":"2026-11-24","path":"x"}"#, bytes), found("file_source", Some("path")));
    assert_eq!(
        told(r#"{"date":"2026-11-24","path":"/no/such/file"}"#, None),
        found("file_unreadable", Some("path"))
    );
    assert_eq!(told(r#"{"date":"2026-11-24"}"#, Some(b"PK\x03\x04")), found("file_unreadable", None));
    assert_eq!(
        told(r#"{"date":"2026-11-24","mapping":"nope = \"x\""}"#, bytes),
        found("file_mapping", Some("mapping"))
    );
    let of = bilan_of(r#"{"date":"2026-11-24","path":"x"}"#, "a".as_bytes()).unwrap_err();
    assert_eq!(of.code, "file_source");
}

#[test]
fn every_row_comes_once_good_or_refused() {
    for at_once in [1, 2, 100] {
        let mut import = Import::open("{}", Some(file().as_bytes())).unwrap();
        let (mut rows, mut last) = (Vec::new(), serde_json::Value::Null);
        while !import.ended() {
            let text = import.next(at_once).unwrap();
            assert!(!text.contains(NIR));
            last = json(&text);
            rows.extend(last["rows"].as_array().unwrap().clone());
        }
        assert_eq!(rows.len(), 3);
        assert_eq!(rows[0]["dossier"]["identite"]["date_naissance"], "1997-05-03");
        assert_eq!(
            (&rows[1]["record"], &rows[1]["line"], &rows[1]["column"]),
            (&2.into(), &3.into(), &3.into())
        );
        assert_eq!((&rows[1]["code"], &rows[1]["field"]), (&"date_invalid".into(), &"date_naissance".into()));
        assert_eq!(rows[2]["dossier"]["identite"]["date_naissance"], serde_json::Value::Null);
        assert_eq!(
            (&last["end"], &last["file"]["format"], &last["file"]["complete"], &last["file"]["nir"]),
            (&true.into(), &"CSV".into(), &true.into(), &"left_out".into())
        );
        // Behind the end there is nothing more.
        assert_eq!(json(&import.next(5).unwrap())["rows"], serde_json::json!([]));
    }
}

#[test]
fn the_nir_comes_in_the_clear_when_it_is_asked_for_and_only_then() {
    let mut import = Import::open(r#"{"nir":"clear"}"#, Some(file().as_bytes())).unwrap();
    let answer = json(&import.next(10).unwrap());
    assert_eq!(answer["rows"][0]["dossier"]["identite"]["nir"], NIR);
    assert_eq!(answer["file"]["nir"], "clear");
    let shown = format!("{import:?}");
    assert!(!shown.contains("2550"), "{shown}");
}
