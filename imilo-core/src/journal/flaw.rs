//! What is wrong in a journal, and where.

use core::fmt;

use super::segment_id::SegmentId;

/// Where something is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// A leaf, by its index.
    Leaf(u64),
    /// Leaves, the first and the last: a block of at most 256, or those that are not there.
    Leaves(u64, u64),
    /// Somewhere in the segment.
    Day,
    /// A checkpoint by its number; where none can be read, by its place in the chain, from 1.
    Checkpoint(u64),
    /// What is held for the dispute of this number.
    Held(u16),
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum FlawKind {
    /// Other bytes than those that were written.
    Changed,
    /// What was written is not there.
    Missing,
    /// What was written elsewhere stands here: moved, or swapped.
    Moved,
    /// What was written once stands here once more.
    Repeated,
    /// Bytes that are no record.
    Unreadable,
    /// The end is no whole record: a write that did not come to its end, or a cut.
    TornEnd,
    /// The stored root of a block is missing or changed; its leaves are as they were written, if nothing else is said.
    BlockRoot,
    /// A leaf contradicts the leaves before it.
    Contradiction,
    /// The segment is that of another day or journal.
    Foreign,
    /// More leaves than were closed.
    Added,
    /// The segment was never closed by a checkpoint.
    Open,
    /// The segment was ended, and its checkpoint is not there: taken away, or its closing did not come to its end.
    Unclosed,
    /// It was purged, and is there.
    NotErased,
    /// A note that is not of the form of a checkpoint.
    Malformed,
    /// A note that does not follow the one before it.
    BrokenChain,
    /// A signature or MAC of a known key that does not verify, or none of a known key.
    NotAttested,
    /// It was purged on a day on which the law did not allow it.
    UnlawfulPurge,
    /// Whether its purge was lawful cannot be said: the law of that day was not read.
    UndeterminedPurge,
    /// A line of an export is not the one that its leaf gives.
    Line,
    /// A proof that does not verify.
    Proof,
}

impl FlawKind {
    /// Every kind.
    pub const ALL: [Self; 20] = [
        Self::Changed,
        Self::Missing,
        Self::Moved,
        Self::Repeated,
        Self::Unreadable,
        Self::TornEnd,
        Self::BlockRoot,
        Self::Contradiction,
        Self::Foreign,
        Self::Added,
        Self::Open,
        Self::Unclosed,
        Self::NotErased,
        Self::Malformed,
        Self::BrokenChain,
        Self::NotAttested,
        Self::UnlawfulPurge,
        Self::UndeterminedPurge,
        Self::Line,
        Self::Proof,
    ];

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.row().0
    }

    /// For people, in French and in English.
    #[must_use]
    pub const fn words(self) -> (&'static str, &'static str) {
        let (_, fr, en) = self.row();
        (fr, en)
    }

    const fn row(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Changed => ("changed", "modifié", "changed"),
            Self::Missing => ("missing", "absent", "missing"),
            Self::Moved => ("moved", "écrit ailleurs et déplacé ici", "written elsewhere and moved here"),
            Self::Repeated => ("repeated", "répété", "repeated"),
            Self::Unreadable => ("unreadable", "illisible", "unreadable"),
            Self::TornEnd => ("torn_end", "fin inachevée", "end not whole"),
            Self::BlockRoot => {
                ("block_root", "racine du bloc absente ou modifiée", "root of the block missing or changed")
            }
            Self::Contradiction => {
                ("contradiction", "contredit ce qui précède", "contradicts what comes before")
            }
            Self::Foreign => {
                ("foreign", "d'un autre jour ou d'un autre journal", "of another day or journal")
            }
            Self::Added => ("added", "ajouté après la clôture", "added after it was closed"),
            Self::Open => ("open", "jamais clos", "never closed"),
            Self::Unclosed => (
                "unclosed",
                "terminé, et son point de contrôle n'y est pas",
                "ended, and its checkpoint is not there",
            ),
            Self::NotErased => ("not_erased", "purgé et pourtant présent", "purged and yet there"),
            Self::Malformed => ("malformed", "n'est pas un point de contrôle", "no checkpoint"),
            Self::BrokenChain => {
                ("broken_chain", "ne suit pas le précédent", "does not follow the one before")
            }
            Self::NotAttested => {
                ("not_attested", "signature absente ou fausse", "signature missing or wrong")
            }
            Self::UnlawfulPurge => (
                "unlawful_purge",
                "purgé un jour où le droit ne le permettait pas",
                "purged on a day on which the law did not allow it",
            ),
            Self::UndeterminedPurge => (
                "undetermined_purge",
                "purge dont le droit lu ne dit pas si elle était permise",
                "purge of which no law that was read says whether it was allowed",
            ),
            Self::Line => {
                ("line", "la ligne n'est pas celle de sa feuille", "the line is not that of its leaf")
            }
            Self::Proof => ("proof", "la preuve ne se vérifie pas", "the proof does not verify"),
        }
    }
}

/// Something wrong, located.
///
/// ```
/// use imilo_core::journal::{Flaw, FlawKind, Place, SegmentId};
/// let segment = Some(SegmentId::first("2026-11-24".parse()?));
/// let flaw = Flaw { segment, place: Place::Leaf(7), kind: FlawKind::Changed, line: None };
/// assert_eq!(flaw.to_string(), "2026-11-24/1, leaf 7: changed");
/// assert_eq!(flaw.fr(), "2026-11-24/1, feuille 7 : modifié");
/// # Ok::<(), imilo_core::calendar::DateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Flaw {
    /// Of which segment; none: of the chain.
    pub segment: Option<SegmentId>,
    /// Where in it.
    pub place: Place,
    /// What.
    pub kind: FlawKind,
    /// Line of an exported file, from 1.
    pub line: Option<u64>,
}

impl Flaw {
    pub(super) const fn of(segment: SegmentId, place: Place, kind: FlawKind) -> Self {
        Self { segment: Some(segment), place, kind, line: None }
    }

    /// In French.
    #[must_use]
    pub fn fr(&self) -> String {
        let place = match self.place {
            Place::Leaf(index) => format!("feuille {index}"),
            Place::Leaves(first, last) => format!("feuilles {first} à {last}"),
            Place::Day => "le jour".to_owned(),
            Place::Checkpoint(number) => format!("point de contrôle {number}"),
            Place::Held(number) => format!("contentieux {number}"),
        };
        format!("{}{} : {}", self.before("ligne"), place, self.kind.words().0)
    }

    /// Line and segment, as far as they are known.
    fn before(&self, line_word: &str) -> String {
        let line = self.line.map(|line| format!("{line_word} {line}, ")).unwrap_or_default();
        let segment = self.segment.map(|segment| format!("{segment}, ")).unwrap_or_default();
        line + &segment
    }
}

impl fmt::Display for Flaw {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.before("line"))?;
        match self.place {
            Place::Leaf(index) => write!(f, "leaf {index}")?,
            Place::Leaves(first, last) => write!(f, "leaves {first} to {last}")?,
            Place::Day => f.write_str("the day")?,
            Place::Checkpoint(number) => write!(f, "checkpoint {number}")?,
            Place::Held(number) => write!(f, "dispute {number}")?,
        }
        write!(f, ": {}", self.kind.words().1)
    }
}
