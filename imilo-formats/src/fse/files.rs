//! The folder of a report.

use std::io::Write;

use super::report::{Asked, FileError, FseReport, Open, file_report};
use super::rows::RowFiles;
use crate::folder::Folder;

/// The files that a report makes in a folder: the report as JSON, CSV and workbook, then row by row the codes, the
/// findings, the calendar of observations, the refused rows.
pub const FILES: [&str; 7] = [
    "fse.json",
    "fse.csv",
    "fse.xlsx",
    "fse-codes.csv",
    "fse-constats.csv",
    "fse-echeances.csv",
    "fse-refus.csv",
];

/// Reads a whole file, counts it, and writes [`FILES`] into a folder; without the feature `xlsx`, no workbook.
///
/// What an earlier run wrote there is taken off first: it is not to stand beside the rows of this one, should it fail.
///
/// # Errors
/// [`FileError`]: the file cannot be read at all, or a file of the folder not be written.
pub fn into_folder(open: &Open<'_>, asked: &Asked<'_>, folder: &Folder) -> Result<FseReport, FileError> {
    let [json, csv, workbook, codes, findings, due, refused] = FILES;
    folder.remove(&[json, csv, workbook])?;
    let files = [folder.file(codes)?, folder.file(findings)?, folder.file(due)?, folder.file(refused)?];
    let mut rows = RowFiles::begin(asked.rules.programme, files)?;
    let report = match file_report(open, asked, Some(&mut |row| rows.write(row))) {
        // An operation that is not there has no rows: their headers are taken off again.
        Err(error @ FileError::UnknownOperation { .. }) => {
            drop(rows);
            folder.remove(&[codes, findings, due, refused])?;
            return Err(error);
        }
        report => report?,
    };
    rows.end()?;
    report.write_csv(&mut folder.file(csv)?)?;
    #[cfg(feature = "xlsx")]
    {
        let mut file = folder.file(workbook)?;
        file.write_all(&report.workbook(asked.language)?)?;
        file.flush()?;
    }
    let mut file = folder.file(json)?;
    report.write_json(&mut file)?;
    file.flush()?;
    Ok(report)
}
