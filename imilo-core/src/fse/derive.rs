//! From a record to the value of each code.

use std::sync::LazyLock;

use super::code::{CodeRow, rows};
use super::fact::{FACTS, Fact, FactRow};
use super::options::A8;
use super::row::Row;
use super::situation::Situation;
use super::term::Logic;
use super::validation::{Checks, checks};
use super::{
    Answer, Check, Code, Gender, LabourStatus, Missing, Participation, ParticipationError, Reason, Rules,
    Truth,
};

/// The facts that the codes of each programme read, by the place of its bit.
static NEEDED: LazyLock<[u64; 5]> = LazyLock::new(|| {
    core::array::from_fn(|place| {
        let mut needed = 0;
        let mut see = |fact: &'static FactRow| needed |= 1_u64 << fact.fact as u8;
        for row in rows().filter(|row| row.versions >> place & 1 == 1) {
            row.population.iter().for_each(|term| term.facts(&mut see));
            row.rule.facts(&mut see);
        }
        needed
    })
});

/// What was found of each fact of a record: sets of bits, one bit a fact. In none of them: missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Facts {
    pub(super) yes: u64,
    pub(super) no: u64,
    pub(super) not_yet: u64,
    pub(super) not_followed: u64,
    pub(super) refused: u64,
}

impl Facts {
    pub(super) const NONE: Self = Self { yes: 0, no: 0, not_yet: 0, not_followed: 0, refused: 0 };

    pub(super) fn of(situation: &Situation<'_>) -> Self {
        let mut facts = Self::NONE;
        let needed = NEEDED.get(situation.rules.programme.bit().trailing_zeros() as usize).copied();
        let mut needed = needed.unwrap_or(u64::MAX);
        while needed != 0 {
            let bit = needed & needed.wrapping_neg();
            needed ^= bit;
            let Some(row) = FACTS.get(bit.trailing_zeros() as usize) else { break };
            facts.put(bit, (row.find)(situation));
        }
        facts
    }

    /// Sets a fact, of which nothing is known yet, by its bit.
    pub(super) const fn put(&mut self, bit: u64, truth: Truth) {
        match truth {
            Truth::Yes => self.yes |= bit,
            Truth::No => self.no |= bit,
            Truth::Unknown(Reason::NotYetObservable) => self.not_yet |= bit,
            Truth::Unknown(Reason::NotFollowedUp) => self.not_followed |= bit,
            Truth::Unknown(Reason::Refused) => self.refused |= bit,
            Truth::Unknown(_) => {}
        }
    }

    pub(super) fn get(&self, fact: Fact) -> Truth {
        let is_in = |set: u64| set >> fact as u8 & 1 == 1;
        if is_in(self.yes) {
            Truth::Yes
        } else if is_in(self.no) {
            Truth::No
        } else if is_in(self.not_yet) {
            Truth::Unknown(Reason::NotYetObservable)
        } else if is_in(self.not_followed) {
            Truth::Unknown(Reason::NotFollowedUp)
        } else if is_in(self.refused) {
            Truth::Unknown(Reason::Refused)
        } else {
            Truth::Unknown(Reason::Missing)
        }
    }
}

/// Reference population and predicate of a row.
pub(super) fn parts<L: Logic>(row: &CodeRow, fact: &impl Fn(Fact) -> L) -> (L, L) {
    let population = row.population.iter().fold(L::YES, |all, term| all.and(term.value(fact)));
    (population, row.rule.value(fact))
}

/// What the rules make of a record.
///
/// ```
/// use imilo_core::fse::{Code, Participation, Programme, Rules, Truth};
/// let record: Participation = serde_json::from_str(
///     r#"{"gender": "F", "birth_date": "2003-05-20", "entry_date": "2023-10-02", "isced_entry": 4,
///         "labour_status_entry": "inactive"}"#,
/// )?;
/// let derivation = Rules::new(Programme::FsePlus).derive(&record)?;
/// assert_eq!(derivation.value(Code::Eeco10), Some(Truth::Yes));
/// assert_eq!(derivation.value(Code::Eeco11), Some(Truth::No));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Derivation {
    pub(super) rules: Rules,
    pub(super) gender: Option<Gender>,
    pub(super) status: Option<LabourStatus>,
    pub(super) missing: Missing,
    pub(super) findings: Checks,
    pub(super) facts: Facts,
    pub(super) sensitive: Sensitive<u8>,
}

