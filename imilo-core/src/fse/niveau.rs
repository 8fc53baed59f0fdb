//! French levels of education and ISCED 2011: three numberings that collide, hence three types.
//!
//! « Niveau 4 » of 2019 (baccalauréat) is ISCED 3; « niveau III » of 1969 (bac+2) is ISCED 5; « niveau 3 » of 2019
//! (CAP) is ISCED 3. No type converts into another but through the table of [`Attainment::isced`].

use core::str::FromStr;

use serde::Deserializer;

use crate::law::Evidence;
use crate::serde_read::Readable;

/// Highest level of ISCED 2011 (CITE) completed: 0 (primary not completed) to 8.
///
/// ```
/// use imilo_core::fse::Isced;
/// assert!(Isced::new(8).is_ok() && Isced::new(9).is_err());
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Isced(u8);

/// The text or number is no level of the nomenclature that was named.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no level of this nomenclature")]
pub struct NiveauError;

impl Isced {
    /// A level.
    ///
    /// # Errors
    /// [`NiveauError`] above 8.
    pub const fn new(level: u8) -> Result<Self, NiveauError> {
        if level <= 8 { Ok(Self(level)) } else { Err(NiveauError) }
    }

    /// The number, 0 to 8.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }
}

impl Readable for Isced {
    fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let level = u16::read(deserializer)?;
        let level = u8::try_from(level).map_err(|_| NiveauError).and_then(Self::new);
        level.map_err(|_| serde::de::Error::custom("expected a level of ISCED 2011, 0 to 8"))
    }
}

/// Level of the nomenclature of 1969: where the person left education, not which diploma was gained.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Niveau1969 {
    /// Left in 6e to 4e.
    VI,
    /// Left in 3e, or in a short second cycle before its last year.
    VBis,
    /// Left in the last year of CAP or BEP, or in the long cycle before terminale.
    V,
    /// Left in terminale, or in higher education before level III.
    IV,
    /// Diploma of bac+2.
    III,
    /// Licence.
    II,
    /// Beyond.
    I,
}

impl FromStr for Niveau1969 {
    type Err = NiveauError;

    fn from_str(text: &str) -> Result<Self, NiveauError> {
        Ok(match text {
            "VI" => Self::VI,
            "Vbis" => Self::VBis,
            "V" => Self::V,
            "IV" => Self::IV,
            "III" => Self::III,
            "II" => Self::II,
            "I" => Self::I,
            _ => return Err(NiveauError),
        })
    }
}

/// Level of the framework of 2019, 3 to 8: it counts upwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Niveau2019(u8);

impl Niveau2019 {
    /// A level.
    ///
    /// # Errors
    /// [`NiveauError`] outside 3 to 8.
    pub const fn new(level: u8) -> Result<Self, NiveauError> {
        if level >= 3 && level <= 8 { Ok(Self(level)) } else { Err(NiveauError) }
    }

    /// The number, 3 to 8.
    #[must_use]
    pub const fn get(self) -> u8 {
        self.0
    }
}

/// A diploma that the table names.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum DiplomeNomme {
    /// Diplôme national du brevet.
    Dnb,
    /// CAP or BEP.
    CapBep,
    /// Baccalauréat or brevet professionnel.
    Bac,
    /// Diplôme d'accès aux études universitaires.
    Daeu,
    /// Capacité en droit.
    CapaciteEnDroit,
    /// Doctorat.
    Doctorat,
}

impl FromStr for DiplomeNomme {
    type Err = NiveauError;

    fn from_str(text: &str) -> Result<Self, NiveauError> {
        Ok(match text {
            "DNB" => Self::Dnb,
            "CAP" | "BEP" => Self::CapBep,
            "baccalaureat" | "BP" => Self::Bac,
            "DAEU" => Self::Daeu,
            "capacite en droit" => Self::CapaciteEnDroit,
            "doctorat" => Self::Doctorat,
            _ => return Err(NiveauError),
        })
    }
}

/// A level as one of the French nomenclatures has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Niveau {
    /// Of 1969.
    Of1969(Niveau1969),
    /// Of 2019.
    Of2019(Niveau2019),
    /// A diploma by its name.
    Named(DiplomeNomme),
}

/// What a person attained: the level, and what is known of the diplomas.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Attainment {
    /// The level.
    pub niveau: Niveau,
    /// Whether the diploma of that level was obtained, if stated.
    pub diploma_obtained: Option<bool>,
    /// Whether a CAP or BEP is held, if stated.
    pub cap_bep: Option<bool>,
}

/// What the table says of a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Equivalence {
    /// The level of ISCED 2011; none when the table does not decide.
    pub isced: Option<Isced>,
    /// How well the row is known.
    pub evidence: Evidence,
    /// What was assumed, or what is missing, in French and in English.
    pub note: Option<[&'static str; 2]>,
}

