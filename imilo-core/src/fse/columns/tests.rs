//! The columns and the records say the same.

use proptest::prelude::*;

use super::*;
use crate::calendar::Date;
use crate::dossier::Field;
use crate::fse::{
    Annexe, Answer, Event, EventStatus, Gender, Improvement, Isced, LabourStatus, Nationality, Participation,
    Programme, RawAnswers, Report, Rules, Tally,
};

/// Days near each other, so that every bound is met.
fn day() -> impl Strategy<Value = Date> {
    prop_oneof![
        4 => (0_i32..900).prop_map(|n| Date::from_unix_days(17_700 + n).unwrap()),
        1 => (0_i32..22_000).prop_map(|n| Date::from_unix_days(n).unwrap()),
    ]
}

fn field<T: core::fmt::Debug + Clone>(of: impl Strategy<Value = T>) -> impl Strategy<Value = Field<T>> {
    prop_oneof![1 => Just(None), 4 => of.prop_map(Some)].prop_map(Field::from)
}

fn answer() -> impl Strategy<Value = Answer> {
    prop_oneof![
        Just(Answer::Yes),
        Just(Answer::No),
        Just(Answer::No),
        Just(Answer::Refused),
        Just(Answer::Empty)
    ]
}

fn status() -> impl Strategy<Value = EventStatus> {
    prop_oneof![
        Just(EventStatus::JobSearching),
        Just(EventStatus::Employed),
        Just(EventStatus::SelfEmployed),
        Just(EventStatus::Unemployed),
        Just(EventStatus::Inactive),
    ]
}

fn raw() -> impl Strategy<Value = RawAnswers> {
    let flag = || prop_oneof![Just(Field::NotCarried), Just(Field::Given(true)), Just(Field::Given(false))];
    (flag(), flag(), flag(), flag(), flag(), flag(), flag()).prop_map(|(a, b, c, d, e, f, g)| RawAnswers {
        registered_unemployed: a,
        in_paid_work: b,
        marginal_or_reduced_activity: c,
        available: d,
        actively_seeking: e,
        full_time_student: f,
        full_time_parental_leave: g,
    })
}

fn record() -> impl Strategy<Value = Participation> {
    let gender = prop_oneof![Just(Gender::Woman), Just(Gender::Man), Just(Gender::NonBinary)];
    let labour = prop_oneof![
        Just(LabourStatus::Unemployed),
        Just(LabourStatus::Inactive),
        Just(LabourStatus::Employed)
    ];
    let person = (
        field(gender),
        field((0_i32..25_000).prop_map(|n| Date::from_unix_days(n - 5_000).unwrap())),
        day(),
        field(labour),
        field(raw()),
        field(day()),
        field(any::<bool>()),
        field((0_u8..=8).prop_map(|n| Isced::new(n).unwrap())),
    );
    let answers = proptest::collection::vec(answer(), 10);
    let events = proptest::collection::vec((day(), status()), 0..4);
    let nation = proptest::collection::vec(prop_oneof![Just("FR"), Just("MA"), Just("XX_STATELESS")], 0..3);
    let follow = (
        field(day()),
        field(events),
        (field(day()), field(day()), field(day())),
        field(any::<bool>()),
        field(status()),
        field(any::<bool>()),
        field(prop_oneof![
            Just(vec![]),
            Just(vec![Improvement::Promotion]),
            Just(vec![Improvement::PayRiseOnly])
        ]),
        field(nation),
        field(any::<bool>()),
    );
    (person, answers, follow).prop_map(|(person, answers, follow)| {
        let (gender, birth_date, entry, labour_status_entry, raw, unemployed_since, education, isced) =
            person;
        let at = |index: usize| answers[index];
        let (exit, events, (started, qualified, offered), completed, at_6m, taught, improved, nations, cej) =
            follow;
        let events = events.given().map(|events| {
            let event = |(date, status): &(Date, EventStatus)| Event {
                date: *date,
                status: *status,
                subsidised: Field::NotCarried,
            };
            events.iter().map(event).collect()
        });
        let nations = nations
            .given()
            .map(|nations| nations.iter().map(|nation| nation.parse::<Nationality>().unwrap()).collect());
        Participation {
            gender,
            birth_date,
            entry_date: Field::Given(entry),
            exit_date: exit,
            labour_status_entry,
            raw,
            unemployed_since,
            in_education_entry: education,
            isced_entry: isced,
            jobless_household: at(0),
            dependent_children: at(1),
            single_adult_household: at(2),
            foreign_background_or_minority: at(3),
            foreign_background: at(4),
            minority: at(5),
            disability: at(6),
            other_disadvantaged: at(7),
            homeless: at(8),
            rural: at(9),
            nationalities: nations.into(),
            exit_events: events.into(),
            education_started: started,
            qualification_date: qualified,
            yei_offer_date: offered,
            yei_completed: completed,
            status_6m: at_6m,
            in_education_6m: taught,
            improvement_6m: improved,
            cej,
            ..Participation::default()
        }
    })
}

