//! Who may do what, the rights of the persons, the traces of operations, the duties. Requests and answers are JSON text
//! (`docs/json.md`): the facts of an access are some sixty, of which a question has a few.

use imilo_core::wire;

use super::ImiloError;
use super::guard::guard;

/// Who may do what with which data of a dossier, for which purpose: granted, refused or undetermined, and why.
///
/// ```kotlin
/// val actor = """{"class": "agent_mission_locale", "mission_locale": "ML-A", "habilitated_until": "2035-12-31"}"""
/// val target = """{"owning_mission_locale": "ML-A", "fields": ["I.A.1"]}"""
/// val asked = """"date": "2018-03-14", "operation": "consult", "purpose": "accompaniment""""
/// println(habilitation("""{$asked, "actor": $actor, "target": $target}"""))
/// ```
///
/// # Errors
/// `json_field`, `unknown_field`, `missing_field` or `date_…` with the path in the request; `before_first_rule_set`.
#[uniffi::export]
pub fn habilitation(request: String) -> Result<String, ImiloError> {
    guard(|| wire::call("habilitation", &request))
}

/// Whether a right of the person is open on the day of receipt, and who answers.
///
/// ```kotlin
/// val person = """"mission_locale": "ML-A", "identity_verified": true, "own_data": true"""
/// println(exerciseRight("""{"date": "2018-06-01", "right": "right_of_access", $person}"""))
/// ```
///
/// # Errors
/// As [`habilitation`].
#[uniffi::export]
pub fn exercise_right(request: String) -> Result<String, ImiloError> {
    guard(|| wire::call("exercise_right", &request))
}

/// How long the trace of an operation is kept, in a dispute too, and what its erasure was worth.
///
/// ```kotlin
/// println(logRetention("""{"date": "2026-06-01", "facts": {"operation_date": "2025-07-31"}}"""))
/// ```
///
/// # Errors
/// As [`habilitation`]; `operation_after_date`, `period_reversed`.
#[uniffi::export]
pub fn log_retention(request: String) -> Result<String, ImiloError> {
    guard(|| wire::call("log_retention", &request))
}

/// Until when a request of a person is to be answered, with the working days of a territory.
///
/// ```kotlin
/// val facts = """{"receipt_date": "2025-11-30"}"""
/// println(rightsDeadline("""{"date": "2026-02-20", "facts": $facts}"""))
/// ```
///
/// # Errors
/// As [`habilitation`]; `period_reversed`.
#[uniffi::export]
pub fn rights_deadline(request: String) -> Result<String, ImiloError> {
    guard(|| wire::call("rights_deadline", &request))
}

/// Who has a duty on a day, and whether it was kept: controller, register, breach, impact assessment.
///
/// ```kotlin
/// println(responsibilities("""{"date": "2026-02-02", "duty": "controller", "question": "who"}"""))
/// ```
///
/// # Errors
/// As [`habilitation`]; `moment_format`.
#[uniffi::export]
pub fn responsibilities(request: String) -> Result<String, ImiloError> {
    guard(|| wire::call("responsibilities", &request))
}
