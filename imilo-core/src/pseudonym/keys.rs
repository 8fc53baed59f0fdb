//! Keys: their ids, what they are for, and the one operation that whoever holds them must do.

use core::fmt;
use core::num::NonZeroU32;

use zeroize::Zeroizing;

use crate::error::{CodedError, ErrorCode};

/// Why a key is not taken, or cannot be used. Never a byte of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyError {
    /// A root key is not 32 bytes.
    Length,
    /// All bytes of a root key are the same.
    Weak,
    /// A key id is zero.
    IdZero,
    /// A key id is already in the keyring.
    IdTwice,
    /// A root key is already in a keyring, under another id or for another use.
    BytesTwice,
    /// No key has this id.
    UnknownId,
    /// Whoever holds the keys did not answer.
    Custody,
}

impl fmt::Display for KeyError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code().row().en)
    }
}

impl std::error::Error for KeyError {}

impl CodedError for KeyError {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Length => ErrorCode::KeyLength,
            Self::Weak => ErrorCode::KeyWeak,
            Self::IdZero => ErrorCode::KeyIdZero,
            Self::IdTwice => ErrorCode::KeyIdTwice,
            Self::BytesTwice => ErrorCode::KeyBytesTwice,
            Self::UnknownId => ErrorCode::KeyIdUnknown,
            Self::Custody => ErrorCode::KeyCustody,
        }
    }
}

/// The id of a root key: not zero, unique in a keyring, no secret. It is the version of what is derived.
///
/// ```
/// use imilo_core::pseudonym::{KeyError, KeyId};
/// assert_eq!(KeyId::new(26)?.to_string(), "0000001a");
/// assert_eq!(KeyId::new(0), Err(KeyError::IdZero));
/// # Ok::<(), KeyError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct KeyId(NonZeroU32);

impl KeyId {
    /// A key id.
    ///
    /// # Errors
    /// [`KeyError::IdZero`] for zero.
    pub fn new(id: u32) -> Result<Self, KeyError> {
        NonZeroU32::new(id).map(Self).ok_or(KeyError::IdZero)
    }

    /// The id as a number.
    #[must_use]
    pub const fn get(self) -> u32 {
        self.0.get()
    }

    /// The id as four bytes, big-endian, as it stands in derivations and seals.
    #[must_use]
    pub const fn to_bytes(self) -> [u8; 4] {
        self.get().to_be_bytes()
    }
}

/// Eight lower-case hexadecimal digits.
impl fmt::Display for KeyId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:08x}", self.get())
    }
}

/// The first pass: NIR to pseudonym. No root is shared between two uses: each is a type.
#[derive(Clone, Copy, Debug)]
pub enum FirstPass {}

/// The second pass: pseudonym to pseudonym, by the recipient.
#[derive(Clone, Copy, Debug)]
pub enum SecondPass {}

/// Sealing: NIR to sealed NIR and back.
#[derive(Clone, Copy, Debug)]
pub enum Sealing {}

/// Opaque references of dossiers in the journal ([`crate::journal::DossierRefs`]).
#[derive(Clone, Copy, Debug)]
pub enum Referencing {}

/// The MAC of the checkpoints of the journal ([`crate::journal::MacKey`]).
#[derive(Clone, Copy, Debug)]
pub enum Attesting {}

/// What a root key is for: [`FirstPass`], [`SecondPass`], [`Sealing`], [`Referencing`] or [`Attesting`].
pub trait KeyUse: private::Sealed {}

impl KeyUse for FirstPass {}
impl KeyUse for SecondPass {}
impl KeyUse for Sealing {}
impl KeyUse for Referencing {}
impl KeyUse for Attesting {}

mod private {
    pub trait Sealed {}
    impl Sealed for super::FirstPass {}
    impl Sealed for super::SecondPass {}
    impl Sealed for super::Sealing {}
    impl Sealed for super::Referencing {}
    impl Sealed for super::Attesting {}
}

/// Thirty-two bytes derived from a root key. Erased when dropped; they do not print.
///
/// ```compile_fail
/// fn print(key: &imilo_core::pseudonym::DerivedKey) {
///     println!("{key:?}");
/// }
/// ```
pub struct DerivedKey(Zeroizing<[u8; 32]>);

impl DerivedKey {
    /// What an HSM or a KMS answered.
    #[must_use]
    pub fn new(bytes: Zeroizing<[u8; 32]>) -> Self {
        Self(bytes)
    }

    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

/// Whoever holds the root keys of one use: a [`Keyring`](super::Keyring) in memory, or an HSM or a KMS.
///
/// There is one operation. A holder outside of this process answers
/// `HKDF-SHA-256(root of key_id, salt empty, info, 32 bytes)` (RFC 5869); the library never sees the root. It is
/// asked once a domain, once a call for seals of version 1, and once a dossier for seals of version 2.
///
/// ```
/// use imilo_core::pseudonym::{DerivedKey, KeyError, KeyId, RootKeys, Sealing};
/// struct Hsm { /* a session */ }
/// impl RootKeys<Sealing> for Hsm {
///     fn derive(&self, key_id: KeyId, info: &[u8]) -> Result<DerivedKey, KeyError> {
///         let _ = (key_id, info); // ask the device
///         Err(KeyError::Custody)
///     }
/// }
/// ```
pub trait RootKeys<U: KeyUse> {
    /// Derives thirty-two bytes from the root key of that id.
    ///
    /// # Errors
    /// [`KeyError::UnknownId`] when there is no such key, [`KeyError::Custody`] when the holder does not answer.
    fn derive(&self, key_id: KeyId, info: &[u8]) -> Result<DerivedKey, KeyError>;
}

impl<U: KeyUse, K: RootKeys<U> + ?Sized> RootKeys<U> for &K {
    fn derive(&self, key_id: KeyId, info: &[u8]) -> Result<DerivedKey, KeyError> {
        (**self).derive(key_id, info)
    }
}
