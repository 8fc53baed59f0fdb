//! The reasons of a retention answer: each cites the provision and the version on which it rests, and the readings
//! applied. Expected values are worked out from `law.md` 8 and 16, in the comments.

#![expect(clippy::unwrap_used, reason = "a test may stop on what cannot be")]

use std::borrow::Cow;

use imilo_core::conservation::{
    A6b, Access, ContratCej, Decision, DossierFacts, Duree, Fact, Fse, Period, Programme, ProgrammeKind,
    Readings, Retention, State, Tables,
};
use imilo_core::explain::{Action, Finding, Outcome, Role, Scope};
use imilo_core::law::{Citation, Entry, Evidence, Provision, Source, Version};
use time::macros::date;

fn facts(birth: &str) -> DossierFacts {
    DossierFacts {
        birth_date: Some(birth.parse().unwrap()),
        rqth_periods: Some(vec![]),
        programmes: Some(vec![]),
        cej_contracts: Some(vec![]),
        fse: Fse::NotCofinanced,
        anonymised_on: None,
    }
}

fn with_decision(day: &str, facts: &DossierFacts, readings: Readings, see: impl FnOnce(&Decision<'_>)) {
    let tables = Tables::built_in();
    see(&Retention::on(day.parse().unwrap(), &tables, readings).unwrap().dossier(facts).unwrap());
}

fn cites(finding: &Finding<'_>) -> (String, String, Evidence) {
    (finding.rule.citation.code.to_string(), finding.rule.version.to_owned(), finding.evidence)
}

fn of<'f, 'l>(findings: &'f [Finding<'l>], code: &str) -> Vec<&'f Finding<'l>> {
    findings.iter().filter(|finding| finding.code == code).collect()
}

fn steps(decision: &Decision<'_>) -> Vec<(String, Action, Scope, Vec<String>)> {
    let owned = |codes: Vec<&str>| codes.into_iter().map(str::to_owned).collect();
    let step = |step: &imilo_core::explain::Step<'_>| {
        (step.date.to_string(), step.action, step.scope, owned(step.founded_by()))
    };
    decision.steps().iter().map(step).collect()
}

/// Born on 15 January 1998: 28 on 15 January 2026, the eve of a day on which V2025 or V2026 may be in force.
#[test]
fn in_a_window_each_version_gives_its_reason() {
    with_decision("2026-01-16", &facts("1998-01-15"), Readings::default(), |decision| {
        assert_eq!((decision.state, decision.outcome), (State::Anonymise, Outcome::NotConforming));
        assert_eq!(decision.founded_by(), ["D2015-59:6:I"]);
        assert_eq!(decision.evidence(), Some(Evidence::Inferred));
        let findings = decision.findings();
        let limits: Vec<_> = of(&findings, "conservation_limit").into_iter().map(cites).collect();
        let code = || "D2015-59:6:I".to_owned();
        assert_eq!(
            limits,
            [(code(), "V2025".to_owned(), Evidence::Seen), (code(), "V2026".to_owned(), Evidence::Inferred)]
        );
        let window = of(&findings, "conservation_window");
        assert_eq!(window.len(), 1);
        assert_eq!(window[0].rule.citation.code, "D2026-11");
        assert_eq!(window[0].readings, ["A25"]);
    });
}

/// The 28th birthday is past, co-financing is not known: no longer open to the persons of art. 3 and 4 whatever it is.
#[test]
fn closed_without_knowing_of_the_fse_is_not_conforming() {
    let unknown = DossierFacts { fse: Fse::Unknown, ..facts("1998-01-15") };
    with_decision("2026-11-24", &unknown, Readings::default(), |decision| {
        assert_eq!((decision.state, decision.outcome), (State::Undetermined, Outcome::NotConforming));
        assert_eq!(decision.access(), Access::Closed);
        assert!(decision.steps().is_empty());
        let findings = decision.findings();
        let missing = of(&findings, "conservation_missing");
        assert_eq!(missing.len(), 1);
        assert_eq!((missing[0].facts.as_slice(), missing[0].role), (&["fse"][..], Role::Notes));
        assert_eq!(missing[0].rule.citation.code, "D2015-59:6:V");
    });
}

/// 28 on 15 January 2026; last record on 30 June 2020, plus nineteen years (V2026): 30 June 2039 (A7, A17).
#[test]
fn only_co_financed_data_go_to_the_archive() {
    let fse = Fse::Cofinanced {
        first_record: Some("2018-02-01".parse().unwrap()),
        last_record: Some("2020-06-30".parse().unwrap()),
        interruptions: Some(vec![]),
    };
    let cofinanced = DossierFacts { fse, ..facts("1998-01-15") };
    with_decision("2026-11-24", &cofinanced, Readings::default(), |decision| {
        let (limit, archive) = (vec!["D2015-59:6:I".to_owned()], vec!["D2015-59:6:V".to_owned()]);
        let closed = || "2026-01-15".to_owned();
        assert_eq!(
            steps(decision),
            [
                (closed(), Action::MoveToFseArchive, Scope::Cofinanced, limit.clone()),
                (closed(), Action::Anonymise, Scope::Rest, limit),
                ("2039-06-30".to_owned(), Action::Anonymise, Scope::Cofinanced, archive),
            ]
        );
        let findings = decision.findings();
        let access = of(&findings, "conservation_fse_access");
        assert_eq!((access[0].rule.version, access[0].readings.as_slice()), ("V2026", &["A9"][..]));
    });
}

