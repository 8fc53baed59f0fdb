//! What is held of a purged day: every bit, every line, in the store and in an export.

use base64ct::{Base64, Encoding};

use crate::pseudonym::OsRandomness;

use super::kit::{DAY, NOON, days_from, found, id, key, name, with};
use crate::journal::merkle::leaf;
use crate::journal::{
    Contentieux, DossierRef, Event, ExportCheck, ExportVerification, FlawKind, Hold, Journal, JournalError,
    KeyName, Log, MemoryStore, Place, PurgeBy, SegmentId, Tables, Verifier, export, verify_export,
};

/// A dispute that prolongs the term, and is not decided.
fn pending() -> Contentieux {
    Contentieux {
        from: "2026-02-01".parse().unwrap(),
        definitive_decision: None,
        concerns_this_log: Some(true),
    }
}

/// A day of 2025 purged at its term, with the events of one dossier held for dispute 7.
fn purged() -> (MemoryStore, SegmentId) {
    let mut journal = days_from(NOON - 365 * DAY, &[4]);
    let segment = id("2025-11-24/1");
    let concerns = |event: &Event<'_>| event.dossier == Some(DossierRef::new([3; 16]));
    let contentieux = pending();
    let hold = Hold { number: 7, contentieux, concerns: &concerns };
    let by = PurgeBy { agent: "agent-dpo", actor: "technical_operator", instant_ms: NOON - 153 * DAY };
    let tables = Tables::built_in();
    let answer = journal.purge(segment, &by, &[hold], &tables, &key()).unwrap();
    assert!(answer.note.is_some() && answer.held[0].1 > 0);
    journal.close("2026-06-24".parse().unwrap(), &key()).unwrap();
    (journal.into_storage(), segment)
}

fn line_of(bytes: &[u8], at: usize) -> u64 {
    1 + bytes[..at].iter().filter(|byte| **byte == b'\n').count() as u64
}

fn told_at(line: Option<u64>, bytes: &[u8], at: usize) -> bool {
    line == Some(line_of(bytes, at))
}

fn check(text: &[u8]) -> ExportVerification {
    verify_export(text, &[&key() as &dyn Verifier], &Tables::built_in())
}

/// Some segments of a journal.
fn check_part(text: &[u8]) -> ExportVerification {
    let (tables, key) = (Tables::built_in(), key());
    let keys = [&key as &dyn Verifier];
    let mut check = ExportCheck::of_export(&keys, &tables).as_part();
    text.split_inclusive(|byte| *byte == b'\n').for_each(|line| check.line(line));
    check.finish()
}

fn exported(store: &MemoryStore, segment: SegmentId) -> Vec<u8> {
    let mut text = String::new();
    export(store, &name(), Some(segment), |line| text.push_str(line)).unwrap();
    text.into_bytes()
}

#[test]
fn each_bit_of_what_is_held_is_found_in_its_line() {
    let (store, segment) = purged();
    let log = Log::Held(segment, 7);
    let bytes = store.bytes(log);
    assert_eq!(found(&store).flaws, []);
    for bit in 0..bytes.len() * 8 {
        let mut changed = bytes.to_vec();
        changed[bit / 8] ^= 1 << (bit % 8);
        let flaws = found(&with(&store, log, changed)).flaws;
        let first = flaws.first().unwrap_or_else(|| panic!("bit {bit} is not found"));
        assert!(told_at(first.line, bytes, bit / 8), "bit {bit}: {flaws:?}");
    }
    for length in 0..bytes.len() {
        let flaws = found(&with(&store, log, bytes[..length].to_vec())).flaws;
        assert!(!flaws.is_empty(), "cut at {length}");
        assert!(flaws.iter().all(|flaw| flaw.line.is_some() || flaw.segment == Some(segment)), "{flaws:?}");
    }
}

