//! The facade: a file in, rows by role out.

use std::fmt;
use std::io::{ErrorKind, Read};
use std::sync::Arc;

use memchr::memchr;

use super::batch::{Batch, FULL, RowReader};
use super::decode::LineSource;
use super::dialect::sniff;
use super::header::match_columns;
use super::record::{Record, RecordReader};
use super::{
    DatePlan, Dialect, Encoding, Mapping, MappingCode, MappingError, Notice, RefusalCode, RefusedRow,
    RoleSpec, TabularError, UnmatchedColumn, Ymd,
};

/// Separates the values of a cell that holds a list. No date holds it.
pub const LIST_SEPARATOR: char = '|';
const SEPARATOR: u8 = LIST_SEPARATOR as u8;
/// Records looked at to decide the date formats.
const SAMPLED_RECORDS: usize = 4096;
/// Bytes after which the date sample stops anyway: it is held in memory.
const SAMPLED_BYTES: usize = 8 * 1024 * 1024;

/// Reads the rows of one CSV file. See the [module](super) for an example.
pub struct Reader<R> {
    records: RecordReader<R>,
    layout: Arc<Layout>,
    /// Shared with the batches under way: a column whose first date comes late makes a new one.
    plan: Arc<DatePlan>,
    /// Date columns, by their places, that have no date so far.
    waiting: Vec<usize>,
    dates: Dates,
    dialect: Dialect,
    unmatched: Vec<UnmatchedColumn>,
    accepted: u64,
    refused: u64,
}

/// The dates of the current row.
#[derive(Clone, Default)]
pub(super) struct Dates {
    /// Those of each date column in turn; a blank element is none, a blank cell no element.
    values: Vec<Option<Ymd>>,
    /// For each date column, where its dates end.
    ends: Vec<usize>,
}

impl Dates {
    fn of(&self, slot: usize) -> &[Option<Ymd>] {
        let start = slot.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied());
        let range = start.zip(self.ends.get(slot).copied());
        range.and_then(|(start, end)| self.values.get(start..end)).unwrap_or_default()
    }

    /// Reads the dates of a record.
    pub(super) fn read(
        &mut self,
        record: &Record<'_>,
        layout: &Layout,
        plan: &DatePlan,
    ) -> Result<(), RefusedRow> {
        self.values.clear();
        self.ends.clear();
        for (slot, &column) in layout.date_columns.iter().enumerate() {
            let cell = field(record, column);
            let refused =
                |code| RefusedRow { record: record.record, line: record.line, column: Some(column), code };
            if !is_blank(cell) {
                if memchr(b'|', cell.as_bytes()).is_some() {
                    for value in values(cell) {
                        self.values.push(plan.parse_at(slot, value).map_err(refused)?);
                    }
                } else {
                    self.values.push(plan.parse_at(slot, cell).map_err(refused)?);
                }
            }
            self.ends.push(self.values.len());
        }
        Ok(())
    }
}

/// For each role of the table: its column (from 0), and its place among the dates.
pub(super) struct Layout {
    columns: Vec<Option<usize>>,
    date_slots: Vec<Option<usize>>,
    /// Positions of the date columns, in the order of their places.
    date_columns: Vec<usize>,
}

impl<R: Read> Reader<R> {
    /// Opens a file: finds its encoding, delimiter, columns and date formats.
    ///
    /// `roles` is what the caller looks for; rows are asked by index in this table. `date_roles` are the names
    /// of those that hold dates.
    ///
    /// # Errors
    ///
    /// Whatever stops the whole file: unreadable, not text, empty, no known column, two columns for one role,
    /// a mapping that is wrong for this file or these roles. See [`TabularError`].
    pub fn new(
        read: R,
        roles: &[RoleSpec],
        date_roles: &[&str],
        mapping: Option<&Mapping>,
    ) -> Result<Self, TabularError> {
        Self::open(read, roles, date_roles, mapping, DatePlan::new())
    }

    /// The same for cells that are read one by one ([`next_cells`](Self::next_cells)).
    pub(crate) fn of_cells(
        read: R,
        roles: &[RoleSpec],
        date_roles: &[&str],
        mapping: Option<&Mapping>,
    ) -> Result<Self, TabularError> {
        Self::open(read, roles, date_roles, mapping, DatePlan::cell_by_cell())
    }

