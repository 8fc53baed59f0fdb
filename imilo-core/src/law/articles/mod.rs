//! Every article that the study of the law cites: what it says, how well it is known, and where the code
//! stands that applies it.

mod page;
mod rows;
mod table_arretes;
mod table_codes;
mod table_decret;
mod table_decret_6;
mod table_europe;
mod table_fse;

pub use page::markdown;

use super::texts::{Texte, texte_by_code};
use super::{Evidence, Source};
use crate::error::{CodedError, ErrorCode};

/// What the project does with an article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Coverage {
    /// A rule applies it, and a test breaks when the rule is wrong.
    Rule {
        /// Path of the rule (`conservation::tables::LIMITE`).
        rule: &'static str,
        /// Test that covers it (`tests/vectors/conservation-limite.json`).
        test: &'static str,
    },
    /// A capability that is not built yet will apply it.
    Later(&'static str),
    /// Nothing is computed from it, for the reason given.
    Context(&'static str),
}

/// An article in one of its versions.
///
/// The day of entry of some acts is known within a few days only ([`entries`](super::entries)): the last
/// version of the old text and the first of the new one then overlap, and on those days either may be in
/// force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Article {
    /// Code, `TEXT:ARTICLE`, as in [`Citation`](super::Citation).
    pub code: &'static str,
    /// First day on which it may be in force, `AAAA-MM-JJ`, or empty when it is not known.
    pub from: &'static str,
    /// First day on which it certainly is no longer in force, or empty (open, or not known).
    pub until: &'static str,
    /// How well this version is known.
    pub evidence: Evidence,
    /// What it says, in our words, in French.
    pub fr: &'static str,
    /// What it says, in our words, in English.
    pub en: &'static str,
    /// Public copy in which it was read.
    pub source: Source,
    /// What the project does with it.
    pub coverage: Coverage,
}

impl Article {
    /// The act to which the article belongs.
    #[must_use]
    pub fn texte(&self) -> Option<&'static Texte> {
        texte_by_code(self.code.split_once(':').map_or(self.code, |(texte, _)| texte))
    }
}

/// No known article has this code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no known article has this code")]
pub struct UnknownArticle;

impl CodedError for UnknownArticle {
    fn code(&self) -> ErrorCode {
        ErrorCode::UnknownArticle
    }
}

/// All versions of an article, oldest first.
///
/// ```
/// use imilo_core::law::articles::article;
/// let versions = article("D2015-59:6:I")?;
/// assert!(versions.len() >= 3);
/// # Ok::<(), imilo_core::law::articles::UnknownArticle>(())
/// ```
///
/// # Errors
/// [`UnknownArticle`] when no row has this code.
pub fn article(code: &str) -> Result<Vec<&'static Article>, UnknownArticle> {
    let versions: Vec<_> = all().filter(|article| article.code == code).collect();
    if versions.is_empty() { Err(UnknownArticle) } else { Ok(versions) }
}

/// Every version of every article, by text, the versions of an article oldest first.
///
/// ```
/// use imilo_core::law::articles;
/// assert!(articles::all().count() > 250);
/// ```
pub fn all() -> impl Iterator<Item = &'static Article> {
    let tables = [
        table_decret::ROWS,
        table_decret_6::ROWS,
        table_arretes::ROWS,
        table_codes::ROWS,
        table_europe::ROWS,
        table_fse::ROWS,
    ];
    tables.into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::calendar::Date;
    use crate::law::entries::entries;

    #[test]
    fn every_row_has_a_text_and_both_sentences() {
        for article in all() {
            assert!(article.texte().is_some(), "{}: no such text", article.code);
            for sentence in [article.fr, article.en] {
                assert!(sentence.ends_with('.') && !sentence.contains(['|', '\n']), "{}", article.code);
            }
        }
    }

    #[test]
    fn versions_follow_each_other() {
        // Two versions may overlap only on the days between which the later act enters into force.
        let windows = entries().map(|(_, entry, _)| (entry.earliest, entry.certain));
        let mut last: BTreeMap<&str, &Article> = BTreeMap::new();
        for article in all() {
            for day in [article.from, article.until] {
                assert!(day.is_empty() || day.parse::<Date>().is_ok(), "{}: {day}", article.code);
            }
            let bounded = !article.from.is_empty() && !article.until.is_empty();
            assert!(!bounded || article.from < article.until, "{}", article.code);
            let Some(before) = last.insert(article.code, article) else { continue };
            let end: Date = before.until.parse().expect(article.code);
            let start: Date = article.from.parse().expect(article.code);
            assert!(before.from < article.from, "{}: not in order", article.code);
            assert!(end <= start || windows.contains(&(start, end)), "{}: overlap", article.code);
        }
    }

    #[test]
    fn rules_name_a_test_that_exists() {
        for article in all() {
            if let Coverage::Rule { rule, test } = article.coverage {
                assert!(!rule.is_empty(), "{}", article.code);
                assert!(test.starts_with("tests/") || test.starts_with("imilo-core/"), "{}", article.code);
                let path = format!("{}/../{test}", env!("CARGO_MANIFEST_DIR"));
                assert!(std::path::Path::new(&path).is_file(), "{}: no {test}", article.code);
            }
        }
    }

    #[test]
    fn every_citation_of_the_law_by_date_has_a_row() {
        let sets = crate::law::rule_sets().rows().iter().map(|version| &version.citation);
        let lists = crate::law::annexes().rows().iter().map(|version| &version.citation);
        for citation in sets.chain(lists) {
            assert!(article(&citation.code).is_ok(), "{}", citation.code);
        }
    }

    #[test]
    fn look_up_is_by_exact_code() {
        assert!(article("D2015-59:6:I").is_ok_and(|versions| versions.len() == 4));
        assert_eq!(article("D2015-59:6:VI"), Err(UnknownArticle));
    }
}
