//! What a day moves and deletes, beside what others worked out from the law.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod common;

use std::collections::BTreeMap;
use std::path::PathBuf;

use common::{DAY, NOON, Place, THIRTEEN, ask, dossier, places, question, record};
use imilo_core::calendar::Date;
use imilo_core::journal::SegmentState;
use imilo_service::clock::Clock;
use imilo_service::service::Service;
use serde_json::{Value, json};

fn noon(day: &str) -> i64 {
    let day: Date = day.parse().unwrap();
    i64::from(day.unix_days()) * DAY + DAY / 2 - 3_600_000
}

async fn daily(place: &Place, day: &str) -> (Service, imilo_service::daily::Daily) {
    let service = place.service(&Clock::at(noon(day))).await;
    let done = service.daily(day.parse().unwrap()).await.unwrap();
    assert_eq!(service.verify().await.unwrap().flaws, []);
    (service, done)
}

async fn ids(place: &Place, table: &'static str) -> Vec<String> {
    let sql = if table == "dossiers" {
        "SELECT id FROM dossiers ORDER BY id"
    } else {
        "SELECT id FROM fse_archive ORDER BY id"
    };
    sqlx::query_scalar(sql).fetch_all(&mut place.raw().await).await.unwrap()
}

async fn empty(place: &Place) {
    for table in ["DELETE FROM dossiers", "DELETE FROM fse_archive", "DELETE FROM journal"] {
        sqlx::query(table).execute(&mut place.raw().await).await.unwrap();
    }
}

/// Every case of retention of the repository whose state was worked out from the law, by its day.
fn cases() -> BTreeMap<String, Vec<(Value, String)>> {
    let folder = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../tests/vectors"));
    let mut files = vec![folder.join("given/conservation-cases.json")];
    files.extend(std::fs::read_dir(&folder).unwrap().map(|file| file.unwrap().path()).filter(|path| {
        let name = path.file_name().unwrap().to_str().unwrap();
        name.starts_with("conservation-") && name.ends_with(".json")
    }));
    let mut cases: BTreeMap<String, Vec<_>> = BTreeMap::new();
    for file in files {
        let read: Value = serde_json::from_str(&std::fs::read_to_string(file).unwrap()).unwrap();
        for case in read["cases"].as_array().unwrap() {
            let Some(state) = case["expected"]["state"].as_str() else { continue };
            // A case of another reading is not how the service reads.
            if case["kind"] == "dossier" && case["options"].is_null() && case["accept"].is_null() {
                let day = case["date"].as_str().unwrap().to_owned();
                cases.entry(day).or_default().push((case["facts"].clone(), state.to_owned()));
            }
        }
    }
    cases
}

/// A dossier that holds these facts of retention: in a file of cases, what is absent is none, and `null` is not known.
fn with(facts: &Value) -> String {
    let mut facts = facts.as_object().unwrap().clone();
    let birth = facts.remove("birth_date").unwrap_or(Value::Null);
    for list in ["programmes", "cej_contracts", "rqth_periods"] {
        facts.entry(list).or_insert_with(|| json!([]));
    }
    let fse = facts.entry("fse").or_insert_with(|| json!({ "cofinanced": false }));
    if let Some(keys) = fse.as_object_mut().filter(|keys| keys.get("cofinanced") == Some(&json!(true))) {
        keys.entry("interruptions").or_insert_with(|| json!([]));
        // Told for the reader, and without effect.
        keys.retain(|key, _| !["first_record_original", "last_technical_record"].contains(&key.as_str()));
    }
    json!({ "identite": { "prenoms": "Ada", "date_naissance": birth }, "conservation": facts }).to_string()
}

