//! Answers: the types of the core, described once more for UniFFI.
//!
//! `uniffi::remote` compiles only while a description and its type have the same fields, so a field that the
//! core gains cannot be forgotten here. The doc comments below are those that Kotlin shows.

pub use imilo_core::conservation::State;
pub use imilo_core::explain::{Action, Outcome, Role, Scope};
pub use imilo_core::law::Evidence;
pub use imilo_core::nir::{KeyState, Kind, NirFault, NirFinding};
pub use imilo_core::wire::{
    AccessAnswer, ArticleAnswer, CitationAnswer, CoherenceAnswer, ConservationAnswer, DossierCheckAnswer,
    ErrorAnswer, FieldAnswer, FieldsAnswer, FindingAnswer, NirAnswer, ProvisionAnswer, RuleSetAnswer,
    RuleSetVersion, StepAnswer, VersionsAnswer, WasDueAnswer,
};

use super::dates::LocalDate;

/// What the law makes of a situation.
#[uniffi::remote(Enum)]
pub enum Outcome {
    /// The law allows it.
    Conforming,
    /// The law excludes it.
    NotConforming,
    /// No rule that was read decides, or a fact is missing. Never to be acted on as a grant.
    Undetermined,
}

/// How well a rule is known, the strongest first.
#[uniffi::remote(Enum)]
pub enum Evidence {
    /// Read in the text of the act itself.
    Seen,
    /// Read in a secondary source.
    Secondary,
    /// Not read; derived from what was read, with a reasoning.
    Inferred,
    /// Could not be read and cannot be derived. Founds nothing.
    Unknown,
}

/// What a finding does in an answer.
#[uniffi::remote(Enum)]
pub enum Role {
    /// It founds the answer.
    Founds,
    /// It qualifies the answer, or says what would change it.
    Notes,
}

/// What is to be done with data on a day.
#[uniffi::remote(Enum)]
pub enum Action {
    /// Keep only in anonymised form.
    Anonymise,
    /// Move to the closed archive, which only an authorised FSE control may open.
    MoveToFseArchive,
}

/// Which data of a dossier a step concerns.
#[uniffi::remote(Enum)]
pub enum Scope {
    /// All of them.
    Whole,
    /// Those collected under a programme co-financed by the FSE, as the caller flags them.
    Cofinanced,
    /// Those of the contrat d'engagement jeune (option A6b).
    Cej,
    /// All but those that another step concerns.
    Rest,
}

/// State of a dossier or of an account on the day of evaluation.
#[uniffi::remote(Enum)]
pub enum State {
    /// Accessible to the persons of art. 3 and 4.
    Accessible,
    /// Only in anonymised form; also said of a dossier already anonymised.
    Anonymise,
    /// No longer accessible, kept for an FSE control only.
    FseArchive,
    /// No longer accessible, and the nineteen years are past.
    FseAnonymise,
    /// No rule that was read decides, or a fact without which none applies is missing.
    Undetermined,
}

/// Which part of a number is refused, in the order in which parts are read.
#[uniffi::remote(Enum)]
pub enum NirFault {
    /// Not 13 or 15 characters after normalisation.
    Length,
    /// A character other than a digit, or than A or B in position 7.
    Character,
    /// A first digit, or a type of creation, that is not accepted.
    FirstDigit,
    /// A month outside 01–12, 20–42, 50–99.
    Month,
    /// A place of birth that has no attributed form.
    Place,
    /// The order number 000.
    Order,
    /// A key that does not match.
    Key,
}

/// What is known of the key of a number.
#[uniffi::remote(Enum)]
pub enum KeyState {
    /// Thirteen characters: no key was given.
    Absent,
    /// The key matches.
    Right,
    /// The key does not match.
    Wrong,
}

/// The family of a number, as its first digit tells it.
#[uniffi::remote(Enum)]
pub enum Kind {
    /// NIR or NIA (numéro d'identification d'attente): digits cannot tell them apart.
    Nir,
    /// Numéro national provisoire, withdrawn on 2022-12-31.
    Nnp,
    /// Migrant de passage, internal to Cnam.
    Mig,
}

/// What can be said of an accepted number from its digits alone, without refusing it.
#[uniffi::remote(Enum)]
pub enum NirFinding {
    /// First digit 3 or 4. Exception: a NIA, as seen in the field.
    #[uniffi(name = "Sex_3_4")]
    Sex34,
    /// Month 43 to 49. Exception: Insee's "20 to 99" for an unknown month.
    #[uniffi(name = "Month_43_49")]
    Month43To49,
    /// Commune 000, 991–999, or overseas 00, 91–99.
    CommuneOutOfRange,
    /// Territory 00, 970, 979, 980 or 981, in no edition of the Code officiel géographique.
    TerritoryUnknown,
    /// The number printed on specimens.
    Specimen,
}

