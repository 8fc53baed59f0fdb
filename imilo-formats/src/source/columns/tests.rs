use std::collections::BTreeMap;

use imilo_core::dossier::FieldSet;

use crate::source::csv::{FIRST, FIRST_CHAMPS};
use crate::source::{role_fields, roles};
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
    let all: FieldSet = role_fields().map(|(_, champ)| champ).collect();
    let missing: Vec<_> = FieldSet::ALL.minus(all).iter().collect();
    assert!(missing.is_empty(), "{missing:?}");
}

#[test]
fn the_first_columns_stand_in_the_order_of_their_roles() {
    assert_eq!(FIRST.len(), FIRST_CHAMPS.len());
    assert!(FIRST_CHAMPS.iter().enumerate().all(|(index, (role, _))| *role as usize == index));
}
