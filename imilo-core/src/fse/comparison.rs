//! Two reports of the same operation: what changed, and why.

use std::collections::BTreeMap;

use super::fact::FactRow;
use super::{Code, Derivation, Participation, ParticipationError, Reason, Rules, Truth};

/// The records of a report, by a key that is stable between reports (pseudonym and operation). `Debug` shows none.
#[derive(Clone, PartialEq)]
pub struct Snapshot {
    rules: Rules,
    records: BTreeMap<String, (Participation, Derivation)>,
}

impl core::fmt::Debug for Snapshot {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Snapshot").field("records", &self.records.len()).finish_non_exhaustive()
    }
}

impl Snapshot {
    /// A report without record.
    #[must_use]
    pub const fn new(rules: Rules) -> Self {
        Self { rules, records: BTreeMap::new() }
    }

    /// Adds a record under its key; a record of the same key is replaced.
    ///
    /// # Errors
    /// [`ParticipationError`] when the record cannot be judged.
    pub fn add(&mut self, key: &str, record: Participation) -> Result<(), ParticipationError> {
        let derivation = self.rules.derive(&record)?;
        self.records.insert(key.to_owned(), (record, derivation));
        Ok(())
    }

    /// How many records are counted under a code.
    #[must_use]
    pub fn count(&self, code: Code) -> usize {
        self.records.values().filter(|(_, derivation)| derivation.value(code) == Some(Truth::Yes)).count()
    }
}

/// Why a code changed for a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// The record is new.
    Added,
    /// The record is gone.
    Removed,
    /// A rule of level R refuses it now, or does no more.
    Refusal,
    /// It became complete or incomplete; the variables that were or are missing.
    Completeness(Vec<&'static str>),
    /// The follow-up came in: the value was awaited, and only what is observed from the exit on changed; the variables.
    FollowUp(Vec<&'static str>),
    /// Answers changed; the variables.
    Answers(Vec<&'static str>),
    /// The record is the same, the day of the report is not.
    ReportDate,
    /// The record is the same; the version of the annexe or the choices are not.
    Rules,
}

/// A value that changed for a record. `Debug` does not show the key, which names a person.
#[derive(Clone, PartialEq, Eq)]
pub struct Change {
    /// Key of the record.
    pub key: String,
    /// The code.
    pub code: Code,
    /// Value before; none: no record, or a refused one.
    pub before: Option<Truth>,
    /// Value after.
    pub after: Option<Truth>,
    /// Why.
    pub cause: Cause,
}

impl core::fmt::Debug for Change {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        let mut shown = f.debug_struct("Change");
        shown.field("code", &self.code).field("before", &self.before).field("after", &self.after);
        shown.field("cause", &self.cause).finish_non_exhaustive()
    }
}

/// What changed between two reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// Each value that changed, by record and code.
    pub changes: Vec<Change>,
    /// Codes of which the number counted changed: before, after.
    pub totals: Vec<(Code, usize, usize)>,
}

impl Comparison {
    /// Compares two reports.
    #[must_use]
    pub fn of(before: &Snapshot, after: &Snapshot) -> Self {
        let mut changes = Vec::new();
        let keys: std::collections::BTreeSet<&String> =
            before.records.keys().chain(after.records.keys()).collect();
        for key in keys {
            let (old, new) = (before.records.get(key), after.records.get(key));
            for code in Code::ALL {
                let value =
                    |side: Option<&(Participation, Derivation)>| side.and_then(|(_, d)| d.value(code));
                let (was, is) = (value(old), value(new));
                // A code that the programme does not have is no value of a record.
                let outside = |truth: Option<Truth>| {
                    truth.is_none_or(|truth| truth.reason() == Some(Reason::NotInThisVersion))
                };
                if was != is && !(outside(was) && outside(is)) {
                    let cause = cause(code, old, new, (was, is));
                    changes.push(Change { key: key.clone(), code, before: was, after: is, cause });
                }
            }
        }
        let totals = Code::ALL.into_iter().map(|code| (code, before.count(code), after.count(code)));
        Self { changes, totals: totals.filter(|(_, before, after)| before != after).collect() }
    }

    /// V29, level W: codes whose number fell, but for those of which the correction is documented.
    #[must_use]
    pub fn fallen(&self, documented: &[Code]) -> Vec<Code> {
        let fell =
            self.totals.iter().filter(|(code, before, after)| after < before && !documented.contains(code));
        fell.map(|(code, ..)| *code).collect()
    }
}

