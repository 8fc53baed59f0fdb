//! What of a cell may be somebody's NIR, and is not shown.
//!
//! A register is found again by its numbers, and its reasons have days and telephones: only what has the form of a NIR is
//! masked, and what stands around it is kept.

use std::borrow::Cow;

use imilo_core::nir::holds_the_form_of_a_nir;

use crate::report::MASKED;

/// A cell without what has the form of a NIR; letters taken for zero or one do not hide it.
pub(super) fn shown(text: &str) -> Cow<'_, str> {
    let plain = without_known(&with_digits(text));
    if !holds_the_form_of_a_nir(&plain) {
        return Cow::Borrowed(text);
    }
    let (mut kept, mut start) = (String::with_capacity(text.len()), 0);
    // A letter that stands in no NIR ends a number, as where the form is looked for.
    let breaks = plain
        .char_indices()
        .filter(|(_, next)| next.is_ascii_alphabetic() && !matches!(next, 'a' | 'A' | 'b' | 'B'));
    for end in breaks.map(|(at, _)| at).chain([plain.len()]) {
        let piece = plain.get(start..end).unwrap_or_default();
        let first = piece.char_indices().find(|(_, next)| next.is_numeric()).map(|(at, _)| start + at);
        let last = piece.char_indices().rfind(|(_, next)| next.is_numeric());
        let last = last.map(|(at, next)| start + at + next.len_utf8());
        match (first, last) {
            (Some(first), Some(last)) if holds_the_form_of_a_nir(piece) => {
                kept.push_str(text.get(start..first).unwrap_or_default());
                kept.push_str(MASKED);
                kept.push_str(text.get(last..end).unwrap_or_default());
            }
            _ => kept.push_str(text.get(start..end).unwrap_or_default()),
        }
        start = end;
    }
    Cow::Owned(kept)
}

/// The same length, with digits for the letters beside one that are read as digits.
fn with_digits(text: &str) -> String {
    let mut before = false;
    let mut next = text.chars().skip(1);
    let of = |letter: char| match letter {
        'o' | 'O' => '0',
        'i' | 'I' | 'l' => '1',
        other => other,
    };
    text.chars()
        .map(|letter| {
            let after = next.next().is_some_and(|next| next.is_ascii_digit());
            let read = if before || after { of(letter) } else { letter };
            before = read.is_ascii_digit();
            read
        })
        .collect()
}

/// The same length, with blanks for days, French telephones and SIRET: none of them is a NIR. What stands on both sides of
/// one still counts as one number.
fn without_known(text: &str) -> String {
    let (mut kept, mut rest) = (String::with_capacity(text.len()), text);
    let (mut touching, mut joined) = (false, false);
    while let Some(first) = rest.chars().next() {
        let found = match (touching, joined) {
            (true, _) => None,
            (false, true) => after_day(rest),
            (false, false) => after_day(rest).or_else(|| after_telephone(rest)).or_else(|| after_siret(rest)),
        };
        let Some(after) = found else {
            kept.push(first);
            touching = first.is_alphanumeric() || matches!(first, '/' | '-' | '.');
            joined = first.is_numeric() || joined && !first.is_alphabetic();
            rest = rest.get(first.len_utf8()..).unwrap_or_default();
            continue;
        };
        kept.extend(core::iter::repeat_n(' ', rest.len() - after.len()));
        (rest, touching) = (after, false);
    }
    kept
}

/// A number of so many ASCII digits, its value, and what follows.
fn number(text: &str, least: usize, most: usize) -> Option<(u32, &str)> {
    let long = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at_checked(long)?;
    if long < least { None } else { Some((digits.parse().ok()?, rest)) }
}

/// What follows a day that begins here, with its time if it has one.
fn after_day(text: &str) -> Option<&str> {
    let day = |day: u32, month: u32, year: u32| {
        (1..=31).contains(&day) && (1..=12).contains(&month) && (1900..2100).contains(&year)
    };
    let french = ['/', '.', '-'].into_iter().find_map(|separator| {
        let (first, rest) = number(text, 1, 2)?;
        let (second, rest) = number(rest.strip_prefix(separator)?, 1, 2)?;
        let (year, rest) = number(rest.strip_prefix(separator)?, 4, 4)?;
        day(first, second, year).then_some(rest)
    });
    let iso = || {
        let (year, rest) = number(text, 4, 4)?;
        let (month, rest) = number(rest.strip_prefix('-')?, 2, 2)?;
        let (last, rest) = number(rest.strip_prefix('-')?, 2, 2)?;
        day(last, month, year).then_some(rest)
    };
    let rest = french.or_else(iso)?;
    let rest = after_time(rest).unwrap_or(rest);
    let mut next = rest.chars();
    let ends = match next.next() {
        Some('/' | '-' | '.') => !next.next().is_some_and(char::is_numeric),
        other => !other.is_some_and(char::is_numeric),
    };
    ends.then_some(rest)
}

fn after_time(text: &str) -> Option<&str> {
    let (hour, rest) = number(text.strip_prefix([' ', 'T'])?, 2, 2)?;
    let (minute, rest) = number(rest.strip_prefix([':', 'h'])?, 2, 2)?;
    let second = rest.strip_prefix(':').and_then(|rest| number(rest, 2, 2));
    let (second, rest) = second.unwrap_or((0, rest));
    (hour < 24 && minute < 60 && second < 60).then_some(rest)
}

/// What follows a telephone number of ten digits that begins here: no NIR begins with zero.
fn after_telephone(text: &str) -> Option<&str> {
    let mut rest = text.strip_prefix('0').filter(|rest| !rest.starts_with('0'))?;
    for _ in 0..9 {
        rest = number(rest.strip_prefix([' ', '.', '-']).unwrap_or(rest), 1, 1)?.1;
    }
    ends(rest).then_some(rest)
}

/// What follows a SIRET that begins here, with its key; those that begin as a NIR does are no exception.
fn after_siret(text: &str) -> Option<&str> {
    let (mut rest, mut sum) = (text, 0);
    for place in 0..14 {
        let (digit, after) = number(rest.strip_prefix(' ').unwrap_or(rest), 1, 1)?;
        if place == 0 && digit < 3 {
            return None;
        }
        let weighed = digit * if place % 2 == 0 { 2 } else { 1 };
        sum += if weighed > 9 { weighed - 9 } else { weighed };
        rest = after;
    }
    (sum % 10 == 0 && ends(rest)).then_some(rest)
}

/// Whether no digit follows, blanks and dots apart.
fn ends(rest: &str) -> bool {
    !rest.trim_start_matches([' ', '.', '-', '/']).starts_with(char::is_numeric)
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
            // The key of the SIRET of the RATP, by Luhn.
            "employeur, SIRET 775 663 438 01906",
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
            ("2840588 12/03/2025 321025", "(NIR ?)"),
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
