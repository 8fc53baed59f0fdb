//! Case files: `kind`, `cases`, and in each case only keys of the schema.

use serde_json::{Map, Value};

use crate::report::{Report, Verdict};
use crate::strict_json;

/// A case as an object.
pub type Object = Map<String, Value>;

/// Why a file cannot be run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable(pub String);

impl std::fmt::Display for Unreadable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for Unreadable {}

/// Which keys may stand where.
pub struct Schema {
    /// `kind` of the file.
    pub kind: &'static str,
    /// Keys of a case that the runner reads.
    pub case: &'static [&'static str],
    /// Keys of `expected`.
    pub expected: &'static [&'static str],
    /// Whether `accept` lists other answers that pass; where it does not, its keys are those of the request.
    pub alternatives: bool,
    /// Whether an expected error is the whole expectation; where it is not, what is told with it counts too.
    pub error_alone: bool,
}

/// Keys of a case that are for the reader and never compared.
const FOR_THE_READER: &[&str] =
    &["id", "why", "because", "founding", "confidence", "topic", "expected", "accept"];
/// Keys of an expectation that are for the reader.
const NOT_COMPARED: &[&str] = &["because", "founding", "clause", "why", "confidence", "topic"];

/// The cases of a file.
///
/// # Errors
/// When the text is not JSON, is of another kind, has no case, or a case has a key that the schema has not.
pub fn cases(text: &str, schema: &Schema) -> Result<Vec<Object>, Unreadable> {
    let file = strict_json::read(text).map_err(|error| {
        let what = if error.is_data() { "a key stands twice" } else { "not JSON" };
        Unreadable(format!("{what}, line {}", error.line()))
    })?;
    let kind = file.get("kind").and_then(Value::as_str);
    if kind != Some(schema.kind) {
        return Err(Unreadable(format!("`kind` is not \"{}\"", schema.kind)));
    }
    let Some(Value::Array(cases)) = file.get("cases") else {
        return Err(Unreadable("no list `cases`".to_owned()));
    };
    if cases.is_empty() {
        return Err(Unreadable("no case".to_owned()));
    }
    let mut objects = Vec::with_capacity(cases.len());
    let mut ids = std::collections::BTreeSet::new();
    for (index, case) in cases.iter().enumerate() {
        let Value::Object(case) = case else {
            return Err(Unreadable(format!("case {index} is not an object")));
        };
        let id = id_of(case);
        let known =
            |key: &&String| schema.case.contains(&key.as_str()) || FOR_THE_READER.contains(&key.as_str());
        refuse_unknown(&id, case.keys().find(|key| !known(key)))?;
        for expected in expectations(schema, case)? {
            let known = |key: &&String| {
                schema.expected.contains(&key.as_str()) || NOT_COMPARED.contains(&key.as_str())
            };
            refuse_unknown(&id, expected.keys().find(|key| !known(key)))?;
            if !expected.keys().any(|key| schema.expected.contains(&key.as_str())) {
                return Err(Unreadable(format!("case {id}: nothing is expected")));
            }
        }
        if !ids.insert(id.clone()) {
            return Err(Unreadable(format!("case {id} stands twice")));
        }
        objects.push(case.clone());
    }
    Ok(objects)
}

fn refuse_unknown(id: &str, unknown: Option<&String>) -> Result<(), Unreadable> {
    match unknown {
        Some(key) => Err(Unreadable(format!("case {id}: unknown key `{key}`"))),
        None => Ok(()),
    }
}

/// Name of a case.
#[must_use]
pub fn id_of(case: &Object) -> String {
    case.get("id").and_then(Value::as_str).unwrap_or("(without id)").to_owned()
}

/// `expected`, then the other answers that pass.
///
/// # Errors
/// When either is not what it should be.
pub fn expectations<'a>(schema: &Schema, case: &'a Object) -> Result<Vec<&'a Object>, Unreadable> {
    let wrong = |key: &str| Unreadable(format!("case {}: `{key}` is not an object", id_of(case)));
    let expected = case.get("expected").and_then(Value::as_object).ok_or_else(|| wrong("expected"))?;
    let accept = match case.get("accept").filter(|_| schema.alternatives) {
        None => Vec::new(),
        Some(Value::Array(list)) => list
            .iter()
            .map(|item| item.as_object().ok_or_else(|| wrong("accept")))
            .collect::<Result<_, _>>()?,
        Some(_) => return Err(wrong("accept")),
    };
    Ok(std::iter::once(expected).chain(accept).collect())
}

/// Compares an answer with the expectations of a case. Lists are compared as sets. `null` is a value: a key that
/// the answer has not at all is a difference, and an answer with an `error` passes no expectation that does not
/// ask for it.
///
/// # Errors
/// When the case has no readable expectation.
pub fn verdict(schema: &Schema, case: &Object, answer: &Object) -> Result<Verdict, Unreadable> {
    let mut first = None;
    for expected in expectations(schema, case)? {
        match difference(schema, expected, answer) {
            None => return Ok(Verdict::Passed),
            Some(difference) => {
                first.get_or_insert(difference);
            }
        }
    }
    Ok(Verdict::Failed(first.unwrap_or_default()))
}

fn difference(schema: &Schema, expected: &Object, answer: &Object) -> Option<String> {
    let error_of = |object: &Object| object.get("error").filter(|error| !error.is_null()).cloned();
    match (error_of(expected), error_of(answer)) {
        (Some(wanted), found) if schema.error_alone => {
            return (Some(&wanted) != found.as_ref())
                .then(|| format!("error: expected {wanted}, found {}", found.unwrap_or_default()));
        }
        // `valid: false` is a refusal whose reason the case leaves open.
        (None, Some(found)) if expected.get("valid") != Some(&Value::Bool(false)) => {
            return Some(format!("an answer was expected, found the error {found}"));
        }
        _ => {}
    }
    let compared = expected.iter().filter(|(key, _)| !NOT_COMPARED.contains(&key.as_str()));
    for (key, wanted) in compared {
        match answer.get(key) {
            Some(found) if same(wanted, found) => {}
            Some(found) => return Some(format!("{key}: expected {wanted}, found {found}")),
            // `error: null` says that an answer is expected, and an answer bears no such key.
            None if key == "error" && wanted.is_null() => {}
            None => return Some(format!("{key}: expected {wanted}, the answer has no such key")),
        }
    }
    None
}

/// Equality, lists being sets.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Array(a), Value::Array(b)) => {
            a.iter().all(|item| b.iter().any(|other| same(item, other)))
                && b.iter().all(|item| a.iter().any(|other| same(item, other)))
        }
        (Value::Object(a), Value::Object(b)) => {
            a.len() == b.len()
                && a.iter().all(|(key, item)| b.get(key).is_some_and(|other| same(item, other)))
        }
        _ => a == b,
    }
}

/// Runs every case of a file.
///
/// # Errors
/// When the file cannot be run.
pub fn run(
    text: &str,
    schema: &Schema,
    mut judge: impl FnMut(&Object) -> Result<Verdict, Unreadable>,
) -> Result<Report, Unreadable> {
    let mut report = Report::default();
    for case in cases(text, schema)? {
        let verdict = judge(&case)?;
        report.push(id_of(&case), verdict);
    }
    Ok(report)
}
