//! Changing the key of a domain: a table from old to new, used once and destroyed.

use core::fmt;

use zeroize::Zeroize;

use super::{Admission, AliasError, Aliases, DeriveError, Domain, Pseudonym, Pseudonymiser};
use crate::error::{CodedError, ErrorCode};
use crate::nir::Nir;

/// The two domains are not the same names under two keys.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotARotation;

impl fmt::Display for NotARotation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code().row().en)
    }
}

impl std::error::Error for NotARotation {}

impl CodedError for NotARotation {
    fn code(&self) -> ErrorCode {
        ErrorCode::RotationDomains
    }
}

/// What a recipient needs, once, to go on with the pseudonyms of a new key: for each number the old and the new
/// pseudonym, those with an alias included.
///
/// Whoever has it joins the two domains: hand it over, and drop it. Its bytes are erased then; it does not print
/// and cannot be copied. Rows stand in the order of the old pseudonyms, which says nothing of the numbers.
///
/// ```
/// use imilo_core::nir::{Acceptance, Nir};
/// use imilo_core::pseudonym::{
///     Admission, Aliases, Domain, FirstPass, KeyId, Keyring, OsRandomness, Pseudonymiser, RotationTable,
///     make_root_key,
/// };
/// let (old_id, new_id) = (KeyId::new(1)?, KeyId::new(2)?);
/// let mut keys = Keyring::<FirstPass>::new();
/// keys.add(old_id, &*make_root_key(&mut OsRandomness)?)?;
/// keys.add(new_id, &*make_root_key(&mut OsRandomness)?)?;
/// let domain = Domain::new("emploi", "dares", "trajam", old_id)?;
/// let old = Pseudonymiser::new(&keys, domain)?;
/// let new = Pseudonymiser::new(&keys, domain.with_key(new_id))?;
///
/// let nirs = [Nir::parse("255081416802538", &Acceptance::default())?]; // the sealed vault, opened
/// let (table, refused) = RotationTable::derive(&old, &new, &nirs, &Admission::default())?;
/// assert!(refused.is_empty());
/// let before = old.derive_pseudonym(&nirs[0], &Admission::default())?;
/// assert_eq!(table.new_of(&before), Some(new.derive_pseudonym(&nirs[0], &Admission::default())?));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct RotationTable {
    old: Domain,
    new: Domain,
    rows: Vec<([u8; 16], [u8; 16])>,
}

/// Rows that are not in a table, by their place in the numbers that were given, and why.
pub type Refused = Vec<(usize, DeriveError)>;

impl RotationTable {
    /// Derives both pseudonyms of each number. A number given twice has one row. Seals hold no key: numbers that
    /// come out of them need [`Admission::without_key`].
    ///
    /// # Errors
    /// [`NotARotation`] unless the domains have the same names and two keys. A number that is not admitted is no
    /// error: it stands in the list beside the table.
    pub fn derive<'a>(
        old: &Pseudonymiser,
        new: &Pseudonymiser,
        nirs: impl IntoIterator<Item = &'a Nir> + Clone,
        admission: &Admission,
    ) -> Result<(Self, Refused), NotARotation> {
        let (from, to) = (*old.domain(), *new.domain());
        if !from.same_names(&to) || from.key_id() == to.key_id() {
            return Err(NotARotation);
        }
        let olds = old.derive_pseudonyms(nirs.clone(), admission);
        let news = new.derive_pseudonyms(nirs, admission);
        let mut table = Self { old: from, new: to, rows: Vec::with_capacity(olds.len()) };
        let mut refused = Vec::new();
        for (place, pair) in olds.into_iter().zip(news).enumerate() {
            match pair {
                (Ok(old), Ok(new)) => table.rows.push((*old.as_bytes(), *new.as_bytes())),
                (Err(error), _) | (_, Err(error)) => refused.push((place, error)),
            }
        }
        table.rows.sort_unstable();
        table.rows.dedup();
        Ok((table, refused))
    }

    /// How many numbers.
    #[must_use]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The pairs (old, new), in the order of the bytes of the old ones.
    pub fn pairs(&self) -> impl Iterator<Item = (Pseudonym, Pseudonym)> {
        let (old, new) = (self.old.key_id(), self.new.key_id());
        self.rows
            .iter()
            .map(move |row| (Pseudonym::from_parts(old, row.0), Pseudonym::from_parts(new, row.1)))
    }

    /// The new pseudonym of an old one.
    #[must_use]
    pub fn new_of(&self, old: &Pseudonym) -> Option<Pseudonym> {
        if old.key_id() != self.old.key_id() {
            return None;
        }
        let place = self.rows.binary_search_by(|(known, _)| known.cmp(old.as_bytes())).ok()?;
        self.rows.get(place).map(|(_, new)| Pseudonym::from_parts(self.new.key_id(), *new))
    }

    /// The aliases of the old domain as those of the new one.
    ///
    /// # Errors
    /// [`AliasError::OtherKey`] for aliases of another domain, or for a pseudonym that has no row.
    pub fn aliases(&self, aliases: &Aliases) -> Result<Aliases, AliasError> {
        if *aliases.domain() != self.old {
            return Err(AliasError::OtherKey);
        }
        let mut renewed = Aliases::new(self.new);
        for (new, first) in aliases.pairs() {
            let row = |pseudonym| self.new_of(pseudonym).ok_or(AliasError::OtherKey);
            renewed.add(row(&new)?, row(&first)?)?;
        }
        Ok(renewed)
    }
}

