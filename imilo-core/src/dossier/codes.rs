//! Codes with a form: what is wrong with them is said without repeating them.

use core::fmt;
use core::str::FromStr;

use crate::error::{CodedError, ErrorCode};

/// Why a text is not such a code. Carries no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum CodeError {
    /// Not a code of the Code officiel géographique: five characters, `01053`, `2A004`, `99100`.
    #[error("a commune or country code has five characters, digits but for 2A and 2B")]
    Commune,
    /// Not the code of a structure: eight characters, `65440S00`.
    #[error("the code of a structure has eight characters: a commune code, S, two digits")]
    Structure,
}

impl CodedError for CodeError {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Commune => ErrorCode::CodeCommune,
            Self::Structure => ErrorCode::CodeStructure,
        }
    }
}

/// Whether five bytes have the form of a code of the Code officiel géographique.
fn is_commune([d1, d2, rest @ ..]: [u8; 5]) -> bool {
    let departement = d1.is_ascii_digit() && d2.is_ascii_digit() || d1 == b'2' && matches!(d2, b'A' | b'B');
    departement && rest.iter().all(u8::is_ascii_digit) && [d1, d2] != *b"00"
}

/// Code of a commune or country (Code officiel géographique), checked by its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct CodeCommune([u8; 5]);

impl FromStr for CodeCommune {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let code: [u8; 5] = text.as_bytes().try_into().map_err(|_| CodeError::Commune)?;
        if is_commune(code) { Ok(Self(code)) } else { Err(CodeError::Commune) }
    }
}

impl fmt::Display for CodeCommune {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{}", char::from(*byte)))
    }
}

/// Code of a structure of the network of missions locales (`65440S00`), checked by its form.
///
/// ```
/// use imilo_core::dossier::CodeStructure;
/// assert_eq!("2A004S00".parse::<CodeStructure>()?.to_string(), "2A004S00");
/// assert!("65440".parse::<CodeStructure>().is_err());
/// # Ok::<(), imilo_core::dossier::CodeError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CodeStructure([u8; 8]);

impl FromStr for CodeStructure {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        let code: [u8; 8] = text.as_bytes().try_into().map_err(|_| CodeError::Structure)?;
        let [a, b, c, d, e, letter, n1, n2] = code;
        let form =
            is_commune([a, b, c, d, e]) && letter == b'S' && n1.is_ascii_digit() && n2.is_ascii_digit();
        if form { Ok(Self(code)) } else { Err(CodeError::Structure) }
    }
}

impl fmt::Display for CodeStructure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{}", char::from(*byte)))
    }
}
