//! Disclosure, what is missing, who can, matrix and changes; one recipient, many dossiers. Requests are JSON text
//! (`docs/json.md`).

use imilo_core::error::ErrorCode;
use imilo_core::explain::Outcome;
use imilo_core::habilitation::DossierState;
use imilo_core::wire::{self, AccessRow, Failure};

use super::ImiloError;
use super::guard::guard;

/// A dossier reduced to what is granted, with the decision and the event to be journalled. The request is that of
/// `habilitation`, with `dossier`, `references`, and `clear_nir` to have a NIR that is granted in the clear.
///
/// ```kotlin
/// val asked = """"date": "2018-03-14", "operation": "consult", "purpose": "accompaniment""""
/// val actor = """{"class": "agent_mission_locale", "mission_locale": "ML-A", "habilitated_until": "2035-12-31"}"""
/// val target = """{"owning_mission_locale": "ML-A", "fields": ["identite.prenoms"]}"""
/// val dossier = """"references": {"agent": "agent-7", "dossier": "dossier-42"}, "dossier": {"identite": {"prenoms": "Ada"}}"""
/// println(disclose("""{$asked, "actor": $actor, "target": $target, $dossier}"""))
/// ```
///
/// # Errors
/// As `habilitation`; `disclosure_structure`, `disclosure_state` when the dossier says otherwise than the request.
#[uniffi::export]
pub fn disclose(request: String) -> Result<String, ImiloError> {
    guard(|| wire::call("disclose", &request))
}

/// The same request on many dossiers. The request is that of `habilitation`, with `agent`, `dossiers` (each with `reference`,
/// `dossier`, and `facts`, `owning_mission_locale`, `dossier_state` where it differs) and `clear_nir`. Each result is an
/// answer of `disclose` or the error of that dossier, in order.
///
/// ```kotlin
/// val asked = """"date": "2018-03-14", "operation": "consult", "purpose": "accompaniment", "agent": "agent-7""""
/// val actor = """{"class": "agent_mission_locale", "mission_locale": "ML-A", "habilitated_until": "2035-12-31"}"""
/// val target = """{"owning_mission_locale": "ML-A", "fields": ["identite.prenoms"]}"""
/// val dossiers = """[{"reference": "dossier-42", "dossier": {"identite": {"prenoms": "Ada"}}}]"""
/// println(discloseMany("""{$asked, "actor": $actor, "target": $target, "dossiers": $dossiers}"""))
/// ```
///
/// # Errors
/// As `habilitation`; what a dossier meets is in its row.
#[uniffi::export]
pub fn disclose_many(request: String) -> Result<String, ImiloError> {
    guard(|| wire::call("disclose_many", &request))
}

/// What is missing for a request of `habilitation` to be granted, datum by datum.
///
/// ```kotlin
/// val asked = """"date": "2018-03-14", "operation": "transmit", "purpose": "benefit_payment""""
/// val target = """{"owning_mission_locale": "ML-A", "fields": ["I.A.1"]}"""
/// println(counterfactual("""{$asked, "actor": {"class": "asp"}, "target": $target}"""))
/// ```
///
/// # Errors
/// As `habilitation`.
#[uniffi::export]
pub fn counterfactual(request: String) -> Result<String, ImiloError> {
    guard(|| wire::call("counterfactual", &request))
}

/// Who may use a datum on a day, by which row, under which conditions.
///
/// ```kotlin
/// println(whoCan("""{"date": "2018-03-14", "field": "NIR"}"""))
/// ```
///
/// # Errors
/// As `habilitation`.
#[uniffi::export]
pub fn who_can(request: String) -> Result<String, ImiloError> {
    guard(|| wire::call("who_can", &request))
}

/// Who may do what with which category of data on a day: JSON, or `csv`, `markdown`, `html` by `format`.
///
/// ```kotlin
/// println(accessMatrix("""{"date": "2026-07-01", "format": "markdown"}"""))
/// ```
///
/// # Errors
/// As `habilitation`.
#[uniffi::export]
pub fn access_matrix(request: String) -> Result<String, ImiloError> {
    guard(|| wire::call("access_matrix", &request))
}

/// What changes in who may do what between two days: lines of the matrix, every decision.
///
/// ```kotlin
/// println(accessChanges("""{"from": "2026-06-30", "to": "2026-07-01", "actor": "cnam_cpam"}"""))
/// ```
///
/// # Errors
/// As `habilitation`.
#[uniffi::export]
pub fn access_changes(request: String) -> Result<String, ImiloError> {
    guard(|| wire::call("access_changes", &request))
}

