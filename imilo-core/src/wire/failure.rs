//! An error as it leaves the library: code, field, place, both sentences, and never a value.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{CodedError, ErrorCode};

/// Why a request could not be judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// Name of the code (`docs/errors.md`).
    pub code: String,
    /// Number of the code, as in the C ABI.
    pub number: i32,
    /// Path of the field (`facts.programmes[1].end`).
    pub field: Option<String>,
    /// 1-based position in a text, after normalisation.
    pub position: Option<i32>,
    /// 1-based line of the request, for JSON that cannot be read.
    pub line: Option<i32>,
    /// Sentence in French.
    pub message_fr: String,
    /// Sentence in English.
    pub message_en: String,
}

impl core::fmt::Display for Failure {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}: {}", self.code, self.message_en)?;
        self.field.as_ref().map_or(Ok(()), |field| write!(f, " ({field})"))
    }
}

impl std::error::Error for Failure {}

impl<E: CodedError> From<E> for Failure {
    fn from(error: E) -> Self {
        let mut failure = Self::of(error.code());
        failure.field = error.field();
        failure.position = error.position().map(i32::from);
        failure
    }
}

impl Failure {
    /// A failure that says no more than its code.
    #[must_use]
    pub fn of(code: ErrorCode) -> Self {
        let row = code.row();
        Self {
            code: row.slug.to_owned(),
            number: i32::from(row.number),
            field: None,
            position: None,
            line: None,
            message_fr: row.fr.to_owned(),
            message_en: row.en.to_owned(),
        }
    }

    /// The library failed: a panic was caught at the edge. Nothing of it is told.
    #[must_use]
    pub fn internal() -> Self {
        Self::of(ErrorCode::Internal)
    }

    pub(super) fn unknown_entry() -> Self {
        Self::of(ErrorCode::UnknownEntry)
    }

    /// The failure as JSON.
    #[must_use]
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }

    pub(super) fn at(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self
    }
}

/// Reads a request. `prefix` is the path of the part that is read (`facts.`).
pub(super) fn read<T: DeserializeOwned>(text: &str, prefix: &str) -> Result<T, Failure> {
    let mut json = serde_json::Deserializer::from_str(text);
    let value = serde_path_to_error::deserialize(&mut json).map_err(|error| {
        let path = error.path().to_string();
        described(error.inner(), prefix, &path)
    })?;
    json.end().map_err(|error| described(&error, prefix, "."))?;
    Ok(value)
}

/// Turns serde's error, whose message may quote the value, into one of the catalogue.
fn described(error: &serde_json::Error, prefix: &str, path: &str) -> Failure {
    if error.is_syntax() || error.is_eof() {
        let mut failure = Failure::of(ErrorCode::JsonSyntax);
        failure.line = i32::try_from(error.line()).ok();
        return failure;
    }
    let message = error.to_string();
    let code = ErrorCode::ALL.iter().find(|row| message.starts_with(row.en));
    let mut failure = Failure::of(code.map_or(ErrorCode::JsonField, |row| row.code));
    // Only a key made of letters is repeated: anything else might be a value put in the wrong place.
    let quoted = message.split('`').nth(1).filter(|name| {
        (message.starts_with("unknown field")
            || message.starts_with("missing field")
            || message.starts_with("duplicate field"))
            && name.len() <= 40
            && name.bytes().all(|byte| byte.is_ascii_alphabetic() || byte == b'_')
    });
    let path = path.trim_matches('.');
    let field = match quoted {
        Some(name) if path.is_empty() => name.to_owned(),
        Some(name) if path.ends_with(name) => path.to_owned(),
        Some(name) => format!("{path}.{name}"),
        None => path.to_owned(),
    };
    if !field.is_empty() && field != "?" {
        failure.field = Some(format!("{prefix}{field}"));
    }
    failure
}
