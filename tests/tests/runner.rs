//! The runner judges: an error is never taken for an answer, and a file that cannot be judged never passes.

#![expect(clippy::unwrap_used, reason = "a test may stop on what cannot be")]

use std::path::PathBuf;
use std::process::{Command, Output};

use imilo_tests::{conservation, law, nir};

/// One case of retention: a day on which the service answers with an error, or with all its dates.
fn retention(date: &str, facts: &str, expected: &str) -> String {
    let case =
        format!(r#"{{"id":"A","kind":"dossier","date":"{date}","facts":{facts},"expected":{expected}}}"#);
    format!(r#"{{"kind":"conservation","cases":[{case}]}}"#)
}

fn by_date(date: &str, expected: &str) -> String {
    format!(r#"{{"kind":"law","cases":[{{"id":"A","date":"{date}","expected":{expected}}}]}}"#)
}

fn details(case: &str) -> String {
    format!(r#"{{"kind":"nir_details","cases":[{case}]}}"#)
}

const BEFORE_THE_LAW: &str = "2015-01-28";

#[test]
fn an_error_passes_no_case_that_does_not_expect_it() {
    let born = r#"{"birth_date":"2000-01-01"}"#;
    for expected in [
        r#"{"limit_date":null}"#,
        r#"{"limit_date":null,"accessible_until":null,"fse_archive_until":null}"#,
        r#"{"error":null,"limit_date":null}"#,
        r#"{"error":null}"#,
        r#"{"error":"date_range"}"#,
    ] {
        let report = conservation::run(&retention(BEFORE_THE_LAW, born, expected)).unwrap();
        assert_eq!(report.counts(), (0, 1, 0), "retention, {expected}");
    }
    let expected = r#"{"error":"before_first_rule_set"}"#;
    let report = conservation::run(&retention(BEFORE_THE_LAW, born, expected)).unwrap();
    assert_eq!(report.counts(), (1, 0, 0));

    for expected in [r#"{"rule_set":null}"#, r#"{"rule_set":null,"annexes":null,"error":null}"#] {
        let report = law::run(&by_date(BEFORE_THE_LAW, expected)).unwrap();
        assert_eq!(report.counts(), (0, 1, 0), "law, {expected}");
    }
    assert_eq!(law::run(&by_date(BEFORE_THE_LAW, expected)).unwrap().counts(), (1, 0, 0));

    // A refused number has no findings, month or kind: nulls must not make a pass of it.
    for expected in [r#"{"kind":null,"month":null}"#, r#"{"error":null}"#, r#"{"key":null}"#] {
        let case = format!(r#"{{"id":"A","input":"12","expected":{expected}}}"#);
        let report = nir::run_details(&details(&case)).unwrap();
        assert_eq!(report.counts(), (0, 1, 0), "details, {expected}");
    }
    for expected in [r#"{"error":"length"}"#, r#"{"valid":false}"#] {
        let case = format!(r#"{{"id":"A","input":"12","expected":{expected}}}"#);
        assert_eq!(nir::run_details(&details(&case)).unwrap().counts(), (1, 0, 0), "details, {expected}");
    }
}

#[test]
fn an_answer_passes_no_case_that_expects_an_error() {
    let expected = r#"{"error":"before_first_rule_set"}"#;
    let report = conservation::run(&retention("2016-01-01", "{}", expected)).unwrap();
    assert_eq!(report.counts(), (0, 1, 0));
    assert_eq!(law::run(&by_date("2016-01-01", expected)).unwrap().counts(), (0, 1, 0));
    let case = r#"{"id":"A","input":"185077505691210","expected":{"error":"key"}}"#;
    assert_eq!(nir::run_details(&details(case)).unwrap().counts(), (0, 1, 0));
}

#[test]
fn a_key_that_is_not_known_is_an_error_in_every_kind() {
    let accessible = r#"{"state":"accessible"}"#;
    for (text, why) in [
        (retention("2020-01-01", r#"{"birth":"2000-01-01"}"#, accessible), "fact"),
        (retention("2020-01-01", "{}", r#"{"stat":"accessible"}"#), "expectation"),
        (retention("2020-01-01", "{}", "{}"), "nothing expected"),
        (
            retention("2020-01-01", "{}", accessible)
                .replace(r#""facts""#, r#""options":{"A6":"x"},"facts""#),
            "value of an option",
        ),
        (retention("2020-01-01", "{}", accessible).replace("date", "dat"), "key of a case"),
        // Skipped cases too: a fact that is misspelt today would pass unseen when they are judged.
        (
            retention("2020-01-01", r#"{"operation_dat":"2020-01-01"}"#, r#"{"keep_until":null}"#)
                .replace("dossier", "log"),
            "fact of a log",
        ),
        (
            retention("2020-01-01", r#"{"litigation":{"form":"2020-01-01"}}"#, r#"{"keep_until":null}"#)
                .replace("dossier", "log"),
            "key of a dispute",
        ),
        (
            retention("2020-01-01", r#"{"receipt":"2020-01-01"}"#, r#"{"due_date":null}"#)
                .replace("dossier", "rights_request"),
            "fact of a request",
        ),
    ] {
        assert!(conservation::run(&text).is_err(), "retention, unknown {why}, must not pass");
    }
    assert!(law::run(&by_date("2020-01-01", r#"{"rule_sets":"V2015"}"#)).is_err());
    assert!(law::run(&by_date("2020-01-01", "{}")).is_err());
    assert!(law::run(&by_date("2020-01-01", r#"{"rule_set":"V2015"}"#).replace("date", "day")).is_err());

    let number = r#""id":"A","input":"185077505691210""#;
    for (case, why) in [
        (format!(r#"{{{number},"acept":{{}},"expected":{{"valid":true}}}}"#), "key of a case"),
        (format!(r#"{{{number},"accept":{{"sex":true}},"expected":{{"valid":true}}}}"#), "flag"),
        (format!(r#"{{{number},"accept":[{{"valid":true}}],"expected":{{"valid":true}}}}"#), "alternative"),
        (format!(r#"{{{number},"expected":{{"vald":true}}}}"#), "expectation"),
        (format!(r#"{{{number},"expected":{{}}}}"#), "nothing expected"),
        (
            format!(r#"{{{number},"expected":{{"valid":true}}}},{{{number},"expected":{{"valid":true}}}}"#),
            "twice",
        ),
    ] {
        assert!(nir::run_details(&details(&case)).is_err(), "details, unknown {why}, must not pass");
    }
}

#[test]
fn a_list_of_numbers_is_read_strictly() {
    for (text, why) in [
        ("input,reason\n1,x\n", "no verdicts"),
        ("input,valid\n123,maybe\n", "verdict"),
        ("input,valid\n123\n", "missing field"),
        ("input,valid\n\"123,1\n", "open quote"),
        ("input,valid\n\"12\"3,1\n", "text after a quote"),
        ("input,valid\n\\x+1,0\n", "escape with a sign"),
        ("input,valid\n\\q,0\n", "escape that is none"),
        ("input,valid\n", "no line"),
        ("", "empty"),
    ] {
        assert!(nir::run_list(text).is_err(), "{why} must not pass");
    }
}

fn run(kind: &str, file: &std::path::Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_vectors")).arg(kind).arg(file).output().unwrap()
}

#[test]
fn a_file_that_cannot_be_judged_ends_with_a_code_and_no_count() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("runner");
    std::fs::create_dir_all(&folder).unwrap();
    let binary: &[u8] = &[0x1f, 0x8b, 0xff, 0, 0x80];
    let other_kind = br#"{"kind":"fse","cases":[{"id":"A","expected":{"error":null}}]}"#;
    for kind in ["nir", "nir-details", "conservation", "law"] {
        let name = if kind == "nir-details" { "nir_details" } else { kind };
        let no_case = format!(r#"{{"kind":"{name}","cases":[]}}"#);
        let no_list = format!(r#"{{"kind":"{name}"}}"#);
        let contents: [(&str, &[u8]); 7] = [
            ("empty", b""),
            ("mark-only", b"\xef\xbb\xbf"),
            ("binary", binary),
            ("other-kind", other_kind),
            ("no-case", no_case.as_bytes()),
            ("no-list", no_list.as_bytes()),
            ("list", b"[]"),
        ];
        for (what, content) in contents {
            let file = folder.join(format!("{kind}-{what}"));
            std::fs::write(&file, content).unwrap();
            let output = run(kind, &file);
            assert_eq!(output.status.code(), Some(2), "{kind}, {what}");
            assert!(output.stdout.is_empty(), "{kind}, {what}: nothing was counted");
            assert!(!output.stderr.is_empty(), "{kind}, {what}: the reason must be told");
        }
        assert_eq!(run(kind, &folder.join("absent")).status.code(), Some(2), "{kind}, absent");
        assert_eq!(run(kind, &folder).status.code(), Some(2), "{kind}, a folder");
    }
    assert_eq!(run("unknown", &folder.join("law-empty")).status.code(), Some(2));
}

#[test]
fn a_case_that_fails_ends_with_one_and_the_line_of_counts() {
    let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("runner");
    std::fs::create_dir_all(&folder).unwrap();
    let file = folder.join("one-of-each.json");
    let case =
        |id: &str, expected: &str| format!(r#"{{"id":"{id}","date":"2016-01-01","expected":{expected}}}"#);
    let (good, bad) = (case("good", r#"{"rule_set":"V2015"}"#), case("bad", r#"{"rule_set":"V2021"}"#));
    std::fs::write(&file, format!(r#"{{"kind":"law","cases":[{good},{bad}]}}"#)).unwrap();
    let output = run("law", &file);
    assert_eq!(output.status.code(), Some(1));
    let out = String::from_utf8(output.stdout).unwrap();
    assert!(out.starts_with("FAILED bad: "), "{out}");
    assert!(out.ends_with("\n1 passed, 1 failed, 0 skipped\n"), "{out}");
}
