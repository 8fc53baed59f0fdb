//! Erasure at the term of the law, and what a dispute keeps of a day.

use super::kit::{DAY, Kept, NOON, days_from, event, found, id, key, name, with};
use crate::explain::Outcome;
use crate::journal::{
    Contentieux, DossierRef, EarlyErasure, Erasure, Event, Flaw, FlawKind, Hold, JournalError, Log,
    MemoryStore, Place, PurgeAnswer, PurgeBy, SegmentId, SegmentState, Storage, Tables, Verifier, export,
    verify_export,
};

/// 2026-06-24, noon of Paris and later of London: seven months before it is 2025-11-24.
const PURGE: i64 = NOON - 153 * DAY;

fn by(instant_ms: i64) -> PurgeBy<'static> {
    PurgeBy { agent: "agent-dpo", actor: "technical_operator", instant_ms }
}

/// A journal of the 24th and 25th of November 2025 (V2025).
fn year_before() -> (Kept, SegmentId) {
    (days_from(NOON - 365 * DAY, &[40, 10]), id("2025-11-24/1"))
}

fn purge<'l>(
    journal: &mut Kept,
    id: SegmentId,
    at: i64,
    holds: &[Hold<'_>],
    tables: &'l Tables,
) -> PurgeAnswer<'l> {
    journal.purge(id, &by(at), holds, tables, &key()).unwrap()
}

fn contentieux(from: &str, decision: Option<&str>) -> Contentieux {
    Contentieux {
        from: from.parse().unwrap(),
        definitive_decision: decision.map(|day| day.parse().unwrap()),
        concerns_this_log: Some(true),
    }
}

#[test]
fn a_day_is_purged_at_seven_months_and_not_the_day_before() {
    let tables = Tables::built_in();
    let (mut journal, segment) = year_before();
    let before = journal.storage().clone().logs().unwrap();
    let early = purge(&mut journal, segment, PURGE - DAY, &[], &tables);
    assert_eq!(
        (early.outcome, early.decision.early_erasure),
        (Outcome::NotConforming, EarlyErasure::Forbidden)
    );
    assert_eq!(early.decision.founded_by(), ["D2015-59:10"]);
    assert_eq!((early.note, journal.storage().logs().unwrap()), (None, before));

    let done = purge(&mut journal, segment, PURGE, &[], &tables);
    assert_eq!(done.outcome, Outcome::Conforming);
    let purged = done.note.unwrap().checkpoint.purged.unwrap();
    assert_eq!((purged.on.to_string().as_str(), purged.events_held()), ("2026-06-24", 0));
    assert_eq!(purged.founded_by, ["D2015-59:10"]);
    // Not a byte of it is left, and the rest verifies: the other day, and the day of the purge with its own event.
    assert!(!journal.storage().logs().unwrap().contains(&Log::Segment(segment)));
    let verified = found(journal.storage());
    assert_eq!((verified.flaws, verified.attested), (vec![], true));
    let states: Vec<_> = verified.segments.iter().map(|s| (s.id.to_string(), s.state.clone())).collect();
    let expected = SegmentState::Purged { purged, erasure: Some(Erasure::Conforming) };
    assert_eq!(states[0], ("2025-11-24/1".to_owned(), expected));
    assert_eq!(states[1], ("2025-11-25/1".to_owned(), SegmentState::Closed));
    assert_eq!(states[2], ("2026-06-24/1".to_owned(), SegmentState::Open));
    assert!(matches!(
        journal.purge(segment, &by(PURGE), &[], &tables, &key()),
        Err(JournalError::Segment(wrong)) if wrong == segment
    ));
}

#[test]
fn under_the_ceiling_of_2015_a_day_may_go_early_and_under_2021_it_is_not_known() {
    let tables = Tables::built_in();
    // 2018-03-14 and 2022-03-14, noon.
    for (noon, day, outcome) in [
        (1_521_028_800_000, "2018-03-14/1", Outcome::Conforming),
        (1_647_259_200_000, "2022-03-14/1", Outcome::Undetermined),
    ] {
        let mut journal = days_from(noon, &[5]);
        let answer = purge(&mut journal, id(day), noon + 30 * DAY, &[], &tables);
        assert_eq!(answer.outcome, outcome, "{day}");
        assert_eq!(answer.note.is_some(), outcome == Outcome::Conforming);
        // At the term it is due under every version.
        if outcome == Outcome::Undetermined {
            assert_eq!(
                purge(&mut journal, id(day), noon + 214 * DAY, &[], &tables).outcome,
                Outcome::Conforming
            );
        }
        let flaws = found(journal.storage()).flaws;
        assert_eq!(flaws, []);
    }
}

