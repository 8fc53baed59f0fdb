//! The participation record: one person in one operation.

use super::{Answer, EventStatus, Gender, Improvement, Isced, LabourStatus, Nationality};
use crate::calendar::Date;
use crate::dossier::Field;
use crate::error::{CodedError, ErrorCode};
use crate::serde_read::{Readable, deserialize, keyed};

/// Why a record cannot be judged at all. Tells the field, never a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ParticipationError {
    /// No day of entry: whoever brings the record has to.
    #[error("a participation has a day of entry")]
    EntryDate,
    /// A period of the operation ends before it begins.
    #[error("a period of the participation ends before it begins")]
    Period,
}

impl CodedError for ParticipationError {
    fn code(&self) -> ErrorCode {
        match self {
            Self::EntryDate => ErrorCode::MissingField,
            Self::Period => ErrorCode::PeriodReversed,
        }
    }

    fn field(&self) -> Option<String> {
        Some(
            match self {
                Self::EntryDate => "entry_date",
                Self::Period => "participation_periods",
            }
            .to_owned(),
        )
    }
}

/// Answers from which the status on the labour market is derived where nobody stated it.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub struct RawAnswers {
    /// Registered as unemployed under national rules.
    pub registered_unemployed: Field<bool>,
    /// Works for pay or profit.
    pub in_paid_work: Field<bool>,
    /// The work is marginal or reduced. Decides nothing but by option A16.
    pub marginal_or_reduced_activity: Field<bool>,
    /// Available for work.
    pub available: Field<bool>,
    /// Actively seeks work.
    pub actively_seeking: Field<bool>,
    /// Student full time.
    pub full_time_student: Field<bool>,
    /// On full-time parental leave.
    pub full_time_parental_leave: Field<bool>,
}

/// An event on the labour market.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Event {
    /// Day.
    pub date: Date,
    /// What the person became.
    pub status: EventStatus,
    /// Whether the job is subsidised; changes no code.
    pub subsidised: Field<bool>,
}

/// A stay in the operation: first day, last day (none: still there).
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Stay {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Option<Date>,
}

/// Whether the person lives in a couple; for plausibility (V17).
#[derive(Clone, Copy, Debug, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MaritalStatus {
    /// In a couple.
    Couple,
    /// Not in a couple.
    Single,
}

impl Readable for MaritalStatus {
    fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::serde_read::word(deserializer, "couple or single")
    }
}

/// A French level as a source writes it; for plausibility (V19).
#[derive(Clone, Default, PartialEq, Eq)]
pub struct LevelText {
    /// `1969` or `2019`.
    pub nomenclature: Field<String>,
    /// Level, in that nomenclature or not.
    pub level: Field<String>,
    /// Whether a diploma is filled.
    pub diploma: Field<bool>,
}

/// A participation: what is known of one person in one operation. No name, no NIR. `Debug` shows none of it.
///
/// In JSON a key that is absent is not carried, `null` is empty; unknown keys are refused.
///
/// ```
/// use imilo_core::fse::{Answer, Participation};
/// let text = r#"{"entry_date": "2023-10-02", "disability": "refused", "minority": null}"#;
/// let participation: Participation = serde_json::from_str(text)?;
/// assert_eq!(participation.disability, Answer::Refused);
/// assert_eq!(participation.minority, Answer::Empty);
/// assert_eq!(participation.foreign_background, Answer::NotCarried);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default, PartialEq)]
pub struct Participation {
    /// Pseudonym of the person.
    pub participant_id: Field<String>,
    /// The operation.
    pub operation_id: Field<String>,
    /// Gender.
    pub gender: Field<Gender>,
    /// Day of birth.
    pub birth_date: Field<Date>,
    /// First entry into the operation.
    pub entry_date: Field<Date>,
    /// Final exit; none: still in the operation.
    pub exit_date: Field<Date>,
    /// Stays, when there were several.
    pub participation_periods: Field<Vec<Stay>>,
    /// Status on the labour market on the day of entry, as stated.
    pub labour_status_entry: Field<LabourStatus>,
    /// Answers from which it is derived where it is not stated.
    pub raw: Field<RawAnswers>,
    /// First day of the present unbroken spell of unemployment.
    pub unemployed_since: Field<Date>,
    /// In education or training on the day of entry.
    pub in_education_entry: Field<bool>,
    /// Highest level of ISCED 2011 completed on the day of entry.
    pub isced_entry: Field<Isced>,
    /// Nobody in the household works.
    pub jobless_household: Answer,
    /// There are dependent children in the household.
    pub dependent_children: Answer,
    /// There is one adult in the household.
    pub single_adult_household: Answer,
    /// Migrant, of foreign background or of a minority (2014-2020).
    pub foreign_background_or_minority: Answer,
    /// Of foreign background (FSE+).
    pub foreign_background: Answer,
    /// Of a minority (FSE+).
    pub minority: Answer,
    /// Disabled.
    pub disability: Answer,
    /// Disadvantaged in another way.
    pub other_disadvantaged: Answer,
    /// Homeless or affected by housing exclusion.
    pub homeless: Answer,
    /// From a rural area.
    pub rural: Answer,
    /// Nationalities.
    pub nationalities: Field<Vec<Nationality>>,
    /// What happened after the exit; an empty list: asked, and nothing did.
    pub exit_events: Field<Vec<Event>>,
    /// First day of a new education still attended at the exit.
    pub education_started: Field<Date>,
    /// Day on which a qualification was gained.
    pub qualification_date: Field<Date>,
    /// Day of an offer (IEJ).
    pub yei_offer_date: Field<Date>,
    /// Attended until the last session planned (IEJ).
    pub yei_completed: Field<bool>,
    /// Situation six months after the exit.
    pub status_6m: Field<EventStatus>,
    /// In education or training six months after the exit (IEJ).
    pub in_education_6m: Field<bool>,
    /// What improved at work; an empty list: asked, and nothing did.
    pub improvement_6m: Field<Vec<Improvement>>,
    /// First day of the operation (V12).
    pub operation_start: Field<Date>,
    /// In a contrat d'engagement jeune (V15).
    pub cej: Field<bool>,
    /// Ages of those recorded as adults of the household (V17).
    pub household_adult_ages: Field<Vec<u16>>,
    /// Whether in a couple (V17).
    pub marital_status: Field<MaritalStatus>,
    /// Registered with a body equivalent to the employment service (V18).
    pub registered_equivalent: Field<bool>,
    /// French levels, as written (V19).
    pub french_levels: Field<Vec<LevelText>>,
    /// Commune of residence (V21).
    pub commune: Field<String>,
    /// Communes of the programme (V21).
    pub programme_area: Field<Vec<String>>,
    /// The person refused the sensitive questions as a whole (V22).
    pub sensitive_refused: Field<bool>,
}

