//! Where a request stands on a day.

use serde::Serialize;

use super::remarks::{Remark, remarks};
use super::{Inscription, RequestOutcome};
use crate::calendar::Date;
use crate::calendar::jours_feries::Territoire;
use crate::droits::{Delai, Demande, DemandeError, Extension};

/// Where a request stands on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, schemars::JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EtatDemande {
    /// Not answered, and the last day is past.
    Overdue,
    /// Not answered, and the last day is within the horizon.
    DueSoon,
    /// A fact is missing.
    Undetermined,
    /// Not answered, and the last day is beyond the horizon.
    Open,
    /// Answered after the last day.
    AnsweredLate,
    /// Answered on the last day or before it.
    AnsweredInTime,
    /// Taken back by the person: nothing is due any more.
    Withdrawn,
    /// Received after the day of the question.
    NotYetReceived,
}

impl EtatDemande {
    /// Every state, what is to be done first in front.
    pub const ALL: [Self; 8] = [
        Self::Overdue,
        Self::DueSoon,
        Self::Undetermined,
        Self::Open,
        Self::AnsweredLate,
        Self::AnsweredInTime,
        Self::Withdrawn,
        Self::NotYetReceived,
    ];

    /// Its code.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::DueSoon => "due_soon",
            Self::Undetermined => "undetermined",
            Self::Open => "open",
            Self::AnsweredLate => "answered_late",
            Self::AnsweredInTime => "answered_in_time",
            Self::Withdrawn => "withdrawn",
            Self::NotYetReceived => "not_yet_received",
        }
    }

    /// In French and in English.
    #[must_use]
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Overdue => ("en retard, sans réponse", "overdue, not answered"),
            Self::DueSoon => ("à échéance proche", "due soon"),
            Self::Undetermined => ("indéterminée", "undetermined"),
            Self::Open => ("en cours", "open"),
            Self::AnsweredLate => ("répondue en retard", "answered late"),
            Self::AnsweredInTime => ("répondue à temps", "answered in time"),
            Self::Withdrawn => ("retirée", "withdrawn"),
            Self::NotYetReceived => ("reçue après ce jour", "received after that day"),
        }
    }
}

/// What is asked of a register.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Query {
    /// The day. What happened after it is not taken into account.
    pub day: Date,
    /// Days ahead within which a request is due soon, the last one included.
    pub soon: u16,
    /// Holidays.
    pub territoire: Territoire,
}

impl Query {
    /// Days ahead when the caller says nothing. A choice of this library: no text gives one.
    pub const SOON: u16 = 15;

    /// A day, with [`Query::SOON`] and the holidays of the métropole.
    #[must_use]
    pub const fn of(day: Date) -> Self {
        Self { day, soon: Self::SOON, territoire: Territoire::Metropole }
    }
}

/// Where an entry stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// On the day.
    pub state: EtatDemande,
    /// The delay and the provisions that fix it; none without a day of receipt.
    pub delai: Option<Delai>,
    /// Days left until the last one, negative when it is past; none once nothing is due any more.
    pub days_left: Option<i64>,
    /// Facts without which the state cannot be said.
    pub missing: Vec<&'static str>,
    /// What the register does not say, or says otherwise.
    pub remarks: Vec<&'static Remark>,
}

impl Inscription {
    /// Where the request stands on a day, by the law of the day of receipt.
    ///
    /// An extension whose notice or reasons the register does not have counts for nothing and against nobody: between
    /// the last day without it and the last day with it, the state is undetermined.
    ///
    /// # Errors
    /// [`DemandeError`]: received before 2015-01-29; a notice or a reply before the receipt.
    pub fn on(&self, query: &Query) -> Result<Standing, DemandeError> {
        let Some(receipt_date) = self.receipt_date else {
            return Ok(Standing {
                state: EtatDemande::Undetermined,
                delai: None,
                days_left: None,
                missing: vec!["receipt_date"],
                remarks: remarks(self, None, query.day),
            });
        };
        let known = |day: Option<Date>| day.filter(|day| *day <= query.day);
        // What lies before the receipt is refused on whatever day one asks.
        let all = Demande {
            receipt_date,
            extension_notice: self.extension_notice,
            reply_date: self.reply_date,
        };
        all.delai(query.territoire)?;
        let told = Demande {
            receipt_date,
            extension_notice: known(self.extension_notice),
            reply_date: known(self.reply_date),
        };
        let delai = told.delai(query.territoire)?;
        let (latest, doubt) = self.latest(&told, &delai, query)?;
        let remarks = remarks(self, Some(&delai), query.day);
        let (state, missing) = self.state(&told, &delai, latest, doubt, query);
        let due = matches!(state, EtatDemande::Overdue | EtatDemande::DueSoon | EtatDemande::Open)
            || state == EtatDemande::Undetermined && self.outcome.is_none() && told.reply_date.is_none();
        let days_left = due.then(|| query.day.days_until(delai.due_date));
        Ok(Standing { state, delai: Some(delai), days_left, missing, remarks })
    }

    /// The last day that the law may give, with the fact on which it depends if it is not the due date.
    fn latest(
        &self,
        told: &Demande,
        delai: &Delai,
        query: &Query,
    ) -> Result<(Date, Option<&'static str>), DemandeError> {
        let reason = self.extension_reason.is_some();
        let doubt = match delai.extension {
            Extension::InTime if !reason => Some("extension_reason"),
            Extension::None if self.extension_notice.is_none() => {
                self.extension_date.filter(|day| *day <= query.day).map(|_| "extension_notice")
            }
            _ => None,
        };
        let Some(fact) = doubt else { return Ok((delai.due_date, None)) };
        // With an extension notified on the day of receipt: the longest there can be.
        let longest = Demande { extension_notice: Some(told.receipt_date), ..*told }.delai(query.territoire)?;
        Ok((longest.due_date, Some(fact)))
    }

    fn state(
        &self,
        told: &Demande,
        delai: &Delai,
        latest: Date,
        doubt: Option<&'static str>,
        query: &Query,
    ) -> (EtatDemande, Vec<&'static str>) {
        let day = query.day;
        if told.receipt_date > day {
            return (EtatDemande::NotYetReceived, Vec::new());
        }
        if self.outcome == Some(RequestOutcome::Withdrawn) {
            return (EtatDemande::Withdrawn, Vec::new());
        }
        // The last day that is certain, whatever the doubt on the extension.
        let certain = if doubt.is_some() { delai.first_due_date } else { delai.due_date };
        let between = |at: Date| (certain < at && at <= latest).then_some(doubt).flatten();
        if let Some(reply) = told.reply_date {
            return match between(reply) {
                Some(fact) => (EtatDemande::Undetermined, vec![fact]),
                None if reply <= certain => (EtatDemande::AnsweredInTime, Vec::new()),
                None => (EtatDemande::AnsweredLate, Vec::new()),
            };
        }
        if self.outcome.is_some() && self.reply_date.is_none() {
            return (EtatDemande::Undetermined, vec!["reply_date"]);
        }
        if let Some(fact) = between(day) {
            return (EtatDemande::Undetermined, vec![fact]);
        }
        let state = match day.days_until(certain) {
            left if left < 0 => EtatDemande::Overdue,
            left if left <= i64::from(query.soon) => EtatDemande::DueSoon,
            _ => EtatDemande::Open,
        };
        (state, Vec::new())
    }
}

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
