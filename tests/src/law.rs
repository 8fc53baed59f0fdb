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
        Err(failure) => json!({ "error": failure.code }),
        Ok(answer) => {
            let candidates: Vec<_> = answer.candidates.iter().map(|version| &version.id).collect();
            let citation = match answer.candidates.as_slice() {
                [one] => json!({ "text": one.citation.text, "evidence": one.citation.evidence }),
                _ => Value::Null,
            };
            // Per question, the rows of the day: one, or two in a window.
            let mut provisions = Object::new();
            for row in &answer.provisions {
                let rows = provisions.entry(&row.question).or_insert_with(|| json!([]));
                if let Some(rows) = rows.as_array_mut() {
                    rows.push(json!({
                        "status": row.status, "code": row.citation.code, "evidence": row.citation.evidence,
                    }));
                }
            }
            json!({
                "provisions": provisions,
                "rule_set": answer.rule_set,
                "candidates": candidates,
                "citation": citation,
                "annexes": answer.annexes,
                "annexes_known": answer.annexes_known,
                "archive_authority": answer.archive_authority,
                "archive_authority_evidence": answer.archive_authority_evidence,
            })
        }
    };
    let Value::Object(answer) = answer else { return Err(Unreadable("no answer".to_owned())) };
    case_file::verdict(case, &answer)
}
