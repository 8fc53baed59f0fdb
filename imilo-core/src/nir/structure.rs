//! What the thirteen characters mean, and the key that goes with them.
//!
//! # Droit
//! Décret n° 82-103, art. 4 (positions); Insee (months, key); Code officiel géographique (places).

use serde::{Deserialize, Serialize};

use super::{Acceptance, KeyState, Kind, NirFault, NirFinding};

/// Month of birth as a NIR tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Month {
    /// The month is known, 1 to 12 (written 01–12, or 31–42 when the civil act is incomplete).
    Known(u8),
    /// The month is not known (20–30, 50–99, and 43–49 by some sources).
    Unknown,
}

impl Month {
    /// The month that a value of positions 4 and 5 stands for; none for 00 and 13–19, never given out.
    pub(super) const fn of(value: u8) -> Option<Self> {
        match value {
            1..=12 => Some(Self::Known(value)),
            31..=42 => Some(Self::Known(value - 30)),
            20..=30 | 43..=99 => Some(Self::Unknown),
            _ => None,
        }
    }
}

/// Place of birth as a NIR writes it. The numbers are those of the number, not of a current map.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// Département (01–96) and commune.
    Metropole {
        /// 1 to 96.
        departement: u8,
        /// 1 to 989; 990 when unknown.
        commune: u16,
    },
    /// Corsica from 1976: 2A or 2B, and commune.
    Corse {
        /// `A` or `B`.
        letter: char,
        /// 1 to 989; 990 when unknown.
        commune: u16,
    },
    /// Overseas territory (970–989) and commune of two digits.
    OutreMer {
        /// 970 to 989.
        territory: u16,
        /// 1 to 89; 90 when unknown.
        commune: u8,
    },
    /// Born abroad: country code after 99.
    Etranger {
        /// 1 to 989; 990 when unknown.
        country: u16,
    },
}

impl Place {
    /// The place that positions 6 to 10 stand for, ranges apart; none when a letter follows another digit than 2.
    pub(super) fn of(canonical: &[u8; 13]) -> Option<Self> {
        let &[_, _, _, _, _, d1, d2, c1, c2, c3, ..] = canonical;
        let commune = u16::from(c1 - b'0') * 100 + u16::from(two_digits(c2, c3));
        match (d1, d2) {
            (b'2', letter @ (b'A' | b'B')) => Some(Self::Corse { letter: char::from(letter), commune }),
            (_, b'A' | b'B') => None,
            (b'9', b'7' | b'8') => {
                let territory = u16::from(two_digits(d1, d2)) * 10 + u16::from(c1 - b'0');
                Some(Self::OutreMer { territory, commune: two_digits(c2, c3) })
            }
            (b'9', b'9') => Some(Self::Etranger { country: commune }),
            _ => Some(Self::Metropole { departement: two_digits(d1, d2), commune }),
        }
    }

    /// Whether the commune, or country, number has an attributed form.
    const fn commune_in_range(self) -> bool {
        match self {
            Self::Metropole { commune, .. } | Self::Corse { commune, .. } => matches!(commune, 1..=990),
            Self::OutreMer { commune, .. } => matches!(commune, 1..=90),
            Self::Etranger { country } => matches!(country, 1..=990),
        }
    }

    /// Whether the number says that the commune, or country, is not known: 990, and 90 overseas.
    #[cfg(feature = "cog")]
    pub(super) const fn is_unknown(self) -> bool {
        match self {
            Self::Metropole { commune, .. } | Self::Corse { commune, .. } => commune == 990,
            Self::OutreMer { commune, .. } => commune == 90,
            Self::Etranger { country } => country == 990,
        }
    }

    /// Whether the territory stands in no edition of the Code officiel géographique.
    const fn territory_unknown(self) -> bool {
        match self {
            Self::Metropole { departement, .. } => departement == 0,
            Self::OutreMer { territory, .. } => matches!(territory, 970 | 979 | 980 | 981),
            Self::Corse { .. } | Self::Etranger { .. } => false,
        }
    }
}

