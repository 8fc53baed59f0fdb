//! What is planted in a row, and at which rate.

use crate::rng::Rng;

/// Rows of a block: every block holds each fault as many times as the tables say.
pub(crate) const BLOCK: usize = 1000;

/// What a row is made to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scenario {
    Ordinary,
    // Rows that a reader refuses.
    ImpossibleDay,
    IsoDate,
    MissingField,
    UnclosedQuote,
    BadStructureCode,
    PeriodReversed,
    UnreadableFse,
    // Dossiers of which retention has something to say.
    BirthMissing,
    BirthMissingCej,
    FseUnknownClosed,
    FseWithoutLastRecord,
    FseArchive,
    FseInterrupted,
    RqthInCej,
    RqthLostBeforeCej,
    RqthWithoutCej,
    Born29February,
    ExceptionOpen,
    ExceptionEndsLater,
    ExceptionEndsSoon,
    ExceptionEnded,
    ExceptionNotAttested,
    PaceaLeftOpen,
    ProgrammeBesideLimit,
    CejInProgress,
    CejInProgressAfter28,
    CejTenYears,
    AlreadyAnonymised,
    DueSoon,
    DueSoonInProgramme,
    DueOn91stDay,
    DueToday,
    DueTomorrow,
    ClosedUnderV2015,
    ClosedUnderV2015ByProgramme,
    OutlivedV2015ByProgramme,
    EdgeOfV2015,
}

/// The scenarios that are planted: name in the truth, and how many rows in a thousand.
pub(crate) const SCENARIOS: &[(Scenario, &str, usize)] = &[
    (Scenario::ImpossibleDay, "date_impossible", 2),
    (Scenario::IsoDate, "date_iso", 2),
    (Scenario::MissingField, "field_missing", 2),
    (Scenario::UnclosedQuote, "quote_unclosed", 1),
    (Scenario::BadStructureCode, "structure_code_bad", 2),
    (Scenario::PeriodReversed, "period_reversed", 2),
    (Scenario::UnreadableFse, "fse_unreadable", 2),
    (Scenario::BirthMissing, "birth_missing", 6),
    (Scenario::BirthMissingCej, "birth_missing_cej", 1),
    (Scenario::FseUnknownClosed, "closed_fse_unknown", 4),
    (Scenario::FseWithoutLastRecord, "closed_fse_without_last_record", 3),
    (Scenario::FseArchive, "closed_fse_archive", 5),
    (Scenario::FseInterrupted, "closed_fse_interrupted", 2),
    (Scenario::RqthInCej, "rqth_in_cej", 5),
    (Scenario::RqthLostBeforeCej, "rqth_lost_before_cej", 2),
    (Scenario::RqthWithoutCej, "rqth_without_cej", 3),
    (Scenario::Born29February, "born_29_february", 2),
    (Scenario::ExceptionOpen, "exception_open", 2),
    (Scenario::ExceptionEndsLater, "exception_ends_later", 1),
    (Scenario::ExceptionEndsSoon, "exception_ends_soon", 1),
    (Scenario::ExceptionEnded, "exception_ended", 2),
    (Scenario::ExceptionNotAttested, "exception_not_attested", 4),
    (Scenario::PaceaLeftOpen, "pacea_left_open", 2),
    (Scenario::ProgrammeBesideLimit, "programme_beside_limit", 2),
    (Scenario::CejInProgress, "cej_in_progress", 20),
    (Scenario::CejInProgressAfter28, "cej_in_progress_after_28", 2),
    (Scenario::CejTenYears, "cej_ten_years_beyond_28", 8),
    (Scenario::AlreadyAnonymised, "already_anonymised", 15),
    (Scenario::DueSoon, "due_soon", 9),
    (Scenario::DueSoonInProgramme, "due_soon_in_programme", 2),
    (Scenario::DueOn91stDay, "due_on_91st_day", 1),
    (Scenario::DueToday, "due_today", 2),
    (Scenario::DueTomorrow, "due_tomorrow", 2),
    (Scenario::ClosedUnderV2015, "closed_under_v2015", 8),
    (Scenario::ClosedUnderV2015ByProgramme, "closed_under_v2015_by_programme", 2),
    (Scenario::OutlivedV2015ByProgramme, "outlived_v2015_by_programme", 1),
    (Scenario::EdgeOfV2015, "edge_of_v2015", 1),
];

/// How the code of birth is written, drawn apart from the scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Commune {
    Right,
    Empty,
    Malformed,
}

/// The writings of a code of birth that are planted.
pub(crate) const COMMUNES: &[(Commune, &str, usize)] =
    &[(Commune::Empty, "commune_empty", 8), (Commune::Malformed, "commune_malformed", 4)];

/// What offices write in its place: a name, a code whose zero a spreadsheet took off, a postcode with a space.
pub(crate) const MALFORMED: &[&str] = &["Marseille", "1053", "2a004", "75 056", "ETRANGER"];

/// Why a reader refuses a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Refusal {
    ImpossibleDay,
    IsoDate,
    MissingField,
    UnclosedQuote,
    BadStructureCode,
    PeriodReversed,
    UnreadableFse,
}

impl Refusal {
    /// The code of the refusal.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::ImpossibleDay => "date_invalid",
            Self::IsoDate => "date_format",
            Self::MissingField => "field_count",
            Self::UnclosedQuote => "unclosed_quote",
            Self::BadStructureCode => "code_structure",
            Self::PeriodReversed => "period_reversed",
            Self::UnreadableFse => "boolean",
        }
    }
}

impl Scenario {
    /// Why the row is refused, if it is.
    pub(crate) const fn refusal(self) -> Option<Refusal> {
        Some(match self {
            Self::ImpossibleDay => Refusal::ImpossibleDay,
            Self::IsoDate => Refusal::IsoDate,
            Self::MissingField => Refusal::MissingField,
            Self::UnclosedQuote => Refusal::UnclosedQuote,
            Self::BadStructureCode => Refusal::BadStructureCode,
            Self::PeriodReversed => Refusal::PeriodReversed,
            Self::UnreadableFse => Refusal::UnreadableFse,
            _ => return None,
        })
    }
}

/// What is drawn row after row from a table of rates, without replacement inside a block of rows.
pub(crate) struct Deck<T: 'static> {
    table: &'static [(T, &'static str, usize)],
    otherwise: T,
    block: usize,
    seed: (u64, u64),
    cards: Vec<(T, Option<&'static str>)>,
}

impl<T: Copy> Deck<T> {
    /// The deck of a table; `otherwise` fills the `block` of rows. `seed` is a seed and a stream.
    pub(crate) const fn new(
        table: &'static [(T, &'static str, usize)],
        otherwise: T,
        block: usize,
        seed: (u64, u64),
    ) -> Self {
        Self { table, otherwise, block, seed, cards: Vec::new() }
    }

    /// What is planted in a row, with its name in the truth. To be called row after row.
    pub(crate) fn card(&mut self, row: u64) -> (T, Option<&'static str>) {
        if self.cards.is_empty() {
            for (what, name, times) in self.table {
                self.cards.extend(std::iter::repeat_n((*what, Some(*name)), *times));
            }
            self.cards.resize(self.block, (self.otherwise, None));
            Rng::new(self.seed.0, self.seed.1, row).shuffle(&mut self.cards);
        }
        self.cards.pop().unwrap_or((self.otherwise, None))
    }
}
