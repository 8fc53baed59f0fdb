//! Until when a request of a person is to be answered.
//!
//! # Droit
//! RGPD, art. 12(3): one month from the receipt; two more for complexity and number, if the person is told with reasons
//! within the first month. Règlement 1182/71, art. 3: months end on the same date, or on the last day of a shorter month
//! (reading A21); a last day that is a Saturday, a Sunday or a public holiday moves to the next working day. Its
//! application to art. 12(3) is *inferred*. A request received before 2018-05-25 had two months (décret 2005-1309,
//! art. 94, *inferred*), of which no extension was read. Waiting for a proof of identity suspends nothing.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use thiserror::Error;
use time::macros::date;

use crate::calendar::jours_feries::{JourFerie, Territoire, jour_ferie, working_day_from};
use crate::calendar::{Date, Rounding};
use crate::error::{CodedError, ErrorCode};
use crate::law::texts::source;
use crate::law::{BeforeFirstRuleSet, Citation, Evidence, rule_sets};

/// The day on which the RGPD begins to apply.
const RGPD: Date = Date::from_time(date!(2018 - 05 - 25));
/// Months to answer in, then with an extension.
const MONTHS: (u32, u32) = (1, 3);
/// Months before the RGPD.
const MONTHS_BEFORE: u32 = 2;

static TWELVE: Citation = Citation::new("RGPD:12(3)", Evidence::Secondary, source::RGPD_12);
static WORKING_DAY: Citation = Citation::new("R1182/71:3(4)", Evidence::Inferred, source::REGLEMENT_1182);
static BEFORE: Citation = Citation::new("D2005-1309:94", Evidence::Inferred, source::NONE);

/// The days of a request.
///
/// ```
/// use imilo_core::droits::{Demande, Extension, Reply};
/// use imilo_core::calendar::jours_feries::Territoire;
/// let demande = Demande {
///     receipt_date: "2026-01-31".parse()?,
///     extension_notice: Some("2026-02-10".parse()?),
///     reply_date: None,
/// };
/// let delai = demande.delai(Territoire::Metropole)?;
/// // 28 February 2026 is a Saturday; three months run from the receipt, not from the first term.
/// assert_eq!(delai.first_due_date.to_string(), "2026-03-02");
/// assert_eq!((delai.extension, delai.due_date.to_string().as_str()), (Extension::InTime, "2026-04-30"));
/// assert_eq!(delai.founded_by(), ["RGPD:12(3)"]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Demande {
    /// Day of receipt.
    pub receipt_date: Date,
    /// Day on which the person was told of an extension, with its reasons; none: it was not.
    pub extension_notice: Option<Date>,
    /// Day of the reply, a refusal included; none: there was none yet.
    pub reply_date: Option<Date>,
}

/// What the notice of an extension is worth.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Extension {
    /// No notice was sent.
    None,
    /// Sent within the first month: two months more.
    InTime,
    /// Sent after it, or at a time whose law is not known to have one: it does not count.
    Void,
}

/// Whether a reply came in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reply {
    /// On the last day or before it.
    InTime,
    /// After it.
    Late,
}

/// Until when a request is to be answered. Made by [`Demande::delai`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Delai {
    /// Name of the rule set of the day of receipt.
    pub rule_set: Cow<'static, str>,
    /// Last day in time without extension; also the last for the notice of one.
    pub first_due_date: Date,
    /// Last day in time.
    pub due_date: Date,
    /// What the notice of an extension is worth.
    pub extension: Extension,
    /// Whether the reply came in time; none without one.
    pub reply: Option<Reply>,
    /// The provisions that fix the last day.
    pub citations: Vec<&'static Citation>,
}

impl Delai {
    /// Codes of the provisions that fix the last day.
    #[must_use]
    pub fn founded_by(&self) -> Vec<&'static str> {
        self.citations.iter().map(|citation| citation.code.as_ref()).collect()
    }

    /// How well they are known together.
    #[must_use]
    pub fn evidence(&self) -> Evidence {
        self.citations.iter().fold(Evidence::Seen, |known, citation| known.weaker(citation.evidence))
    }
}

/// Why the days of a request cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum DemandeError {
    /// Received before the first rule set.
    #[error(transparent)]
    BeforeFirstRuleSet(#[from] BeforeFirstRuleSet),
    /// A notice or a reply before the receipt.
    #[error("{field}: it lies before the day of receipt")]
    PeriodReversed {
        /// Which day.
        field: &'static str,
    },
}

impl CodedError for DemandeError {
    fn code(&self) -> ErrorCode {
        match self {
            Self::BeforeFirstRuleSet(error) => error.code(),
            Self::PeriodReversed { .. } => ErrorCode::PeriodReversed,
        }
    }

    fn field(&self) -> Option<String> {
        match self {
            Self::BeforeFirstRuleSet(_) => Some("receipt_date".to_owned()),
            Self::PeriodReversed { field } => Some((*field).to_owned()),
        }
    }
}

