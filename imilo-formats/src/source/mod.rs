//! Dossiers from a file: CSV, the JSON of the I-MILO interface, or JSON of our own.
//!
//! The format is found by the first characters. Rows come one at a time, good or refused; a refused row says
//! its line, its column and why, never what stood there.
//!
//! ```
//! use imilo_formats::source::{DossierReader, Options};
//!
//! let file = "matricule;date_naissance;fse\n1;31/12/2001;non\n2;30/02/2001;non\n";
//! let mut reader = DossierReader::open(file.as_bytes(), &Options::default())?;
//! let first = reader.next().unwrap()?;
//! assert_eq!(first.dossier.identite.date_naissance.given().map(ToString::to_string).as_deref(), Some("2001-12-31"));
//! assert_eq!(reader.next().unwrap().unwrap_err().code, "date_invalid");
//! assert!(reader.next().is_none());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

pub(crate) mod alone;
mod cej;
pub(crate) mod cells;
pub(crate) mod columns;
pub(crate) mod csv;
pub(crate) mod elements;
mod fill;
pub(crate) mod hand;
mod interface;
mod keys;
pub(crate) mod own;
mod refusal;
mod unknown;
mod unread;
mod words;

use std::io::{ErrorKind, Read};

use imilo_core::dossier::{Carried, Dossier};

use crate::io_words::io_words;
use crate::tabular::{Mapping, Notice, TabularError};

pub use csv::{role_fields, role_names, roles};
pub use own::NirState;
pub use refusal::{OtherKind, Refusal, Unreadable};
pub(crate) use refusal::{other_kind, words_of};
use words::UnknownWords;

/// What the caller says about the file.
#[derive(Debug, Default)]
pub struct Options<'a> {
    /// Which column carries which role, where the header does not say it.
    pub mapping: Option<&'a Mapping>,
}

/// A dossier and where it stood.
#[derive(Debug, Default)]
pub struct Row {
    /// Number of the record, from 1; refused ones count.
    pub record: u64,
    /// Line of the file, from 1, where the format has lines.
    pub line: Option<u64>,
    /// The dossier.
    pub dossier: Dossier,
}

/// What kind of file was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// CSV.
    Csv,
    /// An array of dossiers of the interface.
    InterfaceArray,
    /// One dossier of the interface a line.
    InterfaceLines,
    /// A document of our own schema.
    OwnDocument,
    /// JSON Lines of our own schema.
    OwnLines,
}

impl Format {
    /// Name for people.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Csv => "CSV",
            Self::InterfaceArray => "JSON (interface I-MILO)",
            Self::InterfaceLines => "JSON Lines (interface I-MILO)",
            Self::OwnDocument => "JSON (imilo)",
            Self::OwnLines => "JSON Lines (imilo)",
        }
    }
}

/// Reads dossiers one at a time.
#[derive(Debug)]
pub struct DossierReader<R: Read> {
    inner: Inner<R>,
    words: UnknownWords,
    /// The row that is lent; what it allocated is used again.
    row: Row,
}

#[derive(Debug)]
enum Inner<R: Read> {
    Csv(Box<csv::CsvDossiers<Ahead<R>>>),
    Interface(interface::InterfaceDossiers<Ahead<R>>),
    Own(own::OwnDossiers<Ahead<R>>),
}

/// The input with its first bytes put back in front.
type Ahead<R> = std::io::Chain<std::io::Cursor<Vec<u8>>, R>;

/// Bytes looked at to tell the format.
const HEAD: usize = 4096;

impl<R: Read> DossierReader<R> {
    /// Opens a file, and finds its format.
    ///
    /// # Errors
    /// [`Unreadable`]: empty, binary, not text, another kind of file, no column that is known, a mapping that does
    /// not fit.
    pub fn open(mut read: R, options: &Options<'_>) -> Result<Self, Unreadable> {
        let mut head = Vec::with_capacity(HEAD);
        read.by_ref()
            .take(HEAD as u64)
            .read_to_end(&mut head)
            .map_err(|error| Unreadable::Io(error.kind()))?;
        if let Some(kind) = refusal::other_kind(&head) {
            return Err(Unreadable::OtherKind(kind));
        }
        let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
        let own = own::is_own(text);
        let first = text.iter().find(|byte| !byte.is_ascii_whitespace()).copied();
        let ahead = std::io::Cursor::new(head).chain(read);
        let inner = match first {
            Some(b'[' | b'{') => {
                if options.mapping.is_some() {
                    return Err(Unreadable::MappingForJson);
                }
                let elements = elements::Elements::open(ahead, first == Some(b'['))?;
                if own {
                    Inner::Own(own::OwnDossiers::open(elements)?)
                } else {
                    Inner::Interface(interface::InterfaceDossiers::new(elements))
                }
            }
            _ => Inner::Csv(Box::new(csv::CsvDossiers::open(ahead, options.mapping)?)),
        };
        Ok(Self { inner, words: UnknownWords::default(), row: Row::default() })
    }

