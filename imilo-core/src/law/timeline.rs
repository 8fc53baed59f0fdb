//! A rule by date: rows that follow each other, checked when the crate is compiled.

use core::fmt;
use std::borrow::Cow;

use crate::calendar::Date;
use crate::error::{CodedError, ErrorCode};

use super::{Citation, Evidence, Text};

/// The day on which a version enters into force, or the days between which it does.
///
/// For some acts the day of publication could not be read: the version is in force at the earliest on
/// `earliest`, and certainly from `certain` on. Between the two, both it and its predecessor may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// First day on which the version may be in force.
    pub earliest: Date,
    /// First day on which it certainly is.
    pub certain: Date,
}

impl Entry {
    /// An entry on a known day.
    #[must_use]
    pub const fn on(day: time::Date) -> Self {
        Self::between(day, day)
    }

    /// An entry on an unknown day of a known window.
    #[must_use]
    pub const fn between(earliest: time::Date, certain: time::Date) -> Self {
        Self { earliest: Date::from_time(earliest), certain: Date::from_time(certain) }
    }
}

/// What a version of the law says on one question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Provision<T> {
    /// The text states a rule.
    Stated(T),
    /// The text is known and holds no rule on this question.
    Absent,
    /// The text could not be read: nothing can be decided by it.
    Unknown,
}

impl<T> Provision<T> {
    /// The rule, when one is stated.
    #[must_use]
    pub const fn stated(&self) -> Option<&T> {
        match self {
            Self::Stated(rule) => Some(rule),
            Self::Absent | Self::Unknown => None,
        }
    }
}

/// A rule as it stands from a day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Version<T> {
    /// Name of the version (`V2025`).
    pub id: Text,
    /// When it enters into force.
    pub entry: Entry,
    /// The provision that founds it.
    pub citation: Citation,
    /// What it says.
    pub value: T,
}

/// The versions of a rule in the order of their entry into force.
///
/// A row holds until the next one enters into force, so that there is neither gap nor overlap after the
/// first. Built-in timelines are checked by the compiler: this one does not compile, because its second
/// version enters before the first.
///
/// ```compile_fail
/// use imilo_core::law::{Citation, Entry, Evidence, Source, Timeline, Version};
/// use time::macros::date;
/// const fn row(entry: Entry) -> Version<u8> {
///     let source = Source { code: "x", url: "" };
///     let citation = Citation::new("D2015-59:6", Evidence::Seen, source);
///     Version { id: std::borrow::Cow::Borrowed("V"), entry, citation, value: 26 }
/// }
/// static ROWS: [Version<u8>; 2] = [row(Entry::on(date!(2015-01-29))), row(Entry::on(date!(2015-01-29)))];
/// static LINE: Timeline<u8> = Timeline::new(&ROWS);
/// ```
///
/// A timeline that begins after the first day of the décret would leave a gap, and does not compile either:
///
/// ```compile_fail
/// # use imilo_core::law::{Citation, Entry, Evidence, Source, Timeline, Version};
/// # use time::macros::date;
/// # const fn row(entry: Entry) -> Version<u8> {
/// #     let source = Source { code: "x", url: "" };
/// #     let citation = Citation::new("D2015-59:6", Evidence::Seen, source);
/// #     Version { id: std::borrow::Cow::Borrowed("V"), entry, citation, value: 26 }
/// # }
/// static ROWS: [Version<u8>; 1] = [row(Entry::on(date!(2015-01-30)))];
/// static LINE: Timeline<u8> = Timeline::new(&ROWS);
/// ```
///
/// The same rows in order, from the first day, do:
///
/// ```
/// # use imilo_core::law::{Citation, Entry, Evidence, Source, Timeline, Version};
/// # use time::macros::date;
/// # const fn row(entry: Entry) -> Version<u8> {
/// #     let source = Source { code: "x", url: "" };
/// #     let citation = Citation::new("D2015-59:6", Evidence::Seen, source);
/// #     Version { id: std::borrow::Cow::Borrowed("V"), entry, citation, value: 26 }
/// # }
/// static ROWS: [Version<u8>; 2] = [row(Entry::on(date!(2015-01-29))), row(Entry::on(date!(2021-05-23)))];
/// static LINE: Timeline<u8> = Timeline::new(&ROWS);
/// assert_eq!(LINE.rows().len(), 2);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timeline<T: Clone + 'static> {
    rows: Cow<'static, [Version<T>]>,
}

