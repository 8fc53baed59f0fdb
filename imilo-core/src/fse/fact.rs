//! The facts of which indicators are made: one row each, with what it reads and how it is found.

use super::options::{A2, A7, A9, A10, A11, A18};
use super::situation::Situation;
use super::{LabourStatus, Programme, Reason, Truth};
use crate::calendar::{Date, Rounding};

/// A fact of a record.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[repr(u8)]
pub(super) enum Fact {
    Unemployed,
    Inactive,
    Employed,
    LongTermUnemployed,
    NotInEducation,
    Under25,
    From55,
    Under18,
    From18To29,
    Isced1To2,
    Isced3To4,
    Isced5To8,
    Isced0To2,
    JoblessHousehold,
    DependentChildren,
    SingleAdult,
    BackgroundOrMinority,
    Disability,
    OtherDisadvantaged,
    Disadvantaged,
    Homeless,
    Rural,
    ThirdCountry,
    ForeignBackground,
    Minority,
    SearchCounts,
    SearchAfter,
    EducationAfter,
    QualificationAfter,
    WorkAfter,
    Offer,
    Completed,
    Work6m,
    Employment6m,
    SelfEmployed6m,
    Improved6m,
    Education6m,
}

/// How a fact is found.
pub(super) struct FactRow {
    pub(super) fact: Fact,
    /// Variables of the record that it reads.
    pub(super) variables: &'static [&'static str],
    pub(super) fr: &'static str,
    pub(super) en: &'static str,
    pub(super) find: fn(&Situation<'_>) -> Truth,
}

const fn row(
    fact: Fact,
    variables: &'static [&'static str],
    fr: &'static str,
    en: &'static str,
    find: fn(&Situation<'_>) -> Truth,
) -> FactRow {
    FactRow { fact, variables, fr, en, find }
}

const STATUS: &[&str] = &["labour_status_entry", "raw"];
const AGE: &[&str] = &["birth_date", "entry_date"];
const EVENTS: &[&str] = &["exit_date", "exit_events", "report_date"];
const AT_6M: &[&str] = &["exit_date", "status_6m", "report_date"];