/// What can be said of a number, without the number.
#[uniffi::remote(Record)]
pub struct NirAnswer {
    /// `CONFORMING` or `NOT_CONFORMING`.
    pub outcome: Outcome,
    /// The part refused, if one is.
    pub fault: Option<NirFault>,
    /// 1-based position of the fault after normalisation.
    pub position: Option<i32>,
    /// State of the key, where it can be told.
    pub key: Option<KeyState>,
    /// Family of an accepted number.
    pub kind: Option<Kind>,
    /// What can be said of an accepted number from its digits alone.
    pub findings: Vec<NirFinding>,
    /// Code of the provision applied.
    pub founded_by: String,
    /// How well it is known.
    pub evidence: Evidence,
    /// Sentence in French.
    pub message_fr: String,
    /// Sentence in English.
    pub message_en: String,
}

/// A provision, as it is quoted.
#[uniffi::remote(Record)]
pub struct CitationAnswer {
    /// Code (`D2015-59:6:I`).
    pub code: String,
    /// Code of the act.
    pub text: String,
    /// Article.
    pub article: String,
    /// Title of the act, in French.
    pub text_fr: String,
    /// Title of the act, in English.
    pub text_en: String,
    /// How well it is known.
    pub evidence: Evidence,
    /// Public copy that was read.
    pub url: Option<String>,
}

/// One reason of an answer.
#[uniffi::remote(Record)]
pub struct FindingAnswer {
    /// Stable code (`conservation_limit`).
    pub code: String,
    /// Whether it founds or qualifies the answer.
    pub role: Role,
    /// How well it is known.
    pub evidence: Evidence,
    /// Version of the rule.
    pub version: String,
    /// Entry into force of that version, `earliest/certain` when the day was not found.
    pub in_force_from: String,
    /// Entry into force of the next version.
    pub in_force_until: Option<String>,
    /// The provision.
    pub citation: CitationAnswer,
    /// Names of the facts that it speaks of.
    pub facts: Vec<String>,
    /// Readings applied where the acts leave a question open (`A3`).
    pub readings: Vec<String>,
    /// Sentence in French.
    pub message_fr: String,
    /// Sentence in English.
    pub message_en: String,
}

/// An earlier rule set that had closed the dossier.
#[uniffi::remote(Record)]
pub struct WasDueAnswer {
    /// First closed day under it.
    pub date: LocalDate,
    /// Its name.
    pub rule_set: String,
}

/// Who may reach the data.
#[uniffi::remote(Record)]
pub struct AccessAnswer {
    /// `articles_3_and_4`, `fse_control`, `anonymised_only`, `closed` (not to the persons of art. 3 and 4; whether
    /// to an FSE control is not known) or `undetermined`.
    pub to: String,
    /// `minister` or `unknown`, for an FSE control.
    pub authorised_by: Option<String>,
}

/// A step that the law prescribes, and its day.
#[uniffi::remote(Record)]
pub struct StepAnswer {
    /// First day of the new state.
    pub date: LocalDate,
    /// What is done.
    pub action: Action,
    /// With which data.
    pub scope: Scope,
    /// Codes of the provisions that fix the day.
    pub founded_by: Vec<String>,
}

/// What retention answers, for a dossier or an account; what does not apply to an account is null.
///
/// Every date is the first closed day, from 00:00 Europe/Paris.
#[uniffi::remote(Record)]
pub struct ConservationAnswer {
    /// Whether the data, as described, may be open on the day.
    pub outcome: Outcome,
    /// Rule set of the day.
    pub rule_set: String,
    /// The day of evaluation.
    pub date: LocalDate,
    /// State on the day.
    pub state: State,
    /// Limit of I alone.
    pub limit_date: Option<LocalDate>,
    /// Term of I bis alone.
    pub cej_until: Option<LocalDate>,
    /// First day no longer accessible.
    pub accessible_until: Option<LocalDate>,
    /// Earliest day that it can be, when a missing fact may put it off.
    pub at_least: Option<LocalDate>,
    /// Earlier rule set that had closed the dossier.
    pub was_due: Option<WasDueAnswer>,
    /// First day outside the FSE archive.
    pub fse_archive_until: Option<LocalDate>,
    /// An open interruption leaves no date.
    pub fse_archive_open: bool,
    /// Who may reach the data.
    pub access: AccessAnswer,
    /// What happens, and when.
    pub steps: Vec<StepAnswer>,
    /// Names of the facts whose absence leaves something undetermined.
    pub missing: Vec<String>,
    /// Names of the facts that would extend a term.
    pub would_extend: Vec<String>,
    /// Codes of the governing provisions.
    pub founded_by: Vec<String>,
    /// How well they are known.
    pub evidence: Option<Evidence>,
    /// Codes of the provisions that govern the archive.
    pub fse_founded_by: Vec<String>,
    /// How well they are known.
    pub fse_evidence: Option<Evidence>,
    /// A date did not exist and was rounded.
    pub ambiguous_date: bool,
    /// The reasons.
    pub findings: Vec<FindingAnswer>,
}

/// Something to be looked at inside a dossier, apart from the law.
#[uniffi::remote(Record)]
pub struct CoherenceAnswer {
    /// Stable code (`permit_expired`).
    pub code: String,
    /// Path of the field.
    pub field: String,
    /// Sentence in French.
    pub message_fr: String,
    /// Sentence in English.
    pub message_en: String,
}

