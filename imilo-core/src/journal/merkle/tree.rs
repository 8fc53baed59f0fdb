//! The whole tree, which gives proofs.

use super::Hash;
use super::hashing::{empty_root, node};

/// A tree of which every whole subtree is held, level by level: proofs come without hashing anything but its right edge.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tree {
    /// The leaves, then the whole subtrees of two, of four…
    levels: Vec<Vec<Hash>>,
}

impl Tree {
    /// Number of leaves.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.levels.first().map_or(0, |leaves| leaves.len() as u64)
    }

    /// Adds a leaf.
    pub fn push(&mut self, leaf: Hash) {
        let mut whole = leaf;
        for level in 0.. {
            if self.levels.len() == level {
                self.levels.push(Vec::new());
            }
            let Some(nodes) = self.levels.get_mut(level) else { return };
            nodes.push(whole);
            if nodes.len() % 2 == 1 {
                return;
            }
            let Some([left, right]) = nodes.last_chunk() else { return };
            whole = node(left, right);
        }
    }

    /// The root.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.range(0, self.size()).unwrap_or_else(empty_root)
    }

    /// The root of the leaves from `start` on, `count` of them, of a subtree of the tree; none when there is none.
    fn range(&self, start: u64, count: u64) -> Option<Hash> {
        if count == 0 {
            return None;
        }
        if count.is_power_of_two() && start.is_multiple_of(count) {
            let level = usize::try_from(count.trailing_zeros()).ok()?;
            return self.levels.get(level)?.get(usize::try_from(start / count).ok()?).copied();
        }
        let left = split(count);
        Some(node(&self.range(start, left)?, &self.range(start + left, count - left)?))
    }

    /// What proves that the leaf at `index` is in the tree: the hashes beside its way up. None beyond the last leaf.
    #[must_use]
    pub fn inclusion(&self, index: u64) -> Option<Vec<Hash>> {
        (index < self.size()).then_some(())?;
        let mut proof = Vec::new();
        let (mut start, mut count) = (0, self.size());
        while count > 1 {
            let left = split(count);
            if index < start + left {
                proof.push(self.range(start + left, count - left)?);
                count = left;
            } else {
                proof.push(self.range(start, left)?);
                (start, count) = (start + left, count - left);
            }
        }
        // From the leaf up, as RFC 6962 has it.
        proof.reverse();
        Some(proof)
    }

    /// What proves that the tree of the first `size` leaves is the beginning of this one. None beyond it, or for an empty
    /// beginning, which needs no proof.
    #[must_use]
    pub fn consistency(&self, size: u64) -> Option<Vec<Hash>> {
        ((1..=self.size()).contains(&size)).then_some(())?;
        let mut proof = Vec::new();
        let (mut start, mut count, mut known) = (0, self.size(), true);
        // The way down to the last subtree that ends with the beginning.
        while start + count > size {
            let left = split(count);
            if size <= start + left {
                proof.push(self.range(start + left, count - left)?);
                count = left;
            } else {
                proof.push(self.range(start, left)?);
                (start, count, known) = (start + left, count - left, false);
            }
        }
        if !known {
            proof.push(self.range(start, count)?);
        }
        proof.reverse();
        Some(proof)
    }
}

/// The largest power of two below a count.
const fn split(count: u64) -> u64 {
    1 << (u64::BITS - 1 - (count - 1).leading_zeros())
}
