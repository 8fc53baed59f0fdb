//! Words that a policy set cannot tell apart: those that stand in the same lists of its text.

use std::collections::{BTreeMap, BTreeSet};

/// For each kind of word, the lists of the text in which each word stands.
pub struct Lists(BTreeMap<(String, String), BTreeSet<usize>>);

impl Lists {
    /// Reads the lists of some policies. Words follow each other in a list by a comma and a space.
    pub fn of(text: &str) -> Self {
        let mut lists = BTreeMap::<_, BTreeSet<_>>::new();
        let (mut list, mut rest) = (0, text);
        while let Some(at) = rest.find("Imilo::") {
            if &rest[..at] != ", " {
                list += 1;
            }
            rest = &rest[at + "Imilo::".len()..];
            let (kind, after) = rest.split_once("::\"").unwrap();
            // No word of the vocabulary holds a quotation mark.
            let (word, after) = after.split_once('"').unwrap();
            lists.entry((kind.to_owned(), word.to_owned())).or_default().insert(list);
            rest = after;
        }
        Self(lists)
    }

    /// The lists that hold a word: two words of a kind with the same ones are the same to the policies.
    pub fn class(&self, kind: &str, word: &str) -> BTreeSet<usize> {
        self.0.get(&(kind.to_owned(), word.to_owned())).cloned().unwrap_or_default()
    }
}

/// Numbers classes as they come.
pub struct Classes<K: Ord>(BTreeMap<K, usize>);

impl<K: Ord> Classes<K> {
    pub const fn new() -> Self {
        Self(BTreeMap::new())
    }

    pub fn number(&mut self, class: K) -> usize {
        let next = self.0.len();
        *self.0.entry(class).or_insert(next)
    }
}
