//! The access dossier: everything that is held about one person, in clear words, for that person.
//!
//! # Droit
//! Décret n° 2015-59, art. 7 (2015); RGPD, art. 15: the data, the purposes, the recipients, how long, the rights. The data
//! of other persons are masked (relatives, protectors, hosts; agents, as in the statement of consultations): the field is
//! told, not what stands in it. The NIR is the person's own: it is shown when the caller asks for it, to hand it to nobody
//! else. *From memory*: art. 15 was not read paragraph by paragraph.
//!
//! ```
//! use imilo_core::dossier::Dossier;
//! use imilo_formats::acces::{Asked, access};
//!
//! let text = r#"{"identite": {"prenoms": "Ana", "date_naissance": "2004-05-03", "nir": "255081416802538"},
//!     "famille": {"representants_legaux": [{"nom": "Petit", "telephone": "0102030405"}]}}"#;
//! let dossier: Dossier = serde_json::from_str(text)?;
//! let page = access(&dossier, &Asked::of("2026-11-24".parse()?))?;
//! let mut html = Vec::new();
//! page.write_page(&mut html)?;
//! let html = String::from_utf8(html)?;
//! assert!(html.contains("Ana") && html.contains("03/05/2004"));
//! assert!(!html.contains("Petit") && !html.contains("255081416802538"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod agent;
mod items;
mod masking;
mod statement;
#[cfg(test)]
mod tests;
mod told;
mod words;

pub use agent::ToDo;
pub use items::{Item, Part};
pub(crate) use statement::Given as GivenStatement;
pub use statement::{Consultation, ConsultationStatement, Coverage, DamagedDay, PurgedDay, Summary};
pub use told::{Access, Asked, Controllers, Criterion, Given, Holder, Purposes, Retained, RightTold, access};
pub(crate) use words::{NOTHING, element};
