use imilo_core::dossier::{Champ, Dossier, Field, NirRead};

use super::*;
use crate::source::NirState;

/// The NIR of `nir.md`, and one that somebody wrote in a text.
const NIR: &str = "255081416802538";
const IN_TEXT: &str = "2 84 05 88 321 025 32";

fn dossier() -> Dossier {
    let text = serde_json::json!({
        "identite": {"nom_naissance": "Durand", "prenoms": "Ana", "date_naissance": "2004-05-03", "matricule": "42",
            "nir": NIR, "adresses": [{"numero": "3", "libelle_voie": "rue Haute", "commune": "Lyon"}], "fax": null, "telephones": ["06 12 34 56 78"]},
        "famille": {"enfants": 1, "representants_legaux": [{"nom": "Petit", "telephone": "0102030405"}]},
        "suivi": {"referent": "Mme Leroy",
            "entretiens": [{"date": "2025-01-02", "nature": "bilan", "agent": "Mme Leroy"}, {"date": "2025-03-04"}],
            "versements": [{"centimes": 51234, "date": "2025-02-01", "nature": "CEJ"}]},
        "personnel": {"agents": [{"nom_usage": "Leroy", "fonctions": "conseillère"}]},
        "ajouts": {"commentaires": ["Ana cherche; un stage « avant » juin", format!("NIR du père {IN_TEXT}")],
            "tracabilite": [{"agent": "leroy01", "operation": "création", "date": "2025-01-02"}],
            "coordonnees_bancaires": {"iban": "FR7630006000011234567890189", "titulaire": "Paul Petit"}},
        "conservation": {"fse": {"cofinanced": false}, "programmes": [], "cej_contracts": []}
    });
    serde_json::from_value(text).unwrap()
}

fn asked(nir: NirState) -> Asked {
    Asked { nir, ..Asked::of("2026-11-24".parse().unwrap()) }
}

fn html(access: &Access) -> String {
    let mut html = Vec::new();
    access.write_page(&mut html).unwrap();
    String::from_utf8(html).unwrap()
}

#[test]
fn every_field_that_is_filled_is_told_and_others_are_masked() {
    let dossier = dossier();
    let access = access(&dossier, &asked(NirState::LeftOut)).unwrap();
    let told: Vec<_> = access.data.iter().flat_map(|part| &part.items).map(|item| item.field).collect();
    for champ in dossier.filled().iter() {
        assert!(told.contains(&champ.row().path), "{}", champ.row().path);
    }
    assert_eq!(told.len(), usize::from(u16::try_from(dossier.filled().iter().count()).unwrap()));
    let json = serde_json::to_string(&access).unwrap();
    let page = html(&access);
    for text in [&json, &page] {
        for other in ["Petit", "0102030405", "Leroy", "leroy01", NIR, "025 32", "FR7630006000011234567890189"]
        {
            assert!(!text.contains(other), "{other}");
        }
        for own in
            ["Durand", "rue Haute", "06 12 34 56 78", "03/05/2004", "512,34 €", "conseillère", "02/01/2025"]
        {
            assert!(text.contains(own), "{own}");
        }
    }
    // Free text as it was written; its digits are masked where they may be a NIR.
    assert!(page.contains("Ana cherche; un stage « avant » juin"));
    assert!(json.contains("NIR du père • •• ••"), "{json}");
    let lines = |champ: Champ| {
        let path = champ.row().path;
        let item = access.data.iter().flat_map(|part| &part.items).find(|item| item.field == path).unwrap();
        (item.lines.len(), item.masked)
    };
    assert_eq!(lines(Champ::Nir), (1, Some("nir")));
    assert_eq!(lines(Champ::EntretienDate), (2, None));
    assert_eq!(lines(Champ::RepresentantsLegaux), (1, Some("third_person")));
    assert_eq!(lines(Champ::Referent), (1, Some("agent")));
}

