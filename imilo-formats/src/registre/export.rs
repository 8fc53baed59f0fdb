//! The register written: CSV that is read again as the same register, JSON, refused rows.

use std::io::{self, Read, Write};

use imilo_core::droits::registre::EtatDemande;

use super::columns::COLUMNS;
use super::register::{Asked, JudgedEntry, Register, register};
use crate::folder::Folder;
use crate::fse::FileError;
use crate::report::sheet;
use crate::source::Refusal;

/// The files of a folder: the register as JSON and as CSV, and the refused rows.
pub const FILES: [&str; 3] = ["registre.json", "registre.csv", "registre-refus.csv"];

/// Columns behind those of the register: where each request stands.
const JUDGED: [&str; 8] = [
    "etat",
    "premiere_echeance",
    "echeance_calculee",
    "jours_restants",
    "article",
    "preuve",
    "faits_manquants",
    "remarques",
];

impl Register {
    /// Writes the requests as CSV: the columns of the register, under their French names, then where each stands. Days
    /// are `AAAA-MM-JJ`; what is written is read again as the same register.
    ///
    /// # Errors
    /// Whatever `out` gives.
    pub fn write_csv(&self, out: &mut impl Write) -> io::Result<()> {
        let names =
            COLUMNS.iter().map(|column| column.spec.synonyms.first().copied().unwrap_or(column.spec.name));
        sheet::begin_cells(out, names.chain(JUDGED))?;
        for request in &self.requests {
            let written: Vec<_> = COLUMNS.iter().map(|column| (column.write)(&request.entry)).collect();
            let judged = judged(request);
            sheet::write_cells(
                out,
                written.iter().map(AsRef::as_ref).chain(judged.iter().map(String::as_str)),
            )?;
        }
        out.flush()
    }

    /// Writes the register as JSON (`schemas/register.schema.json`).
    ///
    /// # Errors
    /// Whatever `out` gives.
    pub fn write_json(&self, out: &mut impl Write) -> io::Result<()> {
        serde_json::to_writer_pretty(&mut *out, self)?;
        out.flush()
    }

    /// Writes the refused rows as CSV.
    ///
    /// # Errors
    /// Whatever `out` gives.
    pub fn write_refused(&self, out: &mut impl Write) -> io::Result<()> {
        sheet::begin(out, sheet::REFUSED)?;
        for row in &self.refused {
            let refusal = Refusal {
                record: row.record,
                line: row.line,
                column: row.column,
                field: row.field.as_deref().map(Into::into),
                code: row.code,
                fr: row.message_fr.clone(),
                en: row.message_en.clone(),
            };
            sheet::write_refusal(out, &refusal)?;
        }
        out.flush()
    }
}

fn judged(request: &JudgedEntry) -> [String; 8] {
    let day = |day: Option<imilo_core::calendar::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let remarks: Vec<_> = request.remarks.iter().map(|remark| remark.fr).collect();
    [
        EtatDemande::words(request.state).0.to_owned(),
        day(request.first_due_date),
        day(request.due_date),
        request.days_left.map(|left| left.to_string()).unwrap_or_default(),
        request.founded_by.join(" + "),
        request.evidence.map(|evidence| evidence.code().to_owned()).unwrap_or_default(),
        request.missing.join(", "),
        remarks.join(" ; "),
    ]
}

/// Reads a register and writes [`FILES`] into a folder.
///
/// # Errors
/// [`FileError`]: the file cannot be read at all, or a file of the folder not be written.
pub fn into_folder(file: impl Read, asked: &Asked<'_>, folder: &Folder) -> Result<Register, FileError> {
    let [json, csv, refused] = FILES;
    folder.remove(&FILES)?;
    let register = register(file, asked)?;
    register.write_csv(&mut folder.file(csv)?)?;
    register.write_refused(&mut folder.file(refused)?)?;
    register.write_json(&mut folder.file(json)?)?;
    Ok(register)
}
