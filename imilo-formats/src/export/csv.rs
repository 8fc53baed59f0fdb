//! CSV with the columns of the whole model.

use std::io::Write;

use imilo_core::dossier::{Dossier, FieldSet};

use super::{ExportError, Loss, NirState, first};
use crate::source::columns::{Column, Group, Held, Kind, Shape, State, groups};
use crate::source::csv::{FIRST, FIRST_CHAMPS, NIR_LEFT_OUT, Role};
use crate::source::{alone, cells, role_fields};
use crate::tabular::LIST_SEPARATOR;

/// Most bytes of a cell, and of a row of several lines: what the reader accepts.
const MOST_BYTES: usize = 64 * 1024;
/// Most lines of a row.
const MOST_LINES: usize = 64;
/// Most bytes of a row.
const LONGEST_ROW: usize = 1 << 20;

/// How a CSV file is written. The delimiter is `;`, the encoding UTF-8, a day `AAAA-MM-JJ`, a list separated by `|`.
#[derive(Clone, Copy, Debug)]
pub struct CsvOptions<'a> {
    /// Names of the columns, in order; none: all of them. See [`columns_of`].
    pub columns: Option<&'a [&'a str]>,
    /// Whether the file begins with the mark by which Excel knows UTF-8.
    pub bom: bool,
    /// Whether the column of the NIR, if it is one of the columns, is written. Otherwise its name says that it was
    /// left out.
    pub nir: NirState,
    /// Whether an empty cell may stand for what it does not tell apart: not carried, `null`, an empty text, blanks
    /// around a text. Lists of retention are never so blurred: unknown would be read as none.
    pub blur: bool,
}

impl Default for CsvOptions<'_> {
    /// All columns, no mark, no NIR, nothing blurred.
    fn default() -> Self {
        Self { columns: None, bom: false, nir: NirState::LeftOut, blur: false }
    }
}

/// The columns of some fields, such as those that a source carries.
///
/// ```
/// use imilo_core::dossier::{Champ, FieldSet};
/// let columns = imilo_formats::export::columns_of(FieldSet::of(&[Champ::Matricule, Champ::Permis]));
/// assert_eq!(columns, ["matricule", "permis_categorie", "permis_obtenu_le"]);
/// ```
#[must_use]
pub fn columns_of(fields: FieldSet) -> Vec<&'static str> {
    role_fields().filter(|(_, champ)| fields.contains(*champ)).map(|(role, _)| role.name).collect()
}

/// Writes dossiers as CSV, one at a time. Cells that a spreadsheet would run as a formula get a `'` in front, which
/// the reader takes off.
pub struct CsvWriter<W> {
    write: W,
    first: Vec<(Role, usize)>,
    groups: Vec<Active>,
    nir: NirState,
    blur: bool,
    written: u64,
    /// The cells of the row under way, in the order of the columns.
    cells: Vec<String>,
    part: String,
    row: String,
}

