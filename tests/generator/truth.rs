//! What the sample holds, counted while it is written, under the names of the library's report.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::data_truth::DataTruth;
use crate::facts::Dossier;
use crate::law::{State, Verdict};
use crate::nir::Quality;
use crate::scenario::Commune;

type Tally = BTreeMap<&'static str, u64>;

fn add(tally: &mut Tally, name: &'static str) {
    *tally.entry(name).or_default() += 1;
}

/// The truth file.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Truth {
    pub(crate) date: String,
    pub(crate) seed: u64,
    pub(crate) count: u64,
    /// Rows, the refused ones included.
    pub(crate) rows: u64,
    refused: Refused,
    pub(crate) total: Counts,
    pub(crate) structures: BTreeMap<&'static str, Structure>,
    /// What was planted, by name: a row may hold a scenario and a writing of the NIR.
    planted: Tally,
    /// What the data are; none for the interface.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) data: Option<DataTruth>,
}

#[derive(Debug, Default, Serialize)]
struct Refused {
    rows: u64,
    by_code: Tally,
}

/// Counts over all dossiers.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Counts {
    pub(crate) dossiers: u64,
    #[serde(flatten)]
    outcomes: Option<Outcomes>,
    pub(crate) nir: NirCounts,
    pub(crate) commune_naissance: CommuneCounts,
    #[serde(skip_serializing_if = "Option::is_none")]
    retention: Option<RetentionCounts>,
}

/// What retention makes of the dossiers.
#[derive(Debug, Default, Serialize)]
struct Outcomes {
    conforming: u64,
    not_conforming: u64,
    undetermined: u64,
}

/// Quality of the NIR.
#[derive(Debug, Default, Serialize)]
pub(crate) struct NirCounts {
    pub(crate) not_carried: u64,
    empty: u64,
    valid: u64,
    valid_without_key: u64,
    refused: Tally,
}

/// Codes of birth.
#[derive(Debug, Default, Serialize)]
pub(crate) struct CommuneCounts {
    not_carried: u64,
    empty: u64,
    well_formed: u64,
    malformed: u64,
}

/// Due dossiers whose first closed day a fact would put off.
#[derive(Debug, Default, Serialize)]
struct ExtendedCounts {
    now: u64,
    within_90_days: u64,
    by_fact: Tally,
}

/// Retention. What a source cannot decide is left out.
#[derive(Debug, Default, Serialize)]
pub(crate) struct RetentionCounts {
    pub(crate) accessible: u64,
    due_within_90_days: u64,
    to_anonymise_now: u64,
    to_fse_archive_now: u64,
    to_close_now_archive_unknown: u64,
    archive_unknown_for_lack_of: Tally,
    already_anonymised: u64,
    undetermined: u64,
    undetermined_for_lack_of: Tally,
    /// Left out where programmes are not told.
    #[serde(skip_serializing_if = "Option::is_none")]
    would_be_extended: Option<ExtendedCounts>,
    #[serde(skip_serializing_if = "Option::is_none")]
    closed_by_an_earlier_version: Option<u64>,
    by_provision: Tally,
}

/// Counts of a mission locale.
#[derive(Debug, Default, Serialize)]
pub(crate) struct Structure {
    dossiers: u64,
    #[serde(flatten)]
    due: Option<DueCounts>,
}

/// What is due in a mission locale.
#[derive(Debug, Default, Serialize)]
struct DueCounts {
    to_anonymise_now: u64,
    to_fse_archive_now: u64,
    due_within_90_days: u64,
}

impl Truth {
    /// The truth of a sample that is still empty.
    pub(crate) fn new(date: String, seed: u64, count: u64) -> Self {
        Self { date, seed, count, ..Self::default() }
    }

    /// Counts something planted, if anything was.
    pub(crate) fn plant(&mut self, name: Option<&'static str>) {
        if let Some(name) = name {
            add(&mut self.planted, name);
        }
    }

    /// Counts a row that a reader refuses.
    pub(crate) fn refuse(&mut self, code: &'static str) {
        self.rows += 1;
        self.refused.rows += 1;
        add(&mut self.refused.by_code, code);
    }