/// The same records in columns; written apart from the reader of columns.
#[derive(Default)]
struct Owned {
    dates: [Vec<i32>; 7],
    codes: [Vec<u8>; 21],
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

impl Owned {
    fn push(&mut self, record: &Participation) {
        let days = |field: &Field<Date>| field.given().map_or(NO_DATE, |date| date.unix_days());
        let dates = [
            &record.entry_date,
            &record.exit_date,
            &record.birth_date,
            &record.unemployed_since,
            &record.education_started,
            &record.qualification_date,
            &record.yei_offer_date,
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

    fn columns(&self) -> Columns<'_> {
        let [entry, exit, birth, since, started, qualified, offered] = &self.dates;
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
        }
    }
}

fn rules() -> impl Strategy<Value = Rules> {
    let programme = prop_oneof![
        Just(Programme::Fse(Annexe::Of2013)),
        Just(Programme::Fse(Annexe::Of2018)),
        Just(Programme::Iej(Annexe::Of2013)),
        Just(Programme::Iej(Annexe::Of2018)),
        Just(Programme::FsePlus),
    ];
    (programme, proptest::option::of(day())).prop_map(|(programme, date)| Rules::new(programme).on(date))
}

proptest! {
    #[test]
    fn columns_count_what_records_count(
        records in proptest::collection::vec(record(), 0..150),
        rules in rules(),
        cut in 0_usize..150,
    ) {
        let mut expected = Tally::new(rules);
        let mut owned = Owned::default();
        for record in &records {
            expected.add(&rules.derive(record).unwrap());
            owned.push(record);
        }
        let counted = rules.count(&owned.columns()).unwrap();
        prop_assert!(counted.faults.is_empty());
        prop_assert_eq!(&counted.tally, &expected);
        let mut parts = rules.count_range(&owned.columns(), 0..cut).unwrap().tally;
        parts.merge(&rules.count_range(&owned.columns(), cut..records.len()).unwrap().tally);
        prop_assert_eq!(&parts, &expected);
    }

    #[test]
    fn operations_are_counted_apart(
        records in proptest::collection::vec((record(), 0_u32..3), 0..100),
        rules in rules(),
    ) {
        let mut owned = Owned::default();
        let mut expected = [Tally::new(rules), Tally::new(rules), Tally::new(rules)];
        for (record, operation) in &records {
            expected[*operation as usize].add(&rules.derive(record).unwrap());
            owned.push(record);
        }
        let operations: Vec<u32> = records.iter().map(|(_, operation)| *operation).collect();
        let counted = rules.count_by_operation(&owned.columns(), &operations, 3).unwrap();
        let found: Vec<_> = counted.into_iter().map(|counted| counted.tally).collect();
        prop_assert_eq!(found, expected);
        if !records.is_empty() {
            prop_assert!(rules.count_by_operation(&owned.columns(), &operations, 0).is_err());
        }
    }

    /// Sum rules, and V2, V4 to V10: they hold by construction for derived codes.
    #[test]
    fn derived_codes_break_no_rule_of_delivered_codes(record in record(), rules in rules()) {
        let derivation = rules.derive(&record).unwrap();
        prop_assume!(!derivation.is_refused());
        let delivered = crate::fse::Delivered {
            programme: rules.programme,
            codes: derivation.counted().collect(),
            complete: derivation.is_complete(),
            isced: record.isced_entry.given().copied(),
            in_education: record.in_education_entry.given().copied(),
        };
        let found: Vec<_> = delivered.findings().map(crate::fse::Check::code).collect();
        prop_assert!(found.is_empty(), "{:?}", found);
    }

    #[test]
    fn totals_of_a_report_break_no_rule(records in proptest::collection::vec(record(), 0..40), rules in rules()) {
        let mut tally = Tally::new(rules);
        for record in &records {
            let before = Report::of(&tally);
            tally.add(&rules.derive(record).unwrap());
            let after = Report::of(&tally);
            for (was, is) in before.lines.iter().zip(&after.lines) {
                prop_assert!(was.counts.yes <= is.counts.yes && was.counts.population() <= is.counts.population());
            }
        }
        let report = Report::of(&tally);
        let violations: Vec<_> = report.totals().violations().iter().map(ToString::to_string).collect();
        prop_assert!(violations.is_empty(), "{:?}", violations);
        let of_gender = report.totals().gender_violations(&report.totals_by_gender());
        prop_assert!(of_gender.is_empty(), "{:?}", of_gender);
        let mut turned = Tally::new(rules);
        for record in records.iter().rev() {
            turned.add(&rules.derive(record).unwrap());
        }
        prop_assert_eq!(tally, turned, "the order does not matter");
    }
}

#[test]
fn a_wrong_row_is_told_and_the_others_count() {
    let columns = Columns {
        entry_date: Column::new(&[19_000, NO_DATE, 19_000, 19_000, i32::MAX]),
        gender: Column::new(&[1, 1, 4, 2, 1]),
        isced_entry: Column::new(&[3, 3, 3, 9, 3]),
        ..Columns::default()
    };
    let counted = Rules::new(Programme::FsePlus).count(&columns).unwrap();
    let fault = |row, column, kind| RowFault { row, column, kind };
    assert_eq!(
        counted.faults,
        [
            fault(1, "entry_date", FaultKind::EntryDate),
            fault(2, "gender", FaultKind::Code),
            fault(3, "isced_entry", FaultKind::Code),
            fault(4, "entry_date", FaultKind::Date),
        ]
    );
    assert_eq!(Report::of(&counted.tally).grand_total.all(), 1);
}

#[test]
fn a_bit_of_validity_hides_a_value() {
    let columns = Columns {
        entry_date: Column::new(&[19_000, 19_000]),
        gender: Column::with_validity(&[1, 1], &[0b10]),
        ..Columns::default()
    };
    let report = Report::of(&Rules::new(Programme::FsePlus).count(&columns).unwrap().tally);
    assert_eq!((report.grand_total.unknown, report.grand_total.women), (1, 1));
}

#[test]
fn columns_that_do_not_belong_together_are_refused_by_name() {
    let entry_date = Column::new(&[19_000, 19_000]);
    let rules = Rules::new(Programme::FsePlus);
    let wrong = |columns: Columns<'_>| rules.count(&columns).unwrap_err().column;
    assert_eq!(wrong(Columns { entry_date, gender: Column::new(&[1]), ..Columns::default() }), "gender");
    let short = Column::with_validity(&[1, 1], &[]);
    assert_eq!(wrong(Columns { entry_date, minority: short, ..Columns::default() }), "minority");
    assert_eq!(wrong(Columns { entry_date, event_offsets: &[0, 0], ..Columns::default() }), "event_offsets");
    let events = Columns { entry_date, event_dates: &[1], event_statuses: &[1], ..Columns::default() };
    assert_eq!(wrong(Columns { event_offsets: &[0, 2, 1], ..events }), "event_offsets");
    assert_eq!(wrong(Columns { event_statuses: &[], ..events }), "event_statuses");
    assert_eq!(wrong(events), "event_offsets");
}