/// The facts, in the order of [`Fact`].
#[rustfmt::skip]
pub(super) static FACTS: &[FactRow] = &[
    row(Fact::Unemployed, STATUS, "chômeur", "unemployed", |s| is(s, LabourStatus::Unemployed)),
    row(Fact::Inactive, STATUS, "inactif", "inactive", |s| is(s, LabourStatus::Inactive)),
    row(Fact::Employed, STATUS, "en emploi", "employed", |s| is(s, LabourStatus::Employed)),
    row(Fact::LongTermUnemployed, &["labour_status_entry", "unemployed_since", "birth_date", "entry_date"],
        "chômeur depuis plus de 6 mois (moins de 25 ans) ou plus de 12 mois",
        "unemployed for more than 6 months (under 25) or more than 12 months", long_term),
    row(Fact::NotInEducation, &["in_education_entry"], "ni en études ni en formation", "not in education or training",
        |s| Truth::of(s.row.in_education.map(|inside| !inside))),
    row(Fact::Under25, AGE, "moins de 25 ans", "below 25", |s| aged(s, |age| age < 25)),
    row(Fact::From55, AGE, "55 ans ou plus", "55 or above", |s| aged(s, |age| age >= 55)),
    row(Fact::Under18, AGE, "moins de 18 ans", "below 18", |s| aged(s, |age| age < 18)),
    row(Fact::From18To29, AGE, "de 18 à 29 ans", "18 to 29", |s| aged(s, |age| (18..=29).contains(&age))),
    row(Fact::Isced1To2, &["isced_entry"], "CITE 1 ou 2", "ISCED 1 or 2", |s| isced(s, 1, 2)),
    row(Fact::Isced3To4, &["isced_entry"], "CITE 3 ou 4", "ISCED 3 or 4", |s| isced(s, 3, 4)),
    row(Fact::Isced5To8, &["isced_entry"], "CITE 5 à 8", "ISCED 5 to 8", |s| isced(s, 5, 8)),
    row(Fact::Isced0To2, &["isced_entry"], "CITE 0 à 2", "ISCED 0 to 2", |s| isced(s, 0, 2)),
    row(Fact::JoblessHousehold, &["jobless_household"], "ménage sans emploi", "jobless household",
        |s| s.row.jobless_household.truth()),
    row(Fact::DependentChildren, &["dependent_children"], "enfants à charge", "dependent children",
        |s| s.row.dependent_children.truth()),
    row(Fact::SingleAdult, &["single_adult_household"], "ménage d'un seul adulte", "single adult household",
        |s| s.row.single_adult.truth()),
    row(Fact::BackgroundOrMinority, &["foreign_background_or_minority"], "migrant, origine étrangère ou minorité",
        "migrant, foreign background or minority", |s| s.row.background_or_minority.truth()),
    row(Fact::Disability, &["disability"], "handicap", "disability", |s| s.row.disability.truth()),
    row(Fact::OtherDisadvantaged, &["other_disadvantaged", "isced_entry", "birth_date", "entry_date"],
        "autre personne défavorisée (ou CITE 0 au-delà de l'âge habituel)",
        "other disadvantaged (or ISCED 0 beyond the usual age)", other_disadvantaged),
    row(Fact::Disadvantaged, &["foreign_background_or_minority", "disability", "other_disadvantaged", "jobless_household",
        "single_adult_household", "dependent_children"], "participant défavorisé", "disadvantaged participant", disadvantaged),
    row(Fact::Homeless, &["homeless"], "sans-abri ou exclusion du logement", "homeless or housing exclusion",
        |s| s.row.homeless.truth()),
    row(Fact::Rural, &["rural"], "zone rurale", "rural area", |s| s.row.rural.truth()),
    row(Fact::ThirdCountry, &["nationalities"], "aucune nationalité d'un État de l'Union", "no nationality of a Union state",
        |s| Truth::of(s.row.third_country)),
    row(Fact::ForeignBackground, &["foreign_background"], "origine étrangère", "foreign background",
        |s| s.row.foreign_background.truth()),
    row(Fact::Minority, &["minority"], "minorité", "minority", |s| s.row.minority.truth()),
    row(Fact::SearchCounts, STATUS, "inactif à l'entrée", "inactive at entry", |s| match (s.rules.programme, s.rules.options.a7) {
        (Programme::FsePlus, A7::Everyone) => Truth::Yes,
        _ => is(s, LabourStatus::Inactive),
    }),
    row(Fact::SearchAfter, EVENTS, "en recherche d'emploi d'après le dernier événement des 28 jours",
        "searching for work by the last event of the 28 days", |s| last_event(s, super::EventStatus::is_search)),
    row(Fact::EducationAfter, &["education_started", "entry_date", "exit_date", "exit_events", "report_date"],
        "nouvelle formation commencée après l'entrée, au plus tard 28 jours après la sortie",
        "new education begun after the entry, at most 28 days after the exit",
        |s| dated(s, s.row.education_started, |date, entry| date > entry)),
    row(Fact::QualificationAfter, &["qualification_date", "entry_date", "exit_date", "exit_events", "report_date"],
        "qualification obtenue de l'entrée à 28 jours après la sortie",
        "qualification gained from the entry to 28 days after the exit",
        |s| dated(s, s.row.qualification, |date, entry| date >= entry)),
    row(Fact::WorkAfter, EVENTS, "au travail d'après le dernier événement des 28 jours",
        "at work by the last event of the 28 days", |s| last_event(s, super::EventStatus::is_work)),
    row(Fact::Offer, &["yei_offer_date", "entry_date", "exit_date", "exit_events", "report_date"],
        "offre reçue de l'entrée à 28 jours après la sortie", "offer received from the entry to 28 days after the exit",
        |s| dated(s, s.row.offer, |date, entry| date >= entry)),
    row(Fact::Completed, &["exit_date", "yei_completed"], "intervention suivie jusqu'à son terme",
        "intervention completed", |s| match s.row.exit {
        None => Truth::Unknown(Reason::NotYetObservable),
        Some(_) => Truth::of(s.row.completed),
    }),
    row(Fact::Work6m, AT_6M, "au travail six mois après la sortie", "at work six months after the exit",
        |s| after_6m(s, super::EventStatus::is_work)),
    row(Fact::Employment6m, AT_6M, "en emploi six mois après la sortie", "in employment six months after the exit",
        |s| after_6m(s, |status| match s.rules.options.a9 {
            A9::Without => status == super::EventStatus::Employed,
            A9::With => status.is_work(),
        })),
    row(Fact::SelfEmployed6m, AT_6M, "travailleur indépendant six mois après la sortie",
        "self-employed six months after the exit", |s| after_6m(s, |status| status == super::EventStatus::SelfEmployed)),
    row(Fact::Improved6m, &["improvement_6m", "exit_date", "status_6m", "report_date"], "emploi plus stable, plus complet, plus qualifié ou promotion",
        "more stable, fuller or more qualified job, or promotion", improved_6m),
    row(Fact::Education6m, &["exit_date", "in_education_6m", "status_6m", "report_date"],
        "en formation, en apprentissage ou en stage six mois après la sortie",
        "in education, apprenticeship or traineeship six months after the exit", education_6m),
];

fn is(s: &Situation<'_>, status: LabourStatus) -> Truth {
    Truth::of(s.status.map(|found| found == status))
}

pub(super) fn aged(s: &Situation<'_>, fits: impl Fn(i32) -> bool) -> Truth {
    Truth::of(s.age.map(fits))
}

pub(super) fn isced(s: &Situation<'_>, low: u8, high: u8) -> Truth {
    Truth::of(s.row.isced.map(|isced| (low..=high).contains(&isced.get())))
}

/// How many months of unemployment are exceeded by who is long-term unemployed.
pub(super) struct Spell {
    /// Age from which the longer spell is asked for.
    pub(super) longer_from: i32,
    pub(super) shorter: u32,
    pub(super) longer: u32,
}

