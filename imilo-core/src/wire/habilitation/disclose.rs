//! A dossier reduced to what is granted, with the decision and the event: request and answer.

use serde::de::MapAccess;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::super::fse::fse_shown;
use super::super::{Failure, serve};
use super::{Asked, AskedKeys, HabilitationAnswer, joined};
use crate::dossier::Dossier;
use crate::explain::AccessEvent;
use crate::habilitation::{AccessRules, DonneeCode, DossierReduit, References, Request};
use crate::serde_read::{Keyed, keyed, object, required, value};

/// By which names the event tells who acted and on which dossier.
#[derive(Default)]
struct ReferencesJson {
    agent: Option<String>,
    dossier: Option<String>,
}

keyed!(ReferencesJson { agent, dossier } required { agent, dossier });

#[derive(Default)]
struct DiscloseKeys {
    asked: AskedKeys,
    dossier: Option<Dossier>,
    references: Option<ReferencesJson>,
    clear_nir: Option<bool>,
}

impl Keyed for DiscloseKeys {
    const KEYS: &'static [&'static str] =
        &joined::<12>(AskedKeys::KEYS, &["dossier", "references", "clear_nir"]);

    fn read_key<'de, A: MapAccess<'de>>(&mut self, key: &str, object: &mut A) -> Result<(), A::Error> {
        match key {
            "dossier" => self.dossier = value(object)?,
            "references" => self.references = value(object)?,
            "clear_nir" => self.clear_nir = value(object)?,
            _ => self.asked.read_key(key, object)?,
        }
        Ok(())
    }
}

struct DiscloseRequest {
    asked: Asked,
    dossier: Dossier,
    references: ReferencesJson,
    clear_nir: bool,
}

impl<'de> Deserialize<'de> for DiscloseRequest {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let DiscloseKeys { asked, dossier, references, clear_nir } = object(deserializer)?;
        Ok(Self {
            asked: Asked { request: asked.request.whole()?, by: asked.by },
            dossier: required(dossier, "dossier")?,
            references: required(references, "references")?,
            clear_nir: clear_nir == Some(true),
        })
    }
}

/// The reduced dossier as it is answered: without its NIR, or with it where it was granted and asked for by name.
struct Reduced {
    dossier: DossierReduit,
    clear_nir: bool,
}

impl Serialize for Reduced {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.dossier.clear().filter(|_| self.clear_nir) {
            Some(clear) => clear.serialize(serializer),
            None => self.dossier.serialize(serializer),
        }
    }
}

/// The three that are never given apart.
#[derive(Serialize)]
pub(super) struct DiscloseAnswer {
    decision: HabilitationAnswer,
    event: AccessEvent,
    dossier: Option<Reduced>,
}

