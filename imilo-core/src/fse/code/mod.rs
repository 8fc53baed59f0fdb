//! The indicators: each a row with its code, its versions, its population, its predicate, its citation and evidence.

mod rows_co;
mod rows_cr;
mod rows_plus;

use core::fmt;
use core::str::FromStr;

use super::Programme;
use super::term::Term;
use crate::law::{Citation, Evidence};

/// Code of an indicator of participants. The codes of the IEJ bear a prefix: SFC2014 uses CR01 to CR12 twice.
///
/// ```
/// use imilo_core::fse::Code;
/// let code: Code = "YEI_CR02".parse()?;
/// assert_eq!((code, code.as_str()), (Code::YeiCr02, "YEI_CR02"));
/// assert!("CO20".parse::<Code>().is_err(), "indicators of entities are out of scope");
/// # Ok::<(), imilo_core::fse::UnknownCode>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
#[expect(missing_docs, reason = "the names are those of the annexes: `names`")]
pub enum Code {
    Co01,
    Co02,
    Co03,
    Co04,
    Co05,
    Co06,
    Co07,
    Co08,
    Co09,
    Co10,
    Co11,
    Co12,
    Co13,
    Co14,
    Co15,
    Co16,
    Co17,
    Co18,
    Co19,
    Cr01,
    Cr02,
    Cr03,
    Cr04,
    Cr05,
    Cr06,
    Cr07,
    Cr08,
    Cr09,
    YeiCr01,
    YeiCr02,
    YeiCr03,
    YeiCr04,
    YeiCr05,
    YeiCr06,
    YeiCr07,
    YeiCr08,
    YeiCr09,
    YeiCr10,
    YeiCr11,
    YeiCr12,
    Eeco01,
    Eeco02,
    Eeco03,
    Eeco04,
    Eeco05,
    Eeco06,
    Eeco07,
    Eeco08,
    Eeco09,
    Eeco10,
    Eeco11,
    Eeco12,
    Eeco13,
    Eeco14,
    Eeco15,
    Eeco16,
    Eeco17,
    Eecr01,
    Eecr02,
    Eecr03,
    Eecr04,
    Eecr05,
    Eecr06,
}

/// No indicator of participants has this code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no indicator of participants has this code")]
pub struct UnknownCode;

/// A row of the table of indicators.
#[derive(Clone)]
pub(super) struct CodeRow {
    pub(super) code: Code,
    pub(super) text: &'static str,
    /// Bits of the versions that have it ([`Programme::bit`]).
    pub(super) versions: u8,
    /// Conditions of the reference population; none for an output.
    pub(super) population: &'static [Term],
    pub(super) rule: Term,
    /// Whether an incomplete record counts too.
    pub(super) of_incomplete: bool,
    pub(super) citation: Citation,
    /// How well the rule is known, the wording of the annexe apart.
    pub(super) evidence: Evidence,
    pub(super) fr: &'static str,
    pub(super) en: &'static str,
}

/// Every row, in the order of [`Code`].
pub(super) fn rows() -> impl Iterator<Item = &'static CodeRow> {
    rows_co::ROWS.iter().chain(rows_cr::ROWS).chain(rows_plus::ROWS)
}

impl Code {
    /// Every code, in the order of the annexes.
    pub const ALL: [Self; 63] = [
        Self::Co01,
        Self::Co02,
        Self::Co03,
        Self::Co04,
        Self::Co05,
        Self::Co06,
        Self::Co07,
        Self::Co08,
        Self::Co09,
        Self::Co10,
        Self::Co11,
        Self::Co12,
        Self::Co13,
        Self::Co14,
        Self::Co15,
        Self::Co16,
        Self::Co17,
        Self::Co18,
        Self::Co19,
        Self::Cr01,
        Self::Cr02,
        Self::Cr03,
        Self::Cr04,
        Self::Cr05,
        Self::Cr06,
        Self::Cr07,
        Self::Cr08,
        Self::Cr09,
        Self::YeiCr01,
        Self::YeiCr02,
        Self::YeiCr03,
        Self::YeiCr04,
        Self::YeiCr05,
        Self::YeiCr06,
        Self::YeiCr07,
        Self::YeiCr08,
        Self::YeiCr09,
        Self::YeiCr10,
        Self::YeiCr11,
        Self::YeiCr12,
        Self::Eeco01,
        Self::Eeco02,
        Self::Eeco03,
        Self::Eeco04,
        Self::Eeco05,
        Self::Eeco06,
        Self::Eeco07,
        Self::Eeco08,
        Self::Eeco09,
        Self::Eeco10,
        Self::Eeco11,
        Self::Eeco12,
        Self::Eeco13,
        Self::Eeco14,
        Self::Eeco15,
        Self::Eeco16,
        Self::Eeco17,
        Self::Eecr01,
        Self::Eecr02,
        Self::Eecr03,
        Self::Eecr04,
        Self::Eecr05,
        Self::Eecr06,
    ];

