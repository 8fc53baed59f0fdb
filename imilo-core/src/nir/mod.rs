//! The NIR (numéro d'inscription au répertoire): form, structure and key.
//!
//! Three levels, never one boolean. **Form** and **key** may refuse ([`NirError`]); everything else that can
//! be said of a number is a *finding* ([`NirFinding`]) with its legitimate exceptions. The clear number
//! never shows: [`Nir`] has no `Display`, its `Debug` is redacted, it deserialises but does not serialise
//! (see [`ClearNir`]), and its bytes are erased when it is dropped.
//!
//! # Droit
//! Décret n° 82-103 of 22 January 1982, art. 4 (thirteen characters: sex, year, month, place, order);
//! documentation of Insee (key, ranges of months). *Secondary*: quoted by Insee, not read in the act.
//!
//! ```
//! use imilo_core::nir::{Acceptance, Nir, NirFault};
//! let nir = Nir::parse("2 84 05 88 321 025 32", &Acceptance::default())?;
//! assert_eq!(format!("{nir:?}"), "Nir(…)");
//! let wrong = Nir::parse("2 84 05 88 321 025 30", &Acceptance::default()).unwrap_err();
//! assert_eq!((wrong.fault, wrong.position), (NirFault::Key, Some(14)));
//! # Ok::<(), imilo_core::nir::NirError>(())
//! ```

pub mod bulk;
#[cfg(feature = "cog")]
pub mod coherence;
mod free_text;
mod ins;
mod masking;
mod normalise;
mod structure;

pub(crate) use free_text::digits_are_a_nir;
pub use free_text::holds_a_nir;
pub(crate) use masking::is_uuid;
pub use masking::{holds_the_form_of_a_nir, may_hold_a_nir};

use core::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::error::{CodedError, ErrorCode};
use crate::law::texts::source;
use crate::law::{Citation, Evidence};
use crate::serde_text;

pub use ins::{InsError, Label, Level, Oid, Origin, Provenance};
pub use structure::{Month, Place};

/// The family of a number, as its first digit tells it.
///
/// A NIA (numéro d'identification d'attente) is built like a NIR: digits cannot tell them apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// NIR or NIA: first digit 1 or 2 (3 or 4 where accepted).
    Nir,
    /// Numéro national provisoire, withdrawn on 2022-12-31: first digit 7 or 8, no date nor place inside.
    Nnp,
    /// Migrant de passage, internal to Cnam: first digit 5 or 6, no date nor place inside.
    Mig,
}

impl Kind {
    /// Family of an accepted number.
    const fn of(first: u8) -> Self {
        match first {
            b'5' | b'6' => Self::Mig,
            b'7' | b'8' => Self::Nnp,
            _ => Self::Nir,
        }
    }
}

/// What the caller accepts beyond the strict form. The default takes a NIR of 13 or 15 characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Acceptance {
    /// Thirteen characters without key. On by default: the NIR is thirteen, the key is added.
    pub thirteen: bool,
    /// First digit 3 or 4 (NIA seen in the field).
    pub sex_3_4: bool,
    /// Months 43 to 49, on which the sources disagree.
    pub months_43_49: bool,
    /// Département 00, which no edition of the Code officiel géographique knows.
    pub departement_00: bool,
    /// Commune 000 and 991–999, overseas 00 and 91–99.
    pub commune_out_of_range: bool,
    /// Numéro national provisoire (first digit 7 or 8).
    pub nnp: bool,
    /// Migrant de passage (first digit 5 or 6).
    pub mig: bool,
}

impl Acceptance {
    /// Whatever can be accepted: for reading a number that is to be compared, not judged.
    pub const EVERY: Self = Self {
        thirteen: true,
        sex_3_4: true,
        months_43_49: true,
        departement_00: true,
        commune_out_of_range: true,
        nnp: true,
        mig: true,
    };
}

impl Default for Acceptance {
    fn default() -> Self {
        Self {
            thirteen: true,
            sex_3_4: false,
            months_43_49: false,
            departement_00: false,
            commune_out_of_range: false,
            nnp: false,
            mig: false,
        }
    }
}

