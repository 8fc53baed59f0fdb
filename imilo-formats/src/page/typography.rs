//! Typesetting of the sentences of the library. Values of a source are never touched.

/// Apostrophes, and the spaces that French does not break.
pub(super) fn french(sentence: &str) -> String {
    const SET: [(&str, &str); 10] = [
        ("'", "’"),
        (" :", "\u{a0}:"),
        (" ;", "\u{202f};"),
        (" ?", "\u{202f}?"),
        (" !", "\u{202f}!"),
        (" %", "\u{202f}%"),
        ("« ", "«\u{a0}"),
        (" »", "\u{a0}»"),
        ("n° ", "n°\u{a0}"),
        ("art. ", "art.\u{a0}"),
    ];
    SET.iter().fold(sentence.to_owned(), |text, (from, to)| text.replace(from, to))
}

/// Apostrophes, and the space after an abbreviation.
pub(super) fn english(sentence: &str) -> String {
    sentence.replace('\'', "’").replace("art. ", "art.\u{a0}")
}

/// The sentence with a capital.
pub(super) fn capital(sentence: &str) -> String {
    let mut characters = sentence.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// At most so many characters, the last one an ellipsis when some are left off.
pub(super) fn shortened(text: &str, most: usize) -> Option<String> {
    if text.chars().count() <= most {
        return None;
    }
    let kept: String = text.chars().take(most.saturating_sub(1)).collect();
    Some(format!("{}…", kept.trim_end()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn french_spaces_do_not_break() {
        assert_eq!(
            french("l'art. 6 : « oui » ; n° 1, 5 % ?"),
            "l’art.\u{a0}6\u{a0}: «\u{a0}oui\u{a0}»\u{202f}; n°\u{a0}1, 5\u{202f}%\u{202f}?"
        );
    }

    #[test]
    fn capitals_and_ellipses_count_characters() {
        assert_eq!(capital("évaluation"), "Évaluation");
        assert_eq!(capital(""), "");
        assert_eq!(shortened("Évry", 4), None);
        assert_eq!(shortened("Évry Sud", 6).as_deref(), Some("Évry…"));
    }
}
