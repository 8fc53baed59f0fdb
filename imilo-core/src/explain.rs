//! What every answer carries: the outcome, and the findings that founded it.
//!
//! A refusal is an answer. It has one of three outcomes and says which provision founded it, in which
//! version, how well that is known, in French and in English. Messages hold ages, durations and names of
//! facts, never a value of a person.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

use crate::calendar::Date;
use crate::law::{Citation, Entry, Evidence, Timeline, Version};

/// What the law makes of a situation.
///
/// Closed on purpose: a new outcome must break the code of a caller who would otherwise overlook it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The law allows it.
    Conforming,
    /// The law excludes it.
    NotConforming,
    /// No rule that was read decides, or a fact is missing. Never to be acted on as a grant.
    Undetermined,
}

/// A provision as a result carries it: with the version that was applied and its period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AppliedRule<'l> {
    /// The provision.
    pub citation: &'l Citation,
    /// Name of the version of the rule.
    pub version: &'l str,
    /// When that version enters into force.
    pub from: Entry,
    /// When the next one does, if there is one.
    pub until: Option<Entry>,
}

impl<'l> AppliedRule<'l> {
    /// The rule of a version of a timeline.
    pub(crate) fn of<T: Clone + 'static>(timeline: &'l Timeline<T>, version: &'l Version<T>) -> Self {
        Self {
            citation: &version.citation,
            version: &version.id,
            from: version.entry,
            until: timeline.end_of(version),
        }
    }
}

/// What a finding does in an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// It founds the answer.
    Founds,
    /// It qualifies the answer, or says what would change it.
    Notes,
}

/// One reason of an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding<'l> {
    /// Stable code (`conservation_limit`).
    pub code: &'static str,
    /// Whether it founds or qualifies.
    pub role: Role,
    /// The provision applied.
    pub rule: AppliedRule<'l>,
    /// How well it is known, together with what it was combined with.
    pub evidence: Evidence,
    /// Names of the facts that it speaks of (`cej_contracts`).
    pub facts: Vec<&'static str>,
    /// Readings that were applied where the acts leave a question open (`A3`), in the order of their numbers.
    pub readings: Vec<&'static str>,
    /// Sentence in French.
    pub fr: Cow<'static, str>,
    /// Sentence in English.
    pub en: Cow<'static, str>,
}

impl<'l> Finding<'l> {
    /// A reason without facts, as well known as its provision.
    pub(crate) fn of(
        code: &'static str,
        role: Role,
        rule: AppliedRule<'l>,
        readings: &[&'static str],
        fr: impl Into<Cow<'static, str>>,
        en: impl Into<Cow<'static, str>>,
    ) -> Self {
        let (evidence, readings) = (rule.citation.evidence, readings.to_vec());
        Self { code, role, rule, evidence, facts: Vec::new(), readings, fr: fr.into(), en: en.into() }
    }
}

/// What is to be done with data on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Action {
    /// Keep only in anonymised form.
    Anonymise,
    /// Move to the closed archive, which only an authorised FSE control may open.
    MoveToFseArchive,
}

/// Which data of a dossier a step concerns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Scope {
    /// All of them.
    Whole,
    /// Those collected under a programme co-financed by the FSE, as the caller flags them (reading A17).
    Cofinanced,
    /// Those of the contrat d'engagement jeune (option A6b).
    Cej,
    /// All but those that another step concerns.
    Rest,
}

/// A step that the law prescribes, and its day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step<'l> {
    /// First day on which the new state holds.
    pub date: Date,
    /// What is done.
    pub action: Action,
    /// With which data.
    pub scope: Scope,
    /// The provisions that fix the day.
    pub rules: Vec<AppliedRule<'l>>,
}

impl<'l> Step<'l> {
    /// Codes of the provisions that fix the day, each once.
    #[must_use]
    pub fn founded_by(&self) -> Vec<&'l str> {
        codes(&self.rules)
    }
}

/// What is to be journalled of an operation on a dossier: who, what, on whose data, and what the law made of it.
///
/// It holds names of data and never a value; agent and dossier are references that the caller chooses. A refusal is an
/// operation to be journalled like another. `Debug` shows neither reference.
///
/// # Droit
/// Décret n° 2015-59, art. 10: « l'identifiant de la personne ayant procédé à l'opération »; « traçabilité des accès et
/// des actions » (V2025).
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct AccessEvent {
    /// Day of the operation, Europe/Paris.
    pub day: Date,
    /// Reference of who made it.
    pub agent: String,
    /// Reference of the dossier.
    pub dossier: String,
    /// The structure that held the dossier on the day.
    pub mission_locale: String,
    /// Class of the actor, by its code.
    pub actor: &'static str,
    /// Operation, by its code.
    pub operation: &'static str,
    /// Purpose, by its code.
    pub purpose: &'static str,
    /// Form, by its code.
    pub form: &'static str,
    /// What the law made of the whole of it.
    pub outcome: Outcome,
    /// Names of the data granted.
    pub granted: Vec<&'static str>,
    /// Names of the data refused or left undetermined.
    pub withheld: Vec<&'static str>,
    /// Codes of the provisions that founded it.
    pub provisions: Vec<String>,
}

impl core::fmt::Debug for AccessEvent {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "AccessEvent({}, {}, {:?}, …)", self.day, self.operation, self.outcome)
    }
}

/// The codes of some rules, each once, in their order.
pub(crate) fn codes<'l>(rules: &[AppliedRule<'l>]) -> Vec<&'l str> {
    let mut codes: Vec<&'l str> = Vec::new();
    for rule in rules {
        push_new(&mut codes, rule.citation.code.as_ref());
    }
    codes
}

/// Adds to a list what it does not hold: both versions of a window may give the same.
pub(crate) fn push_new<T: PartialEq>(list: &mut Vec<T>, item: T) {
    if !list.contains(&item) {
        list.push(item);
    }
}
