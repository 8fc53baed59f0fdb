//! One type for all codes: the bytes, and a kind that says which forms they may have.

use core::fmt;
use core::hash::Hash;
use core::marker::PhantomData;
use core::str::FromStr;
use std::borrow::Cow;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::CodeError;
use crate::error::ErrorCode;
use crate::serde_text;

/// Characters that may stand at one position: a range of ASCII.
#[derive(Clone, Copy, Debug)]
pub struct Class {
    first: u8,
    last: u8,
}

impl Class {
    const fn holds(self, character: char) -> bool {
        self.first as char <= character && character <= self.last as char
    }
}

/// A digit.
pub(super) const D: Class = range(b'0', b'9');
/// A capital letter.
pub(super) const L: Class = range(b'A', b'Z');

pub(super) const fn range(first: u8, last: u8) -> Class {
    Class { first, last }
}

pub(super) const fn only(byte: u8) -> Class {
    range(byte, byte)
}

/// A kind of code: its name and the forms that it may have.
pub trait Form: Copy + Ord + Hash + 'static {
    /// Name of the type, in JSON Schema and in [`Debug`](fmt::Debug).
    const NAME: &'static str;
    /// What serde expected, when it was given something else than text.
    const EXPECTED: &'static str;
    /// Code of the error; its sentence says the form.
    const ERROR: ErrorCode;
    /// Whether the code points at one person: [`Debug`](fmt::Debug) does not show it then.
    const PERSONAL: bool = false;
    /// The forms, each a class per character.
    const FORMS: &'static [&'static [Class]];
}

/// A code of at most `N` characters, whose form was checked. It has a name for each kind, such as
/// [`CodeRome`](super::CodeRome).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code<K, const N: usize> {
    /// ASCII, filled up with zeros.
    bytes: [u8; N],
    kind: PhantomData<K>,
}

impl<K: Form, const N: usize> Code<K, N> {
    /// The code as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        let text = self.bytes.split(|byte| *byte == 0).next().unwrap_or_default();
        core::str::from_utf8(text).unwrap_or_default()
    }

    /// The bytes, filled up with zeros.
    pub(crate) const fn bytes(&self) -> &[u8; N] {
        &self.bytes
    }

    /// A code whose bytes are known to have the form of the kind.
    pub(crate) const fn of_checked(bytes: [u8; N]) -> Self {
        Self { bytes, kind: PhantomData }
    }

    /// The same characters as a code of another kind, if they have its form.
    pub(super) fn recast<J: Form, const M: usize>(&self) -> Option<Code<J, M>> {
        self.as_str().parse().ok()
    }
}

/// How many characters of the text fit the form; the text and the form are equally long.
fn fitting(text: &str, form: &[Class]) -> usize {
    text.chars().zip(form).take_while(|(character, class)| class.holds(*character)).count()
}

impl<K: Form, const N: usize> FromStr for Code<K, N> {
    type Err = CodeError;

    fn from_str(text: &str) -> Result<Self, CodeError> {
        // A huge text is not counted to its end.
        let length = text.chars().take(N + 1).count();
        let forms = K::FORMS.iter().filter(|form| form.len() == length);
        let best = forms.map(|form| fitting(text, form)).max().ok_or(CodeError::length(K::ERROR))?;
        if best < length {
            return Err(CodeError::at(K::ERROR, u8::try_from(best + 1).unwrap_or(u8::MAX)));
        }
        let mut bytes = [0; N];
        bytes.iter_mut().zip(text.bytes()).for_each(|(to, from)| *to = from);
        Ok(Self::of_checked(bytes))
    }
}

impl<K: Form, const N: usize> fmt::Display for Code<K, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

impl<K: Form, const N: usize> fmt::Debug for Code<K, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = if K::PERSONAL { "…" } else { self.as_str() };
        write!(f, "{}({shown})", K::NAME)
    }
}

impl<K: Form, const N: usize> Serialize for Code<K, N> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de, K: Form, const N: usize> Deserialize<'de> for Code<K, N> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_text::parse(deserializer, K::EXPECTED, |text| text.parse::<Self>())
    }
}

impl<K: Form, const N: usize> JsonSchema for Code<K, N> {
    fn schema_name() -> Cow<'static, str> {
        K::NAME.into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "description": K::ERROR.row().fr, "pattern": pattern(K::FORMS) })
    }
}

/// The forms as a regular expression, so that the schema says what the parser does.
pub(super) fn pattern(forms: &[&[Class]]) -> String {
    let class = |class: &Class| match (char::from(class.first), char::from(class.last)) {
        (first, last) if first == last => first.to_string(),
        (first, last) => format!("[{first}-{last}]"),
    };
    let forms: Vec<String> = forms.iter().map(|form| form.iter().map(class).collect()).collect();
    format!("^({})$", forms.join("|"))
}
