//! Purging a segment at the term of the law: the events go, the checkpoint stays, and with it what a dispute holds.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::Date;
use crate::explain::Outcome;
use crate::pseudonym::Randomness;

use super::attest::Signer;
use super::checkpoint::{Checkpoint, HeldFor, Note, Purged};
use super::codec::kind;
use super::dictionary::{ACTS, AGENTS, DATA, Meant, STRUCTURES};
use super::event::{Act, Event, EventOutcome, day_of};
use super::export_line::{LeafLine, of_leaf};
use super::journal_error::JournalError;
use super::keeper::Journal;
use super::merkle::{Edge, Hash, Tree};
use super::record::SALT;
use super::segment_id::SegmentId;
use super::storage::{Log, Storage};
use super::tables::Tables;
use super::trace::{Contentieux, EarlyErasure, Erasure, Trace, TraceDecision, TraceState};
use super::walk::{Leaf, walk};

/// What is held of a segment for a dispute.
pub struct Hold<'h> {
    /// Number of the dispute, of the caller's: what is held for it is a log of its own.
    pub number: u16,
    /// The dispute.
    pub contentieux: Contentieux,
    /// Whether an event concerns it.
    pub concerns: &'h dyn Fn(&Event<'_>) -> bool,
}

/// Who purges, and when.
#[derive(Clone, Copy)]
pub struct PurgeBy<'p> {
    /// Reference of who does it.
    pub agent: &'p str,
    /// Class of who does it, by its code.
    pub actor: &'p str,
    /// When, in milliseconds of Unix time.
    pub instant_ms: i64,
}

/// What became of a purge. A refusal is an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PurgeAnswer<'l> {
    /// What the erasure of that day is worth. Not conforming without a note: too early, and not done; with one: too late, and
    /// done all the same. Undetermined: no law that was read says so.
    pub outcome: Outcome,
    /// What the law makes of the events of the segment, with the rules.
    pub decision: TraceDecision<'l>,
    /// What it makes of those of each dispute, by its number.
    pub held: Vec<(u16, u64, TraceDecision<'l>)>,
    /// The checkpoint that says so; none: nothing was erased.
    pub note: Option<Note>,
}

/// A leaf, taken out of its segment.
struct Kept {
    index: u64,
    canonical: Vec<u8>,
    salt: [u8; SALT],
    hash: Hash,
}

impl Kept {
    fn of(leaf: &Leaf<'_>) -> Self {
        let Leaf { index, canonical, salt, hash, .. } = *leaf;
        Self { index, canonical: canonical.to_vec(), salt: *salt, hash }
    }
}

/// What is read of a segment to hold a part of it.
struct Reading {
    tree: Tree,
    header: Option<Kept>,
    definitions: BTreeMap<(usize, u32), Kept>,
    /// By hold: its events, and the definitions that they need.
    events: Vec<Vec<Kept>>,
    needed: Vec<BTreeSet<(usize, u32)>>,
}

