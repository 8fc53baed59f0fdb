//! `docs/json.md` says what the services do: its examples are run, and its tables are held against every request and
//! answer of the shared vectors, key by key, in both directions.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop on what cannot be")]

#[path = "json_page/requests.rs"]
mod requests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use imilo_core::calendar::jours_feries::Territoire;
use imilo_core::conservation::{Fact, Readings};
use imilo_core::droits::Right;
use imilo_core::droits::responsabilites::Duty;
use imilo_core::habilitation::{Actor, Condition, Finalite, Operation, Processing};
use imilo_core::nir::Acceptance;
use imilo_core::wire::{self, FACADE};
use imilo_tests::conformance;
use requests::always_fails;
use serde_json::{Map, Value, json};

/// The tables of keys, by the first cell of their header.
const TABLES: &[&str] = &["request", "answer", "citation", "finding", "failure", "participation", "row"];
/// Services that ask with the keys of `habilitation`, and their own.
const AS_HABILITATION: &[&str] = &["disclose", "disclose_many", "counterfactual"];
/// Services that answer with rows of the lists of habilitation.
const WITH_ROWS: &[&str] = &["counterfactual", "who_can", "access_matrix", "access_changes"];

/// A row of a table: type and meaning, by path.
type Table = BTreeMap<String, (String, String)>;

/// An example: service, request, how it is compared, what is answered.
struct Example {
    service: String,
    request: String,
    compared: String,
    answer: Value,
}

#[derive(Default)]
struct Page {
    /// Names of the services that have a section, in order.
    sections: Vec<String>,
    /// By the section and the first cell of the header: `("nir_check", "answer")`, `("", "finding")`.
    tables: BTreeMap<(String, String), Table>,
    examples: Vec<Example>,
}

impl Page {
    fn read() -> Self {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/json.md");
        let text = std::fs::read_to_string(path).unwrap();
        let mut page = Self::default();
        let (mut section, mut header) = (String::new(), String::new());
        let mut asked: Option<(String, String)> = None;
        let mut lines = text.lines();
        while let Some(line) = lines.next() {
            if let Some(name) = line.strip_prefix("## `") {
                section = name.trim_end_matches('`').to_owned();
                page.sections.push(section.clone());
            } else if let Some(row) = line.strip_prefix("| ") {
                let row = row.replace("\\|", "¦");
                let cells: Vec<_> = row.split('|').map(str::trim).collect();
                let [first, kind, meaning, ..] = cells.as_slice() else { continue };
                match first.strip_prefix('`') {
                    Some(path) if TABLES.contains(&header.as_str()) => {
                        let table = page.tables.entry((section.clone(), header.clone())).or_default();
                        let row = ((*kind).to_owned(), (*meaning).to_owned());
                        let twice = table.insert(path.trim_end_matches('`').to_owned(), row).is_some();
                        assert!(!twice, "{section}: {path} stands twice");
                    }
                    None if !first.starts_with("--") => header = (*first).to_owned(),
                    _ => {}
                }
            } else if let Some(mark) = line.strip_prefix("```json ") {
                let block: Vec<_> = lines.by_ref().take_while(|line| *line != "```").collect();
                let block = block.join("\n");
                match (mark.split_once(' ').unwrap_or((mark, &section)), asked.take()) {
                    (("request", service), None) => asked = Some((service.to_owned(), block)),
                    ((compared, _), Some((service, request))) => page.examples.push(Example {
                        service,
                        request,
                        compared: compared.to_owned(),
                        answer: serde_json::from_str(&block).unwrap(),
                    }),
                    _ => panic!("{section}: a request is followed by what is answered"),
                }
            }
        }
        assert!(asked.is_none(), "{section}: a request without answer");
        page
    }

    fn table(&self, section: &str, header: &str) -> &Table {
        let empty = const { &Table::new() };
        self.tables.get(&(section.to_owned(), header.to_owned())).unwrap_or(empty)
    }
}

fn asked() -> Vec<(&'static str, String)> {
    conformance::requests(&Path::new(env!("CARGO_MANIFEST_DIR")).join("vectors")).unwrap()
}

#[test]
fn every_service_has_its_section_and_an_example() {
    let page = Page::read();
    assert_eq!(page.sections, FACADE.iter().map(|service| service.name).collect::<Vec<_>>());
    for service in FACADE {
        assert!(page.examples.iter().any(|example| example.service == service.name), "{}", service.name);
    }
}

#[test]
fn every_example_is_answered_so() {
    for Example { service, request, compared, answer: wanted } in Page::read().examples {
        let found = wire::call(&service, &request);
        let (is_answer, found) = match found {
            Ok(answer) => (true, serde_json::from_str(&answer).unwrap()),
            Err(failure) => (false, serde_json::to_value(failure).unwrap()),
        };
        let agrees = match compared.as_str() {
            "answer" => is_answer && wanted == found,
            "failure" => !is_answer && wanted == found,
            "extract" => is_answer && stands_in(&wanted, &found),
            other => panic!("{other}: answer, extract or failure is expected"),
        };
        assert!(agrees, "{service} {request}\nfound {found:#}");
    }
}