/// Which part of a number is refused. In the order in which parts are read.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum NirFault {
    /// Not 13 or 15 characters after normalisation.
    Length,
    /// A character other than a digit, or than A or B in position 7.
    Character,
    /// A first digit, or a type of creation, that is not accepted.
    FirstDigit,
    /// A month outside 01–12, 20–42, 50–99.
    Month,
    /// A place of birth that has no attributed form.
    Place,
    /// The order number 000.
    Order,
    /// A key that does not match.
    Key,
}

impl NirFault {
    /// Every fault, in the order in which parts are read.
    pub const ALL: [Self; 7] =
        [Self::Length, Self::Character, Self::FirstDigit, Self::Month, Self::Place, Self::Order, Self::Key];

    /// Name used in JSON and in the vectors.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Length => "length",
            Self::Character => "character",
            Self::FirstDigit => "first_digit",
            Self::Month => "month",
            Self::Place => "place",
            Self::Order => "order",
            Self::Key => "key",
        }
    }

    /// The rule that founds a refusal.
    #[must_use]
    pub const fn citation(self) -> Citation {
        let code = match self {
            Self::Length | Self::Character | Self::FirstDigit | Self::Place | Self::Order => "D82-103:4",
            Self::Month => "INSEE:mois",
            Self::Key => "INSEE:clé",
        };
        Citation::new(code, Evidence::Secondary, source::INSEE_NIR)
    }
}

/// What is known of the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum KeyState {
    /// Thirteen characters: no key was given.
    Absent,
    /// The key matches.
    Right,
    /// The key does not match.
    Wrong,
}

/// Why a number is refused: which part, where, and what is known of the key. Never the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NirError {
    /// The part refused, the first in reading order.
    pub fault: NirFault,
    /// 1-based position after normalisation; none for the length.
    pub position: Option<u8>,
    /// State of the key, known whenever the characters are legal: fifteen, with a letter only where the layout of the
    /// kind has a place.
    pub key: Option<KeyState>,
}

impl NirError {
    const fn new(fault: NirFault, position: u8, key: Option<KeyState>) -> Self {
        Self { fault, position: Some(position), key }
    }
}

impl fmt::Display for NirError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code().row().en)?;
        match self.position {
            Some(position) => write!(f, " (position {position})"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for NirError {}

impl CodedError for NirError {
    fn code(&self) -> ErrorCode {
        match self.fault {
            NirFault::Length => ErrorCode::NirLength,
            NirFault::Character => ErrorCode::NirCharacter,
            NirFault::FirstDigit => ErrorCode::NirFirstDigit,
            NirFault::Month => ErrorCode::NirMonth,
            NirFault::Place => ErrorCode::NirPlace,
            NirFault::Order => ErrorCode::NirOrder,
            NirFault::Key => ErrorCode::NirKey,
        }
    }

    fn position(&self) -> Option<u8> {
        self.position
    }
}

/// What can be said of an accepted number from its digits alone, without refusing it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NirFinding {
    /// First digit 3 or 4. Exception: a NIA, as seen in the field.
    #[serde(rename = "sex_3_4")]
    Sex34,
    /// Month 43 to 49. Exception: Insee's "20 to 99" for an unknown month.
    #[serde(rename = "month_43_49")]
    Month43To49,
    /// Commune 000, 991–999, or overseas 00, 91–99.
    CommuneOutOfRange,
    /// Territory 00, 970, 979, 980 or 981, in no edition of the Code officiel géographique.
    TerritoryUnknown,
    /// The number printed on specimens.
    Specimen,
}

/// A number whose form, and key when given, are right.
///
/// Equality compares the thirteen characters. See the [module](self) for an example.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Nir {
    canonical: [u8; 13],
    #[zeroize(skip)]
    kind: Kind,
    #[zeroize(skip)]
    key_given: bool,
}

/// The same number, whether or not its key was given.
impl PartialEq for Nir {
    fn eq(&self, other: &Self) -> bool {
        self.canonical == other.canonical
    }
}

impl Eq for Nir {}

/// Sex that the first digit tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sexe {
    /// 1, 3, 5, 7.
    Masculin,
    /// 2, 4, 6, 8.
    Feminin,
}

impl Nir {
    /// Reads a number of 13 or 15 characters after normalisation.
    ///
    /// Normalisation trims spaces, tabs and line ends, removes spaces (also U+00A0, U+202F, U+2009), dots and
    /// hyphens everywhere, and upper-cases `a` and `b`. Nothing else is repaired.
    ///
    /// # Errors
    /// [`NirError`], the first fault in reading order.
    pub fn parse(text: &str, accept: &Acceptance) -> Result<Self, NirError> {
        match Self::from_canonical(text.as_bytes(), accept) {
            Some(nir) => Ok(nir),
            None => Self::from_written(text, accept),
        }
    }

