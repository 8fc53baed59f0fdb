//! A tree by blocks, whose roots locate a change.

use super::Hash;
use super::edge::Edge;
use super::hashing::node;

/// Leaves of a block.
pub const BLOCK: usize = 256;

/// A growing tree by blocks of 256 leaves: the leaves of the last block, and the edge over the roots of those before it.
/// It gives the root of each block, by which a change is located.
///
/// ```
/// use imilo_core::journal::merkle::{BLOCK, Blocks, Tree, leaf};
/// let (mut blocks, mut tree) = (Blocks::default(), Tree::default());
/// for event in 0..300_u16 {
///     let whole = blocks.push(leaf(&[&event.to_be_bytes()]));
///     tree.push(leaf(&[&event.to_be_bytes()]));
///     assert_eq!(whole.is_some(), usize::from(event) + 1 == BLOCK);
/// }
/// assert_eq!((blocks.root(), blocks.size()), (tree.root(), 300));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Blocks {
    whole: Edge,
    last: Vec<Hash>,
}

impl Blocks {
    /// Number of leaves.
    #[must_use]
    pub const fn size(&self) -> u64 {
        self.whole.size * BLOCK as u64 + self.last.len() as u64
    }

    /// Adds a leaf; the root of the block that it makes whole.
    pub fn push(&mut self, leaf: Hash) -> Option<Hash> {
        self.last.push(leaf);
        (self.last.len() >= BLOCK).then_some(())?;
        let root = reduced(&mut self.last)?;
        self.last.clear();
        self.whole.push(root);
        Some(root)
    }

    /// The root of the leaves after the last whole block; none when there is none.
    #[must_use]
    pub fn last_root(&self) -> Option<Hash> {
        reduced(&mut self.last.clone())
    }

    /// The root.
    #[must_use]
    pub fn root(&self) -> Hash {
        self.whole.root_before(self.last_root())
    }
}

/// The root of some leaves, level by level in their place; one without neighbour goes up as it is.
pub(in crate::journal) fn reduced(hashes: &mut [Hash]) -> Option<Hash> {
    let mut count = hashes.len();
    while count > 1 {
        for pair in 0..count / 2 {
            let [left, right] = *hashes.get(2 * pair..)?.first_chunk()?;
            *hashes.get_mut(pair)? = node(&left, &right);
        }
        if count % 2 == 1 {
            *hashes.get_mut(count / 2)? = *hashes.get(count - 1)?;
        }
        count = count.div_ceil(2);
    }
    hashes.first().copied()
}
