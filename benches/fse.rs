//! Indicators of the FSE: 1.4 million participations in columns, from the values to the whole report.

use std::hint::black_box;

use criterion::{Criterion, SamplingMode, Throughput};
use imilo_benches::CpuTime;
use imilo_core::calendar::Date;
use imilo_core::fse::{Annexe, Code, Column, Columns, Line, NO_DATE, Programme, Report, Rules, Tally};

const ROWS: usize = 1_400_000;

/// Reproducible numbers (splitmix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (z ^ (z >> 31)) % bound
    }

    /// A small code below a bound.
    fn code(&mut self, bound: u64) -> u8 {
        u8::try_from(self.below(bound)).unwrap_or_default()
    }

    /// A day between two, one time in `none` no day.
    fn day(&mut self, from: i32, days: u64, none: u64) -> i32 {
        let day = from + i32::try_from(self.below(days)).unwrap_or_default();
        if self.below(none) == 0 { NO_DATE } else { day }
    }
}

#[derive(Default)]
struct File {
    days: [Vec<i32>; 6],
    codes: [Vec<u8>; 16],
    offsets: Vec<u32>,
    event_days: Vec<i32>,
    event_statuses: Vec<u8>,
    operations: Vec<u32>,
}

/// Entries of 2019, births from 1993 to 2003, most left and most asked; no month has more answers than it would have.
fn file() -> File {
    let (mut file, mut numbers) = (File::default(), Numbers(42));
    file.offsets.push(0);
    for _ in 0..ROWS {
        let entry = numbers.day(17_897, 365, u64::MAX);
        let exit = numbers.day(entry + 30, 300, 10);
        let days = [
            entry,
            exit,
            numbers.day(8_400, 3_650, 200),
            numbers.day(entry - 500, 490, 3),
            numbers.day(entry, 250, 2),
            numbers.day(entry, 250, 2),
        ];
        file.days.iter_mut().zip(days).for_each(|(column, day)| column.push(day));
        let followed = u8::from(exit != NO_DATE && numbers.below(5) > 0);
        for _ in 0..numbers.below(3) * u64::from(followed) {
            file.event_days.push(numbers.day(exit, 40, u64::MAX));
            file.event_statuses.push(1 + numbers.code(5));
        }
        file.offsets.push(u32::try_from(file.event_days.len()).unwrap_or(u32::MAX));
        let codes = [
            1 + numbers.code(2),
            1 + numbers.code(3),
            1 + numbers.code(2),
            numbers.code(8),
            numbers.code(4),
            numbers.code(4),
            numbers.code(4),
            1 + numbers.code(2),
            1 + numbers.code(2),
            followed,
            numbers.code(3),
            if exit == NO_DATE { 0 } else { numbers.code(6) },
            numbers.code(3),
            numbers.code(3),
            1 + numbers.code(2),
            numbers.code(4),
        ];
        file.codes.iter_mut().zip(codes).for_each(|(column, code)| column.push(code));
        file.operations.push(u32::try_from(numbers.below(500)).unwrap_or_default());
    }
    file
}

impl File {
    fn columns(&self) -> Columns<'_> {
        let [entry, exit, birth, since, started, qualified] = &self.days;
        let [
            gender,
            status,
            education,
            isced,
            background,
            disability,
            other,
            homeless,
            rural,
            followed,
            completed,
            at_6m,
            taught,
            improved,
            third,
            minority,
        ] = &self.codes;
        Columns {
            entry_date: Column::new(entry),
            exit_date: Column::new(exit),
            birth_date: Column::new(birth),
            unemployed_since: Column::new(since),
            education_started: Column::new(started),
            qualification_date: Column::new(qualified),
            gender: Column::new(gender),
            labour_status_entry: Column::new(status),
            in_education_entry: Column::new(education),
            isced_entry: Column::new(isced),
            foreign_background_or_minority: Column::new(background),
            foreign_background: Column::new(background),
            minority: Column::new(minority),
            disability: Column::new(disability),
            other_disadvantaged: Column::new(other),
            homeless: Column::new(homeless),
            rural: Column::new(rural),
            followed_up: Column::new(followed),
            yei_completed: Column::new(completed),
            status_6m: Column::new(at_6m),
            in_education_6m: Column::new(taught),
            improvement_6m: Column::new(improved),
            third_country: Column::new(third),
            event_offsets: &self.offsets,
            event_dates: &self.event_days,
            event_statuses: &self.event_statuses,
            ..Columns::default()
        }
    }
}

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
