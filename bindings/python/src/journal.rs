//! The journal: an exported file verified alone, and a folder that is written.

use std::sync::{Mutex, PoisonError};

use imilo_core::error::ErrorCode;
use imilo_core::wire::Failure;
use imilo_formats::wire;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::files::text;
use crate::keyring::{Keyring, Keys};
use crate::{Answer, answered, guarded};

fn wrong(field: &str) -> Failure {
    Failure::of(ErrorCode::KeyUse).at(field)
}

/// Verifies an exported journal: a path of the request, or bytes.
#[pyfunction]
#[pyo3(signature = (request, data=None, keys=None))]
pub(crate) fn journal_verify<'py>(
    py: Python<'py>,
    request: &Bound<'py, PyString>,
    data: Option<&Bound<'py, PyBytes>>,
    keys: Option<&Bound<'py, Keyring>>,
) -> PyResult<Answer<'py>> {
    let data = data.map(|data| data.as_bytes());
    let keys = keys.map(Bound::get);
    let verify = |request: &str| match keys {
        None => wire::journal_verify(request, data, None),
        Some(keys) => match &*keys.read() {
            Keys::Attesting(keys) => wire::journal_verify(request, data, Some(keys)),
            _ => Err(wrong("keys")),
        },
    };
    let answer = text(request).and_then(|request| py.detach(|| guarded(|| verify(request))));
    answered(py, answer)
}

/// A journal in a folder; none once it is closed.
#[pyclass(module = "imilo._imilo", frozen)]
pub(crate) struct JournalFolder(Mutex<Option<wire::JournalFolder>>);

/// Opens the journal of a folder, or begins it.
#[pyfunction]
#[pyo3(signature = (request, keys, references=None))]
pub(crate) fn journal_open<'py>(
    py: Python<'py>,
    request: &Bound<'py, PyString>,
    keys: &Bound<'py, Keyring>,
    references: Option<&Bound<'py, Keyring>>,
) -> PyResult<Answer<'py>> {
    let (keys, references) = (keys.get(), references.map(Bound::get));
    let open = |request: &str| {
        let keys = keys.read();
        let Keys::Attesting(keys) = &*keys else { return Err(wrong("keys")) };
        let Some(references) = references else { return wire::JournalFolder::open(request, keys, None) };
        match &*references.read() {
            Keys::Referencing(references) => wire::JournalFolder::open(request, keys, Some(references)),
            _ => Err(wrong("references")),
        }
    };
    let opened = text(request).and_then(|request| py.detach(|| guarded(|| open(request))));
    answered(py, opened.map(|opened| JournalFolder(Mutex::new(Some(opened)))))
}

#[pymethods]
impl JournalFolder {
    /// Does something with it.
    fn call<'py>(
        &self,
        py: Python<'py>,
        operation: &str,
        request: &Bound<'py, PyString>,
    ) -> PyResult<Answer<'py>> {
        let call = |request: &str| match &mut *self.0.lock().unwrap_or_else(PoisonError::into_inner) {
            Some(journal) => journal.call(operation, request),
            None => Err(Failure::of(ErrorCode::JournalStorage)),
        };
        let answer = text(request).and_then(|request| py.detach(|| guarded(|| call(request))));
        answered(py, answer)
    }

    /// Closes it: another may then write.
    fn close(&self, py: Python<'_>) {
        py.detach(|| drop(self.0.lock().unwrap_or_else(PoisonError::into_inner).take()));
    }
}
