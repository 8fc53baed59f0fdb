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
    let targets: [(&str, fn(&[u8])); 4] =
        [("file", file), ("csv", csv), ("interface", interface), ("own", own)];
    targets.into_iter().find(|(known, _)| *known == name).map(|(_, target)| target)
}

fn again(dossier: &Dossier) {
    let written = || {
        let mut writer = JsonWriter::lines(Vec::new(), NirState::LeftOut)?;
        writer.push(dossier)?;
        writer.finish()
    };
    let file = match written() {
        Ok(file) => file,
        Err(ExportError::TooLong) => return,
        Err(error) => panic!("{error}"),
    };
    let read = DossierReader::open(&file[..], &Options::default()).map(|mut reader| reader.next());
    let Ok(Some(Ok(row))) = read else { panic!("what was written is not read") };
    let mut expected = dossier.clone();
    if matches!(expected.identite.nir, Field::Given(_)) {
        expected.identite.nir = Field::NotCarried;
    }
    assert!(row.dossier == expected, "what was written is read otherwise");
}
