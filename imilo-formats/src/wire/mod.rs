//! The facade of files: the bilan of a file, the dossiers of a file and the report of a file of participations, as plain requests and plain answers in JSON.
//!
//! It stands beside [`imilo_core::wire`] and keeps its rules: a request refuses unknown keys, an error names the field
//! and never a value, the answer is the same in every language. Each takes a path, or bytes that the caller holds.
//!
//! ```
//! use imilo_formats::wire;
//! let file = "matricule;date_naissance\n7;1997-05-03\n";
//! let answer = wire::bilan(r#"{"date": "2026-11-24", "name": "essai.csv"}"#, Some(file.as_bytes()))?;
//! assert!(answer.starts_with(r#"{"source":"essai.csv","format":"CSV","complete":true"#));
//!
//! let mut import = wire::Import::open("{}", Some(file.as_bytes()))?;
//! assert!(import.next(100)?.starts_with(r#"{"rows":[{"record":1,"line":2,"dossier":{"#));
//! # Ok::<(), imilo_core::wire::Failure>(())
//! ```

mod access;
mod bilan;
mod fse;
mod import;
mod register;

use std::fs::File;
use std::io::Read;

use imilo_core::error::ErrorCode;
use imilo_core::wire::Failure;

use crate::folder::FolderError;
use crate::io_words::io_words;
use crate::source::Unreadable;
use crate::tabular::Mapping;

pub use access::access_dossier;
pub use bilan::{bilan, bilan_of};
pub use fse::{fse_file, fse_file_of, fse_report};
pub use import::Import;
pub use register::rights_register;

/// A failure with a sentence of its own, which holds no value.
fn failure(code: ErrorCode, field: Option<&str>, (fr, en): (&str, &str)) -> Failure {
    let general = Failure::of(code);
    Failure {
        message_fr: format!("{} : {fr}", general.message_fr),
        message_en: format!("{}: {en}", general.message_en),
        field: field.map(str::to_owned),
        ..general
    }
}

fn unreadable(error: &Unreadable) -> Failure {
    let words = (error.message_fr(), error.message_en());
    let words = (words.0.as_str(), words.1.as_str());
    // A mapping that does not fit the file is the caller's to mend, not the file's.
    if error.code().starts_with("mapping") {
        failure(ErrorCode::FileMapping, Some("mapping"), words)
    } else {
        failure(ErrorCode::FileUnreadable, None, words)
    }
}

fn refused(error: &FolderError) -> Failure {
    let words = match error {
        FolderError::NotOurs => {
            ("il contient des fichiers qu'imilo n'a pas faits", "it holds files that imilo did not make")
        }
        FolderError::Io(error) => io_words(error.kind()),
    };
    failure(ErrorCode::FileFolder, Some("folder"), words)
}

/// The mapping that a request gives as the text of a TOML file.
fn mapping(text: Option<&str>) -> Result<Option<Mapping>, Failure> {
    let read = |text| {
        Mapping::parse(text).map_err(|error| {
            let words = (error.message_fr(), error.message_en());
            failure(ErrorCode::FileMapping, Some("mapping"), (&words.0, &words.1))
        })
    };
    text.map(read).transpose()
}

/// Where the bytes come from: a path of the request, or the caller; one of the two.
fn source<'b>(
    path: Option<&str>,
    bytes: Option<impl Read + Send + 'b>,
) -> Result<Box<dyn Read + Send + 'b>, Failure> {
    match (path, bytes) {
        (None, Some(bytes)) => Ok(Box::new(bytes)),
        (Some(path), None) => {
            let told = |error: std::io::Error| {
                failure(ErrorCode::FileUnreadable, Some("path"), io_words(error.kind()))
            };
            let file = File::open(path).map_err(told)?;
            if file.metadata().map_err(told)?.is_dir() {
                return Err(told(std::io::ErrorKind::IsADirectory.into()));
            }
            Ok(Box::new(file))
        }
        _ => Err(Failure::of(ErrorCode::FileSource).at("path")),
    }
}

/// The name under which an answer shows the file: that of the request, else the last part of the path.
fn name<'r>(name: Option<&'r str>, path: Option<&'r str>) -> &'r str {
    let last = || path.and_then(|path| path.rsplit(['/', '\\']).next());
    name.or_else(last).unwrap_or_default()
}

#[cfg(test)]
mod tests;
