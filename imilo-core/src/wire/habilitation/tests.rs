//! Matrix, changes, reverse questions: what the services add to the core. The answers are those of the text.

use serde_json::{Value, json};

use crate::wire::{Failure, call};

fn ask(service: &str, request: &Value) -> Value {
    serde_json::from_str(&call(service, &request.to_string()).unwrap()).unwrap()
}

fn refused(service: &str, request: &Value) -> (String, Option<String>) {
    let Failure { code, field, .. } = call(service, &request.to_string()).unwrap_err();
    (code, field)
}

fn named<'a>(lines: &'a Value, name: &str) -> &'a Value {
    lines.as_array().unwrap().iter().find(|line| line["row"]["name"] == name).unwrap()
}

/// Art. 4 I 8° of 2015 gives the ASP what the payment needs, and no title to the NIR.
#[test]
fn the_matrix_of_a_day_in_each_format() {
    let day = json!({ "date": "2017-06-15" });
    let answer = ask("access_matrix", &day);
    assert_eq!((&answer["rule_set"], &answer["text"]), (&json!("V2015"), &Value::Null));
    assert!(answer["lists"].as_array().unwrap().iter().all(|list| list["in_full"] == true));
    let agent = named(&answer["lines"], "3 I");
    assert_eq!((&agent["cells"]["nir"], &agent["cells"]["bank_data"]), (&json!("yes"), &json!("no")));
    assert_eq!(agent["row"]["citation"]["code"], "D2015-59:3:I");
    let lines = answer["lines"].as_array().unwrap().len();
    for (format, begins, ends) in [
        ("csv", "acteur,", "\r\n"),
        ("markdown", "# Qui peut voir et faire quoi le 2017-06-15 (V2015)", "\n"),
        ("html", "<!DOCTYPE html>\n<html lang=\"fr\">", "</html>\n"),
    ] {
        let answer = ask("access_matrix", &json!({ "date": "2017-06-15", "format": format }));
        let text = answer["text"].as_str().unwrap();
        assert!(text.starts_with(begins) && text.ends_with(ends), "{format}");
        assert_eq!(text.matches("D2015-59:").count(), lines, "{format}: a provision a line");
        assert_eq!(answer["lines"], Value::Null);
        let dated = text.matches(",2017-06-15,V2015\r\n").count();
        assert_eq!(dated, if format == "csv" { lines } else { 0 }, "{format}");
        let english = json!({ "date": "2017-06-15", "format": format, "language": "en" });
        let english = ask("access_matrix", &english);
        assert!(english["text"].as_str().unwrap().contains("operations"));
    }
    let wrong = json!({ "date": "2017-06-15", "format": "pdf" });
    assert_eq!(refused("access_matrix", &wrong), ("json_field".to_owned(), Some("format".to_owned())));
    let early = json!({ "date": "2015-01-28" });
    assert_eq!(refused("access_matrix", &early).1.as_deref(), Some("date"));
}

#[test]
fn a_row_that_is_added_stands_in_the_tables_as_added() {
    let row = json!({ "name": "CPAM, annexe", "actor": "cnam_cpam", "purposes": ["c2s"], "operations": ["transmit"],
        "fields": ["1°"], "conditions": ["cej_beneficiary"], "from": "2026-07-01",
        "citation": { "code": "A2026-01-15:annexe", "evidence": "secondary" } });
    let added = json!({ "rows": [row] });
    let matrix = ask("access_matrix", &json!({ "date": "2026-07-01", "added": added }));
    let line = named(&matrix["lines"], "CPAM, annexe");
    assert_eq!((&line["row"]["added"], &line["cells"]["identity"]), (&json!(true), &json!("yes")));
    let changes = ask("access_changes", &json!({ "from": "2026-06-30", "to": "2026-07-01", "added": added }));
    let new: Vec<_> =
        changes["lines"].as_array().unwrap().iter().map(|line| &line["after"]["row"]["name"]).collect();
    assert!(new.contains(&&json!("CPAM, annexe")) && new.contains(&&json!("C2S")), "{new:?}");
    let who = ask(
        "who_can",
        &json!({ "date": "2026-07-01", "field": "1°", "operation": "transmit", "added": added }),
    );
    let rows = who["fields"][0]["rows"].as_array().unwrap();
    assert!(rows.iter().any(|row| row["row"]["name"] == "CPAM, annexe" && row["answer"] == "granted"));
}

