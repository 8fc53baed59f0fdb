//! Equality first: nothing is measured when one answer differs. CPU time of the thread.
//!
//! Inside: the decision. Outside, for all: the rules (parsed, validated, compiled once) and the requests, which each
//! engine has in its own form beforehand.

use std::hint::black_box;

use criterion::measurement::Measurement;
use criterion::{BenchmarkGroup, Criterion, Throughput};
use imilo_benches::CpuTime;
use imilo_core::explain::Outcome;
use imilo_core::habilitation::{DonneeSet, Request, Tables};
use imilo_peers_habilitation::{
    Cedar, DAYS, Place, Record, Rego, alone, input, one_by_rego, record_by_cedar, record_by_rego, requests,
};
use regorus::Value;

type Error = Box<dyn std::error::Error>;

/// A day in all three.
struct Peers<'l> {
    place: Place<'l>,
    cedar: Cedar,
    sliced: Cedar,
    rego: Rego,
}

/// Requests in the form of each.
struct Asked {
    requests: Vec<Request<'static>>,
    records: Vec<Record>,
    inputs: Vec<Value>,
}

impl Asked {
    fn new(requests: Vec<Request<'static>>, peers: &Peers<'_>) -> Result<Self, Error> {
        let records: Result<_, String> =
            requests.iter().map(|request| peers.cedar.record(request, &peers.place)).collect();
        let inputs = requests.iter().map(|request| {
            let alone = request.donnees.len() == 1;
            input(request, &peers.place, request.donnees.iter().next().filter(|_| alone))
        });
        Ok(Self { records: records?, inputs: inputs.collect(), requests })
    }
}

/// Every answer beside the others.
fn compare_records(peers: &mut Peers<'_>, asked: &Asked) -> Result<(), Error> {
    for ((request, record), input) in asked.requests.iter().zip(&asked.records).zip(&asked.inputs) {
        record_by_cedar(&peers.place, &peers.cedar, request, record)?;
        record_by_cedar(&peers.place, &peers.sliced, request, record)?;
        record_by_rego(&peers.place, &mut peers.rego, request, input)?;
    }
    Ok(())
}

fn compare_data(peers: &mut Peers<'_>, asked: &Asked) -> Result<(), Error> {
    for ((request, record), input) in asked.requests.iter().zip(&asked.records).zip(&asked.inputs) {
        record_by_cedar(&peers.place, &peers.cedar, request, record)?;
        record_by_cedar(&peers.place, &peers.sliced, request, record)?;
        one_by_rego(&peers.place, &mut peers.rego, request, input)?;
    }
    Ok(())
}

/// A group of one record each.
fn records(group: &mut BenchmarkGroup<'_, impl Measurement>, peers: &mut Peers<'_>, asked: &Asked) {
    let count = |request| {
        let answer = peers.place.rules.answer(request);
        (answer.granted.len(), answer.refused.len(), answer.causes.len())
    };
    let expected: (u32, u32, u32) =
        asked.requests.iter().map(count).fold((0, 0, 0), |a, b| (a.0 + b.0, a.1 + b.1, a.2 + b.2));
    group.bench_function("imilo: granted, refused, row, causes", |bencher| {
        bencher.iter(|| {
            let all = asked.requests.iter().map(|request| count(black_box(request)));
            assert_eq!(all.fold((0, 0, 0), |a, b| (a.0 + b.0, a.1 + b.1, a.2 + b.2)), expected);
        });
    });
    for (name, cedar) in [("cedar: every datum", &peers.cedar), ("cedar, sliced: every datum", &peers.sliced)]
    {
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let all = asked.records.iter().map(|record| cedar.count(black_box(record)).unwrap());
                assert_eq!(all.fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1)), (expected.0, expected.1));
            });
        });
    }
    let len = |value: &Value| value.as_set().map_or(0, |set| u32::try_from(set.len()).unwrap());
    group.bench_function("regorus: granted, refused, row, causes", |bencher| {
        bencher.iter(|| {
            let all = asked.inputs.iter().map(|input| {
                let answer = peers.rego.answer(black_box(input)).unwrap();
                (len(&answer["granted"]), len(&answer["refused"]), len(&answer["causes"]))
            });
            assert_eq!(all.fold((0, 0, 0), |a, b| (a.0 + b.0, a.1 + b.1, a.2 + b.2)), expected);
        });
    });
    group.bench_function("regorus: granted", |bencher| {
        bencher.iter(|| {
            let granted =
                asked.inputs.iter().map(|input| len(&peers.rego.granted(black_box(input)).unwrap()));
            assert_eq!(granted.sum::<u32>(), expected.0);
        });
    });
}

/// A group of one datum each.
fn data(group: &mut BenchmarkGroup<'_, impl Measurement>, peers: &mut Peers<'_>, asked: &Asked) {
    let granted = |request| !peers.place.rules.answer(request).granted.is_empty();
    let expected = asked.requests.iter().filter(|request| granted(request)).count();
    group.bench_function("imilo: outcome, row, causes", |bencher| {
        bencher.iter(|| {
            assert_eq!(asked.requests.iter().filter(|request| granted(black_box(request))).count(), expected);
        });
    });
    for (name, cedar) in [("cedar: outcome", &peers.cedar), ("cedar, sliced: outcome", &peers.sliced)] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let allowed =
                    |record: &&Record| cedar.first(black_box(record)).unwrap() == Outcome::Conforming;
                assert_eq!(asked.records.iter().filter(allowed).count(), expected);
            });
        });
    }
    group.bench_function("regorus: granted or not", |bencher| {
        bencher.iter(|| {
            let allowed = asked.inputs.iter().filter(|input| peers.rego.allow(black_box(input)).unwrap());
            assert_eq!(allowed.count(), expected);
        });
    });
}

fn main() -> Result<(), Error> {
    let mut criterion = Criterion::default().with_measurement(CpuTime).sample_size(10).configure_from_args();
    let tables = Tables::built_in();
    for (version, day) in DAYS {
        let place = Place::new(day, &tables)?;
        let (cedar, sliced) = (Cedar::new(&place, false)?, Cedar::new(&place, true)?);
        let rego = Rego::new(&place)?;
        let mut peers = Peers { place, cedar, sliced, rego };
        let whole = Asked::new(requests(&peers.place), &peers)?;
        compare_records(&mut peers, &whole)?;
        let one = Asked::new(alone(&whole.requests), &peers)?;
        compare_data(&mut peers, &one)?;
        let (mut granted, mut refused) = (0, 0);
        for request in &whole.requests {
            let answer = peers.place.rules.answer(request);
            granted += usize::from(!answer.granted.is_empty());
            refused += usize::from(answer.refused == DonneeSet::ALL);
        }
        eprintln!(
            "{version}, {day}: {} records of {} data, {} single data; all answers equal; of the records {granted} have \
             something granted and {refused} are refused whole; Cedar has {} policies, {} sliced",
            whole.requests.len(),
            DonneeSet::ALL.len(),
            one.requests.len(),
            peers.cedar.policies(),
            peers.sliced.policies(),
        );
        let mut group = criterion.benchmark_group(format!("whole record, {version}"));
        group.throughput(Throughput::Elements(whole.requests.len() as u64));
        records(&mut group, &mut peers, &whole);
        group.finish();
        let mut group = criterion.benchmark_group(format!("one datum, {version}"));
        group.throughput(Throughput::Elements(one.requests.len() as u64));
        data(&mut group, &mut peers, &one);
        group.finish();
    }
    criterion.final_summary();
    Ok(())
}
