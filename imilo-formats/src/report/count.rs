//! The rows of a file judged and counted, on one thread or several.
//!
//! The calling thread takes chunks off the file and writes what was found, both in the order of the file; the others
//! judge. No more chunks are under way than a few a thread, so that memory does not grow with the file.

use std::collections::{BTreeMap, BinaryHeap};
use std::io::{self, Read, Write};
use std::sync::mpsc::{Receiver, RecvError, channel};
use std::sync::{Mutex, PoisonError};

use imilo_core::bilan::{Bilan, Due, Judged};
use imilo_core::calendar::Date;
use imilo_core::conservation::Fact;

use super::constats::Constats;
use super::mend::{MendDossier, MendLists};
use super::{DueDossier, DueLists, LONGEST_LIST, RowFiles, Rules, Run, matricule, sheet, structure};
use crate::fse::{FseSection, OfDossiers};
use crate::source::hand::{Chunk, Hand};
use crate::source::{DossierReader, Row};

/// Chunks under way for each thread: one that it works on, one that waits.
const UNDER_WAY: usize = 2;

/// Counts the rows of a file.
pub(super) fn count<'r, 'l, R: Read, F: Write, G: Write>(
    reader: &mut DossierReader<R>,
    rules: Rules<'r, 'l>,
    files: &mut RowFiles<F, G>,
    run: Run<'_>,
) -> io::Result<(Bilan<'r, 'l>, DueLists, Vec<MendDossier>, FseSection)> {
    let constats = Constats::new(rules);
    let mut total = Counter::new(reader, rules, &constats);
    let mut out = Out { files, progress: run.progress, rows: 0 };
    let threads = run.threads.get();
    let mut indicators = Vec::new();
    if threads == 1 {
        let mut work = Work::default();
        while reader.next_chunk(&mut work.chunk) {
            total.judge(&mut work);
            out.write(&work, reader.bytes_read())?;
        }
    } else {
        let more: Vec<_> = (0..threads).map(|_| Counter::new(reader, rules, &constats)).collect();
        for counter in together(reader, &mut out, more)? {
            total.bilan.merge(counter.bilan);
            total.lists.merge(counter.lists);
            total.mend.merge(counter.mend);
            indicators.push(counter.indicators);
            reader.take_back(counter.hand);
        }
    }
    reader.take_back(total.hand);
    indicators.push(total.indicators);
    let indicators = OfDossiers::section(indicators, rules.retention.day());
    Ok((total.bilan, total.lists.into_due(), total.mend.into_list(), indicators))
}

/// Lets each counter work on a thread of its own, and gives them back.
fn together<'a, 'r, 'l, R: Read, F: Write, G: Write>(
    reader: &mut DossierReader<R>,
    out: &mut Out<'_, F, G>,
    counters: Vec<Counter<'a, 'r, 'l>>,
) -> io::Result<Vec<Counter<'a, 'r, 'l>>> {
    let mut free: Vec<Work> = (0..counters.len() * UNDER_WAY).map(|_| Work::default()).collect();
    let (give, take) = channel::<(u64, Work)>();
    let (done, finished) = channel();
    let take = &Mutex::new(take);
    std::thread::scope(|scope| {
        let workers: Vec<_> = counters
            .into_iter()
            .map(|mut counter| {
                let done = done.clone();
                scope.spawn(move || {
                    while let Ok((place, mut work)) = next(take) {
                        counter.judge(&mut work);
                        // Nobody waits for it when writing failed.
                        if done.send((place, work)).is_err() {
                            break;
                        }
                    }
                    counter
                })
            })
            .collect();
        drop(done);
        let written = feed(reader, out, &mut free, &give, &finished);
        drop((give, finished));
        let counters = workers.into_iter().map(|worker| {
            // A panic goes on in the caller's thread, as if there had been one thread only.
            worker.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        let counters = counters.collect();
        written.map(|()| counters)
    })
}

fn next(take: &Mutex<Receiver<(u64, Work)>>) -> Result<(u64, Work), RecvError> {
    take.lock().unwrap_or_else(PoisonError::into_inner).recv()
}

/// Gives chunks to the workers and writes what comes back, both in the order of the file.
fn feed<R: Read, F: Write, G: Write>(
    reader: &mut DossierReader<R>,
    out: &mut Out<'_, F, G>,
    free: &mut Vec<Work>,
    give: &std::sync::mpsc::Sender<(u64, Work)>,
    finished: &Receiver<(u64, Work)>,
) -> io::Result<()> {
    let mut early = BTreeMap::new();
    let (mut given, mut written, mut more) = (0, 0, true);
    while more || written < given {
        while let Some(mut work) = if more { free.pop() } else { None } {
            more = reader.next_chunk(&mut work.chunk);
            if more && give.send((given, work)).is_ok() {
                given += 1;
            }
        }
        if written == given {
            continue;
        }
        // No worker is left only when one of them panicked: joining it tells.
        let Ok((place, work)) = finished.recv() else { return Ok(()) };
        early.insert(place, work);
        while let Some(work) = early.remove(&written) {
            out.write(&work, reader.bytes_read())?;
            free.push(work);
            written += 1;
        }
    }
    Ok(())
}

/// A chunk, and what is to be written of its rows.
#[derive(Default)]
struct Work {
    chunk: Chunk,
    findings: Vec<u8>,
    refused: Vec<u8>,
    rows: u64,
}

/// Where the rows go.
struct Out<'f, F, G> {
    files: &'f mut RowFiles<F, G>,
    progress: &'f mut dyn FnMut(u64, u64),
    rows: u64,
}

