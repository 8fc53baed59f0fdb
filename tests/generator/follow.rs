//! The pathway: situations, registration, employers, interviews, actions, allowances, and the staff.

use time::Date;

use crate::data::Structure;
use crate::data_truth::Seen;
use crate::dates::{plus_days, plus_years};
use crate::fields::Cells;
use crate::person::Me;
use crate::rng::Rng;
use crate::{home, names};

/// II.A.1, II.A.10 and II.B: situations in time, registration, employer.
pub(crate) fn work(rng: &mut Rng, me: &Me<'_>, cells: &mut Cells<'_>, seen: &mut Seen) {
    let minor = !me.is(18, me.day);
    if me.is(20, me.day) && rng.percent(30) {
        let start = rng.day(plus_years(me.dossier.born, 16), plus_days(me.day, -100));
        cells.text("experience_poste", rng.pick(POSTS, "équipier"));
        cells.text("experience_employeur", rng.pick(EMPLOYERS, "SARL Exemple"));
        cells.text("experience_rome", rng.pick(ROME, "D1507"));
        cells.day("experience_debut", start);
        cells.day("experience_fin", rng.day(start, me.day));
    }
    // One after the other from the entry on; the last one may be in progress.
    let mut from = me.entry;
    let mut employed = false;
    for index in 0..rng.pick(&[0, 1, 1, 2, 2, 3], 1) {
        if from > me.day {
            break;
        }
        let category = rng.pick(if minor { OF_MINORS } else { CATEGORIES }, "Demandeur d'emploi");
        let to = plus_days(from, rng.span(20, 400));
        let ended = to < me.day;
        employed |= !ended && category == "Emploi";
        cells.part("situation_etat", index, if ended { "TERMINE" } else { "EN_COURS" });
        cells.part("situation_categorie", index, category);
        cells.part_day("situation_date_debut", index, Some(from));
        cells.part_day("situation_date_fin", index, (ended || rng.percent(30)).then_some(to));
        let prepared = if rng.percent(25) { rng.pick(ROME, "D1507") } else { "" };
        cells.part("situation_rome_metier_prepare", index, prepared);
        cells.part("situation_rome_premier_metier", index, rng.pick(ROME, "D1507"));
        let practised = if category == "Emploi" { rng.pick(ROME, "D1507") } else { "" };
        cells.part("situation_rome_metier_exerce", index, practised);
        from = plus_days(to, rng.span(1, 200));
    }
    if rng.percent(65) {
        cells.number("mois_sans_emploi", rng.span(0, 30));
    }
    registration(rng, me, cells);
    if employed || (minor && rng.percent(3)) {
        employer(rng, me, cells, seen);
    } else if rng.percent(8) {
        cells.text("organisme_formation_nom", rng.pick(BODIES, "GRETA"));
        cells.text("organisme_formation_objet", rng.pick(&["formation qualifiante", "remobilisation"], ""));
    }
    if let Some(programme) = me.dossier.programmes.first() {
        cells.text("dispositif_nom", programme.kind.word());
        cells.day("dispositif_debut", programme.start);
        if let Some(end) = programme.end.filter(|end| *end >= programme.start) {
            cells.day("dispositif_fin", end);
        }
    }
    if let Some(cej) = me.dossier.cej.last().filter(|cej| cej.end.is_none_or(|end| end >= cej.start)) {
        cells.flag("accompagnement_cej", cej.end.is_none());
        cells.day("accompagnement_cej_date_debut", cej.start);
        cells.day("accompagnement_cej_date_fin_prevue", plus_days(cej.start, 365));
        if let Some(end) = cej.end {
            cells.day("accompagnement_cej_date_fin_reelle", end);
        }
        let first = me.dossier.cej.iter().map(|cej| cej.start).min();
        cells.day("accompagnement_cej_premier", first.unwrap_or(cej.start));
    }
}

fn registration(rng: &mut Rng, me: &Me<'_>, cells: &mut Cells<'_>) {
    if !rng.percent(90) {
        return;
    }
    let registered = rng.percent(60);
    cells.flag("inscrit_france_travail", registered);
    if registered {
        let since = me.since_entry(rng);
        let letter = char::from_u32(u32::from('A') + rng.below(26)).unwrap_or('Z');
        let number = match rng.below(100) {
            0..85 => format!("{:07}{letter}", rng.below(10_000_000)),
            85..92 => format!("{:08}", rng.below(100_000_000)),
            // Eleven digits, since 2025.
            _ => format!("{:011}", u64::from(rng.below(900_000_000)) + 10_000_000_000),
        };
        cells.text("numero_de", &number);
        cells.day("inscrit_depuis", since);
        cells.number("mois_inscription", (me.day - since).whole_days() / 30);
    }
}