impl Demande {
    /// Until when the request is to be answered, by the law of the day of receipt.
    ///
    /// # Errors
    /// [`DemandeError`]: received before 2015-01-29; a notice or a reply before the receipt.
    pub fn delai(&self, territoire: Territoire) -> Result<Delai, DemandeError> {
        let rule_set = rule_sets().at(self.receipt_date)?.label();
        for (field, day) in [("extension_notice", self.extension_notice), ("reply_date", self.reply_date)] {
            if day.is_some_and(|day| day < self.receipt_date) {
                return Err(DemandeError::PeriodReversed { field });
            }
        }
        let under_rgpd = self.receipt_date >= RGPD;
        // Counted each time from the receipt: adding month to month would lose days.
        let last = |months: u32| {
            let month = self.receipt_date.plus_months(months, Rounding::LastDayOfMonth).date;
            (month, if under_rgpd { working_day_from(month, territoire) } else { month })
        };
        let first = last(if under_rgpd { MONTHS.0 } else { MONTHS_BEFORE });
        let extension = match self.extension_notice {
            None => Extension::None,
            Some(notice) if under_rgpd && notice <= first.1 => Extension::InTime,
            Some(_) => Extension::Void,
        };
        let (due, moved) = if extension == Extension::InTime { last(MONTHS.1) } else { first };
        let mut citations = vec![if under_rgpd { &TWELVE } else { &BEFORE }];
        if moved != due {
            citations.push(&WORKING_DAY);
        }
        let reply = self.reply_date.map(|day| if day <= moved { Reply::InTime } else { Reply::Late });
        Ok(Delai { rule_set, first_due_date: first.1, due_date: moved, extension, reply, citations })
    }

    /// The Good Friday on which the months end, if that is why the last day is a later one: the last day where it is none.
    pub(super) fn good_friday(&self, delai: &Delai, territoire: Territoire) -> Option<Date> {
        let months = if delai.extension == Extension::InTime && delai.due_date != delai.first_due_date {
            MONTHS.1
        } else {
            MONTHS.0
        };
        let end = self.receipt_date.plus_months(months, Rounding::LastDayOfMonth).date;
        let is_friday = territoire == Territoire::AlsaceMoselle
            && end != delai.due_date
            && self.receipt_date >= RGPD
            && jour_ferie(end, territoire).is_some_and(JourFerie::is_good_friday);
        is_friday.then_some(end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn delai(receipt: &str, notice: Option<&str>, reply: Option<&str>, territoire: Territoire) -> Delai {
        let day = |day: &str| day.parse().unwrap();
        let demande = Demande {
            receipt_date: day(receipt),
            extension_notice: notice.map(day),
            reply_date: reply.map(day),
        };
        demande.delai(territoire).unwrap()
    }

    /// The months of each regime, and the day of the change.
    #[test]
    fn before_the_rgpd_two_months_without_extension() {
        let before = delai("2018-05-24", Some("2018-06-01"), None, Territoire::Metropole);
        assert_eq!(before.due_date.to_string(), "2018-07-24");
        assert_eq!((before.extension, before.founded_by()), (Extension::Void, vec!["D2005-1309:94"]));
        // A Sunday stays one: art. 3(4) is applied to the period of the RGPD alone.
        let sunday = delai("2017-01-05", None, None, Territoire::Metropole);
        assert_eq!(sunday.due_date.to_string(), "2017-03-05");
        let after = delai("2018-05-25", Some("2018-06-01"), None, Territoire::Metropole);
        assert_eq!(
            (after.first_due_date.to_string(), after.due_date.to_string()),
            ("2018-06-25".into(), "2018-08-27".into())
        );
        assert_eq!(after.founded_by(), ["RGPD:12(3)", "R1182/71:3(4)"]);
    }

    #[test]
    fn an_extension_counts_up_to_the_last_day_of_the_first_month() {
        for (notice, extension, due) in
            [("2026-03-02", Extension::InTime, "2026-04-30"), ("2026-03-03", Extension::Void, "2026-03-02")]
        {
            let found = delai("2026-01-31", Some(notice), Some(due), Territoire::Metropole);
            assert_eq!((found.extension, found.due_date.to_string().as_str()), (extension, due));
            assert_eq!(found.reply, Some(Reply::InTime));
        }
        assert_eq!(
            delai("2026-01-31", None, Some("2026-03-03"), Territoire::Metropole).reply,
            Some(Reply::Late)
        );
    }

    #[test]
    fn what_comes_before_the_receipt_is_refused_by_name() {
        let receipt_date: Date = "2026-01-31".parse().unwrap();
        let early = Some(receipt_date.plus_days(-1));
        let demande = Demande { receipt_date, extension_notice: None, reply_date: early };
        let error = demande.delai(Territoire::Metropole).unwrap_err();
        assert_eq!((error.code(), error.field().as_deref()), (ErrorCode::PeriodReversed, Some("reply_date")));
    }

    /// Against a walk day by day, for each day of ten years in each territory: a month ends on the last day that is not
    /// beyond the same number, in the month that follows.
    #[test]
    fn due_dates_are_those_of_a_naive_walk() {
        let off = |day: Date, territoire| {
            let number = day.days_until("2026-11-29".parse().unwrap()).rem_euclid(7); // a Sunday
            number <= 1 || crate::calendar::jours_feries::jour_ferie(day, territoire).is_some()
        };
        for territoire in Territoire::ALL {
            let mut receipt: Date = "2019-01-01".parse().unwrap();
            while receipt.year() < 2029 {
                for (months, notice) in [(1_u8, None), (3, Some(receipt))] {
                    let wanted = (receipt.month() + months - 1) % 12 + 1;
                    let mut last = receipt;
                    let mut day = receipt;
                    while !(day.month() == wanted && day.day() == receipt.day()) {
                        day = day.next_day();
                        if day.month() == wanted {
                            last = day;
                        } else if last.month() == wanted {
                            break;
                        }
                    }
                    let mut due = if day.month() == wanted { day } else { last };
                    while off(due, territoire) {
                        due = due.next_day();
                    }
                    let demande =
                        Demande { receipt_date: receipt, extension_notice: notice, reply_date: None };
                    assert_eq!(
                        demande.delai(territoire).unwrap().due_date,
                        due,
                        "{receipt} + {months} {territoire:?}"
                    );
                }
                receipt = receipt.next_day();
            }
        }
    }
}
