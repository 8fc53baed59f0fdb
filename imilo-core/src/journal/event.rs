//! An event: who did what, on whose dossier, with which data by their names, for which purpose, and what became of it.
//! Never a value of the data.

use std::borrow::Cow;
use std::fmt;

use thiserror::Error;

use crate::calendar::Date;
use crate::error::{CodedError, ErrorCode};
use crate::explain::{AccessEvent, Outcome};
use crate::nir::{digits_are_a_nir, holds_a_nir, holds_the_form_of_a_nir, is_uuid};

use super::dossier_ref::DossierRef;

/// Longest text of an event, in bytes.
const LONGEST: usize = 1024;

/// What became of an operation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
#[repr(u8)]
pub enum EventOutcome {
    /// The law allows it, and it was done.
    Conforming = 1,
    /// It was refused.
    NotConforming = 2,
    /// No rule that was read decides: it was not done.
    Undetermined = 3,
    /// It failed, or could not be judged.
    Failed = 4,
}

impl EventOutcome {
    const ALL: [Self; 4] = [Self::Conforming, Self::NotConforming, Self::Undetermined, Self::Failed];

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Conforming => "conforming",
            Self::NotConforming => "not_conforming",
            Self::Undetermined => "undetermined",
            Self::Failed => "failed",
        }
    }

    pub(super) fn of_byte(byte: u8) -> Option<Self> {
        Self::ALL.into_iter().find(|outcome| *outcome as u8 == byte)
    }
}

impl From<Outcome> for EventOutcome {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Conforming => Self::Conforming,
            Outcome::NotConforming => Self::NotConforming,
            Outcome::Undetermined => Self::Undetermined,
        }
    }
}

/// What an event has in common with many others of its day: stored once a day, and named by its index.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Act<'a> {
    /// Class of who acts, by its code (`agent_mission_locale`).
    pub actor: &'a str,
    /// Operation, by its code (`consult`, `connect`).
    pub operation: &'a str,
    /// Purpose, by its code.
    pub purpose: Option<&'a str>,
    /// Form, by its code.
    pub form: Option<&'a str>,
    /// What became of it.
    pub outcome: EventOutcome,
    /// Names of the data granted.
    pub granted: Vec<&'a str>,
    /// Names of the data refused or left undetermined.
    pub withheld: Vec<&'a str>,
    /// The rule set that was applied (`V2025`).
    pub rule_set: Option<Cow<'a, str>>,
    /// Codes of the provisions that founded it.
    pub provisions: Vec<&'a str>,
}

impl<'a> Act<'a> {
    /// An operation on no data (a connection, a search, a purge), to be filled in.
    ///
    /// ```
    /// use imilo_core::journal::{Act, EventOutcome};
    /// let connection = Act::new("agent_mission_locale", "connect", EventOutcome::Conforming);
    /// assert!(connection.granted.is_empty());
    /// ```
    #[must_use]
    pub const fn new(actor: &'a str, operation: &'a str, outcome: EventOutcome) -> Self {
        Self {
            actor,
            operation,
            purpose: None,
            form: None,
            outcome,
            granted: Vec::new(),
            withheld: Vec::new(),
            rule_set: None,
            provisions: Vec::new(),
        }
    }
}

/// An event of the journal. `Debug` shows neither who nor whose.
///
/// # Droit
/// Décret n° 2015-59, art. 10: « l'identifiant de la personne ayant procédé à l'opération » (V2015); « assurer une
/// traçabilité des accès et des actions » (V2025).
#[derive(Clone, PartialEq, Eq)]
pub struct Event<'a> {
    /// When, in milliseconds of Unix time.
    pub instant_ms: i64,
    /// Who, by a reference of the caller's.
    pub agent: &'a str,
    /// The structure that held the dossier on the day.
    pub mission_locale: Option<&'a str>,
    /// Whose dossier; none for a connection.
    pub dossier: Option<DossierRef>,
    /// The rest.
    pub act: Act<'a>,
}

impl fmt::Debug for Event<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Event({}, {:?}, …)", self.act.operation, self.act.outcome)
    }
}

