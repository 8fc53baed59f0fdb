//! A NIR that somebody wrote in a free text.

use zeroize::Zeroizing;

use super::{Acceptance, Nir};

/// What stands between the groups of digits of a number written by hand.
const fn is_separator(byte: u8) -> bool {
    matches!(byte, b' ' | b'.' | b'-' | b'/' | b'_' | b'\t')
}

/// Whether a text holds a NIR: fifteen characters whose key is right, or thirteen of its form, as one word or as
/// words that follow each other with a separator between them.
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
    let bytes = text.as_bytes();
    if bytes.len() < 13 || bytes.iter().filter(|byte| byte.is_ascii_digit()).nth(11).is_none() {
        return false;
    }
    let starts = |index: usize| {
        let before = index.checked_sub(1).and_then(|before| bytes.get(before));
        before.is_none_or(|before| !before.is_ascii_alphanumeric())
    };
    bytes
        .iter()
        .enumerate()
        .filter(|(index, byte)| byte.is_ascii_digit() && starts(*index))
        .any(|(index, _)| begins_a_nir(bytes.get(index..).unwrap_or_default()))
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
        } else if !is_separator(byte) || rest.peek().is_some_and(|next| is_separator(*next)) {
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
        ] {
            assert!(holds_a_nir(text), "{text}");
        }
        for text in [
            "",
            "28405883210253",                    // fourteen
            "2840588321025321",                  // sixteen
            "x284058832102532",                  // inside a word
            "284058832102531",                   // a wrong key
            "284058832102532a",                  // goes on
            "2 84 05 88  321 025 32",            // two separators: two numbers
            "FR76 3000 6000 0112 3456 7890 189", // an IBAN
            "06 12 34 56 78 06 12 34 56 78",     // telephone numbers
        ] {
            assert!(!holds_a_nir(text), "{text}");
        }
    }
}
