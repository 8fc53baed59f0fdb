//! The bilan of a file, with the folder that it makes if the caller wants one.

use std::io::{self, Read};
use std::num::NonZero;
use std::path::Path;

use imilo_core::calendar::Date;
use imilo_core::conservation::{Readings, Retention, Tables};
use imilo_core::dossier::{DataRules, DataTables};
use imilo_core::droits::registre::Query;
use imilo_core::error::ErrorCode;
use imilo_core::wire::{self, Failure, Object};
use serde::Deserialize;

use super::{failure, mapping, name, refused, source, unreadable};
use crate::folder::Folder;
use crate::io_words::io_words;
use crate::registre::{self, Holidays, Register};
use crate::report::{self, Beside, FileBilan, RegisterSection, RowFiles, Rules, Run, all_processors};
use crate::source::{DossierReader, Options};

/// What is asked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    /// The day by whose law the dossiers are judged.
    date: Date,
    /// The file, unless the caller gives bytes.
    path: Option<String>,
    /// Name under which the bilan shows the file.
    name: Option<String>,
    /// Which column carries what, as the text of a TOML file (`docs/guide/bilan.md`).
    mapping: Option<String>,
    /// Folder that is to hold the page, the data and the rows; without it, nothing is written.
    folder: Option<String>,
    /// Register of the requests of persons, by its path.
    register: Option<String>,
    /// Which of its columns carries what, as the text of a TOML file.
    register_mapping: Option<String>,
    /// Whose holidays count for it: a territory, `structure`, or `structure:` and a territory.
    register_holidays: Option<Holidays>,
    /// Threads; without it, as many as there are processors.
    threads: Option<NonZero<usize>>,
    /// Readings of retention (`A3`).
    #[serde(default)]
    options: Object<Readings>,
}

/// The bilan of a file: `{"date": "2026-11-24", "path": "dossiers.csv"}`, or without a path that of the bytes given.
///
/// Further keys: `name` (shown for the file), `mapping` (text of a TOML mapping), `folder` (that is to hold
/// [`FILES`](report::FILES); without it the findings row by row are not kept), `register` (path of the register of requests
/// of persons), `register_mapping`, `register_holidays`, `threads`, `options` (readings of retention). The answer is what `bilan.json` holds (`imilo-bilan/2`). A refused row is counted in it, and a file
/// that stops being readable in its middle has `"complete": false`.
///
/// # Errors
/// [`Failure`]: the request; `before_first_rule_set`; `file_unreadable`, `file_mapping`, `file_folder`, `file_writing`,
/// `file_source`.
pub fn bilan(request: &str, bytes: Option<&[u8]>) -> Result<String, Failure> {
    let request: Request = wire::request(request)?;
    let read = source(request.path.as_deref(), bytes)?;
    of(&request, read)
}

/// The same of anything that reads: the request then has no path.
///
/// # Errors
/// As [`bilan`].
pub fn bilan_of(request: &str, read: impl Read) -> Result<String, Failure> {
    let request: Request = wire::request(request)?;
    if request.path.is_some() {
        return Err(Failure::of(ErrorCode::FileSource).at("path"));
    }
    of(&request, read)
}

fn of(request: &Request, read: impl Read) -> Result<String, Failure> {
    let (tables, data) = (Tables::built_in(), DataTables::built_in());
    let too_early = |error| Failure::from(error).at("date");
    let retention = Retention::on(request.date, &tables, request.options.0).map_err(too_early)?;
    let data = DataRules::on(request.date, &data).map_err(too_early)?;
    let rules = Rules { retention: &retention, data: &data };
    let mapping = mapping(request.mapping.as_deref())?;
    let mut reader =
        DossierReader::open(read, &Options { mapping: mapping.as_ref() }).map_err(|e| unreadable(&e))?;
    let register = register(request)?;
    let name = name(request.name.as_deref(), request.path.as_deref());
    let run = Run { threads: request.threads.unwrap_or_else(all_processors), progress: &mut |_, _| {} };
    let bilan = match &request.folder {
        Some(folder) => {
            let folder = Folder::at(Path::new(folder)).map_err(|error| refused(&error))?;
            report::into_folder_with(name, &mut reader, rules, &folder, run, Beside { fse: None, register })
        }
        None => {
            let files = RowFiles { findings: io::sink(), refused: io::sink() };
            let bilan = report::bilan(name, &mut reader, rules, files, run);
            bilan.map(|bilan| FileBilan { register: register.as_ref().map(RegisterSection::of), ..bilan })
        }
    };
    let bilan =
        bilan.map_err(|error| failure(ErrorCode::FileWriting, Some("folder"), io_words(error.kind())))?;
    serde_json::to_string(&bilan).map_err(|_| Failure::internal())
}

/// The register that the request names, as of its day.
fn register(request: &Request) -> Result<Option<Register>, Failure> {
    let Some(path) = request.register.as_deref() else { return Ok(None) };
    let mapping = mapping(request.register_mapping.as_deref())
        .map_err(|failure| Failure { field: Some("register_mapping".to_owned()), ..failure })?;
    let read = source(Some(path), None::<io::Empty>).map_err(|failure| failure.at("register"))?;
    let asked = registre::Asked {
        query: request.register_holidays.unwrap_or_default().asked_of(Query::of(request.date)),
        mapping: mapping.as_ref(),
        name: name(None, Some(path)),
    };
    let found = registre::register(read, &asked).map_err(|error| unreadable(&error).at("register"))?;
    Ok(Some(found))
}
