//! Codes with a form: what is wrong with them is said without repeating them.
//!
//! Every code is read as it is written, without repair: capital letters, no space. A code is checked by its form;
//! whether a commune or a country of that code exists on a day is told by `cog`, where that table is compiled in. [`CodeLieu`] holds a place of birth, which is a commune or a country.
//!
//! ```
//! use imilo_core::dossier::{CodeLieu, CodeRome};
//! use imilo_core::error::CodedError;
//!
//! let metier: CodeRome = "M1805".parse()?;
//! assert_eq!(metier.to_string(), "M1805");
//! let error = "Z1805".parse::<CodeRome>().unwrap_err();
//! assert_eq!((error.code().slug(), error.position()), ("code_rome", Some(1)));
//!
//! let born: CodeLieu = "99352".parse()?;
//! assert!(born.commune().is_none() && born.pays().is_some());
//! # Ok::<(), imilo_core::dossier::CodeError>(())
//! ```

mod error;
mod form;
mod kinds;
mod numbers;
mod places;

#[cfg(test)]
mod tests;

pub use error::CodeError;
pub use form::{Code, Form};
pub use kinds::{CodeAcademie, CodePostal, CodeRome, CodeStructure, Formacode};
pub use numbers::{FormeIne, FormeNumeroDe, Ine, NumeroDe};
pub use places::{CodeCommune, CodeDepartement, CodeLieu, CodePays, CodeRegion};