/// Each proof is right by itself: a line that stands twice, or before its turn, is told at that line.
#[test]
fn a_held_event_that_stands_twice_or_elsewhere_is_found() {
    let (store, segment) = purged();
    let log = Log::Held(segment, 7);
    let text = String::from_utf8(store.bytes(log).to_vec()).unwrap();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    for at in 0..lines.len() {
        for to in (0..lines.len()).filter(|to| *to != at) {
            let mut over = lines.clone();
            over[to] = lines[at];
            let mut swapped = lines.clone();
            swapped.swap(at, to);
            for (order, how) in [(over, "over"), (swapped, "swapped")] {
                let flaws = found(&with(&store, log, order.concat().into_bytes())).flaws;
                let first = at.min(to) as u64 + 1;
                let told = |line: u64| (first..=at.max(to) as u64 + 1).contains(&line);
                assert!(flaws.iter().any(|flaw| flaw.line.is_some_and(told)), "{at} {how} {to}: {flaws:?}");
            }
        }
    }
    let mut whole = String::new();
    export(&store, &name(), None, |line| whole.push_str(line)).unwrap();
    let held = whole
        .split_inclusive('\n')
        .find(|line| line.contains("\"proof\"") && line.contains(":6005,"))
        .unwrap();
    let twice = whole.replacen(held, &format!("{held}{held}"), 1);
    assert!(check(twice.as_bytes()).flaws.iter().any(|flaw| flaw.kind == FlawKind::Repeated));
    assert!(!check(b"").flaws.is_empty(), "nothing is no journal");
}

/// Two disputes of one number would be one log: refused before anything is erased. A name that was mistyped is refused.
#[test]
fn two_disputes_have_two_numbers_and_a_journal_has_one_name() {
    let mut journal = days_from(NOON - 365 * DAY, &[2]);
    let concerns = |_: &Event<'_>| true;
    let contentieux = pending();
    let hold = || Hold { number: 7, contentieux, concerns: &concerns };
    let by = PurgeBy { agent: "agent-dpo", actor: "technical_operator", instant_ms: NOON - 153 * DAY };
    let tables = Tables::built_in();
    let refused = journal.purge(id("2025-11-24/1"), &by, &[hold(), hold()], &tables, &key());
    assert!(matches!(refused, Err(JournalError::HoldTwice(7))));
    let store = journal.into_storage();
    assert!(!store.bytes(Log::Segment(id("2025-11-24/1"))).is_empty());
    let other = KeyName::new("imilo.test/another").unwrap();
    let Err(JournalError::Damaged(flaws)) = Journal::open(store, other, OsRandomness) else {
        panic!("opened")
    };
    assert_eq!(flaws[0].kind, FlawKind::Foreign);
}

/// Whoever had the day before its purge knows each salt, and computes what he changes anew: a held row with the index of
/// another one is not in the tree.
#[test]
fn a_row_that_takes_the_index_of_another_has_no_proof() {
    let (store, segment) = purged();
    let log = Log::Held(segment, 7);
    let text = String::from_utf8(store.bytes(log).to_vec()).unwrap();
    let mut rows = 0;
    for (at, line) in text.lines().enumerate() {
        let of = |key: &str| {
            let value: serde_json::Value = serde_json::from_str(line).unwrap();
            value["unmapped"]["imilo"][key].as_str().unwrap().to_owned()
        };
        let mut canonical = Base64::decode_vec(&of("leaf")).unwrap();
        if !matches!(canonical[0], b'A' | b'S' | b'D' | b'C') {
            continue;
        }
        rows += 1;
        canonical[4] += 1;
        let salt = Base64::decode_vec(&of("salt")).unwrap();
        let hash = leaf(&[&salt, &canonical]);
        let forged = line
            .replace(&of("leaf_hash"), &Base64::encode_string(&hash))
            .replace(&of("leaf"), &Base64::encode_string(&canonical));
        let changed = text.replace(line, &forged);
        let flaws = found(&with(&store, log, changed.into_bytes())).flaws;
        let line = Some(at as u64 + 1);
        assert!(flaws.iter().any(|flaw| flaw.kind == FlawKind::Proof && flaw.line == line), "{flaws:?}");
    }
    assert!(rows >= 3, "agent, act and data of the events");
}

