//! Why a code has its value for one participation.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::calendar::Date;
use crate::error::ErrorCode;
use crate::fse::{Annexe, Code, Explanation, Found};
use crate::law::Evidence;

use super::super::conservation::CitationAnswer;
use super::super::{Failure, serve};
use super::rules::{FseOptions, FseProgramme, fse_rules, participation, under};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ExplainRequest {
    programme: FseProgramme,
    #[serde(default)]
    annexe: Option<Annexe>,
    #[serde(default)]
    report_date: Option<Date>,
    #[serde(default)]
    options: FseOptions,
    participation: Box<RawValue>,
    code: String,
}

/// A fact that the rule reads, and what was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FseFactAnswer {
    /// The fact, in French.
    pub fact_fr: &'static str,
    /// The fact, in English.
    pub fact_en: &'static str,
    /// Variables that it reads.
    pub variables: &'static [&'static str],
    /// Yes, no, or not known.
    pub value: Option<bool>,
    /// Why it is not known.
    pub reason: Option<&'static str>,
}

impl From<&Found> for FseFactAnswer {
    fn from(found: &Found) -> Self {
        let [fact_fr, fact_en] = found.sentences;
        Self {
            fact_fr,
            fact_en,
            variables: found.variables,
            value: found.truth.known(),
            reason: found.truth.reason().map(crate::fse::Reason::name),
        }
    }
}

/// The days that a rule looks at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FseDaysAnswer {
    /// First entry.
    pub entry: Date,
    /// Final exit.
    pub exit: Option<Date>,
    /// Last day of the immediate results.
    pub window_end: Option<Date>,
    /// Day of the situation six months later.
    pub six_months: Option<Date>,
    /// Day of the report.
    pub report: Option<Date>,
}

/// Why a code has its value. The sentences hold no value of the person; the days stand apart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FseExplanationAnswer {
    /// The code.
    pub code: &'static str,
    /// Its name, in French.
    pub name_fr: &'static str,
    /// Its name, in English.
    pub name_en: &'static str,
    /// Yes, no, or not known.
    pub value: Option<bool>,
    /// Why it is not known; none also when the record is refused.
    pub reason: Option<&'static str>,
    /// Whether a rule of level R refuses the record.
    pub refused: bool,
    /// The rule, in French.
    pub rule_fr: String,
    /// The rule, in English.
    pub rule_en: String,
    /// The reference population of a result, in French.
    pub population_fr: Option<String>,
    /// The same in English.
    pub population_en: Option<String>,
    /// The facts that rule and population read.
    pub facts: Vec<FseFactAnswer>,
    /// Variables of completeness that are unknown.
    pub missing: Vec<&'static str>,
    /// The days looked at.
    pub days: FseDaysAnswer,
    /// The days in words, in French. Data of the person.
    pub days_fr: String,
    /// The same in English.
    pub days_en: String,
    /// Choices that may bear on it.
    pub choices: Vec<&'static str>,
    /// The provision.
    pub citation: CitationAnswer,
    /// How well the rule is known.
    pub evidence: Evidence,
    /// All of it as a paragraph, in French.
    pub message_fr: String,
    /// The same in English.
    pub message_en: String,
}

impl From<Explanation> for FseExplanationAnswer {
    fn from(explanation: Explanation) -> Self {
        let [message_fr, message_en] = explanation.sentences();
        let [name_fr, name_en] = explanation.code.names();
        let [rule_fr, rule_en] = explanation.rule;
        let [population_fr, population_en] = match explanation.population {
            Some([fr, en]) => [Some(fr), Some(en)],
            None => [None, None],
        };
        let days = explanation.days;
        let [days_fr, days_en] = days.sentences();
        Self {
            code: explanation.code.as_str(),
            name_fr,
            name_en,
            value: explanation.value.and_then(crate::fse::Truth::known),
            reason: explanation.value.and_then(crate::fse::Truth::reason).map(crate::fse::Reason::name),
            refused: explanation.value.is_none(),
            rule_fr,
            rule_en,
            population_fr,
            population_en,
            facts: explanation.facts.iter().map(FseFactAnswer::from).collect(),
            missing: explanation.missing,
            days: FseDaysAnswer {
                entry: days.entry,
                exit: days.exit,
                window_end: days.window_end,
                six_months: days.six_months,
                report: days.report,
            },
            days_fr,
            days_en,
            choices: explanation.choices,
            citation: CitationAnswer::of(explanation.citation),
            evidence: explanation.evidence,
            message_fr,
            message_en,
        }
    }
}

pub(in crate::wire) fn explain(request: &str) -> Result<String, Failure> {
    serve(request, |request: ExplainRequest| {
        let rules = fse_rules(request.programme, request.annexe, request.report_date, request.options)?;
        // What no programme has and what this one has not are the same mistake to a caller: another code is meant.
        let wrong = || Failure::of(ErrorCode::InvalidArgument).at("code");
        let code: Code = request.code.parse().map_err(|_| wrong())?;
        let record = participation(&request.participation, "participation.")?;
        let explained = rules.explain(&record, code);
        let explained = explained.map_err(|error| under("participation.", Failure::from(error)))?;
        explained.map(FseExplanationAnswer::from).ok_or_else(wrong)
    })
}
