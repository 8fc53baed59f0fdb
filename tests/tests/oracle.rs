//! The naive oracle, which steps day by day, and the library agree on random cases.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop on what cannot be")]

#[path = "../oracle/mod.rs"]
mod oracle;

use imilo_core::conservation::Tables;
use imilo_core::wire::{ConservationAnswer, ConservationRequest};
use imilo_tests::conservation::request;
use proptest::prelude::*;
use serde_json::{Value, json};
use time::{Date, Duration};

const KEYS: &[&str] = &[
    "rule_set",
    "limit_date",
    "cej_until",
    "accessible_until",
    "state",
    "was_due",
    "fse_archive_until",
    "fse_archive_open",
    "founded_by",
    "fse_founded_by",
    "evidence",
    "fse_evidence",
];

fn day(year: i32, month: u8, day: u8) -> Date {
    Date::from_calendar_date(year, month.try_into().unwrap(), day).unwrap()
}

fn text(date: Date) -> String {
    format!("{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())
}

fn between(from: Date, to: Date) -> impl Strategy<Value = Date> {
    (0..=(to - from).whole_days()).prop_map(move |days| from + Duration::days(days))
}

/// A day, or a day near one on which something changes.
fn evaluation(birth: Option<Date>) -> impl Strategy<Value = Date> {
    let entries = [
        day(2015, 1, 29),
        day(2021, 5, 23),
        day(2022, 1, 31),
        day(2022, 3, 1),
        day(2023, 3, 6),
        day(2025, 1, 1),
        day(2026, 1, 14),
        day(2026, 1, 21),
        day(2026, 7, 1),
    ];
    let birthdays = birth.into_iter().flat_map(|birth| {
        [26, 27, 28, 31, 32].into_iter().filter_map(move |age| birth.replace_year(birth.year() + age).ok())
    });
    let near: Vec<Date> = entries.into_iter().chain(birthdays).filter(|d| *d >= day(2015, 1, 30)).collect();
    prop_oneof![
        2 => between(day(2015, 1, 29), day(2042, 12, 31)),
        3 => (prop::sample::select(near), -1_i64..=1).prop_map(|(date, shift)| date + Duration::days(shift)),
    ]
}

fn birth() -> impl Strategy<Value = Option<Date>> {
    prop_oneof![
        1 => Just(None),
        2 => prop::sample::select(vec![day(1988, 2, 29), day(1992, 2, 29), day(1996, 2, 29), day(2000, 2, 29)])
            .prop_map(Some),
        8 => between(day(1986, 1, 1), day(2002, 12, 31)).prop_map(Some),
    ]
}

fn span(from: Date, to: Date, open: u32) -> impl Strategy<Value = (String, Value)> {
    (between(from, to), 0_i64..1500, prop::bool::weighted(f64::from(open) / 10.0)).prop_map(
        |(start, length, open)| {
            let end = if open { Value::Null } else { json!(text(start + Duration::days(length))) };
            (text(start), end)
        },
    )
}

fn facts(birth: Option<Date>) -> impl Strategy<Value = Value> {
    let rqth = prop::collection::vec(span(day(2016, 1, 1), day(2026, 12, 31), 3), 0..3).prop_map(|list| {
        list.into_iter().map(|(from, until)| json!({"from": from, "until": until})).collect::<Vec<_>>()
    });
    let cej = prop::collection::vec(span(day(2022, 3, 1), day(2028, 12, 31), 2), 0..3).prop_map(|list| {
        list.into_iter().map(|(start, end)| json!({"start": start, "end": end})).collect::<Vec<_>>()
    });
    let kinds = vec!["pacea", "cej", "garantie_jeunes", "emploi_avenir", "civis", "other"];
    let follow_up = vec![json!(true), json!(true), json!(false), json!("unknown")];
    let programme = (span(day(2013, 1, 1), day(2030, 12, 31), 2), prop::sample::select(kinds), prop::sample::select(follow_up))
        .prop_map(|((start, end), kind, attested)| json!({"kind": kind, "start": start, "end": end, "regular_follow_up": attested}));
    let causes = vec!["judicial_proceedings", "commission_reasoned_request", "other"];
    let interruption = (span(day(2015, 1, 1), day(2045, 12, 31), 1), prop::sample::select(causes))
        .prop_map(|((from, until), cause)| json!({"from": from, "until": until, "cause": cause}));
    let fse =
        (between(day(2015, 2, 1), day(2022, 12, 31)), 0_i64..2500, prop::collection::vec(interruption, 0..4))
            .prop_map(|(first, length, interruptions)| {
                json!({"cofinanced": true, "first_record": text(first),
                   "last_record": text(first + Duration::days(length)), "interruptions": interruptions})
            });
    let fse = prop::option::of(fse);
    let anonymised = prop::option::weighted(0.1, between(day(2016, 1, 1), day(2030, 1, 1)));
    (rqth, cej, prop::collection::vec(programme, 0..3), fse, anonymised).prop_map(
        move |(rqth, cej, programmes, fse, anonymised)| {
            let mut facts = json!({"birth_date": birth.map(text), "rqth_periods": rqth,
                                   "cej_contracts": cej, "programmes": programmes});
            if let Some(fse) = fse {
                facts["fse"] = fse;
            }
            if let Some(day) = anonymised {
                facts["anonymised_on"] = json!(text(day));
            }
            facts
        },
    )
}

fn options() -> impl Strategy<Value = Value> {
    let pick = |values: &'static [&'static str]| prop_oneof![3 => Just(values[0]), 1 => prop::sample::select(values)];
    (
        pick(&["feb28", "mar1"]),
        pick(&["28", "27"]),
        pick(&["later", "replaces", "earlier"]),
        pick(&["last", "first"]),
        pick(&["pause", "restart"]),
    )
        .prop_map(|(a2, a3, a6, a7, a8)| json!({"A2": a2, "A3": a3, "A6": a6, "A7": a7, "A8": a8}))
}

