//! How long the trace of one operation is kept.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use thiserror::Error;

use crate::calendar::{Date, Rounding};
use crate::error::{CodedError, ErrorCode};
use crate::explain::{AppliedRule, Finding, Role};
use crate::law::{BeforeFirstRuleSet, Evidence, Provision, Timeline, Version};

use super::tables::{Conservation, Prorogation, Tables, TermKind};

/// A dispute.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Contentieux {
    /// Day on which it began.
    pub from: Date,
    /// Day of the definitive decision of a court; none while it is pending.
    pub definitive_decision: Option<Date>,
    /// Whether the trace concerns it; none: not known.
    pub concerns_this_log: Option<bool>,
}

/// The trace of an operation.
///
/// ```
/// use imilo_core::journal::{Tables, Trace, TraceState};
/// let trace = Trace { operation: "2025-07-31".parse()?, contentieux: None, erased_on: None };
/// let tables = Tables::built_in();
/// let decision = trace.judge("2026-02-28".parse()?, &tables)?;
/// // Seven months; there is no 31 February.
/// assert_eq!(decision.keep_until.unwrap().to_string(), "2026-02-28");
/// assert_eq!(decision.state, TraceState::LogErase);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trace {
    /// Day of the operation in Paris: its law decides.
    pub operation: Date,
    /// A dispute, if there is one.
    pub contentieux: Option<Contentieux>,
    /// Day on which the trace was erased; none: it was not.
    pub erased_on: Option<Date>,
}

/// What is to become of a trace on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TraceState {
    /// It is kept; in V2015, it may be.
    LogKeep,
    /// It is past its term.
    LogErase,
    /// A dispute may prolong it, and no rule that was read decides.
    Undetermined,
}

/// Whether a trace may be erased before its term.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EarlyErasure {
    /// The term is a ceiling.
    Allowed,
    /// The term is exact.
    Forbidden,
    /// The text was not read.
    Undetermined,
}

/// What an erasure was worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Erasure {
    /// On the first day no longer kept; before it too, where the term is a ceiling.
    Conforming,
    /// Too early, or too late.
    NotConforming,
    /// No rule that was read decides.
    Undetermined,
}

/// Why a trace cannot be judged.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum TraceError {
    /// The operation lies before the first rule set.
    #[error(transparent)]
    BeforeFirstRuleSet(#[from] BeforeFirstRuleSet),
    /// The operation lies after the day of evaluation.
    #[error("{}", ErrorCode::OperationAfterDate.row().en)]
    OperationAfterDate,
    /// An end before its start.
    #[error("{field}: {}", ErrorCode::PeriodReversed.row().en)]
    PeriodReversed {
        /// Which day.
        field: &'static str,
    },
}

impl CodedError for TraceError {
    fn code(&self) -> ErrorCode {
        match self {
            Self::BeforeFirstRuleSet(error) => error.code(),
            Self::OperationAfterDate => ErrorCode::OperationAfterDate,
            Self::PeriodReversed { .. } => ErrorCode::PeriodReversed,
        }
    }

    fn field(&self) -> Option<String> {
        Some(match self {
            Self::BeforeFirstRuleSet(_) | Self::OperationAfterDate => "operation_date".to_owned(),
            Self::PeriodReversed { field } => (*field).to_owned(),
        })
    }
}

/// What the law makes of a trace. Made by [`Trace::judge`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TraceDecision<'l> {
    /// Name of the rule set of the day of the operation.
    pub rule_set: Cow<'l, str>,
    /// Day of the operation and seven months.
    pub seven_months: Date,
    /// First day no longer kept; none while a dispute is open, or when it cannot be said.
    pub keep_until: Option<Date>,
    /// State on the day of evaluation.
    pub state: TraceState,
    /// Whether it may be erased before its term.
    pub early_erasure: EarlyErasure,
    /// What its erasure was worth; none without one.
    pub erasure: Option<Erasure>,
    /// The reasons.
    pub findings: Vec<Finding<'l>>,
}

impl<'l> TraceDecision<'l> {
    /// Codes of the provisions that found the term.
    #[must_use]
    pub fn founded_by(&self) -> Vec<&'l str> {
        let mut codes = Vec::new();
        for finding in self.findings.iter().filter(|finding| finding.role == Role::Founds) {
            crate::explain::push_new(&mut codes, finding.rule.citation.code.as_ref());
        }
        codes
    }

    /// How well they are known together; none when nothing founds the answer.
    #[must_use]
    pub fn evidence(&self) -> Option<Evidence> {
        let founding = self.findings.iter().filter(|finding| finding.role == Role::Founds);
        founding.map(|finding| finding.evidence).reduce(Evidence::weaker)
    }
}

