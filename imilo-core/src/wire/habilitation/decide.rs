//! One decision: request and answer.

use std::collections::BTreeMap;

use serde::Serialize;

use super::super::conservation::{FindingAnswer, owned};
use super::super::{Failure, serve};
use super::Asked;
use crate::calendar::Date;
use crate::explain::Outcome;
use crate::habilitation::{AccessRules, Decision, DonneeCode, Form, answer_code};
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

impl HabilitationAnswer {
    /// A decision that some rules gave, told by the codes that were asked for.
    #[must_use]
    pub fn of(rules: &AccessRules<'_>, decision: &Decision<'_>, codes: &[DonneeCode]) -> Self {
        let outcome = |outcome: Option<Outcome>| outcome.unwrap_or(Outcome::Undetermined);
        let field =
            |code: &DonneeCode| (code.code.clone(), answer_code(outcome(decision.of_all(code.donnees))));
        Self {
            outcome: decision.outcome(),
            rule_set: rules.rule_set().to_owned(),
            date: rules.day(),
            fields: codes.iter().map(field).collect(),
            form: decision.form.code(),
            alternative_form: decision.alternative_form().map(Form::code),
            missing: decision.missing().iter().map(|condition| condition.code()).collect(),
            founded_by: owned(&decision.founded_by()),
            evidence: decision.citations().iter().map(|citation| citation.evidence).max(),
            findings: rules.findings(decision).iter().map(FindingAnswer::from).collect(),
        }
    }
}