fn dossier() -> impl Strategy<Value = Value> {
    birth().prop_flat_map(|birth| (evaluation(birth), facts(birth), options())).prop_map(
        |(date, facts, options)| json!({"id": "random", "kind": "dossier", "date": text(date), "facts": facts, "options": options}),
    )
}

fn account() -> impl Strategy<Value = Value> {
    let ends = prop::option::weighted(0.9, between(day(2013, 1, 1), day(2028, 12, 31)));
    (evaluation(None), ends, any::<bool>()).prop_map(|(date, end, user)| {
        let (kind, fact) = if user { ("user_account", "habilitation_end") } else { ("partner_staff", "account_deactivated") };
        json!({"id": "random", "kind": kind, "date": text(date), "facts": {fact: end.map(text)}, "options": {}})
    })
}

fn compare(case: &Value) -> Result<(), TestCaseError> {
    let expected = oracle::evaluate(case);
    let request = request(case.as_object().unwrap()).to_string();
    let request = ConservationRequest::from_json(&request).unwrap();
    let answer = match ConservationAnswer::by(&Tables::built_in(), &request) {
        Ok(answer) => serde_json::to_value(answer).unwrap(),
        Err(failure) => json!({"error": failure.code}),
    };
    prop_assert_eq!(expected.get("error"), answer.get("error"), "{}", case);
    for key in KEYS.iter().filter(|key| expected.get(**key).is_some()) {
        let sorted = |value: &Value| match value {
            Value::Array(list) => {
                let mut list = list.clone();
                list.sort_by_key(ToString::to_string);
                Value::Array(list)
            }
            other => other.clone(),
        };
        let (wanted, found) = (sorted(&expected[*key]), sorted(answer.get(*key).unwrap_or(&Value::Null)));
        prop_assert_eq!(wanted, found, "{} in {}", key, case);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12_000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn dossiers_agree(case in dossier()) {
        compare(&case)?;
    }

    #[test]
    fn accounts_agree(case in account()) {
        compare(&case)?;
    }
}
