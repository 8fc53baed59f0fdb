//! Domains: for whom, and for what, a number is replaced.

use core::fmt;

use super::KeyId;
use crate::error::{CodedError, ErrorCode};

/// Appends a length in two bytes, big-endian, and the bytes: no two lists of values give the same text.
pub(crate) fn put(info: &mut Vec<u8>, bytes: &[u8]) {
    debug_assert!(bytes.len() <= usize::from(u16::MAX), "names are short, and a dossier id is checked");
    info.extend_from_slice(&u16::try_from(bytes.len()).unwrap_or(u16::MAX).to_be_bytes());
    info.extend_from_slice(bytes);
}

/// Which name of a domain is wrong: not 1 to 64 of `a`–`z`, `0`–`9`, `.`, `_`, `-`, or one that holds a NIR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NameError {
    field: &'static str,
}

impl NameError {
    /// `sector`, `recipient` or `purpose`.
    #[must_use]
    pub const fn field_name(&self) -> &'static str {
        self.field
    }
}

impl fmt::Display for NameError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({})", self.code().row().en, self.field)
    }
}

impl std::error::Error for NameError {}

impl CodedError for NameError {
    fn code(&self) -> ErrorCode {
        ErrorCode::PseudonymName
    }

    fn field(&self) -> Option<String> {
        Some(self.field.to_owned())
    }
}

/// A name of a sector, a recipient or a purpose: 1 to 64 of `a`–`z`, `0`–`9`, `.`, `_`, `-`.
///
/// It stands in the derivation of keys: another name is another domain. Names are no secret, and name no person.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Name {
    bytes: [u8; 64],
    length: u8,
}

impl Name {
    fn new(text: &str, field: &'static str) -> Result<Self, NameError> {
        let legal = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'_' | b'-');
        let length = u8::try_from(text.len()).ok().filter(|length| (1..=64).contains(length));
        // Names are shown: a number of a person is none.
        let named = |_: &u8| text.bytes().all(legal) && !crate::nir::holds_a_nir(text);
        let length = length.filter(named).ok_or(NameError { field })?;
        let mut bytes = [0; 64];
        bytes.iter_mut().zip(text.bytes()).for_each(|(slot, byte)| *slot = byte);
        Ok(Self { bytes, length })
    }

    /// A purpose (`c2s`), for a seal.
    ///
    /// # Errors
    /// [`NameError`] when the text is no name.
    pub fn purpose(text: &str) -> Result<Self, NameError> {
        Self::new(text, "purpose")
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        core::str::from_utf8(self.as_bytes()).unwrap_or_default()
    }

    pub(super) fn as_bytes(&self) -> &[u8] {
        self.bytes.get(..usize::from(self.length)).unwrap_or_default()
    }
}

impl fmt::Debug for Name {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A domain of pseudonyms: sector, recipient, purpose, and the key by which it is derived.
///
/// Two domains have nothing in common: whoever holds the pseudonyms of both cannot join them. The key id is the
/// version of the domain; a new one is a new domain.
///
/// # Droit
/// CNIL, délibération n° 2014-466 of 20 November 2014: identifiers proper to each sector rather than the NIR.
///
/// ```
/// use imilo_core::pseudonym::{Domain, KeyId};
/// let domain = Domain::new("emploi", "dares", "trajam", KeyId::new(1)?)?;
/// assert_eq!(domain.recipient().as_str(), "dares");
/// assert_eq!(Domain::new("emploi", "DARES", "trajam", KeyId::new(1)?).unwrap_err().field_name(), "recipient");
/// assert!(Domain::new("emploi", "255081416802538", "trajam", KeyId::new(1)?).is_err(), "names are shown");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Domain {
    sector: Name,
    recipient: Name,
    purpose: Name,
    key_id: KeyId,
}

impl Domain {
    /// A domain by its names and the id of its key.
    ///
    /// # Errors
    /// [`NameError`] with the field that is no [`Name`], the first one.
    pub fn new(sector: &str, recipient: &str, purpose: &str, key_id: KeyId) -> Result<Self, NameError> {
        Ok(Self {
            sector: Name::new(sector, "sector")?,
            recipient: Name::new(recipient, "recipient")?,
            purpose: Name::new(purpose, "purpose")?,
            key_id,
        })
    }

    /// Whose field (`emploi`).
    #[must_use]
    pub const fn sector(&self) -> &Name {
        &self.sector
    }

    /// Who receives (`dares`).
    #[must_use]
    pub const fn recipient(&self) -> &Name {
        &self.recipient
    }

    /// For what (`trajam`).
    #[must_use]
    pub const fn purpose(&self) -> &Name {
        &self.purpose
    }

    /// Id of the key.
    #[must_use]
    pub const fn key_id(&self) -> KeyId {
        self.key_id
    }

    /// The same names under another key.
    #[must_use]
    pub const fn with_key(self, key_id: KeyId) -> Self {
        Self { key_id, ..self }
    }

    /// Whether sector, recipient and purpose are the same, whatever the key.
    #[must_use]
    pub fn same_names(&self, other: &Self) -> bool {
        self.with_key(other.key_id) == *other
    }

    /// What the key of the domain is derived by.
    pub(super) fn info(&self, label: &str) -> Vec<u8> {
        let mut info = Vec::with_capacity(256);
        put(&mut info, label.as_bytes());
        for name in [&self.sector, &self.recipient, &self.purpose] {
            put(&mut info, name.as_bytes());
        }
        put(&mut info, &self.key_id.to_bytes());
        info
    }
}
