//! Any bytes as a file of dossiers: every row is read or refused, and no panic.
#![no_main]

use imilo_formats::source::{DossierReader, Options};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(reader) = DossierReader::open(bytes, &Options::default()) else { return };
    let mut last = 0;
    for row in reader {
        let record = row.map_or_else(|refused| refused.record, |row| row.record);
        assert!(record > last, "records are numbered in order");
        last = record;
    }
});
