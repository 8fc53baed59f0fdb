//! A breach of personal data, and its notification to the CNIL.
//!
//! # Droit
//! RGPD, art. 33(1): within seventy-two hours of becoming aware, unless a risk is unlikely; a late notification gives its
//! reasons. The hours are elapsed ones (reading A22). Art. 34: a breach of high risk is communicated to the persons too;
//! its exceptions were not read.

use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::Instant;
use crate::error::{CodedError, ErrorCode};
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
///     not_notified_at: None,
///     risk: Some(Risk::Likely),
///     reasons_given: Some(true),
/// };
/// assert_eq!(violation.due_at().unwrap().to_string(), "2023-09-18T17:00:00+02:00");
/// assert_eq!(violation.delay()?, BreachOutcome::LateWithReasons);
/// assert_eq!(violation.late_minutes(), Some(1));
/// assert_eq!(violation.communication_due(), Some(false));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Violation {
    /// Moment of awareness; none: not told.
    pub aware_at: Option<Instant>,
    /// Moment of notification; none: it was not notified, or that was not told.
    pub notified_at: Option<Instant>,
    /// A moment at which it was still not notified; none: not told.
    pub not_notified_at: Option<Instant>,
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

/// The moments of a breach contradict each other: it was notified, or told not to be, before anybody was aware of it; or
/// notified before a moment at which it was not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{}", ErrorCode::PeriodReversed.row().en)]
pub struct ViolationError {
    field: &'static str,
}

impl CodedError for ViolationError {
    fn code(&self) -> ErrorCode {
        ErrorCode::PeriodReversed
    }

    fn field(&self) -> Option<String> {
        Some(self.field.to_owned())
    }
}

impl Violation {
    /// Minutes elapsed from the awareness to the notification, the one that is begun included; none without both.
    #[must_use]
    pub fn elapsed_minutes(&self) -> Option<i64> {
        Some(self.aware_at?.minutes_until(self.notified_at?))
    }

    /// Minutes by which the notification is late, the one that is begun included: 0 when it is in time; none without both
    /// moments, or when none is due.
    #[must_use]
    pub fn late_minutes(&self) -> Option<i64> {
        let elapsed = self.elapsed_minutes().filter(|_| self.due() != Some(false))?;
        Some((elapsed - HOURS * 60).max(0))
    }

    /// Minutes by which the seventy-two hours are past without a notification, the one that is begun included; none where they
    /// are not known to be.
    #[must_use]
    pub fn overdue_minutes(&self) -> Option<i64> {
        let at = self.not_notified_at.filter(|_| self.notified_at.is_none())?;
        Some(self.due_at()?.minutes_until(at)).filter(|late| *late > 0)
    }

    /// Whether the breach is also communicated to the persons (art. 34); none when the risk was not assessed. The exceptions
    /// of art. 34 were not read: they are not applied.
    #[must_use]
    pub fn communication_due(&self) -> Option<bool> {
        self.risk.map(|risk| risk == Risk::High)
    }

