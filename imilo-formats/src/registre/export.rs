//! The register written: CSV that is read again as the same register, JSON, refused rows.

use std::borrow::Cow;
use std::io::{self, Read, Write};

use imilo_core::droits::registre::Inscription;
use serde_json::Value;

use super::columns::{COLUMNS, Column};
use super::register::{Asked, JudgedEntry, RefusedEntry, Register, register};
use crate::folder::Folder;
use crate::fse::FileError;
use crate::report::sheet;
use crate::source::{FileNotice, Refusal};

/// The files of a folder: the register as JSON and as CSV, and the refused rows.
pub const FILES: [&str; 3] = ["registre.json", "registre.csv", "registre-refus.csv"];

const RECEIPT: &str = "receipt_date";

/// Columns behind those of the register: where each request stands.
pub(super) const JUDGED: [&str; 9] = [
    "etat",
    "premiere_echeance",
    "echeance_calculee",
    "jours_restants",
    "jours_feries",
    "article",
    "preuve",
    "faits_manquants",
    "remarques",
];

impl Register {
    /// Writes the requests as CSV: the columns of the register, under their French names, then where each stands. Days
    /// are `AAAA-MM-JJ`; what is written is read again as the same register. What was not read stands there as it was
    /// written, and so do the rows that were refused, at their place, their state being « refusée ».
    ///
    /// # Errors
    /// Whatever `out` gives.
    pub fn write_csv(&self, out: &mut impl Write) -> io::Result<()> {
        sheet::begin_cells(out, COLUMNS.iter().map(Column::name_fr).chain(JUDGED))?;
        let mut refused = self.refused.iter().peekable();
        for request in &self.requests {
            while let Some(row) = refused.next_if(|row| row.record < request.record) {
                write_again(out, row)?;
            }
            let written: Vec<_> = COLUMNS.iter().map(|column| column.write(&request.entry)).collect();
            let judged = judged(request);
            sheet::write_cells(
                out,
                written.iter().map(AsRef::as_ref).chain(judged.iter().map(String::as_str)),
            )?;
        }
        for row in refused {
            write_again(out, row)?;
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

/// Writes a row that was refused, unless there was nothing in it that could be read.
fn write_again(out: &mut impl Write, row: &RefusedEntry) -> io::Result<()> {
    let Some(entry) = &row.entry else { return Ok(()) };
    let mut rest = entry.clone();
    // The day of receipt is what most often could not be read.
    let receipt = rest.remove(RECEIPT).map(|value| plain(&value));
    let read: Option<Inscription> = serde_json::from_value(Value::Object(rest)).ok();
    let cells = COLUMNS.iter().map(|column| match &read {
        Some(_) if column.spec.name == RECEIPT => receipt.clone().unwrap_or_default().into(),
        Some(read) => column.write(read),
        None => entry.get(column.spec.name).map(plain).unwrap_or_default().into(),
    });
    let mut cells: Vec<Cow<'_, str>> = cells.collect();
    cells.extend(JUDGED.map(|column| match column {
        "etat" => "refusée".into(),
        "remarques" => {
            let name = COLUMNS.iter().find(|column| Some(column.spec.name) == row.field.as_deref());
            let name = name.map(|column| format!("{} : ", column.name_fr())).unwrap_or_default();
            format!("{name}{}", row.message_fr).into()
        }
        _ => "".into(),
    }));
    sheet::write_cells(out, cells.iter().map(AsRef::as_ref))
}

/// The text of a value.
fn plain(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

fn judged(request: &JudgedEntry) -> [String; 9] {
    let day = |day: Option<imilo_core::calendar::Date>| day.map(|day| day.to_string()).unwrap_or_default();
    let remarks: Vec<_> = request.remarks.iter().map(|remark| remark.fr.as_ref()).collect();
    [
        request.state_fr.to_owned(),
        day(request.first_due_date),
        day(request.due_date),
        request.days_left.map(|left| left.to_string()).unwrap_or_default(),
        request.holidays.words().0.to_owned(),
        request.founded_by.join(" + "),
        request.evidence.map(|evidence| evidence.code().to_owned()).unwrap_or_default(),
        request.missing_fr.join(", "),
        remarks.join(" ; "),
    ]
}

/// Reads a register and writes [`FILES`] into a folder. The files that an earlier run left there, of which one may be the
/// register itself, stay as they are unless the new ones can take their place.
///
/// # Errors
/// [`FileError`]: the file cannot be read at all, or a file of the folder not be written.
pub fn into_folder(file: impl Read, asked: &Asked<'_>, folder: &Folder) -> Result<Register, FileError> {
    let [json, csv, refused] = FILES;
    let mut register = register(file, asked)?;
    if !register.complete && FILES.iter().any(|name| folder.holds(name)) {
        // The rest of a register would take the place of the whole one.
        register.notices.push(FileNotice {
            code: "files_kept",
            fr: "le registre n'est pas lu jusqu'au bout : les fichiers qui étaient dans le dossier n'ont pas été remplacés".to_owned(),
            en: "the register was not read to its end: the files that were in the folder were not replaced".to_owned(),
        });
        return Ok(register);
    }
    // Nothing of the folder changes before the three of them could be made: one may be the file that was read.
    let mut made: [Vec<u8>; 3] = Default::default();
    let [as_csv, as_refused, as_json] = &mut made;
    register.write_csv(as_csv)?;
    register.write_refused(as_refused)?;
    register.write_json(as_json)?;
    let [as_csv, as_refused, as_json] = &made;
    folder.replace(&[(csv, as_csv), (refused, as_refused), (json, as_json)])?;
    Ok(register)
}
