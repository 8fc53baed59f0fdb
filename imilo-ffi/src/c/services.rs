//! One function a service of the facade, all of one shape, and `imilo_call` for all of them.
//!
//! They are written out one by one: cbindgen reads the source and does not expand macros.

use core::ffi::c_char;

use imilo_core::error::ErrorCode;
use imilo_core::wire::{self, Failure};

use super::buffer::Buffer;
use super::call::{asked, given};
use super::guard::{text, values};

/// Versions of the crate, of the rules and of the C ABI.
///
/// Request: `{}`. Answer: `{"crate": "0.1.0", "rules": "2026-11-22", "abi": 1}`.
///
/// # Safety
/// The four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_versions(
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { by_name("versions", request, request_len, answer, error) }
}

/// Form, structure and key of one number. A refused number is an answer, with status 0.
///
/// Request: `{"nir": "2 84 05 88 321 025 32", "accept": {"sex_3_4": true}}`; `accept` may be left out, its
/// keys are the names of IMILO_ACCEPT_… in lower case. imilo_nir_validate does the same without JSON.
///
/// # Safety
/// The four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_nir_check(
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { by_name("nir_check", request, request_len, answer, error) }
}

/// The same for many numbers, one result a row; `null` stays `null`.
///
/// Request: `{"nirs": ["2 84 05 88 321 025 32", null]}`, and `accept` as for one.
///
/// # Safety
/// The four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_nir_check_many(
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { by_name("nir_check_many", request, request_len, answer, error) }
}

/// A number beside the civil identity: what does not go together, with its legitimate exceptions. No finding refuses.
///
/// Request: `{"nir": "2 84 05 88 321 025 32", "sex": "F", "birth_date": "1984-05-02", "birth_place": "88321"}`; may also
/// have `label` (`NIR`, `NIA`), `oid`, `provenance`, `as_of`, `stage`. What is left out is not compared.
///
/// # Safety
/// The four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_nir_coherence(
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { by_name("nir_coherence", request, request_len, answer, error) }
}

/// The same for many: one answer or error a row. One bad row leaves the others, and the status is 0.
///
/// Request: `{"requests": […]}`, each as for one.
///
/// # Safety
/// The four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_nir_coherence_many(
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { by_name("nir_coherence_many", request, request_len, answer, error) }
}

/// Retention of one dossier or account on a day: until when, to whom, what next, by which rule.
///
/// Request: `{"kind": "dossier", "date": "2026-03-01", "facts": {"birth_date": "2001-02-03", "programmes":
/// [], "cej_contracts": [], "rqth_periods": [], "fse": {"cofinanced": false}}}`. A fact that is left out is
/// not known.
///
/// # Safety
/// The four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_conservation(
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { by_name("conservation", request, request_len, answer, error) }
}

/// The same for many: one answer or error a row. One bad row leaves the others, and the status is 0.
///
/// Request: `{"requests": […]}`, each as for one.
///
/// # Safety
/// The four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_conservation_many(
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { by_name("conservation_many", request, request_len, answer, error) }
}

/// The data of a dossier on a day: which are allowed, which are not, by which rule, and what is incoherent.
///
/// Request: `{"date": "2026-03-01", "dossier": {"identite": {"matricule": "42"}}}`, the dossier as
/// `schemas/dossier.schema.json` says. A key that is left out was not carried by the source, `null` is empty.
///
/// # Safety
/// The four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_dossier_check(
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { by_name("dossier_check", request, request_len, answer, error) }
}

/// The same for many: one answer or error a row. One bad row leaves the others, and the status is 0.
///
/// Request: `{"requests": […]}`, each as for one.
///
/// # Safety
/// The four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_dossier_check_many(
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { by_name("dossier_check_many", request, request_len, answer, error) }
}

/// The catalogue of fields, with what the law of a day says of each.
///
/// Request: `{"date": "2026-03-01"}`.
///
/// # Safety
/// The four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_dossier_fields(
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { by_name("dossier_fields", request, request_len, answer, error) }
}

/// The indicators of the FSE, the IEJ or the FSE+ for one participation, each with its value or the reason for none.
///
/// Request: `{"programme": "FSE+", "participation": {"entry_date": "2023-10-02", "gender": "F"}}`; `annexe` for the FSE and
/// the IEJ; `report_date` and `options` may be given (docs/json.md).
///
/// # Safety
/// The four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_fse_indicators(
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { by_name("fse_indicators", request, request_len, answer, error) }
}

/// Why an indicator has its value for one participation: rule, variables, days, provision.
///
/// Request: as for imilo_fse_indicators, with `"code": "EECO04"`.
///
/// # Safety
/// The four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_fse_explain(
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { by_name("fse_explain", request, request_len, answer, error) }
}

