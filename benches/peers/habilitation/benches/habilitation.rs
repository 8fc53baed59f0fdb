//! imilo beside cedar-policy, on the same requests in one run. Each bench asks one request after the other: `elements`
//! are whole records (all data), but for `one datum`.

use std::hint::black_box;

use cedar_policy::Authorizer;
use criterion::{Criterion, Throughput};
use imilo_benches::CpuTime;
use imilo_cedar::Engine;
use imilo_core::dossier::Champ;
use imilo_core::habilitation::{AccessRules, Donnee, DonneeSet, Options, Request, Tables};
use imilo_peers_habilitation::{cedar_grants, compare, prepare, requests};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut criterion = Criterion::default().with_measurement(CpuTime).sample_size(10).configure_from_args();
    let tables = Tables::built_in();
    for (name, day) in [("V2015", "2018-06-14"), ("V2026-07", "2026-07-01")] {
        let rules = AccessRules::on(day.parse()?, &tables, Options::default())?;
        let engine = Engine::new(&rules.cedar())?;
        let requests = requests(&rules);
        let [granted, refused, undetermined] = compare(&rules, &engine, &requests)?;
        let policies = engine.policies().policies().count();
        println!(
            "{name}: {} requests, {policies} policies; equal answers: {granted} data granted, {refused} refused, {undetermined} undetermined",
            requests.len(),
        );
        let mut group = criterion.benchmark_group(format!("habilitation {name}"));
        group.throughput(Throughput::Elements(requests.len() as u64));
        group.bench_function("imilo, whole record, row and all causes", |bencher| {
            bencher.iter(|| {
                requests.iter().fold(0, |sum, request| {
                    let answer = rules.answer(black_box(request));
                    sum ^ answer.granted.len() ^ answer.causes.len()
                })
            });
        });
        let datum = Donnee::Champ(Champ::Prenoms);
        let one: Vec<_> = requests
            .iter()
            .map(|request| Request { donnees: DonneeSet::EMPTY.with(datum), ..*request })
            .collect();
        group.bench_function("imilo, one datum, row and all causes", |bencher| {
            bencher.iter(|| {
                one.iter().fold(0, |sum, request| sum ^ rules.answer(black_box(request)).granted.len())
            });
        });
        let authorizer = Authorizer::new();
        let ready = |requests: &[Request<'_>]| -> Result<Vec<_>, String> {
            requests.iter().map(|request| prepare(&engine, request, rules.day())).collect()
        };
        let (whole, single) = (ready(&requests)?, ready(&one)?);
        for (name, ready) in [("one datum", &single), ("whole record, a call a datum", &whole)] {
            group.bench_function(format!("cedar-policy, {name}, requests made before"), |bencher| {
                bencher.iter(|| {
                    ready.iter().fold(0, |sum, ready| {
                        sum ^ cedar_grants(&authorizer, &engine, black_box(ready)).len()
                    })
                });
            });
        }
        group.finish();
    }
    criterion.final_summary();
    Ok(())
}
