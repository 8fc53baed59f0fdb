//! Files: the bilan of one, its dossiers some at a time, and the report of participations.
//!
//! As the services, these take a request in JSON; the file is a path in the request, or bytes beside it.

use core::ffi::c_char;

use imilo_core::error::ErrorCode;
use imilo_core::wire::Failure;
use imilo_formats::wire;

use super::buffer::Buffer;
use super::call::{asked, given};
use super::guard::{guard, values};

/// The dossiers of a file on their way to a caller: made by imilo_import_open, freed by imilo_import_close.
///
/// One thread uses it at a time.
pub struct Import(wire::Import);

/// The bilan of a file: what the law of a day says of all its dossiers.
///
/// Request: `{"date": "2026-11-24", "path": "dossiers.csv", "folder": "bilan"}`. Without `path`, `data` is the file. With
/// `folder` the page (bilan.html), the data (bilan.json) and the rows (constats.csv, refus.csv, destinataires.csv) are written there; `name`,
/// `mapping`, `threads` and `options` may be given (docs/files.md). Answer: what bilan.json holds. Several threads of this
/// library work during the call, and none after it.
///
/// # Safety
/// data: data_len bytes, only read, and not kept after the call; NULL with length 0 when the request has a path. The
/// other four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_bilan(
    request: *const c_char,
    request_len: usize,
    data: *const u8,
    data_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    let judge = || {
        // SAFETY: the promise of the caller on `request` and `data`.
        let (request, data) = unsafe { (asked(request, request_len)?, bytes(data, data_len)?) };
        wire::bilan(request, data)
    };
    // SAFETY: the promise of the caller on `answer` and `error`.
    unsafe { given(judge, Buffer::give, answer, error) }
}

/// The report of a file of participations: indicators of the FSE, the IEJ or the FSE+.
///
/// Request: `{"programme": "FSE+", "path": "participations.csv", "folder": "fse"}`. Without `path`, `data` is the file. With
/// `folder` the report (fse.json, fse.csv, fse.xlsx) and the rows (fse-codes.csv, fse-constats.csv, fse-echeances.csv,
/// fse-refus.csv) are written there; further keys are in docs/files.md. Answer: what fse.json holds. Several threads of this
/// library work during the call, and none after it.
///
/// # Safety
/// data: as for imilo_bilan. The other four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_fse_report(
    request: *const c_char,
    request_len: usize,
    data: *const u8,
    data_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    let judge = || {
        // SAFETY: the promise of the caller on `request` and `data`.
        let (request, data) = unsafe { (asked(request, request_len)?, bytes(data, data_len)?) };
        wire::fse_report(request, data)
    };
    // SAFETY: the promise of the caller on `answer` and `error`.
    unsafe { given(judge, Buffer::give, answer, error) }
}

/// The register of requests of persons, CSV or JSON: where each request stands on a day.
///
/// Request: `{"date": "2026-11-24", "path": "registre.csv", "soon": 15}`. Without `path`, `data` is the file. With `folder`
/// the register (registre.json, registre.csv) and the refused rows (registre-refus.csv) are written there; further keys are
/// in docs/files.md. Answer: what registre.json holds.
///
/// # Safety
/// data: as for imilo_bilan. The other four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_rights_register(
    request: *const c_char,
    request_len: usize,
    data: *const u8,
    data_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    let judge = || {
        // SAFETY: the promise of the caller on `request` and `data`.
        let (request, data) = unsafe { (asked(request, request_len)?, bytes(data, data_len)?) };
        wire::rights_register(request, data)
    };
    // SAFETY: the promise of the caller on `answer` and `error`.
    unsafe { given(judge, Buffer::give, answer, error) }
}

/// The access dossier of one person out of a file of dossiers: all that is held, in words, and what the law says of it.
///
/// Request: `{"date": "2026-11-24", "path": "dossiers.csv", "dossier": "7"}`. Without `path`, `data` is the file. `nir`
/// (`"clear"` shows it), `format` (`"html"` for the page that is handed over), `consultations`, `given`, `name` and `mapping` may
/// be given (docs/files.md). Answer: the access dossier, or `{"html": …}`.
///
/// # Safety
/// data: as for imilo_bilan. The other four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_access_dossier(
    request: *const c_char,
    request_len: usize,
    data: *const u8,
    data_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    let judge = || {
        // SAFETY: the promise of the caller on `request` and `data`.
        let (request, data) = unsafe { (asked(request, request_len)?, bytes(data, data_len)?) };
        wire::access_dossier(request, data)
    };
    // SAFETY: the promise of the caller on `answer` and `error`.
    unsafe { given(judge, Buffer::give, answer, error) }
}

