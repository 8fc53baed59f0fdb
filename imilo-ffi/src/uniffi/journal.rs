//! The journal: an exported file verified alone, and a folder that is written. Answers are JSON text (`docs/journal.md`).

use std::sync::{Arc, Mutex, PoisonError};

use imilo_formats::wire;

use super::ImiloError;
use super::erased::{Bytes, Keys};
use super::guard::guard;
use super::pseudonym::keyring;

/// Verifies an exported journal, by a request in JSON: `{"path": "journal.jsonl", "name": "imilo.example/journal"}`, or without a
/// path that of the bytes given. With keys, each checkpoint has to be attested by one of them under that name.
///
/// ```kotlin
/// println(journalVerify("{}", "no line of an export\n".toByteArray()))
/// ```
///
/// # Errors
/// `file_unreadable`, `file_source`, `journal_name`, `key_…`. What is wrong in the journal is an answer.
#[uniffi::export(default(bytes = None, keys = None))]
pub fn journal_verify(
    request: String,
    bytes: Option<Bytes>,
    keys: Option<Keys>,
) -> Result<String, ImiloError> {
    guard(|| {
        let keys = keys.as_ref().map(keyring).transpose()?;
        wire::journal_verify(&request, bytes.as_ref().map(Bytes::as_slice), keys.as_ref())
    })
}

/// A journal in a folder, open for writing. It is closed when it is destroyed (`use { }`); threads take turns.
#[derive(uniffi::Object)]
pub struct JournalFolder(Mutex<wire::JournalFolder>);

#[uniffi::export]
impl JournalFolder {
    /// Opens the journal of a folder, or begins it: `{"folder": "journal", "name": "imilo.example/journal", "key_id": 1}`. With
    /// `references` and `reference_key_id`, events may name their dossier by its id.
    ///
    /// # Errors
    /// `journal_storage`, `journal_damaged`, `journal_name`, `key_…`, and what is wrong with the request.
    #[uniffi::constructor(default(references = None))]
    pub fn open(request: String, keys: Keys, references: Option<Keys>) -> Result<Arc<Self>, ImiloError> {
        guard(|| {
            let references = references.as_ref().map(keyring).transpose()?;
            let opened = wire::JournalFolder::open(&request, &keyring(&keys)?, references.as_ref())?;
            Ok(Arc::new(Self(Mutex::new(opened))))
        })
    }

    /// Does something with it: `append`, `checkpoint`, `verify`, `export`, `consultations`, `purge`, `release`, `reference`, `state`
    /// (`docs/journal.md` has the requests and answers).
    ///
    /// # Errors
    /// `unknown_entry` for another name, what is wrong with the request, the journal.
    pub fn call(&self, operation: String, request: String) -> Result<String, ImiloError> {
        guard(|| self.0.lock().unwrap_or_else(PoisonError::into_inner).call(&operation, &request))
    }
}