impl core::fmt::Debug for Participation {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Participation(…)")
    }
}

impl core::fmt::Debug for Event {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Event(…)")
    }
}

impl core::fmt::Debug for Stay {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Stay(…)")
    }
}

impl core::fmt::Debug for RawAnswers {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("RawAnswers(…)")
    }
}

impl core::fmt::Debug for LevelText {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("LevelText(…)")
    }
}

keyed!(RawAnswers {
    registered_unemployed,
    in_paid_work,
    marginal_or_reduced_activity,
    available,
    actively_seeking,
    full_time_student,
    full_time_parental_leave,
});
keyed!(LevelText { nomenclature, level, diploma });
keyed!(Participation {
    participant_id,
    operation_id,
    gender,
    birth_date,
    entry_date,
    exit_date,
    participation_periods,
    labour_status_entry,
    raw,
    unemployed_since,
    in_education_entry,
    isced_entry,
    jobless_household,
    dependent_children,
    single_adult_household,
    foreign_background_or_minority,
    foreign_background,
    minority,
    disability,
    other_disadvantaged,
    homeless,
    rural,
    nationalities,
    exit_events,
    education_started,
    qualification_date,
    yei_offer_date,
    yei_completed,
    status_6m,
    in_education_6m,
    improvement_6m,
    operation_start,
    cej,
    household_adult_ages,
    marital_status,
    registered_equivalent,
    french_levels,
    commune,
    programme_area,
    sensitive_refused,
});
deserialize!(Participation);

/// An event before its keys are known to be there.
#[derive(Default)]
struct EventRead {
    date: Option<Date>,
    status: Option<EventStatus>,
    subsidised: Field<bool>,
}

keyed!(EventRead { date, status, subsidised });

impl Readable for Event {
    fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = EventRead::read(deserializer)?;
        Ok(Self {
            date: crate::serde_read::required(read.date, "date")?,
            status: crate::serde_read::required(read.status, "status")?,
            subsidised: read.subsidised,
        })
    }
}

/// `[start, end]`.
impl Readable for Stay {
    fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Vec::<Option<Date>>::read(deserializer)?.as_slice() {
            [Some(start), end] => Ok(Self { start: *start, end: *end }),
            _ => Err(serde::de::Error::custom("expected [start, end]")),
        }
    }
}

impl Participation {
    /// The day of entry.
    ///
    /// # Errors
    /// When it is not given, or a stay ends before it begins: the record cannot be judged.
    pub fn entry(&self) -> Result<Date, ParticipationError> {
        let reversed = |stay: &Stay| stay.end.is_some_and(|end| end < stay.start);
        if self.participation_periods.given().is_some_and(|stays| stays.iter().any(reversed)) {
            return Err(ParticipationError::Period);
        }
        self.entry_date.given().copied().ok_or(ParticipationError::EntryDate)
    }
}