    fn open(
        read: R,
        roles: &[RoleSpec],
        date_roles: &[&str],
        mapping: Option<&Mapping>,
        mut plan: DatePlan,
    ) -> Result<Self, TabularError> {
        let dated = |name: &str| date_roles.contains(&name);
        if let Some(unknown) = date_roles.iter().find(|name| roles.iter().all(|role| role.name != **name)) {
            return Err(TabularError::UnknownDateRole((*unknown).to_owned()));
        }
        for entry in mapping.map_or(&[][..], |mapping| &mapping.dates) {
            if !dated(&entry.role) {
                let key = Some(format!("dates.{}", entry.role));
                return Err(MappingError { code: MappingCode::UnknownRole, key, line: entry.line }.into());
            }
        }
        let forced = mapping.map(|mapping| mapping.forced).unwrap_or_default();
        let source = LineSource::open(read, forced.encoding)?;
        let dialect = match forced.delimiter {
            Some(delimiter) => Dialect { delimiter, sniffed: false },
            None => Dialect { delimiter: sniff(&source), sniffed: true },
        };
        let mut records = RecordReader::new(source, dialect.delimiter);
        let names = records.read_header()?;
        let columns = match_columns(&names, roles, mapping)?;

        let mut date_columns = Vec::new();
        let mut date_slots = Vec::with_capacity(roles.len());
        for (role, column) in roles.iter().zip(&columns.by_role) {
            let column = column.filter(|_| dated(role.name));
            date_slots.push(column.map(|_| date_columns.len()));
            if let Some(column) = column {
                date_columns.push(column + 1);
                plan.add(role.name, column + 1, mapping.and_then(|mapping| mapping.date_format(role.name)));
            }
        }
        if plan.is_waiting() {
            records.peek(SAMPLED_RECORDS, SAMPLED_BYTES, |record| {
                for &column in &date_columns {
                    for value in values(field(record, column)) {
                        plan.observe(column, value);
                    }
                }
            });
        }
        plan.decide();
        let waiting = (0..date_columns.len()).filter(|slot| plan.waits_at(*slot)).collect();
        Ok(Self {
            records,
            layout: Arc::new(Layout { columns: columns.by_role, date_slots, date_columns }),
            plan: Arc::new(plan),
            waiting,
            dates: Dates::default(),
            dialect,
            unmatched: columns.unmatched,
            accepted: 0,
            refused: 0,
        })
    }

