//! The naive oracle of the indicators and the library agree on random participants, code by code and reason by reason.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test may stop on what cannot be"
)]

#[path = "../oracle_fse/mod.rs"]
mod oracle;

use imilo_core::fse::{Annexe, Code, Participation, Programme, Rules, Truth};
use proptest::prelude::*;
use serde_json::{Map, Value, json};

/// Days of three years, the ends of months more often than others.
fn day() -> impl Strategy<Value = String> {
    let any_day = (2018_u32..2021, 1_u32..13, 1_u32..29);
    let end =
        (2018_u32..2021, prop_oneof![Just((2_u32, 28_u32)), Just((8, 31)), Just((2, 28)), Just((12, 31))]);
    prop_oneof![
        3 => any_day.prop_map(|(year, month, day)| format!("{year:04}-{month:02}-{day:02}")),
        1 => end.prop_map(|(year, (month, day))| format!("{year:04}-{month:02}-{day:02}")),
        1 => Just("2020-02-29".to_owned()),
    ]
}

/// A day near another: most bounds lie some days or months from the entry or the exit.
fn birth() -> impl Strategy<Value = String> {
    prop_oneof![
        6 => (1990_u32..2006, 1_u32..13, 1_u32..29).prop_map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}")),
        1 => (1955_u32..1970, 1_u32..13, 1_u32..29).prop_map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}")),
        1 => Just("1996-02-29".to_owned()),
        1 => (2005_u32..2021).prop_map(|y| format!("{y:04}-06-15")),
    ]
}

fn maybe(strategy: impl Strategy<Value = Value> + 'static, given: u32) -> BoxedStrategy<Option<Value>> {
    prop_oneof![
        given => strategy.prop_map(Some),
        1 => Just(Some(Value::Null)),
        1 => Just(None),
    ]
    .boxed()
}

fn one_of(words: &'static [&'static str]) -> impl Strategy<Value = Value> {
    proptest::sample::select(words).prop_map(Value::from)
}

fn flag() -> impl Strategy<Value = Value> {
    any::<bool>().prop_map(Value::from)
}

const STATUSES: &[&str] = &["job_searching", "employed", "self_employed", "unemployed", "inactive"];

fn exit_events(exit: String) -> impl Strategy<Value = Value> {
    let near = (0_i64..32).prop_map(move |days| {
        let parsed: imilo_core::calendar::Date = exit.parse().unwrap();
        parsed.plus_days(days - 2).to_string()
    });
    let event = (near, one_of(STATUSES)).prop_map(|(date, status)| json!({ "date": date, "status": status }));
    proptest::collection::vec(event, 0..4).prop_map(Value::from)
}

fn raw() -> impl Strategy<Value = Value> {
    const KEYS: [&str; 7] = [
        "registered_unemployed",
        "in_paid_work",
        "marginal_or_reduced_activity",
        "available",
        "actively_seeking",
        "full_time_student",
        "full_time_parental_leave",
    ];
    proptest::collection::vec(proptest::option::of(any::<bool>()), 7).prop_map(|answers| {
        let stated =
            KEYS.iter().zip(answers).filter_map(|(key, answer)| Some(((*key).to_owned(), answer?.into())));
        Value::Object(stated.collect())
    })
}

