//! How the text of a cell becomes the value of a field, and back.

use std::fmt::{Display, Write as _};
use std::str::FromStr;

use imilo_core::calendar::Date;
use imilo_core::dossier::{Coded, Field};

use crate::source::cells;

/// A cell, or the part of it for one element, without the blanks around it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Cell<'c> {
    pub(crate) text: &'c str,
    /// The day, if the column holds days.
    pub(crate) day: Option<Date>,
}

impl Cell<'_> {
    /// The cell with its text read more widely.
    pub(super) fn worded(self, words: fn(&str) -> Option<&'static str>) -> Self {
        let Self { text, day } = self;
        Cell { text: words(text).unwrap_or(text), day }
    }
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Any text.
    Text,
    /// A code or a word of a list; anything else is kept as read.
    Code,
    /// A day.
    Date,
    /// A whole number.
    Integer,
    /// Yes or no.
    Boolean,
}

/// What was written of a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum State {
    NotCarried,
    Empty,
    /// Empty, in a value that is there.
    Hollow,
    Given,
}

/// Why a cell would not say what the field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Loss {
    /// The dossier does not carry the field, and an empty cell would say that it is empty.
    NotCarried,
    /// The list is empty of value (`null`), and an empty cell would say that it has no element.
    NullList,
    /// The text is empty, and an empty cell would say that the field is.
    EmptyText,
    /// Blanks at the beginning or at the end of the text would not come back.
    OuterBlanks,
    /// The text of an element holds `|`, which separates elements.
    Separator,
    /// A value is there and nothing stands in it: empty cells would say that it is not there.
    Hollow,
    /// The text is kept as no code, and would be read as one.
    ReadAsCode,
    /// The text is longer than a cell may be, or has more lines.
    TooLong,
    /// The text holds a control character that a reader of text files takes for something else.
    Control,
    /// The NIR was refused when it was read, and its text is not kept.
    RefusedNir,
    /// A list of facts of retention is not known, and an empty cell would say that it has no element.
    UnknownList,
    /// The code is none, and a reader would refuse the row for it.
    RefusedCode,
}

impl Loss {
    /// Code, sentence in French, sentence in English.
    #[must_use]
    pub const fn words(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::NotCarried => (
                "not_carried",
                "le dossier ne porte pas ce champ, et une cellule vide dirait qu'il est vide",
                "the dossier does not carry the field, and an empty cell would say that it is empty",
            ),
            Self::NullList => (
                "null_list",
                "la valeur est nulle, et une cellule vide dirait qu'il n'y a aucun élément",
                "the value is null, and an empty cell would say that there is no element",
            ),
            Self::EmptyText => (
                "empty_text",
                "le texte est vide, et une cellule vide dirait que le champ l'est",
                "the text is empty, and an empty cell would say that the field is",
            ),
            Self::OuterBlanks => (
                "outer_blanks",
                "les blancs au bord du texte seraient perdus",
                "the blanks around the text would be lost",
            ),
            Self::Separator => (
                "separator",
                "le texte d'un élément contient « | », qui sépare les éléments",
                "the text of an element holds “|”, which separates elements",
            ),
            Self::Hollow => (
                "hollow",
                "une valeur est là sans rien dedans, et des cellules vides diraient qu'elle n'y est pas",
                "a value is there with nothing in it, and empty cells would say that it is not there",
            ),
            Self::ReadAsCode => (
                "read_as_code",
                "le texte a été gardé comme n'étant pas un code, et serait lu comme un code",
                "the text was kept as no code, and would be read as one",
            ),
            Self::TooLong => (
                "cell_too_long",
                "le texte est plus long qu'une cellule ne peut l'être",
                "the text is longer than a cell may be",
            ),
            Self::Control => (
                "control_character",
                "le texte contient un caractère de contrôle",
                "the text holds a control character",
            ),
            Self::RefusedNir => (
                "refused_nir",
                "le NIR a été refusé à la lecture, et son texte n'est pas gardé",
                "the NIR was refused when it was read, and its text is not kept",
            ),
            Self::UnknownList => (
                "unknown_list",
                "la liste n'est pas connue, et une cellule vide dirait qu'elle n'a aucun élément",
                "the list is not known, and an empty cell would say that it has no element",
            ),
            Self::RefusedCode => (
                "refused_code",
                "le code n'en est pas un, et la ligne serait refusée à la lecture",
                "the code is none, and the row would be refused when read",
            ),
        }
    }

    /// Whether a caller may let an empty cell stand for it.
    pub(crate) const fn is_blurred(self) -> bool {
        matches!(
            self,
            Self::NotCarried
                | Self::NullList
                | Self::EmptyText
                | Self::OuterBlanks
                | Self::Hollow
                | Self::RefusedNir
        )
    }
}

/// A value of one cell.
pub(crate) trait Leaf: Sized {
    const KIND: Kind;

