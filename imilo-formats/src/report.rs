//! The bilan of a file, streamed: findings and refused rows as they come, sums at the end.
//!
//! Nothing is held but the sums and the few dossiers of the "to do next" lists. No clear NIR is written: a
//! free value that may hold one is masked.

use std::borrow::Cow;
use std::collections::BinaryHeap;
use std::io::{self, Read, Write};

use imilo_core::bilan::{Bilan, Echeance, Ligne, Rapport};
use imilo_core::calendar::Date;
use imilo_core::conservation::Retention;
use imilo_core::dossier::Dossier;
use imilo_core::error::CodedError;
use imilo_core::explain::Role;
use imilo_core::nir::may_hold_a_nir;
use serde::Serialize;

use crate::page;
use crate::source::{DossierReader, FileNotice, Refusal, Row};

/// Longest list of things to do that is kept for the page; the CSV has them all.
pub const LONGEST_LIST: usize = 200;

/// A dossier in a "to do next" list.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct DueDossier {
    /// First closed day.
    pub date: Date,
    /// Number of the record in the file.
    pub record: u64,
    /// Code of the mission locale.
    pub structure: Option<String>,
    /// Matricule of the dossier, masked if it may be a NIR.
    pub matricule: String,
    /// Codes of the provisions that fix the day.
    pub provisions: String,
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
                })
                .collect()
        }
        let (due_now, due_soon, fse_archive) =
            (rows(&self.due.anonymise), rows(&self.due.within_90_days), rows(&self.due.fse_archive));
        let lists = page::Lists {
            due_now: page::List { rows: &due_now },
            due_soon: page::List { rows: &due_soon },
            fse_archive: page::List { rows: &fse_archive },
        };
        let notices: Vec<_> =
            self.notices.iter().map(|notice| page::Notice { fr: &notice.fr, en: &notice.en }).collect();
        let source =
            page::Source { name: &self.source, format: self.format, notices: &notices, lists: &lists };
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

/// Header of the findings.
const FINDINGS: [&str; 11] = [
    "enregistrement",
    "ligne",
    "matricule",
    "code_structure",
    "code",
    "etat",
    "date",
    "article",
    "preuve",
    "message_fr",
    "message_en",
];
/// Header of the refused rows.
const REFUSED: [&str; 7] =
    ["enregistrement", "ligne", "colonne", "champ", "code", "message_fr", "message_en"];

/// Reads a whole file and counts it.
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
    let mut lists = [Soonest::default(), Soonest::default(), Soonest::default()];
    write_row(&mut files.findings, FINDINGS)?;
    write_row(&mut files.refused, REFUSED)?;
    while let Some(row) = reader.next() {
        let judged = row.and_then(|row| match bilan.add(&row.dossier) {
            Ok(ligne) => Ok((row, ligne)),
            Err(error) => Err(Refusal::facts(&row, &error)),
        });
        match judged {
            Ok((row, ligne)) => {
                keep(&mut lists, &row, &ligne);
                write_findings(&mut files.findings, &row, &ligne)?;
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
    let [anonymise, fse_archive, within_90_days] = lists.map(|list| list.0.into_sorted_vec());
    Ok(FileBilan {
        source: shown(name).into_owned(),
        format: reader.format().name(),
        notices: reader.notices(),
        rapport: bilan.rapport(),
        due: DueLists { anonymise, fse_archive, within_90_days },
    })
}

/// A free value as it may be written: masked when it may hold a NIR.
fn shown(value: &str) -> Cow<'_, str> {
    if may_hold_a_nir(value) {
        Cow::Borrowed("(masqué : pourrait être un NIR)")
    } else {
        Cow::Borrowed(value)
    }
}

fn matricule(dossier: &Dossier) -> Cow<'_, str> {
    dossier.matricule.given().map_or(Cow::Borrowed(""), |text| shown(text))
}

fn structure(dossier: &Dossier) -> Option<String> {
    dossier.mission_locale.given().map(ToString::to_string)
}