/// Whoever had the day before its purge has a proof of each of its events: what is held is bound by the checkpoint, so that
/// none takes the place of another, in the folder or in an export.
#[test]
fn an_event_of_the_day_that_is_not_held_takes_no_place_among_those_that_are() {
    let purge_for = |wanted: &[u8]| {
        let mut journal = days_from(NOON - 365 * DAY, &[40]);
        let concerns = |event: &Event<'_>| event.dossier.is_some_and(|of| wanted.contains(&of.as_bytes()[0]));
        let contentieux = pending();
        let hold = Hold { number: 7, contentieux, concerns: &concerns };
        let by = PurgeBy { agent: "agent-dpo", actor: "technical_operator", instant_ms: NOON - 153 * DAY };
        let tables = Tables::built_in();
        journal.purge(id("2025-11-24/1"), &by, &[hold], &tables, &key()).unwrap();
        journal.close("2026-06-24".parse().unwrap(), &key()).unwrap();
        journal.into_storage()
    };
    // The same day with the same salts, of which more was held: proofs of events that the other one let go.
    let (store, more) = (purge_for(&[3]), purge_for(&[3, 4]));
    let log = Log::Held(id("2025-11-24/1"), 7);
    let lines = |store: &MemoryStore| -> Vec<String> {
        let text = String::from_utf8(store.bytes(log).to_vec()).unwrap();
        text.split_inclusive('\n').map(str::to_owned).collect()
    };
    let (held, all) = (lines(&store), lines(&more));
    assert!(held.iter().all(|line| all.contains(line)) && held.len() < all.len());
    assert_eq!((found(&store).flaws, found(&more).flaws), (vec![], vec![]));

    let reference = "04".repeat(16);
    let (mine, other): (Vec<&String>, Vec<&String>) = (
        held.iter().filter(|line| line.contains(":6005,")).collect(),
        all.iter().filter(|line| line.contains(&reference)).collect(),
    );
    for (kind, remove) in [(FlawKind::Changed, true), (FlawKind::Added, false)] {
        for removed in &mine {
            for added in &other {
                // In their right order, with the definitions of both: each line is proved.
                let kept = |line: &&String| {
                    !line.contains(":6005,")
                        || line == added
                        || mine.contains(line) && !(remove && line == removed)
                };
                let forged: String = all.iter().filter(kept).map(String::as_str).collect();
                let forged = with(&store, log, forged.into_bytes());
                let told = |flaw: &crate::journal::Flaw| (flaw.place, flaw.kind) == (Place::Held(7), kind);
                assert!(found(&forged).flaws.iter().any(told), "{:?}", found(&forged).flaws);
                let export = exported(&forged, id("2025-11-24/1"));
                assert!(check_part(&export).flaws.iter().any(told), "{:?}", check_part(&export).flaws);
            }
        }
    }
    let none = with(&store, log, Vec::new());
    let flaws = found(&none).flaws;
    assert_eq!((flaws[0].place, flaws[0].kind), (Place::Held(7), FlawKind::Missing));

    // What is held and no checkpoint says so: of another dispute, of a day that is not there.
    let text = held.concat().replace("\"held\":7", "\"held\":8").into_bytes();
    for stray in [id("2025-11-24/1"), id("2020-01-01/1")] {
        let flaws = found(&with(&store, Log::Held(stray, 8), text.clone())).flaws;
        assert!(flaws.iter().any(|flaw| (flaw.place, flaw.kind) == (Place::Held(8), FlawKind::Added)));
    }
}

#[test]
fn each_bit_of_an_export_with_a_purge_is_found_in_its_line() {
    let (store, segment) = purged();
    // The day, what is held of it and both its checkpoints: to flip each bit of the rest takes minutes.
    let text = exported(&store, segment);
    assert_eq!(check_part(&text).flaws, []);
    for bit in 0..text.len() * 8 {
        let mut changed = text.clone();
        changed[bit / 8] ^= 1 << (bit % 8);
        let found = check_part(&changed);
        // A header under the number of another dispute is told by what no checkpoint says is held: at the end, with its line.
        let told = found.flaws.iter().find(|flaw| told_at(flaw.line, &text, bit / 8));
        assert!(told.is_some(), "bit {bit}: {:?}", found.flaws);
    }
}

