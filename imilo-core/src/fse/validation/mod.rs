//! Validation V1 to V30: what is wrong or doubtful in a record, in delivered codes, in totals, between two reports.
//!
//! V1 to V6 follow from texts that were read, the others from logic or from what tables of the guidance are called
//! (*inferred*). A finding is written as its rule and level, `V13:W`.

mod aggregate;
mod delivered;
mod operation;
mod record;

use super::Programme;

pub use aggregate::{Inequality, Totals};
pub use delivered::{CodeSet, Delivered};
pub use operation::{FALLEN, GENDERS, ONLY_NO, OVERLAP, SHARE, checks_list};
pub use record::Checks;
pub(super) use record::{CHECKS, checks};
#[cfg(test)]
pub(super) use {
    aggregate::{Sum, rules},
    delivered::RULES as DELIVERED,
    record::{CheckRow, FRANCE, Limit, limit_of},
};

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// `R`: the record is refused and counts nowhere.
    Refusal,
    /// `E`: reported; the record counts as the codes say.
    Error,
    /// `W`: doubtful.
    Warning,
}

impl Severity {
    /// The letter.
    #[must_use]
    pub const fn letter(self) -> char {
        match self {
            Self::Refusal => 'R',
            Self::Error => 'E',
            Self::Warning => 'W',
        }
    }
}

/// A rule of validation at one level.
#[derive(Clone, Copy, Debug)]
pub struct Check {
    /// Number of the rule, 1 to 30.
    pub rule: u8,
    /// Level.
    pub severity: Severity,
    /// Variables, or codes, of which it speaks.
    pub variables: &'static [&'static str],
    /// Sentence in French.
    pub fr: &'static str,
    /// Sentence in English.
    pub en: &'static str,
}

impl Check {
    /// V1: every variable of a complete record is known.
    pub const COMPLETENESS: u8 = 1;

    /// The variables of which it speaks, but for those of the IEJ where the programme is another.
    pub fn variables_in(&self, programme: Programme) -> impl Iterator<Item = &'static str> {
        let of_iej = matches!(programme, Programme::Iej(_));
        self.variables.iter().copied().filter(move |name| of_iej || !name.starts_with("yei_"))
    }

    /// Rule and level (`V13:W`).
    #[must_use]
    pub fn code(&self) -> String {
        format!("V{}:{}", self.rule, self.severity.letter())
    }
}
