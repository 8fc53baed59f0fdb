//! The answer of retention for a dossier.

use serde::{Deserialize, Serialize};

use crate::calendar::Date;
use crate::explain::{Action, AppliedRule, Outcome, Scope, Step, codes, push_new};
use crate::law::{Citation, Evidence, Provision};

use super::archive::Archive;
use super::facts::{Fact, FactSet, FactsView, Fse};
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
    /// No rule that was read decides, or a fact without which none applies is missing. With an outcome *not
    /// conforming*: the dossier is closed, and whether it goes to the FSE archive is not known.
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
    /// Not the persons of art. 3 and 4; whether an FSE control may is not known.
    Closed,
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

/// A dossier closed by an earlier rule set: the rules that closed it, and which of them did.
#[derive(Clone, Copy, Debug)]
pub(super) struct ClosedBy<'l> {
    pub(super) rules: Rules<'l>,
    pub(super) governs: Governs,
}

/// The answer of one rule set alone.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judgment<'l> {
    pub(super) rules: Rules<'l>,
    pub(super) term: Term,
    pub(super) archive: Option<Archive>,
    pub(super) state: State,
    pub(super) outcome: Outcome,
    pub(super) missing: FactSet,
    pub(super) would_extend: FactSet,
    pub(super) was_due: Option<(WasDue<'l>, ClosedBy<'l>)>,
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
    /// A day did not exist in the year of arrival and was rounded: a birthday (reading A2), or the end of a term.
    pub ambiguous: bool,
    /// The answer by the rules of the day; in a window of entry, by the newer ones.
    pub(super) newest: Judgment<'l>,
    /// In a window of entry: the answer by the older rules.
    pub(super) older: Option<Judgment<'l>>,
    evidence: Option<Evidence>,
    fse_evidence: Option<Evidence>,
    pub(super) already_anonymised: bool,
    pub(super) later: FactSet,
    pub(super) cej_only_as_programme: bool,
}

const fn known(bound: Bound) -> Option<Date> {
    if let Bound::Known(date) = bound { Some(date) } else { None }
}

