//! What is known of a question: yes, no, or not, and then why.

use crate::serde_read::Readable;

/// An answer as a source gives it. What is empty is not what the source has no field for, and neither is a refusal.
///
/// In JSON: no key, `null` (or `"unknown"`), `"refused"`, `"yes"`, `"no"`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Answer {
    /// The source has no such field.
    #[default]
    NotCarried,
    /// The field is empty: it was not answered. That is not "no".
    Empty,
    /// The person would not answer.
    Refused,
    /// Yes.
    Yes,
    /// No.
    No,
}

impl Answer {
    /// What the answer makes known.
    #[must_use]
    pub const fn truth(self) -> Truth {
        match self {
            Self::NotCarried | Self::Empty => Truth::Unknown(Reason::Missing),
            Self::Refused => Truth::Unknown(Reason::Refused),
            Self::Yes => Truth::Yes,
            Self::No => Truth::No,
        }
    }

    /// Whether it is yes or no.
    #[must_use]
    pub const fn is_known(self) -> bool {
        matches!(self, Self::Yes | Self::No)
    }
}

impl From<bool> for Answer {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

impl Readable for Answer {
    fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Option::<Word>::read(deserializer)?.map_or(Self::Empty, |word| match word {
            Word::Yes => Self::Yes,
            Word::No => Self::No,
            Word::Refused => Self::Refused,
            Word::Unknown => Self::Empty,
        }))
    }
}

#[derive(serde::Deserialize)]
#[serde(rename_all = "snake_case")]
enum Word {
    Yes,
    No,
    Refused,
    Unknown,
}

impl Readable for Word {
    fn read<'de, D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        crate::serde_read::word(deserializer, "yes, no, refused or unknown")
    }
}

/// Why a code has no value for a participant. The order is that of precedence: the first that applies is told.
///
/// # Droit
/// Conventions of this library (*inferred*): the annexes count participants and name no reasons.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
pub enum Reason {
    /// The programme, or its version of the annexe, has no such code.
    NotInThisVersion,
    /// A variable without which no record counts is unknown.
    IncompleteRecord,
    /// The participant is outside the reference population of a result.
    NotInPopulation,
    /// The participant has not left yet, or the days to look at are not over.
    NotYetObservable,
    /// The days are over and nobody asked.
    NotFollowedUp,
    /// An answer was refused.
    Refused,
    /// An answer is missing.
    Missing,
}

impl Reason {
    /// Every reason, in the order of precedence.
    pub const ALL: [Self; 7] = [
        Self::NotInThisVersion,
        Self::IncompleteRecord,
        Self::NotInPopulation,
        Self::NotYetObservable,
        Self::NotFollowedUp,
        Self::Refused,
        Self::Missing,
    ];

    /// Name in JSON.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.texts().0
    }

    /// What it means, in French and in English.
    #[must_use]
    pub const fn sentences(self) -> [&'static str; 2] {
        let (_, fr, en) = self.texts();
        [fr, en]
    }

    const fn texts(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::NotInThisVersion => (
                "NotInThisVersion",
                "le programme ou sa version de l'annexe n'a pas ce code",
                "the programme or its version of the annexe has no such code",
            ),
            Self::IncompleteRecord => (
                "IncompleteRecord",
                "une variable obligatoire manque : la participation ne compte que dans le total général",
                "a compulsory variable is missing: the record counts in the grand total only",
            ),
            Self::NotInPopulation => (
                "NotInPopulation",
                "le participant n'est pas dans la population de référence",
                "the participant is outside the reference population",
            ),
            Self::NotYetObservable => (
                "NotYetObservable",
                "le participant n'est pas sorti, ou le délai d'observation court encore",
                "the participant has not left, or the days to observe are not over",
            ),
            Self::NotFollowedUp => (
                "NotFollowedUp",
                "le délai d'observation est passé sans suivi",
                "the days to observe are over and there was no follow-up",
            ),
            Self::Refused => ("Refused", "la personne a refusé de répondre", "the person refused to answer"),
            Self::Missing => ("Missing", "une réponse manque", "an answer is missing"),
        }
    }
}

impl core::fmt::Display for Reason {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str(self.name())
    }
}

/// A value of three-valued logic. Only `Yes` is counted; a denominator has `Yes` and `No`.
///
/// ```
/// use imilo_core::fse::{Reason, Truth};
/// let refused = Truth::Unknown(Reason::Refused);
/// assert_eq!(Truth::No.and(refused), Truth::No);
/// assert_eq!(refused.or(Truth::Unknown(Reason::Missing)), refused);
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Truth {
    /// Known to be so.
    Yes,
    /// Known not to be so.
    No,
    /// Not known, and why.
    Unknown(Reason),
}

impl Truth {
    /// Of what may be known.
    #[must_use]
    pub const fn of(known: Option<bool>) -> Self {
        match known {
            Some(true) => Self::Yes,
            Some(false) => Self::No,
            None => Self::Unknown(Reason::Missing),
        }
    }

    /// Both: a `No` decides; of two unknowns the reason that comes first stays.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::No, _) | (_, Self::No) => Self::No,
            (Self::Yes, truth) | (truth, Self::Yes) => truth,
            (Self::Unknown(a), Self::Unknown(b)) => Self::Unknown(a.min(b)),
        }
    }

    /// One of both: a `Yes` decides; of two unknowns the reason that comes first stays.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        match (self, other) {
            (Self::Yes, _) | (_, Self::Yes) => Self::Yes,
            (Self::No, truth) | (truth, Self::No) => truth,
            (Self::Unknown(a), Self::Unknown(b)) => Self::Unknown(a.min(b)),
        }
    }

    /// Whether it is counted.
    #[must_use]
    pub const fn is_yes(self) -> bool {
        matches!(self, Self::Yes)
    }

    /// Yes or no, if it is known.
    #[must_use]
    pub const fn known(self) -> Option<bool> {
        match self {
            Self::Yes => Some(true),
            Self::No => Some(false),
            Self::Unknown(_) => None,
        }
    }

    /// Why it is not known.
    #[must_use]
    pub const fn reason(self) -> Option<Reason> {
        match self {
            Self::Unknown(reason) => Some(reason),
            Self::Yes | Self::No => None,
        }
    }
}