/// A row: which level, diploma obtained, CAP or BEP held (`None`: whatever is stated), then what it gives.
#[derive(Clone, Copy)]
pub(super) struct Row(
    Level,
    Stated,
    Stated,
    pub(super) Option<u8>,
    pub(super) Evidence,
    pub(super) Option<[&'static str; 2]>,
);

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Level {
    L1969(Niveau1969),
    L2019(u8),
    Of(DiplomeNomme),
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Stated {
    Any,
    Yes,
    No,
    Silent,
    /// No, or not stated.
    NotYes,
    /// Yes, or not stated.
    NotNo,
}

impl Stated {
    const fn fits(self, stated: Option<bool>) -> bool {
        match self {
            Self::Any => true,
            Self::Yes => matches!(stated, Some(true)),
            Self::No => matches!(stated, Some(false)),
            Self::Silent => stated.is_none(),
            Self::NotYes => !matches!(stated, Some(true)),
            Self::NotNo => !matches!(stated, Some(false)),
        }
    }
}

const ASSUMED_NONE: Option<[&str; 2]> =
    Some(["CAP ou BEP non précisé : compté comme non obtenu", "CAP or BEP not stated: counted as not held"]);
const BAC_UNKNOWN: Option<[&str; 2]> = Some([
    "diplôme de ce niveau non précisé : la table ne tranche pas",
    "diploma of this level not stated: the table does not decide",
]);
const CONTRADICTION: Option<[&str; 2]> = Some([
    "ce niveau suppose son diplôme, déclaré non obtenu",
    "this level supposes its diploma, declared as not obtained",
]);
const NOT_IN_TABLE: Option<[&str; 2]> =
    Some(["la table ne connaît pas ce cas", "the table does not know this case"]);
const MASTER_BY_DEFAULT: Option<[&str; 2]> =
    Some(["7 à défaut de doctorat déclaré", "7 unless a doctorate is declared"]);

/// The first row that fits decides.
///
/// # Sources
/// Insee, definition c2296 (2019 and 1969); nomenclature of 1969 of the ministry; values of ISCED 2011. Rows marked
/// inferred rest on "attainment is what was completed".
pub(super) const TABLE: &[Row] = &{
    use DiplomeNomme::{Bac, CapBep, CapaciteEnDroit, Daeu, Dnb, Doctorat};
    use Evidence::{Inferred, Secondary, Seen, Unknown};
    use Level::{L1969, L2019, Of};
    use Niveau1969::{I, II, III, IV, V, VBis, VI};
    use Stated::{Any, No, NotNo, NotYes, Silent, Yes};
    [
        Row(L1969(VI), NotYes, Any, Some(1), Inferred, None),
        Row(L1969(VBis), Any, Any, Some(2), Inferred, None),
        Row(L1969(V), Yes, Any, Some(3), Secondary, None),
        Row(L1969(V), Any, Yes, Some(3), Secondary, None),
        Row(L1969(V), No, Any, Some(2), Inferred, None),
        Row(L1969(V), Silent, No, Some(2), Inferred, None),
        Row(L1969(V), Silent, Silent, Some(2), Inferred, ASSUMED_NONE),
        Row(L2019(3), Yes, Any, Some(3), Secondary, None),
        Row(L2019(3), Any, Yes, Some(3), Secondary, None),
        Row(L2019(3), No, Any, Some(2), Inferred, None),
        Row(L2019(3), Silent, No, Some(2), Inferred, None),
        Row(L2019(3), Silent, Silent, Some(2), Inferred, ASSUMED_NONE),
        Row(L1969(IV), Yes, Any, Some(3), Secondary, None),
        Row(L1969(IV), Any, Yes, Some(3), Inferred, None),
        Row(L1969(IV), No, No, Some(2), Inferred, None),
        Row(L1969(IV), No, Silent, Some(2), Inferred, ASSUMED_NONE),
        Row(L1969(IV), Silent, Any, None, Unknown, BAC_UNKNOWN),
        Row(L2019(4), Yes, Any, Some(3), Secondary, None),
        Row(L2019(4), Any, Yes, Some(3), Inferred, None),
        Row(L2019(4), No, No, Some(2), Inferred, None),
        Row(L2019(4), No, Silent, Some(2), Inferred, ASSUMED_NONE),
        Row(L2019(4), Silent, Any, None, Unknown, BAC_UNKNOWN),
        Row(L1969(III), NotNo, Any, Some(5), Secondary, None),
        Row(L2019(5), NotNo, Any, Some(5), Secondary, None),
        Row(L1969(II), NotNo, Any, Some(6), Secondary, None),
        Row(L2019(6), NotNo, Any, Some(6), Secondary, None),
        Row(L1969(I), NotNo, Any, Some(7), Inferred, MASTER_BY_DEFAULT),
        Row(L2019(7), NotNo, Any, Some(7), Secondary, None),
        Row(L2019(8), NotNo, Any, Some(8), Secondary, None),
        Row(L1969(III), No, Any, None, Unknown, CONTRADICTION),
        Row(L1969(II), No, Any, None, Unknown, CONTRADICTION),
        Row(L1969(I), No, Any, None, Unknown, CONTRADICTION),
        Row(L2019(5), No, Any, None, Unknown, CONTRADICTION),
        Row(L2019(6), No, Any, None, Unknown, CONTRADICTION),
        Row(L2019(7), No, Any, None, Unknown, CONTRADICTION),
        Row(L2019(8), No, Any, None, Unknown, CONTRADICTION),
        Row(Of(Dnb), Yes, Any, Some(2), Secondary, None),
        Row(Of(CapBep), Yes, Any, Some(3), Secondary, None),
        Row(Of(Bac), Yes, Any, Some(3), Secondary, None),
        Row(Of(Daeu), Yes, Any, Some(4), Seen, None),
        Row(Of(CapaciteEnDroit), Yes, Any, Some(4), Seen, None),
        Row(Of(Doctorat), Yes, Any, Some(8), Secondary, None),
    ]
};

impl Attainment {
    /// The level of ISCED 2011, by the table.
    ///
    /// ```
    /// use imilo_core::fse::{Attainment, Niveau, Niveau2019};
    /// let bac = Attainment {
    ///     niveau: Niveau::Of2019(Niveau2019::new(4)?),
    ///     diploma_obtained: Some(true),
    ///     cap_bep: None,
    /// };
    /// assert_eq!(bac.isced().isced.map(|isced| isced.get()), Some(3));
    /// # Ok::<(), imilo_core::fse::NiveauError>(())
    /// ```
    #[must_use]
    pub fn isced(&self) -> Equivalence {
        self.isced_by(TABLE)
    }

    pub(super) fn isced_by(&self, table: &[Row]) -> Equivalence {
        let level = match self.niveau {
            Niveau::Of1969(niveau) => Level::L1969(niveau),
            Niveau::Of2019(niveau) => Level::L2019(niveau.get()),
            Niveau::Named(diploma) => Level::Of(diploma),
        };
        let fits =
            |row: &&Row| row.0 == level && row.1.fits(self.diploma_obtained) && row.2.fits(self.cap_bep);
        table
            .iter()
            .find(fits)
            .map_or(Equivalence { isced: None, evidence: Evidence::Unknown, note: NOT_IN_TABLE }, |row| {
                Equivalence { isced: row.3.map(Isced), evidence: row.4, note: row.5 }
            })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn isced(niveau: Niveau, diploma_obtained: Option<bool>, cap_bep: Option<bool>) -> Option<u8> {
        Attainment { niveau, diploma_obtained, cap_bep }.isced().isced.map(Isced::get)
    }

    #[test]
    fn a_level_without_its_diploma_is_what_was_completed() {
        let iv = Niveau::Of1969(Niveau1969::IV);
        assert_eq!(isced(iv, Some(false), Some(true)), Some(3));
        assert_eq!(isced(iv, Some(false), Some(false)), Some(2));
        assert_eq!(isced(iv, None, None), None, "the bac is not stated: undetermined");
        let unknown_cap = Attainment { niveau: iv, diploma_obtained: Some(false), cap_bep: None }.isced();
        assert_eq!(unknown_cap.isced.map(Isced::get), Some(2));
        assert!(unknown_cap.note.is_some(), "the assumption is told");
        let v = Niveau::Of1969(Niveau1969::V);
        assert_eq!((isced(v, Some(true), None), isced(v, Some(false), None)), (Some(3), Some(2)));
    }

    #[test]
    fn the_numberings_do_not_mix() {
        let of_2019 = |level| Niveau::Of2019(Niveau2019::new(level).unwrap());
        let expected = [(3, 3), (4, 3), (5, 5), (6, 6), (7, 7), (8, 8)];
        for (level, value) in expected {
            assert_eq!(isced(of_2019(level), Some(true), None), Some(value), "2019: {level}");
        }
        for level in 5..=8 {
            assert_eq!(isced(of_2019(level), Some(false), None), None, "{level} without its diploma");
        }
        assert!("4".parse::<Niveau1969>().is_err());
        assert_eq!((Niveau2019::new(2), Niveau2019::new(9)), (Err(NiveauError), Err(NiveauError)));
    }

    #[test]
    fn a_diploma_counts_when_it_is_obtained() {
        let daeu = Niveau::Named("DAEU".parse().unwrap());
        assert_eq!((isced(daeu, Some(true), None), isced(daeu, Some(false), None)), (Some(4), None));
    }
}
