//! An Arrow table read as a file of dossiers: one row a dossier, one column a column.
//!
//! It is written as CSV text batch by batch, never whole, and goes the way of every file: the same names of columns,
//! the same refusals. What CSV cannot say without a change (a list, a time of day) is refused by the name of its column.

use std::io::{self, ErrorKind, Read};
use std::sync::{Arc, Mutex, PoisonError};

use arrow_array::{Array, ArrayRef, RecordBatch, RecordBatchIterator};
use arrow_cast::cast;
use arrow_csv::WriterBuilder;
use arrow_schema::{DataType, Field, Schema, SchemaRef};
use imilo_core::error::ErrorCode;
use imilo_core::nir::may_hold_a_nir;
use imilo_core::wire::Failure;
use zeroize::Zeroize;

use crate::arrow::Batches;

/// A table on its way to a reader of files.
pub(crate) struct Table {
    batches: Batches,
    /// CSV text that was not read yet begins at `start`.
    text: Vec<u8>,
    start: usize,
    begun: bool,
    fault: Fault,
}

/// Why a table could not be read to its end: told to who gave it, once the reader is done.
#[derive(Clone, Default)]
pub(crate) struct Fault(Arc<Mutex<Option<Failure>>>);

impl Fault {
    pub(crate) fn take(&self) -> Option<Failure> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    fn set(&self, failure: Failure) -> io::Error {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(failure);
        ErrorKind::InvalidData.into()
    }
}

impl Table {
    pub(crate) fn new(batches: Batches) -> Self {
        Self { batches, text: Vec::new(), start: 0, begun: false, fault: Fault::default() }
    }

    pub(crate) fn fault(&self) -> Fault {
        self.fault.clone()
    }

    /// Writes the next batch; false behind the last.
    fn refill(&mut self) -> io::Result<bool> {
        self.text.zeroize();
        self.start = 0;
        let batch = match self.batches.next() {
            Some(Ok(batch)) => batch,
            // The producer's own words may hold a value.
            Some(Err(_)) => return Err(self.fault.set(Failure::of(ErrorCode::FileUnreadable).at("table"))),
            None if self.begun => return Ok(false),
            // A table without a batch has its header all the same.
            None => RecordBatch::new_empty(self.batches.schema()),
        };
        let plain = plain(&batch).map_err(|failure| self.fault.set(failure))?;
        let mut writer =
            WriterBuilder::new().with_header(!self.begun).with_delimiter(b';').build(&mut self.text);
        let written = writer.write(&plain);
        drop(writer);
        self.begun = true;
        written.map_err(|_| self.fault.set(Failure::of(ErrorCode::FileUnreadable).at("table")))?;
        Ok(true)
    }
}

/// A table that is read more than once: its batches as their owner holds them, none of them copied.
pub(crate) struct Held {
    schema: SchemaRef,
    batches: Vec<RecordBatch>,
    fault: Fault,
}

impl Held {
    /// Takes every batch.
    pub(crate) fn of(batches: Batches) -> Result<Self, Failure> {
        let schema = batches.schema();
        let unreadable = |_| Failure::of(ErrorCode::FileUnreadable).at("table");
        let batches = batches.collect::<Result<_, _>>().map_err(unreadable)?;
        Ok(Self { schema, batches, fault: Fault::default() })
    }

    pub(crate) fn fault(&self) -> Fault {
        self.fault.clone()
    }

    /// The table from its beginning.
    pub(crate) fn open(&self) -> Table {
        let batches = self.batches.clone().into_iter().map(Ok);
        let mut table = Table::new(Box::new(RecordBatchIterator::new(batches, Arc::clone(&self.schema))));
        table.fault = self.fault.clone();
        table
    }
}

impl Read for Table {
    fn read(&mut self, room: &mut [u8]) -> io::Result<usize> {
        while self.start == self.text.len() {
            if !self.refill()? {
                return Ok(0);
            }
        }
        let left = self.text.get(self.start..).unwrap_or_default();
        let count = left.len().min(room.len());
        let (Some(to), Some(from)) = (room.get_mut(..count), left.get(..count)) else { return Ok(0) };
        to.copy_from_slice(from);
        self.start += count;
        Ok(count)
    }
}

impl Drop for Table {
    fn drop(&mut self) {
        // It may hold numbers.
        self.text.zeroize();
    }
}

/// The batch with columns that CSV text says without a change.
fn plain(batch: &RecordBatch) -> Result<RecordBatch, Failure> {
    let schema = batch.schema();
    let columns = schema.fields().iter().zip(batch.columns());
    let columns: Vec<(Field, ArrayRef)> = columns
        .enumerate()
        .map(|(index, (field, array))| {
            let array = told(array).ok_or_else(|| no_cell(index, field.name()))?;
            Ok((Field::new(field.name(), array.data_type().clone(), true), array))
        })
        .collect::<Result<_, Failure>>()?;
    let (fields, columns): (Vec<_>, Vec<_>) = columns.into_iter().unzip();
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns)
        .map_err(|_| Failure::of(ErrorCode::FileUnreadable).at("table"))
}

/// A column that CSV text says as it is; none when it would not.
fn told(array: &ArrayRef) -> Option<ArrayRef> {
    match array.data_type() {
        DataType::Timestamp(..) | DataType::Date64 => days(array),
        DataType::Dictionary(_, values) => told(&cast(array, values).ok()?),
        DataType::Float32 | DataType::Float64 => Some(whole(array).unwrap_or_else(|| Arc::clone(array))),
        DataType::Null
        | DataType::Boolean
        | DataType::Int8
        | DataType::Int16
        | DataType::Int32
        | DataType::Int64
        | DataType::UInt8
        | DataType::UInt16
        | DataType::UInt32
        | DataType::UInt64
        | DataType::Date32
        | DataType::Utf8
        | DataType::LargeUtf8
        | DataType::Utf8View => Some(Arc::clone(array)),
        _ => None,
    }
}

/// Floating-point numbers that are all whole, as integers: pandas makes them of integers when one is missing.
fn whole(array: &ArrayRef) -> Option<ArrayRef> {
    let whole = cast(array, &DataType::Int64).ok()?;
    let back = cast(&whole, array.data_type()).ok()?;
    (back.to_data() == array.to_data()).then_some(whole)
}

/// Instants that are days: midnight, in the zone that they are told in.
fn days(array: &ArrayRef) -> Option<ArrayRef> {
    let zoneless = match array.data_type() {
        DataType::Timestamp(unit, Some(_)) => {
            // The day is that of the zone; casting to no zone keeps the time on the wall.
            cast(array, &DataType::Timestamp(*unit, None)).ok()?
        }
        _ => Arc::clone(array),
    };
    let days = cast(&zoneless, &DataType::Date32).ok()?;
    let back = cast(&days, zoneless.data_type()).ok()?;
    (back.to_data() == zoneless.to_data()).then_some(days)
}

fn no_cell(index: usize, name: &str) -> Failure {
    let general = Failure::of(ErrorCode::FileUnreadable);
    let name = if may_hold_a_nir(name) { "…" } else { name };
    let position = index + 1;
    Failure {
        message_fr: format!(
            "{} : colonne {position} « {name} », d'un type qui n'est pas lu (texte, nombre, booléen et jour le sont ; une \
             liste s'écrit en un texte, séparée par « | » ; un jour n'a pas d'heure)",
            general.message_fr
        ),
        message_en: format!(
            "{}: column {position} “{name}”, of a type that is not read (text, number, boolean and day are; write a list \
             as one text, separated by “|”; a day has no time)",
            general.message_en
        ),
        field: Some("table".to_owned()),
        ..general
    }
}
