//! Where randomness comes from.

use core::fmt;

use crate::error::{CodedError, ErrorCode};

/// The randomness could not be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoRandomness;

impl fmt::Display for NoRandomness {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code().row().en)
    }
}

impl std::error::Error for NoRandomness {}

impl CodedError for NoRandomness {
    fn code(&self) -> ErrorCode {
        ErrorCode::NoRandomness
    }
}

/// A source of bytes that nobody can guess, for keys and nonces.
///
/// The library has no source of its own, and asks once a batch: the operating system's is `OsRandomness`
/// (feature `os-random`); a test may bring known bytes. Whatever is brought must be fit for cryptography.
///
/// ```
/// use imilo_core::pseudonym::{NoRandomness, Randomness};
/// struct Empty;
/// impl Randomness for Empty {
///     fn fill(&mut self, _: &mut [u8]) -> Result<(), NoRandomness> {
///         Err(NoRandomness)
///     }
/// }
/// ```
pub trait Randomness {
    /// Fills the bytes, all of them.
    ///
    /// # Errors
    /// [`NoRandomness`] when that is not possible; the bytes are then not used.
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoRandomness>;
}

impl<R: Randomness + ?Sized> Randomness for &mut R {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        (**self).fill(bytes)
    }
}

/// The randomness of the operating system.
///
/// ```
/// use imilo_core::pseudonym::{OsRandomness, Randomness};
/// let (mut one, mut other) = ([0; 32], [0; 32]);
/// OsRandomness.fill(&mut one)?;
/// OsRandomness.fill(&mut other)?;
/// assert_ne!(one, other);
/// # Ok::<(), imilo_core::pseudonym::NoRandomness>(())
/// ```
#[cfg(feature = "os-random")]
#[derive(Clone, Copy, Debug)]
pub struct OsRandomness;

#[cfg(feature = "os-random")]
impl Randomness for OsRandomness {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
        getrandom::fill(bytes).map_err(|_| NoRandomness)
    }
}
