//! From a dossier of I-MILO to a participation: what can be said, and what cannot, by name.
//!
//! # Source
//! Categories of the opinion of the CNIL 2014-466 on I-MILO; which datum answers which question is *inferred*. The traps:
//! « difficultés de logement » is wider than housing exclusion, RQTH is narrower than disability, a length without
//! employment is not « unemployed since », and « parent né à l'étranger » is an optional answer: empty is not no.

mod nationality;
mod situations;
#[cfg(test)]
mod tests;

use situations::{At, Situations};

use super::niveau::{Attainment, Niveau, Niveau1969, Niveau2019};
use super::{Answer, EventStatus, Gender, Options, Participation, RawAnswers};
use crate::calendar::Date;
use crate::dossier::{Champ, Coded, Dossier, Field, Menage, SexeDeclare};

/// The operation in which a young person takes part: what no dossier holds.
#[derive(Clone, Copy)]
pub struct Operation<'a> {
    /// Pseudonym of the person.
    pub participant_id: &'a str,
    /// The operation.
    pub operation_id: &'a str,
    /// First entry.
    pub entry_date: Date,
    /// Final exit; none: still in it.
    pub exit_date: Option<Date>,
}

impl core::fmt::Debug for Operation<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Operation(…)")
    }
}

/// Why a variable could not be derived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum GapKind {
    /// The source does not carry the datum.
    NotCarried,
    /// The datum is there and empty: not answered, which is not « no ».
    NotAnswered,
    /// The datum says more than the question asks: a yes is not narrowed to it.
    Wider,
    /// The datum says less than the question asks: a no does not answer it.
    Narrower,
    /// No datum of the dossier answers the question.
    NoSource,
    /// What is there does not decide.
    Undecided,
}

/// A variable that is unknown after the mapping, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Gap {
    /// Variable of the participation.
    pub variable: &'static str,
    /// Why.
    pub kind: GapKind,
    /// Data of the dossier that were looked at.
    pub looked_at: &'static [Champ],
    /// Sentence in French.
    pub fr: &'static str,
    /// Sentence in English.
    pub en: &'static str,
}

/// What a dossier gives.
#[derive(Clone, Debug, PartialEq)]
pub struct Mapped {
    /// The participation.
    pub participation: Participation,
    /// Its unknown variables, with the reason.
    pub gaps: Vec<Gap>,
}

impl Participation {
    /// The participation of a young person in an operation, as far as the dossier tells.
    ///
    /// ```
    /// use imilo_core::dossier::Dossier;
    /// use imilo_core::fse::{Answer, GapKind, Operation, Options, Participation};
    /// let dossier: Dossier = serde_json::from_str(r#"{"social": {"travailleur_handicape": false}}"#)?;
    /// let operation = Operation {
    ///     participant_id: "p1", operation_id: "o1", entry_date: "2023-10-02".parse()?, exit_date: None,
    /// };
    /// let mapped = Participation::from_dossier(&dossier, operation, &Options::default());
    /// assert_eq!(mapped.participation.disability, Answer::Empty, "no RQTH is not: no disability");
    /// let gap = mapped.gaps.iter().find(|gap| gap.variable == "disability").ok_or("a gap")?;
    /// assert_eq!(gap.kind, GapKind::Narrower);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn from_dossier(dossier: &Dossier, operation: Operation<'_>, options: &Options) -> Mapped {
        let mut mapping = Mapping { dossier, operation, gaps: Vec::new() };
        let situations = Situations::of(dossier);
        let at_entry = situations.before(operation.entry_date);
        let mut participation = Self {
            participant_id: Field::Given(operation.participant_id.to_owned()),
            operation_id: Field::Given(operation.operation_id.to_owned()),
            entry_date: Field::Given(operation.entry_date),
            exit_date: operation.exit_date.map_or(Field::NotCarried, Field::Given),
            birth_date: dossier.identite.date_naissance,
            gender: mapping.gender(),
            raw: Field::Given(mapping.raw(&at_entry)),
            unemployed_since: mapping.unemployed_since(),
            in_education_entry: mapping.in_education(&at_entry),
            isced_entry: mapping.isced(),
            foreign_background: mapping.foreign_background(),
            disability: mapping.disability(),
            other_disadvantaged: mapping.other_disadvantaged(),
            homeless: mapping.homeless(),
            nationalities: mapping.nationalities(),
            single_adult_household: mapping.single_adult(),
            dependent_children: mapping.dependent_children(),
            cej: mapping.cej(),
            ..Self::default()
        };
        participation.foreign_background_or_minority =
            mapping.background_or_minority(participation.foreign_background);
        mapping.results(&situations, options, &mut participation);
        mapping.without_source();
        Mapped { participation, gaps: mapping.gaps }
    }
}

