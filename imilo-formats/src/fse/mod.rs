//! Participations of the FSE, the IEJ and the FSE+ from a file, and the report that they make.
//!
//! A file has one row for each person in each operation; a person who came back in the same operation has several, which
//! are merged. Columns bear the names of the variables, or their French names ([`roles`]). A wrong row is refused with its
//! number and the reason, and the others count.
//!
//! The file is read twice: once for the pseudonyms and operations that stand in several rows (eight bytes a row are held),
//! once to count. Rows of re-entries are held until the end; nothing else grows with the file.
//!
//! ```
//! use imilo_core::fse::{Programme, Rules};
//! use imilo_formats::fse::{Asked, file_report};
//! let file = "participant_id;operation_id;sexe;date_naissance;date_entree;statut_entree;cite\n\
//!             p1;007;F;20/05/2003;02/10/2023;inactif;2\np2;007;H;30/02/2003;02/10/2023;inactif;2\n";
//! let open = || Ok(Box::new(file.as_bytes()) as Box<dyn std::io::Read + Send>);
//! let report = file_report(&open, &Asked::new(Rules::new(Programme::FsePlus)), None)?;
//! assert_eq!((report.rows, report.refused.by_code.get("date_invalid")), (2, Some(&1)));
//! assert_eq!(report.report.grand_total.women, 1);
//! # Ok::<(), imilo_formats::fse::FileError>(())
//! ```

mod columns;
mod count;
mod dossiers;
mod files;
mod lists;
mod read;
mod records;
mod refusal;
mod report;
mod rows;
mod table;
mod words;
#[cfg(feature = "xlsx")]
mod workbook;

pub use columns::roles;
pub use count::{Found, JudgedRow};
pub(crate) use dossiers::OfDossiers;
pub use dossiers::{FseSection, GapCount};
pub use files::{FILES, into_folder};
pub use read::{ParticipationReader, ReadRow};
pub use records::{FileRecord, FileRecords, RecordsAsked, file_records};
pub(crate) use refusal::reason;
pub use report::{
    Asked, FileError, FseReport, Language, Open, RefusedRows, SeeRow, file_report, schema_text,
};

pub use words::word_lists;

#[cfg(test)]
mod tests;
