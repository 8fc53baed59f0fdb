//! Names and words that a file holds and that are not known: reported once, with how often each stands.

use std::collections::BTreeMap;

use imilo_core::nir::may_hold_a_nir;

use crate::tabular::fold;

use super::FileNotice;

/// Names that are told apart, the first in alphabetical order: which they are does not depend on the order of the
/// rows, nor on which thread saw them. Of the others only the number is told.
const MOST: usize = 20;
/// Characters of a name that are shown.
const LONGEST: usize = 64;

/// Whether a name looks like a number or an address of somebody: a wrong column may hold anything.
fn is_of_a_person(name: &str) -> bool {
    may_hold_a_nir(name) || name.contains('@') || name.chars().filter(char::is_ascii_digit).count() > 5
}

/// A name as it may be shown: cut, and without anything of a person.
fn shown(name: &str) -> String {
    if is_of_a_person(name) {
        return "…".to_owned();
    }
    name.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect()
}

/// Names that are not known. Memory does not grow with the file.
#[derive(Default)]
pub(super) struct Unknown {
    /// By folded name: the first of its spellings in alphabetical order, and how often it stands.
    names: BTreeMap<String, (String, u64)>,
    /// Occurrences of other names.
    others: u64,
}

impl Unknown {
    pub(super) fn add(&mut self, name: &str) {
        self.once(shown(name));
    }

    /// A name that stands within another, which is known; none is the empty text.
    pub(super) fn add_within(&mut self, parent: &str, name: &str) {
        let point = if parent.is_empty() { "" } else { "." };
        self.once(format!("{parent}{point}{}", shown(name)));
    }

    fn once(&mut self, shown: String) {
        let folded = fold(&shown);
        let key = if folded.is_empty() { shown.clone() } else { folded };
        self.count(key, shown, 1);
    }

    /// Adds what another thread found.
    pub(super) fn merge(&mut self, other: Self) {
        self.others += other.others;
        for (key, (shown, count)) in other.names {
            self.count(key, shown, count);
        }
    }

    fn count(&mut self, key: String, shown: String, times: u64) {
        let beyond =
            self.names.len() >= MOST && self.names.last_key_value().is_some_and(|(last, _)| key > *last);
        if beyond {
            self.others += times;
            return;
        }
        let (name, count) = self.names.entry(key).or_insert_with(|| (shown.clone(), 0));
        *count += times;
        if shown < *name {
            *name = shown;
        }
        // A name that is put out does not come back: it stands behind the last one from then on.
        if self.names.len() > MOST {
            self.others += self.names.pop_last().map_or(0, |(_, (_, count))| count);
        }
    }

    /// The notice, most frequent first; none when every name was known. `fr` and `en` are what is told before the
    /// count.
    pub(super) fn notice(&self, code: &'static str, fr: &str, en: &str) -> Option<FileNotice> {
        let mut names: Vec<_> = self.names.values().collect();
        names.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
        let total = names.iter().map(|(_, count)| count).sum::<u64>() + self.others;
        if total == 0 {
            return None;
        }
        let list = |open: &str, close: &str, others: &str| {
            let name = |(name, count): &&(String, u64)| format!("{open}{name}{close} ({count})");
            let others = (self.others > 0).then(|| format!("{others} ({})", self.others));
            names.iter().map(name).chain(others).collect::<Vec<_>>().join(", ")
        };
        Some(FileNotice {
            code,
            fr: format!("{fr} : {total}, soit {}", list("« ", " »", "autres noms")),
            en: format!("{en}: {total}, which are {}", list("“", "”", "other names")),
        })
    }
}

/// Programmes of CSV.
pub(super) fn programmes(unknown: &Unknown) -> Option<FileNotice> {
    unknown.notice(
        "programmes_unknown",
        "programmes de nom inconnu, comptés comme « autre » (tout programme compte pour l'art. 6 I, sauf le PACEA)",
        "programmes of an unknown name, counted as “other” (every programme counts for art. 6 I, but the PACEA)",
    )
}

/// Not the names.
impl std::fmt::Debug for Unknown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Unknown").field("names", &self.names.len()).finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notice(names: &[&str]) -> Option<FileNotice> {
        let mut unknown = Unknown::default();
        names.iter().for_each(|name| unknown.add(name));
        programmes(&unknown)
    }

    #[test]
    fn names_are_counted_cut_and_masked() {
        assert_eq!(notice(&[]), None);
        let long = "é".repeat(65);
        let found =
            notice(&["2SA", "2sa", "", "assuré 2 84 05 88 321 025 32", "06 12 34 56 78", "a@b.fr", &long])
                .unwrap();
        assert!(
            found.fr.ends_with(&format!(
                " : 7, soit « … » (3), « 2SA » (2), «  » (1), « {} » (1)",
                "é".repeat(64)
            )),
            "{}",
            found.fr
        );
        assert!(found.en.contains("“2SA” (2)"));
    }

    /// Whatever the order, and whichever thread saw which.
    #[test]
    fn parts_make_the_same_notice_as_the_whole() {
        let names: Vec<_> = (0..90).map(|n| format!("{}{}", ["Nom ", "nom "][n % 2], n * 7 % 45)).collect();
        let whole = notice(&names.iter().map(String::as_str).collect::<Vec<_>>());
        for parts in [2, 3, 7] {
            let mut merged = Unknown::default();
            for part in (0..parts).rev() {
                let mut unknown = Unknown::default();
                names.iter().skip(part).step_by(parts).for_each(|name| unknown.add(name));
                merged.merge(unknown);
            }
            assert_eq!(programmes(&merged), whole, "{parts}");
        }
        assert!(whole.unwrap().fr.ends_with(", autres noms (50)"));
    }

    #[test]
    fn a_wrong_column_does_not_fill_the_memory() {
        let names: Vec<_> = (0..1000).map(|n| format!("nom {n}")).collect();
        let found = notice(&names.iter().map(String::as_str).collect::<Vec<_>>()).unwrap();
        assert_eq!(found.fr.matches("« nom ").count(), MOST);
        assert!(found.fr.ends_with(", autres noms (980)"), "{}", found.fr);
    }
}
