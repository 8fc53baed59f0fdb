//! Why the calendar and the retention are right: properties on random input.

#![expect(clippy::unwrap_used, reason = "a test may stop on what cannot be")]

use imilo_core::calendar::{Date, Rounding};
use imilo_core::conservation::{
    A3, A6, ContratCej, DossierFacts, Fse, Interruption, InterruptionCause, Period, Programme, ProgrammeKind,
    Readings, Retention, State, Tables,
};
use imilo_core::explain::{Outcome, Role};
use proptest::prelude::*;

fn date(from: i32, to: i32) -> impl Strategy<Value = Date> {
    let first = Date::new(from, 1, 1).unwrap();
    let days = first.days_until(Date::new(to, 12, 31).unwrap());
    (0..=days).prop_map(move |days| first.plus_days(days))
}

fn period(from: i32, to: i32) -> impl Strategy<Value = (Date, Option<Date>)> {
    (date(from, to), prop::option::weighted(0.8, 0_i64..1500))
        .prop_map(|(start, length)| (start, length.map(|days| start.plus_days(days))))
}

prop_compose! {
    fn programme()(
        (start, end) in period(2014, 2029),
        kind in prop::sample::select(vec![ProgrammeKind::Pacea, ProgrammeKind::GarantieJeunes, ProgrammeKind::Other]),
        regular_follow_up in any::<Option<bool>>(),
    ) -> Programme {
        Programme { kind, start, end, regular_follow_up }
    }
}

fn fse() -> impl Strategy<Value = Fse> {
    let interruption =
        (period(2016, 2044), any::<bool>()).prop_map(|((from, until), judicial)| Interruption {
            period: Period { from, until },
            cause: if judicial { InterruptionCause::JudicialProceedings } else { InterruptionCause::Other },
        });
    let cofinanced = (date(2015, 2020), 0_i64..2000, prop::collection::vec(interruption, 0..3)).prop_map(
        |(first, length, interruptions)| Fse::Cofinanced {
            first_record: Some(first),
            last_record: Some(first.plus_days(length)),
            interruptions: Some(interruptions),
        },
    );
    prop_oneof![Just(Fse::NotCofinanced), cofinanced]
}

prop_compose! {
    /// Facts that are all known.
    fn facts()(
        birth in date(1986, 2002),
        rqth in prop::collection::vec(period(2016, 2026), 0..2),
        programmes in prop::collection::vec(programme(), 0..3),
        cej in prop::collection::vec(period(2022, 2028), 0..2),
        fse in fse(),
    ) -> DossierFacts {
        DossierFacts {
            birth_date: Some(birth),
            rqth_periods: Some(rqth.into_iter().map(|(from, until)| Period { from, until }).collect()),
            programmes: Some(programmes),
            cej_contracts: Some(cej.into_iter().map(|(start, end)| ContratCej { start, end }).collect()),
            fse,
            anonymised_on: None,
        }
    }
}

fn readings() -> impl Strategy<Value = Readings> {
    let a3 = prop::sample::select(vec![A3::At28, A3::At27]);
    let a6 = prop::sample::select(vec![A6::Later, A6::Replaces, A6::Earlier]);
    (a3, a6).prop_map(|(a3, a6)| Readings { a3, a6, ..Readings::default() })
}

fn on(day: Date, tables: &Tables, readings: Readings) -> Retention<'_> {
    Retention::on(day, tables, readings).unwrap()
}

