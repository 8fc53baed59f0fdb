//! Arrow in and out: whatever Python object speaks the Arrow PyCapsule interface (pyarrow, polars, pandas with
//! pyarrow, DuckDB), without a copy where Arrow allows it.
//!
//! What comes in is a stream of chunks or of record batches, pulled one after the other: a table never stands in
//! memory a second time. A producer's own errors are dropped, since their text may quote a value; a missing package
//! and an interrupt pass.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{UInt8Type, UInt16Type};
use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchReader, StringArray, StructArray};
use arrow_cast::cast;
use arrow_schema::{ArrowError, DataType, Field, FieldRef, Schema};
use imilo_core::wire::Failure;
use pyo3::exceptions::{PyException, PyImportError, PyTypeError, PyValueError};
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyIterator, PyList, PyTuple};
use pyo3_arrow::ffi::{
    ArrayIterator, ArrayReader, to_array_pycapsules, to_schema_pycapsule, to_stream_pycapsule,
};
use pyo3_arrow::input::{AnyArray, AnyRecordBatch};

/// The chunks of a column, with its field.
pub(crate) type Chunks = Box<dyn ArrayReader + Send>;
/// The record batches of a table, with its schema.
pub(crate) type Batches = Box<dyn RecordBatchReader + Send>;

/// Reads an object as a column. It may be pulled with the interpreter released.
///
/// Raises `TypeError`, with the name of the argument, for what is no Arrow column; see [`unreadable`] for what the
/// chunks may still give.
pub(crate) fn column(object: &Bound<'_, PyAny>, name: &str) -> PyResult<Chunks> {
    let chunks = object.extract::<AnyArray>().and_then(AnyArray::into_reader);
    let chunks = chunks.map_err(|error| refused(object, error, name, "an Arrow column"))?;
    match chunks.field().data_type() {
        DataType::Struct(_) => Err(PyTypeError::new_err(format!("{name}: expected one column, not a table"))),
        _ => Ok(chunks),
    }
}

/// Reads an object as a table: its schema, then its batches one by one, with the interpreter released if you like.
///
/// ```ignore
/// let batches = arrow::table(object, "table")?;
/// let schema = batches.schema();
/// py.detach(|| batches.try_for_each(|batch| …batch.map_err(|_| arrow::unreadable("table"))?…))
/// ```
pub(crate) fn table(object: &Bound<'_, PyAny>, name: &str) -> PyResult<Batches> {
    let batches = object.extract::<AnyRecordBatch>().and_then(AnyRecordBatch::into_reader);
    batches.map_err(|error| refused(object, error, name, "an Arrow table"))
}

/// A chunk or a batch that its producer could not give: the error says no more, for the producer's may hold a value.
pub(crate) fn unreadable(name: &str) -> PyErr {
    PyValueError::new_err(format!("{name}: the Arrow data could not be read"))
}

/// A column of another type than its name asks for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WrongType {
    name: &'static str,
    expected: &'static str,
}

impl WrongType {
    pub(crate) const fn new(name: &'static str, expected: &'static str) -> Self {
        Self { name, expected }
    }
}

impl core::fmt::Display for WrongType {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        write!(f, "{}: expected a column of {}", self.name, self.expected)
    }
}

/// A column of a table as texts, whatever their layout.
pub(crate) fn texts(column: &ArrayRef, name: &'static str) -> Result<StringArray, WrongType> {
    let wrong = || WrongType::new(name, "texts");
    match column.data_type() {
        DataType::Utf8
        | DataType::LargeUtf8
        | DataType::Utf8View
        | DataType::Dictionary(..)
        | DataType::Null => {
            let column = cast(column, &DataType::Utf8).map_err(|_| wrong())?;
            Ok(column.as_string::<i32>().clone())
        }
        _ => Err(wrong()),
    }
}

fn refused(object: &Bound<'_, PyAny>, error: PyErr, name: &str, expected: &str) -> PyErr {
    let py = object.py();
    // What is no fault of the data: Control-C, a package that is not installed.
    if !error.is_instance_of::<PyException>(py) || error.is_instance_of::<PyImportError>(py) {
        return error;
    }
    let kind = object.get_type();
    let kind = kind.name().map_or_else(|_| "this object".to_owned(), |name| name.to_string());
    PyTypeError::new_err(format!("{name}: expected {expected}, which this {kind} does not give"))
}

