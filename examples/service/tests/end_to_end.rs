//! What each may have, and what the journal says of it. The law of 14 March 2018 is that of 2015, which was read in full.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod common;

use common::{DAY, NIR, NOON, THIRTEEN, ask, ask_text, dossier, events, places, question, record, with_42};
use imilo_service::clock::Clock;
use imilo_service::http::LONGEST_BODY;
use serde_json::{Value, json};

#[tokio::test]
async fn each_gets_what_the_law_grants_and_the_journal_tells_it() {
    for place in places().await {
        let service = with_42(&place).await;
        let asked = async |who: &str, operation: &str, purpose: &str, fields: &[&str], clear: bool| {
            let mut question = question("42", operation, purpose, fields);
            question["clear_nir"] = json!(clear);
            ask(&service, who, "POST", "/disclosures", &question).await
        };
        // The agent of the mission locale, for the accompaniment: art. 3 I.
        let (status, answer) = asked("agent-7", "consult", "accompaniment", &["I.A.1"], true).await;
        assert_eq!((status, &answer["outcome"]), (200, &json!("conforming")));
        assert_eq!(answer["dossier"]["identite"], json!({ "prenoms": "Ada", "nom_naissance": "Exemple" }));
        assert_eq!(answer["decision"]["founded_by"], json!(["D2015-59:3:I"]));
        // The NIR, asked for by name twice; the seal holds its thirteen characters.
        let (_, answer) = asked("agent-7", "consult", "accompaniment", &["NIR"], false).await;
        assert!(answer["decision"]["fields"]["NIR"] == "granted" && !answer.to_string().contains(THIRTEEN));
        let (_, answer) = asked("agent-7", "consult", "accompaniment", &["NIR"], true).await;
        assert_eq!(answer["dossier"]["identite"], json!({ "nir": THIRTEEN }));
        // The ASP, for the payment of an allowance that is due: what is needed, and nothing more.
        let (_, answer) = asked("asp", "transmit", "benefit_payment", &["I.A.1", "I.A.3"], true).await;
        let fields = &answer["decision"]["fields"];
        assert_eq!((&fields["I.A.1"], &fields["I.A.3"]), (&json!("granted"), &json!("refused")), "{answer}");
        assert_eq!(answer["dossier"]["identite"], json!({ "prenoms": "Ada", "nom_naissance": "Exemple" }));
        // Each mission locale has its own dossiers only; the police is no recipient.
        for who in ["agent-of-another", "police"] {
            let (status, answer) = asked(who, "consult", "accompaniment", &["I.A.1", "NIR"], true).await;
            assert_eq!((status, &answer["outcome"]), (200, &json!("not_conforming")));
            assert_eq!(answer["dossier"], Value::Null);
            let cited = &answer["decision"]["findings"][0]["citation"]["code"];
            assert!(cited.as_str().unwrap().starts_with("D2015-59:"), "{answer}");
        }
        // One recording, six answers, and the look for a dossier that is not there.
        assert_eq!(events(&service).await, 7);
        let (status, answer) = ask(
            &service,
            "agent-7",
            "POST",
            "/disclosures",
            &question("43", "consult", "accompaniment", &["I.A.1"]),
        )
        .await;
        assert_eq!((status, &answer["code"]), (404, &json!("dossier_not_found")));
        assert_eq!(events(&service).await, 8);
    }
}

#[tokio::test]
async fn a_record_of_another_mission_locale_is_refused_by_its_rule_and_journalled() {
    for place in places().await {
        let service = with_42(&place).await;
        for (id, who) in [("42", "agent-of-another"), ("7", "agent-of-another"), ("7", "asp")] {
            let path = format!("/dossiers/{id}");
            let (status, answer) = ask(&service, who, "PUT", &path, &dossier("2000-05-01")).await;
            assert_eq!((status, &answer["recorded"]), (403, &json!(false)));
            assert_eq!(answer["decision"]["outcome"], "not_conforming");
        }
        assert_eq!((place.count("dossiers").await, events(&service).await), (1, 4));
    }
}