/// The account of a relative is theirs, number included; of a joint one the number is the person's too.
#[test]
fn the_bank_data_are_the_person_s_or_masked_whole() {
    let told = |holder: &str| {
        let mut dossier = dossier();
        let account = serde_json::json!({"iban": "FR7630006000011234567890189", "titulaire": holder});
        dossier.ajouts.coordonnees_bancaires = Field::Given(serde_json::from_value(account).unwrap());
        let access = access(&dossier, &asked(NirState::LeftOut)).unwrap();
        let path = Champ::CoordonneesBancaires.row().path;
        let mut items = access.data.into_iter().flat_map(|part| part.items);
        let item = items.find(|item| item.field == path).unwrap();
        (item.lines.join(" "), item.masked)
    };
    let (own, masked) = told("Mme Ana DURAND");
    assert!(
        own.contains("FR7630006000011234567890189") && own.contains("Mme Ana DURAND") && masked.is_none()
    );
    let (joint, masked) = told("Paul Petit et Ana Durand");
    assert!(joint.contains("FR7630006000011234567890189") && !joint.contains("Petit"));
    assert_eq!(masked, Some("third_person"));
    let (other, masked) = told("Claire Durand");
    assert!(!other.contains("FR76") && !other.contains("Claire") && other.contains("titulaire non reconnu"));
    assert_eq!(masked, Some("third_person"));
}

/// RGPD, art. 15 and 16: it is the person's datum as it is held, and wrong.
#[test]
fn a_nir_whose_key_is_wrong_is_given_as_it_is_held_and_said_to_be_wrong() {
    let wrong = "2 55 08 14 168 025 39";
    let mut dossier = dossier();
    dossier.identite.nir = Field::Given(NirRead::read(wrong));
    let lines = |nir, written: &str| {
        let asked = Asked { nir_written: Some(written.to_owned()), ..asked(nir) };
        let told = access(&dossier, &asked).unwrap();
        let mut items = told.data.into_iter().flat_map(|part| part.items);
        items.find(|item| item.field == Champ::Nir.row().path).unwrap().lines
    };
    let clear = lines(NirState::Clear, wrong);
    assert_eq!(clear[0], wrong);
    assert!(clear[1].contains("sa clé de contrôle") && clear[1].contains("fausse"));
    assert_eq!(lines(NirState::LeftOut, wrong), ["enregistré ; non affiché"]);
    // Words beside it may be of somebody else.
    let beside = lines(NirState::Clear, "voir sa mère Claire 2 55 08");
    assert!(!beside.concat().contains("Claire") && beside[0].contains("à lire dans le dossier"));
}

/// A number of thirteen digits where an amount belongs may be a NIR.
#[test]
fn an_amount_that_may_be_a_nir_is_masked() {
    let mut dossier = dossier();
    let amounts =
        serde_json::json!([{"centimes": 255_081_416_802_538_i64, "date": "2025-02-01"}, {"centimes": 51234}]);
    dossier.suivi.versements = Field::Given(serde_json::from_value(amounts).unwrap());
    let page = html(&access(&dossier, &asked(NirState::LeftOut)).unwrap());
    assert!(page.contains("512,34") && !page.contains("2550814"), "{page}");
}

