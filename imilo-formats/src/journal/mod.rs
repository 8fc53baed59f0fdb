//! A journal in files, and the verification of an exported one.
//!
//! [`FileStore`]: a folder with one append-only file a segment, the chain of checkpoints, and what is held for disputes.
//! [`verify_file`]: an export (`imilo_core::journal::export`) read line by line, whatever its size.

mod check;
mod store;

pub(crate) use check::verify_lines;
pub use check::{ExportFileError, verify_file};
pub use store::{FileStore, FileStoreError};
