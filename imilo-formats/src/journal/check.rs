//! Verifying an export that lies in a file.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use imilo_core::error::{CodedError, ErrorCode};
use imilo_core::journal::{ExportCheck, ExportVerification, Tables, Verifier};

/// Longest line that an export has: sets of data of 65535 bytes, in base64 and in words.
const LONGEST: u64 = 1 << 20;

/// An export cannot be read.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub struct ExportFileError(#[from] io::Error);

impl CodedError for ExportFileError {
    fn code(&self) -> ErrorCode {
        ErrorCode::FileUnreadable
    }
}

/// Verifies an exported journal from its file alone: each flaw with its line.
///
/// Without a verifier nothing says who made its checkpoints: compare the last one with a copy that somebody else keeps.
///
/// ```no_run
/// use imilo_core::journal::Tables;
/// let found = imilo_formats::journal::verify_file("export.jsonl".as_ref(), &[], &Tables::built_in())?;
/// for flaw in &found.flaws {
///     println!("{flaw}");
/// }
/// # Ok::<(), imilo_formats::journal::ExportFileError>(())
/// ```
///
/// # Errors
/// When the file cannot be read.
pub fn verify_file(
    path: &Path,
    verifiers: &[&dyn Verifier],
    tables: &Tables,
) -> Result<ExportVerification, ExportFileError> {
    let reader = BufReader::with_capacity(1 << 16, File::open(path)?);
    Ok(verify_lines(reader, ExportCheck::of_export(verifiers, tables), |_| ())?)
}

/// The same of anything that reads; each line is shown too.
pub(crate) fn verify_lines(
    mut reader: impl BufRead,
    mut check: ExportCheck<'_>,
    mut show: impl FnMut(&[u8]),
) -> io::Result<ExportVerification> {
    let mut line = Vec::new();
    loop {
        line.clear();
        // What is longer is no line of an export: it is told as such, in pieces, and not held whole.
        if reader.by_ref().take(LONGEST).read_until(b'\n', &mut line)? == 0 {
            return Ok(check.finish());
        }
        check.line(&line);
        show(&line);
    }
}
