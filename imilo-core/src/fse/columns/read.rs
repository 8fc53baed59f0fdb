//! One row of the columns, as the rules read it.

use super::{Column, Columns, FaultKind, NO_DATE, RowFault};
use crate::calendar::Date;
use crate::dossier::Field;
use crate::fse::row::{Events, Plausibility, Row, is_minor, window};
use crate::fse::{
    Answer, EventStatus, Gender, Isced, LabourStatus, MaritalStatus, Options, RawAnswers, Residence,
};

/// Why a value of a column is none.
type Fault = (&'static str, FaultKind);

fn date(name: &'static str, column: &Column<'_, i32>, row: usize) -> Result<Option<Date>, Fault> {
    match column.get(row) {
        None | Some(NO_DATE) => Ok(None),
        Some(days) => Date::from_unix_days(days).map(Some).map_err(|_| (name, FaultKind::Date)),
    }
}

/// A code: 0 is unknown, another number is the value that stands there in the list.
fn code<T: Copy>(
    name: &'static str,
    column: &Column<'_, u8>,
    row: usize,
    values: &[T],
) -> Result<Option<T>, Fault> {
    match column.get(row) {
        None | Some(0) => Ok(None),
        Some(code) => values.get(usize::from(code) - 1).copied().map(Some).ok_or((name, FaultKind::Code)),
    }
}

const FLAGS: &[bool] = &[true, false];
const EVENTS: &[EventStatus] = &[
    EventStatus::JobSearching,
    EventStatus::Employed,
    EventStatus::SelfEmployed,
    EventStatus::Unemployed,
    EventStatus::Inactive,
];

impl Columns<'_> {
    /// The values of a row.
    pub(super) fn read(&self, row: usize, options: &Options) -> Result<Row, RowFault> {
        self.values(row, options).map_err(|(column, kind)| RowFault { row, column, kind })
    }

    fn values(&self, row: usize, options: &Options) -> Result<Row, Fault> {
        let exit = date("exit_date", &self.exit_date, row)?;
        let answer = |name, column: &Column<'_, u8>| -> Result<Answer, Fault> {
            if column.is_absent() {
                return Ok(Answer::NotCarried);
            }
            let answers = [Answer::Yes, Answer::No, Answer::Refused];
            Ok(code(name, column, row, &answers)?.unwrap_or(Answer::Empty))
        };
        let flag = |name, column: &Column<'_, u8>| code(name, column, row, FLAGS);
        let statuses = [LabourStatus::Unemployed, LabourStatus::Inactive, LabourStatus::Employed];
        Ok(Row {
            entry: date("entry_date", &self.entry_date, row)?.ok_or(("entry_date", FaultKind::EntryDate))?,
            exit,
            gender: code("gender", &self.gender, row, &[Gender::Woman, Gender::Man, Gender::NonBinary])?,
            birth: date("birth_date", &self.birth_date, row)?,
            stated_status: code("labour_status_entry", &self.labour_status_entry, row, &statuses)?,
            raw: self.raw_answers(row)?,
            unemployed_since: date("unemployed_since", &self.unemployed_since, row)?,
            in_education: flag("in_education_entry", &self.in_education_entry)?,
            isced: match self.isced_entry.get(row) {
                None | Some(u8::MAX) => None,
                Some(level) => Some(Isced::new(level).map_err(|_| ("isced_entry", FaultKind::Code))?),
            },
            jobless_household: answer("jobless_household", &self.jobless_household)?,
            dependent_children: answer("dependent_children", &self.dependent_children)?,
            single_adult: answer("single_adult_household", &self.single_adult_household)?,
            background_or_minority: answer(
                "foreign_background_or_minority",
                &self.foreign_background_or_minority,
            )?,
            foreign_background: answer("foreign_background", &self.foreign_background)?,
            minority: answer("minority", &self.minority)?,
            disability: answer("disability", &self.disability)?,
            other_disadvantaged: answer("other_disadvantaged", &self.other_disadvantaged)?,
            homeless: answer("homeless", &self.homeless)?,
            rural: answer("rural", &self.rural)?,
            third_country: flag("third_country", &self.third_country)?,
            events: self.events(row, exit, options)?,
            education_started: date("education_started", &self.education_started, row)?,
            qualification: date("qualification_date", &self.qualification_date, row)?,
            offer: date("yei_offer_date", &self.yei_offer_date, row)?,
            completed: flag("yei_completed", &self.yei_completed)?,
            status_6m: code("status_6m", &self.status_6m, row, EVENTS)?,
            in_education_6m: flag("in_education_6m", &self.in_education_6m)?,
            improved: flag("improvement_6m", &self.improvement_6m)?,
            plausibility: self.plausibility(row)?,
        })
    }

    /// What only validation reads.
    fn plausibility(&self, row: usize) -> Result<Plausibility, Fault> {
        let flag = |name, column: &Column<'_, u8>| code(name, column, row, FLAGS);
        let is =
            |name, column: &Column<'_, u8>| -> Result<bool, Fault> { Ok(flag(name, column)? == Some(true)) };
        let marital = [MaritalStatus::Couple, MaritalStatus::Single];
        let residences = [Residence::Missing, Residence::Outside, Residence::Silent];
        Ok(Plausibility {
            operation_start: date("operation_start", &self.operation_start, row)?,
            cej: flag("cej", &self.cej)?,
            minor_adult: self.youngest_adult.get(row).is_some_and(is_minor),
            couple: code("marital_status", &self.marital_status, row, &marital)?
                == Some(MaritalStatus::Couple),
            registered_equivalent: flag("registered_equivalent", &self.registered_equivalent)?,
            diploma: is("diploma", &self.diploma)?,
            mixed_levels: is("mixed_levels", &self.mixed_levels)?,
            residence: code("residence", &self.residence, row, &residences)?.unwrap_or_default(),
            sensitive_refused: is("sensitive_refused", &self.sensitive_refused)?,
        })
    }

    fn raw_answers(&self, row: usize) -> Result<RawAnswers, Fault> {
        let Some(bits) = self.raw.get(row) else { return Ok(RawAnswers::default()) };
        let answer = |place: u16| match bits >> (2 * place) & 3 {
            0 => Ok(Field::NotCarried),
            1 => Ok(Field::Given(true)),
            2 => Ok(Field::Given(false)),
            _ => Err(("raw", FaultKind::Code)),
        };
        if bits >> 14 != 0 {
            return Err(("raw", FaultKind::Code));
        }
        Ok(RawAnswers {
            registered_unemployed: answer(0)?,
            in_paid_work: answer(1)?,
            marginal_or_reduced_activity: answer(2)?,
            available: answer(3)?,
            actively_seeking: answer(4)?,
            full_time_student: answer(5)?,
            full_time_parental_leave: answer(6)?,
        })
    }

    fn events(&self, row: usize, exit: Option<Date>, options: &Options) -> Result<Events, Fault> {
        if code("followed_up", &self.followed_up, row, FLAGS)? != Some(true) {
            return Ok(Events::default());
        }
        let bound = |at: usize| self.event_offsets.get(at).map_or(0, |offset| *offset as usize);
        let (start, end) = (bound(row), bound(row + 1));
        let dates = self.event_dates.get(start..end).unwrap_or_default();
        let statuses = self.event_statuses.get(start..end).unwrap_or_default();
        let mut fault = None;
        let events = dates.iter().zip(statuses).map_while(|(days, status)| {
            let date = Date::from_unix_days(*days).map_err(|_| ("event_dates", FaultKind::Date));
            let status = usize::from(*status).checked_sub(1).and_then(|place| EVENTS.get(place).copied());
            match date.and_then(|date| Ok((date, status.ok_or(("event_statuses", FaultKind::Code))?))) {
                Ok(event) => Some(event),
                Err(found) => {
                    fault = Some(found);
                    None
                }
            }
        });
        // Without an exit the events are not looked at, but they must be readable all the same.
        let events = match exit {
            Some(exit) => Events::of(events, Some(window(exit, options))),
            None => {
                events.for_each(drop);
                Events { asked: true, ..Events::default() }
            }
        };
        fault.map_or(Ok(events), Err)
    }
}
