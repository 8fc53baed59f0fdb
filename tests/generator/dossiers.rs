//! Dossiers one after the other: what is planted in each, its line, and its truth.

use std::error::Error;
use std::io::Write;

use crate::data::Data;
use crate::data_law::List;
use crate::data_truth::{DataCount, Seen};
use crate::facts::Kind;
use crate::faults::{FAULTS, Fault};
use crate::fields::{Cells, Table};
use crate::nir::Writing;
use crate::person::Me;
use crate::rng::Rng;
use crate::scenario::{Commune, Deck, Refusal, Scenario};
use crate::truth::{Contradiction, Truth};
use crate::{Arguments, Format, csv, json, law, nir, plant, scenario, wide};

/// Streams of draws: a row, the order of scenarios, that of NIRs, that of codes of birth, a code, the order of faults in
/// the data, the cells beside the narrow ones.
const ROWS: u64 = 1;
const SCENARIOS: u64 = 2;
const WRITINGS: u64 = 3;
const COMMUNES: u64 = 6;
const COMMUNE_ROWS: u64 = 7;
const DATA_FAULTS: u64 = 8;
const CELLS: u64 = 9;
/// Of the rows, one in so many writes other programmes under a name that nobody knows.
const UNKNOWN_NAME: u64 = 5;

/// Writes the file, and counts what it holds.
pub(crate) fn write(
    arguments: &Arguments,
    data: &Data,
    out: &mut impl Write,
    truth: &mut Truth,
) -> Result<(), Box<dyn Error>> {
    let Arguments { count, seed, day, list, format, form, .. } = *arguments;
    let deck = |stream| (seed, stream);
    let mut scenarios = Deck::new(scenario::SCENARIOS, Scenario::Ordinary, scenario::BLOCK, deck(SCENARIOS));
    let mut writings = Deck::new(nir::WRITINGS, Writing::Right, scenario::BLOCK, deck(WRITINGS));
    let mut communes = Deck::new(scenario::COMMUNES, Commune::Right, scenario::BLOCK, deck(COMMUNES));
    let mut faults = Deck::new(FAULTS, Fault::None, scenario::BLOCK, deck(DATA_FAULTS));
    let table = Table::load()?;
    let mut cells = Cells::new(&table);
    let mut seen = Seen::default();
    let mut counted = DataCount::new(&table, form, list);
    let plan = json::Plan::new(&table);
    let lines = format == Format::JsonLines;
    if list == List::V2026 {
        truth.knows_programmes();
    }
    let head = if lines { json::HEAD.to_owned() } else { format!("{}{}\r\n", csv::HEAD, table.head(form)) };
    out.write_all(head.as_bytes())?;
    let mut line = String::new();
    for row in 0..count {
        let mut rng = Rng::new(seed, ROWS, row);
        let (mut scenario, mut name) = scenarios.card(row);
        let (mut writing, mut nir_name) = writings.card(row);
        let (mut birthplace, mut commune_name) = communes.card(row);
        let fault = faults.card(row);
        // JSON has other faults of writing than CSV; retention under V2015 is not known here.
        if (lines && scenario.refusal().is_some()) || (list == List::V2015 && scenario.refusal().is_none()) {
            (scenario, name) = (Scenario::Ordinary, None);
        }
        let refusal = scenario.refusal();
        let structure = data.structure(&mut rng).ok_or("no structure")?;
        let (mut dossier, expected) = plant::dossier(&mut rng, scenario, day);
        if scenario == Scenario::AlreadyAnonymised && rng.percent(70) {
            (writing, nir_name) = (Writing::Empty, None);
        } else if refusal.is_some() {
            (writing, nir_name) = (Writing::Right, None);
            (birthplace, commune_name) = (Commune::Right, None);
        }
        let verdict = (list == List::V2026).then(|| law::judge(&dossier, day));
        if let Some(verdict) = verdict.as_ref().filter(|verdict| !expected.agrees(verdict, &dossier.fse)) {
            let name = name.unwrap_or("ordinary");
            let (dossier, verdict) = (Box::new(dossier), Box::new(verdict.clone()));
            return Err(Contradiction { row, name, dossier, verdict }.into());
        }
        match refusal {
            Some(refusal) => truth.refuse(refusal.code()),
            None => {
                truth.count(
                    Some(structure.code),
                    Some(writing.quality()),
                    Some(birthplace),
                    verdict.as_ref(),
                );
            }
        }
        truth.plant(name);
        truth.plant(nir_name);
        truth.plant(commune_name);
        let unknown_name = row.is_multiple_of(UNKNOWN_NAME) && !lines;
        if unknown_name && refusal.is_none() {
            let others = dossier.programmes.iter().filter(|programme| programme.kind == Kind::Autre);
            others.for_each(|_| truth.plant(Some("programme_of_unknown_name")));
        }
        let place = data.birthplace(&mut rng, structure, dossier.born);
        let nir = nir::write(&mut rng, dossier.born, place, writing);
        if refusal == Some(Refusal::PeriodReversed) {
            csv::reverse_a_period(&mut rng, &mut dossier, day);
        }
        let commune = match birthplace {
            Commune::Right => place,
            Commune::Empty => "",
            Commune::Malformed => Rng::new(seed, COMMUNE_ROWS, row).pick(scenario::MALFORMED, "0"),
        };
        let matricule = 10_000_000 + row.wrapping_mul(48_271) % 89_999_999;
        let written = csv::Row { matricule, structure, nir: &nir, commune, dossier: &dossier, unknown_name };
        line.clear();
        csv::push_row(&mut line, &mut rng, &written, refusal);

        cells.clear();
        seen.clear();
        let mut rng = Rng::new(seed, CELLS, row);
        let departement = structure.code.get(..2).unwrap_or_default();
        let told = (place, birthplace == Commune::Right);
        let me = Me::new(&mut rng, &dossier, (day, list), (row, departement), told, &nir);
        wide::fill(&mut rng, fault, &me, (data, structure), &mut cells, &mut seen);
        if birthplace == Commune::Malformed {
            seen.invalid_codes.push("commune_naissance");
        }
        written.fill(&mut cells);
        if let Some(name) = cells.unknown {
            return Err(format!("no column {name}").into());
        }
        if refusal.is_none() {
            counted.count(structure.code, &cells, &seen);
            counted.planted(&seen).for_each(|name| truth.plant(Some(name)));
        }
        if lines {
            plan.write(&cells, &dossier, &mut line)?;
        } else {
            let written = line.len();
            cells.push(form, &mut line);
            if refusal == Some(Refusal::UnclosedQuote) {
                // The only quote of the line: another one would close it, and the row be refused for its length.
                let cells = csv::unquoted(line.get(written..).unwrap_or_default());
                line.truncate(written);
                line.push_str(&cells);
            }
            line.push_str("\r\n");
        }
        out.write_all(line.as_bytes())?;
    }
    truth.data = Some(counted.finish());
    Ok(())
}
