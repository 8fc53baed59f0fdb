//! Records taken off a file some hundreds at a time, so that several threads may read them.

use std::sync::Arc;

use super::parser::Fields;
use super::reader::{Dates, Layout, Row};
use super::record::Record;
use super::{DatePlan, RefusalCode, RefusedRow};

/// Bytes of text after which a batch is full.
pub(super) const FULL: usize = 256 * 1024;

/// Records that follow each other in a file, and the formats of dates that hold for them.
#[derive(Default)]
pub(crate) struct Batch {
    text: String,
    ends: Vec<usize>,
    records: Vec<Taken>,
    /// One, and one more each time that the first date of a column decided how its dates are written.
    plans: Vec<Arc<DatePlan>>,
}

/// A record in a batch.
struct Taken {
    record: u64,
    line: u64,
    /// The plan that holds for it.
    plan: usize,
    /// Where its text and its ends begin and stop in those of the batch; none if it is refused.
    found: Result<Found, (Option<usize>, RefusalCode)>,
}

struct Found {
    text: (usize, usize),
    ends: (usize, usize),
    gap: usize,
}

impl Batch {
    pub(super) fn clear(&mut self) {
        self.text.clear();
        self.ends.clear();
        self.records.clear();
        self.plans.clear();
    }

    /// The plan that holds for the records pushed from now on.
    pub(super) fn under(&mut self, plan: &Arc<DatePlan>) {
        if self.plans.last().is_none_or(|last| !Arc::ptr_eq(last, plan)) {
            self.plans.push(Arc::clone(plan));
        }
    }

    pub(super) const fn bytes(&self) -> usize {
        self.text.len()
    }

    pub(super) fn push(&mut self, read: Result<Record<'_>, RefusedRow>) {
        let plan = self.plans.len().saturating_sub(1);
        let taken = match read {
            Err(RefusedRow { record, line, column, code }) => {
                Taken { record, line, plan, found: Err((column, code)) }
            }
            Ok(Record { record, line, fields }) => {
                let (text, ends) = (self.text.len(), self.ends.len());
                self.text.push_str(fields.text);
                self.ends.extend_from_slice(fields.ends);
                let found =
                    Found { text: (text, self.text.len()), ends: (ends, self.ends.len()), gap: fields.gap };
                Taken { record, line, plan, found: Ok(found) }
            }
        };
        self.records.push(taken);
    }

    /// Number of records, refused ones included.
    pub(crate) const fn len(&self) -> usize {
        self.records.len()
    }

    fn get(&self, index: usize) -> Option<(Result<Record<'_>, RefusedRow>, &DatePlan)> {
        let &Taken { record, line, plan, ref found } = self.records.get(index)?;
        let read = match found {
            Err((column, code)) => Err(RefusedRow { record, line, column: *column, code: *code }),
            Ok(found) => {
                let text = self.text.get(found.text.0..found.text.1).unwrap_or_default();
                let ends = self.ends.get(found.ends.0..found.ends.1).unwrap_or_default();
                Ok(Record { record, line, fields: Fields { text, ends, gap: found.gap } })
            }
        };
        Some((read, self.plans.get(plan)?))
    }
}

/// Reads the rows of batches; each thread has its own.
#[derive(Clone)]
pub(crate) struct RowReader {
    pub(super) layout: Arc<Layout>,
    pub(super) dates: Dates,
}

impl RowReader {
    /// The column (position from 1) that carries a role.
    pub(crate) fn column_of(&self, role: usize) -> Option<usize> {
        self.layout.column(role).map(|column| column + 1)
    }

    /// The role that a column (position from 1) carries.
    pub(crate) fn role_of(&self, column: usize) -> Option<usize> {
        self.layout.role_of(column)
    }

    /// The cell of a role, whatever is wrong with the dates of its row; none when the row could not be cut into cells.
    pub(crate) fn cell<'b>(&self, batch: &'b Batch, index: usize, role: usize) -> Option<&'b str> {
        let (read, _) = batch.get(index)?;
        let (record, column) = (read.ok()?, self.layout.column(role)?);
        Some(record.get(column).unwrap_or_default())
    }

    /// The row at an index of a batch, or why it is refused.
    pub(crate) fn row<'a>(
        &'a mut self,
        batch: &'a Batch,
        index: usize,
    ) -> Option<Result<Row<'a>, RefusedRow>> {
        let (read, plan) = batch.get(index)?;
        Some(read.and_then(|record| {
            self.dates.read(&record, &self.layout, plan)?;
            Ok(Row { record, layout: &self.layout, dates: &self.dates })
        }))
    }
}

// Neither shows a cell.

impl std::fmt::Debug for Batch {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Batch").field("records", &self.records.len()).finish_non_exhaustive()
    }
}

impl std::fmt::Debug for RowReader {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("RowReader").finish_non_exhaustive()
    }
}