/// A column of answers. Any library that speaks Arrow takes it: `pyarrow.array(c)`, `polars.Series(c)`,
/// `pandas.Series(pyarrow.array(c))`.
#[pyclass(module = "imilo", name = "Column", frozen)]
pub(crate) struct Column {
    array: ArrayRef,
    field: FieldRef,
}

impl Column {
    pub(crate) fn new(name: &str, array: ArrayRef) -> Self {
        let field = Arc::new(Field::new(name, array.data_type().clone(), true));
        Self { array, field }
    }
}

#[pymethods]
impl Column {
    fn __len__(&self) -> usize {
        self.array.len()
    }

    /// Type and length: no value.
    fn __repr__(&self) -> String {
        format!("<imilo.Column {}, {} rows>", self.field.data_type(), self.array.len())
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        Ok(to_schema_pycapsule(py, self.field.as_ref())?)
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_array__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyTuple>> {
        Ok(to_array_pycapsules(py, Arc::clone(&self.field), &*self.array, requested_schema)?)
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let chunk = [Ok::<_, ArrowError>(Arc::clone(&self.array))];
        let chunks = Box::new(ArrayIterator::new(chunk, Arc::clone(&self.field)));
        Ok(to_stream_pycapsule(py, chunks, requested_schema)?)
    }

    /// The values one by one: what is iterable is a column to pandas, and not one value.
    fn __iter__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyIterator>> {
        self.to_list(py)?.try_iter()
    }

    /// The values as Python objects; a null is `None`.
    fn to_list<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyList>> {
        let array = &*self.array;
        match array.data_type() {
            DataType::Boolean => PyList::new(py, array.as_boolean().iter().collect::<Vec<_>>()),
            DataType::UInt8 => PyList::new(py, array.as_primitive::<UInt8Type>().iter().collect::<Vec<_>>()),
            DataType::UInt16 => {
                PyList::new(py, array.as_primitive::<UInt16Type>().iter().collect::<Vec<_>>())
            }
            DataType::Utf8 => PyList::new(py, array.as_string::<i32>().iter().collect::<Vec<_>>()),
            _ => Err(PyTypeError::new_err("a column of a type that has no Python form here")),
        }
    }
}

/// A table of answers. Any library that speaks Arrow takes it: `polars.DataFrame(t)`, `pyarrow.table(t)`,
/// `pandas.DataFrame.from_arrow(t)`.
#[pyclass(module = "imilo", name = "Table", frozen)]
pub(crate) struct Table {
    batch: RecordBatch,
}

impl Table {
    /// A table of columns of one length.
    pub(crate) fn new(columns: Vec<(String, ArrayRef)>, nullable: bool) -> Result<Self, Failure> {
        let field =
            |(name, array): &(String, ArrayRef)| Field::new(name, array.data_type().clone(), nullable);
        let schema = Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()));
        let arrays = columns.into_iter().map(|(_, array)| array).collect();
        let batch = RecordBatch::try_new(schema, arrays).map_err(|_| Failure::internal())?;
        Ok(Self { batch })
    }
}

#[pymethods]
impl Table {
    fn __len__(&self) -> usize {
        self.batch.num_rows()
    }

    /// Size: no value.
    fn __repr__(&self) -> String {
        format!("<imilo.Table {} rows, {} columns>", self.batch.num_rows(), self.batch.num_columns())
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        Ok(to_schema_pycapsule(py, self.batch.schema().as_ref())?)
    }

    /// A column of structures without nulls.
    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        let fields = self.batch.schema().fields().clone();
        let field = Arc::new(Field::new("", DataType::Struct(fields), false));
        let array: ArrayRef = Arc::new(StructArray::from(self.batch.clone()));
        let batches = Box::new(ArrayIterator::new([Ok::<_, ArrowError>(array)], field));
        Ok(to_stream_pycapsule(py, batches, requested_schema)?)
    }
}

/// Reads a table as `imilo` would, and says how many columns, rows and batches it has.
#[cfg(feature = "probe")]
#[pyfunction]
pub(crate) fn _table_probe(
    py: Python<'_>,
    object: &Bound<'_, PyAny>,
) -> PyResult<(Vec<String>, usize, usize)> {
    let batches = table(object, "table")?;
    let names = batches.schema().fields().iter().map(|field| field.name().clone()).collect();
    let counted =
        py.detach(|| batches.map(|batch| batch.map(|batch| batch.num_rows())).collect::<Result<Vec<_>, _>>());
    let counted = counted.map_err(|_| unreadable("table"))?;
    Ok((names, counted.iter().sum(), counted.len()))
}
