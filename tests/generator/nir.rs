//! NIRs: consistent ones, and the faults planted in them.
//!
//! Structure and key: 13 characters (sex, year, month, place, order), key = 97 - (N mod 97), 2A read as 19
//! and 2B as 18.

use time::Date;

use crate::dates::push_number;
use crate::rng::Rng;

/// How a NIR is written in the file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Writing {
    Right,
    WrongKey,
    WrongLength,
    LetterO,
    ImpossibleMonth,
    PlaceOutOfRange,
    OrderZero,
    Empty,
    WithoutKey,
    Spaced,
    FirstDigit7Or8,
    UnknownMonth,
    ParentsNumber,
}

/// The writings that are planted: name in the truth, and how many dossiers in a thousand.
pub(crate) const WRITINGS: &[(Writing, &str, usize)] = &[
    (Writing::WrongKey, "nir_wrong_key", 10),
    (Writing::WrongLength, "nir_wrong_length", 6),
    (Writing::LetterO, "nir_letter_o", 4),
    (Writing::ImpossibleMonth, "nir_month_13_19", 3),
    (Writing::PlaceOutOfRange, "nir_place_out_of_range", 3),
    (Writing::OrderZero, "nir_order_000", 2),
    (Writing::Empty, "nir_empty", 45),
    (Writing::WithoutKey, "nir_without_key", 25),
    (Writing::Spaced, "nir_with_spaces", 30),
    (Writing::FirstDigit7Or8, "nir_first_digit_7_8", 4),
    (Writing::UnknownMonth, "nir_month_unknown", 5),
    (Writing::ParentsNumber, "nir_of_a_parent", 4),
];

/// What the quality count says of a NIR.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Quality {
    Empty,
    Valid,
    ValidWithoutKey,
    Refused(&'static str),
}

impl Writing {
    /// What is counted of it.
    pub(crate) const fn quality(self) -> Quality {
        match self {
            Self::Right | Self::Spaced | Self::UnknownMonth | Self::ParentsNumber => Quality::Valid,
            Self::WithoutKey => Quality::ValidWithoutKey,
            Self::Empty => Quality::Empty,
            Self::WrongKey => Quality::Refused("key"),
            Self::WrongLength => Quality::Refused("length"),
            Self::LetterO => Quality::Refused("character"),
            Self::ImpossibleMonth => Quality::Refused("month"),
            Self::PlaceOutOfRange => Quality::Refused("place"),
            Self::OrderZero => Quality::Refused("order"),
            Self::FirstDigit7Or8 => Quality::Refused("first_digit"),
        }
    }
}

/// The thirteen characters, part by part.
struct Parts {
    first: i32,
    year: i32,
    month: i32,
    place: String,
    order: i32,
}

impl Parts {
    fn thirteen(&self) -> String {
        let mut text = String::with_capacity(24);
        push_number(&mut text, self.first, 1);
        push_number(&mut text, self.year, 10);
        push_number(&mut text, self.month, 10);
        text.push_str(&self.place);
        push_number(&mut text, self.order, 100);
        text
    }
}

/// The key of thirteen characters.
fn key(thirteen: &str) -> i32 {
    let digits = thirteen.replace("2A", "19").replace("2B", "18");
    97 - digits.chars().filter_map(|c| c.to_digit(10)).fold(0, |rest, digit| (rest * 10 + digit as i32) % 97)
}

/// Writes a NIR for a birth, rightly or with a fault.
pub(crate) fn write(rng: &mut Rng, born: Date, place: &str, writing: Writing) -> String {
    let small = |rng: &mut Rng, from: i64, to: i64| i32::try_from(rng.span(from, to)).unwrap_or(1);
    let mut parts = Parts {
        first: small(rng, 1, 2),
        year: born.year() % 100,
        month: i32::from(u8::from(born.month())),
        place: place.to_owned(),
        order: if rng.percent(90) { small(rng, 1, 350) } else { small(rng, 1, 999) },
    };
    match writing {
        Writing::Empty => return String::new(),
        Writing::ImpossibleMonth => parts.month = small(rng, 13, 19),
        Writing::UnknownMonth => {
            parts.month = if rng.percent(60) { parts.month + 30 } else { small(rng, 50, 99) };
        }
        Writing::PlaceOutOfRange => {
            // Metropolitan départements only: overseas, the commune has two digits.
            parts.place.clear();
            push_number(&mut parts.place, small(rng, 1, 95), 10);
            let commune = if rng.percent(40) { 0 } else { small(rng, 991, 999) };
            push_number(&mut parts.place, commune, 100);
        }
        Writing::OrderZero => parts.order = 0,
        Writing::FirstDigit7Or8 => parts.first = small(rng, 7, 8),
        Writing::ParentsNumber => parts.year = (parts.year + 100 - small(rng, 20, 38)) % 100,
        Writing::Right
        | Writing::WrongKey
        | Writing::WrongLength
        | Writing::LetterO
        | Writing::WithoutKey
        | Writing::Spaced => {}
    }
    let mut text = parts.thirteen();
    let mut key = key(&text);
    match writing {
        Writing::WithoutKey => return text,
        // Any key of 1 to 97 but the right one.
        Writing::WrongKey => key = (key + small(rng, 1, 96) - 1) % 97 + 1,
        Writing::LetterO => text = with_letter_o(&text),
        _ => {}
    }
    push_number(&mut text, key, 10);
    match writing {
        Writing::WrongLength => match rng.below(3) {
            0 => text.truncate(14),
            1 => text.push('0'),
            _ => text.truncate(10),
        },
        Writing::Spaced => text = spaced(&text),
        _ => {}
    }
    text
}

/// The last zero written as a letter; the first digit of the order if there is none.
fn with_letter_o(text: &str) -> String {
    let at = text.rfind('0').unwrap_or(10);
    text.char_indices().map(|(index, c)| if index == at { 'O' } else { c }).collect()
}

/// `1 99 07 75 114 025 32`.
fn spaced(text: &str) -> String {
    let mut spaced = String::with_capacity(24);
    for (index, c) in text.chars().enumerate() {
        if matches!(index, 1 | 3 | 5 | 7 | 10 | 13) {
            spaced.push(' ');
        }
        spaced.push(c);
    }
    spaced
}
