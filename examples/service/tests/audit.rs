//! The journal as an auditor has it: exported, verified, changed behind its back.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod common;

use common::{DAY, NOON, THIRTEEN, ask, ask_text, events, places, question, with_42};
use imilo_core::journal::{Tables, Verifier, verify_export};
use imilo_service::clock::Clock;
use serde_json::{Value, json};

#[tokio::test]
async fn the_journal_is_exported_to_who_may_and_verified_from_its_bytes_alone() {
    for place in places().await {
        let clock = Clock::at(NOON);
        with_42(&place).await;
        let service = place.service(&clock).await;
        clock.set(NOON + DAY);
        service.daily("2018-03-15".parse().unwrap()).await.unwrap();
        assert_eq!(ask(&service, "agent-7", "GET", "/journal/export", &Value::Null).await.0, 403);
        for path in ["/journal/export", "/journal/export/2018-03-14/1"] {
            let (status, lines) = ask_text(&service, "dpo", "GET", path, "").await;
            assert_eq!(status, 200);
            let keys: Vec<&dyn Verifier> = service.keys.attesting.iter().map(|key| key as _).collect();
            let found = verify_export(lines.as_bytes(), &keys, &Tables::built_in());
            assert_eq!((found.flaws.len(), found.events, found.attested), (0, 1, true));
            assert!(!lines.contains("Ada") && !lines.contains(THIRTEEN));
        }
        let (status, answer) =
            ask(&service, "dpo", "GET", "/journal/export/2018-03-15/1", &Value::Null).await;
        assert_eq!((status, &answer["code"]), (422, &json!("journal_segment")));
        // Each export is an event of the day that is still open.
        assert_eq!(events(&service).await, 1 + 3);
    }
}

#[tokio::test]
async fn a_journal_that_was_changed_in_the_database_is_found_out() {
    for place in places().await {
        let clock = Clock::at(NOON);
        let service = with_42(&place).await;
        for _ in 0..3 {
            let question = question("42", "consult", "accompaniment", &["I.A.1"]);
            ask(&service, "agent-7", "POST", "/disclosures", &question).await;
        }
        clock.set(NOON + DAY);
        let service = place.service(&clock).await;
        service.daily("2018-03-15".parse().unwrap()).await.unwrap();
        let mut db = place.raw().await;
        let rows: Vec<(String, i64, Vec<u8>)> =
            sqlx::query_as("SELECT log, start, bytes FROM journal ORDER BY log, start")
                .fetch_all(&mut db)
                .await
                .unwrap();
        assert!(rows.len() > 5 && service.verify().await.unwrap().flaws.is_empty());
        for (log, start, bytes) in rows {
            let mut changed = bytes.clone();
            let middle = changed.len() / 2;
            changed[middle] ^= 1;
            for other in [Some(changed), None] {
                let delete = "DELETE FROM journal WHERE log = $1 AND start = $2";
                sqlx::query(delete).bind(log.clone()).bind(start).execute(&mut db).await.unwrap();
                let insert = "INSERT INTO journal (log, start, bytes) VALUES ($1, $2, $3)";
                if let Some(other) = other {
                    sqlx::query(insert)
                        .bind(log.clone())
                        .bind(start)
                        .bind(other)
                        .execute(&mut db)
                        .await
                        .unwrap();
                }
                // The whole chain gone leaves no checkpoint: nothing attests it.
                let found = service.verify().await.unwrap();
                assert!(!found.flaws.is_empty() || !found.attested, "{log} {start}");
                sqlx::query(delete).bind(log.clone()).bind(start).execute(&mut db).await.unwrap();
                sqlx::query(insert)
                    .bind(log.clone())
                    .bind(start)
                    .bind(bytes.clone())
                    .execute(&mut db)
                    .await
                    .unwrap();
            }
        }
        assert!(service.verify().await.unwrap().flaws.is_empty());
    }
}
