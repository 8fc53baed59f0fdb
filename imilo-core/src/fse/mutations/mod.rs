//! Whoever changes a row of the indicators on purpose must see a vector fail.
//!
//! Each predicate, population, version, bound of age, level or window, variable of completeness, rule of validation, level
//! of education and inequality is changed, one at a time. A committed vector must fail each time; where none does, no
//! random record may tell the change either, and the change stands in the list of those that change nothing, with
//! its reason. Names, citations and evidence of the rows are in `fse-codes.json`.

mod cases;
mod changes;
mod other_tables;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;

use super::columns::tests::records::{record, rules};
use super::derive::Derivation;
use super::row::{Events, Row, copied};
use super::situation::Situation;
use super::validation::{CHECKS, Checks};
use super::{Code, Participation, Rules, Truth};
use cases::Case;
use changes::{Change, What, every_change};

/// What a record gives under a change.
struct Found<'a> {
    derivation: Derivation,
    change: Option<&'a What>,
}

impl<'a> Found<'a> {
    fn of(record: &Participation, rules: &Rules, change: Option<&'a What>) -> Self {
        let mut row = Row::of(record, &rules.options).unwrap();
        let days = |days: i64| row.exit.map(|exit| (exit, exit.plus_days(days)));
        let window = match change {
            Some(What::Window(change)) => days(*change),
            _ => row.exit.map(|exit| super::row::window(exit, &rules.options)),
        };
        if let Some(events) = record.exit_events.given() {
            row.events = Events::of(events.iter().map(|event| (event.date, event.status)), window);
        }
        let mut situation = Situation::of(&row, rules);
        situation.window = window;
        match change {
            Some(What::SixMonths(months)) => {
                situation.six_months = copied(&record.exit_date)
                    .map(|exit| exit.plus_months(*months, crate::calendar::Rounding::LastDayOfMonth).date);
            }
            Some(What::NotAsked(bit)) => situation.missing.0 &= !bit,
            _ => {}
        }
        let mut derivation = Derivation::of(&situation);
        match change {
            Some(What::Fact(fact, find)) => {
                let bit = 1_u64 << *fact as u8;
                let facts = &mut derivation.facts;
                for set in [
                    &mut facts.yes,
                    &mut facts.no,
                    &mut facts.not_yet,
                    &mut facts.not_followed,
                    &mut facts.refused,
                ] {
                    *set &= !bit;
                }
                facts.put(bit, find(&situation));
            }
            Some(What::Check(index, breaks)) => {
                let bit = 1_u64 << index;
                let bits = derivation.findings.0 & !bit;
                derivation.findings = Checks(if breaks(&situation) { bits | bit } else { bits });
            }
            _ => {}
        }
        Self { derivation, change }
    }

    fn value(&self, code: Code) -> Option<Truth> {
        match self.change {
            Some(What::Row(row)) if row.code == code => self.derivation.value_by(Some(row)),
            _ => self.derivation.value(code),
        }
    }

    fn findings(&self) -> Vec<String> {
        let set = self.derivation.findings.0;
        let broken = CHECKS.iter().enumerate().filter(|(index, _)| set >> index & 1 == 1);
        let code = |(index, row): (usize, &super::validation::CheckRow)| match self.change {
            Some(What::Severity(changed, letter)) if *changed == index => {
                format!("V{}:{letter}", row.check.rule)
            }
            _ => row.check.code(),
        };
        broken.map(code).collect()
    }

    fn all(&self) -> (Vec<Option<Truth>>, Vec<String>, bool) {
        let values = Code::ALL.into_iter().map(|code| self.value(code)).collect();
        (values, self.findings(), self.derivation.is_complete())
    }
}

/// Random records, the same ones each time.
fn random(count: usize) -> Vec<(Participation, Rules)> {
    let mut runner = TestRunner::deterministic();
    let strategy = (record(), rules());
    (0..count).map(|_| strategy.new_tree(&mut runner).unwrap().current()).collect()
}

