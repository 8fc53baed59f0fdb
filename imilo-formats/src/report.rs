//! The bilan of a file, streamed: findings and refused rows as they come, sums at the end.
//!
//! A file that stops being readable in its middle has a bilan of what was read, and the bilan says so.
//!
//! Nothing is held but the sums and the few dossiers of the "to do next" lists. No clear NIR is written: a
//! free value that may hold one is masked.

mod sheet;
mod shown;

pub use shown::{shown, shown_file};

use std::borrow::Cow;
use std::collections::BinaryHeap;
use std::io::{self, Read, Write};

use imilo_core::bilan::{Bilan, Echeance, Ligne, Rapport};
use imilo_core::calendar::Date;
use imilo_core::conservation::{Fact, Retention};
use imilo_core::dossier::{CodeError, Coded, Dossier, NirRead};
use imilo_core::error::CodedError;
use imilo_core::explain::{Finding, Role};
use imilo_core::law::articles::article;
use serde::Serialize;

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
    /// Facts for lack of which the day may be a later one.
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
    pub rapport: Rapport,
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
        let due_at_the_earliest = rows(&due.within_90_days_at_the_earliest);
        let lists = page::Lists {
            due_now: page::List { rows: &due_now },
            due_soon: page::List { rows: &due_soon },
            due_at_the_earliest: page::List { rows: &due_at_the_earliest },
            fse_archive: page::List { rows: &fse_archive },
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
        page::write(out, &self.rapport, &source)
    }
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
/// use imilo_formats::report::{RowFiles, bilan};
/// use imilo_formats::source::{DossierReader, Options};
///
/// let tables = Tables::built_in();
/// let retention = Retention::on("2026-11-24".parse()?, &tables, Readings::default())?;
/// let file = "matricule;date_naissance;fse;cej_debut;programme;programme_debut\n7;01/06/1998;non;;;\n";
/// let mut reader = DossierReader::open(file.as_bytes(), &Options::default())?;
/// let (mut findings, mut refused) = (Vec::new(), Vec::new());
/// let rows = RowFiles { findings: &mut findings, refused: &mut refused };
/// let bilan = bilan("essai.csv", &mut reader, &retention, rows, &mut |_, _| {})?;
/// assert_eq!(bilan.rapport.total.retention.to_anonymise_now, 1);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Errors
/// When a row file cannot be written.
pub fn bilan<R: Read, F: Write, G: Write>(
    name: &str,
    reader: &mut DossierReader<R>,
    retention: &Retention<'_>,
    mut files: RowFiles<F, G>,
    progress: &mut dyn FnMut(u64, u64),
) -> io::Result<FileBilan> {
    let mut bilan = Bilan::new(retention, reader.carried());
    let mut lists = <[Soonest; 4]>::default();
    let annexe = annexe_evidence(retention.day());
    sheet::begin(&mut files.findings, sheet::FINDINGS)?;
    sheet::begin(&mut files.refused, sheet::REFUSED)?;
    while let Some(row) = reader.next() {
        let judged = row.and_then(|row| match bilan.add(&row.dossier) {
            Ok(ligne) => Ok((row, ligne)),
            Err(error) => Err(Refusal::facts(&row, &error)),
        });
        match judged {
            Ok((row, ligne)) => {
                keep(&mut lists, &row, &ligne);
                write_findings(&mut files.findings, &row, &ligne, annexe)?;
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
    let [anonymise, fse_archive, within_90_days, within_90_days_at_the_earliest] =
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
        rapport: bilan.rapport(),
        due: DueLists { anonymise, fse_archive, within_90_days, within_90_days_at_the_earliest },
    })
}

fn matricule(dossier: &Dossier) -> Cow<'_, str> {
    dossier.identite.matricule.given().map_or(Cow::Borrowed(""), |text| shown(text))
}

fn structure(dossier: &Dossier) -> Option<String> {
    dossier.structure().map(ToString::to_string)
}

