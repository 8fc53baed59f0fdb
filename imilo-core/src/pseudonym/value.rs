//! Pseudonyms as values: sixteen bytes and a key id.

use core::fmt;
use core::hash::{Hash, Hasher};
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use subtle::ConstantTimeEq;

use super::{KeyId, text};
use crate::error::{CodedError, ErrorCode};
use crate::serde_text;

/// A text is no pseudonym: prefix, alphabet, length, check or key id. Nothing more is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Malformed;

impl fmt::Display for Malformed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code().row().en)
    }
}

impl std::error::Error for Malformed {}

impl CodedError for Malformed {
    fn code(&self) -> ErrorCode {
        ErrorCode::PseudonymMalformed
    }
}

/// The text form of a pseudonym: forty characters, on the stack.
///
/// ```
/// use imilo_core::pseudonym::Pseudonym;
/// let pseudonym: Pseudonym = "p1.00000001.5w645jrbxgpw6t82j4bd9f4kdfve".parse()?;
/// assert_eq!(pseudonym.text().as_str(), "p1.00000001.5W645JRBXGPW6T82J4BD9F4KDFVE");
/// # Ok::<(), imilo_core::pseudonym::Malformed>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct PseudonymText([u8; text::LENGTH]);

impl PseudonymText {
    /// The characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for PseudonymText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for PseudonymText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PseudonymText(…)")
    }
}

// A macro, where a function would not do: two types that must not be taken for each other.
macro_rules! pseudonym {
    ($(#[$doc:meta])* $name:ident, $prefix:literal, $expected:literal) => {
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub struct $name {
            key_id: KeyId,
            raw: [u8; 16],
        }

        impl $name {
            /// A pseudonym kept as its key id and its sixteen bytes.
            #[must_use]
            pub const fn from_parts(key_id: KeyId, raw: [u8; 16]) -> Self {
                Self { key_id, raw }
            }

            /// Id of the key, which is the version of the domain.
            #[must_use]
            pub const fn key_id(&self) -> KeyId {
                self.key_id
            }

            /// The sixteen bytes: no check of theirs stands with them, unlike in the text.
            #[must_use]
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.raw
            }

            /// The text form, in which every single wrong character is noticed.
            #[must_use]
            pub fn text(&self) -> PseudonymText {
                PseudonymText(text::write(*$prefix, self.key_id, self.raw))
            }
        }

        /// Reads the text form. After the second dot any case is right, I and L are 1, O is 0.
        impl FromStr for $name {
            type Err = Malformed;

            fn from_str(text: &str) -> Result<Self, Malformed> {
                let (key_id, raw) = text::read(*$prefix, text).ok_or(Malformed)?;
                Ok(Self { key_id, raw })
            }
        }

        /// In constant time.
        impl PartialEq for $name {
            fn eq(&self, other: &Self) -> bool {
                let same = self.raw.ct_eq(&other.raw) & self.key_id.to_bytes().ct_eq(&other.key_id.to_bytes());
                bool::from(same)
            }
        }

        impl Eq for $name {}

        impl Hash for $name {
            fn hash<H: Hasher>(&self, state: &mut H) {
                self.key_id.hash(state);
                self.raw.hash(state);
            }
        }

        /// A pseudonym is still a datum of a person: its characters do not show.
        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, concat!(stringify!($name), "({}.…)"), self.key_id)
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.text().as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                serde_text::parse(deserializer, $expected, str::parse)
            }
        }
    };
}

pseudonym! {
    /// A number of one domain that stands for one person: HMAC-SHA-256 of the thirteen characters, cut to 128 bits.
    ///
    /// It stays a personal datum: whoever holds the key finds the person again. See
    /// [`Pseudonymiser`](super::Pseudonymiser).
    Pseudonym, b"p1.", "a pseudonym"
}

pseudonym! {
    /// A pseudonym after the second pass, under the key of its recipient.
    ///
    /// ```
    /// use imilo_core::pseudonym::{Pseudonym, RecipientPseudonym};
    /// let text = "q1.00000002.60YA18S3HCQ8VF2T3EA5YSKEJM9H";
    /// assert!(text.parse::<RecipientPseudonym>().is_ok());
    /// assert!(text.parse::<Pseudonym>().is_err());
    /// ```
    RecipientPseudonym, b"q1.", "a pseudonym of a recipient"
}

#[cfg(test)]
mod tests {
    use super::*;

    const FIRST: &str = "p1.00000001.5W645JRBXGPW6T82J4BD9F4KDFVE";

    #[test]
    fn json_holds_the_text_and_errors_do_not_repeat_it() {
        let pseudonym: Pseudonym = FIRST.parse().unwrap();
        let json = serde_json::to_string(&pseudonym).unwrap();
        assert_eq!(json, format!("\"{FIRST}\""));
        assert_eq!(serde_json::from_str::<Pseudonym>(&json).unwrap(), pseudonym);
        for wrong in [json.replace("5W645", "5W654"), json.replace("p1", "q1"), "[1]".to_owned()] {
            let message = serde_json::from_str::<Pseudonym>(&wrong).unwrap_err().to_string();
            assert!(!message.contains("JRBX") && !message.contains("4KDF"), "{message}");
        }
    }

    #[test]
    fn debug_shows_the_key_id_alone() {
        let pseudonym: Pseudonym = FIRST.parse().unwrap();
        let shown = format!("{pseudonym:?} {:?}", pseudonym.text());
        assert_eq!(shown, "Pseudonym(00000001.…) PseudonymText(…)");
    }

    #[test]
    fn equality_looks_at_the_key_id_too() {
        let [one, two] = [1, 2].map(|id| Pseudonym::from_parts(KeyId::new(id).unwrap(), [3; 16]));
        assert_ne!(one, two);
        assert_eq!(one, Pseudonym::from_parts(one.key_id(), *one.as_bytes()));
    }
}
