//! The C ABI: the services of the facade as text, the check of NIRs as plain structures.
//!
//! The committed header `include/imilo.h` is made from these files by cbindgen (`tests/c_header.rs`). It says
//! in words who owns what; `bindings/c/README.md` says how to build against it. Nothing here judges: a
//! service is one call of [`imilo_core::wire`], a number one call of [`imilo_core::nir::Nir::parse`].
//!
//! - [`buffer`]: what an answer or an error comes in, and how it is freed.
//! - [`services`]: one function a service, all of one shape.
//! - [`droit`]: access, rights of the persons, traces, duties: services too.
//! - [`habilitation`]: disclosure, what is missing, who can, matrix and changes; one recipient over columns of dossiers.
//! - [`files`]: the bilan of a file, its dossiers, the report of participations.
//! - [`journal`]: an exported journal verified, a folder written.
//! - [`nir`]: one number, or many, without JSON.
//! - [`nir_columns`]: columns of numbers, to bits and to codes.
//! - [`keyring`], [`texts`], [`pseudonym`], [`rotation`], [`sealed`]: what leaves in place of a number, and the keys by which it does.
//! - [`version`]: whether header and library belong together.

pub mod buffer;
mod call;
pub mod droit;
pub mod files;
mod guard;
pub mod habilitation;
pub mod journal;
pub mod keyring;
pub mod nir;
pub mod nir_columns;
pub mod pseudonym;
pub mod rotation;
pub mod sealed;
pub mod services;
pub mod texts;
pub mod version;

/// Status of a call that was answered. Every other status of a call is the number of an error code.
///
/// cbindgen:ignore
pub const IMILO_OK: i32 = 0;

/// Status of a row that gives no number: nothing was judged. It is no error code.
///
/// cbindgen:ignore
pub const IMILO_NO_NUMBER: i32 = -1;