    /// Reads a cell that is not blank; the error is a code of refusal.
    fn read(field: &mut Field<Self>, cell: Cell<'_>) -> Result<(), &'static str>;

    fn write(&self, out: &mut String) -> Result<(), Loss>;
}

/// The kind of the field that a function gives.
pub(super) const fn kind<O, T: Leaf>(_: fn(&O) -> &Field<T>) -> Kind {
    T::KIND
}

/// Puts a cell into a field.
pub(super) fn read<T: Leaf>(field: &mut Field<T>, cell: Cell<'_>) -> Result<(), &'static str> {
    if cell.text.is_empty() {
        *field = Field::Empty;
        return Ok(());
    }
    T::read(field, cell)
}

/// Puts a cell into a field of a value inside another. Blank cells come last: the value is then there, or is not.
pub(super) fn read_in<O: Default, T: Leaf>(
    of: &mut Field<O>,
    member: impl Fn(&mut O) -> &mut Field<T>,
    cell: Cell<'_>,
) -> Result<(), &'static str> {
    match (of, cell.text.is_empty()) {
        (Field::Given(value), _) => read(member(value), cell),
        (of, true) => {
            *of = Field::Empty;
            Ok(())
        }
        (of, false) => {
            let mut value = O::default();
            read(member(&mut value), cell)?;
            *of = Field::Given(value);
            Ok(())
        }
    }
}

/// Writes a field.
pub(crate) fn write<T: Leaf>(field: &Field<T>, out: &mut String) -> Result<State, Loss> {
    match field {
        Field::NotCarried => Ok(State::NotCarried),
        Field::Empty => Ok(State::Empty),
        Field::Given(value) => value.write(out).map(|()| State::Given),
    }
}

/// Writes a field of a value inside another.
pub(super) fn write_in<O, T: Leaf>(
    of: &Field<O>,
    member: impl Fn(&O) -> &Field<T>,
    out: &mut String,
) -> Result<State, Loss> {
    match of {
        Field::NotCarried => Ok(State::NotCarried),
        Field::Empty => Ok(State::Empty),
        Field::Given(value) => Ok(match write(member(value), out)? {
            State::Empty => State::Hollow,
            state => state,
        }),
    }
}

/// Refuses a text that would be read more widely than it was.
pub(super) fn told(out: &str, words: fn(&str) -> Option<&'static str>) -> Result<(), Loss> {
    match words(out) {
        Some(word) if word != out => Err(Loss::ReadAsCode),
        _ => Ok(()),
    }
}

impl Leaf for String {
    const KIND: Kind = Kind::Text;

    fn read(field: &mut Field<Self>, cell: Cell<'_>) -> Result<(), &'static str> {
        // What was allocated for the row before is used again.
        if let Field::Given(text) = field {
            text.clear();
            text.push_str(cell.text);
        } else {
            *field = Field::Given(cell.text.to_owned());
        }
        Ok(())
    }

    fn write(&self, out: &mut String) -> Result<(), Loss> {
        out.push_str(self);
        if self.is_empty() { Err(Loss::EmptyText) } else { Ok(()) }
    }
}

impl<T: FromStr + Display> Leaf for Coded<T> {
    const KIND: Kind = Kind::Code;

    fn read(field: &mut Field<Self>, cell: Cell<'_>) -> Result<(), &'static str> {
        *field = Field::Given(Self::read(cell.text));
        Ok(())
    }

    fn write(&self, out: &mut String) -> Result<(), Loss> {
        let Self::Invalid(text) = self else { return append(out, self) };
        out.push_str(text);
        match (text.is_empty(), Self::read(text)) {
            (true, _) => Err(Loss::EmptyText),
            (false, Self::Valid(_)) => Err(Loss::ReadAsCode),
            (false, Self::Invalid(_)) => Ok(()),
        }
    }
}

impl Leaf for bool {
    const KIND: Kind = Kind::Boolean;

    fn read(field: &mut Field<Self>, cell: Cell<'_>) -> Result<(), &'static str> {
        *field = Field::Given(cells::boolean(cell.text).ok_or("boolean")?);
        Ok(())
    }

    fn write(&self, out: &mut String) -> Result<(), Loss> {
        out.push_str(if *self { "oui" } else { "non" });
        Ok(())
    }
}

impl Leaf for u16 {
    const KIND: Kind = Kind::Integer;

    fn read(field: &mut Field<Self>, cell: Cell<'_>) -> Result<(), &'static str> {
        integer(field, cell)
    }

    fn write(&self, out: &mut String) -> Result<(), Loss> {
        append(out, self)
    }
}

impl Leaf for i64 {
    const KIND: Kind = Kind::Integer;

    fn read(field: &mut Field<Self>, cell: Cell<'_>) -> Result<(), &'static str> {
        integer(field, cell)
    }

    fn write(&self, out: &mut String) -> Result<(), Loss> {
        append(out, self)
    }
}

impl Leaf for Date {
    const KIND: Kind = Kind::Date;

    fn read(field: &mut Field<Self>, cell: Cell<'_>) -> Result<(), &'static str> {
        *field = Field::from(cell.day);
        Ok(())
    }

    fn write(&self, out: &mut String) -> Result<(), Loss> {
        append(out, self)
    }
}

/// A whole number in digits, with a sign or not.
fn integer<T: FromStr>(field: &mut Field<T>, cell: Cell<'_>) -> Result<(), &'static str> {
    *field = Field::Given(cell.text.parse().map_err(|_| "integer")?);
    Ok(())
}

fn append(out: &mut String, value: &impl Display) -> Result<(), Loss> {
    // Writing to a string does not fail.
    write!(out, "{value}").map_err(|_| Loss::Control)
}
