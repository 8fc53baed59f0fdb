//! The same vectors, answered by another language through a driver program.
//!
//! The driver reads `service<TAB>request` lines and writes `ok<TAB>answer` or `err<TAB>failure` lines. Each
//! answer must be, byte for byte, the canonical one, and agree with what the case expects.

mod acces;
mod droit;
mod journal;

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use imilo_core::wire;
use serde_json::{Value, json};

use crate::case_file::{self, Object, Unreadable};
use crate::report::{Report, Verdict};
use crate::{conformance_fse, conservation, law, nir, nir_coherence};

/// One question to a driver.
struct Question {
    id: String,
    service: &'static str,
    request: String,
    /// The canonical answer, where it depends on what was asked before.
    canonical: Option<String>,
    /// The case that says what is expected, where there is one.
    case: Option<Object>,
}

/// Asks a driver every vector of a folder.
///
/// # Errors
/// When a file cannot be run, or the driver cannot be started or stops before its last answer.
pub fn run(vectors: &Path, command: &[String]) -> Result<Report, Unreadable> {
    let mut questions = questions(vectors)?;
    // The folders are there as long as the driver runs.
    let (_journals, asked) = journal::Journals::new(vectors)?;
    questions.extend(asked.into_iter().enumerate().map(|(at, (service, request, canonical))| Question {
        id: format!("{service} {at}"),
        service,
        request,
        canonical: Some(canonical),
        case: None,
    }));
    let (program, arguments) =
        command.split_first().ok_or_else(|| Unreadable("no driver was named".to_owned()))?;
    let failed = |what: &str| Unreadable(format!("driver {program}: {what}"));
    let mut driver = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| failed(&error.to_string()))?;
    let mut input = driver.stdin.take().ok_or_else(|| failed("no standard input"))?;
    let output = driver.stdout.take().ok_or_else(|| failed("no standard output"))?;
    let text: String = questions.iter().map(|q| format!("{}\t{}\n", q.service, q.request)).collect();
    // Written by a thread of its own: a driver that answers as it reads would otherwise wait for us.
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()));
    let mut answers = BufReader::new(output).lines();
    let mut report = Report::default();
    for question in &questions {
        let answer = answers.next().and_then(Result::ok).ok_or_else(|| failed("stopped too early"))?;
        report.push(&question.id, judge(question, &answer)?);
    }
    let surplus = answers.next().is_some();
    let written = writer.join().is_ok_and(|written| written.is_ok());
    let status = driver.wait().map_err(|error| failed(&error.to_string()))?;
    if surplus || !written || !status.success() {
        return Err(failed("did not end as it should"));
    }
    Ok(report)
}

fn judge(question: &Question, answer: &str) -> Result<Verdict, Unreadable> {
    let asked = || match wire::call(question.service, &question.request) {
        Ok(answer) => format!("ok\t{answer}"),
        Err(failure) => format!("err\t{}", failure.to_json()),
    };
    if answer != question.canonical.clone().unwrap_or_else(asked) {
        return Ok(Verdict::Failed("the answer is not the canonical one".to_owned()));
    }
    let Some(case) = &question.case else { return Ok(Verdict::Passed) };
    let (outcome, json) = answer.split_once('\t').unwrap_or_default();
    let parsed: Value = serde_json::from_str(json).unwrap_or(Value::Null);
    let answered = outcome == "ok";
    let error = || law::error(parsed.get("code").unwrap_or(&Value::Null));
    match question.service {
        "conservation" => {
            let answer = parsed.as_object().filter(|_| answered).cloned().unwrap_or_else(error);
            case_file::verdict(&conservation::SCHEMA, case, &answer)
        }
        "rule_set" => {
            let answer = if answered { law::compared(&parsed) } else { error() };
            case_file::verdict(&law::SCHEMA, case, &answer)
        }
        "nir_check" => {
            // A number that is refused is an answer; an error says nothing of the number.
            let wanted = case.get("valid").and_then(Value::as_bool);
            let found = match parsed.get("outcome").and_then(Value::as_str) {
                Some("conforming") if answered => Some(true),
                Some("not_conforming") if answered => Some(false),
                _ => None,
            };
            let same = found.is_some() && found == wanted;
            Ok(if same { Verdict::Passed } else { Verdict::Failed("valid".to_owned()) })
        }
        "nir_coherence" => {
            let code = parsed.get("code").and_then(Value::as_str).unwrap_or_default();
            let answer = if answered { Ok(json) } else { Err(code) };
            Ok(nir_coherence::judge(&nir_coherence::codes(case, "expect")?, answer))
        }
        _ => Err(Unreadable(format!("{}: no judge", question.id))),
    }
}

/// The same questions for another use: service and request.
///
/// # Errors
/// When a file cannot be run.
pub fn requests(vectors: &Path) -> Result<Vec<(&'static str, String)>, Unreadable> {
    Ok(questions(vectors)?.into_iter().map(|question| (question.service, question.request)).collect())
}

