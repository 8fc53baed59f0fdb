//! Case files of habilitation (`habilitation-cases.json` and our own).
//!
//! Each field is judged alone: its outcome is the expected one, or among those that `accept` lists for it. A field that
//! is granted where granted is neither expected nor accepted is a *disclosure fault*, told before every other.

use imilo_core::droits::{self, Attested, Right, RightRequest};
use imilo_core::explain::Role;
use imilo_core::habilitation::{AccessRules, Options, RequestJson, Tables, answer_code};
use serde_json::{Map, Value, json};

use crate::case_file::{self, Object, Schema, Unreadable};
use crate::report::{Report, Verdict};

/// The keys of a case.
pub const SCHEMA: Schema = Schema {
    kind: "habilitation",
    case: &["date", "actor", "operation", "purpose", "requested_form", "target", "facts"],
    // `founded_by` and `evidence` are of our own files: the provision of the row that names the actor.
    expected: &["error", "rule_set", "fields", "alternative_form", "answered_by", "founded_by", "evidence"],
    alternatives: false,
    error_alone: false,
};

const OUTCOMES: [&str; 3] = ["granted", "refused", "undetermined"];
/// The only field of a request of a person.
const REQUEST: &str = "request";
/// Keys of an actor, and the facts, that a request of a person may bear.
const PERSON: &[&str] = &[
    "class",
    "subject_class",
    "mission_locale",
    "designated",
    "habilitated_until",
    "habilitated_by",
    "habilitated_operations",
    "withheld_fields",
    "participates_in_accompaniment",
];
const SUBJECTS: &[&str] = &["young_person", "user", "partner_staff"];
const RIGHT_FACTS: &[&str] = &[
    "identity_verified",
    "own_data",
    "mandate",
    "transferred_on",
    "former_mission_locale",
    "received_by",
    "dossier_state",
    "limitation",
    "minor",
    "age",
    "moved_on",
    "residence_zone_of",
    "cej_beneficiary",
];

/// Runs a file by the built-in tables.
///
/// # Errors
/// When the file cannot be run.
pub fn run(text: &str) -> Result<Report, Unreadable> {
    run_by(&Tables::built_in(), &droits::Tables::built_in(), text)
}

/// Runs a file by other tables.
///
/// # Errors
/// When the file cannot be run.
pub fn run_by(tables: &Tables, rights: &droits::Tables, text: &str) -> Result<Report, Unreadable> {
    case_file::run(text, &SCHEMA, |case| {
        let answer = answer(tables, rights, case)
            .map_err(|what| Unreadable(format!("case {}: {what}", case_file::id_of(case))))?;
        verdict(case, &answer)
    })
}

/// What the library answers to a case, in the words of an expectation.
///
/// # Errors
/// When the case cannot be read.
pub fn answer(tables: &Tables, rights: &droits::Tables, case: &Object) -> Result<Value, String> {
    if case.get("operation").and_then(Value::as_str) == Some("exercise_right") {
        return exercise_right(rights, case);
    }
    let mut request = Map::new();
    for key in SCHEMA.case {
        if let Some(value) = case.get(*key) {
            request.insert((*key).to_owned(), value.clone());
        }
    }
    let read: RequestJson =
        serde_json::from_value(Value::Object(request)).map_err(|error| error.to_string())?;
    let rules = match AccessRules::on(read.date, tables, Options::default()) {
        Ok(rules) => rules,
        Err(error) => return Ok(json!({ "error": coded(&error) })),
    };
    let request = read.request();
    let decision = rules.decide(&request);
    let mut fields = Map::new();
    for code in read.codes() {
        let outcome = decision.of_all(code.donnees).ok_or("a field was not judged")?;
        fields.insert(code.code.clone(), json!(answer_code(outcome)));
    }
    Ok(json!({
        "rule_set": rules.rule_set(),
        "fields": fields,
        "alternative_form": decision.alternative_form().map(|form| form.code()),
        "answered_by": null,
        "founded_by": decision.founded_by(),
        "evidence": decision.row().map(|row| row.citation.evidence.code()),
    }))
}

fn coded(error: &impl imilo_core::error::CodedError) -> &'static str {
    error.code().slug()
}

