//! Where a request stands on a day.

use serde::Serialize;

use super::remarks::{Remark, remarks};
use super::{Inscription, RequestOutcome, UnreadColumn};
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
    /// Whose holidays count.
    pub territoire: Territoire,
    /// Whether those of the structure of an entry count before them, where its code is known. That they are those of the
    /// place of who answers is inferred, as is the application of art. 3(4) itself.
    pub by_structure: bool,
}

impl Query {
    /// Days ahead when the caller says nothing. A choice of this library: no text gives one.
    pub const SOON: u16 = 15;

    /// A day, with [`Query::SOON`] and the holidays of the métropole.
    #[must_use]
    pub const fn of(day: Date) -> Self {
        Self { day, soon: Self::SOON, territoire: Territoire::Metropole, by_structure: false }
    }
}

impl Query {
    /// Whose holidays count for an entry.
    ///
    /// ```
    /// use imilo_core::calendar::jours_feries::Territoire;
    /// use imilo_core::droits::registre::{Inscription, Query};
    /// let colmar = Inscription { mission_locale: Some("68066S00".to_owned()), ..Inscription::default() };
    /// let named = Query { territoire: Territoire::Reunion, ..Query::of("2026-11-20".parse()?) };
    /// assert_eq!(named.territoire_of(&colmar), Territoire::Reunion);
    /// let by_structure = Query { by_structure: true, ..named };
    /// assert_eq!(by_structure.territoire_of(&colmar), Territoire::AlsaceMoselle);
    /// assert_eq!(by_structure.territoire_of(&Inscription::default()), Territoire::Reunion);
    /// # Ok::<(), imilo_core::calendar::DateError>(())
    /// ```
    #[must_use]
    pub fn territoire_of(&self, entry: &Inscription) -> Territoire {
        let own = if self.by_structure { entry.territoire() } else { None };
        own.unwrap_or(self.territoire)
    }
}

/// Where an entry stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// On the day.
    pub state: EtatDemande,
    /// The delay and the provisions that fix it; none without a day of receipt.
    pub delai: Option<Delai>,
    /// Whose holidays counted.
    pub territoire: Territoire,
    /// Days left until the last one, negative when it is past; none once nothing is due any more.
    pub days_left: Option<i64>,
    /// Facts without which the state cannot be said.
    pub missing: Vec<&'static str>,
    /// What the register does not say, or says otherwise.
    pub remarks: Vec<&'static Remark>,
    /// The last day where Good Friday is no holiday, if that makes another: in Alsace-Moselle it is one only in a commune
    /// that has a protestant church or a mixed one (code du travail, art. L. 3134-13), which the code of a structure does
    /// not say.
    pub without_good_friday: Option<Date>,
}

/// The fact without which a notice of extension may be worth nothing.
const REASON: &str = "extension_reason";

impl Inscription {
    /// Where the request stands on a day, by the law of the day of receipt.
    ///
    /// An extension whose notice or reasons the register does not have counts for nothing and against nobody: until the
    /// last day without it that one is due, and between it and the last day with it the state is undetermined. What was written and not read
    /// ([`Inscription::unread`]) is something unknown, and not nothing: an outcome, a reply, an extension of which
    /// the day is not known. A notice or a reply that lies before the receipt is put aside in the same way, with a remark.
    ///
    /// # Errors
    /// [`DemandeError`]: received before 2015-01-29.
    pub fn on(&self, query: &Query) -> Result<Standing, DemandeError> {
        let territoire = query.territoire_of(self);
        let Some(receipt_date) = self.receipt_date else {
            return Ok(Standing {
                state: EtatDemande::Undetermined,
                delai: None,
                territoire,
                days_left: None,
                missing: vec!["receipt_date"],
                remarks: remarks(self, None, query),
                without_good_friday: None,
            });
        };
        let told = self.told(receipt_date, query);
        let mut delai = told.delai(territoire)?;
        let (latest, doubt) = self.latest(&told, &delai, query)?;
        let remarks = remarks(self, Some(&delai), query);
        let (state, missing) = self.state(&told, &delai, latest, doubt, query);
        if doubt == Some(REASON) && told.reply_date.is_none() && query.day <= delai.first_due_date {
            // Notified without its reasons, it moves nothing as long as the first day has not passed.
            let first = Demande { extension_notice: None, ..told }.delai(territoire)?;
            delai = Delai { extension: delai.extension, ..first };
        }
        // Between two days, of which either may be the last, none is left to count to.
        let doubtful = doubt.is_some_and(|fact| missing.contains(&fact));
        let due = matches!(state, EtatDemande::Overdue | EtatDemande::DueSoon | EtatDemande::Open)
            || state == EtatDemande::Undetermined && self.outcome.is_none() && told.reply_date.is_none();
        let days_left = (due && !doubtful).then(|| query.day.days_until(delai.due_date));
        let without_good_friday = told.good_friday(&delai, territoire);
        Ok(Standing {
            state,
            delai: Some(delai),
            territoire,
            days_left,
            missing,
            remarks,
            without_good_friday,
        })
    }

    /// The days that had come on the day of the question, those put aside that lie before the receipt.
    fn told(&self, receipt_date: Date, query: &Query) -> Demande {
        let known = |day: Option<Date>| day.filter(|day| (receipt_date..=query.day).contains(day));
        Demande {
            receipt_date,
            extension_notice: known(self.extension_notice),
            reply_date: known(self.reply_date),
        }
    }

    /// A day, unless it lies before the receipt.
    pub(super) fn possible(&self, day: Option<Date>) -> Option<Date> {
        day.filter(|day| self.receipt_date.is_none_or(|receipt| receipt <= *day))
    }

    /// The delay with the holidays that a query names; none without a day of receipt.
    pub(super) fn delai(&self, query: &Query) -> Option<Delai> {
        self.told(self.receipt_date?, query).delai(query.territoire_of(self)).ok()
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
            Extension::InTime if !reason => Some(REASON),
            Extension::None if self.possible(self.extension_notice).is_none() => {
                let decided = self.extension_date.is_some_and(|day| day <= query.day);
                let unread = [UnreadColumn::ExtensionDate, UnreadColumn::ExtensionNotice];
                let written = decided
                    || self.extension_notice.is_some()
                    || unread.into_iter().any(|column| self.has_unread(column));
                written.then_some("extension_notice")
            }
            _ => None,
        };
        let Some(fact) = doubt else { return Ok((delai.due_date, None)) };
        // With an extension notified on the day of receipt: the longest there can be.
        let longest = Demande { extension_notice: Some(told.receipt_date), ..*told }
            .delai(query.territoire_of(self))?;
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
        // It may have been taken back, refused or followed.
        if self.outcome.is_none() && self.has_unread(UnreadColumn::Outcome) {
            return (EtatDemande::Undetermined, vec!["outcome"]);
        }
        // One of a day to come has not happened.
        let to_come = self.reply_date.is_some_and(|taken_back| taken_back > day);
        if self.outcome == Some(RequestOutcome::Withdrawn) && !to_come {
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
        let replied =
            self.outcome.is_some() || self.reply_date.is_some() || self.has_unread(UnreadColumn::ReplyDate);
        if replied && self.possible(self.reply_date).is_none() {
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