/// The version, or the two versions, that may be in force on a day.
#[derive(Debug, PartialEq, Eq)]
pub enum InForce<'l, T> {
    /// One version is in force.
    Certain(&'l Version<T>),
    /// The day lies in the window of entry of the second: either may be in force.
    Either(&'l Version<T>, &'l Version<T>),
}

// Written out: deriving would ask for `T: Copy`, and only references are held.
impl<T> Clone for InForce<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for InForce<'_, T> {}

impl<'l, T> InForce<'l, T> {
    /// The version certainly in force before the window closes: the older of two.
    #[must_use]
    pub const fn older(self) -> &'l Version<T> {
        match self {
            Self::Certain(version) | Self::Either(version, _) => version,
        }
    }

    /// The version in force once the window has closed: the newer of two.
    #[must_use]
    pub const fn newer(self) -> &'l Version<T> {
        match self {
            Self::Certain(version) | Self::Either(_, version) => version,
        }
    }

    /// Name of the version, or `older|newer`.
    #[must_use]
    pub fn label(self) -> Cow<'l, str> {
        match self {
            Self::Certain(version) => Cow::Borrowed(&version.id),
            Self::Either(older, newer) => Cow::Owned(format!("{}|{}", older.id, newer.id)),
        }
    }
}

/// The day to be judged lies before the décret of 2015 entered into force.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("décret 2015-59 is in force from 29 January 2015: nothing is judged before")]
pub struct BeforeFirstRuleSet;

impl CodedError for BeforeFirstRuleSet {
    fn code(&self) -> ErrorCode {
        ErrorCode::BeforeFirstRuleSet
    }
}

/// Why a version cannot be added to a timeline.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum TimelineError {
    /// It enters into force before, or in the window of, the last version.
    #[error("a version must enter into force after those before it")]
    Order,
    /// It cites no text.
    #[error("a version must cite a text")]
    WithoutCitation,
    /// There is no version of that name to complete.
    #[error("no version of that name")]
    NoSuchVersion,
    /// The version to complete was read: what it says, or does not say, stands.
    #[error("only a version whose text could not be read may be completed")]
    AlreadyRead,
}

impl CodedError for TimelineError {
    fn code(&self) -> ErrorCode {
        match self {
            Self::Order => ErrorCode::TimelineOrder,
            Self::WithoutCitation => ErrorCode::TimelineWithoutCitation,
            Self::NoSuchVersion => ErrorCode::TimelineNoSuchVersion,
            Self::AlreadyRead => ErrorCode::TimelineAlreadyRead,
        }
    }
}

/// Comparison in const context: an ordinal of the day.
const fn ordinal(day: Date) -> i64 {
    day.to_time().to_julian_day() as i64
}

