//! A sealed number as a value: 46 bytes, or 62 characters.

use core::fmt;
use core::str::FromStr;

use base64ct::{Base64UrlUnpadded, Encoding};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use subtle::ConstantTimeEq;

use super::domain::put;
use super::{KeyError, KeyId, Name};
use crate::error::{CodedError, ErrorCode};
use crate::serde_text;

/// Why a number is not sealed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SealError {
    /// The id of a dossier is empty or longer than 65 535 bytes.
    Dossier,
    /// More seals than were reserved, or than one key may make.
    Count,
    /// The randomness could not be had.
    Randomness,
    /// The key could not be had.
    Key(KeyError),
}

impl fmt::Display for SealError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code().row().en)
    }
}

impl std::error::Error for SealError {}

impl From<KeyError> for SealError {
    fn from(error: KeyError) -> Self {
        Self::Key(error)
    }
}

impl From<super::NoRandomness> for SealError {
    fn from(_: super::NoRandomness) -> Self {
        Self::Randomness
    }
}

impl CodedError for SealError {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Dossier => ErrorCode::SealDossier,
            Self::Count => ErrorCode::SealCount,
            Self::Randomness => ErrorCode::NoRandomness,
            Self::Key(error) => error.code(),
        }
    }
}

/// Why a seal does not open. It tells nothing of the content.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum OpenError {
    /// Length, alphabet, spare bits, version or key id.
    Malformed,
    /// No key has the id of the seal.
    UnknownKeyId,
    /// Everything else: another dossier, purpose or key, a changed bit, a content that is no number.
    Refused,
    /// Whoever holds the keys did not answer.
    Custody,
}

impl fmt::Display for OpenError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code().row().en)
    }
}

impl std::error::Error for OpenError {}

impl From<KeyError> for OpenError {
    fn from(error: KeyError) -> Self {
        match error {
            KeyError::UnknownId => Self::UnknownKeyId,
            _ => Self::Custody,
        }
    }
}

impl CodedError for OpenError {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Malformed => ErrorCode::SealMalformed,
            Self::UnknownKeyId => ErrorCode::KeyIdUnknown,
            Self::Refused => ErrorCode::SealRefused,
            Self::Custody => ErrorCode::KeyCustody,
        }
    }
}

/// What a seal is bound to: it opens for this dossier and this purpose, and for no other.
///
/// The id of the dossier is bytes, compared as they are: in I-MILO, decimal digits without leading zero.
///
/// ```
/// use imilo_core::pseudonym::{Name, SealError, SealScope};
/// assert!(SealScope::new(b"123456", Name::purpose("c2s")?).is_ok());
/// assert_eq!(SealScope::new(b"", Name::purpose("c2s")?).unwrap_err(), SealError::Dossier);
/// # Ok::<(), imilo_core::pseudonym::NameError>(())
/// ```
#[derive(Clone, Copy)]
pub struct SealScope<'a> {
    dossier: &'a [u8],
    purpose: Name,
}

impl<'a> SealScope<'a> {
    /// A dossier and a purpose.
    ///
    /// # Errors
    /// [`SealError::Dossier`] for an id that is empty or longer than 65 535 bytes.
    pub fn new(dossier: &'a [u8], purpose: Name) -> Result<Self, SealError> {
        match u16::try_from(dossier.len()) {
            Ok(1..) => Ok(Self { dossier, purpose }),
            _ => Err(SealError::Dossier),
        }
    }
}

impl fmt::Debug for SealScope<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealScope(…, {:?})", self.purpose)
    }
}

/// How the key of a seal is derived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum SealVersion {
    /// One key for all dossiers: the caller counts the seals.
    OneKey = 1,
    /// A key for each dossier: nothing to count. The default.
    KeyPerDossier = 2,
}

/// What a seal is authenticated with, and its beginning by which its key is derived. Made again for each row in
/// the same memory.
#[derive(Default)]
pub(super) struct Bound {
    bytes: Vec<u8>,
    key: usize,
}

impl Bound {
    pub(super) fn to(&mut self, version: SealVersion, key_id: KeyId, scope: &SealScope<'_>) {
        self.key_alone(version, key_id);
        put(&mut self.bytes, scope.dossier);
        if version == SealVersion::KeyPerDossier {
            self.key = self.bytes.len();
        }
        put(&mut self.bytes, scope.purpose.as_bytes());
    }

