//! Verifying the proofs.

use super::Hash;
use super::hashing::node;

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
