//! What the library says of the data of generated dossiers equals what their generator planted, in every form.
//!
//! `IMILO_ROWS=1400000 cargo test --release -p imilo-tests --test sample_data` compares a full file.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop on what cannot be")]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use imilo_core::bilan::Bilan;
use imilo_core::conservation::{Readings, Retention, Tables};
use imilo_core::dossier::{
    Champ, DataRules, DataTables, Dossier, FieldSet, Incoherence, free_text_nirs, incoherences, invalid_codes,
};
use imilo_core::explain::Outcome;
use imilo_formats::report::{self, RowFiles, Rules, all_processors};
use imilo_formats::source::{DossierReader, Options};
use serde_json::Value;

fn rows() -> String {
    std::env::var("IMILO_ROWS").unwrap_or_else(|_| "3000".to_owned())
}

/// A generated file, removed at the end.
struct Sample(PathBuf);

impl Sample {
    fn new(name: &str, arguments: &[&str]) -> Self {
        let directory = std::env::temp_dir().join(format!("imilo-data-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&directory).unwrap();
        let sample = Self(directory);
        let status = std::process::Command::new(env!("CARGO_BIN_EXE_generate"))
            .args(["--count", &rows(), "--out"])
            .arg(sample.file())
            .arg("--truth")
            .arg(sample.0.join("truth.json"))
            .args(arguments)
            .status()
            .unwrap();
        assert!(status.success());
        sample
    }

    fn file(&self) -> PathBuf {
        self.0.join("dossiers")
    }

    fn truth(&self) -> Value {
        serde_json::from_slice(&std::fs::read(self.0.join("truth.json")).unwrap()).unwrap()
    }
}

impl Drop for Sample {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

#[derive(Default)]
struct Counts {
    outcomes: BTreeMap<&'static str, u64>,
    sets: BTreeMap<(&'static str, &'static str), u64>,
    coherence: BTreeMap<&'static str, u64>,
    filled: BTreeMap<&'static str, u64>,
    dossiers: u64,
}

impl Counts {
    fn set(&mut self, name: &'static str, fields: FieldSet) {
        fields.iter().for_each(|champ| *self.sets.entry((name, champ.row().path)).or_default() += 1);
    }

    fn count(&mut self, rules: &DataRules<'_>, dossier: &Dossier) {
        self.dossiers += 1;
        let sorted = rules.judge(dossier, dossier.filled());
        let outcome = match sorted.outcome() {
            Outcome::Conforming => "conforming",
            Outcome::NotConforming => "not_conforming",
            Outcome::Undetermined => "undetermined",
        };
        *self.outcomes.entry(outcome).or_default() += 1;
        self.set("not_allowed", sorted.not_allowed);
        self.set("conditional", sorted.conditional);
        self.set("not_decided", sorted.undetermined);
        self.set("nir_in_text", free_text_nirs(dossier));
        self.set("invalid_codes", invalid_codes(dossier));
        dossier.filled().iter().for_each(|champ| *self.filled.entry(champ.row().path).or_default() += 1);
        let mut kinds = std::collections::BTreeSet::new();
        incoherences(dossier, rules.day(), |kind, _| {
            kinds.insert(kind.words().0);
        });
        for other in [Incoherence::NirInText, Incoherence::InvalidCode] {
            kinds.remove(other.words().0);
        }
        kinds.into_iter().for_each(|kind| *self.coherence.entry(kind).or_default() += 1);
    }
}

/// The numbers of an object, those that are zero left out.
fn numbers(value: &Value) -> BTreeMap<&str, u64> {
    let object = value.as_object().unwrap().iter();
    object
        .map(|(key, count)| (key.as_str(), count.as_u64().unwrap()))
        .filter(|(_, count)| *count > 0)
        .collect()
}

fn the_data_equal_the_truth(file: &Path, truth: &Value) {
    let day = truth["date"].as_str().unwrap().parse().unwrap();
    let (tables, data) = (Tables::built_in(), DataTables::built_in());
    let rules = DataRules::on(day, &data).unwrap();
    let mut reader = DossierReader::open(std::fs::File::open(file).unwrap(), &Options::default()).unwrap();
    let retention = Retention::on(day, &tables, Readings::default()).unwrap();
    let mut bilan = Bilan::new(&retention, &rules, reader.carried());
    let mut counts = Counts::default();
    let mut refused = 0;
    while let Some(row) = reader.next_row() {
        match row {
            // Facts that cannot be are refused by the bilan only.
            Ok(row) if bilan.add(&row.dossier).is_ok() => counts.count(&rules, &row.dossier),
            _ => refused += 1,
        }
    }
    assert_eq!(refused, truth["refused"]["rows"].as_u64().unwrap());
    let planted = &truth["data"];
    for outcome in ["conforming", "not_conforming", "undetermined"] {
        let found = counts.outcomes.get(outcome).copied().unwrap_or(0);
        assert_eq!(found, planted[outcome].as_u64().unwrap(), "{outcome}");
    }
    for name in ["not_allowed", "conditional", "not_decided", "nir_in_text", "invalid_codes"] {
        let found: BTreeMap<_, _> = counts
            .sets
            .iter()
            .filter(|((set, _), _)| *set == name)
            .map(|((_, path), n)| (*path, *n))
            .collect();
        assert_eq!(found, numbers(&planted[name]), "{name}");
    }
    assert_eq!(counts.coherence, numbers(&planted["coherence"]));
    let fields = planted["fields"].as_object().unwrap();
    let carried = reader.carried().fields;
    for champ in Champ::ALL {
        let path = champ.row().path;
        assert_eq!(carried.contains(*champ), fields.contains_key(path), "{path}");
    }
    for (path, filling) in fields {
        let filled = counts.filled.get(path.as_str()).copied().unwrap_or(0);
        assert_eq!(filled, filling["filled"].as_u64().unwrap(), "{path}");
        assert_eq!(counts.dossiers - filled, filling["empty"].as_u64().unwrap(), "{path}");
    }

    // The bilan says the same, by the same names.
    let rules = Rules { retention: &retention, data: &rules };
    let mut reader = DossierReader::open(std::fs::File::open(file).unwrap(), &Options::default()).unwrap();
    let files = RowFiles { findings: &mut std::io::sink(), refused: &mut std::io::sink() };
    let bilan = report::bilan(
        "file",
        &mut reader,
        rules,
        files,
        report::Run { threads: all_processors(), progress: &mut |_, _| {} },
    )
    .unwrap();
    let bilan = serde_json::to_value(&bilan).unwrap();
    for (key, value) in planted.as_object().unwrap() {
        match key.as_str() {
            "coherence" | "fields" | "structures" => {}
            _ => assert_eq!(value, &bilan["total"]["data"][key], "{key}"),
        }
    }
    the_missions_locales_equal_the_truth(&bilan, planted);
    for field in bilan["fields"].as_array().unwrap() {
        let filling = &planted["fields"][field["path"].as_str().unwrap()];
        assert_eq!(field["filled"].as_u64().unwrap(), filling["filled"].as_u64().unwrap_or(0));
    }
}

/// Mission locale by mission locale, and their sums.
fn the_missions_locales_equal_the_truth(bilan: &Value, planted: &Value) {
    let rows = bilan["structures"].as_array().unwrap();
    let structures = planted["structures"].as_object().unwrap();
    assert!(structures.len() > 10 && rows.len() >= structures.len());
    for row in rows {
        let (code, data) = (row["code"].as_str().unwrap(), &row["counts"]["data"]);
        let Some(structure) = structures.get(code) else {
            assert_eq!(row["counts"]["dossiers"], 0, "{code}");
            continue;
        };
        for (key, value) in structure.as_object().unwrap() {
            assert_eq!(value, &data[key], "{code} {key}");
        }
    }
    for key in ["conforming", "with_nir_in_text"] {
        let sum: u64 = structures.values().map(|row| row[key].as_u64().unwrap()).sum();
        assert_eq!(sum, planted[key].as_u64().unwrap(), "{key}");
    }
}

fn check(name: &str, arguments: &[&str], planted: &[&str]) {
    let sample = Sample::new(name, arguments);
    let truth = sample.truth();
    for name in planted {
        assert!(truth["planted"][name].as_u64().is_some_and(|count| count > 0), "nothing of {name}");
    }
    the_data_equal_the_truth(&sample.file(), &truth);
}

/// What every form but the narrow one shows.
const FAULTS: &[&str] = &[
    "representative_of_an_adult",
    "representative_without_day",
    "nir_in_comment",
    "nir_in_action_label",
    "nir_in_referent",
    "nir_as_identity_document",
    "code_invalid",
    "permit_expired",
    "minor_with_employer",
    "situation_reversed",
    "action_reversed",
    "licence_before_birth",
    "diploma_in_the_future",
    "registration_contradicts",
    "birth_place_contradicts",
];

#[test]
fn narrow() {
    check("narrow", &["--columns", "narrow"], &[]);
}

#[test]
fn usual() {
    check("usual", &[], FAULTS);
}

#[test]
fn wide() {
    check("wide", &["--wide", "--seed", "7"], FAULTS);
}

#[test]
fn wide_under_the_closed_list_of_2015() {
    check("v2015", &["--wide", "--date", "2018-06-01"], FAULTS);
}

#[test]
fn json_lines() {
    check("jsonl", &["--format", "jsonl"], FAULTS);
}
