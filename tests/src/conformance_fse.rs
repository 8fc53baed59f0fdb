//! The questions on the indicators of the FSE: each case, what they add up to, two reports of them, and wrong ones.

use serde_json::{Value, json};

use crate::case_file::{Object, Unreadable};
use crate::strict_json;

/// Files of cases of participants.
const FILES: &[&str] =
    &["given/fse-cases.json", "fse-participants.json", "fse-options.json", "fse-validation.json"];

/// A fund, the version of its annexe, a code that it has.
const PROGRAMMES: &[(&str, Option<&str>, &str)] = &[
    ("FSE", Some("2013"), "CR05"),
    ("FSE", Some("2018"), "CO08"),
    ("IEJ", Some("2018"), "YEI_CR02"),
    ("FSE+", None, "EECO13"),
];

/// Services with their requests.
///
/// # Errors
/// When a file cannot be run.
pub(crate) fn requests(
    read: &impl Fn(&str) -> Result<String, Unreadable>,
) -> Result<Vec<(&'static str, Value)>, Unreadable> {
    let mut cases = Vec::new();
    for name in FILES {
        cases.extend(of_cases(&read(name)?)?);
    }
    let mut asked = Vec::new();
    for (programme, annexe, code) in PROGRAMMES {
        let of = |request: &&Object| {
            let text = |key| request.get(key).and_then(Value::as_str);
            text("programme") == Some(programme) && text("annexe") == *annexe
        };
        let cases: Vec<_> = cases.iter().filter(of).collect();
        asked.extend(reports(programme, *annexe, code, &cases));
        for case in cases.iter().take(5) {
            asked.push(("fse_explain", with(case, [("code", json!(code))])));
        }
    }
    asked.extend(cases.into_iter().map(|case| ("fse_indicators", Value::Object(case))));
    asked.extend([
        ("fse_indicators", json!({ "programme": "FSE", "participation": {} })),
        ("fse_indicators", json!({ "programme": "FSE+", "participation": { "entry_date": "2023-02-30" } })),
        ("fse_explain", json!({ "programme": "FSE+", "participation": {}, "code": "CO01" })),
        ("fse_participation", of_dossier(&json!({}))),
        (
            "fse_participation",
            of_dossier(&json!({
                "identite": {
                    "date_naissance": "2003-05-20", "ne_a_l_etranger": false, "parent_ne_a_l_etranger": null
                },
                "social": { "travailleur_handicape": false },
                "emploi": { "mois_sans_emploi": 3 },
                "logement": { "difficultes": "loyer" },
                "formation": {
                    "niveau_formation": "IV", "diplomes": [{ "niveau": "IV", "obtenu_le": "2024-06-01" }]
                },
            })),
        ),
        ("fse_participation", of_dossier(&json!({ "identite": { "nom": "x" } }))),
    ]);
    Ok(asked)
}

/// The report of all cases of a programme, and two reports compared.
fn reports(
    programme: &str,
    annexe: Option<&str>,
    code: &str,
    cases: &[&Object],
) -> [(&'static str, Value); 2] {
    // With a pseudonym each, so that two reports can be compared.
    let records: Vec<Value> = cases
        .iter()
        .enumerate()
        .map(|(number, case)| {
            let record = case.get("participation").and_then(Value::as_object).cloned().unwrap_or_default();
            with(&record, [("participant_id", json!(format!("p{number}"))), ("operation_id", json!("o1"))])
        })
        .collect();
    let side = |records: Vec<Value>, day: &str| -> Object {
        let annexe = annexe.map(|annexe| ("annexe".to_owned(), json!(annexe)));
        let keys = [("participations".to_owned(), json!(records)), ("report_date".to_owned(), json!(day))];
        keys.into_iter().chain(annexe).collect()
    };
    // Neither can be judged; those of the comparison have no day of entry, or no pseudonym.
    let unreadable = [json!({ "gender": "F" }), json!([])];
    let all = records.iter().cloned().chain(unreadable).collect();
    let half = records.len() / 2;
    let later = records.iter().skip(half).chain(records.iter().take(half / 2)).cloned();
    let before = records.iter().cloned().chain([json!({})]).collect();
    let after = later.chain([json!({ "entry_date": "2023-10-02" })]).collect();
    let options = [("programme", json!(programme)), ("publish_below", json!(5)), ("share", json!(100))];
    [
        ("fse_report_records", with(&side(all, "2024-05-01"), options)),
        (
            "fse_compare",
            json!({
                "programme": programme, "documented": [code],
                "before": side(before, "2024-05-01"), "after": side(after, "2025-05-01"),
            }),
        ),
    ]
}

/// An object with more keys.
fn with<const N: usize>(object: &Object, more: [(&str, Value); N]) -> Value {
    let more = more.into_iter().map(|(key, value)| (key.to_owned(), value));
    Value::Object(object.clone().into_iter().chain(more).collect())
}

fn of_dossier(dossier: &Value) -> Value {
    json!({
        "participant_id": "p1", "operation_id": "o1", "entry_date": "2023-10-02", "exit_date": "2024-03-29",
        "dossier": dossier,
    })
}

/// The cases of participants of a file as requests of `fse_indicators`.
fn of_cases(text: &str) -> Result<Vec<Object>, Unreadable> {
    let file = strict_json::read(text)
        .map_err(|error| Unreadable(format!("not JSON, or a key stands twice, line {}", error.line())))?;
    let cases = file.get("cases").and_then(Value::as_array);
    let cases = cases.ok_or_else(|| Unreadable("no case".to_owned()))?;
    let request = |case: &Value| -> Option<Object> {
        let mut input = case.get("input")?.as_object()?.clone();
        let programme = match case.get("programme")?.as_str()? {
            "ESF" => "FSE",
            "YEI" => "IEJ",
            _ => "FSE+",
        };
        let given = [
            ("programme", Some(json!(programme))),
            ("annexe", case.get("annex_version").cloned()),
            ("report_date", input.remove("report_date")),
            ("options", case.get("options").cloned()),
        ];
        let given = given.into_iter().chain([("participation", Some(Value::Object(input)))]);
        Some(given.filter_map(|(key, value)| Some((key.to_owned(), value?))).collect())
    };
    let no_input = || Unreadable("a case without input".to_owned());
    cases.iter().map(|case| request(case).ok_or_else(no_input)).collect()
}
