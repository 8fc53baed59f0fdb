//! What happened to a dossier of the interface: events, appointments, places in sessions. Their keys are those of
//! `docs/guide/import.md`.

use serde::Serialize;
use time::Date;

use crate::dates::{self, plus_days};
use crate::rng::Rng;

/// Words of the lists, as the interface writes them.
const TYPES: &[&str] = &["RDV", "RDV", "SESSION", "DOSSIER"];
const ACTIONS: &[&str] = &["CREATE", "UPDATE", "DELETE", "ARCHIVE"];
const APPOINTMENTS: &[&str] =
    &["Absent", "Annulé", "Non précisé", "Planifié", "Présent", "Présent", "Reporté"];
const PLACES: &[&str] = &["Réalisé", "Prescrit", "Refus tiers", "Refus jeune"];

/// Of so many words of a list one is not in it.
const UNKNOWN: u32 = 50;

/// The history of a dossier; one of four has none, and then its keys are missing.
#[derive(Debug, Default, Serialize)]
#[serde(rename_all = "camelCase")]
pub(crate) struct History {
    #[serde(skip_serializing_if = "Vec::is_empty")]
    evenements: Vec<Evenement>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    rendez_vous: Vec<Statut>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    sessions: Vec<Statut>,
    /// Words that are in no list, by the name that the truth gives them.
    #[serde(skip)]
    pub(crate) planted: Vec<&'static str>,
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
struct Evenement {
    identifiant: u64,
    id_dossier: u64,
    #[serde(rename = "type")]
    type_: &'static str,
    action: &'static str,
    id_type: Option<u64>,
    date: String,
}

#[derive(Debug, Serialize)]
struct Statut {
    statut: &'static str,
    date: String,
}

impl History {
    /// Draws a history.
    pub(crate) fn new(rng: &mut Rng, id_dossier: u64, day: Date) -> Self {
        let mut history = Self::default();
        if rng.percent(25) {
            return history;
        }
        let planted = &mut history.planted;
        for index in 0..rng.below(4) {
            history.evenements.push(Evenement {
                identifiant: id_dossier * 10 + u64::from(index),
                id_dossier,
                type_: word(rng, TYPES, "QUESTIONNAIRE", "event_type_unknown", planted),
                action: word(rng, ACTIONS, "RESTORE", "event_action_unknown", planted),
                id_type: rng.percent(70).then(|| u64::from(rng.below(9_000_000)) + 1),
                date: format!("{}T{:02}:30:00", past(rng, day), 8 + rng.below(10)),
            });
        }
        for _ in 0..rng.below(3) {
            let statut = word(rng, APPOINTMENTS, "Excusé", "appointment_status_unknown", planted);
            history.rendez_vous.push(Statut { statut, date: past(rng, day) });
        }
        for _ in 0..rng.below(2) {
            let statut = word(rng, PLACES, "Abandon", "session_status_unknown", planted);
            history.sessions.push(Statut { statut, date: past(rng, day) });
        }
        history
    }
}

fn past(rng: &mut Rng, day: Date) -> String {
    dates::iso(plus_days(day, -rng.span(0, 900)))
}

/// A word of a list, or sometimes one that is in none.
fn word(
    rng: &mut Rng,
    list: &[&'static str],
    unknown: &'static str,
    name: &'static str,
    planted: &mut Vec<&'static str>,
) -> &'static str {
    if rng.below(UNKNOWN) > 0 {
        return rng.pick(list, unknown);
    }
    planted.push(name);
    unknown
}