/// A line an element: what has no nature does not take that of another. Codes are told in words.
#[test]
fn the_elements_of_a_list_stay_together_and_codes_are_words() {
    let text = r#"{"identite": {"sexe": "F", "nationalite": "99352", "commune_naissance": "93010", "date_naissance": "2004-05-03"},
        "formation": {"situations": [{"etat": "TERMINE", "date_debut": "2024-01-02"}, {"categorie": "Emploi", "etat": "EN_COURS"}]},
        "conservation": {"cej_contracts": [{"start": "2025-02-03", "end": "2025-08-02"}], "fse": {"cofinanced": true, "last_record": "2024-05-06", "interruptions": []}}}"#;
    let dossier: Dossier = serde_json::from_str(text).unwrap();
    let access = access(&dossier, &asked(NirState::LeftOut)).unwrap();
    let lines = |champ: Champ| {
        let mut items = access.data.iter().flat_map(|part| &part.items);
        items.find(|item| item.field == champ.row().path).unwrap().lines.clone()
    };
    assert_eq!(lines(Champ::Sexe), ["féminin"]);
    assert_eq!(lines(Champ::Nationalite), ["ALGERIE (99352)"]);
    assert_eq!(lines(Champ::CommuneNaissance), ["Bondy (93010)"]);
    assert_eq!(lines(Champ::SituationCategorie), ["–", "Emploi"]);
    assert_eq!(lines(Champ::SituationDebut), ["02/01/2024", "–"]);
    let page = html(&access);
    assert!(page.contains("début\u{a0}: 03/02/2025") && !page.contains("interruptions"), "{page}");
    let first = page.split("Situation 1").nth(1).unwrap().split("</tr>").next().unwrap();
    assert!(
        first.contains("terminée") && first.contains("02/01/2024") && !first.contains("Emploi"),
        "{first}"
    );
    assert!(page.contains("réclamation à la CNIL"));
}

#[test]
fn the_nir_is_shown_when_it_is_asked_for_and_only_the_person_s() {
    let access = access(&dossier(), &asked(NirState::Clear)).unwrap();
    let page = html(&access);
    assert!(page.contains(NIR) && !page.contains("025 32"));
    assert!(page.contains("numéro de sécurité sociale"));
}

/// Art. 6: 28th birthday of 3 May 2004 (reading A3); RGPD, art. 12(3): 24 December 2026 is a Thursday.
#[test]
fn it_says_until_when_and_which_rights() {
    let access = access(&dossier(), &asked(NirState::LeftOut)).unwrap();
    assert_eq!(access.retention.accessible_until.unwrap().to_string(), "2032-05-03");
    assert_eq!(access.due_date.to_string(), "2026-12-24");
    let open: Vec<_> = access
        .rights
        .iter()
        .filter(|right| right.outcome == imilo_core::explain::Outcome::Conforming)
        .map(|right| right.right)
        .collect();
    assert_eq!(open, ["right_of_access", "right_of_rectification", "right_of_limitation"]);
    assert_eq!(access.answered_by, Some("mission_locale"));
    assert!(!access.users.is_empty() && access.users.iter().all(|holder| !holder.provision.is_empty()));
    assert!(html(&access).contains("n’est pas joint"));
}

fn consultation(operation: &str, actor: &str) -> Consultation {
    Consultation {
        day: "2026-11-03".parse().unwrap(),
        operation: operation.to_owned(),
        purpose: Some("accompaniment".to_owned()),
        actor: actor.to_owned(),
        data: vec!["identite.nom_naissance".to_owned(), "Leroy".to_owned()],
    }
}

/// The names of the agents are not due (CJUE, C-579/21): a journal that has one where a code belongs does not give it away.
#[test]
fn consultations_are_told_in_words_and_no_word_that_is_no_code_gets_through() {
    let consultations = vec![
        consultation("consult", "agent_mission_locale"),
        consultation("<b>", NIR),
        consultation("vu par Leroy", "Mme Leroy"),
    ];
    let asked = Asked { consultations: Some(consultations), ..asked(NirState::LeftOut) };
    let access = access(&dossier(), &asked).unwrap();
    let page = html(&access).replace('\u{a0}', " ");
    assert!(
        page.contains("03/11/2026")
            && page.contains("Consulter · agent de mission locale · accompagnement du jeune"),
        "{page}"
    );
    assert!(page.contains("Opération non précisée · catégorie de personne non précisée"));
    assert!(page.contains("ne dit pas quels jours"));
    let told = serde_json::to_string(&access.consultations).unwrap();
    for text in [&page, &told] {
        for hidden in ["Leroy", NIR, "&lt;b", "accompaniment"] {
            assert!(!text.contains(hidden), "{hidden}");
        }
    }
    assert!(told.contains("nom de naissance"));
}

