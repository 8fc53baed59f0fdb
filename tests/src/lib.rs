//! The shared test vectors: reading case files, judging them, comparing with what is expected.
//!
//! One corpus (`tests/vectors`) serves every language. A case passes when the answer agrees with `expected`,
//! or with one of the objects of `accept`, on every key which that object gives. A key that is not known to
//! the schema is an error: a misspelt expectation must not pass.

pub mod case_file;
pub mod conformance;
mod conformance_fse;
pub mod conservation;
pub mod dossier;
pub mod fse;
pub mod habilitation;
pub mod importers;
pub mod law;
pub mod nir;
pub mod nir_coherence;
pub mod pseudonym;
pub mod report;
pub mod responsibilities;
mod strict_json;
