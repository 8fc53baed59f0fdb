//! Participations of the FSE: the report of a file or a table, and its codes as columns.

use std::io::Read;

use imilo_core::wire::Failure;
use imilo_formats::fse::{FseReport, Language, SeeRow};
use imilo_formats::wire;
use pyo3::prelude::*;
use pyo3::types::{PyBytes, PyString};

use crate::arrow::Table;
use crate::fse_columns::Codes;
use crate::table::Held;
use crate::{Answer, answered, arrow, files, guarded};

/// The report of a file, to be read or written.
#[pyclass(module = "imilo", frozen)]
pub(crate) struct FseFile(FseReport);

#[pymethods]
impl FseFile {
    /// The report as JSON text.
    fn json<'py>(&self, py: Python<'py>) -> PyResult<Answer<'py>> {
        text(py, |out| self.0.write_json(out))
    }

    /// The lines as CSV text.
    fn csv<'py>(&self, py: Python<'py>) -> PyResult<Answer<'py>> {
        text(py, |out| self.0.write_csv(out))
    }

    /// The workbook, in English or in French.
    fn xlsx<'py>(&self, py: Python<'py>, english: bool) -> PyResult<Answer<'py>> {
        let language = if english { Language::English } else { Language::French };
        let book = py.detach(|| guarded(|| self.0.workbook(language).map_err(|_| Failure::internal())));
        answered(py, book.map(|book| PyBytes::new(py, &book).unbind()))
    }
}

/// What is written as text, as bytes of Python.
fn text<'py>(
    py: Python<'py>,
    write: impl FnOnce(&mut Vec<u8>) -> std::io::Result<()> + Send,
) -> PyResult<Answer<'py>> {
    let written = py.detach(|| {
        guarded(|| {
            let mut text = Vec::new();
            write(&mut text).map_err(|_| Failure::internal())?;
            Ok(text)
        })
    });
    answered(py, written.map(|text| PyBytes::new(py, &text).unbind()))
}

/// The report of a path of the request, or of bytes.
#[pyfunction]
#[pyo3(signature = (request, data=None))]
pub(crate) fn fse_report<'py>(
    py: Python<'py>,
    request: &Bound<'py, PyString>,
    data: Option<&Bound<'py, PyBytes>>,
) -> PyResult<Answer<'py>> {
    let data = data.map(|data| data.as_bytes());
    let report = files::text(request)
        .and_then(|request| py.detach(|| guarded(|| wire::fse_file(request, data, None))));
    answered(py, report.map(FseFile))
}

/// The report of an Arrow table.
#[pyfunction]
pub(crate) fn fse_report_table<'py>(
    py: Python<'py>,
    request: &Bound<'py, PyString>,
    table: &Bound<'py, PyAny>,
) -> PyResult<Answer<'py>> {
    let table = arrow::table(table, "table")?;
    let report = files::text(request).and_then(|request| {
        py.detach(|| guarded(|| of_table(table, |open| wire::fse_file_of(request, open, None))))
    });
    answered(py, report.map(FseFile))
}

/// The participations of a path of the request, or of bytes, as records.
#[pyfunction]
#[pyo3(signature = (request, data=None))]
pub(crate) fn fse_records<'py>(
    py: Python<'py>,
    request: &Bound<'py, PyString>,
    data: Option<&Bound<'py, PyBytes>>,
) -> PyResult<Answer<'py>> {
    let data = data.map(|data| data.as_bytes());
    let records =
        files::text(request).and_then(|request| py.detach(|| guarded(|| wire::fse_records(request, data))));
    answered(py, records)
}

/// The participations of an Arrow table as records.
#[pyfunction]
pub(crate) fn fse_records_table<'py>(
    py: Python<'py>,
    request: &Bound<'py, PyString>,
    table: &Bound<'py, PyAny>,
) -> PyResult<Answer<'py>> {
    let table = crate::table::Table::new(arrow::table(table, "table")?);
    let fault = table.fault();
    let records = files::text(request)
        .and_then(|request| py.detach(|| guarded(|| wire::fse_records_of(request, table))));
    answered(py, fault.take().map_or(records, Err))
}

/// The codes of a path of the request, or of bytes: a row each, with the reasons or without.
#[pyfunction]
#[pyo3(signature = (request, reasons, data=None))]
pub(crate) fn fse_codes<'py>(
    py: Python<'py>,
    request: &Bound<'py, PyString>,
    reasons: bool,
    data: Option<&Bound<'py, PyBytes>>,
) -> PyResult<Answer<'py>> {
    let data = data.map(|data| data.as_bytes());
    let codes = files::text(request).and_then(|request| {
        py.detach(|| guarded(|| table_of(reasons, |rows| wire::fse_file(request, data, Some(rows)))))
    });
    answered(py, codes)
}

/// The codes of an Arrow table.
#[pyfunction]
pub(crate) fn fse_codes_table<'py>(
    py: Python<'py>,
    request: &Bound<'py, PyString>,
    reasons: bool,
    table: &Bound<'py, PyAny>,
) -> PyResult<Answer<'py>> {
    let table = arrow::table(table, "table")?;
    let codes = files::text(request).and_then(|request| {
        py.detach(|| {
            guarded(|| {
                of_table(table, |open| table_of(reasons, |rows| wire::fse_file_of(request, open, Some(rows))))
            })
        })
    });
    answered(py, codes)
}

/// Judges a table that is read twice; what is wrong with the table itself is told before what followed from it.
fn of_table<T>(
    table: arrow::Batches,
    judge: impl FnOnce(&imilo_formats::fse::Open<'_>) -> Result<T, Failure>,
) -> Result<T, Failure> {
    let held = Held::of(table)?;
    let fault = held.fault();
    let judged = judge(&|| Ok(Box::new(held.open()) as Box<dyn Read + Send>));
    fault.take().map_or(judged, Err)
}

fn table_of(
    reasons: bool,
    judge: impl FnOnce(SeeRow<'_>) -> Result<FseReport, Failure>,
) -> Result<Table, Failure> {
    let mut codes = Codes::default();
    let report = judge(&mut |row| {
        codes.push(row);
        Ok(())
    })?;
    codes.into_table(&report, reasons)
}
