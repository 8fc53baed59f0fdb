//! The traps of a dossier, one by one.

use super::*;
use crate::fse::fact::FACTS;
use crate::fse::{Annexe, Code, Programme, RawAnswers, Reason, Rules, Truth};

fn map(json: &str, exit: Option<&str>) -> Mapped {
    let dossier: Dossier = serde_json::from_str(json).unwrap();
    let operation = Operation {
        participant_id: "p",
        operation_id: "o",
        entry_date: "2023-10-02".parse().unwrap(),
        exit_date: exit.map(|day| day.parse().unwrap()),
    };
    Participation::from_dossier(&dossier, operation, &Options::default())
}

fn gap(mapped: &Mapped, variable: &str) -> Option<GapKind> {
    mapped.gaps.iter().find(|gap| gap.variable == variable).map(|gap| gap.kind)
}

#[test]
fn an_empty_dossier_gives_gaps_and_no_answer() {
    let mapped = map("{}", None);
    let derivation = Rules::new(Programme::FsePlus).derive(&mapped.participation).unwrap();
    assert!(!derivation.is_complete());
    assert_eq!(derivation.missing().names().count(), 4);
    for variable in
        ["gender", "labour_status_entry", "isced_entry", "disability", "homeless", "rural", "minority"]
    {
        assert!(gap(&mapped, variable).is_some(), "{variable}");
    }
    assert_eq!(gap(&mapped, "gender"), Some(GapKind::NotCarried));
    assert_eq!(gap(&mapped, "rural"), Some(GapKind::NoSource));
}

/// What cannot be derived is told by name, of every variable that a code reads.
#[test]
fn every_unknown_variable_of_a_code_has_its_gap() {
    let mapped = map("{}", Some("2024-03-29"));
    // The others are the operation's, or made of what has a gap of its own.
    let silent = ["raw", "report_date", "entry_date", "exit_date"];
    for variable in FACTS.iter().flat_map(|fact| fact.variables).filter(|name| !silent.contains(*name)) {
        assert!(gap(&mapped, variable).is_some(), "{variable}");
    }
    // A situation of the eve that does not decide: no registration, and job-seeker in the words of the mission locale.
    let seeker = r#"{"formation": {"situations": [
        {"categorie": "Demandeur d'emploi", "date_debut": "2023-05-01"}]}}"#;
    let mapped = map(seeker, None);
    let derivation = Rules::new(Programme::FsePlus).derive(&mapped.participation).unwrap();
    assert_eq!(derivation.labour_status(), None);
    assert_eq!(gap(&mapped, "labour_status_entry"), Some(GapKind::Undecided));
}

