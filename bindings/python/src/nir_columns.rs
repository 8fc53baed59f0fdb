//! Columns of NIRs, judged where they lie.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::ByteArrayType;
use arrow_array::{Array, ArrayRef, BooleanArray, GenericByteArray, UInt8Array};
use arrow_buffer::{BooleanBufferBuilder, NullBuffer, NullBufferBuilder};
use arrow_schema::DataType;
use imilo_core::nir::Acceptance;
use imilo_core::nir::bulk::{self, BulkError, Offset, Output, Validity};
use imilo_core::wire;
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;

use crate::arrow::{self, Chunks, Column};
use crate::{Answer, answered, guarded};

/// One bit a row: whether form and key are right.
#[pyfunction]
pub(crate) fn nir_valid<'py>(column: &Bound<'py, PyAny>, accept: &str) -> PyResult<Answer<'py>> {
    judged(column, accept, bits)
}

/// One byte a row: the code of its first fault.
#[pyfunction]
pub(crate) fn nir_codes<'py>(column: &Bound<'py, PyAny>, accept: &str) -> PyResult<Answer<'py>> {
    judged(column, accept, codes)
}

type Judge = fn(Chunks, &Acceptance) -> Result<Column, Unjudged>;

fn judged<'py>(column: &Bound<'py, PyAny>, accept: &str, judge: Judge) -> PyResult<Answer<'py>> {
    let py = column.py();
    let accept = match wire::acceptance(accept) {
        Ok(accept) => accept,
        Err(failure) => return answered::<Column>(py, Err(failure)),
    };
    let chunks = arrow::column(column, "column")?;
    if !is_text(chunks.field().data_type()) {
        let kind = chunks.field().data_type().to_string();
        return Err(PyTypeError::new_err(format!("column: expected texts or bytes, not {kind}")));
    }
    match py.detach(|| guarded(|| Ok(judge(chunks, &accept)))) {
        Ok(Err(Unjudged::Unreadable)) => Err(arrow::unreadable("column")),
        Ok(Err(Unjudged::Column(error))) => answered::<Column>(py, Err(error.into())),
        Ok(Ok(column)) => answered(py, Ok(column)),
        Err(failure) => answered::<Column>(py, Err(failure)),
    }
}

enum Unjudged {
    Unreadable,
    Column(BulkError),
}

impl From<BulkError> for Unjudged {
    fn from(error: BulkError) -> Self {
        Self::Column(error)
    }
}

/// Types whose rows are texts or bytes.
pub(crate) fn is_text(kind: &DataType) -> bool {
    use DataType::{Binary, BinaryView, FixedSizeBinary, LargeBinary, LargeUtf8, Null, Utf8, Utf8View};
    matches!(
        kind,
        Utf8 | LargeUtf8 | Utf8View | Binary | LargeBinary | BinaryView | FixedSizeBinary(15 | 16) | Null
    )
}

fn bits(chunks: Chunks, accept: &Acceptance) -> Result<Column, Unjudged> {
    let mut valid = BooleanBufferBuilder::new(0);
    let nulls = each(chunks, |chunk| {
        let mut bits = vec![0; chunk.len().div_ceil(8)];
        judge(chunk, accept, Output { bits: Some(&mut bits), codes: None })?;
        valid.append_packed_range(0..chunk.len(), &bits);
        Ok(())
    })?;
    Ok(Column::new("valid", Arc::new(BooleanArray::new(valid.finish(), nulls))))
}

fn codes(chunks: Chunks, accept: &Acceptance) -> Result<Column, Unjudged> {
    let mut codes = Vec::new();
    let nulls = each(chunks, |chunk| {
        let done = codes.len();
        codes.resize(done + chunk.len(), 0);
        let codes = codes.get_mut(done..).unwrap_or_default();
        Ok(judge(chunk, accept, Output { bits: None, codes: Some(codes) })?)
    })?;
    Ok(Column::new("code", Arc::new(UInt8Array::new(codes.into(), nulls))))
}

/// Takes the chunks one after the other; nulls stay null.
fn each(
    chunks: Chunks,
    mut chunk: impl FnMut(&ArrayRef) -> Result<(), Unjudged>,
) -> Result<Option<NullBuffer>, Unjudged> {
    let mut nulls = NullBufferBuilder::new(0);
    for array in chunks {
        let array = array.map_err(|_| Unjudged::Unreadable)?;
        chunk(&array)?;
        match array.logical_nulls() {
            Some(there) => nulls.append_buffer(&there),
            None => nulls.append_n_non_nulls(array.len()),
        }
    }
    Ok(nulls.finish())
}

fn judge(array: &ArrayRef, accept: &Acceptance, output: Output<'_>) -> Result<(), BulkError> {
    match array.data_type() {
        DataType::Utf8 => between(array.as_string::<i32>(), accept, output),
        DataType::LargeUtf8 => between(array.as_string::<i64>(), accept, output),
        DataType::Binary => between(array.as_binary::<i32>(), accept, output),
        DataType::LargeBinary => between(array.as_binary::<i64>(), accept, output),
        DataType::Utf8View => {
            let texts = array.as_string_view();
            let row =
                |row: usize| (row < texts.len() && texts.is_valid(row)).then(|| texts.value(row).as_bytes());
            bulk::rows(texts.len(), row, accept, output)
        }
        DataType::BinaryView => {
            let texts = array.as_binary_view();
            let row = |row: usize| (row < texts.len() && texts.is_valid(row)).then(|| texts.value(row));
            bulk::rows(texts.len(), row, accept, output)
        }
        DataType::FixedSizeBinary(15) => {
            bulk::fixed_15(array.as_fixed_size_binary().value_data(), accept, output)
        }
        DataType::FixedSizeBinary(16) => {
            bulk::fixed_16(array.as_fixed_size_binary().value_data(), accept, output)
        }
        // A column that is null from end to end; other types are refused before.
        _ => bulk::rows(array.len(), |_| None, accept, output),
    }
}

fn between<T: ByteArrayType>(
    array: &GenericByteArray<T>,
    accept: &Acceptance,
    output: Output<'_>,
) -> Result<(), BulkError>
where
    T::Offset: Offset,
{
    let nulls = array.nulls();
    let validity = nulls.map(|nulls| Validity { bits: nulls.validity(), offset: nulls.offset() });
    bulk::offsets(array.value_offsets(), array.value_data(), validity, accept, output)
}
