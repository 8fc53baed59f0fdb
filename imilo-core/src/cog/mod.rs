//! Code officiel géographique: which communes, départements, régions and countries have which code, and when.
//!
//! The communes are those of the Insee since 1943: a code may be that of a commune, then of a part of another one
//! (associated or delegated commune), and of nothing today; it may have been given again, or have moved to another
//! département. [`commune_at`] says what a code was on a day, [`states`] its whole history, [`successors`] where its
//! territory went.
//!
//! ```
//! use imilo_core::calendar::Date;
//! use imilo_core::cog::{self, Borne, Etat};
//!
//! // Boulogne-Billancourt was 75012 until the Paris region was divided anew on 1 January 1968.
//! let (old, new) = ("75012".parse()?, "92012".parse()?);
//! let (eve, day): (Date, Date) = ("1967-12-31".parse()?, "1968-01-01".parse()?);
//! assert_eq!(cog::name(old, eve).unwrap(), "Boulogne-Billancourt");
//! assert!(matches!(cog::commune_at(new, eve), Etat::NotYet { .. }));
//! assert_eq!(cog::commune_at(old, day), Etat::NoLonger { fin: Borne::On(day), successeur: Some(new) });
//! assert_eq!(cog::successors(old).collect::<Vec<_>>(), [new]);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # What the table knows
//! - 1943 to 2019: every change to the day. A state without a start was there on 1 January 1943, and before as far as
//!   is known.
//! - 2019 to [`edition`]: what changed between two yearly editions, not on which day of the year (of the two years
//!   2019 and 2020). In between the answer is [`Etat::NotKnown`], never a guess.
//! - After [`edition`]: what held on that day is answered; later changes are not in the table.
//! - Arrondissements of Paris, Lyon and Marseille, and the communes of the overseas collectivities: without dates.
//!   Mayotte, Saint-Barthélemy and Saint-Martin changed codes on 1 January 2008 by one source only.
//!
//! The feature `cog` (on by default) holds the table, 0.5 MB. Source and licence: `docs/cog.md`.

mod commune;
mod etat;
mod nom;
mod pays;
mod successors;
mod table;
mod territoires;

pub use commune::{Borne, Commune, Nature, codes, edition, is_arrondissement, states};
pub use etat::{Etat, commune_at, name};
pub use nom::Nom;
pub use pays::{Pays, StatutPays, pays};
pub use successors::{same_place, successors};
pub use territoires::{Departement, Region, departement, region};
