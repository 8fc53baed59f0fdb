//! The bilan of the bundled samples equals what their generator planted.

#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may stop on what cannot be")]

use std::path::{Path, PathBuf};

use imilo_core::conservation::{Readings, Retention, Tables};
use imilo_core::dossier::{DataRules, DataTables};
use imilo_formats::report::{self, FileBilan, RowFiles, Rules, all_processors};
use imilo_formats::source::{DossierReader, Options};
use serde_json::Value;

fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/data").join(name)
}

struct Run {
    bilan: FileBilan,
    findings: String,
    refused: String,
}

impl Run {
    fn notice(&self, code: &str) -> &str {
        self.bilan.notices.iter().find(|notice| notice.code == code).map_or("", |notice| &notice.en)
    }
}

fn run(file: &Path, date: &str) -> Run {
    let tables = Tables::built_in();
    let retention = Retention::on(date.parse().unwrap(), &tables, Readings::default()).unwrap();
    let data = DataTables::built_in();
    let data = DataRules::on(retention.day(), &data).unwrap();
    let rules = Rules { retention: &retention, data: &data };
    let bytes = std::fs::read(file).unwrap();
    let mut reader = DossierReader::open(bytes.as_slice(), &Options::default()).unwrap();
    let (mut findings, mut refused) = (Vec::new(), Vec::new());
    let files = RowFiles { findings: &mut findings, refused: &mut refused };
    let bilan = report::bilan(
        "file",
        &mut reader,
        rules,
        files,
        report::Run { threads: all_processors(), progress: &mut |_, _| {} },
    )
    .unwrap();
    Run {
        bilan,
        findings: String::from_utf8(findings).unwrap(),
        refused: String::from_utf8(refused).unwrap(),
    }
}

/// Every key of the truth stands in the bilan with the same value; a count of zero may be absent.
fn equal(path: &str, truth: &Value, found: &Value) {
    match (truth, found) {
        (Value::Object(truth), Value::Object(object)) => {
            for (key, truth) in truth {
                let zero = truth == &Value::from(0);
                match object.get(key) {
                    None if zero => {}
                    found => equal(&format!("{path}.{key}"), truth, found.unwrap_or(&Value::Null)),
                }
            }
        }
        _ => assert_eq!(truth, found, "{path}"),
    }
}

fn equals_truth(sample: &str, truth: &str) -> Run {
    let truth: Value = serde_json::from_slice(&std::fs::read(data(truth)).unwrap()).unwrap();
    let run = run(&data(sample), truth["date"].as_str().unwrap());
    let found = serde_json::to_value(&run.bilan).unwrap();
    for part in ["date", "rows", "refused", "total"] {
        equal(part, &truth[part], &found[part]);
    }
    let structures = truth["structures"].as_object().unwrap();
    assert!(structures.len() > 10);
    for (code, counts) in structures {
        let rows = found["structures"].as_array().unwrap();
        let row = rows.iter().find(|row| row["code"].as_str() == Some(code)).unwrap();
        for key in ["to_anonymise_now", "to_fse_archive_now", "due_within_90_days"] {
            if let Some(count) = counts.get(key) {
                assert_eq!(count, &row["counts"]["retention"][key], "{code} {key}");
            }
        }
        assert_eq!(counts["dossiers"], row["counts"]["dossiers"], "{code}");
    }
    run
}

/// The truth, with what it leaves out taken from the bilan where the truth says nothing at all of it.
fn with_zeros(truth: &Value, found: &Value) -> Value {
    match (truth, found) {
        (Value::Object(truth), Value::Object(found)) => found
            .iter()
            .map(|(key, value)| {
                let zero = if value.is_number() { Value::from(0) } else { Value::Object(Default::default()) };
                (key.clone(), with_zeros(truth.get(key).unwrap_or(&zero), value))
            })
            .collect(),
        _ => truth.clone(),
    }
}

#[test]
fn the_csv_sample_equals_its_truth() {
    let run = equals_truth("echantillon.csv", "echantillon.verite.json");
    let report = &run.bilan.report;
    // A count of the bilan that the truth does not have would be a fault that nobody planted.
    let truth: Value =
        serde_json::from_slice(&std::fs::read(data("echantillon.verite.json")).unwrap()).unwrap();
    let mut found = serde_json::to_value(report).unwrap();
    // The data have a part of the truth to themselves; `sample_data` compares what the bilan does not count.
    let data = found["total"].as_object_mut().unwrap().remove("data").unwrap();
    for (key, planted) in truth["data"].as_object().unwrap() {
        if !["coherence", "fields", "structures"].contains(&key.as_str()) {
            assert_eq!(planted, &data[key], "{key}");
        }
    }
    assert!(data["with_nir_in_text"].as_u64() > Some(0));
    // Of the numbers beside the identities, the truth plants those of a parent, and no other fault.
    let parents = truth["planted"]["nir_of_a_parent"].as_u64().unwrap();
    let coherence = found["total"].as_object_mut().unwrap().remove("nir_coherence").unwrap();
    assert_eq!(coherence["with_findings"], parents);
    let by_code: Value = [("parents_number", parents), ("year_differs", parents)].into_iter().collect();
    assert_eq!(coherence["by_code"], by_code);
    let compared = report.total.nir.valid + report.total.nir.valid_without_key;
    assert_eq!(coherence["compared"], compared);
    for part in ["refused", "total"] {
        equal(part, &found[part], &with_zeros(&truth[part], &found[part]));
    }
    assert_eq!(run.refused.lines().count() as u64, report.refused.rows + 1);
    let planted = |name: &str| truth["planted"][name].as_u64().unwrap();
    assert_eq!(report.total.commune_naissance.malformed, planted("commune_malformed"));
    let malformed = run.findings.lines().filter(|line| line.contains(";code_lieu;commune_a_corriger;"));
    assert_eq!(malformed.count() as u64, planted("commune_malformed"));
    let expected = format!(": {0}, which are “Parcours 2SA” ({0})", planted("programme_of_unknown_name"));
    assert!(run.notice("programmes_unknown").ends_with(&expected), "{}", run.notice("programmes_unknown"));
    let due = run.findings.lines().filter(|line| line.contains(";a_anonymiser;")).count() as u64;
    assert!(due >= report.total.retention.to_anonymise_now);
    // Each line of refus.csv says a place and a code, and holds no value of the row.
    for line in run.refused.lines().skip(1) {
        let cells: Vec<_> = line.split(';').collect();
        assert!(cells[0].parse::<u64>().is_ok() && cells[1].parse::<u64>().is_ok() && !cells[4].is_empty());
    }
}

