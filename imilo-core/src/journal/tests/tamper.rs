//! Whatever is changed, removed, moved, repeated or dropped is found, and told where it is.

use proptest::prelude::*;

use super::kit::{days, found, id, key_of, name, records, with};
use crate::journal::merkle::{BLOCK, leaf};
use crate::journal::record::{parts, put_leaf, put_node};
use crate::journal::{Flaw, FlawKind, Log, MemoryStore, Place, Tables, Verifier, verify};

const LOG: &str = "2026-11-24/1";

fn log() -> Log {
    Log::Segment(id(LOG))
}

fn flaws_of(store: &MemoryStore, bytes: Vec<u8>) -> Vec<Flaw> {
    found(&with(store, log(), bytes)).flaws
}

/// Whether a place is that of a leaf, or a block of it.
fn covers(place: Place, leaf: u64) -> bool {
    match place {
        Place::Leaf(index) => index == leaf,
        Place::Leaves(first, last) => (first..=last).contains(&leaf) && last - first < BLOCK as u64,
        Place::Day | Place::Checkpoint(_) | Place::Held(_) => false,
    }
}

/// For each record, the index of its leaf, or of the last leaf before the record of a block.
fn leaf_indexes(bytes: &[u8]) -> Vec<u64> {
    let mut next = 0;
    let of = |&(_, _, kind): &(usize, usize, u8)| {
        next += u64::from(kind != b'N');
        next - 1
    };
    records(bytes).iter().map(of).collect()
}

#[test]
fn each_single_bit_of_a_day_is_found_at_its_event() {
    let store = days(&[12]).into_storage();
    let bytes = store.bytes(log());
    let indexes = leaf_indexes(bytes);
    for ((start, end, kind), index) in records(bytes).iter().zip(indexes) {
        for bit in start * 8..end * 8 {
            let mut changed = bytes.to_vec();
            changed[bit / 8] ^= 1 << (bit % 8);
            let flaws = flaws_of(&store, changed);
            let first = flaws.first().unwrap_or_else(|| panic!("bit {bit} of kind {kind} is not found"));
            let there = flaws.iter().any(|flaw| covers(flaw.place, index));
            assert!(there, "bit {bit}, leaf {index}, kind {kind}: {flaws:?}");
            assert_eq!(first.segment, Some(id(LOG)));
            // A leaf is told alone, with what it makes unreadable behind it at most.
            let alone = *kind == b'N' || first.place == Place::Leaf(index);
            assert!(alone, "bit {bit}, leaf {index}: {flaws:?}");
        }
    }
}

#[test]
fn each_removed_repeated_or_swapped_event_is_found_where_it_was() {
    let store = days(&[14]).into_storage();
    let bytes = store.bytes(log());
    let all = records(bytes);
    let leaves: Vec<&[u8]> =
        all.iter().filter(|r| r.2 != b'N').map(|(start, end, _)| &bytes[*start..*end]).collect();
    let block = &bytes[all.last().unwrap().0..];
    let written = |order: Vec<usize>| {
        let mut bytes: Vec<u8> = order.into_iter().flat_map(|at| leaves[at].to_vec()).collect();
        bytes.extend_from_slice(block);
        bytes
    };
    let count = leaves.len();
    assert_eq!(written((0..count).collect()), bytes);
    for at in 0..count {
        let removed = flaws_of(&store, written((0..count).filter(|other| *other != at).collect()));
        assert!(covers(removed[0].place, at as u64), "{at} removed: {removed:?}");
        assert_eq!(removed[0].kind, FlawKind::Missing, "{at} removed: {removed:?}");
        for to in 0..=count {
            let mut order: Vec<_> = (0..count).collect();
            order.insert(to, at);
            let repeated = flaws_of(&store, written(order));
            // Before itself it stands for what is missing, behind itself for the second time: either way where it is.
            let there = repeated.iter().any(|flaw| {
                matches!(flaw.place, Place::Leaf(index) | Place::Leaves(index, _) if index == to as u64 || index == at as u64 + 1)
            });
            assert!(there, "{at} repeated at {to}: {repeated:?}");
        }
        for other in 0..at {
            let mut order: Vec<_> = (0..count).collect();
            order.swap(at, other);
            let swapped = flaws_of(&store, written(order));
            for place in [at, other] {
                assert!(
                    swapped.contains(&Flaw::of(id(LOG), Place::Leaf(place as u64), FlawKind::Moved)),
                    "{at} and {other}: {swapped:?}"
                );
            }
        }
    }
}