    /// The next row, or why it is refused; `None` at the end of the file.
    ///
    /// A row with a date that cannot be read is refused here, whether the caller asks for that date or not.
    /// If the input fails, the last item is a [`RefusalCode::ReadFailed`] and [`Self::read_error`] tells.
    pub fn next_row(&mut self) -> Option<Result<Row<'_>, RefusedRow>> {
        let record = match self.records.next_record()? {
            Ok(record) => record,
            Err(refused) => {
                self.refused += 1;
                return Some(Err(refused));
            }
        };
        settle(&mut self.plan, &mut self.waiting, &self.layout, &record);
        if let Err(refused) = self.dates.read(&record, &self.layout, &self.plan) {
            self.refused += 1;
            return Some(Err(refused));
        }
        self.accepted += 1;
        Some(Ok(Row { record, layout: &self.layout, dates: &self.dates }))
    }

    /// The next record, whose dates are read one by one: one that cannot be read does not cost the others.
    pub(crate) fn next_cells(&mut self) -> Option<Result<Cells<'_>, RefusedRow>> {
        let record = match self.records.next_record()? {
            Ok(record) => record,
            Err(refused) => {
                self.refused += 1;
                return Some(Err(refused));
            }
        };
        settle(&mut self.plan, &mut self.waiting, &self.layout, &record);
        self.accepted += 1;
        Some(Ok(Cells { record, layout: &self.layout, plan: &self.plan }))
    }

    /// Takes the next records into a batch, until it is full or its records are `most`; false at the end of the file.
    ///
    /// Neither [`Self::accepted`] nor [`Self::refused`] counts them: that is for who reads the batch.
    pub(crate) fn next_batch(&mut self, batch: &mut Batch, most: usize) -> bool {
        batch.clear();
        while batch.len() < most && batch.bytes() < FULL {
            let Some(read) = self.records.next_record() else { break };
            batch.under(&self.plan);
            if let Ok(record) = &read {
                settle(&mut self.plan, &mut self.waiting, &self.layout, record);
                batch.under(&self.plan);
            }
            batch.push(read);
        }
        batch.len() > 0
    }

    /// What reads the batches of this file.
    pub(crate) fn row_reader(&self) -> RowReader {
        RowReader { layout: Arc::clone(&self.layout), dates: Dates::default() }
    }

    /// Whether the file carries a role (index in the table of roles).
    #[must_use]
    pub fn carried(&self, role: usize) -> bool {
        self.column_of(role).is_some()
    }

    /// The column (position from 1) that carries a role.
    #[must_use]
    pub fn column_of(&self, role: usize) -> Option<usize> {
        self.layout.column(role).map(|column| column + 1)
    }

    /// The columns that carry no role, in order.
    #[must_use]
    pub fn unmatched_columns(&self) -> &[UnmatchedColumn] {
        &self.unmatched
    }

    /// Notices on whole columns. A column without any date in the sample may add one later.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        self.plan.notices()
    }

    /// The date format of each date column.
    #[must_use]
    pub fn date_plan(&self) -> &DatePlan {
        &self.plan
    }

    /// The delimiter, and whether it was found or stated.
    #[must_use]
    pub const fn dialect(&self) -> Dialect {
        self.dialect
    }

    /// The encoding; `None` as long as only ASCII was read, which is the same in both.
    #[must_use]
    pub const fn encoding(&self) -> Option<Encoding> {
        self.records.source().encoding()
    }

    /// Bytes of the input behind the rows handed out so far; the size of the input at the end.
    #[must_use]
    pub const fn bytes_read(&self) -> u64 {
        self.records.source().position()
    }

    /// Rows accepted so far.
    #[must_use]
    pub const fn accepted(&self) -> u64 {
        self.accepted
    }

    /// Rows refused so far.
    #[must_use]
    pub const fn refused(&self) -> u64 {
        self.refused
    }

    /// Blank lines passed so far.
    #[must_use]
    pub const fn blank_lines(&self) -> u64 {
        self.records.blank_lines()
    }

    /// How the input failed, if it did: the rows are then not all of the file.
    #[must_use]
    pub const fn read_error(&self) -> Option<ErrorKind> {
        self.records.source().failure()
    }
}

impl<R> fmt::Debug for Reader<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the buffers: they hold cells.
        f.debug_struct("Reader")
            .field("dialect", &self.dialect)
            .field("accepted", &self.accepted)
            .field("refused", &self.refused)
            .finish_non_exhaustive()
    }
}

/// Lets the first date of each column that waits for one decide its format.
fn settle(plan: &mut Arc<DatePlan>, waiting: &mut Vec<usize>, layout: &Layout, record: &Record<'_>) {
    let cell = |slot: &usize| field(record, layout.date_columns.get(*slot).copied().unwrap_or_default());
    if waiting.iter().all(|slot| is_blank(cell(slot))) {
        return;
    }
    let found = Arc::make_mut(plan);
    waiting.retain(|slot| {
        for value in values(cell(slot)).filter(|value| !is_blank(value)) {
            found.observe_at(*slot, value);
        }
        found.waits_at(*slot)
    });
}

impl Layout {
    pub(super) fn column(&self, role: usize) -> Option<usize> {
        self.columns.get(role).copied().flatten()
    }

    /// The role that a column (position from 1) carries.
    pub(super) fn role_of(&self, position: usize) -> Option<usize> {
        self.columns.iter().position(|column| column.is_some_and(|column| column + 1 == position))
    }
}

/// One record whose dates are read one by one. Roles are indices in the caller's table.
pub(crate) struct Cells<'a> {
    record: Record<'a>,
    layout: &'a Layout,
    plan: &'a DatePlan,
}

impl<'a> Cells<'a> {
    pub(crate) const fn record(&self) -> u64 {
        self.record.record
    }

    pub(crate) const fn line(&self) -> u64 {
        self.record.line
    }

