//! From a row of cells to the fields of a dossier, by the table of columns.

use imilo_core::calendar::Date;
use imilo_core::dossier::{Dossier, FieldSet};
use imilo_core::error::CodedError;

use crate::tabular::{LIST_SEPARATOR, Row as Cells, Ymd};

use super::Refusal;
use super::cells;
use super::columns::{Cell, Column, Group, Kind, Shape, groups};
use super::csv::role_names;

/// The columns that a file carries, group by group.
#[derive(Debug)]
pub(super) struct Fill(Vec<Active>);

/// A group of which the file carries something: its columns, each with the index of its role.
#[derive(Debug)]
struct Active {
    group: &'static Group,
    columns: Vec<(usize, &'static Column)>,
}

impl Fill {
    /// The columns of the table that the file carries; the first of the table has the index `first`.
    pub(super) fn new(first: usize, carried: impl Fn(usize) -> bool) -> Self {
        let mut role = first;
        let mut active = Vec::new();
        for group in groups() {
            let numbered: Vec<_> = (role..).zip(group.columns()).collect();
            role += numbered.len();
            let columns: Vec<_> = numbered.into_iter().filter(|(role, _)| carried(*role)).collect();
            if !columns.is_empty() {
                active.push(Active { group, columns });
            }
        }
        Self(active)
    }

    pub(super) fn fields(&self) -> FieldSet {
        self.0.iter().flat_map(|active| &active.columns).map(|(_, column)| column.champ).collect()
    }

    /// Puts the cells of a row into the dossier. Every field of a column that the file carries is written anew.
    pub(super) fn fill(&self, cells: &Cells<'_>, dossier: &mut Dossier) -> Result<(), Refusal> {
        self.0.iter().try_for_each(|active| active.fill(cells, dossier))
    }
}

impl Active {
    fn fill(&self, cells: &Cells<'_>, dossier: &mut Dossier) -> Result<(), Refusal> {
        if self.group.shape == Shape::Leaf {
            let mut columns = self.columns.iter();
            return columns
                .try_for_each(|(role, column)| single(cells, *role, column, text(cells, *role), dossier));
        }
        let list = self.group.shape == Shape::List;
        let count = self.count(cells, list)?;
        (self.group.start)(dossier, count);
        if count == 0 {
            return Ok(());
        }
        // What is not blank first: a blank cell then knows whether the value that it belongs to is there.
        for blank in [false, true] {
            for (role, column) in &self.columns {
                let cell = text(cells, *role);
                if cell.is_empty() {
                    if blank {
                        (0..count).try_for_each(|index| put(cells, *role, column, "", index, dossier))?;
                    }
                } else if list && count > 1 {
                    for (index, part) in cell.split(LIST_SEPARATOR).map(cells::trim).enumerate() {
                        if part.is_empty() == blank {
                            put(cells, *role, column, part, index, dossier)?;
                        }
                    }
                } else if !blank {
                    single(cells, *role, column, cell, dossier)?;
                }
            }
        }
        Ok(())
    }

    /// How many elements the cells hold: none when all are blank, and all that are not hold as many.
    fn count(&self, cells: &Cells<'_>, list: bool) -> Result<usize, Refusal> {
        let mut count = 0;
        for (role, _) in &self.columns {
            let cell = text(cells, *role);
            if cell.is_empty() {
                continue;
            }
            let parts = if list { 1 + cell.bytes().filter(|byte| *byte == b'|').count() } else { 1 };
            if count != 0 && count != parts {
                return Err(own(cells, *role, "list_length"));
            }
            count = parts;
        }
        Ok(count)
    }
}

/// The text of a cell, without the blanks around it nor the mark of a text.
pub(super) fn text<'c>(cells: &Cells<'c>, role: usize) -> &'c str {
    cells.get(role).map_or("", |cell| cells::trimmed(cell))
}

/// Puts a cell that is one value.
fn single(
    cells: &Cells<'_>,
    role: usize,
    column: &Column,
    text: &str,
    dossier: &mut Dossier,
) -> Result<(), Refusal> {
    if column.kind == Kind::Date && cells.dates(role)?.len() > 1 {
        return Err(own(cells, role, "one_value"));
    }
    put(cells, role, column, text, 0, dossier)
}

/// Puts a cell, or the part of it for one element.
fn put(
    cells: &Cells<'_>,
    role: usize,
    column: &Column,
    text: &str,
    index: usize,
    dossier: &mut Dossier,
) -> Result<(), Refusal> {
    let day = match column.kind {
        Kind::Date if !text.is_empty() => {
            cells.dates(role)?.get(index).copied().flatten().map(|ymd| day(cells, role, ymd)).transpose()?
        }
        _ => None,
    };
    (column.read)(dossier, index, Cell { text, day }).map_err(|code| own(cells, role, code))
}

pub(super) fn day(cells: &Cells<'_>, role: usize, (year, month, day): Ymd) -> Result<Date, Refusal> {
    Date::new(year, month, day)
        .map_err(|error| at(cells, role, Refusal::coded(cells.record(), Some(cells.line()), error.code())))
}

/// A refusal of this crate, at a cell.
pub(super) fn own(cells: &Cells<'_>, role: usize, code: &'static str) -> Refusal {
    at(cells, role, Refusal::own(cells.record(), Some(cells.line()), code))
}

pub(super) fn at(cells: &Cells<'_>, role: usize, refusal: Refusal) -> Refusal {
    refusal.in_column(cells.column_of(role), role_names().nth(role).unwrap_or_default())
}

#[cfg(test)]
#[path = "fill_tests.rs"]
mod tests;
