//! What must hold of any bytes read as a file of dossiers: for the fuzzers, and for the test that replays their seeds.

use imilo_core::dossier::{Dossier, Field};
use imilo_formats::export::{ExportError, JsonWriter, NirState};
use imilo_formats::source::{DossierReader, Options, role_names};

/// Any bytes as a file: rows are numbered in order, and what was read is written and read again the same.
///
/// # Panics
/// If it does not hold.
pub fn file(bytes: &[u8]) {
    let Ok(reader) = DossierReader::open(bytes, &Options::default()) else { return };
    let mut last = 0;
    for row in reader {
        let record = row.as_ref().map_or_else(|refused| refused.record, |row| row.record);
        assert!(record > last, "records are numbered in order");
        last = record;
        if let Ok(row) = row {
            again(&row.dossier);
        }
    }
}

/// Bytes under the header of all columns.
pub fn csv(bytes: &[u8]) {
    let header = role_names().collect::<Vec<_>>().join(";");
    file(&[header.as_bytes(), b"\n", bytes].concat());
}

/// Bytes in an array of the interface.
pub fn interface(bytes: &[u8]) {
    file(&[b"[", bytes].concat());
}

/// Bytes under the header of our own JSON Lines.
pub fn own(bytes: &[u8]) {
    file(&[&b"{\"imilo\":\"dossiers/1\",\"nir\":\"clear\"}\n"[..], bytes].concat());
}

/// A target by its name.
#[must_use]
pub fn target(name: &str) -> Option<fn(&[u8])> {
    match name {
        "file" => Some(file),
        "csv" => Some(csv),
        "interface" => Some(interface),
        "own" => Some(own),
        _ => None,
    }
}

/// What was read is written, and read again the same, the NIR apart where it is left out; only what is longer than a
/// reader accepts is not written.
fn again(dossier: &Dossier) {
    written(dossier, dossier, NirState::Clear);
    let mut without = dossier.clone();
    if matches!(without.identite.nir, Field::Given(_)) {
        without.identite.nir = Field::NotCarried;
    }
    written(dossier, &without, NirState::LeftOut);
}

fn written(dossier: &Dossier, expected: &Dossier, nir: NirState) {
    let write = || {
        let mut writer = JsonWriter::lines(Vec::new(), nir)?;
        writer.push(dossier)?;
        writer.finish()
    };
    let file = match write() {
        Err(ExportError::TooLong) => return,
        written => written.unwrap_or_default(),
    };
    let reader = DossierReader::open(&file[..], &Options::default());
    let read = reader.ok().and_then(|mut reader| reader.next()).and_then(Result::ok);
    assert!(read.is_some_and(|row| row.dossier == *expected), "what was written is not read as it was");
}