/// Value of two ASCII digits.
pub(super) const fn two_digits(tens: u8, units: u8) -> u8 {
    (tens - b'0') * 10 + (units - b'0')
}

/// Reads the parts in order; the error is the part and its 1-based position.
pub(super) fn check(canonical: &[u8; 13], accept: &Acceptance) -> Result<Kind, (NirFault, u8)> {
    let &[first, creation, _, m1, m2, _, letter, .., o1, o2, o3] = canonical;
    let kind = match first {
        b'1' | b'2' => Kind::Nir,
        b'3' | b'4' if accept.sex_3_4 => Kind::Nir,
        b'5' | b'6' if accept.mig => Kind::Mig,
        b'7' | b'8' if accept.nnp => Kind::Nnp,
        _ => return Err((NirFault::FirstDigit, 1)),
    };
    if kind != Kind::Nir {
        // Second digit: type of creation, 1 or 2; NNP also 0 before 2012. No letter, no date, no place.
        return match (letter, creation, kind) {
            (b'A' | b'B', ..) => Err((NirFault::Character, 7)),
            (_, b'1' | b'2', _) | (_, b'0', Kind::Nnp) => Ok(kind),
            _ => Err((NirFault::FirstDigit, 2)),
        };
    }
    match two_digits(m1, m2) {
        43..=49 if !accept.months_43_49 => return Err((NirFault::Month, 4)),
        value if Month::of(value).is_none() => return Err((NirFault::Month, 4)),
        _ => {}
    }
    let place = Place::of(canonical).ok_or((NirFault::Place, 6))?;
    let departement_refused =
        matches!(place, Place::Metropole { departement: 0, .. }) && !accept.departement_00;
    let commune_refused = !place.commune_in_range() && !accept.commune_out_of_range;
    if departement_refused || commune_refused {
        return Err((NirFault::Place, 6));
    }
    if [o1, o2, o3] == *b"000" { Err((NirFault::Order, 11)) } else { Ok(kind) }
}

/// Findings from the digits alone, for an accepted number.
pub(super) fn findings(canonical: &[u8; 13], kind: Kind) -> impl Iterator<Item = NirFinding> + use<> {
    let &[first, _, _, m1, m2, ..] = canonical;
    let dated = kind == Kind::Nir;
    let place = Place::of(canonical).filter(|_| dated);
    [
        (dated && matches!(first, b'3' | b'4')).then_some(NirFinding::Sex34),
        (dated && matches!(two_digits(m1, m2), 43..=49)).then_some(NirFinding::Month43To49),
        place.is_some_and(|place| !place.commune_in_range()).then_some(NirFinding::CommuneOutOfRange),
        place.is_some_and(Place::territory_unknown).then_some(NirFinding::TerritoryUnknown),
        (canonical == b"2690549588157").then_some(NirFinding::Specimen),
    ]
    .into_iter()
    .flatten()
}

/// The key of thirteen legal characters: 97 − (N mod 97), N being read with 2A as 19 and 2B as 18.
pub(super) fn key(canonical: &[u8; 13]) -> u8 {
    let (value, corsica) = canonical.iter().fold((0_u64, 0_u64), |(value, corsica), byte| match byte {
        b'A' => (value * 10, 1_000_000),
        b'B' => (value * 10, 2_000_000),
        digit => (value * 10 + u64::from(digit - b'0'), corsica),
    });
    // 97 × 20 620 > 2 000 000: the difference stays positive for `0A` and `0B`, refused elsewhere.
    let remainder = (value + 97 * 20_620 - corsica) % 97;
    u8::try_from(97 - remainder).unwrap_or(u8::MAX)
}

/// Compares a written key with the right one.
pub(super) fn key_state(canonical: &[u8; 13], [tens, units]: [u8; 2]) -> KeyState {
    if two_digits(tens, units) == key(canonical) { KeyState::Right } else { KeyState::Wrong }
}