impl<T: Clone + 'static> Timeline<T> {
    /// A built-in timeline, to be made in a `static`: the compiler then checks it.
    ///
    /// # Panics
    /// In a `static` the panic is a compile error: no row, a first row that is not of 2015-01-29, rows out
    /// of order, windows that overlap, or a citation without a code.
    #[must_use]
    #[expect(clippy::indexing_slicing, reason = "evaluated by the compiler, where it cannot reach a caller")]
    pub const fn new(rows: &'static [Version<T>]) -> Self {
        assert!(!rows.is_empty(), "a timeline has at least one version");
        let first = ordinal(super::entries::DECRET_2015.certain);
        assert!(
            ordinal(rows[0].entry.earliest) == first,
            "gap: the first version must be that of 2015-01-29"
        );
        let mut index = 0;
        while index < rows.len() {
            let entry = rows[index].entry;
            assert!(ordinal(entry.earliest) <= ordinal(entry.certain), "a window is reversed");
            assert!(
                index == 0 || ordinal(rows[index - 1].entry.certain) < ordinal(entry.earliest),
                "overlap: a version enters before its predecessor"
            );
            if let Cow::Borrowed(code) = rows[index].citation.code {
                assert!(!code.is_empty(), "a version cites a text");
            }
            index += 1;
        }
        Self { rows: Cow::Borrowed(rows) }
    }

    /// Adds a version after the last: how a new decree, or what an integrator holds, enters.
    ///
    /// # Errors
    /// [`TimelineError::Order`] when it does not enter after the last version,
    /// [`TimelineError::WithoutCitation`] when it cites nothing.
    pub fn append(&mut self, version: Version<T>) -> Result<(), TimelineError> {
        if version.citation.code.is_empty() {
            return Err(TimelineError::WithoutCitation);
        }
        let in_order = version.entry.earliest <= version.entry.certain
            && self.rows.last().is_none_or(|last| last.entry.certain < version.entry.earliest);
        if !in_order {
            return Err(TimelineError::Order);
        }
        self.rows.to_mut().push(version);
        Ok(())
    }

    /// The versions, oldest first.
    #[must_use]
    pub fn rows(&self) -> &[Version<T>] {
        &self.rows
    }

    /// A timeline with other rows, unchecked: for the tests that break a table to see that a vector fails.
    #[doc(hidden)]
    #[must_use]
    pub fn with_rows_unchecked(rows: Vec<Version<T>>) -> Self {
        Self { rows: Cow::Owned(rows) }
    }

    /// The version in force on a day.
    ///
    /// # Errors
    /// [`BeforeFirstRuleSet`] when the day lies before the first version.
    pub fn at(&self, day: Date) -> Result<InForce<'_, T>, BeforeFirstRuleSet> {
        let mut candidates = self.rows.iter().rev().skip_while(|row| row.entry.earliest > day);
        match (candidates.next(), candidates.next()) {
            (Some(newest), _) if newest.entry.certain <= day => Ok(InForce::Certain(newest)),
            (Some(newest), Some(older)) => Ok(InForce::Either(older, newest)),
            _ => Err(BeforeFirstRuleSet),
        }
    }

    /// The entry of the version that follows `version`, if any: the end of its period.
    #[must_use]
    pub fn end_of(&self, version: &Version<T>) -> Option<Entry> {
        self.rows.iter().map(|row| row.entry).find(|entry| entry.earliest > version.entry.certain)
    }
}

