//! The columns of the file, and the cells of a row.

use time::Date;

use crate::data::{Unreadable, fields, lines};
use crate::dates;

/// Which columns a file has; each set holds the one before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Form {
    /// What retention needs, with the NIR and the code of birth.
    Narrow,
    /// What an office often exports beside it.
    Usual,
    /// Every field of the model.
    Wide,
}

/// What a column holds, for those who write JSON.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Text,
    Date,
    Integer,
    Boolean,
    /// Facts of retention, which the first columns tell in their own way.
    Retention,
}

/// A column.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) name: &'static str,
    /// The field of the law, as `docs/droit/champs.md` writes it.
    pub(crate) field: &'static str,
    /// Where the value stands inside the field: `[]` for an element of a list.
    pub(crate) member: &'static str,
    pub(crate) kind: Kind,
    form: Form,
    /// Position of the field among those of the table.
    field_index: usize,
}

/// The columns of all forms.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) columns: Vec<Column>,
    pub(crate) fields: Vec<&'static str>,
}

/// How many columns stand in the narrow form: they come first, and `csv.rs` writes them.
pub(crate) const NARROW: usize = 21;

impl Table {
    /// Reads the table.
    pub(crate) fn load() -> Result<Self, Unreadable> {
        let mut columns = lines(include_str!("data/champs.csv"), column)?;
        let mut fields: Vec<&'static str> = Vec::new();
        for column in &mut columns {
            column.field_index =
                fields.iter().position(|field| *field == column.field).unwrap_or_else(|| {
                    fields.push(column.field);
                    fields.len() - 1
                });
        }
        Ok(Self { columns, fields })
    }

    /// The columns that follow the narrow ones in a form.
    fn beside(&self, form: Form) -> impl Iterator<Item = (usize, &Column)> {
        let beside = self.columns.iter().enumerate().skip(NARROW);
        beside.filter(move |(_, column)| column.form <= form)
    }

    /// The names of the columns that follow the narrow ones.
    pub(crate) fn head(&self, form: Form) -> String {
        self.beside(form).map(|(_, column)| format!(";{}", column.name)).collect()
    }

    /// Whether a form has a column of the name.
    pub(crate) fn has(&self, form: Form, name: &str) -> bool {
        self.columns.iter().any(|column| column.name == name && column.form <= form)
    }

    /// Whether a form has a column of each field, in the order of the fields.
    pub(crate) fn carried(&self, form: Form) -> Vec<bool> {
        let mut carried = vec![false; self.fields.len()];
        for column in self.columns.iter().filter(|column| column.form <= form) {
            carried.iter_mut().skip(column.field_index).take(1).for_each(|carried| *carried = true);
        }
        carried
    }
}

fn column(line: &'static str) -> Option<Column> {
    let [name, field, member, kind, form] = fields(line)?;
    let kind = match kind {
        "text" | "code" => Kind::Text,
        "date" => Kind::Date,
        "int" => Kind::Integer,
        "bool" => Kind::Boolean,
        "retention" => Kind::Retention,
        _ => return None,
    };
    let form = match form {
        "etroit" => Form::Narrow,
        "courant" => Form::Usual,
        "large" => Form::Wide,
        _ => return None,
    };
    Some(Column { name, field, member, kind, form, field_index: 0 })
}

/// The cells of a row, used again for the next one.
#[derive(Debug)]
pub(crate) struct Cells<'t> {
    table: &'t Table,
    values: Vec<String>,
    /// Cells are mostly put in the order of the table: the search begins where the last one ended.
    next: usize,
    /// A name that is not in the table: a fault of this generator, which stops at it.
    pub(crate) unknown: Option<&'static str>,
    nowhere: String,
}

impl<'t> Cells<'t> {
    /// Blank cells.
    pub(crate) fn new(table: &'t Table) -> Self {
        let values = vec![String::new(); table.columns.len()];
        Self { table, values, next: 0, unknown: None, nowhere: String::new() }
    }

    /// Blanks every cell.
    pub(crate) fn clear(&mut self) {
        self.values.iter_mut().for_each(String::clear);
        self.next = 0;
    }

    fn position(&self, name: &str) -> Option<usize> {
        let columns = &self.table.columns;
        let ahead = columns.iter().enumerate().skip(self.next);
        let found = ahead.chain(columns.iter().enumerate().take(self.next));
        found.into_iter().find(|(_, column)| column.name == name).map(|(index, _)| index)
    }

    /// The cell of a column.
    pub(crate) fn cell(&mut self, name: &'static str) -> &mut String {
        let Some(index) = self.position(name) else {
            self.unknown = Some(name);
            return &mut self.nowhere;
        };
        self.next = index;
        self.values.get_mut(index).unwrap_or(&mut self.nowhere)
    }

    /// Puts a text in place of what was there.
    pub(crate) fn text(&mut self, name: &'static str, text: &str) {
        let cell = self.cell(name);
        cell.clear();
        cell.push_str(text);
    }

    /// Puts a number.
    pub(crate) fn number(&mut self, name: &'static str, number: i64) {
        self.text(name, &number.to_string());
    }

    /// Puts yes or no.
    pub(crate) fn flag(&mut self, name: &'static str, flag: bool) {
        self.text(name, if flag { "oui" } else { "non" });
    }

    /// Puts a day.
    pub(crate) fn day(&mut self, name: &'static str, day: Date) {
        let cell = self.cell(name);
        cell.clear();
        dates::push_french(cell, day);
    }

    /// Adds the part of an element to the cell of a list.
    pub(crate) fn part(&mut self, name: &'static str, index: usize, text: &str) {
        let cell = self.cell(name);
        if index > 0 {
            cell.push('|');
        }
        cell.push_str(text);
    }

    /// Adds the day of an element, if it has one.
    pub(crate) fn part_day(&mut self, name: &'static str, index: usize, day: Option<Date>) {
        self.part(name, index, "");
        if let Some(day) = day {
            dates::push_french(self.cell(name), day);
        }
    }

    /// Blanks the cells of the fields that a test accepts.
    pub(crate) fn blank(&mut self, accept: impl Fn(&Column) -> bool) {
        let columns = self.table.columns.iter();
        columns.zip(&mut self.values).filter(|(column, _)| accept(column)).for_each(|(_, cell)| cell.clear());
    }

    /// The cell at a position.
    pub(crate) fn at(&self, index: usize) -> &str {
        self.values.get(index).map_or("", String::as_str)
    }

    /// Whether something stands in a cell: separators say only that a list has elements.
    pub(crate) fn is_filled(&self, name: &str) -> bool {
        self.position(name).is_some_and(|index| holds(self.at(index)))
    }

    /// Marks the fields of a form of which something stands in a cell.
    pub(crate) fn filled(&self, form: Form, filled: &mut [bool]) {
        filled.fill(false);
        for (column, cell) in self.table.columns.iter().zip(&self.values) {
            if column.form <= form && holds(cell) {
                filled.iter_mut().skip(column.field_index).take(1).for_each(|filled| *filled = true);
            }
        }
    }

    /// Writes the cells that follow the narrow ones, each after its separator.
    pub(crate) fn push(&self, form: Form, out: &mut String) {
        for (index, _) in self.table.beside(form) {
            out.push(';');
            let cell = self.at(index);
            if cell.contains([';', '"']) {
                out.push('"');
                for c in cell.chars() {
                    if c == '"' {
                        out.push('"');
                    }
                    out.push(c);
                }
                out.push('"');
            } else {
                out.push_str(cell);
            }
        }
    }
}

fn holds(cell: &str) -> bool {
    cell.bytes().any(|byte| byte != b'|')
}
