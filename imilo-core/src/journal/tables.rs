//! Art. 10 as a table: one row a version.
//!
//! V2015 and V2025 were read; that V2021 has the seven months of both its neighbours is inferred, and nothing is known of
//! a dispute under it. V2026 is not reported as changing anything (reading A10).

use std::borrow::Cow;

use crate::law::entries::{DECRET_2015, DECRET_2021, DECRET_2025, DECRET_2026};
use crate::law::texts::source;
use crate::law::{self, Citation, Entry, Evidence, Provision, RuleSet, Source, Timeline, Version};

use Evidence::{Inferred, Seen};
use Provision::{Absent, Stated, Unknown};

/// What the term of a trace is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermKind {
    /// « durée maximale »: an earlier erasure conforms.
    Ceiling,
    /// « pendant une durée de »: an earlier erasure does not.
    Exact,
}

/// Art. 10: how long a trace is kept, from the day of the operation (reading A10b).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conservation {
    /// Number of months.
    pub mois: u32,
    /// Ceiling or exact; unknown where the text was not read.
    pub kind: Provision<TermKind>,
}

/// Art. 10, dispute: the traces that it concerns are kept until the definitive decision of a court.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Prorogation;

/// The tables of the journal.
///
/// ```
/// assert_eq!(imilo_core::journal::Tables::built_in().conservation.rows().len(), 4);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tables {
    /// Names of the rule sets.
    pub rule_sets: Timeline<RuleSet>,
    /// How long a trace is kept.
    pub conservation: Timeline<Provision<Conservation>>,
    /// Whether a dispute prolongs it.
    pub prorogation: Timeline<Provision<Prorogation>>,
}

const fn row<T>(
    id: &'static str,
    entry: Entry,
    (evidence, source): (Evidence, Source),
    value: Provision<T>,
) -> Version<Provision<T>> {
    let citation = Citation::new("D2015-59:10", evidence, source);
    Version { id: Cow::Borrowed(id), entry, citation, value }
}

const fn seven_months(kind: Provision<TermKind>) -> Provision<Conservation> {
    Stated(Conservation { mois: 7, kind })
}

static CONSERVATION: [Version<Provision<Conservation>>; 4] = [
    row("V2015", DECRET_2015, (Seen, source::GIT), seven_months(Stated(TermKind::Ceiling))),
    row("V2021", DECRET_2021, (Inferred, source::TR_10_2025), seven_months(Unknown)),
    row("V2025", DECRET_2025, (Seen, source::TR_10_2025), seven_months(Stated(TermKind::Exact))),
    row("V2026", DECRET_2026, (Inferred, source::TR_10_2025), seven_months(Stated(TermKind::Exact))),
];

static PROROGATION: [Version<Provision<Prorogation>>; 4] = [
    row("V2015", DECRET_2015, (Seen, source::GIT), Absent),
    row("V2021", DECRET_2021, (Inferred, source::TR_10_2025), Unknown),
    row("V2025", DECRET_2025, (Seen, source::TR_10_2025), Stated(Prorogation)),
    row("V2026", DECRET_2026, (Inferred, source::TR_10_2025), Stated(Prorogation)),
];

static CONSERVATION_LINE: Timeline<Provision<Conservation>> = Timeline::new(&CONSERVATION);
static PROROGATION_LINE: Timeline<Provision<Prorogation>> = Timeline::new(&PROROGATION);

impl Tables {
    /// The versions that this library knows.
    #[must_use]
    pub fn built_in() -> Self {
        Self {
            rule_sets: law::rule_sets().clone(),
            conservation: CONSERVATION_LINE.clone(),
            prorogation: PROROGATION_LINE.clone(),
        }
    }
}