#[tokio::test]
async fn a_nir_stays_until_it_is_said_that_there_is_none() {
    for place in places().await {
        let service = with_42(&place).await;
        let mut clear = question("42", "consult", "accompaniment", &["NIR"]);
        clear["clear_nir"] = json!(true);
        for (nir, left) in [(None, json!({ "nir": THIRTEEN })), (Some(Value::Null), json!({}))] {
            let mut body = dossier("2000-05-01");
            let identite = body["dossier"]["identite"].as_object_mut().unwrap();
            identite.remove("nir");
            identite.extend(nir.map(|nir| ("nir".to_owned(), nir)));
            assert_eq!(record(&service, "42", &body).await.0, 200);
            let (_, answer) = ask(&service, "agent-7", "POST", "/disclosures", &clear).await;
            assert_eq!(answer["dossier"]["identite"], left);
        }
    }
}

#[tokio::test]
async fn what_cannot_be_recorded_says_why_without_a_value_and_leaves_nothing() {
    for place in places().await {
        let service = place.service(&Clock::at(NOON)).await;
        let with = |pointer: &str, value: Value| {
            let mut body = dossier("2000-05-01");
            *body.pointer_mut(pointer).unwrap() = value;
            body.to_string()
        };
        let and = |key: &str, value: Value| {
            let mut body = dossier("2000-05-01");
            body[key] = value;
            body.to_string()
        };
        let good = dossier("2000-05-01").to_string();
        let anonymised = json!({ "anonymised_on": "2017-01-01" });
        let long = "x".repeat(LONGEST_BODY + 1);
        let cases = [
            ("nobody", "1", good.clone(), 401, "unauthenticated", ""),
            ("agent-7", "01", good.clone(), 422, "dossier_id", "dossier"),
            ("agent-7", NIR, good.clone(), 422, "dossier_id", "dossier"),
            ("agent-7", "1", long, 413, "body_too_large", ""),
            ("agent-7", "1", "{".to_owned(), 422, "json_syntax", ""),
            ("agent-7", "1", and("nri", json!(NIR)), 422, "unknown_field", "nri"),
            (
                "agent-7",
                "1",
                with("/dossier/identite/nir", json!("255081416802539")),
                422,
                "nir_refused",
                "dossier.identite.nir",
            ),
            (
                "agent-7",
                "1",
                with("/dossier/identite/prenoms", json!(format!("Ada {NIR}"))),
                422,
                "text_holds_nir",
                "dossier.identite.prenoms",
            ),
            (
                "agent-7",
                "1",
                with("/dossier/personnel/mission_locale", json!({})),
                422,
                "structure_missing",
                "dossier.personnel.mission_locale.code",
            ),
            (
                "agent-7",
                "1",
                with("/dossier/conservation", anonymised),
                422,
                "anonymised_record",
                "dossier.conservation.anonymised_on",
            ),
            (
                "agent-7",
                "1",
                and("cofinanced", json!(["I.A.1", "I.A.99"])),
                422,
                "json_field",
                "cofinanced[1]",
            ),
            // What is attested of a requester is not recorded with a dossier.
            (
                "agent-7",
                "1",
                and("facts", json!({ "control_in_progress": true })),
                422,
                "json_field",
                "facts.{0}",
            ),
            ("agent-7", "1", and("facts", json!({ "allowance_due": NIR })), 422, "json_field", "facts.{0}"),
            // Born in 1990: the dossier is closed since 2016 (art. 6 I of 2015: the 26th birthday).
            (
                "agent-7",
                "1",
                with("/dossier/identite/date_naissance", json!("1990-01-01")),
                409,
                "dossier_closed",
                "",
            ),
            (
                "agent-7",
                "1",
                with("/dossier/identite/date_naissance", json!("2019-01-01")),
                422,
                "birth_after_date",
                "birth_date",
            ),
        ];
        for (who, id, body, status, code, field) in cases {
            let (found, text) = ask_text(&service, who, "PUT", &format!("/dossiers/{id}"), &body).await;
            let answer: Value = serde_json::from_str(&text).unwrap();
            let told =
                (found, answer["code"].as_str().unwrap(), answer["field"].as_str().unwrap_or_default());
            assert_eq!(told, (status, code, field));
            assert!(!text.contains(THIRTEEN) && !answer["message_fr"].as_str().unwrap().is_empty());
        }
        assert_eq!((place.count("dossiers").await, events(&service).await), (0, 0));
    }
}

