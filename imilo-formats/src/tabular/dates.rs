//! The date format of each column, decided once, and dates read in it.

use super::{Notice, NoticeCode, RefusalCode};

/// Year, month (1–12) and day (1–31) of an existing Gregorian date.
pub type Ymd = (i32, u8, u8);

/// How the dates of a column are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateFormat {
    /// `aaaa-mm-jj`
    Iso,
    /// `jj/mm/aaaa`, also with `-` or `.`
    French,
}

impl DateFormat {
    pub(super) fn from_mapping(text: &str) -> Option<Self> {
        if text.eq_ignore_ascii_case("aaaa-mm-jj") {
            Some(Self::Iso)
        } else if text.eq_ignore_ascii_case("jj/mm/aaaa") {
            Some(Self::French)
        } else {
            None
        }
    }
}

/// What is known of the format of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum DateDecision {
    /// The dates are read in this format.
    Format(DateFormat),
    /// The values contradict each other: none of them is read.
    Undecidable,
    /// No date seen yet: the first one decides.
    Waiting,
}

/// The decision for each date column.
///
/// Columns are [added](Self::add), shown values by [`observe`](Self::observe), then
/// [decided](Self::decide); a column that had no date by then is decided by the first one observed later.
///
/// ```
/// use imilo_formats::tabular::DatePlan;
///
/// let mut plan = DatePlan::new();
/// plan.add("birth_date", 3, None);
/// plan.observe(3, "31/12/1999");
/// plan.decide();
/// assert_eq!(plan.parse(3, "01/02/2003"), Ok(Some((2003, 2, 1))));
/// assert_eq!(plan.parse(3, " "), Ok(None));
/// assert_eq!(plan.parse(3, "30/02/2003").unwrap_err().code(), "date_invalid");
/// ```
#[derive(Debug, Clone, Default)]
pub struct DatePlan {
    columns: Vec<DateColumn>,
    notices: Vec<Notice>,
    decided: bool,
    /// Cells are read one by one, each in whatever form leaves no doubt ([`Self::cell_by_cell`]).
    loose: bool,
}

#[derive(Debug, Clone)]
struct DateColumn {
    role: &'static str,
    position: usize,
    decision: DateDecision,
    evidence: Evidence,
}

/// Counts of values by what they can be.
#[derive(Debug, Clone, Copy, Default)]
struct Evidence {
    iso: u64,
    french: u64,
    /// French-shaped values whose first part can only be a day.
    day_first: u64,
    /// French-shaped values whose second part can only be a day.
    month_first: u64,
}

impl DatePlan {
    /// A plan without any column.
    #[must_use]
    pub const fn new() -> Self {
        Self { columns: Vec::new(), notices: Vec::new(), decided: false, loose: false }
    }

    /// A plan for cells that are read one by one: `aaaa-mm-jj` in a column of another format too, `30/09/2026` whatever the
    /// others are (neither can be another day), `1/9/2026`, and a day with a time of day behind it, which is left out. A
    /// time with a zone is not read: it may be of another day here.
    pub(super) fn cell_by_cell() -> Self {
        Self { loose: true, ..Self::new() }
    }

    /// Adds the column (position from 1) of a date role, with its format if the mapping states it.
    pub fn add(&mut self, role: &'static str, column: usize, format: Option<DateFormat>) {
        let decision = format.map_or(DateDecision::Waiting, DateDecision::Format);
        self.columns.push(DateColumn { role, position: column, decision, evidence: Evidence::default() });
    }

    /// Takes a value of a column into account, as long as the format of the column is not decided.
    pub fn observe(&mut self, column: usize, value: &str) {
        if let Some(place) = self.columns.iter().position(|found| found.position == column) {
            self.observe_at(place, value);
        }
    }

    /// Decides every column from the values observed so far.
    pub fn decide(&mut self) {
        self.decided = true;
        for column in self.columns.iter_mut().filter(|column| column.decision == DateDecision::Waiting) {
            self.notices.extend(column.decide());
        }
    }

    /// Takes a value of the column at a place in the order of [`columns`](Self::columns) into account.
    pub(super) fn observe_at(&mut self, place: usize, value: &str) {
        let Some(found) = self.columns.get_mut(place) else { return };
        if found.decision == DateDecision::Waiting {
            match loose(value.trim()) {
                // It is read by itself, and proves nothing of the others.
                Some(day) if self.loose && day.iso => {}
                Some(day) if self.loose => found.evidence.add_french(day.parts),
                _ => found.evidence.add(value.trim()),
            }
            if self.decided {
                self.notices.extend(found.decide());
            }
        }
    }

