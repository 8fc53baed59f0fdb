//! Nonces drawn in blocks: one question to the source for many seals.

use super::{NoRandomness, Randomness};

/// Nonces in the largest block: 4 092 bytes.
const LARGEST: usize = 341;

/// The nonces of one call. It lives no longer: a block kept across a fork or in the image of a virtual machine would
/// be used twice.
pub(super) struct Nonces<R> {
    random: R,
    block: Vec<[u8; 12]>,
    size: usize,
}

impl<R: Randomness> Nonces<R> {
    /// Nonces of a call that is expected to use so many.
    pub(super) fn new(random: R, expected: usize) -> Self {
        let size = expected.clamp(1, LARGEST);
        Self { random, block: Vec::new(), size }
    }

    /// A nonce that was never given out.
    pub(super) fn take(&mut self) -> Result<[u8; 12], NoRandomness> {
        if self.block.is_empty() {
            self.block.resize(self.size, [0; 12]);
            let drawn = self.random.fill(self.block.as_flattened_mut());
            if drawn.is_err() {
                // What a source has left half filled must not come out at the next question.
                self.block.clear();
                return Err(NoRandomness);
            }
        }
        self.block.pop().ok_or(NoRandomness)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    /// Counts its calls and its bytes; each byte group of 12 is a number of its own.
    struct Counting {
        calls: Vec<usize>,
        given: u64,
        fails_at: Option<usize>,
    }

    impl Randomness for Counting {
        fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
            if self.fails_at == Some(self.calls.len()) {
                self.fails_at = None;
                bytes[..5].fill(9);
                return Err(NoRandomness);
            }
            self.calls.push(bytes.len());
            for nonce in bytes.chunks_mut(12) {
                self.given += 1;
                nonce[..8].copy_from_slice(&self.given.to_be_bytes());
            }
            Ok(())
        }
    }

    fn counting() -> Counting {
        Counting { calls: vec![], given: 0, fails_at: None }
    }

    #[test]
    fn blocks_are_as_large_as_needed_and_no_nonce_comes_twice() {
        for (expected, taken, calls) in
            [(1, 1, vec![12]), (0, 2, vec![12, 12]), (5, 5, vec![60]), (1000, 700, vec![4092, 4092, 4092])]
        {
            let mut source = counting();
            let mut nonces = Nonces::new(&mut source, expected);
            let seen: BTreeSet<_> = (0..taken).map(|_| nonces.take().unwrap()).collect();
            assert_eq!(seen.len(), taken);
            assert_eq!(source.calls, calls);
        }
    }

    #[test]
    fn a_source_that_fails_gives_no_nonce_and_may_be_asked_again() {
        let mut source = Counting { fails_at: Some(1), ..counting() };
        let mut nonces = Nonces::new(&mut source, 2);
        let results: Vec<_> = (0..5).map(|_| nonces.take()).collect();
        assert_eq!(results[2], Err(NoRandomness));
        let given: BTreeSet<_> = results.into_iter().flatten().collect();
        assert_eq!(given.len(), 4);
        assert!(!given.contains(&[0; 12]) && given.iter().all(|nonce| nonce[0] != 9));
    }
}
