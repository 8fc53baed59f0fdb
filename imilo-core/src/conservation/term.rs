//! Paragraphs I and I bis of article 6: until when a dossier is accessible to the persons of art. 3 and 4.

use crate::calendar::{Date, Rounding};
use crate::law::{Provision, RuleSet, Timeline, Version};

use super::facts::{ContratCej, Fact, FactSet, FactsView, Period, Programme, ProgrammeKind};
use super::readings::{A3, A6, A6b, Readings};
use super::tables::{ArchiveFse, Autorite, Duree, ExceptionProgramme, Limite, Tables, Terme};

/// The version of each table that one rule set applies.
#[derive(Clone, Copy, Debug)]
pub(super) struct Rules<'l> {
    pub(super) tables: &'l Tables,
    pub(super) rule_set: &'l Version<RuleSet>,
    pub(super) limite: &'l Version<Provision<Limite>>,
    pub(super) exception: &'l Version<Provision<ExceptionProgramme>>,
    pub(super) cej: &'l Version<Provision<Duree>>,
    pub(super) utilisateurs: &'l Version<Provision<Duree>>,
    pub(super) partenaires: &'l Version<Provision<Duree>>,
    pub(super) archive: &'l Version<Provision<ArchiveFse>>,
    pub(super) autorisation: &'l Version<Provision<Autorite>>,
}

impl<'l> Rules<'l> {
    /// The rules of a day: in a window of entry, those of the older or of the newer version.
    pub(super) fn on(
        tables: &'l Tables,
        day: Date,
        newer: bool,
    ) -> Result<Self, crate::law::BeforeFirstRuleSet> {
        fn pick<T: Clone>(
            line: &Timeline<T>,
            day: Date,
            newer: bool,
        ) -> Result<&Version<T>, crate::law::BeforeFirstRuleSet> {
            line.at(day).map(|found| if newer { found.newer() } else { found.older() })
        }
        Ok(Self {
            tables,
            rule_set: pick(&tables.rule_sets, day, newer)?,
            limite: pick(&tables.limite, day, newer)?,
            exception: pick(&tables.exception, day, newer)?,
            cej: pick(&tables.cej, day, newer)?,
            utilisateurs: pick(&tables.utilisateurs, day, newer)?,
            partenaires: pick(&tables.partenaires, day, newer)?,
            archive: pick(&tables.archive, day, newer)?,
            autorisation: pick(&tables.autorisation, day, newer)?,
        })
    }

    /// Whether two rule sets close a dossier by the same rows.
    pub(super) fn same_term(&self, other: &Self) -> bool {
        core::ptr::eq(self.limite, other.limite)
            && core::ptr::eq(self.exception, other.exception)
            && core::ptr::eq(self.cej, other.cej)
    }

    /// Whether two rule sets are the same rows throughout.
    pub(super) fn same(&self, other: &Self) -> bool {
        self.same_term(other)
            && core::ptr::eq(self.utilisateurs, other.utilisateurs)
            && core::ptr::eq(self.partenaires, other.partenaires)
            && core::ptr::eq(self.archive, other.archive)
            && core::ptr::eq(self.autorisation, other.autorisation)
    }
}

/// What is known of the first closed day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bound {
    /// It is this day.
    Known(Date),
    /// There is no end yet: a programme or a contract is in progress.
    Open,
    /// A missing fact may only make it later.
    AtLeast(Date),
    /// A missing fact may only make it earlier.
    AtMost(Date),
    /// Nothing can be said.
    Unknown,
}

/// The provisions that govern the first closed day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Governs {
    pub(super) limit: bool,
    pub(super) exception: bool,
    pub(super) cej: bool,
}

impl Governs {
    const LIMIT: Self = Self { limit: true, exception: false, cej: false };
    const EXCEPTION: Self = Self { limit: false, exception: true, cej: false };
    const CEJ: Self = Self { limit: false, exception: false, cej: true };

