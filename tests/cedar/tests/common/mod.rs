//! Days with their rules and their export, loaded in the engine.

#![allow(dead_code, reason = "each test uses a part of it")]

pub mod classes;
pub mod pick;
pub mod residual;

use std::collections::{BTreeSet, HashMap};
use std::sync::OnceLock;

use imilo_cedar::{Asked, Engine, Said, donnee_id, donnee_uid};
use imilo_core::calendar::Date;
use imilo_core::habilitation::{
    AccessRules, CedarExport, Decision, Donnee, DonneeSet, FinaliteSet, ListRow, Options, Request, Tables,
};
use serde_json::Value;

use classes::{Classes, Lists};

/// Rows and versions as an integrator adds them.
pub const ADDED: &str = include_str!("added.json");

/// A day with its rules.
pub struct Place {
    pub name: String,
    pub day: Date,
    pub rules: AccessRules<'static>,
    pub export: CedarExport,
    pub engine: Engine,
    /// The rows of the day that name some request.
    pub rows: Vec<&'static ListRow>,
    /// The purposes that are of the processing on the day, as far as a row has them.
    pub finalites: FinaliteSet,
}

/// Days of every version, of every window, with and without added rows and the option.
const DAYS: [(&str, bool, bool); 20] = [
    ("2015-01-29", false, false),
    ("2018-03-14", false, true),
    ("2018-05-25", false, false),
    ("2019-04-20", false, false),
    ("2020-06-01", false, false),
    ("2021-06-01", false, false),
    ("2022-01-31", false, false),
    ("2023-06-20", false, true),
    ("2025-01-02", false, false),
    ("2025-01-14", false, false),
    ("2025-06-01", false, false),
    ("2026-01-15", false, false),
    ("2026-02-20", false, false),
    ("2026-07-01", false, false),
    ("2021-06-01", true, false),
    ("2023-06-20", true, false),
    ("2026-01-15", true, false),
    ("2026-02-20", true, true),
    ("2026-07-15", true, false),
    ("2027-02-01", true, false),
];

pub fn tables(added: bool) -> &'static Tables {
    static BUILT_IN: OnceLock<Tables> = OnceLock::new();
    static WITH_ADDED: OnceLock<Tables> = OnceLock::new();
    let built_in = BUILT_IN.get_or_init(Tables::built_in);
    if added {
        WITH_ADDED.get_or_init(|| built_in.with_added(ADDED).unwrap_or_else(|errors| panic!("{errors:?}")))
    } else {
        built_in
    }
}

impl Place {
    pub fn new(day: &str, added: bool, transfer_authorisation: bool) -> Self {
        let day: Date = day.parse().unwrap();
        let rules = AccessRules::on(day, tables(added), Options { transfer_authorisation }).unwrap();
        let export = rules.cedar();
        let engine = Engine::new(&export).unwrap_or_else(|error| panic!("{day}: {error}"));
        let matrix = rules.matrix();
        let rows = matrix.iter().map(|line| line.row).collect();
        let finalites = matrix.iter().fold(FinaliteSet::EMPTY, |all, line| all.union(line.finalites));
        let name = format!("{day}{}", if added { ", added rows" } else { "" });
        Self { name, day, rules, export, engine, rows, finalites }
    }
}

pub fn places() -> &'static [Place] {
    static PLACES: OnceLock<Vec<Place>> = OnceLock::new();
    PLACES.get_or_init(|| DAYS.iter().map(|(day, added, option)| Place::new(day, *added, *option)).collect())
}

/// What both say of each datum of a request; an error when they do not agree.
pub fn compare(
    engine: &Engine,
    decision: &Decision<'_>,
    request: &Request<'_>,
    day: Date,
) -> Result<Vec<Said>, String> {
    let asked = Asked::new(request, day)?;
    let entities = engine.entities(&asked)?;
    let mut all = Vec::new();
    for (index, donnee) in request.donnees.iter().enumerate() {
        // The facts are the same for all data: their form is looked at once.
        let said = engine.answer(&asked, &donnee_uid(donnee), &entities, index == 0)?;
        if said.outcome != decision.of(donnee) {
            let (name, of) = (donnee.name(), decision.of(donnee));
            return Err(format!("{name}: imilo {of:?}, Cedar {:?} by {:?}", said.outcome, said.policies));
        }
        all.push(said);
    }
    Ok(all)
}

/// The data that some policies cannot tell apart: those that stand in the same lists of their text, by their own name or
/// by that of a heading above them.
pub fn kinds(export: &CedarExport, lists: &Lists) -> Vec<DonneeSet> {
    let entities: Vec<Value> = serde_json::from_str(&export.entities).unwrap();
    let name = |uid: &Value| {
        let kind = uid["type"].as_str().unwrap().strip_prefix("Imilo::").unwrap();
        (kind.to_owned(), uid["id"].as_str().unwrap().to_owned())
    };
    let parents =
        |entity: &Value| -> Vec<_> { entity["parents"].as_array().unwrap().iter().map(name).collect() };
    let above: HashMap<_, _> =
        entities.iter().map(|entity| (name(&entity["uid"]), parents(entity))).collect();
    let mut classes = Classes::new();
    let mut kinds = Vec::<DonneeSet>::new();
    for donnee in data() {
        let (mut names, mut stands) = (vec![("Donnee".to_owned(), donnee_id(donnee))], BTreeSet::new());
        while let Some(it) = names.pop() {
            stands.extend(lists.class(&it.0, &it.1));
            names.extend(above[&it].iter().cloned());
        }
        let class = classes.number(stands);
        if class == kinds.len() {
            kinds.push(DonneeSet::EMPTY);
        }
        kinds[class] = kinds[class].with(donnee);
    }
    kinds
}

/// Every datum.
pub fn data() -> Vec<Donnee> {
    DonneeSet::ALL.iter().collect()
}
