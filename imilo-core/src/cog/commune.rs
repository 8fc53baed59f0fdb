//! The states of a code.

use time::macros::date;

use super::nom::Nom;
use super::table::{Change, Record, TABLE};
use crate::calendar::Date;
use crate::dossier::CodeCommune;

/// First day of the source; the table counts its days from it.
const FIRST_DAY: Date = Date::from_time(date!(1943 - 01 - 01));

/// What a code is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Nature {
    /// A commune.
    Commune,
    /// An arrondissement of Paris, Lyon or Marseille.
    Arrondissement,
    /// An associated commune, part of another one (law of 1971).
    Associee,
    /// A delegated commune, part of a new commune (law of 2010).
    Deleguee,
    /// A former commune, merged into another one without any status.
    Absorbee,
}

impl Nature {
    const ALL: [Self; 5] =
        [Self::Commune, Self::Arrondissement, Self::Associee, Self::Deleguee, Self::Absorbee];
}

/// The day on which a state begins or ends: an end is the first day on which it is so no longer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Borne {
    /// On this day.
    On(Date),
    /// On a day that is not known, after the first date and on the second at the latest.
    Within {
        /// The last day on which the old state is known to hold.
        after: Date,
        /// The first day on which the new state is known to hold.
        by: Date,
    },
}

impl Borne {
    fn of(change: Change) -> Self {
        let by = FIRST_DAY.plus_days(change.by.into());
        match change.by - change.after {
            1 => Self::On(by),
            _ => Self::Within { after: FIRST_DAY.plus_days(change.after.into()), by },
        }
    }

    /// Whether the day is reached on a date; none when that is not known.
    #[must_use]
    pub fn reached(self, date: Date) -> Option<bool> {
        match self {
            Self::On(day) => Some(day <= date),
            Self::Within { by, .. } if by <= date => Some(true),
            Self::Within { after, .. } if date <= after => Some(false),
            Self::Within { .. } => None,
        }
    }

    /// The first day on which it is surely reached.
    pub(super) const fn by(self) -> Date {
        match self {
            Self::On(by) | Self::Within { by, .. } => by,
        }
    }
}

/// What a code was in one stretch of time.
#[derive(Clone, Copy)]
pub struct Commune {
    code: CodeCommune,
    record: Record,
}

impl Commune {
    /// The code.
    #[must_use]
    pub const fn code(&self) -> CodeCommune {
        self.code
    }

    /// What the code was.
    #[must_use]
    pub fn nature(&self) -> Nature {
        Nature::ALL.get(usize::from(self.record.nature)).copied().unwrap_or(Nature::Absorbee)
    }

    /// Its name.
    #[must_use]
    pub fn nom(&self) -> Nom {
        Nom::of(self.record.name as u32)
    }

    /// The first day; none when the table has no start.
    #[must_use]
    pub fn debut(&self) -> Option<Borne> {
        self.record.start.map(Borne::of)
    }

    /// The first day on which it is so no longer; none when it still was so at the newest edition.
    #[must_use]
    pub fn fin(&self) -> Option<Borne> {
        self.record.end.map(Borne::of)
    }

    /// The commune of which a part is a part; of a commune that ended, the one that followed it on its territory
    /// (the same code when a new commune took it).
    #[must_use]
    pub fn rattachement(&self) -> Option<CodeCommune> {
        self.record.holder.map(code)
    }
}

impl core::fmt::Debug for Commune {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.debug_struct("Commune")
            .field("code", &self.code())
            .field("nature", &self.nature())
            .field("nom", &self.nom())
            .field("debut", &self.debut())
            .field("fin", &self.fin())
            .field("rattachement", &self.rattachement())
            .finish()
    }
}

/// Everything that a code was, by the day on which it began; nothing when the code is in no edition.
///
/// ```
/// use imilo_core::cog::{Nature, states};
/// let cordieux: Vec<_> = states("01120".parse()?).collect(); // associated with Montluel in 1973
/// assert_eq!(cordieux.iter().map(|state| state.nature()).collect::<Vec<_>>(), [Nature::Commune, Nature::Associee]);
/// assert_eq!(cordieux[1].rattachement(), Some("01262".parse()?));
/// assert_eq!(states("01999".parse()?).count(), 0);
/// # Ok::<(), imilo_core::dossier::CodeError>(())
/// ```
pub fn states(code: CodeCommune) -> impl Iterator<Item = Commune> + Clone {
    TABLE.states(key(code)).map(move |record| Commune { code, record })
}

/// Every code in the table.
///
/// ```
/// assert_eq!(imilo_core::cog::codes().next().unwrap().as_str(), "01001");
/// ```
pub fn codes() -> impl Iterator<Item = CodeCommune> {
    TABLE.keys().map(code)
}

/// Whether the code is that of an arrondissement of Paris, Lyon or Marseille.
///
/// ```
/// use imilo_core::cog::is_arrondissement;
/// assert!(is_arrondissement("75112".parse()?) && !is_arrondissement("75056".parse()?));
/// # Ok::<(), imilo_core::dossier::CodeError>(())
/// ```
#[must_use]
pub fn is_arrondissement(code: CodeCommune) -> bool {
    states(code).any(|state| state.nature() == Nature::Arrondissement)
}

/// Day of the newest edition in the table.
///
/// ```
/// assert_eq!(imilo_core::cog::edition().to_string(), "2026-01-01");
/// ```
#[must_use]
pub fn edition() -> Date {
    FIRST_DAY.plus_days(TABLE.edition.into())
}

/// Key of a code in the table.
fn key(code: CodeCommune) -> u32 {
    let [a, b, rest @ ..] = code.bytes();
    let digit = |byte: &u8| u32::from(byte.saturating_sub(b'0'));
    let departement = match b {
        b'A' => 100,
        b'B' => 101,
        _ => digit(a) * 10 + digit(b),
    };
    rest.iter().fold(departement, |key, byte| key * 10 + digit(byte))
}

/// Code of a key: 2A and 2B have the numbers 100 and 101.
fn code(key: u32) -> CodeCommune {
    let digit = |power: u32| b'0' + u8::try_from(key / power % 10).unwrap_or_default();
    let (a, b) = match key / 1000 {
        100 => (b'2', b'A'),
        101 => (b'2', b'B'),
        _ => (digit(10_000), digit(1000)),
    };
    CodeCommune::of_checked([a, b, digit(100), digit(10), digit(1)])
}
