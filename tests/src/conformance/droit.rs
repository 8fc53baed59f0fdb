//! Questions on who may do what, on the rights of the persons, on traces and on duties: each case, and wrong requests.

use serde_json::{Value, json};

use super::acces;
use crate::case_file::{self, Object, Unreadable};
use crate::{conservation, habilitation, responsibilities};

type Asked = (&'static str, Value);

/// Files that hold traces and requests of persons, among other kinds.
const RETENTION: &[&str] =
    &["given/conservation-cases.json", "conservation-journaux.json", "droits-delais.json"];
const HABILITATION: &[&str] = &[
    "given/habilitation-cases.json",
    "habilitation-acces.json",
    "habilitation-destinataires.json",
    "habilitation-liens.json",
    "habilitation-droits.json",
];
const DUTIES: &[&str] = &["given/responsibilities-cases.json", "responsabilites.json"];

/// The questions.
///
/// # Errors
/// When a file cannot be run.
pub(super) fn questions(
    read: &impl Fn(&str) -> Result<String, Unreadable>,
) -> Result<Vec<Asked>, Unreadable> {
    let mut asked = Vec::new();
    for name in HABILITATION {
        asked.extend(case_file::cases(&read(name)?, &habilitation::SCHEMA)?.iter().map(access));
    }
    let accesses: Vec<_> = asked
        .iter()
        .filter(|(service, _)| *service == "habilitation")
        .map(|(_, asked)| asked.clone())
        .collect();
    asked.extend(acces::questions(&accesses));
    for name in RETENTION {
        for case in case_file::cases(&read(name)?, &conservation::SCHEMA)? {
            match case.get("kind").and_then(Value::as_str) {
                Some("log") => asked.push(("log_retention", conservation::asked(&case))),
                Some("rights_request") => asked.push(("rights_deadline", conservation::asked(&case))),
                _ => {}
            }
        }
    }
    for name in DUTIES {
        let cases = case_file::cases(&read(name)?, &responsibilities::SCHEMA)?;
        asked.extend(cases.iter().map(|case| ("responsibilities", responsibilities::request(case))));
    }
    asked.extend(wrong());
    Ok(asked)
}

/// A case of access. A request of a person is another service, and has the words of its own.
fn access(case: &Object) -> Asked {
    if case.get("operation").and_then(Value::as_str) == Some("exercise_right") {
        return ("exercise_right", exercise(case));
    }
    let request = |key: &&str| case.get(*key).map(|value| ((*key).to_owned(), value.clone()));
    ("habilitation", Value::Object(habilitation::SCHEMA.case.iter().filter_map(request).collect()))
}

fn exercise(case: &Object) -> Value {
    let at = |object: &str, key: &str| case.get(object).and_then(|object| object.get(key)).cloned();
    let mut request = json!({
        "date": case.get("date"), "right": case.get("purpose"),
        "mission_locale": at("target", "owning_mission_locale"),
        "no_longer_needed": at("facts", "dossier_state").is_some_and(|state| state == "anonymised"),
    });
    for key in ["identity_verified", "own_data", "mandate"] {
        if let Some(told) = at("facts", key) {
            put(&mut request, key, told);
        }
    }
    request
}

fn put(request: &mut Value, key: &str, value: Value) {
    if let Some(object) = request.as_object_mut() {
        object.insert(key.to_owned(), value);
    }
}

fn wrong() -> Vec<Asked> {
    let facts = json!({ "operation_date": "2026-01-15" });
    let access = json!({ "date": "2018-03-14", "actor": { "class": "asp" }, "operation": "transmit",
        "purpose": "benefit_payment", "target": { "owning_mission_locale": "ML-A", "fields": ["I.A.1"] } });
    let but = |key: &str, value: Value| {
        let mut request = access.clone();
        put(&mut request, key, value);
        request
    };
    vec![
        ("habilitation", json!({ "date": "2018-03-14" })),
        ("habilitation", but("date", json!("2015-01-28"))),
        ("habilitation", but("actor", json!({ "class": "bank" }))),
        ("habilitation", but("operation", json!("exercise_right"))),
        ("habilitation", but("target", json!({ "owning_mission_locale": "ML-A", "fields": [] }))),
        ("habilitation", but("target", json!({ "owning_mission_locale": "ML-A", "fields": ["I.A.13"] }))),
        ("habilitation", but("facts", json!({ "convention": { "with": "ML-A" } }))),
        ("habilitation", but("facts", json!({ "284058832102532": true }))),
        (
            "exercise_right",
            json!({ "date": "2018-06-01", "right": "right_of_reply", "mission_locale": "ML-A" }),
        ),
        (
            "exercise_right",
            json!({ "date": "2015-01-28", "right": "right_of_access", "mission_locale": "ML-A" }),
        ),
        ("exercise_right", json!({ "date": "2018-06-01", "right": "right_of_access" })),
        // A number in place of a structure does not come back.
        (
            "exercise_right",
            json!({ "date": "2018-06-01", "right": "right_of_access",
            "mission_locale": "284058832102532", "identity_verified": null }),
        ),
        ("log_retention", json!({ "date": "2026-01-14", "facts": facts })),
        (
            "log_retention",
            json!({ "date": "2026-01-14", "facts": { "operation_instant": "2026-01-15T12:00:00Z" } }),
        ),
        ("log_retention", json!({ "facts": facts })),
        ("log_retention", json!({ "date": "2026-06-01", "facts": {} })),
        ("log_retention", json!({ "date": "2026-06-01", "facts": ["2026-01-15"] })),
        (
            "log_retention",
            json!({ "date": "2026-06-01", "facts": { "operation_date": "2026-01-15",
            "erased_on": "2026-01-14" } }),
        ),
        (
            "log_retention",
            json!({ "date": "2026-06-01", "facts": { "operation_date": "2026-01-15",
            "litigation": { "from": "2026-02-01", "definitive_decision": "2026-01-31" } } }),
        ),
        (
            "log_retention",
            json!({ "date": "2026-06-01", "facts": { "operation_date": "2026-01-15",
            "litigation": ["2026-02-01"] } }),
        ),
        (
            "rights_deadline",
            json!({ "date": "2026-06-01", "facts": { "receipt_date": "2026-05-31",
            "reply_date": "2026-05-30" } }),
        ),
        (
            "rights_deadline",
            json!({ "date": "2026-06-01", "facts": { "receipt_date": "2026-05-31" },
            "options": { "A21_holidays": "corse" } }),
        ),
        ("rights_deadline", json!({ "date": "2026-06-01", "facts": ["2026-05-31"] })),
        ("responsibilities", json!({ "date": "2026-06-01", "duty": "controller", "question": "where" })),
        ("responsibilities", json!({ "date": "2026-06-01", "duty": "cleaning", "question": "who" })),
        (
            "responsibilities",
            json!({ "date": "2026-06-01", "duty": "breach_notification", "question": "due_at",
            "facts": { "aware_at": "2026-06-01 12:00" } }),
        ),
        (
            "responsibilities",
            json!({ "date": "2026-06-01", "duty": "controller", "question": "who", "facts": [] }),
        ),
    ]
}
