//! What the main job counts: NIR quality and retention, per mission locale and in all.
//!
//! The counting is streamed: one dossier in, one [`Ligne`] out, and sums whose size depends on the number of
//! missions locales, not of dossiers. No count holds a personal value. Reading files and writing pages is
//! for `imilo-formats`.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::calendar::Date;
use crate::conservation::{Decision, Fact, FactSet, FactsError, Retention, State};
use crate::dossier::{Carried, CodeStructure, Dossier, Field};
use crate::explain::Outcome;
use crate::law::{Citation, RULES_VERSION};
use crate::nir::{KeyState, NirFault, may_hold_a_nir};
use crate::wire::CitationAnswer;

/// Number of days of the "due soon" list.
pub const DUE_SOON_DAYS: i64 = 90;

/// Structures counted apart; what comes beyond is counted together, so that memory stays bounded.
pub const MOST_STRUCTURES: usize = 5_000;

/// What retention asks to do with a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Echeance {
    /// Nothing within ninety days.
    Rien,
    /// The dossier closes within ninety days.
    Sous90Jours,
    /// To be anonymised now.
    Anonymiser,
    /// To be moved to the FSE archive now.
    ArchiverFse,
    /// Already anonymised.
    DejaAnonymise,
    /// It cannot be said.
    Indetermine,
}

/// What the bilan says of one dossier.
#[derive(Clone, Debug)]
pub struct Ligne<'l> {
    /// What is to be done.
    pub echeance: Echeance,
    /// The answer of retention.
    pub decision: Decision<'l>,
}

/// Quality of the NIR over the dossiers of a group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct NirCounts {
    /// The source does not carry the NIR: not assessable.
    pub not_carried: u64,
    /// Empty.
    pub empty: u64,
    /// Form and key right.
    pub valid: u64,
    /// Form right, thirteen characters without key.
    pub valid_without_key: u64,
    /// Refused, by the part that is wrong.
    pub refused: BTreeMap<&'static str, u64>,
}

/// Retention over the dossiers of a group.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RetentionCounts {
    /// Accessible to the persons of art. 3 and 4, those due within ninety days included.
    pub accessible: u64,
    /// Of these, those that close within ninety days.
    pub due_within_90_days: u64,
    /// To be anonymised now (the nineteen years of the FSE, if any, being past).
    pub to_anonymise_now: u64,
    /// To be moved to the FSE archive now.
    pub to_fse_archive_now: u64,
    /// Already anonymised.
    pub already_anonymised: u64,
    /// Undetermined.
    pub undetermined: u64,
    /// Undetermined, by missing fact; a dossier may lack several.
    pub undetermined_for_lack_of: BTreeMap<&'static str, u64>,
    /// Due now, and already closed by an earlier version of the law, or open again under the present one.
    pub closed_by_an_earlier_version: u64,
    /// Closed, or closing within ninety days, by the provision that fixes the day.
    pub by_provision: BTreeMap<String, u64>,
}

/// What is counted of a group of dossiers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Counts {
    /// Dossiers read.
    pub dossiers: u64,
    /// Outcome: the dossier may be open.
    pub conforming: u64,
    /// Outcome: the dossier may no longer be open.
    pub not_conforming: u64,
    /// Outcome: it cannot be said.
    pub undetermined: u64,
    /// NIR.
    pub nir: NirCounts,
    /// Retention.
    pub retention: RetentionCounts,
}

/// A mission locale and its counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StructureCounts {
    /// Code, or `null` when the dossier has none or an unreadable one.
    pub code: Option<String>,
    /// Usual name, when the source gives it.
    pub nom: Option<String>,
    /// Counts.
    pub counts: Counts,
}

/// The provisions on which each part of the bilan rests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Provisions {
    /// What may close a dossier: I, its exception, I bis where it exists.
    pub terms: Vec<CitationAnswer>,
    /// What keeps a closed one for an FSE control.
    pub fse_archive: CitationAnswer,
    /// NIR: structure, months, key.
    pub nir: Vec<CitationAnswer>,
}

/// Rows that could not be read, by code.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RefusedCounts {
    /// In all.
    pub rows: u64,
    /// By code.
    pub by_code: BTreeMap<String, u64>,
}