    const fn and(self, other: Self) -> Self {
        Self {
            limit: self.limit || other.limit,
            exception: self.exception || other.exception,
            cej: self.cej || other.cej,
        }
    }
}

/// The answer of paragraphs I and I bis under one rule set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Term {
    /// The limit of I alone, without exception.
    pub(super) limit: Option<Date>,
    /// The term of I bis alone.
    pub(super) cej_until: Option<Date>,
    pub(super) bound: Bound,
    pub(super) governs: Governs,
    /// Facts whose absence leaves the bound open.
    pub(super) missing: FactSet,
    /// Facts that would extend the term if they were attested.
    pub(super) would_extend: FactSet,
    /// Until when at most they would: the last end of the programmes concerned, none while one runs.
    extension: Option<Option<Date>>,
    /// The birthday does not exist in its year: reading A2 decided.
    pub(super) rounded: bool,
    /// The day of the term of I bis does not exist in its year.
    pub(super) cej_rounded: bool,
    /// A PACEA would be in progress on the limit date if it could be (reading A5b).
    pub(super) pacea_excluded: bool,
    /// I bis was combined with I (reading A6).
    pub(super) combined: bool,
    /// The data of a CEJ have a term of their own (option A6b).
    pub(super) cej_apart: bool,
    /// The derogation of L. 5314-2 for disabled workers was applied.
    pub(super) derogation: bool,
}

/// What I bis says before it is combined with I.
#[derive(Clone, Copy)]
enum CejTerm {
    /// No contract, or no rule.
    None,
    Until(Date),
    Open,
    /// The contracts, or the rule, are not known.
    Unknown,
}

/// Art. 6 I and I bis, as known on `day`.
pub(super) fn term(rules: &Rules<'_>, facts: FactsView<'_>, readings: &Readings, day: Date) -> Term {
    let mut term = limit(rules, facts, readings);
    exception(rules, facts, day, &mut term);
    let cej = cej(rules, facts, &mut term);
    combine(cej, readings, &mut term);
    // What ends before the term that governs anyway would extend nothing.
    let idle = match (term.bound, term.extension) {
        (Bound::Open, _) => true,
        (Bound::Known(until), Some(Some(end))) => end <= until,
        _ => false,
    };
    if idle {
        term.would_extend = FactSet::default();
    }
    term
}

/// I: the birthday from which the dossier is closed, exception apart.
fn limit(rules: &Rules<'_>, facts: FactsView<'_>, readings: &Readings) -> Term {
    let mut term = Term {
        limit: None,
        cej_until: None,
        bound: Bound::Unknown,
        governs: Governs::default(),
        missing: FactSet::default(),
        would_extend: FactSet::default(),
        extension: None,
        rounded: false,
        cej_rounded: false,
        pacea_excluded: false,
        combined: false,
        cej_apart: false,
        derogation: false,
    };
    let Provision::Stated(rule) = rules.limite.value else { return term };
    let Some(birth) = facts.birth_date else {
        term.missing.insert(Fact::BirthDate);
        return term;
    };
    let at = |age| birth.plus_years(age, readings.a2.rounding());
    let general = birthday(rule.terme, readings.a3);
    let longer = rule.derogation_rqth_cej.map(|age| birthday(with_age(rule.terme, age), readings.a3));
    let (age, certain) = match (longer, rqth_during_cej(facts)) {
        (Some(longer), Ok(true)) => {
            term.derogation = true;
            (longer, true)
        }
        (Some(_), Err(missing)) => {
            term.missing = missing;
            (general, false)
        }
        (None, _) | (_, Ok(false)) => (general, true),
    };
    let found = at(age);
    term.rounded = found.rounded;
    term.limit = certain.then_some(found.date);
    term.bound = if certain { Bound::Known(found.date) } else { Bound::AtLeast(found.date) };
    term.governs = Governs::LIMIT;
    term
}

