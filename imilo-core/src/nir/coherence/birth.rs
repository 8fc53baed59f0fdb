//! Days on which a person may have been born.

use core::str::FromStr;

use serde::{Deserialize, Deserializer};

use super::codes::Findings;
use crate::calendar::{Date, DateError, Rounding};
use crate::serde_text;

/// A birth date, as far as it is known: `2008-05-20`, `2008-05` or `2008`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Birth {
    /// The day is known.
    Day(Date),
    /// The month is known: its first day.
    Month(Date),
    /// The year is known: its first day.
    Year(Date),
}

impl Birth {
    pub(super) const fn year(self) -> i32 {
        match self {
            Self::Day(first) | Self::Month(first) | Self::Year(first) => first.year(),
        }
    }

    pub(super) const fn month(self) -> Option<u8> {
        match self {
            Self::Day(first) | Self::Month(first) => Some(first.month()),
            Self::Year(_) => None,
        }
    }

    /// The days it allows.
    fn span(self) -> Span {
        let (first, months) = match self {
            Self::Day(first) => return Span { first, last: first },
            Self::Month(first) => (first, 1),
            Self::Year(first) => (first, 12),
        };
        Span { first, last: first.plus_months(months, Rounding::LastDayOfMonth).date.plus_days(-1) }
    }
}

impl FromStr for Birth {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        match text.len() {
            4 => format!("{text}-01-01").parse().map(Self::Year),
            7 => format!("{text}-01").parse().map(Self::Month),
            _ => text.parse().map(Self::Day),
        }
    }
}

impl<'de> Deserialize<'de> for Birth {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_text::parse(deserializer, "a date, a month or a year", str::parse)
    }
}

/// Completed years of someone born on a day.
pub(super) fn age(born: Date, as_of: Date) -> i32 {
    let before = (as_of.month(), as_of.day()) < (born.month(), born.day());
    as_of.year() - born.year() - i32::from(before)
}

/// Days from one to another, both of them too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub(super) first: Date,
    pub(super) last: Date,
}

/// The days on which the person may have been born: those of the birth date; without one, those of 19yy and 20yy up
/// to the as-of date; with neither, none.
pub(super) fn spans(birth: Option<Birth>, yy: u8, as_of: Option<Date>) -> impl Iterator<Item = Span> {
    let century = move |century: i32| {
        let last = as_of?;
        let Span { first, last: december } =
            Birth::Year(Date::new(century + i32::from(yy), 1, 1).ok()?).span();
        (birth.is_none() && first <= last).then_some(Span { first, last: december.min(last) })
    };
    [birth.map(Birth::span), century(1900), century(2000)].into_iter().flatten()
}

/// What every day gives on which the person may have been born; nothing when there is no such day.
///
/// `changes` are the days on which what `on` gives may change: between two of them it is asked once.
pub(super) fn every_day<D: Iterator<Item = Date>>(
    spans: impl Iterator<Item = Span>,
    changes: impl Fn() -> D,
    on: impl Fn(Date) -> Findings,
) -> Findings {
    let days = spans.flat_map(|Span { first, last }| {
        let inside = changes().filter(move |day| first < *day && *day <= last);
        [first, last].into_iter().chain(inside)
    });
    let mut found = None;
    for day in days {
        let both = on(day).and(found.unwrap_or(Findings::EVERY));
        found = Some(both);
        if both.is_empty() {
            break;
        }
    }
    found.unwrap_or_default()
}
