//! The participations of a file as records, for the services that take records: an explanation, a comparison.

use std::io::Read;

use imilo_core::dossier::Field;
use imilo_core::fse::{Options, Participation, merge};
use imilo_core::wire::fse_shown;

use super::count::{Others, operation_of};
use super::read::ParticipationReader;
use super::refusal::{at_record, unjudged};
use super::report::FileError;
use crate::source::{FileNotice, Refusal};
use crate::tabular::Mapping;

/// Which participations of a file are asked for.
#[derive(Clone, Copy, Debug, Default)]
pub struct RecordsAsked<'a> {
    /// Which column carries what, when the names do not tell.
    pub mapping: Option<&'a Mapping>,
    /// Only those of this operation.
    pub operation: Option<&'a str>,
    /// Only those of this participant.
    pub participant: Option<&'a str>,
    /// The choices, some of which bear on how re-entries are merged.
    pub options: Options,
}

/// A participation of a file, and where it stands: of several rows of one person in one operation, the first.
#[derive(Clone, Debug)]
pub struct FileRecord {
    /// Number of the record, from 1.
    pub record: u64,
    /// Line of the file.
    pub line: u64,
    /// The participation, re-entries merged.
    pub participation: Participation,
}

/// The participations of a file.
#[derive(Clone, Debug)]
pub struct FileRecords {
    /// Whether the file was read to its end.
    pub complete: bool,
    /// Remarks on the whole file.
    pub notices: Vec<FileNotice>,
    /// Rows of the file.
    pub rows: u64,
    /// The participations asked for, in the order of the rows.
    pub records: Vec<FileRecord>,
    /// Rows that gave none, of the operation that was asked for.
    pub refused: Vec<Refusal>,
}

/// Reads the participations of a file, re-entries merged. They are all held in memory.
///
/// An identifier that may be a NIR is not given out, and a mask would make one person of several: its row is refused.
///
/// ```
/// use imilo_formats::fse::{RecordsAsked, file_records};
/// let file = "participant_id;operation_id;date_entree\n0012;7;02/10/2023\n0013;7;02/10/2023\n";
/// let asked = RecordsAsked { participant: Some("0013"), ..RecordsAsked::default() };
/// let found = file_records(file.as_bytes(), &asked)?;
/// assert_eq!((found.rows, found.records.len(), found.records[0].line), (2, 1, 3));
/// # Ok::<(), imilo_formats::fse::FileError>(())
/// ```
///
/// # Errors
/// [`FileError`]: the file cannot be read at all, or has no row of the operation or the participant.
pub fn file_records(read: impl Read, asked: &RecordsAsked<'_>) -> Result<FileRecords, FileError> {
    let mut reader = ParticipationReader::open(read, asked.mapping)?;
    let mut hand = reader.hand();
    let mut batch = crate::tabular::Batch::default();
    let (mut rows, mut others, mut of_participant) = (0, Others::default(), 0);
    let (mut places, mut read, mut refused) = (Vec::new(), Vec::new(), Vec::new());
    while reader.next_batch(&mut batch) {
        hand.each(&batch, |row| {
            rows += 1;
            match row {
                Ok(row) if others.take(asked.operation, Some(operation_of(row.participation))) => {}
                Ok(row) if asked.participant.is_some_and(|one| participant_of(row.participation) != one) => {}
                Ok(row) => {
                    of_participant += 1;
                    places.push((row.record, row.line));
                    read.push(row.participation.clone());
                }
                Err(row) if others.take(asked.operation, row.operation) => {}
                Err(row) => refused.push(row.refusal),
            }
        });
    }
    let failure = reader.read_error();
    let mut notices = reader.notices();
    notices.extend(failure.map(|kind| FileNotice::incomplete(kind, rows)));
    if failure.is_none() && asked.operation.is_some() && others.rows == rows {
        return Err(FileError::unknown_operation(&others));
    }
    if failure.is_none() && asked.participant.is_some() && of_participant == 0 {
        return Err(FileError::UnknownParticipant);
    }
    let place = |index: usize| places.get(index).copied().unwrap_or_default();
    let merged = merge(read, &asked.options);
    refused.extend(merged.refused.iter().map(|(index, error)| {
        let (record, line) = place(*index);
        unjudged(record, line, *error)
    }));
    let mut records = Vec::with_capacity(merged.participations.len());
    for (index, participation) in merged.participations {
        let (record, line) = place(index);
        match hidden(&participation) {
            Some(field) => refused.push(at_record(record, line, field, "may_be_a_nir")),
            None => records.push(FileRecord { record, line, participation }),
        }
    }
    refused.sort_by_key(|refusal| refusal.record);
    Ok(FileRecords { complete: failure.is_none(), notices, rows, records, refused })
}

fn participant_of(record: &Participation) -> &str {
    record.participant_id.given().map_or("", String::as_str)
}

/// The identifier of a record that may be a NIR, by name.
fn hidden(record: &Participation) -> Option<&'static str> {
    let may_be = |id: &Field<String>| id.given().is_some_and(|id| fse_shown(id) != *id);
    [("participant_id", &record.participant_id), ("operation_id", &record.operation_id)]
        .into_iter()
        .find(|(_, id)| may_be(id))
        .map(|(name, _)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "participant_id;operation_id;date_entree;date_sortie;cite\n\
        0012;7;01/02/2023;28/02/2023;2\n\
        0013;8;01/02/2023;;2\n\
        0012;7;01/04/2023;30/04/2023;9\n\
        0012;7;01/06/2023;30/06/2023;3\n\
        0012;8;01/06/2023;;3\n\
        255081416802538;7;01/06/2023;;3\n\
        0014;7;31/02/2023;;3\n";

    fn found(operation: Option<&str>, participant: Option<&str>) -> Result<FileRecords, FileError> {
        file_records(FILE.as_bytes(), &RecordsAsked { operation, participant, ..RecordsAsked::default() })
    }

    /// First entry, final exit (P3), the answers of the first entry.
    #[test]
    fn the_rows_of_a_participant_are_one_record_each_operation() {
        let all = found(None, Some("0012")).unwrap();
        assert_eq!((all.rows, all.records.len()), (7, 2));
        let first = &all.records[0];
        assert_eq!((first.record, first.line), (1, 2));
        let written = serde_json::to_value(&first.participation).unwrap();
        assert_eq!(
            (&written["entry_date"], &written["exit_date"], &written["isced_entry"]),
            (&"2023-02-01".into(), &"2023-06-30".into(), &2.into())
        );
        assert_eq!(found(Some("8"), Some("0012")).unwrap().records.len(), 1);
    }

    #[test]
    fn what_gives_no_record_is_told_by_its_row_and_a_nir_never_leaves() {
        let told = |found: &FileRecords| {
            let told = found.refused.iter().map(|refusal| (refusal.record, refusal.code));
            told.collect::<Vec<_>>()
        };
        let all = found(None, None).unwrap();
        assert_eq!(told(&all), [(3, "integer"), (6, "may_be_a_nir"), (7, "date_invalid")]);
        assert!(!serde_json::to_string(&all.records[0].participation).unwrap().contains("255081416802538"));
        assert_eq!(told(&found(Some("8"), None).unwrap()), [], "those of the other operation");
    }

    #[test]
    fn an_operation_or_a_participant_that_is_not_there_is_an_error() {
        let error = found(Some("9"), None).unwrap_err();
        assert_eq!(error.message_en(), "no row is of this operation; the file has: 7, 8");
        assert!(matches!(found(Some("8"), Some("0099")), Err(FileError::UnknownParticipant)));
    }
}