    /// What most rows of a file are: canonical bytes, and right. The check is that of [`bulk`].
    fn from_canonical(bytes: &[u8], accept: &Acceptance) -> Option<Self> {
        if !bulk::check(bytes, accept).is_valid() {
            return None;
        }
        let canonical = *bytes.first_chunk::<13>()?;
        Some(Self { canonical, kind: Kind::of(canonical[0]), key_given: bytes.len() == 15 })
    }

    /// The rule in full: it says what is wrong and where, and `bulk` is compared with it.
    fn from_written(text: &str, accept: &Acceptance) -> Result<Self, NirError> {
        let mut number = normalise::normalise(text)?;
        let parsed = Self::from_normalised(&number, accept);
        number.zeroize();
        parsed
    }

    fn from_normalised(number: &normalise::Normalised, accept: &Acceptance) -> Result<Self, NirError> {
        let (canonical, key) = number.split(accept.thirteen)?;
        let key_state = key.map_or(KeyState::Absent, |key| structure::key_state(&canonical, key));
        let kind = structure::check(&canonical, accept).map_err(|(fault, position)| {
            // A letter where the layout of its kind has none: the characters are not all legal.
            let key = (fault != NirFault::Character).then_some(key_state);
            NirError::new(fault, position, key)
        })?;
        if key_state == KeyState::Wrong {
            return Err(NirError::new(NirFault::Key, 14, Some(key_state)));
        }
        Ok(Self { canonical, kind, key_given: key.is_some() })
    }

    /// Family of the number.
    #[must_use]
    pub const fn kind(&self) -> Kind {
        self.kind
    }

    /// Sex that the first digit tells.
    #[must_use]
    pub const fn sexe(&self) -> Sexe {
        if self.canonical[0] % 2 == 1 { Sexe::Masculin } else { Sexe::Feminin }
    }

    /// Last two digits of the year of birth; none for NNP and MIG. The century is not in the number.
    #[must_use]
    pub fn year(&self) -> Option<u8> {
        (self.kind == Kind::Nir).then(|| structure::two_digits(self.canonical[1], self.canonical[2]))
    }

    /// Month of birth as far as the number tells it; none for NNP and MIG.
    #[must_use]
    pub fn month(&self) -> Option<Month> {
        let value = structure::two_digits(self.canonical[3], self.canonical[4]);
        (self.kind == Kind::Nir).then(|| Month::of(value)).flatten()
    }

    /// Place of birth as the number writes it; none for NNP and MIG.
    #[must_use]
    pub fn place(&self) -> Option<Place> {
        (self.kind == Kind::Nir).then(|| Place::of(&self.canonical)).flatten()
    }

    /// The key, 1 to 97, computed from the thirteen characters.
    #[must_use]
    pub fn key(&self) -> u8 {
        structure::key(&self.canonical)
    }

    /// Whether the key was given, and therefore checked.
    #[must_use]
    pub const fn key_state(&self) -> KeyState {
        if self.key_given { KeyState::Right } else { KeyState::Absent }
    }

    /// What can be said of the number from its digits alone. None of it refuses.
    pub fn findings(&self) -> impl Iterator<Item = NirFinding> {
        structure::findings(&self.canonical, self.kind)
    }

    /// The thirteen canonical characters in clear. Never log, print or store them as they are.
    #[must_use]
    pub const fn expose(&self) -> &[u8; 13] {
        &self.canonical
    }
}

impl fmt::Debug for Nir {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Nir(…)")
    }
}

/// Reads a text of 13 or 15 characters, with the default [`Acceptance`]; errors never repeat the value.
impl<'de> Deserialize<'de> for Nir {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_text::parse(deserializer, "a NIR", |text| Self::parse(text, &Acceptance::default()))
    }
}

/// The explicit wrapper without which a NIR is never written in clear: fifteen characters, key included.
///
/// ```
/// use imilo_core::nir::{Acceptance, ClearNir, Nir};
/// let nir = Nir::parse("2840588321025", &Acceptance::default())?;
/// assert_eq!(serde_json::to_string(&ClearNir(&nir))?, "\"284058832102532\"");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct ClearNir<'a>(pub &'a Nir);