#[test]
fn each_event_of_an_export_repeated_anywhere_or_cut_off_is_told_where() {
    let mut text = String::new();
    export(super::kit::days(&[6]).storage(), &name(), None, |line| text.push_str(line)).unwrap();
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let leaves = lines.iter().filter(|line| line.contains("\"leaf\":")).count();
    for at in 0..leaves {
        for to in 0..=leaves {
            let mut order: Vec<&str> = lines.clone();
            order.insert(to, lines[at]);
            let flaws = check(order.concat().as_bytes()).flaws;
            // Before itself it stands for what is missing, behind itself for the second time: where they part.
            let parted =
                (0..order.len()).find(|line| order.get(*line) != lines.get(*line)).unwrap() as u64 + 1;
            let there = flaws.iter().any(|flaw| {
                flaw.line.is_some_and(|line| (parted..=parted + 1).contains(&line))
                    || matches!(flaw.place, Place::Leaf(leaf) | Place::Leaves(leaf, _) if leaf + 1 == parted)
            });
            assert!(there, "line {at} repeated at {to}: {flaws:?}");
        }
    }
    for length in 1..text.len() - 1 {
        let flaws = check(&text.as_bytes()[..length]).flaws;
        let last = line_of(text.as_bytes(), length - 1);
        let told = |line: u64| line == last || line + 1 == last;
        assert!(flaws.iter().any(|flaw| flaw.line.is_some_and(told)), "cut at {length}: {flaws:?}");
        assert!(
            flaws.iter().any(|flaw| matches!(flaw.kind, FlawKind::Open | FlawKind::TornEnd)),
            "{flaws:?}"
        );
    }
}

/// Each proof is right wherever its leaf stands: what is held of a dispute stands together, in its turn, before its checkpoint.
#[test]
fn held_lines_that_were_moved_in_an_export_are_found() {
    let mut journal = days_from(NOON - 365 * DAY, &[40]);
    let of = |wanted: u8| move |event: &Event<'_>| event.dossier == Some(DossierRef::new([wanted; 16]));
    let (three, four) = (of(3), of(4));
    let contentieux = pending();
    let holds =
        [Hold { number: 7, contentieux, concerns: &three }, Hold { number: 8, contentieux, concerns: &four }];
    let by = PurgeBy { agent: "agent-dpo", actor: "technical_operator", instant_ms: NOON - 153 * DAY };
    journal.purge(id("2025-11-24/1"), &by, &holds, &Tables::built_in(), &key()).unwrap();
    let mut text = String::new();
    export(journal.storage(), &name(), None, |line| text.push_str(line)).unwrap();
    assert_eq!(check(text.as_bytes()).flaws, []);
    let lines: Vec<&str> = text.split_inclusive('\n').collect();
    let of = |number: &str| -> Vec<&str> {
        lines.iter().copied().filter(|line| line.contains(&format!("\"held\":{number},"))).collect()
    };
    let (seven, eight) = (of("7"), of("8"));
    let rest: Vec<&str> =
        lines.iter().copied().filter(|line| !seven.contains(line) && !eight.contains(line)).collect();
    assert!(seven.len() > 3 && eight.len() > 3 && rest.len() == 2);
    let mixed: Vec<&str> = seven.iter().zip(&eight).flat_map(|(one, other)| [*one, *other]).collect();
    let some = seven.len().min(eight.len());
    let orders = [
        [&eight[..], &seven[..], &rest[..]].concat(),
        [&rest[..1], &seven[..], &eight[..], &rest[1..]].concat(),
        [&mixed[..], &seven[some..], &eight[some..], &rest[..]].concat(),
        [&seven[..2], &eight[..], &seven[2..], &rest[..]].concat(),
    ];
    for (at, order) in orders.iter().enumerate() {
        let found = check(order.concat().as_bytes());
        assert!(found.flaws.iter().any(|flaw| flaw.kind == FlawKind::Moved), "{at}: {:?}", found.flaws);
    }
}
