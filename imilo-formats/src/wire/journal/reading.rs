//! What is read of a journal in a folder: its verification, its export, its state.

use std::collections::BTreeSet;
use std::fs::OpenOptions;
use std::io::{self, BufWriter, Write};
use std::time::Duration;

use imilo_core::calendar::Date;
use imilo_core::error::ErrorCode;
use imilo_core::journal::{
    Checkpoint, Erasure, Flaw, FlawKind, KeyName, Log, MacKey, Place, SegmentState, Statement, StatementOf,
    Storage, Tables, Verification, VerifiedSegment, export, purge_day, verify,
};
use imilo_core::wire::{self, Failure};
use serde::{Deserialize, Serialize};

use super::event::reference;
use super::folder::{JournalFolder, written};
use super::told::{CheckpointTold, Counted, FlawTold, PurgeTold, WithoutSegment, Words};
use super::{copies, purge, refused, stored, verifiers};
use crate::acces::ConsultationStatement;
use crate::io_words::io_words;
use crate::journal::FileStore;
use crate::wire::failure;

impl JournalFolder {
    pub(super) fn verify(&mut self, request: &str) -> Result<String, Failure> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Request {
            copies: Option<String>,
        }
        let request: Request = wire::request(request)?;
        self.journal.flush().map_err(refused)?;
        let copies = copies(request.copies.as_deref())?;
        verified(self.journal.storage(), &self.name, &self.keys, &copies)
    }

    /// Writes what is closed, as JSON Lines, to a file that is not there yet.
    pub(super) fn export(&mut self, request: &str) -> Result<String, Failure> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Request {
            path: String,
            segment: Option<String>,
        }
        #[derive(Serialize)]
        struct Answer {
            lines: u64,
            bytes: u64,
            /// Segments that are not closed yet.
            left_out: Vec<String>,
        }
        let request: Request = wire::request(request)?;
        let only = request.segment.as_deref().map(purge::segment).transpose()?;
        let told = |error: io::Error| failure(ErrorCode::FileWriting, Some("path"), io_words(error.kind()));
        let file = OpenOptions::new().write(true).create_new(true).open(&request.path).map_err(told)?;
        let mut out = BufWriter::new(file);
        let (mut bytes, mut lines, mut failed) = (0, 0, None);
        let done = export(self.journal.storage(), &self.name, only, |text| {
            if failed.is_none() {
                failed = out.write_all(text.as_bytes()).err();
            }
            bytes += text.len() as u64;
            lines += text.matches('\n').count() as u64;
        });
        let synced = match failed {
            Some(error) => Err(error),
            None => out.into_inner().map_err(io::IntoInnerError::into_error).and_then(|file| file.sync_all()),
        };
        let done = done.map_err(refused).and_then(|left_out| synced.map_err(told).map(|()| left_out));
        match done {
            Ok(left_out) => {
                let left_out = left_out.iter().map(ToString::to_string).collect();
                written(&Answer { lines, bytes, left_out })
            }
            Err(error) => {
                // Half an export is none.
                let _ = std::fs::remove_file(&request.path);
                Err(error)
            }
        }
    }

    /// What the person may be told of who saw their dossier, and what that is complete for.
    pub(super) fn consultations(&mut self, request: &str) -> Result<String, Failure> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Request {
            dossier: Option<String>,
            dossier_ref: Option<String>,
            from: Option<Date>,
            to: Option<Date>,
        }
        let Request { dossier, dossier_ref, from, to } = wire::request(request)?;
        let made = reference(dossier.as_deref(), dossier_ref.as_deref(), self.references.as_ref());
        let dossier = made.ok_or_else(|| Failure::of(ErrorCode::MissingField).at("dossier"))??;
        if from.zip(to).is_some_and(|(from, to)| to < from) {
            return Err(Failure::of(ErrorCode::InvalidArgument).at("to"));
        }
        self.journal.flush().map_err(refused)?;
        let asked = StatementOf { dossier, from, to };
        let (storage, keys) = (self.journal.storage(), verifiers(&self.keys));
        let read = Statement::read(&asked, storage, &self.name, &keys, &Tables::built_in());
        let read = read.map_err(|error| stored(&error))?;
        // An end that was cut when the folder was opened leaves no trace in it.
        let torn = self.recovery.torn.iter().filter_map(|(log, _)| match log {
            Log::Segment(id) => asked.has(id.day()).then_some(Some(*id)),
            Log::Checkpoints => Some(None),
            Log::Held(..) => None,
        });
        let torn =
            torn.map(|segment| Flaw { segment, place: Place::Day, kind: FlawKind::TornEnd, line: None });
        written(&ConsultationStatement::of(&read, &asked, &torn.collect::<Vec<_>>()))
    }

    /// The reference under which the events of a dossier stand.
    pub(super) fn reference(&mut self, request: &str) -> Result<String, Failure> {
        #[derive(Deserialize)]
        #[serde(deny_unknown_fields)]
        struct Request {
            dossier: String,
        }
        #[derive(Serialize)]
        struct Answer {
            dossier_ref: String,
        }
        let request: Request = wire::request(request)?;
        let made = reference(Some(&request.dossier), None, self.references.as_ref());
        let dossier_ref = made.ok_or_else(Failure::internal)??.to_hex();
        written(&Answer { dossier_ref })
    }

    /// What was found when it was opened, and from when each segment may be purged.
    pub(super) fn state(&mut self, request: &str) -> Result<String, Failure> {
        #[derive(Serialize)]
        struct Torn {
            log: String,
            length: u64,
        }
        #[derive(Serialize)]
        struct SegmentTold {
            segment: String,
            closed: bool,
            keep_until: Option<Date>,
        }
        #[derive(Serialize)]
        struct Answer {
            torn: Vec<Torn>,
            flaws: Vec<FlawTold>,
            /// Segments that were ended and have no checkpoint.
            unclosed: Vec<String>,
            /// What was erased when it was opened, of purges and releases that had not come to their end.
            completed: Vec<String>,
            segments: Vec<SegmentTold>,
        }
        let Nothing {} = wire::request(request)?;
        let tables = Tables::built_in();
        let torn =
            self.recovery.torn.iter().map(|(log, length)| Torn { log: name_of(*log), length: *length });
        let closed: BTreeSet<_> = self.journal.checkpoints().iter().map(|note| note.segment).collect();
        let logs = self.journal.storage().logs().map_err(|error| stored(&error))?;
        let segments = logs.into_iter().filter_map(|log| match log {
            Log::Segment(id) => Some(SegmentTold {
                segment: id.to_string(),
                closed: closed.contains(&id),
                keep_until: purge_day(id, &tables),
            }),
            _ => None,
        });
        written(&Answer {
            torn: torn.collect(),
            flaws: self.recovery.flaws.iter().map(FlawTold::from).collect(),
            completed: self.completed.iter().map(|log| name_of(*log)).collect(),
            unclosed: self
                .recovery
                .unclosed
                .iter()
                .filter(|id| !closed.contains(id))
                .map(ToString::to_string)
                .collect(),
            segments: segments.collect(),
        })
    }
}

