//! Every path gives the bytes of the reference, in every layout.

use crate::{
    Accept, ColumnError, Output, Path, Validity, code, fixed_15, fixed_16, offsets, one, reference, texts,
};
use proptest::prelude::*;

/// Under Miri every byte costs: fewer records, the same paths.
const MANY: u64 = if cfg!(miri) { 40 } else { 20_000 };

fn accept(bits: u8) -> Accept {
    let bit = |n: u8| bits >> n & 1 == 1;
    Accept {
        thirteen: bit(0),
        sex_3_4: bit(1),
        months_43_49: bit(2),
        departement_00: bit(3),
        commune_out_of_range: bit(4),
        nnp: bit(5),
        mig: bit(6),
    }
}

fn paths() -> Vec<Path> {
    let paths = vec![Path::portable(), Path::best()];
    println!("paths: {:?}", paths.iter().map(|path| path.name()).collect::<Vec<_>>());
    paths
}

/// Runs a layout and returns codes and bits.
fn run(count: usize, layout: impl FnOnce(Output<'_>) -> Result<(), ColumnError>) -> (Vec<u8>, Vec<u8>) {
    let (mut bits, mut codes) = (vec![0xff; count.div_ceil(8)], vec![0xff; count]);
    layout(Output { bits: Some(&mut bits), codes: Some(&mut codes) }).unwrap();
    (codes, bits)
}

fn bits_of(codes: &[u8], there: impl Fn(usize) -> bool) -> Vec<u8> {
    let mut bits = vec![0; codes.len().div_ceil(8)];
    for (row, code) in codes.iter().enumerate() {
        bits[row / 8] |= u8::from(*code == 0 && there(row)) << (row % 8);
    }
    bits
}

/// Fixed layouts of both strides.
fn check_fixed(records: &[[u8; 15]], accept: &Accept) {
    let expected: Vec<u8> = records.iter().map(|record| reference(record, accept)).collect();
    let expected = (expected.clone(), bits_of(&expected, |_| true));
    let singles: Vec<u8> = records.iter().map(|record| one(record, accept)).collect();
    assert_eq!(singles, expected.0);
    let tight = records.concat();
    let padded: Vec<u8> =
        records.iter().zip(0..).flat_map(|(r, n)| [&r[..], &[n as u8][..]].concat()).collect();
    for path in paths() {
        let name = path.name();
        assert_eq!(run(records.len(), |out| fixed_15(&tight, accept, out, path)), expected, "15 {name}");
        assert_eq!(run(records.len(), |out| fixed_16(&padded, accept, out, path)), expected, "16 {name}");
    }
}

/// Layouts with lengths and nulls, from a first row on.
fn check_lengths(rows: &[Option<Vec<u8>>], first: usize, accept: &Accept) {
    let mut values = vec![b'7'; 3];
    let mut ends = vec![3_i32];
    let mut validity = vec![0_u8; rows.len().div_ceil(8)];
    for (row, bytes) in rows.iter().enumerate() {
        values.extend(bytes.iter().flatten());
        ends.push(values.len() as i32);
        validity[row / 8] |= u8::from(bytes.is_some()) << (row % 8);
    }
    let wide: Vec<i64> = ends.iter().map(|end| i64::from(*end)).collect();
    let rows = &rows[first..];
    let codes: Vec<u8> =
        rows.iter().map(|row| row.as_ref().map_or(0, |row| reference(row, accept))).collect();
    let expected = (codes.clone(), bits_of(&codes, |row| rows[row].is_some()));
    let there = Some(Validity { bits: &validity, offset: first });
    for path in paths() {
        let name = path.name();
        let narrow = run(rows.len(), |out| offsets(&ends[first..], &values, there, accept, out, path));
        assert_eq!(narrow, expected, "i32 {name}");
        let wide = run(rows.len(), |out| offsets(&wide[first..], &values, there, accept, out, path));
        assert_eq!(wide, expected, "i64 {name}");
        let row = |row: usize| rows[row].as_deref();
        assert_eq!(
            run(rows.len(), |out| texts(rows.len(), row, accept, out, path)),
            expected,
            "texts {name}"
        );
    }
}

/// A small generator: the same records every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) % n
    }

    /// A number that is often right in each part, and its key.
    fn record(&mut self) -> [u8; 15] {
        let sex = ["1", "2", "1", "2", "1", "2", "3", "7"][self.below(8) as usize];
        let departement = match self.below(6) {
            0 => "2A".to_owned(),
            1 => "2B".to_owned(),
            2 => ["97", "98", "99", "00"][self.below(4) as usize].to_owned(),
            _ => format!("{:02}", self.below(100)),
        };
        let (year, month, commune, order) =
            (self.below(100), 1 + self.below(52), self.below(1000), self.below(30));
        let number = format!("{sex}{year:02}{month:02}{departement}{commune:03}{order:03}");
        let value: u64 = number.replace("2A", "19").replace("2B", "18").parse().unwrap();
        format!("{number}{:02}", 97 - value % 97).into_bytes().try_into().unwrap()
    }

    /// The same, with a byte changed once in two times.
    fn mutated(&mut self) -> [u8; 15] {
        let mut record = self.record();
        if self.below(2) == 0 {
            let byte = if self.below(3) == 0 {
                self.below(256) as u8
            } else {
                b"0123456789AB"[self.below(12) as usize]
            };
            record[self.below(15) as usize] = byte;
        }
        record
    }
}

