//! JSON Lines in the shape of the dossier that the I-MILO interface returns: no NIR, no FSE, no RQTH.

use serde::Serialize;
use time::Date;

use crate::data::Structure;
use crate::dates::{self, plus_days, plus_years};
use crate::facts::{Dossier, Period};
use crate::history::History;
use crate::law;
use crate::rng::Rng;

/// Matricule of the first dossier.
pub(crate) const FIRST_DOSSIER: u64 = 3_000_000;

/// What a line is made to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Line {
    Ordinary,
    CejInProgress,
    CejEnded,
    DueSoon,
    DueToday,
    DueTomorrow,
    Closed,
    UnknownCategory,
    NoStructure,
    NoStructureCode,
    LargeNumber,
}

/// What is planted: name in the truth, and how many lines in a hundred.
pub(crate) const LINES: &[(Line, &str, usize)] = &[
    (Line::CejInProgress, "cej_in_progress", 14),
    (Line::CejEnded, "cej_ended", 20),
    (Line::DueSoon, "due_soon", 5),
    (Line::DueToday, "due_today", 1),
    (Line::DueTomorrow, "due_tomorrow", 1),
    (Line::Closed, "closed", 8),
    (Line::UnknownCategory, "situation_unknown_category", 3),
    (Line::NoStructure, "structure_absent", 2),
    (Line::NoStructureCode, "structure_code_absent", 2),
    (Line::LargeNumber, "id_jeune_of_19_digits", 3),
];

/// The facts that a line tells; FSE, RQTH and programmes are not carried.
pub(crate) fn dossier(rng: &mut Rng, line: Line, day: Date) -> Dossier {
    let born_28_years_before = |closes: Date| plus_years(closes, -28);
    let young = |rng: &mut Rng| rng.day(plus_years(day, -26), plus_days(plus_years(day, -17), -1));
    let born = match line {
        Line::DueSoon => born_28_years_before(plus_days(day, rng.span(1, 90))),
        Line::DueToday => born_28_years_before(day),
        Line::DueTomorrow => born_28_years_before(plus_days(day, 1)),
        Line::Closed => born_28_years_before(rng.day(plus_days(day, -900), plus_days(day, -1))),
        Line::CejInProgress => young(rng),
        // Up to the age of 30: the ten years of the contract hold the dossier open.
        Line::CejEnded => rng.day(plus_years(day, -29), plus_years(day, -19)),
        // Far from the limit: whatever else may be planted, these are open.
        _ => rng.day(plus_days(plus_years(day, -27), 1), plus_years(day, -16)),
    };
    let mut dossier = Dossier::new(born);
    match line {
        Line::CejInProgress => {
            let start = plus_days(day, -rng.span(5, 360));
            dossier.cej.push(Period { start, end: None });
        }
        Line::CejEnded => {
            let last = plus_years(born, 26).min(plus_days(day, -200));
            let earliest = law::CEJ.max(plus_years(born, 16)).max(plus_years(day, -8));
            let start = rng.day(earliest, plus_days(last, -1));
            dossier.cej.push(Period { start, end: Some(plus_days(start, rng.span(60, 190))) });
        }
        _ => {}
    }
    dossier
}

/// A line to be written.
pub(crate) struct Written<'a> {
    pub(crate) line: Line,
    pub(crate) row: u64,
    pub(crate) day: Date,
    pub(crate) structure: &'a Structure,
    pub(crate) dossier: &'a Dossier,
    /// The first accompaniment is before the contract that is told.
    pub(crate) earlier_cej: bool,
    /// What happened to the dossier.
    pub(crate) history: &'a History,
}

/// Writes a line.
pub(crate) fn push_line(out: &mut Vec<u8>, rng: &mut Rng, written: &Written<'_>) -> serde_json::Result<()> {
    let Written { line, row, day, structure, dossier, earlier_cej, history } = *written;
    let (first_name, name) = (rng.pick(FIRST_NAMES, "Camille"), rng.pick(NAMES, "Durand"));
    let id_jeune = u64::from(rng.below(9_000_000)) + 1_000_000;
    let id_jeune = match line {
        // Beyond what a JavaScript number or a signed 64-bit integer holds.
        Line::LargeNumber => format!("9{:018}", 300_000_000_000_000_000 + id_jeune),
        _ => id_jeune.to_string(),
    };
    let code = (line != Line::NoStructureCode).then_some(structure.code);
    let rattachement =
        Rattachement { nom_usuel: structure.name, nom_officiel: structure.name, code_structure: code };
    let letter = char::from_u32(u32::from('A') + rng.below(26)).unwrap_or('Z');
    let json = Json {
        id_dossier: FIRST_DOSSIER + row,
        id_jeune,
        numero_de: format!("{:07}{letter}", rng.below(10_000_000)),
        adresse: rng.percent(90).then(|| adresse(rng)),
        nom_naissance: name,
        nom_usage: if rng.percent(8) { rng.pick(NAMES, "Martin") } else { name },
        prenom: first_name,
        date_naissance: dates::iso(dossier.born),
        mail: rng.percent(80).then(|| format!("jeune{row}@exemple.invalid")),
        structure_rattachement: (line != Line::NoStructure).then_some(rattachement),
        accompagnement_cej: accompagnement(rng, dossier, earlier_cej),
        situations: situations(rng, line, day),
        history,
    };
    serde_json::to_writer(&mut *out, &json)?;
    out.push(b'\n');
    Ok(())
}

