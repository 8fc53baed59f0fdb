//! Levels of education, inequalities of totals, rules on delivered codes: their rows changed one at a time.

use std::collections::BTreeSet;

use serde_json::Value;

use super::cases::{file, list, programme, words};
use crate::fse::niveau::{Row, TABLE};
use crate::fse::validation::{DELIVERED, Sum, rules};
use crate::fse::{Attainment, Delivered, Equivalence, Inequality, Isced, Niveau, Niveau2019, Totals};
use crate::law::Evidence;

const FILES: [&str; 4] =
    ["given/fse-cases.json", "fse-levels-totals.json", "fse-codes.json", "fse-bounds.json"];

fn cases(section: &str) -> Vec<Value> {
    FILES.iter().flat_map(|name| list(&file(name)[section]).to_vec()).collect()
}

fn attainment(case: &Value) -> Attainment {
    let level = &case["level"];
    let text = || level.as_str().unwrap();
    let niveau = match case["nomenclature"].as_str().unwrap() {
        "1969" => Niveau::Of1969(text().parse().unwrap()),
        "2019" => Niveau::Of2019(Niveau2019::new(u8::try_from(level.as_u64().unwrap()).unwrap()).unwrap()),
        _ => Niveau::Named(text().parse().unwrap()),
    };
    let flag = |key: &str| case[key].as_bool();
    Attainment { niveau, diploma_obtained: flag("diploma_obtained"), cap_bep: flag("cap_bep") }
}

/// Whether a level is found as a case expects it.
fn is_expected(case: &Value, found: &Equivalence) -> bool {
    let note = match &case["expect_note"] {
        Value::String(part) => found.note.is_some_and(|[fr, _]| fr.contains(part.as_str())),
        wanted => wanted.as_bool().is_none_or(|wanted| wanted == found.note.is_some()),
    };
    let evidence = case["expect_evidence"].as_str();
    found.isced.map(|isced| u64::from(isced.get())) == case["expect_isced"].as_u64()
        && note
        && evidence.is_none_or(|wanted| wanted == found.evidence.code())
}

#[test]
fn every_change_of_a_level_makes_a_vector_fail() {
    let cases = cases("education_level_cases");
    let passes =
        |table: &[Row]| cases.iter().all(|case| is_expected(case, &attainment(case).isced_by(table)));
    assert!(passes(TABLE), "the vectors pass unchanged");
    let mut unseen = Vec::new();
    for (index, row) in TABLE.iter().enumerate() {
        let mut other = |what: &str, changed: Option<Row>| {
            let mut table = TABLE.to_vec();
            match changed {
                Some(row) => table[index] = row,
                None => drop(table.remove(index)),
            }
            if passes(&table) {
                unseen.push(format!("row {index}: {what}"));
            }
        };
        other("removed", None);
        for level in 0..=8 {
            if row.3 != Some(level) {
                let mut changed = *row;
                changed.3 = Some(level);
                other(&format!("ISCED {level}"), Some(changed));
            }
        }
        for evidence in [Evidence::Seen, Evidence::Secondary, Evidence::Inferred, Evidence::Unknown] {
            if row.4 != evidence {
                let mut changed = *row;
                changed.4 = evidence;
                other(evidence.code(), Some(changed));
            }
        }
        let mut changed = *row;
        changed.5 = if row.5.is_some() { None } else { Some(["note", "note"]) };
        other("its note", Some(changed));
    }
    assert!(unseen.is_empty(), "no vector sees these changes:\n{}", unseen.join("\n"));
}

fn totals(case: &Value) -> Totals {
    let mut totals = Totals::default();
    for (key, value) in case["input"].as_object().unwrap() {
        let value = value.as_u64().unwrap();
        match key.as_str() {
            "incomplete_records" => totals.incomplete_records = Some(value),
            "grand_total" => totals.stated_grand_total = Some(value),
            code => totals = totals.with(code.parse().unwrap(), value),
        }
    }
    totals
}

