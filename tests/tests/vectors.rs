//! Every committed file of vectors passes, and a file that cannot be judged is an error.

#![expect(clippy::unwrap_used, reason = "a test may stop on what cannot be")]

use std::path::{Path, PathBuf};

use imilo_tests::report::Report;
use imilo_tests::{conservation, habilitation, law, nir, nir_coherence, pseudonym};

fn vectors() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors")
}

fn read(name: &str) -> String {
    std::fs::read_to_string(vectors().join(name)).unwrap()
}

fn all_pass(name: &str, report: &Report) {
    let failures: Vec<_> = report.failures().collect();
    assert!(failures.is_empty(), "{name}: {failures:#?}");
    assert!(report.counts().0 > 10, "{name}: hardly any case ran");
}

#[test]
fn nir() {
    all_pass("nir.csv", &nir::run_list(&read("nir.csv")).unwrap());
    all_pass("nir_details.json", &nir::run_details(&read("nir_details.json")).unwrap());
}

#[test]
fn data_of_the_dossier() {
    let fields = imilo_tests::dossier::run_fields(&read("dossier-fields.json")).unwrap();
    all_pass("dossier-fields.json", &fields);
    let dossiers = imilo_tests::dossier::run_dossiers(&read("dossier-check.json")).unwrap();
    all_pass("dossier-check.json", &dossiers);
}

#[test]
fn numbers_beside_the_civil_identity() {
    for file in ["given/coherence.json", "nir-coherence.json"] {
        all_pass(file, &nir_coherence::run(&read(file)).unwrap());
    }
}

#[test]
fn a_file_of_coherence_that_cannot_be_judged_is_an_error_and_a_wrong_expectation_fails() {
    let given = read("given/coherence.json");
    for (from, to) in [
        ("\"expect\": []", "\"expect\": [\"sex_difers\"]"),
        ("\"expect\": []", "\"expects\": []"),
        ("\"stage\": null}", "\"stag\": null}"),
        ("\"stage\": null}", "\"stage\": null, \"stage\": null}"),
        ("\"id\": \"all-agree\"", "\"id\": \"nothing-known\""),
    ] {
        assert!(given.contains(from) && nir_coherence::run(&given.replacen(from, to, 1)).is_err(), "{to}");
    }
    for (from, to) in
        [("\"expect\": []", "\"expect\": [\"sex_differs\"]"), ("298043306321820", "298043306321821")]
    {
        assert_eq!(nir_coherence::run(&given.replacen(from, to, 1)).unwrap().counts().1, 1, "{to}");
    }
}

#[test]
fn pseudonyms_and_seals() {
    all_pass("given/pseudonyms.json", &pseudonym::run(&read("given/pseudonyms.json")).unwrap());
}

#[test]
fn law_by_date() {
    for name in ["law.json", "law-provisions.json"] {
        all_pass(name, &law::run(&read(name)).unwrap());
    }
}

#[test]
fn access_and_recipients() {
    for name in [
        "given/habilitation-cases.json",
        "habilitation-acces.json",
        "habilitation-destinataires.json",
        "habilitation-liens.json",
        "habilitation-droits.json",
        "habilitation-lignes.json",
    ] {
        all_pass(name, &habilitation::run(&read(name)).unwrap());
    }
}

#[test]
fn a_field_granted_against_expectation_is_told_first() {
    let given = read("given/habilitation-cases.json");
    let strict =
        given.replacen("\"I.A.1\": \"granted\", \"II.C.3\"", "\"I.A.1\": \"refused\", \"II.C.3\"", 1);
    let report = habilitation::run(&strict).unwrap();
    let [(id, why)] = report.failures().collect::<Vec<_>>()[..] else { panic!("one case fails") };
    assert!(id == "HAB-02" && why.starts_with("DISCLOSURE FAULT, I.A.1"), "{why}");
    for (from, to) in [
        ("\"II.C.3\": \"refused\"", "\"II.C.3\": \"refusd\""),
        ("\"habilitated_until\": \"2035", "\"habilitated_untl\": \"2035"),
        ("\"moved_on\": \"2018", "\"move_on\": \"2018"),
        ("\"operation\": \"consult\"", "\"operation\": \"read\""),
        ("[\"I.A.1\", \"II.C.3\"]", "[\"I.A.1\", \"II.C.9\"]"),
        ("\"accept\": {\"NIR\"", "\"accept\": {\"Nir\""),
    ] {
        assert!(given.contains(from) && habilitation::run(&given.replacen(from, to, 1)).is_err(), "{to}");
    }
}

#[test]
fn retention() {
    for name in [
        "given/conservation-cases.json",
        "conservation-limite.json",
        "conservation-cej.json",
        "conservation-fse.json",
        "conservation-comptes.json",
        "conservation-journaux.json",
        "droits-delais.json",
    ] {
        all_pass(name, &conservation::run(&read(name)).unwrap());
    }
}

