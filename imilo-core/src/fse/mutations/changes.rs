//! Every single change of the rows that a participant is judged by.

use super::CHECKS;
use crate::fse::code::{CodeRow, rows};
use crate::fse::fact::{FACTS, Fact, SPELL, Spell, aged, dated, isced, long_term_by, other_disadvantaged_by};
use crate::fse::situation::{Situation, age};
use crate::fse::term::Term;
use crate::fse::validation::{FRANCE, Limit, limit_of};
use crate::fse::{AgeLimit, Answer, LabourStatus, Programme, Reason, Severity, Truth};

/// A change and what it is called.
pub(super) struct Change {
    pub(super) name: String,
    pub(super) what: What,
}

type Find = Box<dyn Fn(&Situation<'_>) -> Truth>;
type Breaks = Box<dyn Fn(&Situation<'_>) -> bool>;

/// What is changed.
pub(super) enum What {
    /// The row of a code.
    Row(CodeRow),
    /// How a fact is found.
    Fact(Fact, Find),
    /// The days of the immediate results.
    Window(i64),
    /// The months of the later results.
    SixMonths(u32),
    /// A variable of completeness that is no more.
    NotAsked(u16),
    /// When a rule of validation is broken.
    Check(usize, Breaks),
    /// The level of a rule of validation.
    Severity(usize, char),
}

pub(super) fn every_change() -> Vec<Change> {
    let mut all = Vec::new();
    let mut push = |name: String, what: What| all.push(Change { name, what });
    for row in rows() {
        for (name, changed) in rows_instead_of(row) {
            push(format!("{}: {name}", row.text), What::Row(changed));
        }
    }
    for row in FACTS {
        for (name, truth) in
            [("yes", Truth::Yes), ("no", Truth::No), ("missing", Truth::Unknown(Reason::Missing))]
        {
            push(format!("{:?}: always {name}", row.fact), What::Fact(row.fact, Box::new(move |_| truth)));
        }
    }
    for (fact, name, find) in other_bounds() {
        push(format!("{fact:?}: {name}"), What::Fact(fact, find));
    }
    for days in [27, 29] {
        push(format!("window of {days} days"), What::Window(days));
    }
    for months in [5, 7] {
        push(format!("{months} months"), What::SixMonths(months));
    }
    for bit in 0..8 {
        push(format!("variable {bit} of completeness"), What::NotAsked(1 << bit));
    }
    for (index, row) in CHECKS.iter().enumerate() {
        let name = format!("{} ({})", row.check.code(), row.check.en);
        push(format!("{name}: never"), What::Check(index, Box::new(|_| false)));
        push(format!("{name}: always"), What::Check(index, Box::new(|_| true)));
        for severity in [Severity::Refusal, Severity::Error, Severity::Warning] {
            if severity != row.check.severity {
                push(format!("{name}: {severity:?}"), What::Severity(index, severity.letter()));
            }
        }
    }
    for (sentence, name, breaks) in other_checks() {
        let index = CHECKS.iter().position(|row| row.check.en.starts_with(sentence)).unwrap();
        push(format!("{sentence}: {name}"), What::Check(index, breaks));
    }
    all
}

/// The row of a code with one version, condition or kind changed.
fn rows_instead_of(row: &CodeRow) -> Vec<(String, CodeRow)> {
    let mut found = Vec::new();
    for bit in 0..5 {
        let versions = row.versions ^ (1 << bit);
        found.push((format!("version {bit}"), CodeRow { versions, ..row.clone() }));
    }
    for term in terms_instead_of(&row.rule) {
        found.push((format!("rule {term:?}"), CodeRow { rule: term, ..row.clone() }));
    }
    for (index, condition) in row.population.iter().enumerate() {
        for term in terms_instead_of(condition) {
            let mut population = row.population.to_vec();
            population[index] = term;
            let changed = CodeRow { population: Box::leak(population.into_boxed_slice()), ..row.clone() };
            found.push((format!("population {term:?}"), changed));
        }
    }
    let of_incomplete = !row.of_incomplete;
    found.push(("of incomplete records".to_owned(), CodeRow { of_incomplete, ..row.clone() }));
    found
}

/// A condition with one of its facts always or never so, or with « and » for « or ».
fn terms_instead_of(term: &Term) -> Vec<Term> {
    let (list, same, other): (_, fn(_) -> _, fn(_) -> _) = match *term {
        Term::Is(_) => return vec![Term::All(&[]), Term::Any(&[])],
        Term::All(list) => (list, Term::All, Term::Any),
        Term::Any(list) => (list, Term::Any, Term::All),
    };
    let mut found = if list.len() == 1 { Vec::new() } else { vec![other(list)] };
    for (index, part) in list.iter().enumerate() {
        for changed in terms_instead_of(part) {
            let mut parts: Vec<Term> = list.to_vec();
            parts[index] = changed;
            found.push(same(Box::leak(parts.into_boxed_slice())));
        }
    }
    found
}

/// Facts with another bound of age, level or time.
fn other_bounds() -> Vec<(Fact, String, Find)> {
    let mut found: Vec<(Fact, String, Find)> = Vec::new();
    let ages = [
        (Fact::Under25, vec![(i32::MIN, 23), (i32::MIN, 25)]),
        (Fact::From55, vec![(54, i32::MAX), (56, i32::MAX)]),
        (Fact::Under18, vec![(i32::MIN, 16), (i32::MIN, 18)]),
        (Fact::From18To29, vec![(17, 29), (19, 29), (18, 28), (18, 30)]),
    ];
    for (fact, bounds) in ages {
        for (low, high) in bounds {
            let find = move |s: &Situation<'_>| aged(s, |age| (low..=high).contains(&age));
            found.push((fact, format!("{low} to {high}"), Box::new(find)));
        }
    }
    let levels =
        [(Fact::Isced1To2, 1, 2), (Fact::Isced3To4, 3, 4), (Fact::Isced5To8, 5, 8), (Fact::Isced0To2, 0, 2)];
    for (fact, low, high) in levels {
        for (low, high) in [(low + 1, high), (low.max(1) - 1, high), (low, high - 1), (low, high + 1)] {
            if (low, high) != (0, 2) && high <= 8 {
                let find = move |s: &Situation<'_>| isced(s, low, high);
                found.push((fact, format!("ISCED {low} to {high}"), Box::new(find)));
            }
        }
    }
    for (name, spell) in [
        ("longer from 24", Spell { longer_from: 24, ..SPELL }),
        ("longer from 26", Spell { longer_from: 26, ..SPELL }),
        ("5 months", Spell { shorter: 5, ..SPELL }),
        ("7 months", Spell { shorter: 7, ..SPELL }),
        ("11 months", Spell { longer: 11, ..SPELL }),
        ("13 months", Spell { longer: 13, ..SPELL }),
    ] {
        let find = move |s: &Situation<'_>| long_term_by(&spell, s);
        found.push((Fact::LongTermUnemployed, name.to_owned(), Box::new(find)));
    }
    for beyond in [14, 16] {
        let find = move |s: &Situation<'_>| other_disadvantaged_by(beyond, s);
        found.push((Fact::OtherDisadvantaged, format!("from {beyond}"), Box::new(find)));
    }
    found.push((
        Fact::EducationAfter,
        "on the day of entry".to_owned(),
        Box::new(|s| dated(s, s.row.education_started, |date, entry| date >= entry)),
    ));
    found.push((
        Fact::QualificationAfter,
        "after the day of entry".to_owned(),
        Box::new(|s| dated(s, s.row.qualification, |date, entry| date > entry)),
    ));
    found.push((
        Fact::Offer,
        "after the day of entry".to_owned(),
        Box::new(|s| dated(s, s.row.offer, |date, entry| date > entry)),
    ));
    found
}

/// Rules of validation with another bound: the beginning of their sentence, what is changed, when they are broken.
fn other_checks() -> Vec<(&'static str, String, Breaks)> {
    let mut found: Vec<(&'static str, String, Breaks)> = Vec::new();
    let mut push = |sentence, name: &str, breaks: Breaks| found.push((sentence, name.to_owned(), breaks));
    let of_age = |s: &Situation<'_>, fits: &dyn Fn(i32) -> bool| s.age.is_some_and(fits);
    for (name, low, high, cej) in [
        ("15", 15, 25, 29),
        ("17", 17, 25, 29),
        ("24", 16, 24, 29),
        ("26", 16, 26, 29),
        ("28", 16, 25, 28),
        ("30", 16, 25, 30),
    ] {
        push(
            "age outside",
            name,
            Box::new(move |s| {
                let cej_rqth = s.row.plausibility.cej == Some(true) && s.row.disability == Answer::Yes;
                of_age(s, &|age| age < low || age > if cej_rqth { cej } else { high })
            }),
        );
    }
    push(
        "age outside",
        "CEJ alone",
        Box::new(move |s| {
            of_age(s, &|age| age < 16 || age > if s.row.plausibility.cej == Some(true) { 29 } else { 25 })
        }),
    );
    push(
        "age outside",
        "disability alone",
        Box::new(move |s| {
            of_age(s, &|age| age < 16 || age > if s.row.disability == Answer::Yes { 29 } else { 25 })
        }),
    );
    for oldest in [109, 111] {
        push("age above 110", "another", Box::new(move |s| of_age(s, &|age| age > oldest)));
    }
    for youngest in [14, 16] {
        push(
            "employed before",
            "another age",
            Box::new(move |s| s.status == Some(LabourStatus::Employed) && of_age(s, &|age| age < youngest)),
        );
        push(
            "the unemployment begins before the age",
            "another age",
            Box::new(move |s| {
                let pair = s.row.birth.zip(s.row.unemployed_since);
                pair.is_some_and(|(birth, since)| age(birth, since, &s.rules.options) < youngest)
            }),
        );
    }
    for (level, oldest) in [(4, 19), (6, 19), (5, 18), (5, 20)] {
        push(
            "tertiary education",
            "another bound",
            Box::new(move |s| {
                s.row.isced.is_some_and(|isced| isced.get() >= level) && of_age(s, &|age| age < oldest)
            }),
        );
    }
    push(
        "ISCED 0, and",
        "ISCED 1 too",
        Box::new(|s| s.row.isced.is_some_and(|isced| isced.get() <= 1) && s.row.plausibility.diploma),
    );
    push(
        "the birth does not lie",
        "on the day itself",
        Box::new(|s| s.row.birth.is_some_and(|birth| birth > s.row.entry)),
    );
    push(
        "the exit lies before",
        "on the day itself",
        Box::new(|s| s.row.exit.is_some_and(|exit| exit <= s.row.entry)),
    );
    push(
        "a job is dated before",
        "on the day itself",
        Box::new(|s| {
            let early = |(date, status): (crate::calendar::Date, crate::fse::EventStatus)| {
                s.row.exit.is_some_and(|exit| date <= exit) && status.is_work()
            };
            s.row.events.early_work || s.row.events.last.is_some_and(early)
        }),
    );
    for (name, france) in other_limits() {
        let iej = |s: &Situation<'_>| matches!(s.rules.programme, Programme::Iej(_));
        let limits = move |s: &Situation<'_>| match s.rules.options.age_limit {
            AgeLimit::Under25 => (25, 25),
            AgeLimit::Under30 => (30, 30),
            AgeLimit::France => limit_of(&france, s.row.entry),
        };
        push(
            "IEJ: the age at entry",
            &name,
            Box::new(move |s| iej(s) && of_age(s, &|age| age >= limits(s).1)),
        );
        push(
            "IEJ: aged 26 to 29",
            &name,
            Box::new(move |s| iej(s) && of_age(s, &|age| limits(s).0 <= age && age < limits(s).1)),
        );
    }
    found
}

/// The limits of age of the IEJ with one day or age changed.
fn other_limits() -> Vec<(String, [Limit; 3])> {
    let mut found = Vec::new();
    for index in 0..FRANCE.len() {
        for shift in [-1_i8, 1] {
            for part in 0..3 {
                let mut limits = FRANCE;
                let row = &mut limits[index];
                match part {
                    0 => row.0 = row.0.map(|day| day.plus_days(shift.into())),
                    1 => row.1 += i32::from(shift),
                    _ => row.2 += i32::from(shift),
                }
                if limits != FRANCE {
                    found.push((format!("row {index}, part {part}, {shift}"), limits));
                }
            }
        }
    }
    found
}
