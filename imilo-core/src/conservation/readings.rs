//! The readings that the acts leave open, as named options. The default of each is the one recommended.

use serde::{Deserialize, Serialize};

use crate::calendar::Rounding;

/// Named options of retention. [`Readings::default`] is the recommended reading of each.
///
/// Fixed without an option, because the words leave no choice or because another value would lengthen
/// retention against them: A2b (the date computed is the first closed day), A4 (RQTH counts only within a
/// CEJ), A5 (no attestation, no exception), A5b (a PACEA never extends), A5c (the last programme to end),
/// A7b (entry into I-MILO), A7c (technical records do not count).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Readings {
    /// A2: birthday of 29 February in a year without one.
    #[serde(rename = "A2")]
    pub a2: A2,
    /// A3: which birthday « vingt-cinq ans révolus » plus two years is.
    #[serde(rename = "A3")]
    pub a3: A3,
    /// A6: the ten years of I bis against the term of I.
    #[serde(rename = "A6")]
    pub a6: A6,
    /// A6b: whether I bis covers the whole dossier.
    #[serde(rename = "A6b")]
    pub a6b: A6b,
    /// A7: start of the nineteen years where the text was not read (V2021 only).
    #[serde(rename = "A7")]
    pub a7: A7,
    /// A8: effect of an interruption of the nineteen years.
    #[serde(rename = "A8")]
    pub a8: A8,
}

/// A2: birthday of 29 February in a year without one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum A2 {
    /// 28 February (recommended: the shorter retention).
    #[default]
    Feb28,
    /// 1 March.
    Mar1,
}

impl A2 {
    pub(super) const fn rounding(self) -> Rounding {
        match self {
            Self::Feb28 => Rounding::LastDayOfMonth,
            Self::Mar1 => Rounding::FirstDayOfNextMonth,
        }
    }
}

/// A3: « l'âge maximal … augmenté d'une durée de deux ans ».
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum A3 {
    /// The age of 25 is completed at the 26th birthday: 28th birthday (recommended).
    #[default]
    #[serde(rename = "28")]
    At28,
    /// The age of 25 is reached at the 25th birthday: 27th birthday.
    #[serde(rename = "27")]
    At27,
}

/// A6: the ten years of I bis against the term of I.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum A6 {
    /// The later of both (recommended: a « bis » adds).
    #[default]
    Later,
    /// I bis replaces I.
    Replaces,
    /// The earlier of both.
    Earlier,
}

/// A6b: whether I bis covers the whole dossier.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum A6b {
    /// The whole dossier (recommended: « données concernant les jeunes bénéficiant du contrat »).
    #[default]
    WholeDossier,
    /// Only the data of the CEJ: the dossier follows I, and `cej_until` is the term of those data.
    CejDataOnly,
}

/// A7: start of the nineteen years where the text was not read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum A7 {
    /// The last record (recommended).
    #[default]
    Last,
    /// The first record.
    First,
}

/// A8: effect of an interruption of the nineteen years.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum A8 {
    /// Its days are added (recommended: « prorogée » means lengthened).
    #[default]
    Pause,
    /// The nineteen years begin again at its end.
    Restart,
}
