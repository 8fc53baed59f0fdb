//! Leaves and nodes, by the compression function alone where a message is short.

use sha2::block_api::compress256;
use sha2::{Digest, Sha256};

use super::Hash;

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

pub(super) fn node(left: &Hash, right: &Hash) -> Hash {
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
