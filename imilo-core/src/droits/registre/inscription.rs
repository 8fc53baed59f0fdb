//! What is written of a request.

use core::fmt;

use serde::{Deserialize, Serialize};

use crate::calendar::Date;
use crate::droits::Right;
use crate::droits::responsabilites::SubjectClass;

/// How a request ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
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
