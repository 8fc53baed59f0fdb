use imilo_core::dossier::{Champ, FieldSet};

use crate::source::{DossierReader, FileNotice, Options, Refusal, Row};

fn read(file: &str) -> (Vec<Result<Row, Refusal>>, Vec<FileNotice>, FieldSet) {
    let mut reader = DossierReader::open(file.as_bytes(), &Options::default()).unwrap();
    let rows = reader.by_ref().collect();
    (rows, reader.notices(), reader.carried().fields)
}

const WHOLE: &str = r#"{"idDossier":7,"idJeune":"9007199254740993123","numeroDE":"4053956Z",
 "adresse":{"numero":"","libelleVoie":"rue des Lilas","complement":"","codePostal":"65000","commune":"Tarbes"},
 "nomNaissance":"Durand","nomUsage":"","prenom":"Ana","dateNaissance":"2003-05-06","mail":null,
 "structureRattachement":{"nomUsuel":"ML Tarbes","nomOfficiel":"Mission locale de Tarbes","codeStructure":"65440S00"},
 "accompagnementCEJ":{"accompagnementCEJ":true,"dateDebut":"2024-02-01","dateFinPrevue":"2025-02-01","dateFinReelle":null,"premierAccompagnement":"2024-02-01"},
 "situations":[{"etat":"EN_COURS","dateFin":null,"categorieSituation":"Emploi","codeRomeMetierPrepare":null,"codeRomePremierMetier":"K1302","codeRomeMetierExerce":"z18"}],
 "evenements":[{"identifiant":12,"idDossier":7,"type":"RDV","action":"CREATE","idType":null,"date":"2024-03-01T10:00:00"}],
 "rendezVous":[{"statut":"Présent","date":"2024-03-01"}],"sessions":[{"statut":"Refus jeune"}]}"#;

#[test]
fn every_key_of_the_interface_becomes_a_field() {
    let (rows, notices, carried) = read(&WHOLE.replace('\n', " "));
    let dossier = &rows[0].as_ref().unwrap().dossier;
    let expected = serde_json::json!({
        "identite": {
            "nom_naissance": "Durand", "nom_usage": null, "prenoms": "Ana", "date_naissance": "2003-05-06",
            "adresses": [{ "numero": null, "libelle_voie": "rue des Lilas", "complement": null,
                "code_postal": "65000", "commune": "Tarbes" }],
            "courriels": null, "matricule": "7", "id_jeune": "9007199254740993123"
        },
        "famille": {}, "social": {}, "logement": {}, "ajouts": {},
        "formation": { "situations": [{ "etat": "EN_COURS", "categorie": "Emploi", "date_fin": null,
            "rome_metier_prepare": null, "rome_premier_metier": "K1302", "rome_metier_exerce": "z18" }] },
        "emploi": { "numero_de": "4053956Z", "accompagnement_cej": { "accompagnement_cej": true,
            "date_debut": "2024-02-01", "date_fin_prevue": "2025-02-01", "date_fin_reelle": null,
            "premier_accompagnement": "2024-02-01" } },
        "suivi": {
            "evenements": [{ "identifiant": "12", "objet": "RDV", "action": "CREATE", "id_objet": null, "date": "2024-03-01" }],
            "rendez_vous": [{ "statut": "Présent", "date": "2024-03-01" }],
            "sessions": [{ "statut": "Refus jeune" }]
        },
        "personnel": { "mission_locale": { "code": "65440S00", "nom": "ML Tarbes", "nom_officiel": "Mission locale de Tarbes" } },
        "conservation": { "cej_contracts": [{ "start": "2024-02-01" }] }
    });
    let mut found = serde_json::to_value(dossier).unwrap();
    if let Some(contract) = found["conservation"]["cej_contracts"][0].as_object_mut() {
        contract.retain(|_, value| !value.is_null());
    }
    assert_eq!(found, expected);
    assert!(dossier.carried().minus(carried).is_empty(), "{:?}", dossier.carried().minus(carried));
    let codes: Vec<_> = notices.iter().map(|notice| notice.code).collect();
    assert_eq!(codes, ["interface_limits", "interface_identifier"]);
}