/// Whether an extract agrees: what it leaves out is not looked at, but for items of plain lists and rows of results.
fn stands_in(extract: &Value, whole: &Value) -> bool {
    match (extract, whole) {
        (Value::Object(extract), Value::Object(whole)) => extract.iter().all(|(key, wanted)| {
            let Some(found) = whole.get(key) else { return false };
            match (wanted.as_array(), found.as_array()) {
                (Some(wanted), Some(found)) if key == "results" => {
                    wanted.len() == found.len() && wanted.iter().zip(found).all(|(a, b)| stands_in(a, b))
                }
                _ => stands_in(wanted, found),
            }
        }),
        (Value::Array(extract), Value::Array(whole)) if extract.iter().any(Value::is_object) => {
            let mut rest = whole.iter();
            extract.iter().all(|wanted| rest.any(|found| stands_in(wanted, found)))
        }
        _ => extract == whole,
    }
}

/// What was seen of an answer: by table, by path, the values.
type Seen = BTreeMap<(String, String), BTreeMap<String, Vec<Value>>>;

/// Which table says what stands at a key; none when the rows go on.
fn table_of(service: &str, key: &str) -> Option<(String, String)> {
    let one = service.trim_end_matches("_many");
    match key {
        "citation" | "citations" => Some((String::new(), "citation".to_owned())),
        "number" if one == "nir_coherence" => Some(("nir_check".to_owned(), "answer".to_owned())),
        "participation" | "participations" if one.starts_with("fse_") => {
            Some((String::new(), "participation".to_owned()))
        }
        "findings" if !one.starts_with("nir_") && !one.starts_with("fse_") => {
            Some((String::new(), "finding".to_owned()))
        }
        "row" if WITH_ROWS.contains(&one) => Some((String::new(), "row".to_owned())),
        "decision" if one == "disclose" => Some(("habilitation".to_owned(), "answer".to_owned())),
        "error" => Some((String::new(), "failure".to_owned())),
        "answer" => Some((one.to_owned(), "answer".to_owned())),
        "results" if service == "nir_check_many" => Some((one.to_owned(), "answer".to_owned())),
        _ => None,
    }
}

fn walk(service: &str, table: &(String, String), path: &str, value: &Value, seen: &mut Seen) {
    match value {
        Value::Object(object) => {
            for (key, value) in object {
                // The keys of these objects are codes of data, or of categories.
                let is_code = table == &("habilitation".to_owned(), "answer".to_owned()) && path == "fields"
                    || table.0.starts_with("access_") && path.ends_with(".cells");
                let key = if is_code { "*" } else { key };
                let path = if path.is_empty() { key.to_owned() } else { format!("{path}.{key}") };
                seen.entry(table.clone()).or_default().entry(path.clone()).or_default().push(value.clone());
                // A reduced dossier has the schema of a dossier.
                if table.0 == "disclose" && path == "dossier" {
                    continue;
                }
                match table_of(if table.0.is_empty() { service } else { &table.0 }, key) {
                    Some(other) => match value {
                        Value::Array(items) => {
                            items.iter().for_each(|item| walk(service, &other, "", item, seen));
                        }
                        value => walk(service, &other, "", value, seen),
                    },
                    None => walk(service, table, &path, value, seen),
                }
            }
        }
        Value::Array(items) => {
            items.iter().for_each(|item| walk(service, table, &format!("{path}[]"), item, seen));
        }
        _ => {}
    }
}

fn is_of_type(kind: &str, value: &Value) -> bool {
    if let Some(other) = kind.strip_prefix("null or ") {
        return value.is_null() || is_of_type(other, value);
    }
    if let Some(item) = kind.strip_prefix("list of ") {
        return value.as_array().is_some_and(|items| items.iter().all(|value| is_of_type(item, value)));
    }
    kind.split(" or ").any(|kind| match kind {
        "text" => value.is_string(),
        "date" => value.as_str().is_some_and(|text| text.parse::<imilo_core::calendar::Date>().is_ok()),
        "integer" => value.is_i64(),
        "true/false" => value.is_boolean(),
        "object" => value.is_object(),
        "null" => value.is_null(),
        other => panic!("{other} is no type of the page"),
    })
}

/// The values that a meaning lists after "one of".
fn listed(meaning: &str) -> Option<BTreeSet<&str>> {
    let (_, list) = meaning.split_once("one of ")?;
    let values: BTreeSet<_> = list.split('`').skip(1).step_by(2).collect();
    (!values.is_empty()).then_some(values).filter(|_| list.starts_with('`'))
}