impl<S: Storage, R: Randomness> Journal<S, R> {
    /// Purges a segment whose term has come: its events and salts are erased, its checkpoint stays, and a new one says when
    /// and by which provisions. Events of a dispute that prolongs their term are taken out before, each with the proof
    /// that it was in the segment. The purge is an event of the journal itself.
    ///
    /// Nothing is erased when something is wrong in the segment. Interrupted before its checkpoint it is to be called again, behind it
    /// to be [completed](Self::complete).
    ///
    /// # Errors
    /// [`JournalError`]: a segment that is not closed or already purged; a flaw; a day before the décret, after the purge, or closed
    /// although it lies after it; a key that did not make the checkpoint of its own id.
    pub fn purge<'l>(
        &mut self,
        id: SegmentId,
        by: &PurgeBy<'_>,
        holds: &[Hold<'_>],
        tables: &'l Tables,
        signer: &dyn Signer,
    ) -> Result<PurgeAnswer<'l>, JournalError<S::Error>> {
        let today = day_of(by.instant_ms)?;
        self.check_signer(signer)?;
        let mut numbers = BTreeSet::new();
        if let Some(twice) = holds.iter().find(|hold| !numbers.insert(hold.number)) {
            return Err(JournalError::HoldTwice(twice.number));
        }
        let closed = self.closed(id)?;
        self.check_instant(today)?;
        let judge = |contentieux| {
            Trace { operation: id.day(), contentieux, erased_on: Some(today) }.judge(today, tables)
        };
        let decision = judge(None)?;
        let erased = match decision.state {
            TraceState::LogErase => true,
            TraceState::LogKeep => decision.early_erasure == EarlyErasure::Allowed,
            TraceState::Undetermined => false,
        };
        let mut answer = PurgeAnswer { outcome: worth(&decision), decision, held: Vec::new(), note: None };
        if !erased {
            return Ok(answer);
        }
        let mut kept_holds = Vec::new();
        for hold in holds {
            let decision = judge(Some(hold.contentieux))?;
            // Undetermined: what is erased does not come back.
            if decision.state != TraceState::LogErase {
                kept_holds.push((hold, decision));
            }
        }
        let mut purged = Vec::new();
        if let Some(reading) = self.reading(&closed, &kept_holds)? {
            for (at, (hold, decision)) in kept_holds.into_iter().enumerate() {
                let (lines, held) = reading.lines(id, at, hold.number);
                if held.events > 0 {
                    self.store_held(Log::Held(id, hold.number), &lines)?;
                    purged.push(held);
                }
                answer.held.push((hold.number, held.events, decision));
            }
        }
        let founded_by: Vec<_> = answer.decision.founded_by().into_iter().map(str::to_owned).collect();
        self.append_purge(by, &founded_by, &answer.decision)?;
        purged.sort_unstable_by_key(|held| held.number);
        let content = (closed.size, closed.events, closed.root);
        let purged = Purged { on: today, held: purged, founded_by };
        answer.note = Some(self.note(id, content, Some(purged), signer)?);
        self.storage.erase(Log::Segment(id)).map_err(JournalError::Storage)?;
        Ok(answer)
    }

    /// A day that is closed was over: nothing is purged or released before it.
    pub(super) fn check_instant(&self, today: Date) -> Result<(), JournalError<S::Error>> {
        let later = |note: &&Checkpoint| note.purged.is_none() && note.segment.day() > today;
        match self.notes.iter().find(later) {
            Some(note) => Err(JournalError::BeforeClosed(note.segment)),
            None => Ok(()),
        }
    }

    /// The checkpoint of a segment that is closed and there.
    fn closed(&self, id: SegmentId) -> Result<Checkpoint, JournalError<S::Error>> {
        let there = self.storage.logs().map_err(JournalError::Storage)?.contains(&Log::Segment(id));
        let closed = self.notes.iter().find(|note| note.segment == id && note.purged.is_none());
        let purged = self.notes.iter().any(|note| note.segment == id && note.purged.is_some());
        closed.filter(|_| there && !purged).cloned().ok_or(JournalError::Segment(id))
    }

    fn reading(
        &self,
        closed: &Checkpoint,
        holds: &[(&Hold<'_>, TraceDecision<'_>)],
    ) -> Result<Option<Reading>, JournalError<S::Error>> {
        let mut reading = Reading {
            tree: Tree::default(),
            header: None,
            definitions: BTreeMap::new(),
            events: holds.iter().map(|_| Vec::new()).collect(),
            needed: holds.iter().map(|_| BTreeSet::new()).collect(),
        };
        let log = Log::Segment(closed.segment);
        let read = |offset, into: &mut [u8]| self.storage.read(log, offset, into);
        let walked = walk(closed.segment, self.origin.as_str(), Some(closed.closed()), read, |leaf| {
            if !holds.is_empty() {
                reading.take(leaf, holds);
            }
        })
        .map_err(JournalError::Storage)?;
        if !walked.flaws.is_empty() {
            return Err(JournalError::Damaged(walked.flaws));
        }
        Ok((!holds.is_empty()).then_some(reading))
    }

    /// Of a purge that was interrupted something may stand there already: the segment is still whole.
    fn store_held(&mut self, log: Log, lines: &str) -> Result<(), JournalError<S::Error>> {
        self.storage.erase(log).map_err(JournalError::Storage)?;
        self.storage.append(log, lines.as_bytes()).map_err(JournalError::Storage)
    }

    pub(super) fn append_purge(
        &mut self,
        by: &PurgeBy<'_>,
        founded_by: &[String],
        decision: &TraceDecision<'_>,
    ) -> Result<(), JournalError<S::Error>> {
        let act = Act {
            provisions: founded_by.iter().map(String::as_str).collect(),
            rule_set: Some(Cow::Borrowed(decision.rule_set.as_ref())),
            ..Act::new(by.actor, "purge_journal", EventOutcome::Conforming)
        };
        let instant_ms = by.instant_ms;
        self.append(&Event { instant_ms, agent: by.agent, mission_locale: None, dossier: None, act })?;
        self.flush()
    }
}

