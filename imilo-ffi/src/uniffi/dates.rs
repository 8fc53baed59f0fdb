//! Civil dates: `java.time.LocalDate` on the other side, in both directions.

use imilo_core::calendar::{Date, DateError};
use serde::Serialize;

/// A date of an answer.
pub type LocalDate = Date;

uniffi::custom_type!(LocalDate, String, {
    remote,
    lower: |date| date.to_string(),
    try_lift: |text| Ok(text.parse::<Date>()?),
});

/// A date of a request, as its text: the core reads it, so that its error names the field, and so that one
/// bad date of a batch is the error of its row.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Day(String);

uniffi::custom_type!(Day, String, {
    lower: |day| day.0,
    try_lift: |text| Ok(Day(text)),
});

impl Day {
    /// Reads the day.
    ///
    /// # Errors
    /// [`DateError`] when the text is not a day between 1800 and 2399.
    pub fn read(&self) -> Result<Date, DateError> {
        self.0.parse()
    }
}

impl From<&str> for Day {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// The default of the text in clear would show a date of birth.
impl core::fmt::Debug for Day {
    fn fmt(&self, f: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        f.write_str("Day(…)")
    }
}