pub(in crate::wire) fn decide(request: &str) -> Result<String, Failure> {
    serve(request, |asked: Asked| {
        let tables = asked.tables()?;
        let Asked { request, by } = &asked;
        let rules = by.rules(&tables, request.date, "date")?;
        let decision = rules.decide(&request.request());
        Ok(HabilitationAnswer::of(&rules, &decision, request.codes()))
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::wire::call;

    fn asked() -> Value {
        json!({ "date": "2026-02-01", "actor": { "class": "asp", "designated": true, "habilitated_until": "2035-12-31" },
            "operation": "transmit", "purpose": "benefit_payment",
            "target": { "owning_mission_locale": "ML-A", "fields": ["I.A.1"] },
            "facts": { "allowance_due": true, "necessary_fields": ["I.A.1"] } })
    }

    fn with(key: &str, value: Value) -> String {
        let mut request = asked();
        request[key] = value;
        request.to_string()
    }

    #[test]
    fn a_row_that_is_added_decides_from_its_day() {
        let row = json!({ "name": "ASP, annexe 3", "actor": "asp", "purposes": ["benefit_payment"],
            "operations": ["transmit"], "fields": ["I.A.1"], "conditions": ["allowance_due"], "from": "2026-02-01",
            "citation": { "code": "A2025-01-03:annexe 3:ASP", "evidence": "seen" } });
        let answer = |request: &str| -> Value {
            serde_json::from_str(&call("habilitation", request).unwrap()).unwrap()
        };
        assert_eq!(answer(&asked().to_string())["fields"]["I.A.1"], "undetermined");
        let added = answer(&with("added", json!({ "rows": [row] })));
        assert_eq!(added["fields"]["I.A.1"], "granted");
        assert_eq!(added["founded_by"], json!(["A2025-01-03:annexe 3:ASP"]));
        let mut late = row;
        late["from"] = json!("2026-02-02");
        assert_eq!(answer(&with("added", json!({ "rows": [late] })))["fields"]["I.A.1"], "undetermined");
    }

    #[test]
    fn what_is_wrong_is_told_by_its_place() {
        let row = |key: &str, value: Value| {
            let mut row = json!({ "name": "ASP, annexe 3", "actor": "asp", "purposes": ["benefit_payment"],
                "operations": ["transmit"], "fields": ["1°"], "from": "2026-02-01",
                "citation": { "code": "A2025-01-03:annexe 3:ASP", "evidence": "seen" } });
            row[key] = value;
            with("added", json!({ "rows": [row] }))
        };
        let mut nobody = asked();
        nobody["actor"] = json!({ "designated": true });
        for (request, code, field) in [
            (nobody.to_string(), "missing_field", "actor.class"),
            (with("target", json!({ "fields": [] })), "missing_field", "target.owning_mission_locale"),
            (
                with("facts", json!({ "convention": { "with": "ML-A" } })),
                "missing_field",
                "facts.convention.signed_on",
            ),
            (
                with("target", json!({ "owning_mission_locale": "ML-A", "fields": [] })),
                "missing_field",
                "target.fields",
            ),
            (
                with("target", json!({ "owning_mission_locale": "", "fields": ["I.A.1"] })),
                "missing_field",
                "target.owning_mission_locale",
            ),
            (with("facts", json!({ "finances": "" })), "missing_field", "facts.finances"),
            (
                with(
                    "facts",
                    json!({ "convention": { "with": "ML-A", "signed_on": "2018-02-01", "valid_to": "2018-01-31" } }),
                ),
                "period_reversed",
                "facts.convention.valid_to",
            ),
            (with("facts", json!({ "opened_on": "2026-02-02" })), "operation_after_date", "facts.opened_on"),
            (row("name", json!("CAF 2 84 05 88 321 025 32")), "added_name", "added.rows[0].name"),
            (
                row("operations", json!(["transmit", "consult"])),
                "added_two_lists",
                "added.rows[0].operations",
            ),
            (row("operations", json!(["link"])), "added_empty", "added.rows[0].other_processing"),
            (row("fields", json!(["free_text"])), "added_prohibition", "added.rows[0].fields[0]"),
            (row("from", json!("2020-02-01")), "added_list_read", "added.rows[0].from"),
            (row("actor", json!("bank")), "json_field", "added.rows[0].actor"),
            (row("citation", json!({ "evidence": "seen" })), "added_citation", "added.rows[0].citation"),
            (row("citation", Value::Null), "missing_field", "added.rows[0].citation"),
            (row("colour", json!("red")), "unknown_field", "added.rows[0].colour"),
            (with("options", json!({ "transfer": true })), "unknown_field", "options.transfer"),
        ] {
            let failure = call("habilitation", &request).unwrap_err();
            assert_eq!((failure.code.as_str(), failure.field.as_deref()), (code, Some(field)), "{request}");
        }
    }

    #[test]
    fn every_fault_of_an_addition_is_told_with_its_place() {
        let row = |name: &str, fields: Value| {
            json!({ "name": name, "actor": "asp", "purposes": ["benefit_payment"], "operations": ["transmit"],
                "fields": fields, "from": "2026-02-01", "citation": { "code": "", "evidence": "seen" } })
        };
        let rows = json!({ "rows": [row("a", json!(["1°"])), row("", json!(["free_text"]))] });
        let failure = call("habilitation", &with("added", rows)).unwrap_err();
        assert_eq!(failure.field.as_deref(), Some("added.rows[0].citation"));
        for place in [
            "rows[1].name (added_name)",
            "rows[1].citation (added_citation)",
            "rows[1].fields[0] (added_prohibition)",
        ] {
            assert!(failure.message_fr.contains(&format!(" ; added.{place} : ")), "{}", failure.message_fr);
            assert!(failure.message_en.contains(&format!("; added.{place}: ")), "{}", failure.message_en);
        }
    }

    /// An annexe names headings; an agent asks for fields. Those of 3° may lie in its part D.
    #[test]
    fn a_heading_that_is_added_gives_its_fields() {
        let row = json!({ "name": "ASP, annexe 3", "actor": "asp", "purposes": ["benefit_payment"],
            "operations": ["transmit"], "fields": ["1°", "3°"], "from": "2026-02-01",
            "citation": { "code": "A2025-01-03:annexe 3:ASP", "evidence": "seen" } });
        let mut asked: Value = serde_json::from_str(&with("added", json!({ "rows": [row] }))).unwrap();
        asked["target"]["fields"] = json!(["identite.prenoms", "3°", "formation.langues", "NIR", "III"]);
        asked["facts"]["necessary_fields"] = asked["target"]["fields"].clone();
        let answer: Value = serde_json::from_str(&call("habilitation", &asked.to_string()).unwrap()).unwrap();
        let granted = json!({ "identite.prenoms": "granted", "3°": "granted", "formation.langues": "undetermined",
            "NIR": "undetermined", "III": "undetermined" });
        assert_eq!(answer["fields"], granted, "{answer}");
    }

    /// Reading A19: the ministry's authorisation is asked for by an option, off by default.
    #[test]
    fn the_option_asks_for_the_authorisation_of_the_ministry() {
        let transfer = |options: Value, facts: Value| {
            let mut all = json!({ "moved_on": "2018-02-01", "residence_zone_of": "ML-B", "continuity_fields": ["I.A.1"] });
            for (key, value) in facts.as_object().unwrap() {
                all[key] = value.clone();
            }
            let request = json!({ "date": "2018-03-14", "operation": "transfer", "purpose": "continuity_after_move",
                "actor": { "class": "agent_mission_locale", "mission_locale": "ML-B", "designated": true,
                    "habilitated_until": "2035-12-31", "participates_in_accompaniment": true },
                "target": { "owning_mission_locale": "ML-A", "fields": ["I.A.1"] }, "facts": all, "options": options });
            let answer: Value =
                serde_json::from_str(&call("habilitation", &request.to_string()).unwrap()).unwrap();
            answer["fields"]["I.A.1"].as_str().unwrap().to_owned()
        };
        assert_eq!(transfer(Value::Null, json!({})), "granted");
        assert_eq!(transfer(json!({ "transfer_authorisation": false }), json!({})), "granted");
        let wish = json!({ "transfer_authorisation": true });
        assert_eq!(transfer(wish.clone(), json!({})), "refused");
        assert_eq!(transfer(wish, json!({ "ministerial_authorisation": true })), "granted");
    }
}
