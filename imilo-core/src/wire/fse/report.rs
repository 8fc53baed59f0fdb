//! The report of a list of participations.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::calendar::Date;
use crate::dossier::Field;
use crate::fse::{
    Annexe, ByGender, Cell, Check, Line, ONLY_NO, OVERLAP, Participation, Report, Rules, SHARE, Tally, merge,
};

use super::super::{Failure, serve};
use super::codes::FseDueAnswer;
use super::published::Published;
use super::rules::{FseOptions, FseProgramme, fse_rules, fse_shown, participation};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReportRequest {
    programme: FseProgramme,
    #[serde(default)]
    annexe: Option<Annexe>,
    #[serde(default)]
    report_date: Option<Date>,
    #[serde(default)]
    options: FseOptions,
    participations: Vec<Box<RawValue>>,
    #[serde(default)]
    publish_below: Option<u32>,
    #[serde(default)]
    share: Option<u32>,
}

/// A number by gender.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FseGendersAnswer {
    /// Women.
    pub women: u64,
    /// Men.
    pub men: u64,
    /// Non-binary persons.
    pub non_binary: u64,
    /// Gender unknown.
    pub unknown: u64,
    /// All of them.
    pub all: u64,
}

impl From<&ByGender> for FseGendersAnswer {
    fn from(number: &ByGender) -> Self {
        let ByGender { women, men, non_binary, unknown } = *number;
        Self { women, men, non_binary, unknown, all: number.all() }
    }
}

/// The numbers of a line that may be published; null: suppressed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FsePublishedAnswer {
    /// Women.
    pub women: Option<u64>,
    /// Men.
    pub men: Option<u64>,
    /// Non-binary persons.
    pub non_binary: Option<u64>,
    /// Gender unknown.
    pub unknown: Option<u64>,
    /// All of them.
    pub all: Option<u64>,
}

impl FsePublishedAnswer {
    /// All of it suppressed.
    pub(super) const NOTHING: Self =
        Self { women: None, men: None, non_binary: None, unknown: None, all: None };

    pub(super) fn of(cells: [Cell; 5]) -> Self {
        let number = |cell| match cell {
            Cell::Shown(number) => Some(number),
            Cell::Suppressed => None,
        };
        let [women, men, non_binary, unknown, all] = cells.map(number);
        Self { women, men, non_binary, unknown, all }
    }
}

/// A line of the report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FseLineAnswer {
    /// The code.
    pub code: &'static str,
    /// Its name, in French.
    pub name_fr: &'static str,
    /// Its name, in English.
    pub name_en: &'static str,
    /// Whether it is a result, which has a reference population, and no output.
    pub result: bool,
    /// How many participants are counted.
    pub counted: FseGendersAnswer,
    /// Participants of whom the answer is known, yes or no: what a rate is taken of.
    pub denominator: u64,
    /// Share of the reference population of which the answer is known, in thousandths, rounded down; null without population.
    pub coverage: Option<u64>,
    /// Outside the reference population.
    pub not_in_population: u64,
    /// Not left yet, or the days to look at not over.
    pub not_yet_observable: u64,
    /// Nobody asked.
    pub not_followed_up: u64,
    /// An answer was refused.
    pub refused: u64,
    /// An answer is missing.
    pub missing: u64,
    /// The numbers that may be published; null when nothing is to be suppressed.
    pub published: Option<FsePublishedAnswer>,
    /// Code of the provision.
    pub provision: &'static str,
    /// How well the rule is known: `seen`, `secondary`, `inferred`, `unknown`.
    pub evidence: &'static str,
}

impl FseLineAnswer {
    fn of(line: &Line, published: Option<FsePublishedAnswer>) -> Self {
        let [name_fr, name_en] = line.code.names();
        let counts = &line.counts;
        Self {
            code: line.code.as_str(),
            name_fr,
            name_en,
            result: line.code.is_result(),
            counted: (&line.values).into(),
            denominator: counts.denominator(),
            coverage: line.coverage(),
            not_in_population: counts.not_in_population,
            not_yet_observable: counts.not_yet_observable,
            not_followed_up: counts.not_followed_up,
            refused: counts.refused,
            missing: counts.missing,
            published,
            provision: line.code.citation().map_or("", |citation| citation.code.as_ref()),
            evidence: line.code.evidence().code(),
        }
    }
}

/// A variable of completeness that records lack.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FseMissingAnswer {
    /// The variable.
    pub variable: &'static str,
    /// How many records lack it.
    pub records: u64,
}

