//! Root keys held in memory.

use core::marker::PhantomData;

use subtle::{Choice, ConstantTimeEq};
use zeroize::Zeroizing;

use super::domain::put;
use super::hazmat::Extracted;
use super::{DerivedKey, KeyError, KeyId, KeyUse, NoRandomness, Randomness, RootKeys};

/// By what two root keys are compared; no derivation of the library begins with it.
const LABEL: &str = "nir-ring/1";

/// Root keys of one use, by their id. What it holds is erased when it is dropped, and does not print.
///
/// Only the first step of HKDF is kept of a key, not its bytes: erase yours once they are added.
///
/// ```
/// use imilo_core::pseudonym::{FirstPass, KeyError, KeyId, Keyring};
/// let mut keys = Keyring::<FirstPass>::new();
/// keys.add(KeyId::new(1)?, b"an example, no key: 32 bytes....")?;
/// assert_eq!(keys.add(KeyId::new(2)?, &[7; 32]), Err(KeyError::Weak));
/// # Ok::<(), KeyError>(())
/// ```
///
/// ```compile_fail
/// use imilo_core::pseudonym::{FirstPass, Keyring};
/// println!("{:?}", Keyring::<FirstPass>::new());
/// ```
pub struct Keyring<U: KeyUse> {
    keys: Vec<Key>,
    of: PhantomData<fn() -> U>,
}

struct Key {
    id: KeyId,
    extracted: Extracted,
    // Tells two roots apart without keeping them.
    mark: Zeroizing<[u8; 32]>,
}

impl<U: KeyUse> Default for Keyring<U> {
    fn default() -> Self {
        Self::new()
    }
}

impl<U: KeyUse> Keyring<U> {
    /// A keyring without keys.
    #[must_use]
    pub const fn new() -> Self {
        Self { keys: Vec::new(), of: PhantomData }
    }

    /// Adds a root key of 32 random bytes (see [`make_root_key`]).
    ///
    /// # Errors
    /// [`KeyError`]: not 32 bytes, all bytes equal, an id or a key that is already there. The keyring is then as
    /// it was.
    pub fn add(&mut self, id: KeyId, root: &[u8]) -> Result<(), KeyError> {
        let root: &[u8; 32] = root.try_into().map_err(|_| KeyError::Length)?;
        if is_weak(root) {
            return Err(KeyError::Weak);
        }
        if self.find(id).is_some() {
            return Err(KeyError::IdTwice);
        }
        let extracted = Extracted::new(root);
        let mut label = Vec::new();
        put(&mut label, LABEL.as_bytes());
        let mark = extracted.expand(&label).ok_or(KeyError::Length)?;
        if self.has_mark(&mark) {
            return Err(KeyError::BytesTwice);
        }
        self.keys.push(Key { id, extracted, mark });
        Ok(())
    }

    /// Takes a key out and erases it; whether it was there.
    pub fn destroy(&mut self, id: KeyId) -> bool {
        let before = self.keys.len();
        self.keys.retain(|key| key.id != id);
        self.keys.len() < before
    }

    /// The ids, in the order in which keys were added.
    pub fn ids(&self) -> impl Iterator<Item = KeyId> {
        self.keys.iter().map(|key| key.id)
    }

    /// Refuses two keyrings that share a root key, whatever its ids: one root has one use.
    ///
    /// # Errors
    /// [`KeyError::BytesTwice`].
    pub fn disjoint_from<V: KeyUse>(&self, other: &Keyring<V>) -> Result<(), KeyError> {
        let shared = self.keys.iter().any(|key| other.has_mark(&key.mark));
        if shared { Err(KeyError::BytesTwice) } else { Ok(()) }
    }

    fn find(&self, id: KeyId) -> Option<&Key> {
        self.keys.iter().find(|key| key.id == id)
    }

    /// Looks at every key, whichever is equal.
    fn has_mark(&self, mark: &[u8; 32]) -> bool {
        let found = self.keys.iter().fold(Choice::from(0), |found, key| found | key.mark.ct_eq(mark));
        bool::from(found)
    }
}