fn keep([anonymise, archive, soon, earliest]: &mut [Soonest; 4], row: &Row, ligne: &Ligne<'_>) {
    let list = match ligne.echeance {
        Echeance::Anonymiser => anonymise,
        Echeance::ArchiverFse => archive,
        Echeance::Sous90Jours => soon,
        Echeance::Sous90JoursAuPlusTot => earliest,
        Echeance::Rien | Echeance::DejaAnonymise | Echeance::Indetermine => return,
    };
    let Some(date) = ligne.echeance_le() else { return };
    let at_the_earliest = ligne.echeance == Echeance::Sous90JoursAuPlusTot;
    list.push(date, || DueDossier {
        date,
        record: row.record,
        structure: structure(&row.dossier),
        matricule: matricule(&row.dossier).into_owned(),
        provisions: ligne.decision.founded_by().join(" + "),
        missing: ligne.missing_for_access().filter(|_| at_the_earliest).map(Fact::code).collect(),
        would_extend: ligne.would_extend_access().map(Fact::code).collect(),
    });
}

/// The provision that lists the code of the commune of birth among the data.
const ANNEXE: &str = "D2015-59:annexe";

/// How well the annexe is known on a day.
fn annexe_evidence(day: Date) -> &'static str {
    let day = day.to_string();
    // ISO dates compare as text.
    let versions = article(ANNEXE).unwrap_or_default();
    let version = versions.iter().rev().find(|version| version.from <= day.as_str());
    version.map_or("", |version| version.evidence.code())
}

/// What retention asks for, as `constats.csv` writes it.
const fn state(echeance: Echeance) -> &'static str {
    match echeance {
        Echeance::Rien => "accessible",
        Echeance::Sous90Jours => "echeance_sous_90_jours",
        Echeance::Sous90JoursAuPlusTot => "echeance_sous_90_jours_au_plus_tot",
        Echeance::Anonymiser => "a_anonymiser",
        Echeance::ArchiverFse => "a_archiver_fse",
        Echeance::DejaAnonymise => "deja_anonymise",
        Echeance::Indetermine => "indetermine",
    }
}

/// One line a finding: what retention asks for now or soon, what it cannot say, what would change it, what is
/// wrong with the NIR or the code of birth. Each bears the day that its own provision gives.
fn write_findings(out: &mut impl Write, row: &Row, ligne: &Ligne<'_>, annexe: &str) -> io::Result<()> {
    let quiet = matches!(ligne.echeance, Echeance::Rien | Echeance::DejaAnonymise);
    let nir = match row.dossier.identite.nir.given() {
        Some(NirRead::Refused(error)) => Some(error),
        _ => None,
    };
    let birth = row.dossier.identite.commune_naissance.given().and_then(Coded::error);
    if quiet && nir.is_none() && birth.is_none() && ligne.decision.was_due.is_none() {
        return Ok(());
    }
    let record = row.record.to_string();
    let line = row.line.map(|line| line.to_string()).unwrap_or_default();
    let structure = structure(&row.dossier).unwrap_or_default();
    let matricule = matricule(&row.dossier);
    let mut write = |[code, state, day, article, evidence, fr, en]: [&str; 7]| {
        let cells = [&record, &line, &*matricule, &structure, code, state, day, article, evidence, fr, en];
        sheet::write_row(out, cells)
    };
    if let Some(error) = nir {
        let (words, citation) = (error.code().row(), error.fault.citation());
        let evidence = citation.evidence.code();
        write([words.slug, "nir_a_corriger", "", &citation.code, evidence, words.fr, words.en])?;
    }
    if let Some(error) = birth {
        let words = CodeError::code(&error).row();
        write([words.slug, "commune_a_corriger", "", ANNEXE, annexe, words.fr, words.en])?;
    }
    if quiet && ligne.decision.was_due.is_none() {
        return Ok(());
    }
    let lacking = matches!(ligne.echeance, Echeance::Indetermine | Echeance::Sous90JoursAuPlusTot);
    let said = |finding: &&Finding<'_>| match finding.code {
        "conservation_was_due" => true,
        _ if quiet => false,
        "conservation_missing" => lacking,
        "conservation_would_extend" => true,
        _ => finding.role == Role::Founds,
    };
    for finding in ligne.decision.findings().iter().filter(said) {
        let day = ligne.day_of(finding).map(|day| day.to_string()).unwrap_or_default();
        let (article, evidence) = (&finding.rule.citation.code, finding.evidence.code());
        write([finding.code, state(ligne.echeance), &day, article, evidence, &finding.fr, &finding.en])?;
    }
    Ok(())
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