/// The report of a list of participations: values, denominators, coverage, findings, calendar. For a file: imilo_fse_report.
///
/// Request: `{"programme": "FSE+", "participations": […]}`; may also have `publish_below` and `share`. One bad record leaves
/// the others, and the status is 0.
///
/// # Safety
/// The four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_fse_report_records(
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { by_name("fse_report_records", request, request_len, answer, error) }
}

/// Two reports of the same operation: what changed, for whom, and why.
///
/// Request: `{"programme": "FSE+", "before": {"participations": […]}, "after": {"participations": […]}}`.
///
/// # Safety
/// The four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_fse_compare(
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { by_name("fse_compare", request, request_len, answer, error) }
}

/// The participation that a dossier gives, and the variables that stay unknown, by name.
///
/// Request: `{"participant_id": "p1", "operation_id": "o1", "entry_date": "2023-10-02", "dossier": {}}`.
///
/// # Safety
/// The four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_fse_participation(
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { by_name("fse_participation", request, request_len, answer, error) }
}

/// Which version of the law is in force on a day.
///
/// Request: `{"date": "2026-03-01"}`.
///
/// # Safety
/// The four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_rule_set(
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { by_name("rule_set", request, request_len, answer, error) }
}

/// Articles by code, by day, by both, or all, with their evidence.
///
/// Request: `{"code": "D2015-59:6:I", "date": "2026-03-01"}`; both keys may be left out.
///
/// # Safety
/// The four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_articles(
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { by_name("articles", request, request_len, answer, error) }
}

/// The catalogue of error codes: name, number, sentence in French and in English.
///
/// Request: `{}`.
///
/// # Safety
/// The four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_errors(
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { by_name("errors", request, request_len, answer, error) }
}

/// Any service by its name, without `imilo_`: `nir_check`.
///
/// IMILO_ERROR_UNKNOWN_ENTRY when there is none of this name.
///
/// # Safety
/// name: name_len bytes; NULL is an error (IMILO_ERROR_NULL_POINTER). The other four pointers keep the rules
/// for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_call(
    name: *const c_char,
    name_len: usize,
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    let service = |request: &str| {
        if name.is_null() {
            return Err(Failure::of(ErrorCode::NullPointer));
        }
        // SAFETY: the promise of the caller on `name`.
        let name = unsafe { values(name.cast::<u8>(), name_len) }.and_then(text).map_err(Failure::of)?;
        wire::call(name, request)
    };
    // SAFETY: the promise of the caller, handed on.
    unsafe { serve(service, request, request_len, answer, error) }
}

/// # Safety
/// That of [`serve`].
pub(super) unsafe fn by_name(
    name: &str,
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller, handed on.
    unsafe { serve(|request| wire::call(name, request), request, request_len, answer, error) }
}

/// The shape of every service.
///
/// # Safety
/// `request` is NULL or points to `request_len` bytes; `answer` and `error` are NULL or may be written.
unsafe fn serve(
    service: impl FnOnce(&str) -> Result<String, Failure>,
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    // SAFETY: the promise of the caller on `request`.
    let judge = || service(unsafe { asked(request, request_len) }?);
    // SAFETY: the promise of the caller on `answer` and `error`.
    unsafe { given(judge, Buffer::give, answer, error) }
}

#[cfg(test)]
mod tests {
    use core::ptr;

    use super::*;
    use crate::c::buffer::{imilo_buffer_data, imilo_buffer_free, imilo_buffer_len};

    #[test]
    fn a_panic_is_an_internal_error_that_tells_nothing() {
        let (mut answer, mut error) = (ptr::null_mut(), ptr::null_mut());
        let service = |_: &str| -> Result<String, Failure> { panic!("a panic, made on purpose") };
        // SAFETY: NULL is a request, the two others are local; the buffer is read while it is alive.
        let (status, json) = unsafe {
            let status = serve(service, ptr::null(), 0, &raw mut answer, &raw mut error);
            let data = imilo_buffer_data(error).cast::<u8>();
            let json = core::slice::from_raw_parts(data, imilo_buffer_len(error)).to_vec();
            imilo_buffer_free(error);
            (status, String::from_utf8(json).unwrap())
        };
        assert_eq!(status, 105);
        assert!(answer.is_null());
        assert_eq!(json, Failure::internal().to_json());
        assert!(!json.contains("purpose"));
        // SAFETY: as above; the error may be NULL.
        let status = unsafe { serve(service, ptr::null(), 0, &raw mut answer, ptr::null_mut()) };
        assert_eq!(status, 105);
    }
}