type Record = (Participation, Derivation);

fn cause(
    code: Code,
    old: Option<&Record>,
    new: Option<&Record>,
    (was, is): (Option<Truth>, Option<Truth>),
) -> Cause {
    let ((old, before), (new, after)) = match (old, new) {
        (Some(old), Some(new)) => (old, new),
        (None, _) => return Cause::Added,
        (_, None) => return Cause::Removed,
    };
    if before.is_refused() != after.is_refused() {
        return Cause::Refusal;
    }
    let of_incomplete = Some(Truth::Unknown(Reason::IncompleteRecord));
    if (was == of_incomplete) != (is == of_incomplete) {
        let missing = if is == of_incomplete { after.missing() } else { before.missing() };
        return Cause::Completeness(missing.names().collect());
    }
    let read = variables(code);
    let changed: Vec<_> = differing(old, new).into_iter().filter(|name| read.contains(name)).collect();
    let awaited = [Reason::NotYetObservable, Reason::NotFollowedUp];
    match was.and_then(Truth::reason) {
        _ if changed.is_empty() => {
            let same_but_day = before.rules.on(None) == after.rules.on(None);
            if same_but_day { Cause::ReportDate } else { Cause::Rules }
        }
        Some(reason) if awaited.contains(&reason) && changed.iter().all(|name| OBSERVED.contains(name)) => {
            Cause::FollowUp(changed)
        }
        _ => Cause::Answers(changed),
    }
}

/// What is observed from the exit on, not asked at entry.
const OBSERVED: [&str; 9] = [
    "exit_date",
    "exit_events",
    "education_started",
    "qualification_date",
    "yei_offer_date",
    "yei_completed",
    "status_6m",
    "in_education_6m",
    "improvement_6m",
];

/// The variables that a code reads.
fn variables(code: Code) -> Vec<&'static str> {
    let mut names = Vec::new();
    let mut see = |fact: &'static FactRow| names.extend(fact.variables);
    if let Some(row) = code.row() {
        row.population.iter().for_each(|term| term.facts(&mut see));
        row.rule.facts(&mut see);
    }
    names
}