#[test]
fn mutated_records_in_every_leniency() {
    let mut dice = Dice(7);
    let records: Vec<_> = (0..MANY).map(|_| dice.mutated()).collect();
    let mut seen = std::collections::BTreeSet::new();
    for bits in if cfg!(miri) { 126..128 } else { 0..128 } {
        check_fixed(&records, &accept(bits));
        seen.extend(records.iter().map(|record| reference(record, &accept(bits))));
    }
    // Every code but that of the length, with and without the key, was compared.
    if !cfg!(miri) {
        assert_eq!(seen.into_iter().collect::<Vec<_>>(), [0, 2, 3, 4, 5, 6, 128, 131, 132, 133, 134]);
    }
}

#[test]
fn every_byte_at_every_position() {
    let bases = [*b"284058832102532", *b"185072A00412320", *b"299129735099012"];
    let step = if cfg!(miri) { 17 } else { 1 };
    let records: Vec<_> = bases
        .iter()
        .flat_map(|base| (0..15).map(move |position| (base, position)))
        .flat_map(|(base, position)| {
            (0..=255).step_by(step).map(move |byte| {
                let mut record = *base;
                record[position] = byte;
                record
            })
        })
        .collect();
    check_fixed(&records, &Accept::default());
    check_fixed(&records, &accept(127));
}

#[test]
fn every_count_up_to_some_blocks() {
    let mut dice = Dice(3);
    let records: Vec<_> = (0..50).map(|_| dice.mutated()).collect();
    for count in (0..=50).step_by(if cfg!(miri) { 7 } else { 1 }) {
        check_fixed(&records[..count], &Accept::default());
        let rows: Vec<_> = records[..count].iter().map(|record| Some(record.to_vec())).collect();
        for first in [0, count / 3, count] {
            check_lengths(&rows, first, &Accept::default());
        }
    }
}

#[test]
fn lengths_and_nulls() {
    let mut dice = Dice(11);
    let rows: Vec<_> = (0..MANY.min(3000))
        .map(|_| {
            let record = dice.mutated().to_vec();
            match dice.below(12) {
                0 => None,
                1 => Some(record[..13].to_vec()),
                2 => Some(Vec::new()),
                3 => Some([&record[..], &record[..dice.below(40).min(15) as usize]].concat()),
                4 => Some(record[..dice.below(15) as usize].to_vec()),
                _ => Some(record),
            }
        })
        .collect();
    for (first, bits) in [(0, 0), (1, 1), (5, 127), (8, 126)] {
        check_lengths(&rows, first, &accept(bits));
    }
}