#[tokio::test]
async fn a_day_does_what_every_case_worked_out_from_the_law_says() {
    let cases = cases();
    assert!(cases.values().map(Vec::len).sum::<usize>() > 250);
    for place in places().await {
        place.service(&Clock::at(NOON)).await.store.close().await;
        for (day, cases) in &cases {
            empty(&place).await;
            let mut wanted = [Vec::new(), Vec::new()];
            let mut db = place.raw().await;
            for (at, (facts, state)) in cases.iter().enumerate() {
                let id = (1000 + at).to_string();
                let sql = "INSERT INTO dossiers (id, structure, dossier, cofinanced, facts) VALUES ($1, '75056S01', $2, '[\"I.A.1\"]', '{}')";
                sqlx::query(sql).bind(id.clone()).bind(with(facts)).execute(&mut db).await.unwrap();
                let [open, archived] = &mut wanted;
                match state.as_str() {
                    "accessible" | "undetermined" => open.push(id),
                    "fse_archive" => archived.push(id),
                    // What was anonymised already is not held as a dossier to be deleted.
                    _ if !facts["anonymised_on"].is_null() => open.push(id),
                    "anonymise" | "fse_anonymise" => {}
                    other => panic!("{other}"),
                }
            }
            let (service, done) = daily(&place, day).await;
            let found = [ids(&place, "dossiers").await, ids(&place, "fse_archive").await];
            assert_eq!((found, done.refused), (wanted.clone(), 0), "{day}");
            // Done again, it does nothing.
            let again = service.daily(day.parse().unwrap()).await.unwrap();
            service.store.close().await;
            assert_eq!((again.moved, again.deleted, again.archive_deleted), (0, 0, 0), "{day}");
            assert_eq!(done.moved, u64::try_from(wanted[1].len()).unwrap());
        }
    }
}

/// Art. 6 of 2015: closed on the 26th birthday, 10 June 2018; the archive for nineteen years.
#[tokio::test]
async fn flagged_data_go_to_the_archive_and_the_rest_is_deleted() {
    for place in places().await {
        let service = place.service(&Clock::at(NOON)).await;
        let cofinanced = |fse: Value, flagged: &[&str]| {
            let mut body = dossier("1992-06-10");
            body["dossier"]["conservation"]["fse"] = fse;
            body["cofinanced"] = json!(flagged);
            body
        };
        let fse = json!({ "cofinanced": true, "first_record": "2016-01-10", "last_record": "2018-02-01", "interruptions": [] });
        for (id, body) in [
            ("1", dossier("1992-06-10")),
            ("2", cofinanced(fse.clone(), &["I.A.1"])),
            ("3", cofinanced(fse, &["I.A.1", "NIR"])),
            ("4", cofinanced(json!({}), &[])),
            ("5", dossier("1992-06-11")),
        ] {
            assert_eq!(record(&service, id, &body).await.0, 200);
        }
        let (_, eve) = daily(&place, "2018-06-09").await;
        assert_eq!((eve.moved, eve.deleted), (0, 0));
        let (service, done) = daily(&place, "2018-06-10").await;
        assert_eq!((done.moved, done.deleted, done.archive_unknown), (2, 1, 1));
        assert_eq!(ids(&place, "dossiers").await, ["4", "5"]);
        assert_eq!(ids(&place, "fse_archive").await, ["2", "3"]);

        // Names were flagged; neither the day of birth nor, for one of them, the NIR.
        let sql = "SELECT dossier FROM fse_archive";
        let kept: Vec<String> = sqlx::query_scalar(sql).fetch_all(&mut place.raw().await).await.unwrap();
        assert!(
            kept.iter()
                .all(|kept| kept.contains("Ada") && !kept.contains("1992") && !kept.contains("programmes"))
        );
        let control = async |service: &Service, who: &str, id: &str| {
            let mut question = question(id, "open_fse_archive", "fse_control", &["I.A.1", "NIR"]);
            question["clear_nir"] = json!(true);
            ask(service, who, "POST", "/disclosures", &question).await.1
        };
        let names = json!({ "prenoms": "Ada", "nom_naissance": "Exemple" });
        let mut with_nir = names.clone();
        with_nir["nir"] = json!(THIRTEEN);
        // Authorised for the NIR too; without a title of its own to it (reading A13), the body does not have it.
        for (id, who, identite) in [
            ("2", "controller-with-title", &names),
            ("3", "controller", &names),
            ("3", "controller-with-title", &with_nir),
        ] {
            assert_eq!(control(&service, who, id).await["dossier"]["identite"], *identite, "{id} {who}");
        }
        for id in ["2", "3"] {
            let agent = question(id, "consult", "accompaniment", &["I.A.1"]);
            let answer = ask(&service, "agent-7", "POST", "/disclosures", &agent).await.1;
            assert_eq!((&answer["outcome"], &answer["dossier"]), (&json!("not_conforming"), &Value::Null));
            assert_eq!(record(&service, id, &dossier("2000-01-01")).await.0, 409);
        }
        // Closed, without its being known where it goes: nobody.
        assert_eq!(control(&service, "controller", "4").await["dossier"], Value::Null);
        assert_eq!(
            ask(
                &service,
                "agent-7",
                "POST",
                "/disclosures",
                &question("1", "consult", "accompaniment", &["I.A.1"])
            )
            .await
            .0,
            404
        );

        // Nineteen years after the last record (the rule of today). The journal of those years is left out: 7000 days.
        sqlx::query("DELETE FROM journal").execute(&mut place.raw().await).await.unwrap();
        let (_, eve) = daily(&place, "2037-01-31").await;
        assert_eq!((eve.archive_deleted, ids(&place, "fse_archive").await.len()), (0, 2));
        let (_, end) = daily(&place, "2037-02-01").await;
        assert_eq!((end.archive_deleted, ids(&place, "fse_archive").await.len()), (2, 0));
    }
}

