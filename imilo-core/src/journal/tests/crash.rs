//! A power cut at any byte: what was whole before it is there, the rest is cut off and reported.

use super::kit::{Known, NOON, days, event, found, id, key, name, records, with};
use crate::journal::{FlawKind, Journal, Log, MemoryStore, Storage, read_events};

fn open_day(events: usize) -> (MemoryStore, Log) {
    let mut journal = super::kit::open(MemoryStore::default());
    for n in 0..events {
        journal.append(&event(n, NOON)).unwrap();
        journal.flush().unwrap();
    }
    (journal.into_storage(), Log::Segment(id("2026-11-24/1")))
}

#[test]
fn a_day_cut_at_any_byte_keeps_every_event_before_it_and_goes_on() {
    let (store, log) = open_day(12);
    let bytes = store.bytes(log);
    let all = records(bytes);
    for length in 0..=bytes.len() {
        let cut = with(&store, log, bytes[..length].to_vec());
        let (mut journal, recovery) = Journal::open(cut, name(), Known(length as u64)).unwrap();
        let whole = all.iter().take_while(|(_, end, _)| *end <= length);
        let events = whole.clone().filter(|record| matches!(record.2, b'E' | b'F')).count();
        let end = whole.last().map_or(0, |(_, end, _)| *end);
        let torn = if end == length { vec![] } else { vec![(log, end as u64)] };
        assert_eq!((recovery.torn, recovery.flaws), (torn, vec![]), "cut at {length}");
        journal.append(&event(50, NOON)).unwrap();
        journal.close(event(0, NOON).day().unwrap(), &key()).unwrap();
        let mut instants = Vec::new();
        let read = read_events(journal.storage(), &name(), id("2026-11-24/1"), None, |_, event| {
            instants.push(event.instant_ms - NOON);
        });
        assert_eq!(read.unwrap().flaws, []);
        let expected: Vec<i64> = (0..events as i64).chain([50]).collect();
        assert_eq!(instants, expected, "cut at {length}");
        assert_eq!(found(journal.storage()).flaws, []);
    }
}

#[test]
fn an_end_of_zeros_or_of_other_bytes_is_cut_off() {
    let (store, log) = open_day(12);
    let bytes = store.bytes(log);
    let last = records(bytes).last().unwrap().0;
    for filler in [vec![0; 400], vec![0xff; 400], (0..400_u32).map(|n| (n * 37 % 251) as u8).collect()] {
        for length in last..bytes.len() {
            let garbage = [&bytes[..length], &filler].concat();
            let (journal, recovery) = Journal::open(with(&store, log, garbage), name(), Known(1)).unwrap();
            assert_eq!((recovery.torn, recovery.flaws), (vec![(log, last as u64)], vec![]), "at {length}");
            assert_eq!(journal.storage().bytes(log), &bytes[..last]);
        }
    }
}

#[test]
fn a_chain_cut_at_any_byte_keeps_every_checkpoint_before_it() {
    let store = days(&[2, 3]).into_storage();
    let bytes = store.bytes(Log::Checkpoints);
    let ends: Vec<usize> =
        (1..=bytes.len()).filter(|end| bytes[..*end].ends_with(b"\n\n")).skip(1).step_by(2).collect();
    assert_eq!(ends.len(), 2);
    for length in 0..=bytes.len() {
        let cut = with(&store, Log::Checkpoints, bytes[..length].to_vec());
        let (mut journal, recovery) = Journal::open(cut, name(), Known(1)).unwrap();
        // A note without the empty line behind it is whole.
        let kept = ends.iter().filter(|end| **end <= length + 1).count();
        assert_eq!(journal.checkpoints().len(), kept, "cut at {length}");
        assert_eq!(
            recovery.torn.is_empty(),
            length == 0 || ends.contains(&length) || ends.contains(&(length + 1)),
            "cut at {length}"
        );
        for day in ["2026-11-24", "2026-11-25"] {
            journal.close(day.parse().unwrap(), &key()).unwrap();
        }
        assert_eq!((journal.checkpoints().len(), found(journal.storage()).flaws), (2, vec![]));
    }
}

#[test]
fn a_day_that_is_damaged_in_its_middle_is_left_as_it_is() {
    let (store, log) = open_day(12);
    let mut bytes = store.bytes(log).to_vec();
    let (start, ..) = records(&bytes)[6];
    bytes[start + 5] ^= 4;
    let (mut journal, recovery) = Journal::open(with(&store, log, bytes.clone()), name(), Known(1)).unwrap();
    assert_eq!((recovery.torn.len(), recovery.flaws.len()), (0, 1));
    assert_eq!(journal.append(&event(1, NOON)).unwrap().segment, id("2026-11-24/2"));
    journal.close(event(0, NOON).day().unwrap(), &key()).unwrap();
    assert_eq!(journal.storage().bytes(log), bytes);
    assert_eq!(found(journal.storage()).flaws, recovery.flaws);
    assert!(journal.storage().logs().unwrap().contains(&log));
}

/// An interrupted write leaves the beginning of a note: what was changed in the last one is no such beginning, and is not
/// cut off.
#[test]
fn a_note_that_was_changed_at_its_end_is_not_taken_for_one_that_was_interrupted() {
    let store = days(&[2, 3]).into_storage();
    let bytes = store.bytes(Log::Checkpoints);
    let ends = bytes.windows(2).position(|pair| pair == b"\n\n").unwrap() + 2;
    for at in ends..bytes.len() {
        for bit in 0..8 {
            let mut changed = bytes.to_vec();
            changed[at] ^= 1 << bit;
            let store = with(&store, Log::Checkpoints, changed.clone());
            assert!(!found(&store).attested && !found(&store).flaws.is_empty(), "byte {at} bit {bit}");
            if let Ok((journal, recovery)) = Journal::open(store, name(), Known(1)) {
                assert_eq!(recovery.torn, [], "byte {at} bit {bit}");
                assert_eq!(journal.storage().bytes(Log::Checkpoints), changed);
            }
        }
    }
}

/// Without its checkpoint a day that was ended is open again, as after an interrupted closing: it is told.
#[test]
fn checkpoints_that_were_taken_away_are_told_by_the_days_that_they_closed() {
    let whole = days(&[2, 3]).into_storage();
    let store = with(&whole, Log::Checkpoints, Vec::new());
    let told: Vec<_> = found(&store).flaws.iter().map(|flaw| (flaw.segment.unwrap(), flaw.kind)).collect();
    let ids = [id("2026-11-24/1"), id("2026-11-25/1")];
    assert_eq!(told, ids.map(|id| (id, FlawKind::Unclosed)));
    let (mut journal, recovery) = Journal::open(store, name(), Known(1)).unwrap();
    assert_eq!((recovery.unclosed, recovery.flaws), (ids.to_vec(), vec![]));
    for id in ids {
        journal.close(id.day(), &key()).unwrap();
    }
    assert_eq!(journal.storage().bytes(Log::Checkpoints), whole.bytes(Log::Checkpoints));
}