impl<F: Write, G: Write> Out<'_, F, G> {
    fn write(&mut self, work: &Work, bytes: u64) -> io::Result<()> {
        self.files.findings.write_all(&work.findings)?;
        self.files.refused.write_all(&work.refused)?;
        self.rows += work.rows;
        (self.progress)(bytes, self.rows);
        Ok(())
    }
}

/// What one thread counts.
struct Counter<'a, 'r, 'l> {
    hand: Hand,
    bilan: Bilan<'r, 'l>,
    lists: Lists,
    mend: MendLists,
    indicators: OfDossiers,
    constats: &'a Constats,
}

impl<'a, 'r, 'l> Counter<'a, 'r, 'l> {
    fn new<R: Read>(reader: &DossierReader<R>, rules: Rules<'r, 'l>, constats: &'a Constats) -> Self {
        Self {
            hand: reader.hand(),
            bilan: Bilan::new(rules.retention, rules.data, reader.carried()),
            lists: Lists::default(),
            mend: MendLists::default(),
            indicators: OfDossiers::on(rules.retention.day()),
            constats,
        }
    }

    fn judge(&mut self, work: &mut Work) {
        let Self { hand, bilan, lists, mend, indicators, constats } = self;
        let Work { chunk, findings, refused, rows } = work;
        findings.clear();
        refused.clear();
        *rows = 0;
        hand.each(chunk, |read, columns| {
            *rows += 1;
            let judged = read.and_then(|row| match bilan.add(&row.dossier) {
                Ok(judged) => Ok((row, judged)),
                Err(error) => Err(columns.refuse(row, &error)),
            });
            // Writing to memory does not fail.
            let _ = match judged {
                Ok((row, judged)) => {
                    lists.keep(row, &judged);
                    mend.keep(row, &judged, constats);
                    indicators.add(&row.dossier);
                    constats.write(findings, row, &judged)
                }
                Err(refusal) => {
                    bilan.refuse(refusal.code);
                    sheet::write_refusal(refused, &refusal)
                }
            };
        });
    }
}

/// A bounded list that keeps the soonest.
#[derive(Default)]
struct Soonest(BinaryHeap<DueDossier>);

impl Soonest {
    /// Of the same day, those that stand first in the file.
    fn push(&mut self, date: Date, record: u64, make: impl FnOnce() -> DueDossier) {
        let room = self.0.len() < LONGEST_LIST;
        if room || self.0.peek().is_some_and(|latest| (date, record) < (latest.date, latest.record)) {
            self.0.push(make());
            if !room {
                self.0.pop();
            }
        }
    }
}

/// The lists of [`DueLists`], in its order.
#[derive(Default)]
struct Lists([Soonest; 5]);

impl Lists {
    fn keep(&mut self, row: &Row, judged: &Judged<'_>) {
        let [anonymise, archive, unknown, soon, earliest] = &mut self.0;
        let list = match judged.due {
            Due::Anonymise => anonymise,
            Due::MoveToFseArchive => archive,
            Due::CloseArchiveUnknown => unknown,
            Due::Within90Days => soon,
            Due::Within90DaysAtTheEarliest => earliest,
            Due::Nothing | Due::AlreadyAnonymised | Due::Undetermined => return,
        };
        let Some(date) = judged.due_on() else { return };
        list.push(date, row.record, || DueDossier {
            date,
            record: row.record,
            structure: structure(&row.dossier),
            matricule: matricule(&row.dossier).into_owned(),
            provisions: judged.decision.founded_by().join(" + "),
            missing: match judged.due {
                Due::Within90DaysAtTheEarliest => judged.missing_for_access().map(Fact::code).collect(),
                Due::CloseArchiveUnknown => judged.decision.missing.iter().map(Fact::code).collect(),
                _ => Vec::new(),
            },
            would_extend: judged.would_extend_access().map(Fact::code).collect(),
        });
    }

    fn merge(&mut self, other: Self) {
        for (here, there) in self.0.iter_mut().zip(other.0) {
            for due in there.0 {
                here.push(due.date, due.record, || due);
            }
        }
    }

    fn into_due(self) -> DueLists {
        let [anonymise, fse_archive, archive_unknown, within_90_days, within_90_days_at_the_earliest] =
            self.0.map(|list| list.0.into_sorted_vec());
        DueLists { anonymise, fse_archive, archive_unknown, within_90_days, within_90_days_at_the_earliest }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_keeps_the_soonest() {
        let mut list = Soonest::default();
        let days = u64::try_from(LONGEST_LIST).unwrap() + 50;
        for record in 0..days {
            let back = i64::try_from(days - record).unwrap();
            let date = Date::from_time(time_macros()).plus_days(back);
            list.push(date, record, || DueDossier {
                date,
                record,
                structure: None,
                matricule: String::new(),
                provisions: String::new(),
                missing: Vec::new(),
                would_extend: Vec::new(),
            });
        }
        let kept = list.0.into_sorted_vec();
        assert_eq!(kept.len(), LONGEST_LIST);
        assert_eq!(kept[0].record, days - 1);
        assert!(kept.windows(2).all(|pair| pair[0].date <= pair[1].date));
    }

    fn time_macros() -> time::Date {
        time::Date::from_calendar_date(2026, time::Month::January, 1).unwrap()
    }
}
