//! A moment with its offset.

use core::fmt;
use core::str::FromStr;

use thiserror::Error;
use time::format_description::well_known::Rfc3339;
use time::{Duration, OffsetDateTime};

use crate::calendar::{Date, DateError, paris_at};
use crate::error::{CodedError, ErrorCode};

/// A moment, as RFC 3339 writes it with its offset: `2023-09-15T17:00:00+02:00`.
///
/// Two are equal when they are the same moment, whatever their offsets.
///
/// ```
/// use imilo_core::droits::responsabilites::Instant;
/// let paris: Instant = "2023-09-15T17:00:00+02:00".parse()?;
/// assert_eq!(paris, "2023-09-15T15:00:00Z".parse()?);
/// assert_eq!(paris.to_string(), "2023-09-15T17:00:00+02:00");
/// # Ok::<(), imilo_core::droits::responsabilites::InstantError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Instant(OffsetDateTime);

/// A text that is no moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("{}", ErrorCode::MomentFormat.row().en)]
pub struct InstantError;

impl CodedError for InstantError {
    fn code(&self) -> ErrorCode {
        ErrorCode::MomentFormat
    }
}

impl Instant {
    /// So many hours later: elapsed hours, which no holiday moves (reading A22). None beyond the year 9999.
    #[must_use]
    pub fn plus_hours(self, hours: i64) -> Option<Self> {
        self.0.checked_add(Duration::hours(hours)).map(Self)
    }

    /// Elapsed minutes until another moment, the one that is begun included; negative when it lies before.
    #[must_use]
    pub fn minutes_until(self, later: Self) -> i64 {
        let elapsed = later.0 - self.0;
        let whole = elapsed.whole_minutes();
        if elapsed > Duration::minutes(whole) { whole + 1 } else { whole }
    }
}

impl Instant {
    /// The same moment with the offset of Europe/Paris on that day; none before 2002.
    ///
    /// ```
    /// use imilo_core::droits::responsabilites::Instant;
    /// let friday: Instant = "2025-03-28T17:00:00+01:00".parse()?;
    /// // Summer time begins on Sunday 30 March 2025.
    /// let monday = friday.plus_hours(72).and_then(Instant::in_paris).unwrap();
    /// assert_eq!(monday.to_string(), "2025-03-31T18:00:00+02:00");
    /// # Ok::<(), imilo_core::droits::responsabilites::InstantError>(())
    /// ```
    #[must_use]
    pub fn in_paris(self) -> Option<Self> {
        paris_at(self.0.unix_timestamp()).map(Self)
    }

    /// The day of Europe/Paris.
    pub(crate) fn day_in_paris(self) -> Result<Date, DateError> {
        Date::of_paris_at(self.0.unix_timestamp())
    }
}

impl FromStr for Instant {
    type Err = InstantError;

    fn from_str(text: &str) -> Result<Self, InstantError> {
        OffsetDateTime::parse(text, &Rfc3339).map(Self).map_err(|_| InstantError)
    }
}

impl fmt::Display for Instant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(moment) = self;
        let (date, clock) = (moment.date(), moment.time());
        let (hours, minutes, _) = moment.offset().as_hms();
        write!(f, "{:04}-{:02}-{:02}", date.year(), u8::from(date.month()), date.day())?;
        write!(f, "T{:02}:{:02}:{:02}", clock.hour(), clock.minute(), clock.second())?;
        if moment.offset().is_utc() {
            return f.write_str("Z");
        }
        let sign = if moment.offset().is_negative() { '-' } else { '+' };
        write!(f, "{sign}{:02}:{:02}", hours.unsigned_abs(), minutes.unsigned_abs())
    }
}