/// Whether a dispute prolongs the term, and until when.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Prolonged {
    No,
    /// Until the decision; none while it is pending.
    Until(Option<Date>),
    /// Not by the act, which was read; whether it may be kept until the decision all the same is not said.
    NotByTheAct(Option<Date>),
    /// Perhaps until the decision.
    NotKnown(Option<Date>),
}

impl Prolonged {
    /// The latest end of the readings that are left open, where there are several; none inside while it is pending.
    const fn open_until(self) -> Option<Option<Date>> {
        match self {
            Self::NotByTheAct(end) | Self::NotKnown(end) => Some(end),
            Self::No | Self::Until(_) => None,
        }
    }
}

/// The versions that may be in force on a day, the older first.
fn versions<T: Clone>(
    line: &Timeline<Provision<T>>,
    day: Date,
) -> Result<Vec<&Version<Provision<T>>>, BeforeFirstRuleSet> {
    let found = line.at(day)?;
    let (older, newer) = (found.older(), found.newer());
    Ok(if std::ptr::eq(older, newer) { vec![newer] } else { vec![older, newer] })
}

impl Trace {
    /// Judges the trace on a day, by the law of the day of the operation.
    ///
    /// # Errors
    /// [`TraceError`]: an operation before 2015-01-29 or after the day of evaluation, an end before its start.
    pub fn judge<'l>(&self, day: Date, tables: &'l Tables) -> Result<TraceDecision<'l>, TraceError> {
        self.check(day)?;
        let rule_set = tables.rule_sets.at(self.operation)?.label();
        let terms = versions(&tables.conservation, self.operation)?;
        let disputes = versions(&tables.prorogation, self.operation)?;
        let of_terms = |of: fn(&Conservation) -> Option<TermKind>| {
            agreed(terms.iter().map(|row| row.value.stated().and_then(of)))
        };
        // Every version has seven months; one that is added may have others, and the later day is then the safe one.
        let months =
            terms.iter().filter_map(|row| row.value.stated()).map(|term| term.mois).max().unwrap_or(0);
        let seven_months = self.operation.plus_months(months, Rounding::LastDayOfMonth).date;
        let prolonged = self.prolonged(seven_months, agreed(disputes.iter().map(|row| kind(&row.value))));
        let keep_until = match prolonged {
            Prolonged::No | Prolonged::NotByTheAct(_) => Some(seven_months),
            Prolonged::Until(end) => end,
            Prolonged::NotKnown(_) => None,
        };
        let nature = of_terms(|term| term.kind.stated().copied());
        let early_erasure = match nature {
            Some(TermKind::Ceiling) => EarlyErasure::Allowed,
            Some(TermKind::Exact) => EarlyErasure::Forbidden,
            None => EarlyErasure::Undetermined,
        };
        let state = match (prolonged.open_until(), keep_until) {
            _ if day < seven_months => TraceState::LogKeep,
            // Past by every reading.
            (Some(Some(end)), _) if end <= day => TraceState::LogErase,
            (Some(_), _) => TraceState::Undetermined,
            (None, Some(until)) if until <= day => TraceState::LogErase,
            (None, _) => TraceState::LogKeep,
        };
        let erasure =
            self.erased_on.map(|erased| judged(erased, seven_months, keep_until, prolonged, early_erasure));
        let mut findings: Vec<_> = terms
            .iter()
            .map(|row| term_finding(AppliedRule::of(&tables.conservation, row), months, nature))
            .collect();
        if self.contentieux.is_some() {
            let rules = disputes.iter().map(|row| AppliedRule::of(&tables.prorogation, row));
            findings.extend(rules.map(|rule| dispute_finding(rule, prolonged)));
        }
        Ok(TraceDecision { rule_set, seven_months, keep_until, state, early_erasure, erasure, findings })
    }

    fn check(&self, day: Date) -> Result<(), TraceError> {
        if self.operation > day {
            return Err(TraceError::OperationAfterDate);
        }
        if self.erased_on.is_some_and(|erased| erased < self.operation) {
            return Err(TraceError::PeriodReversed { field: "erased_on" });
        }
        let decided = self
            .contentieux
            .and_then(|contentieux| Some((contentieux.from, contentieux.definitive_decision?)));
        match decided {
            Some((from, decision)) if decision < from => {
                Err(TraceError::PeriodReversed { field: "litigation.definitive_decision" })
            }
            _ => Ok(()),
        }
    }

    /// A dispute begun before the term ends prolongs it, for the traces of that dispute; a decision within the term
    /// changes nothing (reading A10). Under V2015 nothing prolongs it, and whether the trace may then be kept is not
    /// said (reading A10c).
    fn prolonged(&self, seven_months: Date, rule: Option<Kind>) -> Prolonged {
        let Some(contentieux) = self.contentieux.filter(|contentieux| contentieux.from < seven_months) else {
            return Prolonged::No;
        };
        if contentieux.definitive_decision.is_some_and(|decision| decision <= seven_months) {
            return Prolonged::No;
        }
        let end = contentieux.definitive_decision;
        match (contentieux.concerns_this_log, rule) {
            (Some(false), _) => Prolonged::No,
            (Some(true), Some(Kind::Stated)) => Prolonged::Until(end),
            (_, Some(Kind::Absent)) => Prolonged::NotByTheAct(end),
            _ => Prolonged::NotKnown(end),
        }
    }
}

