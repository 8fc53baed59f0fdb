//! Entries out of a file, row by row.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::io::{Cursor, ErrorKind, Read};

use imilo_core::droits::registre::{Inscription, UnreadColumn};
use imilo_core::error::ErrorCode;
use imilo_core::wire::{self, Failure};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use super::columns::{COLUMNS, Cell, roles};
use super::export::JUDGED;
use crate::fse::reason;
use crate::source::cells::unmarked;
use crate::source::{FileNotice, Refusal, Unreadable, other_kind, words_of};
use crate::tabular::{Cells, Mapping, Reader, RefusalCode, RoleSpec};

/// An entry and where it stands in the file.
pub(super) struct Read1 {
    pub(super) record: u64,
    pub(super) line: Option<u64>,
    pub(super) entry: Inscription,
}

/// A row that is refused, and what of it could be read, to be written again.
pub(super) struct Refused {
    pub(super) refusal: Box<Refusal>,
    pub(super) entry: Option<Map<String, Value>>,
}

/// What a file holds.
pub(super) struct Found {
    pub(super) rows: Vec<Result<Read1, Refused>>,
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
    let mapping = mapping.map(|mapping| mapping.by_any_name(&specs)).transpose();
    let mapping = mapping.map_err(|error| Unreadable::Tabular(error.into()))?;
    let mut reader = Reader::of_cells(file, &specs, &dated, mapping.as_ref())?;
    if !COLUMNS.iter().zip(0..).any(|(column, role)| !column.is_elsewhere() && reader.carried(role)) {
        return Err(Unreadable::NotARegister);
    }
    let (mut rows, mut timed) = (Vec::new(), 0);
    while let Some(read) = reader.next_cells() {
        rows.push(match read {
            Ok(cells) => {
                timed += times(&cells);
                row(&cells)
            }
            // It could not be cut into cells: there is nothing of it to keep.
            Err(refused) => Err(Refused { refusal: Box::new(refused.into()), entry: None }),
        });
    }
    let mut notices: Vec<_> = reader.notices().iter().map(FileNotice::from).collect();
    let unread: Vec<_> = reader
        .unmatched_columns()
        .iter()
        // Those that a register written has behind its own are made again each time.
        .filter(|column| column.name.as_deref().is_none_or(|name| !JUDGED.contains(&name)))
        .map(|column| (column.position, column.name.as_deref()))
        .collect();
    notices.extend(unread_columns(&unread));
    notices.extend(ABSENT.iter().filter_map(|absent| {
        let carries = |column: &str| {
            COLUMNS.iter().zip(0..).any(|(known, role)| known.spec.name == column && reader.carried(role))
        };
        (!carries(absent.column)).then(|| absent.notice())
    }));
    notices.extend(times_left_out(timed));
    let columns =
        roles().zip(0..).filter_map(|(spec, role)| Some((spec.name, reader.column_of(role)?))).collect();
    Ok(Found { rows, notices, failure: reader.read_error(), columns })
}

/// A column without which the register says less than it seems to.
struct Absent {
    column: &'static str,
    code: &'static str,
    fr: &'static str,
    en: &'static str,
}

impl Absent {
    fn notice(&self) -> FileNotice {
        FileNotice { code: self.code, fr: self.fr.to_owned(), en: self.en.to_owned() }
    }
}

static ABSENT: [Absent; 3] = [
    Absent {
        column: "receipt_date",
        code: "no_receipt_date",
        fr: "le fichier n'a pas de colonne date_reception : aucune échéance ne peut être comptée ; si elle a un autre nom, une correspondance le dit",
        en: "the file has no column receipt_date: no due date can be counted; if it has another name, a mapping tells it",
    },
    Absent {
        column: "outcome",
        code: "no_outcome",
        fr: "le fichier n'a pas de colonne suite : une demande retirée ne se voit pas, et paraît en cours ou en retard ; si elle a un autre nom, une correspondance le dit",
        en: "the file has no column outcome: a request that was withdrawn is not seen, and looks open or overdue; if it has another name, a mapping tells it",
    },
    Absent {
        column: "reply_date",
        code: "no_reply_date",
        fr: "le fichier n'a pas de colonne date_reponse : une demande répondue ne se voit pas, et paraît en cours ou en retard ; si elle a un autre nom, une correspondance le dit",
        en: "the file has no column reply_date: a request that was answered is not seen, and looks open or overdue; if it has another name, a mapping tells it",
    },
];

