//! Case files of the indicators of the FSE: participants, education levels, totals, rows of the table, delivered codes. Scored as `conventions` of the file
//! say: `zero` is a known no, `not_applicable` any reason unless `reasons` names it, findings included.

use std::collections::BTreeSet;

use imilo_core::calendar::Date;
use imilo_core::fse::{
    Annexe, Attainment, Code, Delivered, Derivation, DiplomeNomme, Isced, LabourStatus, Niveau, Niveau1969,
    Niveau2019, Participation, Programme, Rules, Totals, Truth,
};
use serde_json::Value;

use crate::case_file::{Object, Unreadable, id_of};
use crate::report::{Report, Verdict};
use crate::strict_json;

const FILE: &[&str] = &[
    "schema_version",
    "kind",
    "title",
    "provenance",
    "conventions",
    "input_schema",
    "cases",
    "education_level_cases",
    "aggregate_cases",
    "code_cases",
    "delivered_cases",
];
const FOR_THE_READER: &[&str] = &["id", "why", "confidence", "source"];
const CASE: &[&str] = &["programme", "annex_version", "input", "expect", "record", "derived", "options"];
const EXPECT: &[&str] =
    &["one", "zero", "not_applicable", "reasons", "findings", "findings_absent", "findings_exactly"];
const RECORD: &[&str] = &["complete", "in_grand_total", "counted_in_indicators"];
const LEVEL: &[&str] = &[
    "nomenclature",
    "level",
    "diploma_obtained",
    "cap_bep",
    "expect_isced",
    "expect_note",
    "expect_evidence",
];
const TOTALS: &[&str] = &["programme", "input", "expect"];
const TOTALS_EXPECT: &[&str] =
    &["total_participants", "grand_total", "participants_without_age_code", "violations"];

const CODES: &[&str] = &["code", "versions", "result", "citation", "expect_evidence", "name_fr"];
const DELIVERED: &[&str] =
    &["programme", "annex_version", "codes", "complete", "isced", "in_education", "expect_findings"];

type Judged = Result<Vec<String>, Unreadable>;
/// A list of cases: its key, the keys of a case, who judges one.
type Section = (&'static str, &'static [&'static str], fn(&Object) -> Judged);

/// Runs every case of a file.
///
/// # Errors
/// When the file cannot be run: not JSON, an unknown key, a value of another kind, no case.
pub fn run(text: &str) -> Result<Report, Unreadable> {
    let file = strict_json::read(text)
        .map_err(|error| Unreadable(format!("not JSON, or a key stands twice, line {}", error.line())))?;
    let file = file.as_object().ok_or_else(|| Unreadable("not an object".to_owned()))?;
    only("the file", file, FILE)?;
    if file.get("kind").is_some_and(|kind| kind != "fse") {
        return Err(Unreadable("`kind` is not \"fse\"".to_owned()));
    }
    let (mut report, mut ids) = (Report::default(), BTreeSet::new());
    let sections: [Section; 5] = [
        ("cases", CASE, participant),
        ("education_level_cases", LEVEL, education_level),
        ("aggregate_cases", TOTALS, totals),
        ("code_cases", CODES, row_of_code),
        ("delivered_cases", DELIVERED, delivered),
    ];
    for (section, keys, judge) in sections {
        for case in list(file, section)? {
            let case = case.as_object().ok_or_else(|| Unreadable(format!("{section}: not an object")))?;
            let id = id_of(case);
            only(&id, case, &[FOR_THE_READER, keys].concat())?;
            if !ids.insert(id.clone()) {
                return Err(Unreadable(format!("case {id} stands twice")));
            }
            let differences = judge(case)?;
            let verdict = if differences.is_empty() {
                Verdict::Passed
            } else {
                Verdict::Failed(differences.join("; "))
            };
            report.push(id, verdict);
        }
    }
    if ids.is_empty() { Err(Unreadable("no case".to_owned())) } else { Ok(report) }
}

fn only(whose: &str, object: &Object, keys: &[&str]) -> Result<(), Unreadable> {
    match object.keys().find(|key| !keys.contains(&key.as_str())) {
        Some(key) => Err(Unreadable(format!("{whose}: unknown key `{key}`"))),
        None => Ok(()),
    }
}

/// A list; absent is empty.
fn list<'a>(object: &'a Object, key: &str) -> Result<&'a [Value], Unreadable> {
    match object.get(key) {
        None => Ok(&[]),
        Some(Value::Array(list)) => Ok(list),
        Some(_) => Err(Unreadable(format!("`{key}` is not a list"))),
    }
}

