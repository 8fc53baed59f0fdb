//! The catalogue of fields: for each datum its code in the annexe of 2015, its heading in the later versions, how
//! sensitive it is, and what each version of the law says of it.
//!
//! Every later capability reads it: disclosure, anonymisation, access by the person. It is complete by a test: no
//! field of the model without a row, no row without a field.
//!
//! # Droit
//! Décret n° 2015-59, art. 2 and annexe (read whole); the later lists could not be read field by field, so that from
//! 2022-01-31 a field is *conforming at the level of its heading*, inferred (decision 14, `law.md` 4.2).

mod page;
mod rows;
mod rubriques;
mod set;

pub use page::markdown;
pub use rows::{Champ, Row};
pub use rubriques::{Admission, DataTables, Rubrique};
pub use set::FieldSet;

/// How sensitive a field is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sensibilite {
    /// Ordinary personal data.
    Ordinaire,
    /// A number that points at one person: identity document, job-seeker, pupil, beneficiary.
    Identifiant,
    /// Data of a third person.
    Tiers,
    /// Origin: nationality, residence permit, a parent born abroad.
    Origine,
    /// Social situation.
    Sociale,
    /// Bank data.
    Bancaire,
    /// Health or disability.
    Handicap,
    /// Free text: it may hold anything.
    TexteLibre,
    /// The NIR.
    Nir,
    /// Protection measures, OQTF, itinerant way of life: highest class (reading A28).
    Protegee,
    /// Criminal convictions (art. 10 RGPD): highest class (reading A28).
    Penale,
}

impl Sensibilite {
    /// Name for people, in French and in English.
    #[must_use]
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Ordinaire => ("ordinaire", "ordinary"),
            Self::Identifiant => ("identifiant", "identifier"),
            Self::Tiers => ("donnée d'un tiers", "data of a third person"),
            Self::Origine => ("origine", "origin"),
            Self::Sociale => ("sociale", "social"),
            Self::Bancaire => ("bancaire", "bank"),
            Self::Handicap => ("santé ou handicap", "health or disability"),
            Self::TexteLibre => ("texte libre", "free text"),
            Self::Nir => ("NIR", "NIR"),
            Self::Protegee => ("mesure de protection ou séjour", "protection measure or residence"),
            Self::Penale => ("pénale", "penal"),
        }
    }
}

/// The eight categories of the annexe of 2015, as the CNIL counts them, and what came later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Categorie {
    /// I.A: identification of the young person.
    Identification,
    /// I.B: family.
    Famille,
    /// II.A: training, diplomas, qualifications.
    Formation,
    /// II.B: employment.
    Emploi,
    /// II.C: social aid.
    AideSociale,
    /// III: housing.
    Logement,
    /// IV.A to IV.C: follow-up.
    Suivi,
    /// IV.D: staff of the mission locale.
    Personnel,
    /// Not in the annexe of 2015.
    HorsAnnexe,
}

impl Categorie {
    /// Every category, in the order of the annexe.
    pub const ALL: [Self; 9] = [
        Self::Identification,
        Self::Famille,
        Self::Formation,
        Self::Emploi,
        Self::AideSociale,
        Self::Logement,
        Self::Suivi,
        Self::Personnel,
        Self::HorsAnnexe,
    ];

    /// Name in JSON, then for people in French and in English.
    #[must_use]
    pub const fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Identification => ("identification", "Identification du jeune", "Identification"),
            Self::Famille => ("famille", "Situation familiale", "Family"),
            Self::Formation => {
                ("formation", "Formations, diplômes, qualifications", "Training and qualifications")
            }
            Self::Emploi => ("emploi", "Situation au regard de l'emploi", "Employment"),
            Self::AideSociale => ("aide_sociale", "Situation au regard de l'aide sociale", "Social aid"),
            Self::Logement => ("logement", "Logement", "Housing"),
            Self::Suivi => ("suivi", "Suivi par la mission locale", "Follow-up"),
            Self::Personnel => ("personnel", "Personnels et mission locale", "Staff and mission locale"),
            Self::HorsAnnexe => ("hors_annexe", "Hors de l'annexe de 2015", "Not in the annexe of 2015"),
        }
    }

    /// The category of a code of the annexe.
    fn of_code(code: &str) -> Self {
        let starts = [
            ("I.A", Self::Identification),
            ("I.B", Self::Famille),
            ("II.A", Self::Formation),
            ("II.B", Self::Emploi),
            ("II.C", Self::AideSociale),
            ("III", Self::Logement),
            ("IV.D", Self::Personnel),
            ("IV", Self::Suivi),
        ];
        starts.into_iter().find(|(start, _)| code.starts_with(start)).map_or(Self::HorsAnnexe, |(_, of)| of)
    }
}

impl Champ {
    /// Its category in the annexe of 2015. The date of birth goes with I.A.2 (reading A1), the age of the staff with
    /// the rest of IV.D.
    #[must_use]
    pub fn categorie(self) -> Categorie {
        match self {
            Self::DateNaissance => Categorie::Identification,
            Self::AgentAge => Categorie::Personnel,
            _ => self.row().code.map_or(Categorie::HorsAnnexe, Categorie::of_code),
        }
    }

    /// Whether the person may leave the answer empty: I.A.3 (« réponse facultative »).
    #[must_use]
    pub const fn is_optional_answer(self) -> bool {
        matches!(self, Self::ParentNeALEtranger)
    }

    /// Whether the act names a condition for the datum: I.B.2 (« si mineur »), 1° bis and 1° sexies (certain
    /// persons only).
    #[must_use]
    pub const fn is_conditional(self) -> bool {
        matches!(self, Self::RepresentantsLegaux | Self::Protecteurs | Self::SituationPenitentiaire)
    }
}
