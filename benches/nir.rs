//! NIR: one call on clean and on written numbers, beside the same rules written as a regular expression.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use imilo_core::nir::{Acceptance, Nir};
use regex::Regex;

/// Invented numbers with right keys, one in ten with a wrong one.
fn numbers() -> Vec<String> {
    (0..10_000_u64)
        .map(|n| {
            let year = n % 100;
            let month = 1 + n % 12;
            let departement = 1 + n % 19;
            let canonical =
                format!("1{year:02}{month:02}{departement:02}{:03}{:03}", 1 + n % 900, 900 + n % 100);
            let key = 97 - canonical.parse::<u64>().unwrap_or(0) % 97;
            let key = if n % 10 == 0 { key % 97 + 1 } else { key };
            format!("{canonical}{key:02}")
        })
        .collect()
}

/// The peer: the structure as one regular expression, then the key by a 64-bit remainder.
fn by_regex(structure: &Regex, text: &str) -> bool {
    structure.is_match(text)
        && text.split_at_checked(13).is_some_and(|(number, key)| {
            let digits = number.replace("2A", "19").replace("2B", "18");
            let (Ok(number), Ok(key)) = (digits.parse::<u64>(), key.parse::<u64>()) else { return false };
            97 - number % 97 == key
        })
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let numbers = numbers();
    let place = "(9[78][0-9](0[1-9]|[1-8][0-9]|90)|(0[1-9]|[1-8][0-9]|9[0-69]|2[AB])(00[1-9]|0[1-9][0-9]|[1-8][0-9]{2}|9[0-8][0-9]|990))";
    let pattern = format!(
        "^[12][0-9]{{2}}(0[1-9]|1[0-2]|[23][0-9]|4[0-2]|[5-9][0-9]){place}(00[1-9]|0[1-9][0-9]|[1-9][0-9]{{2}})(0[1-9]|[1-8][0-9]|9[0-7])$"
    );
    let Ok(structure) = Regex::new(&pattern) else { return };
    let accept = Acceptance::default();
    let ours = || numbers.iter().filter(|text| Nir::parse(text, &accept).is_ok()).count();
    let theirs = || numbers.iter().filter(|text| by_regex(&structure, text)).count();
    assert_eq!(ours(), theirs(), "both must accept the same numbers");
    assert_eq!(ours(), 9_000);

    let mut group = criterion.benchmark_group("nir");
    group.throughput(Throughput::Elements(numbers.len() as u64));
    group.bench_function("parse", |bencher| bencher.iter(|| assert_eq!(black_box(ours()), 9_000)));
    group.bench_function("peer: regex and remainder", |bencher| {
        bencher.iter(|| assert_eq!(black_box(theirs()), 9_000));
    });
    group.finish();
    criterion.final_summary();
}
