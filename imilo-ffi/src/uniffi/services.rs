//! The functions: one a service of the facade, and the canonical JSON of them all.

use imilo_core::conservation::Tables;
use imilo_core::dossier::DataTables;
use imilo_core::wire::{self, Failure};
use zeroize::Zeroizing;

use super::ImiloError;
use super::answers::{
    ArticleAnswer, ConservationAnswer, DossierCheckAnswer, ErrorAnswer, FieldsAnswer, NirAnswer,
    RuleSetAnswer, VersionsAnswer,
};
use super::dates::{Day, LocalDate};
use super::erased::Numbers;
use super::guard::guard;
use super::requests::{Acceptance, ConservationRequest};

/// Versions of the crate, of the rules and of the C ABI.
///
/// ```kotlin
/// println(versions().rules) // 2026-11-22
/// ```
///
/// # Errors
/// `internal` only.
#[uniffi::export]
pub fn versions() -> Result<VersionsAnswer, ImiloError> {
    guard(|| Ok(VersionsAnswer::current()))
}

/// Form, structure and key of one number, as a person wrote it: spaces, dots and hyphens do not matter.
///
/// A number that is refused is an answer, not an error. Without `accept` the strict form is asked for.
///
/// ```kotlin
/// val answer = nirCheck("2 84 05 88 321 025 30")
/// check(answer.fault == NirFault.KEY && answer.position == 14)
/// ```
///
/// # Errors
/// `internal` only.
#[uniffi::export(default(accept = None))]
pub fn nir_check(nir: String, accept: Option<Acceptance>) -> Result<NirAnswer, ImiloError> {
    let nir = Zeroizing::new(nir);
    guard(|| Ok(NirAnswer::of(&nir, &accept.unwrap_or_default())))
}

/// The same for many numbers, one answer a row, in their order; null stays null.
///
/// ```kotlin
/// check(nirCheckMany(listOf("2840588321025", null))[1] == null)
/// ```
///
/// # Errors
/// `internal` only.
#[uniffi::export(default(accept = None))]
pub fn nir_check_many(
    nirs: Numbers,
    accept: Option<Acceptance>,
) -> Result<Vec<Option<NirAnswer>>, ImiloError> {
    guard(|| {
        let accept = accept.unwrap_or_default();
        Ok(nirs.iter().map(|nir| nir.map(|nir| NirAnswer::of(nir, &accept))).collect())
    })
}

/// Retention of one dossier or account on a day: until when, to whom, what next, by which rule.
///
/// ```kotlin
/// val facts = DossierFacts(birthDate = LocalDate.of(1998, 3, 15), fse = Fse.NotCofinanced)
/// val answer = conservation(ConservationRequest(ConservationFacts.Dossier(facts), LocalDate.of(2026, 12, 1)))
/// check("cej_contracts" in answer.missing)
/// ```
///
/// # Errors
/// `date_…`, `instant_format`, `period_reversed`, `birth_after_date` or `missing_field` (no day at all) with the field;
/// `before_first_rule_set` for a day before 2015-01-29.
#[uniffi::export]
pub fn conservation(request: ConservationRequest) -> Result<ConservationAnswer, ImiloError> {
    guard(|| ConservationAnswer::to(&request.to_wire()?))
}

/// The answer of a row of a batch, or why the row cannot be judged: one of the two is null.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct ConservationRow {
    /// The answer.
    pub answer: Option<ConservationAnswer>,
    /// The failure.
    pub error: Option<Failure>,
}

impl From<Result<ConservationAnswer, Failure>> for ConservationRow {
    fn from(result: Result<ConservationAnswer, Failure>) -> Self {
        match result {
            Ok(answer) => Self { answer: Some(answer), error: None },
            Err(failure) => Self { answer: None, error: Some(failure) },
        }
    }
}

/// The same for many, one answer or failure a row, in the order of the requests: one bad row leaves the others.
///
/// ```kotlin
/// for (row in conservationMany(requests)) println(row.answer?.state ?: row.error?.detailFr)
/// ```
///
/// # Errors
/// `internal` only.
#[uniffi::export]
pub fn conservation_many(requests: Vec<ConservationRequest>) -> Result<Vec<ConservationRow>, ImiloError> {
    guard(|| {
        let tables = Tables::built_in();
        let row = |request: &ConservationRequest| {
            request.to_wire().and_then(|request| ConservationAnswer::by(&tables, &request)).into()
        };
        Ok(requests.iter().map(row).collect())
    })
}

/// The data of a dossier on a day: which are allowed, which are not, by which rule, and what is incoherent.
///
/// The dossier is JSON text, as `schemas/dossier.schema.json` says. A key that is left out was not carried by the
/// source, `null` is empty. Its NIR does not come back.
///
/// ```kotlin
/// val checked = dossierCheck(LocalDate.of(2018, 6, 1), """{"ajouts": {"quotient_familial": 700}}""")
/// check(checked.notAllowed == listOf("ajouts.quotient_familial"))
/// ```
///
/// # Errors
/// `unknown_field`, `json_field` or `json_syntax` with the path in the dossier, `before_first_rule_set`.
#[uniffi::export]
pub fn dossier_check(date: Day, dossier: String) -> Result<DossierCheckAnswer, ImiloError> {
    // A dossier may hold a number in clear.
    let dossier = Zeroizing::new(dossier);
    guard(|| DossierCheckAnswer::of_json(&DataTables::built_in(), read(&date)?, &dossier))
}

