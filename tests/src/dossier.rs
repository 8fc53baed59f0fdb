//! Case files of the data that may be held: by code of the annexe or by field (`fields`), and whole dossiers
//! (`dossier`).

use imilo_core::calendar::Date;
use imilo_core::dossier::DataTables;
use imilo_core::wire::{DossierCheckAnswer, FieldsAnswer};
use serde_json::{Value, json};

use crate::case_file::{self, Object, Schema, Unreadable};
use crate::report::{Report, Verdict};

/// The keys of a case of kind `fields`: a code of the annexe of 2015 (every field of that code must agree) or the path
/// of a field, and a day.
pub const FIELDS: Schema = Schema {
    kind: "fields",
    case: &["date", "code", "field"],
    expected: &[
        "error",
        "rule_set",
        "standing",
        "heading",
        "category",
        "citations",
        "evidence",
        "optional_answer",
    ],
    alternatives: true,
    error_alone: true,
};

/// The keys of a case of kind `dossier`.
pub const DOSSIER: Schema = Schema {
    kind: "dossier",
    case: &["date", "dossier"],
    expected: &[
        "error",
        "rule_set",
        "outcome",
        "allowed",
        "conditional",
        "not_allowed",
        "undetermined",
        "coherence",
    ],
    alternatives: true,
    error_alone: true,
};

/// Runs a file of fields by the built-in tables.
///
/// # Errors
/// When the file cannot be run.
pub fn run_fields(text: &str) -> Result<Report, Unreadable> {
    run_fields_by(&DataTables::built_in(), text)
}

/// Runs a file of fields by other tables.
///
/// # Errors
/// When the file cannot be run.
pub fn run_fields_by(tables: &DataTables, text: &str) -> Result<Report, Unreadable> {
    case_file::run(text, &FIELDS, |case| judge_field(tables, case))
}

/// Runs a file of dossiers by the built-in tables.
///
/// # Errors
/// When the file cannot be run.
pub fn run_dossiers(text: &str) -> Result<Report, Unreadable> {
    let tables = DataTables::built_in();
    case_file::run(text, &DOSSIER, |case| judge_dossier(&tables, case))
}

fn day(case: &Object) -> Result<Date, Unreadable> {
    let date = case.get("date").and_then(Value::as_str).and_then(|date| date.parse().ok());
    date.ok_or_else(|| Unreadable(format!("case {}: no date", case_file::id_of(case))))
}

fn error(code: &str) -> Object {
    Object::from_iter([("error".to_owned(), json!(code))])
}

fn judge_field(tables: &DataTables, case: &Object) -> Result<Verdict, Unreadable> {
    let answer = match FieldsAnswer::by(tables, day(case)?) {
        Ok(answer) => answer,
        Err(failure) => return case_file::verdict(&FIELDS, case, &error(&failure.code)),
    };
    let (code, path) = (case.get("code").and_then(Value::as_str), case.get("field").and_then(Value::as_str));
    let chosen = |field: &&imilo_core::wire::FieldAnswer| match (code, path) {
        (Some(code), None) => field.code.as_deref() == Some(code),
        (None, Some(path)) => field.field == path,
        _ => false,
    };
    let mut verdict = None;
    for field in answer.fields.iter().filter(chosen) {
        let citations: Vec<_> = field.citations.iter().map(|citation| citation.code.clone()).collect();
        let evidence: Vec<_> = field.citations.iter().map(|citation| json!(citation.evidence)).collect();
        let compared = json!({
            "rule_set": answer.rule_set,
            "standing": field.standing,
            "heading": field.heading,
            "category": field.category,
            "citations": citations,
            "evidence": evidence,
            "optional_answer": field.optional_answer,
        });
        let found = case_file::verdict(&FIELDS, case, &object(compared)?)?;
        if let Verdict::Failed(why) = found {
            return Ok(Verdict::Failed(format!("{}: {why}", field.field)));
        }
        verdict = Some(found);
    }
    verdict.ok_or_else(|| {
        Unreadable(format!("case {}: `code` or `field` names no field", case_file::id_of(case)))
    })
}

fn judge_dossier(tables: &DataTables, case: &Object) -> Result<Verdict, Unreadable> {
    let dossier = case.get("dossier").cloned().unwrap_or_default().to_string();
    let answer = match DossierCheckAnswer::of_json(tables, day(case)?, &dossier) {
        Err(failure) => error(&failure.code),
        Ok(answer) => {
            // A coherence finding is compared as `code field`.
            let coherence: Vec<_> =
                answer.coherence.iter().map(|found| format!("{} {}", found.code, found.field)).collect();
            let mut compared = object(serde_json::to_value(&answer).unwrap_or_default())?;
            compared.insert("coherence".to_owned(), json!(coherence));
            compared
        }
    };
    case_file::verdict(&DOSSIER, case, &answer)
}

fn object(value: Value) -> Result<Object, Unreadable> {
    match value {
        Value::Object(object) => Ok(object),
        _ => Err(Unreadable("the answer is not an object".to_owned())),
    }
}
