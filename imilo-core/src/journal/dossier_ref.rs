//! The reference of a dossier in the journal: opaque, made under a key of its own.

use core::fmt;

use hmac::{Hmac, KeyInit, Mac};
use sha2::Sha256;

use crate::error::{CodedError, ErrorCode};
use crate::nir::{digits_are_a_nir, holds_a_nir};
use crate::pseudonym::{DerivedKey, KeyError, KeyId, Referencing, RootKeys, put_length};

/// By what the key is derived.
const LABEL: &str = "dossier-ref/1";

/// Sixteen bytes that stand for a dossier in the journal. Without the key nobody finds the dossier; whoever holds the key
/// and the id of a dossier finds its events.
///
/// It remains a datum of a person (a pseudonym): `Debug` shows nothing of it, and there is no `Display`.
///
/// ```
/// use imilo_core::journal::DossierRef;
/// let reference = DossierRef::new([7; 16]);
/// assert_eq!(DossierRef::from_hex(&reference.to_hex()), Some(reference));
/// assert_eq!(format!("{reference:?}"), "DossierRef(…)");
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct DossierRef([u8; 16]);

impl DossierRef {
    /// A reference that the caller made.
    #[must_use]
    pub const fn new(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }

    /// Its bytes.
    #[must_use]
    pub const fn as_bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// Thirty-two lower-case hexadecimal digits, as exports have it.
    #[must_use]
    pub fn to_hex(self) -> String {
        format!("{:032x}", u128::from_be_bytes(self.0))
    }

    /// Reads [`to_hex`](Self::to_hex); none when the text is not of that form.
    #[must_use]
    pub fn from_hex(text: &str) -> Option<Self> {
        let form = text.len() == 32 && text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        form.then(|| u128::from_str_radix(text, 16).ok()).flatten().map(|n| Self(n.to_be_bytes()))
    }
}

impl fmt::Debug for DossierRef {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("DossierRef(…)")
    }
}

/// Why an id of a dossier has no reference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DossierIdError {
    /// It is empty, or longer than 65535 bytes.
    Length,
    /// It holds a NIR: the journal would have a pseudonym of it, under a key that was not given for that.
    HoldsNir,
}

impl fmt::Display for DossierIdError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code().row().en)
    }
}

impl std::error::Error for DossierIdError {}

impl CodedError for DossierIdError {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Length => ErrorCode::SealDossier,
            Self::HoldsNir => ErrorCode::EventText,
        }
    }

    fn field(&self) -> Option<String> {
        Some("dossier".to_owned())
    }
}

/// Makes references of dossiers: HMAC-SHA-256 of the id under a key of its own, cut to 128 bits.
///
/// ```
/// use imilo_core::journal::DossierRefs;
/// use imilo_core::pseudonym::{KeyId, Keyring, Referencing};
/// let mut keys = Keyring::<Referencing>::new();
/// keys.add(KeyId::new(1)?, b"an example, no key: 32 bytes....")?;
/// let references = DossierRefs::new(&keys, KeyId::new(1)?)?;
/// assert_eq!(references.derive(b"dossier-42")?, references.derive(b"dossier-42")?);
/// assert_ne!(references.derive(b"dossier-42")?, references.derive(b"dossier-43")?);
/// assert!(references.derive(b"").is_err());
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct DossierRefs(DerivedKey);

impl DossierRefs {
    /// With the root key of that id.
    ///
    /// # Errors
    /// [`KeyError`] when whoever holds the keys has none of that id, or does not answer.
    pub fn new(keys: &impl RootKeys<Referencing>, key_id: KeyId) -> Result<Self, KeyError> {
        keys.derive(key_id, &info(LABEL, key_id)).map(Self)
    }

    /// The reference of a dossier, the same each time.
    ///
    /// # Errors
    /// [`DossierIdError`] when the id is empty, longer than 65535 bytes, or holds a NIR.
    pub fn derive(&self, dossier: &[u8]) -> Result<DossierRef, DossierIdError> {
        if dossier.is_empty() || dossier.len() > usize::from(u16::MAX) {
            return Err(DossierIdError::Length);
        }
        let of_another_script = |c: char| c.is_numeric() && !c.is_ascii_digit();
        let nir =
            |text: &str| holds_a_nir(text) || digits_are_a_nir(text) || text.contains(of_another_script);
        if core::str::from_utf8(dossier).is_ok_and(nir) {
            return Err(DossierIdError::HoldsNir);
        }
        let mut mac = mac(&self.0).ok_or(DossierIdError::Length)?;
        mac.update(dossier);
        mac.finalize().into_bytes().first_chunk().copied().map(DossierRef).ok_or(DossierIdError::Length)
    }
}

/// What a key of the journal is derived by: a label and the id of its root.
pub(super) fn info(label: &str, key_id: KeyId) -> Vec<u8> {
    let mut info = Vec::new();
    put_length(&mut info, label.as_bytes());
    put_length(&mut info, &key_id.to_bytes());
    info
}

/// HMAC takes a key of any length: there is always one.
pub(super) fn mac(key: &DerivedKey) -> Option<Hmac<Sha256>> {
    Hmac::new_from_slice(key.bytes()).ok()
}

#[cfg(test)]
mod tests {
    use hkdf::Hkdf;

    use super::*;
    use crate::pseudonym::Keyring;

    /// HMAC as RFC 2104 has it, written out on the hash alone.
    fn hmac(key: &[u8; 32], message: &[u8]) -> [u8; 32] {
        use sha2::Digest;
        let pad = |with: u8| -> Vec<u8> {
            (0..64).map(|at| key.get(at).copied().unwrap_or_default() ^ with).collect()
        };
        let inner = Sha256::digest([pad(0x36).as_slice(), message].concat());
        Sha256::digest([pad(0x5c).as_slice(), &inner].concat()).into()
    }

    #[test]
    fn a_reference_is_the_hmac_of_the_id_under_the_key_of_its_label() {
        let root: [u8; 32] = core::array::from_fn(|at| at as u8);
        let id = KeyId::new(0x0102).unwrap();
        let mut keys = Keyring::<Referencing>::new();
        keys.add(id, &root).unwrap();
        let mut key = [0; 32];
        Hkdf::<Sha256>::new(None, &root)
            .expand(b"\x00\x0ddossier-ref/1\x00\x04\x00\x00\x01\x02", &mut key)
            .unwrap();
        let references = DossierRefs::new(&keys, id).unwrap();
        for dossier in [&b"a"[..], b"dossier-42", &[0xff; 200]] {
            assert_eq!(references.derive(dossier).unwrap().as_bytes()[..], hmac(&key, dossier)[..16]);
        }
        assert_eq!(references.derive(&[]), Err(DossierIdError::Length));
        assert_eq!(references.derive(&vec![1; 65_536]), Err(DossierIdError::Length));
        assert!(references.derive(&vec![1; 65_535]).is_ok());
        for nir in ["255081416802538", "2 55 08 14 168 025 38", "dossier 255081416802538", "٢٥٥٠٨١٤١٦٨٠٢٥٣٨"]
        {
            assert_eq!(references.derive(nir.as_bytes()), Err(DossierIdError::HoldsNir));
        }
    }

    #[test]
    fn hex_is_read_as_it_is_written_and_nothing_else() {
        for text in ["", "0", "0000000000000000000000000000000G", "+0000000000000000000000000000001"] {
            assert_eq!(DossierRef::from_hex(text), None);
        }
        let upper = "A0000000000000000000000000000000";
        assert_eq!(DossierRef::from_hex(upper), None);
        assert!(DossierRef::from_hex(&upper.to_lowercase()).is_some());
    }
}