impl<'l> Judgment<'l> {
    pub(super) fn new(
        rules: Rules<'l>,
        day: Date,
        facts: FactsView<'_>,
        mut term: Term,
        archive: Option<Archive>,
        was_due: Option<(WasDue<'l>, ClosedBy<'l>)>,
    ) -> Self {
        let already_anonymised = facts.anonymised(day);
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
            Some(true) => match (facts.fse, archive) {
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
        let outcome = match closed {
            _ if already_anonymised => Outcome::Conforming,
            Some(false) => Outcome::Conforming,
            // Whatever the archive may be, the dossier is no longer open to the persons of art. 3 and 4.
            Some(true) => Outcome::NotConforming,
            None => Outcome::Undetermined,
        };
        let (mut missing, mut would_extend) = (term.missing, term.would_extend);
        if let Some(archive) = archive {
            missing = missing.union(archive.missing);
            would_extend = would_extend.union(archive.would_extend);
        }
        if *facts.fse == Fse::Unknown && !already_anonymised {
            missing.insert(Fact::Fse);
        }
        Self { rules, term, archive, state, outcome, missing, would_extend, was_due }
    }

    fn each_governing(&self, visit: &mut impl FnMut(&'l Citation)) {
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

    fn evidence(&self) -> Option<Evidence> {
        let mut evidence: Option<Evidence> = None;
        self.each_governing(&mut |citation| {
            evidence = Some(evidence.map_or(citation.evidence, |known| known.weaker(citation.evidence)));
        });
        evidence
    }

    fn fse_evidence(&self) -> Option<Evidence> {
        self.archive.filter(|archive| archive.bound != Bound::Unknown).map(|archive| archive.evidence)
    }

    /// The provision that governs the FSE archive, when the dossier is co-financed and its start is known.
    pub(super) fn archive_rule(&self) -> Option<AppliedRule<'l>> {
        self.fse_evidence().map(|_| AppliedRule::of(&self.rules.tables.archive, self.rules.archive))
    }

    pub(super) fn ambiguous(&self) -> bool {
        self.term.rounded || self.term.cej_rounded || self.archive.is_some_and(|archive| archive.rounded)
    }

    fn governing(&self) -> impl Iterator<Item = AppliedRule<'l>> + use<'l> {
        let (rules, tables, governs) = (self.rules, self.rules.tables, self.term.governs);
        [
            governs.limit.then(|| AppliedRule::of(&tables.limite, rules.limite)),
            governs.exception.then(|| AppliedRule::of(&tables.exception, rules.exception)),
            governs.cej.then(|| AppliedRule::of(&tables.cej, rules.cej)),
        ]
        .into_iter()
        .flatten()
    }
}

impl<'l> Decision<'l> {
    pub(super) fn new(newest: Judgment<'l>, day: Date, facts: FactsView<'_>) -> Self {
        let term = newest.term;
        Self {
            outcome: newest.outcome,
            state: newest.state,
            limit_date: term.limit,
            cej_until: term.cej_until,
            accessible_until: known(term.bound),
            at_least: if let Bound::AtLeast(date) = term.bound { Some(date) } else { None },
            fse_archive_until: newest.archive.and_then(|archive| known(archive.bound)),
            fse_archive_open: newest.archive.is_some_and(|archive| archive.bound == Bound::Open),
            was_due: newest.was_due.map(|(due, _)| due),
            missing: newest.missing,
            would_extend: newest.would_extend,
            ambiguous: newest.ambiguous(),
            evidence: newest.evidence(),
            fse_evidence: newest.fse_evidence(),
            newest,
            older: None,
            already_anonymised: facts.anonymised(day),
            later: facts.later_than(day),
            cej_only_as_programme: facts.has_cej_only_as_programme(),
        }
    }

    /// In a window of entry: the answer stands where both rule sets agree, and is undetermined elsewhere. Both
    /// answers are kept, so that the reasons name both versions.
    pub(super) fn agreed_with(mut self, older: Judgment<'l>) -> Self {
        let weaker = |a: Option<Evidence>, b: Option<Evidence>| a.zip(b).map(|(a, b)| a.weaker(b));
        let agreed = |a: Option<Date>, b: Option<Date>| if a == b { a } else { None };
        let at_least = if let Bound::AtLeast(date) = older.term.bound { Some(date) } else { None };
        self.evidence = weaker(self.evidence, older.evidence());
        self.fse_evidence = weaker(self.fse_evidence, older.fse_evidence());
        self.missing = self.missing.union(older.missing);
        self.would_extend = self.would_extend.union(older.would_extend);
        self.ambiguous |= older.ambiguous();
        self.was_due = self.was_due.or(older.was_due.map(|(due, _)| due));
        self.limit_date = agreed(self.limit_date, older.term.limit);
        self.cej_until = agreed(self.cej_until, older.term.cej_until);
        self.accessible_until = agreed(self.accessible_until, known(older.term.bound));
        self.at_least = agreed(self.at_least, at_least);
        let archive = older.archive.and_then(|archive| known(archive.bound));
        self.fse_archive_until = agreed(self.fse_archive_until, archive);
        self.fse_archive_open &= older.archive.is_some_and(|archive| archive.bound == Bound::Open);
        if self.state != older.state {
            self.state = State::Undetermined;
        }
        if self.outcome != older.outcome {
            self.outcome = Outcome::Undetermined;
        }
        self.older = Some(older);
        self
    }

    /// The answers that the decision rests on, that of the older rule set first.
    pub(super) fn judgments(&self) -> impl Iterator<Item = &Judgment<'l>> {
        self.older.iter().chain([&self.newest])
    }

    /// The provisions that govern [`accessible_until`](Self::accessible_until); in a window of entry, those of both
    /// versions.
    #[must_use]
    pub fn governing(&self) -> Vec<AppliedRule<'l>> {
        let mut rules = Vec::new();
        self.judgments().flat_map(Judgment::governing).for_each(|rule| push_new(&mut rules, rule));
        rules
    }

