//! A row that an integrator added: see [`super::Ajouts`].

use crate::calendar::Date;

use super::tables::ListRow;
use super::words::Operation;

/// A row that an integrator added, and the days on which it holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AddedRow {
    /// First day.
    pub from: Date,
    /// First day on which it no longer holds; none = open.
    pub until: Option<Date>,
    /// The row, marked as added.
    pub row: ListRow,
}

impl AddedRow {
    /// Whether it holds on a day.
    #[must_use]
    pub fn holds_on(&self, day: Date) -> bool {
        self.from <= day && self.until.is_none_or(|until| day < until)
    }

    /// Whether it belongs to the list that decides on an operation.
    pub(super) fn is_of(&self, operation: Operation) -> bool {
        self.row.operations.contains(operation)
    }
}
