//! A number beside the civil identity: findings with their legitimate exceptions, never a refusal.
//!
//! What is missing is not compared. A finding that rests on dates is given only when every day on which the person
//! may have been born gives it.
//!
//! ```
//! use imilo_core::nir::coherence::{Birth, CoherenceCode, Identity, check};
//! use imilo_core::nir::{Acceptance, Nir, Sexe};
//! // The mother's number: a frequent mistake, since a card covers several persons.
//! let nir = Nir::parse("2 75 11 59 350 088 31", &Acceptance::EVERY)?;
//! let identity = Identity {
//!     sexe: Some(Sexe::Masculin),
//!     birth: Some(Birth::Day("2008-05-20".parse()?)),
//!     place: Some("59350".parse()?),
//!     ..Identity::default()
//! };
//! assert!(check(&nir, &identity).contains(CoherenceCode::ParentsNumber));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # Droit
//! Décret n° 82-103, art. 4 (what the digits say) and 6 (the number changes only when they are not, or no longer, in
//! line with the civil register). Code officiel géographique: see [`crate::cog`]. Some rules are conventions of ours
//! or rest on the code of other applications: their evidence is *inferred*.

mod birth;
mod codes;
mod maghreb;
mod place;

#[cfg(test)]
mod tests;

use birth::{every_day, spans};

pub use birth::Birth;
pub use codes::{CoherenceCode, CoherenceFinding, Findings};

use serde::{Deserialize, Serialize};

use super::{Kind, Label, Month, Nir, NirFinding, Oid, Sexe};
use crate::calendar::Date;
use crate::dossier::CodeLieu;

/// Where the accompaniment stands, for the age.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Welcomed for the first time: 16 to 25.
    FirstContact,
    /// Followed since: under 26.
    Kept,
}

/// What is known of the person and of the number, apart from its digits. Whatever is `None` is not compared.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Identity {
    /// What the caller says that the number is.
    pub label: Option<Label>,
    /// OID of the INS that came with it.
    pub oid: Option<Oid>,
    /// Sex in the civil register.
    pub sexe: Option<Sexe>,
    /// Birth date, as far as it is known.
    pub birth: Option<Birth>,
    /// Birth place: code of a commune or a country, of any date.
    pub place: Option<CodeLieu>,
    /// Day on which the number is looked at: without a birth date, nobody was born after it.
    pub as_of: Option<Date>,
    /// Where the accompaniment stands; without it the age is not looked at.
    pub stage: Option<Stage>,
}

/// Compares a number, read with every leniency ([`Acceptance::EVERY`](super::Acceptance::EVERY)), with an identity.
///
/// The key plays no part. NNP and MIG hold no date and no place: only sex and OID are looked at.
#[must_use]
pub fn check(nir: &Nir, identity: &Identity) -> Findings {
    let mut found = Findings::default();
    found.set(CoherenceCode::SexDiffers, identity.sexe.is_some_and(|sexe| sexe != nir.sexe()));
    found.set(CoherenceCode::OidTest, identity.oid.is_some_and(Oid::is_test));
    let differs = |oid: Oid| oid.differs(nir.kind(), identity.label);
    found.set(CoherenceCode::OidKindDiffers, identity.oid.is_some_and(differs));
    if nir.kind() == Kind::Nir {
        of_the_digits(nir, &mut found);
        of_the_birth(nir, identity, &mut found);
        place::check(nir, identity, &mut found);
    }
    found
}

fn of_the_digits(nir: &Nir, found: &mut Findings) {
    for finding in nir.findings() {
        let code = match finding {
            NirFinding::Sex34 => CoherenceCode::Sex34,
            NirFinding::Month43To49 => CoherenceCode::Month43To49,
            NirFinding::CommuneOutOfRange => CoherenceCode::CommuneOutOfRange,
            NirFinding::TerritoryUnknown => CoherenceCode::TerritoryUnknown,
            NirFinding::Specimen => CoherenceCode::Specimen,
        };
        found.set(code, true);
    }
}

fn of_the_birth(nir: &Nir, identity: &Identity, found: &mut Findings) {
    let (yy, birth) = (nir.year().unwrap_or(0), identity.birth);
    if let Some(born) = birth.map(Birth::year) {
        let differs = i32::from(yy) != born.rem_euclid(100);
        found.set(CoherenceCode::YearDiffers, differs);
        let parent = |century: i32| (15..=50).contains(&(born - century - i32::from(yy)));
        found.set(CoherenceCode::ParentsNumber, differs && (parent(1900) || parent(2000)));
    }
    if let (Some(Month::Known(month)), Some(born)) = (nir.month(), birth.and_then(Birth::month)) {
        found.set(CoherenceCode::MonthDiffers, month != born);
    }
    if let (Some(as_of), Some(stage)) = (identity.as_of, identity.stage) {
        let implausible = |day| {
            let age = birth::age(day, as_of);
            let mut found = Findings::default();
            let implausible = match stage {
                Stage::FirstContact => !(16..=25).contains(&age),
                Stage::Kept => age >= 26,
            };
            found.set(CoherenceCode::AgeImplausible, implausible);
            found
        };
        // Within a year the age changes once: its first and its last day tell both.
        found.join(every_day(spans(birth, yy, Some(as_of)), core::iter::empty, implausible));
    }
}
