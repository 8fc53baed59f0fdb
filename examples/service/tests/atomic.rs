//! The data and the journal cannot disagree: whatever is cut off, neither of both is there, or both are.
#![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing, reason = "tests")]

mod common;

use std::future::Future;
use std::process::Command;
use std::task::Poll;
use std::time::Duration;

use common::{NOON, Place, ask, config, dossier, events, places, question, record};
use imilo_core::journal::{Act, Event, EventOutcome};
use imilo_service::clock::Clock;
use imilo_service::journal::Unit;
use imilo_service::service::Service;

async fn change(unit: &mut Unit, id: &str) {
    let sql = "INSERT INTO dossiers (id, structure, dossier, cofinanced, facts) VALUES ($1, '75056S01', '{}', '[]', '{}')";
    sqlx::query(sql).bind(id.to_owned()).execute(unit.db().unwrap()).await.unwrap();
}

fn event(agent: &str) -> Event<'_> {
    let act = Act::new("agent_mission_locale", "create", EventOutcome::Conforming);
    Event { instant_ms: NOON, agent, mission_locale: None, dossier: None, act }
}

#[tokio::test]
async fn a_unit_that_is_dropped_was_not() {
    for place in places().await {
        let service = place.service(&Clock::at(NOON)).await;
        for stage in [false, true] {
            let mut unit = service.recorder.begin().await.unwrap();
            change(&mut unit, "1").await;
            unit.append(&event("agent-7")).unwrap();
            if stage {
                unit.stage().await.unwrap();
            }
            drop(unit);
            assert_eq!((place.count("dossiers").await, events(&service).await), (0, 0));
        }
        assert_eq!(record(&service, "1", &dossier("2000-05-01")).await.0, 200);
        assert_eq!((place.count("dossiers").await, events(&service).await), (1, 1));
    }
}

#[tokio::test]
async fn what_the_journal_does_not_take_is_not_done() {
    for place in places().await {
        let service = place.service(&Clock::at(NOON)).await;
        let mut unit = service.recorder.begin().await.unwrap();
        change(&mut unit, "1").await;
        let error = unit.append(&event(common::NIR)).unwrap_err();
        assert_eq!((error.code.as_str(), error.field.as_deref()), ("event_text", Some("agent")));
        drop(unit);
        assert_eq!((place.count("dossiers").await, events(&service).await), (0, 0));
    }
}

#[tokio::test]
async fn of_two_processes_the_second_is_refused_and_then_goes_on() {
    for place in places().await {
        let clock = Clock::at(NOON);
        let (one, other) = (place.service(&clock).await, place.service(&clock).await);
        assert_eq!(record(&one, "1", &dossier("2000-05-01")).await.0, 200);
        assert_eq!(record(&other, "2", &dossier("2000-05-01")).await.0, 200);
        // The first does not know of the second: refused, whole, and read again.
        let (status, answer) = record(&one, "3", &dossier("2000-05-01")).await;
        assert_eq!((status, answer["code"].as_str()), (503, Some("journal_conflict")));
        assert_eq!((place.count("dossiers").await, events(&one).await), (2, 2));
        assert_eq!(record(&one, "3", &dossier("2000-05-01")).await.0, 200);
        assert_eq!((place.count("dossiers").await, events(&one).await), (3, 3));
    }
}

#[tokio::test]
async fn many_at_once_are_each_told_once() {
    for place in places().await {
        let service = place.service(&Clock::at(NOON)).await;
        let tasks: Vec<_> = (1..=40)
            .map(|id| {
                let service = service.clone();
                tokio::spawn(async move { record(&service, &id.to_string(), &dossier("2000-05-01")).await.0 })
            })
            .collect();
        for task in tasks {
            assert_eq!(task.await.unwrap(), 200);
        }
        assert_eq!((place.count("dossiers").await, events(&service).await), (40, 40));
    }
}

/// Whoever asked goes away after some steps of the work, wherever it is then.
#[tokio::test]
async fn work_that_is_given_up_at_any_step_was_done_whole_or_not_at_all() {
    for place in places().await {
        let service = place.service(&Clock::at(NOON)).await;
        let (mut id, mut cuts, mut rounds) = (0_u32, 0_u32, 0);
        // How often the work waits depends on the machine: as many rounds as give ten cuts.
        while cuts < 10 && rounds < 500 {
            rounds += 1;
            let (mut whole, mut steps) = (false, 0);
            while !whole {
                id += 1;
                let account = service.config.who("agent-7").unwrap();
                let body = serde_json::from_value(dossier("2000-05-01")).unwrap();
                let of = id.to_string();
                let mut work = Box::pin(service.record(account, &of, body));
                let mut polls = 0;
                whole = std::future::poll_fn(|cx| {
                    polls += 1;
                    match work.as_mut().poll(cx) {
                        Poll::Ready(done) => Poll::Ready(done.is_ok()),
                        Poll::Pending if polls > steps => Poll::Ready(false),
                        Poll::Pending => Poll::Pending,
                    }
                })
                .await;
                drop(work);
                steps += 1;
                cuts += u32::from(!whole);
                // A commit that was sent comes to its end without whoever sent it.
                tokio::time::sleep(Duration::from_millis(20)).await;
                assert_eq!(place.count("dossiers").await, events(&service).await, "after {steps} steps");
            }
        }
        assert!(cuts >= 10, "{cuts} in {rounds} rounds");
    }
}

const CHILD: &str = "IMILO_SERVICE_TEST_CRASH";

/// Not a test of its own: the process that dies between the change and the commit.
#[tokio::test]
async fn crash_child() {
    let Ok(place) = std::env::var(CHILD) else { return };
    let (folder, database) = place.split_once('|').unwrap();
    let config = config(folder.as_ref(), database, "");
    let service = Service::open(config, Clock::at(NOON)).await.unwrap();
    let mut unit = service.recorder.begin().await.unwrap();
    change(&mut unit, "2").await;
    unit.append(&event("agent-7")).unwrap();
    unit.stage().await.unwrap();
    std::process::abort();
}

fn crash(place: &Place) {
    let place = format!("{}|{}", place.folder.path().display(), place.database);
    let mut child = Command::new(std::env::current_exe().unwrap());
    let done = child.args(["--exact", "crash_child"]).env(CHILD, place).output().unwrap();
    assert!(!done.status.success(), "the process was to die");
}

#[tokio::test]
async fn a_process_killed_between_the_change_and_the_commit_leaves_neither() {
    for place in places().await {
        let service = place.service(&Clock::at(NOON)).await;
        assert_eq!(record(&service, "1", &dossier("2000-05-01")).await.0, 200);
        service.store.close().await;
        for _ in 0..3 {
            crash(&place);
            let service = place.service(&Clock::at(NOON)).await;
            assert_eq!(place.count("dossiers").await, 1);
            let before = events(&service).await;
            let consult = question("1", "consult", "accompaniment", &["I.A.1"]);
            assert_eq!(ask(&service, "agent-7", "POST", "/disclosures", &consult).await.0, 200);
            assert_eq!(events(&service).await, before + 1);
        }
    }
}
