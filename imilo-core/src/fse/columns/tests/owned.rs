//! Records in columns; written apart from the reader of columns.

use crate::calendar::Date;
use crate::dossier::Field;
use crate::fse::{
    Answer, Column, Columns, EventStatus, Gender, Improvement, LabourStatus, MaritalStatus, NO_DATE,
    Participation, Residence,
};

#[derive(Default)]
pub(super) struct Owned {
    dates: [Vec<i32>; 8],
    codes: [Vec<u8>; 28],
    raw: Vec<u16>,
    offsets: Vec<u32>,
    event_dates: Vec<i32>,
    event_statuses: Vec<u8>,
}

fn status_code(status: EventStatus) -> u8 {
    match status {
        EventStatus::JobSearching => 1,
        EventStatus::Employed => 2,
        EventStatus::SelfEmployed => 3,
        EventStatus::Unemployed => 4,
        EventStatus::Inactive => 5,
    }
}

fn flag(field: &Field<bool>) -> u8 {
    field.given().map_or(0, |yes| if *yes { 1 } else { 2 })
}

fn answer_code(answer: Answer) -> u8 {
    match answer {
        Answer::NotCarried | Answer::Empty => 0,
        Answer::Yes => 1,
        Answer::No => 2,
        Answer::Refused => 3,
    }
}

fn youngest(record: &Participation) -> u8 {
    let ages = record.household_adult_ages.given().map(Vec::as_slice).unwrap_or_default();
    ages.iter().min().map_or(255, |age| u8::try_from(*age).unwrap())
}

fn has_diploma(record: &Participation) -> bool {
    let levels = record.french_levels.given().map(Vec::as_slice).unwrap_or_default();
    levels.iter().any(|level| level.diploma == Field::Given(true))
}

impl Owned {
    pub(super) fn push(&mut self, record: &Participation) {
        let days = |field: &Field<Date>| field.given().map_or(NO_DATE, |date| date.unix_days());
        let dates = [
            &record.entry_date,
            &record.exit_date,
            &record.birth_date,
            &record.unemployed_since,
            &record.education_started,
            &record.qualification_date,
            &record.yei_offer_date,
            &record.operation_start,
        ];
        dates.iter().zip(&mut self.dates).for_each(|(field, column)| column.push(days(field)));
        let raw = record.raw.given().copied().unwrap_or_default();
        let third = record.nationalities.given().filter(|list| !list.is_empty());
        let codes = [
            record.gender.given().map_or(0, |gender| match gender {
                Gender::Woman => 1,
                Gender::Man => 2,
                Gender::NonBinary => 3,
            }),
            record.labour_status_entry.given().map_or(0, |status| match status {
                LabourStatus::Unemployed => 1,
                LabourStatus::Inactive => 2,
                LabourStatus::Employed => 3,
            }),
            flag(&record.in_education_entry),
            record.isced_entry.given().map_or(255, |isced| isced.get()),
            answer_code(record.jobless_household),
            answer_code(record.dependent_children),
            answer_code(record.single_adult_household),
            answer_code(record.foreign_background_or_minority),
            answer_code(record.foreign_background),
            answer_code(record.minority),
            answer_code(record.disability),
            answer_code(record.other_disadvantaged),
            answer_code(record.homeless),
            answer_code(record.rural),
            third.map_or(0, |list| if list.iter().any(|nation| nation.is_of_union()) { 2 } else { 1 }),
            u8::from(record.exit_events.given().is_some()),
            flag(&record.yei_completed),
            record.status_6m.given().map_or(0, |status| status_code(*status)),
            flag(&record.in_education_6m),
            record.improvement_6m.given().map_or(0, |list| {
                if list.iter().any(|improvement| *improvement != Improvement::PayRiseOnly) { 1 } else { 2 }
            }),
            flag(&record.cej),
            youngest(record),
            record.marital_status.given().map_or(0, |status| match status {
                MaritalStatus::Couple => 1,
                MaritalStatus::Single => 2,
            }),
            flag(&record.registered_equivalent),
            if has_diploma(record) { 1 } else { 0 },
            if record.mixes_levels() { 1 } else { 2 },
            match record.residence() {
                Residence::Missing => 1,
                Residence::Outside => 2,
                Residence::Silent => 3,
            },
            flag(&record.sensitive_refused),
        ];
        codes.iter().zip(&mut self.codes).for_each(|(code, column)| column.push(*code));
        let raws = [
            raw.registered_unemployed,
            raw.in_paid_work,
            raw.marginal_or_reduced_activity,
            raw.available,
            raw.actively_seeking,
            raw.full_time_student,
            raw.full_time_parental_leave,
        ];
        self.raw.push(raws.iter().rev().fold(0, |bits, field| bits << 2 | u16::from(flag(field))));
        if self.offsets.is_empty() {
            self.offsets.push(0);
        }
        for event in record.exit_events.given().into_iter().flatten() {
            self.event_dates.push(event.date.unix_days());
            self.event_statuses.push(status_code(event.status));
        }
        self.offsets.push(u32::try_from(self.event_dates.len()).unwrap());
    }

    pub(super) fn columns(&self) -> Columns<'_> {
        let [entry, exit, birth, since, started, qualified, offered, operation] = &self.dates;
        let [gender, labour, education, isced, jobless, children, single, background, ..] = &self.codes;
        let [
            ..,
            foreign,
            minority,
            disability,
            other,
            homeless,
            rural,
            third,
            followed,
            completed,
            at_6m,
            taught,
            improved,
            cej,
            youngest,
            marital,
            registered,
            diploma,
            mixed,
            residence,
            refused,
        ] = &self.codes;
        Columns {
            entry_date: Column::new(entry),
            exit_date: Column::new(exit),
            gender: Column::new(gender),
            birth_date: Column::new(birth),
            labour_status_entry: Column::new(labour),
            raw: Column::new(&self.raw),
            unemployed_since: Column::new(since),
            in_education_entry: Column::new(education),
            isced_entry: Column::new(isced),
            jobless_household: Column::new(jobless),
            dependent_children: Column::new(children),
            single_adult_household: Column::new(single),
            foreign_background_or_minority: Column::new(background),
            foreign_background: Column::new(foreign),
            minority: Column::new(minority),
            disability: Column::new(disability),
            other_disadvantaged: Column::new(other),
            homeless: Column::new(homeless),
            rural: Column::new(rural),
            third_country: Column::new(third),
            followed_up: Column::new(followed),
            event_offsets: &self.offsets,
            event_dates: &self.event_dates,
            event_statuses: &self.event_statuses,
            education_started: Column::new(started),
            qualification_date: Column::new(qualified),
            yei_offer_date: Column::new(offered),
            yei_completed: Column::new(completed),
            status_6m: Column::new(at_6m),
            in_education_6m: Column::new(taught),
            improvement_6m: Column::new(improved),
            cej: Column::new(cej),
            operation_start: Column::new(operation),
            youngest_adult: Column::new(youngest),
            marital_status: Column::new(marital),
            registered_equivalent: Column::new(registered),
            diploma: Column::new(diploma),
            mixed_levels: Column::new(mixed),
            residence: Column::new(residence),
            sensitive_refused: Column::new(refused),
        }
    }
}