impl DiscloseAnswer {
    /// What rules disclose of a dossier; `codes` are those that the request names.
    pub(super) fn to(
        rules: &AccessRules<'_>,
        dossier: &Dossier,
        (request, codes): (&Request<'_>, &[DonneeCode]),
        references: References<'_>,
        clear_nir: bool,
    ) -> Result<Self, Failure> {
        let (decision, mut event, reduced) = rules.disclose(dossier, request, references)?.into_parts();
        // A reference that may be a NIR does not come back: it would enter the journal.
        for text in [&mut event.agent, &mut event.dossier, &mut event.mission_locale] {
            *text = fse_shown(text).into_owned();
        }
        Ok(Self {
            decision: HabilitationAnswer::of(rules, &decision, codes),
            event,
            dossier: reduced.map(|dossier| Reduced { dossier, clear_nir }),
        })
    }
}

pub(in crate::wire) fn disclose(request: &str) -> Result<String, Failure> {
    serve(request, |DiscloseRequest { asked, dossier, references, clear_nir }: DiscloseRequest| {
        let tables = asked.by.tables()?;
        let rules = asked.by.rules(&tables, asked.request.date, "date")?;
        let [agent, of] = [references.agent, references.dossier].map(Option::unwrap_or_default);
        let references = References { agent: &agent, dossier: &of };
        let request = (&asked.request.request(), asked.request.codes());
        DiscloseAnswer::to(&rules, &dossier, request, references, clear_nir)
    })
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use crate::wire::call;

    const NIR: &str = "284058832102532";

    fn asked(fields: &[&str]) -> Value {
        json!({ "date": "2018-03-14", "operation": "consult", "purpose": "accompaniment",
            "actor": { "class": "agent_mission_locale", "mission_locale": "ML-A", "designated": true,
                "habilitated_until": "2018-12-31", "participates_in_accompaniment": true },
            "target": { "owning_mission_locale": "ML-A", "fields": fields },
            "references": { "agent": "agent-7", "dossier": "dossier-42" },
            "dossier": { "identite": { "prenoms": "Ada", "fax": "0", "nir": NIR }, "social": { "minima_sociaux": true } } })
    }

    fn with(mut request: Value, key: &str, value: Value) -> Value {
        request[key] = value;
        request
    }

    fn answer(request: &Value) -> Value {
        serde_json::from_str(&call("disclose", &request.to_string()).unwrap()).unwrap()
    }

    #[test]
    fn decision_event_and_reduced_dossier_come_together() {
        let found = answer(&asked(&["I.A.1"]));
        assert_eq!(found["decision"]["outcome"], "conforming");
        for (part, held) in found["dossier"].as_object().unwrap() {
            let wanted = match part.as_str() {
                "identite" => json!({ "prenoms": "Ada" }),
                // An object of the schema that holds nothing.
                "personnel" => json!({ "mission_locale": {} }),
                _ => json!({}),
            };
            assert_eq!(*held, wanted, "{part}");
        }
        assert_eq!(
            (&found["event"]["agent"], &found["event"]["dossier"]),
            (&json!("agent-7"), &json!("dossier-42"))
        );
        assert_eq!(found["event"]["withheld"], json!([]));
        let refused = answer(&with(asked(&["I.A.1"]), "actor", json!({ "class": "police" })));
        assert_eq!(refused["dossier"], Value::Null);
        assert_eq!(refused["event"]["outcome"], "not_conforming");
        assert_eq!(refused["event"]["granted"], json!([]));
    }

    #[test]
    fn the_nir_comes_back_when_granted_and_asked_for_by_name_only() {
        let clear = |request: Value| with(request, "clear_nir", json!(true));
        let (granted, other) = (asked(&["NIR"]), asked(&["I.A.1"]));
        assert_eq!(answer(&granted)["decision"]["fields"]["NIR"], "granted");
        assert!(!answer(&granted).to_string().contains(NIR));
        assert!(!answer(&clear(other)).to_string().contains(NIR));
        assert_eq!(answer(&clear(granted))["dossier"]["identite"]["nir"], NIR);
    }

    #[test]
    fn what_the_dossier_says_otherwise_is_told() {
        let told = |request: Value| {
            let failure = call("disclose", &request.to_string()).unwrap_err();
            (failure.code.clone(), failure.field.clone().unwrap_or_default())
        };
        let anonymised = json!({ "conservation": { "anonymised_on": "2017-01-01" } });
        for (key, value, code, field) in [
            ("dossier", anonymised, "disclosure_state", "facts.dossier_state"),
            ("dossier", json!({ "identite": { "nom": "x" } }), "unknown_field", "dossier.identite.nom"),
            ("references", json!({ "agent": "a" }), "missing_field", "references.dossier"),
            ("references", Value::Null, "missing_field", "references"),
            ("clear_nir", json!("yes"), "json_field", "clear_nir"),
        ] {
            let found = told(with(asked(&["I.A.1"]), key, value));
            assert_eq!(found, (code.to_owned(), field.to_owned()));
        }
    }

    #[test]
    fn a_reference_that_may_be_a_nir_does_not_come_back() {
        let references = json!({ "agent": NIR, "dossier": format!("n° {NIR}") });
        let found = answer(&with(asked(&["I.A.1"]), "references", references));
        assert!(!found.to_string().contains(NIR), "{found}");
    }
}