const fn closed(state: State) -> bool {
    matches!(state, State::Anonymise | State::FseArchive | State::FseAnonymise)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

    /// An anniversary is the same day of the same month, or the day was missing and the flag says so.
    #[test]
    fn years_are_added_exactly(from in date(1800, 2300), years in 0_u16..=60) {
        let last = from.plus_years(years, Rounding::LastDayOfMonth);
        let first = from.plus_years(years, Rounding::FirstDayOfNextMonth);
        let year = from.year() + i32::from(years);
        prop_assert_eq!(last.date.year(), year);
        prop_assert_eq!(last.rounded, Date::new(year, from.month(), from.day()).is_err());
        if last.rounded {
            prop_assert_eq!((from.month(), from.day()), (2, 29));
            prop_assert_eq!((last.date.month(), last.date.day()), (2, 28));
            prop_assert_eq!(first.date, last.date.next_day());
        } else {
            prop_assert_eq!((last.date.month(), last.date.day()), (from.month(), from.day()));
            prop_assert_eq!(first.date, last.date);
        }
    }

    /// A later origin never gives an earlier term, and days are counted one by one.
    #[test]
    fn arithmetic_keeps_order(a in date(1900, 2100), days in 0_i64..5000, months in 0_u32..400) {
        let b = a.plus_days(days);
        prop_assert!(a.plus_months(months, Rounding::LastDayOfMonth).date <= b.plus_months(months, Rounding::LastDayOfMonth).date);
        prop_assert_eq!(a.days_until(b), days);
        let walked = (0..days.min(400)).fold(a, |day, _| day.next_day());
        prop_assert_eq!(walked, a.plus_days(days.min(400)));
        prop_assert_eq!(b.to_string().parse::<Date>(), Ok(b));
    }

    /// The day of Paris begins one or two hours before that of UTC, and never goes back.
    #[test]
    fn the_day_of_paris_never_goes_back(seconds in 1_015_000_000_i64..4_000_000_000, step in 0_i64..200_000) {
        let day = Date::of_paris_at(seconds).unwrap();
        prop_assert!(day <= Date::of_paris_at(seconds + step).unwrap());
        prop_assert!(day == Date::of_paris_at(seconds + 3600).unwrap() || day.next_day() == Date::of_paris_at(seconds + 3600).unwrap());
        let utc = Date::new(1970, 1, 1).unwrap().plus_days(seconds.div_euclid(86_400));
        let into = seconds.rem_euclid(86_400);
        prop_assert_eq!(day, if into >= 23 * 3600 { utc.next_day() } else if into < 22 * 3600 { utc } else { day });
    }

    /// The date given is the first closed day: closed on it, open on its eve, by the rules of one version.
    #[test]
    fn the_date_given_is_the_first_closed_day(facts in facts(), readings in readings(), day in date(2027, 2060)) {
        let tables = Tables::built_in();
        let decision = on(day, &tables, readings).dossier(&facts).unwrap();
        match decision.accessible_until {
            Some(until) => prop_assert_eq!(closed(decision.state), until <= day),
            None => prop_assert!(!closed(decision.state)),
        }
        if closed(decision.state) {
            let tomorrow = on(day.next_day(), &tables, readings).dossier(&facts).unwrap();
            prop_assert!(closed(tomorrow.state), "what is closed stays closed");
        }
    }

    /// Every answer that decides says which provision founded it, how well it is known, in both languages.
    #[test]
    fn a_decision_cites(facts in facts(), readings in readings(), day in date(2016, 2045)) {
        let tables = Tables::built_in();
        let decision = on(day, &tables, readings).dossier(&facts).unwrap();
        let findings = decision.findings();
        prop_assert_eq!(decision.outcome == Outcome::Undetermined, decision.founded_by().is_empty());
        prop_assert!(findings.iter().any(|finding| finding.role == Role::Founds));
        for finding in &findings {
            prop_assert!(!finding.fr.is_empty() && !finding.en.is_empty() && finding.fr != finding.en);
            prop_assert!(!finding.rule.citation.code.is_empty());
        }
    }

    /// An attestation, or a contract more, never shortens the default reading.
    #[test]
    fn more_never_shortens(facts in facts(), day in date(2027, 2045), extra in period(2022, 2030)) {
        let tables = Tables::built_in();
        let retention = on(day, &tables, Readings::default());
        let until = |facts: &DossierFacts| {
            let decision = retention.dossier(facts).unwrap();
            // No end at all is later than any day.
            decision.accessible_until.unwrap_or(Date::new(2399, 12, 31).unwrap())
        };
        let mut attested = facts.clone();
        for programme in attested.programmes.iter_mut().flatten() {
            programme.regular_follow_up = Some(true);
        }
        prop_assert!(until(&facts) <= until(&attested));
        // Without RQTH: the derogation moves the limit itself, and with it the day on which programmes are asked about.
        let facts = DossierFacts { rqth_periods: Some(Vec::new()), ..facts };
        let mut contracted = facts.clone();
        contracted.cej_contracts.get_or_insert_default().push(ContratCej { start: extra.0, end: extra.1 });
        prop_assert!(until(&facts) <= until(&contracted));
    }

    /// What is said in spite of a missing fact is true whatever that fact turns out to be.
    #[test]
    fn what_is_said_without_a_fact_stands_with_it(
        facts in facts(), readings in readings(), day in date(2016, 2050), hidden in prop::array::uniform6(any::<bool>()),
    ) {
        let tables = Tables::built_in();
        let retention = on(day, &tables, readings);
        let whole = retention.dossier(&facts).unwrap();
        let mut partial = facts.clone();
        let [birth, rqth, programmes, cej, fse, interruptions] = hidden;
        if birth { partial.birth_date = None; }
        if rqth { partial.rqth_periods = None; }
        if programmes { partial.programmes = None; }
        if cej { partial.cej_contracts = None; }
        if fse { partial.fse = Fse::Unknown; }
        if let (true, Fse::Cofinanced { interruptions, .. }) = (interruptions, &mut partial.fse) {
            *interruptions = None;
        }
        let said = retention.dossier(&partial).unwrap();
        if said.outcome != Outcome::Undetermined {
            prop_assert_eq!(said.outcome, whole.outcome);
        }
        if said.state != State::Undetermined {
            prop_assert_eq!(said.state, whole.state);
        } else {
            prop_assert!(whole.state == State::Undetermined || !said.missing.is_empty() || !said.would_extend.is_empty(),
                "an answer that is lacking says what it lacks");
        }
        if let Some(until) = said.accessible_until {
            prop_assert_eq!(Some(until), whole.accessible_until);
        }
        if let (Some(at_least), Some(until)) = (said.at_least, whole.accessible_until) {
            prop_assert!(at_least <= until);
        }
        if let Some(limit) = said.limit_date {
            prop_assert_eq!(Some(limit), whole.limit_date);
        }
        if let Some(archive) = said.fse_archive_until {
            prop_assert_eq!(Some(archive), whole.fse_archive_until);
        }
    }
}
