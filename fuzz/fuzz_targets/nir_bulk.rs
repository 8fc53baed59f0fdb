//! Any bytes as a column, in every layout and leniency: columns and single calls give the same codes, and what
//! they refuse the rule in full refuses, for the same reason.
#![no_main]

use imilo_core::nir::{Acceptance, KeyState, Nir, NirFault, bulk};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (u8, Vec<Option<Vec<u8>>>)| {
    let (bits, rows) = input;
    let bit = |n: u8| bits >> n & 1 == 1;
    let accept = Acceptance {
        thirteen: bit(0),
        sex_3_4: bit(1),
        months_43_49: bit(2),
        departement_00: bit(3),
        commune_out_of_range: bit(4),
        nnp: bit(5),
        mig: bit(6),
    };
    // Most bytes become digits, so that records get as far as their key.
    let rows: Vec<Option<Vec<u8>>> = rows
        .into_iter()
        .map(|row| {
            row.map(|row| row.iter().map(|byte| if *byte < 200 { b'0' + byte % 20 } else { *byte }).collect())
        })
        .collect();
    let expected: Vec<u8> =
        rows.iter().map(|row| row.as_ref().map_or(0, |row| bulk::check(row, &accept).byte())).collect();

    let (mut values, mut ends, mut validity) = (Vec::new(), vec![0_i32], vec![0_u8; rows.len().div_ceil(8)]);
    for (n, row) in rows.iter().enumerate() {
        values.extend(row.iter().flatten());
        ends.push(values.len() as i32);
        validity[n / 8] |= u8::from(row.is_some()) << (n % 8);
    }
    let mut codes = vec![0; rows.len()];
    let there = bulk::Validity { bits: &validity, offset: 0 };
    let output = bulk::Output { bits: None, codes: Some(&mut codes) };
    bulk::offsets(&ends, &values, Some(there), &accept, output).unwrap();
    assert_eq!(codes, expected);
    let output = bulk::Output { bits: None, codes: Some(&mut codes) };
    bulk::rows(rows.len(), |row| rows[row].as_deref(), &accept, output).unwrap();
    assert_eq!(codes, expected);

    let fixed: Vec<u8> = rows.iter().flatten().filter(|row| row.len() == 15).flatten().copied().collect();
    let mut codes = vec![0; fixed.len() / 15];
    bulk::fixed_15(&fixed, &accept, bulk::Output { bits: None, codes: Some(&mut codes) }).unwrap();
    let singles: Vec<u8> = fixed.chunks_exact(15).map(|record| bulk::check(record, &accept).byte()).collect();
    assert_eq!(codes, singles);

    // Against the rule in full, where nothing would be normalised away.
    for row in rows.iter().flatten() {
        let Ok(text) = core::str::from_utf8(row) else { continue };
        if !text.is_ascii() || text.contains(['a', 'b', '.', '-', ' ', '\t', '\r', '\n']) {
            continue;
        }
        let code = bulk::check(row, &accept);
        match Nir::parse(text, &accept) {
            Ok(_) => assert!(code.is_valid()),
            Err(error) => {
                assert_eq!(code.fault(), Some(error.fault));
                assert_eq!(
                    code.key_wrong(),
                    error.key == Some(KeyState::Wrong) || error.fault == NirFault::Key
                );
            }
        }
    }
});