fn words<'a>(object: &'a Object, key: &str) -> Result<Vec<&'a str>, Unreadable> {
    let word = |value: &'a Value| value.as_str().ok_or_else(|| Unreadable(format!("`{key}`: not a text")));
    list(object, key)?.iter().map(word).collect()
}

fn object<'a>(case: &'a Object, key: &str) -> Result<&'a Object, Unreadable> {
    case.get(key)
        .and_then(Value::as_object)
        .ok_or_else(|| Unreadable(format!("case {}: `{key}` is not an object", id_of(case))))
}

fn code(text: &str) -> Result<Code, Unreadable> {
    text.parse().map_err(|_| Unreadable(format!("`{text}` is no code")))
}

fn programme(case: &Object) -> Result<Programme, Unreadable> {
    let text = |key: &str| case.get(key).and_then(Value::as_str);
    let annexe = match text("annex_version") {
        Some("2013") => Some(Annexe::Of2013),
        Some("2018") => Some(Annexe::Of2018),
        _ => None,
    };
    match (text("programme"), annexe, case.contains_key("annex_version")) {
        (Some("ESF"), Some(annexe), _) => Ok(Programme::Fse(annexe)),
        (Some("YEI"), Some(annexe), _) => Ok(Programme::Iej(annexe)),
        (Some("ESF+"), None, false) => Ok(Programme::FsePlus),
        _ => Err(Unreadable(format!("case {}: no such programme and annex version", id_of(case)))),
    }
}

/// The rules of a case and its record: the day of the report stands in the input, and is no datum of the person.
fn read(case: &Object) -> Result<(Rules, Participation), Unreadable> {
    let wrong = |what: &str| Unreadable(format!("case {}: {what}", id_of(case)));
    let mut input = object(case, "input")?.clone();
    let report_date: Option<Date> = match input.remove("report_date") {
        None | Some(Value::Null) => None,
        Some(value) => Some(serde_json::from_value(value).map_err(|_| wrong("report_date"))?),
    };
    let mut rules = Rules::new(programme(case)?).on(report_date);
    if let Some(options) = case.get("options") {
        let options = Some(options.clone()).filter(Value::is_object).ok_or_else(|| wrong("options"))?;
        rules.options = serde_json::from_value(options).map_err(|error| wrong(&error.to_string()))?;
    }
    let record = serde_json::from_value(Value::Object(input)).map_err(|error| wrong(&error.to_string()))?;
    Ok((rules, record))
}

fn participant(case: &Object) -> Judged {
    let (rules, record) = read(case)?;
    let expect = object(case, "expect")?;
    only(&id_of(case), expect, EXPECT)?;
    let derivation =
        rules.derive(&record).map_err(|error| Unreadable(format!("case {}: {error}", id_of(case))))?;
    let mut found = codes(expect, &derivation)?;
    found.extend(findings(expect, &derivation)?);
    found.extend(standing(object(case, "record")?, &derivation)?);
    if let Some(derived) = case.get("derived") {
        let wanted: Option<LabourStatus> = serde_json::from_value(derived["labour_status_entry"].clone())
            .map_err(|_| Unreadable(format!("case {}: `derived`", id_of(case))))?;
        if derivation.labour_status() != wanted {
            found.push(format!(
                "labour_status_entry: expected {wanted:?}, found {:?}",
                derivation.labour_status()
            ));
        }
    }
    Ok(found)
}

fn codes(expect: &Object, derivation: &Derivation) -> Judged {
    let mut differences = Vec::new();
    let mut differs = |text: &str, wanted: &str, passes: &dyn Fn(Option<Truth>) -> bool| {
        let found = derivation.value(code(text)?);
        if !passes(found) {
            differences.push(format!("{text}: expected {wanted}, found {found:?}"));
        }
        Ok::<(), Unreadable>(())
    };
    for text in words(expect, "one")? {
        differs(text, "yes", &|found| found == Some(Truth::Yes))?;
    }
    for text in words(expect, "zero")? {
        differs(text, "a known no", &|found| found == Some(Truth::No))?;
    }
    let unknown = |found: Option<Truth>| found.is_none_or(|truth| truth.known().is_none());
    let not_applicable = words(expect, "not_applicable")?;
    for text in &not_applicable {
        differs(text, "no value", &unknown)?;
    }
    let reasons = expect.get("reasons").and_then(Value::as_object).cloned().unwrap_or_default();
    for (text, reason) in &reasons {
        if !not_applicable.contains(&text.as_str()) {
            return Err(Unreadable(format!("a reason for {text}, which is not in `not_applicable`")));
        }
        let wanted = reason.as_str().unwrap_or_default();
        differs(text, wanted, &|found| {
            found.and_then(Truth::reason).is_some_and(|reason| reason.name() == wanted)
        })?;
    }
    Ok(differences)
}