#[derive(Serialize)]
struct SegmentTold {
    segment: String,
    state: &'static str,
    leaves: u64,
    events: u64,
}

#[derive(Serialize)]
struct VerifyAnswer {
    sound: bool,
    summary: Words,
    checkpoints: u64,
    attested: bool,
    last_checkpoint: Option<CheckpointTold>,
    segments: Vec<SegmentTold>,
    without_segment: Vec<WithoutSegment>,
    purged: Vec<PurgeTold>,
    flaws: Vec<FlawTold>,
}

/// What is found in a folder, by whoever writes to it or only reads it.
pub(super) fn verified(
    store: &FileStore,
    name: &KeyName,
    keys: &[MacKey],
    copies: &[Checkpoint],
) -> Result<String, Failure> {
    written(&told(looked_at(store, name, keys, copies)?, keys, copies))
}

/// The same beside whoever writes: what is found between two writes that belong together is another thing, or gone, when one
/// looks again.
pub(super) fn verified_beside_a_writer(
    store: &FileStore,
    name: &KeyName,
    keys: &[MacKey],
    copies: &[Checkpoint],
) -> Result<String, Failure> {
    let mut found = looked_at(store, name, keys, copies)?;
    for _ in 0..LOOKS {
        if found.flaws.is_empty() {
            break;
        }
        std::thread::sleep(BETWEEN_LOOKS);
        let again = looked_at(store, name, keys, copies)?;
        let before = core::mem::replace(&mut found, again).flaws;
        found.flaws.retain(|flaw| before.contains(flaw));
    }
    written(&told(found, keys, copies))
}

