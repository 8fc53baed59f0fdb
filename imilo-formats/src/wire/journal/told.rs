//! What is told of a journal: flaws with their place, segments, purges, in words too.

use imilo_core::calendar::Date;
use imilo_core::journal::{Checkpoint, Erasure, Flaw, HeldFor, Place, Purged, SegmentId};
use serde::Serialize;

/// A flaw, located.
#[derive(Serialize)]
pub(super) struct FlawTold {
    code: &'static str,
    line: Option<u64>,
    segment: Option<String>,
    /// `leaf`, `leaves`, `day`, `checkpoint` or `hold`.
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
            Place::Held(number) => ("hold", Some(number.into()), Some(number.into())),
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
    /// How many events, and for which disputes.
    held: u64,
    holds: Vec<HoldTold>,
    founded_by: Vec<String>,
    erasure: Option<Erasure>,
}

#[derive(Serialize)]
struct HoldTold {
    number: u16,
    events: u64,
}

/// Days that have no segment, the first and the last of a row of them.
#[derive(Serialize)]
pub(super) struct WithoutSegment {
    first: Date,
    last: Date,
}

impl From<&(Date, Date)> for WithoutSegment {
    fn from(&(first, last): &(Date, Date)) -> Self {
        Self { first, last }
    }
}

impl PurgeTold {
    pub(super) fn of(id: SegmentId, purged: &Purged, erasure: Option<Erasure>) -> Self {
        let hold = |held: &HeldFor| HoldTold { number: held.number, events: held.events };
        Self {
            segment: id.to_string(),
            on: purged.on,
            held: purged.events_held(),
            holds: purged.held.iter().map(hold).collect(),
            founded_by: purged.founded_by.clone(),
            erasure,
        }
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
    /// Copies of checkpoints that were compared.
    pub(super) copies: usize,
    /// Segments that are not closed, and their events.
    pub(super) open: (usize, u64),
    /// Whether it is a part that does not begin with the first checkpoint.
    pub(super) part: bool,
    /// Purges that the law did not have on that day.
    pub(super) late: usize,
}

impl Counted {
    pub(super) fn words(&self) -> Words {
        let Self { days, events, checkpoints, flaws, attested, copies, open, part, late } = self;
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
            Some(false) if *checkpoints == 0 => {
                ("il n'y a aucun point de contrôle", "there is no checkpoint")
            }
            Some(false) => (
                "tous les points de contrôle ne sont pas attestés par la clé",
                "not every checkpoint is attested by the key",
            ),
        };
        let (mut fr, mut en) = (String::new(), String::new());
        if *late > 0 {
            fr.push_str(&format!(" ; purges non conformes : {late}"));
            en.push_str(&format!("; purges not conforming: {late}"));
        }
        if let (segments @ 1.., events) = *open {
            fr.push_str(&format!(
                " ; segments non clos, que rien ne protège encore : {segments} ({events} événements)"
            ));
            en.push_str(&format!(
                "; segments not closed, which nothing protects yet: {segments} ({events} events)"
            ));
        }
        if *part {
            fr.push_str(" ; une partie du journal, qui ne commence pas à son premier point de contrôle");
            en.push_str("; a part of the journal, which does not begin with its first checkpoint");
        }
        if *copies > 0 {
            fr.push_str(&format!(" ; copies comparées : {copies}"));
            en.push_str(&format!("; copies compared: {copies}"));
        }
        Words {
            fr: format!(
                "jours : {days}, événements : {events}, points de contrôle : {checkpoints} ; {fr_found} ; {fr_key}{fr}"
            ),
            en: format!(
                "days: {days}, events: {events}, checkpoints: {checkpoints}; {en_found}; {en_key}{en}"
            ),
        }
    }
}
