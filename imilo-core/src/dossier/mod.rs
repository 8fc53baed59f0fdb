//! The dossier of a young person, as far as law by date, NIR and retention need it.
//!
//! A source may not carry a field at all, carry it empty, or carry a value: three different things
//! ([`Field`]). What a source does not carry is *not assessable*, never counted as conforming.
//!
//! # Droit
//! Décret n° 2015-59, annexe: I.A.2 (place of birth; the date of birth by reading A1), I.A.5 (NIR), I.A.11
//! (matricule), IV.D.6 (mission locale).

mod codes;

pub use codes::{
    Code, CodeAcademie, CodeCommune, CodeDepartement, CodeError, CodeLieu, CodePays, CodePostal, CodeRegion,
    CodeRome, CodeStructure, Form, Formacode, FormeIne, FormeNumeroDe, Ine, NumeroDe,
};

use crate::conservation::{DossierFacts, Fact, FactSet};
use crate::nir::{Nir, NirError};

/// A field as a source gives it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Field<T> {
    /// The source has no such field: nothing can be said of it.
    #[default]
    NotCarried,
    /// The source has the field, and it is empty.
    Empty,
    /// The value.
    Given(T),
}

impl<T> Field<T> {
    /// The value, if there is one.
    pub const fn given(&self) -> Option<&T> {
        match self {
            Self::Given(value) => Some(value),
            Self::NotCarried | Self::Empty => None,
        }
    }

    /// Whether the source has the field at all.
    pub const fn is_carried(&self) -> bool {
        !matches!(self, Self::NotCarried)
    }
}

/// A dossier, as it was read from a source.
///
/// The NIR is kept as read: accepted, or refused with the reason; the text of a refused number is not kept.
///
/// ```
/// use imilo_core::dossier::{Dossier, Field};
/// let dossier = Dossier::default();
/// assert!(!dossier.nir.is_carried());
/// assert_eq!(dossier.conservation.birth_date, None);
/// ```
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Dossier {
    /// I.A.11: matricule given by the processing.
    pub matricule: Field<String>,
    /// Mission locale of the dossier.
    pub mission_locale: Field<CodeStructure>,
    /// Its usual name, when the source gives it.
    pub mission_locale_nom: Option<String>,
    /// I.A.5: the NIR.
    pub nir: Field<Result<Nir, NirError>>,
    /// I.A.2: commune or country of birth; a text that is no such code is kept as the fault that it is.
    pub commune_naissance: Field<Result<CodeLieu, CodeError>>,
    /// What retention is told.
    pub conservation: DossierFacts,
}

/// Nothing of the person: a dossier may end in a log by mistake.
impl core::fmt::Debug for Dossier {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Dossier(…)")
    }
}

/// Which facts of retention a source carries at all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Carried {
    /// The NIR.
    pub nir: bool,
    /// The mission locale.
    pub mission_locale: bool,
    /// Facts of retention.
    pub facts: FactSet,
}

impl Carried {
    /// Everything that this library knows to read.
    #[must_use]
    pub fn everything() -> Self {
        let facts = Fact::ALL.into_iter().fold(FactSet::default(), FactSet::with);
        Self { nir: true, mission_locale: true, facts }
    }
}
