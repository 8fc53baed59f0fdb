//! A field as a source gives it: not carried, empty, or a value.

use core::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::serde_read::Readable;

/// A field as a source gives it.
///
/// In JSON a field that is not carried has no key, an empty one is `null`: three states, none lost.
///
/// ```
/// use imilo_core::dossier::Field;
/// let field: Field<u8> = serde_json::from_str("null")?;
/// assert_eq!(field, Field::Empty);
/// assert!(!Field::<u8>::default().is_carried());
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Default, PartialEq, Eq)]
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

    /// Whether the key is left out of JSON.
    pub(super) const fn is_absent(&self) -> bool {
        matches!(self, Self::NotCarried)
    }
}

/// The state, without the value.
impl<T> fmt::Debug for Field<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NotCarried => "NotCarried",
            Self::Empty => "Empty",
            Self::Given(_) => "Given(…)",
        })
    }
}

impl<T> From<Option<T>> for Field<T> {
    /// A value, or an empty field.
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Empty, Self::Given)
    }
}

impl<T: Serialize> Serialize for Field<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.given().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Field<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::<T>::deserialize(deserializer).map(Self::from)
    }
}

/// Empty or given: what is absent is never read, and stays [`Field::NotCarried`].
impl<T: Readable> Readable for Field<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::<T>::read(deserializer).map(Self::from)
    }
}

impl<T: JsonSchema> JsonSchema for Field<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        Option::<T>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Option::<T>::json_schema(generator)
    }
}

/// A value that should be a code or a word of a list, as it was read: what is no such code is kept as it stands, so
/// that nothing is lost, and is told as a fault.
///
/// ```
/// use imilo_core::dossier::{CodeRome, Coded};
/// let read: Coded<CodeRome> = serde_json::from_str("\"z18\"")?;
/// assert!(read.valid().is_none());
/// assert_eq!(serde_json::to_string(&read)?, "\"z18\"");
/// assert_eq!(format!("{read:?}"), "Invalid(…)");
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq)]
pub enum Coded<T> {
    /// A code of the right form, or a word of the list.
    Valid(T),
    /// Something else, as it was read.
    Invalid(Box<str>),
}

impl<T> Coded<T> {
    /// The code, if it is one.
    pub const fn valid(&self) -> Option<&T> {
        match self {
            Self::Valid(code) => Some(code),
            Self::Invalid(_) => None,
        }
    }

    /// What was read, if it is no such code.
    pub fn invalid(&self) -> Option<&str> {
        match self {
            Self::Valid(_) => None,
            Self::Invalid(text) => Some(text),
        }
    }
}

impl<T: core::str::FromStr> Coded<T> {
    /// Why it is no such code, if it is none.
    pub fn error(&self) -> Option<T::Err> {
        self.invalid().and_then(|text| text.parse::<T>().err())
    }

    /// Reads a text; never fails.
    #[must_use]
    pub fn read(text: &str) -> Self {
        text.parse().map_or_else(|_| Self::Invalid(text.into()), Self::Valid)
    }
}

impl<T: fmt::Display> fmt::Display for Coded<T> {
    /// The text as it was read.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Valid(code) => code.fmt(f),
            Self::Invalid(text) => f.pad(text),
        }
    }
}

/// Whether it is a code, without the code.
impl<T> fmt::Debug for Coded<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Valid(_) => "Valid(…)",
            Self::Invalid(_) => "Invalid(…)",
        })
    }
}

impl<T: fmt::Display> Serialize for Coded<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de, T: core::str::FromStr> Deserialize<'de> for Coded<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::serde_text::parse(deserializer, "a code", |text| {
            Ok::<_, core::convert::Infallible>(Self::read(text))
        })
    }
}

impl<T: core::str::FromStr> Readable for Coded<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

impl<T: JsonSchema> JsonSchema for Coded<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        format!("Coded_{}", T::schema_name()).into()
    }

    /// Any text: what is no such code is kept.
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let code = T::json_schema(generator);
        let mut schema = schemars::json_schema!({ "type": "string" });
        if let Some(pattern) = code.get("pattern") {
            schema.insert("x-pattern".to_owned(), pattern.clone());
        }
        if let Some(words) = code.get("enum") {
            schema.insert("x-enum".to_owned(), words.clone());
        }
        schema
    }
}
