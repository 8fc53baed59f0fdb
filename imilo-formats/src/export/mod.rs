//! Writing dossiers: JSON and JSON Lines of our own schema, and CSV; to a `Write` of the caller.
//!
//! What is written is read again by [`source`](crate::source) as the same dossiers. JSON carries the whole model. A
//! cell of CSV cannot tell everything: what it cannot is refused ([`Loss`]), dossier by dossier, and never lost in
//! silence. A dossier that is refused writes nothing; the caller may go on with the next one.
//!
//! The NIR is written in the clear only if the caller says [`NirState::Clear`]; otherwise the file says that it was
//! left out.
//!
//! ```
//! use imilo_formats::export::{CsvOptions, CsvWriter, JsonWriter, NirState};
//! use imilo_formats::source::{DossierReader, Options};
//!
//! let file = "matricule;nir;telephones\n7;255081416802538;'+33612345678|0102030405\n";
//! let mut reader = DossierReader::open(file.as_bytes(), &Options::default())?;
//! let mut lines = JsonWriter::lines(Vec::new(), NirState::LeftOut)?;
//! let columns = ["matricule", "telephones"];
//! let mut csv = CsvWriter::new(Vec::new(), &CsvOptions { columns: Some(&columns), ..CsvOptions::default() })?;
//! while let Some(row) = reader.next_row() {
//!     let dossier = &row?.dossier;
//!     lines.push(dossier)?;
//!     csv.push(dossier)?;
//! }
//! let lines = String::from_utf8(lines.finish()?)?;
//! assert!(lines.starts_with(r#"{"imilo":"dossiers/1","nir":"left_out"}"#) && !lines.contains("255081"));
//! assert_eq!(csv.finish()?, b"matricule;telephones\n7;'+33612345678|0102030405\n");
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod csv;
mod first;
mod json;

use std::io::ErrorKind;

use crate::io_words::io_words;

pub use crate::source::NirState;
pub use crate::source::columns::Loss;
pub use csv::{CsvOptions, CsvWriter, columns_of};
pub use json::JsonWriter;

/// Why a file, or one dossier, cannot be written. It holds no value.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum ExportError {
    /// The output failed; the file is not whole.
    #[error("the file could not be written: {}", io_words(*.0).1)]
    Io(ErrorKind),
    /// A cell would not say what the dossier holds: the dossier is not written.
    #[error("column {column}: {}", .loss.words().2)]
    Cell {
        /// Name of the column.
        column: &'static str,
        /// What would be lost.
        loss: Loss,
    },
    /// The dossier is longer than what a reader accepts: it is not written.
    #[error("the dossier is longer than a reader accepts")]
    TooLong,
    /// A column of the list that the caller gave has no such name.
    #[error("the name at position {0} of the list of columns is not known")]
    UnknownColumn(usize),
    /// A column stands twice in the list that the caller gave.
    #[error("column {0} stands twice in the list of columns")]
    ColumnTwice(&'static str),
    /// A column is not read without another, which the list that the caller gave does not have.
    #[error("column {column} says nothing without column {needs}")]
    ColumnAlone {
        /// The column.
        column: &'static str,
        /// What it needs.
        needs: &'static str,
    },
}

impl ExportError {
    /// Stable code.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Io(_) => "io",
            Self::Cell { loss, .. } => loss.words().0,
            Self::TooLong => "too_long",
            Self::UnknownColumn(_) => "unknown_column",
            Self::ColumnTwice(_) => "column_twice",
            Self::ColumnAlone { .. } => "column_alone",
        }
    }

    /// Sentence in French.
    #[must_use]
    pub fn message_fr(&self) -> String {
        match self {
            Self::Io(kind) => format!("le fichier n'a pas pu être écrit : {}", io_words(*kind).0),
            Self::Cell { column, loss } => format!("colonne {column} : {}", loss.words().1),
            Self::TooLong => "le dossier est plus long que ce qu'un lecteur accepte".to_owned(),
            Self::UnknownColumn(position) => {
                format!("le nom en position {position} de la liste des colonnes n'est pas connu")
            }
            Self::ColumnTwice(column) => format!("la colonne {column} figure deux fois dans la liste"),
            Self::ColumnAlone { column, needs } => {
                format!("la colonne {column} ne dit rien sans la colonne {needs}")
            }
        }
    }

    /// Sentence in English.
    #[must_use]
    pub fn message_en(&self) -> String {
        self.to_string()
    }
}

impl From<std::io::Error> for ExportError {
    fn from(error: std::io::Error) -> Self {
        Self::Io(error.kind())
    }
}

#[cfg(test)]
mod tests;