    /// Facts without which [`Violation::delay`] cannot say.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        if self.due() == Some(false) {
            return Vec::new();
        }
        let late = self.late_minutes().is_some_and(|late| late > 0);
        let facts = [
            ("aware_at", self.aware_at.is_none()),
            ("notified_at", self.notified_at.is_none() && self.overdue_minutes().is_none()),
            // In time whatever the risk.
            ("risk", self.risk.is_none() && self.late_minutes() != Some(0)),
            ("reasons_given", self.reasons_given.is_none() && late),
        ];
        facts.into_iter().filter(|(_, missing)| *missing).map(|(fact, _)| fact).collect()
    }

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

    /// Whether the delay was kept. What is not told to be notified is undetermined; what is told not to be at a moment after
    /// the seventy-two hours did not keep it.
    ///
    /// # Errors
    /// [`ViolationError`]: notified, or told not to be, before anybody was aware; notified before a moment at which it was not.
    pub fn delay(&self) -> Result<BreachOutcome, ViolationError> {
        self.coherent()?;
        if self.due() == Some(false) {
            return Ok(BreachOutcome::Conforming);
        }
        if self.overdue_minutes().is_some() && self.due() == Some(true) {
            return Ok(BreachOutcome::NotConforming);
        }
        let (Some(due), Some(notified)) = (self.due_at(), self.notified_at) else {
            return Ok(BreachOutcome::Undetermined);
        };
        Ok(match (notified <= due, self.due(), self.reasons_given) {
            (true, ..) => BreachOutcome::Conforming,
            (false, Some(_), Some(true)) => BreachOutcome::LateWithReasons,
            (false, Some(_), Some(false)) => BreachOutcome::NotConforming,
            (false, ..) => BreachOutcome::Undetermined,
        })
    }

    /// Whether the moments can be together.
    ///
    /// # Errors
    /// [`ViolationError`]: notified, or told not to be, before anybody was aware; notified before a moment at which it was not.
    pub fn coherent(&self) -> Result<(), ViolationError> {
        let before = |at: Option<Instant>| self.aware_at.zip(at).is_some_and(|(aware, at)| at < aware);
        for (field, at) in [("notified_at", self.notified_at), ("not_notified_at", self.not_notified_at)] {
            if before(at) {
                return Err(ViolationError { field });
            }
        }
        match self.notified_at.zip(self.not_notified_at) {
            Some((notified, not_yet)) if notified <= not_yet => {
                Err(ViolationError { field: "not_notified_at" })
            }
            _ => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn violation(aware: &str, notified: &str) -> Violation {
        let moment = |text: &str| Some(text.parse().unwrap());
        Violation {
            aware_at: moment(aware),
            notified_at: moment(notified),
            risk: Some(Risk::High),
            reasons_given: None,
            not_notified_at: None,
        }
    }

    #[test]
    fn notified_before_anybody_was_aware_is_refused_by_name() {
        let reversed = violation("2025-06-02T09:00:00+02:00", "2025-06-02T08:59:59+02:00");
        for risk in [None, Some(Risk::Unlikely), Some(Risk::High)] {
            let error = Violation { risk, ..reversed }.delay().unwrap_err();
            assert_eq!(
                (error.code(), error.field().as_deref()),
                (ErrorCode::PeriodReversed, Some("notified_at"))
            );
        }
        // The same moment, in another offset.
        assert_eq!(
            violation("2025-06-02T09:00:00+02:00", "2025-06-02T07:00:00Z").delay(),
            Ok(BreachOutcome::Conforming)
        );
    }

    /// Elapsed hours: the night in which the clock goes forward has one less to be read, not to be counted.
    #[test]
    fn how_late_is_told_by_elapsed_minutes() {
        for (aware, notified, elapsed, late) in [
            ("2025-06-02T09:00:00+02:00", "2025-06-05T09:00:00+02:00", 72 * 60, 0),
            ("2025-06-02T09:00:00+02:00", "2025-06-05T09:00:01+02:00", 72 * 60 + 1, 1),
            ("2025-06-02T09:00:00+02:00", "2025-06-06T09:00:00+02:00", 96 * 60, 24 * 60),
            ("2025-03-28T17:00:00+01:00", "2025-03-31T18:00:00+02:00", 72 * 60, 0),
            ("2025-10-24T17:00:00+02:00", "2025-10-27T17:00:00+01:00", 73 * 60, 60),
        ] {
            let found = violation(aware, notified);
            assert_eq!(
                (found.elapsed_minutes(), found.late_minutes()),
                (Some(elapsed), Some(late)),
                "{notified}"
            );
            let missing: &[&str] = if late > 0 { &["reasons_given"] } else { &[] };
            assert_eq!(found.missing(), missing);
        }
        let unlikely = Violation {
            risk: Some(Risk::Unlikely),
            ..violation("2025-06-02T09:00:00+02:00", "2025-06-20T09:00:00+02:00")
        };
        assert_eq!((unlikely.late_minutes(), unlikely.missing()), (None, vec![]));
        assert_eq!(Violation::default().missing(), ["aware_at", "notified_at", "risk"]);
    }

    #[test]
    fn only_a_high_risk_is_communicated_to_the_persons() {
        let of = |risk| Violation { risk, ..Violation::default() }.communication_due();
        assert_eq!(
            [of(Some(Risk::Unlikely)), of(Some(Risk::Likely)), of(Some(Risk::High))],
            [Some(false), Some(false), Some(true)]
        );
        assert_eq!(of(None), None);
    }

    #[test]
    fn what_is_told_not_to_be_notified_is_late_once_the_hours_are_past() {
        let of = |at: &str, risk| {
            let aware = "2025-06-02T09:00:00+02:00".parse().unwrap();
            let told = Violation {
                aware_at: Some(aware),
                not_notified_at: Some(at.parse().unwrap()),
                risk,
                ..Violation::default()
            };
            (told.delay().unwrap(), told.overdue_minutes(), told.missing())
        };
        let likely = Some(Risk::Likely);
        let late = of("2025-06-05T10:00:00+02:00", likely);
        assert_eq!(late, (BreachOutcome::NotConforming, Some(60), vec![]));
        let in_time = of("2025-06-05T09:00:00+02:00", likely);
        assert_eq!(in_time, (BreachOutcome::Undetermined, None, vec!["notified_at"]));
        let unassessed = of("2025-06-05T10:00:00+02:00", None);
        assert_eq!(unassessed, (BreachOutcome::Undetermined, Some(60), vec!["risk"]));
        let unlikely = of("2025-06-05T10:00:00+02:00", Some(Risk::Unlikely));
        assert_eq!(unlikely, (BreachOutcome::Conforming, None, vec![]));
        let contradicted = Violation {
            not_notified_at: Some("2025-06-05T12:00:00+02:00".parse().unwrap()),
            ..violation("2025-06-02T09:00:00+02:00", "2025-06-05T11:00:00+02:00")
        };
        let error = contradicted.delay().unwrap_err();
        assert_eq!(error.field().as_deref(), Some("not_notified_at"));
    }

    /// A minute begun counts, and so does a part of a second: the outcome and the minutes say the same.
    #[test]
    fn half_a_second_after_the_hours_is_late() {
        for (at, late) in [
            ("2026-11-23T17:00:00+01:00", 0),
            ("2026-11-23T17:00:00.5+01:00", 1),
            ("2026-11-23T17:00:00.000000001+01:00", 1),
            ("2026-11-23T17:01:00+01:00", 1),
            ("2026-11-23T17:01:00.5+01:00", 2),
        ] {
            let told = violation("2026-11-20T17:00:00+01:00", at);
            let told = Violation { reasons_given: Some(false), ..told };
            let outcome = if late > 0 { BreachOutcome::NotConforming } else { BreachOutcome::Conforming };
            assert_eq!((told.delay(), told.late_minutes()), (Ok(outcome), Some(late)), "{at}");
            let untold = Violation { notified_at: None, not_notified_at: told.notified_at, ..told };
            let outcome = if late > 0 { BreachOutcome::NotConforming } else { BreachOutcome::Undetermined };
            let overdue = Some(late).filter(|late| *late > 0);
            assert_eq!((untold.delay(), untold.overdue_minutes()), (Ok(outcome), overdue), "{at}");
        }
        for field in ["notified_at", "not_notified_at"] {
            let told = violation("2026-11-20T17:00:00+01:00", "2026-11-20T16:59:59.5+01:00");
            let told = match field {
                "notified_at" => told,
                _ => Violation { notified_at: None, not_notified_at: told.notified_at, ..told },
            };
            assert_eq!(told.delay().unwrap_err().field().as_deref(), Some(field));
        }
    }
}
