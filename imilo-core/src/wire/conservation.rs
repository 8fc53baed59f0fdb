//! Retention: requests and answers.
//!
//! The shape of the facts is that of the case files (`tests/vectors`). What is absent or `null` is *not
//! known*; what is known to be none is written: an empty list, `{"cofinanced": false}`. For an account,
//! `null` says that it runs.

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::value::RawValue;

use crate::calendar::Date;
use crate::conservation::{
    Access, AccountDecision, AccountKind, Autorite, Decision, DossierFacts, Readings, Retention, State,
    Tables,
};
use crate::explain::{Action, Finding, Outcome, Role, Scope, Step};
use crate::law::texts::texte_by_code;
use crate::law::{Citation, Evidence, Provision};

use super::day::Day;
use super::facts::{DossierJson, PartnerJson, UserJson};
use super::failure::{Object, read};
use super::{Failure, serve};

/// What is asked: a dossier or an account, a day, what is known.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConservationRequest {
    kind: RequestKind,
    #[serde(default)]
    date: Option<Date>,
    #[serde(default)]
    instant: Option<String>,
    facts: Box<RawValue>,
    #[serde(default, deserialize_with = "readings")]
    options: Readings,
}

fn readings<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Readings, D::Error> {
    Object::deserialize(deserializer).map(|Object(readings)| readings)
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum RequestKind {
    Dossier,
    UserAccount,
    PartnerStaff,
}

/// A provision, as it is quoted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
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

impl CitationAnswer {
    /// A citation with the titles of its act.
    #[must_use]
    pub fn of(citation: &Citation) -> Self {
        let texte = texte_by_code(citation.text());
        Self {
            code: citation.code.to_string(),
            text: citation.text().to_owned(),
            article: citation.article(),
            text_fr: texte.map(|texte| texte.fr).unwrap_or_default().to_owned(),
            text_en: texte.map(|texte| texte.en).unwrap_or_default().to_owned(),
            evidence: citation.evidence,
            url: (!citation.url.is_empty()).then(|| citation.url.to_string()),
        }
    }
}

/// One reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindingAnswer {
    /// Stable code.
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

impl From<&Finding<'_>> for FindingAnswer {
    fn from(finding: &Finding<'_>) -> Self {
        Self {
            code: finding.code.to_owned(),
            role: finding.role,
            evidence: finding.evidence,
            version: finding.rule.version.to_owned(),
            in_force_from: finding.rule.from.to_string(),
            in_force_until: finding.rule.until.map(|until| until.to_string()),
            citation: CitationAnswer::of(finding.rule.citation),
            facts: finding.facts.iter().map(|fact| (*fact).to_owned()).collect(),
            readings: finding.readings.iter().map(|reading| (*reading).to_owned()).collect(),
            message_fr: finding.fr.to_string(),
            message_en: finding.en.to_string(),
        }
    }
}

/// An earlier rule set that had closed the dossier.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WasDueAnswer {
    /// First closed day under it.
    pub date: Date,
    /// Its name.
    pub rule_set: String,
}

/// Who may reach the data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AccessAnswer {
    /// `articles_3_and_4`, `fse_control`, `anonymised_only`, `closed` (not to the persons of art. 3 and 4; whether
    /// to an FSE control is not known) or `undetermined`.
    pub to: String,
    /// `minister` or `unknown`, for an FSE control.
    pub authorised_by: Option<String>,
}

/// A step and its day.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StepAnswer {
    /// First day of the new state.
    pub date: Date,
    /// What is done.
    pub action: Action,
    /// With which data.
    pub scope: Scope,
    /// Codes of the provisions that fix the day.
    pub founded_by: Vec<String>,
}

impl From<&Step<'_>> for StepAnswer {
    fn from(step: &Step<'_>) -> Self {
        Self {
            date: step.date,
            action: step.action,
            scope: step.scope,
            founded_by: owned(&step.founded_by()),
        }
    }
}

pub(super) fn owned(codes: &[&str]) -> Vec<String> {
    codes.iter().map(|code| (*code).to_owned()).collect()
}

/// What retention answers, for a dossier or an account; what does not apply to an account is `null`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ConservationAnswer {
    /// Whether the data, as described, may be open on the day.
    pub outcome: Outcome,
    /// Rule set of the day.
    pub rule_set: String,
    /// The day of evaluation.
    pub date: Date,
    /// State on the day.
    pub state: State,
    /// Limit of I alone.
    pub limit_date: Option<Date>,
    /// Term of I bis alone.
    pub cej_until: Option<Date>,
    /// First day no longer accessible.
    pub accessible_until: Option<Date>,
    /// Earliest day that it can be, when a missing fact may put it off.
    pub at_least: Option<Date>,
    /// Earlier rule set that had closed the dossier.
    pub was_due: Option<WasDueAnswer>,
    /// First day outside the FSE archive.
    pub fse_archive_until: Option<Date>,
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

impl ConservationAnswer {
    /// Answers a request by the built-in tables.
    ///
    /// # Errors
    /// [`Failure`] when the request cannot be judged.
    pub fn to(request: &ConservationRequest) -> Result<Self, Failure> {
        Self::by(&Tables::built_in(), request)
    }

