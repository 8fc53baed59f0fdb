//! The one error of the surface: a failure of the catalogue, thrown.

use core::fmt;

pub use imilo_core::wire::Failure;

/// Why a request could not be judged: code, place and both sentences, and never a value.
///
/// A refusal by the law is not a failure: it is an answer. The codes are those of `errors()`.
#[uniffi::remote(Record)]
pub struct Failure {
    /// Name of the code (`before_first_rule_set`).
    pub code: String,
    /// Number of the code, as in the C ABI.
    pub number: i32,
    /// Path of the field of the request (`facts.programmes[1].end`), where it can be told.
    pub field: Option<String>,
    /// 1-based position in a text, after normalisation, where it can be told.
    pub position: Option<i32>,
    /// 1-based line of a JSON request that cannot be read.
    pub line: Option<i32>,
    /// Sentence in French.
    #[uniffi(name = "detail_fr")]
    pub message_fr: String,
    /// Sentence in English.
    #[uniffi(name = "detail_en")]
    pub message_en: String,
}

/// What every function of the surface throws: a [`Failure`].
///
/// In Kotlin it is the class `ImiloException`, written by hand, since a generated exception shows its fields
/// where `message` should be a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImiloError(Failure);

impl ImiloError {
    /// What is told of it.
    #[must_use]
    pub const fn failure(&self) -> &Failure {
        &self.0
    }
}

impl fmt::Display for ImiloError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for ImiloError {}

impl From<Failure> for ImiloError {
    fn from(failure: Failure) -> Self {
        Self(failure)
    }
}

/// A failure on its way to the caller, with its sentence. Kotlin makes an `ImiloException` of it.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Enum)]
pub enum Thrown {
    /// The request could not be judged.
    Failed {
        /// What is told of it.
        failure: Failure,
        /// Code, English sentence and field, for a log.
        sentence: String,
    },
}

impl From<ImiloError> for Thrown {
    fn from(error: ImiloError) -> Self {
        Self::Failed { sentence: error.to_string(), failure: error.0 }
    }
}

impl From<Thrown> for ImiloError {
    fn from(Thrown::Failed { failure, .. }: Thrown) -> Self {
        Self(failure)
    }
}

// An error that is a custom type over an enum: the generated code throws the class that `uniffi.toml` names.
uniffi::custom_type!(ImiloError, Thrown);
