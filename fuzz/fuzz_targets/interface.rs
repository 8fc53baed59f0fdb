//! Any bytes in place of the dossiers of a file: see `tests/src/importers.rs`.
#![no_main]

#[path = "../../tests/src/importers.rs"]
mod importers;

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| importers::interface(bytes));
