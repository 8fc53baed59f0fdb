//! The calendar of observations: who is to be asked, by when, and who should have been.

use super::row::Row;
use super::situation::Situation;
use super::{Participation, ParticipationError, Rules};
use crate::calendar::Date;

/// What is to be observed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Observation {
    /// What happened in the 28 days after the exit.
    FourWeeks,
    /// The situation six months after the exit.
    SixMonths,
}

/// An observation that was not made.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Due {
    /// Which.
    pub observation: Observation,
    /// The day of which the answer tells: the last of the four weeks, or that six months after the exit.
    pub day: Date,
    /// Whether that day is over on the day of the report.
    pub late: bool,
}

impl core::fmt::Debug for Due {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "Due({:?}, late: {})", self.observation, self.late)
    }
}

impl Rules {
    /// The observations of a record that were not made, in their order: none before the exit, and for a record that is
    /// refused. Without a day of the report, every one of them is late.
    ///
    /// ```
    /// use imilo_core::fse::{Observation, Participation, Programme, Rules};
    /// let record: Participation =
    ///     serde_json::from_str(r#"{"entry_date": "2023-10-02", "exit_date": "2024-03-29"}"#)?;
    /// let due = Rules::new(Programme::FsePlus).on(Some("2024-05-01".parse()?)).due(&record)?;
    /// assert_eq!((due[0].observation, due[0].late), (Observation::FourWeeks, true));
    /// assert_eq!((due[1].day.to_string().as_str(), due[1].late), ("2024-09-29", false));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    /// [`ParticipationError`] when the record cannot be judged.
    pub fn due(&self, record: &Participation) -> Result<Vec<Due>, ParticipationError> {
        let row = Row::of(record, &self.options)?;
        let situation = Situation::of(&row, self);
        let days = situation.window.zip(situation.six_months);
        let Some(((_, end), six_months)) = days.filter(|_| !super::validation::checks(&situation).refuse())
        else {
            return Ok(Vec::new());
        };
        let each = [
            (!row.events.asked, Observation::FourWeeks, end),
            (row.status_6m.is_none(), Observation::SixMonths, six_months),
        ];
        let late = |day: Date| self.report_date.is_none_or(|report| report > day);
        let open = each.into_iter().filter(|(open, ..)| *open);
        Ok(open.map(|(_, observation, day)| Due { observation, day, late: late(day) }).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fse::Programme;

    #[test]
    fn the_last_day_itself_is_not_late() {
        let due = |text: &str, report: &str| {
            let record: Participation = serde_json::from_str(text).unwrap();
            let rules = Rules::new(Programme::FsePlus).on(Some(report.parse().unwrap()));
            let due = rules.due(&record).unwrap();
            due.iter().map(|due| (due.observation, due.late)).collect::<Vec<_>>()
        };
        use Observation::{FourWeeks, SixMonths};
        let left = r#"{"entry_date":"2024-01-02","exit_date":"2024-08-31"}"#;
        assert_eq!(due(left, "2024-09-28"), [(FourWeeks, false), (SixMonths, false)]);
        assert_eq!(due(left, "2025-02-28"), [(FourWeeks, true), (SixMonths, false)]);
        assert_eq!(due(left, "2025-03-01"), [(FourWeeks, true), (SixMonths, true)]);
        let asked =
            r#"{"entry_date":"2024-01-02","exit_date":"2024-08-31","exit_events":[],"status_6m":"employed"}"#;
        assert_eq!(due(asked, "2025-03-01"), []);
        assert_eq!(due(r#"{"entry_date":"2024-01-02"}"#, "2025-03-01"), []);
        assert_eq!(due(r#"{"entry_date":"2024-01-02","exit_date":"2024-01-01"}"#, "2025-03-01"), []);
    }
}
