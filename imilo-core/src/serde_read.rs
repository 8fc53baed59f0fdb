//! How structures are read by serde: objects only, each key once, no unknown key, and no message that repeats a value.
//!
//! serde's derived code would take an array for an object, field by field in order, and quote a value or a key that
//! it does not expect.

use core::marker::PhantomData;

use serde::de::value::StrDeserializer;
use serde::de::{DeserializeOwned, DeserializeSeed, Error, IntoDeserializer, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};

use crate::calendar::Date;
use crate::serde_text::{self, Take};

/// Text of a fixed list of words, by its own `Deserialize`, whose message would repeat the text.
pub(crate) fn word<'de, T: DeserializeOwned, D: Deserializer<'de>>(
    deserializer: D,
    expected: &'static str,
) -> Result<T, D::Error> {
    serde_text::parse(deserializer, expected, |text| {
        let text: StrDeserializer<'_, NotOfTheList> = text.into_deserializer();
        T::deserialize(text)
    })
}

/// The words of the list that an error of serde names, which end its message: they are of this library, and what was
/// found stands before them.
pub(crate) fn accepted(message: &str) -> Option<String> {
    let message = message.strip_prefix(UNKNOWN)?;
    let (_, words) = message.rsplit_once(EXPECTED)?;
    let words: Vec<&str> = words.split('`').skip(1).step_by(2).collect();
    (!words.is_empty()).then(|| words.join(", "))
}

/// As serde begins the error of a word that is not of its list, and the list in it.
const UNKNOWN: &str = "unknown variant";
const EXPECTED: &str = ", expected ";

/// What serde says of a word that is not of its list: the list, and never the word.
#[derive(Debug)]
struct NotOfTheList(&'static [&'static str]);

impl core::fmt::Display for NotOfTheList {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{UNKNOWN}{EXPECTED}`{}`", self.0.join("`, `"))
    }
}

impl core::error::Error for NotOfTheList {}

impl Error for NotOfTheList {
    fn custom<T: core::fmt::Display>(_: T) -> Self {
        Self(&[])
    }

    fn unknown_variant(_: &str, expected: &'static [&'static str]) -> Self {
        Self(expected)
    }
}

/// A key that must be there.
pub(crate) fn required<T, E: Error>(value: Option<T>, key: &'static str) -> Result<T, E> {
    value.ok_or_else(|| E::missing_field(key))
}

/// What can be read without a message that repeats it.
pub(crate) trait Readable: Sized {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// An object with fixed keys, all of which may be absent.
pub(crate) trait Keyed: Default {
    /// The keys, at most 64.
    const KEYS: &'static [&'static str];

    /// Reads the value of one of [`Self::KEYS`].
    fn read_key<'de, A: MapAccess<'de>>(&mut self, key: &str, object: &mut A) -> Result<(), A::Error>;
}

/// The value of a key.
pub(crate) fn value<'de, T: Readable, A: MapAccess<'de>>(object: &mut A) -> Result<T, A::Error> {
    object.next_value_seed(Seed(PhantomData))
}

/// What a key that is in [`Keyed::KEYS`] and in no arm of [`Keyed::read_key`] would give: the macro writes both.
pub(crate) fn unread<T, E: Error>() -> Result<T, E> {
    Err(E::custom("unknown field"))
}

/// Reads an object.
pub(crate) fn object<'de, T: Keyed, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    const { assert!(T::KEYS.len() <= 64, "a doubled key is found by its bit") };
    serde_text::read(deserializer, Whole(PhantomData))
}

/// Reads the keys of an object that was begun.
pub(crate) fn keys<'de, T: Keyed, A: MapAccess<'de>>(object: A) -> Result<T, A::Error> {
    Whole(PhantomData).object(object)
}

struct Seed<T>(PhantomData<T>);

impl<'de, T: Readable> DeserializeSeed<'de> for Seed<T> {
    type Value = T;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        T::read(deserializer)
    }
}

struct Whole<T>(PhantomData<T>);

impl<'de, T: Keyed> Take<'de> for Whole<T> {
    type Value = T;

    fn expected(&self) -> &'static str {
        "an object"
    }

    fn object<A: MapAccess<'de>>(self, mut object: A) -> Result<T, A::Error> {
        let mut read = T::default();
        let mut seen = 0_u64;
        while let Some(index) = object.next_key_seed(Key(T::KEYS))? {
            let (key, bit) = (T::KEYS.get(index).copied().unwrap_or_default(), 1 << (index % 64));
            if seen & bit != 0 {
                return Err(A::Error::custom(format_args!("duplicate field `{key}`")));
            }
            seen |= bit;
            read.read_key(key, &mut object)?;
        }
        Ok(read)
    }
}