fn exercise_right(tables: &droits::Tables, case: &Object) -> Result<Value, String> {
    let none = Map::new();
    let object = |key: &str| match case.get(key) {
        None => Ok(&none),
        Some(Value::Object(object)) => Ok(object),
        Some(_) => Err(format!("`{key}` is not an object")),
    };
    let (actor, facts, target) = (object("actor")?, object("facts")?, object("target")?);
    known(actor, PERSON)?;
    known(facts, RIGHT_FACTS)?;
    known(target, &["owning_mission_locale", "fields"])?;
    let attested = |key: &str| match facts.get(key) {
        None | Some(Value::Null) => Ok(false),
        Some(Value::Bool(told)) => Ok(*told),
        Some(_) => Err(format!("`{key}` is not a boolean")),
    };
    let text = |object: &Object, key: &str| object.get(key).and_then(Value::as_str).map(str::to_owned);
    let day = text(case, "date").and_then(|day| day.parse().ok()).ok_or("no date")?;
    let purpose = text(case, "purpose").ok_or("no purpose")?;
    let owner = text(target, "owning_mission_locale").ok_or("no mission locale")?;
    if let Some(class) = text(actor, "subject_class")
        && !SUBJECTS.contains(&class.as_str())
    {
        return Err("unknown class of person".to_owned());
    }
    let person = text(actor, "class").as_deref() == Some("data_subject");
    let right = Right::by_code(&purpose);
    let request = RightRequest {
        right: right.unwrap_or(Right::Access),
        mission_locale: &owner,
        attested: Attested {
            identity_verified: attested("identity_verified")?,
            own_data: attested("own_data")?,
            mandate: attested("mandate")?,
        },
        no_longer_needed: text(facts, "dossier_state").is_some_and(|state| state == "anonymised"),
    };
    let decision = match droits::exercise_right(day, tables, &request) {
        Ok(decision) => decision,
        Err(error) => return Ok(json!({ "error": coded(&error) })),
    };
    let outcome = if person && right.is_some() { answer_code(decision.outcome) } else { "refused" };
    let mut fields = Map::new();
    for field in target.get("fields").and_then(Value::as_array).into_iter().flatten() {
        let field = field.as_str().ok_or("a field is not a text")?;
        fields.insert(field.to_owned(), json!(if field == REQUEST { outcome } else { "refused" }));
    }
    let founding: Vec<_> = decision.findings.iter().filter(|finding| finding.role == Role::Founds).collect();
    let answered_by = decision
        .answered_by
        .map(|(who, structure)| json!({ "actor": who.code(), "mission_locale": structure }));
    Ok(json!({
        "rule_set": decision.rule_set,
        "fields": fields,
        "alternative_form": null,
        "answered_by": answered_by,
        "founded_by": founding.iter().map(|finding| finding.rule.citation.code.as_ref()).collect::<Vec<_>>(),
        "evidence": founding.first().map(|finding| finding.evidence.code()),
    }))
}

fn known(object: &Object, keys: &[&str]) -> Result<(), String> {
    match object.keys().find(|key| !keys.contains(&key.as_str())) {
        Some(key) => Err(format!("unknown key `{key}`")),
        None => Ok(()),
    }
}

/// The outcomes that `accept` lists for a field.
fn accepted<'a>(case: &'a Object, field: &str) -> Result<Vec<&'a str>, Unreadable> {
    let wrong = || Unreadable(format!("case {}: `accept` cannot be read", case_file::id_of(case)));
    let Some(accept) = case.get("accept") else { return Ok(Vec::new()) };
    let Some(list) = accept.as_object().ok_or_else(wrong)?.get(field) else { return Ok(Vec::new()) };
    let outcome = |item: &'a Value| item.as_str().filter(|word| OUTCOMES.contains(word)).ok_or_else(wrong);
    list.as_array().ok_or_else(wrong)?.iter().map(outcome).collect()
}

fn verdict(case: &Object, answer: &Value) -> Result<Verdict, Unreadable> {
    let expected = case_file::expectations(&SCHEMA, case)?.remove(0);
    let wrong = |what: &str| Unreadable(format!("case {}: {what}", case_file::id_of(case)));
    if let Some(accept) = case.get("accept") {
        let asked = case.get("target").and_then(|target| target.get("fields")).and_then(Value::as_array);
        let named = |field: &String| asked.is_some_and(|asked| asked.iter().any(|it| it == field));
        if !accept.as_object().is_some_and(|accept| accept.keys().all(named)) {
            return Err(wrong("`accept` names a field that is not asked for"));
        }
    }
    let mut faults: Vec<(bool, String)> = Vec::new();
    let found = |field: &str| answer.pointer("/fields").and_then(|fields| fields.get(field));
    if let Some(error) = expected.get("error").filter(|error| !error.is_null()) {
        let fields = case.get("accept").and_then(Value::as_object).into_iter().flat_map(Object::keys);
        let mut outcomes = Vec::new();
        for field in fields {
            let accepted = accepted(case, field)?;
            outcomes.push(found(field).and_then(Value::as_str).is_some_and(|it| accepted.contains(&it)));
        }
        let instead = !outcomes.is_empty() && outcomes.iter().all(|passed| *passed);
        if answer.get("error") == Some(error) || instead {
            return Ok(Verdict::Passed);
        }
        return Ok(Verdict::Failed(format!("error: expected {error}, found {answer}")));
    }
    if let Some(error) = answer.get("error") {
        return Ok(Verdict::Failed(format!("an answer was expected, found the error {error}")));
    }
    let fields = match expected.get("fields") {
        None => &Map::new(),
        Some(fields) => fields.as_object().ok_or_else(|| wrong("`fields` is not an object"))?,
    };
    for (field, wanted) in fields {
        let wanted = wanted.as_str().filter(|word| OUTCOMES.contains(word));
        let wanted = wanted.ok_or_else(|| wrong("an outcome that is none"))?;
        let found = found(field).and_then(Value::as_str);
        let found = found.ok_or_else(|| wrong("an expected field is not asked for"))?;
        let accepted = accepted(case, field)?;
        if found != wanted && !accepted.contains(&found) {
            let fault = if found == "granted" { "DISCLOSURE FAULT, " } else { "" };
            faults.push((found != "granted", format!("{fault}{field}: expected {wanted}, found {found}")));
        }
    }
    for key in ["rule_set", "alternative_form", "answered_by", "founded_by", "evidence"] {
        if let Some(wanted) = expected.get(key)
            && answer.get(key) != Some(wanted)
        {
            let found = answer.get(key).unwrap_or(&Value::Null);
            faults.push((true, format!("{key}: expected {wanted}, found {found}")));
        }
    }
    faults.sort();
    Ok(match faults.is_empty() {
        true => Verdict::Passed,
        false => Verdict::Failed(faults.into_iter().map(|(_, fault)| fault).collect::<Vec<_>>().join("; ")),
    })
}
