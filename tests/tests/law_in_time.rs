//! The law over time: each day has one answer or a declared gap, and a new decree is an addition.

#![expect(clippy::unwrap_used, reason = "a test may stop on what cannot be")]

use std::borrow::Cow;

use imilo_core::calendar::{Date, Rounding};
use imilo_core::conservation::{DossierFacts, Fse, Limite, Readings, Retention, State, Tables, Terme};
use imilo_core::law::{Citation, Entry, Evidence, InForce, Provision, RuleSet, Source, Timeline, Version};
use imilo_core::wire::RuleSetAnswer;
use time::macros::date;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

/// The first day of each quarter from the first of 2015 that the décret covers to the end of 2028.
fn quarters() -> impl Iterator<Item = Date> {
    let first = day("2015-01-29");
    let starts = (0..14 * 4).map(|n| day("2015-01-01").plus_months(3 * n, Rounding::LastDayOfMonth).date);
    starts.map(move |start| start.max(first))
}

fn one_answer<T: Clone>(what: &str, line: &Timeline<T>, on: Date) {
    match line.at(on).unwrap() {
        InForce::Certain(version) => assert!(version.entry.certain <= on, "{what} on {on}"),
        InForce::Either(older, newer) => {
            assert!(newer.entry.earliest <= on && on < newer.entry.certain, "{what} on {on}: {}", older.id);
        }
    }
}

#[test]
fn each_quarter_has_one_answer_or_a_declared_gap() {
    let tables = Tables::built_in();
    let mut visited = 0;
    for on in quarters() {
        one_answer("rule set", &tables.rule_sets, on);
        one_answer("limit", &tables.limite, on);
        one_answer("exception", &tables.exception, on);
        one_answer("CEJ", &tables.cej, on);
        one_answer("users", &tables.utilisateurs, on);
        one_answer("partners", &tables.partenaires, on);
        one_answer("archive", &tables.archive, on);
        one_answer("authority", &tables.autorisation, on);
        // An unknown provision is a declared gap: it is named, with evidence unknown, and never decides.
        let answer = RuleSetAnswer::on(on).unwrap();
        for provision in &answer.provisions {
            assert_eq!(
                provision.status == "unknown",
                provision.citation.evidence == Evidence::Unknown,
                "{} on {on}",
                provision.question
            );
        }
        visited += 1;
    }
    assert_eq!(visited, 56);
}

fn fictitious<T>(id: &'static str, value: T) -> Version<T> {
    let source = Source { code: "fiction", url: "" };
    Version {
        id: Cow::Borrowed(id),
        entry: Entry::on(date!(2027 - 09 - 01)),
        citation: Citation::new("D2027-1:1", Evidence::Seen, source),
        value,
    }
}

#[test]
fn a_decree_is_an_addition() {
    let built_in = Tables::built_in();
    let mut tables = built_in.clone();
    let words = || Cow::Borrowed("décret fictif");
    tables.rule_sets.append(fictitious("V2027", RuleSet { fr: words(), en: words() })).unwrap();
    let limite = Limite { terme: Terme::Anniversaire(30), derogation_rqth_cej: None };
    tables.limite.append(fictitious("V2027", Provision::Stated(limite))).unwrap();

    let facts = DossierFacts {
        birth_date: Some(day("1999-08-15")),
        rqth_periods: Some(vec![]),
        programmes: Some(vec![]),
        cej_contracts: Some(vec![]),
        fse: Fse::NotCofinanced,
        anonymised_on: None,
    };
    let judge = |tables: &Tables, on: &str| {
        let retention = Retention::on(day(on), tables, Readings::default()).unwrap();
        let decision = retention.dossier(&facts).unwrap();
        let due = decision.was_due.map(|due| (due.date, due.rule_set.to_owned()));
        let founded: Vec<_> = decision.founded_by().into_iter().map(str::to_owned).collect();
        (retention.rule_set().to_owned(), decision.state, decision.accessible_until.unwrap(), founded, due)
    };
    // The eve is judged as before; from the day on, the new version answers and says what was due before it.
    let eve = judge(&tables, "2027-08-31");
    assert_eq!(eve, judge(&built_in, "2027-08-31"));
    assert_eq!(eve.0, "V2026-07");
    assert_eq!((eve.1, eve.2), (State::Anonymise, day("2027-08-15")));
    let after = judge(&tables, "2027-09-01");
    assert_eq!(after.0, "V2027");
    assert_eq!((after.1, after.2), (State::Accessible, day("2029-08-15")));
    assert_eq!(after.3, ["D2027-1:1"]);
    assert_eq!(after.4, Some((day("2027-08-15"), "V2026-07".to_owned())));
    // No row that stood before has changed.
    assert_eq!(tables.limite.rows()[..5], *built_in.limite.rows());
}

#[test]
fn an_unknown_rule_gives_undetermined_only() {
    let mut tables = Tables::built_in();
    tables.limite.append(fictitious("V2027", Provision::Unknown)).unwrap();
    let retention = Retention::on(day("2028-01-01"), &tables, Readings::default()).unwrap();
    for year in 1960..=2027 {
        let facts = DossierFacts {
            birth_date: Some(Date::new(year, 6, 1).unwrap()),
            rqth_periods: Some(vec![]),
            programmes: Some(vec![]),
            cej_contracts: Some(vec![]),
            fse: Fse::NotCofinanced,
            anonymised_on: None,
        };
        let decision = retention.dossier(&facts).unwrap();
        assert_eq!(decision.state, State::Undetermined);
        assert_eq!(decision.evidence(), None);
    }
}