/// Changes that change nothing: of which rows, which changes, and why.
const EQUIVALENT: &[(&[&str], &[&str], &str)] = &[
    (
        &["CR01", "EECR01"],
        &["rule All([All([]), Is(SearchAfter)])"],
        "the population asks for the inactive already",
    ),
    (
        &["CR04", "EECR04"],
        &[
            "rule All([Any([All([]), Is(Inactive)]), Is(WorkAfter)])",
            "rule All([Any([Is(Unemployed), All([])]), Is(WorkAfter)])",
        ],
        "the population asks for the unemployed and the inactive already",
    ),
    (
        &["CR06", "CR08", "CR09", "EECR05"],
        &[
            "rule All([Any([All([]), Is(Inactive)]), Is(Work6m)])",
            "rule All([Any([Is(Unemployed), All([])]), Is(Work6m)])",
        ],
        "the population asks for the unemployed and the inactive already",
    ),
    (
        &["CR07", "EECR06"],
        &["rule All([All([]), Is(Work6m), Is(Improved6m)])"],
        "the population asks for the employed already",
    ),
    (
        &["YEI_CR03", "YEI_CR06"],
        &[
            "rule Any([Is(EducationAfter), Is(QualificationAfter), All([Any([All([]), Is(Inactive)]), Is(WorkAfter)])])",
            "rule Any([Is(EducationAfter), Is(QualificationAfter), All([Any([Is(Unemployed), All([])]), Is(WorkAfter)])])",
            "rule Any([Is(EducationAfter), Is(QualificationAfter), All([Any([Is(Unemployed), Any([])]), Is(WorkAfter)])])",
        ],
        "the population is of unemployed",
    ),
    (
        &["YEI_CR09"],
        &[
            "rule Any([Is(EducationAfter), Is(QualificationAfter), All([Any([All([]), Is(Inactive)]), Is(WorkAfter)])])",
            "rule Any([Is(EducationAfter), Is(QualificationAfter), All([Any([Is(Unemployed), All([])]), Is(WorkAfter)])])",
            "rule Any([Is(EducationAfter), Is(QualificationAfter), All([Any([Any([]), Is(Inactive)]), Is(WorkAfter)])])",
        ],
        "the population is of inactive persons",
    ),
    (
        &["IEJ: the age at entry"],
        &[
            "row 0, part 1, -1",
            "row 0, part 1, 1",
            "row 1, part 1, -1",
            "row 1, part 1, 1",
            "row 2, part 1, -1",
            "row 2, part 1, 1",
        ],
        "the rule of level E reads the age that is certainly too high",
    ),
    (
        &["IEJ: the age at entry"],
        &["row 1, part 0, -1", "row 1, part 0, 1"],
        "the age that is certainly too high is 30 on both sides of that day",
    ),
    (
        &["IEJ: aged 26 to 29"],
        &["row 0, part 1, 1", "row 0, part 2, -1", "row 2, part 1, 1", "row 2, part 2, -1"],
        "no age lies between the two bounds, before as after",
    ),
];

#[test]
fn every_change_of_a_row_makes_a_vector_fail() {
    let cases = Case::read_all();
    let versions = cases::versions();
    let passes = |change: Option<&What>| {
        let same_versions = match change {
            Some(What::Row(row)) => versions.get(row.text) == Some(&row.versions),
            _ => true,
        };
        same_versions && cases.iter().all(|case| case.passes(&Found::of(&case.record, &case.rules, change)))
    };
    assert!(passes(None), "the vectors pass unchanged");
    let records = random(4_000);
    let told = |change: &What| {
        records.iter().any(|(record, rules)| {
            Found::of(record, rules, None).all() != Found::of(record, rules, Some(change)).all()
        })
    };
    let (mut unseen, mut without_effect) = (Vec::new(), Vec::new());
    for Change { name, what } in every_change() {
        if passes(Some(&what)) {
            if told(&what) { unseen.push(name) } else { without_effect.push(name) }
        }
    }
    assert!(unseen.is_empty(), "no vector sees these changes:\n{}", unseen.join("\n"));
    let names = |(of, changes): (&[&str], &[&str])| -> Vec<String> {
        of.iter().flat_map(|row| changes.iter().map(move |change| format!("{row}: {change}"))).collect()
    };
    let mut listed: Vec<_> = EQUIVALENT.iter().flat_map(|(of, changes, _)| names((*of, *changes))).collect();
    listed.sort_unstable();
    without_effect.sort_unstable();
    assert_eq!(without_effect, listed, "changes without effect, and those listed as such");
}