#[test]
fn a_dispute_keeps_its_own_events_with_their_proof_and_nothing_else() {
    let tables = Tables::built_in();
    let (mut journal, segment) = year_before();
    let dossier = DossierRef::new([3; 16]);
    let concerns = |event: &Event<'_>| event.dossier == Some(dossier);
    let wanted = (0..40).filter(|n| event(*n, NOON).dossier == Some(dossier)).count() as u64;
    let none = |_: &Event<'_>| true;
    let holds = [
        Hold { number: 7, contentieux: contentieux("2026-02-01", None), concerns: &concerns },
        // Decided within the term, or begun after it: nothing is held (reading A10).
        Hold { number: 8, contentieux: contentieux("2026-02-01", Some("2026-05-01")), concerns: &none },
        Hold { number: 9, contentieux: contentieux("2026-06-24", None), concerns: &none },
    ];
    let answer = purge(&mut journal, segment, PURGE, &holds, &tables);
    assert_eq!(
        answer.held.iter().map(|(number, count, _)| (*number, *count)).collect::<Vec<_>>(),
        [(7, wanted)]
    );
    let logs = journal.storage().logs().unwrap();
    assert!(logs.contains(&Log::Held(segment, 7)) && !logs.contains(&Log::Segment(segment)));
    assert_eq!(found(journal.storage()).flaws, []);
    let held = String::from_utf8(journal.storage().bytes(Log::Held(segment, 7)).to_vec()).unwrap();
    assert_eq!(held.lines().filter(|line| line.contains("\"class_uid\":6005")).count() as u64, wanted);
    // Every event that is held is of the dossier, and no other dossier is named.
    assert!((1..=5).filter(|n| held.contains(&format!("{n:02x}").repeat(16))).eq([3]));

    // Each byte of what is held is proved.
    let bytes = held.as_bytes();
    for at in (0..bytes.len()).step_by(11) {
        let mut changed = bytes.to_vec();
        changed[at] ^= 1;
        let store = with(journal.storage(), Log::Held(segment, 7), changed);
        assert!(!found(&store).flaws.is_empty(), "byte {at}");
    }
    for line in 0..held.lines().count() {
        let rest: Vec<&str> =
            held.split_inclusive('\n').enumerate().filter(|(n, _)| *n != line).map(|(_, l)| l).collect();
        let store = with(journal.storage(), Log::Held(segment, 7), rest.concat().into_bytes());
        assert!(!found(&store).flaws.is_empty(), "line {line} removed");
    }

    // A line that is of an export, and not of what is held.
    let mut other = String::new();
    export(journal.storage(), &name(), Some(id("2025-11-25/1")), |line| other.push_str(line)).unwrap();
    for line in other.split_inclusive('\n') {
        let more = [held.as_str(), line].concat().into_bytes();
        let store = with(journal.storage(), Log::Held(segment, 7), more);
        assert!(!found(&store).flaws.is_empty(), "{line}");
    }

    // While the dispute is open nothing is released; on the day it is decided (2026-10-01) it is decided, all of it.
    let at = PURGE + 99 * DAY;
    let open =
        journal.release(segment, 7, contentieux("2026-02-01", None), &by(at), &tables, &key()).unwrap();
    assert_eq!((open.outcome, open.note), (Outcome::NotConforming, None));
    let decided = contentieux("2026-02-01", Some("2026-10-01"));
    let done = journal.release(segment, 7, decided, &by(at), &tables, &key()).unwrap();
    assert_eq!(done.outcome, Outcome::Conforming);
    assert_eq!(done.note.unwrap().checkpoint.purged.unwrap().held, []);
    assert!(!journal.storage().logs().unwrap().contains(&Log::Held(segment, 7)));
    assert_eq!(found(journal.storage()).flaws, []);
}

/// A day that is closed was over: no purge is dated before it, and one that somebody wrote is told.
#[test]
fn a_purge_before_a_day_that_is_closed_is_refused_and_told() {
    let tables = Tables::built_in();
    let (mut journal, segment) = year_before();
    journal.close("2026-06-25".parse().unwrap(), &key()).unwrap();
    let refused = journal.purge(segment, &by(PURGE), &[], &tables, &key());
    assert!(matches!(refused, Err(JournalError::BeforeClosed(of)) if of == id("2026-06-25/1")));
    assert!(journal.storage().logs().unwrap().contains(&Log::Segment(segment)));
    let note = journal.checkpoints()[0].clone();
    let purged =
        crate::journal::Purged { on: "2026-06-24".parse().unwrap(), held: vec![], founded_by: vec![] };
    journal.note(segment, (note.size, note.events, note.root), Some(purged), &key()).unwrap();
    let mut store = journal.into_storage();
    store.erase(Log::Segment(segment)).unwrap();
    let told = found(&store).flaws;
    assert_eq!((told[0].place, told[0].kind, told.len()), (Place::Checkpoint(4), FlawKind::Contradiction, 1));
}

