//! The vectors of the FSE pass, and a file that cannot be judged is an error.

#![expect(clippy::unwrap_used, reason = "a test may stop on what cannot be")]

use std::path::Path;

use imilo_tests::report::Report;

fn read(name: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors").join(name)).unwrap()
}

fn all_pass(name: &str, report: &Report) {
    let failures: Vec<_> = report.failures().collect();
    assert!(failures.is_empty(), "{name}: {failures:#?}");
    assert!(report.counts().0 > 10, "{name}: hardly any case ran");
}

#[test]
fn indicators_of_the_fse() {
    for name in [
        "given/fse-cases.json",
        "fse-participants.json",
        "fse-validation.json",
        "fse-options.json",
        "fse-levels-totals.json",
        "fse-codes.json",
        "fse-bounds.json",
    ] {
        all_pass(name, &imilo_tests::fse::run(&read(name)).unwrap());
    }
}

#[test]
fn a_file_of_the_fse_that_cannot_be_judged_is_an_error() {
    let given = read("given/fse-cases.json");
    for (from, to) in [
        ("\"schema_version\"", "\"schema\""),
        ("\"annex_version\": \"2018\"", "\"annex_version\": \"2014\""),
        ("\"programme\": \"ESF\"", "\"programme\": \"FSE\""),
        ("\"birth_date\": \"1998-03-10\"", "\"birth_date\": \"1998-02-30\""),
        ("\"isced_entry\": 3", "\"isced_entry\": 9"),
        ("\"disability\": \"no\"", "\"disability\": \"non\""),
        ("\"disability\": \"no\"", "\"disabled\": \"no\""),
        ("\"entry_date\": \"2019-09-02\",", ""),
        ("\"one\": [", "\"ones\": ["),
        ("\"CO01\"", "\"CO99\""),
        ("\"in_grand_total\": true", "\"grand_total\": true"),
        ("\"nomenclature\": \"1969\"", "\"nomenclature\": \"1970\""),
        ("\"violations\"", "\"violation\""),
    ] {
        let wrong = given.replacen(from, to, 1);
        assert_ne!(wrong, given, "{from}");
        assert!(imilo_tests::fse::run(&wrong).is_err(), "{to} must not pass");
    }
    // A value, a reason, a finding, a standing, a level, a rule: each counts.
    for (from, to) in [
        ("\"zero\": [\"CO03\"", "\"zero\": [\"CO01\""),
        ("\"CR01\": \"NotInPopulation\"", "\"CR01\": \"Missing\""),
        ("\"V13:W\"", "\"V13:E\""),
        ("\"findings_absent\": [\"V1\"", "\"findings_absent\": [\"V13\""),
        ("\"counted_in_indicators\": true", "\"counted_in_indicators\": false"),
        ("\"expect_isced\": 3", "\"expect_isced\": 4"),
        ("\"CO04<=CO03\"", "\"CO04<=CO01\""),
        ("\"grand_total\": 8", "\"grand_total\": 7"),
    ] {
        let wrong = given.replacen(from, to, 1);
        let flat = wrong != given;
        // The file is written over several lines: a list may begin on its own line.
        let wrong = if flat { wrong } else { spread(&given, from, to) };
        assert_ne!(wrong, given, "{from}");
        assert_eq!(imilo_tests::fse::run(&wrong).unwrap().counts().1, 1, "{to} must fail once");
    }
}

/// The same change in a file that has one element a line.
fn spread(text: &str, from: &str, to: &str) -> String {
    let value: serde_json::Value = serde_json::from_str(text).unwrap();
    let flat = serde_json::to_string(&value).unwrap();
    flat.replacen(&from.replace(": ", ":"), &to.replace(": ", ":"), 1)
}