/// That columns were not read, and are not in the register written: their numbers, and the names that can be shown.
fn unread_columns(unread: &[(usize, Option<&str>)]) -> Option<FileNotice> {
    let list = |word: &str| {
        let name = |(position, name): &(usize, Option<&str>)| match name {
            Some(name) => format!("{position} « {name} »"),
            None => format!("{position} {word}"),
        };
        unread.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    (!unread.is_empty()).then(|| FileNotice {
        code: "columns_not_read",
        fr: format!(
            "colonnes non lues : {} ; elles ne comptent pour rien et ne sont pas dans le registre écrit ; si l'une est une colonne du registre sous un autre nom, une correspondance le dit",
            list("(nom non repris)")
        ),
        en: format!(
            "columns not read: {}; they count for nothing and are not in the register written; if one is a column of the register under another name, a mapping tells it",
            list("(name not repeated)")
        ),
    })
}

/// How many days of a row have a time of day behind them.
fn times(cells: &Cells<'_>) -> usize {
    let dated = COLUMNS.iter().zip(0..).filter(|(column, _)| column.dated);
    dated.filter(|(_, role)| cells.is_timed(*role) && cells.date(*role).is_ok()).count()
}

/// Days count, and not hours: what is left out is told.
fn times_left_out(count: usize) -> Option<FileNotice> {
    (count > 0).then(|| FileNotice {
        code: "times_left_out",
        fr: format!(
            "heures écrites derrière une date, non reprises : {count} ; les délais se comptent en jours"
        ),
        en: format!("times written behind a day, left out: {count}; the delays are counted in days"),
    })
}

/// A cell that is not read costs its cell, and the row only where no due date can be counted without it.
fn row(cells: &Cells<'_>) -> Result<Read1, Refused> {
    let (record, line) = (cells.record(), cells.line());
    let mut entry = Inscription::default();
    let mut fault = None;
    for (column, role) in COLUMNS.iter().zip(0..) {
        let Some(text) = cells.get(role) else { continue };
        let text = unmarked(text.trim());
        let day = if column.dated { cells.date(role).map_err(RefusalCode::code) } else { Ok(None) };
        let read = day.and_then(|day| (column.read)(&mut entry, Cell { text, day }));
        match (read, column.unread()) {
            (Ok(()), _) => {}
            (Err(_), Some(unread)) => {
                entry.unread.insert(unread, text.to_owned());
            }
            (Err(code), None) => {
                let (place, field) = (cells.column_of(role), column.spec.name.to_owned());
                fault = Some((refusal(record, Some(line), place, Some(field.clone()), code), field, text));
            }
        }
    }
    match fault {
        None => Ok(Read1 { record, line: Some(line), entry }),
        Some((refusal, field, text)) => {
            let entry = written(&entry).map(|mut found| {
                found.insert(field, text.into());
                found
            });
            Err(Refused { refusal: Box::new(refusal), entry })
        }
    }
}

/// An entry as JSON, without what it does not have.
pub(super) fn written(entry: &Inscription) -> Option<Map<String, Value>> {
    let Ok(Value::Object(mut found)) = serde_json::to_value(entry) else { return None };
    found.retain(|_, value| !value.is_null());
    Some(found)
}

/// A register as JSON: its entries, or an answer of ours, whose further keys say where requests stood and are not asked.
#[derive(Deserialize)]
struct Document<'d> {
    #[serde(borrow)]
    entries: Option<Vec<&'d RawValue>>,
    #[serde(borrow)]
    requests: Option<Vec<OneRequest<'d>>>,
    #[serde(borrow, default)]
    refused: Vec<OneRefused<'d>>,
}

