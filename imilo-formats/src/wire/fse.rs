//! The report of a file of participations, with the folder that it makes if the caller wants one.

use std::borrow::Cow;
use std::fs::File;
use std::io::Read;
use std::num::NonZero;
use std::path::Path;

use imilo_core::calendar::Date;
use imilo_core::error::ErrorCode;
use imilo_core::fse::{Annexe, Participation};
use imilo_core::wire::{self, Failure, FseOptions, FseProgramme, fse_rules};
use serde::{Deserialize, Serialize};

use super::{failure, mapping, name, refused, source, unreadable};
use crate::folder::Folder;
use crate::fse::{
    Asked, FileError, FileRecord, FseReport, Language, Open, RecordsAsked, SeeRow, file_records, file_report,
    into_folder,
};
use crate::report::all_processors;
use crate::source::{FileNotice, Refusal};

/// What is asked.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    /// Fund.
    programme: FseProgramme,
    /// Version of its annexe.
    annexe: Option<Annexe>,
    /// Day on which the report is drawn.
    report_date: Option<Date>,
    /// Choices.
    #[serde(default)]
    options: FseOptions,
    /// The file, unless the caller gives bytes.
    path: Option<String>,
    /// Name under which the report shows the file.
    name: Option<String>,
    /// Which column carries what, as the text of a TOML file.
    mapping: Option<String>,
    /// Only the rows of this operation.
    operation: Option<String>,
    /// Folder that is to hold the files; without it, nothing is written.
    folder: Option<String>,
    /// Threads; without it, as many as there are processors.
    threads: Option<NonZero<usize>>,
    /// Below which number cells are suppressed.
    publish_below: Option<u32>,
    /// Threshold of V30, in thousandths.
    share: Option<u32>,
    /// Language of the workbook.
    #[serde(default)]
    language: Language,
}

/// The report of a file of participations: `{"programme": "FSE+", "path": "participations.csv"}`, or without a path that
/// of the bytes given.
///
/// Further keys: `annexe` (2013 or 2018, for the FSE and the IEJ), `report_date`, `options`, `operation`, `mapping`,
/// `name`, `folder` (that is to hold [`FILES`](crate::fse::FILES)), `threads`, `publish_below`, `share`, `language` (of
/// the workbook). The answer is what `fse.json` holds (`imilo-fse/1`).
///
/// # Errors
/// [`Failure`]: the request; `file_unreadable`, `file_mapping`, `file_folder`, `file_writing`, `file_source`.
pub fn fse_report(request: &str, bytes: Option<&[u8]>) -> Result<String, Failure> {
    json(&fse_file(request, bytes, None)?)
}

/// A report as the text of an answer.
///
/// # Errors
/// `internal` only.
pub(super) fn json(report: &FseReport) -> Result<String, Failure> {
    serde_json::to_string(report).map_err(|_| Failure::internal())
}

/// The same report as a value that can be written as CSV, JSON or workbook; `rows` is given each row, judged.
///
/// # Errors
/// As [`fse_report`]. With `rows` the request has no folder.
pub fn fse_file(request: &str, bytes: Option<&[u8]>, rows: Option<SeeRow<'_>>) -> Result<FseReport, Failure> {
    let request: Request = wire::request(request)?;
    // Once for what can be wrong with the source, then as often as it is read.
    source(request.path.as_deref(), bytes)?;
    match (&request.path, bytes) {
        (Some(path), _) => of(&request, &|| Ok(Box::new(File::open(path)?) as Box<dyn Read + Send>), rows),
        (None, bytes) => {
            let bytes = bytes.unwrap_or_default();
            of(&request, &|| Ok(Box::new(bytes) as Box<dyn Read + Send>), rows)
        }
    }
}

/// The same of anything that can be read from its beginning twice: the request then has no path.
///
/// # Errors
/// As [`fse_file`].
pub fn fse_file_of(request: &str, open: &Open<'_>, rows: Option<SeeRow<'_>>) -> Result<FseReport, Failure> {
    let request: Request = wire::request(request)?;
    if request.path.is_some() {
        return Err(Failure::of(ErrorCode::FileSource).at("path"));
    }
    of(&request, open, rows)
}

