//! The right edge of a tree: its root, and no proof.

use super::Hash;
use super::hashing::{empty_root, node};

/// The right edge of a growing tree: one hash for each of its whole subtrees, the largest first. With it the root is known
/// and a leaf added; it gives no proof.
///
/// ```
/// use imilo_core::journal::merkle::{Edge, Tree, leaf};
/// let (mut edge, mut tree) = (Edge::default(), Tree::default());
/// for event in 0_u8..100 {
///     edge.push(leaf(&[&[event]]));
///     tree.push(leaf(&[&[event]]));
///     assert_eq!(edge.root(), tree.root());
/// }
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Edge {
    pub(super) size: u64,
    subtrees: Vec<Hash>,
}

impl Edge {
    /// Number of leaves.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.size
    }

    /// Adds a leaf.
    pub fn push(&mut self, leaf: Hash) {
        let mut whole = leaf;
        // A subtree for each low bit that is set joins the new one.
        for _ in 0..self.size.trailing_ones() {
            if let Some(left) = self.subtrees.pop() {
                whole = node(&left, &whole);
            }
        }
        self.subtrees.push(whole);
        self.size += 1;
    }

    /// The root.
    #[must_use]
    pub fn root(&self) -> Hash {
        let mut from_right = self.subtrees.iter().rev();
        let Some(last) = from_right.next() else { return empty_root() };
        from_right.fold(*last, |right, left| node(left, &right))
    }

    /// The root with a lower subtree behind the right edge; none: the root.
    pub(in crate::journal) fn root_before(&self, behind: Option<Hash>) -> Hash {
        let Some(last) = behind else { return self.root() };
        self.subtrees.iter().rev().fold(last, |right, left| node(left, &right))
    }
}
