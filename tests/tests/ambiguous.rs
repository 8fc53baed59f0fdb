//! A term that falls on a day that does not exist is rounded, and the facade says so (`ambiguous_date`).
//!
//! The schema of the case files has no key for it. Ten and nineteen years after a 29 February there is never one
//! again (neither is a multiple of four), so each such term is rounded: to the last day of the month (reg. 1182/71,
//! art. 3(2)(c), by analogy), and for a birthday by reading A2.

#![expect(clippy::unwrap_used, reason = "a test may stop on what cannot be")]

use imilo_core::wire;
use serde_json::{Value, json};

fn answer(date: &str, facts: &Value, options: &Value) -> Value {
    let mut facts = facts.clone();
    let known =
        json!({ "rqth_periods": [], "programmes": [], "cej_contracts": [], "fse": { "cofinanced": false } });
    for (key, none) in known.as_object().unwrap() {
        facts.as_object_mut().unwrap().entry(key).or_insert_with(|| none.clone());
    }
    let request = json!({ "kind": "dossier", "date": date, "facts": facts, "options": options });
    serde_json::from_str(&wire::call("conservation", &request.to_string()).unwrap()).unwrap()
}

fn contract(end: &str) -> Value {
    json!({ "birth_date": "2003-06-15", "cej_contracts": [{ "start": "2023-09-04", "end": end }] })
}

fn cofinanced(last: &str) -> Value {
    let fse = json!({
        "cofinanced": true, "first_record": "2023-09-04", "last_record": last, "interruptions": [],
    });
    json!({ "birth_date": "1998-01-20", "fse": fse })
}

/// Days of the answer that the case is about, each key with its value, and whether one of them was rounded.
fn check(what: &str, answer: &Value, days: &[(&str, &str)], rounded: bool) {
    for (key, day) in days {
        assert_eq!(answer[*key], *day, "{what}: {key}");
    }
    assert_eq!(answer["ambiguous_date"], rounded, "{what}");
}

#[test]
fn ten_years_after_a_29_february() {
    let none = json!({});
    for (what, end, until, rounded) in [
        ("29 February 2024 + 10: no 29 February in 2034", "2024-02-29", "2034-02-28", true),
        ("28 February 2024 + 10 exists", "2024-02-28", "2034-02-28", false),
        ("1 March 2024 + 10 exists", "2024-03-01", "2034-03-01", false),
        ("31 March 2024 + 10 exists, whatever the length of other months", "2024-03-31", "2034-03-31", false),
    ] {
        // The 28th birthday is 15 June 2031: I bis governs.
        let days = [("cej_until", until), ("accessible_until", until), ("limit_date", "2031-06-15")];
        check(what, &answer("2025-05-05", &contract(end), &none), &days, rounded);
    }
}

/// The birthday governs, but the answer gives the term of I bis too, and that day was rounded.
#[test]
fn a_rounded_day_that_does_not_govern_is_told_as_well() {
    let mut facts = contract("2024-02-29");
    facts["birth_date"] = json!("2007-06-15");
    let days = [("cej_until", "2034-02-28"), ("accessible_until", "2035-06-15")];
    check("28th birthday on 15 June 2035", &answer("2025-05-05", &facts, &json!({})), &days, true);
}

/// No I bis before V2025: nothing is added to the end of the contract.
#[test]
fn before_i_bis_there_is_nothing_to_round() {
    let days = [("limit_date", "2031-06-15"), ("accessible_until", "2031-06-15")];
    check("V2021-C", &answer("2024-12-31", &contract("2024-02-29"), &json!({})), &days, false);
}

#[test]
fn nineteen_years_after_a_29_february() {
    let none = json!({});
    for (what, last, until, rounded) in [
        ("29 February 2024 + 19: no 29 February in 2043", "2024-02-29", "2043-02-28", true),
        ("28 February 2024 + 19 exists", "2024-02-28", "2043-02-28", false),
        ("1 March 2024 + 19 exists", "2024-03-01", "2043-03-01", false),
    ] {
        let days = [("fse_archive_until", until), ("accessible_until", "2026-01-20")];
        check(what, &answer("2025-05-05", &cofinanced(last), &none), &days, rounded);
    }
}

/// 28 and 32 are multiples of four: a person born on 29 February has these birthdays (A2 has no effect). The 26th
/// and, by reading A3, the 27th do not exist.
#[test]
fn birthdays_of_a_29_february() {
    let born = json!({ "birth_date": "1996-02-29" });
    let none = json!({});
    let limit = |day| [("limit_date", day), ("accessible_until", day)];
    check("26th, V2015", &answer("2020-01-01", &born, &none), &limit("2022-02-28"), true);
    check("26th by A2", &answer("2020-01-01", &born, &json!({ "A2": "mar1" })), &limit("2022-03-01"), true);
    // 1996 + 28 = 2024, a leap year. The 26th birthday, 2022, was no day of V2015: nothing was due before.
    check("28th, V2025", &answer("2025-05-05", &born, &none), &limit("2024-02-29"), false);
    check("27th by A3", &answer("2025-05-05", &born, &json!({ "A3": "27" })), &limit("2023-02-28"), true);
    let rqth = json!({
        "birth_date": "1996-02-29",
        "rqth_periods": [{ "from": "2020-01-01", "until": null }],
        "cej_contracts": [{ "start": "2022-05-02", "end": "2023-05-01" }],
    });
    let days = [("limit_date", "2028-02-29"), ("accessible_until", "2033-05-01")];
    check("32nd, and I bis", &answer("2025-05-05", &rqth, &none), &days, false);
}
