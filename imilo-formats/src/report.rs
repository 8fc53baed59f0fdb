//! The bilan of a file, streamed: findings and refused rows as they come, sums at the end.
//!
//! A file that stops being readable in its middle has a bilan of what was read, and the bilan says so.
//!
//! Nothing is held but the sums and the few dossiers of the "to do next" lists. No clear NIR is written: a
//! free value that may hold one is masked.

mod constats;
mod sheet;
mod shown;

pub use shown::{shown, shown_file};

use std::borrow::Cow;
use std::collections::BinaryHeap;
use std::io::{self, Read, Write};

use imilo_core::bilan::{Bilan, Due, Judged, Report};
use imilo_core::calendar::Date;
use imilo_core::conservation::{Fact, Retention};
use imilo_core::dossier::{DataRules, Dossier};
use serde::Serialize;

use constats::Constats;

use crate::page;
use crate::source::{DossierReader, FileNotice, Refusal, Row};

/// Longest list of things to do that is kept for the page; the CSV has them all.
pub const LONGEST_LIST: usize = 200;

/// A dossier in a "to do next" list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct DueDossier {
    /// First closed day, or the earliest that it can be.
    pub date: Date,
    /// Number of the record in the file.
    pub record: u64,
    /// Code of the mission locale.
    pub structure: Option<String>,
    /// Matricule of the dossier, masked if it may be a NIR.
    pub matricule: String,
    /// Codes of the provisions that fix the day.
    pub provisions: String,
    /// Facts for lack of which the day may be a later one, or what becomes of the dossier cannot be said.
    pub missing: Vec<&'static str>,
    /// Facts that would put the day off if they were established.
    pub would_extend: Vec<&'static str>,
}

/// The dossiers to see first, soonest first, at most [`LONGEST_LIST`] each.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct DueLists {
    /// To anonymise now.
    pub anonymise: Vec<DueDossier>,
    /// To move to the FSE archive now.
    pub fse_archive: Vec<DueDossier>,
    /// To close now; whether to anonymise or to archive depends on a fact that is missing.
    pub archive_unknown: Vec<DueDossier>,
    /// Closing within ninety days.
    pub within_90_days: Vec<DueDossier>,
    /// Closing within ninety days at the earliest: what is missing can only put the day off.
    pub within_90_days_at_the_earliest: Vec<DueDossier>,
}

/// A bounded list that keeps the soonest.
#[derive(Default)]
struct Soonest(BinaryHeap<DueDossier>);

impl Soonest {
    fn push(&mut self, date: Date, make: impl FnOnce() -> DueDossier) {
        let room = self.0.len() < LONGEST_LIST;
        if room || self.0.peek().is_some_and(|latest| date < latest.date) {
            self.0.push(make());
            if !room {
                self.0.pop();
            }
        }
    }
}

/// The whole bilan of a file: what `bilan.json` holds.
#[derive(Debug, Serialize)]
pub struct FileBilan {
    /// Name of the file, as the caller shows it.
    pub source: String,
    /// Its format.
    pub format: &'static str,
    /// Whether the file was read to its end.
    pub complete: bool,
    /// Remarks on the whole file.
    pub notices: Vec<FileNotice>,
    /// The counts.
    #[serde(flatten)]
    pub report: Report,
    /// What to do next.
    pub due: DueLists,
}

impl FileBilan {
    /// Writes the page for people.
    ///
    /// # Errors
    /// Whatever `out` gives.
    pub fn write_page(&self, out: &mut impl Write) -> io::Result<()> {
        fn rows(list: &[DueDossier]) -> Vec<page::Row<'_>> {
            list.iter()
                .map(|due| page::Row {
                    structure: due.structure.as_deref(),
                    matricule: Some(due.matricule.as_str()).filter(|matricule| !matricule.is_empty()),
                    date: Some(due.date),
                    provision: &due.provisions,
                    missing: &due.missing,
                    would_extend: &due.would_extend,
                })
                .collect()
        }
        let due = &self.due;
        let (due_now, due_soon, fse_archive) =
            (rows(&due.anonymise), rows(&due.within_90_days), rows(&due.fse_archive));
        let archive_unknown = rows(&due.archive_unknown);
        let due_at_the_earliest = rows(&due.within_90_days_at_the_earliest);
        let lists = page::Lists {
            due_now: page::List { rows: &due_now },
            due_soon: page::List { rows: &due_soon },
            due_at_the_earliest: page::List { rows: &due_at_the_earliest },
            fse_archive: page::List { rows: &fse_archive },
            archive_unknown: page::List { rows: &archive_unknown },
        };
        let notices: Vec<_> =
            self.notices.iter().map(|notice| page::Notice { fr: &notice.fr, en: &notice.en }).collect();
        let source = page::Source {
            name: &self.source,
            format: self.format,
            complete: self.complete,
            notices: &notices,
            lists: &lists,
        };
        page::write(out, &self.report, &source)
    }
}

/// The rules of a day, by which a file is judged.
#[derive(Clone, Copy, Debug)]
pub struct Rules<'r, 'l> {
    /// How long a dossier may be open.
    pub retention: &'r Retention<'l>,
    /// Which data it may hold.
    pub data: &'r DataRules<'l>,
}