/// What the law of a day makes of the data of a dossier.
#[uniffi::remote(Record)]
pub struct DossierCheckAnswer {
    /// One field that is not allowed is enough for `NOT_CONFORMING`.
    pub outcome: Outcome,
    /// Rule set of the day.
    pub rule_set: String,
    /// The day.
    pub date: LocalDate,
    /// Paths of the filled fields that may be held.
    pub allowed: Vec<String>,
    /// Paths of those that may be held under a condition that is not established.
    pub conditional: Vec<String>,
    /// Paths of those that a list read in full does not allow, or whose condition is not met.
    pub not_allowed: Vec<String>,
    /// Paths of those on which no list that was read decides.
    pub undetermined: Vec<String>,
    /// The reasons.
    pub findings: Vec<FindingAnswer>,
    /// What is to be looked at, apart from the law.
    pub coherence: Vec<CoherenceAnswer>,
}

/// The catalogue of fields, with what the law of a day says of each.
#[uniffi::remote(Record)]
pub struct FieldsAnswer {
    /// Rule set of the day.
    pub rule_set: String,
    /// The fields, in the order of the annexe.
    pub fields: Vec<FieldAnswer>,
}

/// A row of the catalogue on a day.
#[uniffi::remote(Record)]
pub struct FieldAnswer {
    /// Path in the JSON of a dossier.
    pub field: String,
    /// Code in the annexe of 2015.
    pub code: Option<String>,
    /// Category of that annexe.
    pub category: String,
    /// Heading under which the lists of the day put it; null under the annexe of 2015.
    pub heading: Option<String>,
    /// How sensitive it is, in French.
    pub sensitivity_fr: String,
    /// The same in English.
    pub sensitivity_en: String,
    /// The person may leave the answer empty.
    pub optional_answer: bool,
    /// `allowed`, `conditional`, `not_allowed` or `undetermined`.
    pub standing: String,
    /// The provisions that say so: one, or two in a window.
    pub citations: Vec<CitationAnswer>,
    /// Label in French.
    pub label_fr: String,
    /// Label in English.
    pub label_en: String,
}

/// Versions of what answers.
#[uniffi::remote(Record)]
pub struct VersionsAnswer {
    /// Version of the crate.
    pub crate_version: String,
    /// Day up to which the texts of the law were read.
    pub rules: String,
    /// Number of the C ABI.
    pub abi: i32,
}

/// One rule set.
#[uniffi::remote(Record)]
pub struct RuleSetVersion {
    /// Name.
    pub id: String,
    /// Entry into force, `earliest/certain` when the day was not found.
    pub from: String,
    /// The act that opened it.
    pub citation: CitationAnswer,
    /// What it brought, in French.
    pub message_fr: String,
    /// What it brought, in English.
    pub message_en: String,
}

/// The state of the law on a day.
#[uniffi::remote(Record)]
pub struct RuleSetAnswer {
    /// Name of the rule set, `V2025|V2026` in a window of entry.
    pub rule_set: String,
    /// The rule set, or the two that may be in force.
    pub candidates: Vec<RuleSetVersion>,
    /// Which lists of data, recipients and links apply: one, or two in a window.
    pub annexes: Vec<String>,
    /// Whether a list is known at all.
    pub annexes_known: bool,
    /// Who authorises access to the FSE archive: `minister` or `unknown`.
    pub archive_authority: String,
    /// How well that is known.
    pub archive_authority_evidence: Evidence,
    /// What the law of the day says on each question of retention: one row, or two in a window.
    pub provisions: Vec<ProvisionAnswer>,
}

/// What a version of the law says on one question.
#[uniffi::remote(Record)]
pub struct ProvisionAnswer {
    /// `limit`, `programme_exception`, `cej`, `user_account`, `partner_staff`, `fse_archive` or
    /// `archive_authority`.
    pub question: String,
    /// `stated`, `absent` (the text holds no such rule) or `unknown` (it could not be read).
    pub status: String,
    /// Version of the rule.
    pub version: String,
    /// The provision.
    pub citation: CitationAnswer,
}

/// One version of an article.
#[uniffi::remote(Record)]
pub struct ArticleAnswer {
    /// Code (`D2015-59:6:I`).
    pub code: String,
    /// Title of the act, in French.
    pub text_fr: String,
    /// Title of the act, in English.
    pub text_en: String,
    /// First day in force, when known.
    pub from: Option<String>,
    /// First day no longer in force, when known.
    pub until: Option<String>,
    /// How well this version is known.
    pub evidence: Evidence,
    /// What it says, in French.
    pub message_fr: String,
    /// What it says, in English.
    pub message_en: String,
    /// Public copy that was read.
    pub url: Option<String>,
    /// Path of the rule that applies it, if one does.
    pub rule: Option<String>,
}

/// One row of the catalogue of errors.
#[uniffi::remote(Record)]
pub struct ErrorAnswer {
    /// Name of the code.
    pub code: String,
    /// Number of the code in the C ABI.
    pub number: i32,
    /// Sentence in French.
    pub message_fr: String,
    /// Sentence in English.
    pub message_en: String,
}