impl Drop for RotationTable {
    fn drop(&mut self) {
        self.rows.zeroize();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nir::Acceptance;
    use crate::pseudonym::{FirstPass, KeyId, Keyring};

    const NUMBERS: [&str; 4] = ["2550814168025", "185072A004123", "1850719004123", "7186100188264"];

    fn id(id: u32) -> KeyId {
        KeyId::new(id).unwrap()
    }

    fn pseudonymiser(recipient: &str, key: u32) -> Pseudonymiser {
        let mut keys = Keyring::<FirstPass>::new();
        keys.add(id(1), b"the first of two keys, 32 bytes.").unwrap();
        keys.add(id(2), b"the other of two keys, 32 bytes.").unwrap();
        Pseudonymiser::new(&keys, Domain::new("emploi", recipient, "trajam", id(key)).unwrap()).unwrap()
    }

    fn vault() -> Vec<Nir> {
        let accept = Acceptance { nnp: true, ..Acceptance::default() };
        NUMBERS.map(|text| Nir::parse(text, &accept).unwrap()).to_vec()
    }

    const OPENED: Admission = Admission { without_key: true, nnp: false, mig: false };

    #[test]
    fn each_admitted_number_has_a_row_and_the_others_are_named() {
        let (old, new) = (pseudonymiser("dares", 1), pseudonymiser("dares", 2));
        let mut nirs = vault();
        nirs.push(nirs[0].clone());
        let (table, refused) = RotationTable::derive(&old, &new, &nirs, &OPENED).unwrap();
        assert_eq!(refused, [(3, DeriveError::Kind)]);
        assert_eq!(table.len(), 3);
        for nir in &nirs[..3] {
            let [before, after] = [&old, &new].map(|by| by.derive_pseudonym(nir, &OPENED).unwrap());
            assert_eq!(table.new_of(&before), Some(after));
            assert_eq!(table.new_of(&after), None);
            assert!(table.pairs().any(|pair| pair == (before, after)));
        }
        assert!(table.pairs().map(|(old, _)| *old.as_bytes()).is_sorted());
    }

    #[test]
    fn only_the_same_names_under_two_keys_are_a_rotation() {
        let nirs = vault();
        for (recipient, key) in [("dares", 1), ("cnam", 2)] {
            let other = pseudonymiser(recipient, key);
            let table = RotationTable::derive(&pseudonymiser("dares", 1), &other, &nirs, &OPENED);
            assert_eq!(table.err(), Some(NotARotation));
        }
    }

    #[test]
    fn aliases_move_with_the_table() {
        let (old, new) = (pseudonymiser("dares", 1), pseudonymiser("dares", 2));
        let nirs = vault();
        let (table, _) = RotationTable::derive(&old, &new, &nirs, &OPENED).unwrap();
        let by = |by: &Pseudonymiser, at: usize| by.derive_pseudonym(&nirs[at], &OPENED).unwrap();
        let mut aliases = Aliases::new(*old.domain());
        aliases.add(by(&old, 1), by(&old, 0)).unwrap();
        let renewed = table.aliases(&aliases).unwrap();
        assert_eq!(renewed.pairs().collect::<Vec<_>>(), [(by(&new, 1), by(&new, 0))]);
        // A row that is missing is not passed over.
        aliases.add(Pseudonym::from_parts(id(1), [0; 16]), by(&old, 0)).unwrap();
        assert_eq!(table.aliases(&aliases).err(), Some(AliasError::OtherKey));
        assert_eq!(table.aliases(&Aliases::new(*new.domain())).err(), Some(AliasError::OtherKey));
    }
}
