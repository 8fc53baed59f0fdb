//! The participations that the dossiers of a file give, as far as they tell.

use std::collections::BTreeMap;

use imilo_core::calendar::Date;
use imilo_core::conservation::Fse;
use imilo_core::dossier::{Dossier, Field};
use imilo_core::fse::{Counting, Gap, Operation, Participation, Programme, Report, Rules, Tally};
use imilo_core::wire::FseReportOf;
use serde::Serialize;

use super::report::RefusedRows;
use crate::source::FileNotice;

/// First year of the FSE+: a participation that began before is of a fund of 2014-2020.
///
/// # Droit
/// Eligibility of expenditure from 1 January 2021 (regulation 2021/1060, recalled, *inferred*).
const FSE_PLUS: i32 = 2021;

/// A variable that dossiers do not give, and for how many participations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GapCount {
    /// Variable of the participation.
    pub variable: &'static str,
    /// How many participations lack it.
    pub participations: u64,
    /// Why, in French.
    pub fr: &'static str,
    /// Why, in English.
    pub en: &'static str,
}

/// The indicators of a bilan, and what they rest on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FseSection {
    /// Name of the file of participations; null: derived from the dossiers.
    pub participations_file: Option<String>,
    /// Rows of that file.
    pub rows: u64,
    /// Rows of that file that were refused.
    pub refused: RefusedRows,
    /// Rows of that file merged into another of the same person and operation.
    pub merged: u64,
    /// Remarks on that file.
    pub notices: Vec<FileNotice>,
    /// Dossiers known to be co-financed by the FSE; of a file of participations, 0.
    pub cofinanced: u64,
    /// Dossiers of which it is not known.
    pub cofinancing_unknown: u64,
    /// Co-financed dossiers without a programme that began, or of which it is not known.
    pub without_programme: u64,
    /// Programmes that began before the FSE+.
    pub before_fse_plus: u64,
    /// Participations that were counted.
    pub participations: u64,
    /// Variables that the dossiers do not give, by name, the most frequent first.
    pub gaps: Vec<GapCount>,
    /// The report.
    #[serde(flatten)]
    pub report: FseReportOf,
}

impl FseSection {
    /// Whether there is anything to tell: a file of participations, or dossiers that are not all told not to be co-financed.
    pub(crate) fn says_something(&self) -> bool {
        self.participations_file.is_some() || self.cofinanced + self.cofinancing_unknown > 0
    }

    /// The section of a file of participations.
    #[must_use]
    pub fn of_file(report: super::FseReport) -> Self {
        Self {
            participations_file: Some(report.source),
            rows: report.rows,
            refused: report.refused,
            merged: report.merged,
            notices: report.notices,
            cofinanced: 0,
            cofinancing_unknown: 0,
            without_programme: 0,
            before_fse_plus: 0,
            participations: report.report.grand_total.all,
            gaps: Vec::new(),
            report: report.report,
        }
    }
}

/// Counts the participations of dossiers: one for each programme of a dossier that the FSE co-finances.
///
/// Which programme the FSE finances is not in a dossier, and neither is the operation: each programme of a co-financed
/// dossier is taken for one (*inferred*). What cannot be derived is told by name.
pub(crate) struct OfDossiers {
    rules: Rules,
    counting: Counting,
    found: Found,
}

/// What is counted beside the codes.
#[derive(Default)]
struct Found {
    cofinanced: u64,
    unknown: u64,
    without_programme: u64,
    before: u64,
    participations: u64,
    gaps: BTreeMap<(&'static str, &'static str, &'static str), u64>,
}

impl OfDossiers {
    /// On the day of a bilan, by the rules of the FSE+.
    pub(crate) fn on(day: Date) -> Self {
        let rules = Rules::new(Programme::FsePlus).on(Some(day));
        Self { rules, counting: Counting::new(rules), found: Found::default() }
    }

