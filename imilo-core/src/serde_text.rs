//! Reading a value from a text by serde, without ever repeating what was read.
//!
//! serde's own messages quote the value found ("invalid type: integer `1850…`"): for a NIR or a birth date
//! that is a leak. This visitor takes text only and answers everything else with a fixed sentence.

use core::fmt;
use core::marker::PhantomData;

use serde::Deserializer;
use serde::de::{Error, MapAccess, SeqAccess, Visitor};

/// Reads a text and parses it; the error names what was expected and never the value.
pub(crate) fn parse<'de, D, T, E, F>(deserializer: D, expected: &'static str, parse: F) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    E: fmt::Display,
    F: FnOnce(&str) -> Result<T, E>,
{
    let visitor = Text { expected, parse, of: PhantomData };
    // Asked for a text, serde_json quotes what it finds instead; asked for anything, it lets the visitor refuse.
    if deserializer.is_human_readable() {
        deserializer.deserialize_any(visitor)
    } else {
        deserializer.deserialize_str(visitor)
    }
}

struct Text<T, E, F> {
    expected: &'static str,
    parse: F,
    of: PhantomData<(T, E)>,
}

impl<T, E, F> Text<T, E, F> {
    fn refuse<X: Error>(&self) -> X {
        X::custom(format_args!("expected {}, as text", self.expected))
    }
}

impl<'de, T, E: fmt::Display, F: FnOnce(&str) -> Result<T, E>> Visitor<'de> for Text<T, E, F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.expected)
    }

    fn visit_str<X: Error>(self, text: &str) -> Result<T, X> {
        (self.parse)(text).map_err(X::custom)
    }

    fn visit_bool<X: Error>(self, _: bool) -> Result<T, X> {
        Err(self.refuse())
    }
    fn visit_i64<X: Error>(self, _: i64) -> Result<T, X> {
        Err(self.refuse())
    }
    fn visit_i128<X: Error>(self, _: i128) -> Result<T, X> {
        Err(self.refuse())
    }
    fn visit_u64<X: Error>(self, _: u64) -> Result<T, X> {
        Err(self.refuse())
    }
    fn visit_u128<X: Error>(self, _: u128) -> Result<T, X> {
        Err(self.refuse())
    }
    fn visit_f64<X: Error>(self, _: f64) -> Result<T, X> {
        Err(self.refuse())
    }
    fn visit_char<X: Error>(self, _: char) -> Result<T, X> {
        Err(self.refuse())
    }
    fn visit_bytes<X: Error>(self, _: &[u8]) -> Result<T, X> {
        Err(self.refuse())
    }
    fn visit_none<X: Error>(self) -> Result<T, X> {
        Err(self.refuse())
    }
    fn visit_unit<X: Error>(self) -> Result<T, X> {
        Err(self.refuse())
    }
    fn visit_some<D: Deserializer<'de>>(self, _: D) -> Result<T, D::Error> {
        Err(self.refuse())
    }
    fn visit_newtype_struct<D: Deserializer<'de>>(self, _: D) -> Result<T, D::Error> {
        Err(self.refuse())
    }
    fn visit_seq<A: SeqAccess<'de>>(self, _: A) -> Result<T, A::Error> {
        Err(self.refuse())
    }
    fn visit_map<A: MapAccess<'de>>(self, _: A) -> Result<T, A::Error> {
        Err(self.refuse())
    }
}
