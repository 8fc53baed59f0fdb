//! The answer of retention for a dossier.

use serde::{Deserialize, Serialize};

use crate::calendar::Date;
use crate::explain::{Action, AppliedRule, Outcome, Step};
use crate::law::{Citation, Evidence, Provision};

use super::archive::Archive;
use super::facts::{DossierFacts, Fact, FactSet, Fse};
use super::tables::Autorite;
use super::term::{Bound, Governs, Rules, Term};

/// State of a dossier or of an account on the day of evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Accessible to the persons of art. 3 and 4.
    Accessible,
    /// Only in anonymised form; also said of a dossier already anonymised.
    Anonymise,
    /// No longer accessible, kept for an FSE control only.
    FseArchive,
    /// No longer accessible, and the nineteen years are past.
    FseAnonymise,
    /// No rule that was read decides, or a fact without which none applies is missing.
    Undetermined,
}

/// Who may reach the data on the day of evaluation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access<'l> {
    /// The persons of art. 3 and 4, each within his habilitation.
    Articles3And4,
    /// Only an FSE control, authorised by this authority (undetermined when the text was not read).
    FseControl(&'l Provision<Autorite>),
    /// Nobody, but in anonymised form.
    AnonymisedOnly,
    /// It cannot be said.
    Undetermined,
}

/// A dossier that an earlier rule set had closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct WasDue<'l> {
    /// First closed day under that rule set.
    pub date: Date,
    /// Name of the rule set.
    pub rule_set: &'l str,
}

/// What retention says of a dossier on a day. Made by [`Retention::dossier`](super::Retention::dossier).
#[derive(Clone, Debug)]
pub struct Decision<'l> {
    /// Whether it conforms that the dossier, as described, is open to the persons of art. 3 and 4.
    pub outcome: Outcome,
    /// State on the day.
    pub state: State,
    /// Limit of I alone, without exception.
    pub limit_date: Option<Date>,
    /// Term of I bis alone; none without a contract, while one runs, or before V2025.
    pub cej_until: Option<Date>,
    /// First day no longer accessible to the persons of art. 3 and 4; none when no end can be given.
    pub accessible_until: Option<Date>,
    /// When a missing fact may only put the end off: the earliest day that it can be.
    pub at_least: Option<Date>,
    /// First day outside the FSE archive.
    pub fse_archive_until: Option<Date>,
    /// An open interruption leaves no date for the archive.
    pub fse_archive_open: bool,
    /// The first earlier rule set that had closed the dossier.
    pub was_due: Option<WasDue<'l>>,
    /// Facts whose absence leaves something undetermined.
    pub missing: FactSet,
    /// Facts that would extend a term if they were attested.
    pub would_extend: FactSet,
    /// A date did not exist in the year of arrival and was rounded (reading A2).
    pub ambiguous: bool,
    /// Either of two rule sets may be in force on the day.
    pub(super) window: bool,
    pub(super) evidence: Option<Evidence>,
    pub(super) fse_evidence: Option<Evidence>,
    pub(super) term: Term,
    pub(super) archive: Option<Archive>,
    pub(super) rules: Rules<'l>,
    pub(super) already_anonymised: bool,
    pub(super) later: FactSet,
    pub(super) cej_only_as_programme: bool,
}

impl<'l> Decision<'l> {
    pub(super) fn new(
        rules: Rules<'l>,
        day: Date,
        facts: &DossierFacts,
        mut term: Term,
        archive: Option<Archive>,
        was_due: Option<WasDue<'l>>,
    ) -> Self {
        let already_anonymised = facts.anonymised_on.is_some_and(|anonymised| anonymised <= day);
        let (mut missing, mut would_extend) = (term.missing, term.would_extend);
        let closed = match term.bound {
            Bound::Known(until) => Some(until <= day),
            Bound::Open => Some(false),
            Bound::AtLeast(until) if day < until => Some(false),
            Bound::AtMost(until) if until <= day => Some(true),
            Bound::AtLeast(_) | Bound::AtMost(_) | Bound::Unknown => None,
        };
        if closed.is_none() {
            // Nothing governs a day that cannot be told; the missing facts say why.
            term.governs = Governs::default();
        }
        let state = match closed {
            _ if already_anonymised => State::Anonymise,
            Some(false) => State::Accessible,
            Some(true) => match (&facts.fse, archive) {
                (Fse::NotCofinanced, _) => State::Anonymise,
                (Fse::Cofinanced { .. }, Some(archive)) => match archive.bound {
                    Bound::Known(until) if until <= day => State::FseAnonymise,
                    Bound::Known(_) | Bound::Open => State::FseArchive,
                    Bound::AtLeast(until) if day < until => State::FseArchive,
                    _ => State::Undetermined,
                },
                _ => State::Undetermined,
            },
            None => State::Undetermined,
        };
        if let Some(archive) = archive {
            missing = missing.union(archive.missing);
            would_extend = would_extend.union(archive.would_extend);
        }
        if facts.fse == Fse::Unknown && !already_anonymised {
            missing.insert(Fact::Fse);
        }
        let outcome = match state {
            State::Undetermined => Outcome::Undetermined,
            State::Accessible => Outcome::Conforming,
            _ if already_anonymised => Outcome::Conforming,
            _ => Outcome::NotConforming,
        };
        let known = |bound| if let Bound::Known(date) = bound { Some(date) } else { None };
        let mut decision = Self {
            outcome,
            state,
            limit_date: term.limit,
            cej_until: term.cej_until,
            accessible_until: known(term.bound),
            at_least: if let Bound::AtLeast(date) = term.bound { Some(date) } else { None },
            fse_archive_until: archive.and_then(|archive| known(archive.bound)),
            fse_archive_open: archive.is_some_and(|archive| archive.bound == Bound::Open),
            was_due,
            missing,
            would_extend,
            ambiguous: term.rounded,
            window: false,
            evidence: None,
            fse_evidence: archive.filter(|a| a.bound != Bound::Unknown).map(|a| a.evidence),
            term,
            archive,
            rules,
            already_anonymised,
            later: facts.later_than(day),
            cej_only_as_programme: facts.has_cej_only_as_programme(),
        };
        let mut evidence: Option<Evidence> = None;
        decision.each_governing(|citation| {
            evidence = Some(evidence.map_or(citation.evidence, |known| known.weaker(citation.evidence)));
        });
        decision.evidence = evidence;
        decision
    }

