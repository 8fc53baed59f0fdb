//! Civil dates, exact calendar arithmetic and the legal day of Europe/Paris.
//!
//! Every term of the law is a civil date: the first day on which something is no longer so. The day is that
//! of Europe/Paris, and a term in years or months is added once, from its origin, never step by step.
//! When the day does not exist in the year or month of arrival the caller says which way to round, and the
//! answer says that it had to.

pub mod jours_feries;

use core::fmt;
use core::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use time::format_description::well_known::Rfc3339;
use time::{Month, OffsetDateTime, Weekday};

use crate::error::{CodedError, ErrorCode};
use crate::serde_text;

/// A civil date of the Gregorian calendar, between 1800-01-01 and 2399-12-31 when it comes from outside.
///
/// Written and read as `AAAA-MM-JJ` (ISO 8601), in text and in serde.
///
/// ```
/// use imilo_core::calendar::Date;
/// let date: Date = "2015-01-29".parse()?;
/// assert_eq!(date.to_string(), "2015-01-29");
/// assert!("29/01/2015".parse::<Date>().is_err());
/// # Ok::<(), imilo_core::calendar::DateError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(time::Date);

/// First and last year that a date from outside may have.
const YEARS: core::ops::RangeInclusive<i32> = 1800..=2399;

/// Why a text is not a date. Carries no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum DateError {
    /// The text is not of the form `AAAA-MM-JJ`.
    #[error("a date must be written YYYY-MM-DD")]
    Format,
    /// The form is right but there is no such day (30 February, month 13).
    #[error("there is no such day in the calendar")]
    NoSuchDay,
    /// The year is not between 1800 and 2399.
    #[error("the year must be between 1800 and 2399")]
    Range,
    /// The text is not an instant of RFC 3339, or lies before 2002.
    #[error("an instant must be written YYYY-MM-DDThh:mm:ssZ and lie in or after 2002")]
    Instant,
}

impl CodedError for DateError {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Format => ErrorCode::DateFormat,
            Self::NoSuchDay => ErrorCode::DateInvalid,
            Self::Range => ErrorCode::DateRange,
            Self::Instant => ErrorCode::InstantFormat,
        }
    }
}

/// Which way an anniversary falls when its day does not exist (29 February, 31 of a short month).
///
/// # Droit
/// No act says it for birthdays: reading A2, by analogy with règlement 1182/71, art. 3(2)(c) (last day of
/// the month). *Inferred.*
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Rounding {
    /// The last day of the month: 28 February, 30 April.
    #[default]
    LastDayOfMonth,
    /// The first day of the next month: 1 March, 1 May.
    FirstDayOfNextMonth,
}

/// A date found by arithmetic, and whether its day had to be rounded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Anniversary {
    /// The day found.
    pub date: Date,
    /// True when the identical day does not exist, so that a [`Rounding`] decided.
    pub rounded: bool,
}

impl Date {
    /// Wraps a date checked at compile time by `time::macros::date!`.
    #[must_use]
    pub const fn from_time(date: time::Date) -> Self {
        Self(date)
    }

    /// The date as the `time` crate has it.
    #[must_use]
    pub const fn to_time(self) -> time::Date {
        self.0
    }

    /// A date from its year, month (1–12) and day (1–31).
    ///
    /// # Errors
    /// [`DateError::Range`] for a year outside 1800–2399, [`DateError::NoSuchDay`] otherwise.
    pub fn new(year: i32, month: u8, day: u8) -> Result<Self, DateError> {
        if !YEARS.contains(&year) {
            return Err(DateError::Range);
        }
        let month = Month::try_from(month).map_err(|_| DateError::NoSuchDay)?;
        time::Date::from_calendar_date(year, month, day).map(Self).map_err(|_| DateError::NoSuchDay)
    }

    /// The day of Europe/Paris on which an instant of RFC 3339 (`2025-03-14T23:00:00Z`) falls.
    ///
    /// # Droit
    /// Summer time: directive 2000/84/CE, art. 2 and 3 (from the last Sunday of March to the last Sunday of
    /// October, at 01:00 UTC), in force from 2002; earlier instants are refused.
    ///
    /// ```
    /// use imilo_core::calendar::Date;
    /// assert_eq!(Date::of_paris("2025-03-14T23:00:00Z")?.to_string(), "2025-03-15");
    /// assert_eq!(Date::of_paris("2025-07-14T21:59:59Z")?.to_string(), "2025-07-14");
    /// # Ok::<(), imilo_core::calendar::DateError>(())
    /// ```
    ///
    /// # Errors
    /// [`DateError::Instant`] when the text is not an instant, or lies before 2002.
    pub fn of_paris(instant: &str) -> Result<Self, DateError> {
        let utc = OffsetDateTime::parse(instant, &Rfc3339).map_err(|_| DateError::Instant)?;
        Self::of_paris_at(utc.unix_timestamp())
    }

