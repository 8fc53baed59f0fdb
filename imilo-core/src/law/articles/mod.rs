//! Every article that the study of the law cites: what it says, how well it is known, and where the code
//! stands that applies it.

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
        /// Test that covers it (`tests/vectors/conservation.json`).
        test: &'static str,
    },
    /// A capability that is not built yet will apply it.
    Later(&'static str),
    /// Nothing is computed from it, for the reason given.
    Context(&'static str),
}

/// An article in one of its versions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Article {
    /// Code, `TEXT:ARTICLE`, as in [`Citation`](super::Citation).
    pub code: &'static str,
    /// First day in force, `AAAA-MM-JJ`, or empty when it is not known.
    pub from: &'static str,
    /// First day no longer in force, or empty (open, or not known).
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
    let versions: Vec<_> = ARTICLES.iter().filter(|article| article.code == code).collect();
    if versions.is_empty() { Err(UnknownArticle) } else { Ok(versions) }
}

/// Placeholder until the tables land.
static ARTICLES: &[Article] = &[];

/// Every version of every article.
pub fn all() -> impl Iterator<Item = &'static Article> {
    ARTICLES.iter()
}
