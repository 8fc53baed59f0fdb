//! Reads CSV files the way French administrations export them.
//!
//! A [`Reader`] takes any [`std::io::Read`] and a table of [`RoleSpec`]: what the caller looks for, and the
//! column names it goes by. It finds the encoding (UTF-8 or Windows-1252), the delimiter (`;`, `,` or tab),
//! the columns and the date format of each date column, then hands out rows one at a time, in memory that
//! does not grow with the file.
//!
//! One bad row costs that row: it comes out as a [`RefusedRow`] and reading goes on behind it. Errors and
//! notices give a line, a column and a stable code, never the content of a cell; so do the `Debug` outputs.
//!
//! # Limits
//!
//! A physical line has at most 1 MiB, a field 64 KiB, a record over several lines 64 lines and 64 KiB. Date
//! formats are decided on the first 4 096 records, or the first 8 MiB if that comes first.
//!
//! # Example
//!
//! ```
//! use imilo_formats::tabular::{Reader, RoleSpec};
//!
//! const ROLES: &[RoleSpec] = &[
//!     RoleSpec { name: "surname", synonyms: &["nom", "nom de famille"] },
//!     RoleSpec { name: "birth_date", synonyms: &["date de naissance", "né le"] },
//! ];
//!
//! let file = "Nom;Date de naissance\nDUPONT;31/12/2001\nMARTIN;30/02/2002\nPETIT;\n";
//! let mut reader = Reader::new(file.as_bytes(), ROLES, &["birth_date"], None)?;
//! let mut lines = Vec::new();
//! while let Some(row) = reader.next_row() {
//!     match row {
//!         Ok(row) => lines.push(format!("{}: {:?} {:?}", row.line(), row.get(0), row.date(1)?)),
//!         Err(refused) => lines.push(format!("{}: {}", refused.line, refused.code())),
//!     }
//! }
//! assert_eq!(
//!     lines,
//!     [r#"2: Some("DUPONT") Some((2001, 12, 31))"#, "3: date_invalid", r#"4: Some("PETIT") None"#],
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod ahead;
mod batch;
mod dates;
mod decode;
mod dialect;
mod error;
mod header;
mod mapping;
mod parser;
mod reader;
mod record;
mod refusal;

#[cfg(test)]
mod mutation_tests;

pub(crate) use batch::{Batch, RowReader};
pub use dates::{DateDecision, DateFormat, DatePlan, Ymd};
pub use decode::Encoding;
pub use dialect::{Delimiter, Dialect};
pub use error::{MappingCode, MappingError, TabularError};
pub use header::{RoleSpec, UnmatchedColumn, fold};
pub use mapping::Mapping;
pub(crate) use reader::Cells;
pub use reader::{LIST_SEPARATOR, Reader, Row};
pub(crate) use reader::{count_values, values};
pub use refusal::{Notice, NoticeCode, RefusalCode, RefusedRow};
