//! Every code: what is taken, what is refused and where, and that nothing of a value is said.

use super::form::pattern;
use super::*;
use crate::error::CodedError;
use proptest::prelude::*;

/// What parsing says: nothing, or the slug of the error and its position.
fn fault<K: Form, const N: usize>(text: &str) -> Option<(&'static str, Option<u8>)> {
    let error = text.parse::<Code<K, N>>().err()?;
    Some((error.code().slug(), error.position()))
}

/// Reads the accepted texts back, and compares the refusals (text, position; none when the length is wrong).
fn check<K: Form, const N: usize>(slug: &'static str, accepted: &[&str], refused: &[(&str, Option<u8>)]) {
    for text in accepted {
        let code: Code<K, N> = text.parse().unwrap();
        assert_eq!(code.to_string(), *text);
        let json = serde_json::to_string(&code).unwrap();
        assert_eq!(json, format!("\"{text}\""));
        assert_eq!(serde_json::from_str::<Code<K, N>>(&json).unwrap(), code);
        assert_eq!(format!("{code:?}").contains(text), !K::PERSONAL);
    }
    for (text, position) in refused {
        assert_eq!(fault::<K, N>(text), Some((slug, *position)), "{text}");
    }
}

#[test]
fn a_commune_is_no_country_and_a_place_is_either() {
    check::<places::Commune, 5>(
        "code_commune",
        &["01053", "2A004", "2B033", "20004", "75112", "91110", "97411", "98736", "98503"],
        &[
            ("", None),
            ("1053", None),
            ("010530", None),
            ("00001", Some(2)),
            ("99352", Some(2)),
            ("2C004", Some(2)),
            ("2a004", Some(2)),
            ("1A004", Some(2)),
            ("A1004", Some(1)),
            ("01 53", Some(3)),
            ("0105O", Some(5)),
            ("0105é", Some(5)),
            ("0105٣", Some(5)),
        ],
    );
    check::<places::Pays, 5>(
        "code_pays",
        &["99352", "99100", "98204", "98503"],
        &[("98704", Some(3)), ("98104", Some(3)), ("75112", Some(1)), ("2A004", Some(1)), ("9935", None)],
    );
    check::<places::Lieu, 5>(
        "code_lieu",
        &["01053", "2A004", "98503", "99352"],
        &[("00352", Some(2)), ("2C004", Some(2)), ("99 52", Some(3))],
    );
    let both = |text: &str| {
        let lieu: CodeLieu = text.parse().unwrap();
        (lieu.commune().map(|c| c.to_string()), lieu.pays().map(|c| c.to_string()))
    };
    assert_eq!(both("2A004"), (Some("2A004".into()), None));
    assert_eq!(both("99352"), (None, Some("99352".into())));
    assert_eq!(both("98503"), (Some("98503".into()), Some("98503".into())));
    assert_eq!(CodeLieu::from("2A004".parse::<CodeCommune>().unwrap()).as_str(), "2A004");
    assert_eq!(CodeLieu::from("99352".parse::<CodePays>().unwrap()).as_str(), "99352");
}

#[test]
fn departements_and_regions() {
    check::<places::Departement, 3>(
        "code_departement",
        &["01", "2A", "2B", "20", "95", "96", "976", "988"],
        &[("00", Some(2)), ("97", Some(2)), ("2C", Some(2)), ("751", Some(1)), ("999", Some(2)), ("1", None)],
    );
    check::<places::Region, 2>("code_region", &["11", "01", "94"], &[("1", None), ("2A", Some(2))]);
    for (commune, departement) in [
        ("01053", "01"),
        ("2A004", "2A"),
        ("20004", "20"),
        ("97411", "974"),
        ("98818", "988"),
        ("96001", "96"),
    ] {
        let found = commune.parse::<CodeCommune>().unwrap().departement();
        assert_eq!(found, departement.parse().unwrap());
        assert_eq!(found.to_string(), departement);
    }
}

