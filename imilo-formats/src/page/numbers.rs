//! Numbers, shares and dates as a reader expects them. Integers only: the same on every machine.

use imilo_core::calendar::Date;

/// Digits in groups of three, with a narrow no-break space. Good in both languages (ISO 80000-1).
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 2);
    for (position, digit) in digits.chars().enumerate() {
        if position > 0 && (digits.len() - position).is_multiple_of(3) {
            text.push('\u{202f}');
        }
        text.push(digit);
    }
    text
}

/// A number with what it counts: the plural begins at 2 in French, and is all but 1 in English.
pub(super) fn counted(number: u64, fr: (&str, &str), en: (&str, &str)) -> (String, String) {
    let digits = grouped(number);
    let fr = if number < 2 { fr.0 } else { fr.1 };
    let en = if number == 1 { en.0 } else { en.1 };
    (format!("{digits} {fr}"), format!("{digits} {en}"))
}

/// `24/11/2026`.
pub(crate) fn french_date(date: Date) -> String {
    format!("{:02}/{:02}/{}", date.day(), date.month(), date.year())
}

/// A share in per cent with one decimal, in French and in English; none of nothing.
///
/// What is not nothing is never shown as 0, and what is not all is never shown as 100.
pub(super) fn share(part: u64, whole: u64) -> Option<(String, String)> {
    if whole == 0 {
        return None;
    }
    let (part, whole) = (u128::from(part), u128::from(whole));
    let per_mille = (part * 1000 + whole / 2) / whole;
    let (sign, per_mille) = match per_mille {
        0 if part > 0 => ("< ", 1),
        1000 if part < whole => ("> ", 999),
        _ => ("", per_mille),
    };
    let (units, tenths) = (per_mille / 10, per_mille % 10);
    Some((format!("{sign}{units},{tenths} %"), format!("{sign}{units}.{tenths}%")))
}

/// A position or a length of an SVG in per cent of its width (`12.34%`), never beyond all of it.
pub(super) fn length(part: u64, whole: u64) -> String {
    let hundredths = (u128::from(part) * 10_000).checked_div(u128::from(whole)).unwrap_or(0).min(10_000);
    format!("{}.{:02}%", hundredths / 100, hundredths % 100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_stand_in_groups_of_three() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(999), "999");
        assert_eq!(grouped(1_000), "1\u{202f}000");
        assert_eq!(grouped(12_345_678), "12\u{202f}345\u{202f}678");
        assert_eq!(grouped(u64::MAX), "18\u{202f}446\u{202f}744\u{202f}073\u{202f}709\u{202f}551\u{202f}615");
    }

    #[test]
    fn each_language_has_its_plural() {
        let counted = |number| counted(number, ("dossier", "dossiers"), ("file", "files"));
        assert_eq!(counted(0), ("0 dossier".to_owned(), "0 files".to_owned()));
        assert_eq!(counted(1), ("1 dossier".to_owned(), "1 file".to_owned()));
        assert_eq!(counted(2_000).0, "2\u{202f}000 dossiers");
    }

    #[test]
    fn a_share_is_never_rounded_to_nothing_or_to_all() {
        let fr = |part, whole| share(part, whole).map(|(fr, _)| fr);
        assert_eq!(fr(0, 0), None);
        assert_eq!(fr(0, 7).as_deref(), Some("0,0 %"));
        assert_eq!(fr(1, 100_000).as_deref(), Some("< 0,1 %"));
        assert_eq!(fr(99_999, 100_000).as_deref(), Some("> 99,9 %"));
        assert_eq!(fr(1, 3).as_deref(), Some("33,3 %"));
        assert_eq!(fr(u64::MAX, u64::MAX).as_deref(), Some("100,0 %"));
        assert_eq!(share(1, 8).map(|(_, en)| en).as_deref(), Some("12.5%"));
    }

    #[test]
    fn lengths_stay_on_the_page() {
        assert_eq!(length(1, 0), "0.00%");
        assert_eq!(length(1, 3), "33.33%");
        assert_eq!(length(u64::MAX, u64::MAX), "100.00%");
        assert_eq!(length(3, 2), "100.00%");
    }

    #[test]
    fn days_come_first_in_french() {
        assert_eq!(french_date("2026-01-09".parse().unwrap()), "09/01/2026");
    }
}
