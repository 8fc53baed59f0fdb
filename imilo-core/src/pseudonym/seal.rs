//! Sealing numbers.

use zeroize::Zeroizing;

use super::hazmat::Gcm;
use super::nonces::Nonces;
use super::sealed::Bound;
use super::{KeyError, KeyId, Randomness, RootKeys, SealError, SealScope, SealVersion, SealedNir, Sealing};
use crate::nir::Nir;

/// Seals numbers with a key for each dossier (version 2): the way to seal.
///
/// The key of a dossier seals so little that nothing has to be counted. Each seal has a random nonce: the same
/// number sealed twice gives two seals.
///
/// ```
/// use imilo_core::nir::{Acceptance, Nir};
/// use imilo_core::pseudonym::{
///     KeyId, Keyring, Name, OpenError, Opener, OsRandomness, SealScope, Sealer, Sealing, make_root_key,
/// };
/// let mut keys = Keyring::<Sealing>::new();
/// keys.add(KeyId::new(3)?, &*make_root_key(&mut OsRandomness)?)?;
///
/// let nir = Nir::parse("2 55 08 14 168 025 38", &Acceptance::default())?;
/// let c2s = Name::purpose("c2s")?;
/// let scope = SealScope::new(b"123456", c2s)?;
/// let sealed = Sealer::new(&keys, KeyId::new(3)?).make_seal(&nir, &scope, &mut OsRandomness)?;
/// assert_eq!(sealed.text().as_str().len(), 62);
///
/// let opener = Opener::new(&keys);
/// assert_eq!(opener.open(&sealed, &scope)?, nir);
/// let moved = SealScope::new(b"123457", c2s)?;
/// assert_eq!(opener.open(&sealed, &moved), Err(OpenError::Refused));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Sealer<K> {
    keys: K,
    key_id: KeyId,
}

impl<K: RootKeys<Sealing>> Sealer<K> {
    /// Seals under the root key of this id.
    #[must_use]
    pub const fn new(keys: K, key_id: KeyId) -> Self {
        Self { keys, key_id }
    }

    /// Seals one number.
    ///
    /// # Errors
    /// [`SealError::Key`] or [`SealError::Randomness`].
    pub fn make_seal(
        &self,
        nir: &Nir,
        scope: &SealScope<'_>,
        random: &mut impl Randomness,
    ) -> Result<SealedNir, SealError> {
        self.seal(&mut Bound::default(), nir, scope, &mut Nonces::new(random, 1))
    }

    /// Seals many, one seal a row, in their order; the source of randomness is asked once for 341 of them.
    ///
    /// # Errors
    /// [`SealError::Key`] or [`SealError::Randomness`]; then no seal comes out.
    pub fn make_seals<'a>(
        &self,
        rows: impl IntoIterator<Item = (&'a Nir, SealScope<'a>)>,
        random: &mut impl Randomness,
    ) -> Result<Vec<SealedNir>, SealError> {
        let rows = rows.into_iter();
        let (mut bound, mut nonces) = (Bound::default(), Nonces::new(random, rows.size_hint().0));
        rows.map(|(nir, scope)| self.seal(&mut bound, nir, &scope, &mut nonces)).collect()
    }

    fn seal<R: Randomness>(
        &self,
        bound: &mut Bound,
        nir: &Nir,
        scope: &SealScope<'_>,
        nonces: &mut Nonces<R>,
    ) -> Result<SealedNir, SealError> {
        bound.to(SealVersion::KeyPerDossier, self.key_id, scope);
        let key = self.keys.derive(self.key_id, bound.key_info())?;
        let nonce = nonces.take()?;
        sealed(&Gcm::new(key.bytes()), SealVersion::KeyPerDossier, self.key_id, nonce, bound, nir)
    }
}

/// How many seals of version 1 one key has made. NIST SP 800-38D, 8.3, allows 2³² with random nonces; here the end
/// is at 2³⁰.
///
/// Store [`SealCount::used`] between [`SealCount::reserve`] and the sealing: after a crash some seals are then
/// counted that were not made, never the other way. Processes that share a key share the count.
///
/// ```
/// use imilo_core::pseudonym::{SealCount, SealError};
/// let mut count = SealCount::stored((1 << 30) - 10);
/// let reserved = count.reserve(10)?;
/// // store count.used() now, then seal with `reserved`
/// assert_eq!((count.used(), reserved.left()), (1 << 30, 10));
/// assert_eq!(count.reserve(1).err(), Some(SealError::Count));
/// # Ok::<(), SealError>(())
/// ```
#[derive(Debug, PartialEq, Eq)]
pub struct SealCount {
    used: u64,
}

