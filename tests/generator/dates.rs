//! Days and birthdays.

use time::macros::format_description;
use time::{Date, Duration, Month};

/// The day of a year, a month and a day of the month; the 28th if the day does not exist.
pub(crate) fn ymd(year: i32, month: u8, day: u8) -> Date {
    let month = Month::try_from(month).unwrap_or(Month::January);
    Date::from_calendar_date(year, month, day)
        .or_else(|_| Date::from_calendar_date(year, month, 28))
        .unwrap_or(Date::MIN)
}

/// A day some days later, or earlier.
pub(crate) fn plus_days(day: Date, days: i64) -> Date {
    day.saturating_add(Duration::days(days))
}

/// The same day some years later; 28 February for a 29 February that does not exist (reading A2).
pub(crate) fn plus_years(day: Date, years: i32) -> Date {
    ymd(day.year() + years, u8::from(day.month()), day.day())
}

/// Reads `aaaa-mm-jj`.
pub(crate) fn parse(text: &str) -> Option<Date> {
    Date::parse(text, format_description!("[year]-[month]-[day]")).ok()
}

/// Whether a day lies in `[from, to]`.
pub(crate) fn within(day: Date, from: Date, to: Date) -> bool {
    from <= day && day <= to
}

/// Writes `jj/mm/aaaa`.
pub(crate) fn push_french(out: &mut String, day: Date) {
    push_number(out, i32::from(day.day()), 10);
    out.push('/');
    push_number(out, i32::from(u8::from(day.month())), 10);
    out.push('/');
    push_number(out, day.year(), 1000);
}

/// Writes `aaaa-mm-jj`.
pub(crate) fn push_iso(out: &mut String, day: Date) {
    push_number(out, day.year(), 1000);
    out.push('-');
    push_number(out, i32::from(u8::from(day.month())), 10);
    out.push('-');
    push_number(out, i32::from(day.day()), 10);
}

/// Writes a number from its digit of the weight `highest` on.
pub(crate) fn push_number(out: &mut String, number: i32, highest: i32) {
    let mut weight = highest;
    while weight > 0 {
        let digit = u32::try_from(number / weight % 10).unwrap_or(0);
        out.extend(char::from_digit(digit, 10));
        weight /= 10;
    }
}

/// `aaaa-mm-jj` as a text.
pub(crate) fn iso(day: Date) -> String {
    let mut text = String::with_capacity(10);
    push_iso(&mut text, day);
    text
}
