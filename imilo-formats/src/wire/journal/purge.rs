//! A segment purged at the term of the law, and what a dispute holds.

use imilo_core::error::ErrorCode;
use imilo_core::explain::Outcome;
use imilo_core::journal::{DossierRef, DossierRefs, Event, Hold, PurgeAnswer, PurgeBy, SegmentId};
use imilo_core::wire::{Failure, Litigation, LogRetentionAnswer, Object};
use serde::{Deserialize, Serialize};

use super::event::reference;

/// Who purges, what, and what is held.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Request {
    segment: String,
    agent: String,
    actor: String,
    instant_ms: i64,
    #[serde(default)]
    holds: Vec<Object<HoldTold>>,
}

/// What ends a hold.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Release {
    segment: String,
    agent: String,
    actor: String,
    instant_ms: i64,
    pub(super) number: u16,
    pub(super) litigation: Object<Litigation>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct HoldTold {
    /// Number of the dispute, of the caller's.
    number: u16,
    litigation: Object<Litigation>,
    /// Dossiers that it concerns, by their ids or by their references.
    #[serde(default)]
    dossiers: Vec<String>,
    #[serde(default)]
    dossier_refs: Vec<String>,
}

pub(super) fn segment(text: &str) -> Result<SegmentId, Failure> {
    text.parse().map_err(|_| Failure::of(ErrorCode::InvalidArgument).at("segment"))
}

impl Request {
    pub(super) fn segment(&self) -> Result<SegmentId, Failure> {
        segment(&self.segment)
    }

    pub(super) fn by(&self) -> PurgeBy<'_> {
        PurgeBy { agent: &self.agent, actor: &self.actor, instant_ms: self.instant_ms }
    }

    /// For each hold, its number, its dispute and the dossiers that it concerns.
    pub(super) fn holds(&self, references: Option<&DossierRefs>) -> Result<Vec<Held>, Failure> {
        let told = self.holds.iter().enumerate();
        told.map(|(at, Object(hold))| {
            // Who names nobody holds nothing, and what is erased does not come back.
            if hold.dossiers.is_empty() && hold.dossier_refs.is_empty() {
                return Err(Failure::of(ErrorCode::MissingField).at(&format!("holds[{at}].dossiers")));
            }
            if self.holds.iter().take(at).any(|Object(other)| other.number == hold.number) {
                return Err(Failure::of(ErrorCode::InvalidArgument).at(&format!("holds[{at}].number")));
            }
            let by_id = hold.dossiers.iter().map(|id| reference(Some(id), None, references));
            let by_reference = hold.dossier_refs.iter().map(|hex| reference(None, Some(hex), references));
            let dossiers: Result<Vec<_>, _> = by_id.chain(by_reference).flatten().collect();
            let dossiers = dossiers.map_err(|error| {
                let field = error.field.as_deref().unwrap_or_default().to_owned();
                error.at(&format!("holds[{at}].{field}s"))
            })?;
            Ok(Held { number: hold.number, litigation: hold.litigation.0, dossiers })
        })
        .collect()
    }
}

impl Release {
    pub(super) fn segment(&self) -> Result<SegmentId, Failure> {
        segment(&self.segment)
    }

    pub(super) fn by(&self) -> PurgeBy<'_> {
        PurgeBy { agent: &self.agent, actor: &self.actor, instant_ms: self.instant_ms }
    }
}

/// A hold as it is asked.
pub(super) struct Held {
    number: u16,
    litigation: Litigation,
    dossiers: Vec<DossierRef>,
}

impl Held {
    pub(super) fn concerns(&self, event: &Event<'_>) -> bool {
        event.dossier.is_some_and(|dossier| self.dossiers.contains(&dossier))
    }

    pub(super) fn hold<'h>(&self, concerns: &'h dyn Fn(&Event<'_>) -> bool) -> Hold<'h> {
        Hold { number: self.number, contentieux: self.litigation.into(), concerns }
    }
}

#[derive(Serialize)]
struct HeldTold {
    number: u16,
    events: u64,
    retention: LogRetentionAnswer,
}

/// What became of it.
#[derive(Serialize)]
pub(super) struct Answer {
    done: bool,
    outcome: Outcome,
    retention: LogRetentionAnswer,
    held: Vec<HeldTold>,
    checkpoint: Option<String>,
}

impl Answer {
    pub(super) fn of(answer: &PurgeAnswer<'_>, instant_ms: i64) -> Result<Self, Failure> {
        let date = imilo_core::calendar::Date::of_paris_at(instant_ms.div_euclid(1000))
            .map_err(|error| Failure::from(error).at("instant_ms"))?;
        let held = answer.held.iter().map(|(number, events, decision)| HeldTold {
            number: *number,
            events: *events,
            retention: LogRetentionAnswer::of(decision, date),
        });
        Ok(Self {
            done: answer.note.is_some(),
            outcome: answer.outcome,
            retention: LogRetentionAnswer::of(&answer.decision, date),
            held: held.collect(),
            checkpoint: answer.note.as_ref().map(imilo_core::journal::Note::text),
        })
    }
}
