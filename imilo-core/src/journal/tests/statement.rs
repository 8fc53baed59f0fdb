//! The statement for a person: what was read, and what was not is told.

use super::kit::{DAY, NOON, days, days_from, event, id, key, key_of, name, with};
use crate::calendar::Date;
use crate::journal::{
    Contentieux, DossierRef, Event, EventOutcome, FlawKind, Hold, Log, MemoryStore, PurgeBy, Statement,
    StatementOf, Storage, Tables, Verifier,
};

fn dossier(n: u8) -> DossierRef {
    DossierRef::new([n; 16])
}

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn read(store: &MemoryStore, of: &StatementOf) -> Statement {
    Statement::read(of, store, &name(), &[&key() as &dyn Verifier], &Tables::built_in()).unwrap()
}

/// What was done of a dossier in so many events of a day, by the fixture.
fn expected(of: DossierRef, count: usize) -> usize {
    let seen =
        |event: &Event<'_>| event.act.outcome == EventOutcome::Conforming || !event.act.granted.is_empty();
    (0..count).map(|n| event(n, NOON)).filter(|event| event.dossier == Some(of) && seen(event)).count()
}

fn lines_of(statement: &Statement, of: &str) -> usize {
    statement.consultations.lines().iter().filter(|line| line.day == day(of)).count()
}

#[test]
fn a_purged_day_is_told_and_what_is_held_of_it_is_read_once() {
    let mut journal = days_from(NOON - 365 * DAY, &[40, 10]);
    let concerns = |event: &Event<'_>| event.dossier == Some(dossier(3));
    let contentieux =
        Contentieux { from: day("2026-02-01"), definitive_decision: None, concerns_this_log: Some(true) };
    // The same event is held for two disputes.
    let holds = [7, 8].map(|number| Hold { number, contentieux, concerns: &concerns });
    let by = PurgeBy { agent: "agent-dpo", actor: "technical_operator", instant_ms: NOON - 153 * DAY };
    journal.purge(id("2025-11-24/1"), &by, &holds, &Tables::built_in(), &key()).unwrap();
    let store = journal.into_storage();

    let held = read(&store, &StatementOf::every_day(dossier(3)));
    assert!(expected(dossier(3), 40) > 0);
    assert_eq!(lines_of(&held, "2025-11-24"), expected(dossier(3), 40));
    assert_eq!(lines_of(&held, "2025-11-25"), expected(dossier(3), 10));
    assert_eq!(held.begins, Some(day("2025-11-24")));
    assert_eq!(held.read, [day("2025-11-25"), day("2026-06-24")]);
    // The purge left its own event on a day that has no checkpoint yet.
    assert_eq!(held.open, [day("2026-06-24")]);
    let [(segment, purged)] = held.purged.as_slice() else { panic!("{:?}", held.purged) };
    // Décret n° 2015-59, art. 10: seven months.
    assert_eq!((*segment, purged.on), (id("2025-11-24/1"), day("2026-06-24")));
    assert_eq!(purged.founded_by, ["D2015-59:10"]);
    assert_eq!((held.flaws.as_slice(), held.attested, held.is_complete()), (&[][..], true, false));

    // Of another dossier nothing of that day is left; the days behind it are complete.
    let other = read(&store, &StatementOf::every_day(dossier(2)));
    assert_eq!((lines_of(&other, "2025-11-24"), other.is_complete()), (0, false));
    let from = Some(day("2025-11-25"));
    let behind = read(&store, &StatementOf { from, ..StatementOf::every_day(dossier(2)) });
    assert!(behind.purged.is_empty() && behind.is_complete());
}

#[test]
fn a_damaged_day_is_told_and_the_others_are_read() {
    let store = days(&[30, 30, 30]).into_storage();
    let of = StatementOf::every_day(dossier(2));
    let whole = read(&store, &of);
    assert!(whole.is_complete());
    assert_eq!(whole.read, [day("2026-11-24"), day("2026-11-25"), day("2026-11-26")]);
    let log = Log::Segment(id("2026-11-25/1"));
    let mut bytes = store.bytes(log).to_vec();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    let changed = with(&store, log, bytes);
    let mut removed = store.clone();
    removed.erase(log).unwrap();
    for store in [changed, removed] {
        let told = read(&store, &of);
        assert_eq!(told.read, [day("2026-11-24"), day("2026-11-26")]);
        assert!(
            !told.is_complete() && told.flaws.iter().all(|flaw| flaw.segment == Some(id("2026-11-25/1")))
        );
        for day in ["2026-11-24", "2026-11-26"] {
            assert_eq!(lines_of(&told, day), expected(dossier(2), 30));
        }
        let to = Some(day("2026-11-24"));
        assert!(read(&store, &StatementOf { to, ..of }).is_complete());
    }
}

#[test]
fn a_chain_that_is_wrong_is_told_whatever_day_is_asked() {
    let store = days(&[5, 5]).into_storage();
    let of = StatementOf { to: Some(day("2026-11-24")), ..StatementOf::every_day(dossier(2)) };
    let other = key_of(9);
    let told =
        Statement::read(&of, &store, &name(), &[&other as &dyn Verifier], &Tables::built_in()).unwrap();
    assert_eq!((told.attested, told.is_complete()), (false, false));
    // Its bytes are as they were closed: it was read; nothing says by whom it was closed.
    assert_eq!(told.read, [day("2026-11-24")]);
    assert!(told.flaws.iter().all(|flaw| flaw.kind == FlawKind::NotAttested) && told.flaws.len() == 2);
}
