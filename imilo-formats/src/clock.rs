//! The day of those who read the files.

use std::time::{SystemTime, UNIX_EPOCH};

use imilo_core::calendar::Date;

/// Today in Europe/Paris, by the clock of the machine; none if that clock is out of the years of the calendar.
///
/// ```
/// assert!(imilo_formats::clock::today().is_some_and(|day| day.year() >= 2026));
/// ```
#[must_use]
pub fn today() -> Option<Date> {
    let now = SystemTime::now().duration_since(UNIX_EPOCH).ok()?;
    Date::of_paris_at(i64::try_from(now.as_secs()).ok()?).ok()
}