impl<U: KeyUse> RootKeys<U> for Keyring<U> {
    fn derive(&self, key_id: KeyId, info: &[u8]) -> Result<DerivedKey, KeyError> {
        let key = self.find(key_id).ok_or(KeyError::UnknownId)?;
        key.extracted.expand(info).map(DerivedKey::new).ok_or(KeyError::Custody)
    }
}

/// Whether all bytes are the same, without a branch on any of them.
fn is_weak(root: &[u8; 32]) -> bool {
    let [first, ..] = root;
    root.iter().fold(0, |differences, byte| differences | (byte ^ first)) == 0
}

/// A new root key: 32 bytes of randomness, to be handed to whoever keeps the keys. Erased when dropped.
///
/// ```
/// use imilo_core::pseudonym::{KeyId, Keyring, NoRandomness, OsRandomness, Sealing, make_root_key};
/// let root = make_root_key(&mut OsRandomness)?;
/// let mut keys = Keyring::<Sealing>::new();
/// keys.add(KeyId::new(1)?, &*root)?;
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// [`NoRandomness`] when the source fails, or gives a key that no keyring would take.
pub fn make_root_key(random: &mut impl Randomness) -> Result<Zeroizing<[u8; 32]>, NoRandomness> {
    let mut root = Zeroizing::new([0; 32]);
    random.fill(&mut *root)?;
    if is_weak(&root) { Err(NoRandomness) } else { Ok(root) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pseudonym::{FirstPass, Sealing};

    fn id(id: u32) -> KeyId {
        KeyId::new(id).unwrap()
    }

    fn root(first: u8) -> [u8; 32] {
        core::array::from_fn(|at| first.wrapping_add(u8::try_from(at).unwrap()))
    }

    #[test]
    fn weak_and_doubled_keys_are_refused_and_leave_the_keyring_as_it_was() {
        let mut keys = Keyring::<FirstPass>::new();
        keys.add(id(1), &root(0)).unwrap();
        for (key_id, bytes, error) in [
            (2, root(1)[..31].to_vec(), KeyError::Length),
            (2, [root(1).as_slice(), &[0]].concat(), KeyError::Length),
            (2, vec![], KeyError::Length),
            (2, vec![0; 32], KeyError::Weak),
            (2, vec![0xff; 32], KeyError::Weak),
            (1, root(1).to_vec(), KeyError::IdTwice),
            (2, root(0).to_vec(), KeyError::BytesTwice),
        ] {
            assert_eq!(keys.add(id(key_id), &bytes), Err(error));
        }
        assert_eq!(keys.ids().collect::<Vec<_>>(), [id(1)]);
        // One bit apart is another key.
        let mut almost = [7; 32];
        almost[31] = 6;
        keys.add(id(2), &almost).unwrap();
    }

    #[test]
    fn a_root_has_one_use() {
        let (mut pseudonyms, mut seals) = (Keyring::<FirstPass>::new(), Keyring::<Sealing>::new());
        pseudonyms.add(id(1), &root(0)).unwrap();
        seals.add(id(1), &root(1)).unwrap();
        assert_eq!(seals.disjoint_from(&pseudonyms), Ok(()));
        seals.add(id(9), &root(0)).unwrap();
        assert_eq!(seals.disjoint_from(&pseudonyms), Err(KeyError::BytesTwice));
        assert_eq!(pseudonyms.disjoint_from(&seals), Err(KeyError::BytesTwice));
    }

    #[test]
    fn a_destroyed_key_derives_no_more() {
        let mut keys = Keyring::<Sealing>::new();
        keys.add(id(1), &root(0)).unwrap();
        assert!(keys.derive(id(1), b"x").is_ok());
        assert!(keys.destroy(id(1)) && !keys.destroy(id(1)));
        assert_eq!(keys.derive(id(1), b"x").err(), Some(KeyError::UnknownId));
    }

    #[test]
    fn a_source_that_is_stuck_makes_no_key() {
        struct Stuck(Option<u8>);
        impl Randomness for Stuck {
            fn fill(&mut self, bytes: &mut [u8]) -> Result<(), NoRandomness> {
                bytes.fill(self.0.ok_or(NoRandomness)?);
                Ok(())
            }
        }
        assert_eq!(make_root_key(&mut Stuck(Some(0))), Err(NoRandomness));
        assert_eq!(make_root_key(&mut Stuck(None)), Err(NoRandomness));
    }
}