/// A key, as its place in the list.
#[derive(Clone, Copy)]
struct Key(&'static [&'static str]);

impl<'de> DeserializeSeed<'de> for Key {
    type Value = usize;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<usize, D::Error> {
        serde_text::read(deserializer, self)
    }
}

impl Take<'_> for Key {
    type Value = usize;

    fn expected(&self) -> &'static str {
        "a key"
    }

    fn text<E: Error>(self, text: &str) -> Result<usize, E> {
        self.0.iter().position(|key| *key == text).ok_or_else(|| {
            // Letters only: any other key might be a value put in the wrong place.
            let letters = text.len() <= 40 && text.bytes().all(|b| b.is_ascii_alphabetic() || b == b'_');
            E::custom(format_args!("unknown field `{}`", if letters { text } else { "?" }))
        })
    }
}

impl<T: Readable> Readable for Option<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_option(OrNull(PhantomData))
    }
}

struct OrNull<T>(PhantomData<T>);

impl<'de, T: Readable> Visitor<'de> for OrNull<T> {
    type Value = Option<T>;

    fn expecting(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("a value or null")
    }

    fn visit_none<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_unit<E: Error>(self) -> Result<Option<T>, E> {
        Ok(None)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Option<T>, D::Error> {
        T::read(deserializer).map(Some)
    }
}

impl<T: Readable> Readable for Vec<T> {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_text::read(deserializer, List(PhantomData))
    }
}

struct List<T>(PhantomData<T>);

impl<'de, T: Readable> Take<'de> for List<T> {
    type Value = Vec<T>;

    fn expected(&self) -> &'static str {
        "a list"
    }

    fn list<A: SeqAccess<'de>>(self, mut list: A) -> Result<Vec<T>, A::Error> {
        let mut read = Vec::new();
        while let Some(element) = list.next_element_seed(Seed(PhantomData))? {
            read.push(element);
        }
        Ok(read)
    }
}

impl Readable for String {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_text::parse(deserializer, "a value", |text| Ok::<_, core::convert::Infallible>(text.to_owned()))
    }
}

impl Readable for Date {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::deserialize(deserializer)
    }
}

struct YesOrNo;

impl Take<'_> for YesOrNo {
    type Value = bool;

    fn expected(&self) -> &'static str {
        "true or false"
    }

    fn boolean<E: Error>(self, value: bool) -> Result<bool, E> {
        Ok(value)
    }
}

impl Readable for bool {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_text::read(deserializer, YesOrNo)
    }
}

/// A whole number that the type can hold.
struct WholeNumber<T>(PhantomData<T>);

impl<T: TryFrom<i64>> Take<'_> for WholeNumber<T> {
    type Value = T;

    fn expected(&self) -> &'static str {
        "a whole number in the range of the field"
    }

    fn integer<E: Error>(self, value: i64) -> Result<T, E> {
        T::try_from(value).or_else(|_| self.refuse())
    }
}

impl Readable for u8 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_text::read(deserializer, WholeNumber(PhantomData))
    }
}

impl Readable for u16 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_text::read(deserializer, WholeNumber(PhantomData))
    }
}

impl Readable for i64 {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_text::read(deserializer, WholeNumber(PhantomData))
    }
}

/// Reads an object by its keys, some of which must be there. A macro, where a function would not do: structure and keys
/// must not drift apart.
macro_rules! keyed {
    ($name:ident { $($field:ident),* $(,)? } $(required { $($needed:ident),* $(,)? })?) => {
        impl $crate::serde_read::Keyed for $name {
            const KEYS: &'static [&'static str] = &[$(stringify!($field),)*];

            fn read_key<'de, A: serde::de::MapAccess<'de>>(
                &mut self,
                key: &str,
                object: &mut A,
            ) -> Result<(), A::Error> {
                match key {
                    $(stringify!($field) => self.$field = $crate::serde_read::value(object)?,)*
                    _ => return $crate::serde_read::unread(),
                }
                Ok(())
            }
        }

        impl $crate::serde_read::Readable for $name {
            fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let read: Self = $crate::serde_read::object(deserializer)?;
                // Here, and not by whoever asks for the object: the path of the error ends in it.
                $($($crate::serde_read::required(read.$needed.as_ref(), stringify!($needed))?;)*)?
                Ok(read)
            }
        }
    };
}

/// Lets serde read what is [`Readable`].
macro_rules! deserialize {
    ($($name:ident),*) => {$(
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::serde_read::Readable::read(deserializer)
            }
        }
    )*};
}

pub(crate) use {deserialize, keyed};
