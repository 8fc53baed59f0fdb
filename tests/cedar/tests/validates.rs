//! Every export fits the engine: its schema and policies pass the strict validation without error or warning.

mod common;

use common::{places, tables};
use imilo_cedar::Engine;
use imilo_core::habilitation::{AccessRules, Options};

/// Loading validates; every day on which a rule may change, and its eve, for both tables and both options.
#[test]
fn every_period_validates() {
    for added in [false, true] {
        let tables = tables(added);
        for transfer_authorisation in [false, true] {
            let mut day = "2015-01-29".parse().unwrap();
            loop {
                let rules = AccessRules::on(day, tables, Options { transfer_authorisation }).unwrap();
                let export = rules.cedar();
                assert_eq!(export.from, day);
                if let Err(error) = Engine::new(&export) {
                    panic!("{day}: {error}");
                }
                match export.until {
                    Some(until) => day = until,
                    None => break,
                }
            }
        }
    }
    if let Some(dir) = std::env::var_os("CEDAR_OUT").map(std::path::PathBuf::from) {
        for place in places() {
            std::fs::write(dir.join(format!("{}.cedar", place.name)), &place.export.policies).unwrap();
            std::fs::write(dir.join("habilitation.cedarschema"), &place.export.schema).unwrap();
            std::fs::write(dir.join("entities.json"), &place.export.entities).unwrap();
        }
    }
}