fn findings(expect: &Object, derivation: &Derivation) -> Judged {
    let found: BTreeSet<String> = derivation.findings().iter().map(|check| check.code()).collect();
    let mut differences = Vec::new();
    for wanted in words(expect, "findings")? {
        if !found.contains(wanted) {
            differences.push(format!("finding {wanted} expected, found {found:?}"));
        }
    }
    for absent in words(expect, "findings_absent")? {
        if found.iter().any(|code| code.split(':').next() == Some(absent)) {
            differences.push(format!("finding {absent} not expected, found {found:?}"));
        }
    }
    if expect.contains_key("findings_exactly") {
        let mut wanted = words(expect, "findings_exactly")?;
        let mut found: Vec<String> = derivation.findings().iter().map(|check| check.code()).collect();
        wanted.sort_unstable();
        found.sort_unstable();
        if found != wanted {
            differences.push(format!("findings: exactly {wanted:?} expected, found {found:?}"));
        }
    }
    Ok(differences)
}

fn standing(record: &Object, derivation: &Derivation) -> Judged {
    only("record", record, RECORD)?;
    let answers = [derivation.is_complete(), derivation.in_grand_total(), derivation.counted_in_indicators()];
    let mut differences = Vec::new();
    for (key, found) in RECORD.iter().zip(answers) {
        match record.get(*key).and_then(Value::as_bool) {
            Some(wanted) if wanted == found => {}
            Some(wanted) => differences.push(format!("{key}: expected {wanted}, found {found}")),
            None => return Err(Unreadable(format!("`record.{key}` is not true or false"))),
        }
    }
    Ok(differences)
}

fn education_level(case: &Object) -> Judged {
    let wrong = |what: &str| Unreadable(format!("case {}: {what}", id_of(case)));
    let flag = |key: &str| match case.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Bool(flag)) => Ok(Some(*flag)),
        Some(_) => Err(wrong(key)),
    };
    let level = case.get("level").ok_or_else(|| wrong("no level"))?;
    let niveau = match (case.get("nomenclature").and_then(Value::as_str), level.as_str(), level.as_u64()) {
        (Some("1969"), Some(text), _) => text.parse::<Niveau1969>().map(Niveau::Of1969),
        (Some("2019"), _, Some(number)) => {
            Niveau2019::new(u8::try_from(number).unwrap_or(u8::MAX)).map(Niveau::Of2019)
        }
        (Some("diploma"), Some(text), _) => text.parse::<DiplomeNomme>().map(Niveau::Named),
        _ => return Err(wrong("no such nomenclature")),
    };
    let niveau = niveau.map_err(|error| wrong(&error.to_string()))?;
    let found =
        Attainment { niveau, diploma_obtained: flag("diploma_obtained")?, cap_bep: flag("cap_bep")? }.isced();
    let wanted = match case.get("expect_isced") {
        Some(Value::Null) => None,
        Some(value) => Some(value.as_u64().ok_or_else(|| wrong("expect_isced"))?),
        None => return Err(wrong("nothing is expected")),
    };
    let isced = found.isced.map(|isced| u64::from(isced.get()));
    let mut differences = Vec::new();
    if isced != wanted {
        differences.push(format!("expected {wanted:?}, found {isced:?}"));
    }
    let said = |part: &str| found.note.is_some_and(|[fr, _]| fr.contains(part));
    let as_expected = match case.get("expect_note") {
        Some(Value::String(part)) => said(part),
        _ => flag("expect_note")?.is_none_or(|wanted| wanted == found.note.is_some()),
    };
    if !as_expected {
        differences.push(format!("note: found {:?}", found.note));
    }
    match case.get("expect_evidence").map(|value| value.as_str().unwrap_or_default()) {
        Some(wanted) if wanted != found.evidence.code() => {
            differences.push(format!("evidence: expected {wanted}, found {}", found.evidence));
        }
        _ => {}
    }
    Ok(differences)
}

