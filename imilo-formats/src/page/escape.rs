//! The one way onto the page.
//!
//! Markup is `&'static str`: only what is written in this crate can be markup, whatever a file holds.
//! Everything else goes through [`Page::text`], which escapes it, be it content or the value of an attribute.

use std::io::{self, BufWriter, Write};

use imilo_core::calendar::Date;

use super::numbers::{french_date, grouped};
use super::typography::{english, french};
use super::words::Words;

/// A page being written.
///
/// It is some thousand small writes: the first error is kept, what follows is skipped, and
/// [`finish`](Self::finish) hands it back.
pub(super) struct Page<'w> {
    out: BufWriter<&'w mut dyn Write>,
    result: io::Result<()>,
}

impl<'w> Page<'w> {
    pub(super) fn new(out: &'w mut dyn Write) -> Self {
        Self { out: BufWriter::new(out), result: Ok(()) }
    }

    /// Markup of this crate, as it stands.
    pub(super) fn markup(&mut self, markup: &'static str) -> &mut Self {
        self.bytes(markup)
    }

    /// A value, escaped, valid in content and between the double quotes of an attribute.
    pub(super) fn text(&mut self, value: &str) -> &mut Self {
        let mut plain = 0;
        for (at, character) in value.char_indices() {
            let Some(written) = replacement(character) else { continue };
            self.bytes(value.get(plain..at).unwrap_or_default()).bytes(written);
            plain = at + character.len_utf8();
        }
        self.bytes(value.get(plain..).unwrap_or_default())
    }

    /// A sentence of this crate or of the core in French, with its spaces and apostrophes set.
    pub(super) fn french(&mut self, sentence: &str) -> &mut Self {
        self.text(&french(sentence))
    }

    /// A sentence of this crate or of the core in English, with its apostrophes set.
    pub(super) fn english(&mut self, sentence: &str) -> &mut Self {
        self.text(&english(sentence))
    }

    /// A sentence in both languages, each in an element of its own; the switch shows one of them.
    pub(super) fn both(&mut self, tag: &'static str, class: &'static str, words: &Words) -> &mut Self {
        self.open(tag, class, "fr").french(&words.fr).close(tag);
        self.open(tag, class, "en").english(&words.en).close(tag)
    }

    /// A sentence in both languages, inline.
    pub(super) fn say(&mut self, words: &Words) -> &mut Self {
        self.both("span", "", words)
    }

    /// A heading, or any element that must stand once, with its text in both languages.
    pub(super) fn heading(&mut self, tag: &'static str, id: &'static str, words: &Words) -> &mut Self {
        self.markup("<").markup(tag);
        if !id.is_empty() {
            self.markup(" id=\"").markup(id).markup("\"");
        }
        self.markup(">").say(words).close(tag)
    }

    /// A header cell of a column; columns after the first hold numbers.
    pub(super) fn column(&mut self, class: &'static str, words: &Words) -> &mut Self {
        self.markup("<th scope=\"col\"");
        if !class.is_empty() {
            self.markup(" class=\"").markup(class).markup("\"");
        }
        self.markup(">").say(words).markup("</th>")
    }

    /// A number of things, in groups of three digits.
    pub(super) fn count(&mut self, count: u64) -> &mut Self {
        self.text(&grouped(count))
    }

    /// A date: day first in French, ISO 8601 in English.
    pub(super) fn date(&mut self, date: Date) -> &mut Self {
        let iso = date.to_string();
        self.markup("<time datetime=\"").text(&iso).markup("\"><span lang=\"fr\">").text(&french_date(date));
        self.markup("</span><span lang=\"en\">").text(&iso).markup("</span></time>")
    }

    /// A value of the source, kept apart from the direction of the text around it.
    pub(super) fn value(&mut self, value: &str) -> &mut Self {
        self.markup("<bdi>").text(value).markup("</bdi>")
    }

    /// What stands where there is nothing; left out where cells are stacked.
    pub(super) fn none(&mut self) -> &mut Self {
        self.markup("<span class=\"dash\">–</span>")
    }

    /// Writes what is buffered.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.result?;
        self.out.flush()
    }

    fn open(&mut self, tag: &'static str, class: &'static str, lang: &'static str) -> &mut Self {
        self.markup("<").markup(tag).markup(" lang=\"").markup(lang).markup("\"");
        if !class.is_empty() {
            self.markup(" class=\"").markup(class).markup("\"");
        }
        self.markup(">")
    }

    fn close(&mut self, tag: &'static str) -> &mut Self {
        self.markup("</").markup(tag).markup(">")
    }

    fn bytes(&mut self, text: &str) -> &mut Self {
        if self.result.is_ok() {
            self.result = self.out.write_all(text.as_bytes());
        }
        self
    }
}

/// What stands for a character that cannot be written as it is.
const fn replacement(character: char) -> Option<&'static str> {
    match character {
        '&' => Some("&amp;"),
        '<' => Some("&lt;"),
        '>' => Some("&gt;"),
        '"' => Some("&quot;"),
        '\'' => Some("&#39;"),
        '\t' | '\n' | '\r' => Some(" "),
        // Controls are errors in HTML; overrides and isolates would reorder the text that follows.
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            Some("\u{fffd}")
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(write: impl FnOnce(&mut Page<'_>)) -> String {
        let mut out = Vec::new();
        let mut page = Page::new(&mut out);
        write(&mut page);
        page.finish().unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn text_is_escaped_for_content_and_for_attributes() {
        let text = |value: &str| {
            written(|page| {
                page.text(value);
            })
        };
        assert_eq!(text("<script>alert(1)</script>"), "&lt;script&gt;alert(1)&lt;/script&gt;");
        assert_eq!(text("\"L'Île\" & Cie"), "&quot;L&#39;Île&quot; &amp; Cie");
        assert_eq!(text("&amp;"), "&amp;amp;");
        assert_eq!(text(""), "");
        assert_eq!(text("a\0b\u{7}c\u{85}d\te\r\nf"), "a\u{fffd}b\u{fffd}c\u{fffd}d e  f");
        assert_eq!(text("abc\u{202e}cba\u{2066}x"), "abc\u{fffd}cba\u{fffd}x");
    }

    #[test]
    fn sentences_are_escaped_too() {
        let html = written(|page| {
            page.both("p", "", &Words::from(("l'effet <b> : 1", "its effect <b>: 1")));
        });
        assert_eq!(
            html,
            "<p lang=\"fr\">l’effet &lt;b&gt;\u{a0}: 1</p><p lang=\"en\">its effect &lt;b&gt;: 1</p>"
        );
    }

    #[test]
    fn the_first_error_is_handed_back() {
        struct Full;
        impl Write for Full {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::StorageFull.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let mut full = Full;
        let mut page = Page::new(&mut full);
        page.text(&"x".repeat(100_000)).markup("<p>");
        assert_eq!(page.finish().unwrap_err().kind(), io::ErrorKind::StorageFull);
    }
}
