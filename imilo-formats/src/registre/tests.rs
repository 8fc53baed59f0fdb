use imilo_core::droits::Right;
use imilo_core::droits::registre::{EtatDemande, Inscription, Query, RequestOutcome};
use imilo_core::droits::responsabilites::SubjectClass;

use super::*;

/// The NIR of `nir.md`.
const NIR: &str = "255081416802538";

/// Every column filled once; late, soon, without day of receipt; a day that is none, a word that is none, a reply before
/// the receipt, a file before the law.
const FILE: &str = "numero;date_reception;categorie_personne;droit;identite_verifiee;motif_verification_identite;echeance;date_prolongation;motif_prolongation;notification_prolongation;suite;date_reponse;motif_refus;mission_locale;traitee_par\n\
1;05/01/2026;jeune;accès;oui;doute raisonnable;06/02/2026;20/01/2026;complexité;21/01/2026;refusée;05/04/2026;\"pas ses données ; sans mandat\";ML-75;M. Petit\n\
2;15/10/2026;jeune;Rectification;non;;;;;;;;;ML-75;\n\
3;30/10/2026;utilisateur;accès;;;;;;;;;;ML-75;\n\
4;;jeune;accès;;;;;;;;;;;\n\
5;31/02/2026;jeune;accès;;;;;;;;;;;\n\
6;15/10/2026;voisin;accès;;;;;;;;;;;\n\
7;15/10/2026;jeune;accès;;;;;;;;14/10/2026;;;\n\
8;28/01/2015;jeune;accès;;;;;;;;;;;\n";

fn query() -> Query {
    Query::of("2026-11-20".parse().unwrap())
}

fn read(file: &str) -> Register {
    register(file.as_bytes(), &Asked::new(query())).unwrap()
}

#[test]
fn every_row_is_judged_or_refused_with_its_place() {
    let register = read(FILE);
    assert_eq!(register.rows, 8);
    let states: Vec<_> = register.requests.iter().map(|request| (request.record, request.state)).collect();
    assert_eq!(
        states,
        [
            // Three months from 5 January end on Sunday 5 April 2026; Monday 6 is Easter Monday.
            (1, EtatDemande::AnsweredInTime),
            (2, EtatDemande::Overdue),
            (3, EtatDemande::DueSoon),
            (4, EtatDemande::Undetermined),
        ]
    );
    assert_eq!(register.requests[0].due_date.unwrap().to_string(), "2026-04-07");
    assert_eq!(register.requests[0].founded_by, ["RGPD:12(3)", "R1182/71:3(4)"]);
    assert!(register.requests[0].remarks.iter().any(|remark| remark.code == "due_date_differs"));
    assert_eq!(register.requests[1].days_left, Some(-4));
    assert_eq!((&*register.overdue, &*register.due_soon, &*register.undetermined), (&[2][..], &[3][..], &[4][..]));
    assert_eq!(register.listed(&register.overdue).next().unwrap().entry.number.as_deref(), Some("2"));
    let refused: Vec<_> = register
        .refused
        .iter()
        .map(|row| (row.line.unwrap(), row.column, row.field.as_deref().unwrap_or(""), row.code))
        .collect();
    assert_eq!(
        refused,
        [
            (6, Some(2), "receipt_date", "date_invalid"),
            (7, Some(3), "class", "word"),
            (8, Some(12), "reply_date", "period_reversed"),
            (9, Some(2), "receipt_date", "before_first_rule_set"),
        ]
    );
    assert!(register.refused.iter().all(|row| !row.message_fr.is_empty() && !row.message_en.is_empty()));
}

#[test]
fn what_is_written_is_read_again_as_the_same_register() {
    let register = read(FILE);
    let entries = |register: &Register| -> Vec<Inscription> {
        register.requests.iter().map(|request| request.entry.clone()).collect()
    };
    let first = entries(&register);
    assert_eq!(first[0].right, Some(Right::Access));
    assert_eq!(first[0].class, Some(SubjectClass::YoungPerson));
    assert_eq!(first[0].outcome, Some(RequestOutcome::Refused));
    assert_eq!(first[0].identity_check, Some(true));
    assert_eq!(first[0].refusal_ground.as_deref(), Some("pas ses données ; sans mandat"));
    let (mut csv, mut json) = (Vec::new(), Vec::new());
    register.write_csv(&mut csv).unwrap();
    register.write_json(&mut json).unwrap();
    for text in [csv, json] {
        let text = String::from_utf8(text).unwrap();
        let again = read(&text);
        assert_eq!((again.refused.len(), entries(&again)), (0, first.clone()), "{text}");
        assert_eq!((again.overdue, again.due_soon), (vec![2], vec![3]));
    }
}

#[test]
fn json_is_read_and_a_wrong_entry_costs_that_entry() {
    let entry = r#"{"number":"1","receipt_date":"2026-10-15","right":"right_of_access","class":"young_person"}"#;
    for text in [format!("[{entry},{{\"recu\":1}}]"), format!("{{\"entries\":[{entry},{{\"receipt_date\":\"x\"}}]}}")] {
        let register = read(&text);
        assert_eq!((register.rows, register.counts.of(EtatDemande::Overdue)), (2, 1), "{text}");
        assert_eq!((register.refused[0].record, register.refused[0].line), (2, None));
        assert!(register.refused[0].field.is_some());
    }
    for text in ["[{]", "{\"x\":1}", ""] {
        assert!(register(text.as_bytes(), &Asked::new(query())).is_err(), "{text}");
    }
}

#[test]
fn a_text_that_may_hold_a_nir_is_masked_and_told() {
    let register = read(&format!("numero;date_reception;traitee_par\n{NIR};15/10/2026;x\n"));
    let text = serde_json::to_string(&register).unwrap();
    assert!(!text.contains(NIR) && text.contains("(NIR ?)"), "{text}");
    assert!(register.notices.iter().any(|notice| notice.code == "texts_masked"));
}

#[test]
fn the_schema_is_that_of_the_repository() {
    let schema = serde_json::to_string_pretty(&schemars::schema_for!(Register)).unwrap() + "\n";
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../schemas/register.schema.json");
    if std::env::var_os("IMILO_BLESS").is_some() {
        std::fs::write(path, &schema).unwrap();
    }
    assert_eq!(std::fs::read_to_string(path).unwrap_or_default(), schema, "IMILO_BLESS=1 writes it");
}
