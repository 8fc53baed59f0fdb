//! What the main job counts: NIR quality and retention, per mission locale and in all.
//!
//! The counting is streamed: one dossier in, one [`Ligne`] out, and sums whose size depends on the number of
//! missions locales, not of dossiers. No count holds a personal value. Reading files and writing pages is
//! for `imilo-formats`.

mod counts;

pub use counts::{
    CommuneCounts, Counts, ExtendedCounts, NirCounts, Provisions, Rapport, RefusedCounts, RetentionCounts,
    StructureCounts,
};

use std::collections::BTreeMap;

use serde::Serialize;

use crate::calendar::Date;
use crate::conservation::{Decision, Fact, FactSet, FactsError, Retention, State};
use crate::dossier::{Carried, CodeStructure, Coded, Dossier, Field, NirRead};
use crate::explain::{Finding, Outcome};
use crate::law::{Citation, RULES_VERSION};
use crate::nir::{KeyState, NirFault, may_hold_a_nir};
use crate::wire::CitationAnswer;

/// Number of days of the "due soon" list.
pub const DUE_SOON_DAYS: i64 = 90;

/// Structures counted apart; what comes beyond is counted together, so that memory stays bounded.
pub const MOST_STRUCTURES: usize = 5_000;

/// Facts that only tell what comes after the end of access.
pub const AFTER_ACCESS: [Fact; 4] = [Fact::Fse, Fact::FirstRecord, Fact::LastRecord, Fact::Interruptions];

/// What retention asks to do with a dossier.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Echeance {
    /// Nothing within ninety days.
    Rien,
    /// The dossier closes within ninety days.
    Sous90Jours,
    /// The dossier may close within ninety days: what is missing can only put its end off.
    Sous90JoursAuPlusTot,
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

impl Ligne<'_> {
    /// First closed day, or the earliest that it can be when what is missing can only put it off.
    #[must_use]
    pub fn echeance_le(&self) -> Option<Date> {
        self.decision.accessible_until.or(self.decision.at_least)
    }

    /// The day that the provision of a finding gives by itself; none when it gives none.
    ///
    /// The end of access and that of the FSE archive are two days: a finding bears its own.
    #[must_use]
    pub fn day_of(&self, finding: &Finding<'_>) -> Option<Date> {
        let decision = &self.decision;
        match finding.code {
            "conservation_limit" => decision.limit_date.or(decision.at_least),
            "conservation_programme" => self.echeance_le(),
            "conservation_cej" => decision.cej_until,
            "conservation_fse" | "conservation_fse_interrupted" => decision.fse_archive_until,
            "conservation_was_due" => decision.was_due.map(|due| due.date),
            _ => None,
        }
    }

    /// Facts missing for the end of access, what comes after it apart.
    pub fn missing_for_access(&self) -> impl Iterator<Item = Fact> + use<> {
        for_access(self.decision.missing)
    }

    /// Facts that would put off the end of access if they were established.
    pub fn would_extend_access(&self) -> impl Iterator<Item = Fact> + use<> {
        for_access(self.decision.would_extend)
    }
}

fn for_access(facts: FactSet) -> impl Iterator<Item = Fact> + use<> {
    facts.iter().filter(|fact| !AFTER_ACCESS.contains(fact))
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
        let decision = self.retention.dossier(dossier.facts())?;
        let ligne = Ligne { echeance: echeance(&decision, self.soon), decision };
        let code = dossier.structure().copied();
        let full = self.structures.len() >= MOST_STRUCTURES && !self.structures.contains_key(&code);
        let (nom, counts) = self.structures.entry(code.filter(|_| !full)).or_default();
        if nom.is_none() && code.is_some() {
            // A name in which somebody wrote a number is left out.
            let given = dossier.personnel.mission_locale.nom.given();
            *nom = given.filter(|nom| !may_hold_a_nir(nom)).cloned();
        }
        for counts in [&mut self.total, counts] {
            count(counts, dossier, &ligne);
        }
        Ok(ligne)
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
        (State::Accessible, _) if decision.at_least.is_some_and(|earliest| earliest <= soon) => {
            Echeance::Sous90JoursAuPlusTot
        }
        (State::Accessible, _) => Echeance::Rien,
        (State::Undetermined, _) => Echeance::Indetermine,
        (_, Outcome::Conforming) => Echeance::DejaAnonymise,
        (State::FseArchive, _) => Echeance::ArchiverFse,
        (State::Anonymise | State::FseAnonymise, _) => Echeance::Anonymiser,
    }
}

