//! Codes of places: Code officiel géographique of the Insee.

use super::form::{Class, Code, D, Form, only, range};
use crate::error::ErrorCode;

/// Kind of [`CodeCommune`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Commune {}

impl Form for Commune {
    const NAME: &'static str = "CodeCommune";
    const EXPECTED: &'static str = "a commune code";
    const ERROR: ErrorCode = ErrorCode::CodeCommune;
    const FORMS: &'static [&'static [Class]] = &[
        &[only(b'0'), range(b'1', b'9'), D, D, D],
        &[range(b'1', b'8'), D, D, D, D],
        &[only(b'9'), range(b'0', b'8'), D, D, D],
        &[only(b'2'), range(b'A', b'B'), D, D, D],
    ];
}

/// Code of a commune: `01053`, `2A004`, `97411`; also of an arrondissement of Paris, Lyon or Marseille.
///
/// By its form: five characters, digits but for 2A and 2B, neither 00 nor 99 (a country) in front.
///
/// ```
/// use imilo_core::dossier::CodeCommune;
/// let commune: CodeCommune = "97411".parse()?;
/// assert_eq!(commune.departement().as_str(), "974");
/// assert!("99100".parse::<CodeCommune>().is_err());
/// # Ok::<(), imilo_core::dossier::CodeError>(())
/// ```
pub type CodeCommune = Code<Commune, 5>;

/// Kind of [`CodePays`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Pays {}

impl Form for Pays {
    const NAME: &'static str = "CodePays";
    const EXPECTED: &'static str = "a country code";
    const ERROR: ErrorCode = ErrorCode::CodePays;
    const FORMS: &'static [&'static [Class]] =
        &[&[only(b'9'), only(b'9'), D, D, D], &[only(b'9'), only(b'8'), range(b'2', b'5'), D, D]];
}

/// Code of a country (`99352`), or of a former French territory before its independence (`98204`).
///
/// By its form: 99 and three digits, or 982 to 985 and two digits. Codes of 984 and 985 are also those of communes
/// (Terres australes; Mayotte until 2007).
pub type CodePays = Code<Pays, 5>;

/// Kind of [`CodeLieu`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lieu {}

impl Form for Lieu {
    const NAME: &'static str = "CodeLieu";
    const EXPECTED: &'static str = "a commune or country code";
    const ERROR: ErrorCode = ErrorCode::CodeLieu;
    const FORMS: &'static [&'static [Class]] = &[
        &[only(b'0'), range(b'1', b'9'), D, D, D],
        &[range(b'1', b'9'), D, D, D, D],
        &[only(b'2'), range(b'A', b'B'), D, D, D],
    ];
}

/// Code of a commune or of a country, as for a place of birth.
///
/// [`commune`](Self::commune) and [`pays`](Self::pays) say what it can be by its form; both for 98201 to 98599.
///
/// # Droit
/// Décret n° 2015-59, annexe, I.A.2: « lieu de naissance, code INSEE de la commune, pays de naissance ».
pub type CodeLieu = Code<Lieu, 5>;

/// Kind of [`CodeDepartement`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Departement {}

impl Form for Departement {
    const NAME: &'static str = "CodeDepartement";
    const EXPECTED: &'static str = "the code of a département";
    const ERROR: ErrorCode = ErrorCode::CodeDepartement;
    const FORMS: &'static [&'static [Class]] = &[
        &[only(b'0'), range(b'1', b'9')],
        &[range(b'1', b'8'), D],
        &[only(b'9'), range(b'0', b'6')],
        &[only(b'2'), range(b'A', b'B')],
        &[only(b'9'), range(b'7', b'8'), D],
    ];
}

/// Code of a département or overseas collectivity: `01`, `2A`, `976`.
///
/// By its form: 01 to 96, 2A, 2B, 970 to 989. 20 was Corsica until 1975, 96 Tunisia until 1956.
pub type CodeDepartement = Code<Departement, 3>;

/// Kind of [`CodeRegion`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Region {}

impl Form for Region {
    const NAME: &'static str = "CodeRegion";
    const EXPECTED: &'static str = "the code of a région";
    const ERROR: ErrorCode = ErrorCode::CodeRegion;
    const FORMS: &'static [&'static [Class]] = &[&[D, D]];
}

/// Code of a région: `11`, `94`, `04`. By its form: two digits.
pub type CodeRegion = Code<Region, 2>;

impl CodeCommune {
    /// Département, or overseas collectivity, that the first two or three characters are.
    #[must_use]
    pub fn departement(&self) -> CodeDepartement {
        CodeDepartement::front_of(self.bytes())
    }
}

impl CodeLieu {
    /// The code as that of a commune, when its form is that of one.
    #[must_use]
    pub fn commune(&self) -> Option<CodeCommune> {
        self.recast()
    }

    /// The code as that of a country, when its form is that of one.
    #[must_use]
    pub fn pays(&self) -> Option<CodePays> {
        self.recast()
    }
}

impl From<CodeCommune> for CodeLieu {
    fn from(commune: CodeCommune) -> Self {
        Self::of_checked(*commune.bytes())
    }
}

impl From<CodePays> for CodeLieu {
    fn from(pays: CodePays) -> Self {
        Self::of_checked(*pays.bytes())
    }
}

impl CodeDepartement {
    /// The département in front of a commune code: three characters overseas (97, 98), else two.
    fn front_of([a, b, c, ..]: &[u8; 5]) -> Self {
        let overseas = *a == b'9' && matches!(b, b'7' | b'8');
        Self::of_checked([*a, *b, if overseas { *c } else { 0 }])
    }
}