#[test]
fn every_key_of_an_answer_is_told_with_its_type_and_values() {
    let page = Page::read();
    let mut seen = Seen::new();
    for (service, request) in asked() {
        match wire::call(service, &request) {
            Ok(answer) => {
                let answer = serde_json::from_str(&answer).unwrap();
                walk(service, &(service.to_owned(), "answer".to_owned()), "", &answer, &mut seen);
            }
            Err(failure) => {
                let failure = serde_json::to_value(failure).unwrap();
                walk(service, &(String::new(), "failure".to_owned()), "", &failure, &mut seen);
            }
        }
    }
    for ((section, header), table) in &page.tables {
        // A participation is told by what the requests give of it: no dossier gives all of it.
        if header == "request" || header == "participation" {
            seen.remove(&(section.clone(), header.clone()));
            continue;
        }
        let found = seen.remove(&(section.clone(), header.clone())).unwrap_or_default();
        let (told, shown): (BTreeSet<_>, BTreeSet<_>) = (table.keys().collect(), found.keys().collect());
        assert_eq!(told, shown, "{section} {header}: what the page tells, what is answered");
        for (path, values) in &found {
            let (kind, meaning) = table.get(path).unwrap();
            let listed = listed(meaning);
            for value in values {
                assert!(is_of_type(kind, value), "{section} {header} {path}: {value} is not {kind}");
                let words: Vec<&str> = match value {
                    Value::Array(items) => items.iter().filter_map(Value::as_str).collect(),
                    value => value.as_str().into_iter().collect(),
                };
                for word in words {
                    let is_listed = listed.as_ref().is_none_or(|listed| listed.contains(word));
                    assert!(is_listed, "{section} {header} {path}: {word} is not listed");
                }
            }
        }
    }
    assert!(seen.is_empty(), "without a table: {:?}", seen.keys());
}

#[test]
fn every_key_of_a_request_is_told_and_taken() {
    let page = Page::read();
    for service in FACADE.iter().map(|service| service.name) {
        let table = page.table(service, "request");
        for (path, (_, meaning)) in table {
            let wrong = json!([[0]]);
            assert!(
                !always_fails(service, path, &wrong, &["unknown_field"]),
                "{service}: no such key {path}"
            );
            // What is wrong in a row is told in its row (`disclose_many`), by tests of its own.
            if path.starts_with("dossiers[].") {
                continue;
            }
            let misspelt = format!("{path}_");
            assert!(
                always_fails(service, &misspelt, &wrong, &["unknown_field"]),
                "{service}: {misspelt} is taken"
            );
            // The key of one kind of request is not known in another.
            let refused = ["json_field", "unknown_field"];
            for word in listed(meaning).unwrap_or_default() {
                let taken = !always_fails(service, path, &json!(word), &refused);
                assert!(taken, "{service} {path}: {word} is refused");
            }
            if listed(meaning).is_some() {
                assert!(always_fails(service, path, &json!("?"), &refused), "{service} {path}: all is taken");
            }
        }
    }
    let asked: Vec<(&str, Value)> = asked()
        .iter()
        .filter(|(service, request)| wire::call(service, request).is_ok())
        .map(|(service, request)| (*service, serde_json::from_str(request).unwrap()))
        .collect();
    let participation = (String::new(), "participation".to_owned());
    let mut participations = Seen::new();
    for (service, request) in asked {
        let mut seen = Seen::new();
        let request = match service {
            // Each row is a request of its own, and is asked as such too; a dossier has a schema of its own.
            "conservation_many" | "dossier_check_many" | "nir_coherence_many" => json!({ "requests": [] }),
            "dossier_check" => json!({ "date": "2026-11-24", "dossier": {} }),
            "disclose_many" => {
                let mut request = request;
                let rows = request.get_mut("dossiers").and_then(Value::as_array_mut);
                rows.into_iter().flatten().filter_map(Value::as_object_mut).for_each(|row| {
                    row.remove("dossier");
                });
                request
            }
            "fse_participation" | "disclose" => without(&request, "dossier"),
            _ => request,
        };
        // So have additions.
        let request = without(&request, "added");
        let table = (service.to_owned(), "request".to_owned());
        walk(service, &table, "", &request, &mut seen);
        for path in seen.remove(&table).unwrap_or_default().keys() {
            let shared = AS_HABILITATION.contains(&service)
                && page.table("habilitation", "request").contains_key(path);
            let told = shared || page.table(service, "request").contains_key(path);
            assert!(told, "{service}: {path} is not told");
        }
        // Records that are refused one by one may hold anything.
        if service == "fse_indicators" {
            for (path, values) in seen.remove(&participation).unwrap_or_default() {
                participations
                    .entry(participation.clone())
                    .or_default()
                    .entry(path)
                    .or_default()
                    .extend(values);
            }
        }
    }
    let mut told = page.table("", "participation").clone();
    // The operation and the person matter to reports only, in which each record has its own.
    for key in ["participant_id", "operation_id"] {
        assert!(told.remove(key).is_some(), "{key}");
    }
    agree(&told, &participations.remove(&participation).unwrap_or_default());
}

