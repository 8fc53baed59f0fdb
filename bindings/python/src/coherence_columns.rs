//! Numbers beside civil identities: an Arrow table in, a table of findings out.

use std::sync::Arc;

use arrow_array::builder::{BooleanBuilder, StringBuilder, UInt16Builder};
use arrow_array::{Array, ArrayRef, RecordBatch, StringArray};
use arrow_cast::cast;
use arrow_schema::DataType;
use imilo_core::error::ErrorCode;
use imilo_core::nir::coherence::{CoherenceCode, Findings};
use imilo_core::wire::{CoherenceColumns, CoherenceFault, CoherenceRow, Failure};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::arrow::{self, Batches, Table, WrongType};
use crate::files::text;
use crate::texts;
use crate::{Answer, answered, guarded};

const NIR: &str = "nir";
/// Columns that are compared if they are there.
const IDENTITY: [&str; 5] = ["label", "oid", "sex", "birth_date", "birth_place"];

/// Each number of a table beside the identity of its row.
#[pyfunction]
pub(crate) fn nir_coherence_columns<'py>(
    py: Python<'py>,
    options: &Bound<'py, PyString>,
    table: &Bound<'py, PyAny>,
) -> PyResult<Answer<'py>> {
    let columns = match text(options).and_then(|options| guarded(|| CoherenceColumns::new(options))) {
        Ok(columns) => columns,
        Err(failure) => return answered::<Table>(py, Err(failure)),
    };
    let batches = arrow::table(table, "table")?;
    match py.detach(|| guarded(|| Ok(compared(&columns, batches)))) {
        Ok(Err(Uncompared::Unreadable)) => Err(arrow::unreadable("table")),
        Ok(Err(Uncompared::Type(wrong))) => Err(PyTypeError::new_err(wrong.to_string())),
        Ok(Err(Uncompared::Failure(failure))) => answered::<Table>(py, Err(*failure)),
        Ok(Ok(table)) => answered(py, Ok(table)),
        Err(failure) => answered::<Table>(py, Err(failure)),
    }
}

enum Uncompared {
    Unreadable,
    Type(WrongType),
    Failure(Box<Failure>),
}

impl From<Failure> for Uncompared {
    fn from(failure: Failure) -> Self {
        Self::Failure(Box::new(failure))
    }
}

impl From<WrongType> for Uncompared {
    fn from(wrong: WrongType) -> Self {
        Self::Type(wrong)
    }
}

/// The columns of one batch. Numbers are read where they lie; the rest is small.
struct Read<'b> {
    nir: &'b ArrayRef,
    identity: [Option<StringArray>; 5],
}

impl<'b> Read<'b> {
    fn of(batch: &'b RecordBatch) -> Result<Self, Uncompared> {
        let nir = batch.column_by_name(NIR);
        let nir = nir.ok_or_else(|| Failure::of(ErrorCode::MissingField).at(NIR))?;
        let mut identity = [const { None }; 5];
        for (column, name) in identity.iter_mut().zip(IDENTITY) {
            *column = match batch.column_by_name(name) {
                Some(found) if name == "birth_date" => Some(days(found, name)?),
                Some(found) => Some(arrow::texts(found, name)?),
                None => None,
            };
        }
        if !texts::is_text(nir.data_type()) {
            return Err(WrongType::new(NIR, "texts").into());
        }
        Ok(Self { nir, identity })
    }

    /// None where there is no number.
    fn rows(&self) -> impl Iterator<Item = Option<CoherenceRow<'_>>> {
        texts::rows(self.nir).enumerate().map(|(row, nir)| {
            let told = |column: &'_ StringArray| column.is_valid(row);
            let [label, oid, sex, birth_date, birth_place] = self
                .identity
                .each_ref()
                .map(|column| column.as_ref().filter(|column| told(column)).map(|column| column.value(row)));
            Some(CoherenceRow { nir: nir?, label, oid, sex, birth_date, birth_place })
        })
    }
}

/// A column of dates or texts, as ISO 8601 texts.
fn days(column: &ArrayRef, name: &'static str) -> Result<StringArray, WrongType> {
    match column.data_type() {
        DataType::Date32 | DataType::Date64 | DataType::Timestamp(..) => {
            let days = cast(column, &DataType::Date32).map_err(|_| WrongType::new(name, "days"))?;
            arrow::texts(&cast(&days, &DataType::Utf8).map_err(|_| WrongType::new(name, "days"))?, name)
        }
        _ => arrow::texts(column, name).map_err(|_| WrongType::new(name, "days or texts")),
    }
}

/// The answer in progress, a row at a time.
struct Compared {
    error: UInt16Builder,
    column: StringBuilder,
    findings: Vec<BooleanBuilder>,
}

impl Compared {
    fn new() -> Self {
        let findings = CoherenceCode::all().iter().map(|_| BooleanBuilder::new()).collect();
        Self { error: UInt16Builder::new(), column: StringBuilder::new(), findings }
    }

    fn push(&mut self, found: Option<Result<Findings, CoherenceFault>>) {
        let fault = found.and_then(Result::err);
        self.error.append_option(found.map(|_| fault.map_or(0, |fault| fault.code.number())));
        self.column.append_option(fault.map(|fault| fault.column));
        let found = found.and_then(Result::ok);
        for (column, finding) in self.findings.iter_mut().zip(CoherenceCode::all()) {
            column.append_option(found.map(|found| found.contains(finding.code)));
        }
    }

    fn table(mut self) -> Result<Table, Failure> {
        let mut columns: Vec<(String, ArrayRef)> = vec![
            ("error".to_owned(), Arc::new(self.error.finish())),
            ("error_column".to_owned(), Arc::new(self.column.finish())),
        ];
        for (column, finding) in self.findings.iter_mut().zip(CoherenceCode::all()) {
            columns.push((finding.slug.to_owned(), Arc::new(column.finish())));
        }
        Table::new(columns, true)
    }
}

fn compared(columns: &CoherenceColumns, batches: Batches) -> Result<Table, Uncompared> {
    let mut compared = Compared::new();
    // A table without a batch lacks its columns all the same.
    Read::of(&RecordBatch::new_empty(batches.schema()))?;
    for batch in batches {
        let batch = batch.map_err(|_| Uncompared::Unreadable)?;
        let read = Read::of(&batch)?;
        for row in read.rows() {
            compared.push(row.map(|row| columns.findings(&row)));
        }
    }
    Ok(compared.table()?)
}
