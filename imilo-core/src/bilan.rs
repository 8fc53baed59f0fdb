//! What the main job counts: data out of law, completeness, NIR quality and retention, per mission locale, per region
//! and in all.
//!
//! The counting is streamed: one dossier in, one [`Judged`] out, and sums whose size depends on the number of
//! missions locales, not of dossiers. Two bilans of parts of a file [merge](Bilan::merge). No count holds a
//! personal value. Reading files and writing pages is for `imilo-formats`.

mod count;
mod counts;
mod donnees;
mod merge;
mod tally;

pub use counts::{
    CommuneCounts, Counts, ExtendedCounts, NirCoherenceCounts, NirCounts, Provisions, RefusedCounts,
    RegionCounts, Report, RetentionCounts, StructureCounts,
};
pub use donnees::{CategoryCounts, DataCounts, FieldCounts, FieldProvision, JudgedData};

use donnees::{Categories, Donnees};

use std::collections::BTreeMap;

use serde::Serialize;

use crate::calendar::Date;
use crate::conservation::{Decision, Fact, FactSet, FactsError, Retention, State};
use crate::dossier::{Carried, Champ, CodeRegion, CodeStructure, DataRules, Dossier};
use crate::explain::{Finding, Outcome};
use crate::law::RULES_VERSION;
#[cfg(feature = "cog")]
use crate::nir::coherence::Findings;
use crate::nir::{NirFault, may_hold_a_nir};
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
pub enum Due {
    /// Nothing within ninety days.
    Nothing,
    /// The dossier closes within ninety days.
    Within90Days,
    /// The dossier may close within ninety days: what is missing can only put its end off.
    Within90DaysAtTheEarliest,
    /// To be anonymised now.
    Anonymise,
    /// To be moved to the FSE archive now.
    MoveToFseArchive,
    /// To be closed now; whether to anonymise it or to move it to the FSE archive depends on a fact that is missing.
    CloseArchiveUnknown,
    /// Already anonymised.
    AlreadyAnonymised,
    /// It cannot be said.
    Undetermined,
}

impl Due {
    /// Whether the dossier may no longer be open, whatever becomes of it.
    #[must_use]
    pub const fn is_closed(self) -> bool {
        matches!(self, Self::Anonymise | Self::MoveToFseArchive | Self::CloseArchiveUnknown)
    }
}

/// What the bilan says of one dossier.
#[derive(Clone, Debug)]
pub struct Judged<'l> {
    /// What is to be done.
    pub due: Due,
    /// The answer of retention.
    pub decision: Decision<'l>,
    /// What its data are.
    pub donnees: JudgedData,
    /// What its NIR says against its civil identity; none if nothing could be compared.
    #[cfg(feature = "cog")]
    pub nir_coherence: Option<Findings>,
}

impl Judged<'_> {
    /// First closed day, or the earliest that it can be when what is missing can only put it off.
    #[must_use]
    pub fn due_on(&self) -> Option<Date> {
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
            "conservation_programme" => self.due_on(),
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
/// use imilo_core::dossier::{Carried, DataRules, DataTables, Dossier};
///
/// let (tables, data) = (Tables::built_in(), DataTables::built_in());
/// let retention = Retention::on("2026-11-24".parse()?, &tables, Readings::default())?;
/// let data = DataRules::on(retention.day(), &data)?;
/// let mut bilan = Bilan::new(&retention, &data, Carried::everything());
/// bilan.add(&Dossier::default())?;
/// let report = bilan.report();
/// assert_eq!(report.total.retention.undetermined_for_lack_of["birth_date"], 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Bilan<'r, 'l> {
    retention: &'r Retention<'l>,
    data: &'r DataRules<'l>,
    soon: Date,
    carried: Carried,
    categories: Categories,
    dossiers: u64,
    groups: Groups,
    refused: RefusedCounts,
}

/// The sums of a mission locale in progress. A dossier is counted here only: the sums of a region and of all are those
/// of their missions locales.
#[derive(Clone, Debug, Default)]
struct Groupe {
    nom: Option<String>,
    counts: Counts,
    donnees: Donnees,
}

impl Groupe {
    /// Takes the name that a dossier gives: of several the first in alphabetical order, whichever came first. A name
    /// in which somebody wrote a number is left out.
    fn name(&mut self, given: Option<&String>) {
        let Some(given) = given.filter(|given| self.nom.as_ref().is_none_or(|nom| *given < nom)) else {
            return;
        };
        if !may_hold_a_nir(given) {
            self.nom = Some(given.clone());
        }
    }

