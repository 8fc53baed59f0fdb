//! One recipient, many dossiers: an Arrow table in, a table of what is granted out.

use std::sync::Arc;

use arrow_array::builder::BooleanBuilder;
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, BooleanArray, RecordBatch, StringArray};
use arrow_cast::cast;
use arrow_schema::{DataType, Field, Schema};
use imilo_core::error::ErrorCode;
use imilo_core::explain::Outcome;
use imilo_core::habilitation::{DossierState, answer_code};
use imilo_core::wire::{AccessColumns, AccessRow, Failure};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::{PyCapsule, PyString};

use crate::arrow::{self, Batches, batch_schema, batch_stream};
use crate::files::text;
use crate::{Answer, answered, guarded};

/// Columns of the table that are read, if they are there, besides those of `facts_by_row`.
const OWNER: &str = "mission_locale";
const STATE: &str = "dossier_state";

/// The same request on every row of a table.
#[pyfunction]
pub(crate) fn access_columns<'py>(
    py: Python<'py>,
    request: &Bound<'py, PyString>,
    table: &Bound<'py, PyAny>,
) -> PyResult<Answer<'py>> {
    let asked = match text(request).and_then(|request| guarded(|| AccessColumns::new(request))) {
        Ok(asked) => asked,
        Err(failure) => return answered::<AccessTable>(py, Err(failure)),
    };
    let batches = arrow::table(table, "table")?;
    match py.detach(|| guarded(|| Ok(judged(&asked, batches)))) {
        Ok(Err(Unjudged::Unreadable)) => Err(arrow::unreadable("table")),
        Ok(Err(Unjudged::Type(column, expected))) => {
            Err(PyTypeError::new_err(format!("{column}: expected a column of {expected}")))
        }
        Ok(Err(Unjudged::Failure(failure))) => answered::<AccessTable>(py, Err(*failure)),
        Ok(Ok(table)) => answered(py, Ok(table)),
        Err(failure) => answered::<AccessTable>(py, Err(failure)),
    }
}

enum Unjudged {
    Unreadable,
    Type(String, &'static str),
    Failure(Box<Failure>),
}

impl From<Failure> for Unjudged {
    fn from(failure: Failure) -> Self {
        Self::Failure(Box::new(failure))
    }
}

/// The columns of one batch, as they are read.
struct Read {
    owners: Option<StringArray>,
    states: Option<Vec<Option<DossierState>>>,
    facts: Vec<BooleanArray>,
}

impl Read {
    fn of(asked: &AccessColumns, batch: &RecordBatch) -> Result<Self, Unjudged> {
        let owners = batch.column_by_name(OWNER).map(|column| texts(column, OWNER)).transpose()?;
        let states = batch.column_by_name(STATE).map(states).transpose()?;
        let fact = |name: &&'static str| {
            let column = batch.column_by_name(name);
            let column = column.ok_or_else(|| Failure::of(ErrorCode::MissingField).at(name))?;
            match column.data_type() {
                DataType::Boolean => Ok(column.as_boolean().clone()),
                // A column that is null from end to end attests nothing.
                DataType::Null => Ok(BooleanArray::new_null(column.len())),
                _ => Err(Unjudged::Type((*name).to_owned(), "booleans")),
            }
        };
        Ok(Self { owners, states, facts: asked.facts().iter().map(fact).collect::<Result<_, _>>()? })
    }

    fn row(&self, row: usize) -> AccessRow<'_> {
        let owners = self.owners.as_ref().filter(|column| column.is_valid(row));
        let told = |column: &BooleanArray| column.is_valid(row) && column.value(row);
        let facts = self.facts.iter().enumerate();
        AccessRow {
            mission_locale: owners.map(|column| column.value(row)).filter(|owner| !owner.is_empty()),
            facts: facts.fold(0, |all, (bit, column)| all | u64::from(told(column)) << bit),
            state: self.states.as_ref().and_then(|column| column.get(row).copied().flatten()),
        }
    }
}

