//! Case files of a number beside the civil identity: an input, and the whole set of codes that must be found.
//!
//! Written in its own schema (`input_schema`, `codes`, `cases` with `input` and `expect`). Each case is asked to the
//! JSON service, whose request has the same keys; codes are compared as a set.

use std::collections::BTreeSet;

use imilo_core::wire;
use serde_json::Value;

use crate::case_file::{Object, Unreadable, id_of};
use crate::report::{Report, Verdict};
use crate::strict_json;

/// Keys of a case; the last three are for the reader.
const CASE: [&str; 6] = ["id", "input", "expect", "probes", "confidence", "why"];
/// Keys of an input: all of them stand in each.
const INPUT: [&str; 8] = ["nir", "label", "oid", "sex", "birth_date", "birth_place", "as_of", "stage"];

/// Runs a file of coherence.
///
/// # Errors
/// When the file cannot be run.
pub fn run(text: &str) -> Result<Report, Unreadable> {
    let mut report = Report::default();
    for case in cases(text)? {
        let (request, expected) = (request(&case)?, codes(&case, "expect")?);
        let answer = wire::call("nir_coherence", &request);
        report
            .push(id_of(&case), judge(&expected, answer.as_deref().map_err(|failure| failure.code.as_str())));
    }
    Ok(report)
}

/// The cases of a file.
///
/// # Errors
/// When the text is no such file: a key that is unknown or stands twice, a code that the file does not list, no case.
pub fn cases(text: &str) -> Result<Vec<Object>, Unreadable> {
    let file =
        strict_json::read(text).map_err(|error| Unreadable(format!("not JSON, line {}", error.line())))?;
    let known: BTreeSet<String> =
        file.as_object().map_or_else(|| Err(wrong("the file", "no object")), |file| codes(file, "codes"))?;
    let cases = file.get("cases").and_then(Value::as_array).filter(|cases| !cases.is_empty());
    let mut ids = BTreeSet::new();
    let mut objects = Vec::new();
    for case in cases.ok_or_else(|| wrong("the file", "no case"))? {
        let case = case.as_object().ok_or_else(|| wrong("a case", "no object"))?;
        let id = id_of(case);
        if let Some(key) = case.keys().find(|key| !CASE.contains(&key.as_str())) {
            return Err(wrong(&id, &format!("unknown key `{key}`")));
        }
        if let Some(code) = codes(case, "expect")?.iter().find(|code| !known.contains(*code)) {
            return Err(wrong(&id, &format!("unknown code `{code}`")));
        }
        request(case)?;
        if !ids.insert(id.clone()) {
            return Err(wrong(&id, "stands twice"));
        }
        objects.push(case.clone());
    }
    Ok(objects)
}

/// The request of a case.
///
/// # Errors
/// When the input has not the keys of the schema.
pub fn request(case: &Object) -> Result<String, Unreadable> {
    let input = case.get("input").and_then(Value::as_object);
    let whole =
        input.filter(|input| input.len() == INPUT.len() && INPUT.iter().all(|key| input.contains_key(*key)));
    let whole = whole.ok_or_else(|| wrong(&id_of(case), "`input` has not the keys of the schema"))?;
    Ok(Value::Object(whole.clone()).to_string())
}

/// Compares an answer of the service, or the code of its failure, with the codes that must be found.
#[must_use]
pub fn judge(expected: &BTreeSet<String>, answer: Result<&str, &str>) -> Verdict {
    let answer = match answer {
        Ok(answer) => answer,
        Err(code) => return Verdict::Failed(format!("the error {code}")),
    };
    let answer: Value = serde_json::from_str(answer).unwrap_or_default();
    let Some(findings) = answer.get("findings").and_then(Value::as_array) else {
        return Verdict::Failed("the number was not read".to_owned());
    };
    let code = |finding: &Value| finding.get("code").and_then(Value::as_str).unwrap_or_default().to_owned();
    let found: BTreeSet<_> = findings.iter().map(code).collect();
    if found == *expected {
        Verdict::Passed
    } else {
        Verdict::Failed(format!("expected {expected:?}, found {found:?}"))
    }
}

/// A list of codes.
///
/// # Errors
/// When it is no list of texts.
pub fn codes(object: &Object, key: &str) -> Result<BTreeSet<String>, Unreadable> {
    let list = object.get(key).and_then(Value::as_array);
    let texts = list.and_then(|list| list.iter().map(|code| code.as_str().map(str::to_owned)).collect());
    texts.ok_or_else(|| wrong(&id_of(object), &format!("`{key}` is no list of codes")))
}

fn wrong(id: &str, what: &str) -> Unreadable {
    Unreadable(format!("case {id}: {what}"))
}
