//! The columns of the whole model: for each leaf the name of its column, and how a cell becomes the field and back.
//!
//! Columns stand in groups: a group is one value of the model, or one list of values, whose leaves stand side by
//! side. A list has its elements in parallel cells, separated by `|`.
//!
//! The columns of retention and of identity that the bilan began with are in [`csv`](super::csv).

mod ajouts;
mod formation;
mod identite;
pub(crate) mod leaf;
mod suivi;

use imilo_core::dossier::{Champ, Dossier, Field};

use crate::tabular::RoleSpec;

pub use leaf::Loss;
pub(crate) use leaf::{Cell, Kind, State};

/// Every group, in the order of the annexe.
pub(crate) fn groups() -> impl Iterator<Item = &'static Group> {
    [identite::GROUPS, formation::GROUPS, suivi::GROUPS, ajouts::GROUPS].into_iter().flatten()
}

/// The columns of one value, or of one list of values.
#[derive(Debug)]
pub(crate) struct Group {
    pub(crate) shape: Shape,
    /// Makes the value ready to receive its cells: so many elements, or none.
    pub(crate) start: fn(&mut Dossier, usize),
    /// How many elements the value has.
    pub(crate) held: fn(&Dossier) -> Held,
    /// The columns; each slice after the first holds a value inside the value.
    pub(crate) columns: &'static [&'static [Column]],
}

impl Group {
    pub(crate) fn columns(&self) -> impl Iterator<Item = &'static Column> {
        self.columns.iter().copied().flatten()
    }
}

/// What the columns of a group make together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// One field: one column.
    Leaf,
    /// One value of several columns.
    Object,
    /// A list: each cell holds one part for each element.
    List,
}

/// What a dossier holds of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Held {
    NotCarried,
    Empty,
    Elements(usize),
}

