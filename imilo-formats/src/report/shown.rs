//! Free values as they may be written.

use std::borrow::Cow;

use imilo_core::nir::may_hold_a_nir;

/// What stands for a value that may be a NIR, in both languages.
pub(crate) const MASKED: &str = "(NIR ?)";

/// A free value as it may be written: masked when it may hold a NIR, rightly written or not.
///
/// ```
/// use imilo_formats::report::shown;
/// assert_eq!(shown("1204587"), "1204587");
/// assert_eq!(shown("2 84 05 88 321 O25"), "(NIR ?)");
/// ```
#[must_use]
pub fn shown(value: &str) -> Cow<'_, str> {
    if may_hold_a_nir(value) { Cow::Borrowed(MASKED) } else { Cow::Borrowed(value) }
}

/// The name of a file as it may be written: like a [value](shown), but the day and the hour that exports bear in
/// their name are no number of a person.
///
/// ```
/// use imilo_formats::report::shown_file;
/// assert_eq!(shown_file("export_20261124_153000.csv"), "export_20261124_153000.csv");
/// assert_eq!(shown_file("2 84 05 88 321 025.csv"), "(NIR ?)");
/// ```
#[must_use]
pub fn shown_file(name: &str) -> Cow<'_, str> {
    if may_hold_a_nir(&without_timestamps(name)) { Cow::Borrowed(MASKED) } else { Cow::Borrowed(name) }
}

fn without_timestamps(name: &str) -> String {
    let mut kept = String::with_capacity(name.len());
    let mut rest = name;
    let mut in_number = false;
    while let Some(first) = rest.chars().next() {
        let found = if in_number { None } else { after_timestamp(rest) };
        rest = found.unwrap_or_else(|| {
            kept.push(first);
            rest.get(first.len_utf8()..).unwrap_or_default()
        });
        if found.is_some() {
            kept.push(' ');
        }
        in_number = found.is_none() && first.is_ascii_digit();
    }
    kept
}

/// What follows a day of this century, with or without its hour and seconds; none when none begins here.
fn after_timestamp(text: &str) -> Option<&str> {
    let rest = field(text, "", 20, 20)?;
    let rest = field(rest, "", 0, 99)?;
    let rest = field(rest, "-_.", 1, 12)?;
    let day = field(rest, "-_.", 1, 31)?;
    let hour = field(day, "-_.T ", 0, 23).and_then(|rest| field(rest, "-_.:h", 0, 59));
    let second = hour.and_then(|rest| field(rest, "-_.:m", 0, 59));
    let ends = |rest: &&str| !rest.starts_with(|next: char| next.is_alphanumeric());
    [second, hour, Some(day)].into_iter().flatten().find(ends)
}

/// Skips a separator if there is one, then two digits within bounds.
fn field<'t>(text: &'t str, separators: &str, from: u8, to: u8) -> Option<&'t str> {
    let text = text.strip_prefix(|next| separators.contains(next)).unwrap_or(text);
    let (number, rest) = text.split_at_checked(2)?;
    let number: u8 = number.bytes().all(|byte| byte.is_ascii_digit()).then(|| number.parse().ok())??;
    (from..=to).contains(&number).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_and_hour_of_an_export_are_shown() {
        for name in [
            "export.csv",
            "dossiers_2026-11-24.csv",
            "dossiers_20261124153000.csv",
            "2026-11-24T15-30-00 dossiers.jsonl",
            "20261123_20261124.csv",
            "ml75_2026.11.24_15h30.csv",
        ] {
            assert_eq!(shown_file(name), name);
        }
    }

    #[test]
    fn the_number_of_a_person_is_not() {
        for name in [
            "284058832102532.json",
            "20261124_284058832102532.json",
            "2 84 O5 88 321 025 32.csv",
            "28405883210253.csv",
            "202611241530001.csv",
            "dossier_2_84_05_88_321_025_32.csv",
        ] {
            assert_eq!(shown_file(name), "(NIR ?)");
        }
    }
}
