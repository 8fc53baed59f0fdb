//! A set of fields, without allocation.

use super::Champ;

/// A set of fields of the catalogue: 256 bits, copied like a number.
///
/// ```
/// use imilo_core::dossier::{Champ, FieldSet};
/// let set = FieldSet::of(&[Champ::Nir, Champ::Sexe]);
/// assert!(set.contains(Champ::Nir));
/// assert_eq!(set.minus(FieldSet::of(&[Champ::Nir])).iter().collect::<Vec<_>>(), [Champ::Sexe]);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct FieldSet([u64; 4]);

impl FieldSet {
    /// The empty set.
    pub const EMPTY: Self = Self([0; 4]);

    /// Every field of the catalogue.
    pub const ALL: Self = Self::of(Champ::ALL);

    /// A set of these fields.
    #[must_use]
    pub const fn of(mut fields: &[Champ]) -> Self {
        let mut set = Self::EMPTY;
        while let [first, rest @ ..] = fields {
            set = set.with(*first);
            fields = rest;
        }
        set
    }

    /// Its bits, in the order of the catalogue.
    pub(crate) const fn words(self) -> [u64; 4] {
        self.0
    }

    /// The set of these bits. None of them may lie past the catalogue.
    pub(crate) const fn from_words(words: [u64; 4]) -> Self {
        Self(words)
    }

    const fn bit(champ: Champ) -> Self {
        let index = champ as u32;
        let bit = 1_u64 << (index % 64);
        match index / 64 {
            0 => Self([bit, 0, 0, 0]),
            1 => Self([0, bit, 0, 0]),
            2 => Self([0, 0, bit, 0]),
            _ => Self([0, 0, 0, bit]),
        }
    }

    /// The same set with a field more.
    #[must_use]
    pub const fn with(self, champ: Champ) -> Self {
        self.union(Self::bit(champ))
    }

    /// Adds a field.
    pub const fn insert(&mut self, champ: Champ) {
        *self = self.with(champ);
    }

    /// What is in either.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        let (Self([a, b, c, d]), Self([e, f, g, h])) = (self, other);
        Self([a | e, b | f, c | g, d | h])
    }

    /// What is in both.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        let (Self([a, b, c, d]), Self([e, f, g, h])) = (self, other);
        Self([a & e, b & f, c & g, d & h])
    }

    /// What is in this set and not in the other.
    #[must_use]
    pub const fn minus(self, other: Self) -> Self {
        let (Self([a, b, c, d]), Self([e, f, g, h])) = (self, other);
        Self([a & !e, b & !f, c & !g, d & !h])
    }

    /// Whether a field is in the set.
    #[must_use]
    pub const fn contains(self, champ: Champ) -> bool {
        !self.intersection(Self::bit(champ)).is_empty()
    }

    /// Whether the set holds nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        let Self([a, b, c, d]) = self;
        a | b | c | d == 0
    }

    /// How many fields.
    #[must_use]
    pub const fn len(self) -> u32 {
        let Self([a, b, c, d]) = self;
        a.count_ones() + b.count_ones() + c.count_ones() + d.count_ones()
    }

    /// The fields, in the order of the catalogue.
    pub fn iter(self) -> impl Iterator<Item = Champ> {
        let mut words = self.0;
        core::iter::from_fn(move || {
            let (index, word) = words.iter_mut().enumerate().find(|(_, word)| **word != 0)?;
            let bit = word.trailing_zeros() as usize;
            *word &= *word - 1;
            Champ::ALL.get(index * 64 + bit).copied()
        })
    }
}

impl FromIterator<Champ> for FieldSet {
    fn from_iter<I: IntoIterator<Item = Champ>>(fields: I) -> Self {
        fields.into_iter().fold(Self::EMPTY, Self::with)
    }
}
