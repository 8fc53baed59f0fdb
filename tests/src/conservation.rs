//! Case files of retention (`conservation-cases.json` and our own).

use imilo_core::conservation::Tables;
use imilo_core::wire::{ConservationAnswer, ConservationRequest};
use serde_json::{Value, json};

use crate::case_file::{self, Object, Schema, Unreadable};
use crate::report::{Report, Verdict};

/// The keys of a retention case.
pub const SCHEMA: Schema = Schema {
    kind: "conservation",
    case: &["kind", "date", "instant", "facts", "options"],
    expected: &[
        "error",
        "rule_set",
        "limit_date",
        "cej_until",
        "accessible_until",
        "state",
        "was_due",
        "fse_archive_until",
        "fse_archive_open",
        "founded_by",
        "fse_founded_by",
        "evidence",
        "fse_evidence",
        "seven_months",
        "keep_until",
        "early_erasure",
        "erasure",
        "first_due_date",
        "due_date",
        "extension",
        "reply",
    ],
    alternatives: true,
    error_alone: true,
};

/// What a case gives to the library.
const ASKED: &[&str] = &["date", "instant", "facts", "options"];
/// Errors that are those of the file.
const UNREADABLE: &[&str] = &["json_field", "unknown_field", "missing_field", "json_syntax"];

/// Runs a file by the built-in tables.
///
/// # Errors
/// When the file cannot be run.
pub fn run(text: &str) -> Result<Report, Unreadable> {
    run_by(&Tables::built_in(), text)
}

/// Runs a file by other tables.
///
/// # Errors
/// When the file cannot be run.
pub fn run_by(tables: &Tables, text: &str) -> Result<Report, Unreadable> {
    case_file::run(text, &SCHEMA, |case| judge(tables, case))
}

fn judge(tables: &Tables, case: &Object) -> Result<Verdict, Unreadable> {
    let unreadable = |what: &str| Unreadable(format!("case {}: {what}", case_file::id_of(case)));
    match case.get("kind").and_then(Value::as_str) {
        Some("dossier" | "user_account" | "partner_staff") => {}
        Some("log") => return ask("log_retention", case),
        Some("rights_request") => return ask("rights_deadline", case),
        _ => return Err(unreadable("unknown kind")),
    }
    if !case.get("facts").is_some_and(Value::is_object) {
        return Err(unreadable("no `facts`"));
    }
    let request = request(case);
    if let Err(unknown) = readable(&request) {
        return Err(unreadable(&unknown));
    }
    let request = ConservationRequest::from_json(&request.to_string());
    let answer = request.and_then(|request| ConservationAnswer::by(tables, &request));
    let answer = match answer {
        Ok(answer) => {
            // An instant stands in place of the date: the library must find the day.
            let day = case.get("date").and_then(Value::as_str).unwrap_or_default();
            if answer.date.to_string() != day {
                return Ok(Verdict::Failed(format!("day of Paris: expected {day}, found {}", answer.date)));
            }
            serde_json::to_value(&answer).unwrap_or(Value::Null)
        }
        Err(failure) => json!({ "error": failure.code }),
    };
    let Value::Object(answer) = answer else {
        return Err(Unreadable("the answer is not an object".to_owned()));
    };
    case_file::verdict(&SCHEMA, case, &answer)
}

/// Asks a service that has the facts of the case as they are.
fn ask(service: &str, case: &Object) -> Result<Verdict, Unreadable> {
    let unreadable = |what: &str| Unreadable(format!("case {}: {what}", case_file::id_of(case)));
    let answer = match imilo_core::wire::call(service, &asked(case).to_string()) {
        Ok(answer) => serde_json::from_str(&answer).unwrap_or(Value::Null),
        Err(failure) if UNREADABLE.contains(&failure.code.as_str()) => {
            return Err(unreadable(&format!("cannot be read at {}", failure.field.unwrap_or_default())));
        }
        Err(failure) => json!({ "error": failure.code }),
    };
    let Value::Object(answer) = answer else { return Err(unreadable("the answer is not an object")) };
    case_file::verdict(&SCHEMA, case, &answer)
}

/// The request of a case whose service has the facts as they are.
#[must_use]
pub fn asked(case: &Object) -> Value {
    let asked = |(key, _): &(&String, &Value)| ASKED.contains(&key.as_str());
    Value::Object(case.iter().filter(asked).map(|(key, value)| (key.clone(), value.clone())).collect())
}

/// A key that the request does not know is an error of the file, not an answer.
fn readable(request: &Value) -> Result<(), String> {
    match imilo_core::wire::call("conservation", &request.to_string()) {
        Err(failure) if UNREADABLE.contains(&failure.code.as_str()) => {
            Err(format!("cannot be read at {}", failure.field.unwrap_or_default()))
        }
        _ => Ok(()),
    }
}

/// The request of a case: what a case does not give is known to be none.
#[must_use]
pub fn request(case: &Object) -> Value {
    let mut facts = case.get("facts").cloned().unwrap_or_else(|| json!({}));
    if let (Some(facts), Some("dossier")) = (facts.as_object_mut(), case.get("kind").and_then(Value::as_str))
    {
        for list in ["rqth_periods", "programmes", "cej_contracts"] {
            facts.entry(list).or_insert_with(|| json!([]));
        }
        let fse = facts.entry("fse").or_insert_with(|| json!({ "cofinanced": false }));
        if let Some(fse) = fse.as_object_mut() {
            fse.entry("interruptions").or_insert_with(|| json!([]));
        }
    }
    let mut request = json!({ "kind": case.get("kind"), "facts": facts });
    let day = if case.contains_key("instant") { "instant" } else { "date" };
    for key in [day, "options"] {
        if let (Some(value), Some(request)) = (case.get(key), request.as_object_mut()) {
            request.insert(key.to_owned(), value.clone());
        }
    }
    request
}