    /// The day of Europe/Paris on which an instant of Unix time, in seconds, falls. See [`of_paris`](Self::of_paris).
    ///
    /// # Errors
    /// [`DateError::Instant`] when the instant lies before 2002 or after 2399.
    pub fn of_paris_at(unix_seconds: i64) -> Result<Self, DateError> {
        let local = paris_at(unix_seconds).ok_or(DateError::Instant)?;
        Some(local.date()).filter(|date| YEARS.contains(&date.year())).map(Self).ok_or(DateError::Instant)
    }

    /// The date so many days after 1970-01-01, as columns of dates have it.
    ///
    /// ```
    /// use imilo_core::calendar::Date;
    /// assert_eq!(Date::from_unix_days(16_464)?.to_string(), "2015-01-29");
    /// # Ok::<(), imilo_core::calendar::DateError>(())
    /// ```
    ///
    /// # Errors
    /// [`DateError::Range`] for a year outside 1800–2399.
    pub fn from_unix_days(days: i32) -> Result<Self, DateError> {
        const JULIAN_DAY_OF_1970: i32 = 2_440_588;
        let date = days.checked_add(JULIAN_DAY_OF_1970).map(time::Date::from_julian_day);
        match date {
            Some(Ok(date)) if YEARS.contains(&date.year()) => Ok(Self(date)),
            _ => Err(DateError::Range),
        }
    }

    /// Number of days after 1970-01-01; negative before.
    #[must_use]
    pub const fn unix_days(self) -> i32 {
        self.0.to_julian_day() - 2_440_588
    }

    /// Year of the Gregorian calendar.
    #[must_use]
    pub const fn year(self) -> i32 {
        self.0.year()
    }

    /// Month, 1 to 12.
    #[must_use]
    pub const fn month(self) -> u8 {
        self.0.month() as u8
    }

    /// Day of the month, 1 to 31.
    #[must_use]
    pub const fn day(self) -> u8 {
        self.0.day()
    }

    /// The date so many days later (earlier when negative).
    #[must_use]
    pub fn plus_days(self, days: i64) -> Self {
        // Dates from outside end in 2399 and durations in centuries: the calendar of `time` (9999) is not reached.
        let days = days.clamp(-10_000_000, 10_000_000);
        let end = if days < 0 { time::Date::MIN } else { time::Date::MAX };
        Self(self.0.checked_add(time::Duration::days(days)).unwrap_or(end))
    }

    /// The next day.
    #[must_use]
    pub fn next_day(self) -> Self {
        self.plus_days(1)
    }

    /// Number of days from `self` to `other`; negative when `other` is earlier.
    #[must_use]
    pub fn days_until(self, other: Self) -> i64 {
        (other.0 - self.0).whole_days()
    }

    /// The same day so many years later, counted once from `self`.
    ///
    /// ```
    /// use imilo_core::calendar::{Date, Rounding};
    /// let birth: Date = "1996-02-29".parse()?;
    /// let at_26 = birth.plus_years(26, Rounding::LastDayOfMonth);
    /// assert_eq!((at_26.date.to_string().as_str(), at_26.rounded), ("2022-02-28", true));
    /// let at_28 = birth.plus_years(28, Rounding::LastDayOfMonth);
    /// assert_eq!((at_28.date.to_string().as_str(), at_28.rounded), ("2024-02-29", false));
    /// # Ok::<(), imilo_core::calendar::DateError>(())
    /// ```
    #[must_use]
    pub fn plus_years(self, years: u16, rounding: Rounding) -> Anniversary {
        self.plus_months(u32::from(years) * 12, rounding)
    }

    /// The same day so many months later, counted once from `self`.
    #[must_use]
    pub fn plus_months(self, months: u32, rounding: Rounding) -> Anniversary {
        let count = i64::from(self.year()) * 12 + i64::from(self.month()) - 1 + i64::from(months);
        let year = i32::try_from(count.div_euclid(12)).unwrap_or(i32::MAX);
        let month = u8::try_from(count.rem_euclid(12) + 1).ok().and_then(|m| Month::try_from(m).ok());
        let Some(month) = month.filter(|_| year <= time::Date::MAX.year()) else {
            return Anniversary { date: Self(time::Date::MAX), rounded: false };
        };
        let length = month.length(year);
        let rounded = self.day() > length;
        let day = self.day().min(length);
        let last = Self(time::Date::from_calendar_date(year, month, day).unwrap_or(time::Date::MAX));
        let date = if rounded && rounding == Rounding::FirstDayOfNextMonth { last.next_day() } else { last };
        Anniversary { date, rounded }
    }
}

