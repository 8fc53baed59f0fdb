//! Retention: dossiers judged in a row, beside a bare `time` computation of the birthday alone.

use std::hint::black_box;

use criterion::{Criterion, Throughput};
use imilo_core::calendar::Date;
use imilo_core::conservation::{ContratCej, DossierFacts, Fse, Readings, Retention, State, Tables};

fn day(year: i32, month: u8, day: u8) -> Option<Date> {
    Date::new(year, month, day).ok()
}

fn dossiers() -> Vec<DossierFacts> {
    (0..10_000)
        .map(|n: i32| {
            let month = u8::try_from(1 + n % 12).unwrap_or(1);
            let dom = u8::try_from(1 + n % 28).unwrap_or(1);
            let contract = day(2022 + n % 4, month, dom)
                .map(|start| ContratCej { start, end: Some(start.plus_days(300)) });
            DossierFacts {
                birth_date: day(1990 + n % 18, month, dom),
                rqth_periods: Some(Vec::new()),
                programmes: Some(Vec::new()),
                cej_contracts: Some(contract.into_iter().filter(|_| n % 5 == 0).collect()),
                fse: Fse::NotCofinanced,
                anonymised_on: None,
            }
        })
        .collect()
}

/// The peer does far less: the 28th birthday, by the `time` crate, and nothing else.
fn birthday(facts: &DossierFacts, today: time::Date) -> bool {
    let Some(birth) = facts.birth_date.map(Date::to_time) else { return false };
    let at_28 = birth.replace_year(birth.year() + 28).unwrap_or(birth);
    at_28 > today
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let dossiers = dossiers();
    let tables = Tables::built_in();
    let Some(today) = day(2026, 11, 24) else { return };
    let Ok(retention) = Retention::on(today, &tables, Readings::default()) else { return };
    let judged = || {
        let open = |facts: &&DossierFacts| {
            retention.dossier(*facts).is_ok_and(|decision| decision.state == State::Accessible)
        };
        dossiers.iter().filter(open).count()
    };
    let birthdays = || dossiers.iter().filter(|facts| birthday(facts, today.to_time())).count();
    assert!(judged() > birthdays(), "the CEJ keeps some dossiers open beyond the birthday");

    let mut group = criterion.benchmark_group("conservation");
    group.throughput(Throughput::Elements(dossiers.len() as u64));
    group.bench_function("dossier", |bencher| bencher.iter(|| black_box(judged())));
    group.bench_function("peer: birthday alone", |bencher| bencher.iter(|| black_box(birthdays())));
    group.finish();
    criterion.final_summary();
}