/// The answer of a dossier of a batch, or why it cannot be judged: one of the two is null.
#[derive(Clone, Debug, PartialEq, Eq, uniffi::Record)]
pub struct DossierCheckRow {
    /// The answer.
    pub answer: Option<DossierCheckAnswer>,
    /// The failure.
    pub error: Option<Failure>,
}

/// The same for many dossiers on one day: one answer or failure a row, in order.
///
/// ```kotlin
/// val rows = dossierCheckMany(LocalDate.of(2018, 6, 1), listOf("{}", "{"))
/// check(rows[0].answer != null && rows[1].error != null)
/// ```
///
/// # Errors
/// `before_first_rule_set` for the day; what is wrong with a dossier is told in its row.
#[uniffi::export]
pub fn dossier_check_many(date: Day, dossiers: Vec<String>) -> Result<Vec<DossierCheckRow>, ImiloError> {
    let dossiers = Zeroizing::new(dossiers);
    guard(|| {
        let tables = DataTables::built_in();
        let date = read(&date)?;
        DossierCheckAnswer::of_json(&tables, date, "{}")?;
        let row = |dossier: &String| match DossierCheckAnswer::of_json(&tables, date, dossier) {
            Ok(answer) => DossierCheckRow { answer: Some(answer), error: None },
            Err(failure) => DossierCheckRow { answer: None, error: Some(failure) },
        };
        Ok(dossiers.iter().map(row).collect())
    })
}

/// The catalogue of fields, with what the law of a day says of each.
///
/// ```kotlin
/// check(dossierFields(LocalDate.of(2018, 6, 1)).fields.any { it.code == "I.A.5" })
/// ```
///
/// # Errors
/// `before_first_rule_set` for a day before 2015-01-29.
#[uniffi::export]
pub fn dossier_fields(date: Day) -> Result<FieldsAnswer, ImiloError> {
    guard(|| FieldsAnswer::on(read(&date)?))
}

/// Which version of the law is in force on a day.
///
/// ```kotlin
/// check(ruleSet(LocalDate.of(2026, 7, 1)).ruleSet == "V2026-07")
/// ```
///
/// # Errors
/// `before_first_rule_set` for a day before 2015-01-29, `date_range` for one after 2399.
#[uniffi::export]
pub fn rule_set(date: Day) -> Result<RuleSetAnswer, ImiloError> {
    guard(|| RuleSetAnswer::on(read(&date)?))
}

/// The articles of a code, of a day, of both, or all, with their evidence.
///
/// ```kotlin
/// for (version in articles("D2015-59:6:I")) println("${version.from} ${version.messageFr}")
/// ```
///
/// # Errors
/// `unknown_article` for a code that no article has, `date_range` for a day outside 1800 to 2399.
#[uniffi::export(default(code = None, date = None))]
pub fn articles(code: Option<String>, date: Option<Day>) -> Result<Vec<ArticleAnswer>, ImiloError> {
    guard(|| {
        let date = date.as_ref().map(read).transpose()?;
        ArticleAnswer::find(code.as_deref(), date).map_err(|failure| at(failure, "code"))
    })
}

/// The catalogue of error codes.
///
/// ```kotlin
/// val sentences = errors().associate { it.code to it.messageFr }
/// ```
///
/// # Errors
/// `internal` only.
#[uniffi::export]
pub fn errors() -> Result<Vec<ErrorAnswer>, ImiloError> {
    guard(|| Ok(ErrorAnswer::all()))
}

/// The canonical JSON answer of a service to a JSON request, the same in every language, byte for byte.
///
/// The services are those of the facade, by the names of the C ABI without its prefix.
///
/// ```kotlin
/// println(callJson("rule_set", """{"date":"2026-07-01"}"""))
/// ```
///
/// # Errors
/// `unknown_entry` for a name that is no service, or what the service answers, with the field or the line.
#[uniffi::export]
pub fn call_json(service: &str, request: String) -> Result<String, ImiloError> {
    // A request may hold a number in clear.
    let request = Zeroizing::new(request);
    guard(|| wire::call(service, &request))
}

/// A failure as the canonical JSON of every language.
///
/// ```kotlin
/// try { callJson("versions", "{") } catch (e: ImiloException) { println(failureJson(e.failure)) }
/// ```
///
/// # Errors
/// `internal` only.
#[uniffi::export]
pub fn failure_json(failure: Failure) -> Result<String, ImiloError> {
    guard(|| Ok(failure.to_json()))
}

fn read(date: &Day) -> Result<LocalDate, Failure> {
    date.read().map_err(|error| at(Failure::from(error), "date"))
}

/// Names the field, as the JSON service does for the same request.
fn at(failure: Failure, field: &str) -> Failure {
    Failure { field: Some(field.to_owned()), ..failure }
}
