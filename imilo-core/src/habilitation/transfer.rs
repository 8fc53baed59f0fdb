//! A dossier that goes from one mission locale to another, and mission locales that merge: who sees what.
//!
//! # Droit
//! Décret n° 2015-59, art. 3 II: the new mission locale reaches what continuity needs once the residence left the zone.
//! After the transfer the dossier is its own (art. 3 I, inferred); the former one keeps what payments already engaged need
//! (reading A19). The authorisation of the ministry is a wish of the CNIL, an option. No rule on mergers was read: the
//! successor holds (inferred). What was journalled stays where it was: an event names the structure of its day.

use crate::calendar::Date;
use crate::error::{CodedError, ErrorCode};

use super::condition::{Condition, ConditionSet};
use super::decision::Decision;
use super::donnee::DonneeSet;
use super::request::{Facts, Request, Requester};
use super::rules::AccessRules;
use super::words::{Finalite, Form, Operation};

/// A dossier that changes mission locale.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Transfer<'a> {
    /// The structure that made the dossier.
    pub from: &'a str,
    /// The structure in whose zone the person lives now.
    pub to: &'a str,
    /// Day from which she does.
    pub moved_on: Date,
    /// Day on which the dossier went over; none = not yet.
    pub transferred_on: Option<Date>,
    /// Data attested as needed for the continuity.
    pub continuity: DonneeSet,
    /// A payment was already engaged by the former structure.
    pub payment_engaged: bool,
    /// The ministry authorised it, where the option asks for that.
    pub authorised: bool,
}

/// Who sees what of a dossier that changes mission locale, on a day: the answers to habilitated agents who accompany.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TransferView<'a, 'l> {
    /// The structure that holds the dossier on the day.
    pub holder: &'a str,
    /// The former structure, for the accompaniment.
    pub former: Decision<'l>,
    /// The former structure, for a payment.
    pub former_payment: Decision<'l>,
    /// The new structure: for the continuity until the transfer, for the accompaniment after it.
    pub new: Decision<'l>,
    /// Whether the dossier may go over on this day, and what of it.
    pub transfer: Decision<'l>,
}

impl<'l> AccessRules<'l> {
    /// Who sees what of a dossier that changes mission locale, on the day of these rules.
    ///
    /// ```
    /// use imilo_core::habilitation::{AccessRules, DonneeSet, Options, Tables, Transfer};
    ///
    /// let tables = Tables::built_in();
    /// let transfer = Transfer {
    ///     from: "ML-A",
    ///     to: "ML-B",
    ///     moved_on: "2018-02-01".parse()?,
    ///     transferred_on: Some("2018-03-01".parse()?),
    ///     continuity: DonneeSet::by_code("I.A.1").unwrap_or_default(),
    ///     payment_engaged: false,
    ///     authorised: false,
    /// };
    /// let on = |day: &str| Ok::<_, Box<dyn std::error::Error>>(
    ///     AccessRules::on(day.parse()?, &tables, Options::default())?.transfer(&transfer));
    /// let between = on("2018-02-15")?;
    /// assert_eq!((between.holder, between.new.granted()), ("ML-A", transfer.continuity));
    /// let after = on("2018-03-01")?;
    /// assert!(after.holder == "ML-B" && after.former.granted().is_empty());
    /// assert!(after.new.granted().len() > 100);
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn transfer<'a>(&self, transfer: &Transfer<'a>) -> TransferView<'a, 'l> {
        let done = transfer.transferred_on.filter(|on| *on <= self.day);
        let holder = if done.is_some() { transfer.to } else { transfer.from };
        let attested = ConditionSet::EMPTY
            .with_if(Condition::PaymentEngaged, transfer.payment_engaged)
            .with_if(Condition::MinisterialAuthorisation, transfer.authorised);
        let facts = Facts {
            attested,
            continuity: Some(transfer.continuity),
            moved_on: Some(transfer.moved_on),
            residence_zone_of: Some(transfer.to),
            transferred_on: done,
            former_mission_locale: done.map(|_| transfer.from),
            ..Facts::NONE
        };
        let answer = |structure: &'a str, operation, finalite| {
            self.decide(&Request {
                actor: Requester::agent(structure, self.day),
                operation,
                finalite,
                form: Form::Nominative,
                mission_locale: holder,
                donnees: DonneeSet::ALL,
                facts,
            })
        };
        let purpose = if done.is_some() { Finalite::Accompaniment } else { Finalite::ContinuityAfterMove };
        TransferView {
            holder,
            former: answer(transfer.from, Operation::Consult, Finalite::Accompaniment),
            former_payment: answer(transfer.from, Operation::Consult, Finalite::BenefitPayment),
            new: answer(transfer.to, Operation::Consult, purpose),
            transfer: answer(transfer.to, Operation::Transfer, Finalite::ContinuityAfterMove),
        }
    }
}

/// A mission locale that went into another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Merger<'a> {
    /// The structure that ended.
    pub absorbed: &'a str,
    /// The one that goes on.
    pub successor: &'a str,
    /// First day on which it holds the dossiers.
    pub on: Date,
}

/// The mergers come back to the structure that they start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the mergers come back to the structure that they start from")]
pub struct MergerCycle;

impl CodedError for MergerCycle {
    fn code(&self) -> ErrorCode {
        ErrorCode::MergerCycle
    }
}

/// The structure that holds on a day what another held: its successor, and the successor of that one. *Inferred*: no rule
/// on mergers was read.
///
/// # Errors
/// [`MergerCycle`].
pub fn successor<'a>(structure: &'a str, mergers: &[Merger<'a>], day: Date) -> Result<&'a str, MergerCycle> {
    let mut holder = structure;
    // A chain without a cycle takes each merger once at most.
    for _ in 0..=mergers.len() {
        match mergers.iter().find(|merger| merger.absorbed == holder && merger.on <= day) {
            None => return Ok(holder),
            Some(merger) => holder = merger.successor,
        }
    }
    Err(MergerCycle)
}

impl<'a> Request<'a> {
    /// The request after the mergers of a day: who was of an absorbed structure is of its successor, which holds its
    /// dossiers. A convention or a scheme stays with whom it was signed: no rule that hands it over was read.
    ///
    /// # Errors
    /// [`MergerCycle`].
    pub fn after_mergers(&self, mergers: &[Merger<'a>], day: Date) -> Result<Self, MergerCycle> {
        let of = |structure: Option<&'a str>| structure.map(|it| successor(it, mergers, day)).transpose();
        let mut after = *self;
        after.mission_locale = successor(self.mission_locale, mergers, day)?;
        after.actor.mission_locale = of(self.actor.mission_locale)?;
        after.facts.residence_zone_of = of(self.facts.residence_zone_of)?;
        after.facts.former_mission_locale = of(self.facts.former_mission_locale)?;
        Ok(after)
    }
}