#[test]
fn who_is_not_registered_today_may_have_been_on_the_day_of_entry() {
    let raw = |emploi: &str| -> RawAnswers {
        *map(&format!(r#"{{"emploi": {emploi}}}"#), None).participation.raw.given().unwrap()
    };
    assert_eq!(raw(r#"{"inscrit_france_travail": false}"#).registered_unemployed, Field::Empty);
    let since = |day: &str| raw(&format!(r#"{{"inscrit_france_travail": true, "inscrit_depuis": "{day}"}}"#));
    assert_eq!(since("2023-10-02").registered_unemployed, Field::Given(true));
    assert_eq!(since("2023-10-03").registered_unemployed, Field::Empty);
}

#[test]
fn a_plan_and_a_day_that_has_not_come_were_not_observed() {
    let json = |state: &str| {
        format!(
            r#"{{"formation": {{"situations": [
                {{"etat": "{state}", "categorie": "Emploi", "date_debut": "2024-04-18"}}]}}}}"#
        )
    };
    let running = map(&json("EN_COURS"), Some("2024-03-29")).participation;
    assert!(running.exit_events.given().is_some() && running.status_6m.given().is_some());
    let planned = map(&json("PREVU"), Some("2024-03-29")).participation;
    assert!(planned.exit_events.given().is_none() && planned.status_6m.given().is_none());
    let on = |day: &str| {
        let dossier: Dossier = serde_json::from_str(&json("EN_COURS")).unwrap();
        let operation = Operation {
            participant_id: "p",
            operation_id: "o",
            entry_date: "2023-10-02".parse().unwrap(),
            exit_date: Some("2024-03-29".parse().unwrap()),
        };
        Participation::from_dossier_on(&dossier, operation, &Options::default(), day.parse().unwrap())
    };
    // Job on 18 April, six months on 29 September.
    let known = |day: &str| {
        let mapped = on(day);
        (mapped.participation.exit_events.given().is_some(), mapped.participation.status_6m.given().is_some())
    };
    assert_eq!(known("2024-04-17"), (false, false));
    assert_eq!(known("2024-04-18"), (true, false));
    assert_eq!(known("2024-09-28"), (true, false));
    assert_eq!(known("2024-09-29"), (true, true));
    assert_eq!(gap(&on("2024-09-28"), "status_6m"), Some(GapKind::Undecided));
}

#[test]
fn the_situation_at_six_months_is_that_of_the_day_whatever_the_tolerance() {
    let json = r#"{"formation": {"situations": [
        {"categorie": "Demandeur d'emploi", "date_debut": "2024-04-01", "date_fin": "2024-09-28"},
        {"categorie": "Emploi", "date_debut": "2024-09-29"}]}}"#;
    let dossier: Dossier = serde_json::from_str(json).unwrap();
    let operation = Operation {
        participant_id: "p",
        operation_id: "o",
        entry_date: "2023-10-02".parse().unwrap(),
        exit_date: Some("2024-03-29".parse().unwrap()),
    };
    let tolerant = Options { a15_days: 7, ..Options::default() };
    let mapped = Participation::from_dossier(&dossier, operation, &tolerant);
    assert_eq!(mapped.participation.status_6m, Field::Given(crate::fse::EventStatus::Employed));
}

#[test]
fn what_begins_on_the_day_of_exit_comes_after_the_work_that_lasts() {
    let json = r#"{"formation": {"situations": [
        {"categorie": "Demandeur d'emploi", "date_debut": "2024-03-29"},
        {"categorie": "Emploi", "date_debut": "2024-03-01", "date_fin": "2024-03-29"}]}}"#;
    let events = map(json, Some("2024-03-29")).participation.exit_events;
    let statuses: Vec<_> = events.given().unwrap().iter().map(|event| event.status).collect();
    assert_eq!(statuses, [crate::fse::EventStatus::Employed, crate::fse::EventStatus::JobSearching]);
}

