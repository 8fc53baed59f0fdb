//! What must not be printed because it may be somebody's NIR, rightly written or not.

use super::free_text::digit;
use super::{Acceptance, Nir};

/// Whether a text holds what may be a NIR in clear. For whoever is about to print a free value: it would rather
/// hide too much.
///
/// Two ways, separators apart: thirteen characters in a row that have the form of a number, whatever the key; or
/// twelve letters and digits in a row of which ten are digits, or fifteen of which eleven are, for a mistyped number
/// (letters for zeros, a digit lost) names the same person. A telephone number in a name, or a matricule of ten digits and more, may thus be
/// hidden; a UUID is not.
///
/// ```
/// use imilo_core::nir::may_hold_a_nir;
/// assert!(may_hold_a_nir("assuré 2 84 05 88 321 025 32, voir pièce"));
/// assert!(may_hold_a_nir("Nadia 2 84 05 88 321 025") && may_hold_a_nir("75 2_84_05_88_321_025_30"));
/// assert!(may_hold_a_nir("2 84 O5 88 321 025 32") && may_hold_a_nir("284058832102"));
/// assert!(!may_hold_a_nir("dossier 1204587") && !may_hold_a_nir("75101S00"));
/// assert!(!may_hold_a_nir("67e55044-10b1-426f-9247-bb680e5fe0c8"));
/// ```
#[must_use]
pub fn may_hold_a_nir(text: &str) -> bool {
    holds_the_form_of_a_nir(text) || (!is_uuid(text) && holds_nearly_a_nir(text))
}

/// Letters and digits in a row, and how many of them must be digits: a few were mistyped or lost.
const NEARLY: [(u32, u32); 2] = [(12, 10), (15, 11)];

fn holds_nearly_a_nir(text: &str) -> bool {
    // One bit for each of the last letters and digits: whether it is a digit, of whatever script.
    let mut last = 0_u32;
    text.chars().filter(|character| character.is_alphanumeric()).any(|character| {
        last = (last << 1) | u32::from(character.is_numeric());
        NEARLY.iter().any(|(long, digits)| (last & ((1 << long) - 1)).count_ones() >= *digits)
    })
}

/// Thirty-two hexadecimal digits in five groups: an identifier that means nothing.
pub(crate) fn is_uuid(text: &str) -> bool {
    let place = |(index, byte): (usize, u8)| match index {
        8 | 13 | 18 | 23 => byte == b'-',
        _ => byte.is_ascii_hexdigit(),
    };
    text.len() == 36 && text.bytes().enumerate().all(place)
}

/// Whether thirteen characters in a row, whatever stands between them that is no letter, have the form of a number of any
/// kind, whatever the key: of what is about to leave.
///
/// ```
/// use imilo_core::nir::holds_the_form_of_a_nir;
/// assert!(holds_the_form_of_a_nir("284058832102531")); // a wrong key
/// assert!(holds_the_form_of_a_nir("NIR284058832102532, né ici") && holds_the_form_of_a_nir("0284058832102532"));
/// assert!(!holds_the_form_of_a_nir("tél. 06 12 34 56 78"));
/// ```
#[must_use]
pub fn holds_the_form_of_a_nir(text: &str) -> bool {
    let every = Acceptance {
        thirteen: true,
        sex_3_4: true,
        months_43_49: true,
        departement_00: true,
        commune_out_of_range: true,
        nnp: true,
        mig: true,
    };
    // Digits, and the letters that stand in Corsica; whatever else stands between them does not hide a number.
    let mut run = zeroize::Zeroizing::new(Vec::with_capacity(text.len()));
    let mut found = false;
    for character in text.chars() {
        match digit(character) {
            Some(digit) => run.push(digit),
            None if matches!(character, 'a' | 'A' | 'b' | 'B') => {
                run.push(character.to_ascii_uppercase() as u8)
            }
            None if character.is_ascii_alphabetic() => {
                found |= run_holds_a_nir(&run, &every);
                zeroize::Zeroize::zeroize(&mut *run);
            }
            None => {}
        }
    }
    found || run_holds_a_nir(&run, &every)
}

/// Whether thirteen characters of the run are a number, with or without what follows them.
fn run_holds_a_nir(run: &[u8], accept: &Acceptance) -> bool {
    run.windows(13)
        .any(|window| core::str::from_utf8(window).is_ok_and(|text| Nir::parse(text, accept).is_ok()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_number_is_hidden() {
        for text in [
            "28405883210253",                 // a digit lost
            "2840588321O2532",                // a letter for a zero
            "284 058x832 102 532",            // a letter too many
            "28405883210253200",              // digits too many
            "2.84.O5.88.321.O25/32",          // two letters, dots
            "ML 284C058832102532",            // inside a name
            "２８４０５８８３２１０２５３２", // digits of East Asia
        ] {
            assert!(may_hold_a_nir(text), "{text}");
        }
    }

    #[test]
    fn what_offices_write_is_shown() {
        for text in [
            "",
            "1204587",
            "ML-75-123456",
            "Mission locale de Paris, 75019",
            "2A004S01",
            "2026-11-24",
            "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
        ] {
            assert!(!may_hold_a_nir(text), "{text}");
        }
    }
}
