//! The rows of a file of participations judged and counted; re-entries merged.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io::{self, Read};
use std::num::NonZero;

use imilo_core::dossier::Field;
use imilo_core::fse::{Counting, Derivation, Due, Participation, Rules, Tally, merge};
use imilo_core::wire::fse_shown;

use super::read::{BatchHand, ParticipationReader, ReadRow, RefusedRow};
use super::refusal::unjudged;
use crate::source::{Refusal, Unreadable};
use crate::tabular::{Batch, Mapping};
use crate::together::together;

/// What was found of a row.
#[derive(Clone, Debug)]
pub enum Found {
    /// It is a participation, or the first row of one.
    Codes {
        /// What the rules make of it.
        derivation: Box<Derivation>,
        /// Observations that were not made.
        due: Vec<Due>,
    },
    /// A later row of a participation that is told at another record.
    Merged {
        /// Number of that record.
        into: u64,
    },
    /// It cannot be read. A row that a rule of level R refuses was read: it is a `Codes` whose record is refused.
    Refused(Refusal),
}

/// A row of the file, judged. Rows of re-entries come behind all others.
#[derive(Clone, Debug)]
pub struct JudgedRow {
    /// Number of the record, from 1.
    pub record: u64,
    /// Line of the file.
    pub line: u64,
    /// Pseudonym of the person, masked if it may be a NIR; empty when there is none, or the row is refused.
    pub participant_id: String,
    /// The operation, masked likewise.
    pub operation_id: String,
    /// Whether its stay overlaps another of the same person and operation (V3).
    pub overlaps: bool,
    /// What was found.
    pub found: Found,
}

/// How a file is counted.
#[derive(Clone, Copy)]
pub(super) struct Plan<'a> {
    pub(super) rules: &'a Rules,
    /// Only the rows of this operation.
    pub(super) operation: Option<&'a str>,
    pub(super) threads: NonZero<usize>,
    /// Keys that stand in several rows: those rows wait for the end.
    pub(super) twice: &'a HashSet<u64>,
    /// Whether rows are given out.
    pub(super) rows: bool,
}

/// What was counted of a file.
pub(super) struct Counted {
    pub(super) tally: Tally,
    pub(super) rows: u64,
    pub(super) others: Others,
    pub(super) refused: BTreeMap<&'static str, u64>,
    /// Rows that count and name no participant: no re-entry can be found among them.
    pub(super) unnamed: u64,
    /// Rows of a participation that another row tells.
    pub(super) merged: u64,
    pub(super) overlaps: u64,
}

/// What stands in the file beside the operation that was asked for.
#[derive(Default)]
pub(super) struct Others {
    /// Rows of other operations, or of none.
    pub(super) rows: u64,
    /// Rows among them that were refused before their operation could be read.
    pub(super) unread: u64,
    /// The first operations in the order of their text, one more than are told.
    pub(super) operations: BTreeSet<String>,
}

/// How many operations are named to who asked for one that is not there.
pub(super) const MOST_NAMED: usize = 5;

impl Others {
    /// Whether a row is one of them; `operation` is that of the row, none when it could not be read.
    pub(super) fn take(&mut self, asked: Option<&str>, operation: Option<&str>) -> bool {
        let Some(asked) = asked else { return false };
        if operation == Some(asked) {
            return false;
        }
        self.rows += 1;
        match operation {
            None => self.unread += 1,
            Some("") => {}
            Some(operation) if self.operations.contains(operation) => {}
            Some(operation) => {
                self.operations.insert(operation.to_owned());
                if self.operations.len() > MOST_NAMED + 1 {
                    self.operations.pop_last();
                }
            }
        }
        true
    }

    fn add(&mut self, other: Self) {
        self.rows += other.rows;
        self.unread += other.unread;
        self.operations.extend(other.operations);
    }
}

/// What stands for a person in an operation: a number, which two of them may share.
fn key(record: &Participation) -> Option<u64> {
    let (participant, operation) = (record.participant_id.given()?, record.operation_id.given()?);
    let mut hasher = DefaultHasher::new();
    (participant, operation).hash(&mut hasher);
    Some(hasher.finish())
}