    /// The cell of a role; `None` if the file does not carry the role.
    pub(crate) fn get(&self, role: usize) -> Option<&'a str> {
        self.layout.column(role).map(|column| self.record.get(column).unwrap_or_default())
    }

    /// The date of a role, by what its cell says alone wherever that leaves no doubt.
    pub(crate) fn date(&self, role: usize) -> Result<Option<Ymd>, RefusalCode> {
        let (Some(cell), Some(Some(slot))) = (self.get(role), self.layout.date_slots.get(role)) else {
            return Ok(None);
        };
        self.plan.parse_at(*slot, cell)
    }

    /// Whether a time of day stands behind the date of a role.
    pub(crate) fn is_timed(&self, role: usize) -> bool {
        self.get(role).is_some_and(DatePlan::is_timed)
    }

    pub(crate) fn column_of(&self, role: usize) -> Option<usize> {
        self.layout.column(role).map(|column| column + 1)
    }
}

/// One accepted row. Roles are indices in the caller's table.
pub struct Row<'a> {
    pub(super) record: Record<'a>,
    pub(super) layout: &'a Layout,
    pub(super) dates: &'a Dates,
}

impl<'a> Row<'a> {
    /// Number of the record after the header, from 1; refused records count too, blank lines do not.
    #[must_use]
    pub const fn record(&self) -> u64 {
        self.record.record
    }

    /// Number of the first physical line of the row, from 1 at the head of the file.
    #[must_use]
    pub const fn line(&self) -> u64 {
        self.record.line
    }

    /// The cell of a role, as it is in the file; `None` if the file does not carry the role.
    #[must_use]
    pub fn get(&self, role: usize) -> Option<&'a str> {
        self.layout.column(role).map(|column| self.record.get(column).unwrap_or_default())
    }

    /// All cells, in the order of the columns.
    pub(crate) fn cells(&self) -> impl Iterator<Item = &'a str> {
        self.record.fields.iter()
    }

    /// The date of a role, the first of a list; `None` if the cell is blank or the file does not carry the role.
    ///
    /// # Errors
    ///
    /// [`RefusalCode::DateUndecidable`] if the role is not one of the date roles and its cell is not blank.
    /// The dates of date roles are already read when a row is handed out.
    pub fn date(&self, role: usize) -> Result<Option<Ymd>, RefusedRow> {
        Ok(self.dates(role)?.iter().copied().flatten().next())
    }

    /// The dates of a cell that holds a list separated by `|`; a blank element is `None`, a blank cell no element.
    ///
    /// # Errors
    ///
    /// As [`date`](Self::date).
    pub fn dates(&self, role: usize) -> Result<&'a [Option<Ymd>], RefusedRow> {
        if let Some(Some(slot)) = self.layout.date_slots.get(role) {
            return Ok(self.dates.of(*slot));
        }
        if self.get(role).is_none_or(is_blank) {
            return Ok(&[]);
        }
        Err(RefusedRow {
            record: self.record(),
            line: self.line(),
            column: self.column_of(role),
            code: RefusalCode::DateUndecidable,
        })
    }

    /// The column (position from 1) of a role, to report on it.
    #[must_use]
    pub fn column_of(&self, role: usize) -> Option<usize> {
        self.layout.column(role).map(|column| column + 1)
    }
}

impl fmt::Debug for Row<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Not the cells.
        f.debug_struct("Row")
            .field("record", &self.record())
            .field("line", &self.line())
            .finish_non_exhaustive()
    }
}

fn is_blank(cell: &str) -> bool {
    // Most cells begin with ASCII that is no blank, or are empty, which is seen at once.
    !matches!(cell.as_bytes(), [b'!'..=b'~', ..]) && cell.trim().is_empty()
}

/// The values of a cell: several, separated by [`LIST_SEPARATOR`], or one.
///
/// They are short: a plain search costs less than one that has to be set up for each.
pub(crate) fn values(cell: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(cell);
    std::iter::from_fn(move || {
        let text = rest?;
        let cut = text.bytes().position(|byte| byte == SEPARATOR).and_then(|end| text.split_at_checked(end));
        rest = cut.and_then(|(_, after)| after.get(1..));
        Some(cut.map_or(text, |(value, _)| value))
    })
}

/// How many values a cell holds; a blank one holds one, which is blank.
pub(crate) fn count_values(cell: &str) -> usize {
    1 + cell.bytes().filter(|byte| *byte == SEPARATOR).count()
}

/// The field at a position from 1, empty if the record stops before.
fn field<'a>(record: &Record<'a>, position: usize) -> &'a str {
    position.checked_sub(1).and_then(|index| record.get(index)).unwrap_or_default()
}

#[cfg(test)]
#[path = "reader_tests.rs"]
mod tests;
