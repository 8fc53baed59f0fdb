//! What is told of a journal: flaws with their place, segments, purges, in words too.

use imilo_core::calendar::Date;
use imilo_core::journal::{Checkpoint, Erasure, Flaw, Place, Purged, SegmentId};
use serde::Serialize;

/// A flaw, located.
#[derive(Serialize)]
pub(super) struct FlawTold {
    code: &'static str,
    line: Option<u64>,
    segment: Option<String>,
    /// `leaf`, `leaves`, `day` or `checkpoint`.
    place: &'static str,
    first: Option<u64>,
    last: Option<u64>,
    fr: String,
    en: String,
}

impl From<&Flaw> for FlawTold {
    fn from(flaw: &Flaw) -> Self {
        let (place, first, last) = match flaw.place {
            Place::Leaf(index) => ("leaf", Some(index), Some(index)),
            Place::Leaves(first, last) => ("leaves", Some(first), Some(last)),
            Place::Day => ("day", None, None),
            Place::Checkpoint(number) => ("checkpoint", Some(number), Some(number)),
        };
        Self {
            code: flaw.kind.code(),
            line: flaw.line,
            segment: flaw.segment.map(|id| id.to_string()),
            place,
            first,
            last,
            fr: flaw.fr(),
            en: flaw.to_string(),
        }
    }
}

/// A purge, and what it is worth by the law of the day of the operations.
#[derive(Serialize)]
pub(super) struct PurgeTold {
    segment: String,
    on: Date,
    held: u64,
    founded_by: Vec<String>,
    erasure: Option<Erasure>,
}

impl PurgeTold {
    pub(super) fn of(id: SegmentId, purged: &Purged, erasure: Option<Erasure>) -> Self {
        let Purged { on, held, founded_by } = purged.clone();
        Self { segment: id.to_string(), on, held, founded_by, erasure }
    }
}

/// A checkpoint, as it is compared with a copy.
#[derive(Serialize)]
pub(super) struct CheckpointTold {
    number: u64,
    segment: String,
    /// SHA-256 of its text, in hexadecimal digits.
    hash: String,
}

impl From<&Checkpoint> for CheckpointTold {
    fn from(checkpoint: &Checkpoint) -> Self {
        let hash = checkpoint.hash().iter().map(|byte| format!("{byte:02x}")).collect();
        Self { number: checkpoint.number, segment: checkpoint.segment.to_string(), hash }
    }
}

/// Two sentences.
#[derive(Serialize)]
pub(super) struct Words {
    pub(super) fr: String,
    pub(super) en: String,
}

/// What was counted, in a sentence.
pub(super) struct Counted {
    pub(super) days: usize,
    pub(super) events: u64,
    pub(super) checkpoints: u64,
    pub(super) flaws: usize,
    /// Whether a key was given, and whether it attests every checkpoint.
    pub(super) attested: Option<bool>,
}

impl Counted {
    pub(super) fn words(&self) -> Words {
        let Self { days, events, checkpoints, flaws, attested } = self;
        let (fr_found, en_found) = match flaws {
            0 => ("rien d'anormal".to_owned(), "nothing wrong".to_owned()),
            n => (format!("anomalies : {n}"), format!("flaws: {n}")),
        };
        let (fr_key, en_key) = match attested {
            None => (
                "aucune clé donnée : rien ne dit qui a fait les points de contrôle",
                "no key given: nothing says who made the checkpoints",
            ),
            Some(true) => {
                ("chaque point de contrôle est attesté par la clé", "every checkpoint is attested by the key")
            }
            Some(false) => (
                "tous les points de contrôle ne sont pas attestés par la clé",
                "not every checkpoint is attested by the key",
            ),
        };
        Words {
            fr: format!(
                "jours : {days}, événements : {events}, points de contrôle : {checkpoints} ; {fr_found} ; {fr_key}"
            ),
            en: format!("days: {days}, events: {events}, checkpoints: {checkpoints}; {en_found}; {en_key}"),
        }
    }
}
