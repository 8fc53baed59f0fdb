//! The bilan of a file, streamed: findings and refused rows as they come, sums at the end.
//!
//! A file that stops being readable in its middle has a bilan of what was read, and the bilan says so.
//!
//! Nothing is held but the sums and the few dossiers of the "to do next" lists. No clear NIR is written: a
//! free value that may hold one is masked.

mod constats;
mod count;
mod mend;
mod recipients;
#[cfg(test)]
mod recipients_tests;
mod register;
pub(crate) mod sheet;
mod shown;

pub use mend::{LONGEST_MEND, MendDossier};
pub use recipients::{Recipient, Recipients, WithheldField};
pub use register::{RefusedLine, RegisterLine, RegisterSection};
pub(crate) use shown::MASKED;
pub use shown::{shown, shown_file};

use std::borrow::Cow;
use std::io::{self, Read, Write};
use std::num::NonZero;

use imilo_core::bilan::Report;
use imilo_core::calendar::Date;
use imilo_core::conservation::Retention;
use imilo_core::dossier::{DataRules, Dossier};
use serde::Serialize;

use crate::folder::Folder;
use crate::fse::FseSection;
use crate::page;
use crate::registre::Register;
use crate::source::{DossierReader, FileNotice};

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
    /// What a terminal shows of it.
    pub summary: page::Summary,
    /// The counts.
    #[serde(flatten)]
    pub report: Report,
    /// What to do next.
    pub due: DueLists,
    /// What is to be mended, in the order of the file: of each kind the first, at most [`LONGEST_MEND`].
    pub mend: Vec<MendDossier>,
    /// What the recipients of the law may not get of the data that are filled.
    pub recipients: Option<Recipients>,
    /// Indicators of the FSE, as far as the dossiers tell; none when all of them say that they are not co-financed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub fse: Option<FseSection>,
    /// Requests of persons; none without a register.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub register: Option<RegisterSection>,
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
        let mend: Vec<_> = self.mend.iter().map(MendDossier::shown).collect();
        let archive_unknown = rows(&due.archive_unknown);
        let due_at_the_earliest = rows(&due.within_90_days_at_the_earliest);
        let lists = page::Lists {
            due_now: page::List { rows: &due_now },
            due_soon: page::List { rows: &due_soon },
            due_at_the_earliest: page::List { rows: &due_at_the_earliest },
            fse_archive: page::List { rows: &fse_archive },
            archive_unknown: page::List { rows: &archive_unknown },
            mend: &mend,
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
        let sections = page::Sections {
            fse: self.fse.as_ref(),
            recipients: self.recipients.as_ref(),
            register: self.register.as_ref(),
        };
        page::write_with(out, &self.report, &source, sections)
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

/// How a file is read.
pub struct Run<'p> {
    /// Threads that judge the rows. The bilan and the rows written are the same whatever their number.
    pub threads: NonZero<usize>,
    /// Is told the bytes and the rows read so far, from time to time.
    pub progress: &'p mut dyn FnMut(u64, u64),
}

/// As many threads as the machine has processors for this program; one where it does not say.
///
/// ```
/// assert!(imilo_formats::report::all_processors().get() >= 1);
/// ```
#[must_use]
pub fn all_processors() -> NonZero<usize> {
    std::thread::available_parallelism().unwrap_or(NonZero::<usize>::MIN)
}

/// Reads a whole file and counts it.
///
/// When reading fails in the middle, what was read is counted, the last line of the refused rows tells where it
/// stopped, and [`FileBilan::complete`] is false.
///
/// ```
/// use imilo_core::conservation::{Readings, Retention, Tables};
/// use imilo_core::dossier::{DataRules, DataTables};
/// use imilo_formats::report::{RowFiles, Rules, Run, all_processors, bilan};
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
/// let run = Run { threads: all_processors(), progress: &mut |_, _| {} };
/// let bilan = bilan("essai.csv", &mut reader, rules, rows, run)?;
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
    run: Run<'_>,
) -> io::Result<FileBilan> {
    sheet::begin(&mut files.findings, sheet::FINDINGS)?;
    sheet::begin(&mut files.refused, sheet::REFUSED)?;
    let (bilan, due, mend, fse) = count::count(reader, rules, &mut files, run)?;
    files.findings.flush()?;
    files.refused.flush()?;
    let mut notices = reader.notices();
    let failure = reader.read_error();
    if let Some(kind) = failure {
        notices.insert(0, FileNotice::incomplete(kind, bilan.dossiers() + bilan.refused()));
    }
    let (source, format, report) = (shown_file(name).into_owned(), reader.format().name(), bilan.report());
    Ok(FileBilan {
        summary: page::summary(&report, &source, format),
        recipients: Recipients::of(rules.retention.day(), &report.fields),
        source,
        format,
        complete: failure.is_none(),
        notices,
        report,
        due,
        mend,
        fse: Some(fse).filter(FseSection::says_something),
        register: None,
    })
}

