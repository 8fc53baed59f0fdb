use serde_json::{Value, json};

use crate::wire::call;

fn ask(name: &str, request: &Value) -> Value {
    serde_json::from_str(&call(name, &request.to_string()).unwrap()).unwrap()
}

fn fails(name: &str, request: &Value) -> (String, Option<String>) {
    let failure = call(name, &request.to_string()).unwrap_err();
    (failure.code, failure.field)
}

fn woman() -> Value {
    json!({ "participant_id": "p1", "operation_id": "o1", "gender": "F", "birth_date": "2003-05-20",
        "entry_date": "2023-10-02", "labour_status_entry": "inactive", "isced_entry": 2, "disability": "refused" })
}

#[test]
fn a_participation_has_its_codes_its_findings_and_what_is_due() {
    let mut record = woman();
    record["exit_date"] = json!("2024-03-29");
    let answer = ask(
        "fse_indicators",
        &json!({ "programme": "FSE+", "report_date": "2024-05-01", "participation": record }),
    );
    let code =
        |name: &str| answer["codes"].as_array().unwrap().iter().find(|v| v["code"] == name).unwrap().clone();
    assert_eq!(code("EECO04"), json!({ "code": "EECO04", "value": true, "reason": null }));
    assert_eq!(code("EECO12"), json!({ "code": "EECO12", "value": null, "reason": "Refused" }));
    assert_eq!(code("EECR04")["reason"], "NotFollowedUp", "28 days after 29 March are over on 1 May");
    assert_eq!(code("EECR05")["reason"], "NotYetObservable");
    assert_eq!(answer["due"][0], json!({ "observation": "four_weeks", "day": "2024-04-26", "late": true }));
    assert_eq!((&answer["complete"], &answer["labour_status"]), (&json!(true), &json!("inactive")));
}

#[test]
fn a_refused_record_has_no_value() {
    let record = json!({ "entry_date": "2023-10-02", "exit_date": "2023-10-01" });
    let answer =
        ask("fse_indicators", &json!({ "programme": "FSE", "annexe": "2018", "participation": record }));
    assert_eq!((&answer["refused"], &answer["codes"]), (&json!(true), &json!([])));
    assert!(answer["findings"].as_array().unwrap().iter().any(|finding| finding["code"] == "V12:R"));
}

#[test]
fn what_is_wrong_is_named() {
    let record = woman();
    let with = |keys: Value| {
        let mut request = json!({ "programme": "FSE+", "participation": record });
        request.as_object_mut().unwrap().extend(keys.as_object().unwrap().clone());
        fails("fse_indicators", &request)
    };
    let told = |code: &str, field: &str| (code.to_owned(), Some(field.to_owned()));
    assert_eq!(with(json!({ "programme": "FSE" })), told("missing_field", "annexe"));
    assert_eq!(with(json!({ "annexe": "2018" })), told("invalid_argument", "annexe"));
    assert_eq!(with(json!({ "programme": "ESF+" })), told("json_field", "programme"));
    assert_eq!(with(json!({ "options": { "A15": 32 } })).0, "json_field");
    assert_eq!(with(json!({ "options": { "A2": "?" } })), told("json_field", "options.A2"));
    assert_eq!(
        with(json!({ "participation": { "entry_date": "2023-02-30" } })),
        told("date_invalid", "participation.entry_date")
    );
    assert_eq!(
        with(json!({ "participation": { "gender": "F" } })),
        told("missing_field", "participation.entry_date")
    );
    assert_eq!(
        with(json!({ "participation": { "sexe": "F" } })),
        told("unknown_field", "participation.sexe")
    );
    let explain = |code: &str| {
        fails("fse_explain", &json!({ "programme": "FSE+", "participation": record, "code": code }))
    };
    assert_eq!(explain("CO01"), told("invalid_argument", "code"), "the FSE+ has no such code");
    assert_eq!(explain("CO99"), told("invalid_argument", "code"));
}

#[test]
fn an_explanation_cites_its_provision_in_both_languages() {
    let answer =
        ask("fse_explain", &json!({ "programme": "FSE+", "participation": woman(), "code": "EECO12" }));
    assert_eq!(answer["citation"]["code"], "R2021/1057:annexe I:1.2");
    assert_eq!((&answer["value"], &answer["reason"]), (&Value::Null, &json!("Refused")));
    assert!(answer["message_fr"].as_str().unwrap().contains("Fondé sur"));
    assert!(!answer["message_en"].as_str().unwrap().contains("2003"));
}

