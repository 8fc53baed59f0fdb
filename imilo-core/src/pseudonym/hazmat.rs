//! The primitives, for this module alone: HMAC-SHA-256 of one short block, HKDF-SHA-256, AES-256-GCM.
//!
//! HMAC is written on the compression function of `sha2`: the two states after the key are kept, and a short
//! message costs two compressions. Messages go in groups, all inner blocks before all outer ones: two
//! compressions in a row then do not wait for each other, and the processor overlaps them. HKDF and GCM are the
//! crates' own.

use aes_gcm::aead::AeadInOut;
use aes_gcm::{Aes256Gcm, KeyInit};
use hkdf::Hkdf;
use sha2::Sha256;
use sha2::block_api::compress256;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// Messages that are taken together.
pub(super) const LANES: usize = 16;
/// Longest message of [`MacState`]: one block, less the padding.
const LONGEST: usize = 55;
/// State of SHA-256 before the first block (FIPS 180-4, 5.3.3).
const SHA256_START: [u32; 8] =
    [0x6a09_e667, 0xbb67_ae85, 0x3c6e_f372, 0xa54f_f53a, 0x510e_527f, 0x9b05_688c, 0x1f83_d9ab, 0x5be0_cd19];

/// HMAC-SHA-256 with its key absorbed. As secret as the key: erased when it is dropped.
#[derive(Zeroize, ZeroizeOnDrop)]
pub(super) struct MacState {
    inner: [u32; 8],
    outer: [u32; 8],
}

impl MacState {
    pub(super) fn new(key: &[u8; 32]) -> Self {
        Self::of_key(key)
    }

    /// A key of one block at most, zeros being added at its end (RFC 2104, 2).
    fn of_key(key: &[u8]) -> Self {
        debug_assert!(key.len() <= 64, "longer keys would have to be hashed");
        let absorb = |pad: u8| {
            let mut block = Zeroizing::new([pad; 64]);
            block.iter_mut().zip(key).for_each(|(byte, key)| *byte ^= key);
            let mut state = SHA256_START;
            compress256(&mut state, core::slice::from_ref(&*block));
            state
        };
        Self { inner: absorb(0x36), outer: absorb(0x5c) }
    }

    /// The first sixteen bytes of the MAC of each message, in their order.
    pub(super) fn mac_each<const N: usize>(&self, messages: &[[u8; N]], macs: &mut [[u8; 16]]) {
        const { assert!(N <= LONGEST) }
        let mut inner = Zeroizing::new([padded(&[0; N]); LANES]);
        let mut outer = Zeroizing::new([padded(&[0; 32]); LANES]);
        for (messages, macs) in messages.chunks(LANES).zip(macs.chunks_mut(LANES)) {
            let lanes = messages.len();
            for (block, message) in inner.iter_mut().zip(messages) {
                block.iter_mut().zip(message).for_each(|(byte, message)| *byte = *message);
            }
            for (block, outer) in inner.iter().zip(outer.iter_mut()).take(lanes) {
                write_words(&compressed(&self.inner, block), outer);
            }
            for (block, mac) in outer.iter().zip(macs) {
                write_words(&compressed(&self.outer, block), mac);
            }
        }
    }

    /// The first sixteen bytes of the MAC of one message.
    pub(super) fn mac<const N: usize>(&self, message: &[u8; N]) -> [u8; 16] {
        const { assert!(N <= LONGEST) }
        let mut block = Zeroizing::new(padded(message));
        let hash = Zeroizing::new(compressed(&self.inner, &block));
        *block = padded(&[0; 32]);
        write_words(&hash, &mut *block);
        let mut mac = [0; 16];
        write_words(&compressed(&self.outer, &block), &mut mac);
        mac
    }
}

fn compressed(state: &[u32; 8], block: &[u8; 64]) -> [u32; 8] {
    let mut state = *state;
    compress256(&mut state, core::slice::from_ref(block));
    state
}

/// Writes as many words as there is room for, big-endian, over the beginning; the rest is left as it is.
fn write_words(words: &[u32; 8], out: &mut [u8]) {
    for (out, word) in out.chunks_exact_mut(4).zip(words) {
        out.copy_from_slice(&word.to_be_bytes());
    }
}

/// A message as the second and last block of its hash: 0x80, zeros, the length in bits of both blocks.
fn padded(message: &[u8]) -> [u8; 64] {
    let mut block = [0; 64];
    block.iter_mut().zip(message.iter().chain(&[0x80])).for_each(|(byte, message)| *byte = *message);
    let bits = 8 * (64 + message.len() as u64);
    block.iter_mut().rev().zip(bits.to_le_bytes()).for_each(|(byte, bits)| *byte = bits);
    block
}

/// HKDF-SHA-256 after its first step, the salt being empty (RFC 5869, 2.2).
pub(super) struct Extracted(Hkdf<Sha256>);

impl Extracted {
    pub(super) fn new(root: &[u8; 32]) -> Self {
        Self(Hkdf::new(None, root))
    }

    /// Thirty-two bytes for an info (RFC 5869, 2.3).
    pub(super) fn expand(&self, info: &[u8]) -> Option<Zeroizing<[u8; 32]>> {
        let mut key = Zeroizing::new([0; 32]);
        self.0.expand(info, &mut *key).ok().map(|()| key)
    }
}

/// AES-256-GCM with a nonce of 96 bits and a tag of 128.
pub(super) struct Gcm(Aes256Gcm);

impl Gcm {
    pub(super) fn new(key: &[u8; 32]) -> Self {
        Self(Aes256Gcm::new(key.into()))
    }

    /// Encrypts in place, and gives the tag. None only beyond the lengths of the standard.
    pub(super) fn seal(&self, nonce: &[u8; 12], aad: &[u8], text: &mut [u8]) -> Option<[u8; 16]> {
        self.0.encrypt_inout_detached(nonce.into(), aad, text.into()).ok().map(Into::into)
    }

    /// Checks the tag in constant time, then decrypts in place; none, and the text as it was, if it is not right.
    pub(super) fn open(&self, nonce: &[u8; 12], aad: &[u8], text: &mut [u8], tag: &[u8; 16]) -> Option<()> {
        self.0.decrypt_inout_detached(nonce.into(), aad, text.into(), tag.into()).ok()
    }
}

// What holds a key erases it when it is dropped: the crates do so by a feature that must stay on (HMAC is made of
// two states of SHA-256, and says nothing itself).
const fn erased<T: ZeroizeOnDrop>() {}
const _: () = (erased::<MacState>(), erased::<Sha256>(), erased::<Aes256Gcm>()).2;

#[cfg(test)]
#[path = "vectors.rs"]
mod vectors;
