//! Counting: what every record adds to a report.

use super::code::rows;
use super::derive::Sensitive;
use super::situation::VARIABLES_COUNT;
use super::{Code, Derivation, Gender, Reason, Rules, Truth};

/// How the records of a code divide. Refused and incomplete records are in none of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Counted under the code.
    pub yes: u64,
    /// Known, and not counted.
    pub no: u64,
    /// Outside the reference population of a result.
    pub not_in_population: u64,
    /// Not left yet, or the days to look at not over.
    pub not_yet_observable: u64,
    /// Nobody asked.
    pub not_followed_up: u64,
    /// An answer was refused.
    pub refused: u64,
    /// An answer is missing.
    pub missing: u64,
}

impl Counts {
    /// Yes and no: what a rate is taken of.
    #[must_use]
    pub const fn denominator(&self) -> u64 {
        self.yes + self.no
    }

    /// All that are, or may be, in the reference population.
    #[must_use]
    pub const fn population(&self) -> u64 {
        self.denominator() + self.not_yet_observable + self.not_followed_up + self.refused + self.missing
    }

    fn place(&mut self, truth: Truth) -> Option<&mut u64> {
        Some(match truth {
            Truth::Yes => &mut self.yes,
            Truth::No => &mut self.no,
            Truth::Unknown(Reason::NotInPopulation) => &mut self.not_in_population,
            Truth::Unknown(Reason::NotYetObservable) => &mut self.not_yet_observable,
            Truth::Unknown(Reason::NotFollowedUp) => &mut self.not_followed_up,
            Truth::Unknown(Reason::Refused) => &mut self.refused,
            Truth::Unknown(Reason::Missing) => &mut self.missing,
            Truth::Unknown(Reason::NotInThisVersion | Reason::IncompleteRecord) => return None,
        })
    }

    /// Adds what another part counted.
    pub(super) const fn add(&mut self, other: &Self) {
        self.yes += other.yes;
        self.no += other.no;
        self.not_in_population += other.not_in_population;
        self.not_yet_observable += other.not_yet_observable;
        self.not_followed_up += other.not_followed_up;
        self.refused += other.refused;
        self.missing += other.missing;
    }
}

/// Columns of a report: women, men, non-binary, unknown.
pub(super) const GENDERS: usize = 4;

/// The column of a gender.
pub(super) const fn column(gender: Option<Gender>) -> usize {
    match gender {
        Some(Gender::Woman) => 0,
        Some(Gender::Man) => 1,
        Some(Gender::NonBinary) => 2,
        None => 3,
    }
}

/// What one gender adds up to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Part {
    /// Records that are not refused.
    pub(super) records: u64,
    pub(super) complete: u64,
    pub(super) codes: [Counts; Code::COUNT],
}

/// The counts of some records under the same rules. Tallies of parts of a file add up to that of the file.
///
/// ```
/// use imilo_core::fse::{Code, Participation, Programme, Report, Rules, Tally};
/// let rules = Rules::new(Programme::FsePlus);
/// let mut tally = Tally::new(rules);
/// let record: Participation = serde_json::from_str(r#"{"entry_date": "2023-10-02"}"#)?;
/// tally.add(&rules.derive(&record)?);
/// let report = Report::of(&tally);
/// assert_eq!(report.grand_total.all(), 1);
/// assert_eq!(report.line(Code::Eeco01).map(|line| line.values.all()), Some(1));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    pub(super) rules: Rules,
    pub(super) parts: [Part; GENDERS],
    /// Records that a rule of level R refuses.
    pub(super) refused: u64,
    /// How many records lack each variable of completeness.
    pub(super) missing: [u64; VARIABLES_COUNT],
    /// How many records break each rule of validation.
    pub(super) findings: [u64; 64],
    pub(super) sensitive: Sensitive<u64>,
}

impl Tally {
    /// Nothing counted yet.
    #[must_use]
    pub fn new(rules: Rules) -> Self {
        let part = Part { records: 0, complete: 0, codes: [Counts::default(); Code::COUNT] };
        Self {
            rules,
            parts: [part.clone(), part.clone(), part.clone(), part],
            refused: 0,
            missing: [0; VARIABLES_COUNT],
            findings: [0; 64],
            sensitive: Sensitive::default(),
        }
    }

    /// Adds a record. It must be derived by the rules of the tally.
    pub fn add(&mut self, derivation: &Derivation) {
        if !self.add_standing(derivation) {
            return;
        }
        let Some(part) = self.parts.get_mut(column(derivation.gender)) else { return };
        for (row, counts) in rows().zip(&mut part.codes) {
            if let Some(place) = derivation.value(row.code).and_then(|truth| counts.place(truth)) {
                *place += 1;
            }
        }
    }

    /// Adds what a record is, its codes apart. Whether it counts at all: no rule refuses it.
    pub(super) fn add_standing(&mut self, derivation: &Derivation) -> bool {
        count_bits(derivation.findings.counted().0, &mut self.findings);
        if derivation.is_refused() {
            self.refused += 1;
            return false;
        }
        count_bits(derivation.missing.0.into(), &mut self.missing);
        self.sensitive.no += u64::from(derivation.sensitive.no);
        self.sensitive.other += u64::from(derivation.sensitive.other);
        if let Some(part) = self.parts.get_mut(column(derivation.gender)) {
            part.records += 1;
            part.complete += u64::from(derivation.is_complete());
        }
        true
    }

    /// Adds another part of the file.
    pub fn merge(&mut self, other: &Self) {
        self.refused += other.refused;
        self.missing.iter_mut().zip(other.missing).for_each(|(sum, more)| *sum += more);
        self.findings.iter_mut().zip(other.findings).for_each(|(sum, more)| *sum += more);
        self.sensitive.no += other.sensitive.no;
        self.sensitive.other += other.sensitive.other;
        for (part, other) in self.parts.iter_mut().zip(&other.parts) {
            part.records += other.records;
            part.complete += other.complete;
            part.codes.iter_mut().zip(&other.codes).for_each(|(sum, more)| sum.add(more));
        }
    }

    /// The rules by which it counts.
    #[must_use]
    pub const fn rules(&self) -> &Rules {
        &self.rules
    }
}

/// Adds one to the place of each bit.
fn count_bits(mut bits: u64, places: &mut [u64]) {
    while bits != 0 {
        if let Some(place) = places.get_mut(bits.trailing_zeros() as usize) {
            *place += 1;
        }
        bits &= bits - 1;
    }
}