/// The fields of a record; absent, null, or a value.
fn input() -> impl Strategy<Value = Value> {
    (day(), day()).prop_flat_map(|(entry, exit)| {
        let text = |strategy: BoxedStrategy<String>| strategy.prop_map(Value::from);
        let fields: Vec<(&str, BoxedStrategy<Option<Value>>)> = vec![
            ("gender", maybe(one_of(&["F", "M", "F", "M", "X"]), 18)),
            ("birth_date", maybe(text(birth().boxed()), 18)),
            ("exit_date", maybe(Just(Value::from(exit.clone())), 8)),
            ("labour_status_entry", maybe(one_of(&["unemployed", "inactive", "employed"]), 3)),
            ("raw", prop_oneof![raw().prop_map(Some), Just(None)].boxed()),
            ("unemployed_since", maybe(text(day().boxed()), 4)),
            ("in_education_entry", maybe(flag(), 6)),
            ("isced_entry", maybe((0_u8..9).prop_map(Value::from), 18)),
            ("jobless_household", maybe(one_of(&["yes", "no"]), 18)),
            ("dependent_children", maybe(one_of(&["yes", "no"]), 18)),
            ("single_adult_household", maybe(one_of(&["yes", "no"]), 18)),
            ("foreign_background_or_minority", maybe(one_of(&["yes", "no", "no", "no", "refused"]), 10)),
            ("foreign_background", maybe(one_of(&["yes", "no", "refused"]), 3)),
            ("minority", maybe(one_of(&["yes", "no", "refused"]), 3)),
            ("disability", maybe(one_of(&["yes", "no", "no", "no", "refused"]), 10)),
            ("other_disadvantaged", maybe(one_of(&["yes", "no", "no", "no", "refused"]), 10)),
            ("homeless", maybe(one_of(&["yes", "no"]), 3)),
            ("rural", maybe(one_of(&["yes", "no"]), 3)),
            (
                "nationalities",
                maybe(
                    proptest::collection::vec(one_of(&["FR", "DE", "MA", "GB", "XX_STATELESS"]), 0..3)
                        .prop_map(Value::from),
                    4,
                ),
            ),
            ("exit_events", maybe(exit_events(exit), 3)),
            ("education_started", maybe(text(day().boxed()), 2)),
            ("qualification_date", maybe(text(day().boxed()), 2)),
            ("yei_offer_date", maybe(text(day().boxed()), 2)),
            ("yei_completed", maybe(flag(), 3)),
            ("status_6m", maybe(one_of(STATUSES), 3)),
            ("in_education_6m", maybe(flag(), 2)),
            (
                "improvement_6m",
                maybe(
                    proptest::collection::vec(one_of(&["promotion", "pay_rise_only", "under_to_full"]), 0..3)
                        .prop_map(Value::from),
                    3,
                ),
            ),
        ];
        let (names, strategies): (Vec<_>, Vec<_>) = fields.into_iter().unzip();
        strategies.prop_map(move |values| {
            let mut object = Map::new();
            object.insert("entry_date".to_owned(), entry.clone().into());
            for (name, value) in names.iter().zip(values) {
                if let Some(value) = value {
                    object.insert((*name).to_owned(), value);
                }
            }
            Value::Object(object)
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 10_000, ..ProptestConfig::default() })]

    #[test]
    fn the_oracle_and_the_library_agree(
        input in input(),
        report in proptest::option::of(day()),
        which in 0_usize..5,
    ) {
        let (programme, annex, rules) = [
            ("ESF", "2013", Programme::Fse(Annexe::Of2013)),
            ("ESF", "2018", Programme::Fse(Annexe::Of2018)),
            ("YEI", "2013", Programme::Iej(Annexe::Of2013)),
            ("YEI", "2018", Programme::Iej(Annexe::Of2018)),
            ("ESF+", "", Programme::FsePlus),
        ][which];
        let case = oracle::Case { programme, annex, input: &input, report: report.as_deref() };
        let rules = Rules::new(rules).on(report.as_deref().map(|day| day.parse().unwrap()));
        let record: Participation = serde_json::from_value(input.clone()).unwrap();
        let derivation = rules.derive(&record).unwrap();
        prop_assert_eq!(derivation.is_refused(), case.refused());
        prop_assert_eq!(derivation.is_complete(), case.complete());
        for code in Code::ALL {
            let found = derivation.value(code).map(|truth| match truth {
                Truth::Yes => "yes",
                Truth::No => "no",
                Truth::Unknown(reason) => reason.name(),
            });
            prop_assert_eq!(found, case.value(code.as_str()), "{}", code);
        }
    }
}