/// Too late is done all the same, and worth what a verification says of it.
#[test]
fn a_late_purge_is_done_and_is_not_conforming() {
    let tables = Tables::built_in();
    let (mut journal, segment) = year_before();
    let late = purge(&mut journal, segment, PURGE + DAY, &[], &tables);
    assert_eq!((late.outcome, late.decision.erasure), (Outcome::NotConforming, Some(Erasure::NotConforming)));
    assert!(late.note.is_some() && !journal.storage().logs().unwrap().contains(&Log::Segment(segment)));
    let SegmentState::Purged { erasure, .. } = found(journal.storage()).segments[0].state else { panic!() };
    assert_eq!(erasure, Some(Erasure::NotConforming));
}

/// What is held and was changed is not let go: whoever released it would erase the trace of it.
#[test]
fn what_is_held_and_was_changed_is_not_released() {
    let tables = Tables::built_in();
    let (mut journal, segment) = year_before();
    let all = |_: &Event<'_>| true;
    let hold = Hold { number: 7, contentieux: contentieux("2026-02-01", None), concerns: &all };
    purge(&mut journal, segment, PURGE, &[hold], &tables);
    let log = Log::Held(segment, 7);
    let mut bytes = journal.storage().bytes(log).to_vec();
    bytes[900] ^= 1;
    let mut journal = super::kit::open(with(journal.storage(), log, bytes));
    let decided = contentieux("2026-02-01", Some("2026-10-01"));
    let mut release = |number| {
        journal.release(segment, number, decided, &by(PURGE + 99 * DAY), &tables, &key()).map(|_| ())
    };
    assert!(matches!(release(7), Err(JournalError::Damaged(flaws)) if flaws[0].kind != FlawKind::Missing));
    assert!(matches!(release(8), Err(JournalError::Segment(of)) if of == segment));
}

#[test]
fn where_no_law_that_was_read_decides_a_dispute_the_events_are_kept() {
    let tables = Tables::built_in();
    // 2022-03-14: whether a dispute prolongs is not known (V2021).
    let noon = 1_647_259_200_000;
    let mut journal = days_from(noon, &[5]);
    let all = |_: &Event<'_>| true;
    let hold = Hold { number: 1, contentieux: contentieux("2022-05-01", None), concerns: &all };
    let answer = purge(&mut journal, id("2022-03-14/1"), noon + 214 * DAY, &[hold], &tables);
    assert_eq!((answer.outcome, answer.held[0].1), (Outcome::Conforming, 5));
    assert_eq!(found(journal.storage()).flaws, []);
}

#[test]
fn a_day_in_which_something_is_wrong_is_not_erased() {
    let (journal, segment) = year_before();
    let log = Log::Segment(segment);
    let mut bytes = journal.storage().bytes(log).to_vec();
    bytes[700] ^= 1;
    let mut journal = super::kit::open(with(journal.storage(), log, bytes.clone()));
    let tables = Tables::built_in();
    let refused = journal.purge(segment, &by(PURGE), &[], &tables, &key());
    assert!(matches!(refused, Err(JournalError::Damaged(flaws)) if flaws.len() == 1));
    assert_eq!(journal.storage().bytes(log), bytes);
}

#[test]
fn an_unlawful_purge_a_day_that_came_back_and_an_interrupted_one_are_found() {
    let tables = Tables::built_in();
    let (mut journal, segment) = year_before();
    let whole = journal.storage().clone();
    purge(&mut journal, segment, PURGE, &[], &tables);
    // Interrupted between its checkpoint and the erasure, or brought back by a backup: found, not purged once more (which would
    // let go what is held), and completed under the checkpoint that is there, by whoever made it.
    let log = Log::Segment(segment);
    let back = with(journal.storage(), log, whole.bytes(log).to_vec());
    assert_eq!(found(&back).flaws, [Flaw::of(segment, Place::Day, FlawKind::NotErased)]);
    let exported = export(&back, &name(), None, |_| ());
    assert!(matches!(exported, Err(JournalError::Damaged(flaws)) if flaws[0].kind == FlawKind::NotErased));
    let mut again = super::kit::open(back);
    let twice = again.purge(segment, &by(PURGE), &[], &tables, &key());
    assert!(matches!(twice, Err(JournalError::Segment(of)) if of == segment));
    assert_eq!(again.complete(&[&super::kit::key_of(9) as &dyn Verifier]).unwrap(), []);
    assert_eq!(again.complete(&[&key() as &dyn Verifier]).unwrap(), [log]);
    assert_eq!(found(again.storage()).flaws, []);
    // Somebody with the key says that a day was purged too early: the law of its day answers.
    let mut early = super::kit::open(whole);
    let note = early.checkpoints()[0].clone();
    let purged =
        crate::journal::Purged { on: "2026-03-01".parse().unwrap(), held: vec![], founded_by: vec![] };
    early.note(segment, (note.size, note.events, note.root), Some(purged), &key()).unwrap();
    let mut store: MemoryStore = early.into_storage();
    store.erase(log).unwrap();
    assert_eq!(found(&store).flaws, [Flaw::of(segment, Place::Day, FlawKind::UnlawfulPurge)]);
}