#[test]
fn what_the_statement_is_complete_for_is_told() {
    let purged = |day: &str| PurgedDay {
        day: day.parse().unwrap(),
        on: "2026-06-24".parse().unwrap(),
        held: 0,
        founded_by: vec!["D2015-59:10".to_owned(), "Leroy".to_owned()],
    };
    let damaged = DamagedDay {
        day: Some("2026-07-02".parse().unwrap()),
        code: "changed".to_owned(),
        fr: "Leroy".to_owned(),
        en: "Leroy".to_owned(),
    };
    let coverage = Coverage {
        from: None,
        to: None,
        begins: Some("2025-11-24".parse().unwrap()),
        complete: false,
        attested: true,
        read: vec!["2025-11-26".parse().unwrap()],
        open: vec![],
        purged: vec![purged("2025-11-24"), purged("2025-11-25"), purged("2025-11-27")],
        damaged: vec![damaged],
    };
    let asked = Asked { consultations: Some(vec![]), coverage: Some(coverage), ..asked(NirState::LeftOut) };
    let told = access(&dossier(), &asked).unwrap();
    let page = html(&told).replace('\u{a0}', " ");
    assert!(
        page.contains("entre le 24/11/2025 et le 25/11/2025") && page.contains("2015-59, art. 10"),
        "{page}"
    );
    // The day between was read.
    assert!(page.contains("Le détail des consultations du 27/11/2025 a été effacé"));
    assert!(page.contains("Le journal du 02/07/2026 est abîmé"));
    assert!(!page.contains("Aucun de ces jours ne manque"));
    assert!(!page.contains("Leroy") && !serde_json::to_string(&told).unwrap().contains("Leroy"));
}

/// RGPD, art. 15(1): controllers (décret, art. 1 bis from 2026), source, contact; what nobody told is a line to fill, and the
/// agent is told before the data.
#[test]
fn what_no_text_says_is_told_by_the_caller_or_left_to_be_filled() {
    let bare = access(&dossier(), &asked(NirState::LeftOut)).unwrap();
    assert!(bare.controllers.joint && bare.controllers.fr.len() == 3);
    assert_eq!(bare.controllers.founded_by, ["D2015-59:1 bis"]);
    let page = html(&bare).replace('\u{a0}', " ");
    assert!(page.contains("Le directeur général de France Travail, le président"));
    assert_eq!(page.matches("à compléter par la mission locale").count(), 7);
    let at = |text: &str| page.find(text).unwrap_or_else(|| panic!("{text}"));
    assert!(at("RELISEZ les textes") < at("Ce qui est enregistré"));
    assert!(at("À COMPLÉTER (RGPD, art. 15)") < at("Ce qui est enregistré"));
    assert!(page.contains("@media print{.agent{display:none}}"));
    assert!(!page.contains("tout ce que le traitement"));
    // Nothing that only a lawyer reads.
    assert!(!page.contains("annexe de 2015") && !page.contains("V2026"));
    assert_eq!(bare.rule_set, "V2026-07");

    let some = |text: &str| Some(text.to_owned());
    let given = Given {
        controller: some("Mission locale de Lyon"),
        contact: some("04 72 00 00 00"),
        dpo: some("<dpo@ml.example>"),
        source: some("France Travail"),
        automated: some("aucune"),
        transfers: some("aucun"),
        copy: some("ce document"),
    };
    let asked_with = |given: Given| Asked { given, file: some("export.csv"), ..asked(NirState::LeftOut) };
    let told = access(&dossier(), &asked_with(given.clone())).unwrap();
    let page = html(&told);
    for text in
        ["Mission locale de Lyon", "04 72 00 00 00", "&lt;dpo@ml.example&gt;", "France Travail", "export.csv"]
    {
        assert!(page.contains(text), "{text}");
    }
    assert!(!page.contains("à compléter par") && told.to_do.iter().all(|to_do| to_do.code != "to_fill"));
    let nir = Given { contact: some(NIR), ..given };
    let refused = access(&dossier(), &asked_with(nir)).unwrap_err();
    assert_eq!(
        (refused.code.as_str(), refused.field.as_deref()),
        ("invalid_argument", Some("given.contact"))
    );
}

