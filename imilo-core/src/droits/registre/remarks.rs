//! What a register does not say, or says otherwise than the law counts. No remark changes a state.

use super::{Inscription, Query, RequestOutcome, UnreadColumn};
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

/// Whether a remark is to be made of an entry whose delay is known, for what is asked.
type When = fn(&Inscription, Option<&Delai>, &Query) -> bool;

const fn word(column: UnreadColumn, fr: &'static str, en: &'static str) -> (UnreadColumn, Remark) {
    (column, Remark { code: "word_unknown", column: column.code(), fr, en })
}

const fn day(column: UnreadColumn, fr: &'static str, en: &'static str) -> (UnreadColumn, Remark) {
    (column, Remark { code: "day_unread", column: column.code(), fr, en })
}

/// What was written and not read, column by column: the sentence names the column, and never what stands there.
#[rustfmt::skip]
static UNREAD: [(UnreadColumn, Remark); 8] = [
    word(UnreadColumn::Class,
        "categorie_personne : ce qui est inscrit n'est pas un des mots connus ; l'échéance n'en dépend pas",
        "class: what is written is not one of the words known; the due date does not depend on it"),
    word(UnreadColumn::Right,
        "droit : ce qui est inscrit n'est pas un des mots connus ; l'échéance n'en dépend pas",
        "right: what is written is not one of the words known; the due date does not depend on it"),
    word(UnreadColumn::IdentityCheck,
        "identite_verifiee : ce qui est inscrit n'est ni oui ni non ; l'échéance n'en dépend pas",
        "identity_check: what is written is neither yes nor no; the due date does not depend on it"),
    day(UnreadColumn::DueDate,
        "echeance : ce qui est inscrit n'est pas une date lisible ; elle n'est pas comparée à celle que le délai donne",
        "due_date: what is written is not a day that can be read; it is not compared with the one that the delay gives"),
    day(UnreadColumn::ExtensionDate,
        "date_prolongation : ce qui est inscrit n'est pas une date lisible",
        "extension_date: what is written is not a day that can be read"),
    day(UnreadColumn::ExtensionNotice,
        "notification_prolongation : ce qui est inscrit n'est pas une date lisible ; la prolongation ne compte pour rien ni contre personne",
        "extension_notice: what is written is not a day that can be read; the extension counts for nothing and against nobody"),
    word(UnreadColumn::Outcome,
        "suite : ce qui est inscrit n'est pas un des mots connus ; l'état est indéterminé tant que la suite n'est pas connue",
        "outcome: what is written is not one of the words known; the state is undetermined as long as the outcome is not known"),
    day(UnreadColumn::ReplyDate,
        "date_reponse : ce qui est inscrit n'est pas une date lisible ; le jour de la réponse n'est pas connu",
        "reply_date: what is written is not a day that can be read; the day of the reply is not known"),
];

/// A day that lies before the receipt.
const fn before(column: UnreadColumn, fr: &'static str, en: &'static str) -> Remark {
    Remark { code: "day_before_receipt", column: column.code(), fr, en }
}

static REMARKS: [(Remark, When); 14] = [
    (
        before(
            UnreadColumn::ReplyDate,
            "la réponse est datée d'avant la réception : ce jour est mis de côté, et celui de la réponse n'est pas connu",
            "the reply is dated before the receipt: that day is put aside, and the one of the reply is not known",
        ),
        |entry, _, _| entry.possible(entry.reply_date) != entry.reply_date,
    ),
    (
        before(
            UnreadColumn::ExtensionNotice,
            "la notification de la prolongation est datée d'avant la réception : ce jour est mis de côté",
            "the notice of the extension is dated before the receipt: that day is put aside",
        ),
        |entry, _, _| entry.possible(entry.extension_notice) != entry.extension_notice,
    ),
    (
        before(
            UnreadColumn::ExtensionDate,
            "la prolongation est décidée avant la réception : l'un des deux jours est faux",
            "the extension is decided before the receipt: one of the two days is wrong",
        ),
        |entry, _, _| entry.possible(entry.extension_date) != entry.extension_date,
    ),
    (
        Remark {
            code: "notice_after_reply",
            column: "extension_notice",
            fr: "la prolongation est notifiée après la réponse : l'un des deux jours est à vérifier",
            en: "the extension is notified after the reply: one of the two days is to be checked",
        },
        |entry, _, _| {
            entry.extension_notice.zip(entry.reply_date).is_some_and(|(notice, reply)| notice > reply)
        },
    ),
    (
        Remark {
            code: "extension_after_notice",
            column: "extension_date",
            fr: "la prolongation est décidée après sa notification : l'un des deux jours est à vérifier",
            en: "the extension is decided after its notice: one of the two days is to be checked",
        },
        |entry, _, _| {
            entry.extension_date.zip(entry.extension_notice).is_some_and(|(decided, notice)| decided > notice)
        },
    ),
    (
        Remark {
            code: "due_date_differs",
            column: "due_date",
            fr: "l'échéance inscrite n'est pas celle que le délai donne",
            en: "the due date written is not the one that the delay gives",
        },
        |entry, delai, _| {
            entry.due_date.zip(delai).is_some_and(|(written, delai)| {
                written != delai.due_date
                    && (entry.extension_notice.is_none() || written != delai.first_due_date)
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
            fr: "une prolongation est inscrite sans son motif, que la personne doit connaître : jusqu'à la première échéance c'est elle qui compte, et au-delà l'état est indéterminé",
            en: "an extension is written without its reason, which the person must be told: until the first due date that one counts, and after it the state is undetermined",
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
        |entry, _, query| entry.reply_date.is_some_and(|reply| reply > query.day),
    ),
    (
        Remark {
            code: "receipt_after_day",
            column: "receipt_date",
            fr: "la réception est datée d'après le jour de la question : la demande n'est comptée dans aucune liste ; l'année est à vérifier",
            en: "the receipt is dated after the day of the question: the request is counted in no list; the year is to be checked",
        },
        |entry, _, query| entry.receipt_date.is_some_and(|receipt| receipt > query.day),
    ),
    (
        Remark {
            code: "structure_unknown",
            column: "mission_locale",
            fr: "le code de la structure manque, ou n'est pas de la liste connue : les jours fériés comptés sont ceux du territoire donné pour ces cas, ou de la métropole si aucun ne l'est",
            en: "the code of the structure is missing, or not in the list known: the holidays counted are those of the territory given for such cases, or of the métropole where none is",
        },
        |entry, _, query| query.by_structure && entry.territoire().is_none(),
    ),
    (
        Remark {
            code: "holidays_differ",
            column: "mission_locale",
            fr: "avec les jours fériés du territoire de la structure, l'échéance serait un autre jour",
            en: "with the holidays of the territory of the structure, the due date would be another day",
        },
        |entry, delai, query| {
            let own = Query { by_structure: true, ..*query };
            !query.by_structure
                && entry.territoire().is_some_and(|own| own != query.territoire)
                && delai.zip(entry.delai(&own)).is_some_and(|(delai, own)| own.due_date != delai.due_date)
        },
    ),
];

/// The remarks on an entry.
pub(super) fn remarks(entry: &Inscription, delai: Option<&Delai>, query: &Query) -> Vec<&'static Remark> {
    let unread = UNREAD.iter().filter(|(column, _)| entry.has_unread(*column)).map(|(_, remark)| remark);
    let others = REMARKS.iter().filter(|(_, when)| when(entry, delai, query)).map(|(remark, _)| remark);
    unread.chain(others).collect()
}
