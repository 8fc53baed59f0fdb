//! Random records, near the bounds of the rules.

use proptest::prelude::*;

use crate::calendar::Date;
use crate::dossier::Field;
use crate::fse::{
    Annexe, Answer, Event, EventStatus, Gender, Improvement, Isced, LabourStatus, LevelText, MaritalStatus,
    Nationality, Participation, Programme, RawAnswers, Rules,
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

/// What only validation reads.
fn doubtful() -> impl Strategy<Value = Participation> {
    let level = |nomenclature: &str, level: &str, diploma| LevelText {
        nomenclature: Field::Given(nomenclature.to_owned()),
        level: Field::Given(level.to_owned()),
        diploma,
    };
    let (of_1969, of_2019) = (level("1969", "IV", Field::Empty), level("2019", "IV", Field::Given(true)));
    let levels = prop_oneof![
        Just(vec![of_1969.clone()]),
        Just(vec![of_2019]),
        Just(vec![of_1969, level("2019", "4", Field::Given(false))])
    ];
    let communes = || proptest::sample::select(vec!["", "35238", "97411"]).prop_map(str::to_owned);
    let parts = (
        field(day()),
        field(proptest::collection::vec(15_u16..22, 0..3)),
        field(prop_oneof![Just(MaritalStatus::Couple), Just(MaritalStatus::Single)]),
        field(any::<bool>()),
        field(levels),
        field(communes()),
        field(proptest::collection::vec(communes(), 0..2)),
        field(any::<bool>()),
    );
    parts.prop_map(
        |(
            operation_start,
            household_adult_ages,
            marital_status,
            registered,
            levels,
            commune,
            area,
            refused,
        )| {
            Participation {
                operation_start,
                household_adult_ages,
                marital_status,
                registered_equivalent: registered,
                french_levels: levels,
                commune,
                programme_area: area,
                sensitive_refused: refused,
                ..Participation::default()
            }
        },
    )
}

pub(in crate::fse) fn record() -> impl Strategy<Value = Participation> {
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
    (person, answers, follow, doubtful()).prop_map(|(person, answers, follow, doubtful)| {
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
            ..doubtful
        }
    })
}

pub(in crate::fse) fn rules() -> impl Strategy<Value = Rules> {
    let programme = prop_oneof![
        Just(Programme::Fse(Annexe::Of2013)),
        Just(Programme::Fse(Annexe::Of2018)),
        Just(Programme::Iej(Annexe::Of2013)),
        Just(Programme::Iej(Annexe::Of2018)),
        Just(Programme::FsePlus),
    ];
    (programme, proptest::option::of(day())).prop_map(|(programme, date)| Rules::new(programme).on(date))
}
