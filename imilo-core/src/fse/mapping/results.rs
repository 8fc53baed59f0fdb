//! What came of it: events after the exit, education, diplomas, offers, the situation six months later.

use super::situations::{At, Situations};
use super::{GapKind, Mapping};
use crate::calendar::Date;
use crate::dossier::{Champ, Field};
use crate::fse::row::window_end;
use crate::fse::situation::six_months;
use crate::fse::{EventStatus, Options, Participation};

impl Mapping<'_> {
    pub(super) fn cej(&self) -> Field<bool> {
        let entry = self.operation.entry_date;
        let Some(contracts) = self.dossier.conservation.cej_contracts.given() else {
            return Field::NotCarried;
        };
        let runs = |start: Date, end: Option<Date>| start <= entry && end.is_none_or(|end| entry <= end);
        Field::Given(contracts.iter().any(|contract| runs(contract.start, contract.end)))
    }

    /// Results: from the situations, diplomas and offers recorded. Where none was recorded after the exit, nobody asked.
    pub(super) fn results(
        &mut self,
        situations: &Situations<'_>,
        options: &Options,
        into: &mut Participation,
    ) {
        let Some(exit) = self.operation.exit_date else { return };
        let (entry, end) = (self.operation.entry_date, window_end(exit, options));
        let today = self.day;
        let seen = |day: Date| today.is_none_or(|today| day <= today);
        let mut events = situations.events(exit, end);
        events.retain(|event| seen(event.date));
        if events.is_empty() {
            let texts =
                ["aucune situation relevée dans les 28 jours", "no situation recorded in the 28 days"];
            self.gap(
                "exit_events",
                GapKind::Undecided,
                &[Champ::SituationCategorie, Champ::SituationDebut],
                texts,
            );
        } else {
            into.exit_events = Field::Given(events);
        }
        let first = |days: &mut dyn Iterator<Item = Date>| {
            days.filter(|day| entry <= *day && *day <= end && seen(*day))
                .min()
                .map_or(Field::NotCarried, Field::Given)
        };
        let begun = situations.education_begun(entry, exit, end);
        into.education_started =
            if begun.given().is_some_and(|day| !seen(*day)) { Field::NotCarried } else { begun };
        self.unrecorded(into);
        let diplomes = self.dossier.formation.diplomes.given().into_iter().flatten();
        into.qualification_date =
            first(&mut diplomes.filter_map(|diplome| diplome.obtenu_le.given().copied()));
        let offres = self.dossier.suivi.offres.given().into_iter().flatten();
        into.yei_offer_date = first(&mut offres.filter_map(|offre| offre.proposee_le.given().copied()));
        let at_6m = six_months(exit);
        let later = Some(situations.on(at_6m)).filter(|_| seen(at_6m));
        let status = later.as_ref().and_then(At::status);
        let in_education = later.as_ref().and_then(At::in_education);
        into.status_6m = status.map_or(Field::NotCarried, Field::Given);
        into.in_education_6m = in_education.map_or(Field::NotCarried, Field::Given);
        for (variable, unknown) in
            [("status_6m", status.is_none()), ("in_education_6m", in_education.is_none())]
        {
            if unknown {
                let texts = if seen(at_6m) {
                    [
                        "aucune situation qui tranche six mois après la sortie",
                        "no situation that decides six months after the exit",
                    ]
                } else {
                    ["le jour des six mois n'est pas encore venu", "the day of the six months has not come"]
                };
                self.gap(variable, GapKind::Undecided, &[Champ::SituationCategorie], texts);
            }
        }
        if status.is_none_or(EventStatus::is_work) {
            let texts = ["aucune donnée ne dit ce qui s'est amélioré", "no datum tells what improved"];
            self.gap("improvement_6m", GapKind::NoSource, &[], texts);
        }
    }

    /// A day that is absent says "none" where its data are recorded; where they are not, it is not known.
    fn unrecorded(&mut self, into: &Participation) {
        let formation = &self.dossier.formation;
        if !into.education_started.is_carried() && formation.situations.given().is_none() {
            self.unanswered::<_, ()>("education_started", &formation.situations, &[Champ::SituationDebut]);
        }
        if formation.diplomes.given().is_none() {
            self.unanswered::<_, ()>("qualification_date", &formation.diplomes, &[Champ::Diplomes]);
        }
        let offres = &self.dossier.suivi.offres;
        if offres.given().is_none() {
            self.unanswered::<_, ()>("yei_offer_date", offres, &[Champ::Offres]);
        }
    }

    /// What no datum of the dossier answers.
    pub(super) fn without_source(&mut self) {
        for (variable, texts) in [
            (
                "jobless_household",
                [
                    "le travail des autres membres du ménage n'est pas relevé",
                    "the work of the other members of the household is not recorded",
                ],
            ),
            (
                "minority",
                [
                    "l'appartenance à une minorité n'est pas collectée",
                    "belonging to a minority is not collected",
                ],
            ),
            (
                "rural",
                [
                    "l'adresse n'a pas de code de commune : DEGURBA ne peut pas être lu",
                    "the address has no code of the commune: DEGURBA cannot be read",
                ],
            ),
            (
                "yei_completed",
                ["l'assiduité jusqu'au terme n'est pas relevée", "attendance until the end is not recorded"],
            ),
        ] {
            self.gap(variable, GapKind::NoSource, &[], texts);
        }
    }
}
