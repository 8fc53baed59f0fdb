//! The column check against the rule in full, which names each fault.

use proptest::prelude::*;

use super::*;
use crate::nir::{KeyState, Nir, NirError};

fn acceptance(bits: u8) -> Acceptance {
    let bit = |n: u8| bits >> n & 1 == 1;
    Acceptance {
        thirteen: bit(0),
        sex_3_4: bit(1),
        months_43_49: bit(2),
        departement_00: bit(3),
        commune_out_of_range: bit(4),
        nnp: bit(5),
        mig: bit(6),
    }
}

/// The byte that the issue gives to what the rule in full answers.
fn byte(judged: Result<Nir, NirError>) -> u8 {
    let Err(NirError { fault, key, .. }) = judged else { return 0 };
    let fault = match fault {
        NirFault::Length => 1,
        NirFault::Character => 2,
        NirFault::FirstDigit => 3,
        NirFault::Month => 4,
        NirFault::Place => 5,
        NirFault::Order => 6,
        NirFault::Key => 0,
    };
    fault + if key == Some(KeyState::Wrong) { 128 } else { 0 }
}

/// Texts that normalisation leaves as they are: canonical bytes and others, but no separator, no `a`, no `b`.
fn same(text: &str, accept: &Acceptance) -> bool {
    check(text.as_bytes(), accept).byte() == byte(Nir::from_written(text, accept))
        && Nir::parse(text, accept).map(|nir| *nir.expose())
            == Nir::from_written(text, accept).map(|nir| *nir.expose())
}

/// The text with its right key, or with one that is off.
fn keyed(number: &str, off: u64) -> String {
    let digits = number.replace("2A", "19").replace("2B", "18");
    let key = digits.parse::<u64>().map_or(0, |value| 97 - value % 97);
    format!("{number}{:02}", (key + off) % 100)
}

#[test]
fn every_value_of_every_part_in_every_leniency() {
    let mut numbers = Vec::new();
    for first in 0..10 {
        numbers.extend((0..10).flat_map(|creation| {
            ["05880", "052A0", "99990"].map(|rest| format!("{first}{creation}4{rest}21025"))
        }));
    }
    numbers.extend((0..100).flat_map(|month| ["1", "3"].map(|sex| format!("{sex}84{month:02}88321025"))));
    numbers.extend((0..1000).map(|order| format!("1840588321{order:03}")));
    for text in numbers.iter().flat_map(|number| [keyed(number, 0), keyed(number, 1), number.clone()]) {
        assert!((0..128).all(|bits| same(&text, &acceptance(bits))), "{text}");
    }
    let letters = (0..10).flat_map(|tens| ["A", "B"].map(|letter| format!("{tens}{letter}")));
    let departements: Vec<_> = (0..100).map(|n| format!("{n:02}")).chain(letters).collect();
    for departement in &departements {
        for commune in 0..1000 {
            let text = keyed(&format!("18405{departement}{commune:03}025"), 0);
            for bits in [0, 8, 16, 24] {
                assert!(same(&text, &acceptance(bits)), "{text} {bits}");
            }
        }
    }
    for key in 0..100 {
        // The second has the key 97.
        for number in ["2840588321025", "2840588321057"] {
            assert!(same(&format!("{number}{key:02}"), &Acceptance::default()), "{key}");
        }
    }
    assert!(keyed("2840588321057", 0).ends_with("97"));
}

#[test]
fn the_vectors_are_judged_alike() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/vectors/nir.csv");
    let file = std::fs::read_to_string(path).unwrap();
    let texts = file.lines().filter_map(|line| line.split(',').next());
    let compact = |text: &str| text.replace([' ', '.', '-'], "").to_ascii_uppercase();
    let texts: Vec<String> =
        texts.map(compact).filter(|text| text.is_ascii() && !text.contains('\\')).collect();
    assert!(texts.len() > 100);
    for text in &texts {
        assert!((0..128).all(|bits| same(text, &acceptance(bits))), "{text}");
    }
}

proptest! {
    #[test]
    fn any_text_without_separators(
        text in prop_oneof!["[1-8][0-9]{5}[0-9AB][0-9]{8}", "[0-9ABC/+_é]{12,16}", "[1-8][0-9]{5}[0-9AB][0-9]{6}"],
        bits in 0_u8..128,
    ) {
        // The rule in full counts characters, the column bytes: a text that is not ASCII is refused by both.
        if text.is_ascii() {
            prop_assert!(same(&text, &acceptance(bits)));
        } else {
            prop_assert!(!check(text.as_bytes(), &acceptance(bits)).is_valid());
        }
    }
}

/// A number that is right, over all the layouts of a place.
fn right_number() -> impl Strategy<Value = String> {
    let place = prop_oneof![
        "(0[1-9]|[1-8][0-9]|9[0-6])[1-8][0-9]{2}",
        "2[AB][1-8][0-9]{2}",
        "9[78][0-9][1-8][0-9]",
        "99[1-8][0-9]{2}"
    ];
    ("[12][0-9]{2}(0[1-9]|1[0-2]|[23][0-9]|[5-9][0-9])", place, "[1-9][0-9]{2}")
        .prop_map(|(start, place, order)| keyed(&format!("{start}{place}{order}"), 0))
}

proptest! {
    /// The key alone tells every single wrong digit, in the number or in the key itself, every letter written for
    /// another or for a digit in position 7, and every exchange of two neighbouring digits, also that of the
    /// last digit of the number with the first of the key. A letter exchanged with a neighbour is an illegal
    /// character.
    #[test]
    fn one_wrong_digit_or_two_exchanged_are_caught(text in right_number()) {
        let strict = Acceptance::default();
        prop_assert!(check(text.as_bytes(), &strict).is_valid());
        let bytes = text.as_bytes();
        for position in 0..15 {
            let legal = if position == 6 { &b"0123456789AB"[..] } else { b"0123456789" };
            for character in legal.iter().filter(|character| **character != bytes[position]) {
                let mut wrong = bytes.to_vec();
                wrong[position] = *character;
                prop_assert!(check(&wrong, &strict).key_wrong(), "character {position}");
            }
            let mut swapped = bytes.to_vec();
            if position + 1 < 15 && bytes[position] != bytes[position + 1] {
                swapped.swap(position, position + 1);
                let code = check(&swapped, &strict);
                let digits = swapped[position..=position + 1].iter().all(u8::is_ascii_digit);
                prop_assert!(if digits { code.key_wrong() } else { !code.is_valid() }, "swap {position}");
            }
        }
    }
}
