//! Writes synthetic dossiers, with what was planted in them:
//! `cargo run --release --bin generate -- --count N --seed S --date AAAA-MM-JJ --out FILE --truth FILE
//! [--format csv|jsonl-interface]`.
//!
//! The same arguments give the same bytes. Nothing of the library is called: the truth comes from the law as
//! `law.rs` writes it, and from what each scenario was built to give; where the two disagree, the generator
//! stops. Exit 0 when both files are written, 2 otherwise. See `README.md`.

mod csv;
mod data;
mod dates;
mod facts;
mod interface;
mod law;
mod life;
mod nir;
mod plant;
mod rng;
mod scenario;
mod truth;

use std::error::Error;
use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use lexopt::{Arg, ValueExt};
use time::Date;
use time::macros::date;

use data::Data;
use facts::Kind;
use law::State;
use nir::Writing;
use rng::Rng;
use scenario::{Commune, Deck, Scenario};
use truth::{Contradiction, Truth};

const USAGE: &str = "usage: generate --out FILE --truth FILE [--count N] [--seed S] [--date AAAA-MM-JJ] \
                     [--format csv|jsonl-interface]";

/// Streams of draws: a row, the order of scenarios, that of NIRs, that of lines, a line, the order of codes of
/// birth, a code.
const ROWS: u64 = 1;
const SCENARIOS: u64 = 2;
const WRITINGS: u64 = 3;
const LINES: u64 = 4;
const LINE_ROWS: u64 = 5;
const COMMUNES: u64 = 6;
const COMMUNE_ROWS: u64 = 7;
/// Of the rows, one in so many writes other programmes under a name that nobody knows.
const UNKNOWN_NAME: u64 = 5;
/// Of the lines, one in so many with a contract had another before.
const EARLIER_CEJ: u64 = 7;

/// What the command line asks for.
struct Arguments {
    count: u64,
    seed: u64,
    day: Date,
    out: PathBuf,
    truth: PathBuf,
    interface: bool,
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
    let (mut count, mut seed, mut day, mut interface) = (3000, 2026, date!(2026 - 11 - 24), false);
    let mut parser = lexopt::Parser::from_env();
    while let Some(argument) = parser.next()? {
        match argument {
            Arg::Long("count") => count = parser.value()?.parse()?,
            Arg::Long("seed") => seed = parser.value()?.parse()?,
            Arg::Long("date") => day = dates::parse(&parser.value()?.string()?).ok_or("not a date")?,
            Arg::Long("out") => out = Some(PathBuf::from(parser.value()?)),
            Arg::Long("truth") => truth = Some(PathBuf::from(parser.value()?)),
            Arg::Long("format") => {
                interface = match parser.value()?.string()?.as_str() {
                    "csv" => false,
                    "jsonl-interface" => true,
                    _ => return Err("the format is csv or jsonl-interface".into()),
                }
            }
            other => return Err(format!("{}; {USAGE}", other.unexpected()).into()),
        }
    }
    if !dates::within(day, law::FIRST_DAY, law::LAST_DAY) {
        return Err("the law of this generator is that of 2026-07-01 to 2033-12-31".into());
    }
    let (Some(out), Some(truth)) = (out, truth) else { return Err(USAGE.into()) };
    Ok(Arguments { count, seed, day, out, truth, interface })
}

fn run(arguments: &Arguments) -> Result<(), Box<dyn Error>> {
    let data = Data::load()?;
    let mut out = BufWriter::with_capacity(1 << 20, File::create(&arguments.out)?);
    let mut truth = Truth::new(dates::iso(arguments.day), arguments.seed, arguments.count);
    if arguments.interface {
        write_interface(arguments, &data, &mut out, &mut truth)?;
    } else {
        write_csv(arguments, &data, &mut out, &mut truth)?;
    }
    out.flush()?;
    let mut text = serde_json::to_string_pretty(&truth)?;
    text.push('\n');
    std::fs::write(&arguments.truth, text)?;
    Ok(())
}

