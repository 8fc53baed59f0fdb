//! The predicates of the indicators, as data: one text that is evaluated for a record, for 64 records, or in words.

use super::Truth;
use super::fact::{FACTS, Fact, FactRow};

/// A condition.
#[derive(Clone, Copy, Debug)]
pub(super) enum Term {
    /// A fact.
    Is(Fact),
    /// Each of them; none: always.
    All(&'static [Self]),
    /// One of them.
    Any(&'static [Self]),
}

/// Three-valued logic, for one record or for many side by side.
pub(super) trait Logic: Copy {
    /// Yes.
    const YES: Self;
    /// No.
    const NO: Self;
    /// Both.
    fn and(self, other: Self) -> Self;
    /// One of both.
    fn or(self, other: Self) -> Self;
}

impl Logic for Truth {
    const YES: Self = Self::Yes;
    const NO: Self = Self::No;

    fn and(self, other: Self) -> Self {
        Self::and(self, other)
    }

    fn or(self, other: Self) -> Self {
        Self::or(self, other)
    }
}

impl Term {
    /// What the facts make of the condition.
    pub(super) fn value<L: Logic>(&self, fact: &impl Fn(Fact) -> L) -> L {
        match self {
            Self::Is(which) => fact(*which),
            Self::All(terms) => terms.iter().fold(L::YES, |all, term| all.and(term.value(fact))),
            Self::Any(terms) => terms.iter().fold(L::NO, |any, term| any.or(term.value(fact))),
        }
    }

    /// The facts of which it is made, in their order.
    pub(super) fn facts(&self, see: &mut dyn FnMut(&'static FactRow)) {
        match self {
            Self::Is(fact) => FACTS.get(*fact as usize).into_iter().for_each(see),
            Self::All(terms) | Self::Any(terms) => terms.iter().for_each(|term| term.facts(see)),
        }
    }

    /// The condition in words: in French (`false`) or in English (`true`).
    pub(super) fn words(&self, english: bool) -> String {
        let joined = |terms: &'static [Self], by: &str| {
            let parts: Vec<_> = terms.iter().map(|term| term.words(english)).collect();
            if parts.len() > 1 { format!("({})", parts.join(by)) } else { parts.concat() }
        };
        match self {
            Self::Is(fact) => FACTS
                .get(*fact as usize)
                .map(|row| if english { row.en } else { row.fr })
                .unwrap_or_default()
                .to_owned(),
            Self::All([]) => (if english { "every record" } else { "toute participation" }).to_owned(),
            Self::All(terms) => joined(terms, if english { " and " } else { " et " }),
            Self::Any(terms) => joined(terms, if english { " or " } else { " ou " }),
        }
    }
}
