//! Citations: which provision, known how, read where.

use core::fmt;
use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use super::Text;

/// How well a rule is known. The order is that of strength: `Seen` is the strongest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// Read in the text of the act itself.
    Seen,
    /// Read in a secondary source (press note, opinion, information notice).
    Secondary,
    /// Not read; derived from what was read, with a reasoning.
    Inferred,
    /// Could not be read and cannot be derived. Founds nothing.
    Unknown,
}

impl Evidence {
    /// All of them, the best known first.
    pub const ALL: [Self; 4] = [Self::Seen, Self::Secondary, Self::Inferred, Self::Unknown];

    /// Code used in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Seen => "seen",
            Self::Secondary => "secondary",
            Self::Inferred => "inferred",
            Self::Unknown => "unknown",
        }
    }

    /// For people, in French and in English.
    #[must_use]
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Seen => ("lu", "read"),
            Self::Secondary => ("source secondaire", "secondary source"),
            Self::Inferred => ("déduit", "inferred"),
            Self::Unknown => ("inconnu", "unknown"),
        }
    }

    /// The weaker of two: what two rules are known to say together.
    #[must_use]
    pub fn weaker(self, other: Self) -> Self {
        self.max(other)
    }
}

impl fmt::Display for Evidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Where a provision was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Source {
    /// Short name (`GIT-6`, `TR-6-2025`).
    pub code: &'static str,
    /// Address of the public copy.
    pub url: &'static str,
}

/// A provision of a text, and how well it is known.
///
/// The code is `TEXT:ARTICLE[:DETAIL]`, as in `D2015-59:6:I bis`; the text is a row of
/// [`texts`](super::texts). The period in which the provision is in force is that of the [`Version`]
/// which cites it.
///
/// [`Version`]: super::Version
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Code of the provision.
    pub code: Text,
    /// How well it is known.
    pub evidence: Evidence,
    /// Address of the public copy that was read, empty when none was.
    pub url: Text,
}

impl Citation {
    /// A built-in citation.
    #[must_use]
    pub const fn new(code: &'static str, evidence: Evidence, source: Source) -> Self {
        Self { code: Cow::Borrowed(code), evidence, url: Cow::Borrowed(source.url) }
    }

    /// Code of the text: `D2015-59` of `D2015-59:6:I bis`.
    #[must_use]
    pub fn text(&self) -> &str {
        self.code.split_once(':').map_or(&self.code, |(text, _)| text)
    }

    /// Article with its detail: `6 I bis` of `D2015-59:6:I bis`.
    #[must_use]
    pub fn article(&self) -> String {
        self.code.split_once(':').map(|(_, article)| article.replace(':', " ")).unwrap_or_default()
    }
}