/// On 1 July 2026 the C2S becomes a purpose: nothing else changes, and nothing is granted by it, for its data were not
/// read.
#[test]
fn what_changes_on_a_day() {
    let days = json!({ "from": "2026-06-30", "to": "2026-07-01" });
    let changes = ask("access_changes", &days);
    assert_eq!((&changes["rule_set_from"], &changes["rule_set_to"]), (&json!("V2026"), &json!("V2026-07")));
    let decisions = changes["decisions"].as_array().unwrap();
    assert!(!decisions.is_empty());
    assert!(decisions.iter().all(|it| it["purposes"] == json!(["c2s"]) && it["lost"] == json!([])));
    assert!(decisions.iter().any(|it| it["actor"] == "cnam_cpam" && it["gained"] == json!([])));
    let text =
        ask("access_changes", &json!({ "from": "2026-06-30", "to": "2026-07-01", "format": "markdown" }));
    assert_eq!(text["text"].as_str().unwrap().matches("| nouvelle |").count(), 3);
    let back = json!({ "from": "2026-07-01", "to": "2026-06-30" });
    assert_eq!(refused("access_changes", &back), ("period_reversed".to_owned(), Some("to".to_owned())));
    let same = ask("access_changes", &json!({ "from": "2018-01-01", "to": "2018-01-02" }));
    assert_eq!((&same["lines"], &same["decisions"]), (&json!([]), &json!([])));
}

/// Grouped or not, the same decisions: the groups hold as many as the core finds.
#[test]
fn no_decision_is_lost_in_the_groups() {
    use crate::habilitation::{AccessRules, Actor, Options, Tables};
    let tables = Tables::built_in();
    let on = |day: &str| AccessRules::on(day.parse().unwrap(), &tables, Options::default()).unwrap();
    let found = on("2022-01-30").changes_to(&on("2022-01-31"));
    let told = |filter: Value| {
        let mut request = json!({ "from": "2022-01-30", "to": "2022-01-31" });
        for (key, value) in filter.as_object().unwrap() {
            request[key] = value.clone();
        }
        let answer = ask("access_changes", &request);
        let count = |it: &Value| {
            it["purposes"].as_array().unwrap().len() * it["links"].as_array().unwrap().len().max(1)
        };
        answer["decisions"].as_array().unwrap().iter().map(count).sum::<usize>()
    };
    assert_eq!(told(json!({})), found.len());
    let dgefp = found.iter().filter(|change| change.actor == Actor::Dgefp).count();
    assert!(dgefp > 0 && dgefp < found.len());
    assert_eq!(told(json!({ "actor": "dgefp" })), dgefp);
}

/// Art. 3 I of 2015: agents; 4 I 8°: the ASP, if an allowance is to be paid.
#[test]
fn who_may_use_a_datum() {
    let answer = ask("who_can", &json!({ "date": "2017-06-15", "field": "I.A.1" }));
    let fields = answer["fields"].as_array().unwrap();
    assert!(fields.iter().any(|it| it["field"] == "identite.prenoms") && fields.len() > 1);
    assert_eq!(answer["unread"], json!([]));
    let rows = &fields[0]["rows"];
    assert_eq!(named(rows, "3 I")["row"]["operations"], json!(["consult", "create", "update", "delete"]));
    let transmit =
        ask("who_can", &json!({ "date": "2017-06-15", "field": "I.A.1", "operation": "transmit" }));
    let rows = transmit["fields"][0]["rows"].as_array().unwrap();
    assert!(!rows.is_empty() && rows.iter().all(|row| row["row"]["operations"] == json!(["transmit"])));
    assert!(rows.iter().any(|row| row["row"]["actor"] == "asp"
        && row["row"]["conditions"].as_array().unwrap().contains(&json!("allowance_due"))));
    // From 2025 the list of recipients was not read.
    let later = ask(
        "who_can",
        &json!({ "date": "2026-08-01", "field": "identite.prenoms", "operation": "transmit" }),
    );
    assert_eq!(later["unread"], json!(["transmit"]));
    let unknown = json!({ "date": "2017-06-15", "field": "I.Z.1" });
    assert_eq!(refused("who_can", &unknown), ("json_field".to_owned(), Some("field".to_owned())));
}

#[test]
fn what_is_missing_for_a_grant() {
    let request = |fields: &[&str], actor: &str| {
        json!({ "date": "2017-06-15", "operation": "transmit", "purpose": "benefit_payment",
            "actor": { "class": actor, "designated": true, "habilitated_until": "2035-12-31" },
            "target": { "owning_mission_locale": "ML-A", "fields": fields },
            "facts": { "necessary_fields": ["I.A.1"] } })
    };
    let answer = ask("counterfactual", &request(&["identite.prenoms", "free_text"], "asp"));
    assert_eq!(answer["outcome"], "not_conforming");
    let of = |field: &str| {
        let data = answer["data"].as_array().unwrap();
        data.iter().find(|it| it["fields"].as_array().unwrap().contains(&json!(field))).unwrap()
    };
    let names = of("identite.prenoms");
    assert_eq!((&names["answer"], &names["causes"]), (&json!("missing"), &json!([])));
    assert_eq!(names["ways"][0]["missing"][0]["code"], "allowance_due");
    assert_eq!(names["ways"][0]["row"]["citation"]["code"], "D2015-59:4:I:8°");
    // No fact opens free text to a recipient, and none opens anything to the police.
    assert_eq!(of("ajouts.commentaires")["answer"], "never");
    let police = ask("counterfactual", &request(&["I.A.1"], "police"));
    assert_eq!(police["data"].as_array().unwrap().len(), 1);
    assert_eq!(police["data"][0]["causes"][0]["code"], "habilitation_no_row");
}
