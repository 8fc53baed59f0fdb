//! Who has which duty, and whether it was kept: request and answer.

use serde::{Deserialize, Deserializer, Serialize};

use super::conservation::{FindingAnswer, owned};
use super::failure::Object;
use super::fse::fse_shown;
use super::{Failure, serve};
use crate::calendar::Date;
use crate::droits::responsabilites::{
    Actor, Aipd, BreachOutcome, Duty, Instant, Responsabilites, Risk, SubjectClass, Tables, Violation,
};
use crate::error::ErrorCode;
use crate::explain::Outcome;
use crate::law::Evidence;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    date: Date,
    duty: Duty,
    question: Question,
    #[serde(default)]
    facts: Object<Facts>,
}

/// What is asked of a duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Question {
    Who,
    Where,
    Rejection,
    Due,
    DueAt,
    Delay,
    Required,
    Version,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Facts {
    subject_belongs_to: Option<String>,
    received_by: Option<Actor>,
    #[serde(deserialize_with = "moment")]
    aware_at: Option<Instant>,
    #[serde(deserialize_with = "moment")]
    notified_at: Option<Instant>,
    risk: Option<Risk>,
    reasons_given: Option<bool>,
    // Who became aware is recorded by the caller; which controller notifies was not read (reading A23).
    #[serde(rename = "aware_actor")]
    _aware_actor: Option<Actor>,
    version_in_service_on: Option<Date>,
    aipd_dated: Option<Date>,
}

fn moment<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Instant>, D::Error> {
    let text = Option::<String>::deserialize(deserializer)?;
    text.map(|text| text.parse().map_err(serde::de::Error::custom)).transpose()
}

/// The answer on a duty. What a question does not ask is `null`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ResponsibilityAnswer {
    /// Rule set of the day.
    pub rule_set: String,
    /// `conforming`, `not_conforming`, `late_with_reasons`, `undetermined` (no answer can be given).
    pub outcome: Option<&'static str>,
    /// Those who have the duty, or the means of a notice.
    pub actors: Option<Vec<Actor>>,
    /// Jointly.
    pub joint: Option<bool>,
    /// Those who are charged with the implementation.
    pub implementers: Option<Vec<Actor>>,
    /// A text prescribes it.
    pub prescribed: Option<bool>,
    /// Classes of persons in the register.
    pub classes: Option<Vec<SubjectClass>>,
    /// The structure that answers; masked when it may hold a NIR.
    pub structure: Option<String>,
    /// A notification is due.
    pub due: Option<bool>,
    /// Until when.
    pub due_at: Option<String>,
    /// An impact assessment is required.
    pub required: Option<bool>,
    /// Codes of the provisions.
    pub founded_by: Vec<String>,
    /// How well they are known.
    pub evidence: Option<Evidence>,
    /// The reasons.
    pub findings: Vec<FindingAnswer>,
}

const UNDETERMINED: Option<&str> = Some("undetermined");

const fn outcome(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Conforming => "conforming",
        Outcome::NotConforming => "not_conforming",
        Outcome::Undetermined => "undetermined",
    }
}

pub(super) fn duty(request: &str) -> Result<String, Failure> {
    serve(request, |request: Request| {
        let tables = Tables::built_in();
        let duties =
            Responsabilites::on(request.date, &tables).map_err(|error| Failure::from(error).at("date"))?;
        let holders = duties.who(request.duty);
        let base = ResponsibilityAnswer {
            rule_set: duties.rule_set().to_owned(),
            founded_by: owned(&holders.founded_by()),
            evidence: holders.evidence(),
            findings: duties.findings(request.duty).iter().map(FindingAnswer::from).collect(),
            ..ResponsibilityAnswer::default()
        };
        Ok(match (request.duty, request.question) {
            (Duty::InformationNotice, Question::Where) | (_, Question::Who) => who(&request, &duties, base),
            (Duty::AnswerRightsRequest, Question::Rejection) => {
                let (rejected, by) = duties.rejection_for_wrong_controller(request.facts.0.received_by);
                let outcome = Some(outcome(rejected));
                if by != Some(Duty::Controller) {
                    return Ok(ResponsibilityAnswer { outcome, ..base });
                }
                let joint = duties.any_of_the_joint();
                ResponsibilityAnswer {
                    outcome,
                    founded_by: vec![joint.rule.citation.code.to_string()],
                    evidence: Some(joint.evidence),
                    findings: vec![FindingAnswer::from(&joint)],
                    ..base
                }
            }
            (Duty::BreachNotification, Question::Due | Question::DueAt | Question::Delay) => {
                let findings = applied(&duties, request.duty);
                breach(&request, &duties, ResponsibilityAnswer { findings, ..base })
            }
            (Duty::Aipd, Question::Required) => {
                ResponsibilityAnswer { required: Some(duties.aipd_required()), ..base }
            }
            (Duty::Aipd, Question::Version) => {
                let judged = match request.facts.0.version_in_service_on {
                    Some(version_in_service_on) => {
                        duties.aipd(&Aipd { version_in_service_on, aipd_dated: request.facts.0.aipd_dated })
                    }
                    None => Outcome::Undetermined,
                };
                let findings = applied(&duties, request.duty);
                ResponsibilityAnswer { outcome: Some(outcome(judged)), findings, ..base }
            }
            _ => return Err(Failure::of(ErrorCode::JsonField).at("question")),
        })
    })
}

fn applied(duties: &Responsabilites<'_>, duty: Duty) -> Vec<FindingAnswer> {
    duties.applied(duty).iter().map(FindingAnswer::from).collect()
}

fn who(request: &Request, duties: &Responsabilites<'_>, base: ResponsibilityAnswer) -> ResponsibilityAnswer {
    let holders = duties.who(request.duty);
    let Some(actors) = holders.actors else { return ResponsibilityAnswer { outcome: UNDETERMINED, ..base } };
    // A structure answers where one is named at all.
    let answers = request.duty == Duty::AnswerRightsRequest;
    ResponsibilityAnswer {
        actors: Some(actors.to_vec()),
        joint: Some(holders.joint),
        implementers: Some(holders.implementers.to_vec()),
        prescribed: holders.prescribed,
        classes: Some(holders.classes.to_vec()),
        structure: request
            .facts
            .0
            .subject_belongs_to
            .as_deref()
            .filter(|_| answers)
            .map(|id| fse_shown(id).into_owned()),
        ..base
    }
}

fn breach(
    request: &Request,
    duties: &Responsabilites<'_>,
    base: ResponsibilityAnswer,
) -> ResponsibilityAnswer {
    let Object(Facts { aware_at, notified_at, risk, reasons_given, .. }) = request.facts;
    let violation = Violation { aware_at, notified_at, risk, reasons_given };
    if !duties.breaches_are_notified() {
        return ResponsibilityAnswer { due: Some(false), outcome: Some("conforming"), ..base };
    }
    let due = violation.due();
    let judged = match violation.delay() {
        BreachOutcome::Conforming => "conforming",
        BreachOutcome::NotConforming => "not_conforming",
        BreachOutcome::LateWithReasons => "late_with_reasons",
        BreachOutcome::Undetermined => "undetermined",
    };
    let outcome = match request.question {
        Question::Delay => Some(judged),
        Question::Due if due.is_none() => UNDETERMINED,
        Question::DueAt if violation.due_at().is_none() && due != Some(false) => UNDETERMINED,
        _ => None,
    };
    let evidence = Some(Evidence::Secondary);
    let due_at = violation.due_at().map(|due| due.to_string());
    ResponsibilityAnswer { due, due_at, outcome, evidence, ..base }
}
