//! Retention: until when a dossier or an account is accessible, to whom, and what happens next.
//!
//! # Droit
//! Décret n° 2015-59, article 6, in every version known; the version is that **of the day of evaluation**,
//! for no transitional provision was seen. What was anonymised under an older version stays so
//! ([`DossierFacts::anonymised_on`]); a dossier that an earlier version had closed and that was not
//! anonymised is judged by the version of the day, and the answer says since when it was due
//! ([`Decision::was_due`]). Readings that the acts leave open are named options ([`Readings`]).
//!
//! Every date is the first closed day, from 00:00 Europe/Paris (reading A2b).
//!
//! ```
//! use imilo_core::conservation::{DossierFacts, Fse, Readings, Retention, State, Tables};
//!
//! let tables = Tables::built_in();
//! let retention = Retention::on("2026-12-01".parse()?, &tables, Readings::default())?;
//! let facts = DossierFacts {
//!     birth_date: Some("1998-03-15".parse()?),
//!     programmes: Some(vec![]),
//!     cej_contracts: Some(vec![]),
//!     rqth_periods: Some(vec![]),
//!     fse: Fse::NotCofinanced,
//!     anonymised_on: None,
//! };
//! let decision = retention.dossier(&facts)?;
//! assert_eq!(decision.state, State::Anonymise);
//! assert_eq!(decision.accessible_until.map(|d| d.to_string()).as_deref(), Some("2026-03-15"));
//! assert_eq!(decision.founded_by(), ["D2015-59:6:I"]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod account;
mod archive;
mod decision;
mod facts;
mod facts_json;
mod findings;
mod readings;
mod tables;
mod term;

pub use account::{AccountDecision, AccountKind};
pub use decision::{Access, Decision, State, WasDue};
pub use facts::{
    AccountEnd, ContratCej, DossierFacts, Fact, FactSet, FactsError, FactsView, Fse, Interruption,
    InterruptionCause, Period, Programme, ProgrammeKind,
};
pub use readings::{A2, A3, A6, A6b, A7, A8, Readings};
pub use tables::{ArchiveFse, Autorite, Duree, ExceptionProgramme, Limite, Origine, Tables, Terme};

use std::borrow::Cow;

use crate::calendar::Date;
use crate::explain::AppliedRule;
use crate::law::{BeforeFirstRuleSet, Citation, Entry, InForce, Provision, Timeline};

use decision::{ClosedBy, Judgment};
use term::{Bound, Rules};

/// The rules of retention on one day, resolved once for any number of dossiers.
#[derive(Clone, Debug)]
pub struct Retention<'l> {
    day: Date,
    readings: Readings,
    label: Cow<'l, str>,
    /// The rules of the day; two in a window of entry.
    rules: Rules<'l>,
    other: Option<Rules<'l>>,
    /// Earlier rule sets that close dossiers by other rows, oldest first.
    earlier: Vec<Earlier<'l>>,
}

/// Rule sets that follow each other with the same rows of I, exception and I bis.
#[derive(Clone, Debug)]
struct Earlier<'l> {
    rules: Rules<'l>,
    periods: Vec<CertainDays<'l>>,
}

/// The days on which one rule set was certainly in force.
#[derive(Clone, Debug)]
struct CertainDays<'l> {
    rule_set: &'l str,
    from: Date,
    until: Date,
}

impl<'l> Retention<'l> {
    /// The rules in force on `day`.
    ///
    /// # Errors
    /// [`BeforeFirstRuleSet`] when the day lies before 2015-01-29.
    pub fn on(day: Date, tables: &'l Tables, readings: Readings) -> Result<Self, BeforeFirstRuleSet> {
        let rule_set = tables.rule_sets.at(day)?;
        let rules = Rules::on(tables, day, true)?;
        let older = Rules::on(tables, day, false)?;
        // A window may be that of a single table, when an integrator added a row to it alone.
        let window = matches!(rule_set, InForce::Either(..)) || !rules.same(&older);
        let earlier = earlier(tables, day, &older)?;
        Ok(Self { day, readings, label: rule_set.label(), rules, other: window.then_some(older), earlier })
    }

    /// Name of the rule set of the day, or `V2025|V2026` in a window of entry.
    #[must_use]
    pub fn rule_set(&self) -> &str {
        &self.label
    }

    /// The day of evaluation.
    #[must_use]
    pub const fn day(&self) -> Date {
        self.day
    }

