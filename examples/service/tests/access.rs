//! What a young person who asks is told: everything that is held, and when it was seen; to nobody else.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod common;

use common::{NIR, THIRTEEN, ask, ask_text, dossier, events, places, question, record};
use imilo_service::clock::Clock;
use serde_json::{Value, json};

/// 2018-06-01, noon in Paris: art. 7 of 2015, which was read, and the RGPD.
const NOON: i64 = 1_527_847_200_000;

fn asked(verified: bool, clear: bool) -> Value {
    json!({ "dossier": "42", "identity_verified": verified, "own_data": true, "clear_nir": clear })
}

#[tokio::test]
async fn everything_that_is_held_is_told_to_the_person_alone() {
    for place in places().await {
        let service = place.service(&Clock::at(NOON)).await;
        let mut body = dossier("2001-05-01");
        body["dossier"]["famille"] =
            json!({ "situation_matrimoniale": "Pacsée", "representants_legaux": [{ "nom": "Autrui" }] });
        let (status, told) = record(&service, "42", &body).await;
        assert_eq!(status, 200, "{told}");
        let consult = question("42", "consult", "accompaniment", &["I.A.1"]);
        assert_eq!(ask(&service, "agent-7", "POST", "/disclosures", &consult).await.0, 200);

        let (status, text) =
            ask_text(&service, "dpo", "POST", "/access", &asked(true, false).to_string()).await;
        let answer: Value = serde_json::from_str(&text).unwrap();
        assert_eq!((status, &answer["outcome"]), (200, &json!("conforming")), "{text}");
        for held in ["Ada", "Exemple", "Pacsée"] {
            assert!(text.contains(held), "{held}");
        }
        // Neither another person's name, nor the agents', nor the NIR that was not asked for.
        for other in ["Autrui", "agent-7", THIRTEEN] {
            assert!(!text.contains(other), "{other}");
        }
        let seen = answer["access"]["consultations"].as_array().unwrap();
        let line = seen.iter().find(|line| line["operation"] == "consulter");
        let line = line.unwrap();
        assert_eq!(
            (&line["day"], &line["purpose"]),
            (&json!("2018-06-01"), &json!("accompagnement du jeune"))
        );
        assert_eq!(answer["beside"], json!({ "nir_held": true, "cofinanced": [], "facts": {} }));

        let (_, text) = ask_text(&service, "dpo", "POST", "/access", &asked(true, true).to_string()).await;
        assert!(text.contains(THIRTEEN) || text.contains("2 55 08 14 168 025"), "{text}");
        let (status, page) =
            ask_text(&service, "dpo", "POST", "/access/page", &asked(true, false).to_string()).await;
        assert_eq!(status, 200);
        assert!(
            page.contains("<html") && page.contains("Ada") && !page.contains(THIRTEEN) && !page.contains(NIR)
        );
        // Recording, consultation, three answers.
        assert_eq!(events(&service).await, 5);
    }
}

#[tokio::test]
async fn nobody_else_is_answered() {
    for place in places().await {
        let service = place.service(&Clock::at(NOON)).await;
        assert_eq!(record(&service, "42", &dossier("2001-05-01")).await.0, 200);
        for (who, code) in
            [("agent-7", "not_permitted"), ("dpo-of-another", "not_permitted"), ("nobody", "unauthenticated")]
        {
            assert_eq!(ask(&service, who, "POST", "/access", &asked(true, true)).await.1["code"], code);
        }
        let mut other = asked(true, true);
        other["dossier"] = json!("43");
        assert_eq!(ask(&service, "dpo", "POST", "/access", &other).await.1["code"], "dossier_not_found");
        // Who she is was not verified: refused by the rule, and journalled.
        let before = events(&service).await;
        let (status, answer) = ask(&service, "dpo", "POST", "/access", &asked(false, true)).await;
        assert_eq!((status, &answer["access"]), (200, &Value::Null));
        assert_ne!(answer["outcome"], "conforming");
        assert!(!answer["findings"].as_array().unwrap().is_empty() && !answer.to_string().contains(THIRTEEN));
        assert_eq!(events(&service).await, before + 1);
    }
}
