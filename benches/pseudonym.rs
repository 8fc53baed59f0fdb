//! Pseudonyms of many numbers, beside HMAC-SHA-256 of the `hmac` and `sha2` crates with the key absorbed once.

use criterion::{Criterion, Throughput};
use hmac::{Hmac, KeyInit, Mac};
use imilo_benches::CpuTime;
use imilo_core::nir::{Acceptance, Nir};
use imilo_core::pseudonym::{
    Admission, DerivedKey, Domain, FirstPass, KeyError, KeyId, Pseudonymiser, RootKeys,
};
use sha2::Sha256;

const COUNT: usize = 100_000;
/// The key of the domain itself: the peer begins with it too.
const KEY: [u8; 32] = *b"a key of a domain: 32 bytes long";

struct Known;

impl RootKeys<FirstPass> for Known {
    fn derive(&self, _: KeyId, _: &[u8]) -> Result<DerivedKey, KeyError> {
        Ok(DerivedKey::new(KEY.into()))
    }
}

fn number(n: usize) -> String {
    let number = format!(
        "{}{:02}{:02}75{:03}{:03}",
        1 + n % 2,
        n / 7 % 100,
        1 + n % 12,
        101 + n % 20,
        1 + n / 101 % 999
    );
    let key = 97 - number.parse::<u64>().unwrap_or(0) % 97;
    format!("{number}{key:02}")
}

fn peer(mac: &Hmac<Sha256>, message: &[u8]) -> [u8; 16] {
    let mut mac = mac.clone();
    mac.update(message);
    let bytes = mac.finalize().into_bytes();
    bytes.first_chunk().copied().unwrap_or_default()
}

fn main() {
    let mut criterion = Criterion::default().with_measurement(CpuTime).configure_from_args().sample_size(20);
    let texts: Vec<String> = (0..COUNT).map(number).collect();
    let accept = Acceptance::default();
    let nirs: Vec<Nir> = texts.iter().filter_map(|text| Nir::parse(text, &accept).ok()).collect();
    let (admission, id) = (Admission::default(), KeyId::new(1));
    let domain = id.ok().and_then(|id| Domain::new("emploi", "dares", "trajam", id).ok());
    let by = domain.and_then(|domain| Pseudonymiser::new(&Known, domain).ok());
    let (Some(by), Ok(mac)) = (by, Hmac::<Sha256>::new_from_slice(&KEY)) else { return };
    assert_eq!(nirs.len(), COUNT);
    // The same bytes.
    for (nir, row) in nirs.iter().zip(by.derive_pseudonyms(&nirs, &admission)).take(1000) {
        assert!(row.is_ok_and(|row| *row.as_bytes() == peer(&mac, nir.expose())));
    }

    let mut group = criterion.benchmark_group("pseudonym");
    group.throughput(Throughput::Elements(COUNT as u64));
    group.bench_function("derive_pseudonyms", |bencher| {
        bencher.iter(|| assert_eq!(by.derive_pseudonyms(&nirs, &admission).len(), COUNT));
    });
    group.bench_function("derive_from_texts, checks included", |bencher| {
        let texts = || texts.iter().map(|text| Some(text.as_str()));
        bencher.iter(|| assert_eq!(by.derive_from_texts(texts(), &accept, &admission).len(), COUNT));
    });
    group.bench_function("derive_pseudonym, one by one", |bencher| {
        let derive = || nirs.iter().filter(|nir| by.derive_pseudonym(nir, &admission).is_ok()).count();
        bencher.iter(|| assert_eq!(derive(), COUNT));
    });
    group.bench_function("peer: hmac and sha2 crates, key absorbed once", |bencher| {
        let derive = || nirs.iter().map(|nir| peer(&mac, nir.expose())).collect::<Vec<_>>();
        bencher.iter(|| assert_eq!(derive().len(), COUNT));
    });
    group.finish();
    criterion.final_summary();
}
