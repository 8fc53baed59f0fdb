//! The statement of the consultations of a dossier, read from the whole journal, with what it is complete for.

use std::collections::{BTreeMap, BTreeSet};

use crate::calendar::Date;

use super::attest::{KeyName, Verifier};
use super::checkpoint::{Checkpoint, Purged, read_chain};
use super::codec;
use super::consultations::Consultations;
use super::dictionary::{Dictionary, Meant};
use super::dossier_ref::DossierRef;
use super::event::Event;
use super::export_line;
use super::export_parts::decoded;
use super::flaw::{Flaw, Place};
use super::segment_id::SegmentId;
use super::storage::{Log, Storage, read_all};
use super::tables::Tables;
use super::verify::{SegmentState, read_events, verify};

/// Whose consultations are asked, and of which days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct StatementOf {
    /// Reference of the dossier.
    pub dossier: DossierRef,
    /// First day; none: from the first of the journal.
    pub from: Option<Date>,
    /// Last day; none: to the last of the journal.
    pub to: Option<Date>,
}

impl StatementOf {
    /// Of every day of the journal.
    #[must_use]
    pub const fn every_day(dossier: DossierRef) -> Self {
        Self { dossier, from: None, to: None }
    }

    /// Whether a day is asked.
    #[must_use]
    pub fn has(&self, day: Date) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// The consultations of a dossier, and what the journal could and could not say of them: a day that was purged or is
/// damaged is told, for the person would else take its silence for an answer.
///
/// # Droit
/// RGPD, art. 15, as [`Consultations`]; décret n° 2015-59, art. 10: what is past its seven months is erased, and its
/// checkpoint says on which day and by which provision.
///
/// ```
/// use imilo_core::journal::{DossierRef, KeyName, MemoryStore, Statement, StatementOf, Tables};
/// let of = StatementOf::every_day(DossierRef::new([7; 16]));
/// let name = KeyName::new("imilo.example/journal")?;
/// let statement = Statement::read(&of, &MemoryStore::default(), &name, &[], &Tables::built_in())?;
/// assert!(statement.consultations.lines().is_empty() && statement.is_complete() && statement.begins.is_none());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub struct Statement {
    /// The consultations, in the order of the journal.
    pub consultations: Consultations,
    /// First day of the journal, purged or not: it says nothing of what was before. None: it is empty.
    pub begins: Option<Date>,
    /// Days that were read whole. A day that is neither read, purged nor damaged has no event.
    pub read: Vec<Date>,
    /// Of these days, those whose segment is not closed: events may still be written to them, and no checkpoint holds them.
    pub open: Vec<Date>,
    /// Segments of the days asked that were purged. What is held of one for a dispute was read.
    pub purged: Vec<(SegmentId, Purged)>,
    /// What is wrong in the days asked, and in the chain of checkpoints.
    pub flaws: Vec<Flaw>,
    /// Whether every checkpoint is attested by a key that was given.
    pub attested: bool,
}

impl Statement {
    /// Reads the statement. The whole journal is verified: what is wrong in its chain may concern any day.
    ///
    /// # Errors
    /// When the storage cannot be read.
    pub fn read<S: Storage>(
        of: &StatementOf,
        storage: &S,
        origin: &KeyName,
        verifiers: &[&dyn Verifier],
        tables: &Tables,
    ) -> Result<Self, S::Error> {
        let found = verify(storage, origin, verifiers, tables)?;
        let checkpoints = checkpoints(&read_all(storage, Log::Checkpoints)?);
        let logs: BTreeSet<Log> = storage.logs()?.into_iter().collect();
        let mut statement = Self {
            consultations: Consultations::of(of.dossier),
            begins: found.segments.first().map(|segment| segment.id.day()),
            read: Vec::new(),
            open: Vec::new(),
            purged: Vec::new(),
            flaws: found.flaws,
            attested: found.attested,
        };
        statement
            .flaws
            .retain(|flaw| is_of_the_chain(flaw) || flaw.segment.is_some_and(|id| of.has(id.day())));
        let mut whole = BTreeMap::new();
        for segment in found.segments.into_iter().filter(|segment| of.has(segment.id.day())) {
            let id = segment.id;
            // An event that is held for two disputes, or beside a segment that is there, is one.
            let mut seen = BTreeSet::new();
            let mut take = |index, event: &Event<'_>| {
                if seen.insert(index) {
                    statement.consultations.take(event);
                }
            };
            if logs.contains(&Log::Segment(id)) {
                read_events(storage, origin, id, checkpoints.get(&id), &mut take)?;
            }
            for log in logs.iter().filter(|log| matches!(log, Log::Held(held, _) if *held == id)) {
                held_events(&read_all(storage, *log)?, &mut take);
            }
            let damaged = |flaw: &Flaw| flaw.segment == Some(id) && !is_of_the_chain(flaw);
            let mut is_whole = !statement.flaws.iter().any(damaged);
            if is_whole && segment.state == SegmentState::Open && statement.open.last() != Some(&id.day()) {
                statement.open.push(id.day());
            }
            if let SegmentState::Purged { purged, .. } = segment.state {
                statement.purged.push((id, purged));
                is_whole = false;
            }
            *whole.entry(id.day()).or_insert(true) &= is_whole;
        }
        statement.read = whole.into_iter().filter_map(|(day, is_whole)| is_whole.then_some(day)).collect();
        Ok(statement)
    }

    /// Whether nothing of the days asked is purged or damaged.
    #[must_use]
    pub const fn is_complete(&self) -> bool {
        self.purged.is_empty() && self.flaws.is_empty()
    }
}

const fn is_of_the_chain(flaw: &Flaw) -> bool {
    flaw.segment.is_none() || matches!(flaw.place, Place::Checkpoint(_))
}

/// The checkpoint by which each segment was closed.
fn checkpoints(chain: &[u8]) -> BTreeMap<SegmentId, Checkpoint> {
    let mut closed = BTreeMap::new();
    for note in read_chain(chain).notes.into_iter().flatten() {
        closed.entry(note.checkpoint.segment).or_insert(note.checkpoint);
    }
    closed
}

/// The events of the lines that are held for a dispute; their proofs are verified elsewhere.
fn held_events(lines: &[u8], take: &mut impl FnMut(u64, &Event<'_>)) {
    let mut dictionary = Dictionary::default();
    for line in lines.split_inclusive(|byte| *byte == b'\n') {
        let Some(leaf) = export_line::read(line).and_then(|imilo| decoded(&imilo)) else { continue };
        let meant =
            codec::read(&leaf.canonical).map_or(Meant::Wrong, |content| dictionary.take_part(content));
        if let Meant::Event(raw) = meant
            && let Some(event) = dictionary.event(&raw)
        {
            take(leaf.index, &event);
        }
    }
}
