//! The table of the findings; the cases are in `tests/vectors/nir_coherence.json`.

use super::*;
use crate::nir::Acceptance;

#[test]
fn every_row_is_that_of_its_code() {
    for (index, row) in CoherenceCode::all().iter().enumerate() {
        assert_eq!(row.code as usize, index);
        assert_eq!(serde_json::to_value(row.code).unwrap(), row.slug);
        let citation = row.citation();
        assert!(crate::law::articles::article(&citation.code).is_ok(), "{}", citation.code);
        for sentence in [row.fr, row.en, row.exceptions_fr, row.exceptions_en] {
            assert!(!sentence.is_empty() && !sentence.ends_with('.'));
        }
    }
}

#[test]
fn nothing_known_gives_nothing_dated() {
    let nir = Nir::parse("160012A004165", &Acceptance::EVERY).unwrap();
    assert!(check(&nir, &Identity::default()).is_empty());
}

#[test]
fn a_birth_in_part_allows_each_of_its_days() {
    // 2A from 1976: of a person born in 1975 every day speaks against it, of one born in 1976 none does.
    let nir = Nir::parse("175062A004165", &Acceptance::EVERY).unwrap();
    let found = |birth: &str| {
        let identity = Identity { birth: Some(birth.parse().unwrap()), ..Identity::default() };
        check(&nir, &identity).contains(CoherenceCode::CorsicaDate)
    };
    assert!(found("1975") && found("1975-12") && found("1975-12-31"));
    assert!(!found("1976") && !found("1976-01") && !found("1976-01-01"));
}
