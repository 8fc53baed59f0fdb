//! What is missing for a datum to be granted, and who may see it.

use crate::explain::Outcome;

use super::cause::CauseSet;
use super::condition::{ConditionSet, met};
use super::donnee::{Donnee, DonneeSet};
use super::hypothesis::favourable;
use super::judgment::recorded_under;
use super::request::Request;
use super::rules::{AccessRules, Side};
use super::tables::ListRow;
use super::words::{Form, Operation, OperationSet};

/// A way to a grant: a row, and what is missing to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lack<'l> {
    /// The row.
    pub row: &'l ListRow,
    /// Its conditions that are not met, and those under which the datum is recorded.
    pub conditions: ConditionSet,
}

/// What is missing for a datum to be granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Counterfactual<'l> {
    /// Nothing: it is granted.
    Granted,
    /// The ways that would lead to a grant, and the causes on the datum itself that facts would lift with them
    /// (necessity, title to the NIR, profile).
    Missing {
        /// The ways, that which lacks least first.
        ways: Vec<Lack<'l>>,
        /// The causes on the datum that facts would lift.
        causes: CauseSet,
    },
    /// No fact that can be attested would do: the law refuses it to this actor, for this operation and purpose, on a
    /// dossier of this structure and state.
    Never {
        /// For these causes.
        causes: CauseSet,
        /// Conditions that no attestation meets: they follow from what is asked (state of the dossier, structure, link).
        conditions: ConditionSet,
        /// The form that is open instead.
        alternative: Option<Form>,
    },
    /// No fact would do: with every fact no rule that was read decides, for these causes.
    Unread(CauseSet),
}

/// Who may use a datum, and under which conditions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Access<'l> {
    /// The row.
    pub row: &'l ListRow,
    /// By which operations.
    pub operations: OperationSet,
    /// In which form.
    pub form: Form,
    /// Granted, or undetermined.
    pub outcome: Outcome,
    /// The NIR: only with a title of one's own, which this list does not give.
    pub with_title: bool,
}

/// Who may use a datum on a day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WhoCan<'l> {
    /// The rows that grant it once their conditions are met, or do not decide.
    pub rows: Vec<Access<'l>>,
    /// Operations whose list was not read in full: others than these rows may be in it.
    pub unread: OperationSet,
}