/// What is said of many dossiers.
#[derive(Clone, PartialEq, Eq, uniffi::Record)]
pub struct AccessColumns {
    /// One byte a row: 0 granted, 1 refused, 2 undetermined (never to be acted on as a grant).
    pub outcomes: Vec<u8>,
    /// Eight bytes a row, little-endian: bit *b* says whether code *b* of `target.fields` is granted. Give nothing of a
    /// code whose bit is 0.
    pub granted: Vec<u8>,
}

/// One recipient, many dossiers: the same request on each, without an object a row.
///
/// The request is that of `habilitation`, and may have `"facts_by_row": ["allowance_due", …]`, names of facts that are
/// attested row by row. What differs stands in columns, all of `rows` rows; null for one that is as in the request:
/// `missionLocales`, the structure that holds each dossier; `facts`, eight bytes a row, little-endian, in which bit *b* is
/// fact *b* of `facts_by_row`; `states`, a byte a row: 0 active, 1 anonymised, 2 in the archive of the FSE.
///
/// ```kotlin
/// val asked = """"date": "2017-06-15", "operation": "transmit", "purpose": "benefit_payment""""
/// val actor = """{"class": "asp", "designated": true, "habilitated_until": "2035-12-31"}"""
/// val target = """{"owning_mission_locale": "ML-A", "fields": ["I.A.1"]}"""
/// val facts = """"facts": {"necessary_fields": ["I.A.1"]}, "facts_by_row": ["allowance_due"]"""
/// val column = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN).putLong(1).putLong(0).array()
/// val answer = accessColumns("""{$asked, "actor": $actor, "target": $target, $facts}""", 2, facts = column)
/// check(answer.outcomes.contentEquals(byteArrayOf(0, 1)))
/// ```
///
/// # Errors
/// As `habilitation`; `invalid_argument` for more than 64 codes, for a fact that is not attested by its name, a bit that
/// has no fact, a state that is none, a negative `rows`; `column_length` for a column of another length.
#[uniffi::export(default(mission_locales = None, facts = None, states = None))]
pub fn access_columns(
    request: String,
    rows: i32,
    mission_locales: Option<Vec<Option<String>>>,
    facts: Option<Vec<u8>>,
    states: Option<Vec<u8>>,
) -> Result<AccessColumns, ImiloError> {
    guard(|| {
        let rows = usize::try_from(rows).map_err(|_| invalid("rows"))?;
        let asked = wire::AccessColumns::new(&request)?;
        let length = |field: &str| Failure::of(ErrorCode::ColumnLength).at(field);
        let facts = facts.as_deref().map(|bytes| match bytes.as_chunks::<8>() {
            (values, []) if values.len() == rows => Ok(values),
            _ => Err(length("facts")),
        });
        let facts = facts.transpose()?;
        let known = asked.facts().len();
        let unknown = |bits: &[u8; 8]| known < 64 && u64::from_le_bytes(*bits) >> known != 0;
        if facts.is_some_and(|column| column.iter().any(unknown)) {
            return Err(invalid("facts"));
        }
        if mission_locales.as_ref().is_some_and(|column| column.len() != rows) {
            return Err(length("missionLocales"));
        }
        if states.as_ref().is_some_and(|column| column.len() != rows) {
            return Err(length("states"));
        }
        if states.iter().flatten().any(|state| usize::from(*state) >= DossierState::ALL.len()) {
            return Err(invalid("states"));
        }
        let row = |index: usize| AccessRow {
            mission_locale: mission_locales.as_ref().and_then(|column| column.get(index)?.as_deref()),
            facts: facts.and_then(|column| column.get(index)).map_or(0, |bits| u64::from_le_bytes(*bits)),
            state: states
                .as_ref()
                .and_then(|column| DossierState::ALL.get(usize::from(*column.get(index)?)))
                .copied(),
        };
        let mut answer =
            AccessColumns { outcomes: Vec::with_capacity(rows), granted: Vec::with_capacity(rows * 8) };
        asked.answer(rows, row, |outcome, bits| {
            answer.outcomes.push(match outcome {
                Outcome::Conforming => 0,
                Outcome::NotConforming => 1,
                Outcome::Undetermined => 2,
            });
            answer.granted.extend(bits.to_le_bytes());
        })?;
        Ok(answer)
    })
}

fn invalid(field: &str) -> Failure {
    Failure::of(ErrorCode::InvalidArgument).at(field)
}