#[test]
fn a_household_that_does_not_tell_is_undecided() {
    let family = |json: &str| map(&format!(r#"{{"famille": {json}}}"#), None);
    let alone = family(r#"{"menage": "monoparentale", "enfants": 1}"#);
    assert_eq!(alone.participation.single_adult_household, Answer::Yes);
    let child = family(r#"{"menage": "monoparentale", "enfants": 0}"#);
    assert_eq!(child.participation.single_adult_household, Answer::Empty, "child of the lone parent");
    assert_eq!(gap(&child, "single_adult_household"), Some(GapKind::Undecided));
    let elsewhere = family(r#"{"enfants": 1, "personnes_a_charge": 0}"#);
    assert_eq!(elsewhere.participation.dependent_children, Answer::Empty);
    assert_eq!(gap(&elsewhere, "dependent_children"), Some(GapKind::Wider));
}

#[test]
fn an_optional_answer_left_empty_is_not_no() {
    let json = |parent: &str| {
        format!(r#"{{"identite": {{"ne_a_l_etranger": false, "parent_ne_a_l_etranger": {parent}}}}}"#)
    };
    let empty = map(&json("null"), None);
    assert_eq!(empty.participation.foreign_background, Answer::Empty);
    assert_eq!(gap(&empty, "foreign_background"), Some(GapKind::NotAnswered));
    let no = map(&json("false"), None);
    assert_eq!(no.participation.foreign_background, Answer::No);
    assert_eq!(no.participation.foreign_background_or_minority, Answer::Empty, "a minority is not excluded");
    assert_eq!(gap(&no, "foreign_background_or_minority"), Some(GapKind::Narrower));
    let yes = map(&json("true"), None);
    assert_eq!(yes.participation.foreign_background_or_minority, Answer::Yes);
    let abroad = map(r#"{"identite": {"ne_a_l_etranger": true}}"#, None);
    assert_eq!(abroad.participation.foreign_background, Answer::Yes);
}

#[test]
fn rqth_is_narrower_than_disability_and_housing_trouble_wider_than_exclusion() {
    let json = r#"{"social": {"travailleur_handicape": false, "minima_sociaux": false},
        "logement": {"difficultes": "loyer trop cher"}, "famille": {"enfants": 0}}"#;
    let mapped = map(json, None);
    assert_eq!(mapped.participation.disability, Answer::Empty);
    assert_eq!(mapped.participation.homeless, Answer::Empty);
    assert_eq!(gap(&mapped, "disability"), Some(GapKind::Narrower));
    assert_eq!(gap(&mapped, "homeless"), Some(GapKind::Wider));
    assert_eq!(gap(&mapped, "other_disadvantaged"), Some(GapKind::Narrower));
    assert_eq!(gap(&mapped, "dependent_children"), Some(GapKind::Narrower));
    let rqth = r#"{"conservation": {"rqth_periods": [{"from": "2023-10-02", "until": "2024-10-02"}]}}"#;
    assert_eq!(map(rqth, None).participation.disability, Answer::Yes);
    let later = r#"{"conservation": {"rqth_periods": [{"from": "2023-10-03"}]}}"#;
    assert_ne!(map(later, None).participation.disability, Answer::Yes, "recognised after the entry");
}

#[test]
fn a_length_without_employment_is_no_start_of_unemployment() {
    let mapped = map(r#"{"emploi": {"mois_sans_emploi": 14, "inscrit_france_travail": false}}"#, None);
    assert_eq!(mapped.participation.unemployed_since, Field::NotCarried);
    assert_eq!(gap(&mapped, "unemployed_since"), Some(GapKind::Wider));
}

#[test]
fn the_list_of_job_seekers_decides_on_the_day_of_entry() {
    let registered = |list: &str| {
        let mapped = map(&format!(r#"{{"ajouts": {{"liste_demandeurs": {list}}}}}"#), None);
        mapped.participation.raw.given().unwrap().registered_unemployed
    };
    assert_eq!(registered(r#"{"inscrit_le": "2023-10-02"}"#), Field::Given(true));
    assert_eq!(registered(r#"{"inscrit_le": "2023-10-03"}"#), Field::Given(false));
    assert_eq!(registered(r#"{"inscrit_le": "2023-01-02", "cesse_le": "2023-10-02"}"#), Field::Given(false));
    assert_eq!(registered(r#"{"inscrit_le": "2023-01-02", "radie_le": "2023-10-03"}"#), Field::Given(true));
    assert_eq!(registered(r#"{"inscrit_le": null}"#), Field::NotCarried);
}

#[test]
fn a_training_that_the_operation_opens_does_not_count_at_entry() {
    let situations = |start: &str| {
        format!(
            r#"{{"formation": {{"situations": [
                {{"categorie": "Demandeur d'emploi", "date_debut": "2023-05-01", "date_fin": "2023-10-01"}},
                {{"categorie": "Formation", "date_debut": "{start}"}}]}}}}"#
        )
    };
    let opened = map(&situations("2023-10-02"), None);
    assert_eq!(opened.participation.in_education_entry, Field::Given(false));
    let before = map(&situations("2023-09-01"), None);
    assert_eq!(before.participation.in_education_entry, Field::Given(true));
}

#[test]
fn results_come_from_what_was_recorded_and_silence_is_no_follow_up() {
    let json = r#"{"identite": {"sexe": "F", "date_naissance": "2003-05-20", "nationalite": "99350"},
        "formation": {"niveau_formation": "4", "diplomes": [{"niveau": "4", "obtenu_le": "2022-07-05"}],
            "situations": [
                {"categorie": "Demandeur d'emploi", "date_debut": "2023-05-01", "date_fin": "2024-04-17"},
                {"categorie": "Emploi", "date_debut": "2024-04-18"}]},
        "emploi": {"inscrit_france_travail": true, "inscrit_depuis": "2023-05-01"}}"#;
    let mapped = map(json, Some("2024-03-29"));
    let derivation = Rules::new(Programme::FsePlus).derive(&mapped.participation).unwrap();
    for code in [Code::Eeco02, Code::Eeco07, Code::Eeco10, Code::Eeco13, Code::Eecr04, Code::Eecr05] {
        assert_eq!(derivation.value(code), Some(Truth::Yes), "{code}");
    }
    assert_eq!(derivation.value(Code::Eeco03), Some(Truth::No), "five months");
    assert_eq!(derivation.value(Code::Eeco15), Some(Truth::Unknown(Reason::Missing)));
    let silent = map(&json.replace("2024-04-18", "2024-05-18"), Some("2024-03-29"));
    assert_eq!(gap(&silent, "exit_events"), Some(GapKind::Undecided));
    let derivation = Rules::new(Programme::Fse(Annexe::Of2018)).derive(&silent.participation).unwrap();
    assert_eq!(derivation.value(Code::Cr04), Some(Truth::Unknown(Reason::NotFollowedUp)));
}

#[test]
fn a_level_that_does_not_say_is_unknown() {
    let level = |text: &str| {
        let mapped = map(&format!(r#"{{"formation": {{"niveau_formation": "{text}"}}}}"#), None);
        mapped.participation.isced_entry.given().map(|isced| isced.get())
    };
    assert_eq!((level("IV"), level("4"), level("bac")), (None, None, None));
    assert_eq!((level("VI"), level("Vbis"), level("5")), (Some(1), Some(2), Some(5)));
}

#[test]
fn diplomas_decide_what_a_level_leaves_open_and_an_assumption_is_told() {
    let level = |text: &str, diplomas: &str| {
        let json = format!(r#"{{"formation": {{"niveau_formation": "{text}", "diplomes": [{diplomas}]}}}}"#);
        let mapped = map(&json, None);
        (mapped.participation.isced_entry.given().map(|isced| isced.get()), mapped.assumptions.len())
    };
    let cap = r#"{"niveau": "V", "obtenu_le": "2021-07-05"}"#;
    let later = r#"{"niveau": "V", "obtenu_le": "2024-07-05"}"#;
    assert_eq!(level("IV", cap), (Some(3), 0), "left in terminale, and a CAP: 3 whatever the bac");
    assert_eq!(level("V", later), (Some(2), 0), "obtained after the entry");
    assert_eq!(level("V", &format!("{later}, {cap}")), (Some(3), 0), "one of two before the entry");
    assert_eq!(level("IV", r#"{"niveau": "VI"}"#), (None, 0), "the bac is not stated");
    let without = map(r#"{"formation": {"niveau_formation": "V"}}"#, None);
    assert_eq!(without.participation.isced_entry.given().map(|isced| isced.get()), Some(2));
    assert_eq!(without.assumptions.len(), 1, "the CAP is not stated: counted as not held, which is told");
}

#[test]
fn every_gap_speaks_both_languages_and_shows_no_value() {
    let mapped = map(r#"{"identite": {"nationalite": "98503"}}"#, Some("2024-03-29"));
    assert!(mapped.gaps.iter().all(|gap| gap.fr != gap.en));
    let names: std::collections::BTreeSet<_> = mapped.gaps.iter().map(|gap| gap.variable).collect();
    assert_eq!(names.len(), mapped.gaps.len(), "one reason a variable");
    assert!(!format!("{mapped:?}").contains("98503"));
}