#[tokio::test]
async fn what_cannot_be_asked_says_why() {
    for place in places().await {
        let service = with_42(&place).await;
        let good = question("42", "consult", "accompaniment", &["I.A.1"]);
        let with = |key: &str, value: Value| {
            let mut question = good.clone();
            question[key] = value;
            question
        };
        for (body, code, field) in [
            (with("purpose", json!(NIR)), "json_field", "purpose"),
            (with("fields", json!(["I.A.1", NIR])), "json_field", "target.fields[1]"),
            // Who asks does not say who he is, nor what is attested of him.
            (with("actor", json!({ "class": "dgefp" })), "unknown_field", "actor"),
            (with("facts", json!({ "necessary_fields": ["I.A.1"] })), "unknown_field", "facts"),
            (with("operation", json!("delete")), "json_field", "operation"),
            (with("dossier", json!(NIR)), "dossier_id", "dossier"),
        ] {
            let (status, text) =
                ask_text(&service, "agent-7", "POST", "/disclosures", &body.to_string()).await;
            let answer: Value = serde_json::from_str(&text).unwrap();
            let told = (answer["code"].as_str().unwrap(), answer["field"].as_str().unwrap_or_default());
            assert_eq!((status, told), (422, (code, field)));
            assert!(!text.contains(THIRTEEN));
        }
        for (method, path, status) in
            [("GET", "/", 404), ("DELETE", "/dossiers/42", 404), ("GET", "/health", 200)]
        {
            assert_eq!(ask_text(&service, "agent-7", method, path, "").await.0, status);
        }
    }
}

#[tokio::test]
async fn a_dossier_that_is_closed_or_may_be_answers_nobody_before_the_daily_work_has_come_to_it() {
    for place in places().await {
        let clock = Clock::at(NOON);
        let service = place.service(&clock).await;
        // The 26th birthday is tomorrow: the last open day.
        assert_eq!(record(&service, "1", &dossier("1992-03-15")).await.0, 200);
        // Without a date of birth nobody can tell.
        let mut unknown = dossier("2000-05-01");
        unknown["dossier"]["identite"].as_object_mut().unwrap().remove("date_naissance");
        assert_eq!(record(&service, "2", &unknown).await.0, 200);
        let ask_for = async |id: &str| {
            let question = question(id, "consult", "accompaniment", &["I.A.1"]);
            ask(&service, "agent-7", "POST", "/disclosures", &question).await.1
        };
        assert_eq!(ask_for("1").await["outcome"], "conforming");
        clock.set(NOON + DAY);
        let closed = ask_for("1").await;
        assert_eq!((&closed["outcome"], &closed["dossier"]), (&json!("not_conforming"), &Value::Null));
        let unknown = ask_for("2").await;
        assert_eq!(unknown["retention_undetermined"], true);
        assert_eq!((&unknown["outcome"], &unknown["dossier"]), (&json!("undetermined"), &Value::Null));
        assert_eq!(events(&service).await, 5);
    }
}

/// Annexe of 2015, I.B.2: the legal representatives « si mineur ». The eighteenth birthday is the fourteenth of March.
#[tokio::test]
async fn the_legal_representatives_are_recorded_of_minors_alone() {
    for place in places().await {
        let service = place.service(&Clock::at(NOON)).await;
        for (id, birth, status) in [("1", "2000-03-15", 200), ("2", "2000-03-14", 403)] {
            let mut body = dossier(birth);
            body["dossier"]["famille"] = json!({ "representants_legaux": [{ "nom": "Autrui" }] });
            assert_eq!(record(&service, id, &body).await.0, status, "{birth}");
        }
    }
}
