//! A record under the rules of a report: what several facts need, computed once.

use super::options::{A4, A13, A19};
use super::row::{Row, window};
use super::status::status;
use super::{Gender, LabourStatus, Options, Programme, Reason, Rules};
use crate::calendar::{Date, Rounding};
use time::Month;

/// A row under rules.
pub(super) struct Situation<'a> {
    pub(super) row: &'a Row,
    pub(super) rules: &'a Rules,
    /// Status by which the record counts.
    pub(super) status: Option<LabourStatus>,
    /// Whole years on the day of entry; negative when the birth lies after it.
    pub(super) age: Option<i32>,
    /// Exit, and the last day of the immediate results.
    pub(super) window: Option<(Date, Date)>,
    /// The day six months after the exit.
    pub(super) six_months: Option<Date>,
    /// The variables without which the record does not count, and that are unknown.
    pub(super) missing: Missing,
}

impl<'a> Situation<'a> {
    pub(super) fn of(row: &'a Row, rules: &'a Rules) -> Self {
        let mut situation = Self {
            row,
            rules,
            status: status(row, rules),
            age: row.birth.map(|birth| age(birth, row.entry, &rules.options)),
            window: row.exit.map(|exit| window(exit, &rules.options)),
            six_months: row.exit.map(six_months),
            missing: Missing(0),
        };
        for (bit, _, is_missing) in VARIABLES {
            situation.missing.0 |= if is_missing(&situation) { bit } else { 0 };
        }
        situation
    }

    /// Why an immediate result was not observed.
    pub(super) fn unobserved(&self) -> Reason {
        not_observed(self.window.map(|(_, end)| end), self.rules.report_date)
    }

    /// Why the situation six months later was not observed.
    pub(super) fn unobserved_6m(&self) -> Reason {
        not_observed(self.six_months, self.rules.report_date)
    }
}

/// Whole years between two days.
///
/// # Droit
/// 25 on the birthday itself (*secondary*); who is born on 29 February has a birthday on 1 March in common years (choice
/// A19, *inferred*).
pub(super) fn age(birth: Date, day: Date, options: &Options) -> i32 {
    let (year, month, date) = day.to_time().to_calendar_date();
    let (birth_year, birth_month, birth_date) = birth.to_time().to_calendar_date();
    let on_28_february = (month, date) == (Month::February, 28) && Month::February.length(year) == 28;
    let early =
        options.a19 == A19::Feb28 && on_28_february && (birth_month, birth_date) == (Month::February, 29);
    let reached = (month as u8, date) >= (birth_month as u8, birth_date) || early;
    year - birth_year - i32::from(!reached)
}

/// The day six months after the exit; the last day of the month when there is no such day (choice A2).
pub(super) fn six_months(exit: Date) -> Date {
    exit.plus_months(6, Rounding::LastDayOfMonth).date
}

fn not_observed(end: Option<Date>, report_date: Option<Date>) -> Reason {
    match (end, report_date) {
        (None, _) => Reason::NotYetObservable,
        (Some(end), Some(report)) if report <= end => Reason::NotYetObservable,
        _ => Reason::NotFollowedUp,
    }
}

/// Which variables of completeness are unknown, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Missing(pub(super) u16);

impl Missing {
    /// Whether the record is complete.
    #[must_use]
    pub const fn is_none(self) -> bool {
        self.0 == 0
    }

    /// Names of the variables, in the order of their table.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        VARIABLES.iter().filter(move |(bit, ..)| self.0 & bit != 0).map(|(_, name, _)| *name)
    }

    /// Every variable that completeness may ask for.
    pub(super) fn all_names() -> impl Iterator<Item = &'static str> {
        VARIABLES.iter().map(|(_, name, _)| *name)
    }
}

/// How many there are.
pub(super) const VARIABLES_COUNT: usize = 8;

type Variable = (u16, &'static str, fn(&Situation<'_>) -> bool);

/// The variables of completeness (P9) and when they are missing.
///
/// # Droit
/// SFC answer on completeness (*seen*): gender, status, age, education, household; homeless and rural excluded. Without the
/// household from 2018 on (*inferred*, A12).
const VARIABLES: [Variable; VARIABLES_COUNT] = [
    (1, "gender", |s| match s.row.gender {
        None => true,
        Some(Gender::NonBinary) => {
            s.rules.programme != Programme::FsePlus && s.rules.options.a13 == A13::Incomplete
        }
        Some(Gender::Woman | Gender::Man) => false,
    }),
    (1 << 1, "birth_date", |s| s.row.birth.is_none()),
    (1 << 2, "labour_status_entry", |s| s.status.is_none()),
    (1 << 3, "isced_entry", |s| s.row.isced.is_none()),
    (1 << 4, "jobless_household", |s| {
        s.rules.programme.asks_households() && !s.row.jobless_household.is_known()
    }),
    (1 << 5, "dependent_children", |s| {
        s.rules.programme.asks_households() && !s.row.dependent_children.is_known()
    }),
    (1 << 6, "single_adult_household", |s| {
        s.rules.programme.asks_households() && !s.row.single_adult.is_known()
    }),
    (1 << 7, "unemployed_since", |s| {
        s.rules.options.a4 == A4::RecordIncomplete
            && s.status == Some(LabourStatus::Unemployed)
            && s.row.unemployed_since.is_none()
    }),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages_are_whole_years_and_29_february_waits_for_march() {
        let date = |text: &str| text.parse::<Date>().unwrap();
        let default = Options::default();
        let early = Options { a19: A19::Feb28, ..default };
        for (birth, day, expected, with_a19) in [
            ("1994-09-02", "2019-09-01", 24, 24),
            ("1994-09-02", "2019-09-02", 25, 25),
            ("1996-02-29", "2021-02-28", 24, 25),
            ("1996-02-29", "2021-03-01", 25, 25),
            ("1996-02-29", "2024-02-28", 27, 27),
            ("1996-02-29", "2024-02-29", 28, 28),
            ("2001-03-01", "2019-02-28", 17, 17),
        ] {
            assert_eq!(age(date(birth), date(day), &default), expected, "{birth} {day}");
            assert_eq!(age(date(birth), date(day), &early), with_a19, "{birth} {day}, A19");
        }
    }

    #[test]
    fn six_months_end_with_the_month() {
        let exit = "2019-08-31".parse().unwrap();
        assert_eq!(six_months(exit).to_string(), "2020-02-29");
    }
}
