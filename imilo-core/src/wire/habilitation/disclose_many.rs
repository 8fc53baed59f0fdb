//! One recipient, many dossiers, each reduced: the request is read once, a dossier that cannot be disclosed leaves the others.

use serde::de::MapAccess;
use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use super::super::failure::read;
use super::super::{Failure, serve};
use super::disclose::DiscloseAnswer;
use super::{Asked, AskedKeys, joined};
use crate::dossier::Dossier;
use crate::error::ErrorCode;
use crate::habilitation::{AccessRules, ColumnRow, Condition, ConditionSet, DossierState, References};
use crate::journal::check_text;
use crate::serde_read::{Keyed, deserialize, keyed, object, required, value};

#[derive(Default)]
struct ManyKeys {
    asked: AskedKeys,
    agent: Option<String>,
    clear_nir: Option<bool>,
    dossiers: Option<Vec<Box<RawValue>>>,
}

impl Keyed for ManyKeys {
    const KEYS: &'static [&'static str] = &joined::<12>(AskedKeys::KEYS, &["agent", "clear_nir", "dossiers"]);

    fn read_key<'de, A: MapAccess<'de>>(&mut self, key: &str, object: &mut A) -> Result<(), A::Error> {
        match key {
            "agent" => self.agent = value(object)?,
            "clear_nir" => self.clear_nir = value(object)?,
            "dossiers" => self.dossiers = object.next_value()?,
            _ => self.asked.read_key(key, object)?,
        }
        Ok(())
    }
}

struct ManyRequest {
    asked: Asked,
    agent: String,
    clear_nir: bool,
    dossiers: Vec<Box<RawValue>>,
}

impl<'de> Deserialize<'de> for ManyRequest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let ManyKeys { asked, agent, clear_nir, dossiers } = object(deserializer)?;
        Ok(Self {
            asked: Asked { request: asked.request.whole()?, by: asked.by },
            agent: required(agent, "agent")?,
            clear_nir: clear_nir == Some(true),
            dossiers: required(dossiers, "dossiers")?,
        })
    }
}

/// A dossier, by which name the event tells it, and what differs on it.
#[derive(Default)]
struct RowJson {
    reference: Option<String>,
    dossier: Option<Dossier>,
    owning_mission_locale: Option<String>,
    facts: Option<Vec<Condition>>,
    dossier_state: Option<DossierState>,
}

keyed!(RowJson { reference, dossier, owning_mission_locale, facts, dossier_state } required { reference, dossier });
deserialize!(RowJson);

/// What is said of one dossier.
#[derive(Serialize)]
#[serde(rename_all = "snake_case")]
enum DiscloseRow {
    Answer(Box<DiscloseAnswer>),
    Error(Failure),
}

#[derive(Serialize)]
struct ManyAnswer {
    results: Vec<DiscloseRow>,
}

pub(in crate::wire) fn disclose_many(request: &str) -> Result<String, Failure> {
    serve(request, |asked: ManyRequest| {
        check_text(&asked.agent, "agent")?;
        let tables = asked.asked.tables()?;
        let rules = asked.asked.by.rules(&tables, asked.asked.request.date, "date")?;
        let row = |text: &RawValue| match row(&rules, &asked, text.get()) {
            Ok(answer) => DiscloseRow::Answer(Box::new(answer)),
            Err(failure) => DiscloseRow::Error(failure),
        };
        Ok(ManyAnswer { results: asked.dossiers.iter().map(|text| row(text)).collect() })
    })
}

