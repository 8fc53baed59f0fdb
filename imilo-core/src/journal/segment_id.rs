//! Which segment: a day, and its part.

use core::fmt;
use core::str::FromStr;

use crate::calendar::Date;

/// A segment of the journal: the events of a day of Europe/Paris. A day has a second part when an event of it comes after
/// its first was closed.
///
/// ```
/// use imilo_core::journal::SegmentId;
/// let id = SegmentId::first("2026-11-24".parse()?);
/// assert_eq!(id.to_string(), "2026-11-24/1");
/// assert_eq!("2026-11-24/1".parse(), Ok(id));
/// # Ok::<(), imilo_core::calendar::DateError>(())
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SegmentId {
    day: Date,
    part: u16,
}

impl SegmentId {
    /// The first part of a day.
    #[must_use]
    pub const fn first(day: Date) -> Self {
        Self { day, part: 1 }
    }

    /// A part of a day, from 1.
    #[must_use]
    pub const fn new(day: Date, part: u16) -> Option<Self> {
        if part == 0 { None } else { Some(Self { day, part }) }
    }

    /// The part behind it.
    #[must_use]
    pub fn next_part(self) -> Option<Self> {
        self.part.checked_add(1).map(|part| Self { part, ..self })
    }

    /// The day.
    #[must_use]
    pub const fn day(self) -> Date {
        self.day
    }

    /// The part, from 1.
    #[must_use]
    pub const fn part(self) -> u16 {
        self.part
    }
}

impl fmt::Display for SegmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.day, self.part)
    }
}

impl fmt::Debug for SegmentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A text is no segment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("a segment is written YYYY-MM-DD/part")]
pub struct NoSegment;

impl FromStr for SegmentId {
    type Err = NoSegment;

    fn from_str(text: &str) -> Result<Self, NoSegment> {
        let (day, part) = text.split_once('/').ok_or(NoSegment)?;
        let number = part.parse().ok().filter(|number: &u16| number.to_string() == part).ok_or(NoSegment)?;
        Self::new(day.parse().map_err(|_| NoSegment)?, number).ok_or(NoSegment)
    }
}
