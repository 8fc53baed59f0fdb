//! A day that a request tells as a date, or as an instant whose day in Paris it is.

use super::Failure;
use crate::calendar::Date;
use crate::error::ErrorCode;

pub(super) struct Day<'r> {
    pub(super) date: Option<Date>,
    pub(super) instant: Option<&'r str>,
}

impl Day<'_> {
    /// The day; both may be given if they agree. `at` is where the keys stand.
    pub(super) fn found(&self, at: &str, date_key: &str, instant_key: &str) -> Result<Date, Failure> {
        let key = |key: &str| format!("{at}{key}");
        let of_instant = self.instant.map(Date::of_paris).transpose();
        match (self.date, of_instant.map_err(|error| Failure::from(error).at(&key(instant_key)))?) {
            (Some(date), Some(day)) if date != day => {
                Err(Failure::of(ErrorCode::JsonField).at(&key(instant_key)))
            }
            (Some(date), _) | (None, Some(date)) => Ok(date),
            (None, None) => Err(Failure::of(ErrorCode::MissingField).at(&key(date_key))),
        }
    }
}
