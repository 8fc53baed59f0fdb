//! The report of a file of participations.

use std::collections::BTreeMap;
use std::io::{self, Read, Write};
use std::num::NonZero;

use imilo_core::fse::{Report, Rules};
use imilo_core::wire::{FseReportOf, fse_shown};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::count::{self, JudgedRow, MOST_NAMED, Others, Plan};
use super::read::ParticipationReader;
use super::table;
use crate::io_words::io_words;
use crate::report::{all_processors, shown_file};
use crate::source::{FileNotice, Unreadable};
use crate::tabular::Mapping;

/// Opens the file, once for each time that it is read.
pub type Open<'a> = dyn Fn() -> io::Result<Box<dyn Read + Send + 'a>> + 'a;

/// What is given each row of a file, judged.
pub type SeeRow<'r> = &'r mut dyn FnMut(&JudgedRow) -> io::Result<()>;

/// What is asked of a file.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// Fund, annexe, day of the report, choices.
    pub rules: Rules,
    /// Which column carries what, when the names do not tell.
    pub mapping: Option<&'a Mapping>,
    /// Name under which the report shows the file.
    pub name: &'a str,
    /// Only the rows of this operation; without it all of them, as of a programme.
    pub operation: Option<&'a str>,
    /// Threads that judge the rows. The report and the rows given out are the same whatever their number.
    pub threads: NonZero<usize>,
    /// Numbers from 1 to this one less 1 are suppressed in what is to be published. No text gives the threshold.
    pub publish_below: Option<u32>,
    /// Language of the workbook.
    pub language: Language,
    /// V30: share of incomplete records or refused answers, in thousandths, from which it is told.
    pub share: Option<u32>,
}

impl Asked<'_> {
    /// The whole file by some rules, on all processors.
    #[must_use]
    pub fn new(rules: Rules) -> Self {
        Self {
            rules,
            mapping: None,
            name: "",
            operation: None,
            threads: all_processors(),
            publish_below: None,
            language: Language::default(),
            share: None,
        }
    }
}

/// The language of a workbook.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
pub enum Language {
    /// French.
    #[default]
    #[serde(rename = "fr")]
    French,
    /// English.
    #[serde(rename = "en")]
    English,
}

impl Language {
    /// The text of this language, of the two.
    #[must_use]
    pub const fn say(self, [fr, en]: [&str; 2]) -> &str {
        match self {
            Self::French => fr,
            Self::English => en,
        }
    }
}

/// Why there is no report.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum FileError {
    /// The file cannot be read at all.
    #[error(transparent)]
    Unreadable(#[from] Unreadable),
    /// No row is of the operation that was asked for.
    #[error("{}", self.message_en())]
    UnknownOperation {
        /// The first operations of the file in the order of their text, masked where one may be a NIR.
        found: Vec<String>,
        /// Whether there are more.
        more: bool,
    },
    /// No row is of the participant that was asked for.
    #[error("{}", self.message_en())]
    UnknownParticipant,
    /// The rows could not be written.
    #[error(transparent)]
    Io(#[from] io::Error),
}

impl FileError {
    /// Why, in French.
    #[must_use]
    pub fn message_fr(&self) -> String {
        match self {
            Self::Unreadable(error) => error.message_fr(),
            Self::Io(error) => io_words(error.kind()).0.to_owned(),
            Self::UnknownParticipant => "aucune ligne lue n'est de ce participant".to_owned(),
            Self::UnknownOperation { found, .. } if found.is_empty() => {
                "aucune ligne n'est de cette opération, et le fichier n'en nomme aucune".to_owned()
            }
            Self::UnknownOperation { found, more } => {
                let (found, more) = (found.join(", "), if *more { "…" } else { "" });
                format!("aucune ligne n'est de cette opération ; le fichier a : {found}{more}")
            }
        }
    }

    /// Why, in English.
    #[must_use]
    pub fn message_en(&self) -> String {
        match self {
            Self::Unreadable(error) => error.message_en(),
            Self::Io(error) => io_words(error.kind()).1.to_owned(),
            Self::UnknownParticipant => "no row that was read is of this participant".to_owned(),
            Self::UnknownOperation { found, .. } if found.is_empty() => {
                "no row is of this operation, and the file names none".to_owned()
            }
            Self::UnknownOperation { found, more } => {
                let (found, more) = (found.join(", "), if *more { "…" } else { "" });
                format!("no row is of this operation; the file has: {found}{more}")
            }
        }
    }

    /// The error for an operation that was asked for, with those that were found.
    pub(super) fn unknown_operation(others: &Others) -> Self {
        let found = others.operations.iter().take(MOST_NAMED);
        Self::UnknownOperation {
            found: found.map(|operation| fse_shown(operation).into_owned()).collect(),
            more: others.operations.len() > MOST_NAMED,
        }
    }
}

/// Rows that could not be read. Records that a rule of level R refuses are told apart, in `refused_records`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RefusedRows {
    /// How many.
    pub rows: u64,
    /// How many by code.
    pub by_code: BTreeMap<&'static str, u64>,
}

/// A remark on the whole file, as the schema has it.
#[derive(JsonSchema)]
#[schemars(rename = "FileNotice")]
#[expect(dead_code, reason = "describes `FileNotice`, whose texts are plain")]
struct Notice {
    /// Stable code.
    code: String,
    /// In French.
    fr: String,
    /// In English.
    en: String,
}

