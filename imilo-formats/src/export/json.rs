//! JSON and JSON Lines of our own schema.

use std::io::Write;

use imilo_core::dossier::{ClearDossier, Dossier, Field, NirRead};

use super::{ExportError, NirState};
use crate::source::elements::LONGEST;
use crate::source::own::Header;

/// Writes dossiers as a document or as JSON Lines, one at a time.
///
/// ```
/// use imilo_core::dossier::Dossier;
/// use imilo_formats::export::{JsonWriter, NirState};
/// let mut document = JsonWriter::document(Vec::new(), NirState::LeftOut)?;
/// document.push(&Dossier::default())?;
/// let text = String::from_utf8(document.finish()?)?;
/// assert!(text.starts_with("{\"imilo\":\"dossiers/1\",\"nir\":\"left_out\",\"dossiers\":[\n{"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct JsonWriter<W> {
    write: W,
    nir: NirState,
    document: bool,
    written: u64,
    refused_nirs: u64,
    text: Vec<u8>,
}

impl<W: Write> JsonWriter<W> {
    /// Begins JSON Lines: the header, then a dossier a line.
    ///
    /// # Errors
    /// [`ExportError::Io`].
    pub fn lines(write: W, nir: NirState) -> Result<Self, ExportError> {
        Self::new(write, nir, false)
    }

    /// Begins a document: the header, and the dossiers in its list.
    ///
    /// # Errors
    /// [`ExportError::Io`].
    pub fn document(write: W, nir: NirState) -> Result<Self, ExportError> {
        Self::new(write, nir, true)
    }

    fn new(mut write: W, nir: NirState, document: bool) -> Result<Self, ExportError> {
        let mut text = json(&Header::new(nir))?;
        if document {
            text.pop();
            text.extend_from_slice(b",\"dossiers\":[");
        }
        write.write_all(&text)?;
        Ok(Self { write, nir, document, written: 0, refused_nirs: 0, text })
    }

    /// Writes a dossier.
    ///
    /// # Errors
    /// [`ExportError::TooLong`]: the dossier is not written, the next one can be. [`ExportError::Io`].
    pub fn push(&mut self, dossier: &Dossier) -> Result<(), ExportError> {
        self.text.clear();
        self.text.extend_from_slice(if self.document && self.written > 0 { b",\n" } else { b"\n" });
        let start = self.text.len();
        let written = match self.nir {
            NirState::LeftOut => serde_json::to_writer(&mut self.text, dossier),
            NirState::Clear => serde_json::to_writer(&mut self.text, &ClearDossier(dossier)),
        };
        written
            .map_err(|error| ExportError::Io(error.io_error_kind().unwrap_or(std::io::ErrorKind::Other)))?;
        if self.text.len() - start >= LONGEST {
            return Err(ExportError::TooLong);
        }
        self.write.write_all(&self.text)?;
        self.written += 1;
        let refused = matches!(dossier.identite.nir, Field::Given(NirRead::Refused(_)));
        self.refused_nirs += u64::from(refused && self.nir == NirState::Clear);
        Ok(())
    }

    /// Dossiers written so far.
    #[must_use]
    pub const fn written(&self) -> u64 {
        self.written
    }

    /// Dossiers written so far whose NIR was refused when it was read: the file says why, and has no text of it.
    #[must_use]
    pub const fn refused_nirs(&self) -> u64 {
        self.refused_nirs
    }

    /// Ends the file, and gives the output back. Without it a document is not whole.
    ///
    /// # Errors
    /// [`ExportError::Io`].
    pub fn finish(mut self) -> Result<W, ExportError> {
        self.write.write_all(if self.document { b"\n]}\n" } else { b"\n" })?;
        self.write.flush()?;
        Ok(self.write)
    }
}

impl<W> std::fmt::Debug for JsonWriter<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        // Not the text: it holds a dossier.
        f.debug_struct("JsonWriter").field("written", &self.written).finish_non_exhaustive()
    }
}

fn json(header: &Header) -> Result<Vec<u8>, ExportError> {
    serde_json::to_vec(header).map_err(|_| ExportError::Io(std::io::ErrorKind::Other))
}