/// A rule of validation that records break.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FseBrokenAnswer {
    /// Rule and level (`V13:W`).
    pub code: String,
    /// How many records break it.
    pub records: u64,
    /// Variables of which it speaks; of V1, those that records lack.
    pub variables: Vec<&'static str>,
    /// Sentence in French.
    pub message_fr: &'static str,
    /// Sentence in English.
    pub message_en: &'static str,
}

impl FseBrokenAnswer {
    fn of(check: &Check, records: u64, variables: Vec<&'static str>) -> Self {
        Self { code: check.code(), records, variables, message_fr: check.fr, message_en: check.en }
    }
}

/// What stands out in the report as a whole.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FseRemarkAnswer {
    /// Rule and level (`V24:E`).
    pub code: String,
    /// The inequality that fails, or the codes of which it speaks.
    pub about: Vec<String>,
    /// Sentence in French.
    pub message_fr: String,
    /// Sentence in English.
    pub message_en: String,
}

impl FseRemarkAnswer {
    pub(super) fn of(check: &Check, about: Vec<String>) -> Self {
        Self { code: check.code(), about, message_fr: check.fr.to_owned(), message_en: check.en.to_owned() }
    }
}

/// The report itself, whatever the records came from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct FseReportOf {
    /// Fund and annexe.
    pub programme: &'static str,
    /// Day on which the report is drawn; null: late enough for every observation given.
    pub report_date: Option<Date>,
    /// Everybody supported, incomplete records included.
    pub grand_total: FseGendersAnswer,
    /// Complete records: those that count in the indicators.
    pub complete_total: FseGendersAnswer,
    /// What may be published of the grand total; null when nothing is to be suppressed.
    pub grand_total_published: Option<FsePublishedAnswer>,
    /// What may be published of the complete records, beside the codes of status that add up to them.
    pub complete_total_published: Option<FsePublishedAnswer>,
    /// Variables of completeness that records lack, by name.
    pub missing: Vec<FseMissingAnswer>,
    /// Records that a rule of level R refuses: in no number of the report.
    pub refused_records: u64,
    /// A line for each code of the programme.
    pub lines: Vec<FseLineAnswer>,
    /// Rules of validation that records break.
    pub findings: Vec<FseBrokenAnswer>,
    /// What stands out in the report as a whole (V22 to V28, V30).
    pub remarks: Vec<FseRemarkAnswer>,
}

impl FseReportOf {
    /// The report of what was counted. `overlaps`: records of one person in one operation whose stays overlap (V3).
    /// Numbers from 1 to `publish_below` - 1 are suppressed in `published`; `share`, in thousandths, is the threshold of
    /// V30. No text gives either: without one, nothing is suppressed or told.
    #[must_use]
    pub fn of(report: &Report, overlaps: u64, publish_below: Option<u32>, share: Option<u32>) -> Self {
        let overlap =
            (overlaps > 0).then(|| FseBrokenAnswer::of(&OVERLAP, overlaps, OVERLAP.variables.to_vec()));
        let published = publish_below.map(|below| Published::of(report, below));
        let line =
            |line: &Line| FseLineAnswer::of(line, published.as_ref().map(|published| published.line(line)));
        let broken = report.findings.iter().map(|broken| {
            FseBrokenAnswer::of(broken.check, broken.records, report.variables_of(broken.check))
        });
        Self {
            programme: report.rules.programme.label(),
            report_date: report.rules.report_date,
            grand_total: (&report.grand_total).into(),
            complete_total: (&report.complete_total).into(),
            grand_total_published: published.as_ref().map(Published::grand_total),
            complete_total_published: published.as_ref().map(Published::complete_total),
            missing: report
                .missing
                .iter()
                .map(|(variable, records)| FseMissingAnswer { variable, records: *records })
                .collect(),
            refused_records: report.refused_records,
            lines: report.lines.iter().map(line).collect(),
            findings: overlap.into_iter().chain(broken).collect(),
            remarks: remarks(report, share),
        }
    }
}

fn remarks(report: &Report, share: Option<u32>) -> Vec<FseRemarkAnswer> {
    let totals = report.totals();
    let mut remarks = Vec::new();
    if report.only_no_to_sensitive_questions() {
        remarks.push(FseRemarkAnswer::of(&ONLY_NO, Vec::new()));
    }
    let genders = totals.gender_violations(&report.totals_by_gender());
    if !genders.is_empty() {
        remarks.push(FseRemarkAnswer::of(&crate::fse::GENDERS, genders));
    }
    remarks.extend(totals.violations().into_iter().map(|rule| {
        let [message_fr, message_en] = rule.sentences();
        let level = crate::fse::Inequality::SEVERITY.letter();
        let code = format!("V{}:{level}", rule.rule);
        FseRemarkAnswer { code, about: vec![rule.to_string()], message_fr, message_en }
    }));
    if let Some(share) = share {
        let beyond = report.beyond(share.into());
        if beyond.incomplete || !beyond.refused.is_empty() {
            let codes = beyond.refused.iter().map(|code| code.as_str().to_owned());
            let incomplete = beyond.incomplete.then(|| "incomplete".to_owned());
            remarks.push(FseRemarkAnswer::of(&SHARE, incomplete.into_iter().chain(codes).collect()));
        }
    }
    remarks
}