    fn counts(&self, categories: &Categories) -> Counts {
        Counts { data: self.donnees.counts(categories), ..self.counts.clone() }
    }
}

impl<'r, 'l> Bilan<'r, 'l> {
    /// A bilan by the rules of a day, of a source that carries certain fields; what else a dossier carries is known
    /// from the dossier.
    #[must_use]
    pub fn new(retention: &'r Retention<'l>, data: &'r DataRules<'l>, carried: Carried) -> Self {
        Self {
            retention,
            data,
            soon: retention.day().plus_days(DUE_SOON_DAYS),
            carried,
            categories: Categories::default(),
            dossiers: 0,
            groups: Groups::default(),
            refused: RefusedCounts::default(),
        }
    }

    /// Judges and counts a dossier.
    ///
    /// # Errors
    /// [`FactsError`] when the facts cannot be; nothing is counted then, and the caller
    /// [refuses](Self::refuse) the row.
    pub fn add(&mut self, dossier: &Dossier) -> Result<Judged<'l>, FactsError> {
        let decision = self.retention.dossier(dossier.facts())?;
        let donnees = JudgedData::of(self.data, dossier, self.carried.fields);
        let judged = Judged {
            due: due(&decision, self.soon),
            decision,
            donnees,
            #[cfg(feature = "cog")]
            nir_coherence: count::compared(dossier, self.retention.day()),
        };
        let code = dossier.structure().copied();
        let group = self.groups.of(code, MOST_STRUCTURES);
        if code.is_some() {
            group.name(dossier.personnel.mission_locale.nom.given());
        }
        count::count(&mut group.counts, dossier, &judged);
        #[cfg(feature = "cog")]
        count::coherence(&mut group.counts.nir_coherence, judged.nir_coherence);
        group.donnees.add(&judged.donnees, &self.categories);
        self.dossiers += 1;
        Ok(judged)
    }

    /// Adds the sums of another bilan by the same rules, of another part of the same source. The parts may come in any
    /// order: the sums are those of the whole.
    pub fn merge(&mut self, other: Self) {
        self.dossiers += other.dossiers;
        for (code, part) in other.groups.0 {
            self.groups.of(code, MOST_STRUCTURES).merge(part);
        }
        self.refused.merge(&other.refused);
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
        self.dossiers
    }

    /// Rows refused so far.
    #[must_use]
    pub const fn refused(&self) -> u64 {
        self.refused.rows
    }

    /// The whole bilan.
    #[must_use]
    pub fn report(&self) -> Report {
        let structure = |(code, group): (&Option<CodeStructure>, &Groupe)| StructureCounts {
            code: code.map(|c| c.to_string()),
            nom: group.nom.clone(),
            region: code.and_then(region).map(|(code, _)| code.to_string()),
            counts: group.counts(&self.categories),
        };
        let facts = |fact: &Fact| {
            !matches!(fact, Fact::HabilitationEnd | Fact::AccountDeactivated)
                && !self.carried.facts.contains(*fact)
        };
        let mut total = Groupe::default();
        self.groups.0.values().for_each(|group| total.merge(group.clone()));
        let fields = total.donnees.fields(self.data);
        let carried = |champ: &&Champ| {
            let counted = fields.get(**champ as usize).is_some_and(|field| field.carried > 0);
            !counted && !self.carried.fields.contains(**champ)
        };
        Report {
            schema: "imilo-bilan/2",
            date: self.retention.day(),
            rule_set: self.retention.rule_set().to_owned(),
            rules_version: RULES_VERSION,
            library_version: env!("CARGO_PKG_VERSION"),
            rows: self.dossiers + self.refused.rows,
            refused: self.refused.clone(),
            not_carried: Fact::ALL.iter().filter(|fact| facts(fact)).map(|fact| fact.code()).collect(),
            fields_not_carried: Champ::ALL.iter().filter(carried).map(|champ| champ.row().path).collect(),
            total: total.counts(&self.categories),
            regions: self.regions(),
            structures: self.groups.0.iter().map(structure).collect(),
            provisions: Provisions {
                terms: self.retention.term_provisions().into_iter().map(CitationAnswer::of).collect(),
                fse_archive: CitationAnswer::of(self.retention.archive_provision()),
                nir: [NirFault::Length, NirFault::Month, NirFault::Key]
                    .map(NirFault::citation)
                    .iter()
                    .map(CitationAnswer::of)
                    .collect(),
                data: self.excluding(&fields),
            },
            fields,
        }
    }

    /// What excludes the fields that dossiers hold though they may not, each provision once.
    fn excluding(&self, fields: &[FieldCounts]) -> Vec<CitationAnswer> {
        let held = Champ::ALL.iter().zip(fields).filter(|(_, field)| field.not_allowed > 0);
        let mut found: Vec<CitationAnswer> = Vec::new();
        for rule in held.flat_map(|(champ, _)| self.data.rules(*champ)) {
            if found.iter().all(|one| one.code != rule.citation.code) {
                found.push(CitationAnswer::of(rule.citation));
            }
        }
        found
    }

    /// Per region, by code; last, the missions locales whose region is not known.
    fn regions(&self) -> Vec<RegionCounts> {
        let mut regions: BTreeMap<_, (u64, Groupe)> = BTreeMap::new();
        for (code, part) in &self.groups.0 {
            let (structures, group) = regions.entry(code.and_then(region)).or_default();
            *structures += u64::from(code.is_some());
            group.merge(part.clone());
        }
        let unknown = regions.remove(&None).map(|group| (None, group));
        let one = |(region, (structures, group)): (Option<Region>, (u64, Groupe))| RegionCounts {
            code: region.map(|(code, _)| code.to_string()),
            nom: region.map(|(_, nom)| nom.to_owned()),
            structures,
            counts: group.counts(&self.categories),
        };
        regions.into_iter().chain(unknown).map(one).collect()
    }
}