/// II.B.5: an employer since a day before that of the sample.
fn employer(rng: &mut Rng, me: &Me<'_>, cells: &mut Cells<'_>, seen: &mut Seen) {
    let since = rng.day(plus_days(me.day, -300).max(me.entry), me.day);
    cells.text("employeur_raison_sociale", rng.pick(EMPLOYERS, "SARL Exemple"));
    // Fourteen digits.
    cells.text("employeur_siret", &format!("{:09}{:05}", rng.below(1_000_000_000), rng.below(100_000)));
    cells.day("employeur_debut", since);
    if rng.percent(40) {
        cells.day("employeur_fin", plus_days(me.day, rng.span(0, 200)));
    }
    if rng.percent(70) {
        home::home(rng, me.departement, "employeur_adresse", cells);
    }
    if me.dossier.birth.is_some_and(|birth| plus_years(birth, 18) > me.day) {
        seen.coherence.push(("minor_with_employer", &["employeur_raison_sociale"]));
        seen.planted.push(("minor_with_employer", "employeur_raison_sociale"));
    }
}

/// IV.A and IV.B: interviews, actions, amounts, offers, steps.
pub(crate) fn follow_up(rng: &mut Rng, me: &Me<'_>, cells: &mut Cells<'_>) {
    cells.text("referent", &agent(rng));
    for index in 0..rng.pick(&[1, 1, 2, 2, 3], 1) {
        let day = if index == 0 { me.entry } else { me.since_entry(rng) };
        cells.part_day("entretien_date", index, Some(day));
        cells.part("entretien_nature", index, rng.pick(&["premier accueil", "suivi", "bilan"], "suivi"));
        let ways = ["individuel", "collectif", "téléphone", "visio"];
        cells.part("entretien_modalite", index, rng.pick(&ways, "individuel"));
        cells.part("entretien_agent", index, &agent(rng));
    }
    for index in 0..rng.pick(&[0, 1, 1, 2, 2], 1) {
        let created = me.since_entry(rng);
        let done = rng.percent(70).then(|| plus_days(created, rng.span(0, 90)).min(me.day));
        let (theme, code, label) = rng.pick(ACTIONS, ("Emploi", "E01", "Atelier CV"));
        cells.part("action_theme", index, theme);
        cells.part("action_code", index, code);
        cells.part("action_libelle", index, label);
        cells.part_day("action_creee_le", index, Some(created));
        cells.part_day("action_realisee_le", index, done);
        cells.part("action_etat", index, if done.is_some() { "réalisée" } else { "prévue" });
    }
    if !me.dossier.cej.is_empty() || rng.percent(10) {
        let amount = rng.pick(&[20_000, 33_000, 52_800, 55_255], 52_800);
        cells.number("montant_centimes", amount);
        cells.day("montant_date", me.entry);
        cells.text("montant_nature", "allocation mensuelle");
        cells.number("versement_centimes", amount);
        cells.day("versement_date", me.since_entry(rng));
        cells.text("versement_nature", "allocation mensuelle");
    }
    if me.dossier.programmes.iter().any(|programme| programme.end.is_some()) && rng.percent(40) {
        cells.day("fin_parcours_le", me.since_entry(rng));
        cells.text(
            "fin_parcours_motif",
            rng.pick(&["emploi durable", "fin de contrat", "abandon"], "abandon"),
        );
    }
    if rng.percent(18) {
        cells.text("offre_reference", &format!("{:03}{}", rng.below(1000), "QXYZ"));
        cells.text("offre_intitule", rng.pick(POSTS, "équipier"));
        cells.text("offre_rome", rng.pick(ROME, "D1507"));
        cells.day("offre_proposee_le", me.since_entry(rng));
    }
    if rng.percent(8) {
        cells.text("suivi_employeur_raison_sociale", rng.pick(EMPLOYERS, "SARL Exemple"));
        cells.text("partenaire_nom", rng.pick(BODIES, "GRETA"));
        cells.text("partenaire_objet", "accompagnement");
    }
    for (index, programme) in me.dossier.programmes.iter().enumerate() {
        cells.part("etape_intitule", index, programme.kind.word());
        cells.part_day("etape_debut", index, Some(programme.start));
        cells.part_day("etape_fin", index, programme.end.map(|end| end.max(programme.start)));
    }
    project(rng, me, cells);
    events(rng, me, cells);
}

