//! Following a chain of checkpoints, from its first or as a part; what of some copies it has.

use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::Date;

use super::attest::Verifier;
use super::checkpoint::{Checkpoint, Note, Purged};
use super::flaw::{Flaw, FlawKind, Place};
use super::merkle::Hash;
use super::segment_id::SegmentId;

/// Follows a chain of checkpoints.
pub(super) struct ChainCheck {
    pub(super) origin: Option<String>,
    /// Whether it is some checkpoints only, whatever stands before and between them.
    pub(super) part: bool,
    pub(super) last: Option<Checkpoint>,
    place: u64,
    pub(super) attested: bool,
    pub(super) segments: BTreeMap<SegmentId, (Checkpoint, Option<Purged>)>,
    /// What was held, and is no more.
    pub(super) released: BTreeSet<(SegmentId, u16)>,
    pub(super) hashes: BTreeMap<u64, Hash>,
}

impl ChainCheck {
    /// A chain from its beginning, of a journal whose name is known.
    pub(super) fn new(origin: String) -> Self {
        Self { origin: Some(origin), ..Self::of_any() }
    }

    /// A chain from its beginning, whatever its name.
    pub(super) const fn of_any() -> Self {
        Self {
            origin: None,
            part: false,
            last: None,
            place: 0,
            attested: true,
            segments: BTreeMap::new(),
            released: BTreeSet::new(),
            hashes: BTreeMap::new(),
        }
    }

    pub(super) fn take(&mut self, note: Option<&Note>, verifiers: &[&dyn Verifier], flaws: &mut Vec<Flaw>) {
        self.place += 1;
        let segment = note.map(|note| note.checkpoint.segment);
        let Some(Note { checkpoint, signatures }) = note else {
            self.attested = false;
            let place = Place::Checkpoint(self.place);
            return flaws.push(Flaw { segment, place, kind: FlawKind::Malformed, line: None });
        };
        let text = checkpoint.text();
        let of_known = signatures.iter().filter_map(|signature| {
            let known =
                |key: &&&dyn Verifier| key.name().as_str() == signature.name && key.id() == signature.id;
            verifiers.iter().find(known).map(|key| key.verify(text.as_bytes(), &signature.bytes))
        });
        let verified: Vec<bool> = of_known.collect();
        let unattested = !verifiers.is_empty() && (verified.is_empty() || verified.contains(&false));
        // What nobody attests has no number but its place.
        let place = Place::Checkpoint(if unattested { self.place } else { checkpoint.number });
        let mut flaw = |kind| flaws.push(Flaw { segment, place, kind, line: None });
        if unattested {
            self.attested = false;
            flaw(FlawKind::NotAttested);
        }
        if self.origin.as_ref().is_some_and(|origin| *origin != checkpoint.origin) {
            flaw(FlawKind::Foreign);
        }
        let expected = self.last.as_ref().map_or(Some(1), |last| last.number.checked_add(1));
        let jumped = expected.is_some_and(|expected| checkpoint.number > expected);
        let follows = match &self.last {
            Some(last) => {
                (jumped || expected == Some(checkpoint.number) && checkpoint.previous == Some(last.hash()))
                    && checkpoint.origin == last.origin
            }
            None => (checkpoint.number == 1) == checkpoint.previous.is_none(),
        };
        // A segment is closed once; its purge says again what was closed.
        let known = self.segments.get(&checkpoint.segment).map(|(closed, _)| closed);
        let again = match (known, &checkpoint.purged) {
            (None, None) => true,
            // Its closing may be among those that are not there.
            (None, Some(_)) => self.part || self.place < checkpoint.number,
            (Some(_), None) => false,
            (Some(closed), Some(_)) => {
                (closed.size, closed.events, closed.root)
                    == (checkpoint.size, checkpoint.events, checkpoint.root)
            }
        };
        if !(follows && again) {
            flaw(FlawKind::BrokenChain);
        }
        // A day that is closed was over: nothing is purged on a day before it.
        let first_purge = self.segments.get(&checkpoint.segment).is_none_or(|(_, purged)| purged.is_none());
        let closed_later = |on: Date| {
            self.segments.values().any(|(closed, _)| closed.purged.is_none() && closed.segment.day() > on)
        };
        if first_purge && checkpoint.purged.as_ref().is_some_and(|purged| closed_later(purged.on)) {
            flaw(FlawKind::Contradiction);
        }
        if let Some(expected) = expected.filter(|_| jumped && !self.part) {
            let place = Place::Checkpoint(expected);
            flaws.push(Flaw { segment: None, place, kind: FlawKind::Missing, line: None });
        }
        let entry = self.segments.entry(checkpoint.segment);
        let entry = entry.or_insert_with(|| (checkpoint.clone(), None));
        if let Some(purged) = &checkpoint.purged {
            let held = |number: u16| purged.held.iter().any(|held| held.number == number);
            let before = entry.1.iter().flat_map(|before| &before.held).map(|held| held.number);
            let id = checkpoint.segment;
            self.released.extend(before.filter(|number| !held(*number)).map(|number| (id, number)));
            entry.1 = Some(purged.clone());
        }
        self.hashes.insert(checkpoint.number, checkpoint.hash());
        self.last = Some(checkpoint.clone());
    }
}

/// What of some copies is not there, where its segment is wanted, or is another.
pub(super) fn compare(
    (hashes, last): (&BTreeMap<u64, Hash>, Option<&Checkpoint>),
    copies: &[Checkpoint],
    wanted: impl Fn(&SegmentId) -> bool,
) -> Vec<Flaw> {
    let flaw = |copy: &Checkpoint| {
        let kind = match hashes.get(&copy.number) {
            Some(hash) if *hash == copy.hash() => return None,
            _ if last.is_some_and(|last| last.origin != copy.origin) => FlawKind::Foreign,
            Some(_) => FlawKind::Changed,
            None if wanted(&copy.segment) => FlawKind::Missing,
            None => return None,
        };
        let (segment, place) = (Some(copy.segment), Place::Checkpoint(copy.number));
        Some(Flaw { segment, place, kind, line: None })
    };
    copies.iter().filter_map(flaw).collect()
}

/// The rows of days that are not among some, between the first and the last of them.
pub(super) fn between(days: &BTreeSet<Date>) -> Vec<(Date, Date)> {
    let pairs = days.iter().zip(days.iter().skip(1));
    let gap = |(one, next): (&Date, &Date)| {
        let (first, last) = (one.plus_days(1), next.plus_days(-1));
        (first <= last).then_some((first, last))
    };
    pairs.filter_map(gap).collect()
}
