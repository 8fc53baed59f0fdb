//! What is asked of the person: birth, gender, origins, disability, disadvantages, housing, household.

use super::{GapKind, Mapping, nationality};
use crate::calendar::Date;
use crate::dossier::{Champ, Coded, Field, Menage, SexeDeclare};
use crate::fse::{Answer, Gender, Nationality};

impl Mapping<'_> {
    pub(super) fn birth_date(&mut self) -> Field<Date> {
        let field = self.dossier.identite.date_naissance;
        match field {
            Field::Given(_) => field,
            _ => self.unanswered("birth_date", &field, &[Champ::DateNaissance]),
        }
    }

    /// Civil status: it never says non-binary.
    pub(super) fn gender(&mut self) -> Field<Gender> {
        let field = &self.dossier.identite.sexe;
        match field.given().and_then(Coded::valid) {
            Some(SexeDeclare::Feminin) => Field::Given(Gender::Woman),
            Some(SexeDeclare::Masculin) => Field::Given(Gender::Man),
            None => self.unanswered("gender", field, &[Champ::Sexe]),
        }
    }

    /// French rule: born abroad, or one parent born abroad (A17).
    pub(super) fn foreign_background(&mut self) -> Answer {
        let identite = &self.dossier.identite;
        match (identite.ne_a_l_etranger, identite.parent_ne_a_l_etranger) {
            (Field::Given(true), _) | (_, Field::Given(true)) => Answer::Yes,
            (Field::Given(false), Field::Given(false)) => Answer::No,
            (born, parent) => {
                let (field, of): (_, &'static [Champ]) = match parent {
                    Field::Given(_) => (born, &[Champ::NeALEtranger]),
                    _ => (parent, &[Champ::ParentNeALEtranger]),
                };
                self.unanswered_answer("foreign_background", &field, of)
            }
        }
    }

    /// The question of 2014-2020 is wider: no foreign background does not say that there is no minority.
    pub(super) fn background_or_minority(&mut self, background: Answer) -> Answer {
        let (variable, of) =
            ("foreign_background_or_minority", &[Champ::NeALEtranger, Champ::ParentNeALEtranger]);
        match background {
            Answer::Yes => Answer::Yes,
            Answer::No => {
                let texts = [
                    "pas d'origine étrangère, mais l'appartenance à une minorité n'est pas collectée",
                    "no foreign background, but belonging to a minority is not collected",
                ];
                self.gap(variable, GapKind::Narrower, of, texts);
                Answer::Empty
            }
            Answer::NotCarried => self.unanswered_answer(variable, &Field::<()>::NotCarried, of),
            Answer::Empty | Answer::Refused => self.unanswered_answer(variable, &Field::<()>::Empty, of),
        }
    }

    /// RQTH on the day of entry is a yes; its absence answers nothing.
    pub(super) fn disability(&mut self) -> Answer {
        let entry = self.operation.entry_date;
        let field = &self.dossier.social.travailleur_handicape;
        let periods = self.dossier.conservation.rqth_periods.given();
        let recognised = periods.is_some_and(|periods| {
            periods
                .iter()
                .any(|period| period.from <= entry && period.until.is_none_or(|until| entry < until))
        });
        match (recognised, field) {
            (true, _) | (_, Field::Given(true)) => Answer::Yes,
            (_, Field::Given(false)) => {
                let texts = [
                    "pas de RQTH : cela ne dit pas qu'il n'y a pas de handicap",
                    "no RQTH: that does not say that there is no disability",
                ];
                self.gap("disability", GapKind::Narrower, &[Champ::TravailleurHandicape], texts);
                Answer::Empty
            }
            (_, field) => self.unanswered_answer("disability", field, &[Champ::TravailleurHandicape]),
        }
    }

    /// A minimum social benefit, or a situation in prison, is a yes (*inferred*); neither is no « no ».
    pub(super) fn other_disadvantaged(&mut self) -> Answer {
        let minima = &self.dossier.social.minima_sociaux;
        if minima.given() == Some(&true) || self.dossier.ajouts.situation_penitentiaire.given().is_some() {
            return Answer::Yes;
        }
        let of = &[Champ::MinimaSociaux];
        if minima.given() == Some(&false) {
            let texts = [
                "pas de minima sociaux : d'autres désavantages restent possibles",
                "no minimum social benefit: other disadvantages remain possible",
            ];
            self.gap("other_disadvantaged", GapKind::Narrower, of, texts);
            return Answer::Empty;
        }
        self.unanswered_answer("other_disadvantaged", minima, of)
    }

    pub(super) fn homeless(&mut self) -> Answer {
        let field = &self.dossier.logement.difficultes;
        let of = &[Champ::LogementDifficultes, Champ::LogementSituation];
        if field.given().is_none_or(|text| text.trim().is_empty()) {
            return self.unanswered_answer("homeless", field, of);
        }
        let texts = [
            "les difficultés de logement sont plus larges que l'exclusion du logement",
            "difficulties of housing are wider than housing exclusion",
        ];
        self.gap("homeless", GapKind::Wider, of, texts);
        Answer::Empty
    }

    pub(super) fn nationalities(&mut self) -> Field<Vec<Nationality>> {
        let of = &[Champ::Nationalite];
        let field = &self.dossier.identite.nationalite;
        let Some(code) = field.given() else { return self.unanswered("nationalities", field, of) };
        match code.valid().and_then(|code| nationality::of_insee(code.as_str())) {
            Some(nationality) => Field::Given(vec![nationality]),
            None => {
                let texts =
                    ["code de pays qui ne désigne pas un État d'aujourd'hui", "no code of a state of today"];
                self.gap("nationalities", GapKind::Undecided, of, texts);
                Field::Empty
            }
        }
    }

    /// A lone-parent family without a child of one's own is that of a parent: then who is an adult is not told.
    pub(super) fn single_adult(&mut self) -> Answer {
        let field = &self.dossier.famille.menage;
        match field.given().and_then(Coded::valid) {
            Some(Menage::EnMenage) => Answer::No,
            Some(Menage::Monoparentale) if self.dossier.famille.enfants == Field::Given(0) => {
                let texts = [
                    "famille monoparentale sans enfant à soi : le parent et le jeune peuvent être deux adultes",
                    "a lone-parent family without a child of one's own: parent and young person may be two adults",
                ];
                let of = &[Champ::Menage, Champ::Enfants];
                self.gap("single_adult_household", GapKind::Undecided, of, texts);
                Answer::Empty
            }
            Some(Menage::Monoparentale | Menage::Seul) => Answer::Yes,
            None => self.unanswered_answer("single_adult_household", field, &[Champ::Menage]),
        }
    }

    /// A child of a person of that age is a dependent child; none does not speak of brothers and sisters.
    pub(super) fn dependent_children(&mut self) -> Answer {
        let field = &self.dossier.famille.enfants;
        match field.given() {
            Some(0) => {
                let texts = [
                    "pas d'enfant : le ménage peut compter d'autres enfants à charge",
                    "no child: there may be other dependent children in the household",
                ];
                self.gap("dependent_children", GapKind::Narrower, &[Champ::Enfants], texts);
                Answer::Empty
            }
            Some(_) if self.dossier.famille.personnes_a_charge == Field::Given(0) => {
                let texts = [
                    "un enfant, et aucune personne à charge : l'enfant peut vivre ailleurs",
                    "a child, and no dependant: the child may live elsewhere",
                ];
                let of = &[Champ::Enfants, Champ::PersonnesACharge];
                self.gap("dependent_children", GapKind::Wider, of, texts);
                Answer::Empty
            }
            Some(_) => Answer::Yes,
            None => self.unanswered_answer("dependent_children", field, &[Champ::Enfants]),
        }
    }
}