impl SealCount {
    /// Seals that one key may make.
    pub const LIMIT: u64 = 1 << 30;

    /// The count as it was stored: zero for a new key.
    #[must_use]
    pub const fn stored(used: u64) -> Self {
        Self { used }
    }

    /// The count to store.
    #[must_use]
    pub const fn used(&self) -> u64 {
        self.used
    }

    /// Counts seals before they are made.
    ///
    /// # Errors
    /// [`SealError::Count`] when they would pass [`SealCount::LIMIT`]; nothing is counted then.
    pub fn reserve(&mut self, seals: u64) -> Result<Reserved, SealError> {
        let used = self.used.checked_add(seals).filter(|used| *used <= Self::LIMIT);
        self.used = used.ok_or(SealError::Count)?;
        Ok(Reserved { left: seals })
    }
}

/// Seals that are counted and not made yet. It cannot be copied; what is left when it is dropped stays counted.
#[derive(Debug, PartialEq, Eq)]
pub struct Reserved {
    left: u64,
}

impl Reserved {
    /// How many are left.
    #[must_use]
    pub const fn left(&self) -> u64 {
        self.left
    }

    fn take(&mut self) -> Result<(), SealError> {
        self.left = self.left.checked_sub(1).ok_or(SealError::Count)?;
        Ok(())
    }
}

/// Seals numbers with one key for all dossiers (version 1): for a holder of keys that is too slow to be asked once a
/// dossier. The caller counts the seals ([`SealCount`]).
///
/// ```
/// # use imilo_core::nir::{Acceptance, Nir};
/// # use imilo_core::pseudonym::{
/// #     KeyId, Keyring, Name, OneKeySealer, Opener, OsRandomness, SealCount, SealScope, Sealing, make_root_key,
/// # };
/// # let mut keys = Keyring::<Sealing>::new();
/// # keys.add(KeyId::new(3)?, &*make_root_key(&mut OsRandomness)?)?;
/// let nir = Nir::parse("2 55 08 14 168 025 38", &Acceptance::default())?;
/// let scope = SealScope::new(b"123456", Name::purpose("c2s")?)?;
/// let mut reserved = SealCount::stored(0).reserve(1)?;
/// let sealer = OneKeySealer::new(&keys, KeyId::new(3)?)?;
/// let seals = sealer.make_seals([(&nir, scope)], &mut OsRandomness, &mut reserved)?;
/// assert_eq!(Opener::new(&keys).open(&seals[0], &scope)?, nir);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct OneKeySealer {
    gcm: Gcm,
    key_id: KeyId,
}

impl OneKeySealer {
    /// Asks for the key, once.
    ///
    /// # Errors
    /// [`KeyError::UnknownId`], or [`KeyError::Custody`] when the holder of the keys does not answer.
    pub fn new(keys: &impl RootKeys<Sealing>, key_id: KeyId) -> Result<Self, KeyError> {
        let mut bound = Bound::default();
        bound.key_alone(SealVersion::OneKey, key_id);
        let key = keys.derive(key_id, bound.key_info())?;
        Ok(Self { gcm: Gcm::new(key.bytes()), key_id })
    }

    /// Seals many, one seal a row, in their order; each takes one of those that were reserved.
    ///
    /// # Errors
    /// [`SealError::Count`] when there are more rows than were reserved, [`SealError::Randomness`]; then no seal
    /// comes out, and what was taken stays counted.
    pub fn make_seals<'a>(
        &self,
        rows: impl IntoIterator<Item = (&'a Nir, SealScope<'a>)>,
        random: &mut impl Randomness,
        reserved: &mut Reserved,
    ) -> Result<Vec<SealedNir>, SealError> {
        let rows = rows.into_iter();
        let (mut bound, mut nonces) = (Bound::default(), Nonces::new(random, rows.size_hint().0));
        rows.map(|(nir, scope)| {
            reserved.take()?;
            bound.to(SealVersion::OneKey, self.key_id, &scope);
            sealed(&self.gcm, SealVersion::OneKey, self.key_id, nonces.take()?, &bound, nir)
        })
        .collect()
    }
}

fn sealed(
    gcm: &Gcm,
    version: SealVersion,
    key_id: KeyId,
    nonce: [u8; 12],
    bound: &Bound,
    nir: &Nir,
) -> Result<SealedNir, SealError> {
    let mut text = Zeroizing::new(*nir.expose());
    // Cannot be: thirteen bytes are within every length of the standard.
    let tag = gcm.seal(&nonce, bound.aad(), &mut *text).ok_or(SealError::Count)?;
    Ok(SealedNir { version, key_id, nonce, text: *text, tag })
}
