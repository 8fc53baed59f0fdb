//! From a row of cells to the fields of a dossier, by the table of columns.

use imilo_core::calendar::Date;
use imilo_core::dossier::{Dossier, FieldSet};
use imilo_core::error::CodedError;
use memchr::memchr_iter;

use crate::tabular::{LIST_SEPARATOR, Row as Cells, Ymd};

use super::Refusal;
use super::cells;
use super::columns::{Cell, Column, Group, Kind, Shape, groups};
use super::csv::role_names;

/// The columns that a file carries, group by group.
#[derive(Debug)]
pub(super) struct Fill {
    groups: Vec<Active>,
    /// The role of each column, in the order of the groups.
    roles: Vec<usize>,
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
    /// Index of its text in [`Texts`].
    text: usize,
}

/// The texts of a row, without the blanks around them nor the mark of a text, in the order of [`Fill::roles`].
type Texts<'c> = Vec<&'c str>;

/// A row on its way into a dossier.
struct Source<'s, 'c> {
    cells: &'s Cells<'c>,
    texts: &'s [&'c str],
}

impl<'c> Source<'_, 'c> {
    fn text(&self, place: &Place) -> &'c str {
        self.texts.get(place.text).copied().unwrap_or_default()
    }
}

impl Fill {
    /// The columns of the table that the file carries; the first of the table has the index `first`.
    pub(super) fn new(first: usize, carried: impl Fn(usize) -> bool) -> Self {
        let mut role = first;
        let (mut active, mut roles) = (Vec::new(), Vec::new());
        for group in groups() {
            let numbered: Vec<_> = (role..).zip(group.columns()).collect();
            role += numbered.len();
            let mut columns = Vec::new();
            for (role, column) in numbered.into_iter().filter(|(role, _)| carried(*role)) {
                columns.push(Place { column, role, text: roles.len() });
                roles.push(role);
            }
            if !columns.is_empty() {
                active.push(Active { group, columns });
            }
        }
        Self { groups: active, roles }
    }

    pub(super) fn fields(&self) -> FieldSet {
        self.groups.iter().flat_map(|active| &active.columns).map(|place| place.column.champ).collect()
    }

    /// Puts the cells of a row into the dossier. Every field of a column that the file carries is written anew.
    ///
    /// `room` is kept by the caller from row to row, so that none is allocated.
    pub(super) fn fill(
        &self,
        cells: &Cells<'_>,
        room: &mut Texts<'static>,
        dossier: &mut Dossier,
    ) -> Result<(), Refusal> {
        let mut texts: Texts<'_> = std::mem::take(room);
        texts.clear();
        texts.extend(self.roles.iter().map(|role| cells.get(*role).map_or("", cells::trimmed)));
        let source = Source { cells, texts: &texts };
        let filled = self.groups.iter().try_for_each(|active| active.fill(&source, dossier));
        *room = emptied(texts);
        filled
    }
}

/// The same room, of which nothing is lent any more: the standard library collects a vector in place.
fn emptied(mut texts: Texts<'_>) -> Texts<'static> {
    texts.clear();
    texts.into_iter().map(|_| "").collect()
}

impl Active {
    fn fill(&self, source: &Source<'_, '_>, dossier: &mut Dossier) -> Result<(), Refusal> {
        if self.group.shape == Shape::Leaf {
            let mut columns = self.columns.iter();
            return columns.try_for_each(|place| single(source, place, source.text(place), dossier));
        }
        let list = self.group.shape == Shape::List;
        let count = self.count(source, list)?;
        (self.group.start)(dossier, count);
        if count == 0 {
            return Ok(());
        }
        // What is not blank first: a blank cell then knows whether the value that it belongs to is there.
        for blank in [false, true] {
            for place in &self.columns {
                let cell = source.text(place);
                if cell.is_empty() {
                    if blank {
                        (0..count).try_for_each(|index| put(source, place, "", index, dossier))?;
                    }
                } else if list && count > 1 {
                    for (index, part) in cell.split(LIST_SEPARATOR).map(cells::trim).enumerate() {
                        if part.is_empty() == blank {
                            put(source, place, part, index, dossier)?;
                        }
                    }
                } else if !blank {
                    single(source, place, cell, dossier)?;
                }
            }
        }
        Ok(())
    }

    /// How many elements the cells hold: none when all are blank, and all that are not hold as many.
    fn count(&self, source: &Source<'_, '_>, list: bool) -> Result<usize, Refusal> {
        let mut count = 0;
        for place in &self.columns {
            let cell = source.text(place);
            if cell.is_empty() {
                continue;
            }
            let parts = if list { 1 + memchr_iter(b'|', cell.as_bytes()).count() } else { 1 };
            if count != 0 && count != parts {
                return Err(own(source.cells, place.role, "list_length"));
            }
            count = parts;
        }
        Ok(count)
    }
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
