//! A record of a segment: what is stored of a leaf, and of the root of a block.
//!
//! A record is its length, its canonical bytes, its salt and its check: the first eight bytes of the hash of the leaf, plus
//! its index. A record that was changed has no check; one that stands elsewhere than where it was written says where it
//! was. The record of a block has no salt.

use sha2::{Digest, Sha256};

use super::codec::kind;
use super::merkle::{Hash, leaf};

/// Bytes of a salt.
pub(super) const SALT: usize = 16;
const CHECK: usize = 8;
/// Longest record.
pub(super) const LONGEST: usize = 2 + u16::MAX as usize + SALT + CHECK;
/// Bytes of the record of a block.
const NODE: usize = 1 + 8 + 32;
/// Appends the record of a leaf; its hash. None when it is too long.
pub(super) fn put_leaf(out: &mut Vec<u8>, index: u64, canonical: &[u8], salt: &[u8; SALT]) -> Option<Hash> {
    let hash = leaf(&[salt, canonical]);
    out.extend_from_slice(&u16::try_from(canonical.len()).ok()?.to_be_bytes());
    out.extend_from_slice(canonical);
    out.extend_from_slice(salt);
    out.extend_from_slice(&begin(&hash).wrapping_add(index).to_be_bytes());
    Some(hash)
}

/// Appends the record of a block: the number of leaves up to its end, and its root.
pub(super) fn put_node(out: &mut Vec<u8>, leaves: u64, root: &Hash) {
    let start = out.len();
    out.extend_from_slice(&u16::try_from(NODE).unwrap_or_default().to_be_bytes());
    out.push(kind::NODE);
    out.extend_from_slice(&leaves.to_be_bytes());
    out.extend_from_slice(root);
    let check = out.get(start + 2..).map(node_check).unwrap_or_default();
    out.extend_from_slice(&check.to_be_bytes());
}

fn begin(hash: &Hash) -> u64 {
    hash.first_chunk().map(|first| u64::from_be_bytes(*first)).unwrap_or_default()
}

fn node_check(canonical: &[u8]) -> u64 {
    // Neither a leaf nor a node of the tree begins with a two.
    begin(&Sha256::new().chain_update([2]).chain_update(canonical).finalize().into())
}

/// What stands at the beginning of some bytes.
pub(super) enum Parsed {
    /// A leaf, with the index that its check says.
    Leaf { hash: Hash, index: u64, length: usize },
    /// The root of a block, up to so many leaves.
    Node { leaves: u64, root: Hash, length: usize },
    /// The record of a block whose check is wrong.
    BadNode { length: usize },
    /// The bytes end before the record does.
    Short,
}

/// Reads the record at the beginning of the bytes.
pub(super) fn parse(bytes: &[u8]) -> Parsed {
    read(bytes).unwrap_or(Parsed::Short)
}

fn read(bytes: &[u8]) -> Option<Parsed> {
    let (length, rest) = bytes.split_first_chunk::<2>()?;
    let (canonical, rest) = rest.split_at_checked(usize::from(u16::from_be_bytes(*length)))?;
    if canonical.first() == Some(&kind::NODE) {
        let check = u64::from_be_bytes(*rest.first_chunk::<CHECK>()?);
        let length = 2 + canonical.len() + CHECK;
        let node = || {
            let (leaves, root) = canonical.get(1..)?.split_first_chunk::<8>()?;
            let root = root.try_into().ok()?;
            (check == node_check(canonical)).then_some((u64::from_be_bytes(*leaves), root))
        };
        return Some(match node() {
            Some((leaves, root)) => Parsed::Node { leaves, root, length },
            None => Parsed::BadNode { length },
        });
    }
    let (salt, rest) = rest.split_first_chunk::<SALT>()?;
    let check = u64::from_be_bytes(*rest.first_chunk::<CHECK>()?);
    let hash = leaf(&[salt, canonical]);
    let index = check.wrapping_sub(begin(&hash));
    Some(Parsed::Leaf { hash, index, length: 2 + canonical.len() + SALT + CHECK })
}

/// Whether a record may begin there, without hashing anything: its length is that of its kind.
pub(super) fn plausible(bytes: &[u8]) -> bool {
    let Some(&[high, low, first]) = bytes.first_chunk() else { return false };
    let length = u16::from_be_bytes([high, low]);
    match first {
        kind::EVENT => length == 33,
        kind::EVENT_WITHOUT_DOSSIER => length == 17,
        kind::NODE => usize::from(length) == NODE,
        kind::HEADER | kind::AGENT | kind::STRUCTURE | kind::DATA | kind::ACT => length > 2,
        _ => false,
    }
}

/// The canonical bytes and the salt of the whole record of a leaf.
pub(super) fn parts(record: &[u8]) -> Option<(&[u8], &[u8; SALT])> {
    record.get(2..)?.split_last_chunk::<CHECK>()?.0.split_last_chunk::<SALT>()
}
