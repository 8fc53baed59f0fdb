//! A NIR that was planted everywhere is nowhere: not in the database, not in the logs, not in the answers of who may not
//! have it. What was deleted is gone from the files.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod common;

use std::io::Write;
use std::path::Path;
use std::sync::{Arc, Mutex};

use common::{DAY, NIR, NOON, THIRTEEN, ask_text, dossier, places, question};
use imilo_service::clock::Clock;
use serde_json::json;
use sqlx::Row;

#[derive(Clone, Default)]
struct Kept(Arc<Mutex<Vec<u8>>>);

impl Write for Kept {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().write(bytes)
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

fn files_hold(folder: &Path, text: &str) -> bool {
    std::fs::read_dir(folder).unwrap().any(|file| holds(&std::fs::read(file.unwrap().path()).unwrap(), text))
}

#[tokio::test]
async fn a_planted_nir_is_nowhere() {
    let logs = Kept::default();
    let writer = logs.clone();
    // Everything that any library says, down to the least.
    tracing_subscriber::fmt()
        .with_max_level(tracing::level_filters::LevelFilter::TRACE)
        .with_ansi(false)
        .with_writer(move || writer.clone())
        .init();
    for place in places().await {
        let clock = Clock::at(NOON);
        let service = place.service(&clock).await;
        let mut good = dossier("1992-06-10");
        good["dossier"]["identite"]["nom_usage"] = json!("Rarissime-Exemple");
        let mut bad = good.clone();
        bad["dossier"]["identite"]["prenoms"] = json!(format!("n° {NIR}"));
        let consult = question("42", "consult", "accompaniment", &["I.A.1", "NIR"]);
        let mut clear = consult.clone();
        clear["clear_nir"] = json!(true);
        let mut wrong = consult.clone();
        wrong["purpose"] = json!(NIR);
        let (good, bad, consult, clear, wrong) =
            (good.to_string(), bad.to_string(), consult.to_string(), clear.to_string(), wrong.to_string());
        let spaced = "2 55 08 14 168 025 38".to_owned();
        let asked = [
            ("agent-7", "PUT", "/dossiers/42".to_owned(), good.as_str(), 200),
            ("agent-7", "PUT", "/dossiers/42".to_owned(), bad.as_str(), 422),
            ("agent-of-another", "PUT", "/dossiers/42".to_owned(), good.as_str(), 403),
            ("agent-7", "PUT", format!("/dossiers/{NIR}"), good.as_str(), 422),
            ("agent-7", "GET", format!("/{NIR}?nir={NIR}"), "", 404),
            (NIR, "PUT", "/dossiers/42".to_owned(), good.as_str(), 401),
            (spaced.as_str(), "GET", "/journal/export".to_owned(), "", 401),
            ("agent-7", "POST", "/disclosures".to_owned(), consult.as_str(), 200),
            ("agent-7", "POST", "/disclosures".to_owned(), wrong.as_str(), 422),
            ("agent-7", "POST", "/disclosures".to_owned(), NIR, 422),
            ("police", "POST", "/disclosures".to_owned(), clear.as_str(), 200),
            ("asp", "POST", "/disclosures".to_owned(), clear.as_str(), 200),
            ("agent-of-another", "POST", "/disclosures".to_owned(), clear.as_str(), 200),
            ("dpo", "GET", "/journal/export".to_owned(), "", 200),
        ];
        for (who, method, path, body, status) in asked {
            let (found, answer) = ask_text(&service, who, method, &path, body).await;
            assert_eq!(found, status, "{method}");
            assert!(!answer.contains(THIRTEEN), "{method} {status}");
        }
        // Who may, and asks for it, has it.
        assert!(ask_text(&service, "agent-7", "POST", "/disclosures", &clear).await.1.contains(THIRTEEN));

        let mut db = place.raw().await;
        for sql in ["SELECT dossier AS held FROM dossiers", "SELECT facts AS held FROM dossiers"] {
            for row in sqlx::query(sql).fetch_all(&mut db).await.unwrap() {
                assert!(!row.get::<String, _>("held").contains(THIRTEEN));
            }
        }
        for sql in ["SELECT nir AS held FROM dossiers", "SELECT bytes AS held FROM journal"] {
            for row in sqlx::query(sql).fetch_all(&mut db).await.unwrap() {
                assert!(!holds(&row.get::<Vec<u8>, _>("held"), THIRTEEN));
            }
        }
        drop(db);
        assert!(!files_hold(place.folder.path(), THIRTEEN));
        if place.database.starts_with("sqlite:") {
            assert!(files_hold(place.folder.path(), "Rarissime"), "the test would see it");
            clock.set(NOON + 88 * DAY);
            let service = place.service(&clock).await;
            assert_eq!(service.daily("2018-06-10".parse().unwrap()).await.unwrap().deleted, 1);
            assert!(!files_hold(place.folder.path(), "Rarissime"));
        }
    }
    let logs = logs.0.lock().unwrap();
    assert!(logs.len() > 1000 && holds(&logs, "unauthenticated") && holds(&logs, "INSERT INTO"));
    for value in [THIRTEEN, "Rarissime", "Ada", "255081416802"] {
        assert!(!holds(&logs, value), "a value is in the logs");
    }
}