fn questions(vectors: &Path) -> Result<Vec<Question>, Unreadable> {
    let read = |name: &str| {
        std::fs::read_to_string(vectors.join(name)).map_err(|error| Unreadable(format!("{name}: {error}")))
    };
    let mut questions = Vec::new();
    let mut requests = Vec::new();
    for name in [
        "given/conservation-cases.json",
        "conservation-limite.json",
        "conservation-cej.json",
        "conservation-fse.json",
        "conservation-comptes.json",
    ] {
        for case in case_file::cases(&read(name)?, &conservation::SCHEMA)? {
            if matches!(case.get("kind").and_then(Value::as_str), Some("log" | "rights_request")) {
                continue;
            }
            let request = conservation::request(&case);
            requests.push(request.clone());
            let id = case_file::id_of(&case);
            questions.push(Question {
                id,
                service: "conservation",
                request: request.to_string(),
                canonical: None,
                case: Some(case),
            });
        }
    }
    for name in ["law.json", "law-provisions.json"] {
        for case in case_file::cases(&read(name)?, &law::SCHEMA)? {
            let request = json!({ "date": case.get("date") }).to_string();
            questions.push(Question {
                id: case_file::id_of(&case),
                service: "rule_set",
                request,
                canonical: None,
                case: Some(case),
            });
        }
    }
    let mut numbers = Vec::new();
    for (line, input, valid) in nir::list(&read("nir.csv")?)? {
        let request = json!({ "nir": input }).to_string();
        let case = valid.map(|valid| Object::from_iter([("valid".to_owned(), json!(valid))]));
        numbers.push(json!(input));
        questions.push(Question {
            id: format!("nir.csv {line}"),
            service: "nir_check",
            request,
            canonical: None,
            case,
        });
    }
    numbers.push(Value::Null);
    let mut identities = Vec::new();
    for name in ["given/coherence.json", "nir-coherence.json"] {
        for case in nir_coherence::cases(&read(name)?)? {
            let (id, request) = (case_file::id_of(&case), nir_coherence::request(&case)?);
            identities.push(case.get("input").cloned().unwrap_or_default());
            questions.push(Question {
                id,
                service: "nir_coherence",
                request,
                canonical: None,
                case: Some(case),
            });
        }
    }
    identities.extend([
        json!({ "nir": "284058832102532", "provenance": { "origin": "insi_and_document", "on": "2026-01-05" } }),
        json!({ "nir": "284058832102530", "provenance": { "origin": "declaration", "on": "2026-01-05" } }),
        json!({ "nir": "284058832102532", "label": "NTT" }),
        json!({ "nir": "284058832102532", "birth_date": "2008-02-30" }),
        json!({}),
    ]);
    let plain = |id: &str, service, request: String| Question {
        id: id.to_owned(),
        service,
        request,
        canonical: None,
        case: None,
    };
    requests.push(json!({ "kind": "dossier" }));
    let checks = dossiers();
    questions.extend([
        plain("nir_check_many", "nir_check_many", json!({ "nirs": numbers }).to_string()),
        plain("nir_coherence_many", "nir_coherence_many", json!({ "requests": identities }).to_string()),
        plain("conservation_many", "conservation_many", json!({ "requests": requests }).to_string()),
        plain("dossier_check_many", "dossier_check_many", json!({ "requests": checks }).to_string()),
        plain("versions", "versions", "{}".to_owned()),
        plain("errors", "errors", "{}".to_owned()),
        plain("articles", "articles", "{}".to_owned()),
        plain(
            "article of a day",
            "articles",
            json!({ "code": "D2015-59:6:I", "date": "2022-06-01" }).to_string(),
        ),
        plain("unknown article", "articles", json!({ "code": "D2015-59:99" }).to_string()),
        plain("day that is not", "rule_set", json!({ "date": "2025-02-30" }).to_string()),
        plain("before the law", "rule_set", json!({ "date": "2015-01-28" }).to_string()),
    ]);
    for (index, check) in checks.iter().enumerate() {
        questions.push(plain(&format!("dossier {index}"), "dossier_check", check.to_string()));
    }
    for date in
        ["2015-01-28", "2018-06-01", "2021-06-01", "2022-06-01", "2025-01-14", "2026-01-16", "2026-11-26"]
    {
        questions.push(plain(date, "dossier_fields", json!({ "date": date }).to_string()));
    }
    for (service, request) in droit::questions(&read)?.into_iter().chain(conformance_fse::requests(&read)?) {
        let id = format!("{service} {}", questions.len());
        questions.push(plain(&id, service, request.to_string()));
    }
    Ok(questions)
}

/// Requests of `dossier_check`: good, incoherent and unreadable ones, under several versions.
fn dossiers() -> Vec<Value> {
    let whole = json!({
        "identite": { "matricule": "42", "fax": null, "nir": "284058832102532", "date_naissance": "2004-02-29",
            "commune_naissance": "2A004", "titre_sejour_expire_le": "2020-01-01" },
        "famille": { "representants_legaux": [{ "nom": "Exemple", "enregistre_le": "2021-03-01" }] },
        "suivi": { "rome_recherche": "Z99", "entretiens": [{ "date": "2021-03-01", "nature": "premier accueil" }] },
        "ajouts": { "commentaires": ["n° 2 84 05 88 321 025 32"], "quotient_familial": 700 },
        "conservation": { "programmes": [], "fse": { "cofinanced": false } },
    });
    let bad = [json!({ "identite": { "nom": "x" } }), json!({ "identite": { "fax": 5 } }), json!([])];
    let days = ["2018-06-01", "2021-06-01", "2022-06-01", "2025-01-14", "2026-01-16", "2026-11-26"];
    let request = |(date, dossier): (&str, &Value)| json!({ "date": date, "dossier": dossier });
    days.iter()
        .map(|day| (*day, &whole))
        .chain(bad.iter().map(|dossier| ("2026-11-26", dossier)))
        .chain([("2015-01-28", &whole)])
        .map(request)
        .collect()
}
