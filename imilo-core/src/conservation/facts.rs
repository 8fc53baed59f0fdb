//! What retention is told about a dossier or an account.
//!
//! A fact that the caller does not know is `None`, and the answer names it where it matters; a fact known to
//! be none is an empty list. The two are never confused (decision 16).

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::calendar::Date;
use crate::error::{CodedError, ErrorCode};

use super::facts_json::{ContratCejJson, FseJson, ProgrammeJson};

/// Kind of a programme.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProgrammeKind {
    /// Parcours contractualisé d'accompagnement vers l'emploi et l'autonomie: ends at the 26th birthday.
    Pacea,
    /// Contrat d'engagement jeune, when it counts as a programme of art. 6 I.
    Cej,
    /// Garantie jeunes.
    GarantieJeunes,
    /// Emploi d'avenir.
    EmploiAvenir,
    /// Contrat d'insertion dans la vie sociale.
    Civis,
    /// Any other programme; counts like the others.
    Other,
}

/// A programme in which the young person is or was enrolled.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(with = "ProgrammeJson")]
pub struct Programme {
    /// Its kind.
    pub kind: ProgrammeKind,
    /// First day.
    pub start: Date,
    /// Last day, actual; none while in progress.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<Date>,
    /// Regular follow-up, as attested for the limit date. Absent is none (reading A5).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub regular_follow_up: Option<bool>,
}

/// A contrat d'engagement jeune.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[schemars(with = "ContratCejJson")]
pub struct ContratCej {
    /// First day.
    pub start: Date,
    /// Last day, actual, extensions included; none while in progress.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<Date>,
}

/// A period `[from, until)`; none = still held.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// First day no longer in it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<Date>,
}

/// Why the nineteen years of the FSE are interrupted. The list of the text is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum InterruptionCause {
    /// « procédure judiciaire ».
    JudicialProceedings,
    /// « demande motivée de la Commission européenne ».
    CommissionReasonedRequest,
    /// Anything else (an internal audit): no effect.
    Other,
}

/// An interruption of the nineteen years.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Interruption {
    /// When.
    pub period: Period,
    /// Why.
    pub cause: InterruptionCause,
}

/// Co-financing by the European Social Fund. In JSON: `{"cofinanced": true, "first_record": …}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(into = "FseJson")]
#[schemars(with = "FseJson")]
pub enum Fse {
    /// Not known.
    #[default]
    Unknown,
    /// Known not to be co-financed.
    NotCofinanced,
    /// Co-financed.
    Cofinanced {
        /// Day on which the first datum relative to the beneficiary entered I-MILO (reading A7b).
        first_record: Option<Date>,
        /// Day on which the last such datum entered I-MILO; batches and logs do not count (A7c).
        last_record: Option<Date>,
        /// Interruptions; none = not known.
        interruptions: Option<Vec<Interruption>>,
    },
}

/// What is known of a dossier. The default knows nothing. `Debug` shows none of it.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct DossierFacts {
    /// Date of birth.
    pub birth_date: Option<Date>,
    /// Periods of recognition as a disabled worker.
    pub rqth_periods: Option<Vec<Period>>,
    /// Programmes.
    pub programmes: Option<Vec<Programme>>,
    /// Contrats d'engagement jeune.
    pub cej_contracts: Option<Vec<ContratCej>>,
    /// Co-financing by the FSE.
    pub fse: Fse,
    /// Day on which the dossier was anonymised; none = it was not.
    pub anonymised_on: Option<Date>,
}

/// What retention is told, borrowed: the hot path copies and allocates nothing.
#[derive(Clone, Copy)]
pub struct FactsView<'f> {
    /// Date of birth.
    pub birth_date: Option<Date>,
    /// Periods of recognition as a disabled worker.
    pub rqth_periods: Option<&'f [Period]>,
    /// Programmes.
    pub programmes: Option<&'f [Programme]>,
    /// Contrats d'engagement jeune.
    pub cej_contracts: Option<&'f [ContratCej]>,
    /// Co-financing by the FSE.
    pub fse: &'f Fse,
    /// Day on which the dossier was anonymised; none = it was not.
    pub anonymised_on: Option<Date>,
}

impl core::fmt::Debug for FactsView<'_> {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("FactsView(…)")
    }
}

