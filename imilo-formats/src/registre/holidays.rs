//! Whose holidays count for a register, in one word.

use std::str::FromStr;

use imilo_core::calendar::jours_feries::Territoire;
use imilo_core::droits::registre::Query;
use imilo_core::error::{CodedError, ErrorCode};
use serde::{Deserialize, Deserializer};

/// Whose holidays count: those of a territory for the whole register, or of the structure of each entry where its code is
/// in the list known, and elsewhere of a territory.
///
/// Written `reunion`, `structure` (elsewhere the métropole) or `structure:reunion`.
///
/// ```
/// use imilo_core::calendar::jours_feries::Territoire;
/// use imilo_formats::registre::Holidays;
/// let read = |text: &str| text.parse::<Holidays>().ok();
/// assert_eq!(read("reunion"), Some(Holidays { territoire: Territoire::Reunion, by_structure: false }));
/// assert_eq!(read("structure"), Some(Holidays { territoire: Territoire::Metropole, by_structure: true }));
/// assert_eq!(read("structure:mayotte"), Some(Holidays { territoire: Territoire::Mayotte, by_structure: true }));
/// assert_eq!(read("alsace"), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holidays {
    /// Of the whole register, or of the entries whose structure is not known.
    pub territoire: Territoire,
    /// Those of the structure of an entry before them.
    pub by_structure: bool,
}

/// What may be written; `structure` also with a territory behind it.
const WORDS: &[&str] = &[
    "structure",
    "structure:reunion",
    "metropole",
    "alsace_moselle",
    "guadeloupe",
    "guyane",
    "martinique",
    "mayotte",
    "reunion",
    "saint_barthelemy",
    "saint_martin",
];

/// A text that names no holidays.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", ErrorCode::JsonField.row().en)]
pub struct HolidaysError;

impl CodedError for HolidaysError {
    fn code(&self) -> ErrorCode {
        ErrorCode::JsonField
    }
}

impl Holidays {
    /// The same question with these holidays.
    #[must_use]
    pub const fn asked_of(self, query: Query) -> Query {
        Query { territoire: self.territoire, by_structure: self.by_structure, ..query }
    }
}

impl FromStr for Holidays {
    type Err = HolidaysError;

    fn from_str(text: &str) -> Result<Self, HolidaysError> {
        let (by_structure, territory) = match text.strip_prefix("structure") {
            Some("") => return Ok(Self { by_structure: true, ..Self::default() }),
            Some(rest) => (true, rest.strip_prefix(':').ok_or(HolidaysError)?),
            None => (false, text),
        };
        let found = Territoire::ALL.into_iter().find(|known| known.code() == territory);
        Ok(Self { territoire: found.ok_or(HolidaysError)?, by_structure })
    }
}

impl<'de> Deserialize<'de> for Holidays {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        // What was found is not repeated: the words of the list alone.
        text.parse().map_err(|_| serde::de::Error::unknown_variant("", WORDS))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_an_error_names_are_all_read() {
        assert!(WORDS.iter().all(|word| word.parse::<Holidays>().is_ok()));
        assert!(Territoire::ALL.iter().all(|territoire| WORDS.contains(&territoire.code())));
        let read = |text: &str| text.parse::<Holidays>().map_err(|error| error.code());
        for wrong in ["", "structure:", "structures", "structure:paris", "structure:structure", "Reunion"] {
            assert_eq!(read(wrong), Err(ErrorCode::JsonField), "{wrong}");
        }
        let failure = crate::wire::rights_register(
            r#"{"date":"2026-01-01","options":{"A21_holidays":"255081416802538"}}"#,
            Some(b"numero;date_reception\n1;2026-01-01\n"),
        )
        .unwrap_err();
        assert_eq!(failure.field.as_deref(), Some("options.A21_holidays"));
        assert!(failure.message_fr.contains("structure") && !failure.to_json().contains("2550"), "{failure}");
    }

    #[test]
    fn codes_of_territories_are_those_of_serde() {
        for territoire in Territoire::ALL {
            assert_eq!(serde_json::to_value(territoire).unwrap(), territoire.code());
        }
    }
}