    /// How many there are.
    pub const COUNT: usize = Self::ALL.len();

    /// Its place in [`Code::ALL`].
    #[must_use]
    pub const fn index(self) -> usize {
        self as usize
    }

    /// The code as the reports write it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.row().map_or("", |row| row.text)
    }

    /// Official names, in French and in English; recalled from the Official Journal, to be compared before printing.
    #[must_use]
    pub fn names(self) -> [&'static str; 2] {
        self.row().map_or(["", ""], |row| [row.fr, row.en])
    }

    /// The provision that founds it.
    #[must_use]
    pub fn citation(self) -> Option<&'static Citation> {
        self.row().map(|row| &row.citation)
    }

    /// How well the rule is known: the weaker of the annexe and of the definitions behind it.
    #[must_use]
    pub fn evidence(self) -> Evidence {
        self.row().map_or(Evidence::Unknown, |row| row.citation.evidence.weaker(row.evidence))
    }

    /// Whether a programme has it.
    #[must_use]
    pub fn is_in(self, programme: Programme) -> bool {
        self.row().is_some_and(|row| row.versions & programme.bit() != 0)
    }

    /// Whether it is a result, which has a reference population, and no output.
    #[must_use]
    pub fn is_result(self) -> bool {
        !matches!(self.index(), 0..=18 | 40..=56)
    }

    /// The codes of a programme, in order.
    pub fn of(programme: Programme) -> impl Iterator<Item = Self> {
        Self::ALL.into_iter().filter(move |code| code.is_in(programme))
    }

    pub(super) fn row(self) -> Option<&'static CodeRow> {
        let (co, cr) = (rows_co::ROWS.len(), rows_cr::ROWS.len());
        let index = self.index();
        rows_co::ROWS
            .get(index)
            .or_else(|| rows_cr::ROWS.get(index.checked_sub(co)?))
            .or_else(|| rows_plus::ROWS.get(index.checked_sub(co + cr)?))
    }
}

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        rows().find(|row| row.text == text).map(|row| row.code).ok_or(UnknownCode)
    }
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::articles::article;

    #[test]
    fn the_table_is_in_the_order_of_the_codes() {
        assert_eq!(rows().count(), Code::COUNT);
        for (index, (row, code)) in rows().zip(Code::ALL).enumerate() {
            assert_eq!((row.code, row.code.index()), (code, index), "{}", row.text);
            let letters: String = format!("{code:?}").to_uppercase();
            assert_eq!(row.text.replace('_', ""), letters);
            assert!(row.versions != 0 && !row.fr.is_empty() && !row.en.is_empty(), "{}", row.text);
        }
        const { assert!(Code::COUNT <= 64, "the codes of a record are the bits of a word") };
    }

    #[test]
    fn every_rule_cites_an_article_that_is_known() {
        for row in rows() {
            assert!(article(&row.citation.code).is_ok(), "{}: {}", row.text, row.citation.code);
            assert_ne!(row.evidence, Evidence::Unknown, "{}: an unknown rule founds nothing", row.text);
        }
    }

    #[test]
    fn a_result_has_a_population_and_an_output_has_none() {
        use crate::fse::Annexe;
        for row in rows().filter(|row| !row.code.is_result()) {
            assert!(row.population.is_empty(), "{}", row.text);
        }
        let count = |programme| Code::of(programme).count();
        assert_eq!(count(Programme::Fse(Annexe::Of2013)), 19 + 9);
        assert_eq!(count(Programme::Fse(Annexe::Of2018)), 16 + 9);
        assert_eq!(count(Programme::Iej(Annexe::Of2018)), 16 + 9 + 12);
        assert_eq!(count(Programme::FsePlus), 17 + 6);
    }
}
