//! What a person may ask, who answers, and until when: requests and answers.

use serde::{Deserialize, Serialize};

use super::conservation::{FindingAnswer, owned};
use super::day::Day;
use super::failure::Object;
use super::fse::fse_shown;
use super::{Failure, serve};
use crate::calendar::Date;
use crate::calendar::jours_feries::Territoire;
use crate::droits::{self, Demande, Extension, Motifs, Reply, Right, RightFacts};
use crate::error::CodedError;
use crate::explain::{Outcome, Role, push_new};
use crate::law::Evidence;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    #[serde(default)]
    date: Option<Date>,
    #[serde(default)]
    instant: Option<String>,
    facts: Object<Facts>,
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
        let Object(Facts { receipt_date, extension_notice, reply_date }) = request.facts;
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
    right: Right,
    mission_locale: String,
    #[serde(default)]
    identity_verified: Option<bool>,
    #[serde(default)]
    own_data: Option<bool>,
    #[serde(default)]
    mandate: Option<bool>,
    #[serde(default)]
    no_longer_needed: Option<bool>,
    #[serde(default)]
    nominative_left: Option<bool>,
    #[serde(default)]
    consent_withdrawn: Option<bool>,
    #[serde(default)]
    unlawfully_held: Option<bool>,
    #[serde(default)]
    accuracy_contested: Option<bool>,
    #[serde(default)]
    erasure_opposed: Option<bool>,
    #[serde(default)]
    needed_for_claims: Option<bool>,
    #[serde(default)]
    objection_pending: Option<bool>,
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
    /// Facts that are not told, and that may change the outcome.
    pub missing: Vec<&'static str>,
}

/// Who answers a request.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AnswererAnswer {
    /// `director_of_mission_locale` or `mission_locale`.
    pub actor: &'static str,
    /// Of which structure; masked when it may hold a NIR.
    pub mission_locale: String,
}

pub(super) fn exercise(request: &str) -> Result<String, Failure> {
    let tables = droits::Tables::built_in();
    serve(request, |asked: RightJson| {
        let request = RightFacts {
            right: asked.right,
            mission_locale: &asked.mission_locale,
            identity_verified: asked.identity_verified,
            own_data: asked.own_data,
            mandate: asked.mandate,
            motifs: Motifs {
                no_longer_needed: asked.no_longer_needed,
                nominative_left: asked.nominative_left,
                consent_withdrawn: asked.consent_withdrawn,
                unlawfully_held: asked.unlawfully_held,
                accuracy_contested: asked.accuracy_contested,
                erasure_opposed: asked.erasure_opposed,
                needed_for_claims: asked.needed_for_claims,
                objection_pending: asked.objection_pending,
            },
        };
        let found = droits::examine(asked.date, &tables, &request)
            .map_err(|error| Failure::from(error).at("date"))?;
        let mut founded_by = Vec::new();
        for finding in found.findings.iter().filter(|finding| finding.role == Role::Founds) {
            push_new(&mut founded_by, finding.rule.citation.code.to_string());
        }
        Ok(ExerciseRightAnswer {
            outcome: found.outcome,
            rule_set: found.rule_set.to_string(),
            date: asked.date,
            answered_by: found.answered_by.map(|(who, structure)| AnswererAnswer {
                actor: who.code(),
                mission_locale: fse_shown(structure).into_owned(),
            }),
            founded_by,
            findings: found.findings.iter().map(FindingAnswer::from).collect(),
            missing: found.missing,
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::wire::call;

    /// What is left out and `null` say the same: it is not attested, which opens nothing, and is named.
    #[test]
    fn what_is_not_told_opens_nothing_and_is_named() {
        let asked = |told: &str| {
            let request = format!(
                r#"{{"date":"2018-06-01","right":"right_of_access","mission_locale":"ML-A","own_data":true{told}}}"#
            );
            call("exercise_right", &request).unwrap()
        };
        let refused = asked("");
        assert!(refused.starts_with(r#"{"outcome":"not_conforming""#), "{refused}");
        assert_eq!(asked(r#","identity_verified":null"#), refused);
        assert!(
            refused.contains(r#""missing":["identity_verified"]"#) && refused.contains("RGPD:12(6)"),
            "{refused}"
        );
        let not_so = asked(r#","identity_verified":false"#);
        assert!(not_so.contains(r#""missing":[]"#) && not_so.contains("right_identity\""), "{not_so}");
        assert!(asked(r#","identity_verified":true"#).starts_with(r#"{"outcome":"conforming""#));
    }

    /// What is not told is not told against the person, and a code founds an answer once.
    #[test]
    fn data_not_told_to_be_the_person_s_are_no_fact() {
        let asked = |told: &str| {
            let request = format!(
                r#"{{"date":"2026-01-15","right":"right_of_opposition","mission_locale":"ML-A"{told}}}"#
            );
            call("exercise_right", &request).unwrap()
        };
        let opposed = asked("");
        assert!(opposed.contains(r#""founded_by":["D2015-59:8"]"#), "{opposed}");
        let access = |told: &str| {
            let request = format!(
                r#"{{"date":"2026-02-02","right":"right_of_access","mission_locale":"ML-A","identity_verified":true{told}}}"#
            );
            call("exercise_right", &request).unwrap()
        };
        for (told, missing) in [
            ("", r#"["own_data","mandate"]"#),
            (r#","own_data":false"#, r#"["mandate"]"#),
            (r#","mandate":false"#, r#"["own_data"]"#),
        ] {
            let answer = access(told);
            assert!(answer.contains(&format!(r#""missing":{missing}"#)), "{answer}");
            assert!(
                answer.contains("ce n'est pas un refus") && !answer.contains("right_other_person"),
                "{answer}"
            );
        }
        assert!(access(r#","own_data":false,"mandate":false"#).contains("right_other_person"));
    }

    #[test]
    fn a_number_in_place_of_a_structure_does_not_come_back() {
        let right =
            r#"{"date":"2018-06-01","right":"right_of_access","mission_locale":"2 84 05 88 321 025 32"}"#;
        let duty = r#"{"date":"2018-06-01","duty":"answer_rights_request","question":"who","facts":{"subject_belongs_to":"284058832102532"}}"#;
        for (service, request) in [("exercise_right", right), ("responsibilities", duty)] {
            let answer = call(service, request).unwrap();
            assert!(answer.contains("(NIR ?)") && !answer.contains("321"), "{answer}");
        }
    }
}