/// The keys that stand in several rows. Eight bytes a row are held.
pub(super) fn twice(read: impl Read, mapping: Option<&Mapping>) -> Result<HashSet<u64>, Unreadable> {
    let mut reader = ParticipationReader::open(read, mapping)?;
    if !reader.carries("participant_id") || !reader.carries("operation_id") {
        return Ok(HashSet::new());
    }
    let mut keys = Vec::new();
    while let Some(row) = reader.next_row() {
        keys.extend(row.ok().and_then(|row| key(row.participation)));
    }
    keys.sort_unstable();
    let twice = keys.windows(2).filter_map(|pair| match pair {
        [a, b] if a == b => Some(*a),
        _ => None,
    });
    Ok(twice.collect())
}

/// A chunk of rows, and what was found of them.
#[derive(Default)]
struct Work {
    batch: Batch,
    rows: Vec<JudgedRow>,
}

/// What one thread counts.
struct Counter<'a> {
    plan: Plan<'a>,
    hand: BatchHand,
    counting: Counting,
    aside: Vec<(u64, u64, Participation)>,
    rows: u64,
    others: Others,
    refused: BTreeMap<&'static str, u64>,
    unnamed: u64,
}

impl<'a> Counter<'a> {
    fn new<R: Read>(plan: Plan<'a>, reader: &ParticipationReader<R>) -> Self {
        Self {
            plan,
            hand: reader.hand(),
            counting: Counting::new(*plan.rules),
            aside: Vec::new(),
            rows: 0,
            others: Others::default(),
            refused: BTreeMap::new(),
            unnamed: 0,
        }
    }

    fn judge(&mut self, work: &mut Work) {
        work.rows.clear();
        let Self { plan, hand, counting, aside, rows, others, refused, unnamed } = self;
        hand.each(&work.batch, |read| {
            *rows += 1;
            let judged = match read {
                Ok(row) if others.take(plan.operation, Some(operation_of(row.participation))) => return,
                Err(RefusedRow { operation, .. }) if others.take(plan.operation, operation) => return,
                Ok(row)
                    if !plan.twice.is_empty()
                        && key(row.participation).is_some_and(|key| plan.twice.contains(&key)) =>
                {
                    aside.push((row.record, row.line, row.participation.clone()));
                    return;
                }
                Ok(row) => count(plan, counting, unnamed, row),
                Err(RefusedRow { refusal, .. }) => Err(refusal),
            };
            let judged = judged.unwrap_or_else(|refusal| {
                *refused.entry(refusal.code).or_default() += 1;
                plan.rows.then(|| refused_row(refusal))
            });
            work.rows.extend(judged);
        });
    }
}

/// The operation of a record; empty when it names none.
pub(super) fn operation_of(record: &Participation) -> &str {
    record.operation_id.given().map_or("", String::as_str)
}

fn refused_row(refusal: Refusal) -> JudgedRow {
    JudgedRow {
        record: refusal.record,
        line: refusal.line.unwrap_or_default(),
        participant_id: String::new(),
        operation_id: String::new(),
        overlaps: false,
        found: Found::Refused(refusal),
    }
}

/// Counts a row; gives it out when rows are.
fn count(
    plan: &Plan<'_>,
    counting: &mut Counting,
    unnamed: &mut u64,
    row: ReadRow<'_>,
) -> Result<Option<JudgedRow>, Refusal> {
    let failed = |error| unjudged(row.record, row.line, error);
    let derivation = counting.add(row.participation).map_err(failed)?;
    let named = row.participation.participant_id.given().is_some();
    *unnamed += u64::from(!named && !derivation.is_refused());
    if !plan.rows {
        return Ok(None);
    }
    let due = plan.rules.due(row.participation).map_err(failed)?;
    let text =
        |field: &Field<String>| field.given().map_or(String::new(), |text| fse_shown(text).into_owned());
    Ok(Some(JudgedRow {
        record: row.record,
        line: row.line,
        participant_id: text(&row.participation.participant_id),
        operation_id: text(&row.participation.operation_id),
        overlaps: false,
        found: Found::Codes { derivation: Box::new(derivation), due },
    }))
}