/// IV.C: training and the job wanted.
fn project(rng: &mut Rng, me: &Me<'_>, cells: &mut Cells<'_>) {
    if rng.percent(15) {
        cells.number("formacode", rng.pick(&[21_538, 42_752, 31_768, 70_332], 31_768));
        cells.text("formation_intitule", rng.pick(&["Agent logistique", "Titre pro cuisinier"], ""));
        cells.day("formation_fin_le", plus_days(me.since_entry(rng), 120));
        cells.text("niveau_validation", "3");
    }
    if rng.percent(72) {
        cells.text("rome_recherche", rng.pick(ROME, "D1507"));
        cells.text("appellation", rng.pick(POSTS, "équipier"));
        if rng.percent(40) {
            cells.text("qualification_recherchee", rng.pick(&["4", "5", "6"], "4"));
            cells.text("rome_specificites", "temps partiel possible");
            cells.text("niveau_qualification", "3");
        }
    }
}

/// What the interface tells.
fn events(rng: &mut Rng, me: &Me<'_>, cells: &mut Cells<'_>) {
    if rng.percent(30) {
        cells.text("evenement_identifiant", &format!("evt-{}", me.row));
        cells.text("evenement_objet", rng.pick(&["RDV", "SESSION", "DOSSIER"], "RDV"));
        cells.text("evenement_action", rng.pick(&["CREATE", "UPDATE", "DELETE", "ARCHIVE"], "CREATE"));
        cells.number("evenement_id_objet", i64::from(rng.below(9_000_000)));
        cells.day("evenement_date", me.since_entry(rng));
    }
    if rng.percent(45) {
        let statuses = ["Absent", "Annulé", "Non précisé", "Planifié", "Présent", "Présent", "Reporté"];
        cells.text("rendez_vous_statut", rng.pick(&statuses, "Présent"));
        cells.day("rendez_vous_date", me.since_entry(rng));
    }
    if rng.percent(20) {
        let statuses = ["Réalisé", "Prescrit", "Refus tiers", "Refus jeune"];
        cells.text("session_statut", rng.pick(&statuses, "Réalisé"));
        cells.day("session_date", me.since_entry(rng));
    }
}

/// IV.D: the mission locale and its staff.
pub(crate) fn staff(rng: &mut Rng, me: &Me<'_>, structure: &Structure, cells: &mut Cells<'_>) {
    cells.text("mission_locale_nom_officiel", structure.name);
    home::home(rng, me.departement, "mission_locale_adresse", cells);
    cells.text("mission_locale_courriel", "contact@ml.exemple.invalid");
    cells.text("mission_locale_telephone", "0199000001");
    let woman = rng.percent(70);
    cells.text("agent_sexe", if woman { "F" } else { "M" });
    cells.text("agent_nom_naissance", rng.pick(names::NAMES, "Martin"));
    cells.text("agent_prenoms", rng.pick(if woman { names::WOMEN } else { names::MEN }, "Camille"));
    cells.text("agent_telephone", "0199000002");
    cells.text("agent_courriel", "conseil@ml.exemple.invalid");
    cells.text("agent_fonctions", rng.pick(&["conseiller", "chargé d'accueil", "directeur"], "conseiller"));
    if rng.percent(2) {
        cells.number("agent_age", rng.span(22, 64));
    }
}

