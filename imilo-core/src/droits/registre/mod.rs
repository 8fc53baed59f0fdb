//! The register of requests: what is written of each, and where it stands on a day.
//!
//! # Droit
//! Annexe of the arrêté of 15 December 2022: « Elle tient un registre des demandes d'exercice de droits. » The acts seen
//! prescribe the register and not its columns: those of [`Inscription`] are a suggestion (reading A20), and none but the
//! day of receipt is needed to say where a request stands. The delays are those of [`Demande`](super::Demande).
//!
//! ```
//! use imilo_core::droits::registre::{EtatDemande, Inscription, Query};
//!
//! let entry = Inscription { receipt_date: Some("2026-10-15".parse()?), ..Inscription::default() };
//! let on = |day: &str| Ok::<_, Box<dyn std::error::Error>>(entry.on(&Query::of(day.parse()?))?.state);
//! // 15 November 2026 is a Sunday.
//! assert_eq!(on("2026-10-20")?, EtatDemande::Open);
//! assert_eq!(on("2026-11-10")?, EtatDemande::DueSoon);
//! assert_eq!(on("2026-11-16")?, EtatDemande::DueSoon);
//! assert_eq!(on("2026-11-17")?, EtatDemande::Overdue);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod etat;
mod inscription;
mod remarks;

pub use etat::{EtatDemande, Query, Standing};
pub use inscription::{Inscription, RequestOutcome, UnreadColumn};
pub use remarks::Remark;
