//! The services through the C ABI give what the facade gives, byte for byte, and keep their memory rules.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop on what cannot be")]

use core::ffi::c_char;
use core::ptr;

use imilo::c::buffer::{Buffer, imilo_buffer_data, imilo_buffer_free, imilo_buffer_len};
use imilo::c::droit::{
    imilo_exercise_right, imilo_habilitation, imilo_log_retention, imilo_responsibilities,
    imilo_rights_deadline,
};
use imilo::c::habilitation::{
    imilo_access_changes, imilo_access_matrix, imilo_counterfactual, imilo_disclose, imilo_disclose_many,
    imilo_who_can,
};
use imilo::c::services::{
    imilo_articles, imilo_call, imilo_conservation, imilo_conservation_many, imilo_dossier_check,
    imilo_dossier_check_many, imilo_dossier_fields, imilo_errors, imilo_fse_compare, imilo_fse_explain,
    imilo_fse_indicators, imilo_fse_participation, imilo_fse_report_records, imilo_nir_check,
    imilo_nir_check_many, imilo_nir_coherence, imilo_nir_coherence_many, imilo_rule_set, imilo_versions,
};
use imilo_core::error::ErrorCode;
use imilo_core::wire::{self, FACADE};

type Service = unsafe extern "C" fn(*const c_char, usize, *mut *mut Buffer, *mut *mut Buffer) -> i32;