#[test]
fn duties() {
    let given = imilo_tests::responsibilities::run(&read("given/responsibilities-cases.json")).unwrap();
    assert_eq!((given.counts(), given.failures().count()), ((4, 0, 0), 0));
    let report = imilo_tests::responsibilities::run(&read("responsabilites.json")).unwrap();
    all_pass("responsabilites.json", &report);
}

#[test]
fn a_file_that_cannot_be_judged_is_an_error() {
    let case = |case: &str| format!(r#"{{"kind":"conservation","cases":[{case}]}}"#);
    let expected = r#""expected":{"state":"accessible"}"#;
    for (text, why) in [
        ("{".to_owned(), "not JSON"),
        (r#"{"kind":"fse","cases":[]}"#.to_owned(), "another kind"),
        (
            case(&format!(
                r#"{{"id":"A","kind":"dossier","date":"2020-01-01","facts":{{}},"fatcs":{{}},{expected}}}"#
            )),
            "unknown key",
        ),
        (
            case(&format!(
                r#"{{"id":"A","kind":"dossier","date":"2020-01-01","facts":{{"birth":"2000-01-01"}},{expected}}}"#
            )),
            "unknown fact",
        ),
        (
            case(
                r#"{"id":"A","kind":"dossier","date":"2020-01-01","facts":{},"expected":{"stat":"accessible"}}"#,
            ),
            "unknown expectation",
        ),
        (
            case(r#"{"id":"A","kind":"dossier","date":"2020-01-01","facts":{},"expected":{}}"#),
            "nothing expected",
        ),
        (
            case(&format!(r#"{{"id":"A","kind":"dosier","date":"2020-01-01","facts":{{}},{expected}}}"#)),
            "unknown kind of case",
        ),
    ] {
        assert!(conservation::run(&text).is_err(), "{why} must not pass");
    }
}

#[test]
fn a_file_of_pseudonyms_that_cannot_be_judged_is_an_error() {
    let given = read("given/pseudonyms.json");
    for (from, to) in [
        ("\"schema_version\"", "\"schema\""),
        ("\"op\": \"read\"", "\"op\": \"reed\""),
        ("\"accept_13\"", "\"accept13\""),
        ("\"expect\": {\"raw\"", "\"expect\": {\"rw\""),
        ("\"expect\": {\"ok\": true}", "\"expect\": {}"),
        ("{\"error\": \"refused\"}", "{\"error\": \"refusd\"}"),
        ("\"nonce\": \"00", "\"nonce\": \"0"),
        ("{\"key_id\": \"00000003\", ", "{\"key_id\": \"00000003\", \"x\": 1, "),
    ] {
        let wrong = given.replacen(from, to, 1);
        assert_ne!(wrong, given, "{from}");
        assert!(pseudonym::run(&wrong).is_err(), "{to} must not pass");
    }
    // A hexadecimal digit of a result, an error of another name, an error where there is none.
    for (from, to) in [
        ("\"raw\": \"bc3", "\"raw\": \"bc4"),
        ("{\"error\": \"refused\"}", "{\"error\": \"malformed\"}"),
        ("{\"ok\": true}", "{\"error\": \"any\"}"),
        ("{\"error\": \"any\"}", "{\"raw\": \"00\"}"),
    ] {
        let report = pseudonym::run(&given.replacen(from, to, 1)).unwrap();
        assert_eq!(report.counts().1, 1, "{to} must fail once");
    }
}

#[test]
fn a_wrong_expectation_fails() {
    let text = read("conservation-cej.json").replacen("\"accessible\"", "\"anonymise\"", 1);
    let report = conservation::run(&text).unwrap();
    assert_eq!(report.counts().1, 1);
}

/// What `docs/nir.md` says of the disputed lines.
#[test]
fn disputed_numbers_are_handled_as_documented() {
    use imilo_core::nir::{Acceptance, Nir};
    let disputed: Vec<_> =
        nir::list(&read("nir.csv")).unwrap().into_iter().filter(|(.., valid)| valid.is_none()).collect();
    let accepted = |accept: Acceptance| {
        disputed.iter().filter(|(_, input, _)| Nir::parse(input, &accept).is_ok()).count()
    };
    let strict = Acceptance::default();
    assert_eq!(disputed.len(), 21);
    assert_eq!(accepted(strict), 5 + 1, "Corsica before 1976, and territory 979");
    assert_eq!(accepted(Acceptance { months_43_49: true, ..strict }), 6 + 2);
    assert_eq!(accepted(Acceptance { commune_out_of_range: true, ..strict }), 6 + 3);
    assert_eq!(accepted(Acceptance { departement_00: true, ..strict }), 6 + 1);
    assert_eq!(accepted(Acceptance { sex_3_4: true, ..strict }), 6 + 1);
}
