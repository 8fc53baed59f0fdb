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
fn a_folder_gets_the_five_files_and_one_of_somebody_else_is_refused() {
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

/// A file of participations, of which one row is wrong.
fn participations() -> String {
    "participant_id;operation_id;sexe;date_naissance;date_entree;statut_entree;cite\n\
     0012;007;F;20/05/2003;02/10/2023;inactif;2\n0013;007;M;30/02/2003;02/10/2023;inactif;2\n"
        .to_owned()
}

#[test]
fn a_path_bytes_and_what_can_be_read_again_give_the_same_report() {
    let file = participations();
    let path = std::env::temp_dir().join(format!("imilo-wire-fse-{}.csv", std::process::id()));
    std::fs::write(&path, &file).unwrap();
    let asked = r#"{"programme":"FSE+","name":"f.csv"}"#;
    let of_bytes = fse_report(asked, Some(file.as_bytes())).unwrap();
    let request = serde_json::json!({"programme": "FSE+", "path": path, "name": "f.csv"}).to_string();
    assert_eq!(fse_report(&request, None).unwrap(), of_bytes);
    std::fs::remove_file(path).unwrap();
    let again = || Ok(Box::new(file.as_bytes()) as Box<dyn Read + Send>);
    assert_eq!(super::fse::json(&fse_file_of(asked, &again, None).unwrap()).unwrap(), of_bytes);
    let answer = json(&of_bytes);
    assert_eq!((&answer["rows"], &answer["refused"]["by_code"]["date_invalid"]), (&2.into(), &1.into()));
    assert_eq!(answer["grand_total"]["all"], 1);
    assert_eq!(answer["choices"]["A3"], "day28_included");
}

/// From a row of a file to why a code has its value, and to what changed between two files, without a hand on the record.
#[test]
fn the_records_of_a_file_are_what_the_services_of_records_take() {
    let file = participations();
    let found = json(&fse_records(r#"{"participant":"0012"}"#, Some(file.as_bytes())).unwrap());
    assert_eq!(
        (&found["rows"], &found["places"]),
        (&2.into(), &serde_json::json!([{"record": 1, "line": 2}]))
    );
    assert_eq!(
        (&found["refused"][0]["record"], &found["refused"][0]["code"]),
        (&2.into(), &"date_invalid".into())
    );
    let request = serde_json::json!({"programme": "FSE+", "code": "EECO04", "participation": found["participations"][0]});
    let explained = json(&imilo_core::wire::call("fse_explain", &request.to_string()).unwrap());
    assert_eq!((&explained["code"], &explained["value"]), (&"EECO04".into(), &true.into()));
    let all = |file: &str| json(&fse_records("{}", Some(file.as_bytes())).unwrap())["participations"].take();
    let (before, after) = (all(&file), all(&file.replace("inactif", "chômeur")));
    let request = serde_json::json!({"programme": "FSE+", "before": {"participations": before},
        "after": {"participations": after}});
    let compared = json(&imilo_core::wire::call("fse_compare", &request.to_string()).unwrap());
    let changes = compared["changes"].as_array().unwrap();
    assert!(
        changes.iter().any(|change| change["code"] == "EECO04" && change["cause"] == "answers"),
        "{compared}"
    );

    let told = |request: &str| {
        let failure = fse_records(request, Some(file.as_bytes())).unwrap_err();
        (failure.code, failure.field, failure.message_en)
    };
    let (code, field, message) = told(r#"{"operation":"8"}"#);
    assert_eq!((code.as_str(), field.as_deref()), ("invalid_argument", Some("operation")));
    assert!(message.ends_with("no row is of this operation; the file has: 007"), "{message}");
    assert_eq!(told(r#"{"participant":"0013"}"#).1.as_deref(), Some("participant"));
    assert_eq!(fse_records("{}", None).unwrap_err().code, "file_source");
    let of = fse_records_of("{}", file.as_bytes()).unwrap();
    assert_eq!(of, fse_records("{}", Some(file.as_bytes())).unwrap());
}

#[test]
fn a_report_has_a_folder_of_its_own() {
    let folder = std::env::temp_dir().join(format!("imilo-wire-fse-folder-{}", std::process::id()));
    let request =
        serde_json::json!({"programme": "IEJ", "annexe": "2018", "folder": folder, "language": "en"})
            .to_string();
    fse_report(&request, Some(participations().as_bytes())).unwrap();
    for name in crate::fse::FILES {
        assert!(folder.join(name).is_file(), "{name}");
    }
    std::fs::remove_dir_all(folder).unwrap();
    let told = |request: &str, bytes: Option<&[u8]>| {
        let failure = fse_report(request, bytes).unwrap_err();
        (failure.code, failure.field)
    };
    let file = participations();
    let found = |code: &str, field: &str| (code.to_owned(), Some(field.to_owned()));
    assert_eq!(told("{}", None), found("missing_field", "programme"));
    assert_eq!(told(r#"{"programme":"FSE"}"#, Some(file.as_bytes())), found("missing_field", "annexe"));
    assert_eq!(told(r#"{"programme":"FSE+"}"#, None), found("file_source", "path"));
    assert_eq!(
        told(r#"{"programme":"FSE+","path":"/no/such/file"}"#, None),
        found("file_unreadable", "path")
    );
    assert_eq!(
        told(r#"{"programme":"FSE+","mapping":"nope = \"x\""}"#, Some(file.as_bytes())),
        found("file_mapping", "mapping")
    );
    assert_eq!(
        told(r#"{"programme":"FSE+","language":"de"}"#, Some(file.as_bytes())),
        found("json_field", "language")
    );
}

/// What is wrong in a file is told by its line, its field and why; never by its value.
/// A second row of the same number that could not be read is told to the agent, beside the one that was.
#[test]
fn a_refused_row_beside_the_dossier_is_told() {
    let file = "matricule;prenoms;date_naissance\n7;Ana;03/05/2004\n7;Ana;31/02/2004\n";
    let told = access_dossier(r#"{"date": "2026-11-24", "dossier": "7"}"#, Some(file.as_bytes())).unwrap();
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    let list = told["to_do"].as_array().unwrap();
    let refused = list.iter().find(|to_do| to_do["code"] == "rows_refused").unwrap();
    let fr = refused["fr"].as_str().unwrap();
    assert!(fr.contains("ligne 3, date_naissance") && !fr.contains("31/02"), "{fr}");
}

#[test]
fn a_row_that_is_refused_is_told_by_the_access_dossier() {
    let asked = |file: &str| {
        let request = r#"{"date": "2026-11-24", "dossier": "7"}"#;
        access_dossier(request, Some(file.as_bytes())).unwrap_err()
    };
    for (file, line, field, fr, en) in [
        ("matricule;date_naissance\n7;31/02/2001\n", 2, "date_naissance", "n'existe pas", "does not exist"),
        (
            "{\"imilo\":\"dossiers/1\",\"nir\":\"clear\",\"dossiers\":[\n{\"identite\":{\"matricule\":\"7\",\"date_naissance\":\"31/02/2001\"}}]}",
            2,
            "identite.date_naissance",
            "AAAA-MM-JJ",
            "YYYY-MM-DD",
        ),
        ("[\n{\"idDossier\":\"7\",\"dateNaissance\":\"31/02/2001\"}]", 2, "dateNaissance", "", ""),
        ("[\n{\"nomNaissance\":\"7\"}]", 2, "idDossier", "", ""),
        ("[\n{\"idDossier\":\"7\",,}]", 2, "", "n'est pas du JSON valide", "not valid JSON"),
    ] {
        let told = asked(file);
        assert_eq!(
            (told.code.as_str(), told.field.as_deref(), told.line),
            ("invalid_argument", Some("dossier"), Some(line))
        );
        for (message, place, why) in [(&told.message_fr, "ligne", fr), (&told.message_en, "line", en)] {
            assert!(
                message.contains(&format!("{place} {line}"))
                    && message.contains(field)
                    && message.contains(why),
                "{message}"
            );
            assert!(!message.contains("31/02") && !message.contains("expected"), "{message}");
        }
    }
}