/// Each function, with a request whose answer no other service gives.
const FUNCTIONS: &[(&str, Service, &str)] = &[
    ("versions", imilo_versions, "{}"),
    (
        "fse_indicators",
        imilo_fse_indicators,
        r#"{"programme": "FSE+", "participation": {"entry_date": "2023-10-02", "gender": "F"}}"#,
    ),
    (
        "fse_explain",
        imilo_fse_explain,
        r#"{"programme": "FSE+", "code": "EECO04", "participation": {"entry_date": "2023-10-02"}}"#,
    ),
    (
        "fse_report_records",
        imilo_fse_report_records,
        r#"{"programme": "IEJ", "annexe": "2018", "participations": [{"entry_date": "2019-10-02"}, {}]}"#,
    ),
    (
        "fse_compare",
        imilo_fse_compare,
        r#"{"programme": "FSE+", "before": {"participations": []}, "after": {"participations": [{}]}}"#,
    ),
    (
        "fse_participation",
        imilo_fse_participation,
        r#"{"participant_id": "p", "operation_id": "o", "entry_date": "2023-10-02", "dossier": {}}"#,
    ),
    ("nir_check", imilo_nir_check, r#"{"nir": "2 84 05 88 321 025 30"}"#),
    ("nir_check_many", imilo_nir_check_many, r#"{"nirs": ["2840588321025", null, "é"]}"#),
    (
        "nir_coherence",
        imilo_nir_coherence,
        r#"{"nir": "2 84 05 88 321 025 32", "sex": "M", "birth_date": "1985"}"#,
    ),
    (
        "nir_coherence_many",
        imilo_nir_coherence_many,
        r#"{"requests": [{"nir": "284058832102532", "label": "NIA"}, {"nir": "1", "oid": "1"}]}"#,
    ),
    (
        "conservation",
        imilo_conservation,
        r#"{"kind": "dossier", "date": "2026-03-01", "facts": {"birth_date": "2001-02-03"}}"#,
    ),
    (
        "conservation_many",
        imilo_conservation_many,
        r#"{"requests": [{"kind": "user_account", "date": "2026-03-01", "facts": {}}, 7]}"#,
    ),
    (
        "dossier_check",
        imilo_dossier_check,
        r#"{"date": "2018-06-01", "dossier": {"ajouts": {"quotient_familial": 700}}}"#,
    ),
    (
        "dossier_check_many",
        imilo_dossier_check_many,
        r#"{"requests": [{"date": "2018-06-01", "dossier": {}}, 7]}"#,
    ),
    ("dossier_fields", imilo_dossier_fields, r#"{"date": "2018-06-01"}"#),
    (
        "habilitation",
        imilo_habilitation,
        r#"{"date": "2018-03-14", "actor": {"class": "asp"}, "operation": "transmit", "purpose": "benefit_payment",
            "target": {"owning_mission_locale": "ML-A", "fields": ["I.A.1"]}}"#,
    ),
    (
        "disclose",
        imilo_disclose,
        r#"{"date": "2018-03-14", "actor": {"class": "asp"}, "operation": "transmit", "purpose": "benefit_payment",
            "target": {"owning_mission_locale": "ML-A", "fields": ["I.A.1"]}, "dossier": {},
            "references": {"agent": "a", "dossier": "d"}}"#,
    ),
    (
        "disclose_many",
        imilo_disclose_many,
        r#"{"date": "2018-03-14", "actor": {"class": "asp"}, "operation": "transmit", "purpose": "benefit_payment",
            "target": {"owning_mission_locale": "ML-A", "fields": ["I.A.1"]}, "agent": "a",
            "dossiers": [{"reference": "d", "dossier": {}}, 7]}"#,
    ),
    (
        "counterfactual",
        imilo_counterfactual,
        r#"{"date": "2018-03-14", "actor": {"class": "asp"}, "operation": "transmit", "purpose": "benefit_payment",
            "target": {"owning_mission_locale": "ML-A", "fields": ["I.A.1"]}}"#,
    ),
    ("who_can", imilo_who_can, r#"{"date": "2018-03-14", "field": "NIR"}"#),
    ("access_matrix", imilo_access_matrix, r#"{"date": "2018-03-14"}"#),
    ("access_changes", imilo_access_changes, r#"{"from": "2026-06-30", "to": "2026-07-01"}"#),
    (
        "exercise_right",
        imilo_exercise_right,
        r#"{"date": "2018-06-01", "right": "right_of_access", "mission_locale": "ML-A"}"#,
    ),
    (
        "log_retention",
        imilo_log_retention,
        r#"{"date": "2026-06-01", "facts": {"operation_date": "2025-07-31"}}"#,
    ),
    (
        "rights_deadline",
        imilo_rights_deadline,
        r#"{"date": "2026-02-20", "facts": {"receipt_date": "2025-11-30"}}"#,
    ),
    (
        "responsibilities",
        imilo_responsibilities,
        r#"{"date": "2026-02-02", "duty": "controller", "question": "who"}"#,
    ),
    ("rule_set", imilo_rule_set, r#"{"date": "2026-03-01"}"#),
    ("articles", imilo_articles, r#"{"code": "D2015-59:6:I"}"#),
    ("errors", imilo_errors, "{}"),
];

/// What a call gave: the status, and the text that was written.
#[derive(Debug, PartialEq, Eq)]
enum Given {
    Answer(String),
    Error(i32, String),
}

/// Takes the text of a buffer and frees it.
fn taken(buffer: *mut Buffer) -> String {
    // SAFETY: every buffer of these tests comes from the library, and is taken once.
    unsafe {
        let data = imilo_buffer_data(buffer).cast::<u8>();
        let len = imilo_buffer_len(buffer);
        let bytes = std::slice::from_raw_parts(data, len + 1).to_vec();
        imilo_buffer_free(buffer);
        assert_eq!(bytes[len], 0);
        String::from_utf8(bytes[..len].to_vec()).unwrap()
    }
}

/// Runs a call, and proves that exactly the right output was written.
fn given(call: impl FnOnce(*mut *mut Buffer, *mut *mut Buffer) -> i32) -> Given {
    let (mut answer, mut error) = (ptr::null_mut(), ptr::null_mut());
    match call(&raw mut answer, &raw mut error) {
        0 => {
            assert!(error.is_null());
            Given::Answer(taken(answer))
        }
        status => {
            assert!(answer.is_null());
            Given::Error(status, taken(error))
        }
    }
}

fn ask(service: Service, request: &[u8]) -> Given {
    // SAFETY: the request is alive during the call, and the outputs are local.
    given(|answer, error| unsafe { service(request.as_ptr().cast(), request.len(), answer, error) })
}

fn ask_by_name(name: &[u8], request: &[u8]) -> Given {
    // SAFETY: as above, and the name is alive as well.
    given(|answer, error| unsafe {
        let (name, name_len) = (name.as_ptr().cast(), name.len());
        imilo_call(name, name_len, request.as_ptr().cast(), request.len(), answer, error)
    })
}

fn of_facade(name: &str, request: &str) -> Given {
    match wire::call(name, request) {
        Ok(answer) => Given::Answer(answer),
        Err(failure) => Given::Error(failure.number, failure.to_json()),
    }
}

fn failure(code: ErrorCode) -> Given {
    Given::Error(i32::from(code.number()), wire::Failure::of(code).to_json())
}

#[test]
fn every_service_of_the_facade_has_its_function() {
    let names = |names: &mut dyn Iterator<Item = &'static str>| {
        let mut names: Vec<_> = names.collect();
        names.sort_unstable();
        names
    };
    let mut facade = FACADE.iter().map(|service| service.name);
    assert_eq!(names(&mut FUNCTIONS.iter().map(|row| row.0)), names(&mut facade));
}

#[test]
fn every_function_answers_as_its_service() {
    let mut answers = Vec::new();
    for &(name, function, request) in FUNCTIONS {
        let expected = of_facade(name, request);
        let Given::Answer(answer) = &expected else { panic!("{name}: the request of this test is wrong") };
        answers.push(answer.clone());
        assert_eq!(ask(function, request.as_bytes()), expected, "{name}");
        assert_eq!(ask_by_name(name.as_bytes(), request.as_bytes()), expected, "{name}");
        for request in ["", "nul", "[]", r#"{"no_such_key": 1}"#, "{\"a\":\n\n"] {
            assert_eq!(ask(function, request.as_bytes()), of_facade(name, request), "{name} {request}");
            assert_eq!(ask_by_name(name.as_bytes(), request.as_bytes()), of_facade(name, request));
        }
    }
    // Were two the same, a function that calls its neighbour would not show.
    answers.sort_unstable();
    answers.dedup();
    assert_eq!(answers.len(), FUNCTIONS.len());
}

#[test]
fn null_and_bad_text_are_errors() {
    for &(name, function, _) in FUNCTIONS {
        // SAFETY: what is NULL is allowed, or refused before it is used.
        unsafe {
            let empty = given(|answer, error| function(ptr::null(), 0, answer, error));
            assert_eq!(empty, of_facade(name, "{}"), "{name}");
            let null = given(|answer, error| function(ptr::null(), 1, answer, error));
            assert_eq!(null, failure(ErrorCode::NullPointer), "{name}");
            let request = "{}".as_ptr().cast();
            let too_long = given(|answer, error| function(request, usize::MAX, answer, error));
            assert_eq!(too_long, failure(ErrorCode::InvalidArgument), "{name}");
            let nowhere = given(|_, error| function(request, 2, ptr::null_mut(), error));
            assert_eq!(nowhere, failure(ErrorCode::NullPointer), "{name}");
            // No place for the error: the status alone.
            let mut answer = ptr::null_mut();
            assert_eq!(function(ptr::null(), 1, &raw mut answer, ptr::null_mut()), 104);
            assert_eq!(function(ptr::null(), 1, ptr::null_mut(), ptr::null_mut()), 104);
            assert!(answer.is_null());
        }
        assert_eq!(ask(function, b"{\"nir\": \"\xFF\"}"), failure(ErrorCode::TextEncoding), "{name}");
    }
}

#[test]
fn imilo_call_knows_its_names_only() {
    for name in ["", "nir", "nir_check ", "imilo_nir_check", "NIR_CHECK", "nir_check\0"] {
        assert_eq!(ask_by_name(name.as_bytes(), b"{}"), failure(ErrorCode::UnknownEntry), "{name:?}");
    }
    for name in [
        "access_dossier",
        "bilan",
        "fse_records",
        "fse_report",
        "import",
        "journal_verify",
        "rights_register",
    ] {
        assert_eq!(ask_by_name(name.as_bytes(), b"{}"), failure(ErrorCode::FileFunction), "{name}");
    }
    assert_eq!(ask_by_name(b"\xC3", b"{}"), failure(ErrorCode::TextEncoding));
    let null = |len| {
        given(|answer, error| {
            let request = "{}".as_ptr().cast();
            // SAFETY: the name is refused before it is used; the rest is alive.
            unsafe { imilo_call(ptr::null(), len, request, 2, answer, error) }
        })
    };
    assert_eq!(null(0), failure(ErrorCode::NullPointer));
    assert_eq!(null(3), failure(ErrorCode::NullPointer));
}

#[test]
fn what_is_not_written_stays_as_it_was() {
    let mark = ptr::dangling_mut::<Buffer>();
    let (mut answer, mut error) = (mark, mark);
    // SAFETY: the outputs are local; the marks are never followed.
    unsafe {
        assert_eq!(imilo_versions(ptr::null(), 0, &raw mut answer, &raw mut error), 0);
        assert!(answer != mark && error == mark);
        imilo_buffer_free(answer);
        answer = mark;
        assert_eq!(imilo_versions("7".as_ptr().cast(), 1, &raw mut answer, &raw mut error), 101);
        assert!(answer == mark && error != mark);
        imilo_buffer_free(error);
    }
}

#[test]
fn an_error_never_repeats_the_number() {
    for request in [
        r#"{"nir": 284058832102532}"#,
        r#"{"nir": "284058832102532""#,
        r#"{"284058832102532": 1}"#,
        r#"{"nir": ["284058832102532"]}"#,
        r#"{"nir": "x", "accept": "284058832102532"}"#,
    ] {
        let Given::Error(_, json) = ask(imilo_nir_check, request.as_bytes()) else { panic!("{request}") };
        assert!(!json.contains("28405") && !json.contains("2532"), "{json}");
    }
}

#[test]
fn many_threads_call_at_once() {
    std::thread::scope(|scope| {
        for start in 0..8 {
            scope.spawn(move || {
                for turn in 0..200 {
                    let (name, function, request) = FUNCTIONS[(start + turn) % FUNCTIONS.len()];
                    assert_eq!(ask(function, request.as_bytes()), of_facade(name, request), "{name}");
                }
            });
        }
    });
}
