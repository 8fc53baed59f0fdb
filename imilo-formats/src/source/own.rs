//! Dossiers in JSON of our own: the schema of [`Dossier`], under a header that says what the file is.
//!
//! A document is `{"imilo":"dossiers/1","nir":"left_out","dossiers":[…]}`, its list last; JSON Lines have the same
//! object without the list as their first line.

use std::io::Read;

use imilo_core::dossier::{Carried, Champ, Dossier, Field, FieldSet};
use imilo_core::error::ErrorCode;
use imilo_core::nir::may_hold_a_nir;
use serde::de::IgnoredAny;
use serde::{Deserialize, Serialize};

use super::elements::Elements;
use super::{FileNotice, Format, Refusal, Row, Unreadable};

/// Name and version of the format.
pub(crate) const SCHEMA: &str = "dossiers/1";
/// A longer header is none.
const LONGEST_HEADER: usize = 4096;
/// Characters of a path that are shown.
const LONGEST_PATH: usize = 96;

/// Whether a file holds the NIR.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NirState {
    /// It was left out when the file was written.
    LeftOut,
    /// In the clear.
    Clear,
}

/// The first line of JSON Lines, and the first keys of a document.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Header {
    pub(crate) imilo: String,
    pub(crate) nir: NirState,
    #[serde(default, skip_serializing)]
    dossiers: Option<Vec<IgnoredAny>>,
}

impl Header {
    pub(crate) fn new(nir: NirState) -> Self {
        Self { imilo: SCHEMA.to_owned(), nir, dossiers: None }
    }
}

/// Whether a file begins as ours do.
pub(super) fn is_own(head: &[u8]) -> bool {
    let rest = head.trim_ascii_start().strip_prefix(b"{");
    rest.is_some_and(|rest| rest.trim_ascii_start().starts_with(b"\"imilo\""))
}

#[derive(Debug)]
pub(super) struct OwnDossiers<R> {
    pub(super) elements: Elements<R>,
    nir: NirState,
}

impl<R: Read> OwnDossiers<R> {
    pub(super) fn open(mut elements: Elements<R>) -> Result<Self, Unreadable> {
        let header = elements.header(LONGEST_HEADER).map_err(|error| Unreadable::Io(error.kind()))?;
        let mut header = header.ok_or(Unreadable::Header)?;
        if elements.is_array() {
            header.extend_from_slice(b"]}");
        }
        let header: Header = serde_json::from_slice(&header).map_err(|_| Unreadable::Header)?;
        if header.imilo != SCHEMA || header.dossiers.is_some() != elements.is_array() {
            return Err(Unreadable::Header);
        }
        Ok(Self { elements, nir: header.nir })
    }

    pub(super) const fn format(&self) -> Format {
        if self.elements.is_array() { Format::OwnDocument } else { Format::OwnLines }
    }

    pub(super) fn carried(&self) -> Carried {
        let everything = Carried::everything();
        match self.nir {
            NirState::Clear => everything,
            NirState::LeftOut => {
                Carried { fields: everything.fields.minus(FieldSet::of(&[Champ::Nir])), ..everything }
            }
        }
    }

    pub(super) fn notices(&self) -> Vec<FileNotice> {
        match self.nir {
            NirState::Clear => Vec::new(),
            NirState::LeftOut => vec![FileNotice::nir_left_out()],
        }
    }

    /// The NIR in the text of the dossier that was read last.
    pub(super) fn nir_as_written(&self) -> Option<String> {
        let dossier: serde_json::Value = serde_json::from_slice(self.elements.last()).ok()?;
        dossier.pointer("/identite/nir")?.as_str().map(str::to_owned)
    }

    pub(super) fn next(&mut self) -> Option<Result<Row, Refusal>> {
        let left_out = self.nir == NirState::LeftOut;
        Some(match self.elements.next()? {
            Ok((element, record, line)) => match dossier(element, left_out) {
                Ok(dossier) => Ok(Row { record, line: Some(line), dossier }),
                Err((code, why)) => {
                    let refusal = Refusal::own(record, Some(line), code);
                    Err(why.map_or(refusal.clone(), |why| why.told(refusal)))
                }
            },
            Err(refused) => Err(refused),
        })
    }
}

/// Where a dossier is not as it must be, and why as far as the catalogue of errors has it.
struct Why {
    path: Option<String>,
    code: Option<ErrorCode>,
}

impl Why {
    fn told(self, refusal: Refusal) -> Refusal {
        let mut refusal = match self.path {
            Some(path) => refusal.in_column(None, &path),
            None => refusal,
        };
        if let Some(row) = self.code.map(ErrorCode::row) {
            (refusal.fr, refusal.en) = (row.fr.into(), row.en.into());
        }
        refusal
    }
}

/// Reads one dossier, or says what is wrong and where.
fn dossier(element: &[u8], left_out: bool) -> Result<Dossier, (&'static str, Option<Why>)> {
    match serde_json::from_slice::<Dossier>(element) {
        Ok(dossier) if left_out && matches!(dossier.identite.nir, Field::Given(_)) => {
            Err(("nir_left_out", Some(Why { path: Some("identite.nir".to_owned()), code: None })))
        }
        Ok(dossier) => Ok(dossier),
        Err(error) if error.is_data() => Err(("dossier_shape", why(element))),
        Err(_) => Err(("json_syntax", None)),
    }
}

/// Where and why a dossier is not as it must be. Read anew: good dossiers do not pay for it.
fn why(element: &[u8]) -> Option<Why> {
    let mut json = serde_json::Deserializer::from_slice(element);
    let error = serde_path_to_error::deserialize::<_, Dossier>(&mut json).err()?;
    let path = error.path().to_string();
    // A key that is not known may be anything.
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '[' | ']' | '?');
    let shown = path.len() <= LONGEST_PATH && path.chars().all(plain) && !may_hold_a_nir(&path);
    // The message of the parser may quote the value; a sentence of the catalogue has none.
    let message = error.inner().to_string();
    let code = if message.starts_with("unknown field") {
        Some(ErrorCode::UnknownField)
    } else {
        ErrorCode::ALL.iter().find(|row| message.starts_with(row.en)).map(|row| row.code)
    };
    Some(Why { path: shown.then_some(path), code })
}

#[cfg(test)]
#[path = "own_tests.rs"]
mod tests;
