//! The journal through the C ABI: an exported file verified, a folder written, and what is refused.

#![expect(clippy::unwrap_used, reason = "a test may stop on what cannot be")]

use core::ptr;

use imilo::c::buffer::{Buffer, imilo_buffer_data, imilo_buffer_free, imilo_buffer_len};
use imilo::c::journal::{
    Journal, imilo_journal_call, imilo_journal_close, imilo_journal_open, imilo_journal_verify,
};
use imilo::c::keyring::{
    IMILO_USE_ATTESTING, IMILO_USE_REFERENCING, Keys, imilo_keyring_add, imilo_keyring_free,
    imilo_keyring_new,
};
use imilo_core::error::ErrorCode;
use imilo_core::wire::Failure;
use imilo_formats::wire;

/// The text of a buffer, which is freed.
fn taken(buffer: *mut Buffer) -> String {
    // SAFETY: every buffer of these tests comes from the library, and is taken once.
    unsafe {
        let data = imilo_buffer_data(buffer).cast::<u8>();
        let text = std::slice::from_raw_parts(data, imilo_buffer_len(buffer)).to_vec();
        imilo_buffer_free(buffer);
        String::from_utf8(text).unwrap()
    }
}

fn ring(key_use: u8, first: u8) -> *mut Keys {
    let root: [u8; 32] = core::array::from_fn(|at| first + u8::try_from(at).unwrap());
    let mut keys = ptr::null_mut();
    // SAFETY: the output is local, the root lives during the call.
    unsafe {
        assert_eq!(imilo_keyring_new(key_use, &raw mut keys), 0);
        assert_eq!(imilo_keyring_add(keys, 1, root.as_ptr(), root.len()), 0);
    }
    keys
}

fn verify(request: &str, data: &[u8], keys: *const Keys) -> Result<String, (i32, String)> {
    let (mut answer, mut error) = (ptr::null_mut(), ptr::null_mut());
    let (text, len, bytes, bytes_len) = (request.as_ptr().cast(), request.len(), data.as_ptr(), data.len());
    // SAFETY: the texts live during the call, the outputs are local, the keyring is NULL or alive.
    match unsafe { imilo_journal_verify(text, len, bytes, bytes_len, keys, &raw mut answer, &raw mut error) }
    {
        0 => Ok(taken(answer)),
        status => Err((status, taken(error))),
    }
}

fn open(request: &str, keys: *const Keys, references: *const Keys) -> Result<*mut Journal, (i32, String)> {
    let (mut journal, mut error) = (ptr::null_mut(), ptr::null_mut());
    let (text, len) = (request.as_ptr().cast(), request.len());
    // SAFETY: as above.
    match unsafe { imilo_journal_open(text, len, keys, references, &raw mut journal, &raw mut error) } {
        0 => Ok(journal),
        status => Err((status, taken(error))),
    }
}

fn call(journal: *mut Journal, operation: &str, request: &str) -> Result<String, (i32, String)> {
    let (mut answer, mut error) = (ptr::null_mut(), ptr::null_mut());
    let (name, name_len) = (operation.as_ptr().cast(), operation.len());
    let (text, len) = (request.as_ptr().cast(), request.len());
    // SAFETY: as above; the journal is NULL or alive.
    match unsafe { imilo_journal_call(journal, name, name_len, text, len, &raw mut answer, &raw mut error) } {
        0 => Ok(taken(answer)),
        status => Err((status, taken(error))),
    }
}

fn failed(failure: Failure) -> (i32, String) {
    (failure.number, failure.to_json())
}

#[test]
fn a_journal_is_written_exported_and_verified_and_wrong_calls_are_told() {
    let folder = std::env::temp_dir().join(format!("imilo-c-journal-{}", std::process::id()));
    let _ = std::fs::remove_dir_all(&folder);
    let (keys, references) = (ring(IMILO_USE_ATTESTING, 0), ring(IMILO_USE_REFERENCING, 100));
    let request = serde_json::json!({"folder": folder, "name": "imilo.test/journal", "key_id": 1, "reference_key_id": 1});
    let request = request.to_string();
    let journal = open(&request, keys, references).unwrap();
    let event = r#"{"events": [{"instant_ms": 1795521600000, "agent": "agent-7", "actor": "agent_mission_locale",
        "dossier": "dossier-1", "operation": "consult", "outcome": "conforming"}]}"#;
    assert!(call(journal, "append", event).unwrap().contains("\"segment\":\"2026-11-24/1\""));
    call(journal, "checkpoint", r#"{"day":"2026-11-24"}"#).unwrap();
    assert!(call(journal, "verify", "{}").unwrap().starts_with(r#"{"sound":true,"#));
    let file = folder.join("export.jsonl");
    call(journal, "export", &serde_json::json!({"path": file}).to_string()).unwrap();
    let exported = std::fs::read(&file).unwrap();
    let asked = r#"{"name": "imilo.test/journal"}"#;
    let found = verify(asked, &exported, keys).unwrap();
    assert!(found.starts_with(r#"{"sound":true,"#) && found.contains(r#""attested":true"#));
    // The ABI adds nothing to what the facade of files says, with a key of another use neither.
    assert_eq!(
        verify("{}", &exported, ptr::null()).unwrap(),
        wire::journal_verify("{}", Some(&exported), None).unwrap()
    );
    let use_of = |field: &str| failed(Failure::of(ErrorCode::InvalidArgument).at(field));
    assert_eq!(verify(asked, &exported, references), Err(use_of("keys")));
    assert_eq!(open(&request, keys, keys), Err(use_of("references")));
    let null = |field: &str| failed(Failure::of(ErrorCode::NullPointer).at(field));
    assert_eq!(open(&request, ptr::null(), references), Err(null("keys")));
    assert_eq!(call(ptr::null_mut(), "verify", "{}"), Err(null("journal")));
    assert_eq!(call(journal, "nothing", "{}"), Err(failed(Failure::of(ErrorCode::UnknownEntry))));
    let (mut answer, mut error) = (ptr::null_mut(), ptr::null_mut());
    // SAFETY: the journal is alive, the outputs are local; NULL is told, not read. What is closed is not used again.
    unsafe {
        let status =
            imilo_journal_call(journal, ptr::null(), 3, ptr::null(), 0, &raw mut answer, &raw mut error);
        assert_eq!((status, taken(error)), null("operation"));
        imilo_journal_close(journal);
        imilo_journal_close(ptr::null_mut());
        imilo_keyring_free(keys);
        imilo_keyring_free(references);
    }
    std::fs::remove_dir_all(folder).unwrap();
}