    /// The citations that govern, each code once, without allocation.
    pub fn each_governing(&self, mut visit: impl FnMut(&'l Citation)) {
        self.newest.each_governing(&mut visit);
        if let Some(older) = &self.older {
            older.each_governing(&mut |citation| {
                let mut told = false;
                self.newest.each_governing(&mut |newer| told |= newer.code == citation.code);
                if !told {
                    visit(citation);
                }
            });
        }
    }

    /// The provisions that govern the FSE archive, when the dossier is co-financed and the start is known.
    #[must_use]
    pub fn archive_rules(&self) -> Vec<AppliedRule<'l>> {
        let mut rules = Vec::new();
        self.judgments().filter_map(Judgment::archive_rule).for_each(|rule| push_new(&mut rules, rule));
        rules
    }

    /// Codes of the provisions that govern [`accessible_until`](Self::accessible_until), each once.
    #[must_use]
    pub fn founded_by(&self) -> Vec<&'l str> {
        codes(&self.governing())
    }

    /// Codes of the provisions that govern [`fse_archive_until`](Self::fse_archive_until), each once.
    #[must_use]
    pub fn fse_founded_by(&self) -> Vec<&'l str> {
        codes(&self.archive_rules())
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
    pub fn access(&self) -> Access<'l> {
        match (self.state, self.outcome) {
            (State::Accessible, _) => Access::Articles3And4,
            (State::Anonymise | State::FseAnonymise, _) => Access::AnonymisedOnly,
            (State::FseArchive, _) => Access::FseControl(match &self.older {
                // In a window whose versions differ, the authority is not known.
                Some(older) if older.rules.autorisation.value != self.newest.rules.autorisation.value => {
                    &Provision::Unknown
                }
                _ => &self.newest.rules.autorisation.value,
            }),
            (State::Undetermined, Outcome::NotConforming) => Access::Closed,
            (State::Undetermined, _) => Access::Undetermined,
        }
    }

    /// The steps that the law prescribes, with their days, past ones included, in the order of the days. Empty while
    /// the first cannot be told or when the dossier is already anonymised.
    ///
    /// When a dossier is co-financed, only the data so flagged go to the FSE archive; the rest is anonymised on the
    /// day on which the dossier closes (reading A17).
    #[must_use]
    pub fn steps(&self) -> Vec<Step<'l>> {
        let Some(closed) = self.accessible_until.filter(|_| !self.already_anonymised) else {
            return Vec::new();
        };
        if self.missing.contains(Fact::Fse) {
            return Vec::new();
        }
        let rules = self.governing();
        let step = |date, action, scope, rules: &[AppliedRule<'l>]| Step {
            date,
            action,
            scope,
            rules: rules.to_vec(),
        };
        let cej = self.cej_until.filter(|until| self.newest.term.cej_apart && closed < *until);
        let mut steps = Vec::new();
        let mut rest = if self.newest.term.cej_apart { Scope::Rest } else { Scope::Whole };
        let (end, archive_rules) = (self.fse_archive_until, self.archive_rules());
        let archived = self.newest.archive.is_some_and(|archive| match archive.bound {
            Bound::Known(until) | Bound::AtLeast(until) => closed < until,
            Bound::Open => true,
            Bound::AtMost(_) | Bound::Unknown => false,
        });
        if archived {
            steps.push(step(closed, Action::MoveToFseArchive, Scope::Cofinanced, &rules));
        }
        if self.newest.archive.is_some() && (archived || end.is_none()) {
            rest = Scope::Rest;
        }
        let past_archive = self.newest.archive.is_some() && !archived && end.is_some();
        let all: Vec<_> =
            rules.iter().chain(archive_rules.iter().filter(|_| past_archive)).cloned().collect();
        steps.push(step(closed, Action::Anonymise, rest, &all));
        if let Some(end) = end.filter(|_| archived) {
            steps.push(step(end, Action::Anonymise, Scope::Cofinanced, &archive_rules));
        }
        if let Some(until) = cej {
            let mut rules = Vec::new();
            for judgment in self.judgments() {
                let rule = AppliedRule::of(&judgment.rules.tables.cej, judgment.rules.cej);
                push_new(&mut rules, rule);
            }
            steps.push(step(until, Action::Anonymise, Scope::Cej, &rules));
        }
        steps.sort_by_key(|step| step.date);
        steps
    }
}
