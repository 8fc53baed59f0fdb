//! Writes synthetic dossiers, with what was planted in them:
//! `cargo run --release --bin generate -- --count N --seed S --date AAAA-MM-JJ --out FILE --truth FILE
//! [--format csv|jsonl|jsonl-interface] [--columns narrow|usual|wide] [--wide]`.
//!
//! The same arguments give the same bytes. Nothing of the library is called: the truth comes from the law as
//! `law.rs` writes it, and from what each scenario was built to give; where the two disagree, the generator
//! stops. Exit 0 when both files are written, 2 otherwise. See `README.md`.

mod csv;
mod data;
mod data_law;
mod data_truth;
mod dates;
mod dossiers;
mod facts;
mod faults;
mod fields;
mod follow;
mod history;
mod home;
mod interface;
mod json;
mod law;
mod life;
mod names;
mod nir;
mod person;
mod plant;
mod rng;
mod scenario;
mod school;
mod social;
mod truth;
mod wide;

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use lexopt::{Arg, ValueExt};
use time::Date;
use time::macros::date;

use data::Data;
use data_law::List;
use fields::Form;
use history::History;
use law::State;
use rng::Rng;
use scenario::Deck;
use truth::{Contradiction, Truth};

const USAGE: &str = "usage: generate --out FILE --truth FILE [--count N] [--seed S] [--date AAAA-MM-JJ] \
                     [--format csv|jsonl|jsonl-interface] [--columns narrow|usual|wide] [--wide]";

/// Streams of draws: the order of lines, and a line.
const LINES: u64 = 4;
const LINE_ROWS: u64 = 5;
const HISTORIES: u64 = 10;
/// Of the lines, one in so many with a contract had another before.
const EARLIER_CEJ: u64 = 7;

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Csv,
    /// Our own schema.
    JsonLines,
    /// The dossier of the interface.
    Interface,
}

/// What the command line asks for.
struct Arguments {
    count: u64,
    seed: u64,
    day: Date,
    list: List,
    out: PathBuf,
    truth: PathBuf,
    format: Format,
    form: Form,
}

fn main() -> ExitCode {
    match arguments().and_then(|arguments| run(&arguments)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("generate: {error}");
            ExitCode::from(2)
        }
    }
}

fn arguments() -> Result<Arguments, Box<dyn Error>> {
    let (mut out, mut truth) = (None, None);
    let (mut count, mut seed, mut day) = (3000, 2026, date!(2026 - 11 - 24));
    let (mut format, mut form) = (Format::Csv, Form::Usual);
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("count") => count = parser.value()?.parse()?,
            Arg::Long("seed") => seed = parser.value()?.parse()?,
            Arg::Long("date") => day = dates::parse(&parser.value()?.string()?).ok_or("not a date")?,
            Arg::Long("out") => out = Some(PathBuf::from(parser.value()?)),
            Arg::Long("truth") => truth = Some(PathBuf::from(parser.value()?)),
            Arg::Long("format") => {
                format = match parser.value()?.string()?.as_str() {
                    "csv" => Format::Csv,
                    "jsonl" => Format::JsonLines,
                    "jsonl-interface" => Format::Interface,
                    _ => return Err("the format is csv, jsonl or jsonl-interface".into()),
                }
            }
            Arg::Long("columns") => {
                form = match parser.value()?.string()?.as_str() {
                    "narrow" => Form::Narrow,
                    "usual" => Form::Usual,
                    "wide" => Form::Wide,
                    _ => return Err("the columns are narrow, usual or wide".into()),
                }
            }
            Arg::Long("wide") => form = Form::Wide,
            other => return Err(format!("{}; {USAGE}", other.unexpected()).into()),
        }
    }
    let Some(list) = List::of(day) else {
        return Err(
            "the law of this generator is that of 2016-01-01 to 2021-05-22 and of 2026-07-01 to 2033-12-31"
                .into(),
        );
    };
    if format == Format::Interface && list != List::V2026 {
        return Err("the interface is written from 2026-07-01 on".into());
    }
    if format == Format::JsonLines {
        form = Form::Wide;
    }
    let (Some(out), Some(truth)) = (out, truth) else { return Err(USAGE.into()) };
    Ok(Arguments { count, seed, day, list, out, truth, format, form })
}

fn run(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let data = Data::load()?;
    let mut out = BufWriter::with_capacity(1 << 20, File::create(&arguments.out)?);
    let mut truth = Truth::new(dates::iso(arguments.day), arguments.seed, arguments.count);
    match arguments.format {
        Format::Interface => write_interface(arguments, &data, &mut out, &mut truth)?,
        Format::Csv | Format::JsonLines => dossiers::write(arguments, &data, &mut out, &mut truth)?,
    }
    out.flush()?;
    let mut text = serde_json::to_string_pretty(&truth)?;
    text.push('\n');
    std::fs::write(&arguments.truth, text)?;
    Ok(())
}

fn write_interface(
    arguments: &Arguments,
    data: &Data,
    out: &mut impl Write,
    truth: &mut Truth,
) -> Result<(), Box<dyn Error>> {
    let Arguments { count, seed, day, .. } = *arguments;
    let mut lines = Deck::new(interface::LINES, interface::Line::Ordinary, 100, (seed, LINES));
    let mut bytes = Vec::new();
    for row in 0..count {
        let mut rng = Rng::new(seed, LINE_ROWS, row);
        let (line, name) = lines.card(row);
        let structure = data.structure(&mut rng).ok_or("no structure")?;
        let dossier = interface::dossier(&mut rng, line, day);
        let mut verdict = law::judge(&dossier, day);
        let expected = match line {
            interface::Line::DueSoon | interface::Line::DueTomorrow => State::Due,
            // Closed; co-financing is not carried.
            interface::Line::DueToday | interface::Line::Closed => State::Undetermined(vec![law::FSE]),
            _ => State::Open,
        };
        if verdict.state != expected {
            let name = name.unwrap_or("ordinary");
            let (dossier, verdict) = (Box::new(dossier), Box::new(verdict));
            return Err(Contradiction { row, name, dossier, verdict }.into());
        }
        if let State::Undetermined(missing) = &mut verdict.state {
            // Past the limit, a programme in progress on that day may still hold the dossier open: not carried either.
            missing.push(law::PROGRAMMES);
        }
        let told = !matches!(line, interface::Line::NoStructure | interface::Line::NoStructureCode);
        truth.count(told.then_some(structure.code), None, None, Some(&verdict));
        truth.plant(name);
        let earlier_cej = row.is_multiple_of(EARLIER_CEJ) && !dossier.cej.is_empty();
        truth.plant(earlier_cej.then_some("cej_earlier_contract"));
        bytes.clear();
        let history = History::new(&mut Rng::new(seed, HISTORIES, row), interface::FIRST_DOSSIER + row, day);
        history.planted.iter().for_each(|name| truth.plant(Some(name)));
        let written = interface::Written {
            line,
            row,
            day,
            structure,
            dossier: &dossier,
            earlier_cej,
            history: &history,
        };
        interface::push_line(&mut bytes, &mut rng, &written)?;
        out.write_all(&bytes)?;
    }
    Ok(())
}