/// An instant of Unix time, in seconds, with the offset of Europe/Paris; none before 2002 or after 2399.
pub(crate) fn paris_at(unix_seconds: i64) -> Option<OffsetDateTime> {
    let utc = OffsetDateTime::from_unix_timestamp(unix_seconds).ok()?;
    if utc.year() < 2002 || !YEARS.contains(&utc.year()) {
        return None;
    }
    let summer = change_of_time(utc.year(), Month::March) <= unix_seconds
        && unix_seconds < change_of_time(utc.year(), Month::October);
    utc.checked_to_offset(time::UtcOffset::from_hms(if summer { 2 } else { 1 }, 0, 0).ok()?)
}

/// Unix time of the change to or from summer time: last Sunday of the month, 01:00 UTC.
fn change_of_time(year: i32, month: Month) -> i64 {
    let last = time::Date::from_calendar_date(year, month, 31).unwrap_or(time::Date::MAX);
    let sunday = if last.weekday() == Weekday::Sunday { last } else { last.prev_occurrence(Weekday::Sunday) };
    sunday.midnight().assume_utc().unix_timestamp() + 3600
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl fmt::Debug for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl FromStr for Date {
    type Err = DateError;

    fn from_str(text: &str) -> Result<Self, DateError> {
        let &[y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] = text.as_bytes() else {
            return Err(DateError::Format);
        };
        let number = |digits: &[u8]| {
            digits.iter().try_fold(0_i32, |sum, digit| {
                digit.is_ascii_digit().then(|| sum * 10 + i32::from(digit - b'0')).ok_or(DateError::Format)
            })
        };
        let small = |n: i32| u8::try_from(n).map_err(|_| DateError::Format);
        Self::new(number(&[y1, y2, y3, y4])?, small(number(&[m1, m2])?)?, small(number(&[d1, d2])?)?)
    }
}

impl schemars::JsonSchema for Date {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Date".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "format": "date" })
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Date {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        serde_text::parse(deserializer, "a date AAAA-MM-JJ", |text| text.parse::<Self>())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    #[test]
    fn form_and_existence_are_told_apart() {
        assert_eq!("2015-1-29".parse::<Date>(), Err(DateError::Format));
        assert_eq!("2015-01-29 ".parse::<Date>(), Err(DateError::Format));
        assert_eq!("+015-01-29".parse::<Date>(), Err(DateError::Format));
        assert_eq!("2015-02-29".parse::<Date>(), Err(DateError::NoSuchDay));
        assert_eq!("2015-00-10".parse::<Date>(), Err(DateError::NoSuchDay));
        assert_eq!("1799-12-31".parse::<Date>(), Err(DateError::Range));
        assert_eq!("2400-01-01".parse::<Date>(), Err(DateError::Range));
    }

    #[test]
    fn months_are_added_once_from_the_origin() {
        let from = date("2025-07-31");
        assert_eq!(from.plus_months(7, Rounding::LastDayOfMonth).date, date("2026-02-28"));
        assert_eq!(from.plus_months(7, Rounding::FirstDayOfNextMonth).date, date("2026-03-01"));
        assert_eq!(from.plus_months(8, Rounding::LastDayOfMonth).date, date("2026-03-31"));
    }

    #[test]
    fn the_day_of_paris_changes_with_the_season() {
        // Last Sunday of March 2026 is the 29th, of October the 25th; the change is at 01:00 UTC.
        for (instant, day) in [
            ("2026-03-28T22:59:59Z", "2026-03-28"),
            ("2026-03-28T23:00:00Z", "2026-03-29"),
            ("2026-03-29T22:00:00Z", "2026-03-30"),
            ("2026-10-24T22:00:00Z", "2026-10-25"),
            ("2026-10-25T22:59:59Z", "2026-10-25"),
            ("2026-10-25T23:00:00Z", "2026-10-26"),
            ("2026-01-01T00:30:00+01:00", "2026-01-01"),
        ] {
            assert_eq!(Date::of_paris(instant), Ok(date(day)), "{instant}");
        }
        assert_eq!(Date::of_paris("2026-01-01"), Err(DateError::Instant));
        assert_eq!(Date::of_paris("2001-12-31T12:00:00Z"), Err(DateError::Instant));
    }

    #[test]
    fn serde_reads_only_text_and_says_no_value() {
        assert_eq!(serde_json::from_str::<Date>("\"2015-01-29\"").unwrap(), date("2015-01-29"));
        let error = serde_json::from_str::<Date>("19990101").unwrap_err().to_string();
        assert!(!error.contains("1999"), "{error}");
    }
}
