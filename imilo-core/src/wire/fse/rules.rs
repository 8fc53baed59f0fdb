//! What every request of the indicators says of the rules, and how a participation in it is read.

use std::borrow::Cow;

use serde::{Deserialize, Deserializer};
use serde_json::value::RawValue;

use crate::calendar::Date;
use crate::error::ErrorCode;
use crate::fse::{Annexe, Options, Participation, Programme, Rules};
use crate::nir::may_hold_a_nir;
use crate::pseudonym::{Pseudonym, RecipientPseudonym};

use super::super::Failure;
use super::super::failure::{Object, read};

/// A fund, as a request names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum FseProgramme {
    /// FSE 2014-2020.
    #[serde(rename = "FSE")]
    Fse,
    /// Initiative pour l'emploi des jeunes.
    #[serde(rename = "IEJ")]
    Iej,
    /// FSE+ 2021-2027.
    #[serde(rename = "FSE+")]
    FsePlus,
}

/// The choices of a request: an object, none of them out of range.
#[derive(Clone, Copy, Debug, Default)]
pub struct FseOptions(pub Options);

/// Most days of tolerance at six months (A15).
const MOST_DAYS: u8 = 31;

impl<'de> Deserialize<'de> for FseOptions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Object(options) = Object::<Options>::deserialize(deserializer)?;
        if options.a15_days > MOST_DAYS {
            return Err(serde::de::Error::custom("A15 is a number of days from 0 to 31"));
        }
        Ok(Self(options))
    }
}

/// The rules that a request asks for.
///
/// # Errors
/// [`Failure`] at `annexe`: missing for the FSE 2014-2020 and the IEJ, and given for the FSE+, which has one list only.
pub fn fse_rules(
    programme: FseProgramme,
    annexe: Option<Annexe>,
    report_date: Option<Date>,
    options: FseOptions,
) -> Result<Rules, Failure> {
    let programme = match (programme, annexe) {
        (FseProgramme::Fse, Some(annexe)) => Programme::Fse(annexe),
        (FseProgramme::Iej, Some(annexe)) => Programme::Iej(annexe),
        (FseProgramme::FsePlus, None) => Programme::FsePlus,
        (FseProgramme::FsePlus, Some(_)) => return Err(Failure::of(ErrorCode::InvalidArgument).at("annexe")),
        (_, None) => return Err(Failure::of(ErrorCode::MissingField).at("annexe")),
    };
    Ok(Rules { options: options.0, ..Rules::new(programme).on(report_date) })
}

/// Reads a participation; `prefix` is its path in the request (`participation.`).
pub(super) fn participation(text: &RawValue, prefix: &str) -> Result<Participation, Failure> {
    read(text.get(), prefix)
}

/// What stands for the identifier of a person or an operation that may be a NIR.
const MASKED: &str = "(NIR ?)";

/// An identifier as it may be written: the caller's, masked when it may hold a NIR. Our own pseudonyms are known by their
/// check, and shown.
///
/// ```
/// use imilo_core::wire::fse_shown;
/// assert_eq!(fse_shown("0012"), "0012");
/// assert_eq!(fse_shown("2 84 05 88 321 025 32"), "(NIR ?)");
/// assert_eq!(fse_shown("p1.00000001.5W645JRBXGPW6T82J4BD9F4KDFVE"), "p1.00000001.5W645JRBXGPW6T82J4BD9F4KDFVE");
/// ```
#[must_use]
pub fn fse_shown(id: &str) -> Cow<'_, str> {
    if may_be_a_nir(id) { Cow::Borrowed(MASKED) } else { Cow::Borrowed(id) }
}

/// Whether an identifier may hold a NIR, and is no pseudonym of ours.
pub(super) fn may_be_a_nir(id: &str) -> bool {
    let ours = id.parse::<Pseudonym>().is_ok() || id.parse::<RecipientPseudonym>().is_ok();
    !ours && may_hold_a_nir(id)
}

/// A failure of the record itself, under its path.
pub(super) fn under(prefix: &str, failure: Failure) -> Failure {
    match failure.field.clone() {
        Some(field) => failure.at(&format!("{prefix}{field}")),
        None => failure,
    }
}
