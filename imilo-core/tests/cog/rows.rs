//! The rows of the sources.

use std::path::PathBuf;

use imilo_core::calendar::Date;
use imilo_core::cog::Nature;
use imilo_core::dossier::CodeCommune;

/// A row of the history: a state of a code to 2019-01-01.
#[derive(Clone, Debug)]
pub(crate) struct State {
    pub(crate) code: CodeCommune,
    pub(crate) nature: Nature,
    pub(crate) nom: String,
    pub(crate) debut: Option<Date>,
    pub(crate) fin: Option<Date>,
    pub(crate) id: String,
    pub(crate) successeur: Option<String>,
    pub(crate) pole: Option<String>,
}

/// A row of the editions: what a code was on the first of January of a year.
#[derive(Clone, Debug)]
pub(crate) struct Yearly {
    pub(crate) year: i32,
    pub(crate) code: CodeCommune,
    pub(crate) nature: Nature,
    pub(crate) nom: String,
    pub(crate) holder: Option<CodeCommune>,
}

/// A code overseas that changed in 2008.
pub(crate) struct Outremer {
    pub(crate) code: CodeCommune,
    pub(crate) nom: String,
    pub(crate) debut: Option<Date>,
    pub(crate) fin: Option<Date>,
    pub(crate) successeur: Option<CodeCommune>,
}

pub(crate) fn date(text: &str) -> Date {
    text.parse().unwrap()
}

pub(crate) fn code(text: &str) -> CodeCommune {
    text.parse().unwrap()
}

fn given(text: &str) -> Option<&str> {
    Some(text).filter(|text| !text.is_empty())
}

fn nature(text: &str) -> Nature {
    match text {
        "COM" => Nature::Commune,
        "ARM" => Nature::Arrondissement,
        "COMA" => Nature::Associee,
        "COMD" => Nature::Deleguee,
        "COMP" => Nature::Absorbee,
        other => panic!("{other}"),
    }
}

/// Whether all rows are read, not only the sample.
pub(crate) fn all() -> Option<PathBuf> {
    std::env::var_os("IMILO_COG_ROWS").map(PathBuf::from)
}

/// The fields of each line after the header; no field of these files is quoted.
fn lines<const N: usize>(path: PathBuf) -> Vec<[String; N]> {
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    assert!(!text.contains('"'));
    let fields = |line: &str| line.split(',').map(str::to_owned).collect::<Vec<_>>().try_into().unwrap();
    text.lines().skip(1).map(fields).collect()
}

fn source(name: &str) -> PathBuf {
    all().unwrap_or_else(|| PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/cog"))).join(name)
}

/// The codes overseas whose dates were written by hand stand in `outremer`, not here.
pub(crate) fn history() -> Vec<State> {
    let by_hand: Vec<CodeCommune> = outremer().iter().map(|row| row.code).collect();
    let rows = lines::<10>(source("communes_historique.csv")).into_iter();
    rows.map(|[code_, type_, nom, debut, fin, _, id, successeur, _, pole]| State {
        code: code(&code_),
        nature: nature(&type_),
        nom,
        debut: given(&debut).map(date),
        fin: given(&fin).map(date),
        id,
        successeur: given(&successeur).map(str::to_owned),
        pole: given(&pole).map(str::to_owned),
    })
    .filter(|row| !by_hand.contains(&row.code))
    .collect()
}

pub(crate) fn editions() -> Vec<Yearly> {
    let by_hand: Vec<CodeCommune> = outremer().iter().map(|row| row.code).collect();
    let rows = lines::<5>(source("communes_editions.csv")).into_iter();
    rows.map(|[year, code_, type_, nom, holder]| Yearly {
        year: year.parse().unwrap(),
        code: code(&code_),
        nature: nature(&type_),
        nom,
        holder: given(&holder).map(code),
    })
    .filter(|row| !by_hand.contains(&row.code))
    .collect()
}

pub(crate) fn outremer() -> Vec<Outremer> {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tools/cog/data/communes_outremer.csv");
    let rows = lines::<6>(path.into()).into_iter();
    rows.map(|[code_, nom, debut, fin, successeur, _]| Outremer {
        code: code(&code_),
        nom,
        debut: given(&debut).map(date),
        fin: given(&fin).map(date),
        successeur: given(&successeur).map(code),
    })
    .collect()
}
