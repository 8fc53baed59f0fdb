//! The report of an operation or a programme.

use super::derive::Sensitive;
use super::situation::Missing;
use super::tally::Tally;
use super::validation::CHECKS;
use super::{Check, Code, Counts, Rules, Totals};

/// A number by gender.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ByGender {
    /// Women.
    pub women: u64,
    /// Men.
    pub men: u64,
    /// Non-binary persons.
    pub non_binary: u64,
    /// Gender unknown.
    pub unknown: u64,
}

impl ByGender {
    /// All of them.
    #[must_use]
    pub const fn all(&self) -> u64 {
        self.women + self.men + self.non_binary + self.unknown
    }

    const fn of([women, men, non_binary, unknown]: [u64; 4]) -> Self {
        Self { women, men, non_binary, unknown }
    }

    pub(super) const fn parts(&self) -> [u64; 4] {
        [self.women, self.men, self.non_binary, self.unknown]
    }
}

/// A line of the report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// The indicator.
    pub code: Code,
    /// How many are counted.
    pub values: ByGender,
    /// How the records divide, all genders together.
    pub counts: Counts,
}

impl Line {
    /// Share of the reference population of which the answer is known, in thousandths, rounded down so that
    /// 1000 says that all are known; none without population.
    #[must_use]
    pub fn coverage(&self) -> Option<u64> {
        (self.counts.denominator() * 1000).checked_div(self.counts.population())
    }
}

/// How often a rule of validation is broken.
#[derive(Clone, Copy, Debug)]
pub struct Broken {
    /// The rule.
    pub check: &'static Check,
    /// Records that break it.
    pub records: u64,
}

/// The report.
#[derive(Clone, Debug)]
pub struct Report {
    /// By which rules it was drawn.
    pub rules: Rules,
    /// A line for each code of the programme.
    pub lines: Vec<Line>,
    /// Everybody supported, incomplete records included.
    pub grand_total: ByGender,
    /// Complete records: those that count in the indicators. Each has one status, so that this is the sum of the three
    /// codes of status, to be published next to EECO01, which counts incomplete records too (choice A8).
    pub complete_total: ByGender,
    /// Variables of completeness that records lack, by name, and how many.
    pub missing: Vec<(&'static str, u64)>,
    /// Records that a rule of level R refuses: in no number of the report.
    pub refused_records: u64,
    /// Rules of validation that records break.
    pub findings: Vec<Broken>,
    sensitive: Sensitive<u64>,
}

impl Report {
    /// The variables of which a rule that records break speaks: of V1, completeness, those that some record lacks.
    #[must_use]
    pub fn variables_of(&self, check: &Check) -> Vec<&'static str> {
        if check.rule == Check::COMPLETENESS {
            self.missing.iter().map(|(name, _)| *name).collect()
        } else {
            check.variables_in(self.rules.programme).collect()
        }
    }

    /// The report of what was counted.
    #[must_use]
    pub fn of(tally: &Tally) -> Self {
        let each = |number: &dyn Fn(usize) -> u64| ByGender::of([number(0), number(1), number(2), number(3)]);
        let part = |gender: usize| tally.parts.get(gender);
        let line = |code: Code| {
            let counts = |gender| part(gender).and_then(|part| part.codes.get(code.index()).copied());
            let mut all = Counts::default();
            (0..4).filter_map(counts).for_each(|part| all.add(&part));
            let values = each(&|gender| counts(gender).map_or(0, |counts| counts.yes));
            Line { code, values, counts: all }
        };
        let rows = CHECKS.iter().zip(tally.findings).filter(|(_, records)| *records > 0);
        Self {
            rules: tally.rules,
            lines: Code::of(tally.rules.programme).map(line).collect(),
            grand_total: each(&|gender| part(gender).map_or(0, |part| part.records)),
            complete_total: each(&|gender| part(gender).map_or(0, |part| part.complete)),
            missing: Missing::all_names().zip(tally.missing).filter(|(_, count)| *count > 0).collect(),
            refused_records: tally.refused,
            findings: rows.map(|(row, records)| Broken { check: &row.check, records }).collect(),
            sensitive: tally.sensitive,
        }
    }

    /// The line of a code; none when the programme has no such code.
    #[must_use]
    pub fn line(&self, code: Code) -> Option<&Line> {
        self.lines.iter().find(|line| line.code == code)
    }

    /// The totals, for the rules V23 to V28.
    #[must_use]
    pub fn totals(&self) -> Totals {
        let mut totals = self.totals_of(ByGender::all);
        totals.incomplete_records = self.grand_total.all().checked_sub(self.complete_total.all());
        totals.stated_grand_total = Some(self.grand_total.all());
        totals
    }

    /// The totals of women, men, non-binary persons, and of those whose gender is unknown.
    #[must_use]
    pub fn totals_by_gender(&self) -> [Totals; 4] {
        [
            self.totals_of(|values| values.women),
            self.totals_of(|values| values.men),
            self.totals_of(|values| values.non_binary),
            self.totals_of(|values| values.unknown),
        ]
    }

    fn totals_of(&self, number: impl Fn(&ByGender) -> u64) -> Totals {
        let with = |totals: Totals, line: &Line| totals.with(line.code, number(&line.values));
        self.lines.iter().fold(Totals::default(), with)
    }

