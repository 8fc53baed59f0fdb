//! Until when a request of a person is to be answered: request and answer.

use serde::{Deserialize, Serialize};

use super::conservation::owned;
use super::day::Day;
use super::failure::Object;
use super::{Failure, serve};
use crate::calendar::Date;
use crate::droits::{Demande, Extension, Reply};
use crate::error::CodedError;
use crate::jours_feries::Territoire;
use crate::law::Evidence;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    #[serde(default)]
    date: Option<Date>,
    #[serde(default)]
    instant: Option<String>,
    facts: Facts,
    #[serde(default)]
    options: Object<Options>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Options {
    /// Holidays beside the eleven.
    #[serde(rename = "A21_holidays")]
    holidays: Territoire,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Facts {
    receipt_date: Date,
    #[serde(default)]
    extension_notice: Option<Date>,
    #[serde(default)]
    reply_date: Option<Date>,
}

/// Until when a request is to be answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RightsDeadlineAnswer {
    /// Rule set of the day of receipt.
    pub rule_set: String,
    /// The day of the question.
    pub date: Date,
    /// Last day in time without extension.
    pub first_due_date: Date,
    /// Last day in time.
    pub due_date: Date,
    /// What the notice of an extension is worth.
    pub extension: Extension,
    /// Whether the reply came in time.
    pub reply: Option<Reply>,
    /// Days left until the last one, negative when it is past; none once there is a reply.
    pub days_left: Option<i64>,
    /// Codes of the provisions that fix the last day.
    pub founded_by: Vec<String>,
    /// How well they are known.
    pub evidence: Evidence,
}

pub(super) fn deadline(request: &str) -> Result<String, Failure> {
    serve(request, |request: Request| {
        let day =
            Day { date: request.date, instant: request.instant.as_deref() }.found("", "date", "instant")?;
        let Facts { receipt_date, extension_notice, reply_date } = request.facts;
        let demande = Demande { receipt_date, extension_notice, reply_date };
        let delai = demande.delai(request.options.0.holidays).map_err(|error| {
            let field = error.field().unwrap_or_default();
            Failure::of(error.code()).at(&format!("facts.{field}"))
        })?;
        Ok(RightsDeadlineAnswer {
            rule_set: delai.rule_set.to_string(),
            date: day,
            first_due_date: delai.first_due_date,
            due_date: delai.due_date,
            extension: delai.extension,
            reply: delai.reply,
            days_left: reply_date.is_none().then(|| day.days_until(delai.due_date)),
            founded_by: owned(&delai.founded_by()),
            evidence: delai.evidence(),
        })
    })
}
