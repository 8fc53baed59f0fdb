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

mod blocks;
mod edge;
mod hashing;
mod proofs;
mod tree;

pub(super) use blocks::reduced;
pub use blocks::{BLOCK, Blocks};
pub use edge::Edge;
#[cfg(test)]
use hashing::node;
pub use hashing::{empty_root, leaf};
pub use proofs::{verify_consistency, verify_inclusion};
pub use tree::Tree;

/// A hash of SHA-256.
pub type Hash = [u8; 32];

#[cfg(test)]
mod tests;