/// A group of which columns are written: each slice of it with the places of its columns.
struct Active {
    group: &'static Group,
    slices: Vec<Vec<(&'static Column, usize)>>,
}

impl<W: Write> CsvWriter<W> {
    /// Begins a file: writes the names of the columns.
    ///
    /// # Errors
    /// A list of columns that cannot be: [`ExportError::UnknownColumn`], [`ExportError::ColumnTwice`],
    /// [`ExportError::ColumnAlone`]. [`ExportError::Io`].
    pub fn new(mut write: W, options: &CsvOptions<'_>) -> Result<Self, ExportError> {
        let all = columns_of(FieldSet::ALL);
        let names = match options.columns {
            None => all,
            Some(names) => named(names, &all)?,
        };
        let place = |name: &str| names.iter().position(|known| *known == name);
        if let Some((column, needs)) = alone::first_alone(|role| place(role)) {
            return Err(ExportError::ColumnAlone { column, needs });
        }
        let first = FIRST_CHAMPS.iter().zip(FIRST);
        let first = first.filter_map(|((role, _), spec)| Some((*role, place(spec.name)?))).collect();
        let active = |group: &'static Group| {
            let slice = |columns: &&'static [Column]| {
                columns
                    .iter()
                    .filter_map(|column| Some((column, place(column.spec.name)?)))
                    .collect::<Vec<_>>()
            };
            let slices: Vec<_> = group.columns.iter().map(slice).collect();
            slices.iter().any(|slice| !slice.is_empty()).then_some(Active { group, slices })
        };
        let groups = groups().filter_map(active).collect();
        let left_out = options.nir == NirState::LeftOut;
        let shown = |name: &&'static str| if left_out && *name == "nir" { NIR_LEFT_OUT } else { name };
        let header: Vec<_> = names.iter().map(shown).collect();
        if options.bom {
            write.write_all("\u{feff}".as_bytes())?;
        }
        write.write_all((header.join(";") + "\n").as_bytes())?;
        Ok(Self {
            write,
            first,
            groups,
            nir: options.nir,
            blur: options.blur,
            written: 0,
            cells: vec![String::new(); names.len()],
            part: String::new(),
            row: String::new(),
        })
    }

    /// Writes a dossier.
    ///
    /// # Errors
    /// [`ExportError::Cell`]: a cell would not say what the dossier holds; [`ExportError::TooLong`]. The dossier is
    /// then not written, and the next one can be. [`ExportError::Io`].
    pub fn push(&mut self, dossier: &Dossier) -> Result<(), ExportError> {
        self.cells.iter_mut().for_each(String::clear);
        for (role, place) in &self.first {
            let Some(cell) = self.cells.get_mut(*place) else { continue };
            if matches!(role, Role::Nir) && self.nir == NirState::LeftOut {
                continue;
            }
            let column = FIRST.get(*role as usize).map_or("", |spec| spec.name);
            let state = first::write(*role, dossier, cell);
            let lost = |loss| ExportError::Cell { column, loss };
            settle(state, cell, self.blur).and_then(|_| check(cell, None)).map_err(lost)?;
            mark(cell);
        }
        for active in &self.groups {
            active.write(dossier, &mut self.cells, &mut self.part, self.blur)?;
        }
        self.line()?;
        self.write.write_all(self.row.as_bytes())?;
        self.written += 1;
        Ok(())
    }

    /// Puts the cells together.
    fn line(&mut self) -> Result<(), ExportError> {
        self.row.clear();
        for (place, cell) in self.cells.iter().enumerate() {
            if place > 0 {
                self.row.push(';');
            }
            if cell.contains([';', '"', '\n', ',', '\t']) {
                self.row.push('"');
                for (index, part) in cell.split('"').enumerate() {
                    if index > 0 {
                        self.row.push_str("\"\"");
                    }
                    self.row.push_str(part);
                }
                self.row.push('"');
            } else {
                self.row.push_str(cell);
            }
        }
        // A line without anything would be no row.
        if self.row.is_empty() {
            self.row.push_str("\"\"");
        }
        let lines = 1 + self.row.bytes().filter(|byte| *byte == b'\n').count();
        let most = if lines > 1 { MOST_BYTES } else { LONGEST_ROW };
        if lines > MOST_LINES || self.row.len() > most {
            return Err(ExportError::TooLong);
        }
        self.row.push('\n');
        Ok(())
    }

    /// Dossiers written so far.
    #[must_use]
    pub const fn written(&self) -> u64 {
        self.written
    }

    /// Ends the file, and gives the output back.
    ///
    /// # Errors
    /// [`ExportError::Io`].
    pub fn finish(mut self) -> Result<W, ExportError> {
        self.write.flush()?;
        Ok(self.write)
    }
}

impl<W> std::fmt::Debug for CsvWriter<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Not the cells.
        f.debug_struct("CsvWriter").field("written", &self.written).finish_non_exhaustive()
    }
}

