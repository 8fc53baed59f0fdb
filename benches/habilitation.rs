//! Habilitation: whole records decided one after the other, with the row and all causes of refusal. Peers: in
//! `peers/habilitation`.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use imilo_benches::CpuTime;
use imilo_core::calendar::Date;
use imilo_core::habilitation::{
    AccessRules, Actor, Columns, Condition, ConditionSet, DonneeSet, Facts, Finalite, Form, Operation,
    Options, Request, Requester, Tables,
};

const OWNERS: [&str; 4] = ["75101S00", "69381S00", "13201S00", "59350S00"];

/// Requests of agents and of recipients, most of them refused or decided by several rows.
fn requests(day: Date) -> Vec<Request<'static>> {
    let all: Vec<_> = Actor::ALL
        .iter()
        .flat_map(|actor| Operation::ALL.iter().map(move |operation| (*actor, *operation)))
        .flat_map(|(actor, operation)| Finalite::ALL.iter().map(move |it| (actor, operation, *it)))
        .collect();
    all.into_iter()
        .enumerate()
        .map(|(n, (class, operation, finalite))| {
            let owner = |n: usize| OWNERS.get(n % OWNERS.len()).copied().unwrap_or_default();
            Request {
                actor: Requester {
                    mission_locale: Some(owner(n / 3)),
                    accompanies: n % 7 != 0,
                    ..Requester::recipient(class, day.plus_days(i64::try_from(n % 5).unwrap_or(0) - 1))
                },
                operation,
                finalite,
                form: Form::Nominative,
                mission_locale: owner(n),
                donnees: DonneeSet::ALL,
                facts: Facts {
                    attested: if n % 2 == 0 { ConditionSet::ALL } else { ConditionSet::EMPTY }
                        .minus(ConditionSet::of(&[Condition::Limitation])),
                    necessary: (n % 3 != 0).then_some(DonneeSet::ALL),
                    ..Facts::NONE
                },
            }
        })
        .collect()
}

fn main() {
    let mut criterion = Criterion::default().with_measurement(CpuTime).configure_from_args();
    let tables = Tables::built_in();
    let mut group = criterion.benchmark_group("habilitation");
    for (name, day) in [("V2015", (2018, 3, 14)), ("V2021-C", (2023, 6, 20)), ("V2026-07", (2026, 7, 1))] {
        let Ok(day) = Date::new(day.0, day.1, day.2) else { continue };
        let Ok(rules) = AccessRules::on(day, &tables, Options::default()) else { continue };
        let requests = requests(day);
        let decided = || {
            requests.iter().fold(0_u64, |sum, request| {
                let answer = rules.answer(black_box(request));
                sum ^ u64::from(answer.granted.len()) ^ u64::from(answer.causes.len())
            })
        };
        let granted = |request| !rules.answer(request).granted.is_empty();
        assert!(requests.iter().any(granted), "something is granted");
        let detailed = || {
            requests.iter().fold(0_u64, |sum, request| {
                let decision = rules.decide(black_box(request));
                sum ^ u64::from(black_box(&decision).granted().len())
            })
        };
        group.throughput(Throughput::Elements(requests.len() as u64));
        group.bench_function(format!("whole record, {name}"), |bencher| {
            bencher.iter(|| black_box(decided()));
        });
        group.bench_function(format!("datum by datum, {name}"), |bencher| {
            bencher.iter(|| black_box(detailed()));
        });
    }
    let Ok(day) = Date::new(2018, 3, 14) else { return };
    let Ok(rules) = AccessRules::on(day, &tables, Options::default()) else { return };
    let owners: Vec<_> = OWNERS.iter().copied().cycle().take(10_000).collect();
    let attested = vec![ConditionSet::of(&[Condition::AllowanceDue]); owners.len()];
    let mut granted = vec![DonneeSet::EMPTY; owners.len()];
    let common = Request {
        actor: Requester::recipient(Actor::Asp, day),
        operation: Operation::Transmit,
        finalite: Finalite::BenefitPayment,
        form: Form::Nominative,
        mission_locale: "",
        donnees: DonneeSet::ALL,
        facts: Facts { necessary: Some(DonneeSet::ALL), ..Facts::NONE },
    };
    group.throughput(Throughput::Elements(owners.len() as u64));
    group.bench_function("columns, one recipient", |bencher| {
        bencher.iter(|| {
            let columns = Columns { mission_locales: &owners, attested: Some(&attested), states: None };
            black_box(rules.grant_columns(&common, columns, black_box(&mut granted)))
        });
    });
    group.finish();
    criterion.final_summary();
}
