//! Writes the participations of the benchmark into a directory, counts them, and tells the counts and the times: what
//! `run.py` compares with its peers.

#[path = "../../fse_data.rs"]
mod fse_data;

use std::error::Error;
use std::path::Path;
use std::time::{Duration, Instant};

use cpu_time::ProcessTime;
use imilo_core::calendar::Date;
use imilo_core::fse::{Annexe, Columns, Programme, Report, Rules, Tally};

/// Names of the columns of days and of codes, in their order.
const DAYS: [&str; 6] = ["entry", "exit", "birth", "since", "education", "qualification"];
const CODES: [&str; 16] = [
    "gender",
    "status",
    "in_education",
    "isced",
    "background",
    "disability",
    "other",
    "homeless",
    "rural",
    "followed",
    "completed",
    "at_6m",
    "taught_6m",
    "improved",
    "third_country",
    "minority",
];

fn bytes<const N: usize, T: Copy>(values: &[T], of: impl Fn(T) -> [u8; N]) -> Vec<u8> {
    values.iter().flat_map(|value| of(*value)).collect()
}

fn write(file: &fse_data::File, to: &Path) -> std::io::Result<()> {
    let save = |name: &str, bytes: Vec<u8>| std::fs::write(to.join(format!("{name}.bin")), bytes);
    for (name, column) in DAYS.iter().zip(&file.days) {
        save(name, bytes(column, i32::to_le_bytes))?;
    }
    for (name, column) in CODES.iter().zip(&file.codes) {
        save(name, column.clone())?;
    }
    save("offsets", bytes(&file.offsets, u32::to_le_bytes))?;
    save("event_days", bytes(&file.event_days, i32::to_le_bytes))?;
    save("event_statuses", file.event_statuses.clone())?;
    save("operations", bytes(&file.operations, u32::to_le_bytes))
}

fn in_two(rules: &Rules, columns: &Columns<'_>) -> Option<Report> {
    let half = columns.rows() / 2;
    std::thread::scope(|scope| {
        let first = scope.spawn(|| rules.count_range(columns, 0..half));
        let mut tally: Tally = rules.count_range(columns, half..columns.rows()).ok()?.tally;
        tally.merge(&first.join().ok()?.ok()?.tally);
        Some(Report::of(&tally))
    })
}

/// The best of five: wall, and time of the processor.
fn best<T>(work: impl Fn() -> Option<T>) -> Result<(Duration, Duration, T), Box<dyn Error>> {
    let mut best: Option<(Duration, Duration, T)> = None;
    for _ in 0..5 {
        let (wall, processor) = (Instant::now(), ProcessTime::now());
        let found = work().ok_or("not counted")?;
        let (wall, processor) = (wall.elapsed(), processor.elapsed());
        if best.as_ref().is_none_or(|(least, ..)| wall < *least) {
            best = Some((wall, processor, found));
        }
    }
    best.ok_or_else(|| "nothing was measured".into())
}

fn main() -> Result<(), Box<dyn Error>> {
    let to = std::env::args().nth(1).ok_or("the directory of the columns")?;
    let file = fse_data::file();
    write(&file, Path::new(&to))?;
    let columns = file.columns();
    let day = Some(Date::new(2020, 12, 31)?);
    for (name, programme) in [
        ("FSE", Programme::Fse(Annexe::Of2018)),
        ("IEJ", Programme::Iej(Annexe::Of2018)),
        ("FSE+", Programme::FsePlus),
    ] {
        let rules = Rules::new(programme).on(day);
        let alone = best(|| Some(Report::of(&rules.count(&columns).ok()?.tally)))?;
        let two = best(|| in_two(&rules, &columns))?;
        let each = best(|| rules.count_by_operation(&columns, &file.operations, 500).ok())?;
        for (what, wall, processor) in [
            ("1_thread", alone.0, alone.1),
            ("2_threads", two.0, two.1),
            ("500_operations,_1_thread", each.0, each.1),
        ] {
            println!("time {name} {what} {} {}", wall.as_secs_f64(), processor.as_secs_f64());
        }
        let mut sum = Tally::new(rules);
        each.2.iter().for_each(|counted| sum.merge(&counted.tally));
        let (report, sum) = (alone.2, Report::of(&sum));
        if report.lines != sum.lines || report.lines != two.2.lines {
            return Err("the parts do not add up".into());
        }
        for line in &report.lines {
            let (values, known) = (line.values, line.counts.denominator());
            println!("line {name} {} {} {} {known}", line.code, values.women, values.men);
        }
    }
    Ok(())
}
