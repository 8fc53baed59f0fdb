//! Who has which duty on a day, and whether a duty was kept.
//!
//! # Droit
//! Décret n° 2015-59, art. 1 (2015: the minister, the missions locales and PAIO charged with the implementation; 2021:
//! minister and mission locale jointly), art. 1 bis (2026: France Travail, DSIML and mission locale), art. 7 and 9;
//! arrêté of 15 December 2022 (rights, register); arrêté of 15 January 2026, known by notes; RGPD, art. 26(3), 33, 34,
//! 35.
//! Between May 2021 and March 2023 only the controllers are known, by inference.
//!
//! ```
//! use imilo_core::droits::responsabilites::{Actor, Duty, Responsabilites, Tables};
//! let tables = Tables::built_in();
//! let duties = Responsabilites::on("2026-02-02".parse()?, &tables)?;
//! let holders = duties.who(Duty::Controller);
//! assert_eq!(
//!     holders.actors.unwrap(),
//!     [Actor::FranceTravailDirectorGeneral, Actor::DsimlPresident, Actor::MissionLocale]
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod answer;
mod findings;
mod instant;
mod tables;
mod violation;

pub use answer::{Aipd, Holders, Responsabilites};
pub use instant::{Instant, InstantError};
pub use tables::{Actor, Duty, Holding, SubjectClass, Tables};
pub use violation::{BreachOutcome, Risk, Violation, ViolationError};