#[test]
fn faults_of_the_caller() {
    let strict = Accept::default();
    for path in paths() {
        let (mut bits, mut codes) = ([0; 1], [0; 2]);
        let none = || Output::default();
        assert_eq!(fixed_15(&[b'1'; 29], &strict, none(), path), Err(ColumnError::Stride));
        let short = Output { bits: Some(&mut bits), codes: Some(&mut codes) };
        assert_eq!(fixed_15(&[b'1'; 45], &strict, short, path), Err(ColumnError::Output));
        let wrong: [&[i32]; 5] = [&[0, 15, 14], &[-1, 15], &[0, 31], &[i32::MIN, i32::MAX], &[0, 1, 2, 40]];
        for ends in wrong {
            let result = offsets(ends, &[b'1'; 30], None, &strict, none(), path);
            assert_eq!(result, Err(ColumnError::Offsets), "{ends:?}");
        }
        let few = Some(Validity { bits: &[1], offset: 7 });
        assert_eq!(offsets(&[0_i64, 0, 0], &[], few, &strict, none(), path), Err(ColumnError::Validity));
        assert_eq!(offsets::<i32>(&[], &[], None, &strict, none(), path), Ok(()));
    }
}

#[test]
fn one_output_alone_is_the_same() {
    let mut dice = Dice(5);
    let records: Vec<_> = (0..37).map(|_| dice.mutated()).collect();
    let tight = records.concat();
    for path in paths() {
        let (codes, bits) = run(37, |out| fixed_15(&tight, &Accept::default(), out, path));
        let mut alone = [0; 37];
        let output = Output { bits: None, codes: Some(&mut alone) };
        fixed_15(&tight, &Accept::default(), output, path).unwrap();
        assert_eq!(alone, *codes);
        let mut alone = [0; 5];
        let output = Output { bits: Some(&mut alone), codes: None };
        fixed_15(&tight, &Accept::default(), output, path).unwrap();
        assert_eq!(alone, *bits);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: if cfg!(miri) { 4 } else { 256 }, ..ProptestConfig::default() })]

    #[test]
    fn any_rows(
        rows in prop::collection::vec(prop::option::weighted(0.9, prop_oneof![
            4 => "[1-8][0-9]{5}[0-9AB][0-9]{8}".prop_map(String::into_bytes),
            1 => prop::collection::vec(any::<u8>(), 0..20),
            1 => "[12][0-9]{12}".prop_map(String::into_bytes),
        ]), 0..60),
        bits in 0_u8..128,
    ) {
        check_lengths(&rows, 0, &accept(bits));
        let fixed: Vec<[u8; 15]> = rows.iter().flatten().filter_map(|row| row.as_slice().try_into().ok()).collect();
        check_fixed(&fixed, &accept(bits));
    }
}

#[test]
fn the_meaning_of_the_codes() {
    // Worked out by hand: key of 2 84 05 88 321 025 is 32 (nir.md), the order of faults that of the issue.
    let cases: [(&[u8], u8); 10] = [
        (b"284058832102532", code::VALID),
        (b"284058832102530", code::KEY),
        (b"28405883210253", code::LENGTH),
        (b"", code::LENGTH),
        (b"28405X832102532", code::CHARACTER),
        (b"984008800000000", code::FIRST_DIGIT | code::KEY),
        (b"284138800000000", code::MONTH | code::KEY),
        (b"284058800000000", code::PLACE | code::KEY),
        (b"284058832100000", code::ORDER | code::KEY),
        (b"2840588321025AA", code::CHARACTER),
    ];
    for (record, expected) in cases {
        assert_eq!(
            (reference(record, &Accept::default()), one(record, &Accept::default())),
            (expected, expected)
        );
    }
}
