//! Reading by serde, without ever repeating what was read.
//!
//! serde's own messages quote the value found ("invalid type: integer `1850…`"): for a NIR or a birth date
//! that is a leak. This visitor hands over what is expected and answers everything else with a fixed sentence.

use core::fmt;
use core::marker::PhantomData;

use serde::Deserializer;
use serde::de::{Error, MapAccess, SeqAccess, Visitor};

/// What a value may be read from. Whatever is not taken is refused.
pub(crate) trait Take<'de>: Sized {
    /// What is made of it.
    type Value;

    /// What is expected, for the message (`an object`).
    fn expected(&self) -> &'static str;

    /// The sentence that answers everything else.
    fn refuse<E: Error>(self) -> Result<Self::Value, E> {
        Err(E::custom(format_args!("expected {}", self.expected())))
    }

    /// A text.
    fn text<E: Error>(self, _: &str) -> Result<Self::Value, E> {
        self.refuse()
    }

    /// `true` or `false`.
    fn boolean<E: Error>(self, _: bool) -> Result<Self::Value, E> {
        self.refuse()
    }

    /// A whole number, when it is one of 64 bits.
    fn integer<E: Error>(self, _: i64) -> Result<Self::Value, E> {
        self.refuse()
    }

    /// An array.
    fn list<A: SeqAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
        self.refuse()
    }

    /// An object.
    fn object<A: MapAccess<'de>>(self, _: A) -> Result<Self::Value, A::Error> {
        self.refuse()
    }
}

/// Reads what `take` takes.
pub(crate) fn read<'de, D: Deserializer<'de>, T: Take<'de>>(
    deserializer: D,
    take: T,
) -> Result<T::Value, D::Error> {
    // Asked for a type, serde_json quotes what it finds instead; asked for anything, it lets the visitor refuse.
    deserializer.deserialize_any(Strict(take))
}

/// Reads a text and parses it; the error names what was expected and never the value.
pub(crate) fn parse<'de, D, T, E, F>(deserializer: D, expected: &'static str, parse: F) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    E: fmt::Display,
    F: FnOnce(&str) -> Result<T, E>,
{
    let take = Text { expected, parse, of: PhantomData };
    if deserializer.is_human_readable() {
        read(deserializer, take)
    } else {
        deserializer.deserialize_str(Strict(take))
    }
}

struct Text<T, E, F> {
    expected: &'static str,
    parse: F,
    of: PhantomData<(T, E)>,
}

impl<T, E: fmt::Display, F: FnOnce(&str) -> Result<T, E>> Take<'_> for Text<T, E, F> {
    type Value = T;

    fn expected(&self) -> &'static str {
        self.expected
    }

    fn refuse<X: Error>(self) -> Result<T, X> {
        Err(X::custom(format_args!("expected {}, as text", self.expected)))
    }

    fn text<X: Error>(self, text: &str) -> Result<T, X> {
        (self.parse)(text).map_err(X::custom)
    }
}

struct Strict<T>(T);

impl<'de, T: Take<'de>> Visitor<'de> for Strict<T> {
    type Value = T::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.expected())
    }

    fn visit_str<X: Error>(self, text: &str) -> Result<T::Value, X> {
        self.0.text(text)
    }
    fn visit_bool<X: Error>(self, value: bool) -> Result<T::Value, X> {
        self.0.boolean(value)
    }
    fn visit_i64<X: Error>(self, value: i64) -> Result<T::Value, X> {
        self.0.integer(value)
    }
    fn visit_u64<X: Error>(self, value: u64) -> Result<T::Value, X> {
        match i64::try_from(value) {
            Ok(value) => self.0.integer(value),
            Err(_) => self.0.refuse(),
        }
    }
    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<T::Value, A::Error> {
        self.0.list(list)
    }
    fn visit_map<A: MapAccess<'de>>(self, object: A) -> Result<T::Value, A::Error> {
        self.0.object(object)
    }

    fn visit_i128<X: Error>(self, _: i128) -> Result<T::Value, X> {
        self.0.refuse()
    }
    fn visit_u128<X: Error>(self, _: u128) -> Result<T::Value, X> {
        self.0.refuse()
    }
    fn visit_f64<X: Error>(self, _: f64) -> Result<T::Value, X> {
        self.0.refuse()
    }
    fn visit_char<X: Error>(self, _: char) -> Result<T::Value, X> {
        self.0.refuse()
    }
    fn visit_bytes<X: Error>(self, _: &[u8]) -> Result<T::Value, X> {
        self.0.refuse()
    }
    fn visit_none<X: Error>(self) -> Result<T::Value, X> {
        self.0.refuse()
    }
    fn visit_unit<X: Error>(self) -> Result<T::Value, X> {
        self.0.refuse()
    }
    fn visit_some<D: Deserializer<'de>>(self, _: D) -> Result<T::Value, D::Error> {
        self.0.refuse()
    }
    fn visit_newtype_struct<D: Deserializer<'de>>(self, _: D) -> Result<T::Value, D::Error> {
        self.0.refuse()
    }
}