#[derive(Deserialize)]
struct OneRequest<'d> {
    record: Option<u64>,
    #[serde(borrow)]
    entry: &'d RawValue,
}

/// Of an answer of ours: a row that was refused is read again, and refused again.
#[derive(Deserialize)]
struct OneRefused<'d> {
    record: Option<u64>,
    #[serde(borrow)]
    entry: Option<&'d RawValue>,
}

fn json(text: &[u8]) -> Result<Found, Unreadable> {
    let text = core::str::from_utf8(text).map_err(|_| Unreadable::RegisterJson)?;
    let entries = if text.trim_ascii_start().starts_with('[') {
        serde_json::from_str::<Vec<&RawValue>>(text).ok()
    } else {
        let document = serde_json::from_str::<Document<'_>>(text).ok();
        document.and_then(|found| match (found.entries, found.requests) {
            (Some(entries), None) => Some(entries),
            (None, Some(requests)) => {
                let read = requests.iter().map(|request| (request.record, request.entry));
                let refused = found.refused.iter().filter_map(|row| Some((row.record, row.entry?)));
                let mut all: Vec<_> = read.chain(refused).collect();
                all.sort_by_key(|(record, _)| *record);
                Some(all.into_iter().map(|(_, entry)| entry).collect())
            }
            _ => None,
        })
    };
    let entries = entries.ok_or(Unreadable::RegisterJson)?;
    let rows = entries.iter().zip(1..).map(|(entry, record)| {
        one(entry.get()).map(|entry| Read1 { record, line: None, entry }).map_err(|failure| {
            let code = ErrorCode::ALL
                .iter()
                .find(|row| row.slug == failure.code)
                .map_or("json_syntax", |row| row.slug);
            let refusal = refusal(record, None, None, failure.field, code);
            Refused { refusal: Box::new(refusal), entry: serde_json::from_str(entry.get()).ok() }
        })
    });
    Ok(Found { rows: rows.collect(), notices: Vec::new(), failure: None, columns: Vec::new() })
}

/// An entry of JSON. As in a CSV, a text that is not read is kept as it is written, if the due date can be counted
/// without it.
fn one(text: &str) -> Result<Inscription, Failure> {
    let mut text = Cow::Borrowed(text);
    let mut unread = BTreeMap::new();
    let mut entry: Inscription = loop {
        let failure = match wire::request(&text) {
            Ok(entry) => break entry,
            Err(failure) => failure,
        };
        let column = failure.field.as_deref().and_then(UnreadColumn::by_code);
        let rest = serde_json::from_str::<Map<String, Value>>(&text).ok();
        let (Some(column), Some(mut rest)) = (column, rest) else { return Err(failure) };
        // A key that stands twice has a value that is read: it is not lost in silence.
        match rest.remove(column.code()) {
            Some(Value::String(written)) if !reads(column, &written) => {
                unread.insert(column, written);
            }
            _ => return Err(failure),
        }
        text = Value::Object(rest).to_string().into();
    };
    entry.unread.extend(unread);
    // Both read and not read: which of the two was written cannot be said.
    let both = written(&entry).and_then(|found| {
        entry.unread.keys().map(|column| column.code()).find(|code| found.contains_key(*code))
    });
    match both {
        Some(code) => Err(Failure::of(ErrorCode::JsonField).at(&format!("unread.{code}"))),
        None => Ok(entry),
    }
}

/// Whether a text is a value of a column.
fn reads(column: UnreadColumn, text: &str) -> bool {
    let alone = Map::from_iter([(column.code().to_owned(), Value::from(text))]);
    serde_json::from_value::<Inscription>(Value::Object(alone)).is_ok()
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