/// The birthday that a term of I is. « 25 ans révolus » ends at the 26th birthday, or by A3 = 27 at the 25th.
const fn birthday(terme: Terme, a3: A3) -> u16 {
    match (terme, a3) {
        (Terme::Anniversaire(age), _) => age,
        (Terme::AgeMaximal { age_revolu, annees }, A3::At28) => age_revolu + 1 + annees,
        (Terme::AgeMaximal { age_revolu, annees }, A3::At27) => age_revolu + annees,
    }
}

/// The same term with another maximal age.
const fn with_age(terme: Terme, age: u16) -> Terme {
    match terme {
        Terme::Anniversaire(_) => Terme::Anniversaire(age),
        Terme::AgeMaximal { annees, .. } => Terme::AgeMaximal { age_revolu: age, annees },
    }
}

/// Whether RQTH was held during a CEJ: one common day suffices (reading A4). The error names what is missing.
fn rqth_during_cej(facts: FactsView<'_>) -> Result<bool, FactSet> {
    let common = |cej: &ContratCej, rqth: &Period| {
        cej.end.is_none_or(|end| rqth.from <= end)
            && rqth.until.is_none_or(|until| cej.start < until && rqth.from < until)
    };
    let nothing = FactSet::default();
    match (facts.cej_contracts, facts.rqth_periods) {
        (Some(cej), Some(rqth)) => {
            Ok(cej.iter().any(|contract| rqth.iter().any(|period| common(contract, period))))
        }
        (Some(known), None) if !known.is_empty() => Err(nothing.with(Fact::RqthPeriods)),
        (None, Some(known)) if !known.is_empty() => Err(nothing.with(Fact::CejContracts)),
        (None, None) => Err(nothing.with(Fact::RqthPeriods).with(Fact::CejContracts)),
        _ => Ok(false),
    }
}

/// I, exception: it counts from the limit date on. Before, a programme that will be in progress on that day is
/// named as what would extend.
fn exception(rules: &Rules<'_>, facts: FactsView<'_>, day: Date, term: &mut Term) {
    let (limit, certain) = match term.bound {
        Bound::Known(limit) => (limit, true),
        Bound::AtLeast(limit) => (limit, false),
        Bound::Open | Bound::AtMost(_) | Bound::Unknown => return,
    };
    let Provision::Stated(rule) = rules.exception.value else { return };
    let Some(programmes) = facts.programmes else {
        if limit <= day {
            term.missing.insert(Fact::Programmes);
            term.bound = Bound::AtLeast(limit);
        }
        return;
    };
    if !certain {
        // Which day the programmes are asked about is not known itself.
        return;
    }
    let in_progress =
        |programme: &&Programme| programme.start <= limit && programme.end.is_none_or(|end| limit < end);
    for programme in programmes.iter().filter(in_progress) {
        if programme.kind == ProgrammeKind::Pacea && !rule.pacea_admis {
            term.pacea_excluded = true;
            continue;
        }
        let attested = !rule.suivi_regulier_exige || programme.regular_follow_up == Some(true);
        if !attested || day < limit {
            term.would_extend.insert(if attested { Fact::Programmes } else { Fact::RegularFollowUp });
            term.extension = Some(match (term.extension, programme.end) {
                (None, end) => end,
                (Some(Some(last)), Some(end)) => Some(last.max(end)),
                (Some(_), _) => None,
            });
            continue;
        }
        term.governs = Governs::EXCEPTION;
        term.bound = match (term.bound, programme.end) {
            (Bound::Known(until), Some(end)) => Bound::Known(until.max(end)),
            _ => Bound::Open,
        };
    }
}

/// I bis: ten years from the end of the last contract.
fn cej(rules: &Rules<'_>, facts: FactsView<'_>, term: &mut Term) -> CejTerm {
    let rule = match rules.cej.value {
        Provision::Stated(rule) => rule,
        Provision::Absent => return CejTerm::None,
        Provision::Unknown => return CejTerm::Unknown,
    };
    let Some(contracts) = facts.cej_contracts else {
        term.missing.insert(Fact::CejContracts);
        return CejTerm::Unknown;
    };
    if contracts.iter().any(|contract| contract.end.is_none()) {
        return CejTerm::Open;
    }
    let Some(last) = contracts.iter().filter_map(|contract| contract.end).max() else {
        return CejTerm::None;
    };
    let until = last.plus_years(rule.annees, Rounding::LastDayOfMonth);
    term.cej_until = Some(until.date);
    term.cej_rounded = until.rounded;
    CejTerm::Until(until.date)
}