    /// In a window of entry: the answer stands where both rule sets agree, and is undetermined elsewhere.
    pub(super) fn agreed_with(mut self, other: Self) -> Self {
        let weaker = |a: Option<Evidence>, b: Option<Evidence>| a.zip(b).map(|(a, b)| a.weaker(b));
        self.window = true;
        self.evidence = weaker(self.evidence, other.evidence);
        self.fse_evidence = weaker(self.fse_evidence, other.fse_evidence);
        self.missing = self.missing.union(other.missing);
        self.would_extend = self.would_extend.union(other.would_extend);
        self.ambiguous |= other.ambiguous;
        let agreed = |a: Option<Date>, b: Option<Date>| if a == b { a } else { None };
        self.limit_date = agreed(self.limit_date, other.limit_date);
        self.cej_until = agreed(self.cej_until, other.cej_until);
        self.accessible_until = agreed(self.accessible_until, other.accessible_until);
        self.at_least = agreed(self.at_least, other.at_least);
        self.fse_archive_until = agreed(self.fse_archive_until, other.fse_archive_until);
        if self.state != other.state {
            self.state = State::Undetermined;
            self.outcome = Outcome::Undetermined;
        }
        self
    }

    /// The provisions that govern [`accessible_until`](Self::accessible_until).
    #[must_use]
    pub fn governing(&self) -> Vec<AppliedRule<'l>> {
        let (rules, tables) = (&self.rules, self.rules.tables);
        let governs = self.term.governs;
        [
            governs.limit.then(|| AppliedRule::of(&tables.limite, rules.limite)),
            governs.exception.then(|| AppliedRule::of(&tables.exception, rules.exception)),
            governs.cej.then(|| AppliedRule::of(&tables.cej, rules.cej)),
        ]
        .into_iter()
        .flatten()
        .collect()
    }

    /// The citations of [`governing`](Self::governing), one after the other, without allocation.
    pub fn each_governing(&self, mut visit: impl FnMut(&'l Citation)) {
        let (rules, governs) = (&self.rules, self.term.governs);
        if governs.limit {
            visit(&rules.limite.citation);
        }
        if governs.exception {
            visit(&rules.exception.citation);
        }
        if governs.cej {
            visit(&rules.cej.citation);
        }
    }

    /// The provision that governs the FSE archive, when the dossier is co-financed and its start is known.
    #[must_use]
    pub fn archive_rule(&self) -> Option<AppliedRule<'l>> {
        let tables = self.rules.tables;
        self.fse_evidence.map(|_| AppliedRule::of(&tables.archive, self.rules.archive))
    }

    /// Codes of the provisions that govern [`accessible_until`](Self::accessible_until).
    #[must_use]
    pub fn founded_by(&self) -> Vec<&'l str> {
        self.governing().iter().map(|rule| rule.citation.code.as_ref()).collect()
    }

    /// How well the governing provisions are known; none when nothing governs.
    #[must_use]
    pub const fn evidence(&self) -> Option<Evidence> {
        self.evidence
    }

    /// How well the FSE paragraph is known, an interruption that counts included.
    #[must_use]
    pub const fn fse_evidence(&self) -> Option<Evidence> {
        self.fse_evidence
    }

    /// Who may reach the data on the day of evaluation.
    #[must_use]
    pub const fn access(&self) -> Access<'l> {
        match self.state {
            State::Accessible => Access::Articles3And4,
            State::Anonymise | State::FseAnonymise => Access::AnonymisedOnly,
            State::FseArchive => Access::FseControl(&self.rules.autorisation.value),
            State::Undetermined => Access::Undetermined,
        }
    }

    /// The steps that the law prescribes, with their days, past ones included. Empty while a step cannot be dated
    /// or when the dossier is already anonymised.
    #[must_use]
    pub fn steps(&self) -> Vec<Step<'l>> {
        let Some(closed) = self.accessible_until.filter(|_| !self.already_anonymised) else {
            return Vec::new();
        };
        let rules = self.governing();
        let Some(archive) = self.archive else {
            if self.missing.contains(Fact::Fse) {
                return Vec::new();
            }
            return vec![Step { date: closed, action: Action::Anonymise, rules }];
        };
        match (archive.bound, self.archive_rule()) {
            (Bound::Known(end), Some(archive_rule)) if end <= closed => {
                let rules = rules.into_iter().chain([archive_rule]).collect();
                vec![Step { date: closed, action: Action::Anonymise, rules }]
            }
            (Bound::Known(end), Some(archive_rule)) => vec![
                Step { date: closed, action: Action::MoveToFseArchive, rules },
                Step { date: end, action: Action::Anonymise, rules: vec![archive_rule] },
            ],
            _ => vec![Step { date: closed, action: Action::MoveToFseArchive, rules }],
        }
    }
}
