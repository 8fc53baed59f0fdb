//! An event as a request tells it: that of `disclose` with its instant, or one written by hand.

use std::borrow::Cow;

use imilo_core::calendar::Date;
use imilo_core::error::ErrorCode;
use imilo_core::journal::{Act, DossierRef, DossierRefs, Event, EventError, EventOutcome};
use imilo_core::law::rule_sets;
use imilo_core::wire::Failure;
use serde::Deserialize;

/// An event. The keys are those of the event that `disclose` gives, with the instant.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct EventTold {
    instant_ms: i64,
    /// Has to be that of the instant.
    day: Option<Date>,
    agent: String,
    mission_locale: Option<String>,
    /// Id of the dossier: never written, its reference is.
    dossier: Option<String>,
    dossier_ref: Option<String>,
    actor: String,
    operation: String,
    purpose: Option<String>,
    form: Option<String>,
    outcome: EventOutcome,
    #[serde(default)]
    granted: Vec<String>,
    #[serde(default)]
    withheld: Vec<String>,
    rule_set: Option<String>,
    #[serde(default)]
    provisions: Vec<String>,
}

fn texts(list: &[String]) -> Vec<&str> {
    list.iter().map(String::as_str).collect()
}

impl EventTold {
    /// The event, under the reference of its dossier.
    pub(super) fn event(&self, references: Option<&DossierRefs>) -> Result<Event<'_>, Failure> {
        let dossier =
            reference(self.dossier.as_deref(), self.dossier_ref.as_deref(), references).transpose()?;
        let act = Act {
            actor: &self.actor,
            operation: &self.operation,
            purpose: self.purpose.as_deref(),
            form: self.form.as_deref(),
            outcome: self.outcome,
            granted: texts(&self.granted),
            withheld: texts(&self.withheld),
            rule_set: self.rule_set.as_deref().map(Cow::Borrowed),
            provisions: texts(&self.provisions),
        };
        let mut event = Event {
            instant_ms: self.instant_ms,
            agent: &self.agent,
            mission_locale: self.mission_locale.as_deref(),
            dossier,
            act,
        };
        let day = event.day()?;
        if self.day.is_some_and(|told| told != day) {
            return Err(EventError::Instant.into());
        }
        // As an event of a disclosure: the law of its day, unless it says another.
        if event.act.rule_set.is_none() {
            event.act.rule_set = rule_sets().at(day).ok().map(|found| Cow::Owned(found.label().into_owned()));
        }
        Ok(event)
    }
}

/// The reference of a dossier: told, or made of its id; none when there is no dossier.
pub(super) fn reference(
    dossier: Option<&str>,
    told: Option<&str>,
    references: Option<&DossierRefs>,
) -> Option<Result<DossierRef, Failure>> {
    let wrong = |field: &str| Failure::of(ErrorCode::InvalidArgument).at(field);
    match (dossier, told) {
        (None, None) => None,
        (Some(_), Some(_)) => Some(Err(wrong("dossier_ref"))),
        (None, Some(hex)) => Some(DossierRef::from_hex(hex).ok_or_else(|| wrong("dossier_ref"))),
        (Some(id), None) => Some(match references {
            Some(references) => references.derive(id.as_bytes()).map_err(Failure::from),
            // Without the key of references the id would have to stand in clear.
            None => Err(wrong("dossier")),
        }),
    }
}
