//! What is wrong with a code.

use core::fmt;

use crate::error::{CodedError, ErrorCode};

/// Why a text is not a code: which code was expected, and where the text leaves its form. Carries no value.
///
/// ```
/// use imilo_core::dossier::CodeCommune;
/// let error = "2C004".parse::<CodeCommune>().unwrap_err();
/// assert!(error.to_string().ends_with("(position 2)"));
/// let error = "01O53".parse::<CodeCommune>().unwrap_err();
/// assert!(!error.to_string().contains("01O53"));
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CodeError {
    code: ErrorCode,
    position: Option<u8>,
}

impl CodeError {
    /// The number of characters is that of no form.
    pub(super) const fn length(code: ErrorCode) -> Self {
        Self { code, position: None }
    }

    /// The character at this 1-based position fits no form.
    pub(super) const fn at(code: ErrorCode, position: u8) -> Self {
        Self { code, position: Some(position) }
    }
}

impl fmt::Display for CodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code.row().en)?;
        match self.position {
            Some(position) => write!(f, " (position {position})"),
            None => f.write_str(" (length)"),
        }
    }
}

impl std::error::Error for CodeError {}

impl CodedError for CodeError {
    fn code(&self) -> ErrorCode {
        self.code
    }

    fn position(&self) -> Option<u8> {
        self.position
    }
}