fn write_csv(
    arguments: &Arguments,
    data: &Data,
    out: &mut impl Write,
    truth: &mut Truth,
) -> Result<(), Box<dyn Error>> {
    let Arguments { count, seed, day, .. } = *arguments;
    let mut scenarios =
        Deck::new(scenario::SCENARIOS, Scenario::Ordinary, scenario::BLOCK, (seed, SCENARIOS));
    let mut writings = Deck::new(nir::WRITINGS, Writing::Right, scenario::BLOCK, (seed, WRITINGS));
    let mut communes = Deck::new(scenario::COMMUNES, Commune::Right, scenario::BLOCK, (seed, COMMUNES));
    truth.knows_programmes();
    out.write_all(csv::HEAD.as_bytes())?;
    let mut line = String::new();
    for row in 0..count {
        let mut rng = Rng::new(seed, ROWS, row);
        let (scenario, name) = scenarios.card(row);
        let (mut writing, mut nir_name) = writings.card(row);
        let (mut birthplace, mut commune_name) = communes.card(row);
        let refusal = scenario.refusal();
        let structure = data.structure(&mut rng).ok_or("no structure")?;
        let (mut dossier, expected) = plant::dossier(&mut rng, scenario, day);
        if scenario == Scenario::AlreadyAnonymised && rng.percent(70) {
            (writing, nir_name) = (Writing::Empty, None);
        } else if refusal.is_some() {
            (writing, nir_name) = (Writing::Right, None);
            (birthplace, commune_name) = (Commune::Right, None);
        }
        let verdict = law::judge(&dossier, day);
        if !expected.agrees(&verdict, &dossier.fse) {
            let name = name.unwrap_or("ordinary");
            let (dossier, verdict) = (Box::new(dossier), Box::new(verdict));
            return Err(Contradiction { row, name, dossier, verdict }.into());
        }
        match refusal {
            Some(refusal) => truth.refuse(refusal.code()),
            None => truth.count(Some(structure.code), Some(writing.quality()), Some(birthplace), &verdict),
        }
        truth.plant(name);
        truth.plant(nir_name);
        truth.plant(commune_name);
        let unknown_name = row.is_multiple_of(UNKNOWN_NAME);
        if unknown_name && refusal.is_none() {
            let others = dossier.programmes.iter().filter(|programme| programme.kind == Kind::Autre);
            others.for_each(|_| truth.plant(Some("programme_of_unknown_name")));
        }
        let commune = data.birthplace(&mut rng, structure, dossier.born);
        let nir = nir::write(&mut rng, dossier.born, commune, writing);
        if refusal == Some(scenario::Refusal::PeriodReversed) {
            csv::reverse_a_period(&mut rng, &mut dossier, day);
        }
        let commune = match birthplace {
            Commune::Right => commune,
            Commune::Empty => "",
            Commune::Malformed => Rng::new(seed, COMMUNE_ROWS, row).pick(scenario::MALFORMED, "0"),
        };
        let matricule = 10_000_000 + row.wrapping_mul(48_271) % 89_999_999;
        let row = csv::Row { matricule, structure, nir: &nir, commune, dossier: &dossier, unknown_name };
        line.clear();
        csv::push_row(&mut line, &mut rng, &row, refusal);
        out.write_all(line.as_bytes())?;
    }
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
        truth.count(told.then_some(structure.code), None, None, &verdict);
        truth.plant(name);
        let earlier_cej = row.is_multiple_of(EARLIER_CEJ) && !dossier.cej.is_empty();
        truth.plant(earlier_cej.then_some("cej_earlier_contract"));
        bytes.clear();
        let written = interface::Written { line, row, day, structure, dossier: &dossier, earlier_cej };
        interface::push_line(&mut bytes, &mut rng, &written)?;
        out.write_all(&bytes)?;
    }
    Ok(())
}