fn adresse(rng: &mut Rng) -> Adresse {
    let (postcode, commune) =
        rng.pick(&[("59000", "LILLE"), ("13003", "MARSEILLE"), ("97400", "SAINT-DENIS")], ("", ""));
    let number = if rng.percent(80) { (rng.below(120) + 1).to_string() } else { String::new() };
    let way = rng.pick(&["RUE DES TILLEULS", "AVENUE JEAN JAURÈS", "CITÉ DU PARC", ""], "");
    let complement = if rng.percent(15) { "BAT B" } else { "" };
    Adresse { numero: number, libelle_voie: way, complement, code_postal: postcode, commune }
}

/// The last contract is told; its planned end differs from the actual one.
fn accompagnement(rng: &mut Rng, dossier: &Dossier, earlier: bool) -> AccompagnementCej {
    let Some(contract) = dossier.cej.last() else { return AccompagnementCej::default() };
    let planned = plus_days(contract.start, 365);
    AccompagnementCej {
        accompagnement_cej: contract.end.is_none(),
        date_debut: Some(dates::iso(contract.start)),
        date_fin_prevue: Some(dates::iso(planned)),
        date_fin_reelle: contract.end.map(dates::iso),
        premier_accompagnement: match (rng.percent(80), earlier) {
            (_, true) => Some(dates::iso(plus_days(contract.start, -400))),
            (told, false) => told.then(|| dates::iso(contract.start)),
        },
    }
}

fn situations(rng: &mut Rng, line: Line, day: Date) -> Vec<Situation> {
    let mut situations: Vec<_> = (0..rng.below(4)).map(|_| situation(rng, day)).collect();
    if line == Line::UnknownCategory {
        let mut situation = situation(rng, day);
        situation.categorie_situation = "Service civique européen";
        situations.push(situation);
    }
    situations
}

fn situation(rng: &mut Rng, day: Date) -> Situation {
    let etat = rng.pick(&["EN_COURS", "PREVU", "TERMINE"], "TERMINE");
    let date_fin = match etat {
        "TERMINE" => Some(dates::iso(plus_days(day, -rng.span(1, 700)))),
        _ => rng.percent(40).then(|| dates::iso(plus_days(day, rng.span(31, 300)))),
    };
    let rome = |rng: &mut Rng| rng.pick(&["D1507", "G1602", "K1304", "N1103", "F1704"], "D1507");
    // It begins before it ends; one that is planned, after the day of the sample. One in ten does not say when.
    let date_debut = match etat {
        "PREVU" => plus_days(day, rng.span(1, 30)),
        _ => plus_days(day, -rng.span(701, 1500)),
    };
    Situation {
        etat,
        date_debut: rng.percent(90).then(|| dates::iso(date_debut)),
        date_fin,
        categorie_situation: rng.pick(CATEGORIES, "Emploi"),
        code_rome_metier_prepare: rng.percent(30).then(|| rome(rng)),
        code_rome_premier_metier: rome(rng),
        code_rome_metier_exerce: rng.percent(30).then(|| rome(rng)),
    }
}

/// The categories of a situation that the interface knows.
const CATEGORIES: &[&str] = &[
    "Emploi",
    "Contrat en Alternance",
    "Formation",
    "Immersion en entreprise",
    "Pmsmp",
    "Contrat de volontariat - bénévolat",
    "Scolarité",
    "Demandeur d'emploi",
];

const FIRST_NAMES: &[&str] =
    &["Inès", "Mathis", "Lina", "Yanis", "Chloé", "Enzo", "Aïcha", "Théo", "Maëlys", "Kévin", "Noémie"];
const NAMES: &[&str] =
    &["Martin", "Lefèvre", "N'Diaye", "Benali", "Garcia", "Le Gall", "Hoarau", "Payet", "Dubois", "Traoré"];

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Json<'a> {
    id_dossier: u64,
    id_jeune: String,
    #[serde(rename = "numeroDE")]
    numero_de: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    adresse: Option<Adresse>,
    nom_naissance: &'static str,
    nom_usage: &'static str,
    prenom: &'static str,
    date_naissance: String,
    mail: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    structure_rattachement: Option<Rattachement>,
    #[serde(rename = "accompagnementCEJ")]
    accompagnement_cej: AccompagnementCej,
    situations: Vec<Situation>,
    #[serde(flatten)]
    history: &'a History,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Adresse {
    numero: String,
    libelle_voie: &'static str,
    complement: &'static str,
    code_postal: &'static str,
    commune: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Rattachement {
    nom_usuel: &'static str,
    nom_officiel: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    code_structure: Option<&'static str>,
}

#[derive(Default, Serialize)]
#[serde(rename_all = "camelCase")]
struct AccompagnementCej {
    #[serde(rename = "accompagnementCEJ")]
    accompagnement_cej: bool,
    date_debut: Option<String>,
    date_fin_prevue: Option<String>,
    date_fin_reelle: Option<String>,
    premier_accompagnement: Option<String>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Situation {
    etat: &'static str,
    date_debut: Option<String>,
    date_fin: Option<String>,
    categorie_situation: &'static str,
    code_rome_metier_prepare: Option<&'static str>,
    code_rome_premier_metier: &'static str,
    code_rome_metier_exerce: Option<&'static str>,
}