#[test]
fn a_wrong_record_is_refused_by_its_place_and_the_others_count() {
    let mut man = woman();
    (man["gender"], man["participant_id"]) = (json!("M"), json!("p2"));
    let records = json!([woman(), { "gender": "F" }, { "entry_date": 5 }, man]);
    let answer = ask(
        "fse_report_records",
        &json!({ "programme": "FSE+", "participations": records, "publish_below": 5, "share": 500 }),
    );
    let refused: Vec<_> = answer["refused"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| (&row["row"], &row["error"]["field"]))
        .collect();
    assert_eq!(refused, [(&json!(1), &json!("entry_date")), (&json!(2), &json!("entry_date"))]);
    assert_eq!((&answer["records"], &answer["participations"]), (&json!(4), &json!(2)));
    let report = &answer["report"];
    let line =
        |code: &str| report["lines"].as_array().unwrap().iter().find(|line| line["code"] == code).unwrap();
    assert_eq!(
        line("EECO04")["counted"],
        json!({ "women": 1, "men": 1, "non_binary": 0, "unknown": 0, "all": 2 })
    );
    assert_eq!(line("EECO04")["published"]["women"], Value::Null);
    assert_eq!((&line("EECO12")["refused"], &line("EECO12")["coverage"]), (&json!(2), &json!(0)));
    assert_eq!(report["remarks"][0]["code"], "V30:W");
}

#[test]
fn re_entries_are_one_participation() {
    let mut first = woman();
    first["exit_date"] = json!("2023-10-30");
    let mut second = woman();
    (second["entry_date"], second["labour_status_entry"]) = (json!("2023-10-30"), json!("employed"));
    let answer =
        ask("fse_report_records", &json!({ "programme": "FSE+", "participations": [second, first] }));
    assert_eq!((&answer["participations"], &answer["overlaps"]), (&json!(1), &json!([0, 1])));
    assert_eq!(answer["report"]["findings"][0]["code"], "V3:E");
    let inactive =
        answer["report"]["lines"].as_array().unwrap().iter().find(|line| line["code"] == "EECO04").unwrap();
    assert_eq!(inactive["counted"]["all"], 1, "the answers are those of the first entry");
}

#[test]
fn a_change_has_its_cause_and_a_fall_is_told() {
    let mut after = woman();
    after["labour_status_entry"] = json!("employed");
    let compare = |documented: &[&str]| {
        ask(
            "fse_compare",
            &json!({ "programme": "FSE+", "documented": documented,
            "before": { "participations": [woman(), { "entry_date": "2023-10-02" }] },
            "after": { "participations": [after] } }),
        )
    };
    let answer = compare(&[]);
    assert_eq!(answer["refused_before"][0]["error"]["field"], "participant_id");
    let change =
        answer["changes"].as_array().unwrap().iter().find(|change| change["code"] == "EECO04").unwrap();
    assert_eq!(
        (&change["cause"], &change["variables"]),
        (&json!("answers"), &json!(["labour_status_entry"]))
    );
    assert_eq!((&change["participant_id"], &change["after"]["value"]), (&json!("p1"), &json!(false)));
    assert_eq!(answer["fallen"]["about"], json!(["EECO04"]));
    assert_eq!(compare(&["EECO04"])["fallen"], Value::Null);
}

#[test]
fn what_a_dossier_does_not_give_is_named_and_what_it_gives_is_read_again() {
    let answer = ask(
        "fse_participation",
        &json!({ "participant_id": "p1", "operation_id": "o1", "entry_date": "2023-10-02",
            "dossier": { "social": { "travailleur_handicape": false } } }),
    );
    assert_eq!(answer["participation"]["disability"], Value::Null);
    assert!(answer["participation"].get("rural").is_none());
    let gap = answer["gaps"].as_array().unwrap().iter().find(|gap| gap["variable"] == "disability").unwrap();
    assert_eq!(
        (&gap["kind"], &gap["fields"]),
        (&json!("narrower"), &json!(["social.travailleur_handicape"]))
    );
    ask("fse_indicators", &json!({ "programme": "FSE+", "participation": answer["participation"] }));
}

#[test]
fn a_nir_in_place_of_a_pseudonym_does_not_come_back() {
    const NIR: &str = "255081416802538";
    let mut record = woman();
    (record["participant_id"], record["exit_date"]) = (json!(NIR), json!("2024-03-29"));
    let report = ask("fse_report_records", &json!({ "programme": "FSE+", "participations": [record] }));
    assert_eq!(report["due"][0]["participant_id"], "(NIR ?)");
    let compared = ask(
        "fse_compare",
        &json!({ "programme": "FSE+", "before": { "participations": [record] }, "after": { "participations": [] } }),
    );
    assert_eq!(compared["changes"][0]["participant_id"], "(NIR ?)");
    assert!(!format!("{report}{compared}").contains(NIR));
    let refused = fails(
        "fse_participation",
        &json!({ "participant_id": NIR, "operation_id": "o", "entry_date": "2023-10-02", "dossier": {} }),
    );
    assert_eq!(refused, ("invalid_argument".to_owned(), Some("participant_id".to_owned())));
}