impl<'f> From<&'f DossierFacts> for FactsView<'f> {
    fn from(facts: &'f DossierFacts) -> Self {
        Self {
            birth_date: facts.birth_date,
            rqth_periods: facts.rqth_periods.as_deref(),
            programmes: facts.programmes.as_deref(),
            cej_contracts: facts.cej_contracts.as_deref(),
            fse: &facts.fse,
            anonymised_on: facts.anonymised_on,
        }
    }
}

/// What is known of an account: its end, once the caller knows whether it has one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum AccountEnd {
    /// The habilitation, or the account, still runs.
    Running,
    /// Last day of the habilitation, or day of deactivation.
    Ended(Date),
    /// Not known.
    #[default]
    Unknown,
}

/// Names of the facts, as answers and errors write them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fact {
    /// Date of birth.
    BirthDate,
    /// RQTH periods.
    RqthPeriods,
    /// Programmes.
    Programmes,
    /// Attestation of regular follow-up on the limit date.
    RegularFollowUp,
    /// Contrats d'engagement jeune.
    CejContracts,
    /// Co-financing by the FSE.
    Fse,
    /// First record of the beneficiary in I-MILO.
    FirstRecord,
    /// Last record of the beneficiary in I-MILO.
    LastRecord,
    /// Interruptions of the FSE term.
    Interruptions,
    /// End of the habilitation.
    HabilitationEnd,
    /// Deactivation of the account.
    AccountDeactivated,
}

impl Fact {
    /// Every fact.
    pub const ALL: [Self; 11] = [
        Self::BirthDate,
        Self::RqthPeriods,
        Self::Programmes,
        Self::RegularFollowUp,
        Self::CejContracts,
        Self::Fse,
        Self::FirstRecord,
        Self::LastRecord,
        Self::Interruptions,
        Self::HabilitationEnd,
        Self::AccountDeactivated,
    ];

    /// Name in JSON.
    #[must_use]
    pub const fn code(self) -> &'static str {
        self.words().0
    }

    /// Name for an agent, in French.
    #[must_use]
    pub const fn fr(self) -> &'static str {
        self.words().1
    }

    /// Name for an agent, in English.
    #[must_use]
    pub const fn en(self) -> &'static str {
        self.words().2
    }

    const fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::BirthDate => ("birth_date", "date de naissance", "date of birth"),
            Self::RqthPeriods => ("rqth_periods", "périodes de RQTH", "periods of RQTH"),
            Self::Programmes => ("programmes", "programmes suivis", "programmes"),
            Self::RegularFollowUp => {
                ("regular_follow_up", "attestation de suivi régulier", "attestation of regular follow-up")
            }
            Self::CejContracts => {
                ("cej_contracts", "contrats d'engagement jeune", "contrats d'engagement jeune")
            }
            Self::Fse => ("fse", "cofinancement par le FSE", "co-financing by the ESF"),
            Self::FirstRecord => ("first_record", "premier enregistrement", "first record"),
            Self::LastRecord => ("last_record", "dernier enregistrement", "last record"),
            Self::Interruptions => ("interruptions", "interruptions du délai", "interruptions of the term"),
            Self::HabilitationEnd => ("habilitation_end", "fin de l'habilitation", "end of the habilitation"),
            Self::AccountDeactivated => {
                ("account_deactivated", "désactivation du compte", "deactivation of the account")
            }
        }
    }
}

/// A set of facts, without allocation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FactSet(u16);

impl FactSet {
    /// A set of these facts.
    pub(super) const fn of(mut facts: &[Fact]) -> Self {
        let mut set = Self(0);
        while let [first, rest @ ..] = facts {
            set.insert(*first);
            facts = rest;
        }
        set
    }

    /// Adds a fact.
    pub const fn insert(&mut self, fact: Fact) {
        self.0 |= 1 << fact as u16;
    }

    /// The same set with a fact more.
    #[must_use]
    pub const fn with(mut self, fact: Fact) -> Self {
        self.insert(fact);
        self
    }