/// Why an event is not taken. Never a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum EventError {
    /// A text is empty, longer than 1024 bytes, holds a control character, a digit of another script or a NIR; a list is too long.
    #[error("{field}: {}", ErrorCode::EventText.row().en)]
    Text {
        /// Which one.
        field: &'static str,
    },
    /// The instant is not on the day of the segment, or not on the day that the event says.
    #[error("{}", ErrorCode::EventInstant.row().en)]
    Instant,
    /// An index of another segment.
    #[error("{}", ErrorCode::EventReference.row().en)]
    Reference,
    /// A segment holds no more.
    #[error("{}", ErrorCode::SegmentFull.row().en)]
    Full,
    /// The source gave no salt.
    #[error("{}", ErrorCode::NoRandomness.row().en)]
    NoRandomness,
}

impl CodedError for EventError {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Text { .. } => ErrorCode::EventText,
            Self::Instant => ErrorCode::EventInstant,
            Self::Reference => ErrorCode::EventReference,
            Self::Full => ErrorCode::SegmentFull,
            Self::NoRandomness => ErrorCode::NoRandomness,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::Text { field } => Some((*field).to_owned()),
            Self::Instant => Some("instant_ms".to_owned()),
            _ => None,
        }
    }
}

impl<'a> Event<'a> {
    /// The event of a disclosure, at an instant of its day, under the reference of its dossier.
    ///
    /// # Errors
    /// [`EventError::Instant`] when the instant falls on another day of Europe/Paris than the disclosure.
    pub fn of_access(
        access: &'a AccessEvent,
        instant_ms: i64,
        dossier: DossierRef,
    ) -> Result<Self, EventError> {
        if day_of(instant_ms)? != access.day {
            return Err(EventError::Instant);
        }
        let act = Act {
            actor: access.actor,
            operation: access.operation,
            purpose: Some(access.purpose),
            form: Some(access.form),
            outcome: access.outcome.into(),
            granted: access.granted.clone(),
            withheld: access.withheld.clone(),
            rule_set: crate::law::rule_sets().at(access.day).ok().map(|found| found.label()),
            provisions: access.provisions.iter().map(String::as_str).collect(),
        };
        let mission_locale = Some(access.mission_locale.as_str());
        Ok(Self { instant_ms, agent: &access.agent, mission_locale, dossier: Some(dossier), act })
    }

    /// The day of Europe/Paris on which it was.
    ///
    /// # Errors
    /// [`EventError::Instant`] before 2002 and after 2399.
    pub fn day(&self) -> Result<Date, EventError> {
        day_of(self.instant_ms)
    }
}

pub(super) fn day_of(instant_ms: i64) -> Result<Date, EventError> {
    Date::of_paris_at(instant_ms.div_euclid(1000)).map_err(|_| EventError::Instant)
}

/// Refuses a text that cannot stand in an event.
pub(crate) fn check_text(text: &str, field: &'static str) -> Result<(), EventError> {
    // Controls, what turns or joins a line unseen, and digits of other scripts, in which a NIR could stand.
    let strange = |c: char| {
        let unseen = matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}');
        c.is_control() || unseen || (c.is_numeric() && !c.is_ascii_digit())
    };
    let form = length_is_right(text) && !text.chars().any(strange);
    if form && (is_uuid(text) || !holds_the_form_of_a_nir(text)) {
        Ok(())
    } else {
        Err(EventError::Text { field })
    }
}

pub(super) fn length_is_right(text: &str) -> bool {
    (1..=LONGEST).contains(&text.len())
}

/// Refuses a list of texts that cannot stand in an event: one of them, or a NIR that is cut over several.
pub(super) fn check_list(list: &[&str], field: &'static str) -> Result<(), EventError> {
    list.iter().try_for_each(|text| check_text(text, field))?;
    let joined = zeroize::Zeroizing::new(list.concat());
    if holds_a_nir(&joined) || digits_are_a_nir(&joined) { Err(EventError::Text { field }) } else { Ok(()) }
}
