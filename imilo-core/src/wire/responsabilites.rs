//! Who has which duty, and whether it was kept: request and answer.

use serde::{Deserialize, Deserializer, Serialize};

use super::conservation::{FindingAnswer, owned};
use super::failure::Object;
use super::fse::fse_shown;
use super::{Failure, serve};
use crate::calendar::Date;
use crate::droits::responsabilites::{
    Actor, Aipd, BreachOutcome, Duty, Instant, Responsabilites, Risk, SubjectClass, Tables, Violation,
    ViolationError,
};
use crate::error::{CodedError, ErrorCode};
use crate::explain::{Outcome, Role};
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

impl Request {
    /// The day whose law judges, and where it is told: of a breach, the day of Paris on which one became aware of it.
    fn judged_on(&self) -> Result<(Date, &'static str), Failure> {
        const KEY: &str = "facts.aware_at";
        let hours = matches!(self.question, Question::Due | Question::DueAt | Question::Delay);
        match self.facts.0.aware_at {
            Some(aware) if hours && self.duty == Duty::BreachNotification => {
                Ok((aware.day_in_paris().map_err(|error| Failure::from(error).at(KEY))?, KEY))
            }
            _ => Ok((self.date, "date")),
        }
    }
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
    #[serde(deserialize_with = "moment")]
    not_notified_at: Option<Instant>,
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
    /// Minutes elapsed from the awareness to the notification, the one begun included.
    pub elapsed_minutes: Option<i64>,
    /// Minutes by which the notification is late, or the hours are past without one, the one begun included; 0: in time.
    pub late_minutes: Option<i64>,
    /// Whether a late notification gives its reasons, as it was told.
    pub reasons_given: Option<bool>,
    /// The breach is communicated to the persons too (art. 34).
    pub communication_due: Option<bool>,
    /// Of a breach: facts without which the outcome cannot be said.
    pub missing: Vec<&'static str>,
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
        let (date, key) = request.judged_on()?;
        let duties = Responsabilites::on(date, &tables).map_err(|error| Failure::from(error).at(key))?;
        let holders = duties.who(request.duty);
        let base = ResponsibilityAnswer {
            rule_set: duties.rule_set().to_owned(),
            founded_by: owned(&holders.founded_by()),
            evidence: holders.evidence(),
            findings: duties.findings(request.duty).iter().map(FindingAnswer::from).collect(),
            ..ResponsibilityAnswer::default()
        };
        let base = if request.duty == Duty::BreachNotification && !duties.breaches_are_notified() {
            let findings = duties.breach_not_prescribed().iter().map(FindingAnswer::from).collect();
            ResponsibilityAnswer { founded_by: Vec::new(), findings, ..base }
        } else {
            base
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
                breach(&request, &duties, base)?
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
) -> Result<ResponsibilityAnswer, Failure> {
    let Object(Facts { aware_at, notified_at, not_notified_at, risk, reasons_given, .. }) = request.facts;
    let violation = Violation { aware_at, notified_at, not_notified_at, risk, reasons_given };
    let reversed = |error: ViolationError| {
        Failure::of(error.code()).at(&format!("facts.{}", error.field().unwrap_or_default()))
    };
    let delay = violation.delay().map_err(reversed)?;
    if !duties.breaches_are_notified() {
        return Ok(ResponsibilityAnswer {
            due: Some(false),
            outcome: Some("conforming"),
            communication_due: Some(false),
            ..base
        });
    }
    let base = ResponsibilityAnswer { findings: applied(duties, request.duty), ..base };
    let due = violation.due();
    let judged = match delay {
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
    let mut answer = ResponsibilityAnswer {
        due,
        due_at: violation.due_at().map(|due| due.to_string()),
        outcome,
        evidence: Some(Evidence::Secondary),
        communication_due: violation.communication_due(),
        ..base
    };
    if request.question == Question::Delay {
        answer.elapsed_minutes = violation.elapsed_minutes();
        answer.late_minutes = violation.late_minutes().or(violation.overdue_minutes());
        answer.reasons_given = violation.late_minutes().filter(|late| *late > 0).and(reasons_given);
        answer.missing = violation.missing();
        answer.findings.extend(duties.lateness(&violation).iter().map(FindingAnswer::from));
    }
    answer.findings.extend(duties.due_in_paris(&violation).iter().map(FindingAnswer::from));
    if let Some(communication) = duties.communication(&violation) {
        if communication.role == Role::Founds {
            answer.founded_by.push(communication.rule.citation.code.to_string());
        }
        answer.findings.push(FindingAnswer::from(&communication));
    }
    Ok(answer)
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use crate::wire::call;

    fn asked(question: &str, facts: &str) -> Result<Value, (String, Option<String>)> {
        let request = format!(
            r#"{{"date":"2025-06-02","duty":"breach_notification","question":"{question}","facts":{facts}}}"#
        );
        call("responsibilities", &request)
            .map(|answer| serde_json::from_str(&answer).unwrap())
            .map_err(|failure| (failure.code, failure.field))
    }

    #[test]
    fn what_is_not_notified_is_late_by_the_law_of_the_day_of_awareness() {
        // Awareness and question in different versions: the law is that of the awareness, before the RGPD none is due.
        let before = r#"{"aware_at":"2018-05-24T10:00:00+02:00","not_notified_at":"2025-06-02T09:00:00+02:00","risk":"likely"}"#;
        let answer = asked("delay", before).unwrap();
        assert_eq!((&answer["rule_set"], &answer["due"]), (&"V2015".into(), &false.into()), "{answer}");
        assert_eq!(
            (&answer["founded_by"], &answer["communication_due"]),
            (&serde_json::json!([]), &false.into())
        );
        let told = answer["findings"].to_string();
        assert!(told.contains("breach_not_prescribed") && !told.contains("founds"), "{told}");
        let earlier =
            asked("delay", r#"{"aware_at":"2014-05-24T10:00:00+02:00","risk":"likely"}"#).unwrap_err();
        assert_eq!(earlier, ("before_first_rule_set".to_owned(), Some("facts.aware_at".to_owned())));
        // Summer time begins in between: Monday at 18:00 in Paris.
        let late = r#"{"aware_at":"2025-03-28T17:00:00+01:00","not_notified_at":"2025-03-31T20:00:00+02:00","risk":"likely"}"#;
        let answer = asked("delay", late).unwrap();
        assert_eq!((&answer["outcome"], &answer["late_minutes"]), (&"not_conforming".into(), &120.into()));
        let told = answer["findings"].to_string();
        assert!(told.contains("2025-03-31T18:00:00+02:00") && told.contains("breach_not_notified"), "{told}");
        assert_eq!(answer["missing"], serde_json::json!([]));
        let unassessed =
            r#"{"aware_at":"2025-03-28T17:00:00+01:00","not_notified_at":"2025-03-31T20:00:00+02:00"}"#;
        let told = asked("delay", unassessed).unwrap()["findings"].to_string();
        assert!(told.contains("due si un risque n'est pas écarté") && !told.contains("encore due"), "{told}");
        let early =
            r#"{"aware_at":"2025-06-02T09:00:00+02:00","not_notified_at":"2025-06-02T08:00:00+02:00"}"#;
        let error = asked("delay", early).unwrap_err();
        assert_eq!(error, ("period_reversed".to_owned(), Some("facts.not_notified_at".to_owned())));
        let both = r#"{"aware_at":"2025-06-02T09:00:00+02:00","notified_at":"2025-06-03T09:00:00+02:00","not_notified_at":"2025-06-04T09:00:00+02:00"}"#;
        let error = asked("delay", both).unwrap_err();
        assert_eq!(error, ("period_reversed".to_owned(), Some("facts.not_notified_at".to_owned())));
    }

    #[test]
    fn a_late_notification_tells_by_how_much_and_a_high_risk_who_is_told() {
        let facts = r#"{"aware_at":"2025-06-02T09:00:00+02:00","notified_at":"2025-06-06T10:30:00+02:00","risk":"high","reasons_given":false}"#;
        let answer = asked("delay", facts).unwrap();
        // 97 h 30 elapsed, 72 of them allowed.
        for (key, value) in [("elapsed_minutes", 5850), ("late_minutes", 1530)] {
            assert_eq!(answer[key], value, "{answer}");
        }
        assert_eq!(answer["reasons_given"], false);
        assert_eq!(answer["communication_due"], true);
        assert_eq!(answer["founded_by"], serde_json::json!(["RGPD:33(1)", "RGPD:34"]));
        let text = answer["findings"].to_string();
        assert!(text.contains("25 h 30 min trop tard") && text.contains("25 h 30 min too late"), "{text}");
        assert!(text.contains("breach_communication") && text.contains("exceptions"), "{text}");
    }

    #[test]
    fn what_is_missing_is_named_and_what_is_reversed_refused() {
        let late = r#"{"aware_at":"2025-06-02T09:00:00+02:00","notified_at":"2025-06-06T09:00:00+02:00"}"#;
        let answer = asked("delay", late).unwrap();
        assert_eq!(answer["outcome"], "undetermined");
        assert_eq!(answer["missing"], serde_json::json!(["risk", "reasons_given"]));
        assert_eq!((&answer["communication_due"], &answer["late_minutes"]), (&Value::Null, &1440.into()));
        let reversed = r#"{"aware_at":"2025-06-02T09:00:00+02:00","notified_at":"2025-06-01T09:00:00+02:00","risk":"likely"}"#;
        for question in ["due", "due_at", "delay"] {
            let place = Some("facts.notified_at".to_owned());
            assert_eq!(asked(question, reversed).unwrap_err(), ("period_reversed".to_owned(), place));
        }
        let due = asked("due", r#"{"risk":"high"}"#).unwrap();
        assert_eq!((&due["due"], &due["communication_due"]), (&true.into(), &true.into()));
    }
}