/// A request without one of its keys.
fn without(request: &Value, key: &str) -> Value {
    let mut request = request.clone();
    request.as_object_mut().unwrap().remove(key);
    request
}

/// Every variable of the page is in some request, of the type and of the words that the page tells.
fn agree(told: &Table, found: &BTreeMap<String, Vec<Value>>) {
    assert_eq!(told.keys().collect::<Vec<_>>(), found.keys().collect::<Vec<_>>());
    for (path, values) in found {
        let (kind, meaning) = &told[path];
        let listed = listed(meaning);
        for value in values {
            // `null` is empty, wherever it stands in a request.
            assert!(value.is_null() || is_of_type(kind, value), "{path}: {value} is not {kind}");
            let word = value.as_str().filter(|word| listed.as_ref().is_some_and(|list| !list.contains(word)));
            assert!(word.is_none(), "{path}: {word:?} is not listed");
        }
    }
}

/// Words of the law that are many: none is left out.
#[test]
fn every_word_of_an_access_is_told() {
    let page = Page::read();
    let told = |service: &str, path: &str| {
        let (_, meaning) = page.table(service, "request").get(path).unwrap();
        listed(meaning).unwrap()
    };
    let codes = |words: &mut dyn Iterator<Item = &'static str>| words.collect::<BTreeSet<_>>();
    assert_eq!(told("habilitation", "actor.class"), codes(&mut Actor::ALL.iter().map(|it| it.code())));
    assert_eq!(told("habilitation", "purpose"), codes(&mut Finalite::ALL.iter().map(|it| it.code())));
    assert_eq!(told("habilitation", "operation"), codes(&mut Operation::ALL.iter().map(|it| it.code())));
    let processing = codes(&mut Processing::ALL.iter().map(|it| it.code()));
    assert_eq!(told("habilitation", "facts.other_processing"), processing);
    assert_eq!(told("exercise_right", "right"), codes(&mut Right::ALL.iter().map(|it| it.code())));
    let words = |list: Value| -> BTreeSet<String> { serde_json::from_value(list).unwrap() };
    let owned = |told: BTreeSet<&str>| told.into_iter().map(str::to_owned).collect::<BTreeSet<_>>();
    assert_eq!(owned(told("responsibilities", "duty")), words(json!(Duty::ALL)));
    assert_eq!(owned(told("rights_deadline", "options.A21_holidays")), words(json!(Territoire::ALL)));
    // Facts that are attested by their name are keys of the request.
    let attested = Condition::ALL.iter().filter(|condition| condition.is_attested());
    for code in attested.map(|condition| condition.code()) {
        let place = ["facts", "actor"].map(|object| format!("{object}.{code}"));
        let keys = page.table("habilitation", "request");
        assert!(place.iter().any(|path| keys.contains_key(path)), "{code}");
    }
}

/// The options and the flags: all of them, with their defaults.
#[test]
fn every_option_is_told_with_its_default() {
    let page = Page::read();
    let keys = |service: &str, prefix: &str| -> Vec<String> {
        let table = page.table(service, "request").keys();
        table.filter_map(|path| path.strip_prefix(prefix)).map(str::to_owned).collect()
    };
    let object = |value: Value| -> Map<String, Value> { value.as_object().unwrap().clone() };
    let readings = object(serde_json::to_value(Readings::default()).unwrap());
    assert_eq!(keys("conservation", "options."), readings.keys().cloned().collect::<Vec<_>>());
    for (name, default) in readings {
        let (_, meaning) = page.table("conservation", "request").get(&format!("options.{name}")).unwrap();
        let told = format!("`{}` (recommended)", default.as_str().unwrap());
        assert!(meaning.contains(&told), "{name}: {told}");
    }
    let (_, missing) = page.table("conservation", "answer").get("missing").unwrap();
    assert_eq!(listed(missing).unwrap(), Fact::ALL.map(Fact::code).into_iter().collect());
    let flags = object(serde_json::to_value(Acceptance::default()).unwrap());
    let told: BTreeSet<_> = keys("nir_check", "accept.").into_iter().collect();
    assert_eq!(told, flags.keys().cloned().collect());
    for (name, default) in flags {
        let (_, meaning) = page.table("nir_check", "request").get(&format!("accept.{name}")).unwrap();
        assert_eq!(meaning.contains("on by default"), default == true, "{name}");
    }
}
