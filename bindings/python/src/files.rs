//! Files and tables: the bilan, and the dossiers some at a time.

use std::sync::{Mutex, PoisonError};

use imilo_core::error::ErrorCode;
use imilo_core::wire::Failure;
use imilo_formats::{clock, wire};
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::arrow;
use crate::table::{Fault, Table};
use crate::{Answer, answered, guarded};

pub(crate) fn text<'r>(request: &'r Bound<'_, PyString>) -> Result<&'r str, Failure> {
    // Python's own error carries the whole text: it is dropped.
    request.to_str().map_err(|_| Failure::of(ErrorCode::TextEncoding))
}

/// The bilan of a path of the request, or of bytes.
#[pyfunction]
#[pyo3(signature = (request, data=None))]
pub(crate) fn bilan<'py>(
    py: Python<'py>,
    request: &Bound<'py, PyString>,
    data: Option<&Bound<'py, PyBytes>>,
) -> PyResult<Answer<'py>> {
    let data = data.map(|data| data.as_bytes());
    let answer = text(request).and_then(|request| py.detach(|| guarded(|| wire::bilan(request, data))));
    answered(py, answer)
}

/// The register of a path of the request, or of bytes.
#[pyfunction]
#[pyo3(signature = (request, data=None))]
pub(crate) fn rights_register<'py>(
    py: Python<'py>,
    request: &Bound<'py, PyString>,
    data: Option<&Bound<'py, PyBytes>>,
) -> PyResult<Answer<'py>> {
    let data = data.map(|data| data.as_bytes());
    let answer =
        text(request).and_then(|request| py.detach(|| guarded(|| wire::rights_register(request, data))));
    answered(py, answer)
}

/// The access dossier of one person, out of a path of the request or of bytes.
#[pyfunction]
#[pyo3(signature = (request, data=None))]
pub(crate) fn access_dossier<'py>(
    py: Python<'py>,
    request: &Bound<'py, PyString>,
    data: Option<&Bound<'py, PyBytes>>,
) -> PyResult<Answer<'py>> {
    let data = data.map(|data| data.as_bytes());
    let answer =
        text(request).and_then(|request| py.detach(|| guarded(|| wire::access_dossier(request, data))));
    answered(py, answer)
}

/// The bilan of an Arrow table.
#[pyfunction]
pub(crate) fn bilan_table<'py>(
    py: Python<'py>,
    request: &Bound<'py, PyString>,
    table: &Bound<'py, PyAny>,
) -> PyResult<Answer<'py>> {
    let table = Table::new(arrow::table(table, "table")?);
    let fault = table.fault();
    let answer = text(request).and_then(|request| py.detach(|| guarded(|| wire::bilan_of(request, table))));
    answered(py, fault.take().map_or(answer, Err))
}

/// The dossiers of a file, or of a table, on their way to Python.
#[pyclass(module = "imilo", frozen)]
pub(crate) struct Import {
    import: Mutex<wire::Import>,
    fault: Fault,
}

/// Opens a path of the request, or bytes.
#[pyfunction]
#[pyo3(signature = (request, data=None))]
pub(crate) fn import_open<'py>(
    py: Python<'py>,
    request: &Bound<'py, PyString>,
    data: Option<&Bound<'py, PyBytes>>,
) -> PyResult<Answer<'py>> {
    let data = data.map(|data| data.as_bytes());
    let opened =
        text(request).and_then(|request| py.detach(|| guarded(|| wire::Import::open(request, data))));
    answered(py, opened.map(|import| Import { import: Mutex::new(import), fault: Fault::default() }))
}

/// Opens an Arrow table.
#[pyfunction]
pub(crate) fn import_table<'py>(
    py: Python<'py>,
    request: &Bound<'py, PyString>,
    table: &Bound<'py, PyAny>,
) -> PyResult<Answer<'py>> {
    let table = Table::new(arrow::table(table, "table")?);
    let fault = table.fault();
    let opened = text(request)
        .and_then(|request| py.detach(|| guarded(|| wire::Import::of(request, Box::new(table)))));
    let opened = match fault.take() {
        Some(failure) => Err(failure),
        None => opened.map(|import| Import { import: Mutex::new(import), fault }),
    };
    answered(py, opened)
}

#[pymethods]
impl Import {
    /// The next rows, at most so many.
    fn next<'py>(&self, py: Python<'py>, most: usize) -> PyResult<Answer<'py>> {
        let next = || self.import.lock().unwrap_or_else(PoisonError::into_inner).next(most);
        let answer = py.detach(|| guarded(next));
        answered(py, self.fault.take().map_or(answer, Err))
    }
}

/// Today in Europe/Paris, by the clock of the machine.
#[pyfunction]
pub(crate) fn today(py: Python<'_>) -> PyResult<Answer<'_>> {
    let day = clock::today().map(|day| day.to_string());
    answered(py, day.ok_or_else(|| Failure::of(ErrorCode::DateRange)))
}
