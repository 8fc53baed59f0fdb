//! Who may do what, the rights of the persons, the traces of operations, the duties: services as those of [`super::services`].

use core::ffi::c_char;

use super::buffer::Buffer;
use super::services::by_name;

/// Who may do what with which data of a dossier, for which purpose: granted, refused or undetermined, and why.
///
/// Request: `{"date": "2018-03-14", "actor": {"class": "asp"}, "operation": "transmit", "purpose": "benefit_payment", "target":
/// {"owning_mission_locale": "ML-A", "fields": ["I.A.1"]}, "facts": {"allowance_due": true}}` (docs/json.md has all keys). What
/// is not attested opens nothing. A refusal is an answer, with status 0.
///
/// # Safety
/// The four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_habilitation(
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { by_name("habilitation", request, request_len, answer, error) }
}

/// Whether a right of the person is open on the day of receipt, and who answers.
///
/// Request: `{"date": "2018-06-01", "right": "right_of_access", "mission_locale": "ML-A", "identity_verified": true,
/// "own_data": true}`; may also have `mandate` and `no_longer_needed`.
///
/// # Safety
/// The four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_exercise_right(
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { by_name("exercise_right", request, request_len, answer, error) }
}

/// How long the trace of an operation is kept, in a dispute too, and what its erasure was worth.
///
/// Request: `{"date": "2026-06-01", "facts": {"operation_date": "2025-07-31"}}`; the facts may also have `litigation` and
/// `erased_on`.
///
/// # Safety
/// The four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_log_retention(
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { by_name("log_retention", request, request_len, answer, error) }
}

/// Until when a request of a person is to be answered, with the working days of a territory.
///
/// Request: `{"date": "2026-02-20", "facts": {"receipt_date": "2025-11-30"}, "options": {"A21_holidays": "reunion"}}`; the
/// facts may also have `extension_notice` and `reply_date`.
///
/// # Safety
/// The four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_rights_deadline(
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { by_name("rights_deadline", request, request_len, answer, error) }
}

/// Who has a duty on a day, and whether it was kept: controller, register, breach, impact assessment.
///
/// Request: `{"date": "2026-02-02", "duty": "controller", "question": "who"}`, and `facts` for some questions.
///
/// # Safety
/// The four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_responsibilities(
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { by_name("responsibilities", request, request_len, answer, error) }
}
