//! What stands around a number: the caller's label, the OID of the INS, and how it came to be known.
//!
//! NIR, NIA and NTT cannot be told apart by their digits: **the caller's label decides**. A NTT (numéro technique
//! temporaire of the payroll declaration) is refused by its label, whatever its digits look like.
//!
//! ```
//! use imilo_core::error::CodedError;
//! use imilo_core::nir::{Label, Oid};
//! assert_eq!("NIA".parse::<Label>()?, Label::Nia);
//! assert_eq!("NTT".parse::<Label>().unwrap_err().code().slug(), "nir_label_ntt");
//! assert!("1.2.250.1.213.1.4.10".parse::<Oid>()?.is_test());
//! # Ok::<(), imilo_core::nir::InsError>(())
//! ```
//!
//! # Droit
//! Code de la santé publique, R. 1111-8-1 (NIR, and NIA until there is one, are the INS); documentation of the
//! Agence du numérique en santé (OIDs). *Secondary*.

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};

use super::Kind;
use crate::calendar::Date;
use crate::error::{CodedError, ErrorCode};
use crate::serde_text;

/// What the caller says that a number is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Label {
    /// Numéro d'inscription au répertoire.
    Nir,
    /// Numéro d'identification d'attente.
    Nia,
}

/// Why a label or an OID cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct InsError(ErrorCode);

impl fmt::Display for InsError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.row().en)
    }
}

impl std::error::Error for InsError {}

impl CodedError for InsError {
    fn code(&self) -> ErrorCode {
        self.0
    }
}

impl FromStr for Label {
    type Err = InsError;

    fn from_str(text: &str) -> Result<Self, InsError> {
        match text {
            "NIR" => Ok(Self::Nir),
            "NIA" => Ok(Self::Nia),
            "NTT" => Err(InsError(ErrorCode::NirLabelNtt)),
            _ => Err(InsError(ErrorCode::NirLabel)),
        }
    }
}

impl<'de> Deserialize<'de> for Label {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_text::parse(deserializer, "NIR or NIA", str::parse)
    }
}

/// OID that goes with a number in the INS (identité nationale de santé).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Oid {
    /// INS-NIR.
    InsNir,
    /// INS-NIA.
    InsNia,
    /// INS-NIR of a test.
    InsNirTest,
    /// INS-NIR of a demonstration.
    InsNirDemo,
    /// The old computed identifier, which is not a NIR.
    InsC,
    /// The same of a test.
    InsCTest,
    /// The same of a demonstration.
    InsCDemo,
}

impl Oid {
    /// Every OID with its number under 1.2.250.1.213.1.4.
    const ALL: [(Self, &'static str); 7] = [
        (Self::InsNir, "1.2.250.1.213.1.4.8"),
        (Self::InsNia, "1.2.250.1.213.1.4.9"),
        (Self::InsNirTest, "1.2.250.1.213.1.4.10"),
        (Self::InsNirDemo, "1.2.250.1.213.1.4.11"),
        (Self::InsC, "1.2.250.1.213.1.4.2"),
        (Self::InsCTest, "1.2.250.1.213.1.4.6"),
        (Self::InsCDemo, "1.2.250.1.213.1.4.7"),
    ];

    /// The OID in numbers.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::ALL.into_iter().find(|(oid, _)| *oid == self).map_or("", |(_, text)| text)
    }

    /// Whether it says that the number is that of a test or a demonstration: in real data that is a finding.
    #[must_use]
    pub const fn is_test(self) -> bool {
        matches!(self, Self::InsNirTest | Self::InsNirDemo | Self::InsCTest | Self::InsCDemo)
    }

    /// Whether it says something else than the caller's label, or than the layout of the number.
    #[must_use]
    pub const fn differs(self, kind: Kind, label: Option<Label>) -> bool {
        match (self, kind, label) {
            // What was computed for the INS-C is no number of the register; NNP and MIG are no INS.
            (Self::InsC | Self::InsCTest | Self::InsCDemo, ..) | (_, Kind::Nnp | Kind::Mig, _) => true,
            (Self::InsNia, Kind::Nir, Some(Label::Nir)) => true,
            (Self::InsNia, Kind::Nir, Some(Label::Nia) | None) => false,
            (Self::InsNir | Self::InsNirTest | Self::InsNirDemo, Kind::Nir, label) => {
                matches!(label, Some(Label::Nia))
            }
        }
    }
}

impl FromStr for Oid {
    type Err = InsError;