#[test]
fn the_interface_sample_equals_its_truth() {
    let run = equals_truth("interface.jsonl", "interface.verite.json");
    assert_eq!(run.bilan.report.total.nir.not_carried, run.bilan.report.total.dossiers);
    assert!(run.bilan.report.not_carried.contains(&"fse"));
    let truth: Value =
        serde_json::from_slice(&std::fs::read(data("interface.verite.json")).unwrap()).unwrap();
    let earlier = truth["planted"]["cej_earlier_contract"].as_u64().unwrap();
    assert!(earlier > 0 && run.notice("cej_earlier_contract").ends_with(&format!(": {earlier}")));
    // Words that the generator put in no list are told by the notice of their list, as often as it wrote them.
    for (planted, notice, word) in [
        ("situation_unknown_category", "situation_categories_unknown", "Service civique européen"),
        ("event_type_unknown", "event_types_unknown", "QUESTIONNAIRE"),
        ("event_action_unknown", "event_actions_unknown", "RESTORE"),
        ("appointment_status_unknown", "appointment_statuses_unknown", "Excusé"),
        ("session_status_unknown", "session_statuses_unknown", "Abandon"),
    ] {
        let count = truth["planted"][planted].as_u64().unwrap();
        let expected = format!(": {count}, which are “{word}” ({count})");
        assert!(run.notice(notice).ends_with(&expected), "{}", run.notice(notice));
    }
    assert_eq!(run.notice("keys_unknown"), "");
    let identified = run.bilan.report.total.dossiers;
    assert!(run.notice("interface_identifier").ends_with(&format!(": {identified}")));
    let begun = run
        .bilan
        .report
        .fields
        .iter()
        .find(|field| field.path == "formation.situations[].date_debut")
        .unwrap();
    assert!(begun.filled > 0);
}

#[test]
fn each_outcome_occurs_under_each_version() {
    for (label, date) in [
        ("V2015", "2020-06-01"),
        ("V2021", "2021-09-01"),
        ("V2021-A", "2022-02-10"),
        ("V2021-B", "2022-09-01"),
        ("V2021-C", "2024-03-01"),
        ("V2025", "2025-06-01"),
        ("V2025|V2026", "2026-01-16"),
        ("V2026", "2026-03-01"),
        ("V2026-07", "2026-11-24"),
    ] {
        let run = run(&data("echantillon.csv"), date);
        let report = &run.bilan.report;
        assert_eq!(report.rule_set, label);
        let total = &report.total;
        assert!(total.conforming > 0, "{label}: conforming");
        assert!(total.not_conforming > 0, "{label}: not conforming");
        assert!(total.undetermined > 0, "{label}: undetermined");
        // Each for a stated reason: a provision, or a missing fact.
        assert!(!total.retention.by_provision.is_empty(), "{label}");
        assert!(!total.retention.undetermined_for_lack_of.is_empty(), "{label}");
        assert_eq!(total.conforming + total.not_conforming + total.undetermined, total.dossiers, "{label}");
    }
}

#[test]
fn the_generator_gives_the_committed_samples() {
    let directory = std::env::temp_dir().join(format!("imilo-generate-{}", std::process::id()));
    std::fs::create_dir_all(&directory).unwrap();
    for (sample, truth, format, count) in [
        ("echantillon.csv", "echantillon.verite.json", "csv", "3000"),
        ("interface.jsonl", "interface.verite.json", "jsonl-interface", "300"),
    ] {
        let status = std::process::Command::new(env!("CARGO_BIN_EXE_generate"))
            .args(["--count", count, "--seed", "2026", "--date", "2026-11-24", "--format", format, "--out"])
            .arg(directory.join(sample))
            .arg("--truth")
            .arg(directory.join(truth))
            .status()
            .unwrap();
        assert!(status.success());
        for name in [sample, truth] {
            let same = std::fs::read(directory.join(name)).unwrap() == std::fs::read(data(name)).unwrap();
            assert!(same, "{name} is not what the generator makes");
        }
    }
    std::fs::remove_dir_all(directory).unwrap();
}
