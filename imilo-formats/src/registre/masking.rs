//! What of a cell may be somebody's NIR, and is not shown.
//!
//! A register is found again by its numbers, and its reasons have days and telephones: only what may be a NIR is masked, by
//! the function that masks the answer to a right of access, and what stands around it is kept.

use std::borrow::Cow;

use crate::numbers_in_text::{LOOKS_LIKE_A_DIGIT, without_nir};
use crate::report::MASKED;

/// A cell without what may be a NIR.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    if is_request_number(text) {
        return Cow::Borrowed(text);
    }
    let Some(told) = without_nir(text) else { return Cow::Borrowed(text) };
    let plain: Vec<char> = text.chars().collect();
    let hidden: Vec<usize> = plain
        .iter()
        .zip(told.chars())
        .enumerate()
        .filter(|(_, (own, told))| *own != told)
        .map(|(at, _)| at)
        .collect();
    let mut stretches: Vec<(usize, usize)> = Vec::new();
    for at in hidden {
        match stretches.last_mut() {
            Some((_, end)) if is_inside(plain.get(*end..at).unwrap_or_default()) => *end = at + 1,
            _ => stretches.push((at, at + 1)),
        }
    }
    let (mut kept, mut last) = (String::with_capacity(text.len()), 0);
    for (start, end) in stretches {
        let (start, end) = with_letters(&plain, start.max(last), end);
        kept.extend(plain.get(last..start).unwrap_or_default());
        kept.push_str(MASKED);
        last = end;
    }
    kept.extend(plain.get(last..).unwrap_or_default());
    Cow::Owned(kept)
}

/// Whether what stands between two digits that are hidden is of one number: marks, and letters taken for digits.
fn is_inside(between: &[char]) -> bool {
    between.iter().all(|next| !next.is_alphanumeric() || LOOKS_LIKE_A_DIGIT.contains(*next))
        && !between.windows(3).any(|three| three.iter().all(|next| next.is_alphabetic()))
}

/// A number with the letter taken for a digit that it begins or ends with.
fn with_letters(text: &[char], start: usize, end: usize) -> (usize, usize) {
    let at = |index: Option<usize>| index.and_then(|index| text.get(index)).copied();
    let is_one = |next: Option<char>| next.is_some_and(|next| LOOKS_LIKE_A_DIGIT.contains(next));
    let is_word = |next: Option<char>| next.is_some_and(char::is_alphanumeric);
    let before = is_one(at(start.checked_sub(1))) && !is_word(at(start.checked_sub(2)));
    let after = is_one(at(Some(end))) && !is_word(at(Some(end + 1)));
    (start - usize::from(before), end + usize::from(after))
}

/// Whether a cell is a year, a month and five digits, with or without marks and letters before them, and nothing else: eleven
/// digits, which elsewhere may be a NIR cut short.
fn is_request_number(text: &str) -> bool {
    let text = text
        .trim()
        .trim_start_matches(|next: char| next.is_ascii_alphabetic() || matches!(next, '-' | '/' | ' '));
    let parts: Vec<&str> = text.split(['-', '/']).collect();
    let all: String = parts.concat();
    let value = |from, to| all.get(from..to).and_then(|part: &str| part.parse::<u32>().ok());
    all.len() == 11
        && all.bytes().all(|next| next.is_ascii_digit())
        && (parts.len() == 1 || parts.iter().map(|part| part.len()).eq([4, 2, 5]))
        && value(0, 4).is_some_and(|year| (2015..2060).contains(&year))
        && value(4, 6).is_some_and(|month| (1..=12).contains(&month))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_register_is_found_by_is_shown() {
        for text in [
            "",
            "2026-11-0001",
            "DEM-2026-11-0001",
            "20261100012",
            "06 12 34 56 78",
            "+33 6 12 34 56 78",
            "rappelée au 0612345678, puis au 07.11.22.33.44",
            "reçue le 12/03/2025, complétée le 14/04/2025 et le 2025-05-02",
            "2026-09-15 00:00:00",
            "DEM-2026-11-00012",
            "1204587",
            "2026-11-0001 et 2026-11-0002",
        ] {
            assert_eq!(shown(text), text);
        }
    }

    /// Numbers of `nir.md`, and the same mistyped.
    #[test]
    fn a_nir_never_comes_out_and_what_stands_around_it_does() {
        for (text, found) in [
            ("255081416802538", "(NIR ?)"),
            ("2550814168025", "(NIR ?)"),
            ("NIR 2 55 08 14 168 025 38 M. Dupont", "NIR (NIR ?) M. Dupont"),
            ("2 84 O5 88 321 025 32", "(NIR ?)"),
            ("vue le 12/03/2025 : 2 84 05 88 321 025 32", "vue le 12/03/2025 : (NIR ?)"),
            ("2840588 12/03/2025 321025", "(NIR ?) 12/03/2025 (NIR ?)"),
            // Digits of other scripts: Arabic, superscript, mathematical, circled.
            ("١٧٥٠٥١٣٠٥٥٣٢١٤٧", "(NIR ?)"),
            ("¹⁷⁵⁰⁵¹³⁰⁵⁵³²¹⁴⁷", "(NIR ?)"),
            ("𝟏𝟕𝟓𝟎𝟓𝟏𝟑𝟎𝟓𝟓𝟑𝟐𝟏𝟒𝟕", "(NIR ?)"),
            ("①⑦⑤⓪⑤①③⓪⑤⑤③②①④⑦", "(NIR ?)"),
            // Temporary numbers.
            ("7 75 05 13 055 321 38", "(NIR ?)"),
            ("8750513055321", "(NIR ?)"),
            // Letters between the parts.
            ("1 (née en 75, mai) 05 13 055 321 47", "(NIR ?) (née en (NIR ?), mai) (NIR ?)"),
            (
                "1<br>75<br>05<br>13<br>055<br>321<br>47",
                "(NIR ?)<br>(NIR ?)<br>(NIR ?)<br>(NIR ?)<br>(NIR ?)<br>(NIR ?)<br>(NIR ?)",
            ),
            ("1750513 puis 05532147", "(NIR ?) puis (NIR ?)"),
            ("I750513055321 47", "(NIR ?)"),
            // As many digits as a NIR: a SIRET is not told apart, as in the answer to a right of access.
            ("employeur, SIRET 775 663 438 01906", "employeur, SIRET (NIR ?)"),
            // Eleven digits with anything else beside them are no number of a request.
            ("20261100012 38", "(NIR ?)"),
            ("2/84/05/88/321/025/32", "(NIR ?)"),
            ("DEM-284058832102532-1", "DEM-(NIR ?)"),
            ("28405883210253", "(NIR ?)"),
            ("２８４０５８８３２１０２５３２", "(NIR ?)"),
            ("12/03/2025284058832102", "(NIR ?)"),
            // Corsica, with blanks anywhere.
            ("1850 52A1 2345 678", "(NIR ?)"),
            ("x 1 85 05 2A 123 456 78 y", "x (NIR ?) y"),
        ] {
            assert_eq!(shown(text), found, "{text}");
        }
    }
}