/// Contract ended on 31 March 2024: its data until 31 March 2034, the rest until the 28th birthday, by option A6b.
#[test]
fn by_option_a6b_only_the_data_of_the_cej_stay() {
    let contract =
        ContratCej { start: "2023-04-01".parse().unwrap(), end: Some("2024-03-31".parse().unwrap()) };
    let cej = DossierFacts { cej_contracts: Some(vec![contract]), ..facts("1998-01-15") };
    let readings = Readings { a6b: A6b::CejDataOnly, ..Readings::default() };
    with_decision("2026-11-24", &cej, readings, |decision| {
        assert_eq!(
            steps(decision),
            [
                ("2026-01-15".to_owned(), Action::Anonymise, Scope::Rest, vec!["D2015-59:6:I".to_owned()]),
                ("2034-03-31".to_owned(), Action::Anonymise, Scope::Cej, vec!["D2015-59:6:I bis".to_owned()]),
            ]
        );
        let findings = decision.findings();
        assert!(of(&findings, "conservation_limit")[0].readings.contains(&"A6b"));
    });
    with_decision("2026-11-24", &cej, Readings::default(), |decision| {
        assert_eq!(decision.accessible_until, Some("2034-03-31".parse().unwrap()));
        let findings = decision.findings();
        assert_eq!(of(&findings, "conservation_cej")[0].readings, ["A2b", "A6", "A6b"]);
    });
}

#[test]
fn the_limit_names_the_readings_that_computed_it() {
    let readings = |facts: &DossierFacts, day: &str| {
        let mut found = Vec::new();
        with_decision(day, facts, Readings::default(), |decision| {
            found = of(&decision.findings(), "conservation_limit")[0].readings.clone();
        });
        found
    };
    // V2015 names a birthday: only the first closed day is a reading. Later, which birthday it is (A3).
    assert_eq!(readings(&facts("1998-01-15"), "2020-01-01"), ["A2b"]);
    assert_eq!(readings(&facts("1998-01-15"), "2026-11-24"), ["A2b", "A3"]);
    // 29 February 1992 + 26 years: 2018 has no such day.
    assert_eq!(readings(&facts("1992-02-29"), "2018-01-01"), ["A2", "A2b"]);
    // RQTH during a CEJ that ended so early that the 32nd birthday, 2030, is later than ten years from its end.
    let contract = |start: &str, end: &str| ContratCej {
        start: start.parse().unwrap(),
        end: Some(end.parse().unwrap()),
    };
    let rqth = DossierFacts {
        rqth_periods: Some(vec![Period { from: "2022-01-01".parse().unwrap(), until: None }]),
        cej_contracts: Some(vec![contract("2022-03-01", "2022-09-01")]),
        ..facts("2001-01-15")
    };
    // 2001 + 32 = 2033-01-15, against 2022-09-01 + 10 = 2032-09-01.
    assert_eq!(readings(&rqth, "2026-11-24"), ["A2b", "A3", "A4", "A6", "A6b"]);
}

/// Born on 1 December 1994, CEJ none: V2015 closed the dossier on 1 December 2020; V2021 opens it until 2022.
#[test]
fn what_was_due_cites_the_version_that_had_closed_it() {
    with_decision("2021-06-01", &facts("1994-12-01"), Readings::default(), |decision| {
        let findings = decision.findings();
        let due = of(&findings, "conservation_was_due");
        assert_eq!(due.len(), 1);
        assert_eq!(cites(due[0]), ("D2015-59:6:I".to_owned(), "V2015".to_owned(), Evidence::Seen));
    });
}