type Fails = dyn Fn(&Totals) -> bool;

#[test]
fn every_change_of_an_inequality_makes_a_vector_fail() {
    let mut cases = cases("aggregate_cases");
    cases.retain(|case| !case["expect"]["violations"].is_null());
    let passes = |index: usize, fails: &Fails| {
        cases.iter().all(|case| {
            let totals = totals(case);
            let broken = |place: usize, rule: &Inequality| {
                if place == index { fails(&totals) } else { totals.breaks(rule) }
            };
            let found: BTreeSet<String> = rules()
                .iter()
                .enumerate()
                .filter(|(place, rule)| broken(*place, rule))
                .map(|(_, rule)| rule.to_string())
                .collect();
            found == words(&case["expect"]["violations"])
        })
    };
    assert!(passes(usize::MAX, &|_| false), "the vectors pass unchanged");
    let mut unseen = Vec::new();
    for (index, rule) in rules().iter().enumerate() {
        let mut other = |what: &str, fails: &Fails| {
            if passes(index, fails) {
                unseen.push(format!("{rule}: {what}"));
            }
        };
        let by = |left: Sum, right: Sum| {
            move |totals: &Totals| totals.breaks(&Inequality { rule: 0, left, right })
        };
        other("never", &|_| false);
        other(
            "less than",
            &|totals| matches!((totals.value(rule.left), totals.value(rule.right)), (Some(a), Some(b)) if a >= b),
        );
        for left in without_one(rule.left) {
            other(&format!("left {left}"), &by(left, rule.right));
        }
        for right in without_one(rule.right) {
            other(&format!("right {right}"), &by(rule.left, right));
        }
    }
    assert!(unseen.is_empty(), "no vector sees these changes:\n{}", unseen.join("\n"));
}

/// A sum without one of its codes.
fn without_one(sum: Sum) -> Vec<Sum> {
    use crate::fse::Code::{Co01, Co03, Co05};
    let codes = match sum {
        Sum::Of(codes) => codes.to_vec(),
        Sum::Total => vec![Co01, Co03, Co05],
    };
    let without = |place: usize| {
        let mut codes = codes.clone();
        codes.remove(place);
        Sum::Of(Box::leak(codes.into_boxed_slice()))
    };
    if codes.len() < 2 { Vec::new() } else { (0..codes.len()).map(without).collect() }
}

#[test]
fn every_change_of_a_rule_on_delivered_codes_makes_a_vector_fail() {
    let cases = cases("delivered_cases");
    let passes = |index: usize, answer: bool| {
        cases.iter().all(|case| {
            let isced = case["isced"].as_u64().map(|level| Isced::new(u8::try_from(level).unwrap()).unwrap());
            let delivered = Delivered {
                programme: programme(case),
                codes: words(&case["codes"]).iter().map(|code| code.parse().unwrap()).collect(),
                complete: case["complete"].as_bool().unwrap(),
                isced,
                in_education: case["in_education"].as_bool(),
            };
            let broken = DELIVERED
                .iter()
                .enumerate()
                .filter(|(place, (_, breaks))| if *place == index { answer } else { breaks(&delivered) });
            let found: BTreeSet<String> = broken.map(|(_, (check, _))| check.code()).collect();
            found == words(&case["expect_findings"])
        })
    };
    assert!(passes(usize::MAX, false), "the vectors pass unchanged");
    let rows = DELIVERED.iter().enumerate();
    let unseen: Vec<_> = rows
        .flat_map(|(index, (check, _))| [(index, check, false), (index, check, true)])
        .filter(|(index, _, answer)| passes(*index, *answer))
        .map(|(_, check, answer)| format!("{} ({}): {answer}", check.code(), check.en))
        .collect();
    assert!(unseen.is_empty(), "no vector sees these changes:\n{}", unseen.join("\n"));
}
