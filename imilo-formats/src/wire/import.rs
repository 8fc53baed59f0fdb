//! The dossiers of a file, some at a time.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use imilo_core::dossier::{ClearDossier, Dossier};
use imilo_core::error::ErrorCode;
use imilo_core::wire::{self, Failure};
use serde::{Deserialize, Serialize, Serializer};
use zeroize::Zeroizing;

use super::{mapping, source, unreadable};
use crate::source::{DossierReader, FileNotice, NirState, Options, Refusal, Row};

/// What is asked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    /// The file, unless the caller gives bytes.
    path: Option<String>,
    /// Which column carries what, as the text of a TOML file.
    mapping: Option<String>,
    /// Whether the dossiers are to hold their NIR in the clear.
    nir: Option<NirState>,
}

/// The dossiers of a file on their way to a caller.
///
/// The request of [`open`](Self::open) may have `path` (else the bytes given are read), `mapping` (text of a TOML
/// mapping), `nir`: `"left_out"`, which holds without it, or `"clear"`.
pub struct Import {
    reader: DossierReader<Box<dyn Read + Send>>,
    nir: NirState,
    ended: bool,
}

impl Import {
    /// Opens a file and finds its format.
    ///
    /// The bytes are copied, and the copy is erased when the import is dropped.
    ///
    /// # Errors
    /// [`Failure`]: the request; `file_unreadable`, `file_mapping`, `file_source`.
    pub fn open(request: &str, bytes: Option<&[u8]>) -> Result<Self, Failure> {
        let request: Request = wire::request(request)?;
        let copy = bytes.map(|bytes| Cursor::new(Zeroizing::new(bytes.to_vec())));
        let read = source(request.path.as_deref(), copy)?;
        Self::by(&request, read)
    }

    /// The same of anything that reads: the request then has no path.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub fn of(request: &str, read: Box<dyn Read + Send>) -> Result<Self, Failure> {
        let request: Request = wire::request(request)?;
        if request.path.is_some() {
            return Err(Failure::of(ErrorCode::FileSource).at("path"));
        }
        Self::by(&request, read)
    }

    fn by(request: &Request, read: Box<dyn Read + Send>) -> Result<Self, Failure> {
        let mapping = mapping(request.mapping.as_deref())?;
        let reader = DossierReader::open(read, &Options { mapping: mapping.as_ref() });
        let reader = reader.map_err(|error| unreadable(&error))?;
        Ok(Self { reader, nir: request.nir.unwrap_or(NirState::LeftOut), ended: false })
    }

    /// Whether the last row was given.
    #[must_use]
    pub const fn ended(&self) -> bool {
        self.ended
    }

    /// The next rows, at most so many: `{"rows": [...], "end": false}`.
    ///
    /// A row has its `record` and `line`, then its `dossier` (`schemas/dossier.schema.json`: a key that is absent was
    /// not carried by the file, `null` is empty), or why it is refused: `column`, `field`, `code`, `message_fr`,
    /// `message_en`. The last answer has `"end": true`, and `file`: its `format`, whether it was read to its end
    /// (`complete`), whether dossiers hold their NIR (`nir`), and `notices` on the whole of it.
    ///
    /// # Errors
    /// `internal` only.
    pub fn next(&mut self, most: usize) -> Result<String, Failure> {
        let mut text = br#"{"rows":["#.to_vec();
        let mut rows = 0;
        while rows < most && !self.ended {
            let Some(read) = self.reader.next_row() else {
                self.ended = true;
                break;
            };
            if rows > 0 {
                text.push(b',');
            }
            rows += 1;
            write(&mut text, &RowAnswer::of(read, self.nir))?;
        }
        text.extend_from_slice(if self.ended { br#"],"end":true,"file":"# } else { br#"],"end":false}"# });
        if self.ended {
            let file = FileAnswer {
                format: self.reader.format().name(),
                complete: self.reader.read_error().is_none(),
                nir: self.nir,
                notices: self.reader.notices(),
            };
            write(&mut text, &file)?;
            text.push(b'}');
        }
        String::from_utf8(text).map_err(|_| Failure::internal())
    }
}

/// Not the reader: it holds rows.
impl std::fmt::Debug for Import {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Import").field("nir", &self.nir).field("ended", &self.ended).finish_non_exhaustive()
    }
}

fn write(text: &mut Vec<u8>, value: &impl Serialize) -> Result<(), Failure> {
    serde_json::to_writer(text, value).map_err(|_| Failure::internal())
}

/// What is said once of the whole file.
#[derive(Serialize)]
struct FileAnswer {
    format: &'static str,
    complete: bool,
    nir: NirState,
    notices: Vec<FileNotice>,
}

/// A row, good or refused.
#[derive(Serialize)]
#[serde(untagged)]
enum RowAnswer<'r> {
    Good {
        record: u64,
        line: Option<u64>,
        dossier: Written<'r>,
    },
    Refused {
        record: u64,
        line: Option<u64>,
        column: Option<usize>,
        field: Option<String>,
        code: &'static str,
        message_fr: Cow<'static, str>,
        message_en: Cow<'static, str>,
    },
}

impl<'r> RowAnswer<'r> {
    fn of(read: Result<&'r Row, Refusal>, nir: NirState) -> Self {
        match read {
            Ok(Row { record, line, dossier }) => {
                Self::Good { record: *record, line: *line, dossier: Written { dossier, nir } }
            }
            Err(Refusal { record, line, column, field, code, fr, en }) => {
                let field = field.map(Into::into);
                Self::Refused { record, line, column, field, code, message_fr: fr, message_en: en }
            }
        }
    }
}

/// A dossier, with its NIR in the clear or without it.
struct Written<'r> {
    dossier: &'r Dossier,
    nir: NirState,
}

impl Serialize for Written<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.nir {
            NirState::LeftOut => self.dossier.serialize(serializer),
            NirState::Clear => ClearDossier(self.dossier).serialize(serializer),
        }
    }
}
