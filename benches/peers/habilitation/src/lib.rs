//! The same requests decided by imilo, by its export in a Cedar engine, and by the same rules in Rego.

mod cedar;
mod compare;
mod places;
mod rego;
mod tables;

pub use cedar::{Cedar, Record};
pub use compare::{alone, one_by_rego, record_by_cedar, record_by_rego};
pub use places::{DAYS, Place, requests};
pub use rego::{POLICY, Rego, input};

use std::collections::BTreeSet;

use imilo_core::habilitation::{Answer, Donnee, DonneeSet};

/// What a peer says of a whole record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// Names of the data granted.
    pub granted: BTreeSet<String>,
    /// Names of the data refused; the others are undetermined.
    pub refused: BTreeSet<String>,
}

/// A set as names.
pub fn names(set: DonneeSet) -> BTreeSet<String> {
    set.iter().map(Donnee::name).map(str::to_owned).collect()
}

impl From<Answer<'_>> for Said {
    fn from(answer: Answer<'_>) -> Self {
        Self { granted: names(answer.granted), refused: names(answer.refused) }
    }
}