struct Mapping<'a> {
    dossier: &'a Dossier,
    operation: Operation<'a>,
    gaps: Vec<Gap>,
}

impl Mapping<'_> {
    fn gap(
        &mut self,
        variable: &'static str,
        kind: GapKind,
        looked_at: &'static [Champ],
        [fr, en]: [&'static str; 2],
    ) {
        self.gaps.push(Gap { variable, kind, looked_at, fr, en });
    }

    /// A gap for what is not carried or empty; the state of the field is kept.
    fn unanswered<T, U>(
        &mut self,
        variable: &'static str,
        field: &Field<T>,
        of: &'static [Champ],
    ) -> Field<U> {
        if field.is_carried() {
            let texts = ["non répondu : ce n'est pas « non »", "not answered: that is not no"];
            self.gap(variable, GapKind::NotAnswered, of, texts);
            Field::Empty
        } else {
            let texts = ["donnée absente de la source", "the source does not carry the datum"];
            self.gap(variable, GapKind::NotCarried, of, texts);
            Field::NotCarried
        }
    }

    fn unanswered_answer<T>(
        &mut self,
        variable: &'static str,
        field: &Field<T>,
        of: &'static [Champ],
    ) -> Answer {
        match self.unanswered::<T, ()>(variable, field, of) {
            Field::NotCarried => Answer::NotCarried,
            Field::Empty | Field::Given(()) => Answer::Empty,
        }
    }

    /// Civil status: it never says non-binary.
    fn gender(&mut self) -> Field<Gender> {
        let field = &self.dossier.identite.sexe;
        match field.given().and_then(Coded::valid) {
            Some(SexeDeclare::Feminin) => Field::Given(Gender::Woman),
            Some(SexeDeclare::Masculin) => Field::Given(Gender::Man),
            None => self.unanswered("gender", field, &[Champ::Sexe]),
        }
    }

    /// The raw answers on the day before the entry: what the operation itself created does not count (A1).
    fn raw(&mut self, at_entry: &At) -> RawAnswers {
        let registered = self.registered();
        let working = at_entry.working();
        if registered != Field::Given(true) && working.is_none() {
            let texts = [
                "ni inscription, ni situation en cours la veille de l'entrée : le statut n'est pas établi",
                "neither a registration nor a situation on the eve of the entry: the status is not derived",
            ];
            let of = &[Champ::InscritFranceTravail, Champ::SituationCategorie, Champ::StatutMarcheTravail];
            self.gap("labour_status_entry", GapKind::Undecided, of, texts);
        }
        RawAnswers {
            registered_unemployed: registered,
            in_paid_work: working.map_or(Field::NotCarried, Field::Given),
            full_time_student: at_entry.at_school().map_or(Field::NotCarried, Field::Given),
            ..RawAnswers::default()
        }
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
            // Registered today: on the day of entry only if since before it.
            (Field::Given(true), Some(since)) => Field::Given(*since <= entry),
            (Field::Given(true), None) => Field::Empty,
            (other, _) => other,
        }
    }

    /// The day of registration opens a spell of registered unemployment; a length without employment does not.
    fn unemployed_since(&mut self) -> Field<Date> {
        if self.registered() != Field::Given(true) {
            if self.dossier.emploi.mois_sans_emploi.given().is_some() {
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

    fn in_education(&mut self, at_entry: &At) -> Field<bool> {
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

    fn isced(&mut self) -> Field<super::Isced> {
        let of = &[Champ::NiveauFormation, Champ::Diplomes];
        let formation = &self.dossier.formation;
        let Some(text) = formation.niveau_formation.given() else {
            return self.unanswered("isced_entry", &formation.niveau_formation, of);
        };
        let text = text.trim();
        let of_1969 = text.parse::<Niveau1969>().map(Niveau::Of1969);
        let niveau = of_1969
            .or_else(|error| text.parse().map_err(|_| error).and_then(Niveau2019::new).map(Niveau::Of2019));
        let equivalence = niveau.ok().map(|niveau| {
            Attainment { niveau, diploma_obtained: self.diploma_of(text), cap_bep: None }.isced()
        });
        match equivalence.and_then(|equivalence| equivalence.isced) {
            Some(isced) => Field::Given(isced),
            None => {
                let texts = [
                    "niveau illisible, ou diplôme de ce niveau non précisé",
                    "level not readable, or diploma of that level not stated",
                ];
                self.gap("isced_entry", GapKind::Undecided, of, texts);
                Field::Empty
            }
        }
    }

    /// Whether a diploma of a level was obtained by the day of entry; none when the diplomas do not say.
    fn diploma_of(&self, level: &str) -> Option<bool> {
        let diplomes = self.dossier.formation.diplomes.given()?;
        let entry = self.operation.entry_date;
        let of_level = diplomes
            .iter()
            .find(|diplome| diplome.niveau.given().is_some_and(|niveau| niveau.trim() == level));
        match of_level {
            Some(diplome) => Some(diplome.obtenu_le.given().is_none_or(|day| *day <= entry)),
            None => diplomes.is_empty().then_some(false),
        }
    }

    /// French rule: born abroad, or one parent born abroad (A17).
    fn foreign_background(&mut self) -> Answer {
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
    fn background_or_minority(&mut self, background: Answer) -> Answer {
        if background == Answer::No {
            let texts = [
                "pas d'origine étrangère, mais l'appartenance à une minorité n'est pas collectée",
                "no foreign background, but belonging to a minority is not collected",
            ];
            let of = &[Champ::NeALEtranger, Champ::ParentNeALEtranger];
            self.gap("foreign_background_or_minority", GapKind::Narrower, of, texts);
            return Answer::Empty;
        }
        background
    }

    /// RQTH on the day of entry is a yes; its absence answers nothing.
    fn disability(&mut self) -> Answer {
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
    fn other_disadvantaged(&mut self) -> Answer {
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

    fn homeless(&mut self) -> Answer {
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

    fn nationalities(&mut self) -> Field<Vec<super::Nationality>> {
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

    fn single_adult(&mut self) -> Answer {
        let field = &self.dossier.famille.menage;
        match field.given().and_then(Coded::valid) {
            Some(Menage::EnMenage) => Answer::No,
            Some(Menage::Monoparentale) => Answer::Yes,
            Some(Menage::Seul) => Answer::Yes,
            None => self.unanswered_answer("single_adult_household", field, &[Champ::Menage]),
        }
    }

    /// A child of a person of that age is a dependent child; none does not speak of brothers and sisters.
    fn dependent_children(&mut self) -> Answer {
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
            Some(_) => Answer::Yes,
            None => self.unanswered_answer("dependent_children", field, &[Champ::Enfants]),
        }
    }

    fn cej(&self) -> Field<bool> {
        let entry = self.operation.entry_date;
        let Some(contracts) = self.dossier.conservation.cej_contracts.given() else {
            return Field::NotCarried;
        };
        let runs = |start: Date, end: Option<Date>| start <= entry && end.is_none_or(|end| entry <= end);
        Field::Given(contracts.iter().any(|contract| runs(contract.start, contract.end)))
    }

    /// Results: from the situations, diplomas and offers recorded. Where none was recorded after the exit, nobody asked.
    fn results(&mut self, situations: &Situations<'_>, options: &Options, into: &mut Participation) {
        let Some(exit) = self.operation.exit_date else { return };
        let (entry, end) = (self.operation.entry_date, super::row::window_end(exit, options));
        let events = situations.events(exit, end);
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
            days.filter(|day| entry <= *day && *day <= end).min().map_or(Field::NotCarried, Field::Given)
        };
        into.education_started = situations.education_begun(entry, exit, end);
        let diplomes = self.dossier.formation.diplomes.given().into_iter().flatten();
        into.qualification_date =
            first(&mut diplomes.filter_map(|diplome| diplome.obtenu_le.given().copied()));
        let offres = self.dossier.suivi.offres.given().into_iter().flatten();
        into.yei_offer_date = first(&mut offres.filter_map(|offre| offre.proposee_le.given().copied()));
        let later = situations.on(super::situation::six_months(exit, options));
        into.status_6m = later.status().map_or(Field::NotCarried, Field::Given);
        into.in_education_6m = later.in_education().map_or(Field::NotCarried, Field::Given);
        if into.status_6m == Field::NotCarried {
            let texts =
                ["aucune situation six mois après la sortie", "no situation six months after the exit"];
            self.gap("status_6m", GapKind::Undecided, &[Champ::SituationCategorie], texts);
        }
        if later.status().is_some_and(EventStatus::is_work) {
            let texts = ["aucune donnée ne dit ce qui s'est amélioré", "no datum tells what improved"];
            self.gap("improvement_6m", GapKind::NoSource, &[], texts);
        }
    }

    /// What no datum of the dossier answers.
    fn without_source(&mut self) {
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