    fn from_str(text: &str) -> Result<Self, InsError> {
        let found = Self::ALL.into_iter().find(|(_, number)| *number == text);
        found.map(|(oid, _)| oid).ok_or(InsError(ErrorCode::NirOid))
    }
}

impl Serialize for Oid {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Oid {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_text::parse(deserializer, "an OID of the INS", str::parse)
    }
}

/// How well a number is known to be that of the person, weakest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// The person, or someone for the person, said it: where every number of I-MILO begins.
    Declared,
    /// Read from a card or a certificate.
    Seen,
    /// Compared by the SNGI or the RNIPP, also through INSi, with name, given name, date and place of birth.
    Certified,
    /// Answered by the INSi service and the identity proved by a document of high trust.
    Qualified,
}

/// Where a number was learnt.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// The person's word.
    Declaration,
    /// The carte Vitale.
    Card,
    /// The attestation de droits.
    Certificate,
    /// The SNGI of the Cnav.
    Sngi,
    /// The RNIPP of the Insee.
    Rnipp,
    /// The INSi service, without a document of identity.
    InsiAlone,
    /// The INSi service and a document of high trust.
    InsiAndDocument,
}

/// How a number came to be known, and when. No finding of coherence ever raises its level.
///
/// ```
/// use imilo_core::nir::{Level, Origin, Provenance};
/// let declared = Provenance { origin: Origin::Declaration, on: "2026-01-05".parse()? };
/// let certified = Provenance { origin: Origin::Sngi, on: "2026-02-01".parse()? };
/// assert_eq!(declared.stronger(certified).level(), Level::Certified);
/// assert!(Level::Declared < Level::Seen && Level::Seen < Level::Certified);
/// # Ok::<(), imilo_core::calendar::DateError>(())
/// ```
///
/// # Droit
/// Délibération CNIL n° 2014-466: in I-MILO the number is collected from the young person. Référentiel national
/// d'identitovigilance: only a *qualified* identity is sent on with the number. *Secondary*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// Where it was learnt: the level follows from it and is not given apart.
    pub origin: Origin,
    /// On which day.
    pub on: Date,
}

impl Provenance {
    /// How well the number is known.
    #[must_use]
    pub const fn level(self) -> Level {
        match self.origin {
            Origin::Declaration => Level::Declared,
            Origin::Card | Origin::Certificate => Level::Seen,
            // INSi asks the SNGI by the traits of the person, as a certification does; that the person is the one of
            // these traits is proved by the document only (state *récupérée* without it). Inferred.
            Origin::Sngi | Origin::Rnipp | Origin::InsiAlone => Level::Certified,
            Origin::InsiAndDocument => Level::Qualified,
        }
    }

    /// The one of the higher level; of the same level, the later one. Of the *same* number: another number begins
    /// anew, at what is known of it.
    #[must_use]
    pub fn stronger(self, other: Self) -> Self {
        if (other.level(), other.on) > (self.level(), self.on) { other } else { self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn oids_are_read_and_written() {
        for (oid, text) in Oid::ALL {
            assert_eq!((text.parse(), oid.as_str()), (Ok(oid), text));
            assert_eq!(serde_json::from_str::<Oid>(&format!("{text:?}")).unwrap(), oid);
        }
        assert_eq!("1.2.250.1.213.1.4.1".parse::<Oid>(), Err(InsError(ErrorCode::NirOid)));
        assert_eq!("nir".parse::<Label>(), Err(InsError(ErrorCode::NirLabel)));
    }

    /// Section 2 of the specification: card and certificate are seen, a register certifies, INSi and a document qualify.
    #[test]
    fn each_origin_has_its_level() {
        for (origin, level) in [
            (Origin::Declaration, Level::Declared),
            (Origin::Card, Level::Seen),
            (Origin::Certificate, Level::Seen),
            (Origin::Sngi, Level::Certified),
            (Origin::Rnipp, Level::Certified),
            (Origin::InsiAlone, Level::Certified),
            (Origin::InsiAndDocument, Level::Qualified),
        ] {
            assert_eq!(Provenance { origin, on: "2026-01-01".parse().unwrap() }.level(), level);
        }
    }

    #[test]
    fn a_weaker_origin_lowers_nothing() {
        let on = |day: &str, origin| Provenance { origin, on: day.parse().unwrap() };
        let certified = on("2026-01-01", Origin::Rnipp);
        assert_eq!(certified.stronger(on("2026-05-01", Origin::Declaration)), certified);
        let again = on("2026-05-01", Origin::Sngi);
        assert_eq!((certified.stronger(again), again.stronger(certified)), (again, again));
    }
}
