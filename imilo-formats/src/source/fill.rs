//! From a row of cells to the fields of a dossier, by the table of columns.

use imilo_core::calendar::Date;
use imilo_core::dossier::{Dossier, FieldSet};
use imilo_core::error::CodedError;

use crate::tabular::{Row as Cells, Ymd, count_values, values};

use super::Refusal;
use super::cells;
use super::columns::{Cell, Column, Group, Kind, Shape, groups};
use super::csv::role_names;

/// The columns that a file carries, group by group.
#[derive(Debug)]
pub(super) struct Fill {
    groups: Vec<Active>,
}

/// A group of which the file carries something.
#[derive(Debug)]
struct Active {
    group: &'static Group,
    columns: Vec<Place>,
}

/// A column that the file carries.
#[derive(Debug)]
struct Place {
    column: &'static Column,
    role: usize,
    /// Its position in the file, from 0.
    position: usize,
}

/// Room for the texts of a row, used again; nothing is in it between two rows.
pub(super) type Room = Vec<&'static str>;

/// A row on its way into a dossier.
pub(super) struct Source<'s, 'c> {
    pub(super) cells: &'s Cells<'c>,
    /// The text of each cell, without the blanks around it nor the mark of a text, in the order of the columns.
    texts: &'s [&'c str],
}

impl<'c> Source<'_, 'c> {
    /// Gives a row with its texts, for which room is kept from row to row, so that none is allocated.
    pub(super) fn with<T>(cells: &Cells<'c>, room: &mut Room, see: impl FnOnce(&Source<'_, 'c>) -> T) -> T {
        let mut texts: Vec<&'c str> = std::mem::take(room);
        texts.extend(cells.cells().map(cells::trimmed));
        let seen = see(&Source { cells, texts: &texts });
        texts.clear();
        // The same room, of which nothing is lent any more: the standard library collects a vector in place.
        *room = texts.into_iter().map(|_| "").collect();
        seen
    }

    /// The text at a position, from 0; none at the end of a row that is shorter than its header.
    fn at(&self, position: usize) -> &'c str {
        self.texts.get(position).copied().unwrap_or_default()
    }

    /// The text of a role; none if the file does not carry it.
    pub(super) fn of(&self, role: usize) -> Option<&'c str> {
        self.cells.column_of(role).and_then(|column| column.checked_sub(1)).map(|position| self.at(position))
    }
}

impl Fill {
    /// The columns of the table that the file carries, each at the position (from 1) that `column_of` gives; the first
    /// of the table has the index `first`.
    pub(super) fn new(first: usize, column_of: impl Fn(usize) -> Option<usize>) -> Self {
        let mut role = first;
        let mut active = Vec::new();
        for group in groups() {
            let mut columns = Vec::new();
            for column in group.columns() {
                if let Some(position) = column_of(role).and_then(|column| column.checked_sub(1)) {
                    columns.push(Place { column, role, position });
                }
                role += 1;
            }
            if !columns.is_empty() {
                active.push(Active { group, columns });
            }
        }
        Self { groups: active }
    }

    pub(super) fn fields(&self) -> FieldSet {
        self.groups.iter().flat_map(|active| &active.columns).map(|place| place.column.champ).collect()
    }

    /// Puts the cells of a row into the dossier. Every field of a column that the file carries is written anew.
    pub(super) fn fill(&self, source: &Source<'_, '_>, dossier: &mut Dossier) -> Result<(), Refusal> {
        self.groups.iter().try_for_each(|active| active.fill(source, dossier))
    }
}

impl Active {
    fn fill(&self, source: &Source<'_, '_>, dossier: &mut Dossier) -> Result<(), Refusal> {
        if self.group.shape == Shape::Leaf {
            let mut columns = self.columns.iter();
            return columns.try_for_each(|place| single(source, place, source.at(place.position), dossier));
        }
        let list = self.group.shape == Shape::List;
        let count = self.count(source, list)?;
        (self.group.start)(dossier, count);
        if count == 0 {
            return Ok(());
        }
        // What is not blank first: a blank cell then knows whether the value that it belongs to is there.
        let mut blank = false;
        for place in &self.columns {
            let cell = source.at(place.position);
            if cell.is_empty() {
                blank = true;
            } else if count == 1 {
                single(source, place, cell, dossier)?;
            } else {
                for (index, value) in values(cell).map(cells::trim).enumerate() {
                    if value.is_empty() {
                        blank = true;
                    } else {
                        put(source, place, value, index, dossier)?;
                    }
                }
            }
        }
        if blank {
            self.columns.iter().try_for_each(|place| blanks(source, place, count, dossier))?;
        }
        Ok(())
    }

    /// How many elements the cells hold: none when all are blank, and all that are not hold as many.
    fn count(&self, source: &Source<'_, '_>, list: bool) -> Result<usize, Refusal> {
        let mut count = 0;
        for place in &self.columns {
            let cell = source.at(place.position);
            if cell.is_empty() {
                continue;
            }
            let parts = if list { count_values(cell) } else { 1 };
            if count != 0 && count != parts {
                return Err(own(source.cells, place.role, "list_length"));
            }
            count = parts;
        }
        Ok(count)
    }
}

/// Puts what is blank of a cell.
fn blanks(
    source: &Source<'_, '_>,
    place: &Place,
    count: usize,
    dossier: &mut Dossier,
) -> Result<(), Refusal> {
    let cell = source.at(place.position);
    if cell.is_empty() {
        return (0..count).try_for_each(|index| put(source, place, "", index, dossier));
    }
    if count > 1 {
        for (index, _) in values(cell).map(cells::trim).enumerate().filter(|(_, value)| value.is_empty()) {
            put(source, place, "", index, dossier)?;
        }
    }
    Ok(())
}

/// Puts a cell that is one value.
fn single(source: &Source<'_, '_>, place: &Place, text: &str, dossier: &mut Dossier) -> Result<(), Refusal> {
    if place.column.kind == Kind::Date && !text.is_empty() && source.cells.dates(place.role)?.len() > 1 {
        return Err(own(source.cells, place.role, "one_value"));
    }
    put(source, place, text, 0, dossier)
}

/// Puts a cell, or the part of it for one element.
fn put(
    source: &Source<'_, '_>,
    place: &Place,
    text: &str,
    index: usize,
    dossier: &mut Dossier,
) -> Result<(), Refusal> {
    let (cells, role) = (source.cells, place.role);
    let day = match place.column.kind {
        Kind::Date if !text.is_empty() => {
            cells.dates(role)?.get(index).copied().flatten().map(|ymd| day(cells, role, ymd)).transpose()?
        }
        _ => None,
    };
    (place.column.read)(dossier, index, Cell { text, day }).map_err(|code| own(cells, role, code))
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