/// Art. 6 I bis: ten years from the end of the contract. Without an end there is none yet, and nothing is missing.
#[test]
fn a_contract_that_runs_has_criteria_and_no_missing_fact() {
    let mut dossier = dossier();
    let running = serde_json::from_str(r#"{"start": "2026-02-03"}"#).unwrap();
    dossier.conservation.cej_contracts = Field::Given(vec![running]);
    let told = access(&dossier, &asked(NirState::LeftOut)).unwrap();
    assert_eq!((told.retention.accessible_until, told.retention.missing.len()), (None, 0));
    assert_eq!(told.retention.criteria[0].provision, "D2015-59:6:I bis");
    let page = html(&told).replace('\u{a0}', " ");
    assert!(page.contains("contrat d’engagement jeune commencé le 03/02/2026"), "{page}");
    assert!(page.contains("10 ans à compter de la fin du contrat") && !page.contains("manque"));
    // What is missing is named.
    dossier.conservation.cej_contracts = Field::NotCarried;
    dossier.identite.date_naissance = Field::NotCarried;
    let page = html(&access(&dossier, &asked(NirState::LeftOut)).unwrap()).replace('\u{a0}', " ");
    assert!(page.contains("Il manque dans le fichier") && page.contains("date de naissance"), "{page}");
}

#[test]
fn a_dossier_that_is_closed_is_told_in_the_past() {
    let mut dossier = dossier();
    dossier.conservation.anonymised_on = Field::Given("2026-06-01".parse().unwrap());
    let page = html(&access(&dossier, &asked(NirState::LeftOut)).unwrap()).replace('\u{a0}', " ");
    assert!(page.contains("a été anonymisé le 01/06/2026") && page.contains("Qui pouvait consulter"));
    assert!(!page.contains("peut être consulté jusqu") && !page.contains("Qui peut consulter"), "{page}");
    // Art. 6 I: 28th birthday of 3 May 1990 is past.
    dossier.conservation.anonymised_on = Field::NotCarried;
    dossier.identite.date_naissance = Field::Given("1990-05-03".parse().unwrap());
    let told = access(&dossier, &asked(NirState::LeftOut)).unwrap();
    assert!(told.to_do.iter().any(|to_do| to_do.code == "to_close"));
    let page = html(&told).replace('\u{a0}', " ");
    assert!(page.contains("aurait dû être fermé") && page.contains("Qui pouvait consulter"), "{page}");
}

fn codes(access: &Access) -> Vec<&'static str> {
    access.to_do.iter().map(|to_do| to_do.code).collect()
}

fn covered(read: &[&str]) -> Coverage {
    let day = |day: &&str| day.parse().unwrap();
    Coverage {
        from: None,
        to: None,
        begins: read.first().map(day),
        complete: true,
        attested: true,
        read: read.iter().map(day).collect(),
        open: vec![],
        purged: vec![],
        damaged: vec![],
    }
}

