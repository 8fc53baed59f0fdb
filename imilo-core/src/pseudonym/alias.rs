//! Numbers that changed: a new number follows to the first one.

use core::fmt;
use std::collections::BTreeMap;

use super::{Domain, Pseudonym};
use crate::error::{CodedError, ErrorCode};

/// Why a pair is not taken. The aliases are then as they were.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum AliasError {
    /// A pseudonym of another key than that of the domain.
    OtherKey,
    /// New and first are the same.
    Itself,
    /// The first leads to the new one.
    Cycle,
    /// The new one already leads to another first.
    SecondTarget,
}

impl fmt::Display for AliasError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code().row().en)
    }
}

impl std::error::Error for AliasError {}

impl CodedError for AliasError {
    fn code(&self) -> ErrorCode {
        match self {
            Self::OtherKey => ErrorCode::AliasOtherKey,
            Self::Itself => ErrorCode::AliasItself,
            Self::Cycle => ErrorCode::AliasCycle,
            Self::SecondTarget => ErrorCode::AliasSecondTarget,
        }
    }
}

type Raw = [u8; 16];

/// The aliases of one domain: after a change of number (civil sex, NIA with other digits, correction), the new
/// pseudonym leads to the first one, and only the first one leaves.
///
/// Never for a parent's number or a mistake: two persons would become one. Always flat: whatever leads to a
/// pseudonym that gets a first of its own leads to that first too.
///
/// ```
/// use imilo_core::pseudonym::{AliasError, Aliases, Domain, KeyId, Pseudonym};
/// let key_id = KeyId::new(1)?;
/// let [nia, nir, after] = [1, 2, 3].map(|n| Pseudonym::from_parts(key_id, [n; 16]));
/// let mut aliases = Aliases::new(Domain::new("emploi", "dares", "trajam", key_id)?);
/// aliases.add(after, nir)?;
/// aliases.add(nir, nia)?;
/// assert_eq!(aliases.follow(&after), nia);
/// assert_eq!(aliases.add(nia, after), Err(AliasError::Cycle));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Aliases {
    domain: Domain,
    first_of: BTreeMap<Raw, Raw>,
    // The other way round, so that a first that moves takes its own along.
    lead_to: BTreeMap<Raw, Vec<Raw>>,
}

impl Aliases {
    /// No alias yet.
    #[must_use]
    pub const fn new(domain: Domain) -> Self {
        Self { domain, first_of: BTreeMap::new(), lead_to: BTreeMap::new() }
    }

    /// The domain.
    #[must_use]
    pub const fn domain(&self) -> &Domain {
        &self.domain
    }

    /// How many pseudonyms lead to another.
    #[must_use]
    pub fn len(&self) -> usize {
        self.first_of.len()
    }

    /// Whether none does.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.first_of.is_empty()
    }

    /// Declares that a new pseudonym is the person of another one. What is already known changes nothing.
    ///
    /// # Errors
    /// [`AliasError`].
    pub fn add(&mut self, new: Pseudonym, first: Pseudonym) -> Result<(), AliasError> {
        if [new, first].iter().any(|pseudonym| pseudonym.key_id() != self.domain.key_id()) {
            return Err(AliasError::OtherKey);
        }
        let (new, first) = (*new.as_bytes(), *first.as_bytes());
        if new == first {
            return Err(AliasError::Itself);
        }
        let root = self.root(first);
        if root == new {
            return Err(AliasError::Cycle);
        }
        match self.first_of.get(&new) {
            Some(known) if *known == root => return Ok(()),
            Some(_) => return Err(AliasError::SecondTarget),
            None => {}
        }
        let mut moved = self.lead_to.remove(&new).unwrap_or_default();
        moved.push(new);
        for pseudonym in &moved {
            self.first_of.insert(*pseudonym, root);
        }
        self.lead_to.entry(root).or_default().append(&mut moved);
        Ok(())
    }

    /// The pseudonym that leaves: the first one of the person, or the pseudonym itself.
    #[must_use]
    pub fn follow(&self, pseudonym: &Pseudonym) -> Pseudonym {
        if pseudonym.key_id() == self.domain.key_id() {
            Pseudonym::from_parts(pseudonym.key_id(), self.root(*pseudonym.as_bytes()))
        } else {
            *pseudonym
        }
    }

    /// The pairs (new, first), in the order of their bytes.
    pub fn pairs(&self) -> impl Iterator<Item = (Pseudonym, Pseudonym)> {
        let of = |raw: &Raw| Pseudonym::from_parts(self.domain.key_id(), *raw);
        self.first_of.iter().map(move |(new, first)| (of(new), of(first)))
    }

    fn root(&self, raw: Raw) -> Raw {
        self.first_of.get(&raw).copied().unwrap_or(raw)
    }
}

impl fmt::Debug for Aliases {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Aliases({:?}, {} pairs)", self.domain, self.len())
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::pseudonym::KeyId;

    fn domain() -> Domain {
        Domain::new("emploi", "dares", "trajam", KeyId::new(1).unwrap()).unwrap()
    }

    fn of(n: u8) -> Pseudonym {
        Pseudonym::from_parts(domain().key_id(), [n; 16])
    }

    #[test]
    fn what_would_confuse_persons_is_refused() {
        let mut aliases = Aliases::new(domain());
        aliases.add(of(2), of(1)).unwrap();
        let other_key = Pseudonym::from_parts(KeyId::new(2).unwrap(), [9; 16]);
        for (new, first, error) in [
            (other_key, of(1), AliasError::OtherKey),
            (of(3), other_key, AliasError::OtherKey),
            (of(3), of(3), AliasError::Itself),
            (of(1), of(2), AliasError::Cycle),
            (of(2), of(3), AliasError::SecondTarget),
        ] {
            assert_eq!(aliases.add(new, first), Err(error));
        }
        assert_eq!(aliases.pairs().collect::<Vec<_>>(), [(of(2), of(1))]);
        // Another key is none of this domain's business.
        assert_eq!(aliases.follow(&other_key), other_key);
        // Said twice, by either name of the first.
        aliases.add(of(3), of(2)).unwrap();
        aliases.add(of(3), of(1)).unwrap();
        assert_eq!(aliases.len(), 2);
    }

    proptest! {
        /// Beside a naive graph that steps from pair to pair.
        #[test]
        fn always_flat_and_what_the_accepted_pairs_say(
            pairs in prop::collection::vec((0_u8..12, 0_u8..12), 0..40),
        ) {
            let mut aliases = Aliases::new(domain());
            let mut steps: Vec<(u8, u8)> = vec![];
            let walk = |steps: &[(u8, u8)], from: u8| {
                let mut at = from;
                while let Some((_, next)) = steps.iter().find(|(new, _)| *new == at) {
                    at = *next;
                }
                at
            };
            for (new, first) in pairs {
                let expected = if new == first {
                    Err(AliasError::Itself)
                } else if walk(&steps, first) == new {
                    Err(AliasError::Cycle)
                } else if steps.iter().any(|(known, _)| *known == new) {
                    if walk(&steps, new) == walk(&steps, first) { Ok(()) } else { Err(AliasError::SecondTarget) }
                } else {
                    steps.push((new, first));
                    Ok(())
                };
                prop_assert_eq!(aliases.add(of(new), of(first)), expected);
                for n in 0..12 {
                    prop_assert_eq!(aliases.follow(&of(n)), of(walk(&steps, n)));
                }
            }
            prop_assert_eq!(aliases.len(), steps.len());
            for (_, first) in aliases.pairs() {
                prop_assert_eq!(aliases.follow(&first), first);
            }
        }
    }
}
