//! Every code of one participation.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use crate::calendar::Date;
use crate::fse::{
    Annexe, Check, Code, Derivation, Due, LabourStatus, Observation, Participation, Rules, Truth,
};

use super::super::{Failure, serve};
use super::rules::{FseOptions, FseProgramme, fse_rules, participation, under};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CodesRequest {
    programme: FseProgramme,
    #[serde(default)]
    annexe: Option<Annexe>,
    #[serde(default)]
    report_date: Option<Date>,
    #[serde(default)]
    options: FseOptions,
    participation: Box<RawValue>,
}

/// The value of a code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FseValueAnswer {
    /// The code.
    pub code: &'static str,
    /// Yes, no, or not known.
    pub value: Option<bool>,
    /// Why it is not known.
    pub reason: Option<&'static str>,
}

impl FseValueAnswer {
    pub(super) fn of(code: Code, truth: Truth) -> Self {
        let reason = truth.reason().map(crate::fse::Reason::name);
        Self { code: code.as_str(), value: truth.known(), reason }
    }
}

/// A rule of validation that is broken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FseFindingAnswer {
    /// Rule and level (`V13:W`).
    pub code: String,
    /// Variables of which it speaks; of V1, those that lack.
    pub variables: Vec<&'static str>,
    /// Sentence in French.
    pub message_fr: &'static str,
    /// Sentence in English.
    pub message_en: &'static str,
}

impl FseFindingAnswer {
    fn of(check: &Check, derivation: &Derivation) -> Self {
        let variables = derivation.variables_of(check);
        Self { code: check.code(), variables, message_fr: check.fr, message_en: check.en }
    }
}

/// An observation that was not made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FseDueAnswer {
    /// `four_weeks` or `six_months`.
    pub observation: &'static str,
    /// The day of which the answer tells.
    pub day: Date,
    /// Whether that day is over on the day of the report.
    pub late: bool,
}

impl From<&Due> for FseDueAnswer {
    fn from(due: &Due) -> Self {
        let observation = match due.observation {
            Observation::FourWeeks => "four_weeks",
            Observation::SixMonths => "six_months",
        };
        Self { observation, day: due.day, late: due.late }
    }
}

/// What the rules make of a participation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FseCodesAnswer {
    /// Fund and annexe.
    pub programme: &'static str,
    /// Whether a rule of level R refuses the record: it counts nowhere, and has no value at all.
    pub refused: bool,
    /// Whether every variable of completeness is known.
    pub complete: bool,
    /// Variables of completeness that are unknown.
    pub missing: Vec<&'static str>,
    /// Status by which it counts: stated, or derived from raw answers.
    pub labour_status: Option<LabourStatus>,
    /// Each code of the programme; none when the record is refused.
    pub codes: Vec<FseValueAnswer>,
    /// Rules of validation that it breaks.
    pub findings: Vec<FseFindingAnswer>,
    /// Observations that were not made.
    pub due: Vec<FseDueAnswer>,
}

impl FseCodesAnswer {
    /// The codes of a participation.
    ///
    /// # Errors
    /// [`Failure`] when it cannot be judged: no day of entry, a stay that ends before it begins.
    pub fn of(rules: &Rules, participation: &Participation) -> Result<Self, Failure> {
        Ok(Self::with(rules, &rules.derive(participation)?, &rules.due(participation)?))
    }

    fn with(rules: &Rules, derivation: &Derivation, due: &[Due]) -> Self {
        Self {
            programme: rules.programme.label(),
            refused: derivation.is_refused(),
            complete: derivation.is_complete(),
            missing: derivation.missing().names().collect(),
            labour_status: derivation.labour_status(),
            codes: derivation.values().map(|(code, truth)| FseValueAnswer::of(code, truth)).collect(),
            findings: derivation
                .findings()
                .iter()
                .map(|check| FseFindingAnswer::of(check, derivation))
                .collect(),
            due: due.iter().map(FseDueAnswer::from).collect(),
        }
    }
}

pub(in crate::wire) fn codes(request: &str) -> Result<String, Failure> {
    serve(request, |request: CodesRequest| {
        let rules = fse_rules(request.programme, request.annexe, request.report_date, request.options)?;
        let record = participation(&request.participation, "participation.")?;
        FseCodesAnswer::of(&rules, &record).map_err(|failure| under("participation.", failure))
    })
}