/// Whose the statement is: the agent compares it, for the access dossier has no key of references.
#[test]
fn the_statement_says_whose_it_is_and_which_days_it_has() {
    let reference = "0123456789abcdef0123456789abcdef";
    let base = |coverage: Coverage| Asked {
        consultations: Some(vec![consultation("consult", "agent_mission_locale")]),
        coverage: Some(coverage),
        dossier_ref: Some(reference.to_owned()),
        ..asked(NirState::LeftOut)
    };
    let told = access(&dossier(), &base(covered(&["2026-11-03", "2026-11-24"]))).unwrap();
    assert_eq!(told.dossier_ref.as_deref(), Some(reference));
    let to_do = told.to_do.iter().find(|to_do| to_do.code == "compare_reference").unwrap();
    assert!(to_do.fr.contains(reference) && to_do.en.contains(reference));
    let silent = |told: &Access| {
        let statement = |code: &&&str| code.starts_with("statement_");
        codes(told).iter().filter(statement).copied().collect::<Vec<_>>()
    };
    assert!(silent(&told).is_empty(), "{:?}", codes(&told));

    let day = |day: &str| day.parse().unwrap();
    let part =
        Coverage { from: Some(day("2026-11-01")), open: vec![day("2026-11-03")], ..covered(&["2026-11-03"]) };
    let told = access(&dossier(), &base(part)).unwrap();
    assert_eq!(silent(&told), ["statement_in_part", "statement_last_day", "statement_open_day"]);
    let page = html(&told).replace('\u{a0}', " ");
    assert!(page.contains("Le dernier jour lu est le 03/11/2026"), "{page}");
    assert!(
        page.contains("vous pouvez les demander") && page.contains("Le journal du 03/11/2026 n’est pas clos")
    );

    // What was lawfully erased nobody can bring back.
    let purged = PurgedDay { day: day("2025-11-24"), on: day("2026-06-24"), held: 0, founded_by: vec![] };
    let lawful = Coverage { complete: false, purged: vec![purged], ..covered(&["2026-11-24"]) };
    assert!(silent(&access(&dossier(), &base(lawful)).unwrap()).is_empty());
    // A mistake in the number has the same effect as a dossier that nobody saw.
    let nobody = Asked { consultations: Some(vec![]), ..base(covered(&["2026-11-24"])) };
    assert_eq!(silent(&access(&dossier(), &nobody).unwrap()), ["statement_empty"]);
    // No word of who made the statement is printed for a reference.
    let word = Asked { dossier_ref: Some(NIR.to_owned()), ..base(covered(&["2026-11-24"])) };
    assert_eq!(access(&dossier(), &word).unwrap().dossier_ref, None);
}

/// An account of nobody in particular is shown, and the agent looks whose it is.
#[test]
fn an_account_without_a_holder_is_told_to_the_agent() {
    let mut dossier = dossier();
    let account = serde_json::json!({"iban": "FR7630006000011234567890189"});
    dossier.ajouts.coordonnees_bancaires = Field::Given(serde_json::from_value(account).unwrap());
    let told = access(&dossier, &asked(NirState::LeftOut)).unwrap();
    assert!(codes(&told).contains(&"account_holder"));
    assert!(html(&told).contains("FR7630006000011234567890189"));
}

/// RGPD, art. 17(1)(a) and 17(3)(b), as `droits.md` tells them.
#[test]
fn erasure_follows_from_the_retention_of_the_dossier() {
    let erasure = |dossier: &Dossier| {
        let told = access(dossier, &asked(NirState::LeftOut)).unwrap();
        let right = told.rights.into_iter().find(|right| right.right == "right_of_erasure").unwrap();
        (right.outcome, right.founded_by.join(" "))
    };
    use imilo_core::explain::Outcome;
    let mut dossier = dossier();
    assert_eq!(erasure(&dossier), (Outcome::NotConforming, "RGPD:17(3)(b)".to_owned()));
    // The term is past (28th birthday of 3 May 1990) and the name is there.
    dossier.identite.date_naissance = Field::Given("1990-05-03".parse().unwrap());
    assert_eq!(erasure(&dossier), (Outcome::Conforming, "RGPD:17(1)".to_owned()));
    // Without a date of birth no term is known.
    dossier.identite.date_naissance = Field::NotCarried;
    assert_eq!(erasure(&dossier).0, Outcome::Undetermined);
}

