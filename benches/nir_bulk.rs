//! NIR by column and by single calls, beside the fastest published Rust peer and a plain read of the same bytes.
//!
//! `BULK_FILE=path cargo bench -p imilo-benches --bench nir_bulk` also writes the records, one a line, so that
//! `benches/peer_stdnum.py` measures the same ones.

use std::hint::black_box;

use criterion::{BenchmarkGroup, Criterion, SamplingMode, Throughput};
use gaze_types::ValidatorKind;
use imilo_benches::CpuTime;
use imilo_core::nir::{Acceptance, Nir, bulk};

const COUNT: usize = 5_000_000;
const FEW: usize = 60_000;

/// Invented numbers: 3 % overseas, 12 % abroad, 2 % unknown months, 2 % wrong keys. No Corsica: the peer has none.
fn records() -> (Vec<u8>, usize) {
    let mut state = 0x9e37_79b9_7f4a_7c15_u64;
    let mut below = |n: u64| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 20) % n
    };
    let (mut bytes, mut right) = (Vec::with_capacity(COUNT * 16), 0);
    for _ in 0..COUNT {
        let month = if below(50) == 0 { 50 + below(50) } else { 1 + below(12) };
        let place = match below(100) {
            0..3 => format!("97{}{:02}", 1 + below(6), 1 + below(33)),
            3..15 => format!("99{:03}", 101 + below(400)),
            _ => format!("{:02}{:03}", 21 + below(75), 1 + below(900)),
        };
        let number = format!("{}{:02}{month:02}{place}{:03}", 1 + below(2), below(100), 1 + below(999));
        let wrong = below(50) == 0;
        right += usize::from(!wrong);
        let key = 97 - number.parse::<u64>().unwrap_or(0) % 97;
        let key = if wrong { key % 97 + 1 } else { key };
        bytes.extend_from_slice(format!("{number}{key:02}").as_bytes());
    }
    (bytes, right)
}

fn ones(bits: &[u8]) -> usize {
    bits.iter().map(|byte| byte.count_ones() as usize).sum()
}