/// A column as texts, whatever their layout.
fn texts(column: &ArrayRef, name: &str) -> Result<StringArray, Unjudged> {
    let wrong = || Unjudged::Type(name.to_owned(), "texts");
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

fn states(column: &ArrayRef) -> Result<Vec<Option<DossierState>>, Unjudged> {
    let told = |code: Option<&str>| match code {
        None => Ok(None),
        Some(code) => match DossierState::by_code(code) {
            Some(state) => Ok(Some(state)),
            None => Err(Failure::of(ErrorCode::JsonField).at(STATE).into()),
        },
    };
    texts(column, STATE)?.iter().map(told).collect()
}

fn judged(asked: &AccessColumns, batches: Batches) -> Result<AccessTable, Unjudged> {
    let (mut outcomes, mut granted) = (Vec::new(), Vec::new());
    // A table without a batch lacks its columns all the same.
    Read::of(asked, &RecordBatch::new_empty(batches.schema()))?;
    for batch in batches {
        let batch = batch.map_err(|_| Unjudged::Unreadable)?;
        let read = Read::of(asked, &batch)?;
        let row = |index| read.row(index);
        AccessColumns::answer(asked, batch.num_rows(), row, |outcome, bits| {
            outcomes.push(outcome);
            granted.push(bits);
        })?;
    }
    Ok(AccessTable::of(asked, &outcomes, &granted)?)
}

/// What is granted of each row. Any library that speaks Arrow takes it: `polars.DataFrame(t)`, `pyarrow.table(t)`,
/// `pandas.DataFrame.from_arrow(t)`.
#[pyclass(module = "imilo", name = "AccessTable", frozen)]
pub(crate) struct AccessTable {
    batch: RecordBatch,
}

impl AccessTable {
    fn of(asked: &AccessColumns, outcomes: &[Outcome], granted: &[u64]) -> Result<Self, Failure> {
        let words = outcomes.iter().map(|outcome| Some(answer_code(*outcome)));
        let mut columns: Vec<(&str, ArrayRef)> = vec![("outcome", Arc::new(words.collect::<StringArray>()))];
        for (bit, code) in asked.codes().enumerate() {
            // A code asked for twice is answered once: libraries of tables refuse two columns of one name.
            if columns.iter().any(|(name, _)| *name == code) {
                continue;
            }
            let mut column = BooleanBuilder::with_capacity(granted.len());
            granted.iter().for_each(|bits| column.append_value(bits >> bit & 1 == 1));
            columns.push((code, Arc::new(column.finish())));
        }
        let fields = columns.iter().map(|(name, array)| Field::new(*name, array.data_type().clone(), false));
        let schema = Arc::new(Schema::new(fields.collect::<Vec<_>>()));
        let arrays = columns.into_iter().map(|(_, array)| array).collect();
        let batch = RecordBatch::try_new(schema, arrays).map_err(|_| Failure::internal())?;
        Ok(Self { batch })
    }
}

#[pymethods]
impl AccessTable {
    fn __len__(&self) -> usize {
        self.batch.num_rows()
    }

    /// Size: no value.
    fn __repr__(&self) -> String {
        format!("<imilo.AccessTable {} rows, {} columns>", self.batch.num_rows(), self.batch.num_columns())
    }

    fn __arrow_c_schema__<'py>(&self, py: Python<'py>) -> PyResult<Bound<'py, PyCapsule>> {
        batch_schema(py, &self.batch)
    }

    #[pyo3(signature = (requested_schema=None))]
    fn __arrow_c_stream__<'py>(
        &self,
        py: Python<'py>,
        requested_schema: Option<Bound<'py, PyCapsule>>,
    ) -> PyResult<Bound<'py, PyCapsule>> {
        batch_stream(py, &self.batch, requested_schema)
    }
}
