//! `docs/files.md`: its examples are run over its file, and its keys are those of the requests.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop on what cannot be")]

use std::path::Path;

use imilo_formats::wire;
use serde_json::Value;

fn page() -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/files.md")).unwrap()
}

/// The blocks of the page, each with its mark.
fn blocks(page: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut lines = page.lines();
    while let Some(line) = lines.next() {
        if let Some(mark) = line.strip_prefix("```") {
            let block: Vec<_> = lines.by_ref().take_while(|line| *line != "```").collect();
            found.push((mark.to_owned(), block.join("\n")));
        }
    }
    found
}

fn ask(service: &str, request: &str, file: &[u8]) -> Result<String, imilo_core::wire::Failure> {
    match service {
        "access_dossier" => wire::access_dossier(request, Some(file)),
        "rights_register" => wire::rights_register(request, Some(file)),
        "bilan" => wire::bilan(request, Some(file)),
        "fse_records" => wire::fse_records(request, Some(file)),
        "fse_report" => wire::fse_report(request, Some(file)),
        "import" => wire::Import::open(request, Some(file))?.next(100),
        other => panic!("{other}"),
    }
}

/// Whether all that the page says stands in what was answered.
fn stands_in(said: &Value, found: &Value) -> bool {
    match (said, found) {
        (Value::Object(said), Value::Object(found)) => {
            said.iter().all(|(key, said)| found.get(key).is_some_and(|found| stands_in(said, found)))
        }
        (Value::Array(said), Value::Array(found)) => {
            said.len() == found.len() && said.iter().zip(found).all(|(said, found)| stands_in(said, found))
        }
        _ => said == found,
    }
}

#[test]
fn every_example_is_answered_so() {
    let page = page();
    let blocks = blocks(&page);
    let mut files = blocks.iter().filter(|(mark, _)| mark == "csv").map(|(_, text)| format!("{text}\n"));
    let (dossiers, participations) = (files.next().unwrap(), files.next().unwrap());
    let register = files.next().unwrap();
    let mut run = 0;
    for pair in blocks.windows(2) {
        let [(asked, request), (mark, said)] = pair else { continue };
        let Some(service) = asked.strip_prefix("json request ") else { continue };
        let said: Value = serde_json::from_str(said).unwrap();
        let file = match service {
            "rights_register" => &register,
            _ if service.starts_with("fse_") => &participations,
            _ => &dossiers,
        };
        let found = ask(service, request, file.as_bytes());
        let found = match (mark.as_str(), found) {
            ("json extract", Ok(answer)) => serde_json::from_str(&answer).unwrap(),
            ("json failure", Err(failure)) => serde_json::to_value(failure).unwrap(),
            other => panic!("{request}: {other:?}"),
        };
        assert!(stands_in(&said, &found), "{request}\nfound {found:#}");
        run += 1;
    }
    assert_eq!(run, 7);
}

/// A key is taken, and one that is not in the table is refused.
#[test]
fn the_keys_of_the_page_are_those_of_the_requests() {
    let page = page();
    let mut service = "";
    let mut known = Vec::new();
    for line in page.lines() {
        if let Some(name) = line.strip_prefix("## `") {
            service = name.trim_end_matches('`');
        } else if line.starts_with("## ") {
            service = "";
        } else if let Some(key) = line.strip_prefix("| `").filter(|_| !service.is_empty()) {
            known.push((service, key.split('`').next().unwrap()));
        }
    }
    assert_eq!(known.len(), 49);
    for (service, key) in known {
        // A value of no type that is asked for: the key is known all the same.
        let failure = ask(service, &format!("{{\"{key}\":[[]]}}"), b"matricule\n7\n").unwrap_err();
        // A list is wrong in its first element.
        let field = failure.field.as_deref().and_then(|field| field.split('[').next());
        assert_eq!((failure.code.as_str(), field), ("json_field", Some(key)), "{service}");
        let failure = ask(service, r#"{"no_such_key":1}"#, b"matricule\n7\n").unwrap_err();
        assert_eq!(failure.code, "unknown_field");
    }
}
