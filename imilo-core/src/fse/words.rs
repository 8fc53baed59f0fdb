//! The words of a participation record, as the case files write them.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

use crate::serde_read::{Readable, word};

/// Gender, as the tables of the funds break it down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Gender {
    /// Woman.
    #[serde(rename = "F")]
    Woman,
    /// Man.
    #[serde(rename = "M")]
    Man,
    /// Non-binary person: a column of its own in the FSE+, none in 2014-2020 (choice A13).
    #[serde(rename = "X")]
    NonBinary,
}

impl Readable for Gender {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word(deserializer, "F, M or X")
    }
}

/// Status on the labour market on the day of entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LabourStatus {
    /// Unemployed: without work, available and seeking, or registered as such.
    Unemployed,
    /// Inactive: neither employed nor unemployed.
    Inactive,
    /// Employed, self-employment included.
    Employed,
}

impl Readable for LabourStatus {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word(deserializer, "unemployed, inactive or employed")
    }
}

/// What happened on the labour market after the exit, or the situation six months later.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventStatus {
    /// Engaged in job searching.
    JobSearching,
    /// Employed by another.
    Employed,
    /// Self-employed.
    SelfEmployed,
    /// Unemployed.
    Unemployed,
    /// Inactive.
    Inactive,
}

impl EventStatus {
    /// Whether it is work, for another or for oneself.
    #[must_use]
    pub const fn is_work(self) -> bool {
        matches!(self, Self::Employed | Self::SelfEmployed)
    }

    /// Whether it is a search for work.
    #[must_use]
    pub const fn is_search(self) -> bool {
        matches!(self, Self::JobSearching | Self::Unemployed)
    }
}

impl Readable for EventStatus {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word(deserializer, "a status of the labour market")
    }
}

/// What changed at work for a person employed at entry, six months after the exit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Improvement {
    /// From precarious to stable employment.
    PrecariousToStable,
    /// From underemployment to full employment.
    UnderToFull,
    /// A job with higher requirements or responsibilities.
    HigherSkillsJob,
    /// A promotion.
    Promotion,
    /// A rise in pay and nothing else: no improvement.
    PayRiseOnly,
}

impl Improvement {
    /// Whether it improves the situation: a pay rise alone does not.
    #[must_use]
    pub const fn counts(self) -> bool {
        !matches!(self, Self::PayRiseOnly)
    }
}

impl Readable for Improvement {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        word(deserializer, "an improvement of the list")
    }
}

/// A nationality: an ISO 3166-1 alpha-2 code (`EL` too), or `XX_STATELESS`.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Nationality([u8; 2]);

/// The text is no code of a nationality.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a nationality is two capital letters, or XX_STATELESS")]
pub struct NationalityError;

/// States of the Union: ISO 3166-1 alpha-2, Greece also as `EL`. The United Kingdom is outside.
const UNION: &[&[u8; 2]] = &[
    b"AT", b"BE", b"BG", b"CY", b"CZ", b"DE", b"DK", b"EE", b"EL", b"ES", b"FI", b"FR", b"GR", b"HR", b"HU",
    b"IE", b"IT", b"LT", b"LU", b"LV", b"MT", b"NL", b"PL", b"PT", b"RO", b"SE", b"SI", b"SK",
];

impl Nationality {
    /// Whether the state is of the Union.
    #[must_use]
    pub fn is_of_union(self) -> bool {
        UNION.contains(&&self.0)
    }
}

impl FromStr for Nationality {
    type Err = NationalityError;

    fn from_str(text: &str) -> Result<Self, NationalityError> {
        match text.as_bytes() {
            b"XX_STATELESS" => Ok(Self(*b"XX")),
            &[a @ b'A'..=b'Z', b @ b'A'..=b'Z'] => Ok(Self([a, b])),
            _ => Err(NationalityError),
        }
    }
}

impl Serialize for Nationality {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let text = if self.0 == *b"XX" { Ok("XX_STATELESS") } else { core::str::from_utf8(&self.0) };
        text.map_err(serde::ser::Error::custom)?.serialize(serializer)
    }
}

/// Personal data: not shown.
impl fmt::Debug for Nationality {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Nationality(…)")
    }
}

impl Readable for Nationality {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::serde_text::parse(deserializer, "a nationality", |text| text.parse::<Self>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_union_has_27_states_greece_twice() {
        assert_eq!(UNION.len(), 28);
        assert!(UNION.windows(2).all(|pair| pair[0] < pair[1]));
        let of_union = |code: &str| code.parse::<Nationality>().map(Nationality::is_of_union);
        assert_eq!(of_union("GB"), Ok(false));
        assert_eq!(of_union("XX_STATELESS"), Ok(false));
        assert_eq!((of_union("EL"), of_union("GR")), (Ok(true), Ok(true)));
        assert_eq!(of_union("fr"), Err(NationalityError));
    }
}