#[test]
fn a_dossier_said_to_be_anonymised_that_names_the_person_is_not_told_as_one() {
    let mut dossier = dossier();
    dossier.conservation.anonymised_on = Field::Given("2026-06-01".parse().unwrap());
    let told = access(&dossier, &asked(NirState::LeftOut)).unwrap();
    assert!(codes(&told).contains(&"anonymised_with_names"));
    let page = html(&told).replace('\u{a0}', " ");
    assert!(page.contains("Le fichier dit que votre dossier a été anonymisé le 01/06/2026, mais"), "{page}");
    assert!(!page.contains("Le dossier est anonymisé"));
    let bare: Dossier = serde_json::from_str(r#"{"conservation": {"anonymised_on": "2026-06-01"}}"#).unwrap();
    let told = access(&bare, &asked(NirState::LeftOut)).unwrap();
    assert!(!codes(&told).contains(&"anonymised_with_names"));
    assert!(html(&told).contains("Le dossier est anonymisé"));
}

/// Annexe 2 of 2025: its links carry data into I-MILO. No list of 2021-06 was read in full.
#[test]
fn links_are_sources_and_an_unread_list_is_no_nobody() {
    let told = access(&dossier(), &asked(NirState::LeftOut)).unwrap();
    let actors = |holders: &[Holder]| holders.iter().map(|holder| holder.actor).collect::<Vec<_>>();
    assert!(actors(&told.sources).contains(&"france_travail"));
    assert!(actors(&told.links).contains(&"orientation_operator"));
    let readers = [actors(&told.users), actors(&told.recipients)].concat();
    assert!(!readers.contains(&"data_subject") && !readers.contains(&"orientation_operator"));
    assert!(!actors(&told.users).contains(&"cnam_cpam"));
    let page = html(&access(&dossier(), &Asked::of("2021-06-01".parse().unwrap())).unwrap());
    assert!(!page.contains("Personne, d’après") && page.contains("Indéterminé"), "{page}");
}

/// RGPD, art. 12(3): one month from the receipt; 20 December 2026 is a Sunday.
#[test]
fn the_delay_runs_from_the_day_of_the_request() {
    let received =
        |received: &str| Asked { received: Some(received.parse().unwrap()), ..asked(NirState::LeftOut) };
    let told = access(&dossier(), &received("2026-11-20")).unwrap();
    assert_eq!((told.due_date.to_string(), told.holidays), ("2026-12-21".to_owned(), "metropole"));
    assert!(html(&told).replace('\u{a0}', " ").contains("Une demande reçue le 20/11/2026"));
    let later = access(&dossier(), &received("2026-11-25")).unwrap_err();
    assert_eq!((later.code.as_str(), later.field.as_deref()), ("invalid_argument", Some("received")));
    // The abolition of slavery in La Réunion: 20 December 2024 is a Friday.
    let reunion = Asked { holidays: "reunion".parse().unwrap(), ..Asked::of("2024-11-20".parse().unwrap()) };
    assert_eq!(access(&dossier(), &reunion).unwrap().due_date.to_string(), "2024-12-23");
}

/// A fact that is missing hides no contract that runs.
#[test]
fn what_runs_is_told_beside_what_is_missing() {
    let mut dossier = dossier();
    let running = serde_json::from_str(r#"{"start": "2026-02-03"}"#).unwrap();
    dossier.conservation.cej_contracts = Field::Given(vec![running]);
    dossier.conservation.fse = Field::NotCarried;
    let told = access(&dossier, &asked(NirState::LeftOut)).unwrap();
    assert!(told.retention.missing.contains(&"fse"), "{:?}", told.retention.missing);
    let page = html(&told).replace('\u{a0}', " ");
    assert!(page.contains("contrat d’engagement jeune commencé le 03/02/2026"), "{page}");
}

/// Every field in which the name of another may stand is named to the agent, and the person is promised nothing of them.
#[test]
fn fields_that_may_name_others_are_read_again() {
    let mut dossier = dossier();
    dossier.logement.situation = Field::Given("chez Karim Haddad".to_owned());
    let told = access(&dossier, &asked(NirState::LeftOut)).unwrap();
    assert_eq!(codes(&told)[..3], ["identity", "read_again", "free_text"]);
    let free = &told.to_do[2].fr;
    for label in ["situation face au logement", "téléphones", "adresses personnelles", "traçabilité"] {
        assert!(free.contains(label), "{label}: {free}");
    }
    assert!(!html(&told).contains("Les données d’autres personnes sont masquées"));
}

/// A consultation of a day that has not come is no fact; on the day itself it is one.
#[test]
fn a_consultation_of_a_later_day_than_the_page_is_left_out_and_said() {
    let of = |day: &str| Consultation {
        day: day.parse().unwrap(),
        ..consultation("consult", "agent_mission_locale")
    };
    let told = |days: &[&str]| {
        let consultations = Some(days.iter().map(|day| of(day)).collect());
        access(&dossier(), &Asked { consultations, ..asked(NirState::LeftOut) }).unwrap()
    };
    let codes = |access: &Access| access.to_do.iter().map(|to_do| to_do.code).collect::<Vec<_>>();
    let later = told(&["2026-11-24", "2026-11-25"]);
    assert_eq!(later.consultations.as_ref().unwrap().len(), 1);
    assert!(codes(&later).contains(&"statement_later_day"));
    assert!(html(&later).contains("postérieur au 24/11/2026") && !html(&later).contains("25/11/2026"));
    assert!(!codes(&told(&["2026-11-24"])).contains(&"statement_later_day"));
}

/// RGPD, art. 12(3): one month from 1 June 2026 is 1 July, a Wednesday. Décret n° 2005-1309, art. 94: two months
/// before, to the day.
#[test]
fn an_answer_that_is_late_is_said_to_be() {
    let told = |received: &str, day: &str| {
        let asked = Asked { received: Some(received.parse().unwrap()), ..Asked::of(day.parse().unwrap()) };
        let to_do = access(&dossier(), &asked).unwrap().to_do;
        to_do.into_iter().find(|to_do| to_do.code == "reply_late").map(|to_do| to_do.fr)
    };
    let late = told("2026-06-01", "2026-11-24").unwrap();
    assert!(late.starts_with("DÉLAI DÉPASSÉ (RGPD, art. 12(3))") && late.contains("01/07/2026"), "{late}");
    assert_eq!(told("2026-06-01", "2026-07-01"), None);
    assert!(told("2026-06-01", "2026-07-02").is_some());
    let before = told("2018-03-01", "2018-06-01").unwrap();
    assert!(before.contains("(décret n° 2005-1309, art. 94)") && before.contains("01/05/2018"), "{before}");
    assert!(!before.contains("prolongation"), "{before}");
}

#[test]
fn a_planned_end_that_the_page_tells_is_not_asked_for() {
    let told = |cej: &str| {
        let mut dossier = dossier();
        let running = serde_json::from_str(r#"{"start": "2026-09-03"}"#).unwrap();
        dossier.conservation.cej_contracts = Field::Given(vec![running]);
        dossier.emploi.accompagnement_cej = Field::Given(serde_json::from_str(cej).unwrap());
        access(&dossier, &asked(NirState::LeftOut))
            .unwrap()
            .to_do
            .iter()
            .any(|to_do| to_do.code == "planned_end")
    };
    assert!(!told(r#"{"date_debut": "2026-09-03", "date_fin_prevue": "2027-09-02"}"#));
    assert!(told(r#"{"date_debut": "2026-09-03"}"#));
    // That of another contract.
    assert!(told(r#"{"date_debut": "2025-02-03", "date_fin_prevue": "2026-02-02"}"#));
}

#[test]
fn a_text_that_names_the_nir_and_has_digits_is_read_again() {
    let told = |text: &str| {
        let mut dossier = dossier();
        dossier.ajouts.commentaires = Field::Given(vec![text.to_owned()]);
        let to_do = access(&dossier, &asked(NirState::LeftOut)).unwrap().to_do;
        to_do.into_iter().find(|to_do| to_do.code == "nir_spoken_of").map(|to_do| to_do.fr)
    };
    let words = told("N° de sécurité sociale : commence par 25508, voir le père").unwrap();
    assert!(words.contains("(commentaires et textes libres)"), "{words}");
    assert!(told("sécu 2550814, le reste est au dos").is_some());
    for other in ["NIR demandé", "NIR : 255081416802538", "tél. 06 98 76 54 32, 2 enfants"] {
        assert_eq!(told(other), None, "{other}");
    }
}