    /// Answers a request by the tables of an integrator.
    ///
    /// # Errors
    /// [`Failure`] when the request cannot be judged.
    pub fn by(tables: &Tables, request: &ConservationRequest) -> Result<Self, Failure> {
        let day = request.day()?;
        let told = if request.date.is_some() { "date" } else { "instant" };
        let retention = Retention::on(day, tables, request.options).map_err(|e| Failure::from(e).at(told))?;
        let facts = request.facts.get();
        match request.kind {
            RequestKind::Dossier => {
                let facts = DossierFacts::from(read::<DossierJson>(facts, "facts.")?);
                let decision = retention.dossier(&facts).map_err(|error| {
                    let failure = Failure::from(error);
                    let field = failure.field.clone().unwrap_or_default();
                    failure.at(&format!("facts.{field}"))
                })?;
                Ok(Self::of_dossier(&retention, &decision))
            }
            RequestKind::UserAccount => {
                let end = read::<UserJson>(facts, "facts.")?.habilitation_end;
                Ok(Self::of_account(&retention, &retention.account(AccountKind::UserAccount, end)))
            }
            RequestKind::PartnerStaff => {
                let end = read::<PartnerJson>(facts, "facts.")?.account_deactivated;
                Ok(Self::of_account(&retention, &retention.account(AccountKind::PartnerStaff, end)))
            }
        }
    }

    fn of_dossier(retention: &Retention<'_>, decision: &Decision<'_>) -> Self {
        let access = match decision.access() {
            Access::Articles3And4 => ("articles_3_and_4", None),
            Access::FseControl(Provision::Stated(Autorite::Ministre)) => ("fse_control", Some("minister")),
            Access::FseControl(_) => ("fse_control", Some("unknown")),
            Access::AnonymisedOnly => ("anonymised_only", None),
            Access::Closed => ("closed", None),
            Access::Undetermined => ("undetermined", None),
        };
        Self {
            outcome: decision.outcome,
            rule_set: retention.rule_set().to_owned(),
            date: retention.day(),
            state: decision.state,
            limit_date: decision.limit_date,
            cej_until: decision.cej_until,
            accessible_until: decision.accessible_until,
            at_least: decision.at_least,
            was_due: decision
                .was_due
                .map(|due| WasDueAnswer { date: due.date, rule_set: due.rule_set.to_owned() }),
            fse_archive_until: decision.fse_archive_until,
            fse_archive_open: decision.fse_archive_open,
            access: AccessAnswer { to: access.0.to_owned(), authorised_by: access.1.map(str::to_owned) },
            steps: decision.steps().iter().map(StepAnswer::from).collect(),
            missing: decision.missing.iter().map(|fact| fact.code().to_owned()).collect(),
            would_extend: decision.would_extend.iter().map(|fact| fact.code().to_owned()).collect(),
            founded_by: owned(&decision.founded_by()),
            evidence: decision.evidence(),
            fse_founded_by: owned(&decision.fse_founded_by()),
            fse_evidence: decision.fse_evidence(),
            ambiguous_date: decision.ambiguous,
            findings: decision.findings().iter().map(FindingAnswer::from).collect(),
        }
    }

    fn of_account(retention: &Retention<'_>, decision: &AccountDecision<'_>) -> Self {
        let access = match decision.state {
            State::Accessible => "articles_3_and_4",
            State::Undetermined => "undetermined",
            State::Anonymise | State::FseArchive | State::FseAnonymise => "anonymised_only",
        };
        let founded_by = owned(&decision.founded_by());
        let step = |date| StepAnswer {
            date,
            action: Action::Anonymise,
            scope: Scope::Whole,
            founded_by: founded_by.clone(),
        };
        Self {
            outcome: decision.outcome,
            rule_set: retention.rule_set().to_owned(),
            date: retention.day(),
            state: decision.state,
            limit_date: None,
            cej_until: None,
            accessible_until: decision.accessible_until,
            at_least: None,
            was_due: None,
            fse_archive_until: None,
            fse_archive_open: false,
            access: AccessAnswer { to: access.to_owned(), authorised_by: None },
            steps: decision.accessible_until.into_iter().map(step).collect(),
            missing: decision.missing.iter().map(|fact| fact.code().to_owned()).collect(),
            would_extend: Vec::new(),
            founded_by,
            evidence: decision.evidence(),
            fse_founded_by: Vec::new(),
            fse_evidence: None,
            ambiguous_date: decision.ambiguous,
            findings: decision.findings().iter().map(FindingAnswer::from).collect(),
        }
    }
}

impl ConservationRequest {
    /// Reads a request.
    ///
    /// # Errors
    /// [`Failure`] that names the field.
    pub fn from_json(text: &str) -> Result<Self, Failure> {
        read(text, "")
    }

    /// The day of evaluation: the date, or the day of Paris of the instant. Both may be given if they agree.
    fn day(&self) -> Result<Date, Failure> {
        Day { date: self.date, instant: self.instant.as_deref() }.found("", "date", "instant")
    }
}

pub(super) fn evaluate(request: &str) -> Result<String, Failure> {
    serve(request, |request: ConservationRequest| ConservationAnswer::to(&request))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ManyRequests {
    requests: Vec<Box<RawValue>>,
}

/// One result a row, in the order of the request.
#[derive(Clone, Debug, Serialize)]
pub struct ManyAnswers {
    /// The rows.
    pub results: Vec<RowAnswer>,
}

/// The answer of a row, or why it cannot be judged: one bad row leaves the others.
#[derive(Clone, Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RowAnswer {
    /// The answer.
    Answer(Box<ConservationAnswer>),
    /// The error.
    Error(Failure),
}

pub(super) fn evaluate_many(request: &str) -> Result<String, Failure> {
    let tables = Tables::built_in();
    serve(request, |request: ManyRequests| {
        let row = |text: &RawValue| -> RowAnswer {
            match read(text.get(), "").and_then(|request| ConservationAnswer::by(&tables, &request)) {
                Ok(answer) => RowAnswer::Answer(Box::new(answer)),
                Err(failure) => RowAnswer::Error(failure),
            }
        };
        Ok(ManyAnswers { results: request.requests.iter().map(|text| row(text)).collect() })
    })
}