/// Decision 14: `idJeune` is mapped to no heading, so that the dossiers which hold it are undetermined as a whole.
#[test]
fn the_identifier_of_the_interface_is_told_once_with_its_count() {
    let file = r#"{"idDossier":7,"idJeune":"1"}
{"idDossier":8,"idJeune":""}
{"idDossier":9,"idJeune":"2"}"#;
    let (_, notices, _) = read(file);
    let told: Vec<_> = notices.iter().filter(|notice| notice.code == "interface_identifier").collect();
    let [notice] = told.as_slice() else { panic!("{notices:?}") };
    assert!(notice.fr.ends_with(" : 2") && notice.en.ends_with(": 2"), "{notice:?}");
    assert!(read(r#"{"idDossier":7}"#).1.iter().all(|notice| notice.code != "interface_identifier"));
}

#[test]
fn a_key_that_is_not_read_is_told() {
    let (rows, notices, _) = read(r#"[{"idDossier":7,"sexe":"F"},{"idDossier":8,"adresse":{"pays":"FR"}}]"#);
    assert!(rows.iter().all(Result::is_ok));
    let told: Vec<_> = notices.iter().filter(|notice| notice.code == "keys_unknown").collect();
    let [notice] = told.as_slice() else { panic!("{notices:?}") };
    assert!(notice.en.ends_with(": 2, which are “adresse.pays” (1), “sexe” (1)"), "{}", notice.en);
}

#[test]
fn a_missing_key_is_not_carried_and_an_empty_object_holds_nothing() {
    let file = r#"{"idDossier":7,"adresse":{"numero":"","libelleVoie":" ","codePostal":""},"situations":null}
{"idDossier":8,"adresse":null,"situations":[]}"#;
    let (rows, _, carried) = read(file);
    for row in &rows {
        assert_eq!(row.as_ref().unwrap().dossier.filled().iter().collect::<Vec<_>>(), [Champ::Matricule]);
    }
    assert!(!rows[0].as_ref().unwrap().dossier.identite.prenoms.is_carried());
    assert!(
        !carried.contains(Champ::Sexe)
            && !carried.contains(Champ::Nir)
            && !carried.contains(Champ::Evenements)
    );
}

#[test]
fn unknown_words_are_kept_and_reported_cut_and_masked() {
    let long = "é".repeat(80);
    let file = format!(
        r#"{{"idDossier":7,"situations":[{{"categorieSituation":"Stage"}},{{"categorieSituation":"{long}"}},{{"etat":"2 84 05 88 321 025"}}],
"rendezVous":[{{"statut":"Excusé"}}],"sessions":[{{"statut":"?"}}],"evenements":[{{"type":"MAIL","action":"READ"}}]}}"#
    );
    let (rows, notices, _) = read(&file.replace('\n', " "));
    let situations = rows[0].as_ref().unwrap().dossier.formation.situations.given().unwrap();
    let kept = situations[1].categorie.given().unwrap().invalid().unwrap();
    assert_eq!(kept, long);
    let told: Vec<_> = notices.iter().skip(1).map(|notice| (notice.code, notice.fr.as_str())).collect();
    let cut =
        format!("catégories de situation inconnues : 2, soit « Stage » (1), « {} » (1)", "é".repeat(64));
    assert_eq!(
        told,
        [
            ("situation_categories_unknown", cut.as_str()),
            ("situation_states_unknown", "états de situation inconnus : 1, soit « … » (1)"),
            ("event_types_unknown", "types d'événement inconnus : 1, soit « MAIL » (1)"),
            ("event_actions_unknown", "actions d'événement inconnues : 1, soit « READ » (1)"),
            ("appointment_statuses_unknown", "statuts de rendez-vous inconnus : 1, soit « Excusé » (1)"),
            ("session_statuses_unknown", "statuts de place en session inconnus : 1, soit « ? » (1)"),
        ]
    );
}

#[test]
fn a_value_of_another_shape_refuses_its_dossier_and_names_its_key() {
    let cases = [
        (r#""nomNaissance":12"#, "json_shape", "nomNaissance"),
        (r#""adresse":{"commune":[]}"#, "json_shape", "adresse.commune"),
        (r#""situations":[{"dateFin":"2024-02-30"}]"#, "date_invalid", "situations.dateFin"),
        (r#""situations":[{"dateFin":"hier"}]"#, "date_format", "situations.dateFin"),
        (r#""evenements":[{"idDossier":8}]"#, "json_shape", "evenements.idDossier"),
        (r#""evenements":[{"idType":"x"}]"#, "json_shape", "evenements.idType"),
        (r#""rendezVous":[{"date":"01/02/2024"}]"#, "date_format", "rendezVous.date"),
    ];
    for (key, code, field) in cases {
        let (rows, ..) = read(&format!("{{\"idDossier\":7,{key}}}\n{{\"idDossier\":8}}\n"));
        let refused = rows[0].as_ref().unwrap_err();
        assert_eq!((refused.code, refused.field.as_deref()), (code, Some(field)), "{key}");
        assert!(rows[1].is_ok());
    }
}
