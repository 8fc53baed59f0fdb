//! A breach of personal data, and its notification to the CNIL.
//!
//! # Droit
//! RGPD, art. 33(1): within seventy-two hours of becoming aware, unless a risk is unlikely; a late notification gives its
//! reasons. The hours are elapsed ones (reading A22).

use serde::{Deserialize, Serialize};

use super::Instant;
use crate::explain::Outcome;

/// Hours to notify in.
const HOURS: i64 = 72;

/// The risk of a breach for the rights and freedoms of the persons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Risk {
    /// No notification is due.
    Unlikely,
    /// It is notified to the CNIL.
    Likely,
    /// It is also communicated to the persons (art. 34).
    High,
}

/// A breach.
///
/// ```
/// use imilo_core::droits::responsabilites::{BreachOutcome, Risk, Violation};
/// let violation = Violation {
///     aware_at: Some("2023-09-15T17:00:00+02:00".parse()?),
///     notified_at: Some("2023-09-18T17:01:00+02:00".parse()?),
///     risk: Some(Risk::Likely),
///     reasons_given: Some(true),
/// };
/// assert_eq!(violation.due_at().unwrap().to_string(), "2023-09-18T17:00:00+02:00");
/// assert_eq!(violation.delay(), BreachOutcome::LateWithReasons);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Violation {
    /// Moment of awareness; none: not told.
    pub aware_at: Option<Instant>,
    /// Moment of notification; none: it was not notified, or that was not told.
    pub notified_at: Option<Instant>,
    /// The risk; none: not assessed.
    pub risk: Option<Risk>,
    /// Whether a late notification gives its reasons; none: not told.
    pub reasons_given: Option<bool>,
}

/// Whether the delay was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BreachOutcome {
    /// In time, or not due.
    Conforming,
    /// Late, without reasons.
    NotConforming,
    /// Late, with its reasons: art. 33(1) has it as a third way.
    LateWithReasons,
    /// A fact is missing.
    Undetermined,
}

impl From<BreachOutcome> for Outcome {
    /// A late notification with reasons is for the CNIL to weigh: undetermined here.
    fn from(outcome: BreachOutcome) -> Self {
        match outcome {
            BreachOutcome::Conforming => Self::Conforming,
            BreachOutcome::NotConforming => Self::NotConforming,
            BreachOutcome::LateWithReasons | BreachOutcome::Undetermined => Self::Undetermined,
        }
    }
}

impl Violation {
    /// Whether a notification is due; none when the risk was not assessed.
    #[must_use]
    pub fn due(&self) -> Option<bool> {
        self.risk.map(|risk| risk != Risk::Unlikely)
    }

    /// Until when; none without the moment of awareness, or when none is due.
    #[must_use]
    pub fn due_at(&self) -> Option<Instant> {
        let aware = self.aware_at.filter(|_| self.due() != Some(false))?;
        aware.plus_hours(HOURS)
    }

    /// Whether the delay was kept. What was not notified is undetermined: the moment of the question is not told.
    #[must_use]
    pub fn delay(&self) -> BreachOutcome {
        if self.due() == Some(false) {
            return BreachOutcome::Conforming;
        }
        let (Some(due), Some(notified)) = (self.due_at(), self.notified_at) else {
            return BreachOutcome::Undetermined;
        };
        match (notified <= due, self.due(), self.reasons_given) {
            (true, ..) => BreachOutcome::Conforming,
            (false, Some(_), Some(true)) => BreachOutcome::LateWithReasons,
            (false, Some(_), Some(false)) => BreachOutcome::NotConforming,
            (false, ..) => BreachOutcome::Undetermined,
        }
    }
}
