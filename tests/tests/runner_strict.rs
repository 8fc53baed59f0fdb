//! What a reader of JSON or CSV lets through by itself, and the runner must not.

use std::process::Command;

use imilo_tests::{conservation, law, nir};

fn file(kind: &str, case: &str) -> String {
    format!(r#"{{"kind":"{kind}","cases":[{{"id":"A",{case}}}]}}"#)
}

/// `null` says "no date"; it does not say that the question was put to the wrong kind of case.
#[test]
fn a_key_that_the_answer_has_not_is_no_null() {
    let dossier = r#""kind":"dossier","date":"2020-01-01","facts":{}"#;
    for expected in [r#"{"keep_until":null}"#, r#"{"state":"undetermined","reply":null,"due_date":null}"#] {
        let text = file("conservation", &format!(r#"{dossier},"expected":{expected}"#));
        assert_eq!(conservation::run(&text).unwrap().counts(), (0, 1, 0), "{expected}");
    }
    let text = file("conservation", &format!(r#"{dossier},"expected":{{"error":null,"limit_date":null}}"#));
    assert_eq!(
        conservation::run(&text).unwrap().counts(),
        (1, 0, 0),
        "no error is expected, and none is there"
    );
    let text = file("nir_details", r#""input":"12","expected":{"valid":false,"month":null}"#);
    assert_eq!(nir::run_details(&text).unwrap().counts(), (0, 1, 0));
}

/// A key written twice: one of the two would be lost in silence.
#[test]
fn a_doubled_key_is_an_error() {
    let text = file("nir_details", r#""input":"12","input":"13","expected":{"valid":false}"#);
    assert!(nir::run_details(&text).unwrap_err().0.contains("stands twice"));
    let text = file("law", r#""date":"2020-01-01","expected":{"rule_set":"V2021","rule_set":"V2015"}"#);
    assert!(law::run(&text).is_err());
    let facts = r#"{"birth_date":null,"birth_date":"2000-01-01"}"#;
    let case = format!(
        r#""kind":"dossier","date":"2020-01-01","facts":{facts},"expected":{{"state":"accessible"}}"#
    );
    assert!(conservation::run(&file("conservation", &case)).is_err());
}

/// Facts left out as a whole are a mistake; a fact left out is known to be none.
#[test]
fn a_case_without_facts_is_an_error() {
    for facts in ["", r#""facts":null,"#, r#""facts":[],"#] {
        let case = format!(r#""kind":"dossier","date":"2020-01-01",{facts}"expected":{{"limit_date":null}}"#);
        assert!(conservation::run(&file("conservation", &case)).is_err(), "{facts}");
    }
}

/// serde reads a list as a struct, flag by flag in order.
#[test]
fn flags_in_a_list_are_an_error() {
    for flags in ["[true]", "[]", "null"] {
        let case = format!(r#""input":"12","accept":{flags},"expected":{{"valid":false}}"#);
        assert!(nir::run_details(&file("nir_details", &case)).is_err(), "{flags}");
    }
}

#[test]
fn a_column_that_is_not_known_is_an_error() {
    for header in ["input,valid,raison", "input,valid,valid", "input", "valid,input", "input,valid,reason,"] {
        let row = "0,".repeat(header.split(',').count());
        assert!(nir::run_list(&format!("{header}\n{}\n", row.trim_end_matches(','))).is_err(), "{header}");
    }
    for header in ["input,valid", "input,valid,reason", "input,valid,reason,source_repo"] {
        let row = "0,".repeat(header.split(',').count());
        let report = nir::run_list(&format!("{header}\n{}\n", row.trim_end_matches(','))).unwrap();
        assert_eq!(report.counts(), (1, 0, 0), "{header}");
    }
}

#[test]
fn what_is_not_text_is_an_error_with_its_code() {
    let folder = std::path::PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("runner-strict");
    std::fs::create_dir_all(&folder).unwrap();
    for (name, bytes) in [("blank", &b" \r\n\r\n"[..]), ("windows-1252", b"input,valid\n\xe9,1\n")] {
        let path = folder.join(name);
        std::fs::write(&path, bytes).unwrap();
        for kind in ["nir", "nir-details", "conservation", "law"] {
            let output = Command::new(env!("CARGO_BIN_EXE_vectors")).arg(kind).arg(&path).output().unwrap();
            assert_eq!(
                (output.status.code(), output.stdout.as_slice()),
                (Some(2), &b""[..]),
                "{kind} {name}"
            );
        }
    }
}