    /// Counts a dossier; `nir` and `commune` are none where the source does not carry them, `structure` where it
    /// has none.
    pub(crate) fn count(
        &mut self,
        structure: Option<&'static str>,
        nir: Option<Quality>,
        commune: Option<Commune>,
        verdict: Option<&Verdict>,
    ) {
        self.rows += 1;
        self.total.dossiers += 1;
        self.total.nir.count(nir);
        self.total.commune_naissance.count(commune);
        if let Some(verdict) = verdict {
            self.total.outcomes.get_or_insert_default().count(verdict);
            self.total.retention.get_or_insert_default().count(verdict);
        }
        let Some(structure) = structure else { return };
        let counts = self.structures.entry(structure).or_default();
        counts.dossiers += 1;
        let Some(verdict) = verdict else { return };
        let due = counts.due.get_or_insert_default();
        match verdict.state {
            State::Due => due.due_within_90_days += 1,
            State::Anonymise => due.to_anonymise_now += 1,
            State::FseArchive => due.to_fse_archive_now += 1,
            State::Open | State::Already | State::Undetermined(_) => {}
        }
    }

    /// Says that the sample tells programmes: whether an earlier version had closed a dossier, and what would
    /// extend, can be counted.
    pub(crate) fn knows_programmes(&mut self) {
        let retention = self.total.retention.get_or_insert_default();
        retention.closed_by_an_earlier_version = Some(0);
        retention.would_be_extended = Some(ExtendedCounts::default());
    }
}

impl Outcomes {
    fn count(&mut self, verdict: &Verdict) {
        *match &verdict.state {
            State::Open | State::Due | State::Already => &mut self.conforming,
            state if state.is_closed() => &mut self.not_conforming,
            _ => &mut self.undetermined,
        } += 1;
    }
}

impl NirCounts {
    fn count(&mut self, quality: Option<Quality>) {
        match quality {
            None => self.not_carried += 1,
            Some(Quality::Empty) => self.empty += 1,
            Some(Quality::Valid) => self.valid += 1,
            Some(Quality::ValidWithoutKey) => self.valid_without_key += 1,
            Some(Quality::Refused(fault)) => add(&mut self.refused, fault),
        }
    }
}

impl CommuneCounts {
    const fn count(&mut self, commune: Option<Commune>) {
        match commune {
            None => self.not_carried += 1,
            Some(Commune::Right) => self.well_formed += 1,
            Some(Commune::Empty) => self.empty += 1,
            Some(Commune::Malformed) => self.malformed += 1,
        }
    }
}

impl ExtendedCounts {
    fn count(&mut self, verdict: &Verdict) {
        let count = match &verdict.state {
            state if state.is_closed() => &mut self.now,
            State::Due => &mut self.within_90_days,
            _ => return,
        };
        *count += u64::from(!verdict.would_extend.is_empty());
        for fact in &verdict.would_extend {
            add(&mut self.by_fact, fact);
        }
    }
}

impl RetentionCounts {
    fn count(&mut self, verdict: &Verdict) {
        match &verdict.state {
            State::Open => self.accessible += 1,
            State::Due => {
                self.accessible += 1;
                self.due_within_90_days += 1;
            }
            State::Anonymise => self.to_anonymise_now += 1,
            State::FseArchive => self.to_fse_archive_now += 1,
            State::Already => self.already_anonymised += 1,
            state @ State::Undetermined(missing) if state.is_closed() => {
                self.to_close_now_archive_unknown += 1;
                for fact in missing {
                    add(&mut self.archive_unknown_for_lack_of, fact);
                }
            }
            State::Undetermined(missing) => {
                self.undetermined += 1;
                for fact in missing {
                    add(&mut self.undetermined_for_lack_of, fact);
                }
            }
        }
        if let Some(extended) = &mut self.would_be_extended {
            extended.count(verdict);
        }
        if let Some(count) = &mut self.closed_by_an_earlier_version {
            *count += u64::from(verdict.was_due);
        }
        if verdict.state.is_closed() || verdict.state == State::Due {
            for provision in &verdict.governed_by {
                add(&mut self.by_provision, provision);
            }
        }
    }
}

/// A dossier that the law does not judge as it was built: nothing more is written.
#[derive(Debug)]
pub(crate) struct Contradiction {
    pub(crate) row: u64,
    pub(crate) name: &'static str,
    pub(crate) dossier: Box<Dossier>,
    pub(crate) verdict: Box<Verdict>,
}

impl std::fmt::Display for Contradiction {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self { row, name, dossier, verdict } = self;
        write!(f, "row {row} ({name}): {dossier:?} was not built to give {verdict:?}")
    }
}

impl std::error::Error for Contradiction {}