/// The participations of a file as records, re-entries merged: what fse_explain, fse_compare and fse_report_records take.
///
/// Request: `{"path": "participations.csv", "participant": "0012"}`. Without `path`, `data` is the file; `operation`,
/// `mapping` and `options` may be given (docs/files.md). Answer: `participations`, `places` (record and line of each),
/// `refused`, `rows`, `complete`, `notices`. The participations are personal data.
///
/// # Safety
/// data: as for imilo_bilan. The other four pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_fse_records(
    request: *const c_char,
    request_len: usize,
    data: *const u8,
    data_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    let judge = || {
        // SAFETY: the promise of the caller on `request` and `data`.
        let (request, data) = unsafe { (asked(request, request_len)?, bytes(data, data_len)?) };
        wire::fse_records(request, data)
    };
    // SAFETY: the promise of the caller on `answer` and `error`.
    unsafe { given(judge, Buffer::give, answer, error) }
}

/// Opens a file to take its dossiers: CSV, JSON of the interface, or JSON of our own.
///
/// Request: `{"path": "dossiers.csv"}`; without `path`, `data` is the file, of which a copy is kept until
/// imilo_import_close and then overwritten with zeros. `mapping` and `nir` may be given (docs/files.md): with
/// `"nir": "clear"` the dossiers hold their NIR, which the caller then has to erase; without it they do not.
///
/// # Safety
/// data: as for imilo_bilan. import: where to write the handle; not NULL; written on success only. request and error keep
/// the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_import_open(
    request: *const c_char,
    request_len: usize,
    data: *const u8,
    data_len: usize,
    import: *mut *mut Import,
    error: *mut *mut Buffer,
) -> i32 {
    let judge = || {
        // SAFETY: the promise of the caller on `request` and `data`.
        let (request, data) = unsafe { (asked(request, request_len)?, bytes(data, data_len)?) };
        wire::Import::open(request, data)
    };
    // SAFETY: the promise of the caller on `import` and `error`.
    unsafe { given(judge, |opened| Box::into_raw(Box::new(Import(opened))), import, error) }
}

/// The next rows of a file, at most `most`, and more than 0.
///
/// Answer: `{"rows": [...], "end": false}`. A row has `record`, `line`, and a `dossier`; or `code`, `field`, `column`,
/// `message_fr`, `message_en` if it is refused. The last answer has `"end": true`, and `file` with what is to be said of
/// the whole file.
///
/// # Safety
/// import: given out by imilo_import_open and not closed yet; no other thread uses it during the call. NULL is an error
/// (IMILO_ERROR_NULL_POINTER). answer and error keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_import_next(
    import: *mut Import,
    most: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    let judge = || {
        // SAFETY: NULL or a living import that nobody else uses, by the promise of the caller.
        let Some(import) = (unsafe { import.as_mut() }) else {
            return Err(Failure::of(ErrorCode::NullPointer).at("import"));
        };
        if most == 0 {
            return Err(Failure::of(ErrorCode::InvalidArgument).at("most"));
        }
        import.0.next(most)
    };
    // SAFETY: the promise of the caller on `answer` and `error`.
    unsafe { given(judge, Buffer::give, answer, error) }
}

/// Ends an import and frees it, wherever it stands. Does nothing for NULL.
///
/// # Safety
/// import: NULL, or given out by imilo_import_open and not closed yet; nobody uses it from now on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_import_close(import: *mut Import) {
    guard(
        || (),
        || {
            if !import.is_null() {
                // SAFETY: made by `Box::into_raw` in `imilo_import_open`, freed once, by the promise of the caller.
                drop(unsafe { Box::from_raw(import) });
            }
        },
    );
}

/// The bytes of a file; none at NULL.
///
/// # Safety
/// NULL, or `len` bytes.
pub(super) unsafe fn bytes<'d>(data: *const u8, len: usize) -> Result<Option<&'d [u8]>, Failure> {
    // SAFETY: the promise of the caller, handed on.
    let found = unsafe { values(data, len) }.map_err(|code| Failure::of(code).at("data"))?;
    Ok((!data.is_null()).then_some(found))
}