/// What no list held before 2021, at the rates of `README.md`.
pub(crate) fn additions(rng: &mut Rng, me: &Me<'_>, cells: &mut Cells<'_>) {
    if rng.percent(4) {
        cells.text("tiers_hebergeant_nom", rng.pick(names::NAMES, "Martin"));
        cells.text("tiers_hebergeant_prenoms", rng.pick(names::WOMEN, "Camille"));
        home::home(rng, me.departement, "tiers_hebergeant_adresse", cells);
    }
    if rng.percent(12) {
        cells.number("quotient_familial", rng.span(0, 1400));
    }
    if rng.percent(18) {
        // In one word, as banks write it for machines: no group of digits stands alone.
        cells.text(
            "iban",
            &format!("FR76{:010}{:010}{:03}", u64::from(rng.below(1 << 31)), rng.below(1 << 31), 7),
        );
        cells.text("iban_titulaire", me.name);
    }
    for index in 0..rng.pick(&[0, 0, 0, 1, 2], 0) {
        cells.part("commentaires", index, rng.pick(COMMENTS, "à rappeler"));
    }
    if rng.percent(10) {
        cells.text("trace_agent", "agent-12");
        cells.text("trace_operation", rng.pick(&["création", "modification", "consultation"], "création"));
        cells.day("trace_date", me.since_entry(rng));
    }
    if rng.percent(1) {
        cells.text("protecteur_nom", rng.pick(names::NAMES, "Martin"));
        cells.text("protecteur_prenoms", rng.pick(names::MEN, "Camille"));
        cells.text("mesure_protection_nature", rng.pick(&["tutelle", "curatelle"], "curatelle"));
        let start = me.since_entry(rng);
        cells.day("mesure_protection_debut", start);
        cells.day("mesure_protection_fin", plus_years(start, 5));
    }
    if rng.percent(6) {
        cells.day("liste_demandeurs_inscrit_le", me.since_entry(rng));
    }
    if rng.percent(1) {
        cells.text("sejour_nature", "carte de séjour");
        cells.day("sejour_expire_le", plus_days(me.day, rng.span(10, 900)));
        cells.flag("sejour_oqtf", rng.percent(10));
    }
    if me.is(18, me.day) && rng.percent(1) {
        cells.text("penitentiaire_situation", "aménagement de peine");
        cells.number("penitentiaire_mois", rng.span(1, 24));
        cells.text("penitentiaire_amenagement", "semi-liberté");
    }
    if rng.percent(2) {
        cells.flag("mode_vie_itinerant", true);
    }
    if rng.percent(1) {
        cells.text("attestation_prise_en_charge", "oui, structure partenaire");
    }
}

/// Writes one situation in place of those that were there.
pub(crate) fn one_situation(cells: &mut Cells<'_>, category: &str, (start, end): (Date, Date)) {
    cells.blank(|column| column.field.starts_with("formation.situations"));
    cells.text("situation_etat", "TERMINE");
    cells.text("situation_categorie", category);
    cells.day("situation_date_debut", start);
    cells.day("situation_date_fin", end);
}

/// Writes one action in place of those that were there.
pub(crate) fn one_action(cells: &mut Cells<'_>, label: &str, created: Date, done: Option<Date>) {
    cells.blank(|column| column.field.starts_with("suivi.actions"));
    cells.text("action_libelle", label);
    cells.day("action_creee_le", created);
    if let Some(done) = done {
        cells.day("action_realisee_le", done);
    }
}

fn agent(rng: &mut Rng) -> String {
    format!("agent-{}", rng.below(40) + 1)
}

/// Jobs of the ROME that young people often ask for.
const ROME: &[&str] =
    &["D1507", "G1602", "K1304", "N1103", "F1704", "D1106", "G1603", "K2204", "A1203", "N1105"];
const POSTS: &[&str] =
    &["équipier", "employé de rayon", "aide à domicile", "préparateur", "maçon", "vendeur"];
const EMPLOYERS: &[&str] =
    &["SARL Exemple", "Boulangerie du Centre", "Garage des Alpes", "Association Exemple", "Hôtel de la Gare"];
const BODIES: &[&str] = &["GRETA", "AFPA", "CFA du Bâtiment", "E2C", "Épide"];
const OF_MINORS: &[&str] = &["Scolarité", "Scolarité", "Formation", "Pmsmp", "Demandeur d'emploi"];
const CATEGORIES: &[&str] = &[
    "Emploi",
    "Emploi",
    "Contrat en Alternance",
    "Formation",
    "Immersion en entreprise",
    "Pmsmp",
    "Contrat de volontariat - bénévolat",
    "Scolarité",
    "Demandeur d'emploi",
    "Demandeur d'emploi",
];
const ACTIONS: &[(&str, &str, &str)] = &[
    ("Emploi", "E01", "Atelier CV"),
    ("Emploi", "E02", "Forum de l'emploi"),
    ("Formation", "F01", "Information collective"),
    ("Santé", "S01", "Bilan de santé"),
    ("Logement", "L01", "Orientation logement"),
    ("Mobilité", "M01", "Permis à un euro"),
];
const COMMENTS: &[&str] = &[
    "à rappeler lundi",
    "très motivé ; attend une réponse",
    "n'est pas venu, message laissé au 0612345678",
    "souhaite un stage dans la vente",
    "dit « prêt à partir »",
    "CV à refaire",
];