/// A check of the whole column to a bitmap; the number of right ones is asserted outside of the measured time.
fn column(
    group: &mut BenchmarkGroup<'_, CpuTime>,
    name: &str,
    right: usize,
    mut check: impl FnMut(bulk::Output<'_>) -> Result<(), bulk::BulkError>,
) {
    let mut bits = vec![0; COUNT.div_ceil(8)];
    assert!(
        check(bulk::Output { bits: Some(&mut bits), codes: None }).is_ok() && ones(&bits) == right,
        "{name}"
    );
    group.bench_function(name, |bencher| {
        bencher
            .iter(|| assert!(check(bulk::Output { bits: Some(black_box(&mut bits)), codes: None }).is_ok()));
    });
    assert_eq!(ones(&bits), right, "{name}");
}

/// One call a record.
fn singles(
    group: &mut BenchmarkGroup<'_, CpuTime>,
    name: &str,
    (bytes, right): (&[u8], usize),
    is_right: impl Fn(&[u8]) -> bool,
) {
    let count = || bytes.chunks_exact(15).filter(|record| is_right(record)).count();
    group.bench_function(name, |bencher| bencher.iter(|| assert_eq!(black_box(count()), right)));
}

fn main() {
    let mut criterion = Criterion::default().with_measurement(CpuTime).configure_from_args().sample_size(20);
    let (bytes, right) = records();
    let lines: Vec<u8> =
        bytes.chunks_exact(15).flat_map(|record| record.iter().chain(b"\n")).copied().collect();
    if let Some(path) = std::env::var_os("BULK_FILE") {
        assert!(std::fs::write(path, &lines).is_ok());
    }
    let text = core::str::from_utf8(&bytes).unwrap_or_default();
    let texts: Vec<&str> = (0..COUNT).filter_map(|n| text.get(15 * n..15 * n + 15)).collect();
    let narrow: Vec<i32> = (0..).step_by(15).take(COUNT + 1).collect();
    let wide: Vec<i64> = (0..).step_by(15).take(COUNT + 1).collect();
    // One row in ten is null and empty, as Arrow writes it.
    let present = |row: usize| row % 10 != 9;
    let mut holes = vec![0_i32];
    let mut validity = vec![0_u8; COUNT.div_ceil(8)];
    let mut values = Vec::with_capacity(bytes.len());
    for (row, record) in bytes.chunks_exact(15).enumerate() {
        if present(row) {
            values.extend_from_slice(record);
            if let Some(byte) = validity.get_mut(row / 8) {
                *byte |= 1 << (row % 8);
            }
        }
        holes.push(i32::try_from(values.len()).unwrap_or(i32::MAX));
    }
    let accept = Acceptance::default();
    let right_present = bytes
        .chunks_exact(15)
        .enumerate()
        .filter(|(row, record)| present(*row) && bulk::check(record, &accept).is_valid())
        .count();

    let mut group = criterion.benchmark_group("nir_bulk");
    group.throughput(Throughput::Elements(COUNT as u64)).sampling_mode(SamplingMode::Flat);
    column(&mut group, "stride 15", right, |out| bulk::fixed_15(&bytes, &accept, out));
    // In cache: the arithmetic alone.
    let few = bytes.get(..15 * FEW).unwrap_or_default();
    let mut bits = vec![0; FEW.div_ceil(8)];
    group.throughput(Throughput::Elements(FEW as u64));
    group.bench_function("stride 15, in cache", |bencher| {
        bencher.iter(|| {
            let out = bulk::Output { bits: Some(black_box(&mut bits)), codes: None };
            assert!(bulk::fixed_15(few, &accept, out).is_ok());
        });
    });
    group.throughput(Throughput::Elements(COUNT as u64));
    column(&mut group, "stride 16", right, |out| bulk::fixed_16(&lines, &accept, out));
    column(&mut group, "Arrow, 32-bit offsets", right, |out| {
        bulk::offsets(&narrow, &bytes, None, &accept, out)
    });
    column(&mut group, "Arrow, 64-bit offsets", right, |out| {
        bulk::offsets(&wide, &bytes, None, &accept, out)
    });
    let there = bulk::Validity { bits: &validity, offset: 0 };
    column(&mut group, "Arrow, one row in ten null", right_present, |out| {
        bulk::offsets(&holes, &values, Some(there), &accept, out)
    });
    column(&mut group, "slice of str", right, |out| bulk::texts(&texts, &accept, out));
    let mut codes = vec![0; COUNT];
    group.bench_function("stride 15, to codes", |bencher| {
        bencher.iter(|| {
            let out = bulk::Output { bits: None, codes: Some(&mut codes) };
            assert!(bulk::fixed_15(&bytes, &accept, out).is_ok());
        });
    });
    assert_eq!(codes.iter().filter(|code| **code == 0).count(), right);
    let sum = bytes.iter().fold(0_u64, |sum, byte| sum.wrapping_add(u64::from(*byte)));
    group.bench_function("limit: sum of the bytes", |bencher| {
        let words = || {
            bytes.chunks_exact(8).fold(0_u64, |sum, word| {
                sum.wrapping_add(u64::from_le_bytes(word.try_into().unwrap_or_default()))
            })
        };
        bencher.iter(|| black_box(words()));
    });
    assert!(sum > 0);
    singles(&mut group, "single calls", (&bytes, right), |record| bulk::check(record, &accept).is_valid());
    let parse =
        |record: &[u8]| core::str::from_utf8(record).is_ok_and(|text| Nir::parse(text, &accept).is_ok());
    singles(&mut group, "Nir::parse, erased", (&bytes, right), parse);
    let peer = |record: &[u8]| {
        core::str::from_utf8(record).is_ok_and(|text| ValidatorKind::FrNirMod97.validates(text))
    };
    singles(&mut group, "peer: gaze-types 0.17", (&bytes, right), peer);
    group.finish();
    criterion.final_summary();
}