fn totals(case: &Object) -> Judged {
    let wrong = |what: &str| Unreadable(format!("case {}: {what}", id_of(case)));
    let mut totals = Totals::default();
    for (key, value) in object(case, "input")? {
        let value = value.as_u64().ok_or_else(|| wrong("a total is a whole number"))?;
        match key.as_str() {
            "incomplete_records" => totals.incomplete_records = Some(value),
            "grand_total" => totals.stated_grand_total = Some(value),
            text => totals = totals.with(code(text)?, value),
        }
    }
    let expect = object(case, "expect")?;
    only(&id_of(case), expect, TOTALS_EXPECT)?;
    if expect.is_empty() {
        return Err(wrong("nothing is expected"));
    }
    let mut differences = Vec::new();
    for (key, found) in [
        ("total_participants", totals.total_participants()),
        ("grand_total", totals.grand_total()),
        ("participants_without_age_code", totals.participants_without_age_code()),
    ] {
        if let Some(wanted) = expect.get(key)
            && wanted.as_u64() != found
        {
            differences.push(format!("{key}: expected {wanted}, found {found:?}"));
        }
    }
    if expect.contains_key("violations") {
        let wanted: BTreeSet<String> = words(expect, "violations")?.into_iter().map(str::to_owned).collect();
        let found: BTreeSet<String> = totals.violations().iter().map(ToString::to_string).collect();
        if wanted != found {
            differences.push(format!("violations: expected {wanted:?}, found {found:?}"));
        }
    }
    Ok(differences)
}

/// Every version of the annexes, as `versions` of a case writes it.
const VERSIONS: [(&str, Programme); 5] = [
    ("ESF 2013", Programme::Fse(Annexe::Of2013)),
    ("ESF 2018", Programme::Fse(Annexe::Of2018)),
    ("YEI 2013", Programme::Iej(Annexe::Of2013)),
    ("YEI 2018", Programme::Iej(Annexe::Of2018)),
    ("ESF+", Programme::FsePlus),
];

fn row_of_code(case: &Object) -> Judged {
    let wrong = |what: &str| Unreadable(format!("case {}: {what}", id_of(case)));
    let text = |key: &str| case.get(key).and_then(Value::as_str).ok_or_else(|| wrong(key));
    let code = code(text("code")?)?;
    let versions: Vec<&str> =
        VERSIONS.iter().filter(|(_, programme)| code.is_in(*programme)).map(|(name, _)| *name).collect();
    let result = case.get("result").and_then(Value::as_bool).ok_or_else(|| wrong("result"))?;
    let citation = code.citation().map(|citation| citation.code.to_string()).unwrap_or_default();
    let [name_fr, _] = code.names();
    let name = case.get("name_fr").map_or(Ok(name_fr), |_| text("name_fr"))?;
    let mut differences = Vec::new();
    for (what, same) in [
        ("versions", versions == words(case, "versions")?),
        ("result", code.is_result() == result),
        ("citation", citation == text("citation")?),
        ("evidence", code.evidence().code() == text("expect_evidence")?),
        ("name_fr", name == name_fr),
    ] {
        if !same {
            differences.push(format!("{what} of {code} is another"));
        }
    }
    Ok(differences)
}

fn delivered(case: &Object) -> Judged {
    let wrong = |what: &str| Unreadable(format!("case {}: {what}", id_of(case)));
    let flag = |key: &str| match case.get(key) {
        None => Ok(None),
        Some(value) => value.as_bool().map(Some).ok_or_else(|| wrong(key)),
    };
    let isced = match case.get("isced") {
        None => None,
        Some(value) => {
            let level = value.as_u64().and_then(|level| u8::try_from(level).ok()).unwrap_or(u8::MAX);
            Some(Isced::new(level).map_err(|error| wrong(&error.to_string()))?)
        }
    };
    let codes = words(case, "codes")?.into_iter().map(code).collect::<Result<Vec<_>, _>>()?;
    let delivered = Delivered {
        programme: programme(case)?,
        codes: codes.into_iter().collect(),
        complete: flag("complete")?.ok_or_else(|| wrong("complete"))?,
        isced,
        in_education: flag("in_education")?,
    };
    let found: BTreeSet<String> = delivered.findings().map(|check| check.code()).collect();
    let wanted: BTreeSet<String> = words(case, "expect_findings")?.into_iter().map(str::to_owned).collect();
    Ok(if found == wanted {
        Vec::new()
    } else {
        vec![format!("findings: expected {wanted:?}, found {found:?}")]
    })
}
