//! Paragraphs II and III of article 6: accounts of users of the processing and of staff of partners.

use serde::{Deserialize, Serialize};

use crate::calendar::{Date, Rounding};
use crate::explain::{AppliedRule, Outcome, push_new};
use crate::law::{Evidence, Provision};

use super::decision::State;
use super::facts::{AccountEnd, Fact, FactSet};
use super::term::Rules;

/// Whose account.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AccountKind {
    /// A user of the processing: one year from the end of the habilitation.
    UserAccount,
    /// Staff of a partner firm or association: one year from the deactivation of the account.
    PartnerStaff,
}

/// What retention says of an account. Made by [`Retention::account`](super::Retention::account).
#[derive(Clone, Debug)]
pub struct AccountDecision<'l> {
    /// Whether it conforms that the data of the account are still held in the clear.
    pub outcome: Outcome,
    /// State on the day.
    pub state: State,
    /// First day no longer accessible; none while the account runs, or when no rule was read.
    pub accessible_until: Option<Date>,
    /// Facts whose absence leaves the answer undetermined.
    pub missing: FactSet,
    /// A date did not exist in the year of arrival and was rounded.
    pub ambiguous: bool,
    /// Whose account.
    pub kind: AccountKind,
    /// The text of the day holds no term for such an account.
    pub(super) no_term: bool,
    pub(super) evidence: Option<Evidence>,
    /// The provision of the day; in a window of entry, of the newer version.
    pub(super) rule: AppliedRule<'l>,
    /// In a window of entry: the provision of the older version.
    pub(super) older: Option<AppliedRule<'l>>,
    /// In a window of entry: the act whose day of entry is not known.
    pub(super) window: Option<AppliedRule<'l>>,
}

pub(super) fn judge(rules: Rules<'_>, kind: AccountKind, end: AccountEnd, day: Date) -> AccountDecision<'_> {
    let tables = rules.tables;
    let (version, rule, fact) = match kind {
        AccountKind::UserAccount => (
            rules.utilisateurs,
            AppliedRule::of(&tables.utilisateurs, rules.utilisateurs),
            Fact::HabilitationEnd,
        ),
        AccountKind::PartnerStaff => (
            rules.partenaires,
            AppliedRule::of(&tables.partenaires, rules.partenaires),
            Fact::AccountDeactivated,
        ),
    };
    let mut decision = AccountDecision {
        outcome: Outcome::Undetermined,
        state: State::Undetermined,
        accessible_until: None,
        missing: FactSet::default(),
        ambiguous: false,
        kind,
        no_term: true,
        evidence: None,
        rule,
        older: None,
        window: None,
    };
    let Provision::Stated(duration) = version.value else { return decision };
    decision.no_term = false;
    decision.evidence = Some(version.citation.evidence);
    match end {
        AccountEnd::Unknown => decision.missing.insert(fact),
        AccountEnd::Running => (decision.state, decision.outcome) = (State::Accessible, Outcome::Conforming),
        AccountEnd::Ended(last) => {
            let until = last.plus_years(duration.annees, Rounding::LastDayOfMonth);
            decision.ambiguous = until.rounded;
            decision.accessible_until = Some(until.date);
            (decision.state, decision.outcome) = if until.date <= day {
                (State::Anonymise, Outcome::NotConforming)
            } else {
                (State::Accessible, Outcome::Conforming)
            };
        }
    }
    decision
}

impl<'l> AccountDecision<'l> {
    /// In a window of entry: the answer stands where both rule sets agree, and is undetermined elsewhere.
    pub(super) fn agreed_with(mut self, other: Self, act: AppliedRule<'l>) -> Self {
        self.window = Some(act);
        self.no_term &= other.no_term;
        self.ambiguous |= other.ambiguous;
        self.evidence = self.evidence.zip(other.evidence).map(|(a, b)| a.weaker(b));
        self.missing = self.missing.union(other.missing);
        if self.accessible_until != other.accessible_until {
            self.accessible_until = None;
        }
        if self.state != other.state {
            self.state = State::Undetermined;
            self.outcome = Outcome::Undetermined;
        }
        self.older = Some(other.rule);
        self
    }

    /// The provisions that govern the answer; none when the text of the day holds no term.
    #[must_use]
    pub fn founded_by(&self) -> Vec<&'l str> {
        let mut codes: Vec<&'l str> = Vec::new();
        for rule in self.older.iter().chain([&self.rule]).filter(|_| !self.no_term) {
            push_new(&mut codes, rule.citation.code.as_ref());
        }
        codes
    }

    /// How well the governing provision is known; none when nothing governs.
    #[must_use]
    pub const fn evidence(&self) -> Option<Evidence> {
        self.evidence
    }
}
