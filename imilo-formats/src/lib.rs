//! Reading dossiers from the files that offices have, and writing the bilan.
//!
//! - [`tabular`]: CSV as French administrations export it, whatever it holds.
//! - [`source`]: dossiers from CSV or from the JSON of the I-MILO interface, row by row, in memory that does
//!   not grow with the file.
//! - [`fse`]: participations of the FSE from CSV, and the report that they make.
//! - [`acces`]: everything that is held of one person, in words, for that person.
//! - [`registre`]: the register of requests of persons, and where each stands on a day.
//! - [`journal`]: a journal in files, and the verification of an exported one.
//! - [`export`]: dossiers into CSV or JSON, read again as the same dossiers.
//! - [`wire`]: bilan and import as JSON requests, for every language.
//! - [`report`]: the bilan of a file, streamed; [`page`]: the same as one HTML page; [`folder`]: where it goes;
//!   [`clock`]: today, for who does not say the day.
//!
//! No rule of the law stands here: what is counted, and why, is in `imilo-core`.

#![forbid(unsafe_code)]

pub mod acces;
pub mod clock;
pub mod export;
pub mod folder;
pub mod fse;
pub mod io_words;
pub mod journal;
mod numbers_in_text;
pub mod page;
pub mod registre;
pub mod report;
pub mod source;
pub mod tabular;
mod together;
pub mod wire;
