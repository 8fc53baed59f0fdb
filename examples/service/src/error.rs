//! Errors as they leave the service: a code, both sentences, perhaps a field; never a value.

mod table;

use imilo_core::error::CodedError;
use imilo_core::wire::Failure;
use serde::Serialize;

pub use table::Code;
use table::ROWS;

/// An error of the service or of the library.
#[derive(Clone, Debug, Serialize, thiserror::Error)]
#[error("{code}: {message_en}{}", .field.as_ref().map(|field| format!(" ({field})")).unwrap_or_default())]
pub struct ServiceError {
    /// Status of the answer.
    #[serde(skip)]
    pub status: u16,
    /// Stable code.
    pub code: String,
    /// Path of the field that is at fault.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
    /// Sentence in French.
    pub message_fr: String,
    /// Sentence in English.
    pub message_en: String,
}

/// What everything here returns.
pub type Result<T> = std::result::Result<T, ServiceError>;

impl From<Code> for ServiceError {
    fn from(code: Code) -> Self {
        let found = ROWS.iter().find(|row| row.code == code);
        let (status, slug, fr, en) =
            found.map_or((500, "internal", "", ""), |r| (r.status, r.slug, r.fr, r.en));
        Self {
            status,
            code: slug.to_owned(),
            field: None,
            message_fr: fr.to_owned(),
            message_en: en.to_owned(),
        }
    }
}

impl From<Failure> for ServiceError {
    fn from(failure: Failure) -> Self {
        let Failure { code, field, message_fr, message_en, .. } = failure;
        Self { status: 422, code, field, message_fr, message_en }
    }
}

impl ServiceError {
    /// The error, with the name of what is at fault.
    #[must_use]
    pub fn at(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// The error, with the status of something that the service did wrong.
    #[must_use]
    pub const fn ours(mut self) -> Self {
        self.status = 500;
        self
    }
}

/// An error of the library, as the service tells it.
pub fn coded(error: impl CodedError) -> ServiceError {
    Failure::from(error).into()
}

/// An error of the database: its text may hold values of a row, and is not told; its state is.
impl From<sqlx::Error> for ServiceError {
    fn from(error: sqlx::Error) -> Self {
        let state = error.as_database_error().and_then(|error| error.code()).unwrap_or_default();
        tracing::error!(code = "database", sqlstate = %state);
        Code::Database.into()
    }
}

impl From<serde_json::Error> for ServiceError {
    fn from(_: serde_json::Error) -> Self {
        Code::Internal.into()
    }
}