impl<T: Clone + 'static> Timeline<Provision<T>> {
    /// Says what a version states whose text could not be read here, by the citation of somebody who read it. The
    /// day of its entry into force and the other versions stay; what was read is never replaced.
    ///
    /// ```
    /// use imilo_core::conservation::{Autorite, Tables};
    /// use imilo_core::law::{Citation, Evidence, Source};
    ///
    /// let mut tables = Tables::built_in();
    /// let journal = Source { code: "JO", url: "" };
    /// let citation = Citation::new("D2026-11:6", Evidence::Seen, journal);
    /// tables.autorisation.complete("V2026", citation, Autorite::Ministre)?;
    /// let refused = tables.autorisation.complete("V2015", Citation::new("D2026-11:6", Evidence::Seen, journal), Autorite::Ministre);
    /// assert_eq!(refused.unwrap_err().to_string(), "only a version whose text could not be read may be completed");
    /// # Ok::<(), imilo_core::law::TimelineError>(())
    /// ```
    ///
    /// # Errors
    /// [`TimelineError::WithoutCitation`] when it cites nothing, or a text known to nobody
    /// ([`Evidence::Unknown`]); [`TimelineError::NoSuchVersion`]; [`TimelineError::AlreadyRead`].
    pub fn complete(&mut self, id: &str, citation: Citation, value: T) -> Result<(), TimelineError> {
        if citation.code.is_empty() || citation.evidence == Evidence::Unknown {
            return Err(TimelineError::WithoutCitation);
        }
        let index = self.rows.iter().position(|row| row.id == id).ok_or(TimelineError::NoSuchVersion)?;
        let row = self.rows.to_mut().get_mut(index).ok_or(TimelineError::NoSuchVersion)?;
        if !matches!(row.value, Provision::Unknown) {
            return Err(TimelineError::AlreadyRead);
        }
        row.citation = citation;
        row.value = Provision::Stated(value);
        Ok(())
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.earliest == self.certain {
            write!(f, "{}", self.certain)
        } else {
            write!(f, "{}/{}", self.earliest, self.certain)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::law::{Evidence, Source};
    use time::macros::date;

    const SOURCE: Source = Source { code: "test", url: "" };

    fn row(id: &'static str, entry: Entry) -> Version<u8> {
        Version {
            id: Cow::Borrowed(id),
            entry,
            citation: Citation::new("D2015-59:6:I", Evidence::Seen, SOURCE),
            value: 1,
        }
    }

    fn timeline() -> Timeline<u8> {
        let mut line = Timeline::with_rows_unchecked(vec![row("A", Entry::on(date!(2015 - 01 - 29)))]);
        line.append(row("B", Entry::between(date!(2026 - 01 - 14), date!(2026 - 01 - 21)))).unwrap();
        line
    }

    #[test]
    fn each_day_has_one_answer_or_a_declared_window() {
        let line = timeline();
        let label =
            |day: &str| line.at(day.parse().unwrap()).map(|found| found.label().into_owned()).map_err(|_| ());
        assert_eq!(label("2015-01-28"), Err(()));
        assert_eq!(label("2015-01-29").as_deref(), Ok("A"));
        assert_eq!(label("2026-01-13").as_deref(), Ok("A"));
        assert_eq!(label("2026-01-14").as_deref(), Ok("A|B"));
        assert_eq!(label("2026-01-20").as_deref(), Ok("A|B"));
        assert_eq!(label("2026-01-21").as_deref(), Ok("B"));
    }

    #[test]
    fn a_version_that_overlaps_or_cites_nothing_is_refused() {
        let mut line = timeline();
        let late = row("C", Entry::on(date!(2026 - 01 - 21)));
        assert_eq!(line.append(late), Err(TimelineError::Order));
        let mut silent = row("C", Entry::on(date!(2027 - 01 - 01)));
        silent.citation.code = Cow::Borrowed("");
        assert_eq!(line.append(silent), Err(TimelineError::WithoutCitation));
        assert_eq!(line.append(row("C", Entry::on(date!(2027 - 01 - 01)))), Ok(()));
        assert_eq!(line.rows().len(), 3);
    }

    #[test]
    fn only_what_could_not_be_read_is_completed() {
        let version = |id: &'static str, day, value| {
            let Version { entry, citation, .. } = row(id, Entry::on(day));
            Version { id: Cow::Borrowed(id), entry, citation, value }
        };
        let rows = vec![
            version("A", date!(2015 - 01 - 29), Provision::Stated(1)),
            version("B", date!(2021 - 05 - 23), Provision::Absent),
            version("C", date!(2026 - 01 - 21), Provision::Unknown),
        ];
        let mut line = Timeline::with_rows_unchecked(rows);
        let cites = |evidence| Citation::new("D2026-11:3", evidence, SOURCE);
        for (id, evidence, error) in [
            ("A", Evidence::Seen, TimelineError::AlreadyRead),
            ("B", Evidence::Seen, TimelineError::AlreadyRead),
            ("D", Evidence::Seen, TimelineError::NoSuchVersion),
            ("C", Evidence::Unknown, TimelineError::WithoutCitation),
        ] {
            assert_eq!(line.complete(id, cites(evidence), 7), Err(error), "{id}");
        }
        assert_eq!(line.complete("C", cites(Evidence::Seen), 7), Ok(()));
        let completed = line.at("2026-01-21".parse().unwrap()).unwrap().newer();
        assert_eq!((completed.value.stated(), completed.citation.code.as_ref()), (Some(&7), "D2026-11:3"));
        assert_eq!(completed.entry, Entry::on(date!(2026 - 01 - 21)));
        assert_eq!(line.complete("C", cites(Evidence::Seen), 8), Err(TimelineError::AlreadyRead));
    }
}
