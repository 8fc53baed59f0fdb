//! The worked example of `docs/guide/cedar.md`, and what it says of a request that does not fit.

use cedar_policy::{Context, Decision, Entities, EntityUid, Request};
use imilo_cedar::Engine;
use imilo_core::explain::Outcome;
use imilo_core::habilitation::{AccessRules, CedarExport, Options, Tables};
use serde_json::Value;

const GUIDE: &str = include_str!("../../../docs/guide/cedar.md");

fn export() -> CedarExport {
    let tables = Tables::built_in();
    AccessRules::on("2018-03-14".parse().unwrap(), &tables, Options::default()).unwrap().cedar()
}

fn example() -> Value {
    let json = GUIDE.split("```json\n").nth(1).unwrap().split("```").next().unwrap();
    serde_json::from_str(json).unwrap()
}

/// The entities of the export and who asks, as JSON, checked by the schema.
fn entities(engine: &Engine, export: &CedarExport, principal: &Value) -> Result<Entities, String> {
    let mut all: Vec<Value> = serde_json::from_str(&export.entities).unwrap();
    all.push(principal.clone());
    Entities::from_json_value(all.into(), Some(engine.schema())).map_err(|error| error.to_string())
}

fn request(engine: &Engine, context: &Value, datum: &str) -> Result<Request, String> {
    let uid = |kind: &str, id: &str| format!("Imilo::{kind}::{id:?}").parse::<EntityUid>().unwrap();
    let action = uid("Action", "transmit");
    let context = Context::from_json_value(context.clone(), Some((engine.schema(), &action)));
    let context = context.map_err(|error| error.to_string())?;
    Request::new(uid("Requester", "asp-17"), action, uid("Donnee", datum), context, Some(engine.schema()))
        .map_err(|error| error.to_string())
}

#[test]
fn the_example_is_answered_as_the_guide_says() {
    let (export, example) = (export(), example());
    let engine = Engine::new(&export).unwrap();
    let entities = entities(&engine, &export, &example["principal"]).unwrap();
    let rows = GUIDE.lines().skip_while(|line| !line.starts_with("| resource |")).skip(2);
    let rows: Vec<_> = rows.take_while(|line| line.starts_with('|')).collect();
    assert_eq!(rows.len(), 3);
    for row in rows {
        let cells: Vec<_> =
            row.trim_matches('|').split(" | ").map(|cell| cell.trim().trim_matches('`')).collect();
        let said = engine
            .is_authorized(&request(&engine, &example["context"], cells[0]).unwrap(), &entities)
            .unwrap();
        let answer = match said.outcome.unwrap() {
            Outcome::Conforming => "Allow: granted",
            Outcome::NotConforming => "Deny: refused",
            Outcome::Undetermined => "Deny: undetermined",
        };
        assert!(cells[1].starts_with(answer), "{row}: {said:?}");
        assert_eq!(said.policies, [cells[2]], "{row}");
    }
}

#[test]
fn a_request_that_does_not_fit_is_refused_by_the_schema() {
    let (export, example) = (export(), example());
    let engine = Engine::new(&export).unwrap();
    for attribute in ["class", "designated", "withheld", "accompanies", "by_local_authority"] {
        let mut principal = example["principal"].clone();
        principal["attrs"].as_object_mut().unwrap().remove(attribute);
        assert!(entities(&engine, &export, &principal).is_err(), "{attribute}");
    }
    for key in ["day", "finalite", "form", "mission_locale", "state", "attested"] {
        let mut context = example["context"].clone();
        context.as_object_mut().unwrap().remove(key);
        assert!(request(&engine, &context, "identite.prenoms").is_err(), "{key}");
    }
    let mut context = example["context"].clone();
    context["attested"][0]["__entity"]["id"] = "allowance_duee".into();
    assert!(request(&engine, &context, "identite.prenoms").is_err(), "a word that is not in the vocabulary");
}

/// An engine that was not given the entities of the export grants nothing.
#[test]
fn without_the_entities_nothing_is_granted() {
    let (export, example) = (export(), example());
    let engine = Engine::new(&export).unwrap();
    let alone =
        Entities::from_json_value(Value::Array(vec![example["principal"].clone()]), Some(engine.schema()))
            .unwrap();
    let request = request(&engine, &example["context"], "identite.prenoms").unwrap();
    let answer = cedar_policy::Authorizer::new().is_authorized(&request, engine.policies(), &alone);
    assert_eq!(answer.decision(), Decision::Deny);
}