/// The variables whose value differs.
fn differing(a: &Participation, b: &Participation) -> Vec<&'static str> {
    let each = [
        ("gender", a.gender == b.gender),
        ("birth_date", a.birth_date == b.birth_date),
        ("entry_date", a.entry_date == b.entry_date),
        ("exit_date", a.exit_date == b.exit_date),
        ("labour_status_entry", a.labour_status_entry == b.labour_status_entry),
        ("raw", a.raw == b.raw),
        ("unemployed_since", a.unemployed_since == b.unemployed_since),
        ("in_education_entry", a.in_education_entry == b.in_education_entry),
        ("isced_entry", a.isced_entry == b.isced_entry),
        ("jobless_household", a.jobless_household == b.jobless_household),
        ("dependent_children", a.dependent_children == b.dependent_children),
        ("single_adult_household", a.single_adult_household == b.single_adult_household),
        (
            "foreign_background_or_minority",
            a.foreign_background_or_minority == b.foreign_background_or_minority,
        ),
        ("foreign_background", a.foreign_background == b.foreign_background),
        ("minority", a.minority == b.minority),
        ("disability", a.disability == b.disability),
        ("other_disadvantaged", a.other_disadvantaged == b.other_disadvantaged),
        ("homeless", a.homeless == b.homeless),
        ("rural", a.rural == b.rural),
        ("nationalities", a.nationalities == b.nationalities),
        ("exit_events", a.exit_events == b.exit_events),
        ("education_started", a.education_started == b.education_started),
        ("qualification_date", a.qualification_date == b.qualification_date),
        ("yei_offer_date", a.yei_offer_date == b.yei_offer_date),
        ("yei_completed", a.yei_completed == b.yei_completed),
        ("status_6m", a.status_6m == b.status_6m),
        ("in_education_6m", a.in_education_6m == b.in_education_6m),
        ("improvement_6m", a.improvement_6m == b.improvement_6m),
    ];
    each.into_iter().filter(|(_, same)| !same).map(|(name, _)| name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fse::fact::FACTS;
    use crate::fse::{Annexe, Programme};

    fn record(rest: &str) -> Participation {
        let text = format!(
            r#"{{"gender":"F","birth_date":"1998-03-10","entry_date":"2019-09-02","isced_entry":3{rest}}}"#
        );
        serde_json::from_str(&text).unwrap()
    }

    fn snapshot(report: &str, records: &[(&str, &str)]) -> Snapshot {
        let rules = Rules::new(Programme::Fse(Annexe::Of2018)).on(Some(report.parse().unwrap()));
        let mut snapshot = Snapshot::new(rules);
        for (key, rest) in records {
            snapshot.add(key, record(rest)).unwrap();
        }
        snapshot
    }

    #[test]
    fn each_change_has_its_cause() {
        let left = r#","labour_status_entry":"inactive","exit_date":"2020-01-31""#;
        let job = r#","exit_events":[{"date":"2020-02-03","status":"employed"}]"#;
        let before = snapshot(
            "2020-02-10",
            &[
                ("asked", left),
                ("corrected", r#","labour_status_entry":"inactive","rural":"yes""#),
                ("completed", ""),
                ("gone", left),
                ("later", left),
                ("mended", left),
            ],
        );
        let after = snapshot(
            "2020-03-10",
            &[
                ("asked", &format!("{left}{job}")),
                ("completed", r#","labour_status_entry":"inactive""#),
                ("corrected", r#","labour_status_entry":"inactive","rural":"no""#),
                ("later", left),
                ("mended", r#","labour_status_entry":"employed","exit_date":"2020-01-31""#),
                ("new", left),
                ("refused", left),
            ],
        );
        let comparison = Comparison::of(&before, &after);
        let cause = |key: &str, code: Code| {
            let found = comparison.changes.iter().find(|change| change.key == key && change.code == code);
            found.map(|change| change.cause.clone())
        };
        assert_eq!(cause("asked", Code::Cr04), Some(Cause::FollowUp(vec!["exit_events"])));
        assert_eq!(cause("asked", Code::Co03), None);
        assert_eq!(cause("corrected", Code::Co19), Some(Cause::Answers(vec!["rural"])));
        assert_eq!(cause("completed", Code::Co03), Some(Cause::Completeness(vec!["labour_status_entry"])));
        // What was awaited is not asked of somebody employed at entry: an answer changed, no follow-up came in.
        let mended = Some(Cause::Answers(vec!["labour_status_entry"]));
        assert_eq!((cause("mended", Code::Cr04), cause("mended", Code::Co05)), (mended.clone(), mended));
        let of_fse = |code: Code| !["EE", "YE"].iter().any(|other| code.as_str().starts_with(other));
        assert!(comparison.changes.iter().all(|change| of_fse(change.code)), "codes of the programme only");
        assert_eq!(cause("gone", Code::Co03), Some(Cause::Removed));
        assert_eq!(cause("new", Code::Co03), Some(Cause::Added));
        assert_eq!(cause("later", Code::Cr04), Some(Cause::ReportDate), "the four weeks are over");
        assert!(!format!("{comparison:?}").contains("mended"), "the key of a record does not show");
        assert_eq!(comparison.fallen(&[]), [Code::Co19]);
        assert_eq!(comparison.fallen(&[Code::Co19]), []);
    }

    #[test]
    fn other_choices_are_told_as_such() {
        let since = r#","labour_status_entry":"unemployed","unemployed_since":"2019-03-02""#;
        let before = snapshot("2020-02-10", &[("p", since)]);
        let mut rules = before.rules;
        rules.options.a2 = crate::fse::A2::Inclusive;
        let mut after = Snapshot::new(rules);
        after.add("p", record(since)).unwrap();
        let comparison = Comparison::of(&before, &after);
        assert_eq!(comparison.totals, [(Code::Co02, 0, 1)]);
        assert_eq!(comparison.changes[0].cause, Cause::Rules);
    }

    #[test]
    fn every_variable_of_a_fact_is_compared() {
        let (a, b) = (record(""), serde_json::from_str::<Participation>("{}").unwrap());
        let names = differing(&a, &b);
        assert_eq!(names, ["gender", "birth_date", "entry_date", "isced_entry"]);
        let source = include_str!("comparison.rs");
        for name in FACTS.iter().flat_map(|fact| fact.variables).filter(|name| **name != "report_date") {
            assert!(source.contains(&format!("\"{name}\"")), "{name}");
        }
    }
}
