//! Entries out of a file, row by row.

use std::io::{Cursor, ErrorKind, Read};

use imilo_core::droits::registre::Inscription;
use imilo_core::error::ErrorCode;
use imilo_core::wire;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::columns::{COLUMNS, Cell, roles};
use crate::fse::reason;
use crate::source::cells::unmarked;
use crate::source::{FileNotice, Refusal, Unreadable, other_kind, words_of};
use crate::tabular::{Mapping, Reader, RoleSpec, Row};

/// An entry and where it stands in the file.
pub(super) struct Read1 {
    pub(super) record: u64,
    pub(super) line: Option<u64>,
    pub(super) entry: Inscription,
}

/// What a file holds.
pub(super) struct Found {
    pub(super) rows: Vec<Result<Read1, Refusal>>,
    pub(super) notices: Vec<FileNotice>,
    pub(super) failure: Option<ErrorKind>,
    /// Columns that the file carries: name, and number from 1.
    pub(super) columns: Vec<(&'static str, usize)>,
}

/// Bytes looked at to tell the format.
const HEAD: usize = 4096;

/// Reads all entries of a file.
pub(super) fn read(mut file: impl Read, mapping: Option<&Mapping>) -> Result<Found, Unreadable> {
    let mut head = Vec::new();
    let io = |error: std::io::Error| Unreadable::Io(error.kind());
    file.by_ref().take(HEAD as u64).read_to_end(&mut head).map_err(io)?;
    if let Some(kind) = other_kind(&head) {
        return Err(Unreadable::OtherKind(kind));
    }
    let text = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&head);
    if !matches!(text.trim_ascii_start().first(), Some(b'[' | b'{')) {
        return csv(Cursor::new(head).chain(file), mapping);
    }
    if mapping.is_some() {
        return Err(Unreadable::MappingForJson);
    }
    let mut all = text.to_vec();
    file.read_to_end(&mut all).map_err(io)?;
    json(&all)
}

fn csv(file: impl Read, mapping: Option<&Mapping>) -> Result<Found, Unreadable> {
    let specs: Vec<RoleSpec> = roles().copied().collect();
    let dated: Vec<&str> =
        COLUMNS.iter().filter(|column| column.dated).map(|column| column.spec.name).collect();
    let mut reader = Reader::new(file, &specs, &dated, mapping)?;
    let mut rows = Vec::new();
    loop {
        let refused = match reader.next_row() {
            None => break,
            Some(Ok(cells)) => {
                rows.push(row(&cells));
                continue;
            }
            Some(Err(refused)) => refused,
        };
        let name = refused.column.and_then(|column| {
            specs.iter().zip(0..).find(|(_, role)| reader.column_of(*role) == Some(column))
        });
        let field = name.map(|(spec, _)| spec.name.to_owned());
        rows.push(Err(Refusal { field: field.map(Into::into), ..Refusal::from(refused) }));
    }
    let mut notices: Vec<_> = reader.notices().iter().map(FileNotice::from).collect();
    if !COLUMNS
        .iter()
        .zip(0..)
        .any(|(column, role)| column.spec.name == "receipt_date" && reader.carried(role))
    {
        notices.push(FileNotice {
            code: "no_receipt_date",
            fr: "le fichier n'a pas de colonne date_reception : aucune échéance ne peut être comptée ; si elle a un autre nom, une correspondance le dit".to_owned(),
            en: "the file has no column receipt_date: no due date can be counted; if it has another name, a mapping tells it".to_owned(),
        });
    }
    let columns =
        roles().zip(0..).filter_map(|(spec, role)| Some((spec.name, reader.column_of(role)?))).collect();
    Ok(Found { rows, notices, failure: reader.read_error(), columns })
}

fn row(cells: &Row<'_>) -> Result<Read1, Refusal> {
    let (record, line) = (cells.record(), cells.line());
    let mut entry = Inscription::default();
    for (column, role) in COLUMNS.iter().zip(0..) {
        let Some(text) = cells.get(role) else { continue };
        let day = if column.dated { cells.date(role)? } else { None };
        (column.read)(&mut entry, Cell { text: unmarked(text.trim()), day }).map_err(|code| {
            refusal(record, Some(line), cells.column_of(role), Some(column.spec.name.to_owned()), code)
        })?;
    }
    Ok(Read1 { record, line: Some(line), entry })
}

/// A register as JSON: its entries, or an answer of ours, whose further keys say where requests stood and are not asked.
#[derive(Deserialize)]
struct Document<'d> {
    #[serde(borrow)]
    entries: Option<Vec<&'d RawValue>>,
    #[serde(borrow)]
    requests: Option<Vec<OneRequest<'d>>>,
}

#[derive(Deserialize)]
struct OneRequest<'d> {
    #[serde(borrow)]
    entry: &'d RawValue,
}

fn json(text: &[u8]) -> Result<Found, Unreadable> {
    let text = core::str::from_utf8(text).map_err(|_| Unreadable::RegisterJson)?;
    let entries = if text.trim_ascii_start().starts_with('[') {
        serde_json::from_str::<Vec<&RawValue>>(text).ok()
    } else {
        let document = serde_json::from_str::<Document<'_>>(text).ok();
        document.and_then(|found| match (found.entries, found.requests) {
            (Some(entries), None) => Some(entries),
            (None, Some(requests)) => Some(requests.iter().map(|request| request.entry).collect()),
            _ => None,
        })
    };
    let entries = entries.ok_or(Unreadable::RegisterJson)?;
    let rows = entries.iter().zip(1..).map(|(entry, record)| {
        let read = wire::request::<Inscription>(entry.get());
        read.map(|entry| Read1 { record, line: None, entry }).map_err(|failure| {
            let code = ErrorCode::ALL
                .iter()
                .find(|row| row.slug == failure.code)
                .map_or("json_syntax", |row| row.slug);
            refusal(record, None, None, failure.field, code)
        })
    });
    Ok(Found { rows: rows.collect(), notices: Vec::new(), failure: None, columns: Vec::new() })
}

/// A refusal with the words of its code.
pub(super) fn refusal(
    record: u64,
    line: Option<u64>,
    column: Option<usize>,
    field: Option<String>,
    code: &'static str,
) -> Refusal {
    let (fr, en) = reason(code).or_else(|| words_of(code)).unwrap_or_default();
    let field = field.map(Into::into);
    Refusal { record, line, column, field, code, fr: fr.into(), en: en.into() }
}
