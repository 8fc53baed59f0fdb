//! What a requester asks, put together: who he is and what is attested of him come from the configuration, what is attested
//! of the young person and the state of the dossier from the dossier, the day from the clock. He chooses only what he asks,
//! for which purpose.

use imilo_core::calendar::{Date, Rounding};
use imilo_core::conservation::{Decision, Readings, Retention, State, Tables};
use imilo_core::dossier::Dossier;
use imilo_core::explain::Outcome;
use imilo_core::habilitation::{DossierState, RequestJson};
use imilo_core::wire;
use serde_json::{Map, Value, json};

use crate::config::Account;
use crate::error::{Result, ServiceError, coded};

/// What is asked.
pub(crate) struct Asked<'a> {
    /// Operation, by its code.
    pub operation: &'a str,
    /// Purpose, by its code.
    pub purpose: &'a str,
    /// Form, by its code.
    pub form: Option<&'a str>,
    /// Data, by their codes.
    pub fields: &'a [String],
}

/// Of whom, as far as the rules must know.
pub(crate) struct About<'a> {
    /// The day.
    pub day: Date,
    /// The mission locale that holds the dossier.
    pub structure: &'a str,
    /// What is attested of the young person.
    pub facts: &'a Map<String, Value>,
    /// State of the dossier.
    pub state: DossierState,
    /// Date of birth.
    pub birth: Option<Date>,
}

/// The request.
///
/// # Errors
/// A word that is none, by its place.
pub(crate) fn request(account: &Account, asked: &Asked<'_>, about: &About<'_>) -> Result<RequestJson> {
    // What the controller attests of the requester goes before what is told with the dossier.
    let mut facts = about.facts.clone();
    facts.extend(account.facts.clone());
    facts.insert("dossier_state".to_owned(), json!(about.state.code()));
    let age = about.birth.map(|birth| age(birth, about.day));
    facts.insert("age".to_owned(), json!(age));
    // Some data are recorded of minors alone (annexe of 2015, I.B.2).
    facts.insert("minor".to_owned(), json!(age.is_some_and(|age| age < 18)));
    let request = json!({
        "date": about.day.to_string(),
        "actor": account.actor,
        "operation": asked.operation,
        "purpose": asked.purpose,
        "requested_form": asked.form,
        "target": { "owning_mission_locale": about.structure, "fields": asked.fields },
        "facts": facts,
    });
    Ok(wire::request(&request.to_string())?)
}

/// Completed years; who was born on 29 February is a year older on 28 February (reading A2).
fn age(birth: Date, day: Date) -> u8 {
    let reached = |years: &u8| birth.plus_years(u16::from(*years), Rounding::LastDayOfMonth).date <= day;
    (1..=u8::MAX).take_while(reached).last().unwrap_or(0)
}

/// The facts that may be recorded with a dossier: those of the young person, each true or false.
const OF_PERSON: [&str; 14] = [
    "ppae_in_progress",
    "left_without_diploma",
    "conventional_scheme",
    "emploi_avenir_beneficiary",
    "civis_in_progress",
    "fse_participant",
    "allowance_due",
    "under_justice",
    "placed_in_area",
    "fit_for_job_within_six_months",
    "cej_beneficiary",
    "payment_engaged",
    "limitation",
    "pacea",
];

/// Refuses facts that are none of the young person's: what is attested of a requester is the controller's to say.
///
/// # Errors
/// The first that is not in the list, or not true or false.
pub(crate) fn check_facts(facts: &Map<String, Value>) -> Result<()> {
    for (at, (key, value)) in facts.iter().enumerate() {
        if !OF_PERSON.contains(&key.as_str()) || !value.is_boolean() {
            // Not the key itself: it may be a value in the wrong place.
            let failure = wire::Failure::of(imilo_core::error::ErrorCode::JsonField);
            return Err(ServiceError::from(failure).at(format!("facts.{{{at}}}")));
        }
    }
    Ok(())
}

/// What retention says of a dossier today.
///
/// # Errors
/// Facts that cannot be.
pub(crate) fn retention(dossier: &Dossier, day: Date) -> Result<Closed> {
    let tables = Tables::built_in();
    let retention = Retention::on(day, &tables, Readings::default()).map_err(coded)?;
    retention.dossier(dossier.facts()).map(|decision| Closed::of(&decision)).map_err(coded)
}

/// Whether a dossier is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Closed {
    /// It is open to the persons of art. 3 and 4.
    Open,
    /// It is not, whether the daily work has come to it or not: it is as if it had.
    As(DossierState),
    /// A fact is missing without which nobody can tell.
    Undetermined,
}

impl Closed {
    fn of(decision: &Decision<'_>) -> Self {
        match (decision.state, decision.outcome) {
            (State::Accessible, _) => Self::Open,
            (State::FseArchive, _) => Self::As(DossierState::FseArchive),
            // Closed, and whether it goes to the archive is not known: nobody sees it.
            (State::Undetermined, Outcome::NotConforming) => Self::As(DossierState::Anonymised),
            (State::Undetermined, _) => Self::Undetermined,
            (State::Anonymise | State::FseAnonymise, _) => Self::As(DossierState::Anonymised),
        }
    }
}
