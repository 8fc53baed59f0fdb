//! Participations out of a file, row by row.

use std::io::{ErrorKind, Read};
use std::sync::Arc;

use imilo_core::fse::Participation;

use super::columns::{Cell, VARIABLES, date_roles, roles};
use super::lists::{self, LISTS, Place};
use super::refusal::{detailed, in_column};
use crate::source::cells::unmarked;
use crate::source::{FileNotice, Refusal, Unreadable};
use crate::tabular::{Batch, Mapping, Reader, RoleSpec, Row as Cells, RowReader};

/// The participations of a CSV file.
///
/// ```
/// use imilo_core::fse::Answer;
/// use imilo_formats::fse::ParticipationReader;
/// let file = "date_entree;handicap;situation_sortie;date_situation_sortie\n\
///             02/10/2023;refus;en emploi;03/11/2023\n02/10/2023;peut-être;;\n";
/// let mut reader = ParticipationReader::open(file.as_bytes(), None)?;
/// let first = reader.next_row().ok_or("a row")??;
/// assert_eq!(first.participation.disability, Answer::Refused);
/// let second = reader.next_row().ok_or("a row")?.unwrap_err();
/// assert_eq!((second.record, second.code, second.field.as_deref()), (2, "word", Some("disability")));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct ParticipationReader<R> {
    reader: Reader<R>,
    hand: Hand,
}

/// A row that was read, lent until the next.
#[derive(Clone, Copy, Debug)]
pub struct ReadRow<'r> {
    /// Number of the record, from 1.
    pub record: u64,
    /// Line of the file.
    pub line: u64,
    /// The participation.
    pub participation: &'r Participation,
}

impl<R: Read> ParticipationReader<R> {
    /// Opens a file, finds its encoding, its delimiter, its columns and the formats of its dates.
    ///
    /// # Errors
    /// [`Unreadable`]: empty, not text, another kind of file, no column that is known, a mapping that does not fit.
    pub fn open(read: R, mapping: Option<&Mapping>) -> Result<Self, Unreadable> {
        let specs: Vec<RoleSpec> = roles().copied().collect();
        let reader = Reader::new(read, &specs, &date_roles(), mapping)?;
        let carried = (0..VARIABLES.len()).filter(|role| reader.carried(*role)).collect();
        Ok(Self { hand: Hand::new(Arc::new(carried)), reader })
    }

    /// The next row, or why it is refused; none at the end of the file.
    pub fn next_row(&mut self) -> Option<Result<ReadRow<'_>, Refusal>> {
        Some(match self.reader.next_row()? {
            Ok(cells) => self.hand.read(&cells),
            Err(refused) => {
                let column = refused.column;
                let role = column.and_then(|column| {
                    roles().zip(0..).find(|(_, role)| self.reader.column_of(*role) == Some(column))
                });
                let field = role.map(|(role, _)| role.name.to_owned());
                Err(detailed(Refusal { field: field.map(Into::into), ..Refusal::from(refused) }))
            }
        })
    }

    pub(super) fn next_batch(&mut self, batch: &mut Batch) -> bool {
        self.reader.next_batch(batch, usize::MAX)
    }

    /// What reads the batches of this file on another thread.
    pub(super) fn hand(&self) -> BatchHand {
        let operation = roles().position(|role| role.name == "operation_id").unwrap_or_default();
        let hand = Hand::new(Arc::clone(&self.hand.carried));
        BatchHand { rows: self.reader.row_reader(), hand, operation }
    }

    /// Whether the file has a column of this name.
    #[must_use]
    pub fn carries(&self, name: &str) -> bool {
        roles().zip(0..).any(|(role, place)| role.name == name && self.reader.carried(place))
    }

    /// How reading failed, if it did: the rows are then not all of the file.
    #[must_use]
    pub const fn read_error(&self) -> Option<ErrorKind> {
        self.reader.read_error()
    }

    /// What is to be said once of the whole file. Complete when the last row was read.
    #[must_use]
    pub fn notices(&self) -> Vec<FileNotice> {
        let mut notices: Vec<_> = self.reader.notices().iter().map(FileNotice::from).collect();
        if !self.carries("entry_date") {
            notices.push(FileNotice {
                code: "no_entry_date",
                fr:
                    "le fichier n'a pas de colonne entry_date (date_entree) : aucune ligne ne peut être jugée ; si elle a \
                     un autre nom, une correspondance le dit"
                        .to_owned(),
                en: "the file has no column entry_date: no row can be judged; if it has another name, a mapping tells it"
                    .to_owned(),
            });
        }
        let unread = self.reader.unmatched_columns();
        if !unread.is_empty() {
            let names = unread.iter().map(|column| {
                let name = column.name.as_ref().map(|name| format!(" « {name} »")).unwrap_or_default();
                format!("{}{name}", column.position)
            });
            let names = names.collect::<Vec<_>>().join(", ");
            notices.push(FileNotice {
                code: "columns_not_read",
                fr: format!("colonnes non lues : {names}"),
                en: format!("columns not read: {names}"),
            });
        }
        notices
    }
}