#[test]
fn each_dropped_tail_before_a_checkpoint_is_found() {
    let store = days(&[10]).into_storage();
    let bytes = store.bytes(log());
    let all = records(bytes);
    for length in 0..bytes.len() {
        let flaws = flaws_of(&store, bytes[..length].to_vec());
        let whole = all.iter().filter(|(_, end, kind)| *end <= length && *kind != b'N').count() as u64;
        let first = flaws.first().unwrap_or_else(|| panic!("cut at {length} is not found"));
        let place = match first.place {
            Place::Leaf(index) | Place::Leaves(index, _) => index,
            // Nothing is left at all.
            Place::Day if length == 0 => 0,
            _ => panic!("{flaws:?}"),
        };
        // All leaves are there: the root of the last block is not.
        let expected = if whole + 1 == all.len() as u64 { 0..=whole } else { whole..=whole };
        assert!(expected.contains(&place), "cut at {length}, {whole} whole: {flaws:?}");
    }
    let mut none = store.clone();
    crate::journal::Storage::erase(&mut none, log()).unwrap();
    assert_eq!(found(&none).flaws, [Flaw::of(id(LOG), Place::Day, FlawKind::Missing)]);
}

/// Somebody who knows the format: the record is written anew, with its right check.
fn rewritten(bytes: &[u8], at: usize, blocks_too: bool) -> Vec<u8> {
    let (mut out, mut leaves, mut before) = (Vec::new(), Vec::new(), 0);
    for (n, (start, end, kind)) in records(bytes).iter().enumerate() {
        let record = &bytes[*start..*end];
        if *kind == b'N' {
            let root = crate::journal::merkle::reduced(&mut leaves[before..].to_vec()).unwrap();
            before = leaves.len();
            if blocks_too {
                put_node(&mut out, leaves.len() as u64, &root);
            } else {
                out.extend_from_slice(record);
            }
            continue;
        }
        let (canonical, salt) = parts(record).unwrap();
        let mut canonical = canonical.to_vec();
        if n == at {
            *canonical.last_mut().unwrap() ^= 1;
        }
        leaves.push(leaf(&[salt, &canonical]));
        put_leaf(&mut out, leaves.len() as u64 - 1, &canonical, salt).unwrap();
    }
    out
}

#[test]
fn a_change_with_a_right_check_is_found_in_its_block_and_with_right_blocks_in_its_day() {
    let store = days(&[700]).into_storage();
    let bytes = store.bytes(log());
    let all = records(bytes);
    assert_eq!(rewritten(bytes, usize::MAX, true), bytes);
    let indexes = leaf_indexes(bytes);
    // Events with a dossier: their last byte is free to change.
    let events = (0..all.len()).filter(|at| all[*at].2 == b'E' && at % 13 == 0);
    for at in events {
        let first = indexes[at] / 256 * 256;
        let last = (first + 255).min(*indexes.last().unwrap());
        let block = Flaw::of(id(LOG), Place::Leaves(first, last), FlawKind::Changed);
        assert_eq!(flaws_of(&store, rewritten(bytes, at, false)), [block], "leaf {}", indexes[at]);
        let day = Flaw::of(id(LOG), Place::Day, FlawKind::Changed);
        assert_eq!(flaws_of(&store, rewritten(bytes, at, true)), [day]);
    }
}

#[test]
fn each_single_bit_of_the_chain_is_found() {
    let store = days(&[1, 2, 0]).into_storage();
    let bytes = store.bytes(Log::Checkpoints);
    for bit in 0..bytes.len() * 8 {
        let mut changed = bytes.to_vec();
        changed[bit / 8] ^= 1 << (bit % 8);
        let found = found(&with(&store, Log::Checkpoints, changed));
        assert!(!found.flaws.is_empty(), "bit {bit}");
        let place = found.flaws[0].place;
        let number = 1 + bytes[..bit / 8].windows(2).filter(|pair| pair == b"\n\n").count() as u64 / 2;
        assert!(
            matches!(place, Place::Checkpoint(at) if at + 1 >= number && at <= number),
            "bit {bit}: {place:?}"
        );
    }
}