/// One column.
#[derive(Debug)]
pub(crate) struct Column {
    pub(crate) spec: RoleSpec,
    pub(crate) champ: Champ,
    pub(crate) kind: Kind,
    /// Puts a cell, or a part of it, into an element; the error is a code of refusal.
    pub(crate) read: fn(&mut Dossier, usize, Cell<'_>) -> Result<(), &'static str>,
    /// Writes what an element holds.
    pub(crate) write: fn(&Dossier, usize, &mut String) -> Result<State, Loss>,
}

/// Makes a list ready: so many blank elements. What was allocated is used again.
fn fill<T: Default>(field: &mut Field<Vec<T>>, count: usize) {
    if let Field::Given(list) = field {
        list.clear();
        list.resize_with(count, T::default);
    } else {
        *field = Field::Given(std::iter::repeat_with(T::default).take(count).collect());
    }
}

/// Makes a value ready: blank, or empty if no cell has anything of it.
fn make<T: Default>(field: &mut Field<T>, count: usize) {
    *field = if count == 0 { Field::Empty } else { Field::Given(T::default()) };
}

fn element<T>(field: &mut Field<Vec<T>>, index: usize) -> Option<&mut T> {
    match field {
        Field::Given(list) => list.get_mut(index),
        _ => None,
    }
}

const fn value<T>(field: &mut Field<T>) -> Option<&mut T> {
    match field {
        Field::Given(value) => Some(value),
        _ => None,
    }
}

fn length<T>(field: &Field<Vec<T>>) -> Held {
    match field {
        Field::NotCarried => Held::NotCarried,
        Field::Empty => Held::Empty,
        Field::Given(list) => Held::Elements(list.len()),
    }
}

const fn presence<T>(field: &Field<T>) -> Held {
    match field {
        Field::NotCarried => Held::NotCarried,
        Field::Empty => Held::Empty,
        Field::Given(_) => Held::Elements(1),
    }
}

/// The field at a path, in parentheses.
macro_rules! at {
    ($dossier:ident, ($($path:ident).+)) => {
        $dossier.$($path).+
    };
}

/// Fields, one a column: `Row path = "name" [synonyms];`, and after `as` a function that reads words more widely.
///
/// The macros here stand where functions would not do: a function pointer cannot hold the path of a field.
macro_rules! field {
    ($champ:ident, $path:tt, $name:expr, [$($synonym:literal),*] $(, $words:path)?) => {
        $crate::source::columns::Group {
            shape: $crate::source::columns::Shape::Leaf,
            start: |_, _| {},
            held: |_| $crate::source::columns::Held::Elements(1),
            columns: &[&[$crate::source::columns::Column {
                spec: $crate::tabular::RoleSpec { name: $name, synonyms: &[$($synonym),*] },
                champ: imilo_core::dossier::Champ::$champ,
                kind: $crate::source::columns::leaf::kind(|d: &imilo_core::dossier::Dossier| &$crate::source::columns::at!(d, $path)),
                read: |dossier, _, cell| {
                    $(let cell = cell.worded($words);)?
                    $crate::source::columns::leaf::read(&mut $crate::source::columns::at!(dossier, $path), cell)
                },
                write: |dossier, _, out| {
                    let state = $crate::source::columns::leaf::write(&$crate::source::columns::at!(dossier, $path), out)?;
                    $($crate::source::columns::leaf::told(out, $words)?;)?
                    Ok(state)
                },
            }]],
        }
    };
}

/// A list of texts in one column.
macro_rules! texts {
    ($champ:ident, $path:tt, $name:expr, [$($synonym:literal),*]) => {
        $crate::source::columns::Group {
            shape: $crate::source::columns::Shape::List,
            start: |dossier, count| $crate::source::columns::fill(&mut $crate::source::columns::at!(dossier, $path), count),
            held: |dossier| $crate::source::columns::length(&$crate::source::columns::at!(dossier, $path)),
            columns: &[&[$crate::source::columns::Column {
                spec: $crate::tabular::RoleSpec { name: $name, synonyms: &[$($synonym),*] },
                champ: imilo_core::dossier::Champ::$champ,
                kind: $crate::source::columns::Kind::Text,
                read: |dossier, index, cell| {
                    if let Some(text) = $crate::source::columns::element(&mut $crate::source::columns::at!(dossier, $path), index) {
                        text.push_str(cell.text);
                    }
                    Ok(())
                },
                write: |dossier, index, out| {
                    let list = $crate::source::columns::at!(dossier, $path).given();
                    let text = list.and_then(|list| list.get(index)).map_or("", String::as_str);
                    out.push_str(text);
                    Ok($crate::source::columns::State::Given)
                },
            }]],
        }
    };
}

/// A column of an element: of a list (`element`, its type `Of`), or of a value (`value`).
macro_rules! member {
    ($find:ident, $get:ident, $of:ty, $champ:ident, $path:tt, $member:ident, $name:expr, [$($synonym:literal),*] $(, $words:path)?) => {
        $crate::source::columns::Column {
            spec: $crate::tabular::RoleSpec { name: $name, synonyms: &[$($synonym),*] },
            champ: imilo_core::dossier::Champ::$champ,
            kind: $crate::source::columns::leaf::kind(|of: &$of| &of.$member),
            read: |dossier, index, cell| {
                $(let cell = cell.worded($words);)?
                let _ = index;
                match $crate::source::columns::member!(@$find dossier, index, $path) {
                    Some(of) => $crate::source::columns::leaf::read(&mut of.$member, cell),
                    None => Ok(()),
                }
            },
            write: |dossier, index, out| {
                let _ = index;
                let state = match $crate::source::columns::member!(@$get dossier, index, $path) {
                    Some(of) => $crate::source::columns::leaf::write(&of.$member, out)?,
                    None => $crate::source::columns::State::Empty,
                };
                $($crate::source::columns::leaf::told(out, $words)?;)?
                Ok(state)
            },
        }
    };
    // A leaf of a value inside the element.
    (in $find:ident, $get:ident, $of:ty, $champ:ident, $path:tt, $inner:ident, $inner_of:ty, $member:ident, $name:expr) => {
        $crate::source::columns::Column {
            spec: $crate::tabular::RoleSpec { name: $name, synonyms: &[] },
            champ: imilo_core::dossier::Champ::$champ,
            kind: $crate::source::columns::leaf::kind(|of: &$inner_of| &of.$member),
            read: |dossier, index, cell| {
                let _ = index;
                match $crate::source::columns::member!(@$find dossier, index, $path) {
                    Some(of) => {
                        $crate::source::columns::leaf::read_in(&mut of.$inner, |of| &mut of.$member, cell)
                    }
                    None => Ok(()),
                }
            },
            write: |dossier, index, out| {
                let _ = index;
                match $crate::source::columns::member!(@$get dossier, index, $path) {
                    Some(of) => $crate::source::columns::leaf::write_in(&of.$inner, |of| &of.$member, out),
                    None => Ok($crate::source::columns::State::Empty),
                }
            },
        }
    };
    (@element $dossier:ident, $index:ident, $path:tt) => {
        $crate::source::columns::element(&mut $crate::source::columns::at!($dossier, $path), $index)
    };
    (@value $dossier:ident, $index:ident, $path:tt) => {
        $crate::source::columns::value(&mut $crate::source::columns::at!($dossier, $path))
    };
    (@get_element $dossier:ident, $index:ident, $path:tt) => {
        $crate::source::columns::at!($dossier, $path).given().and_then(|list| list.get($index))
    };
    (@get_value $dossier:ident, $index:ident, $path:tt) => {
        $crate::source::columns::at!($dossier, $path).given()
    };
}

/// The six columns of an address, of an element or inside it.
macro_rules! address {
    ($find:ident, $get:ident, $champ:ident, $path:tt, $prefix:literal) => {
        &[
            member!($find, $get, imilo_core::dossier::Adresse, $champ, $path, numero, concat!($prefix, "_numero"), []),
            member!($find, $get, imilo_core::dossier::Adresse, $champ, $path, libelle_voie, concat!($prefix, "_libelle_voie"), []),
            member!($find, $get, imilo_core::dossier::Adresse, $champ, $path, complement, concat!($prefix, "_complement"), []),
            member!($find, $get, imilo_core::dossier::Adresse, $champ, $path, code_postal, concat!($prefix, "_code_postal"), []),
            member!($find, $get, imilo_core::dossier::Adresse, $champ, $path, commune, concat!($prefix, "_commune"), []),
            member!($find, $get, imilo_core::dossier::Adresse, $champ, $path, pays, concat!($prefix, "_pays"), []),
        ]
    };
    (in $find:ident, $get:ident, $of:ty, $champ:ident, $path:tt, $inner:ident, $prefix:literal) => {
        &[
            member!(in $find, $get, $of, $champ, $path, $inner, imilo_core::dossier::Adresse, numero, concat!($prefix, "_numero")),
            member!(in $find, $get, $of, $champ, $path, $inner, imilo_core::dossier::Adresse, libelle_voie, concat!($prefix, "_libelle_voie")),
            member!(in $find, $get, $of, $champ, $path, $inner, imilo_core::dossier::Adresse, complement, concat!($prefix, "_complement")),
            member!(in $find, $get, $of, $champ, $path, $inner, imilo_core::dossier::Adresse, code_postal, concat!($prefix, "_code_postal")),
            member!(in $find, $get, $of, $champ, $path, $inner, imilo_core::dossier::Adresse, commune, concat!($prefix, "_commune")),
            member!(in $find, $get, $of, $champ, $path, $inner, imilo_core::dossier::Adresse, pays, concat!($prefix, "_pays")),
        ]
    };
}

/// A list of values: its leaves, then the addresses inside it.
macro_rules! list {
    ($path:tt, $of:ident {
        $($member:ident: $champ:ident = $name:literal [$($synonym:literal),*] $(as $words:path)?;)*
        $(+ $inner:ident: $inner_champ:ident = $prefix:literal;)*
    }) => {
        $crate::source::columns::Group {
            shape: $crate::source::columns::Shape::List,
            start: |dossier, count| $crate::source::columns::fill(&mut $crate::source::columns::at!(dossier, $path), count),
            held: |dossier| $crate::source::columns::length(&$crate::source::columns::at!(dossier, $path)),
            columns: &[
                &[$(member!(element, get_element, imilo_core::dossier::$of, $champ, $path, $member, $name, [$($synonym),*] $(, $words)?),)*],
                $(address!(in element, get_element, imilo_core::dossier::$of, $inner_champ, $path, $inner, $prefix),)*
            ],
        }
    };
}

/// One value of several columns.
macro_rules! object {
    ($path:tt, $of:ident {
        $($member:ident: $champ:ident = $name:literal [$($synonym:literal),*];)*
        $(+ $inner:ident: $inner_champ:ident = $prefix:literal;)*
    }) => {
        $crate::source::columns::Group {
            shape: $crate::source::columns::Shape::Object,
            start: |dossier, count| $crate::source::columns::make(&mut $crate::source::columns::at!(dossier, $path), count),
            held: |dossier| $crate::source::columns::presence(&$crate::source::columns::at!(dossier, $path)),
            columns: &[
                &[$(member!(value, get_value, imilo_core::dossier::$of, $champ, $path, $member, $name, [$($synonym),*]),)*],
                $(address!(in value, get_value, imilo_core::dossier::$of, $inner_champ, $path, $inner, $prefix),)*
            ],
        }
    };
}

use {address, at, field, list, member, object, texts};

#[cfg(test)]
#[path = "tests.rs"]
mod tests;
