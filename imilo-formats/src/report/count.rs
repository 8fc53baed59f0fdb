//! The rows of a file judged and counted, on one thread or several.
//!
//! The calling thread takes chunks off the file and writes what was found, both in the order of the file; the others
//! judge. No more chunks are under way than a few a thread, so that memory does not grow with the file.

use std::cell::Cell;
use std::collections::BinaryHeap;
use std::io::{self, Read, Write};

use imilo_core::bilan::{Bilan, Due, Judged};
use imilo_core::calendar::Date;
use imilo_core::conservation::Fact;

use super::constats::Constats;
use super::mend::{MendDossier, MendLists};
use super::{DueDossier, DueLists, LONGEST_LIST, RowFiles, Rules, Run, matricule, sheet, structure};
use crate::fse::{FseSection, OfDossiers};
use crate::source::hand::{Chunk, Hand};
use crate::source::{DossierReader, Row};
use crate::together::together;

/// Counts the rows of a file.
pub(super) fn count<'r, 'l, R: Read, F: Write, G: Write>(
    reader: &mut DossierReader<R>,
    rules: Rules<'r, 'l>,
    files: &mut RowFiles<F, G>,
    run: Run<'_>,
) -> io::Result<(Bilan<'r, 'l>, DueLists, Vec<MendDossier>, FseSection)> {
    let constats = Constats::new(rules);
    let mut out = Out { files, progress: run.progress, rows: 0 };
    let mut total = Counter::new(reader, rules, &constats);
    let counters = (0..run.threads.get()).map(|_| Counter::new(reader, rules, &constats)).collect();
    // Reading and writing are both done on this thread, by closures of their own.
    let bytes = Cell::new(0);
    let take = |work: &mut Work| {
        let more = reader.next_chunk(&mut work.chunk);
        bytes.set(reader.bytes_read());
        more
    };
    let counters = together(counters, take, Counter::judge, |work| out.write(work, bytes.get()))?;
    let mut indicators = Vec::new();
    for counter in counters {
        total.bilan.merge(counter.bilan);
        total.lists.merge(counter.lists);
        total.mend.merge(counter.mend);
        indicators.push(counter.indicators);
        reader.take_back(counter.hand);
    }
    let indicators = OfDossiers::section(indicators, rules.retention.day());
    Ok((total.bilan, total.lists.into_due(), total.mend.into_list(), indicators))
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