impl Serialize for ClearNir<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut text = String::with_capacity(15);
        text.extend(self.0.canonical.iter().map(|byte| char::from(*byte)));
        let key = self.0.key();
        text.extend([char::from(b'0' + key / 10), char::from(b'0' + key % 10)]);
        let written = serializer.serialize_str(&text);
        text.zeroize();
        written
    }
}

/// Checks many numbers: one result a row, in the order of the input.
///
/// ```
/// use imilo_core::nir::{self, Acceptance};
/// let rows = nir::parse_many(["2840588321025", "1"], &Acceptance::default());
/// assert_eq!(rows.iter().map(Result::is_ok).collect::<Vec<_>>(), [true, false]);
/// ```
pub fn parse_many<'a>(
    texts: impl IntoIterator<Item = &'a str>,
    accept: &Acceptance,
) -> Vec<Result<Nir, NirError>> {
    texts.into_iter().map(|text| Nir::parse(text, accept)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(text: &str) -> Result<Nir, NirError> {
        Nir::parse(text, &Acceptance::default())
    }

    #[test]
    fn the_clear_number_does_not_show() {
        let nir = parse("284058832102532").unwrap();
        assert_eq!(format!("{nir:?} {:?}", Some(&nir)), "Nir(…) Some(Nir(…))");
        let error = parse("284058832102530").unwrap_err();
        assert!(!format!("{error} {error:?}").contains("284058"));
        for json in ["284058832102532", "[\"284058832102532\"]", "\"284058832102530\"", "2.84058832102532e14"]
        {
            let message = serde_json::from_str::<Nir>(json).unwrap_err().to_string();
            assert!(!message.contains("2840") && !message.contains("84058"), "{message}");
        }
        assert_eq!(serde_json::from_str::<Nir>("\"284058832102532\"").unwrap(), nir);
    }

    #[test]
    fn a_number_is_the_same_with_and_without_its_key() {
        assert_eq!(parse("284058832102532").unwrap(), parse("2840588321025").unwrap());
        assert_ne!(parse("2840588321025").unwrap(), parse("2840588321026").unwrap());
    }

    #[test]
    fn the_letter_of_corsica_is_nineteen_or_eighteen() {
        // 1850719004123 and 185072A004123 have the same key (nir.md section 1).
        assert_eq!(parse("1850719004123").unwrap().key(), parse("185072A004123").unwrap().key());
        assert_eq!(parse("1850718004123").unwrap().key(), parse("185072B004123").unwrap().key());
        assert_eq!(parse("185071A004123").unwrap_err().fault, NirFault::Place);
    }

    /// A, B in position 7 are characters of a NIR alone: in another layout nothing is known of a key.
    #[test]
    fn a_letter_where_a_layout_has_no_place_is_no_legal_character() {
        let accept = Acceptance { nnp: true, mig: true, ..Acceptance::default() };
        for text in ["718610A01882644", "518610B01882644"] {
            let error = Nir::parse(text, &accept).unwrap_err();
            assert_eq!((error.fault, error.position, error.key), (NirFault::Character, Some(7), None));
            assert_eq!(bulk::check(text.as_bytes(), &accept).byte(), 2);
        }
        // A NIR with a letter after another digit than 2 has legal characters, and a key that is told.
        let error = Nir::parse("185071A00412300", &accept).unwrap_err();
        assert_eq!((error.fault, error.key), (NirFault::Place, Some(KeyState::Wrong)));
    }

    #[test]
    fn faults_come_in_reading_order() {
        let fault = |text: &str| parse(text).map(|_| ()).map_err(|error| (error.fault, error.position));
        assert_eq!(fault(""), Err((NirFault::Length, None)));
        assert_eq!(fault("9"), Err((NirFault::Length, None)));
        assert_eq!(fault("X840588321025"), Err((NirFault::Character, Some(1))));
        assert_eq!(fault("9840088321000"), Err((NirFault::FirstDigit, Some(1))));
        assert_eq!(fault("2841388321000"), Err((NirFault::Month, Some(4))));
        assert_eq!(fault("2840588000000"), Err((NirFault::Place, Some(6))));
        assert_eq!(fault("2840588321000"), Err((NirFault::Order, Some(11))));
    }
}
