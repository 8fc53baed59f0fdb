//! Numbers that point at one person. Their `Debug` shows nothing; `Display` and serde give the number, for exports.

use super::form::{Class, Code, D, Form, L, only};
use crate::error::ErrorCode;

/// Kind of [`NumeroDe`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum JobSeeker {}

impl Form for JobSeeker {
    const NAME: &'static str = "NumeroDe";
    const EXPECTED: &'static str = "the identifier of a job-seeker";
    const ERROR: ErrorCode = ErrorCode::NumeroDe;
    const PERSONAL: bool = true;
    const FORMS: &'static [&'static [Class]] = &[
        &[D, D, D, D, D, D, D, L],
        &[D, D, D, D, D, D, D, D],
        &[only(b'0'), D, D, D, D, D, D, D, D, D, L],
        &[D, D, D, D, D, D, D, D, D, D, D],
    ];
}

/// Identifiant demandeur d'emploi (IDE), given by Pôle emploi, now France Travail.
///
/// | form | what it is | evidence |
/// | --- | --- | --- |
/// | 7 digits, a letter or a digit (`4053956Z`) | identifier of one région | seen: the interface of I-MILO; the check of the platform *les emplois de l'inclusion* since 2020 |
/// | 0, 9 digits, a letter | local identifier, with what looks like a territory in front | secondary: an application of Pôle emploi (*perspectives*) |
/// | 11 digits | national identifier since 2025 | secondary: the same platform, changed in 2025; one that begins with 0 may be a local one as well |
///
/// ```
/// use imilo_core::dossier::{FormeNumeroDe, NumeroDe};
/// let numero: NumeroDe = "4053956Z".parse()?;
/// assert_eq!(numero.forme(), FormeNumeroDe::Regional);
/// assert_eq!(format!("{numero:?}"), "NumeroDe(…)");
/// # Ok::<(), imilo_core::dossier::CodeError>(())
/// ```
///
/// # Droit
/// Décret n° 2015-59, annexe, II.B.3: « identifiant demandeur d'emploi (IDE) ».
pub type NumeroDe = Code<JobSeeker, 11>;

/// Which of its forms a [`NumeroDe`] has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FormeNumeroDe {
    /// Eight characters.
    Regional,
    /// Eleven characters, the last one a letter.
    Local,
    /// Eleven digits.
    National,
}

impl NumeroDe {
    /// Which form the number has.
    #[must_use]
    pub fn forme(&self) -> FormeNumeroDe {
        match self.bytes() {
            [.., 0] => FormeNumeroDe::Regional,
            [.., last] if last.is_ascii_digit() => FormeNumeroDe::National,
            _ => FormeNumeroDe::Local,
        }
    }
}

/// Kind of [`Ine`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pupil {}

impl Form for Pupil {
    const NAME: &'static str = "Ine";
    const EXPECTED: &'static str = "an INE";
    const ERROR: ErrorCode = ErrorCode::Ine;
    const PERSONAL: bool = true;
    const FORMS: &'static [&'static [Class]] = &[
        &[D, D, D, D, D, D, D, D, D, L, L],
        &[D, D, D, D, D, D, D, D, D, D, L],
        &[D, D, D, D, only(b'A'), D, D, D, D, D, L],
    ];
}

/// Identifiant national élève (INE): eleven characters, by form; its key is not checked (no source was found).
///
/// Forms: nine digits and two letters (national directory RNIE, general since the school year 2018), ten digits and
/// a letter (BEA, before), four digits, A, five digits and a letter (apprentices). Evidence: secondary (code of
/// public applications on apprenticeship, encyclopaedia). Universities gave numbers of other forms before the
/// directory: no description was found, and they are refused.
///
/// # Droit
/// Décret n° 2015-59, annexe, II.A.8: « numéro d'enregistrement interne de l'élève dans le système interministériel
/// d'échanges d'information »; that this is the INE is *inferred*.
pub type Ine = Code<Pupil, 11>;

/// Which of its forms an [`Ine`] has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum FormeIne {
    /// Nine digits and two letters.
    Rnie,
    /// Ten digits and a letter.
    Bea,
    /// Four digits, A, five digits, a letter.
    Apprentissage,
}

impl Ine {
    /// Which form the number has.
    #[must_use]
    pub fn forme(&self) -> FormeIne {
        match self.bytes() {
            [_, _, _, _, b'A', ..] => FormeIne::Apprentissage,
            [.., last, _] if last.is_ascii_digit() => FormeIne::Bea,
            _ => FormeIne::Rnie,
        }
    }
}
