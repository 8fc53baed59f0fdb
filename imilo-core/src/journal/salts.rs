//! Salts, drawn in blocks: one question to the source for many events.

use zeroize::Zeroizing;

use crate::pseudonym::{NoRandomness, Randomness};

use super::record::SALT;

/// Salts of a block: 4 096 bytes.
const BLOCK: usize = 256;

/// Salts of events, from a source of the caller's. What was drawn and not used is erased when it is dropped.
///
/// A salt is secret as long as its event is kept: it prevents that an event that was erased is guessed from its hash. It need
/// not be unique.
///
/// ```
/// use imilo_core::journal::Salts;
/// use imilo_core::pseudonym::OsRandomness;
/// let salts = Salts::new(OsRandomness);
/// # drop(salts);
/// ```
pub struct Salts<R> {
    random: R,
    block: Zeroizing<[[u8; SALT]; BLOCK]>,
    left: usize,
}

impl<R: Randomness> Salts<R> {
    /// From this source.
    #[must_use]
    pub fn new(random: R) -> Self {
        Self { random, block: Zeroizing::new([[0; SALT]; BLOCK]), left: 0 }
    }

    /// A salt that was never given out.
    pub(super) fn take(&mut self) -> Result<[u8; SALT], NoRandomness> {
        if self.left == 0 {
            self.random.fill(self.block.as_flattened_mut())?;
            self.left = BLOCK;
        }
        self.left -= 1;
        self.block.get(self.left).copied().ok_or(NoRandomness)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Counting(u64, bool);

    impl Randomness for Counting {
        fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
            for salt in bytes.chunks_mut(SALT) {
                self.0 += 1;
                salt[..8].copy_from_slice(&self.0.to_be_bytes());
            }
            if self.1 { Err(NoRandomness) } else { Ok(()) }
        }
    }

    #[test]
    fn no_salt_comes_twice_and_a_source_that_fails_gives_none() {
        let mut salts = Salts::new(Counting(0, false));
        let seen: std::collections::BTreeSet<_> = (0..1000).map(|_| salts.take().unwrap()).collect();
        assert_eq!((seen.len(), seen.contains(&[0; SALT])), (1000, false));
        let mut failing = Salts::new(Counting(0, true));
        assert_eq!(failing.take(), Err(NoRandomness));
        assert_eq!(failing.take(), Err(NoRandomness), "what a failed source left is not given out");
    }
}