/// I and I bis together, by reading A6.
fn combine(cej: CejTerm, readings: &Readings, term: &mut Term) {
    let counts = !matches!(cej, CejTerm::None);
    if readings.a6b == A6b::CejDataOnly {
        term.cej_apart = counts;
        return;
    }
    term.combined = counts;
    let (bound, governs) = match readings.a6 {
        A6::Later => later(term.bound, cej, term.governs),
        A6::Replaces => match cej {
            CejTerm::None => (term.bound, term.governs),
            CejTerm::Until(until) => (Bound::Known(until), Governs::CEJ),
            CejTerm::Open => (Bound::Open, Governs::CEJ),
            CejTerm::Unknown => (Bound::Unknown, Governs::default()),
        },
        A6::Earlier => earlier(term.bound, cej, term.governs),
    };
    if readings.a6 == A6::Replaces && !matches!(cej, CejTerm::None | CejTerm::Unknown) {
        // What paragraph I lacks, or would extend, no longer matters.
        term.missing = FactSet::default();
        term.would_extend = FactSet::default();
    }
    if bound == Bound::Open && governs == Governs::CEJ {
        term.missing = FactSet::default();
    }
    (term.bound, term.governs) = (bound, governs);
}

fn later(general: Bound, cej: CejTerm, governs: Governs) -> (Bound, Governs) {
    use Bound::{AtLeast, Known, Open};
    match (general, cej) {
        (bound, CejTerm::None) => (bound, governs),
        (Open, CejTerm::Open) => (Open, governs.and(Governs::CEJ)),
        (Open, _) => (Open, governs),
        (_, CejTerm::Open) => (Open, Governs::CEJ),
        (Known(a), CejTerm::Until(b)) if a == b => (Known(a), governs.and(Governs::CEJ)),
        (Known(a), CejTerm::Until(b)) if a > b => (Known(a), governs),
        (Known(_), CejTerm::Until(b)) => (Known(b), Governs::CEJ),
        (AtLeast(a), CejTerm::Until(b)) if a > b => (AtLeast(a), governs),
        (_, CejTerm::Until(b)) => (AtLeast(b), Governs::CEJ),
        (Known(a) | AtLeast(a), CejTerm::Unknown) => (AtLeast(a), governs),
        (bound, CejTerm::Unknown) => (bound, governs),
    }
}

fn earlier(general: Bound, cej: CejTerm, governs: Governs) -> (Bound, Governs) {
    use Bound::{AtLeast, AtMost, Known, Open, Unknown};
    match (general, cej) {
        (bound, CejTerm::None) => (bound, governs),
        (Open, CejTerm::Open) => (Open, governs.and(Governs::CEJ)),
        (bound, CejTerm::Open) => (bound, governs),
        (Open, CejTerm::Until(b)) => (Known(b), Governs::CEJ),
        (Known(a), CejTerm::Until(b)) if a == b => (Known(a), governs.and(Governs::CEJ)),
        (Known(a), CejTerm::Until(b)) if a < b => (Known(a), governs),
        (Known(_), CejTerm::Until(b)) => (Known(b), Governs::CEJ),
        (AtLeast(a), CejTerm::Until(b)) if b <= a => (Known(b), Governs::CEJ),
        (AtLeast(a), CejTerm::Until(_)) => (AtLeast(a), governs),
        (_, CejTerm::Until(b)) => (AtMost(b), Governs::CEJ),
        (Known(a), CejTerm::Unknown) => (AtMost(a), governs),
        (_, CejTerm::Unknown) => (Unknown, Governs::default()),
    }
}