/// The whole bilan, as its JSON is written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Rapport {
    /// Name and version of this shape.
    pub schema: &'static str,
    /// Day on which the law is asked.
    pub date: Date,
    /// Rule set of the day.
    pub rule_set: String,
    /// State of the law that the library encodes.
    pub rules_version: &'static str,
    /// Version of the library.
    pub library_version: &'static str,
    /// Rows read, refused ones included.
    pub rows: u64,
    /// Rows refused.
    pub refused: RefusedCounts,
    /// Facts of retention that the source does not carry: not assessable.
    pub not_carried: Vec<&'static str>,
    /// All dossiers.
    pub total: Counts,
    /// Per mission locale, by code.
    pub structures: Vec<StructureCounts>,
    /// What the counts rest on.
    pub provisions: Provisions,
}

/// The sums of a bilan in progress.
///
/// ```
/// use imilo_core::bilan::Bilan;
/// use imilo_core::conservation::{Readings, Retention, Tables};
/// use imilo_core::dossier::{Carried, Dossier};
///
/// let tables = Tables::built_in();
/// let retention = Retention::on("2026-11-24".parse()?, &tables, Readings::default())?;
/// let mut bilan = Bilan::new(&retention, Carried::everything());
/// bilan.add(&Dossier::default())?;
/// let rapport = bilan.rapport();
/// assert_eq!(rapport.total.retention.undetermined_for_lack_of["birth_date"], 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Bilan<'r, 'l> {
    retention: &'r Retention<'l>,
    soon: Date,
    carried: Carried,
    total: Counts,
    structures: BTreeMap<Option<CodeStructure>, (Option<String>, Counts)>,
    refused: RefusedCounts,
}

impl<'r, 'l> Bilan<'r, 'l> {
    /// A bilan by the rules of a day, of a source that carries certain fields.
    #[must_use]
    pub fn new(retention: &'r Retention<'l>, carried: Carried) -> Self {
        Self {
            retention,
            soon: retention.day().plus_days(DUE_SOON_DAYS),
            carried,
            total: Counts::default(),
            structures: BTreeMap::new(),
            refused: RefusedCounts::default(),
        }
    }

    /// Judges and counts a dossier.
    ///
    /// # Errors
    /// [`FactsError`] when the facts cannot be; nothing is counted then, and the caller
    /// [refuses](Self::refuse) the row.
    pub fn add(&mut self, dossier: &Dossier) -> Result<Ligne<'l>, FactsError> {
        let decision = self.retention.dossier(&dossier.conservation)?;
        let echeance = echeance(&decision, self.soon);
        let code = dossier.mission_locale.given().copied();
        let full = self.structures.len() >= MOST_STRUCTURES && !self.structures.contains_key(&code);
        let (nom, counts) = self.structures.entry(code.filter(|_| !full)).or_default();
        if nom.is_none() && code.is_some() {
            // A name in which somebody wrote a number is left out.
            *nom = dossier.mission_locale_nom.as_ref().filter(|nom| !may_hold_a_nir(nom)).cloned();
        }
        for counts in [&mut self.total, counts] {
            count(counts, dossier, &decision, echeance);
        }
        Ok(Ligne { echeance, decision })
    }

    /// Counts a row that could not be read.
    pub fn refuse(&mut self, code: &str) {
        self.refused.rows += 1;
        match self.refused.by_code.get_mut(code) {
            Some(count) => *count += 1,
            None => {
                self.refused.by_code.insert(code.to_owned(), 1);
            }
        }
    }

    /// Dossiers counted so far.
    #[must_use]
    pub const fn dossiers(&self) -> u64 {
        self.total.dossiers
    }

    /// Rows refused so far.
    #[must_use]
    pub const fn refused(&self) -> u64 {
        self.refused.rows
    }

    /// The whole bilan.
    #[must_use]
    pub fn rapport(&self) -> Rapport {
        let structure = |(code, (nom, counts)): (&Option<CodeStructure>, &(Option<String>, Counts))| {
            StructureCounts { code: code.map(|c| c.to_string()), nom: nom.clone(), counts: counts.clone() }
        };
        let facts = |fact: &Fact| {
            !matches!(fact, Fact::HabilitationEnd | Fact::AccountDeactivated)
                && !self.carried.facts.contains(*fact)
        };
        Rapport {
            schema: "imilo-bilan/1",
            date: self.retention.day(),
            rule_set: self.retention.rule_set().to_owned(),
            rules_version: RULES_VERSION,
            library_version: env!("CARGO_PKG_VERSION"),
            rows: self.total.dossiers + self.refused.rows,
            refused: self.refused.clone(),
            not_carried: Fact::ALL.iter().filter(|fact| facts(fact)).map(|fact| fact.code()).collect(),
            total: self.total.clone(),
            structures: self.structures.iter().map(structure).collect(),
            provisions: Provisions {
                terms: self.retention.term_provisions().into_iter().map(CitationAnswer::of).collect(),
                fse_archive: CitationAnswer::of(self.retention.archive_provision()),
                nir: [NirFault::Length, NirFault::Month, NirFault::Key]
                    .map(NirFault::citation)
                    .iter()
                    .map(CitationAnswer::of)
                    .collect(),
            },
        }
    }
}