impl<'l> AccessRules<'l> {
    /// What is missing for a datum of a request to be granted. In a window of entry, both versions must grant it.
    ///
    /// ```
    /// use imilo_core::dossier::Champ;
    /// use imilo_core::habilitation::{AccessRules, Actor, Condition, ConditionSet, Counterfactual, Donnee};
    /// use imilo_core::habilitation::{DonneeSet, Facts, Finalite, Form, Operation, Options, Request, Requester, Tables};
    ///
    /// let day = "2017-06-15".parse()?;
    /// let tables = Tables::built_in();
    /// let rules = AccessRules::on(day, &tables, Options::default())?;
    /// let request = Request {
    ///     actor: Requester::recipient(Actor::Asp, day),
    ///     operation: Operation::Transmit,
    ///     finalite: Finalite::BenefitPayment,
    ///     form: Form::Nominative,
    ///     mission_locale: "ML-A",
    ///     donnees: DonneeSet::ALL,
    ///     facts: Facts { necessary: Some(DonneeSet::ALL), ..Facts::NONE },
    /// };
    /// let missing = rules.counterfactual(&request, Donnee::Champ(Champ::Prenoms));
    /// let Counterfactual::Missing { ways, .. } = missing else { return Err("granted, or never".into()) };
    /// assert_eq!(ways[0].conditions, ConditionSet::of(&[Condition::AllowanceDue]));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn counterfactual(&self, request: &Request<'_>, donnee: Donnee) -> Counterfactual<'l> {
        let asked = Request { donnees: of(donnee), ..*request };
        let now = self.decide(&asked);
        let best = asked.with_every_fact(self.day);
        let then = self.decide(&best);
        match (now.of(donnee), then.of(donnee)) {
            (Some(Outcome::Conforming), _) => Counterfactual::Granted,
            (_, Some(Outcome::Conforming)) => Counterfactual::Missing {
                ways: self.ways(&asked, &best, recorded_under(asked.operation, donnee)),
                causes: now.causes(donnee).iter().filter(|cause| !cause.is_whole()).collect(),
            },
            (_, Some(Outcome::NotConforming)) => Counterfactual::Never {
                causes: then.causes(donnee),
                conditions: then.missing(),
                alternative: then.alternative_form(),
            },
            _ => Counterfactual::Unread(then.causes(donnee)),
        }
    }

    /// The rows that name the actor and whose conditions the request with every fact meets.
    fn ways(&self, request: &Request<'_>, best: &Request<'_>, datum: ConditionSet) -> Vec<Lack<'l>> {
        let option = self.options.transfer_authorisation;
        let (now, then) = (met(request, self.day, option), met(best, self.day, option));
        let rows = self.newest.list(request.operation).rows_of(request.actor.class).iter().copied();
        let names = |row: &&ListRow| {
            row.finalites.contains(request.finalite)
                && row.operations.contains(request.operation)
                && (row.processing.is_none() || row.processing == request.facts.processing)
                && row.conditions.minus(then).is_empty()
        };
        let lack = |row: &'l ListRow| Lack { row, conditions: row.conditions.union(datum).minus(now) };
        let mut ways: Vec<_> = rows.filter(names).map(lack).collect();
        ways.sort_by_key(|way| way.conditions.len());
        ways
    }

    /// Who may use a datum on this day, by which row, under which conditions; and where the lists were not read.
    ///
    /// The conditions are those of each row, met. A row that gives the NIR to whoever has a title of his own to it is told
    /// as such ([`Access::with_title`]). In a window of entry, the rows
    /// are those of the newer versions, and what the older ones do not grant is undetermined.
    #[must_use]
    pub fn who_can(&self, donnee: Donnee) -> WhoCan<'l> {
        let mut found: Vec<Access<'l>> = Vec::new();
        for operation in Operation::ALL {
            for row in self.rows(&self.newest, *operation) {
                let Some(request) = favourable(row, *operation, self.newest.finalites.value, self.day) else {
                    continue;
                };
                let given = row.extent.given.contains(donnee);
                let mut asked = Request { donnees: of(donnee), ..request };
                let untitled = self.decide(&asked).of(donnee);
                asked.facts.own_nir_title_from = Some(self.day);
                let titled = self.decide(&asked).of(donnee);
                let with_title = given && titled == Some(Outcome::Conforming) && untitled != titled;
                let outcome = match if with_title { titled } else { untitled } {
                    // An added row gives it, and stands in the list for itself.
                    Some(Outcome::Conforming) if !given => Outcome::Undetermined,
                    Some(outcome) if outcome != Outcome::NotConforming => outcome,
                    _ => continue,
                };
                let same = |it: &&mut Access<'l>| {
                    core::ptr::eq(it.row, row) && (it.outcome, it.with_title) == (outcome, with_title)
                };
                match found.iter_mut().find(same) {
                    Some(access) => access.operations = access.operations.with(*operation),
                    None => found.push(Access {
                        row,
                        operations: OperationSet::of(&[*operation]),
                        form: row.form,
                        outcome,
                        with_title,
                    }),
                }
            }
        }
        let in_full = |operation: &&Operation| {
            self.newest.list(**operation).in_full
                && self.older.as_ref().is_none_or(|older| older.list(**operation).in_full)
        };
        let unread = Operation::ALL.iter().filter(|operation| !in_full(operation)).copied().collect();
        WhoCan { rows: found, unread }
    }

    /// The rows that allow an operation.
    pub(super) fn rows(
        &self,
        side: &Side<'l>,
        operation: Operation,
    ) -> impl Iterator<Item = &'l ListRow> + use<'l> {
        side.list(operation).all().into_iter().filter(move |row| row.operations.contains(operation))
    }
}

const fn of(donnee: Donnee) -> DonneeSet {
    DonneeSet::EMPTY.with(donnee)
}