    /// V30: lines whose refused answers, and whether the incomplete records, pass a share, in thousandths.
    #[must_use]
    pub fn beyond(&self, thousandths: u64) -> Beyond {
        let passes = |part: u64, whole: u64| part * 1000 > whole * thousandths;
        let all = self.grand_total.all();
        let refused = self.lines.iter().filter(|line| passes(line.counts.refused, line.counts.population()));
        Beyond {
            incomplete: passes(all - self.complete_total.all().min(all), all),
            refused: refused.map(|line| line.code).collect(),
        }
    }

    /// V22, level W: every sensitive answer of the operation is « no »; default values are suspected. What was not
    /// answered is no answer; a refusal is one.
    #[must_use]
    pub const fn only_no_to_sensitive_questions(&self) -> bool {
        self.sensitive.no > 0 && self.sensitive.other == 0
    }
}

/// What passes the threshold of V30.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Beyond {
    /// The share of incomplete records does.
    pub incomplete: bool,
    /// The share of refused answers does, for these codes.
    pub refused: Vec<Code>,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fse::{Annexe, Participation, Programme};

    fn tally(texts: &[&str]) -> Tally {
        let rules = Rules::new(Programme::Fse(Annexe::Of2018));
        let mut tally = Tally::new(rules);
        for text in texts {
            let record: Participation = serde_json::from_str(text).unwrap();
            tally.add(&rules.derive(&record).unwrap());
        }
        tally
    }

    const WOMAN: &str = r#"{"gender":"F","birth_date":"1998-03-10","entry_date":"2019-09-02","isced_entry":3,
        "labour_status_entry":"unemployed","unemployed_since":"2019-02-01","disability":"refused",
        "exit_date":"2020-01-31","exit_events":[{"date":"2020-02-03","status":"employed"}]}"#;
    const MAN: &str = r#"{"gender":"M","birth_date":"1998-03-10","entry_date":"2019-09-02","isced_entry":0,
        "labour_status_entry":"inactive","in_education_entry":true,"disability":"yes"}"#;
    const INCOMPLETE: &str = r#"{"birth_date":"1998-03-10","entry_date":"2019-09-02","isced_entry":3}"#;
    const REFUSED: &str = r#"{"gender":"F","birth_date":"2019-09-02","entry_date":"2019-09-02"}"#;

    #[test]
    fn the_two_totals_differ_by_what_is_missing_and_refused_records_are_in_neither() {
        let report = Report::of(&tally(&[WOMAN, MAN, INCOMPLETE, REFUSED]));
        assert_eq!((report.grand_total.all(), report.complete_total.all()), (3, 2));
        assert_eq!((report.grand_total.unknown, report.refused_records), (1, 1));
        assert_eq!(report.missing, [("gender", 1), ("labour_status_entry", 1)]);
        let found = |records: &[&str]| {
            let report = Report::of(&tally(records));
            report.findings.iter().map(|broken| broken.check.code()).collect::<Vec<_>>()
        };
        assert_eq!(found(&[REFUSED]), ["V12:R"], "neither its age (V15) nor what it lacks (V1)");
        let totals = report.totals();
        assert_eq!((totals.total_participants(), totals.grand_total()), (Some(2), Some(3)));
        assert!(totals.violations().is_empty());
        assert!(totals.gender_violations(&report.totals_by_gender()).is_empty());
    }

    #[test]
    fn a_line_has_its_value_its_denominator_and_its_coverage() {
        let report = Report::of(&tally(&[WOMAN, WOMAN, MAN]));
        let cr04 = report.line(Code::Cr04).unwrap();
        assert_eq!((cr04.values.women, cr04.values.men, cr04.counts.denominator()), (2, 0, 2));
        assert_eq!((cr04.counts.not_yet_observable, cr04.coverage()), (1, Some(666)));
        let co16 = report.line(Code::Co16).unwrap();
        assert_eq!((co16.counts.yes, co16.counts.refused, co16.coverage()), (1, 2, Some(333)));
        assert_eq!(report.line(Code::Co12), None, "not in the version of 2018");
        assert_eq!(report.beyond(500).refused, [Code::Co16, Code::Cr05, Code::Cr09]);
    }

    #[test]
    fn parts_of_a_file_add_up() {
        let mut left = tally(&[WOMAN, INCOMPLETE]);
        left.merge(&tally(&[MAN, REFUSED]));
        assert_eq!(left, tally(&[WOMAN, MAN, INCOMPLETE, REFUSED]));
    }

    #[test]
    fn only_no_to_every_sensitive_question_is_suspect() {
        let all_no = MAN
            .replace(
                r#""disability":"yes""#,
                r#""disability":"no","foreign_background_or_minority":"no",
            "other_disadvantaged":"no""#,
            )
            .replace(r#""isced_entry":0"#, r#""isced_entry":3"#);
        let suspect = |texts: &[&str]| Report::of(&tally(texts)).only_no_to_sensitive_questions();
        assert!(suspect(&[&all_no]));
        assert!(
            suspect(&[&all_no.replace(r#""disability":"no","#, ""), &all_no]),
            "not answered is no answer"
        );
        assert!(
            suspect(&[&all_no.replace(r#""isced_entry":3"#, r#""isced_entry":0"#)]),
            "ISCED 0 is no answer"
        );
        assert!(!suspect(&[&all_no, MAN]), "a yes");
        assert!(!suspect(&[&all_no, WOMAN]), "a refusal");
        assert!(!suspect(&[INCOMPLETE]), "nobody answered");
    }
}