/// A record of the request that cannot be judged; the others count.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FseRowAnswer {
    /// Its place in the list, from 0.
    pub row: u64,
    /// Why.
    pub error: Failure,
}

/// An observation of a record that was not made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FseDueRowAnswer {
    /// Place of the record in the list, from 0: of several of one person in one operation, the first.
    pub row: u64,
    /// Pseudonym of the person, masked if it may be a NIR.
    pub participant_id: Option<String>,
    /// The operation, masked likewise.
    pub operation_id: Option<String>,
    /// `four_weeks` or `six_months`.
    pub observation: &'static str,
    /// The day of which the answer tells.
    pub day: Date,
    /// Whether that day is over on the day of the report.
    pub late: bool,
}

/// The report of a list of participations.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FseReportAnswer {
    /// Records in the list.
    pub records: u64,
    /// Records that cannot be judged; the others count.
    pub refused: Vec<FseRowAnswer>,
    /// Participations, re-entries merged.
    pub participations: u64,
    /// Places of the records whose stays overlap another of the same person and operation (V3).
    pub overlaps: Vec<u64>,
    /// The report.
    pub report: FseReportOf,
    /// The calendar of the observations that were not made, by day.
    pub due: Vec<FseDueRowAnswer>,
}

/// The records of a list: those that can be judged, re-entries merged, and the others.
pub(super) struct Records {
    pub(super) records: u64,
    pub(super) refused: Vec<FseRowAnswer>,
    pub(super) overlaps: Vec<u64>,
    pub(super) participations: Vec<(u64, Participation)>,
}

impl Records {
    pub(super) fn read(rules: &Rules, texts: &[Box<RawValue>]) -> Self {
        let (mut places, mut read, mut refused) = (Vec::new(), Vec::new(), Vec::new());
        for (row, text) in (0..).zip(texts) {
            match participation(text, "") {
                Ok(record) => {
                    places.push(row);
                    read.push(record);
                }
                Err(error) => refused.push(FseRowAnswer { row, error }),
            }
        }
        let place = |index: usize| places.get(index).copied().unwrap_or_default();
        let merged = merge(read, &rules.options);
        let failed =
            |(index, error): &(usize, _)| FseRowAnswer { row: place(*index), error: Failure::from(*error) };
        refused.extend(merged.refused.iter().map(failed));
        refused.sort_by_key(|refused| refused.row);
        Self {
            records: places.len() as u64 + refused.len() as u64 - merged.refused.len() as u64,
            refused,
            overlaps: merged.overlaps.iter().map(|index| place(*index)).collect(),
            participations: merged.participations.into_iter().map(|(index, p)| (place(index), p)).collect(),
        }
    }
}

fn text(field: &Field<String>) -> Option<String> {
    field.given().map(|id| fse_shown(id).into_owned())
}

pub(in crate::wire) fn report(request: &str) -> Result<String, Failure> {
    serve(request, |request: ReportRequest| {
        let rules = fse_rules(request.programme, request.annexe, request.report_date, request.options)?;
        let records = Records::read(&rules, &request.participations);
        let mut tally = Tally::new(rules);
        let mut due = Vec::new();
        for (row, record) in &records.participations {
            tally.add(&rules.derive(record)?);
            due.extend(rules.due(record)?.iter().map(FseDueAnswer::from).map(|open| FseDueRowAnswer {
                row: *row,
                participant_id: text(&record.participant_id),
                operation_id: text(&record.operation_id),
                observation: open.observation,
                day: open.day,
                late: open.late,
            }));
        }
        due.sort_by_key(|open| (open.day, open.row));
        let overlaps = records.overlaps.len() as u64;
        Ok(FseReportAnswer {
            records: records.records,
            refused: records.refused,
            participations: records.participations.len() as u64,
            overlaps: records.overlaps,
            report: FseReportOf::of(&Report::of(&tally), overlaps, request.publish_below, request.share),
            due,
        })
    })
}