    /// The provisions that may close a dossier on this day: I, its exception, I bis where it exists.
    #[must_use]
    pub fn term_provisions(&self) -> Vec<&'l Citation> {
        let rules = &self.rules;
        let cej = matches!(rules.cej.value, Provision::Stated(_)).then_some(&rules.cej.citation);
        [&rules.limite.citation, &rules.exception.citation].into_iter().chain(cej).collect()
    }

    /// The provision that keeps the data of a co-financed dossier for an FSE control.
    #[must_use]
    pub const fn archive_provision(&self) -> &'l Citation {
        &self.rules.archive.citation
    }

    /// Judges one dossier.
    ///
    /// # Errors
    /// [`FactsError`] when the facts cannot be: a period reversed, a birth after the day of evaluation.
    pub fn dossier<'f>(&self, facts: impl Into<FactsView<'f>>) -> Result<Decision<'l>, FactsError> {
        let facts = facts.into();
        facts.check(self.day)?;
        let decision = Decision::new(self.under(self.rules, facts), self.day, facts);
        Ok(match self.other {
            Some(older) => decision.agreed_with(self.under(older, facts)),
            None => decision,
        })
    }

    /// Judges many dossiers, one result a row, in order.
    pub fn dossiers<'f>(
        &self,
        facts: impl IntoIterator<Item = impl Into<FactsView<'f>>>,
    ) -> Vec<Result<Decision<'l>, FactsError>> {
        facts.into_iter().map(|facts| self.dossier(facts)).collect()
    }

    /// Judges the account of a user of the processing or of staff of a partner.
    #[must_use]
    pub fn account(&self, kind: AccountKind, end: AccountEnd) -> AccountDecision<'l> {
        let decision = account::judge(self.rules, kind, end, self.day);
        match self.other {
            Some(older) => {
                let act = AppliedRule::of(&self.rules.tables.rule_sets, self.rules.rule_set);
                decision.agreed_with(account::judge(older, kind, end, self.day), act)
            }
            None => decision,
        }
    }

    fn under(&self, rules: Rules<'l>, facts: FactsView<'_>) -> Judgment<'l> {
        let term = term::term(&rules, facts, &self.readings, self.day);
        let archive = archive::archive(&rules, facts.fse, &self.readings);
        let was_due = self.was_due(facts, term.bound);
        Judgment::new(rules, self.day, facts, term, archive, was_due)
    }

    /// The first earlier rule set that had closed the dossier on a day of its own, before the day that the
    /// rules of today give.
    fn was_due(&self, facts: FactsView<'_>, today: Bound) -> Option<(WasDue<'l>, ClosedBy<'l>)> {
        if facts.anonymised(self.day) {
            return None;
        }
        self.earlier.iter().find_map(|earlier| {
            earlier.periods.iter().find_map(|period| {
                // As known on the last day of that rule set: the exception counts from the limit date on.
                let last = period.until.plus_days(-1);
                let term = term::term(&earlier.rules, facts, &self.readings, last);
                let Bound::Known(closed) = term.bound else { return None };
                let own = period.from <= closed && closed < period.until;
                let sooner = match today {
                    Bound::Known(date) | Bound::AtLeast(date) => closed < date,
                    Bound::Open => true,
                    Bound::AtMost(_) | Bound::Unknown => false,
                };
                (own && sooner).then_some((
                    WasDue { date: closed, rule_set: period.rule_set },
                    ClosedBy { rules: earlier.rules, governs: term.governs },
                ))
            })
        })
    }
}

/// The periods before `day` whose rows differ from those of the day, grouped by equal rows.
///
/// A period runs from an entry into force that is certain to the next that is possible: a day counts as an
/// earlier version's own if that version was certainly in force on it.
fn earlier<'l>(
    tables: &'l Tables,
    day: Date,
    today: &Rules<'l>,
) -> Result<Vec<Earlier<'l>>, BeforeFirstRuleSet> {
    let mut entries: Vec<Entry> = entries_of(&tables.rule_sets)
        .chain(entries_of(&tables.limite))
        .chain(entries_of(&tables.exception))
        .chain(entries_of(&tables.cej))
        .filter(|entry| entry.earliest <= day)
        .collect();
    entries.sort_unstable_by_key(|entry| (entry.certain, entry.earliest));
    entries.dedup();
    let mut groups: Vec<Earlier<'l>> = Vec::new();
    for (entry, next) in entries.iter().zip(entries.iter().skip(1)) {
        let rules = Rules::on(tables, entry.certain, true)?;
        if rules.same_term(today) || next.earliest <= entry.certain {
            continue;
        }
        let rule_set: &'l str = &tables.rule_sets.at(entry.certain)?.newer().id;
        let period = CertainDays { rule_set, from: entry.certain, until: next.earliest };
        match groups.last_mut() {
            Some(group) if group.rules.same_term(&rules) => group.periods.push(period),
            _ => groups.push(Earlier { rules, periods: vec![period] }),
        }
    }
    Ok(groups)
}

fn entries_of<T: Clone + 'static>(line: &Timeline<T>) -> impl Iterator<Item = Entry> + '_ {
    line.rows().iter().map(|row| row.entry)
}
