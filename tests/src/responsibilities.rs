//! Case files of duties (`responsibilities-cases.json` and our own).

use serde_json::{Value, json};

use crate::case_file::{self, Object, Schema, Unreadable};
use crate::report::{Report, Verdict};

/// The keys of a case.
pub const SCHEMA: Schema = Schema {
    kind: "responsibilities",
    case: &["date", "duty", "question", "facts"],
    expected: &[
        "error",
        "rule_set",
        "actors",
        "joint",
        "implementers",
        "prescribed",
        "due",
        "required",
        "due_at",
        "structure",
        "classes",
        "outcome",
    ],
    alternatives: true,
    error_alone: true,
};

/// Runs a file.
///
/// # Errors
/// When the file cannot be run.
pub fn run(text: &str) -> Result<Report, Unreadable> {
    case_file::run(text, &SCHEMA, judge)
}

/// The request of a case.
#[must_use]
pub fn request(case: &Object) -> Value {
    let asked = |key: &str| ["date", "duty", "question", "facts"].contains(&key);
    Value::Object(case.iter().filter(|(key, _)| asked(key)).map(|(k, v)| (k.clone(), v.clone())).collect())
}

fn judge(case: &Object) -> Result<Verdict, Unreadable> {
    let unreadable = |what: &str| Unreadable(format!("case {}: {what}", case_file::id_of(case)));
    let answer = match imilo_core::wire::call("responsibilities", &request(case).to_string()) {
        Ok(answer) => serde_json::from_str(&answer).unwrap_or(Value::Null),
        Err(failure) if failure.code == "before_first_rule_set" => json!({ "error": failure.code }),
        Err(failure) => {
            return Err(unreadable(&format!("cannot be read at {}", failure.field.unwrap_or_default())));
        }
    };
    let Value::Object(mut answer) = answer else { return Err(unreadable("the answer is not an object")) };
    // Instants are compared as instants: the expected one is written as the answer is.
    let moment = |value: &Value| {
        value.as_str().and_then(|text| text.parse::<imilo_core::droits::responsabilites::Instant>().ok())
    };
    let mut expected: Vec<&Value> = case.get("expected").into_iter().collect();
    expected.extend(case.get("accept").and_then(Value::as_array).into_iter().flatten());
    for due in expected.iter().filter_map(|expected| expected.get("due_at")) {
        if moment(due).is_some() && moment(due) == answer.get("due_at").and_then(moment) {
            answer.insert("due_at".to_owned(), due.clone());
            break;
        }
    }
    case_file::verdict(&SCHEMA, case, &answer)
}