/// How often one looks again at what is wrong, and after how long: a writer is between its two writes for some milliseconds.
const LOOKS: usize = 3;
const BETWEEN_LOOKS: Duration = Duration::from_millis(200);

fn looked_at(
    store: &FileStore,
    name: &KeyName,
    keys: &[MacKey],
    copies: &[Checkpoint],
) -> Result<Verification, Failure> {
    let mut found =
        verify(store, name, &verifiers(keys), &Tables::built_in()).map_err(|error| stored(&error))?;
    let of_copies = found.compare(copies);
    found.flaws.extend(of_copies);
    Ok(found)
}

fn told(found: Verification, keys: &[MacKey], copies: &[Checkpoint]) -> VerifyAnswer {
    let Verification { flaws, segments, checkpoints, attested, without_segment, last, .. } = found;
    let days: BTreeSet<_> = segments.iter().map(|segment| segment.id.day()).collect();
    let open = segments.iter().filter(|segment| segment.state == SegmentState::Open);
    let counted = Counted {
        days: days.len(),
        events: segments.iter().map(events_there).sum(),
        checkpoints,
        flaws: flaws.len(),
        attested: (!keys.is_empty()).then_some(attested),
        copies: copies.len(),
        open: (open.clone().count(), open.map(|segment| segment.events).sum()),
        part: false,
        late: segments.iter().filter(|segment| late(segment)).count(),
    };
    let purged = segments.iter().filter_map(|segment| match &segment.state {
        SegmentState::Purged { purged, erasure } => Some(PurgeTold::of(segment.id, purged, *erasure)),
        _ => None,
    });
    let told = segments.iter().map(|segment| SegmentTold {
        segment: segment.id.to_string(),
        state: match segment.state {
            SegmentState::Open => "open",
            SegmentState::Closed => "closed",
            SegmentState::Purged { .. } => "purged",
        },
        leaves: segment.size,
        events: segment.events,
    });
    VerifyAnswer {
        sound: flaws.is_empty(),
        summary: counted.words(),
        checkpoints,
        attested,
        last_checkpoint: last.as_ref().map(CheckpointTold::from),
        segments: told.collect(),
        without_segment: without_segment.iter().map(WithoutSegment::from).collect(),
        purged: purged.collect(),
        flaws: flaws.iter().map(FlawTold::from).collect(),
    }
}

/// Of a purged segment what is held is there.
fn events_there(segment: &VerifiedSegment) -> u64 {
    match &segment.state {
        SegmentState::Purged { purged, .. } => purged.events_held(),
        SegmentState::Open | SegmentState::Closed => segment.events,
    }
}

const fn late(segment: &VerifiedSegment) -> bool {
    matches!(segment.state, SegmentState::Purged { erasure: Some(Erasure::NotConforming), .. })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Nothing {}

fn name_of(log: Log) -> String {
    match log {
        Log::Checkpoints => "checkpoints".to_owned(),
        Log::Segment(id) => id.to_string(),
        Log::Held(id, number) => format!("{id}, held {number}"),
    }
}