/// The report of a file of participations: what `fse.json` holds.
#[derive(Debug, Serialize, JsonSchema)]
pub struct FseReport {
    /// Name and version of this shape.
    pub schema: &'static str,
    /// Name of the file, as the caller shows it.
    pub source: String,
    /// Whether the file was read to its end.
    pub complete: bool,
    /// Remarks on the whole file.
    #[schemars(with = "Vec<Notice>")]
    pub notices: Vec<FileNotice>,
    /// Rows of the file.
    pub rows: u64,
    /// Rows that were refused; the others count.
    pub refused: RefusedRows,
    /// The operation that was asked for; null: all of them.
    pub operation: Option<String>,
    /// Rows of other operations, refused or not.
    pub outside: u64,
    /// Rows that count and name no participant: no re-entry can be found among them.
    pub without_participant: u64,
    /// Rows merged into another of the same person and operation.
    pub merged: u64,
    /// Rows whose stay overlaps another of the same person and operation (V3).
    pub overlaps: u64,
    /// The choices that the texts leave open, each with the one that was applied.
    #[schemars(with = "BTreeMap<String, serde_json::Value>")]
    pub choices: imilo_core::fse::Options,
    /// Numbers below this one, but for 0, are suppressed in `published`; null: none is.
    pub publish_below: Option<u32>,
    /// Share, in thousandths, from which V30 tells; null: it does not.
    pub share: Option<u32>,
    /// The report.
    #[serde(flatten)]
    pub report: FseReportOf,
}

/// Name and version of the shape of a report.
const SCHEMA: &str = "imilo-fse/1";

/// Reads a whole file and counts it. `rows` is given each row, judged.
///
/// The file is opened twice. When reading fails in the middle, what was read is counted, and [`FseReport::complete`] is
/// false.
///
/// # Errors
/// [`FileError`]: the file cannot be read at all, or `rows` failed.
pub fn file_report(
    open: &Open<'_>,
    asked: &Asked<'_>,
    rows: Option<SeeRow<'_>>,
) -> Result<FseReport, FileError> {
    let opened = || open().map_err(|error| Unreadable::Io(error.kind()));
    let twice = count::twice(opened()?, asked.mapping)?;
    let mut reader = ParticipationReader::open(opened()?, asked.mapping)?;
    let plan = Plan {
        rules: &asked.rules,
        operation: asked.operation,
        threads: asked.threads,
        twice: &twice,
        rows: rows.is_some(),
    };
    let counted = match rows {
        Some(rows) => count::count_file(&mut reader, plan, rows),
        None => count::count_file(&mut reader, plan, |_| Ok(())),
    }?;
    let mut notices = reader.notices();
    let failure = reader.read_error();
    if let Some(kind) = failure {
        notices.insert(0, FileNotice::incomplete(kind, counted.rows));
    }
    // What was not read may hold the operation.
    if asked.operation.is_some() && failure.is_none() && counted.others.rows == counted.rows {
        return Err(FileError::unknown_operation(&counted.others));
    }
    notices.extend(remarks(&counted));
    let report = Report::of(&counted.tally);
    Ok(FseReport {
        schema: SCHEMA,
        source: shown_file(asked.name).into_owned(),
        complete: failure.is_none(),
        notices,
        rows: counted.rows,
        refused: RefusedRows { rows: counted.refused.values().sum(), by_code: counted.refused },
        operation: asked.operation.map(|operation| fse_shown(operation).into_owned()),
        outside: counted.others.rows,
        without_participant: counted.unnamed,
        merged: counted.merged,
        overlaps: counted.overlaps,
        choices: asked.rules.options,
        publish_below: asked.publish_below,
        share: asked.share,
        report: FseReportOf::of(&report, counted.overlaps, asked.publish_below, asked.share),
    })
}

/// What is to be said of the rows as a whole.
fn remarks(counted: &count::Counted) -> impl Iterator<Item = FileNotice> {
    let (unread, unnamed) = (counted.others.unread, counted.unnamed);
    let unread = (unread > 0).then(|| FileNotice {
        code: "operation_not_read",
        fr: format!("lignes illisibles dont l'opération n'a pu être lue, non comptées : {unread}"),
        en: format!("unreadable rows of which the operation could not be read, not counted: {unread}"),
    });
    let unnamed = (unnamed > 0).then(|| FileNotice {
        code: "no_participant_id",
        fr: format!(
            "lignes comptées sans identifiant de participant (participant_id) : {unnamed} ; chacune compte pour une \
             personne, et les réentrées n'y sont pas reconnues"
        ),
        en: format!(
            "rows counted without an identifier of the participant (participant_id): {unnamed}; each counts as one \
             person, and re-entries are not recognised among them"
        ),
    });
    unread.into_iter().chain(unnamed)
}

impl FseReport {
    /// Writes the lines as CSV, as a French spreadsheet opens it.
    ///
    /// # Errors
    /// Whatever `out` gives.
    pub fn write_csv(&self, out: &mut impl Write) -> io::Result<()> {
        table::write(out, &self.report)
    }

    /// Writes the report as JSON (`schemas/fse-report.schema.json`).
    ///
    /// # Errors
    /// Whatever `out` gives.
    pub fn write_json(&self, out: &mut impl Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, self)?;
        out.write_all(b"\n")
    }

    /// The report as a workbook laid out like the report tables.
    ///
    /// # Errors
    /// When the workbook cannot be put together.
    #[cfg(feature = "xlsx")]
    pub fn workbook(&self, language: Language) -> io::Result<Vec<u8>> {
        super::workbook::bytes(self, language).map_err(io::Error::other)
    }
}

/// The schema of a report as it is committed.
///
/// # Errors
/// Never in practice: a schema is JSON.
pub fn schema_text() -> Result<String, serde_json::Error> {
    serde_json::to_string_pretty(&schemars::schema_for!(FseReport)).map(|text| text + "\n")
}