/// Where the rows go while the file is read.
pub struct RowFiles<F, G> {
    /// Findings per dossier, as CSV.
    pub findings: F,
    /// Refused rows, as CSV.
    pub refused: G,
}

/// Reads a whole file and counts it.
///
/// When reading fails in the middle, what was read is counted, the last line of the refused rows tells where it
/// stopped, and [`FileBilan::complete`] is false.
///
/// `progress` is told the bytes and rows read so far, every few thousand rows.
///
/// ```
/// use imilo_core::conservation::{Readings, Retention, Tables};
/// use imilo_core::dossier::{DataRules, DataTables};
/// use imilo_formats::report::{RowFiles, Rules, bilan};
/// use imilo_formats::source::{DossierReader, Options};
///
/// let (tables, data) = (Tables::built_in(), DataTables::built_in());
/// let retention = Retention::on("2026-11-24".parse()?, &tables, Readings::default())?;
/// let data = DataRules::on(retention.day(), &data)?;
/// let rules = Rules { retention: &retention, data: &data };
/// let file = "matricule;date_naissance;fse;cej_debut;programme;programme_debut\n7;01/06/1998;non;;;\n";
/// let mut reader = DossierReader::open(file.as_bytes(), &Options::default())?;
/// let (mut findings, mut refused) = (Vec::new(), Vec::new());
/// let rows = RowFiles { findings: &mut findings, refused: &mut refused };
/// let bilan = bilan("essai.csv", &mut reader, rules, rows, &mut |_, _| {})?;
/// assert_eq!(bilan.report.total.retention.to_anonymise_now, 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When a row file cannot be written.
pub fn bilan<R: Read, F: Write, G: Write>(
    name: &str,
    reader: &mut DossierReader<R>,
    rules: Rules<'_, '_>,
    mut files: RowFiles<F, G>,
    progress: &mut dyn FnMut(u64, u64),
) -> io::Result<FileBilan> {
    let mut bilan = Bilan::new(rules.retention, rules.data, reader.carried());
    let mut lists = <[Soonest; 5]>::default();
    let constats = Constats::new(rules);
    sheet::begin(&mut files.findings, sheet::FINDINGS)?;
    sheet::begin(&mut files.refused, sheet::REFUSED)?;
    while let Some(row) = reader.next() {
        let judged = row.and_then(|row| match bilan.add(&row.dossier) {
            Ok(judged) => Ok((row, judged)),
            Err(error) => Err(Refusal::facts(&row, &error)),
        });
        match judged {
            Ok((row, judged)) => {
                keep(&mut lists, &row, &judged);
                constats.write(&mut files.findings, &row, &judged)?;
            }
            Err(refusal) => {
                bilan.refuse(refusal.code);
                write_refusal(&mut files.refused, &refusal)?;
            }
        }
        let rows = bilan.dossiers() + bilan.refused();
        if rows.is_multiple_of(4096) {
            progress(reader.bytes_read(), rows);
        }
    }
    files.findings.flush()?;
    files.refused.flush()?;
    let [anonymise, fse_archive, archive_unknown, within_90_days, within_90_days_at_the_earliest] =
        lists.map(|list| list.0.into_sorted_vec());
    let mut notices = reader.notices();
    let failure = reader.read_error();
    if let Some(kind) = failure {
        notices.insert(0, FileNotice::incomplete(kind, bilan.dossiers() + bilan.refused()));
    }
    Ok(FileBilan {
        source: shown_file(name).into_owned(),
        format: reader.format().name(),
        complete: failure.is_none(),
        notices,
        report: bilan.report(),
        due: DueLists {
            anonymise,
            fse_archive,
            archive_unknown,
            within_90_days,
            within_90_days_at_the_earliest,
        },
    })
}

fn matricule(dossier: &Dossier) -> Cow<'_, str> {
    dossier.identite.matricule.given().map_or(Cow::Borrowed(""), |text| shown(text))
}

fn structure(dossier: &Dossier) -> Option<String> {
    dossier.structure().map(ToString::to_string)
}

fn keep([anonymise, archive, unknown, soon, earliest]: &mut [Soonest; 5], row: &Row, judged: &Judged<'_>) {
    let list = match judged.due {
        Due::Anonymise => anonymise,
        Due::MoveToFseArchive => archive,
        Due::CloseArchiveUnknown => unknown,
        Due::Within90Days => soon,
        Due::Within90DaysAtTheEarliest => earliest,
        Due::Nothing | Due::AlreadyAnonymised | Due::Undetermined => return,
    };
    let Some(date) = judged.due_on() else { return };
    list.push(date, || DueDossier {
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

fn write_refusal(out: &mut impl Write, refusal: &Refusal) -> io::Result<()> {
    let number = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
    sheet::write_row(
        out,
        [
            &refusal.record.to_string(),
            &number(refusal.line),
            &number(refusal.column.and_then(|column| u64::try_from(column).ok())),
            refusal.field.as_deref().unwrap_or_default(),
            refusal.code,
            refusal.fr,
            refusal.en,
        ],
    )
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
            list.push(date, || DueDossier {
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