/// How many sensitive answers were given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Sensitive<N> {
    /// « no ».
    pub(super) no: N,
    /// « yes », or refused.
    pub(super) other: N,
}

impl Sensitive<u8> {
    fn of(answers: [Answer; 3]) -> Self {
        let count = |fits: fn(&Answer) -> bool| answers.iter().fold(0, |sum, a| sum + u8::from(fits(a)));
        Self {
            no: count(|answer| matches!(answer, Answer::No)),
            other: count(|answer| matches!(answer, Answer::Yes | Answer::Refused)),
        }
    }
}

impl Rules {
    /// Derives every code of a record.
    ///
    /// # Errors
    /// [`ParticipationError`] when the record cannot be judged: no day of entry, a stay that ends before it begins.
    pub fn derive(&self, record: &Participation) -> Result<Derivation, ParticipationError> {
        Ok(self.derive_row(&Row::of(record, &self.options)?))
    }

    pub(super) fn derive_row(&self, row: &Row) -> Derivation {
        Derivation::of(&Situation::of(row, self))
    }
}

impl Derivation {
    pub(super) fn of(situation: &Situation<'_>) -> Self {
        let Situation { row, rules, status, missing, .. } = *situation;
        Self {
            rules: *rules,
            gender: row.gender,
            status,
            missing,
            findings: checks(situation),
            facts: Facts::of(situation),
            sensitive: Sensitive::of(row.sensitive(rules.programme)),
        }
    }

    /// The value of a code; none when the record is refused.
    #[must_use]
    pub fn value(&self, code: Code) -> Option<Truth> {
        self.value_by(code.row())
    }

    /// The value by the row of a code.
    pub(super) fn value_by(&self, row: Option<&CodeRow>) -> Option<Truth> {
        if self.is_refused() {
            return None;
        }
        let Some(row) = row.filter(|row| row.versions & self.rules.programme.bit() != 0) else {
            return Some(Truth::Unknown(Reason::NotInThisVersion));
        };
        let of_incomplete = row.of_incomplete && self.rules.options.a8 == A8::Counted;
        if !self.missing.is_none() && !of_incomplete {
            return Some(Truth::Unknown(Reason::IncompleteRecord));
        }
        let (population, rule) = parts(row, &|fact| self.facts.get(fact));
        Some(match population {
            Truth::No => Truth::Unknown(Reason::NotInPopulation),
            Truth::Unknown(reason) => Truth::Unknown(reason),
            Truth::Yes => rule,
        })
    }

    /// The codes of the programme with their values; none when the record is refused.
    pub fn values(&self) -> impl Iterator<Item = (Code, Truth)> + '_ {
        Code::of(self.rules.programme).filter_map(|code| Some((code, self.value(code)?)))
    }

    /// The codes that are counted.
    pub fn counted(&self) -> impl Iterator<Item = Code> + '_ {
        self.values().filter(|(_, truth)| truth.is_yes()).map(|(code, _)| code)
    }

    /// Whether a rule of level R refuses the record: it counts nowhere.
    #[must_use]
    pub fn is_refused(&self) -> bool {
        self.findings.refuse()
    }

    /// Whether every variable of completeness is known.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.missing.is_none()
    }

    /// Whether it is in the grand total.
    #[must_use]
    pub fn in_grand_total(&self) -> bool {
        !self.is_refused()
    }

    /// Whether it counts in the indicators, EECO01 apart.
    #[must_use]
    pub fn counted_in_indicators(&self) -> bool {
        !self.is_refused() && self.is_complete()
    }

    /// The variables of completeness that are unknown.
    #[must_use]
    pub fn missing(&self) -> Missing {
        self.missing
    }

    /// The variables of which a rule that the record breaks speaks: of V1, completeness, those that this record lacks.
    #[must_use]
    pub fn variables_of(&self, check: &Check) -> Vec<&'static str> {
        if check.rule == Check::COMPLETENESS {
            self.missing.names().collect()
        } else {
            check.variables_in(self.rules.programme).collect()
        }
    }

    /// The status by which it counts: stated, or derived from raw answers.
    #[must_use]
    pub fn labour_status(&self) -> Option<LabourStatus> {
        self.status
    }

    /// The rules of validation that it breaks.
    #[must_use]
    pub fn findings(&self) -> Checks {
        self.findings
    }
}
