//! What habilitation answers: granted, refused or undetermined, datum by datum.

use crate::explain::{AppliedRule, Outcome};
use crate::law::Citation;

use super::cause::{Cause, CauseSet};
use super::condition::ConditionSet;
use super::donnee::{Donnee, DonneeSet};
use super::judgment::{Judgment, MASKS};
use super::request::Request;
use super::tables::ListRow;
use super::words::{Actor, Finalite, Form, Operation};

/// The code of an outcome in this topic: `granted`, `refused`, `undetermined`.
#[must_use]
pub const fn answer_code(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Conforming => "granted",
        Outcome::NotConforming => "refused",
        Outcome::Undetermined => "undetermined",
    }
}

/// What habilitation says of a request. Made by [`AccessRules::decide`](super::AccessRules::decide); copied, nothing in
/// it is allocated. The reasons are written on demand ([`AccessRules::findings`](super::AccessRules::findings)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Decision<'l> {
    /// Who asked.
    pub actor: Actor,
    /// What.
    pub operation: Operation,
    /// For which purpose.
    pub finalite: Finalite,
    /// In which form: what is granted is granted in this one.
    pub form: Form,
    asked: DonneeSet,
    granted: DonneeSet,
    refused: DonneeSet,
    pub(super) newest: Judgment<'l>,
    pub(super) older: Option<Judgment<'l>>,
}

impl<'l> Decision<'l> {
    /// In a window of entry the answer stands where both sides agree, and is undetermined elsewhere.
    #[inline]
    pub(super) fn new(request: &Request<'_>, newest: Judgment<'l>, older: Option<Judgment<'l>>) -> Self {
        let (mut granted, mut refused) = (newest.granted, newest.refused);
        if let Some(older) = &older {
            granted = granted.intersection(older.granted);
            refused = refused.intersection(older.refused);
        }
        Self {
            actor: request.actor.class,
            operation: request.operation,
            finalite: request.finalite,
            form: request.form,
            asked: request.donnees,
            granted,
            refused,
            newest,
            older,
        }
    }

    /// The data of the request.
    #[must_use]
    pub const fn asked(&self) -> DonneeSet {
        self.asked
    }

    /// Data that may be used as asked, in the form asked.
    #[must_use]
    pub const fn granted(&self) -> DonneeSet {
        self.granted
    }

    /// Data that the law refuses.
    #[must_use]
    pub const fn refused(&self) -> DonneeSet {
        self.refused
    }

    /// Data of which no rule that was read decides. Never to be acted on as a grant.
    #[must_use]
    pub const fn undetermined(&self) -> DonneeSet {
        self.asked.minus(self.granted).minus(self.refused)
    }

    /// What the law makes of one datum; none when it was not asked for.
    #[must_use]
    pub const fn of(&self, donnee: Donnee) -> Option<Outcome> {
        if !self.asked.contains(donnee) {
            None
        } else if self.granted.contains(donnee) {
            Some(Outcome::Conforming)
        } else if self.refused.contains(donnee) {
            Some(Outcome::NotConforming)
        } else {
            Some(Outcome::Undetermined)
        }
    }

    /// What the law makes of some data together: one that is refused is enough. None when none was asked for.
    #[must_use]
    pub const fn of_all(&self, donnees: DonneeSet) -> Option<Outcome> {
        let donnees = donnees.intersection(self.asked);
        if donnees.is_empty() {
            None
        } else if !donnees.intersection(self.refused).is_empty() {
            Some(Outcome::NotConforming)
        } else if !donnees.minus(self.granted).is_empty() {
            Some(Outcome::Undetermined)
        } else {
            Some(Outcome::Conforming)
        }
    }

    /// What the law makes of the whole record as asked.
    #[must_use]
    pub const fn outcome(&self) -> Outcome {
        match self.of_all(self.asked) {
            Some(outcome) => outcome,
            // Nothing was asked for: nothing is granted.
            None => Outcome::NotConforming,
        }
    }

