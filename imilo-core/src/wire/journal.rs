//! How long the trace of an operation is kept: request and answer.

use serde::{Deserialize, Serialize};

use super::conservation::{FindingAnswer, owned};
use super::day::Day;
use super::failure::Object;
use super::{Failure, serve};
use crate::calendar::Date;
use crate::error::CodedError;
use crate::journal::{Contentieux, EarlyErasure, Erasure, Tables, Trace, TraceDecision, TraceState};
use crate::law::Evidence;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    #[serde(default)]
    date: Option<Date>,
    #[serde(default)]
    instant: Option<String>,
    facts: Object<Facts>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Facts {
    #[serde(default)]
    operation_date: Option<Date>,
    #[serde(default)]
    operation_instant: Option<String>,
    #[serde(default)]
    litigation: Option<Object<Litigation>>,
    #[serde(default)]
    erased_on: Option<Date>,
}

/// A dispute, as a request tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Litigation {
    /// Since when.
    from: Date,
    /// Day of the definitive decision of a court; none yet.
    #[serde(default)]
    definitive_decision: Option<Date>,
    /// Whether it concerns the traces that are judged; not said: it is not known.
    #[serde(default)]
    concerns_this_log: Option<bool>,
}

impl From<Litigation> for Contentieux {
    fn from(told: Litigation) -> Self {
        let Litigation { from, definitive_decision, concerns_this_log } = told;
        Self { from, definitive_decision, concerns_this_log }
    }
}

/// What is said of a trace.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogRetentionAnswer {
    /// Rule set of the day of the operation.
    pub rule_set: String,
    /// The day of evaluation.
    pub date: Date,
    /// Day of the operation and seven months.
    pub seven_months: Date,
    /// First day no longer kept.
    pub keep_until: Option<Date>,
    /// State on the day.
    pub state: TraceState,
    /// Whether it may be erased before its term.
    pub early_erasure: EarlyErasure,
    /// What its erasure was worth.
    pub erasure: Option<Erasure>,
    /// Codes of the provisions that fix the term.
    pub founded_by: Vec<String>,
    /// How well they are known.
    pub evidence: Option<Evidence>,
    /// The reasons.
    pub findings: Vec<FindingAnswer>,
}

impl LogRetentionAnswer {
    /// What a decision says on a day.
    #[must_use]
    pub fn of(found: &TraceDecision<'_>, date: Date) -> Self {
        Self {
            rule_set: found.rule_set.to_string(),
            date,
            seven_months: found.seven_months,
            keep_until: found.keep_until,
            state: found.state,
            early_erasure: found.early_erasure,
            erasure: found.erasure,
            founded_by: owned(&found.founded_by()),
            evidence: found.evidence(),
            findings: found.findings.iter().map(FindingAnswer::from).collect(),
        }
    }
}

pub(super) fn retention(request: &str) -> Result<String, Failure> {
    serve(request, |request: Request| {
        let day =
            Day { date: request.date, instant: request.instant.as_deref() }.found("", "date", "instant")?;
        let Object(facts) = &request.facts;
        let operation = Day { date: facts.operation_date, instant: facts.operation_instant.as_deref() };
        let contentieux = facts.litigation.map(|Object(told)| told.into());
        let trace = Trace {
            operation: operation.found("facts.", "operation_date", "operation_instant")?,
            contentieux,
            erased_on: facts.erased_on,
        };
        let tables = Tables::built_in();
        let found = trace.judge(day, &tables).map_err(|error| {
            let field = match error.field().unwrap_or_default() {
                field if field == "operation_date" && facts.operation_date.is_none() => {
                    "operation_instant".to_owned()
                }
                field => field,
            };
            Failure::of(error.code()).at(&format!("facts.{field}"))
        })?;
        Ok(LogRetentionAnswer::of(&found, day))
    })
}