/// The files that a bilan makes in a folder.
pub const FILES: [&str; 5] = ["bilan.html", "bilan.json", "constats.csv", "refus.csv", "destinataires.csv"];

/// Reads a whole file, counts it, and writes [`FILES`] into a folder.
///
/// What an earlier run wrote there is taken off first: it is not to stand beside the rows of this one, should it fail.
///
/// # Errors
/// When a file of the folder cannot be written.
pub fn into_folder<R: Read>(
    name: &str,
    reader: &mut DossierReader<R>,
    rules: Rules<'_, '_>,
    folder: &Folder,
    run: Run<'_>,
) -> io::Result<FileBilan> {
    into_folder_with_fse(name, reader, rules, folder, run, None)
}

/// The same with the indicators of a file of participations in place of those that the dossiers give.
///
/// # Errors
/// As [`into_folder`].
pub fn into_folder_with_fse<R: Read>(
    name: &str,
    reader: &mut DossierReader<R>,
    rules: Rules<'_, '_>,
    folder: &Folder,
    run: Run<'_>,
    indicators: Option<FseSection>,
) -> io::Result<FileBilan> {
    into_folder_with(name, reader, rules, folder, run, Beside { fse: indicators, register: None })
}

/// The file of the requests of persons, of a bilan that is given their register.
pub const REGISTER_FILE: &str = "registre.csv";

/// What a bilan has beside the dossiers.
#[derive(Debug, Default)]
pub struct Beside {
    /// Indicators of a file of participations, in place of those that the dossiers give.
    pub fse: Option<FseSection>,
    /// Register of the requests of persons: a section of the page, and [`REGISTER_FILE`].
    pub register: Option<Register>,
}

/// The same with what stands beside the dossiers.
///
/// # Errors
/// As [`into_folder`].
pub fn into_folder_with<R: Read>(
    name: &str,
    reader: &mut DossierReader<R>,
    rules: Rules<'_, '_>,
    folder: &Folder,
    run: Run<'_>,
    beside: Beside,
) -> io::Result<FileBilan> {
    let [page, data, findings, refused, recipients] = FILES;
    folder.remove(&[page, data, recipients])?;
    let files = RowFiles { findings: folder.file(findings)?, refused: folder.file(refused)? };
    let mut bilan = bilan(name, reader, rules, files, run)?;
    bilan.fse = beside.fse.or(bilan.fse);
    if let Some(register) = &beside.register {
        bilan.register = Some(RegisterSection::of(register));
        // It may be the register that was read: it is replaced, and not taken off before the new one is there.
        let mut written = Vec::new();
        register.write_csv(&mut written)?;
        folder.replace(&[(REGISTER_FILE, &written)])?;
    } else {
        folder.remove(&[REGISTER_FILE])?;
    }
    let mut json = folder.file(data)?;
    serde_json::to_writer_pretty(&mut json, &bilan)?;
    json.flush()?;
    if let Some(found) = &bilan.recipients {
        found.write_csv(&mut folder.file(recipients)?)?;
    }
    let mut html = folder.file(page)?;
    bilan.write_page(&mut html)?;
    html.flush()?;
    Ok(bilan)
}

fn matricule(dossier: &Dossier) -> Cow<'_, str> {
    dossier.identite.matricule.given().map_or(Cow::Borrowed(""), |text| shown(text))
}

fn structure(dossier: &Dossier) -> Option<String> {
    dossier.structure().map(ToString::to_string)
}