    /// Adds what a dossier gives.
    pub(crate) fn add(&mut self, dossier: &Dossier) {
        match dossier.conservation.fse.given() {
            Some(Fse::Cofinanced { .. }) => self.found.cofinanced += 1,
            Some(Fse::NotCofinanced) => return,
            Some(Fse::Unknown) | None => {
                self.found.unknown += 1;
                return;
            }
        }
        let Field::Given(programmes) = &dossier.conservation.programmes else {
            self.found.without_programme += 1;
            return;
        };
        let day = self.rules.report_date;
        let begun = programmes.iter().filter(|programme| day.is_none_or(|day| programme.start <= day));
        let mut any = false;
        for programme in begun {
            any = true;
            if programme.start.year() < FSE_PLUS {
                self.found.before += 1;
                continue;
            }
            let operation = Operation {
                participant_id: "",
                operation_id: "",
                entry_date: programme.start,
                exit_date: programme.end,
            };
            let options = &self.rules.options;
            let mapped = match day {
                Some(day) => Participation::from_dossier_on(dossier, operation, options, day),
                None => Participation::from_dossier(dossier, operation, options),
            };
            // The day of entry is there: a record can be judged.
            if self.counting.add(&mapped.participation).is_ok() {
                self.found.participations += 1;
                for Gap { variable, fr, en, .. } in mapped.gaps {
                    *self.found.gaps.entry((variable, fr, en)).or_default() += 1;
                }
            }
        }
        self.found.without_programme += u64::from(!any);
    }

    /// What several threads counted, as the section of a bilan.
    pub(crate) fn section(all: Vec<Self>, day: Date) -> FseSection {
        let mut tally = Tally::new(Self::on(day).rules);
        let mut sum = Found::default();
        for one in all {
            tally.merge(&one.counting.into_tally());
            let Found { cofinanced, unknown, without_programme, before, participations, gaps } = one.found;
            sum.cofinanced += cofinanced;
            sum.unknown += unknown;
            sum.without_programme += without_programme;
            sum.before += before;
            sum.participations += participations;
            for (gap, count) in gaps {
                *sum.gaps.entry(gap).or_default() += count;
            }
        }
        let gap = |((variable, fr, en), participations)| GapCount { variable, participations, fr, en };
        let mut gaps: Vec<GapCount> = sum.gaps.into_iter().map(gap).collect();
        gaps.sort_by_key(|gap| (std::cmp::Reverse(gap.participations), gap.variable));
        FseSection {
            participations_file: None,
            rows: 0,
            refused: RefusedRows::default(),
            merged: 0,
            notices: Vec::new(),
            cofinanced: sum.cofinanced,
            cofinancing_unknown: sum.unknown,
            without_programme: sum.without_programme,
            before_fse_plus: sum.before,
            participations: sum.participations,
            gaps,
            report: FseReportOf::of(&Report::of(&tally), 0, None, None),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn section(dossiers: &[&str]) -> FseSection {
        let day = "2026-11-24".parse().unwrap();
        // Two threads, whatever the dossiers.
        let (mut a, mut b) = (OfDossiers::on(day), OfDossiers::on(day));
        for (index, text) in dossiers.iter().enumerate() {
            let dossier: Dossier = serde_json::from_str(text).unwrap();
            if index % 2 == 0 { a.add(&dossier) } else { b.add(&dossier) }
        }
        OfDossiers::section(vec![a, b], day)
    }

    #[test]
    fn each_programme_of_a_cofinanced_dossier_is_a_participation_and_what_lacks_is_named() {
        let cofinanced = |programmes: &str| {
            format!(
                r#"{{"identite":{{"sexe":"F","date_naissance":"2003-05-20"}},
                "conservation":{{"fse":{{"cofinanced":true}},"programmes":{programmes}}}}}"#
            )
        };
        let one = cofinanced(r#"[{"kind":"pacea","start":"2023-10-02","end":"2024-03-29"}]"#);
        let two = cofinanced(
            r#"[{"kind":"cej","start":"2022-03-07"},{"kind":"pacea","start":"2019-01-07"},{"kind":"other","start":"2027-01-01"}]"#,
        );
        let none = cofinanced("[]");
        let section = section(&[
            &one,
            &two,
            &none,
            r#"{"conservation":{"fse":{"cofinanced":false},"programmes":[{"kind":"cej","start":"2023-10-02"}]}}"#,
            "{}",
        ]);
        assert_eq!((section.cofinanced, section.cofinancing_unknown), (3, 1));
        assert_eq!((section.participations, section.before_fse_plus, section.without_programme), (2, 1, 1));
        let report = &section.report;
        assert_eq!((report.grand_total.women, report.grand_total.all), (2, 2));
        assert_eq!(report.complete_total.all, 0, "status and level are not in these dossiers");
        let gap = |variable: &str| section.gaps.iter().find(|gap| gap.variable == variable);
        assert_eq!(gap("isced_entry").map(|gap| gap.participations), Some(2));
        assert_eq!(gap("rural").map(|gap| gap.participations), Some(2));
        assert!(gap("birth_date").is_none());
        assert!(section.gaps.is_sorted_by_key(|gap| std::cmp::Reverse(gap.participations)));
    }
}