/// Code and name of a region.
type Region = (CodeRegion, &'static str);

#[cfg(feature = "structures")]
fn region(code: CodeStructure) -> Option<Region> {
    crate::structures::structure(code).and_then(|found| Some((found.region?, found.nom_region?)))
}

/// Without the table of structures no region is known.
#[cfg(not(feature = "structures"))]
const fn region(_code: CodeStructure) -> Option<Region> {
    None
}

/// The sums by mission locale.
#[derive(Clone, Debug, Default)]
struct Groups(BTreeMap<Option<CodeStructure>, Groupe>);

impl Groups {
    /// The sums of a mission locale. Apart are counted the `most` first codes in alphabetical order, whatever the order
    /// of the dossiers; those beyond, with the dossiers without a code.
    fn of(&mut self, code: Option<CodeStructure>, most: usize) -> &mut Groupe {
        let code = code.filter(|code| self.has_room(*code, most));
        self.0.entry(code).or_default()
    }

    fn has_room(&mut self, code: CodeStructure, most: usize) -> bool {
        if self.0.len() < most || self.0.contains_key(&Some(code)) {
            return true;
        }
        let apart = self.0.len() - usize::from(self.0.contains_key(&None));
        match self.0.last_key_value() {
            Some((last, _)) if apart >= most && Some(code) > *last => false,
            _ if apart < most => true,
            _ => {
                // What is put out does not come back: it stands behind the last code from then on.
                if let Some((_, out)) = self.0.pop_last() {
                    self.0.entry(None).or_default().merge(Groupe { nom: None, ..out });
                }
                true
            }
        }
    }
}

/// What retention asks to do, `soon` being the first day beyond the due-soon list.
fn due(decision: &Decision<'_>, soon: Date) -> Due {
    match (decision.state, decision.outcome) {
        (State::Accessible, _) if decision.accessible_until.is_some_and(|until| until <= soon) => {
            Due::Within90Days
        }
        (State::Accessible, _) if decision.at_least.is_some_and(|earliest| earliest <= soon) => {
            Due::Within90DaysAtTheEarliest
        }
        (State::Accessible, _) => Due::Nothing,
        (State::Undetermined, Outcome::NotConforming) => Due::CloseArchiveUnknown,
        (State::Undetermined, _) => Due::Undetermined,
        (_, Outcome::Conforming) => Due::AlreadyAnonymised,
        (State::FseArchive, _) => Due::MoveToFseArchive,
        (State::Anonymise | State::FseAnonymise, _) => Due::Anonymise,
    }
}

#[cfg(test)]
mod donnees_tests;
#[cfg(test)]
mod tests;