    /// The next row, lent until the one after it, or why it is refused; none at the end of the file.
    ///
    /// The same rows as the iterator gives, without allocating a dossier for each: for a whole file this is the
    /// fast way.
    ///
    /// ```
    /// use imilo_formats::source::{DossierReader, Options};
    /// let file = "matricule;prenoms\n1;Ana\n2;Léo\n";
    /// let mut reader = DossierReader::open(file.as_bytes(), &Options::default())?;
    /// let mut names = String::new();
    /// while let Some(row) = reader.next_row() {
    ///     names.extend(row?.dossier.identite.prenoms.given().map(String::as_str));
    /// }
    /// assert_eq!(names, "AnaLéo");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn next_row(&mut self) -> Option<Result<&Row, Refusal>> {
        let read = match &mut self.inner {
            Inner::Csv(csv) => csv.next_into(&mut self.row),
            Inner::Interface(interface) => interface.next().map(|read| read.map(|row| self.row = row)),
            Inner::Own(own) => own.next().map(|read| read.map(|row| self.row = row)),
        };
        if let Some(Ok(())) = &read {
            self.words.see(&self.row.dossier);
        }
        read.map(|read| read.map(|()| &self.row))
    }

    /// The NIR of the row that was lent, as the file has it: a dossier keeps no number that was refused. For whom it names, and
    /// nobody else.
    pub(crate) fn nir_as_written(&self) -> Option<String> {
        match &self.inner {
            Inner::Csv(csv) => csv.nir_as_written(),
            Inner::Interface(_) => None,
            Inner::Own(own) => own.nir_as_written(),
        }
    }

    /// What kind of file it is.
    #[must_use]
    pub const fn format(&self) -> Format {
        match &self.inner {
            Inner::Csv(_) => Format::Csv,
            Inner::Interface(interface) => interface.format(),
            Inner::Own(own) => own.format(),
        }
    }

    /// Which facts the file carries at all; what it does not carry is not assessable.
    #[must_use]
    pub fn carried(&self) -> Carried {
        match &self.inner {
            Inner::Csv(csv) => csv.carried(),
            Inner::Interface(interface) => interface.carried(),
            Inner::Own(own) => own.carried(),
        }
    }

    /// Bytes read so far, for a progress display.
    #[must_use]
    pub fn bytes_read(&self) -> u64 {
        match &self.inner {
            Inner::Csv(csv) => csv.bytes_read(),
            Inner::Interface(interface) => interface.elements.bytes_read(),
            Inner::Own(own) => own.elements.bytes_read(),
        }
    }

    /// How reading failed, if it did: the rows are then not all of the file. Known when the last row was given.
    #[must_use]
    pub const fn read_error(&self) -> Option<ErrorKind> {
        match &self.inner {
            Inner::Csv(csv) => csv.read_error(),
            Inner::Interface(interface) => interface.elements.read_error(),
            Inner::Own(own) => own.elements.read_error(),
        }
    }

    /// What is to be said once of the whole file. Complete when the last row has been read.
    #[must_use]
    pub fn notices(&self) -> Vec<FileNotice> {
        let mut notices = match &self.inner {
            Inner::Csv(csv) => csv.notices(),
            Inner::Interface(interface) => interface.notices(),
            Inner::Own(own) => own.notices(),
        };
        notices.extend(self.words.notices());
        notices
    }
}

impl<R: Read> Iterator for DossierReader<R> {
    type Item = Result<Row, Refusal>;

    fn next(&mut self) -> Option<Self::Item> {
        let read = match &mut self.inner {
            Inner::Csv(csv) => {
                let mut row = Row::default();
                csv.next_into(&mut row).map(|read| read.map(|()| row))
            }
            Inner::Interface(interface) => interface.next(),
            Inner::Own(own) => own.next(),
        };
        if let Some(Ok(row)) = &read {
            self.words.see(&row.dossier);
        }
        read
    }
}

/// A remark on the whole file, in both languages. Of the cells it holds names of programmes only, never a NIR.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct FileNotice {
    /// Stable code.
    pub code: &'static str,
    /// In French.
    pub fr: String,
    /// In English.
    pub en: String,
}

impl FileNotice {
    /// The file says that the NIR was left out of it.
    pub(super) fn nir_left_out() -> Self {
        Self {
            code: "nir_left_out",
            fr: "le fichier dit que le NIR n'y a pas été écrit : ce qui en dépend n'est pas évaluable"
                .to_owned(),
            en: "the file says that the NIR was left out of it: what rests on it is not assessable"
                .to_owned(),
        }
    }

    /// Reading failed after so many rows.
    pub(crate) fn incomplete(kind: ErrorKind, rows: u64) -> Self {
        let (fr, en) = io_words(kind);
        Self {
            code: "incomplete",
            fr: format!(
                "bilan incomplet : la lecture du fichier a échoué ({fr}) après {rows} lignes, la suite n'a pas été lue"
            ),
            en: format!(
                "incomplete: reading the file failed ({en}) after {rows} rows, what follows was not read"
            ),
        }
    }
}

impl From<&Notice> for FileNotice {
    fn from(notice: &Notice) -> Self {
        Self { code: notice.code(), fr: notice.message_fr(), en: notice.message_en() }
    }
}

impl From<TabularError> for Unreadable {
    fn from(error: TabularError) -> Self {
        Self::Tabular(error)
    }
}
