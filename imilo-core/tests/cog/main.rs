//! The table of the communes against the rows of its sources, read naively.
//!
//! The rows are a sample, or all of them when `IMILO_COG_ROWS` names the folder that
//! `tools/cog/build.py FOLDER --rows OUT` has written.
#![cfg(feature = "cog")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may stop on what cannot be")]

mod editions;
mod history;
mod properties;
mod rows;
