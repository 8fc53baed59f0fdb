//! Columns of texts in, a column of texts and one of errors out.

use std::sync::Arc;

use arrow_array::builder::{StringBuilder, UInt16Builder};
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef};
use arrow_schema::DataType;
use imilo_core::error::ErrorCode;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::arrow::{self, Column};
use crate::guarded;

/// A column of texts, whole in memory, chunk by chunk; dropped after the call.
pub(crate) struct Texts(Vec<ArrayRef>);

impl Texts {
    /// Pulls every chunk, with the interpreter released.
    pub(crate) fn of(column: &Bound<'_, PyAny>, name: &str) -> PyResult<Self> {
        let chunks = arrow::column(column, name)?;
        let kind = chunks.field().data_type().clone();
        if !is_text(&kind) {
            return Err(PyTypeError::new_err(format!("{name}: expected texts, not {kind}")));
        }
        let chunks = column.py().detach(|| guarded(|| Ok(chunks.collect::<Result<Vec<_>, _>>())));
        match chunks {
            Ok(Ok(chunks)) => Ok(Self(chunks)),
            _ => Err(arrow::unreadable(name)),
        }
    }

    pub(crate) fn len(&self) -> usize {
        self.0.iter().map(|chunk| chunk.len()).sum()
    }

    pub(crate) fn rows(&self) -> impl Iterator<Item = Option<&str>> {
        self.0.iter().flat_map(rows)
    }
}

/// Types whose rows are texts.
pub(crate) const fn is_text(kind: &DataType) -> bool {
    matches!(kind, DataType::Utf8 | DataType::LargeUtf8 | DataType::Utf8View | DataType::Null)
}

/// The rows of a column of texts, read where they lie; of any other they are null.
pub(crate) fn rows(column: &ArrayRef) -> Box<dyn Iterator<Item = Option<&str>> + '_> {
    match column.data_type() {
        DataType::Utf8 => Box::new(column.as_string::<i32>().iter()),
        DataType::LargeUtf8 => Box::new(column.as_string::<i64>().iter()),
        DataType::Utf8View => Box::new(column.as_string_view().iter()),
        _ => Box::new(std::iter::repeat_n(None, column.len())),
    }
}

/// Two columns: texts, and error numbers; a refused row is null in the first, every other one 0 in the second.
pub(crate) struct Rows {
    texts: StringBuilder,
    codes: UInt16Builder,
}

impl Rows {
    pub(crate) fn new(rows: usize) -> Self {
        Self {
            texts: StringBuilder::with_capacity(rows, rows * 40),
            codes: UInt16Builder::with_capacity(rows),
        }
    }

    pub(crate) fn push<T: AsRef<str>>(&mut self, row: Option<Result<T, ErrorCode>>) {
        let code = match &row {
            Some(Err(code)) => Some(code.number()),
            Some(Ok(_)) => Some(0),
            None => None,
        };
        self.texts.append_option(row.and_then(Result::ok));
        self.codes.append_option(code);
    }

    pub(crate) fn columns(mut self, name: &str) -> (Column, Column) {
        let codes: ArrayRef = Arc::new(self.codes.finish());
        (Column::new(name, Arc::new(self.texts.finish())), Column::new("error", codes))
    }
}
