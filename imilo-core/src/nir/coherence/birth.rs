//! Days on which a person may have been born.

use core::str::FromStr;

use serde::{Deserialize, Deserializer};

use crate::calendar::{Date, DateError};
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

    /// Whether a day is one of those it allows.
    fn allows(self, day: Date) -> bool {
        match self {
            Self::Day(first) => day == first,
            Self::Month(first) => (day.year(), day.month()) == (first.year(), first.month()),
            Self::Year(first) => day.year() == first.year(),
        }
    }

    const fn first(self) -> Date {
        match self {
            Self::Day(first) | Self::Month(first) | Self::Year(first) => first,
        }
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

/// Whether every day of the birth gives it, and there is one. Without a birth date these are the days of 19yy and
/// 20yy up to the as-of date; with neither, there is none.
pub(super) fn every_day(
    birth: Option<Birth>,
    yy: u8,
    as_of: Option<Date>,
    gives: impl Fn(Date) -> bool,
) -> bool {
    match (birth, as_of) {
        (Some(birth), _) => days(birth.first()).take_while(|day| birth.allows(*day)).all(gives),
        (None, Some(as_of)) => {
            let firsts = [1900, 2000].map(|century| Date::new(century + i32::from(yy), 1, 1));
            let years = firsts.into_iter().flatten();
            let mut all =
                years.flat_map(|first| days(first).take_while(move |day| day.year() == first.year()));
            let mut none = true;
            let every = all.by_ref().take_while(|day| *day <= as_of).inspect(|_| none = false).all(gives);
            every && !none
        }
        (None, None) => false,
    }
}

fn days(first: Date) -> impl Iterator<Item = Date> {
    core::iter::successors(Some(first), |day| Some(day.next_day()))
}
