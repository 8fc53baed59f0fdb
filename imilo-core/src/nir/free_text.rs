//! A NIR that somebody wrote in a free text.

use zeroize::Zeroizing;

use super::{Acceptance, Nir};

/// Whether a text holds a NIR: fifteen characters whose key is right, or thirteen of its form, as one word or as words
/// that follow each other, whatever stands between them that is no letter (spaces of any kind, points, commas, a new line).
///
/// For a finding: it asks for whole words, so that telephone numbers are not taken for one. Whoever is about to
/// *print* a free value asks [`may_hold_a_nir`](super::may_hold_a_nir) instead, which would rather hide too much.
///
/// ```
/// use imilo_core::nir::holds_a_nir;
/// assert!(holds_a_nir("N° sécu 2 84 05 88 321 025 32 (copie)"));
/// assert!(holds_a_nir("dossier 75 2840588321025"));
/// assert!(!holds_a_nir("tél. 06 12 34 56 78 ou 07 98 76 54 32"));
/// assert!(!holds_a_nir("284058832102531")); // a wrong key
/// ```
#[must_use]
pub fn holds_a_nir(text: &str) -> bool {
    // Most texts have too few digits for one; nothing is copied of these.
    if text.len() < 13 || text.chars().filter_map(digit).nth(11).is_none() {
        return false;
    }
    let plain = plain(text);
    let starts = |index: usize| {
        let before = index.checked_sub(1).and_then(|before| plain.get(before));
        before.is_none_or(|before| !before.is_ascii_alphanumeric())
    };
    plain
        .iter()
        .enumerate()
        .filter(|(index, byte)| byte.is_ascii_digit() && starts(*index))
        .any(|(index, _)| begins_a_nir(plain.get(index..).unwrap_or_default()))
}

/// Whether thirteen or fifteen digits in a row are a NIR, whatever stands beside them: of a reference that is written down.
pub(crate) fn digits_are_a_nir(text: &str) -> bool {
    text.split(|character: char| !character.is_ascii_digit())
        .any(|run| matches!(run.len(), 13 | 15) && is_a_nir(run.as_bytes()))
}

/// A digit, of whatever width.
pub(super) const fn digit(character: char) -> Option<u8> {
    match character {
        '0'..='9' => Some(character as u8),
        '\u{ff10}'..='\u{ff19}' => Some((character as u32 - 0xff10) as u8 + b'0'),
        _ => None,
    }
}

/// The text in ASCII: digits and letters, a letter of another alphabet as `x`, and one space for whatever else stands between.
fn plain(text: &str) -> Zeroizing<Vec<u8>> {
    let mut plain = Zeroizing::new(Vec::with_capacity(text.len()));
    for character in text.chars() {
        match digit(character) {
            Some(digit) => plain.push(digit),
            None if character.is_ascii_alphabetic() => plain.push(character as u8),
            None if character.is_alphanumeric() => plain.push(b'x'),
            None if plain.last() != Some(&b' ') => plain.push(b' '),
            None => {}
        }
    }
    plain
}

/// Whether a number begins here and ends where a word ends.
fn begins_a_nir(bytes: &[u8]) -> bool {
    let mut number = Zeroizing::new([0_u8; 15]);
    let mut length = 0;
    let mut rest = bytes.iter().copied().peekable();
    while let Some(byte) = rest.next() {
        let corsica = length == 6 && matches!(byte, b'A' | b'B' | b'a' | b'b');
        if byte.is_ascii_digit() || corsica {
            let Some(place) = number.get_mut(length) else { return false };
            *place = byte;
            length += 1;
        } else if byte != b' ' {
            return false;
        }
        let ends = rest.peek().is_none_or(|next| !next.is_ascii_alphanumeric());
        let complete = matches!(length, 13 | 15) && ends && byte.is_ascii_alphanumeric();
        if complete && is_a_nir(number.get(..length).unwrap_or_default()) {
            return true;
        }
    }
    false
}

fn is_a_nir(number: &[u8]) -> bool {
    core::str::from_utf8(number).is_ok_and(|text| Nir::parse(text, &Acceptance::default()).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whole_words_only() {
        for text in [
            "284058832102532",
            "2 84 05 88 321 025 32",
            "2840588321025 32",
            "2840588321025",
            "a : 2.84.05.88.321.025.32.",
            "nir=284058832102532;",
            "185072A004123 vu",
            "1 85 07 2a 004 123",
            "2 84 05 88 321 025 31", // thirteen characters, and a key that was mistyped
            "2\u{a0}84\u{a0}05\u{a0}88\u{a0}321\u{a0}025\u{a0}32", // as a word processor writes it
            "2\u{202f}84\u{2009}05 88 321 025",
            "2 84 05 88  321 - 025, 32",
            "(2) 84 05\r\n88 321 025 | 32",
            "2\u{200b}84058832102532",
            "２８４０５８８３２１０２５３２", // of full width
        ] {
            assert!(holds_a_nir(text), "{text}");
        }
        for text in [
            "",
            "28405883210253",   // fourteen
            "2840588321025321", // sixteen
            "x284058832102532", // inside a word
            "é284058832102532",
            "284058832102531",                   // a wrong key
            "284058832102532a",                  // goes on
            "FR76 3000 6000 0112 3456 7890 189", // an IBAN
            "06 12 34 56 78 06 12 34 56 78",     // telephone numbers
            "06 12 34 56 78, 07 98 76 54 32",
            "du 12/03/2024 au 15/04/2024, puis du 02/05/2024 au 03/06/2024",
        ] {
            assert!(!holds_a_nir(text), "{text}");
        }
    }
}