    /// Before any dossier: what the key of version 1 is derived by.
    pub(super) fn key_alone(&mut self, version: SealVersion, key_id: KeyId) {
        self.bytes.clear();
        put(&mut self.bytes, b"nir-seal/1");
        put(&mut self.bytes, &[version as u8]);
        put(&mut self.bytes, &key_id.to_bytes());
        self.key = self.bytes.len();
    }

    pub(super) fn key_info(&self) -> &[u8] {
        self.bytes.get(..self.key).unwrap_or_default()
    }

    pub(super) fn aad(&self) -> &[u8] {
        &self.bytes
    }
}

/// A number that only the holder of the key reads, and only for the dossier and the purpose it is bound to.
///
/// Version, key id (4 bytes), nonce (12), thirteen encrypted characters, tag (16): always 46 bytes, so that the
/// length tells nothing. As text: base64url without padding, 62 characters. See [`Sealer`](super::Sealer).
#[derive(Clone, Copy)]
pub struct SealedNir {
    pub(super) version: SealVersion,
    pub(super) key_id: KeyId,
    pub(super) nonce: [u8; 12],
    pub(super) text: [u8; 13],
    pub(super) tag: [u8; 16],
}

impl SealedNir {
    /// Bytes of a seal.
    pub const LENGTH: usize = 46;
    /// Characters of its text form.
    pub const TEXT_LENGTH: usize = 62;

    /// Reads the 46 bytes.
    ///
    /// # Errors
    /// [`OpenError::Malformed`] for another length, version, or a key id of zero.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, OpenError> {
        let read = || {
            let (version, rest) = bytes.split_first()?;
            let version = match version {
                1 => SealVersion::OneKey,
                2 => SealVersion::KeyPerDossier,
                _ => return None,
            };
            let (key_id, rest) = rest.split_first_chunk()?;
            let key_id = KeyId::new(u32::from_be_bytes(*key_id)).ok()?;
            let (nonce, rest) = rest.split_first_chunk()?;
            let (text, rest) = rest.split_first_chunk()?;
            Some(Self { version, key_id, nonce: *nonce, text: *text, tag: rest.try_into().ok()? })
        };
        read().ok_or(OpenError::Malformed)
    }

    /// The 46 bytes.
    #[must_use]
    pub fn to_bytes(&self) -> [u8; Self::LENGTH] {
        let mut bytes = [0; Self::LENGTH];
        let parts = [self.version as u8].into_iter().chain(self.key_id.to_bytes());
        let parts = parts.chain(self.nonce).chain(self.text).chain(self.tag);
        bytes.iter_mut().zip(parts).for_each(|(slot, byte)| *slot = byte);
        bytes
    }

    /// The text form.
    #[must_use]
    pub fn text(&self) -> SealedText {
        let mut text = [b'A'; Self::TEXT_LENGTH];
        // Cannot fail: 46 bytes are 62 characters. If it did, the text would not open.
        let _ = Base64UrlUnpadded::encode(&self.to_bytes(), &mut text);
        SealedText(text)
    }

    /// Id of the root key.
    #[must_use]
    pub const fn key_id(&self) -> KeyId {
        self.key_id
    }

    /// How its key is derived.
    #[must_use]
    pub const fn version(&self) -> SealVersion {
        self.version
    }
}

/// Reads the text form: 62 characters of base64url, no padding, spare bits zero.
impl FromStr for SealedNir {
    type Err = OpenError;

    fn from_str(text: &str) -> Result<Self, OpenError> {
        let mut bytes = [0; Self::LENGTH];
        let decoded = (text.len() == Self::TEXT_LENGTH)
            .then(|| Base64UrlUnpadded::decode(text, &mut bytes).ok())
            .flatten()
            .ok_or(OpenError::Malformed)?;
        Self::from_bytes(decoded)
    }
}

/// In constant time.
impl PartialEq for SealedNir {
    fn eq(&self, other: &Self) -> bool {
        bool::from(self.to_bytes().ct_eq(&other.to_bytes()))
    }
}

impl Eq for SealedNir {}

impl fmt::Debug for SealedNir {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealedNir({:?}, {}, …)", self.version, self.key_id)
    }
}

impl Serialize for SealedNir {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.text().as_str())
    }
}

impl<'de> Deserialize<'de> for SealedNir {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_text::parse(deserializer, "a sealed NIR", str::parse)
    }
}

/// The text form of a seal: 62 characters, on the stack.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct SealedText([u8; SealedNir::TEXT_LENGTH]);

impl SealedText {
    /// The characters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(&self.0).unwrap_or_default()
    }
}

impl fmt::Display for SealedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for SealedText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SealedText(…)")
    }
}