/// More than six months below 25, more than twelve otherwise (*secondary*).
pub(super) const SPELL: Spell = Spell { longer_from: 25, shorter: 6, longer: 12 };

fn long_term(s: &Situation<'_>) -> Truth {
    long_term_by(&SPELL, s)
}

/// By calendar months (choices A2, A18).
pub(super) fn long_term_by(spell: &Spell, s: &Situation<'_>) -> Truth {
    let unemployed = is(s, LabourStatus::Unemployed);
    if unemployed == Truth::No {
        return Truth::No;
    }
    let (Some(since), Some(age)) = (s.row.unemployed_since, s.age) else {
        return unemployed.and(Truth::Unknown(Reason::Missing));
    };
    let options = &s.rules.options;
    let twelve_for_all = s.rules.programme == Programme::FsePlus && options.a18 == A18::TwelveMonths;
    let months = if age < spell.longer_from && !twelve_for_all { spell.shorter } else { spell.longer };
    let end = since.plus_months(months, Rounding::LastDayOfMonth).date;
    let over = s.row.entry > end || (s.row.entry == end && options.a2 == A2::Inclusive);
    unemployed.and(Truth::of(Some(over)))
}

/// The customary age of primary education is known to lie below 15, and no more (A11, *inferred*): from here on ISCED 0 is
/// beyond it, and below nobody can say.
pub(super) const BEYOND_USUAL_AGE: i32 = 15;

fn other_disadvantaged(s: &Situation<'_>) -> Truth {
    other_disadvantaged_by(BEYOND_USUAL_AGE, s)
}

pub(super) fn other_disadvantaged_by(beyond: i32, s: &Situation<'_>) -> Truth {
    let answer = s.row.other_disadvantaged.truth();
    let none = s.row.isced.map(|isced| isced.get() == 0);
    if s.rules.options.a11 == A11::NoDisadvantage || none == Some(false) {
        return answer;
    }
    let beyond_usual_age = match s.age {
        Some(age) if age >= beyond => Truth::Yes,
        _ => Truth::Unknown(Reason::Missing),
    };
    answer.or(Truth::of(none).and(beyond_usual_age))
}

/// One yes, or no to all; with the households in the version of 2013 (choice A10).
fn disadvantaged(s: &Situation<'_>) -> Truth {
    let sensitive =
        s.row.background_or_minority.truth().or(s.row.disability.truth()).or(other_disadvantaged(s));
    if !s.rules.programme.asks_households() || s.rules.options.a10 == A10::SensitiveOnly {
        return sensitive;
    }
    let alone_with_children = s.row.single_adult.truth().and(s.row.dependent_children.truth());
    sensitive.or(s.row.jobless_household.truth()).or(alone_with_children)
}

/// What the last event of the window says; nobody left or nobody asked: not observed.
fn last_event(s: &Situation<'_>, fits: fn(super::EventStatus) -> bool) -> Truth {
    if s.row.exit.is_none() || !s.row.events.asked {
        return Truth::Unknown(s.unobserved());
    }
    Truth::of(Some(s.row.events.last.is_some_and(|(_, status)| fits(status))))
}

/// A dated event inside its window counts without follow-up; only "no" needs somebody to have asked.
pub(super) fn dated(s: &Situation<'_>, date: Option<Date>, after_entry: fn(Date, Date) -> bool) -> Truth {
    let Some((_, end)) = s.window else { return Truth::Unknown(Reason::NotYetObservable) };
    if date.is_some_and(|date| after_entry(date, s.row.entry) && date <= end) {
        return Truth::Yes;
    }
    if s.row.events.asked { Truth::No } else { Truth::Unknown(s.unobserved()) }
}

fn after_6m(s: &Situation<'_>, fits: impl Fn(super::EventStatus) -> bool) -> Truth {
    match (s.row.exit, s.row.status_6m) {
        (Some(_), Some(status)) => Truth::of(Some(fits(status))),
        _ => Truth::Unknown(s.unobserved_6m()),
    }
}

/// What improved was observed only where the situation was.
fn improved_6m(s: &Situation<'_>) -> Truth {
    match (s.row.exit, s.row.status_6m) {
        (Some(_), Some(_)) => Truth::of(s.row.improved),
        _ => Truth::Unknown(s.unobserved_6m()),
    }
}

fn education_6m(s: &Situation<'_>) -> Truth {
    match (s.row.exit, s.row.in_education_6m, s.row.status_6m) {
        (Some(_), Some(inside), _) => Truth::of(Some(inside)),
        (Some(_), None, Some(_)) => Truth::Unknown(Reason::Missing),
        _ => Truth::Unknown(s.unobserved_6m()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_facts() {
        for (index, row) in FACTS.iter().enumerate() {
            assert_eq!(row.fact as usize, index, "{:?}", row.fact);
            assert!(!row.variables.is_empty() && !row.fr.is_empty() && !row.en.is_empty());
        }
        assert_eq!(FACTS.len(), Fact::Education6m as usize + 1);
        assert!(FACTS.len() <= 64, "a fact is a bit of a word");
    }
}
