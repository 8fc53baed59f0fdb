use std::collections::{BTreeMap, BTreeSet};

use imilo_core::dossier::FieldSet;

use super::*;
use crate::source::roles;
use crate::tabular::fold;

/// As headers are compared: folded, without the elided `d` and `l`.
fn key(name: &str) -> String {
    let folded = fold(name);
    folded.split('_').filter(|word| !matches!(*word, "d" | "l")).collect::<Vec<_>>().join("_")
}

#[test]
fn no_name_is_that_of_two_columns() {
    let mut of: BTreeMap<String, &str> = BTreeMap::new();
    for role in roles() {
        for name in std::iter::once(&role.name).chain(role.synonyms) {
            let before = of.insert(key(name), role.name);
            assert!(before.is_none_or(|before| before == role.name), "{name}: {before:?} and {}", role.name);
        }
    }
}

#[test]
fn every_field_of_the_catalogue_has_a_column() {
    let first = [
        Champ::Matricule,
        Champ::DateNaissance,
        Champ::CommuneNaissance,
        Champ::Nir,
        Champ::MissionLocaleCode,
        Champ::MissionLocaleNom,
        Champ::Programmes,
        Champ::CejContracts,
        Champ::RqthPeriods,
        Champ::Fse,
        Champ::AnonymisedOn,
    ];
    let here: BTreeSet<_> = groups().flat_map(Group::columns).map(|column| column.champ).collect();
    let all: FieldSet = here.iter().chain(&first).copied().collect();
    let missing: Vec<_> = FieldSet::ALL.minus(all).iter().collect();
    assert!(missing.is_empty(), "{missing:?}");
}
