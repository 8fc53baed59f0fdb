//! Case files of the law by date.

use imilo_core::conservation::Tables;
use imilo_core::law::{self, AnnexeSet, Provision, Timeline};
use imilo_core::wire::RuleSetAnswer;
use serde_json::{Value, json};

use crate::case_file::{self, Object, Schema, Unreadable};
use crate::report::{Report, Verdict};

/// The keys of a case.
pub const SCHEMA: Schema = Schema {
    kind: "law",
    case: &["date"],
    expected: &[
        "error",
        "rule_set",
        "candidates",
        "citation",
        "annexes",
        "annexes_known",
        "archive_authority",
        "archive_authority_evidence",
        "provisions",
    ],
    alternatives: true,
    error_alone: true,
};

/// Runs a file by the built-in tables.
///
/// # Errors
/// When the file cannot be run.
pub fn run(text: &str) -> Result<Report, Unreadable> {
    run_by(&Tables::built_in(), law::annexes(), text)
}

/// Runs a file by other tables.
///
/// # Errors
/// When the file cannot be run.
pub fn run_by(
    tables: &Tables,
    annexes: &Timeline<Provision<AnnexeSet>>,
    text: &str,
) -> Result<Report, Unreadable> {
    case_file::run(text, &SCHEMA, |case| judge(tables, annexes, case))
}

fn judge(
    tables: &Tables,
    annexes: &Timeline<Provision<AnnexeSet>>,
    case: &Object,
) -> Result<Verdict, Unreadable> {
    let date = case.get("date").and_then(Value::as_str).and_then(|date| date.parse().ok());
    let date = date.ok_or_else(|| Unreadable(format!("case {}: no date", case_file::id_of(case))))?;
    let answer = match RuleSetAnswer::by(tables, annexes, date) {
        Err(failure) => error(&json!(failure.code)),
        Ok(answer) => compared(&serde_json::to_value(&answer).unwrap_or_default()),
    };
    case_file::verdict(&SCHEMA, case, &answer)
}

/// An answer that is an error, as the cases write it.
#[must_use]
pub fn error(code: &Value) -> Object {
    Object::from_iter([("error".to_owned(), code.clone())])
}

/// What the cases say of an answer of the service `rule_set`: its candidates by name, the citation when there
/// is one version only, and per question its rows of the day (two in a window).
#[must_use]
pub fn compared(answer: &Value) -> Object {
    let list = |key: &str| answer.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let of = |row: &Value, path: &str| row.pointer(path).cloned().unwrap_or_default();
    let candidates = list("candidates");
    let citation = match candidates.as_slice() {
        [one] => json!({ "text": of(one, "/citation/text"), "evidence": of(one, "/citation/evidence") }),
        _ => Value::Null,
    };
    let mut provisions = Object::new();
    for row in list("provisions") {
        let question = row.get("question").and_then(Value::as_str).unwrap_or_default();
        let rows = provisions.entry(question).or_insert_with(|| json!([]));
        if let Some(rows) = rows.as_array_mut() {
            rows.push(json!({
                "status": of(&row, "/status"),
                "code": of(&row, "/citation/code"),
                "evidence": of(&row, "/citation/evidence"),
            }));
        }
    }
    let mut compared = Object::new();
    for key in ["rule_set", "annexes", "annexes_known", "archive_authority", "archive_authority_evidence"] {
        compared.insert(key.to_owned(), answer.get(key).cloned().unwrap_or_default());
    }
    let ids: Vec<_> = candidates.iter().map(|version| of(version, "/id")).collect();
    compared.insert("candidates".to_owned(), ids.into());
    compared.insert("citation".to_owned(), citation);
    compared.insert("provisions".to_owned(), provisions.into());
    compared
}
