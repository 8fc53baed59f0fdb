//! Indicators of the FSE: 1.4 million participations in columns, from the values to the whole report.

use std::hint::black_box;

use criterion::{Criterion, SamplingMode, Throughput};
use imilo_benches::CpuTime;
use imilo_core::calendar::Date;
use imilo_core::fse::{Annexe, Code, Columns, Line, Programme, Report, Rules, Tally};

#[path = "fse_data.rs"]
mod fse_data;

use fse_data::{ROWS, file};

/// Two threads, half the file each.
fn in_two(rules: &Rules, columns: &Columns<'_>) -> Option<Report> {
    let half = columns.rows() / 2;
    std::thread::scope(|scope| {
        let first = scope.spawn(|| rules.count_range(columns, 0..half));
        let mut tally: Tally = rules.count_range(columns, half..columns.rows()).ok()?.tally;
        tally.merge(&first.join().ok()?.ok()?.tally);
        Some(Report::of(&tally))
    })
}

fn main() {
    let mut criterion = Criterion::default().with_measurement(CpuTime).configure_from_args();
    let file = file();
    let columns = file.columns();
    let day = Date::new(2020, 12, 31).ok();
    let programmes = [
        ("FSE", Programme::Fse(Annexe::Of2018)),
        ("IEJ", Programme::Iej(Annexe::Of2018)),
        ("FSE+", Programme::FsePlus),
    ];
    let mut group = criterion.benchmark_group("fse, 1.4 million");
    group.throughput(Throughput::Elements(ROWS as u64)).sample_size(10).sampling_mode(SamplingMode::Flat);
    for (name, programme) in programmes {
        let rules = Rules::new(programme).on(day);
        let one = || rules.count(&columns).ok().map(|counted| Report::of(&counted.tally));
        let (Some(alone), Some(two)) = (one(), in_two(&rules, &columns)) else { return };
        assert_eq!(alone.lines, two.lines, "the threads add up");
        // Nobody of a mission locale is above 54.
        let met = |line: &Line| line.counts.denominator() > 0 || line.code == Code::Cr08;
        assert!(alone.lines.iter().all(met), "every code is met");
        group.bench_function(format!("{name}, 1 thread"), |bencher| bencher.iter(|| black_box(one())));
    }
    let rules = Rules::new(Programme::Fse(Annexe::Of2018)).on(day);
    let each = || rules.count_by_operation(&columns, &file.operations, 500).map(|each| each.len());
    assert_eq!(each().ok(), Some(500));
    let value = rules.count(&columns).ok().map(|counted| Report::of(&counted.tally));
    assert!(value.is_some_and(|report| report.line(Code::Co01).is_some_and(|line| line.values.all() > 0)));
    group.bench_function("FSE, 500 operations, 1 thread", |bencher| bencher.iter(|| black_box(each())));
    group.finish();
    criterion.final_summary();
}