fn row(rules: &AccessRules<'_>, asked: &ManyRequest, text: &str) -> Result<DiscloseAnswer, Failure> {
    let row: RowJson = read(text, "")?;
    let told = row.facts.unwrap_or_default();
    if let Some(index) = told.iter().position(|fact| !fact.is_attested()) {
        return Err(Failure::of(ErrorCode::InvalidArgument).at(&format!("facts[{index}]")));
    }
    let differs = ColumnRow {
        mission_locale: row.owning_mission_locale.as_deref(),
        attested: told.iter().fold(ConditionSet::EMPTY, |all, fact| all.union(ConditionSet::of(&[*fact]))),
        state: row.dossier_state,
    };
    let request = asked.asked.request.request();
    let request = differs.on(&request);
    let reference = row.reference.unwrap_or_default();
    let references = References { agent: &asked.agent, dossier: &reference };
    let codes = asked.asked.request.codes();
    let dossier = row.dossier.unwrap_or_default();
    let answer = DiscloseAnswer::to(rules, &dossier, (&request, codes), references, asked.clear_nir);
    // The keys of a row are not those of a request on one dossier.
    answer.map_err(|failure| match failure.field.as_deref() {
        Some("references.dossier") => failure.at("reference"),
        Some("target.owning_mission_locale") => failure.at("owning_mission_locale"),
        _ => failure,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::wire::call;

    fn common() -> Value {
        json!({ "date": "2017-06-15", "operation": "transmit", "purpose": "benefit_payment",
            "actor": { "class": "asp", "designated": true, "habilitated_until": "2035-12-31" },
            "target": { "owning_mission_locale": "ML-A", "fields": ["identite.prenoms", "NIR"] },
            "facts": { "necessary_fields": ["identite.prenoms"] } })
    }

    fn with(mut request: Value, keys: Value) -> Value {
        let Value::Object(keys) = keys else { return request };
        for (key, value) in keys {
            request[key] = value;
        }
        request
    }

    fn ask(service: &str, request: &Value) -> Value {
        serde_json::from_str(&call(service, &request.to_string()).unwrap()).unwrap()
    }

    /// Each dossier is answered as `disclose` answers it alone.
    #[test]
    fn a_dossier_is_disclosed_as_alone() {
        let dossier = json!({ "identite": { "prenoms": "Ada", "nir": "284058832102532" } });
        let rows = json!([
            { "reference": "d-1", "dossier": dossier, "facts": ["allowance_due"] },
            { "reference": "d-2", "dossier": dossier },
            { "reference": "d-3", "dossier": dossier, "facts": ["allowance_due"], "owning_mission_locale": "ML-B",
                "dossier_state": "anonymised" },
        ]);
        let many = ask("disclose_many", &with(common(), json!({ "agent": "a", "dossiers": rows })));
        let alone = |reference: &str, owner: &str, facts: Value| {
            let facts = with(json!({ "necessary_fields": ["identite.prenoms"] }), facts);
            let mut request = with(common(), json!({ "dossier": dossier, "facts": facts }));
            request["references"] = json!({ "agent": "a", "dossier": reference });
            request["target"]["owning_mission_locale"] = json!(owner);
            json!({ "answer": ask("disclose", &request) })
        };
        let expected = [
            alone("d-1", "ML-A", json!({ "allowance_due": true })),
            alone("d-2", "ML-A", json!({})),
            alone("d-3", "ML-B", json!({ "allowance_due": true, "dossier_state": "anonymised" })),
        ];
        assert_eq!(many["results"], json!(expected));
        assert_eq!(expected[0]["answer"]["dossier"]["identite"], json!({ "prenoms": "Ada" }));
        assert_eq!(expected[1]["answer"]["dossier"], Value::Null);
        assert_eq!(expected[2]["answer"]["dossier"], Value::Null);
    }

    #[test]
    fn a_wrong_dossier_leaves_the_others() {
        let owned = json!({ "personnel": { "mission_locale": { "code": "69381S00" } } });
        let rows = json!([
            { "reference": "d-1", "dossier": { "identite": { "nom": "x" } } },
            { "reference": "d-2", "dossier": { "conservation": { "anonymised_on": "2017-01-01" } } },
            { "reference": "d-3", "dossier": {} },
            { "dossier": {} },
            { "reference": "d-4", "dossier": {}, "facts": ["allowance_due", "own_structure"] },
            { "reference": "d-5", "dossier": {}, "autre": 1 },
            7,
            { "reference": "d-6", "dossier": owned },
            { "reference": "n° 284058832102532", "dossier": {} },
        ]);
        let many = ask("disclose_many", &with(common(), json!({ "agent": "a", "dossiers": rows })));
        let of = |index: usize| {
            let error = &many["results"][index]["error"];
            (error["code"].as_str().unwrap_or_default(), error["field"].as_str().unwrap_or_default())
        };
        assert_eq!(of(0), ("unknown_field", "dossier.identite.nom"));
        assert_eq!(of(1), ("disclosure_state", "facts.dossier_state"));
        assert_eq!(many["results"][2]["answer"]["event"]["dossier"], "d-3");
        assert_eq!(of(3), ("missing_field", "reference"));
        assert_eq!(of(4), ("invalid_argument", "facts[1]"));
        assert_eq!(of(5), ("unknown_field", "autre"));
        assert!(!of(6).0.is_empty());
        assert_eq!(of(7), ("disclosure_structure", "owning_mission_locale"));
        assert_eq!(of(8), ("event_text", "reference"));
        assert!(!many.to_string().contains("284058832102532"));
    }

    #[test]
    fn a_wrong_request_is_refused_as_a_whole() {
        let told = |keys: Value| {
            let request = with(with(common(), json!({ "agent": "a", "dossiers": [] })), keys);
            let failure = call("disclose_many", &request.to_string()).unwrap_err();
            (failure.code.clone(), failure.field.clone().unwrap_or_default())
        };
        for (keys, code, field) in [
            (json!({ "agent": null }), "missing_field", "agent"),
            (json!({ "agent": "284058832102532" }), "event_text", "agent"),
            (json!({ "dossiers": null }), "missing_field", "dossiers"),
            (json!({ "date": "2014-01-01" }), "before_first_rule_set", "date"),
            (json!({ "references": {} }), "unknown_field", "references"),
        ] {
            assert_eq!(told(keys), (code.to_owned(), field.to_owned()));
        }
    }
}
