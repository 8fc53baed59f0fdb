//! Who may see and do what: request and answer.

use std::collections::BTreeMap;

use serde::Serialize;

use super::conservation::{FindingAnswer, owned};
use super::{Failure, serve};
use crate::calendar::Date;
use crate::explain::Outcome;
use crate::habilitation::{AccessRules, Form, Options, RequestJson, Tables, answer_code};
use crate::law::Evidence;

/// What habilitation says of a request.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct HabilitationAnswer {
    /// Whether everything that was asked for is granted: one datum that is refused is enough.
    pub outcome: Outcome,
    /// Rule set of the day.
    pub rule_set: String,
    /// Day of the operation.
    pub date: Date,
    /// Each code that was asked for: `granted`, `refused` or `undetermined`.
    pub fields: BTreeMap<String, &'static str>,
    /// The form in which what is granted is granted.
    pub form: &'static str,
    /// Another form in which the law would answer.
    pub alternative_form: Option<&'static str>,
    /// Conditions of the row that are not met.
    pub missing: Vec<&'static str>,
    /// Codes of the provisions of the row that decides.
    pub founded_by: Vec<String>,
    /// How well it is known.
    pub evidence: Option<Evidence>,
    /// The reasons.
    pub findings: Vec<FindingAnswer>,
}

pub(super) fn decide(request: &str) -> Result<String, Failure> {
    let tables = Tables::built_in();
    serve(request, |asked: RequestJson| {
        let rules = AccessRules::on(asked.date, &tables, Options::default())
            .map_err(|error| Failure::from(error).at("date"))?;
        let request = asked.request();
        let decision = rules.decide(&request);
        let outcome = |outcome: Option<Outcome>| outcome.unwrap_or(Outcome::Undetermined);
        let field = |code: &crate::habilitation::DonneeCode| {
            (code.code.clone(), answer_code(outcome(decision.of_all(code.donnees))))
        };
        Ok(HabilitationAnswer {
            outcome: decision.outcome(),
            rule_set: rules.rule_set().to_owned(),
            date: asked.date,
            fields: asked.codes().iter().map(field).collect(),
            form: decision.form.code(),
            alternative_form: decision.alternative_form().map(Form::code),
            missing: decision.missing().iter().map(|condition| condition.code()).collect(),
            founded_by: owned(&decision.founded_by()),
            evidence: decision.row().map(|row| row.citation.evidence),
            findings: rules.findings(&decision).iter().map(FindingAnswer::from).collect(),
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::wire::call;

    /// The facade says of the whole what the core says.
    #[test]
    fn nothing_asked_for_is_nothing_granted() {
        let request = r#"{"date":"2018-03-14","actor":{"class":"asp"},"operation":"transmit","purpose":"benefit_payment",
            "target":{"owning_mission_locale":"ML-A","fields":[]}}"#;
        let answer = call("habilitation", request).unwrap();
        assert!(answer.starts_with(r#"{"outcome":"not_conforming""#), "{answer}");
    }
}
