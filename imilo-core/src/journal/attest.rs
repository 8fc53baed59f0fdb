//! What attests a checkpoint: a MAC under a key of the caller's, or a signature behind a trait.

use hmac::Mac;
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;

use crate::error::{CodedError, ErrorCode};
use crate::nir::holds_the_form_of_a_nir;
use crate::pseudonym::{Attesting, DerivedKey, KeyError, KeyId, RootKeys};

use super::dossier_ref::{info, mac};

/// By what the key of the MAC is derived.
const LABEL: &str = "journal-checkpoint/1";
/// Name of the MAC behind the byte of types without a number (C2SP signed-note).
const LONG_IDENTIFIER: &[u8] = b"\xffimilo/hmac-sha256/1";

/// The name of a key: no space, no plus, no control character, no NIR, 1 to 255 bytes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct KeyName(String);

impl KeyName {
    /// A name; a URL without scheme is recommended (`imilo.example/journal`).
    ///
    /// # Errors
    /// [`NotAName`].
    pub fn new(name: &str) -> Result<Self, NotAName> {
        let legal = |c: char| !c.is_whitespace() && !c.is_control() && c != '+';
        let whole =
            (1..=255).contains(&name.len()) && name.chars().all(legal) && !holds_the_form_of_a_nir(name);
        if whole { Ok(Self(name.to_owned())) } else { Err(NotAName) }
    }

    /// The name.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A text that is no name of a key or of a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}", ErrorCode::JournalName.row().en)]
pub struct NotAName;

impl CodedError for NotAName {
    fn code(&self) -> ErrorCode {
        ErrorCode::JournalName
    }
}

/// Who attests checkpoints: an HSM that signs with Ed25519, or [`MacKey`].
pub trait Signer {
    /// Name of the key.
    fn name(&self) -> &KeyName;

    /// Id of the key in notes.
    fn id(&self) -> [u8; 4];

    /// Signs the text of a note.
    ///
    /// # Errors
    /// [`KeyError`] when whoever holds the key does not answer.
    fn sign(&self, text: &[u8]) -> Result<Vec<u8>, KeyError>;

    /// What verifies the signatures of this key, where it is at hand: nothing is then written behind a checkpoint that another
    /// key made under the same id.
    fn verifier(&self) -> Option<&dyn Verifier> {
        None
    }
}

/// Who knows whether a checkpoint is attested.
pub trait Verifier {
    /// Name of the key.
    fn name(&self) -> &KeyName;

    /// Id of the key in notes.
    fn id(&self) -> [u8; 4];

    /// Whether a signature is that of the key over the text.
    fn verify(&self, text: &[u8], signature: &[u8]) -> bool;
}

/// The id of a key of Ed25519, as C2SP signed-note has it: for a [`Signer`] of the caller's.
///
/// ```
/// use imilo_core::journal::{KeyName, ed25519_key_id};
/// let name = KeyName::new("imilo.example/journal")?;
/// assert_eq!(ed25519_key_id(&name, &[7; 32]).len(), 4);
/// # Ok::<(), imilo_core::journal::NotAName>(())
/// ```
#[must_use]
pub fn ed25519_key_id(name: &KeyName, public_key: &[u8; 32]) -> [u8; 4] {
    key_id(name, &[&[1], public_key])
}

fn key_id(name: &KeyName, rest: &[&[u8]]) -> [u8; 4] {
    let begin = Sha256::new().chain_update(name.as_str()).chain_update(b"\n");
    let hash = rest.iter().fold(begin, |hash, part| hash.chain_update(part)).finalize();
    hash.first_chunk().copied().unwrap_or_default()
}

/// HMAC-SHA-256 under a key of the caller's: makes and verifies. Whoever verifies could have made it: for an auditor from
/// outside, sign.
///
/// ```
/// use imilo_core::journal::{KeyName, MacKey, Signer, Verifier};
/// use imilo_core::pseudonym::{Attesting, KeyId, Keyring};
/// let mut keys = Keyring::<Attesting>::new();
/// keys.add(KeyId::new(1)?, b"an example, no key: 32 bytes....")?;
/// let key = MacKey::new(&keys, KeyId::new(1)?, KeyName::new("imilo.example/journal")?)?;
/// let mac = key.sign(b"a text")?;
/// assert!(key.verify(b"a text", &mac) && !key.verify(b"a test", &mac));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct MacKey {
    name: KeyName,
    id: [u8; 4],
    key: DerivedKey,
}

impl MacKey {
    /// With the root key of that id.
    ///
    /// # Errors
    /// [`KeyError`] when whoever holds the keys has none of that id, or does not answer.
    pub fn new(keys: &impl RootKeys<Attesting>, id: KeyId, name: KeyName) -> Result<Self, KeyError> {
        let key = keys.derive(id, &info(LABEL, id))?;
        // A public id: neither the key nor what is derived from it stands in it.
        Ok(Self { id: key_id(&name, &[LONG_IDENTIFIER, &id.to_bytes()]), name, key })
    }
}

impl Signer for MacKey {
    fn name(&self) -> &KeyName {
        &self.name
    }

    fn id(&self) -> [u8; 4] {
        self.id
    }

    fn sign(&self, text: &[u8]) -> Result<Vec<u8>, KeyError> {
        let mut mac = mac(&self.key).ok_or(KeyError::Length)?;
        mac.update(text);
        Ok(mac.finalize().into_bytes().to_vec())
    }

    fn verifier(&self) -> Option<&dyn Verifier> {
        Some(self)
    }
}

impl Verifier for MacKey {
    fn name(&self) -> &KeyName {
        &self.name
    }

    fn id(&self) -> [u8; 4] {
        self.id
    }

    fn verify(&self, text: &[u8], signature: &[u8]) -> bool {
        self.sign(text).is_ok_and(|right| bool::from(right.ct_eq(signature)))
    }
}
