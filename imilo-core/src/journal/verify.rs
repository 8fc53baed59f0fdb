//! Verifying a journal: the chain of checkpoints, each segment against its own, what was purged, what is held.

use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::Date;

use super::attest::{KeyName, Verifier};
use super::chain::{ChainCheck, between, compare};
use super::checkpoint::{Checkpoint, HeldFor, Purged, ReadChain, read_chain};
use super::event::Event;
use super::export_check::{ExportCheck, Scope};
use super::flaw::{Flaw, FlawKind, Place};
use super::merkle::Hash;
use super::segment_id::SegmentId;
use super::storage::{Log, Storage, read_all};
use super::tables::Tables;
use super::trace::{Erasure, Trace};
use super::walk::{Walked, walk};

/// What a segment is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SegmentState {
    /// It is being written.
    Open,
    /// It has its checkpoint.
    Closed,
    /// It was erased on a day, and what its erasure is worth by the law of its day. Its checkpoint stands.
    Purged {
        /// That day, and how many events are held.
        purged: Purged,
        /// What it is worth; none when the day cannot be judged.
        erasure: Option<Erasure>,
    },
}

/// A segment that was verified.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VerifiedSegment {
    /// Which one.
    pub id: SegmentId,
    /// What it is.
    pub state: SegmentState,
    /// Number of its leaves.
    pub size: u64,
    /// Number of its events.
    pub events: u64,
}

/// What was found in a journal. Without a flaw, all of it is as it was written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verification {
    /// What is wrong, and where.
    pub flaws: Vec<Flaw>,
    /// The segments.
    pub segments: Vec<VerifiedSegment>,
    /// Number of checkpoints.
    pub checkpoints: u64,
    /// Whether every checkpoint is attested by a key that was given; false without a key.
    pub attested: bool,
    /// Days between the first and the last that have no segment, as first and last of each row of them: nobody closed them,
    /// and nothing proves that they were silent.
    pub without_segment: Vec<(Date, Date)>,
    /// The last checkpoint.
    pub last: Option<Checkpoint>,
    /// Hash of each checkpoint, by its number.
    pub hashes: BTreeMap<u64, Hash>,
}

impl Verification {
    /// Compares the checkpoints with copies that somebody else keeps: one that is not there, or is another.
    #[must_use]
    pub fn compare(&self, copies: &[Checkpoint]) -> Vec<Flaw> {
        compare((&self.hashes, self.last.as_ref()), copies, |_| true)
    }
}

/// Verifies a whole journal.
///
/// Without a verifier nothing says who made the checkpoints: whoever could rewrite all of them would not be found out.
///
/// # Errors
/// When the storage cannot be read.
pub fn verify<S: Storage>(
    storage: &S,
    origin: &KeyName,
    verifiers: &[&dyn Verifier],
    tables: &Tables,
) -> Result<Verification, S::Error> {
    let mut found = Verification { attested: !verifiers.is_empty(), ..Verification::default() };
    let bytes = read_all(storage, Log::Checkpoints)?;
    let ReadChain { notes, torn, .. } = read_chain(&bytes);
    let mut chain = ChainCheck::new(origin.as_str().to_owned());
    for note in &notes {
        chain.take(note.as_ref(), verifiers, &mut found.flaws);
    }
    if torn.is_some() {
        let place = Place::Checkpoint(notes.len() as u64 + 1);
        found.flaws.push(Flaw { segment: None, place, kind: FlawKind::TornEnd, line: None });
    }
    found.checkpoints = notes.len() as u64;
    found.last = chain.last.take();
    found.hashes = core::mem::take(&mut chain.hashes);
    found.attested &= !notes.is_empty() && chain.attested;
    let mut logs = storage.logs()?;
    for (id, (closed, purged)) in core::mem::take(&mut chain.segments) {
        let there = logs.contains(&Log::Segment(id));
        logs.retain(|log| *log != Log::Segment(id));
        let (size, events) = (closed.size, closed.events);
        let state = match purged {
            None if !there => {
                found.flaws.push(Flaw::of(id, Place::Day, FlawKind::Missing));
                SegmentState::Closed
            }
            None => {
                found.flaws.extend(verify_segment(storage, origin, id, Some(&closed))?.flaws);
                SegmentState::Closed
            }
            Some(purged) => {
                if there {
                    found.flaws.push(Flaw::of(id, Place::Day, FlawKind::NotErased));
                }
                found.flaws.extend(verify_held(storage, &closed, &purged, (&logs, &chain.released))?);
                let erasure = judge_purge(id, &purged, tables, &mut found.flaws);
                SegmentState::Purged { purged, erasure }
            }
        };
        found.segments.push(VerifiedSegment { id, state, size, events });
    }
    for log in logs {
        let id = match log {
            Log::Segment(id) => id,
            Log::Held(id, number) => {
                // Of a segment that is whole it is what an interrupted purge began; of none it is told.
                if !found.segments.iter().any(|segment| segment.id == id) {
                    found.flaws.push(Flaw::of(id, Place::Held(number), FlawKind::Added));
                }
                continue;
            }
            Log::Checkpoints => continue,
        };
        let walked = verify_segment(storage, origin, id, None)?;
        found.flaws.extend(walked.flaws);
        found.flaws.extend(walked.ended.then(|| Flaw::of(id, Place::Day, FlawKind::Unclosed)));
        let (size, events) = (walked.size, walked.events);
        found.segments.push(VerifiedSegment { id, state: SegmentState::Open, size, events });
    }
    found.segments.sort_by_key(|segment| segment.id);
    // A second part is begun behind a first one only.
    let there: BTreeSet<_> = found.segments.iter().map(|segment| segment.id).collect();
    let before = |id: &SegmentId| SegmentId::new(id.day(), id.part().checked_sub(1)?);
    let lost = there.iter().filter_map(before).filter(|id| !there.contains(id));
    found.flaws.extend(lost.map(|id| Flaw::of(id, Place::Day, FlawKind::Missing)));
    found.without_segment = between(&found.segments.iter().map(|segment| segment.id.day()).collect());
    Ok(found)
}

