//! The status on the labour market and the education on the eve of the entry.

use super::situations::At;
use super::{GapKind, Mapping};
use crate::calendar::Date;
use crate::dossier::{Champ, Field};
use crate::fse::{LabourStatus, Options, Programme, RawAnswers, from_raw};

impl Mapping<'_> {
    /// The raw answers on the day before the entry: what the operation itself created does not count (A1).
    pub(super) fn raw(&mut self, at_entry: &At, options: &Options) -> RawAnswers {
        let raw = RawAnswers {
            registered_unemployed: self.registered(),
            in_paid_work: at_entry.working().map_or(Field::NotCarried, Field::Given),
            full_time_student: at_entry.at_school().map_or(Field::NotCarried, Field::Given),
            ..RawAnswers::default()
        };
        // No datum tells of a parental leave: the status is the same for every programme.
        if from_raw(&raw, Programme::FsePlus, options).is_none() {
            let texts = [
                "ni inscription, ni situation de la veille de l'entrée qui tranche ; le statut sur le marché du travail \
                 est un texte sans date, qui ne dit rien de ce jour",
                "neither a registration nor a situation of the eve that decides; the status on the labour market is \
                 a text without a day, which tells nothing of that one",
            ];
            let of = &[Champ::InscritFranceTravail, Champ::SituationCategorie, Champ::StatutMarcheTravail];
            self.gap("labour_status_entry", GapKind::Undecided, of, texts);
        }
        raw
    }

    /// On the list of job-seekers on the day of entry; the list decides where it is carried.
    fn registered(&self) -> Field<bool> {
        let entry = self.operation.entry_date;
        if let Some(list) = self.dossier.ajouts.liste_demandeurs.given()
            && let Some(since) = list.inscrit_le.given()
        {
            let ends = [&list.radie_le, &list.cesse_le];
            let over = ends.iter().any(|end| end.given().is_some_and(|end| *end >= *since && *end <= entry));
            return Field::Given(*since <= entry && !over);
        }
        match (self.dossier.emploi.inscrit_france_travail, self.dossier.emploi.inscrit_depuis.given()) {
            (Field::Given(true), Some(since)) if *since <= entry => Field::Given(true),
            // Registered or not today: that does not tell of the day of entry.
            (Field::Given(_), _) => Field::Empty,
            (other, _) => other,
        }
    }

    /// The day of registration opens a spell of registered unemployment; a length without employment does not.
    /// Nobody who is known to work or to be inactive is asked since when.
    pub(super) fn unemployed_since(&mut self, raw: &RawAnswers, options: &Options) -> Field<Date> {
        if raw.registered_unemployed != Field::Given(true) {
            let status = from_raw(raw, Programme::FsePlus, options);
            if status.is_some_and(|status| status != LabourStatus::Unemployed) {
                return Field::NotCarried;
            }
            if self.dossier.emploi.mois_sans_emploi.given().is_none() {
                let texts = [
                    "aucune inscription établie le jour de l'entrée : le début du chômage n'est pas connu",
                    "no registration established on the day of entry: the start of unemployment is not known",
                ];
                let of = &[Champ::InscritFranceTravail, Champ::InscritDepuis, Champ::MoisSansEmploi];
                self.gap("unemployed_since", GapKind::Undecided, of, texts);
            } else {
                let texts = [
                    "la durée sans emploi n'est pas un début de chômage : une période d'inactivité l'interrompt",
                    "a length without employment is no start of unemployment: an inactive spell breaks it",
                ];
                self.gap("unemployed_since", GapKind::Wider, &[Champ::MoisSansEmploi], texts);
            }
            return Field::NotCarried;
        }
        let of_list = self.dossier.ajouts.liste_demandeurs.given().and_then(|list| list.inscrit_le.given());
        match of_list.or_else(|| self.dossier.emploi.inscrit_depuis.given()) {
            Some(since) => Field::Given(*since),
            None => self.unanswered(
                "unemployed_since",
                &self.dossier.emploi.inscrit_depuis,
                &[Champ::InscritDepuis],
            ),
        }
    }

    pub(super) fn in_education(&mut self, at_entry: &At) -> Field<bool> {
        match at_entry.in_education() {
            Some(inside) => Field::Given(inside),
            None => {
                let texts = [
                    "aucune situation en cours la veille de l'entrée",
                    "no situation on the eve of the entry",
                ];
                self.gap("in_education_entry", GapKind::Undecided, &[Champ::SituationCategorie], texts);
                Field::Empty
            }
        }
    }
}
