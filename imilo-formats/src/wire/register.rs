//! The register of requests of a file, with the folder that it makes if the caller wants one.

use std::io::Read;
use std::path::Path;

use imilo_core::calendar::Date;
use imilo_core::droits::registre::Query;
use imilo_core::error::ErrorCode;
use imilo_core::law::rule_sets;
use imilo_core::wire::{self, Failure, Object};
use serde::Deserialize;

use super::{failure, mapping, name, refused, source, unreadable};
use crate::folder::Folder;
use crate::fse::FileError;
use crate::io_words::io_words;
use crate::registre::{Asked, Holidays, into_folder, register};

/// What is asked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    /// The day on which one asks where the requests stand.
    date: Date,
    /// Days ahead within which a request is due soon.
    soon: Option<u16>,
    /// Choices.
    #[serde(default)]
    options: Object<Options>,
    /// The file, unless the caller gives bytes.
    path: Option<String>,
    /// Name under which the answer shows the file.
    name: Option<String>,
    /// Which column carries what, as the text of a TOML file.
    mapping: Option<String>,
    /// Folder that is to hold the files; without it, nothing is written.
    folder: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
struct Options {
    /// Whose holidays count: a territory, `structure`, or `structure:` and a territory.
    #[serde(rename = "A21_holidays")]
    holidays: Holidays,
}

/// The register of requests of a file: `{"date": "2026-11-24", "path": "registre.csv"}`, or without a path that of the
/// bytes given, CSV or JSON.
///
/// Further keys: `soon` (days ahead), `options` (`A21_holidays`), `mapping`, `name`, `folder` (that is to hold
/// [`FILES`](crate::registre::FILES)). The answer is what `registre.json` holds (`imilo-register/1`).
///
/// # Errors
/// [`Failure`]: the request; `before_first_rule_set`; `file_unreadable`, `file_mapping`, `file_folder`, `file_writing`,
/// `file_source`.
pub fn rights_register(request: &str, bytes: Option<&[u8]>) -> Result<String, Failure> {
    let request: Request = wire::request(request)?;
    rule_sets().at(request.date).map_err(|error| Failure::from(error).at("date"))?;
    let read = source(request.path.as_deref(), bytes)?;
    of(&request, read)
}

fn of(request: &Request, read: impl Read) -> Result<String, Failure> {
    let mapping = mapping(request.mapping.as_deref())?;
    let query = Query { soon: request.soon.unwrap_or(Query::SOON), ..Query::of(request.date) };
    let query = request.options.0.holidays.asked_of(query);
    let asked = Asked {
        query,
        mapping: mapping.as_ref(),
        name: name(request.name.as_deref(), request.path.as_deref()),
    };
    let found = match &request.folder {
        Some(folder) => {
            let folder = Folder::at(Path::new(folder)).map_err(|error| refused(&error))?;
            into_folder(read, &asked, &folder)
        }
        None => register(read, &asked).map_err(FileError::from),
    };
    let found = found.map_err(|error| match error {
        FileError::Unreadable(error) => unreadable(&error),
        FileError::Io(error) => failure(ErrorCode::FileWriting, Some("folder"), io_words(error.kind())),
        // Of participations.
        FileError::UnknownOperation { .. } | FileError::UnknownParticipant => Failure::internal(),
    })?;
    serde_json::to_string(&found).map_err(|_| Failure::internal())
}