#[test]
fn an_export_after_a_purge_verifies_alone_with_what_is_held() {
    let tables = Tables::built_in();
    let (mut journal, segment) = year_before();
    let concerns = |event: &Event<'_>| event.agent == super::kit::AGENTS[1];
    let hold = Hold { number: 7, contentieux: contentieux("2026-02-01", None), concerns: &concerns };
    let answer = purge(&mut journal, segment, PURGE, &[hold], &tables);
    let held = answer.held[0].1;
    let mut text = String::new();
    export(journal.storage(), &name(), None, |line| text.push_str(line)).unwrap();
    let key = key();
    let found = verify_export(text.as_bytes(), &[&key as &dyn Verifier], &tables);
    assert_eq!((found.flaws, found.events, found.attested), (vec![], 10 + held, true));
    assert_eq!((found.purged.len(), found.purged[0].2), (1, Some(Erasure::Conforming)));
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for at in 0..lines.len() {
        let rest: String =
            lines.iter().enumerate().filter(|(n, _)| *n != at).map(|(_, line)| *line).collect();
        let found = verify_export(rest.as_bytes(), &[&key as &dyn Verifier], &tables);
        // The last one too: without it the leaves of the purged day are missing, and nothing says why. Without its first
        // checkpoint an export is that of a part of the chain, and says so.
        assert!(!found.flaws.is_empty() || !found.from_the_first, "line {at} removed");
    }
}

/// What is erased at opening is what a whole chain says: a signed note that does not follow, or one that none of the keys made,
/// erases nothing, and what is held stays beside a segment that is not whole.
#[test]
fn nothing_is_completed_by_a_chain_in_which_something_is_wrong() {
    let tables = Tables::built_in();
    let (mut journal, segment) = year_before();
    let before = journal.storage().clone();
    let all = |_: &Event<'_>| true;
    let hold = Hold { number: 7, contentieux: contentieux("2026-02-01", None), concerns: &all };
    purge(&mut journal, segment, PURGE, &[hold], &tables);
    let held = journal.into_storage();
    // The same day purged without a hold in a copy: its note is signed, and has the number of the one that is there.
    let mut copy = super::kit::open(before.clone());
    purge(&mut copy, segment, PURGE + DAY, &[], &tables);
    let replayed = copy.checkpoints().last().unwrap().clone();
    let note = crate::journal::Note::sign(replayed, &key()).unwrap().text() + "\n";
    let keys = [&key() as &dyn Verifier];
    for (store, chain) in [
        (&held, [held.bytes(Log::Checkpoints), note.as_bytes()].concat()),
        (&before, [note.as_bytes(), before.bytes(Log::Checkpoints)].concat()),
    ] {
        let store = with(store, Log::Checkpoints, chain);
        let mut opened =
            crate::journal::Journal::open(store.clone(), name(), super::kit::Known(1)).unwrap().0;
        assert_eq!(opened.complete(&keys).unwrap(), []);
        assert_eq!(opened.storage().logs().unwrap(), store.logs().unwrap());
    }
    // Its checkpoint is not there any more, and the day neither: what is held is all that is left.
    let closings = before.bytes(Log::Checkpoints).to_vec();
    for day in [Vec::new(), b"garbage".to_vec(), before.bytes(Log::Segment(segment))[..2000].to_vec()] {
        let store = with(&with(&held, Log::Checkpoints, closings.clone()), Log::Segment(segment), day);
        let mut opened = crate::journal::Journal::open(store, name(), super::kit::Known(1)).unwrap().0;
        assert_eq!(opened.complete(&keys).unwrap(), []);
        assert!(opened.storage().logs().unwrap().contains(&Log::Held(segment, 7)));
    }
    // A release is not dated before a closed day either.
    let mut journal = super::kit::open(held);
    journal.close("2026-10-05".parse().unwrap(), &key()).unwrap();
    let decided = contentieux("2026-02-01", Some("2026-10-01"));
    let back = journal.release(segment, 7, decided, &by(PURGE + 99 * DAY), &tables, &key());
    assert!(matches!(back, Err(JournalError::BeforeClosed(_))));
}