    /// Reads a value of the column at a place in the order of [`columns`](Self::columns).
    pub(super) fn parse_at(&self, place: usize, value: &str) -> Result<Option<Ymd>, RefusalCode> {
        let decision = self.columns.get(place).map(|column| column.decision);
        if !self.loose || value.trim().is_empty() {
            return parse(decision, value);
        }
        let Some(day) = loose(value.trim()) else {
            // The fault of a column that has none of its days read is told before that of the cell.
            return Err(match decision {
                Some(DateDecision::Undecidable) | None => RefusalCode::DateUndecidable,
                _ => RefusalCode::DateFormat,
            });
        };
        if day.iso || day.is_day_first() {
            return existing(day.parts).map(Some);
        }
        match decision {
            Some(DateDecision::Format(DateFormat::French)) => existing(day.parts).map(Some),
            Some(DateDecision::Format(DateFormat::Iso) | DateDecision::Waiting) => {
                Err(RefusalCode::DateFormat)
            }
            Some(DateDecision::Undecidable) | None => Err(RefusalCode::DateUndecidable),
        }
    }

    /// Whether a time of day stands behind the day of a cell.
    pub(super) fn is_timed(value: &str) -> bool {
        loose(value.trim()).is_some_and(|day| day.timed)
    }

    /// Whether the column at a place still waits for a first date.
    pub(super) fn waits_at(&self, place: usize) -> bool {
        self.columns.get(place).is_some_and(|column| column.decision == DateDecision::Waiting)
    }

    /// Whether a column still waits for a first date.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.columns.iter().any(|column| column.decision == DateDecision::Waiting)
    }

    /// Positions of the date columns, from 1, in the order they were added.
    pub fn columns(&self) -> impl Iterator<Item = usize> {
        self.columns.iter().map(|column| column.position)
    }

    /// The decision for a column (position from 1); `None` if it is not a date column.
    #[must_use]
    pub fn decision(&self, column: usize) -> Option<DateDecision> {
        self.columns.iter().find(|found| found.position == column).map(|found| found.decision)
    }

    /// At most one notice a column: undecidable, or read day first without proof.
    #[must_use]
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// Reads a value of a column (position from 1); an empty or blank one is no date.
    ///
    /// # Errors
    ///
    /// [`RefusalCode::DateUndecidable`] if the column has no format (or is not a date column),
    /// [`RefusalCode::DateFormat`] if the value is not in it, [`RefusalCode::DateInvalid`] if the day does
    /// not exist.
    pub fn parse(&self, column: usize, value: &str) -> Result<Option<Ymd>, RefusalCode> {
        parse(self.decision(column), value)
    }
}

fn parse(decision: Option<DateDecision>, value: &str) -> Result<Option<Ymd>, RefusalCode> {
    let value = value.trim();
    if value.is_empty() {
        return Ok(None);
    }
    match decision {
        Some(DateDecision::Format(format)) => parse_as(format, value).map(Some),
        // Had the value been a date, the column would not be waiting any more.
        Some(DateDecision::Waiting) => Err(RefusalCode::DateFormat),
        Some(DateDecision::Undecidable) | None => Err(RefusalCode::DateUndecidable),
    }
}

impl DateColumn {
    fn decide(&mut self) -> Option<Notice> {
        let (decision, notice) = self.evidence.decide();
        self.decision = decision;
        notice.map(|code| Notice { role: self.role, column: self.position, code })
    }
}

impl Evidence {
    fn add(&mut self, value: &str) {
        if iso_parts(value).is_some() {
            self.iso += 1;
        } else if let Some(parts) = french_parts(value) {
            self.add_french(parts);
        }
    }

    /// Parts that are neither day nor month prove nothing.
    fn add_french(&mut self, parts: Ymd) {
        let (_, second, first) = parts;
        self.french += 1;
        self.day_first += u64::from(is_day_first(parts));
        self.month_first += u64::from((1..=12).contains(&first) && (13..=31).contains(&second));
    }

    fn decide(&self) -> (DateDecision, Option<NoticeCode>) {
        let undecidable = (DateDecision::Undecidable, Some(NoticeCode::DatesUndecidable));
        let french = DateDecision::Format(DateFormat::French);
        if self.iso == 0 && self.french == 0 {
            (DateDecision::Waiting, None)
        } else if self.iso == self.french {
            undecidable
        } else if self.iso > self.french {
            (DateDecision::Format(DateFormat::Iso), None)
        } else if self.month_first > self.day_first {
            undecidable
        } else if self.day_first == 0 {
            (french, Some(NoticeCode::DatesDayMonthUnproven))
        } else {
            (french, None)
        }
    }
}

