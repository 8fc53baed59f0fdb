//! I.A.5: a NIR as it was read.

use schemars::JsonSchema;
use serde::de::{Error, MapAccess};
use serde::{Deserialize, Deserializer, Serialize};

use crate::nir::{Acceptance, KeyState, Nir, NirError, NirFault};
use crate::serde_read::{Readable, keyed, keys, required, word};
use crate::serde_text::{self, Take};

use super::part::{Datum, redacted};

/// I.A.5: a NIR as it was read: accepted, or refused with the reason. The text of a refused number is not kept.
#[derive(Clone, PartialEq, Eq)]
pub enum NirRead {
    /// Form and key are right; the key may be absent.
    Accepted(Nir),
    /// Refused, and why.
    Refused(NirError),
}

impl NirRead {
    /// Reads a number by the default acceptance.
    #[must_use]
    pub fn read(text: &str) -> Self {
        Nir::parse(text, &Acceptance::default()).map_or_else(Self::Refused, Self::Accepted)
    }

    /// The number, if it was accepted.
    #[must_use]
    pub const fn accepted(&self) -> Option<&Nir> {
        match self {
            Self::Accepted(nir) => Some(nir),
            Self::Refused(_) => None,
        }
    }
}

redacted!(NirRead);
impl Datum for NirRead {}

/// A NIR in JSON: the number, or why a number was refused when it was read.
#[derive(JsonSchema)]
#[serde(untagged)]
#[expect(dead_code, reason = "only its schema is used")]
pub(super) enum NirJson {
    /// The number, with its key or without.
    Number(String),
    /// A number that was refused.
    Refused(RefusedJson),
}

/// Why a number was refused. Its text is not kept.
#[derive(Default, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct RefusedJson {
    /// The part refused, the first in reading order.
    #[schemars(required)]
    refused: Option<NirFault>,
    /// Where, from 1, after normalisation; absent for the length.
    #[serde(skip_serializing_if = "Option::is_none")]
    position: Option<u8>,
    /// What is known of the key; absent when a character is not legal.
    #[serde(skip_serializing_if = "Option::is_none")]
    key: Option<KeyState>,
}

keyed!(RefusedJson { refused, position, key });

impl From<&NirError> for RefusedJson {
    fn from(error: &NirError) -> Self {
        Self { refused: Some(error.fault), position: error.position, key: error.key }
    }
}

impl Readable for NirFault {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word(deserializer, "a part of a NIR")
    }
}

impl Readable for KeyState {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word(deserializer, "a state of the key")
    }
}

/// A text, or why one was refused.
struct Written;

impl<'de> Take<'de> for Written {
    type Value = NirRead;

    fn expected(&self) -> &'static str {
        "a NIR, as text"
    }

    fn text<E: Error>(self, text: &str) -> Result<NirRead, E> {
        Ok(NirRead::read(text))
    }

    fn object<A: MapAccess<'de>>(self, object: A) -> Result<NirRead, A::Error> {
        let RefusedJson { refused, position, key } = keys(object)?;
        let fault = required(refused, "refused")?;
        // No number has more than fifteen characters: anything else might be a value put in the wrong place.
        if position.is_some_and(|position| !(1..=15).contains(&position)) {
            return Err(A::Error::custom("expected a position from 1 to 15"));
        }
        Ok(NirRead::Refused(NirError { fault, position, key }))
    }
}

impl<'de> Deserialize<'de> for NirRead {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_text::read(deserializer, Written)
    }
}

impl Readable for NirRead {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}
