//! What a person may be told of the journal: when, by which operation and for which purpose their dossier was seen. Not by
//! whom.

use serde::Serialize;

use crate::calendar::Date;

use super::dossier_ref::DossierRef;
use super::event::{Event, EventOutcome};

/// One consultation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Consultation {
    /// Day, Europe/Paris.
    pub day: Date,
    /// Operation, by its code.
    pub operation: String,
    /// Purpose, by its code.
    pub purpose: Option<String>,
    /// Class of who acted, by its code: no agent, but whether it was a mission locale or a recipient.
    pub actor: String,
    /// Names of the data that were seen or changed.
    pub data: Vec<String>,
}

/// The statement of the consultations of a dossier: dates and purposes, without the agents.
///
/// # Droit
/// RGPD, art. 15; CJUE, 22 June 2023, C-579/21: the dates and purposes of consultations are due, the names of the agents in
/// general not, unless the person could not do without them to exercise a right, and with regard to the rights of the agents.
/// *Secondary*: the holding was read in summaries (gdprhub.eu, privacyoutloud.ro), the judgment itself (ECLI:EU:C:2023:501) was not.
///
/// ```
/// use imilo_core::journal::{Act, Consultations, DossierRef, Event, EventOutcome};
/// let dossier = DossierRef::new([7; 16]);
/// let mut statement = Consultations::of(dossier);
/// let act = Act {
///     purpose: Some("accompaniment"),
///     granted: vec!["identite.prenoms"],
///     ..Act::new("agent_mission_locale", "consult", EventOutcome::Conforming)
/// };
/// let instant_ms = 1_795_521_600_000;
/// let event = Event { instant_ms, agent: "agent-7", mission_locale: None, dossier: Some(dossier), act };
/// statement.take(&event);
/// let [line] = statement.lines() else { return };
/// assert_eq!((line.day.to_string().as_str(), line.purpose.as_deref()), ("2026-11-24", Some("accompaniment")));
/// assert!(!serde_json::to_string(&statement).unwrap().contains("agent-7"));
/// ```
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Consultations {
    #[serde(skip)]
    dossier: DossierRef,
    lines: Vec<Consultation>,
}

impl Consultations {
    /// Of this dossier.
    #[must_use]
    pub const fn of(dossier: DossierRef) -> Self {
        Self { dossier, lines: Vec::new() }
    }

    /// Takes an event: it is in the statement if it is of the dossier and something of it was done. What was refused
    /// showed nothing to anybody.
    pub fn take(&mut self, event: &Event<'_>) {
        let act = &event.act;
        let seen = act.outcome == EventOutcome::Conforming || !act.granted.is_empty();
        if event.dossier != Some(self.dossier) || !seen {
            return;
        }
        if let Ok(day) = event.day() {
            self.lines.push(Consultation {
                day,
                operation: act.operation.to_owned(),
                purpose: act.purpose.map(str::to_owned),
                actor: act.actor.to_owned(),
                data: act.granted.iter().map(|name| (*name).to_owned()).collect(),
            });
        }
    }

    /// The consultations, in the order of the journal.
    #[must_use]
    pub fn lines(&self) -> &[Consultation] {
        &self.lines
    }
}
