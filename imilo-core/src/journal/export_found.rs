//! What was found in an export, and its checkpoints beside copies.

use std::collections::BTreeMap;

use crate::calendar::Date;

use super::chain::compare;
use super::checkpoint::{Checkpoint, Purged};
use super::flaw::Flaw;
use super::merkle::Hash;
use super::segment_id::SegmentId;
use super::trace::Erasure;

/// What was found in an export. Without a flaw, all of it is as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExportVerification {
    /// What is wrong, and in which line.
    pub flaws: Vec<Flaw>,
    /// Number of lines.
    pub lines: u64,
    /// Number of events.
    pub events: u64,
    /// Segments whose leaves are there, whole or held, with the number of their events.
    pub segments: BTreeMap<SegmentId, u64>,
    /// Number of checkpoints.
    pub checkpoints: u64,
    /// The last checkpoint: what is compared with the copy that somebody else keeps.
    pub last: Option<Checkpoint>,
    /// Segments that were purged, and what their erasure is worth.
    pub purged: Vec<(SegmentId, Purged, Option<Erasure>)>,
    /// Whether every checkpoint is attested by a key that was given; false without a key or a checkpoint.
    pub attested: bool,
    /// Whether the chain of checkpoints is there from its first one.
    pub from_the_first: bool,
    /// Days between the first and the last that have no segment, as first and last of each row of them: nobody closed them,
    /// and nothing proves that they were silent.
    pub without_segment: Vec<(Date, Date)>,
    /// Whether it was verified as a part of a journal.
    pub part: bool,
    /// Hash of each checkpoint, by its number.
    pub hashes: BTreeMap<u64, Hash>,
}

impl ExportVerification {
    /// Compares the checkpoints with copies that somebody else keeps: one that is not there, or is another. What was dropped at
    /// the end, or rewritten by whoever holds the key, is found by this alone.
    ///
    /// Of a part, copies of segments that are not in it are not missing.
    #[must_use]
    pub fn compare(&self, copies: &[Checkpoint]) -> Vec<Flaw> {
        compare((&self.hashes, self.last.as_ref()), copies, |id| !self.part || self.has(id))
    }

    /// How many of some copies are of the segments that were asked: all of them, but for a part.
    #[must_use]
    pub fn compared(&self, copies: &[Checkpoint]) -> usize {
        copies.iter().filter(|copy| !self.part || self.has(&copy.segment)).count()
    }

    fn has(&self, id: &SegmentId) -> bool {
        self.segments.contains_key(id) || self.purged.iter().any(|(other, ..)| other == id)
    }
}
