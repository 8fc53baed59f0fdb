//! A participation as the rules read it: plain values of fixed size, which columns give as well as records.

use super::{
    Answer, Event, EventStatus, Gender, Isced, LabourStatus, MaritalStatus, Options, Participation,
    ParticipationError, Programme, RawAnswers, Residence,
};
use crate::calendar::Date;
use crate::dossier::Field;

/// What is known of the events after the exit.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Events {
    /// Whether anybody asked.
    pub(super) asked: bool,
    /// The last one inside the window, and its day.
    pub(super) last: Option<(Date, EventStatus)>,
    /// Whether work is dated before the exit.
    pub(super) early_work: bool,
}

impl Events {
    /// Looks at the events one by one. The last day wins; on one day, the one that stands later in the list.
    pub(super) fn of(
        events: impl Iterator<Item = (Date, EventStatus)>,
        window: Option<(Date, Date)>,
    ) -> Self {
        let mut found = Self { asked: true, ..Self::default() };
        let Some((exit, end)) = window else { return found };
        for (date, status) in events {
            found.early_work |= date < exit && status.is_work();
            let inside = exit <= date && date <= end;
            if inside && found.last.is_none_or(|(last, _)| last <= date) {
                found.last = Some((date, status));
            }
        }
        found
    }
}

/// The exit and the last day on which an immediate result may fall.
pub(super) fn window(exit: Date, options: &Options) -> (Date, Date) {
    (exit, window_end(exit, options))
}

/// Last day on which an immediate result may fall: the 28th after the exit (choice A3).
pub(super) fn window_end(exit: Date, options: &Options) -> Date {
    exit.plus_days(match options.a3 {
        super::A3::Day28Included => 28,
        super::A3::Day28Excluded => 27,
    })
}

/// The values of a record. `None` is empty or not carried.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    pub(super) entry: Date,
    pub(super) exit: Option<Date>,
    pub(super) gender: Option<Gender>,
    pub(super) birth: Option<Date>,
    pub(super) stated_status: Option<LabourStatus>,
    pub(super) raw: RawAnswers,
    pub(super) unemployed_since: Option<Date>,
    pub(super) in_education: Option<bool>,
    pub(super) isced: Option<Isced>,
    pub(super) jobless_household: Answer,
    pub(super) dependent_children: Answer,
    pub(super) single_adult: Answer,
    pub(super) background_or_minority: Answer,
    pub(super) foreign_background: Answer,
    pub(super) minority: Answer,
    pub(super) disability: Answer,
    pub(super) other_disadvantaged: Answer,
    pub(super) homeless: Answer,
    pub(super) rural: Answer,
    /// Whether every nationality is of a third country; none when no nationality is given.
    pub(super) third_country: Option<bool>,
    pub(super) events: Events,
    pub(super) education_started: Option<Date>,
    pub(super) qualification: Option<Date>,
    pub(super) offer: Option<Date>,
    pub(super) completed: Option<bool>,
    pub(super) status_6m: Option<EventStatus>,
    pub(super) in_education_6m: Option<bool>,
    /// Whether something improved; none when nobody asked.
    pub(super) improved: Option<bool>,
    pub(super) plausibility: Plausibility,
}

/// What only validation reads.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Plausibility {
    pub(super) operation_start: Option<Date>,
    pub(super) cej: Option<bool>,
    pub(super) minor_adult: bool,
    pub(super) couple: bool,
    pub(super) registered_equivalent: Option<bool>,
    pub(super) diploma: bool,
    pub(super) mixed_levels: bool,
    pub(super) residence: Residence,
    pub(super) sensitive_refused: bool,
}

impl Row {
    /// The sensitive answers that a programme asks for (P12): CO15 to CO17, or EECO12 and EECO15.
    pub(super) const fn sensitive(&self, programme: Programme) -> [Answer; 3] {
        match programme {
            Programme::FsePlus => [self.minority, self.disability, Answer::NotCarried],
            Programme::Fse(_) | Programme::Iej(_) => {
                [self.background_or_minority, self.disability, self.other_disadvantaged]
            }
        }
    }

    /// The values of a record.
    pub(super) fn of(record: &Participation, options: &Options) -> Result<Self, ParticipationError> {
        let exit = copied(&record.exit_date);
        let pair = |event: &Event| (event.date, event.status);
        Ok(Self {
            entry: record.entry()?,
            exit,
            gender: copied(&record.gender),
            birth: copied(&record.birth_date),
            stated_status: copied(&record.labour_status_entry),
            raw: copied(&record.raw).unwrap_or_default(),
            unemployed_since: copied(&record.unemployed_since),
            in_education: copied(&record.in_education_entry),
            isced: copied(&record.isced_entry),
            jobless_household: record.jobless_household,
            dependent_children: record.dependent_children,
            single_adult: record.single_adult_household,
            background_or_minority: record.foreign_background_or_minority,
            foreign_background: record.foreign_background,
            minority: record.minority,
            disability: record.disability,
            other_disadvantaged: record.other_disadvantaged,
            homeless: record.homeless,
            rural: record.rural,
            third_country: record
                .nationalities
                .given()
                .filter(|list| !list.is_empty())
                .map(|list| !list.iter().any(|nationality| nationality.is_of_union())),
            events: record.exit_events.given().map_or_else(Events::default, |list| {
                Events::of(list.iter().map(pair), exit.map(|exit| window(exit, options)))
            }),
            education_started: copied(&record.education_started),
            qualification: copied(&record.qualification_date),
            offer: copied(&record.yei_offer_date),
            completed: copied(&record.yei_completed),
            status_6m: copied(&record.status_6m),
            in_education_6m: copied(&record.in_education_6m),
            improved: record
                .improvement_6m
                .given()
                .map(|list| list.iter().any(|improvement| improvement.counts())),
            plausibility: Plausibility::of(record),
        })
    }
}

impl Plausibility {
    fn of(record: &Participation) -> Self {
        let levels = record.french_levels.given().map(Vec::as_slice).unwrap_or_default();
        let ages = record.household_adult_ages.given().map(Vec::as_slice).unwrap_or_default();
        Self {
            operation_start: copied(&record.operation_start),
            cej: copied(&record.cej),
            minor_adult: ages.iter().any(|age| is_minor(*age)),
            couple: record.marital_status.given() == Some(&MaritalStatus::Couple),
            registered_equivalent: copied(&record.registered_equivalent),
            diploma: levels.iter().any(|level| level.diploma.given() == Some(&true)),
            mixed_levels: record.mixes_levels(),
            residence: record.residence(),
            sensitive_refused: record.sensitive_refused.given() == Some(&true),
        }
    }
}

/// Whether an age recorded among those of adults is that of a minor (V17).
pub(super) fn is_minor(age: impl Into<u16>) -> bool {
    age.into() < 18
}

pub(super) fn copied<T: Copy>(field: &Field<T>) -> Option<T> {
    field.given().copied()
}