/// What a version says of a dispute.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Stated,
    Absent,
    Unknown,
}

const fn kind(provision: &Provision<Prorogation>) -> Option<Kind> {
    Some(match provision {
        Provision::Stated(Prorogation) => Kind::Stated,
        Provision::Absent => Kind::Absent,
        Provision::Unknown => Kind::Unknown,
    })
}

/// What all versions say; none if they differ, or one says nothing.
fn agreed<T: PartialEq>(mut said: impl Iterator<Item = Option<T>>) -> Option<T> {
    let first = said.next()??;
    said.all(|other| other.as_ref() == Some(&first)).then_some(first)
}

fn judged(
    erased: Date,
    seven_months: Date,
    keep_until: Option<Date>,
    prolonged: Prolonged,
    early: EarlyErasure,
) -> Erasure {
    let before = |term: Date| match early {
        _ if erased == term => Erasure::Conforming,
        _ if erased > term => Erasure::NotConforming,
        EarlyErasure::Allowed => Erasure::Conforming,
        EarlyErasure::Forbidden => Erasure::NotConforming,
        EarlyErasure::Undetermined => Erasure::Undetermined,
    };
    match (prolonged, prolonged.open_until()) {
        (_, Some(Some(end))) if erased > end => Erasure::NotConforming,
        (Prolonged::NotByTheAct(_), _) if erased == seven_months => Erasure::Conforming,
        (_, Some(_)) if erased >= seven_months => Erasure::Undetermined,
        (_, Some(_)) => before(seven_months),
        // Still kept for the dispute.
        _ => keep_until.map_or(Erasure::NotConforming, before),
    }
}

fn term_finding(rule: AppliedRule<'_>, months: u32, nature: Option<TermKind>) -> Finding<'_> {
    let (fr, en) = match nature {
        Some(TermKind::Ceiling) => ("au plus", "at most"),
        Some(TermKind::Exact) => ("exactement", "exactly"),
        None => ("sans qu'on sache si c'est un plafond", "whether as a ceiling is not known"),
    };
    let fr = format!("trace gardée {months} mois depuis le jour de l'opération, {fr}");
    let en = format!("trace kept for {months} months from the day of the operation, {en}");
    Finding::of("log_term", Role::Founds, rule, &["A10", "A10b"], fr, en)
}

fn dispute_finding(rule: AppliedRule<'_>, prolonged: Prolonged) -> Finding<'_> {
    let note = |code, readings: &[&'static str], fr: &'static str, en: &'static str, role| {
        Finding::of(code, role, rule.clone(), readings, fr, en)
    };
    match prolonged {
        Prolonged::Until(_) => note(
            "log_dispute",
            &["A10"],
            "prorogée jusqu'à la décision juridictionnelle définitive, pour les traces de ce contentieux",
            "prolonged until the definitive decision of a court, for the traces of that dispute",
            Role::Founds,
        ),
        Prolonged::NotKnown(_) | Prolonged::NotByTheAct(_) => note(
            "log_dispute_undetermined",
            &["A10", "A10c"],
            "aucune règle lue ne dit si un contentieux proroge cette trace : en extraire la preuve au dossier de \
             l'affaire",
            "no rule that was read says whether a dispute prolongs this trace: extract the evidence into the case file",
            Role::Notes,
        ),
        Prolonged::No => note(
            "log_dispute_without_effect",
            &["A10"],
            "le contentieux ne change rien : il ne concerne pas cette trace, a commencé après le terme ou s'est \
             terminé avant",
            "the dispute changes nothing: it does not concern this trace, began after the term or ended before it",
            Role::Notes,
        ),
    }
}
