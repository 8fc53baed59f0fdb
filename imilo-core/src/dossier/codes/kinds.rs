//! Codes of jobs, training, schools, addresses and structures.

use super::form::{Class, Code, D, Form, only, range};
use crate::error::ErrorCode;

/// Kind of [`CodeStructure`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Structure {}

const S: Class = only(b'S');

impl Form for Structure {
    const NAME: &'static str = "CodeStructure";
    const EXPECTED: &'static str = "the code of a structure";
    const ERROR: ErrorCode = ErrorCode::CodeStructure;
    const FORMS: &'static [&'static [Class]] = &[
        &[only(b'0'), range(b'1', b'9'), D, D, D, S, D, D],
        &[range(b'1', b'9'), D, D, D, D, S, D, D],
        &[only(b'2'), range(b'A', b'B'), D, D, D, S, D, D],
    ];
}

/// Code of a structure of the network of missions locales (`65440S00`), checked by its form.
///
/// Five characters formed like a commune code, an S, two digits: so are all 450 of a public list of 2023. The five
/// are not always a commune (99994S00 was made for a merger).
///
/// ```
/// use imilo_core::dossier::CodeStructure;
/// assert_eq!("2A004S00".parse::<CodeStructure>()?.to_string(), "2A004S00");
/// assert!("65440".parse::<CodeStructure>().is_err());
/// # Ok::<(), imilo_core::dossier::CodeError>(())
/// ```
pub type CodeStructure = Code<Structure, 8>;

/// Kind of [`CodePostal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Postal {}

impl Form for Postal {
    const NAME: &'static str = "CodePostal";
    const EXPECTED: &'static str = "a French postal code";
    const ERROR: ErrorCode = ErrorCode::CodePostal;
    const FORMS: &'static [&'static [Class]] = &[&[D, D, D, D, D]];
}

/// Postal code of an address in France: five digits, by form (the army's begin with 00).
pub type CodePostal = Code<Postal, 5>;

/// Kind of [`CodeRome`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rome {}

impl Form for Rome {
    const NAME: &'static str = "CodeRome";
    const EXPECTED: &'static str = "a ROME code";
    const ERROR: ErrorCode = ErrorCode::CodeRome;
    const FORMS: &'static [&'static [Class]] = &[&[range(b'A', b'N'), D, D, D, D]];
}

/// Code of a job in the ROME (répertoire opérationnel des métiers et des emplois): `M1805`.
///
/// By its form: a letter from A to N (the fourteen domains) and four digits.
///
/// # Droit
/// Décret n° 2015-59, annexe, IV.C.3: « ROME de l'emploi recherché ».
pub type CodeRome = Code<Rome, 5>;

/// Kind of [`Formacode`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Training {}

impl Form for Training {
    const NAME: &'static str = "Formacode";
    const EXPECTED: &'static str = "a Formacode";
    const ERROR: ErrorCode = ErrorCode::Formacode;
    const FORMS: &'static [&'static [Class]] = &[&[D, D, D, D, D]];
}

/// Code of a field of training in the thesaurus Formacode of Centre Inffo: five digits, by form (no free list of
/// them was found).
///
/// # Droit
/// Décret n° 2015-59, annexe, IV.C.1: « Formacode ».
pub type Formacode = Code<Training, 5>;

/// Kind of [`CodeAcademie`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Academie {}

impl Form for Academie {
    const NAME: &'static str = "CodeAcademie";
    const EXPECTED: &'static str = "the code of an académie";
    const ERROR: ErrorCode = ErrorCode::CodeAcademie;
    const FORMS: &'static [&'static [Class]] = &[&[D, D]];
}

/// Code of an académie of the ministry of education: `01` Paris, `25` Versailles. Two digits, by form.
///
/// Evidence: seen in the code of public applications of the mission interministérielle pour l'apprentissage
/// (`tableau de bord`), whose list goes from 00 (abroad) to 70 (Normandie); no official list was read.
///
/// # Droit
/// Décret n° 2015-59, annexe, II.A.5: « dernière académie ou région d'origine ».
pub type CodeAcademie = Code<Academie, 2>;
