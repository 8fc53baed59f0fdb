//! What an export must be, whatever it says: that it says the same as the rules is tested with the engine, in
//! `tests/cedar`.

use std::collections::BTreeSet;

use super::text::literal;
use super::*;
use crate::dossier::Champ;
use crate::habilitation::{Heading, Options, Tables};

fn on(tables: &Tables, day: Date) -> CedarExport {
    AccessRules::on(day, tables, Options::default()).unwrap().cedar()
}

/// Every period of some tables, by an export of its first day.
fn periods(tables: &Tables) -> Vec<CedarExport> {
    let mut all = vec![on(tables, "2015-01-29".parse().unwrap())];
    while let Some(until) = all.last().and_then(|export| export.until) {
        all.push(on(tables, until));
    }
    all
}

#[test]
fn a_set_holds_on_every_day_of_its_period() {
    let row = r#"{"rows": [{"name": "ASP", "actor": "asp", "purposes": ["benefit_payment"], "operations": ["transmit"],
        "fields": ["1°"], "from": "2026-02-10", "until": "2026-02-20",
        "citation": {"code": "A2025-01-03:annexe 3", "evidence": "seen"}}]}"#;
    let tables = Tables::built_in().with_added(row).unwrap();
    let periods = periods(&tables);
    for export in &periods {
        let last = export.until.map_or(export.from.plus_days(1000), |until| until.plus_days(-1));
        let middle = export.from.plus_days(export.from.days_until(last) / 2);
        for day in [last, middle] {
            assert_eq!(&on(&tables, day), export, "{day}");
        }
    }
    for bound in [
        "2018-05-25",
        "2019-04-20",
        "2019-05-01",
        "2021-05-23",
        "2026-01-14",
        "2026-01-21",
        "2026-02-10",
        "2026-02-20",
        "2026-07-01",
    ] {
        assert!(periods.iter().any(|export| export.from == bound.parse().unwrap()), "{bound}");
    }
}

#[test]
fn every_policy_has_its_own_name_and_says_where_it_stands() {
    for export in periods(&Tables::built_in()) {
        let mut names = BTreeSet::new();
        for policy in export.policies.split("\n\n").skip(1) {
            let line =
                |key: &str| policy.lines().find(|line| line.starts_with(&format!("@{key}(\""))).unwrap_or("");
            let name = line("id");
            assert!(names.insert(name.to_owned()), "{}: {name}", export.from);
            assert!(!line("outcome").is_empty() && !line("cause").is_empty(), "{policy}");
            // The bound of the period is no rule of the law.
            if name != "@id(\"not in force\")" {
                assert!(!line("source").is_empty() && !line("evidence").is_empty(), "{policy}");
            }
        }
        assert!(names.len() > 10, "{}", export.from);
    }
}

#[test]
fn every_datum_is_an_entity_under_a_heading() {
    let export = on(&Tables::built_in(), "2026-07-01".parse().unwrap());
    let entities: Vec<serde_json::Value> = serde_json::from_str(&export.entities).unwrap();
    let data = entities.iter().filter(|entity| entity["uid"]["type"] == "Imilo::Donnee");
    assert_eq!(data.clone().count(), Champ::ALL.len() + Heading::ALL.len());
    assert!(data.clone().all(|entity| entity["parents"].as_array().is_some_and(|it| it.len() == 1)));
}

#[test]
fn what_an_integrator_wrote_stays_within_its_literal() {
    assert_eq!(literal("a\"b\\c\nd\u{7f}°"), "\"a\\\"b\\\\c\\u{a}d\\u{7f}°\"");
    let row = r#"{"rows": [{"name": "x\") forbid (principal, action, resource);\n//", "actor": "asp",
        "purposes": ["benefit_payment"], "operations": ["transmit"], "fields": ["1°"], "from": "2026-02-10",
        "citation": {"code": "A:\nB", "evidence": "seen"}}]}"#;
    let tables = Tables::built_in().with_added(row).unwrap();
    let export = on(&tables, "2026-02-10".parse().unwrap());
    assert!(export.policies.lines().all(|line| !line.starts_with("//\"") && !line.starts_with("B\"")));
    assert!(export.policies.contains(r#"x\") forbid"#));
}
