//! The register of requests of persons from a file, and where each request stands on a day.
//!
//! CSV with the suggested columns (reading A20 of the law: the acts prescribe the register and not its columns), under
//! their names or their French names ([`roles`]); or JSON: an array of entries, or an object that has them as `entries`.
//! A cell that is not read (a word that is none of those known, a day other than the receipt) stays as it is written,
//! with a remark, and the due date counts. A row whose day of receipt cannot be read, or that contradicts itself, is
//! refused with its line, its column and the reason, and the others count.
//!
//! ```
//! use imilo_core::droits::registre::{EtatDemande, Query};
//! use imilo_formats::registre::{Asked, register};
//!
//! let file = "numero;date_reception;droit\n1;15/10/2026;accès\n2;31/02/2026;accès\n";
//! let register = register(file.as_bytes(), &Asked::new(Query::of("2026-11-17".parse()?)))?;
//! assert_eq!(register.counts.of(EtatDemande::Overdue), 1);
//! assert_eq!((register.refused[0].line, register.refused[0].code), (Some(3), "date_invalid"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod columns;
mod export;
mod holidays;
mod masking;
mod read;
mod register;
#[cfg(test)]
mod tests;
mod words;

pub use columns::roles;
pub use export::{FILES, into_folder};
pub use holidays::{Holidays, HolidaysError};
pub use register::{Asked, Counts, JudgedEntry, RefusedEntry, Register, RemarkText, register};
