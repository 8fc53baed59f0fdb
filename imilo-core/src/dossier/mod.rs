//! The dossier of a young person: its data, the catalogue of its fields, and what the law says of each.
//!
//! A source may not carry a field at all, carry it empty, or carry a value: three different things
//! ([`Field`]). What a source does not carry is *not assessable*, never counted as conforming.
//!
//! - [`Dossier`] has one part for each part of the annexe of 2015; [`Ajouts`] holds what later versions added.
//! - [`Champ`] is the catalogue: one row a datum, with its code, its category, its heading and its sensitivity.
//! - [`DataRules`] says on a day which filled fields are allowed, which are not, and which cannot be decided.
//!
//! # Droit
//! Décret n° 2015-59, art. 2 and annexe; art. 2 as modified in 2025; annexe 1 of the arrêtés of 17 November 2021 and
//! 3 January 2025, known by their headings only.

mod ajouts;
mod catalogue;
mod check;
mod clear;
mod codes;
mod coherence;
mod conservation;
mod emploi;
mod famille;
mod field;
mod formation;
mod identite;
mod nir_read;
mod part;
mod personnel;
mod schema;
mod social;
mod suivi;
#[cfg(test)]
mod tests;
mod words;

pub use ajouts::{
    Ajouts, CoordonneesBancaires, ListeDemandeurs, MesureProtection, Protecteur, SituationPenitentiaire,
    TiersHebergeant, TitreSejour, Trace,
};
pub use catalogue::{
    Admission, Categorie, Champ, DataTables, FieldSet, Row, Rubrique, Sensibilite, markdown,
};
pub use check::{Checked, DataRules, Sorted, Standing};
pub use clear::ClearDossier;
pub use codes::{
    Code, CodeAcademie, CodeCommune, CodeDepartement, CodeError, CodeLieu, CodePays, CodePostal, CodeRegion,
    CodeRome, CodeStructure, Form, Formacode, FormeIne, FormeNumeroDe, Ine, NumeroDe,
};
pub(crate) use coherence::texts_that_may_hold_a_nir;
pub use coherence::{Incoherence, free_text_nirs, incoherences, invalid_codes};
pub use conservation::Conservation;
pub use emploi::{AccompagnementCej, Dispositif, Emploi, Employeur, Organisme};
pub use famille::{Famille, RepresentantLegal};
pub use field::{Coded, Field};
pub use formation::{Diplome, Experience, Formation, Langue, Permis, Qualification, Scolarite, Situation};
pub use identite::{Adresse, Identite};
pub use nir_read::NirRead;
pub use part::Part;
pub use personnel::{Agent, MissionLocale, Personnel};
pub use schema::{json_schema, schema_text};
pub use social::{AllocationSociale, Logement, Social};
pub use suivi::{Action, Entretien, Etape, Evenement, Offre, PlaceSession, RendezVous, Suivi, Versement};
pub use words::{
    ActionEvenement, CategorieSituation, EtatSituation, Menage, NatureAllocation, SexeDeclare, StatutPlace,
    StatutRendezVous, TypeEvenement, UnknownWord,
};

use crate::conservation::{Fact, FactSet, FactsView};