/// Not the reader: it holds rows.
impl<R> std::fmt::Debug for ParticipationReader<R> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("ParticipationReader").finish_non_exhaustive()
    }
}

/// Turns cells into a participation, always the same one: nothing is allocated for a row.
struct Hand {
    /// The variables that the file carries.
    carried: Arc<Vec<usize>>,
    participation: Participation,
}

impl Hand {
    fn new(carried: Arc<Vec<usize>>) -> Self {
        Self { carried, participation: Participation::default() }
    }

    fn read(&mut self, cells: &Cells<'_>) -> Result<ReadRow<'_>, Refusal> {
        let (record, line) = (cells.record(), cells.line());
        let cell = |role: usize, dated: bool| -> Result<Option<Cell<'_>>, Refusal> {
            let Some(text) = cells.get(role) else { return Ok(None) };
            let dates = if dated { cells.dates(role)? } else { &[] };
            Ok(Some(Cell { text: unmarked(text.trim()), dates }))
        };
        for role in self.carried.iter().copied() {
            let Some(variable) = VARIABLES.get(role) else { continue };
            let Some(found) = cell(role, variable.dated)? else { continue };
            (variable.read)(&mut self.participation, found)
                .map_err(|code| in_column(record, line, cells.column_of(role), variable.spec.name, code))?;
        }
        let mut lent = [None; lists::COUNT];
        for (index, (place, list)) in lent.iter_mut().zip(&LISTS).enumerate() {
            *place = cell(VARIABLES.len() + index, list.dated)?;
        }
        let of = |place: Place| lent.get(place as usize).copied().flatten();
        lists::read(&mut self.participation, of).map_err(|(place, code)| {
            let column = cells.column_of(VARIABLES.len() + place as usize);
            let name = LISTS.get(place as usize).map_or("", |list| list.spec.name);
            in_column(record, line, column, name, code)
        })?;
        Ok(ReadRow { record, line, participation: &self.participation })
    }
}

/// Reads the rows of batches.
pub(super) struct BatchHand {
    rows: RowReader,
    hand: Hand,
    /// The role of the operation.
    operation: usize,
}

/// A row that is refused.
pub(super) struct RefusedRow<'b> {
    pub(super) refusal: Refusal,
    /// Its operation, empty when its cell is; none when the row could not be cut into cells.
    pub(super) operation: Option<&'b str>,
}

impl BatchHand {
    /// Gives each row of a batch, or why it is refused.
    pub(super) fn each(&mut self, batch: &Batch, mut see: impl FnMut(Result<ReadRow<'_>, RefusedRow<'_>>)) {
        for index in 0..batch.len() {
            // Asked before the row, which borrows the reader.
            let operation = self.rows.cell(batch, index, self.operation).map(|cell| unmarked(cell.trim()));
            // The role of a column is asked of another reader: this one is lent to the row.
            let refused = match self.rows.row(batch, index) {
                None => return,
                Some(Ok(cells)) => {
                    see(self.hand.read(&cells).map_err(|refusal| RefusedRow { refusal, operation }));
                    continue;
                }
                Some(Err(refused)) => refused,
            };
            let role = refused.column.and_then(|column| self.rows.role_of(column));
            let field = role.and_then(|role| roles().nth(role)).map(|role| role.name.to_owned());
            let refusal = detailed(Refusal { field: field.map(Into::into), ..Refusal::from(refused) });
            see(Err(RefusedRow { refusal, operation }));
        }
    }
}