#[test]
fn codes_of_work_school_and_structures() {
    check::<kinds::Rome, 5>(
        "code_rome",
        &["A1101", "N4403"],
        &[("O1101", Some(1)), ("a1101", Some(1)), ("M180", None), ("M18O5", Some(4))],
    );
    check::<kinds::Training, 5>("formacode", &["15054", "00000"], &[("1505", None), ("1505A", Some(5))]);
    check::<kinds::Academie, 2>("code_academie", &["01", "25", "70"], &[("A1", Some(1)), ("001", None)]);
    check::<kinds::Postal, 5>("code_postal", &["75012", "00468"], &[("75 012", None), ("2A000", Some(2))]);
    check::<kinds::Structure, 8>(
        "code_structure",
        &["65440S00", "2A004S00", "99994S00"],
        &[("65440", None), ("65440s00", Some(6)), ("65440S0A", Some(8)), ("00440S00", Some(2))],
    );
}

#[test]
fn numbers_of_a_person_are_not_shown_by_debug() {
    check::<numbers::JobSeeker, 11>(
        "numero_de",
        &["4053956Z", "40539561", "0114053956Z", "12345678901"],
        &[("4053956", None), ("405395Z6", Some(7)), ("4053956z", Some(8)), ("1114053956Z", Some(11))],
    );
    for (numero, forme) in [
        ("4053956Z", FormeNumeroDe::Regional),
        ("40539561", FormeNumeroDe::Regional),
        ("0114053956Z", FormeNumeroDe::Local),
        ("12345678901", FormeNumeroDe::National),
    ] {
        assert_eq!(numero.parse::<NumeroDe>().unwrap().forme(), forme);
    }
    check::<numbers::Pupil, 11>(
        "ine",
        &["123456789FF", "1234567890F", "1234A12345F"],
        &[
            ("123456789F", None),
            ("123456789F1", Some(11)),
            ("1234B12345F", Some(5)),
            ("12345678901", Some(11)),
        ],
    );
    for (ine, forme) in [
        ("123456789FF", FormeIne::Rnie),
        ("1234567890F", FormeIne::Bea),
        ("1234A12345F", FormeIne::Apprentissage),
    ] {
        assert_eq!(ine.parse::<Ine>().unwrap().forme(), forme);
    }
}

#[test]
fn no_error_repeats_what_was_read() {
    for json in ["40539567", "[\"4053956Z\"]", "\"4053956ZZ\"", "{\"4053956Z\":1}", "4053956.5", "null"] {
        let error = serde_json::from_str::<NumeroDe>(json).unwrap_err().to_string();
        assert!(!error.contains("4053956"), "{error}");
    }
    let error = "4053956?".parse::<NumeroDe>().unwrap_err();
    assert!(!error.to_string().contains("4053956") && !format!("{error:?}").contains("4053956"));
}

/// The schema's expression and the parser must agree on any text.
fn agree<K: Form, const N: usize>(text: &str) {
    let expression = regex::Regex::new(&pattern(K::FORMS)).unwrap();
    assert_eq!(text.parse::<Code<K, N>>().is_ok(), expression.is_match(text), "{text}");
    assert!(K::FORMS.iter().all(|form| form.len() <= N));
}

proptest! {
    #[test]
    fn parser_and_schema_agree(text in "[0-9A-CN-SZé]{0,12}|[0-9]{7}[A-Z0-9]|[0-9]{9}[A-Z]{2}|(2A|9[0-9]|0[0-9])[0-9]{3}(S00)?") {
        agree::<places::Commune, 5>(&text);
        agree::<places::Pays, 5>(&text);
        agree::<places::Lieu, 5>(&text);
        agree::<places::Departement, 3>(&text);
        agree::<places::Region, 2>(&text);
        agree::<kinds::Rome, 5>(&text);
        agree::<kinds::Training, 5>(&text);
        agree::<kinds::Academie, 2>(&text);
        agree::<kinds::Postal, 5>(&text);
        agree::<kinds::Structure, 8>(&text);
        agree::<numbers::JobSeeker, 11>(&text);
        agree::<numbers::Pupil, 11>(&text);
    }
}
