//! The Merkle tree of RFC 6962: what proves that a list of events only grew, and that an event is in it.
//!
//! A leaf is hashed behind a zero byte and two nodes behind a one, so that neither passes for the other. What is hashed
//! into a leaf is the caller's; in the journal it begins with a salt, so that an event that was erased cannot be guessed
//! from the hash that stays.
//!
//! ```
//! use imilo_core::journal::merkle::{Tree, leaf, verify_inclusion};
//! let leaves: Vec<_> = (0_u8..7).map(|event| leaf(&[&[event]])).collect();
//! let mut tree = Tree::default();
//! leaves.iter().for_each(|hash| tree.push(*hash));
//! let proof = tree.inclusion(4).unwrap();
//! assert!(verify_inclusion(&tree.root(), 7, 4, &leaves[4], &proof));
//! assert!(!verify_inclusion(&tree.root(), 7, 5, &leaves[4], &proof));
//! ```

use sha2::block_api::compress256;
use sha2::{Digest, Sha256};

/// A hash of SHA-256.
pub type Hash = [u8; 32];

/// State of SHA-256 before the first block (FIPS 180-4, 5.3.3).
const START: [u32; 8] =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];
/// Longest message of one block: 0x80 and the length stand behind it.
const ONE_BLOCK: usize = 55;

/// The hash of a leaf whose bytes come in parts.
#[must_use]
pub fn leaf(parts: &[&[u8]]) -> Hash {
    let length = 1 + parts.iter().map(|part| part.len()).sum::<usize>();
    if length <= ONE_BLOCK {
        return short_leaf(parts, length);
    }
    let mut hasher = Sha256::new();
    hasher.update([0]);
    parts.iter().for_each(|part| hasher.update(part));
    hasher.finalize().into()
}

/// The same for a message of one block: the compression function alone, without the buffer of a hasher.
fn short_leaf(parts: &[&[u8]], length: usize) -> Hash {
    let mut block = [0; 64];
    let mut slots = block.iter_mut().skip(1);
    for part in parts {
        slots.by_ref().zip(*part).for_each(|(slot, byte)| *slot = *byte);
    }
    if let Some(end) = slots.next() {
        *end = 0x80;
    }
    write_length(&mut block, length);
    let mut state = START;
    compress256(&mut state, &[block]);
    bytes_of(&state)
}

fn node(left: &Hash, right: &Hash) -> Hash {
    let mut message = [0; 128];
    let (first, second) = message.split_at_mut(33);
    let (second, rest) = second.split_at_mut(32);
    if let Some((mark, slots)) = first.split_first_mut() {
        *mark = 1;
        slots.copy_from_slice(left);
    }
    second.copy_from_slice(right);
    if let Some(end) = rest.first_mut() {
        *end = 0x80;
    }
    let (blocks, _) = message.as_chunks_mut::<64>();
    if let Some(last) = blocks.last_mut() {
        write_length(last, 65);
    }
    let mut state = START;
    compress256(&mut state, blocks);
    bytes_of(&state)
}

/// The length in bits, at the end of the last block.
fn write_length(block: &mut [u8; 64], bytes: usize) {
    if let Some(end) = block.last_chunk_mut() {
        *end = (8 * bytes as u64).to_be_bytes();
    }
}

fn bytes_of(state: &[u32; 8]) -> Hash {
    let mut hash = [0; 32];
    for (out, word) in hash.chunks_exact_mut(4).zip(state) {
        out.copy_from_slice(&word.to_be_bytes());
    }
    hash
}

/// The root of a tree without leaf.
#[must_use]
pub fn empty_root() -> Hash {
    Sha256::digest([]).into()
}

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
    size: u64,
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
    pub(super) fn root_before(&self, behind: Option<Hash>) -> Hash {
        let Some(last) = behind else { return self.root() };
        self.subtrees.iter().rev().fold(last, |right, left| node(left, &right))
    }
}

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
pub(super) fn reduced(hashes: &mut [Hash]) -> Option<Hash> {
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

/// Whether a proof shows that a leaf is at `index` of the tree of this root and size.
#[must_use]
pub fn verify_inclusion(root: &Hash, size: u64, index: u64, leaf: &Hash, proof: &[Hash]) -> bool {
    if index >= size {
        return false;
    }
    let (mut position, mut last) = (index, size - 1);
    let mut hash = *leaf;
    for beside in proof {
        if last == 0 {
            return false;
        }
        if position % 2 == 1 || position == last {
            hash = node(beside, &hash);
            // A subtree on the right edge may be lower than its neighbour: no hash stands beside it on these levels.
            while position.is_multiple_of(2) && position != 0 {
                (position, last) = (position / 2, last / 2);
            }
        } else {
            hash = node(&hash, beside);
        }
        (position, last) = (position / 2, last / 2);
    }
    last == 0 && hash == *root
}

/// Whether a proof shows that the tree of `old_size` leaves is the beginning of that of `size` leaves.
#[must_use]
pub fn verify_consistency(old_root: &Hash, old_size: u64, root: &Hash, size: u64, proof: &[Hash]) -> bool {
    if old_size == 0 || old_size > size {
        return false;
    }
    if old_size == size {
        return proof.is_empty() && old_root == root;
    }
    // A beginning that is a whole subtree is known to the verifier, and not in the proof.
    let (first, rest) = match proof.split_first() {
        _ if old_size.is_power_of_two() => (old_root, proof),
        Some(split) => split,
        None => return false,
    };
    let (mut position, mut last) = (old_size - 1, size - 1);
    while position % 2 == 1 {
        (position, last) = (position / 2, last / 2);
    }
    let (mut old, mut new) = (*first, *first);
    for beside in rest {
        if last == 0 {
            return false;
        }
        if position % 2 == 1 || position == last {
            (old, new) = (node(beside, &old), node(beside, &new));
            while position.is_multiple_of(2) && position != 0 {
                (position, last) = (position / 2, last / 2);
            }
        } else {
            new = node(&new, beside);
        }
        (position, last) = (position / 2, last / 2);
    }
    last == 0 && old == *old_root && new == *root
}

#[cfg(test)]
#[path = "merkle_tests.rs"]
mod tests;