    /// The form that stays open to this actor, or for this dossier, when the nominative one is closed to it.
    #[must_use]
    pub fn alternative_form(&self) -> Option<Form> {
        let open = self.newest.anonymised_open && self.older.is_none_or(|older| older.anonymised_open);
        open.then_some(Form::Anonymised)
    }

    /// Every cause that bears on a datum, refusals first; in a window, those of both sides.
    #[must_use]
    pub fn causes(&self, donnee: Donnee) -> CauseSet {
        self.judgments().fold(CauseSet::EMPTY, |all, judgment| all.union(judgment.causes(donnee)))
    }

    /// Every cause that bears on some datum of the request.
    #[must_use]
    pub fn all_causes(&self) -> CauseSet {
        self.judgments().fold(CauseSet::EMPTY, |all, judgment| {
            let some = |(cause, mask): (&Cause, &DonneeSet)| (!mask.is_empty()).then_some(*cause);
            let partial: CauseSet = MASKS.iter().zip(&judgment.masks).filter_map(some).collect();
            all.union(judgment.whole).union(partial)
        })
    }

    /// Conditions of the row that are not met; in a window, of the newer version.
    #[must_use]
    pub const fn missing(&self) -> ConditionSet {
        self.newest.missing
    }

    /// The row that decides, or comes closest; in a window, that of the newer version.
    #[must_use]
    pub const fn row(&self) -> Option<&'l ListRow> {
        self.newest.row
    }

    /// The answers that the decision rests on, that of the older rules first.
    pub(super) fn judgments(&self) -> impl Iterator<Item = &Judgment<'l>> {
        self.older.iter().chain([&self.newest])
    }

    /// The provisions of the rows that decide: the row that names the actor, the added one that completes it. In a
    /// window those of both sides; empty when no row names the actor.
    #[must_use]
    pub fn citations(&self) -> Vec<&'l Citation> {
        let mut citations: Vec<&'l Citation> = Vec::new();
        for judgment in self.judgments() {
            let added = judgment.founding(self.asked).filter(|row| row.added);
            // What an added row gives alone is not founded by the row that it completes.
            let alone = added.clone().next().is_some() && judgment.granted == self.asked;
            let own = judgment.row.filter(|row| !alone || judgment.given_by(row, self.asked));
            for row in own.into_iter().chain(added) {
                crate::explain::push_new(&mut citations, &row.citation);
            }
        }
        citations
    }

    /// Codes of these provisions.
    #[must_use]
    pub fn founded_by(&self) -> Vec<&'l str> {
        let mut codes: Vec<&'l str> = Vec::new();
        for citation in self.citations() {
            crate::explain::push_new(&mut codes, citation.code.as_ref());
        }
        codes
    }
}

impl<'l> Judgment<'l> {
    /// Whether a row gives some of these data, of those that are granted.
    fn given_by(&self, row: &ListRow, donnees: DonneeSet) -> bool {
        !self.granted.intersection(donnees).intersection(row.extent.given).is_empty()
    }

    /// The rows on which the grant of some data rests: that which names the actor, and the added one for what the
    /// first, read in part, does not decide.
    pub(super) fn founding(&self, donnees: DonneeSet) -> impl Iterator<Item = &'l ListRow> + Clone + use<'l> {
        let read = self.row.map_or(DonneeSet::EMPTY, |row| row.extent.given);
        let row = self.row.filter(|row| self.given_by(row, donnees));
        let added = self.completed_by.filter(|row| self.given_by(row, donnees.minus(read)));
        row.into_iter().chain(added)
    }

    pub(super) fn causes(&self, donnee: Donnee) -> CauseSet {
        let partial = MASKS.iter().zip(&self.masks).filter(|(_, mask)| mask.contains(donnee));
        partial.fold(self.whole, |all, (cause, _)| all.with(*cause))
    }
}

/// The rule of a row, or of its list.
pub(super) fn applied<'l>(list: &super::rules::Compiled<'l>, row: Option<&'l ListRow>) -> AppliedRule<'l> {
    let rule = AppliedRule::of(list.line, list.version);
    match row {
        Some(row) => AppliedRule { citation: &row.citation, ..rule },
        None => rule,
    }
}