fn of(request: &Request, open: &Open<'_>, rows: Option<SeeRow<'_>>) -> Result<FseReport, Failure> {
    let mapping = mapping(request.mapping.as_deref())?;
    let asked = Asked {
        rules: fse_rules(request.programme, request.annexe, request.report_date, request.options)?,
        mapping: mapping.as_ref(),
        name: name(request.name.as_deref(), request.path.as_deref()),
        operation: request.operation.as_deref(),
        threads: request.threads.unwrap_or_else(all_processors),
        publish_below: request.publish_below,
        language: request.language,
        share: request.share,
    };
    let report = match (&request.folder, rows) {
        (Some(_), Some(_)) => return Err(Failure::of(ErrorCode::InvalidArgument).at("folder")),
        (Some(folder), None) => {
            let folder = Folder::at(Path::new(folder)).map_err(|error| refused(&error))?;
            into_folder(open, &asked, &folder)
        }
        (None, rows) => file_report(open, &asked, rows),
    };
    report.map_err(|error| failed(&error))
}

/// What is asked of the records.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RecordsRequest {
    /// The file, unless the caller gives bytes.
    path: Option<String>,
    /// Which column carries what, as the text of a TOML file.
    mapping: Option<String>,
    /// Only the participations of this operation.
    operation: Option<String>,
    /// Only those of this participant.
    participant: Option<String>,
    /// Choices.
    #[serde(default)]
    options: FseOptions,
}

/// Where a participation stands in its file.
#[derive(Serialize)]
struct PlaceAnswer {
    record: u64,
    line: u64,
}

/// A row that gives no participation.
#[derive(Serialize)]
struct RefusedAnswer {
    record: u64,
    line: Option<u64>,
    column: Option<usize>,
    field: Option<String>,
    code: &'static str,
    message_fr: Cow<'static, str>,
    message_en: Cow<'static, str>,
}

/// The participations of a file.
#[derive(Serialize)]
struct RecordsAnswer {
    complete: bool,
    rows: u64,
    participations: Vec<Participation>,
    places: Vec<PlaceAnswer>,
    refused: Vec<RefusedAnswer>,
    notices: Vec<FileNotice>,
}

/// The participations of a file as records, re-entries merged: `{"path": "participations.csv", "participant": "0012"}`, or
/// without a path those of the bytes given. They are what `fse_explain`, `fse_compare` and `fse_report_records` take.
///
/// Further keys: `operation`, `mapping`, `options`. The answer has `participations`, `places` (record and line of each),
/// `refused` (rows that give none), `rows`, `complete`, `notices`.
///
/// # Errors
/// [`Failure`]: the request; `file_unreadable`, `file_mapping`, `file_source`; `invalid_argument` for an operation or a
/// participant that the file has not.
pub fn fse_records(request: &str, bytes: Option<&[u8]>) -> Result<String, Failure> {
    let request: RecordsRequest = wire::request(request)?;
    records(&request, source(request.path.as_deref(), bytes)?)
}

/// The same of anything that can be read: the request then has no path.
///
/// # Errors
/// As [`fse_records`].
pub fn fse_records_of(request: &str, read: impl Read) -> Result<String, Failure> {
    let request: RecordsRequest = wire::request(request)?;
    if request.path.is_some() {
        return Err(Failure::of(ErrorCode::FileSource).at("path"));
    }
    records(&request, read)
}

fn records(request: &RecordsRequest, read: impl Read) -> Result<String, Failure> {
    let mapping = mapping(request.mapping.as_deref())?;
    let asked = RecordsAsked {
        mapping: mapping.as_ref(),
        operation: request.operation.as_deref(),
        participant: request.participant.as_deref(),
        options: request.options.0,
    };
    let found = file_records(read, &asked).map_err(|error| failed(&error))?;
    let place = |of: &FileRecord| PlaceAnswer { record: of.record, line: of.line };
    let refused = |Refusal { record, line, column, field, code, fr, en }| RefusedAnswer {
        record,
        line,
        column,
        field: field.map(Into::into),
        code,
        message_fr: fr,
        message_en: en,
    };
    let answer = RecordsAnswer {
        complete: found.complete,
        rows: found.rows,
        places: found.records.iter().map(place).collect(),
        participations: found.records.into_iter().map(|record| record.participation).collect(),
        refused: found.refused.into_iter().map(refused).collect(),
        notices: found.notices,
    };
    serde_json::to_string(&answer).map_err(|_| Failure::internal())
}

fn failed(error: &FileError) -> Failure {
    let words = (error.message_fr(), error.message_en());
    let words = (words.0.as_str(), words.1.as_str());
    match error {
        FileError::Unreadable(error) => unreadable(error),
        FileError::UnknownOperation { .. } => failure(ErrorCode::InvalidArgument, Some("operation"), words),
        FileError::UnknownParticipant => failure(ErrorCode::InvalidArgument, Some("participant"), words),
        FileError::Io(_) => failure(ErrorCode::FileWriting, Some("folder"), words),
    }
}