    /// What is in either.
    #[must_use]
    pub const fn union(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Whether a fact is in the set.
    #[must_use]
    pub const fn contains(self, fact: Fact) -> bool {
        self.0 & (1 << fact as u16) != 0
    }

    /// What is in both.
    #[must_use]
    pub const fn intersection(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Whether the set holds nothing.
    #[must_use]
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The facts, in the order of [`Fact::ALL`].
    pub fn iter(self) -> impl Iterator<Item = Fact> {
        Fact::ALL.into_iter().filter(move |fact| self.contains(*fact))
    }
}

/// Facts that cannot be judged: which field, and why.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum FactsError {
    /// A period ends before it begins.
    #[error("{field}: the end lies before the start")]
    PeriodReversed {
        /// Path of the end (`programmes[1].end`).
        field: String,
    },
    /// The birth lies after the day of evaluation.
    #[error("birth_date: the birth lies after the day of evaluation")]
    BirthAfterDate,
}

impl CodedError for FactsError {
    fn code(&self) -> ErrorCode {
        match self {
            Self::PeriodReversed { .. } => ErrorCode::PeriodReversed,
            Self::BirthAfterDate => ErrorCode::BirthAfterDate,
        }
    }

    fn field(&self) -> Option<String> {
        Some(match self {
            Self::PeriodReversed { field } => field.clone(),
            Self::BirthAfterDate => Fact::BirthDate.code().to_owned(),
        })
    }
}

impl FactsView<'_> {
    /// Refuses what cannot be: a period that ends before it begins, a birth after the day of evaluation.
    pub(super) fn check(self, day: Date) -> Result<(), FactsError> {
        if self.birth_date.is_some_and(|birth| birth > day) {
            return Err(FactsError::BirthAfterDate);
        }
        let rqth = self.rqth_periods.unwrap_or_default().iter().map(|p| (p.from, p.until));
        in_order("rqth_periods", "until", rqth)?;
        in_order("programmes", "end", self.programmes.unwrap_or_default().iter().map(|p| (p.start, p.end)))?;
        in_order(
            "cej_contracts",
            "end",
            self.cej_contracts.unwrap_or_default().iter().map(|c| (c.start, c.end)),
        )?;
        if let Fse::Cofinanced { first_record, last_record, interruptions } = self.fse {
            if matches!((first_record, last_record), (Some(first), Some(last)) if last < first) {
                return Err(FactsError::PeriodReversed { field: "fse.last_record".to_owned() });
            }
            let periods = interruptions.iter().flatten().map(|i| (i.period.from, i.period.until));
            in_order("fse.interruptions", "until", periods)?;
        }
        Ok(())
    }
}

impl core::fmt::Debug for DossierFacts {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("DossierFacts(…)")
    }
}

impl FactsView<'_> {
    /// Whether the dossier had been anonymised by `day`.
    pub(super) fn anonymised(self, day: Date) -> bool {
        self.anonymised_on.is_some_and(|anonymised| anonymised <= day)
    }

    /// Facts that begin after `day`: they are counted as told, and the answer says so.
    pub(super) fn later_than(self, day: Date) -> FactSet {
        let mut later = FactSet::default();
        let mut mark = |fact, late: bool| {
            if late {
                later.insert(fact);
            }
        };
        mark(Fact::RqthPeriods, self.rqth_periods.unwrap_or_default().iter().any(|period| period.from > day));
        mark(
            Fact::Programmes,
            self.programmes.unwrap_or_default().iter().any(|programme| programme.start > day),
        );
        mark(
            Fact::CejContracts,
            self.cej_contracts.unwrap_or_default().iter().any(|contract| contract.start > day),
        );
        if let Fse::Cofinanced { first_record, last_record, interruptions } = self.fse {
            mark(Fact::FirstRecord, first_record.is_some_and(|record| record > day));
            mark(Fact::LastRecord, last_record.is_some_and(|record| record > day));
            mark(Fact::Interruptions, interruptions.iter().flatten().any(|i| i.period.from > day));
        }
        later
    }

    /// A CEJ told as a programme while the list of contracts, which alone counts for I bis, is known and empty.
    pub(super) fn has_cej_only_as_programme(self) -> bool {
        self.cej_contracts.is_some_and(<[_]>::is_empty)
            && self
                .programmes
                .unwrap_or_default()
                .iter()
                .any(|programme| programme.kind == ProgrammeKind::Cej)
    }
}

fn in_order(
    list: &str,
    end: &str,
    periods: impl Iterator<Item = (Date, Option<Date>)>,
) -> Result<(), FactsError> {
    for (index, (from, until)) in periods.enumerate() {
        if until.is_some_and(|until| until < from) {
            return Err(FactsError::PeriodReversed { field: format!("{list}[{index}].{end}") });
        }
    }
    Ok(())
}
