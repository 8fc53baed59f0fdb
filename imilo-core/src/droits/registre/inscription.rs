//! What is written of a request.

use core::fmt;
use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::calendar::Date;
use crate::calendar::jours_feries::Territoire;
use crate::droits::Right;
use crate::droits::responsabilites::SubjectClass;

/// How a request ended.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum RequestOutcome {
    /// Followed.
    Granted,
    /// Followed in part.
    PartlyGranted,
    /// Not followed.
    Refused,
    /// Taken back by the person.
    Withdrawn,
}

impl RequestOutcome {
    /// Every outcome.
    pub const ALL: [Self; 4] = [Self::Granted, Self::PartlyGranted, Self::Refused, Self::Withdrawn];

    /// In French and in English.
    #[must_use]
    pub const fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Granted => ("suivie", "granted"),
            Self::PartlyGranted => ("suivie en partie", "partly granted"),
            Self::Refused => ("refusée", "refused"),
            Self::Withdrawn => ("retirée par la personne", "withdrawn by the person"),
        }
    }
}

/// A column whose cell may be written otherwise than this library reads it, without the request being lost: none of them
/// is the day of receipt.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum UnreadColumn {
    /// Class of the person.
    Class,
    /// Right invoked.
    Right,
    /// Whether the identity was checked.
    IdentityCheck,
    /// Last day, as the register has it.
    DueDate,
    /// Day of the decision to extend.
    ExtensionDate,
    /// Day on which the person was told of it.
    ExtensionNotice,
    /// Outcome.
    Outcome,
    /// Day of the reply.
    ReplyDate,
}

impl UnreadColumn {
    /// All of them, in the order of the columns.
    pub const ALL: [Self; 8] = [
        Self::Class,
        Self::Right,
        Self::IdentityCheck,
        Self::DueDate,
        Self::ExtensionDate,
        Self::ExtensionNotice,
        Self::Outcome,
        Self::ReplyDate,
    ];

    /// Name of the column.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Class => "class",
            Self::Right => "right",
            Self::IdentityCheck => "identity_check",
            Self::DueDate => "due_date",
            Self::ExtensionDate => "extension_date",
            Self::ExtensionNotice => "extension_notice",
            Self::Outcome => "outcome",
            Self::ReplyDate => "reply_date",
        }
    }

    /// The column of a name, if it is one of these.
    #[must_use]
    pub fn by_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|column| column.code() == code)
    }
}

/// An entry of the register, with the suggested columns (reading A20). What was not written is `None`.
///
/// `Debug` shows none of its texts: they may name a person.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(default, deny_unknown_fields)]
pub struct Inscription {
    /// Number in the register.
    pub number: Option<String>,
    /// Day of receipt.
    #[schemars(with = "Option<String>")]
    pub receipt_date: Option<Date>,
    /// Class of the person.
    pub class: Option<SubjectClass>,
    /// Right invoked.
    pub right: Option<Right>,
    /// Whether the identity was checked.
    pub identity_check: Option<bool>,
    /// Why a proof of identity was asked for.
    pub identity_ground: Option<String>,
    /// Last day in time, as the register has it.
    #[schemars(with = "Option<String>")]
    pub due_date: Option<Date>,
    /// Day of the decision to extend.
    #[schemars(with = "Option<String>")]
    pub extension_date: Option<Date>,
    /// Reason of the extension.
    pub extension_reason: Option<String>,
    /// Day on which the person was told of it, with its reasons.
    #[schemars(with = "Option<String>")]
    pub extension_notice: Option<Date>,
    /// Outcome.
    pub outcome: Option<RequestOutcome>,
    /// Day of the reply.
    #[schemars(with = "Option<String>")]
    pub reply_date: Option<Date>,
    /// Ground of a refusal.
    pub refusal_ground: Option<String>,
    /// Structure that the person belongs to on the day of receipt.
    pub mission_locale: Option<String>,
    /// Who handles it.
    pub handler: Option<String>,
    /// What was written and not read, as it was written: a word that is none of those known, a day that is none. The
    /// column itself is then `None`.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub unread: BTreeMap<UnreadColumn, String>,
}

impl Inscription {
    /// Names of the columns, in their order.
    pub const COLUMNS: [&'static str; 15] = [
        "number",
        "receipt_date",
        "class",
        "right",
        "identity_check",
        "identity_ground",
        "due_date",
        "extension_date",
        "extension_reason",
        "extension_notice",
        "outcome",
        "reply_date",
        "refusal_ground",
        "mission_locale",
        "handler",
    ];

    /// What a column holds, in French and in English; the name itself when it is none.
    ///
    /// ```
    /// use imilo_core::droits::registre::Inscription;
    /// assert_eq!(Inscription::words("reply_date"), ("date de réponse", "reply date"));
    /// ```
    #[must_use]
    pub fn words(column: &'static str) -> (&'static str, &'static str) {
        match column {
            "number" => ("numéro", "number"),
            "receipt_date" => ("date de réception", "receipt date"),
            "class" => ("catégorie de personne", "class of the person"),
            "right" => ("droit", "right"),
            "identity_check" => ("identité vérifiée", "identity checked"),
            "identity_ground" => ("motif de la vérification d'identité", "ground of the identity check"),
            "due_date" => ("échéance", "due date"),
            "extension_date" => ("date de prolongation", "date of the extension"),
            "extension_reason" => ("motif de la prolongation", "reason of the extension"),
            "extension_notice" => ("notification de la prolongation", "notice of the extension"),
            "outcome" => ("suite donnée", "outcome"),
            "reply_date" => ("date de réponse", "reply date"),
            "refusal_ground" => ("motif du refus", "ground of the refusal"),
            "handler" => ("traitée par", "handler"),
            "mission_locale" => ("mission locale", "mission locale"),
            other => (other, other),
        }
    }
}

impl Inscription {
    /// Whether a column holds something that was not read.
    #[must_use]
    pub fn has_unread(&self, column: UnreadColumn) -> bool {
        self.unread.contains_key(&column)
    }

    /// The territory of the structure of the entry, if its code is one of the [list](crate::structures).
    ///
    /// ```
    /// use imilo_core::calendar::jours_feries::Territoire;
    /// use imilo_core::droits::registre::Inscription;
    /// let of = |code: &str| Inscription { mission_locale: Some(code.to_owned()), ..Inscription::default() }.territoire();
    /// assert_eq!(of("67180S00"), Some(Territoire::AlsaceMoselle));
    /// assert_eq!(of("13201S00"), Some(Territoire::Metropole));
    /// assert_eq!(of("ML-75"), None);
    /// ```
    #[must_use]
    pub fn territoire(&self) -> Option<Territoire> {
        #[cfg(feature = "structures")]
        return crate::structures::structure(self.mission_locale.as_deref()?.trim().parse().ok()?)?
            .territoire();
        #[cfg(not(feature = "structures"))]
        None
    }
}

impl fmt::Debug for Inscription {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Inscription")
            .field("receipt_date", &self.receipt_date)
            .field("right", &self.right)
            .field("outcome", &self.outcome)
            .finish_non_exhaustive()
    }
}
