use serde_json::{Value, json};

use super::{Champ, ClearDossier, Dossier, FieldSet};

/// Looks like a NIR, a date of birth, a telephone: it must not come back in a message.
const SECRET: u64 = 284_058_832_102_532;

fn read(json: &Value) -> Result<Dossier, serde_json::Error> {
    serde_json::from_str(&json.to_string())
}

/// Every dossier that is `json` with one node changed.
fn mutants(json: &Value, change: &dyn Fn(&Value) -> Vec<Value>) -> Vec<Value> {
    let mut found = change(json);
    match json {
        Value::Object(map) => {
            for (key, value) in map {
                for changed in mutants(value, change) {
                    let mut map = map.clone();
                    map.insert(key.clone(), changed);
                    found.push(Value::Object(map));
                }
            }
        }
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                for changed in mutants(value, change) {
                    let mut list = list.clone();
                    list[index] = changed;
                    found.push(Value::Array(list));
                }
            }
        }
        _ => {}
    }
    found
}

#[test]
fn no_message_repeats_a_value_or_a_key() {
    let sample = super::schema::full_sample();
    assert_eq!(read(&sample).unwrap().filled(), FieldSet::ALL, "the sample is whole");
    let mutants = mutants(&sample, &|node| {
        let mut changed =
            vec![json!(SECRET), json!(-1.5), json!([SECRET]), json!({ SECRET.to_string(): SECRET })];
        if let Value::Object(map) = node {
            let mut map = map.clone();
            map.insert(SECRET.to_string(), json!(true));
            changed.push(Value::Object(map));
        } else if node.is_string() {
            changed.push(json!(SECRET.to_string()));
        }
        changed
    });
    assert!(mutants.len() > 1000);
    let mut refused = 0;
    for mutant in mutants {
        if let Err(error) = read(&mutant) {
            refused += 1;
            let told = format!("{error} {error:?}");
            assert!(!told.contains("28405"), "{told}");
        }
    }
    assert!(refused > 1000);
}

#[test]
fn only_objects_are_objects_and_each_key_stands_once() {
    for text in [
        "[]",
        r#"{"identite":["NOM"]}"#,
        r#"{"identite":{"adresses":[["12"]]}}"#,
        r#"{"conservation":{"programmes":[["cej","2022-03-01"]]}}"#,
        r#"{"conservation":{"fse":[true]}}"#,
        r#"{"identite":{"fax":"1","fax":"1"}}"#,
        r#"{"identite":{},"identite":{}}"#,
        r#"{"conservation":{"programmes":[{"kind":"cej"}]}}"#,
    ] {
        assert!(serde_json::from_str::<Dossier>(text).is_err(), "{text}");
    }
}