fn parse_as(format: DateFormat, value: &str) -> Result<Ymd, RefusalCode> {
    let parts = match format {
        DateFormat::Iso => iso_parts(value),
        DateFormat::French => french_parts(value),
    };
    existing(parts.ok_or(RefusalCode::DateFormat)?)
}

/// Whether the first part can only be the day.
fn is_day_first((_, second, first): Ymd) -> bool {
    (13..=31).contains(&first) && (1..=12).contains(&second)
}

fn existing((year, month, day): Ymd) -> Result<Ymd, RefusalCode> {
    let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if leap => 29,
        2 => 28,
        _ => 0,
    };
    // The calendar has no year 0.
    if year == 0 || day == 0 || day > days {
        return Err(RefusalCode::DateInvalid);
    }
    Ok((year, month, day))
}

/// Year, month and day of `aaaa-mm-jj`, whatever the numbers.
fn iso_parts(value: &str) -> Option<Ymd> {
    match value.as_bytes() {
        [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2] => {
            Some((four(*y1, *y2, *y3, *y4)?, two(*m1, *m2)?, two(*d1, *d2)?))
        }
        _ => None,
    }
}

/// Year, month and day of `jj/mm/aaaa` with one and the same separator, whatever the numbers.
fn french_parts(value: &str) -> Option<Ymd> {
    match value.as_bytes() {
        [d1, d2, before @ (b'/' | b'-' | b'.'), m1, m2, after, y1, y2, y3, y4] if before == after => {
            Some((four(*y1, *y2, *y3, *y4)?, two(*m1, *m2)?, two(*d1, *d2)?))
        }
        _ => None,
    }
}

/// A day as offices write it in a cell of its own.
#[derive(Clone, Copy)]
struct Loose {
    iso: bool,
    /// Year, then month and day if the day comes first.
    parts: Ymd,
    timed: bool,
}

impl Loose {
    fn is_day_first(self) -> bool {
        is_day_first(self.parts)
    }
}

fn loose(value: &str) -> Option<Loose> {
    let end = value.find([' ', 'T', '\u{a0}', '\u{202f}']).unwrap_or(value.len());
    let (day, time) = value.split_at_checked(end)?;
    let time = time.trim_start_matches([' ', 'T', '\u{a0}', '\u{202f}']);
    if !time.is_empty() && !is_time(time) {
        return None;
    }
    let separator =
        day.find(|next: char| !next.is_ascii_digit()).and_then(|at| day.get(at..)?.chars().next())?;
    let mut parts = day.split(separator);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || !matches!(separator, '-' | '/' | '.') {
        return None;
    }
    let iso = first.len() == 4 && separator == '-';
    let (year, month, day) = if iso { (first, second, third) } else { (third, second, first) };
    let number = |text: &str, long: core::ops::RangeInclusive<usize>| -> Option<i32> {
        let plain = long.contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
        if plain { text.parse().ok() } else { None }
    };
    let short = |text: &str| u8::try_from(number(text, 1..=2)?).ok();
    Some(Loose { iso, parts: (number(year, 4..=4)?, short(month)?, short(day)?), timed: !time.is_empty() })
}

/// `14:30`, `14:30:00`, `14h30`, `14h`, of the place itself: no zone.
fn is_time(text: &str) -> bool {
    let below = |part: &str, most: u8| {
        (1..=2).contains(&part.len())
            && part.bytes().all(|byte| byte.is_ascii_digit())
            && part.parse::<u8>().is_ok_and(|number| number < most)
    };
    let Some((hour, rest)) = text.split_once([':', 'h', 'H']) else { return false };
    let (minute, second) = rest.split_once(':').unwrap_or((rest, "0"));
    let second = second.split_once('.').map_or(second, |(whole, fraction)| {
        if fraction.bytes().all(|byte| byte.is_ascii_digit()) { whole } else { "" }
    });
    let on_the_hour = minute.is_empty() && !text.contains(':');
    below(hour, 24) && (on_the_hour || below(minute, 60)) && below(second, 60)
}

fn two(tens: u8, units: u8) -> Option<u8> {
    let both_digits = tens.is_ascii_digit() && units.is_ascii_digit();
    both_digits.then(|| (tens - b'0') * 10 + (units - b'0'))
}

fn four(a: u8, b: u8, c: u8, d: u8) -> Option<i32> {
    Some(i32::from(two(a, b)?) * 100 + i32::from(two(c, d)?))
}

#[cfg(test)]
#[path = "dates_tests.rs"]
mod tests;
