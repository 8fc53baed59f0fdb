use imilo_core::dossier::{Champ, Coded, Dossier, Field};

use crate::source::{DossierReader, Options, Refusal, Row};

fn rows(file: &str) -> Vec<Result<Row, Refusal>> {
    DossierReader::open(file.as_bytes(), &Options::default()).unwrap().collect()
}

fn json(dossier: &Dossier, pointer: &str) -> serde_json::Value {
    serde_json::to_value(dossier).unwrap().pointer(pointer).cloned().unwrap_or_else(|| "not carried".into())
}

fn one(file: &str) -> Dossier {
    rows(file).remove(0).unwrap().dossier
}

#[test]
fn each_kind_of_cell_becomes_its_field() {
    let dossier =
        one("Nom;Sexe;enfants;quotient_familial;inscrit_france_travail;inscrit_depuis;telephones;rome\n\
         D'Artois;femme;2;-15;oui;01/02/2024;'+33612345678|0102030405;K1302\n");
    assert_eq!(json(&dossier, "/identite/nom_naissance"), "D'Artois");
    assert_eq!(json(&dossier, "/identite/sexe"), "F");
    assert_eq!(json(&dossier, "/famille/enfants"), 2);
    assert_eq!(json(&dossier, "/ajouts/quotient_familial"), -15);
    assert_eq!(json(&dossier, "/emploi/inscrit_france_travail"), true);
    assert_eq!(json(&dossier, "/emploi/inscrit_depuis"), "2024-02-01");
    assert_eq!(json(&dossier, "/identite/telephones"), serde_json::json!(["+33612345678", "0102030405"]));
    assert_eq!(json(&dossier, "/suivi/rome_recherche"), "K1302");
    assert_eq!(json(&dossier, "/identite/prenoms"), "not carried");
}

#[test]
fn lists_stand_side_by_side() {
    let file = "diplome_intitule;diplome_obtenu_le;representant_nom;representant_adresse_commune;\
                representant_telephone;scolarite_classe;scolarite_situation\n\
                CAP|BEP;|02/07/2020;A|B;|Lyon;;3e;\n\
                ;;;;;;\n";
    let dossier = one(file);
    assert_eq!(
        json(&dossier, "/formation/diplomes"),
        serde_json::json!([
            { "intitule": "CAP", "obtenu_le": null },
            { "intitule": "BEP", "obtenu_le": "2020-07-02" }
        ])
    );
    assert_eq!(
        json(&dossier, "/famille/representants_legaux"),
        serde_json::json!([
            { "nom": "A", "adresse": null, "telephone": null },
            { "nom": "B", "adresse": { "commune": "Lyon" }, "telephone": null }
        ])
    );
    assert_eq!(
        json(&dossier, "/formation/scolarite"),
        serde_json::json!({ "classe": "3e", "situation": null })
    );
    let second = rows(file).remove(1).unwrap().dossier;
    assert_eq!(json(&second, "/formation/diplomes"), serde_json::json!([]));
    assert_eq!(json(&second, "/formation/scolarite"), serde_json::Value::Null);
    assert!(second.filled().is_empty());
}

#[test]
fn a_cell_that_cannot_be_read_refuses_its_row_and_says_where() {
    let refused: Vec<_> = rows(
        "matricule;enfants;minima_sociaux;diplome_intitule;diplome_obtenu_le\n\
         1;deux;;;\n2;70000;;;\n3;;peut-être;;\n4;;;a|b;01/02/2020\n5;;;a;30/02/2020\n6;-1;;;\n",
    )
    .into_iter()
    .map(|row| row.unwrap_err())
    .map(|refused| (refused.record, refused.column, refused.field.unwrap(), refused.code))
    .collect();
    let expected = [
        (1, 2, "enfants", "integer"),
        (2, 2, "enfants", "integer"),
        (3, 3, "minima_sociaux", "boolean"),
        (4, 5, "diplome_obtenu_le", "list_length"),
        (5, 5, "diplome_obtenu_le", "date_invalid"),
        (6, 2, "enfants", "integer"),
    ];
    assert_eq!(refused, expected.map(|(r, column, field, code)| (r, Some(column), Box::from(field), code)));
}

#[test]
fn a_word_that_is_not_known_is_kept_and_refuses_nothing() {
    let dossier = one("sexe;menage;situation_categorie\nX;à deux;Emploi|Autre chose\n");
    assert_eq!(dossier.identite.sexe, Field::Given(Coded::Invalid("X".into())));
    assert_eq!(json(&dossier, "/famille/menage"), "à deux");
    assert_eq!(
        json(&dossier, "/formation/situations"),
        serde_json::json!([{ "categorie": "Emploi" }, { "categorie": "Autre chose" }])
    );
}

#[test]
fn the_file_says_what_it_carries() {
    let file = "matricule;prenoms;situation_etat;adresse_commune\n1;;;\n";
    let reader = DossierReader::open(file.as_bytes(), &Options::default()).unwrap();
    let carried: Vec<_> = reader.carried().fields.iter().collect();
    assert_eq!(carried, [Champ::Prenoms, Champ::Adresses, Champ::Matricule, Champ::SituationEtat]);
}

/// What is lent holds nothing of the row before.
#[test]
fn a_lent_row_is_the_row_of_the_iterator() {
    let file = "matricule;prenoms;enfants;telephones;diplome_intitule;scolarite_classe;programme;programme_debut;fse\n\
                1;Ana;2;01|02|03;CAP|BEP;3e;pacea;01/01/2024;oui\n\
                2;;;;;;;;\n\
                3;Léo;deux;;;;;;\n\
                4;Zoé;1;04;;2de;;;non\n\
                5;;;05|;CAP;;cej;02/02/2025;\n";
    let mut lent = DossierReader::open(file.as_bytes(), &Options::default()).unwrap();
    for owned in rows(file) {
        match (lent.next_row().unwrap(), owned) {
            (Ok(lent), Ok(owned)) => {
                assert!(
                    lent.dossier == owned.dossier && lent.record == owned.record,
                    "record {}",
                    owned.record
                );
            }
            (lent, owned) => assert_eq!(lent.map(|row| row.record).unwrap_err(), owned.unwrap_err()),
        }
    }
    assert!(lent.next_row().is_none());
}

#[test]
fn a_list_where_one_value_stands_is_refused() {
    let refused = rows(
        "date_naissance;inscrit_depuis;employeur_debut\n01/01/2001|02/01/2001;;\n;01/01/2001|;\n;;|01/01/2001\n",
    );
    let refused: Vec<_> =
        refused.into_iter().map(|row| row.unwrap_err()).map(|r| (r.column, r.code)).collect();
    assert_eq!(refused, [1, 2, 3].map(|column| (Some(column), "one_value")));
}
