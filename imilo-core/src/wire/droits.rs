//! What a person may ask, who answers, and until when: requests and answers.

use serde::{Deserialize, Serialize};

use super::conservation::{FindingAnswer, owned};
use super::day::Day;
use super::failure::Object;
use super::{Failure, serve};
use crate::calendar::Date;
use crate::calendar::jours_feries::Territoire;
use crate::droits::{self, Attested, Demande, Extension, Reply, Right, RightRequest};
use crate::error::{CodedError, ErrorCode};
use crate::explain::{Outcome, Role};
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

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RightJson {
    date: Date,
    right: String,
    mission_locale: String,
    #[serde(default)]
    identity_verified: bool,
    #[serde(default)]
    own_data: bool,
    #[serde(default)]
    mandate: bool,
    #[serde(default)]
    no_longer_needed: bool,
}

/// Whether a right is open, and who answers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ExerciseRightAnswer {
    /// Whether the request is to be followed, as to the right itself.
    pub outcome: Outcome,
    /// Rule set of the day of receipt.
    pub rule_set: String,
    /// Day of receipt.
    pub date: Date,
    /// Who answers; none while the text that says it was not read.
    pub answered_by: Option<AnswererAnswer>,
    /// Codes of the provisions.
    pub founded_by: Vec<String>,
    /// The reasons.
    pub findings: Vec<FindingAnswer>,
}

/// Who answers a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AnswererAnswer {
    /// `director_of_mission_locale` or `mission_locale`.
    pub actor: &'static str,
    /// Of which structure.
    pub mission_locale: String,
}

pub(super) fn exercise(request: &str) -> Result<String, Failure> {
    let tables = droits::Tables::built_in();
    serve(request, |asked: RightJson| {
        let right =
            Right::by_code(&asked.right).ok_or_else(|| Failure::of(ErrorCode::JsonField).at("right"))?;
        let RightJson { identity_verified, own_data, mandate, no_longer_needed, .. } = asked;
        let attested = Attested { identity_verified, own_data, mandate };
        let request =
            RightRequest { right, mission_locale: &asked.mission_locale, attested, no_longer_needed };
        let found = droits::exercise_right(asked.date, &tables, &request)
            .map_err(|error| Failure::from(error).at("date"))?;
        let founding = found.findings.iter().filter(|finding| finding.role == Role::Founds);
        Ok(ExerciseRightAnswer {
            outcome: found.outcome,
            rule_set: found.rule_set.to_string(),
            date: asked.date,
            answered_by: found.answered_by.map(|(who, structure)| AnswererAnswer {
                actor: who.code(),
                mission_locale: structure.to_owned(),
            }),
            founded_by: founding.map(|finding| finding.rule.citation.code.to_string()).collect(),
            findings: found.findings.iter().map(FindingAnswer::from).collect(),
        })
    })
}