/// Counts the rows of a file and gives them out if the plan says so.
pub(super) fn count_file<R: Read>(
    reader: &mut ParticipationReader<R>,
    plan: Plan<'_>,
    mut see: impl FnMut(&JudgedRow) -> io::Result<()>,
) -> io::Result<Counted> {
    let counters = (0..plan.threads.get()).map(|_| Counter::new(plan, reader)).collect();
    let counters = together(
        counters,
        |work: &mut Work| reader.next_batch(&mut work.batch),
        Counter::judge,
        |work| work.rows.iter().try_for_each(&mut see),
    )?;
    let mut counted = Counted {
        tally: Tally::new(*plan.rules),
        rows: 0,
        others: Others::default(),
        refused: BTreeMap::new(),
        unnamed: 0,
        merged: 0,
        overlaps: 0,
    };
    let mut aside = Vec::new();
    for counter in counters {
        counted.tally.merge(&counter.counting.into_tally());
        counted.rows += counter.rows;
        counted.others.add(counter.others);
        counted.unnamed += counter.unnamed;
        for (code, rows) in counter.refused {
            *counted.refused.entry(code).or_default() += rows;
        }
        aside.extend(counter.aside);
    }
    aside.sort_by_key(|(record, ..)| *record);
    re_entries(plan, aside, &mut counted, &mut see)?;
    Ok(counted)
}

/// Merges the rows that waited, and counts each participation once.
fn re_entries(
    plan: Plan<'_>,
    aside: Vec<(u64, u64, Participation)>,
    counted: &mut Counted,
    see: &mut impl FnMut(&JudgedRow) -> io::Result<()>,
) -> io::Result<()> {
    type Key = (String, String);
    let names = |record: &Participation| -> Option<Key> {
        Some((record.participant_id.given()?.clone(), record.operation_id.given()?.clone()))
    };
    let mut counting = Counting::new(*plan.rules);
    let mut places = Vec::with_capacity(aside.len());
    let mut keys = Vec::with_capacity(aside.len());
    let mut records = Vec::with_capacity(aside.len());
    for (record, line, participation) in aside {
        places.push((record, line));
        keys.push(names(&participation));
        records.push(participation);
    }
    let place = |index: usize| places.get(index).copied().unwrap_or_default();
    let merged = merge(records, &plan.rules.options);
    counted.overlaps += merged.overlaps.len() as u64;
    let mut rows: BTreeMap<usize, JudgedRow> = BTreeMap::new();
    let mut told: HashMap<&Key, u64> = HashMap::new();
    for (index, participation) in &merged.participations {
        let (record, line) = place(*index);
        let read = ReadRow { record, line, participation };
        let row = count(&Plan { rows: true, ..plan }, &mut counting, &mut counted.unnamed, read);
        let row = row.unwrap_or_else(|refusal| Some(refused_row(refusal)));
        let Some(row) = row else { continue };
        // A record that V12 refuses stays alone and is no participation that others are merged into.
        let stands = matches!(&row.found, Found::Codes { derivation, .. } if !derivation.is_refused());
        if let Some(key) = keys.get(*index).and_then(Option::as_ref).filter(|_| stands) {
            told.insert(key, record);
        }
        rows.insert(*index, row);
    }
    for (index, error) in &merged.refused {
        let (record, line) = place(*index);
        let refusal = unjudged(record, line, *error);
        *counted.refused.entry(refusal.code).or_default() += 1;
        rows.insert(*index, refused_row(refusal));
    }
    for (index, key) in keys.iter().enumerate() {
        let overlaps = merged.overlaps.binary_search(&index).is_ok();
        let (record, line) = place(index);
        let row = rows.entry(index).or_insert_with(|| {
            counted.merged += 1;
            let into = key.as_ref().and_then(|key| told.get(key)).copied().unwrap_or_default();
            let text = |of: fn(&Key) -> &String| {
                key.as_ref().map(|key| fse_shown(of(key)).into_owned()).unwrap_or_default()
            };
            JudgedRow {
                record,
                line,
                participant_id: text(|key| &key.0),
                operation_id: text(|key| &key.1),
                overlaps: false,
                found: Found::Merged { into },
            }
        });
        row.overlaps = overlaps;
        if plan.rows {
            see(row)?;
        }
    }
    counted.tally.merge(&counting.into_tally());
    Ok(())
}