/// The columns of a list of names, each known and there once.
fn named(names: &[&str], all: &[&'static str]) -> Result<Vec<&'static str>, ExportError> {
    let mut found: Vec<&'static str> = Vec::with_capacity(names.len());
    for (index, name) in names.iter().enumerate() {
        let known = all.iter().find(|known| *known == name).ok_or(ExportError::UnknownColumn(index + 1))?;
        if found.contains(known) {
            return Err(ExportError::ColumnTwice(known));
        }
        found.push(known);
    }
    Ok(found)
}

impl Active {
    fn write(
        &self,
        dossier: &Dossier,
        cells: &mut [String],
        part: &mut String,
        blur: bool,
    ) -> Result<(), ExportError> {
        let name = self.slices.iter().flatten().next().map_or("", |(column, _)| column.spec.name);
        let lost = |column, loss| ExportError::Cell { column, loss };
        let list = self.group.shape == Shape::List;
        let count = match (self.group.held)(dossier) {
            Held::Elements(count) => count,
            Held::NotCarried if !blur => return Err(lost(name, Loss::NotCarried)),
            Held::Empty if list && !blur => return Err(lost(name, Loss::NullList)),
            Held::NotCarried | Held::Empty => 0,
        };
        let mut something = count == 0 || self.group.shape == Shape::Leaf || (list && count > 1);
        for slice in &self.slices {
            for index in 0..count {
                let (mut hollow, mut given) = (None, false);
                for (column, place) in slice {
                    let Some(cell) = cells.get_mut(*place) else { continue };
                    part.clear();
                    let state = settle((column.write)(dossier, index, part), part, blur);
                    let state = state
                        .and_then(|state| check(part, list.then_some(column.kind)).map(|()| state))
                        .map_err(|loss| lost(column.spec.name, loss))?;
                    if index > 0 {
                        cell.push(LIST_SEPARATOR);
                    }
                    cell.push_str(part);
                    something |= !part.is_empty();
                    given |= state == State::Given;
                    hollow = hollow.or((state == State::Hollow).then_some(column.spec.name));
                }
                if let (Some(column), false, false) = (hollow, given, blur) {
                    return Err(lost(column, Loss::Hollow));
                }
            }
        }
        if !something && !blur {
            return Err(lost(name, Loss::Hollow));
        }
        for (column, place) in self.slices.iter().flatten() {
            if let Some(cell) = cells.get_mut(*place).filter(|_| column.kind != Kind::Integer) {
                mark(cell);
            }
            if cells.get(*place).is_some_and(|cell| cell.len() > MOST_BYTES) {
                return Err(lost(column.spec.name, Loss::TooLong));
            }
        }
        Ok(())
    }
}

/// Marks as a text what a spreadsheet would run as a formula.
fn mark(cell: &mut String) {
    if cells::is_formula(cell) {
        cell.insert(0, '\'');
    }
}

/// What becomes of a field that a cell does not tell apart from an empty one.
fn settle(state: Result<State, Loss>, text: &mut String, blur: bool) -> Result<State, Loss> {
    let state = match state {
        Ok(State::NotCarried) if !blur => return Err(Loss::NotCarried),
        Err(loss) if !(blur && loss.is_blurred()) => return Err(loss),
        Err(_) => State::Given,
        Ok(state) => state,
    };
    let trimmed = cells::trim(text).len();
    if trimmed != text.len() {
        if !blur {
            return Err(Loss::OuterBlanks);
        }
        *text = cells::trim(text).to_owned();
    }
    Ok(state)
}

/// Refuses what a reader would take for something else. `list`: the kind of an element of a list.
fn check(text: &str, list: Option<Kind>) -> Result<(), Loss> {
    if list.is_some() && text.contains(LIST_SEPARATOR) {
        return Err(Loss::Separator);
    }
    let control = |byte: u8| byte < 0x20 && !matches!(byte, b'\t' | b'\n');
    if text.bytes().any(control) {
        return Err(Loss::Control);
    }
    if text.len() > MOST_BYTES { Err(Loss::TooLong) } else { Ok(()) }
}

/// For the list of all columns: the field of each of the first.
const _: [(); FIRST.len()] = [(); FIRST_CHAMPS.len()];
