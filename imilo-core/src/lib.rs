//! The rules of the French information system I-MILO, as a pure library: no I/O, no clock, no global state.
//!
//! - [`law`]: texts, articles, evidence and rule versions by date.
//! - [`nir`]: form, structure and key of the NIR; the clear number never shows.
//! - [`pseudonym`]: what leaves in place of a NIR: pseudonyms by domain, sealed numbers, and their keys.
//! - [`conservation`]: until when data are accessible, to whom, and what happens next.
//! - [`droits`]: which right of a person is open, who answers, until when; [`droits::responsabilites`]: who has which duty.
//! - [`journal`]: the events of the operations, whose change is found and located; their purge, export and verification.
//! - [`dossier`] and [`bilan`]: a dossier as a source gives it, and what the main job counts.
//! - [`fse`]: the indicators of the European Social Fund, from the record of a participant.
//! - `cog` and `structures` (features): the communes and countries by date, the structures of the network.
//! - [`wire`]: the same functions as plain requests and answers, in JSON, for every other language.
//!
//! A date in, a date of the law out: each function takes the day on which the law is asked. A refusal is an
//! answer with the provision that founded it ([`explain`]); an error is for input that cannot be judged
//! ([`error`]).

#![forbid(unsafe_code)]

pub mod bilan;
pub mod calendar;
#[cfg(feature = "cog")]
pub mod cog;
pub mod conservation;
pub mod dossier;
pub mod droits;
pub mod error;
pub mod explain;
pub mod fse;
pub mod habilitation;
pub mod journal;
pub mod law;
pub mod nir;
pub mod pseudonym;
mod serde_read;
mod serde_text;
#[cfg(any(feature = "cog", feature = "structures"))]
mod sorted_lines;
#[cfg(feature = "structures")]
pub mod structures;
pub mod wire;

/// The Rust examples of the README and of the guide, run as tests.
#[cfg(doctest)]
mod guides {
    #[doc = include_str!("../../README.md")]
    struct Readme;
    #[doc = include_str!("../../docs/guide/rust.md")]
    struct Rust;
}