fn keep([anonymise, archive, soon]: &mut [Soonest; 3], row: &Row, ligne: &Ligne<'_>) {
    let list = match ligne.echeance {
        Echeance::Anonymiser => anonymise,
        Echeance::ArchiverFse => archive,
        Echeance::Sous90Jours => soon,
        Echeance::Rien | Echeance::DejaAnonymise | Echeance::Indetermine => return,
    };
    let Some(date) = ligne.decision.accessible_until else { return };
    list.push(date, || DueDossier {
        date,
        record: row.record,
        structure: structure(&row.dossier),
        matricule: matricule(&row.dossier).into_owned(),
        provisions: ligne.decision.founded_by().join(" + "),
    });
}

/// One line a finding: what retention asks for now or soon, what it cannot say, what is wrong with the NIR.
fn write_findings(out: &mut impl Write, row: &Row, ligne: &Ligne<'_>) -> io::Result<()> {
    let state = match ligne.echeance {
        Echeance::Sous90Jours => "echeance_sous_90_jours",
        Echeance::Anonymiser => "a_anonymiser",
        Echeance::ArchiverFse => "a_archiver_fse",
        Echeance::Indetermine => "indetermine",
        Echeance::Rien | Echeance::DejaAnonymise => "",
    };
    let nir = row.dossier.nir.given().and_then(|nir| nir.as_ref().err());
    if state.is_empty() && nir.is_none() {
        return Ok(());
    }
    let record = row.record.to_string();
    let line = row.line.map(|line| line.to_string()).unwrap_or_default();
    let structure = structure(&row.dossier).unwrap_or_default();
    let matricule = matricule(&row.dossier);
    if let Some(error) = nir {
        let (words, citation) = (error.code().row(), error.fault.citation());
        write_row(
            out,
            [
                &record,
                &line,
                &matricule,
                &structure,
                words.slug,
                "nir_a_corriger",
                "",
                &citation.code,
                citation.evidence.code(),
                words.fr,
                words.en,
            ],
        )?;
    }
    if state.is_empty() {
        return Ok(());
    }
    let date = ligne.decision.accessible_until.map(|date| date.to_string()).unwrap_or_default();
    let undetermined = ligne.echeance == Echeance::Indetermine;
    let said = |finding: &&imilo_core::explain::Finding<'_>| {
        finding.role == Role::Founds || (undetermined && finding.code == "conservation_missing")
    };
    for finding in ligne.decision.findings().iter().filter(said) {
        write_row(
            out,
            [
                &record,
                &line,
                &matricule,
                &structure,
                finding.code,
                state,
                &date,
                &finding.rule.citation.code,
                finding.evidence.code(),
                &finding.fr,
                &finding.en,
            ],
        )?;
    }
    Ok(())
}

fn write_refusal(out: &mut impl Write, refusal: &Refusal) -> io::Result<()> {
    let number = |number: Option<u64>| number.map(|number| number.to_string()).unwrap_or_default();
    write_row(
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

/// A line of CSV with `;`. A cell that a spreadsheet would run as a formula is made text.
fn write_row<const N: usize>(out: &mut impl Write, cells: [&str; N]) -> io::Result<()> {
    for (index, cell) in cells.into_iter().enumerate() {
        if index > 0 {
            out.write_all(b";")?;
        }
        let formula = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
        let quoted = formula || cell.contains([';', '"', '\n', '\r']);
        match (quoted, formula) {
            (false, _) => out.write_all(cell.as_bytes())?,
            (true, formula) => {
                let apostrophe = if formula { "'" } else { "" };
                write!(out, "\"{apostrophe}{}\"", cell.replace('"', "\"\""))?;
            }
        }
    }
    out.write_all(b"\r\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_formulas_made_text() {
        let mut out = Vec::new();
        write_row(&mut out, ["a;b", "dit \"oui\"", "=1+1", "-3", "@x", "+33", "1-2"]).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert_eq!(text, "\"a;b\";\"dit \"\"oui\"\"\";\"'=1+1\";\"'-3\";\"'@x\";\"'+33\";1-2\r\n");
    }

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