fn count(counts: &mut Counts, dossier: &Dossier, ligne: &Ligne<'_>) {
    let Ligne { echeance, decision } = ligne;
    counts.dossiers += 1;
    match decision.outcome {
        Outcome::Conforming => counts.conforming += 1,
        Outcome::NotConforming => counts.not_conforming += 1,
        Outcome::Undetermined => counts.undetermined += 1,
    }
    match &dossier.identite.nir {
        Field::NotCarried => counts.nir.not_carried += 1,
        Field::Empty => counts.nir.empty += 1,
        Field::Given(NirRead::Accepted(nir)) if nir.key_state() == KeyState::Absent => {
            counts.nir.valid_without_key += 1;
        }
        Field::Given(NirRead::Accepted(_)) => counts.nir.valid += 1,
        Field::Given(NirRead::Refused(error)) => {
            *counts.nir.refused.entry(error.fault.code()).or_default() += 1
        }
    }
    let commune = &mut counts.commune_naissance;
    match &dossier.identite.commune_naissance {
        Field::NotCarried => commune.not_carried += 1,
        Field::Empty => commune.empty += 1,
        Field::Given(Coded::Valid(_)) => commune.well_formed += 1,
        Field::Given(Coded::Invalid(_)) => commune.malformed += 1,
    }
    let retention = &mut counts.retention;
    match echeance {
        Echeance::Rien => retention.accessible += 1,
        Echeance::Sous90Jours => {
            retention.accessible += 1;
            retention.due_within_90_days += 1;
        }
        Echeance::Sous90JoursAuPlusTot => {
            retention.accessible += 1;
            retention.due_within_90_days_at_the_earliest += 1;
            lacking(ligne.missing_for_access(), &mut retention.due_at_the_earliest_for_lack_of);
        }
        Echeance::Anonymiser => retention.to_anonymise_now += 1,
        Echeance::ArchiverFse => retention.to_fse_archive_now += 1,
        Echeance::DejaAnonymise => retention.already_anonymised += 1,
        Echeance::Indetermine => {
            retention.undetermined += 1;
            lacking(decision.missing.iter(), &mut retention.undetermined_for_lack_of);
        }
    }
    extended(&mut retention.would_be_extended, ligne);
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

fn extended(counts: &mut ExtendedCounts, ligne: &Ligne<'_>) {
    let count = match (ligne.decision.outcome, ligne.echeance) {
        // Closed, whatever the archive may be.
        (Outcome::NotConforming, _) => &mut counts.now,
        (_, Echeance::Sous90Jours | Echeance::Sous90JoursAuPlusTot) => &mut counts.within_90_days,
        _ => return,
    };
    *count += u64::from(ligne.would_extend_access().next().is_some());
    for fact in ligne.would_extend_access() {
        *counts.by_fact.entry(fact.code()).or_default() += 1;
    }
}

/// Counts what is missing; where no fact is, the rule itself was not read.
fn lacking(facts: impl Iterator<Item = Fact>, counts: &mut BTreeMap<&'static str, u64>) {
    let mut codes = facts.map(Fact::code).peekable();
    let rule = codes.peek().is_none().then_some("rule");
    for code in codes.chain(rule) {
        *counts.entry(code).or_default() += 1;
    }
}

#[cfg(test)]
mod tests;