#[test]
fn an_unknown_key_is_told_with_its_path() {
    let told = |text: &str| {
        let mut json = serde_json::Deserializer::from_str(text);
        let error = serde_path_to_error::deserialize::<_, Dossier>(&mut json).unwrap_err();
        format!("{} | {}", error.path(), error.inner())
    };
    let found = told(r#"{"formation":{"situations":[{},{"couleur":1}]}}"#);
    assert!(
        found.starts_with("formation.situations[1]") && found.contains("unknown field `couleur`"),
        "{found}"
    );
    assert!(
        told(r#"{"emploi":{"mois_sans_emploi":70000}}"#).starts_with("emploi.mois_sans_emploi | expected")
    );
    assert!(told(r#"{"identite":{"date_naissance":"2001-02-30"}}"#).contains("no such day"));
}

#[test]
fn what_holds_nothing_is_not_filled() {
    for (json, champ) in [
        (json!({"identite": {"nom_usage": ""}}), Champ::NomUsage),
        (json!({"identite": {"nom_usage": "  "}}), Champ::NomUsage),
        (json!({"identite": {"adresses": [{"numero": "", "complement": null}]}}), Champ::Adresses),
        (json!({"emploi": {"employeur": {"adresse": {"commune": ""}}}}), Champ::Employeur),
        (json!({"formation": {"situations": [{"rome_premier_metier": ""}]}}), Champ::SituationRomePremier),
        (json!({"ajouts": {"titre_sejour": {}}}), Champ::TitreSejour),
        (json!({"ajouts": {"commentaires": [""]}}), Champ::Commentaires),
    ] {
        let dossier = read(&json).unwrap();
        assert!(dossier.filled().is_empty(), "{json}");
        assert_eq!(dossier.carried(), FieldSet::of(&[champ]), "{json}");
        assert_eq!(
            serde_json::to_value(&dossier).unwrap()["identite"],
            json.get("identite").cloned().unwrap_or(json!({}))
        );
    }
}

#[test]
fn a_list_known_to_be_empty_is_carried() {
    for empty in [json!([]), json!(null)] {
        let carried = read(&json!({"suivi": {"entretiens": empty}})).unwrap().carried();
        let fields =
            [Champ::EntretienDate, Champ::EntretienNature, Champ::EntretienModalite, Champ::EntretienAgent];
        assert_eq!(carried, FieldSet::of(&fields));
    }
    assert!(read(&json!({"suivi": {}})).unwrap().carried().is_empty());
}

#[test]
fn debug_shows_a_state_and_no_value() {
    let dossier = read(&super::schema::full_sample()).unwrap();
    let shown = format!(
        "{:?} {:?} {:?} {:?} {:?}",
        dossier.identite.nom_naissance,
        dossier.identite.commune_naissance,
        dossier.identite.nir,
        dossier.formation.situations.given().and_then(|list| list.first()).map(|s| &s.categorie),
        dossier.suivi.rome_recherche.given(),
    );
    assert_eq!(shown, "Given(…) Given(…) Given(…) Some(Given(…)) Some(Invalid(…))");
}

#[test]
fn the_clear_dossier_comes_back_the_same() {
    for nir in ["255081416802538", "2550814168025"] {
        let mut sample = super::schema::full_sample();
        sample["identite"]["nir"] = json!(nir);
        let dossier = read(&sample).unwrap();
        let clear = serde_json::to_value(ClearDossier(&dossier)).unwrap();
        assert_eq!(clear["identite"]["nir"], json!(nir));
        assert!(read(&clear).unwrap() == dossier);
        assert!(!serde_json::to_string(&dossier).unwrap().contains(nir));
    }
}

/// What was refused, and where, comes back: the text was never kept. The parts are those of `nir.md`.
#[test]
fn a_refused_nir_comes_back_as_refused() {
    for (nir, refused) in [
        ("123", json!({"refused": "length"})),
        ("25508141680253x", json!({"refused": "character", "position": 15})),
        ("255081416802539", json!({"refused": "key", "position": 14, "key": "wrong"})),
        ("2550814168000", json!({"refused": "order", "position": 11, "key": "absent"})),
    ] {
        let dossier = read(&json!({"identite": {"nir": nir}})).unwrap();
        let clear = serde_json::to_value(ClearDossier(&dossier)).unwrap();
        assert_eq!(clear["identite"], json!({"nir": refused}));
        assert!(read(&clear).unwrap() == dossier, "{nir}");
        assert_eq!(serde_json::to_value(&dossier).unwrap()["identite"], json!({}), "left out");
    }
    for wrong in [
        json!({}),
        json!({"refused": null}),
        json!({"refused": "2 84 05"}),
        json!({"refused": "key", "position": 16}),
        json!({"refused": "key", "position": 0}),
        json!({"refused": "key", "text": "284058832102532"}),
    ] {
        let error = read(&json!({"identite": {"nir": wrong}})).unwrap_err().to_string();
        assert!(!error.contains("84") && !error.contains("16"), "{error}");
    }
}

/// The keys of the case files. What is not known is absent when it is written again.
#[test]
fn facts_are_read_as_the_case_files_write_them() {
    let programme = |more: Value| {
        let mut programme = json!({"kind": "other", "start": "2025-02-03"});
        programme.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        json!({"conservation": {"programmes": [programme]}})
    };
    let contract = |more: Value| json!({"conservation": {"cej_contracts": [more]}});
    for (written, plain) in [
        (programme(json!({"regular_follow_up": "unknown"})), programme(json!({}))),
        (programme(json!({"regular_follow_up": null, "end": null})), programme(json!({}))),
        (
            programme(json!({"planned_end": "2026-01-01", "regular_follow_up": false})),
            programme(json!({"regular_follow_up": false})),
        ),
        (
            contract(json!({"start": "2025-02-03", "planned_end": "2026-01-01"})),
            contract(json!({"start": "2025-02-03"})),
        ),
    ] {
        let dossier = read(&written).unwrap();
        assert_eq!(
            serde_json::to_value(&dossier).unwrap()["conservation"],
            plain["conservation"],
            "{written}"
        );
        assert!(dossier == read(&plain).unwrap());
    }
    for wrong in [
        programme(json!({"planned_end": "2026-02-30"})),
        programme(json!({"planned_end": true})),
        programme(json!({"regular_follow_up": "oui"})),
        programme(json!({"regular_follow_up": 1})),
        contract(json!({"start": "2025-02-03", "planned": "2026-01-01"})),
        contract(json!({"planned_end": "2026-01-01"})),
    ] {
        assert!(read(&wrong).is_err(), "{wrong}");
    }
}