/// A dossier, as it was read from a source. `Debug` shows none of it.
///
/// In JSON each part is an object; a field that is not carried has no key, an empty one is `null`. Unknown keys are
/// refused. The NIR is read and never written ([`ClearDossier`] writes it on purpose).
///
/// ```
/// use imilo_core::dossier::{Champ, Dossier};
///
/// let text = r#"{"identite": {"matricule": "42", "fax": null, "nir": "2 84 05 88 888 888"}}"#;
/// let dossier: Dossier = serde_json::from_str(text)?;
/// assert!(dossier.filled().contains(Champ::Matricule));
/// assert!(dossier.carried().contains(Champ::Fax) && !dossier.filled().contains(Champ::Fax));
/// assert!(!serde_json::to_string(&dossier)?.contains("888"));
/// assert_eq!(format!("{dossier:?}"), "Dossier(…)");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Default, PartialEq, serde::Serialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
#[schemars(
    description = "A dossier of a young person, as a source gives it. Each part is an object. A field that is \
    not carried has no key, an empty one is null; an unknown key is refused. The NIR is read, and written only on \
    purpose: a file says in its header whether it holds it."
)]
pub struct Dossier {
    /// I.A: identification.
    pub identite: Identite,
    /// I.B: family.
    pub famille: Famille,
    /// II.A: training.
    pub formation: Formation,
    /// II.B: employment.
    pub emploi: Emploi,
    /// II.C: social aid.
    pub social: Social,
    /// III: housing.
    pub logement: Logement,
    /// IV.A to IV.C: follow-up.
    pub suivi: Suivi,
    /// IV.D: staff and mission locale.
    pub personnel: Personnel,
    /// What later versions added.
    pub ajouts: Ajouts,
    /// Facts of retention.
    pub conservation: Conservation,
}

part::redacted!(Dossier);
crate::serde_read::keyed!(Dossier {
    identite,
    famille,
    formation,
    emploi,
    social,
    logement,
    suivi,
    personnel,
    ajouts,
    conservation,
});
crate::serde_read::deserialize!(Dossier);

impl Part for Dossier {
    fn mark(&self, filled: &mut FieldSet) {
        self.parts().into_iter().for_each(|part| part.mark(filled));
    }

    fn mark_carried(&self, carried: &mut FieldSet) {
        self.parts().into_iter().for_each(|part| part.mark_carried(carried));
    }

    fn texts(&self, see: &mut dyn FnMut(Champ, &str)) {
        self.parts().into_iter().for_each(|part| part.texts(see));
    }

    fn invalid_codes(&self, see: &mut dyn FnMut(Champ)) {
        self.parts().into_iter().for_each(|part| part.invalid_codes(see));
    }

    fn all() -> FieldSet {
        FieldSet::ALL
    }

    fn reduced(&self, fields: FieldSet) -> Self {
        Self {
            identite: self.identite.reduced(fields),
            famille: self.famille.reduced(fields),
            formation: self.formation.reduced(fields),
            emploi: self.emploi.reduced(fields),
            social: self.social.reduced(fields),
            logement: self.logement.reduced(fields),
            suivi: self.suivi.reduced(fields),
            personnel: self.personnel.reduced(fields),
            ajouts: self.ajouts.reduced(fields),
            conservation: self.conservation.reduced(fields),
        }
    }
}

impl Dossier {
    fn parts(&self) -> [&dyn Part; 10] {
        [
            &self.identite,
            &self.famille,
            &self.formation,
            &self.emploi,
            &self.social,
            &self.logement,
            &self.suivi,
            &self.personnel,
            &self.ajouts,
            &self.conservation,
        ]
    }

    /// The fields that hold a value.
    #[must_use]
    pub fn filled(&self) -> FieldSet {
        let mut filled = FieldSet::EMPTY;
        self.mark(&mut filled);
        filled
    }

    /// The fields that the source carries, empty or not.
    #[must_use]
    pub fn carried(&self) -> FieldSet {
        let mut carried = FieldSet::EMPTY;
        self.mark_carried(&mut carried);
        carried
    }

    /// What retention is told.
    #[must_use]
    pub fn facts(&self) -> FactsView<'_> {
        self.conservation.facts(self.identite.date_naissance.given().copied())
    }

    /// The code of the mission locale, if it is one.
    #[must_use]
    pub fn structure(&self) -> Option<&CodeStructure> {
        self.personnel.mission_locale.code.given().and_then(Coded::valid)
    }
}

/// What a source carries at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// Fields of the catalogue.
    pub fields: FieldSet,
    /// Facts of retention.
    pub facts: FactSet,
}

impl Carried {
    /// Everything that this library knows to read.
    #[must_use]
    pub fn everything() -> Self {
        let facts = Fact::ALL.into_iter().fold(FactSet::default(), FactSet::with);
        Self { fields: FieldSet::ALL, facts }
    }
}