#[test]
fn each_note_cites_the_paragraph_of_its_facts() {
    let programme =
        |kind| Programme { kind, start: "2025-01-01".parse().unwrap(), end: None, regular_follow_up: None };
    let both = DossierFacts {
        programmes: Some(vec![programme(ProgrammeKind::Other), programme(ProgrammeKind::Pacea)]),
        cej_contracts: None,
        ..facts("1998-01-15")
    };
    with_decision("2026-11-24", &both, Readings::default(), |decision| {
        let findings = decision.findings();
        let extend = of(&findings, "conservation_would_extend");
        assert_eq!(extend[0].rule.citation.code, "D2015-59:6:I:exception");
        assert_eq!(
            (extend[0].facts.as_slice(), extend[0].readings.as_slice()),
            (&["regular_follow_up"][..], &["A5"][..])
        );
        let pacea = of(&findings, "conservation_pacea");
        assert_eq!(
            (pacea[0].rule.citation.code.as_ref(), pacea[0].readings.as_slice()),
            ("D2015-59:6:I:exception", &["A5b"][..])
        );
        assert!(decision.missing.contains(Fact::CejContracts));
        let missing = of(&findings, "conservation_missing");
        assert!(
            missing
                .iter()
                .any(|m| m.facts == ["cej_contracts"] && m.rule.citation.code == "D2015-59:6:I bis")
        );
    });
}

/// 29 February 2024 + 10 years: 2034 has no 29 February. 29 February 2020 + 19 years: 2039 has none.
#[test]
fn an_expiry_that_does_not_exist_is_told() {
    let cej = ContratCej { start: "2023-03-01".parse().unwrap(), end: Some("2024-02-29".parse().unwrap()) };
    let contract = DossierFacts { cej_contracts: Some(vec![cej]), ..facts("2004-05-01") };
    with_decision("2026-11-24", &contract, Readings::default(), |decision| {
        assert!(decision.ambiguous);
        assert_eq!(decision.cej_until, Some("2034-02-28".parse().unwrap()));
        let findings = decision.findings();
        assert_eq!(of(&findings, "conservation_rounded")[0].rule.citation.code, "D2015-59:6:I bis");
    });
    let fse = Fse::Cofinanced {
        first_record: Some("2020-02-29".parse().unwrap()),
        last_record: Some("2020-02-29".parse().unwrap()),
        interruptions: Some(vec![]),
    };
    let cofinanced = DossierFacts { fse, ..facts("1998-01-15") };
    with_decision("2026-11-24", &cofinanced, Readings::default(), |decision| {
        assert!(decision.ambiguous);
        assert_eq!(decision.fse_archive_until, Some("2039-02-28".parse().unwrap()));
        let findings = decision.findings();
        assert_eq!(of(&findings, "conservation_rounded")[0].rule.citation.code, "D2015-59:6:V");
    });
    with_decision("2026-11-24", &facts("1998-01-15"), Readings::default(), |decision| {
        assert!(!decision.ambiguous);
    });
}

/// A row that an integrator adds with a window of its own: inside it, both rows are asked.
#[test]
fn a_window_of_one_table_alone_is_seen() {
    let mut tables = Tables::built_in();
    let source = Source { code: "fiction", url: "" };
    let row = Version {
        id: Cow::Borrowed("V2027"),
        entry: Entry::between(date!(2027 - 09 - 01), date!(2027 - 09 - 10)),
        citation: Citation::new("D2027-1:1", Evidence::Seen, source),
        value: Provision::Stated(Duree { annees: 2 }),
    };
    tables.cej.append(row).unwrap();
    // Contract ended on 1 January 2025: ten years run to 2035, two to 2027-01-01, before the 28th birthday of 2027-06-01.
    let cej = ContratCej { start: "2024-01-01".parse().unwrap(), end: Some("2025-01-01".parse().unwrap()) };
    let facts = DossierFacts { cej_contracts: Some(vec![cej]), ..facts("1999-06-01") };
    let state = |day: &str| {
        let retention = Retention::on(day.parse().unwrap(), &tables, Readings::default()).unwrap();
        let decision = retention.dossier(&facts).unwrap();
        (decision.state, decision.outcome)
    };
    assert_eq!(state("2027-08-31"), (State::Accessible, Outcome::Conforming));
    assert_eq!(state("2027-09-05"), (State::Undetermined, Outcome::Undetermined));
    assert_eq!(state("2027-09-10"), (State::Anonymise, Outcome::NotConforming));
}

/// Ten years from 31 March 2025 run to 2035; a programme that ended in 2027 can extend nothing, an open one can.
#[test]
fn what_ends_before_the_term_would_not_extend_it() {
    let contract =
        ContratCej { start: "2024-04-01".parse().unwrap(), end: Some("2025-03-31".parse().unwrap()) };
    let programme = |end: Option<&str>| Programme {
        kind: ProgrammeKind::Other,
        start: "2025-06-01".parse().unwrap(),
        end: end.map(|end| end.parse().unwrap()),
        regular_follow_up: None,
    };
    let facts = |end| DossierFacts {
        cej_contracts: Some(vec![contract]),
        programmes: Some(vec![programme(end)]),
        ..facts("1998-01-15")
    };
    with_decision("2026-11-24", &facts(Some("2027-06-30")), Readings::default(), |decision| {
        assert!(decision.would_extend.is_empty());
    });
    with_decision("2026-11-24", &facts(None), Readings::default(), |decision| {
        assert!(decision.would_extend.contains(Fact::RegularFollowUp));
    });
}
