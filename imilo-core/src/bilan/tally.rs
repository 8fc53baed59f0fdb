//! Counting sets of fields: how many dossiers have each field, at a cost that does not depend on the fields.

use crate::dossier::{Champ, FieldSet};

/// Counter of eight bits for each field, bit by bit: plane `n` holds the bit `n` of all the counters.
const PLANES: usize = 8;

/// For each field, the number of sets that held it.
///
/// Adding a set is a few operations on words, whatever it holds: each plane takes the carry of the one before it.
/// Every 255 sets, the planes are emptied into numbers.
#[derive(Clone, Debug)]
pub(super) struct Tally {
    planes: [FieldSet; PLANES],
    pending: u8,
    counts: Vec<u64>,
}

impl Default for Tally {
    fn default() -> Self {
        Self { planes: [FieldSet::EMPTY; PLANES], pending: 0, counts: vec![0; Champ::ALL.len()] }
    }
}

impl Tally {
    /// Counts a set.
    pub(super) fn add(&mut self, set: FieldSet) {
        if set.is_empty() {
            return;
        }
        let mut carry = set;
        for plane in &mut self.planes {
            let both = plane.intersection(carry);
            *plane = plane.union(carry).minus(both);
            carry = both;
            if carry.is_empty() {
                break;
            }
        }
        self.pending += 1;
        if self.pending == u8::MAX {
            self.settle();
        }
    }

    /// Empties the planes into the numbers.
    fn settle(&mut self) {
        self.pending = 0;
        for (bit, plane) in self.planes.iter_mut().enumerate() {
            for champ in core::mem::take(plane).iter() {
                if let Some(count) = self.counts.get_mut(champ as usize) {
                    *count += 1 << bit;
                }
            }
        }
    }

    /// Adds the sets that another counted.
    pub(super) fn merge(&mut self, other: &Self) {
        self.settle();
        for champ in Champ::ALL {
            if let Some(count) = self.counts.get_mut(*champ as usize) {
                *count += other.of(*champ);
            }
        }
    }

    /// How many sets held a field.
    pub(super) fn of(&self, champ: Champ) -> u64 {
        let pending =
            self.planes.iter().enumerate().map(|(bit, plane)| u64::from(plane.contains(champ)) << bit);
        self.counts.get(champ as usize).copied().unwrap_or(0) + pending.sum::<u64>()
    }

    /// The fields that any set held, each with its number, by path.
    pub(super) fn by_path(&self) -> std::collections::BTreeMap<&'static str, u64> {
        let counted = Champ::ALL.iter().map(|champ| (champ.row().path, self.of(*champ)));
        counted.filter(|(_, count)| *count > 0).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Against a count field by field, over more sets than the planes hold.
    #[test]
    fn it_counts_as_a_naive_count_does() {
        let (mut tally, mut naive) = (Tally::default(), vec![0_u64; Champ::ALL.len()]);
        let mut state = 7_u64;
        for round in 0..1_500 {
            let mut set = FieldSet::EMPTY;
            for champ in Champ::ALL {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                if state >> 62 == 0 {
                    set.insert(*champ);
                    naive[*champ as usize] += 1;
                }
            }
            tally.add(set);
            if round == 700 {
                let mut first = Tally::default();
                first.add(FieldSet::of(&[Champ::Nir]));
                naive[Champ::Nir as usize] += 1;
                first.merge(&tally);
                tally = first;
            }
        }
        for champ in Champ::ALL {
            assert_eq!(tally.of(*champ), naive[*champ as usize], "{champ:?}");
        }
    }
}
