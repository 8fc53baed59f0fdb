//! The journal: an exported file verified alone, and a folder that is written, verified, exported and purged.

use core::ffi::c_char;

use imilo_core::error::ErrorCode;
use imilo_core::pseudonym::{Attesting, Keyring, Referencing};
use imilo_core::wire::Failure;
use imilo_formats::wire;

use super::buffer::Buffer;
use super::call::{asked, given};
use super::files::bytes;
use super::guard::{guard, text, values};
use super::keyring::Keys;

/// A journal in a folder, open for writing: made by imilo_journal_open, freed by imilo_journal_close.
///
/// One thread uses it at a time.
pub struct Journal(wire::JournalFolder);

/// Verifies an exported journal from its file alone: each flaw with its line and its place.
///
/// Request: `{"path": "journal.jsonl", "name": "imilo.example/journal"}`. Without `path`, `data` is the file. With keys, each
/// checkpoint has to be attested by one of them under that name; without, nothing says who made the checkpoints
/// (docs/journal.md). What is wrong in the journal is an answer, with `"sound": false`.
///
/// # Safety
/// data: as for imilo_bilan. keys: NULL, or a keyring of IMILO_USE_ATTESTING that nobody changes meanwhile. The other four
/// pointers keep the rules for services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_journal_verify(
    request: *const c_char,
    request_len: usize,
    data: *const u8,
    data_len: usize,
    keys: *const Keys,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    let judge = || {
        // SAFETY: the promise of the caller on `request`, `data` and `keys`.
        let (request, data, keys) =
            unsafe { (asked(request, request_len)?, bytes(data, data_len)?, attesting(keys)?) };
        wire::journal_verify(request, data, keys)
    };
    // SAFETY: the promise of the caller on `answer` and `error`.
    unsafe { given(judge, Buffer::give, answer, error) }
}

/// Opens the journal of a folder, or begins it; one writer at a time.
///
/// Request: `{"folder": "journal", "name": "imilo.example/journal", "key_id": 1}`. The key of that id attests checkpoints.
/// With references, `reference_key_id` is the id of the key that makes references of dossiers. What is derived of the
/// keys is kept until imilo_journal_close; the keyrings may be freed before.
///
/// # Safety
/// keys: a keyring of IMILO_USE_ATTESTING, references: NULL or one of IMILO_USE_REFERENCING, that nobody changes meanwhile.
/// journal: where to write the handle; not NULL; written on success only. request and error keep the rules for services
/// at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_journal_open(
    request: *const c_char,
    request_len: usize,
    keys: *const Keys,
    references: *const Keys,
    journal: *mut *mut Journal,
    error: *mut *mut Buffer,
) -> i32 {
    let judge = || {
        // SAFETY: the promise of the caller on `request`, `keys` and `references`.
        let (request, keys, references) =
            unsafe { (asked(request, request_len)?, attesting(keys)?, referencing(references)?) };
        let keys = keys.ok_or_else(|| Failure::of(ErrorCode::NullPointer).at("keys"))?;
        wire::JournalFolder::open(request, keys, references)
    };
    // SAFETY: the promise of the caller on `journal` and `error`.
    unsafe { given(judge, |opened| Box::into_raw(Box::new(Journal(opened))), journal, error) }
}

/// Does something with a journal: append, checkpoint, verify, export, consultations, purge,
/// release, reference, state.
///
/// docs/journal.md has the request and the answer of each. IMILO_ERROR_UNKNOWN_ENTRY for another name.
///
/// # Safety
/// journal: given out by imilo_journal_open and not closed yet; no other thread uses it during the call. NULL is an error
/// (IMILO_ERROR_NULL_POINTER). operation: operation_len bytes, only read. The other four pointers keep the rules for
/// services at the top of this file.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_journal_call(
    journal: *mut Journal,
    operation: *const c_char,
    operation_len: usize,
    request: *const c_char,
    request_len: usize,
    answer: *mut *mut Buffer,
    error: *mut *mut Buffer,
) -> i32 {
    let judge = || {
        // SAFETY: NULL or a living journal that nobody else uses, by the promise of the caller.
        let Some(journal) = (unsafe { journal.as_mut() }) else {
            return Err(Failure::of(ErrorCode::NullPointer).at("journal"));
        };
        // SAFETY: the promise of the caller on `operation`.
        let operation = unsafe { values(operation.cast::<u8>(), operation_len) }
            .and_then(text)
            .map_err(|code| Failure::of(code).at("operation"))?;
        // SAFETY: the promise of the caller on `request`.
        journal.0.call(operation, unsafe { asked(request, request_len) }?)
    };
    // SAFETY: the promise of the caller on `answer` and `error`.
    unsafe { given(judge, Buffer::give, answer, error) }
}

/// Closes a journal and frees it, its keys overwritten with zeros. Does nothing for NULL.
///
/// # Safety
/// journal: NULL, or given out by imilo_journal_open and not closed yet; nobody uses it from now on.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn imilo_journal_close(journal: *mut Journal) {
    guard(
        || (),
        || {
            if !journal.is_null() {
                // SAFETY: made by `Box::into_raw` in `imilo_journal_open`, freed once, by the promise of the caller.
                drop(unsafe { Box::from_raw(journal) });
            }
        },
    );
}

/// # Safety
/// NULL or a living keyring that nobody changes.
unsafe fn attesting<'k>(keys: *const Keys) -> Result<Option<&'k Keyring<Attesting>>, Failure> {
    // SAFETY: the promise of the caller, handed on.
    match unsafe { keys.as_ref() } {
        None => Ok(None),
        Some(Keys::Attesting(keys)) => Ok(Some(keys)),
        Some(_) => Err(Failure::of(ErrorCode::KeyUse).at("keys")),
    }
}

/// # Safety
/// NULL or a living keyring that nobody changes.
unsafe fn referencing<'k>(keys: *const Keys) -> Result<Option<&'k Keyring<Referencing>>, Failure> {
    // SAFETY: the promise of the caller, handed on.
    match unsafe { keys.as_ref() } {
        None => Ok(None),
        Some(Keys::Referencing(keys)) => Ok(Some(keys)),
        Some(_) => Err(Failure::of(ErrorCode::KeyUse).at("references")),
    }
}
