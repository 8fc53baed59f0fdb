//! Names and words that a file holds and that are not known: reported once, with how often each stands.

use std::collections::BTreeMap;

use imilo_core::nir::may_hold_a_nir;

use crate::tabular::fold;

use super::FileNotice;

/// Names that are told apart; beyond, only their number is.
const MOST: usize = 20;
/// Characters of a name that are shown.
const LONGEST: usize = 64;

/// Whether a name looks like a number or an address of somebody: a wrong column may hold anything.
fn is_of_a_person(name: &str) -> bool {
    may_hold_a_nir(name) || name.contains('@') || name.chars().filter(char::is_ascii_digit).count() > 5
}

/// Names that are not known. Memory does not grow with the file.
#[derive(Default)]
pub(super) struct Unknown {
    /// By folded name: the name as it stood first, and how often.
    names: BTreeMap<String, (String, u64)>,
    /// Occurrences of other names.
    others: u64,
}

impl Unknown {
    pub(super) fn add(&mut self, name: &str) {
        let shown = if is_of_a_person(name) {
            "…".to_owned()
        } else {
            name.split_whitespace().collect::<Vec<_>>().join(" ").chars().take(LONGEST).collect()
        };
        let folded = fold(&shown);
        let key = if folded.is_empty() { shown.clone() } else { folded };
        if let Some((_, count)) = self.names.get_mut(&key) {
            *count += 1;
        } else if self.names.len() < MOST {
            self.names.insert(key, (shown, 1));
        } else {
            self.others += 1;
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

    #[test]
    fn a_wrong_column_does_not_fill_the_memory() {
        let names: Vec<_> = (0..1000).map(|n| format!("nom {n}")).collect();
        let found = notice(&names.iter().map(String::as_str).collect::<Vec<_>>()).unwrap();
        assert_eq!(found.fr.matches("« nom ").count(), MOST);
        assert!(found.fr.ends_with(", autres noms (980)"), "{}", found.fr);
    }
}
