//! Sixty-four rows side by side: one word for each answer.

use crate::fse::derive::Facts;
use crate::fse::fact::Fact;
use crate::fse::term::Logic;

/// A three-valued answer of 64 rows: a bit is in one word at most, and in none when the answer is missing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Lane {
    pub(super) yes: u64,
    pub(super) no: u64,
    pub(super) not_yet: u64,
    pub(super) not_followed: u64,
    pub(super) refused: u64,
}

impl Lane {
    /// The reason of what is neither yes nor no: the one that comes first in either.
    const fn unknown(yes: u64, no: u64, a: Self, b: Self) -> Self {
        let open = !(yes | no);
        let not_yet = open & (a.not_yet | b.not_yet);
        let not_followed = open & !not_yet & (a.not_followed | b.not_followed);
        let refused = open & !not_yet & !not_followed & (a.refused | b.refused);
        Self { yes, no, not_yet, not_followed, refused }
    }

    /// The rule where the population is yes, and what is not known of the population where it is not known.
    pub(super) const fn within(self, population: Self) -> Self {
        Self {
            yes: population.yes & self.yes,
            no: population.yes & self.no,
            not_yet: population.not_yet | (population.yes & self.not_yet),
            not_followed: population.not_followed | (population.yes & self.not_followed),
            refused: population.refused | (population.yes & self.refused),
        }
    }
}

impl Logic for Lane {
    const YES: Self = Self { yes: !0, no: 0, not_yet: 0, not_followed: 0, refused: 0 };
    const NO: Self = Self { yes: 0, no: !0, not_yet: 0, not_followed: 0, refused: 0 };

    fn and(self, other: Self) -> Self {
        Self::unknown(self.yes & other.yes, self.no | other.no, self, other)
    }

    fn or(self, other: Self) -> Self {
        Self::unknown(self.yes | other.yes, self.no & other.no, self, other)
    }
}

/// A word for each of 64 rows, or for each of 64 bits.
pub(super) type Words = [u64; 64];

/// Rows become bits and bits become rows.
pub(super) fn transpose(words: &mut Words) {
    let mut mask: u64 = 0x0000_0000_FFFF_FFFF;
    let mut width = 32;
    while width != 0 {
        for pair in words.chunks_exact_mut(2 * width) {
            let (low, high) = pair.split_at_mut(width);
            for (a, b) in low.iter_mut().zip(high) {
                let moved = (*a >> width ^ *b) & mask;
                *a ^= moved << width;
                *b ^= moved;
            }
        }
        width >>= 1;
        mask ^= mask << width;
    }
}

/// The facts of 64 rows.
pub(super) struct FactWords {
    yes: Words,
    no: Words,
    not_yet: Words,
    not_followed: Words,
    refused: Words,
}

impl FactWords {
    /// Turns rows of facts into facts of rows.
    pub(super) fn of(rows: &[Facts; 64]) -> Self {
        let turned = |set: fn(&Facts) -> u64| {
            let mut words: Words = [0; 64];
            words.iter_mut().zip(rows).for_each(|(word, facts)| *word = set(facts));
            // Nothing turned is nothing.
            if words.iter().any(|word| *word != 0) {
                transpose(&mut words);
            }
            words
        };
        Self {
            yes: turned(|facts| facts.yes),
            no: turned(|facts| facts.no),
            not_yet: turned(|facts| facts.not_yet),
            not_followed: turned(|facts| facts.not_followed),
            refused: turned(|facts| facts.refused),
        }
    }

    /// A fact of the 64 rows.
    pub(super) fn lane(&self, fact: Fact) -> Lane {
        let word = |words: &Words| words.get(fact as usize).copied().unwrap_or_default();
        Lane {
            yes: word(&self.yes),
            no: word(&self.no),
            not_yet: word(&self.not_yet),
            not_followed: word(&self.not_followed),
            refused: word(&self.refused),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fse::{Reason, Truth};

    #[test]
    fn a_turned_square_has_its_bits_across() {
        let mut words: Words =
            core::array::from_fn(|row| (row as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15));
        let before = words;
        transpose(&mut words);
        for (row, word) in words.iter().enumerate() {
            for (bit, other) in before.iter().enumerate() {
                assert_eq!(word >> bit & 1, other >> row & 1, "{row} {bit}");
            }
        }
    }

    /// The words say what the logic of one record says, for every pair of answers.
    #[test]
    fn words_and_single_answers_agree() {
        let answers = [
            Truth::Yes,
            Truth::No,
            Truth::Unknown(Reason::NotYetObservable),
            Truth::Unknown(Reason::NotFollowedUp),
            Truth::Unknown(Reason::Refused),
            Truth::Unknown(Reason::Missing),
        ];
        let lane = |truth: Truth| {
            let mut facts = Lane::default();
            match truth {
                Truth::Yes => facts.yes = 1,
                Truth::No => facts.no = 1,
                Truth::Unknown(Reason::NotYetObservable) => facts.not_yet = 1,
                Truth::Unknown(Reason::NotFollowedUp) => facts.not_followed = 1,
                Truth::Unknown(Reason::Refused) => facts.refused = 1,
                Truth::Unknown(_) => {}
            }
            facts
        };
        let one =
            |lane: Lane| [lane.yes, lane.no, lane.not_yet, lane.not_followed, lane.refused].map(|w| w & 1);
        for a in answers {
            for b in answers {
                assert_eq!(one(Logic::and(lane(a), lane(b))), one(lane(a.and(b))), "{a:?} and {b:?}");
                assert_eq!(one(Logic::or(lane(a), lane(b))), one(lane(a.or(b))), "{a:?} or {b:?}");
            }
        }
    }
}