/// What retention asks to do, `soon` being the first day beyond the due-soon list.
fn echeance(decision: &Decision<'_>, soon: Date) -> Echeance {
    match (decision.state, decision.outcome) {
        (State::Accessible, _) if decision.accessible_until.is_some_and(|until| until <= soon) => {
            Echeance::Sous90Jours
        }
        (State::Accessible, _) => Echeance::Rien,
        (State::Undetermined, _) => Echeance::Indetermine,
        (_, Outcome::Conforming) => Echeance::DejaAnonymise,
        (State::FseArchive, _) => Echeance::ArchiverFse,
        (State::Anonymise | State::FseAnonymise, _) => Echeance::Anonymiser,
    }
}

fn count(counts: &mut Counts, dossier: &Dossier, decision: &Decision<'_>, echeance: Echeance) {
    counts.dossiers += 1;
    match decision.outcome {
        Outcome::Conforming => counts.conforming += 1,
        Outcome::NotConforming => counts.not_conforming += 1,
        Outcome::Undetermined => counts.undetermined += 1,
    }
    match &dossier.nir {
        Field::NotCarried => counts.nir.not_carried += 1,
        Field::Empty => counts.nir.empty += 1,
        Field::Given(Ok(nir)) if nir.key_state() == KeyState::Absent => counts.nir.valid_without_key += 1,
        Field::Given(Ok(_)) => counts.nir.valid += 1,
        Field::Given(Err(error)) => *counts.nir.refused.entry(error.fault.code()).or_default() += 1,
    }
    let retention = &mut counts.retention;
    match echeance {
        Echeance::Rien => retention.accessible += 1,
        Echeance::Sous90Jours => {
            retention.accessible += 1;
            retention.due_within_90_days += 1;
        }
        Echeance::Anonymiser => retention.to_anonymise_now += 1,
        Echeance::ArchiverFse => retention.to_fse_archive_now += 1,
        Echeance::DejaAnonymise => retention.already_anonymised += 1,
        Echeance::Indetermine => {
            retention.undetermined += 1;
            undetermined_for(decision.missing, &mut retention.undetermined_for_lack_of);
        }
    }
    if decision.was_due.is_some() {
        retention.closed_by_an_earlier_version += 1;
    }
    if matches!(echeance, Echeance::Sous90Jours | Echeance::Anonymiser | Echeance::ArchiverFse) {
        decision.each_governing(|citation: &Citation| {
            match retention.by_provision.get_mut(citation.code.as_ref()) {
                Some(count) => *count += 1,
                None => {
                    retention.by_provision.insert(citation.code.to_string(), 1);
                }
            }
        });
    }
}

fn undetermined_for(missing: FactSet, counts: &mut BTreeMap<&'static str, u64>) {
    for fact in missing.iter() {
        *counts.entry(fact.code()).or_default() += 1;
    }
    if missing.is_empty() {
        *counts.entry("rule").or_default() += 1;
    }
}