#[test]
fn each_removed_or_swapped_checkpoint_is_found_and_one_of_another_key_is_not_taken() {
    let store = days(&[1, 2, 3, 1]).into_storage();
    let text = String::from_utf8(store.bytes(Log::Checkpoints).to_vec()).unwrap();
    let parts: Vec<&str> = text.split_inclusive("\n\n").collect();
    let notes: Vec<String> = parts.chunks(2).map(<[&str]>::concat).collect();
    assert_eq!(notes.len(), 4);
    let with_notes =
        |notes: &[String]| found(&with(&store, Log::Checkpoints, notes.concat().into_bytes())).flaws;
    for at in 0..3 {
        let mut removed = notes.clone();
        removed.remove(at);
        let broken = |flaw: &Flaw| {
            matches!(flaw.kind, FlawKind::BrokenChain | FlawKind::Missing)
                && flaw.place == Place::Checkpoint(at as u64 + 1)
        };
        assert!(with_notes(&removed).iter().any(broken), "{at} removed");
        let mut swapped = notes.clone();
        swapped.swap(at, at + 1);
        assert!(with_notes(&swapped).iter().any(broken), "{at} swapped");
        let mut repeated = notes.clone();
        repeated.insert(at, notes[at].clone());
        assert!(with_notes(&repeated).iter().any(|flaw| flaw.kind == FlawKind::BrokenChain), "{at} repeated");
    }
    let other = key_of(2);
    let found = verify(&store, &name(), &[&other as &dyn Verifier], &Tables::built_in()).unwrap();
    assert!(!found.attested && found.flaws.iter().all(|flaw| flaw.kind == FlawKind::NotAttested));
    assert_eq!(found.flaws.len(), 4);
    // Without a key nothing is attested, and nothing is said to be wrong.
    let found = verify(&store, &name(), &[], &Tables::built_in()).unwrap();
    assert_eq!((found.attested, found.flaws), (false, vec![]));
}

#[test]
fn a_segment_in_the_place_of_another_is_found() {
    let store = days(&[5, 5]).into_storage();
    let other = store.bytes(Log::Segment(id("2026-11-25/1"))).to_vec();
    let flaws = flaws_of(&store, other);
    assert_eq!(flaws[0], Flaw::of(id(LOG), Place::Leaf(0), FlawKind::Foreign));
}

#[derive(Clone, Debug)]
enum Change {
    Bit(usize),
    Remove(usize),
    Repeat(usize, usize),
    Swap(usize, usize),
    Cut(usize),
    Bytes(usize, Vec<u8>),
}

fn change() -> impl Strategy<Value = Change> {
    let at = 0_usize..1 << 30;
    prop_oneof![
        at.clone().prop_map(Change::Bit),
        at.clone().prop_map(Change::Remove),
        (at.clone(), at.clone()).prop_map(|(one, other)| Change::Repeat(one, other)),
        (at.clone(), at.clone()).prop_map(|(one, other)| Change::Swap(one, other)),
        at.clone().prop_map(Change::Cut),
        (at, proptest::collection::vec(any::<u8>(), 1..200)).prop_map(|(at, bytes)| Change::Bytes(at, bytes)),
    ]
}

/// The day with a change; none when it changes nothing.
fn applied(bytes: &[u8], change: &Change) -> Option<Vec<u8>> {
    let all = records(bytes);
    let mut parts: Vec<&[u8]> = all.iter().map(|(start, end, _)| &bytes[*start..*end]).collect();
    match change {
        Change::Bit(at) => {
            let mut bytes = bytes.to_vec();
            let bit = at % (bytes.len() * 8);
            bytes[bit / 8] ^= 1 << (bit % 8);
            return Some(bytes);
        }
        Change::Cut(at) => return Some(bytes[..at % bytes.len()].to_vec()),
        Change::Bytes(at, with) => {
            let at = at % (bytes.len() + 1);
            return Some([&bytes[..at], with, &bytes[at..]].concat());
        }
        Change::Remove(at) => drop(parts.remove(at % parts.len())),
        Change::Repeat(at, to) => {
            let part = parts[at % parts.len()];
            parts.insert(to % (parts.len() + 1), part);
        }
        Change::Swap(one, other) => {
            let (one, other) = (one % parts.len(), other % parts.len());
            parts.swap(one, other);
        }
    }
    let changed = parts.concat();
    (changed != bytes).then_some(changed)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]
    #[test]
    fn whatever_is_done_to_a_large_day_is_found_near(change in change()) {
        static STORE: std::sync::LazyLock<MemoryStore> = std::sync::LazyLock::new(|| days(&[1500]).into_storage());
        let bytes = STORE.bytes(log());
        if let Some(changed) = applied(bytes, &change) {
            let same = bytes.iter().zip(&changed).take_while(|(one, other)| one == other).count();
            let indexes = leaf_indexes(bytes);
            let at = records(bytes).iter().position(|(_, end, _)| *end > same).unwrap_or(indexes.len() - 1);
            let flaws = flaws_of(&STORE, changed);
            let first = flaws.first().ok_or_else(|| TestCaseError::fail("not found"))?;
            let place = match first.place {
                Place::Leaf(index) | Place::Leaves(index, _) => index,
                Place::Day => 0,
                Place::Checkpoint(_) | Place::Held(_) => return Err(TestCaseError::fail("not the chain")),
            };
            // From the block before the first byte that differs on.
            prop_assert!(place + 2 * BLOCK as u64 > indexes[at], "{place} for {}: {flaws:?}", indexes[at]);
        }
    }
}