/// What was found in one segment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SegmentVerification {
    /// What is wrong, and where.
    pub flaws: Vec<Flaw>,
    /// Number of its leaves.
    pub size: u64,
    /// Number of its events.
    pub events: u64,
    /// Whether the root of a last block that is not full is stored: nothing comes behind it.
    pub ended: bool,
}

/// Verifies one segment, against its checkpoint if it has one.
///
/// # Errors
/// When the storage cannot be read.
pub fn verify_segment<S: Storage>(
    storage: &S,
    origin: &KeyName,
    id: SegmentId,
    checkpoint: Option<&Checkpoint>,
) -> Result<SegmentVerification, S::Error> {
    read_events(storage, origin, id, checkpoint, |_, _| ())
}

/// Reads the events of a segment with their indexes, and verifies it: each is shown as long as nothing is wrong.
///
/// # Errors
/// When the storage cannot be read.
pub fn read_events<S: Storage>(
    storage: &S,
    origin: &KeyName,
    id: SegmentId,
    checkpoint: Option<&Checkpoint>,
    mut show: impl FnMut(u64, &Event<'_>),
) -> Result<SegmentVerification, S::Error> {
    let read = |offset, into: &mut [u8]| storage.read(Log::Segment(id), offset, into);
    let walked = walk(id, origin.as_str(), checkpoint.map(Checkpoint::closed), read, |leaf| {
        if let super::dictionary::Meant::Event(raw) = &leaf.meant
            && let Some(event) = leaf.dictionary.event(raw)
        {
            show(leaf.index, &event);
        }
    })?;
    let Walked { flaws, size, events, ended, .. } = walked;
    Ok(SegmentVerification { flaws, size, events, ended })
}

/// What is wrong in what is held of a purged segment, in some logs.
pub(super) fn verify_held<S: Storage>(
    storage: &S,
    closed: &Checkpoint,
    purged: &Purged,
    (logs, released): (&[Log], &BTreeSet<(SegmentId, u16)>),
) -> Result<Vec<Flaw>, S::Error> {
    let mut flaws = Vec::new();
    let mut told: Vec<HeldFor> = purged.held.clone();
    for log in logs {
        let Log::Held(id, number) = *log else { continue };
        if id != closed.segment {
            continue;
        }
        let (own, rest) = told.into_iter().partition(|held| held.number == number);
        told = rest;
        let mut check = ExportCheck::new(Scope::Held { closed: closed.clone(), number });
        check.chain.released.clone_from(released);
        read_all(storage, *log)?.split_inclusive(|byte| *byte == b'\n').for_each(|line| check.line(line));
        flaws.extend(check.finish_held(id, &Purged { held: own, ..purged.clone() }));
    }
    let missing = |held: HeldFor| Flaw::of(closed.segment, Place::Held(held.number), FlawKind::Missing);
    flaws.extend(told.into_iter().map(missing));
    Ok(flaws)
}

/// What the erasure of a segment is worth: by the law of its day, once for all its events.
pub(super) fn judge_purge(
    id: SegmentId,
    purged: &Purged,
    tables: &Tables,
    flaws: &mut Vec<Flaw>,
) -> Option<Erasure> {
    let trace = Trace { operation: id.day(), contentieux: None, erased_on: Some(purged.on) };
    let judged = trace.judge(purged.on, tables).ok();
    let erasure = judged.as_ref().and_then(|decision| decision.erasure);
    let early = judged.is_some_and(|decision| purged.on < decision.seven_months);
    match erasure {
        // Too late is no fault of the proof: the answer says what the erasure is worth.
        Some(Erasure::NotConforming) if early => {
            flaws.push(Flaw::of(id, Place::Day, FlawKind::UnlawfulPurge));
        }
        Some(Erasure::Undetermined) | None => {
            flaws.push(Flaw::of(id, Place::Day, FlawKind::UndeterminedPurge));
        }
        _ => {}
    }
    erasure
}
