//! The time: that of the system, or of a test.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

use imilo_core::calendar::Date;

use crate::error::{Code, Result};

/// A clock.
#[derive(Clone, Debug, Default)]
pub struct Clock(Option<Arc<AtomicI64>>);

impl Clock {
    /// One that stands still until it is [set](Self::set): for tests.
    #[must_use]
    pub fn at(instant_ms: i64) -> Self {
        Self(Some(Arc::new(AtomicI64::new(instant_ms))))
    }

    /// Sets a clock of a test; that of the system is not moved.
    pub fn set(&self, instant_ms: i64) {
        if let Some(fixed) = &self.0 {
            fixed.store(instant_ms, Ordering::SeqCst);
        }
    }

    /// Milliseconds of Unix time.
    #[must_use]
    pub fn now_ms(&self) -> i64 {
        match &self.0 {
            Some(fixed) => fixed.load(Ordering::SeqCst),
            None => {
                let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
                i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
            }
        }
    }
}

/// The day of an instant in Paris, by which everything is judged.
///
/// # Errors
/// Outside of the years that the library knows.
pub fn day_of(instant_ms: i64) -> Result<Date> {
    Date::of_paris_at(instant_ms.div_euclid(1000)).map_err(|_| Code::Internal.into())
}
