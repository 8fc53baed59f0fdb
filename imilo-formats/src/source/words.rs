//! Words of the interface's lists that are not in them: kept in the dossier, and reported of the file.

use imilo_core::dossier::{Coded, Dossier, Field};

use super::FileNotice;
use super::unknown::Unknown;

/// The lists: code of the notice, what it says in French and in English.
const LISTS: [(&str, &str, &str); 6] = [
    (
        "situation_categories_unknown",
        "catégories de situation inconnues",
        "categories of situations that are not known",
    ),
    ("situation_states_unknown", "états de situation inconnus", "states of situations that are not known"),
    ("event_types_unknown", "types d'événement inconnus", "types of events that are not known"),
    ("event_actions_unknown", "actions d'événement inconnues", "actions of events that are not known"),
    (
        "appointment_statuses_unknown",
        "statuts de rendez-vous inconnus",
        "statuses of appointments that are not known",
    ),
    (
        "session_statuses_unknown",
        "statuts de place en session inconnus",
        "statuses of places in sessions that are not known",
    ),
];

/// What was found of each list.
#[derive(Debug, Default)]
pub(super) struct UnknownWords([Unknown; LISTS.len()]);

impl UnknownWords {
    /// Takes a dossier that was read into account.
    pub(super) fn see(&mut self, dossier: &Dossier) {
        let [categories, states, types, actions, appointments, places] = &mut self.0;
        for situation in elements(&dossier.formation.situations) {
            add(categories, &situation.categorie);
            add(states, &situation.etat);
        }
        for event in elements(&dossier.suivi.evenements) {
            add(types, &event.objet);
            add(actions, &event.action);
        }
        elements(&dossier.suivi.rendez_vous).for_each(|one| add(appointments, &one.statut));
        elements(&dossier.suivi.sessions).for_each(|one| add(places, &one.statut));
    }

    /// Adds what another thread found.
    pub(super) fn merge(&mut self, other: Self) {
        for (here, there) in self.0.iter_mut().zip(other.0) {
            here.merge(there);
        }
    }

    pub(super) fn notices(&self) -> impl Iterator<Item = FileNotice> {
        self.0.iter().zip(LISTS).filter_map(|(unknown, (code, fr, en))| unknown.notice(code, fr, en))
    }
}

fn elements<T>(field: &Field<Vec<T>>) -> impl Iterator<Item = &T> {
    field.given().into_iter().flatten()
}

fn add<T>(unknown: &mut Unknown, field: &Field<Coded<T>>) {
    if let Some(word) = field.given().and_then(Coded::invalid) {
        unknown.add(word);
    }
}
