//! One recipient, many dossiers: an Arrow table in, a table of what is granted out.

use std::sync::Arc;

use arrow_array::builder::BooleanBuilder;
use arrow_array::cast::AsArray;
use arrow_array::{Array, ArrayRef, BooleanArray, RecordBatch, StringArray};
use arrow_schema::DataType;
use imilo_core::error::ErrorCode;
use imilo_core::explain::Outcome;
use imilo_core::habilitation::{DossierState, answer_code};
use imilo_core::wire::{AccessColumns, AccessRow, Failure};
use pyo3::exceptions::PyTypeError;
use pyo3::prelude::*;
use pyo3::types::PyString;

use crate::arrow::{self, Batches, Table, WrongType};
use crate::files::text;
use crate::{Answer, answered, guarded};

/// Columns of the table that are read, if they are there, besides those of `facts_by_row`.
const OWNER: &str = "mission_locale";
/// The same, by its name in a request.
const OWNER_OF_REQUEST: &str = "owning_mission_locale";
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
        Err(failure) => return answered::<Table>(py, Err(failure)),
    };
    let batches = arrow::table(table, "table")?;
    match py.detach(|| guarded(|| Ok(judged(&asked, batches)))) {
        Ok(Err(Unjudged::Unreadable)) => Err(arrow::unreadable("table")),
        Ok(Err(Unjudged::Type(wrong))) => Err(PyTypeError::new_err(wrong.to_string())),
        Ok(Err(Unjudged::Failure(failure))) => answered::<Table>(py, Err(*failure)),
        Ok(Ok(table)) => answered(py, Ok(table)),
        Err(failure) => answered::<Table>(py, Err(failure)),
    }
}

enum Unjudged {
    Unreadable,
    Type(WrongType),
    Failure(Box<Failure>),
}

impl From<Failure> for Unjudged {
    fn from(failure: Failure) -> Self {
        Self::Failure(Box::new(failure))
    }
}

impl From<WrongType> for Unjudged {
    fn from(wrong: WrongType) -> Self {
        Self::Type(wrong)
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
        let owner = batch.column_by_name(OWNER).or_else(|| batch.column_by_name(OWNER_OF_REQUEST));
        let owners = owner.map(|column| arrow::texts(column, OWNER)).transpose()?;
        let states = batch.column_by_name(STATE).map(states).transpose()?;
        let fact = |name: &&'static str| -> Result<BooleanArray, Unjudged> {
            let column = batch.column_by_name(name);
            let column = column.ok_or_else(|| Failure::of(ErrorCode::MissingField).at(name))?;
            match column.data_type() {
                DataType::Boolean => Ok(column.as_boolean().clone()),
                // A column that is null from end to end attests nothing.
                DataType::Null => Ok(BooleanArray::new_null(column.len())),
                _ => Err(WrongType::new(name, "booleans").into()),
            }
        };
        Ok(Self { owners, states, facts: asked.facts().iter().map(fact).collect::<Result<_, _>>()? })
    }

    fn row(&self, row: usize) -> AccessRow<'_> {
        let owners = self.owners.as_ref().filter(|column| column.is_valid(row));
        let told = |column: &BooleanArray| column.is_valid(row) && column.value(row);
        let facts = self.facts.iter().enumerate();
        AccessRow {
            mission_locale: owners.map(|column| column.value(row)),
            facts: facts.fold(0, |all, (bit, column)| all | u64::from(told(column)) << bit),
            state: self.states.as_ref().and_then(|column| column.get(row).copied().flatten()),
        }
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
    arrow::texts(column, STATE)?.iter().map(told).collect()
}

fn judged(asked: &AccessColumns, batches: Batches) -> Result<Table, Unjudged> {
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
    Ok(granted_table(asked, &outcomes, &granted)?)
}

/// A row each: the outcome, then whether each code is granted.
fn granted_table(asked: &AccessColumns, outcomes: &[Outcome], granted: &[u64]) -> Result<Table, Failure> {
    let words = outcomes.iter().map(|outcome| Some(answer_code(*outcome)));
    let mut columns: Vec<(String, ArrayRef)> =
        vec![("outcome".to_owned(), Arc::new(words.collect::<StringArray>()))];
    for (bit, code) in asked.codes().enumerate() {
        // A code asked for twice is answered once: libraries of tables refuse two columns of one name.
        if columns.iter().any(|(name, _)| name == code) {
            continue;
        }
        let mut column = BooleanBuilder::with_capacity(granted.len());
        granted.iter().for_each(|bits| column.append_value(bits >> bit & 1 == 1));
        columns.push((code.to_owned(), Arc::new(column.finish())));
    }
    Table::new(columns, false)
}
