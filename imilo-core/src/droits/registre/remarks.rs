//! What a register does not say, or says otherwise than the law counts. No remark changes a state.

use super::{Inscription, RequestOutcome};
use crate::calendar::Date;
use crate::droits::{Delai, Extension};

/// A remark on an entry.
#[derive(Debug, PartialEq, Eq)]
pub struct Remark {
    /// Stable code.
    pub code: &'static str,
    /// Column that it is about.
    pub column: &'static str,
    /// Sentence in French.
    pub fr: &'static str,
    /// Sentence in English.
    pub en: &'static str,
}

/// Whether a remark is to be made of an entry whose delay is known, as of a day.
type When = fn(&Inscription, Option<&Delai>, Date) -> bool;

static REMARKS: [(Remark, When); 6] = [
    (
        Remark {
            code: "due_date_differs",
            column: "due_date",
            fr: "l'échéance inscrite n'est pas celle que le délai donne",
            en: "the due date written is not the one that the delay gives",
        },
        |entry, delai, _| {
            entry.due_date.zip(delai).is_some_and(|(written, delai)| {
                written != delai.due_date && (entry.extension_notice.is_none() || written != delai.first_due_date)
            })
        },
    ),
    (
        Remark {
            code: "extension_void",
            column: "extension_notice",
            fr: "la prolongation ne compte pas : notifiée trop tard, ou à une date dont la loi ne la connaît pas",
            en: "the extension does not count: notified too late, or at a time whose law is not known to have one",
        },
        |_, delai, _| delai.is_some_and(|delai| delai.extension == Extension::Void),
    ),
    (
        Remark {
            code: "extension_without_notice",
            column: "extension_notice",
            fr: "une prolongation est inscrite sans le jour où la personne en a été informée",
            en: "an extension is written without the day on which the person was told",
        },
        |entry, _, _| entry.extension_date.is_some() && entry.extension_notice.is_none(),
    ),
    (
        Remark {
            code: "extension_without_reason",
            column: "extension_reason",
            fr: "une prolongation est inscrite sans son motif",
            en: "an extension is written without its reason",
        },
        |entry, _, _| {
            (entry.extension_date.is_some() || entry.extension_notice.is_some())
                && entry.extension_reason.is_none()
        },
    ),
    (
        Remark {
            code: "refusal_without_ground",
            column: "refusal_ground",
            fr: "un refus est inscrit sans son motif",
            en: "a refusal is written without its ground",
        },
        |entry, _, _| entry.outcome == Some(RequestOutcome::Refused) && entry.refusal_ground.is_none(),
    ),
    (
        Remark {
            code: "reply_after_day",
            column: "reply_date",
            fr: "la réponse est datée d'après le jour de la question : elle n'est pas encore prise en compte",
            en: "the reply is dated after the day of the question: it is not yet taken into account",
        },
        |entry, _, day| entry.reply_date.is_some_and(|reply| reply > day),
    ),
];

/// The remarks on an entry.
pub(super) fn remarks(entry: &Inscription, delai: Option<&Delai>, day: Date) -> Vec<&'static Remark> {
    REMARKS.iter().filter(|(_, when)| when(entry, delai, day)).map(|(remark, _)| remark).collect()
}