/// What the erasure of that day is worth.
pub(super) const fn worth(decision: &TraceDecision<'_>) -> Outcome {
    match decision.erasure {
        Some(Erasure::Conforming) => Outcome::Conforming,
        Some(Erasure::NotConforming) => Outcome::NotConforming,
        Some(Erasure::Undetermined) | None => Outcome::Undetermined,
    }
}

impl Reading {
    fn take(&mut self, leaf: &Leaf<'_>, holds: &[(&Hold<'_>, TraceDecision<'_>)]) {
        self.tree.push(leaf.hash);
        let table = match leaf.canonical.first() {
            Some(&kind::HEADER) => {
                self.header = Some(Kept::of(leaf));
                return;
            }
            Some(&kind::AGENT) => AGENTS,
            Some(&kind::STRUCTURE) => STRUCTURES,
            Some(&kind::DATA) => DATA,
            Some(&kind::ACT) => ACTS,
            _ => return self.take_event(leaf, holds),
        };
        let index = leaf.dictionary.counts().get(table).copied().unwrap_or_default();
        self.definitions.insert((table, index), Kept::of(leaf));
    }

    fn take_event(&mut self, leaf: &Leaf<'_>, holds: &[(&Hold<'_>, TraceDecision<'_>)]) {
        let Meant::Event(raw) = &leaf.meant else { return };
        let Some(event) = leaf.dictionary.event(raw) else { return };
        let targets = holds.iter().zip(&mut self.events).zip(&mut self.needed);
        for (((hold, _), events), needed) in targets {
            if !(hold.concerns)(&event) {
                continue;
            }
            events.push(Kept::of(leaf));
            needed.insert((AGENTS, raw.agent));
            needed.extend((raw.structure != 0).then_some((STRUCTURES, raw.structure)));
            needed.insert((ACTS, raw.act));
            needed.extend(leaf.dictionary.sets_of(raw.act).map(|set| (DATA, set)));
        }
    }

    /// The lines of a hold: the header, the definitions that its events need, the events, in the order of the segment.
    fn lines(&self, id: SegmentId, hold: usize, number: u16) -> (String, HeldFor) {
        let empty = (Vec::new(), BTreeSet::new());
        let events = self.events.get(hold).unwrap_or(&empty.0);
        let needed = self.needed.get(hold).unwrap_or(&empty.1);
        let definitions = needed.iter().filter_map(|key| self.definitions.get(key));
        let mut kept: Vec<&Kept> = self.header.iter().chain(definitions).chain(events).collect();
        kept.sort_by_key(|kept| kept.index);
        let mut dictionary = super::dictionary::Dictionary::default();
        let (mut lines, mut leaves) = (String::new(), Edge::default());
        for kept in kept {
            leaves.push(kept.hash);
            let proof = self.tree.inclusion(kept.index).unwrap_or_default();
            let meant = super::codec::read(&kept.canonical).map(|content| dictionary.take_part(content));
            let event = match &meant {
                Some(Meant::Event(raw)) => dictionary.event(raw),
                _ => None,
            };
            let line = LeafLine {
                segment: id,
                index: kept.index,
                salt: &kept.salt,
                canonical: &kept.canonical,
                hash: kept.hash,
                held: Some((number, &proof)),
            };
            lines.push_str(&of_leaf(&line, event.as_ref()));
        }
        (lines, HeldFor { number, events: events.len() as u64, root: leaves.root() })
    }
}

/// The first day on which a segment may be purged, and until which it is kept, by the law of its day: what a host asks each
/// morning.
///
/// ```
/// use imilo_core::journal::{SegmentId, Tables, purge_day};
/// let id = SegmentId::first("2025-07-31".parse()?);
/// assert_eq!(purge_day(id, &Tables::built_in()).unwrap().to_string(), "2026-02-28");
/// # Ok::<(), imilo_core::calendar::DateError>(())
/// ```
#[must_use]
pub fn purge_day(id: SegmentId, tables: &Tables) -> Option<Date> {
    let trace = Trace { operation: id.day(), contentieux: None, erased_on: None };
    trace.judge(id.day(), tables).ok()?.keep_until
}