#[tokio::test]
async fn a_day_that_has_not_come_is_refused() {
    for place in places().await {
        let service = place.service(&Clock::at(NOON)).await;
        let error = service.daily("2018-03-15".parse().unwrap()).await.unwrap_err();
        assert_eq!((error.code.as_str(), error.field.as_deref()), ("day_to_come", Some("day")));
    }
}

/// Art. 10: seven months to the day, from 2025 on; a dispute holds its own traces until the decision.
#[tokio::test]
async fn the_journal_is_closed_each_day_and_purged_at_its_term_but_for_a_dispute() {
    for place in places().await {
        let clock = Clock::at(noon("2025-07-31"));
        let service = place.service(&clock).await;
        for id in ["42", "43"] {
            assert_eq!(record(&service, id, &dossier("2006-05-01")).await.0, 200);
        }
        let more = |decided: &str| format!("{decided}\n");
        let dispute = |end: &str| {
            more(&format!("[[dispute]]\nnumber = 3\ndossiers = [\"42\"]\nfrom = \"2025-09-01\"\n{end}"))
        };
        let pending = dispute("");
        let on = async |day: &str, more: &str| {
            let service = place.service_with(&Clock::at(noon(day)), more).await;
            let done = service.daily(day.parse().unwrap()).await.unwrap();
            let found = service.verify().await.unwrap();
            assert_eq!((found.flaws.len(), found.attested), (0, true), "{day}");
            (done, found)
        };
        let (done, found) = on("2026-02-27", &pending).await;
        // 31 July to 26 February: each day has its segment, its silence is proved.
        assert_eq!((done.closed, done.purged, found.segments.len()), (211, 0, 211));
        let (done, found) = on("2026-02-28", &pending).await;
        assert_eq!((done.closed, done.purged), (1, 1));
        assert!(
            matches!(&found.segments[0].state, SegmentState::Purged { purged, .. } if purged.events_held() == 1)
        );
        let (done, _) = on("2026-03-01", &pending).await;
        assert_eq!((done.purged, done.released), (1, 0));
        let (done, found) = on("2026-04-01", &dispute("definitive_decision = \"2026-03-20\"\n")).await;
        assert_eq!(done.released, 1);
        assert!(
            matches!(&found.segments[0].state, SegmentState::Purged { purged, .. } if purged.events_held() == 0)
        );
    }
}
