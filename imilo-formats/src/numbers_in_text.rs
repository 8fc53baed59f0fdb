//! Where in a text a number stands that may be somebody's NIR: those characters are masked and nothing else.

use core::ops::Range;

use imilo_core::nir::{Acceptance, KeyState, Nir, holds_the_form_of_a_nir};

use crate::tabular::fold;

/// Letters that are taken for digits, and those of Corsica.
pub(crate) const LOOKS_LIKE_A_DIGIT: &str = "oOiIlLsSzZbBqQgGdDaA";
/// Where the parts of a NIR end: sex, year, month, département, commune, order, key.
const ENDS: [usize; 7] = [1, 3, 5, 7, 10, 13, 15];
/// Letters and digits in a row, and how many of them are digits: a few were mistyped or lost.
const NEARLY: [(usize, usize); 2] = [(12, 10), (15, 11)];

/// Letters in a row, or digits in a row.
struct Atom {
    at: Range<usize>,
    digits: bool,
}

/// What a character is beside a digit or a letter.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Cut {
    No,
    /// Of a day: what stands on both sides of it still counts as one number.
    Day,
    /// Of a telephone number or an hour: the number ends.
    Ends,
}

/// A text, and which of its characters are of a number that may be a NIR.
struct Scan {
    text: Vec<char>,
    atoms: Vec<Atom>,
    cut: Vec<Cut>,
    hidden: Vec<bool>,
    /// How many words may stand between two parts of a number.
    words: usize,
}

/// The digits of a text of ASCII digits and of what is written between them.
pub(crate) fn digits(text: &str) -> Option<Vec<u8>> {
    let plain = |next: char| {
        next.is_ascii_digit() || matches!(next, ' ' | '\u{a0}' | '\u{202f}' | '.' | '-' | '/' | '(' | ')')
    };
    text.chars()
        .all(plain)
        .then(|| text.bytes().filter(u8::is_ascii_digit).map(|digit| digit - b'0').collect())
}

/// A French number of ten digits, the same behind `+33` or `0033`, or another behind `+` that is shorter than a NIR.
pub(crate) fn is_telephone(text: &str) -> bool {
    let text = text.trim();
    let numeric = || text.chars().filter(|next| next.is_numeric());
    if numeric().count() == 10 && numeric().next() == Some('0') {
        // With a word beside it; no NIR begins so.
        return true;
    }
    let (foreign, rest) = match text.strip_prefix('+') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let Some(digits) = digits(rest) else { return false };
    let subscriber = |rest: &[u8]| {
        matches!(rest, [1..=9, ..] if rest.len() == 9) || matches!(rest, [0, 1..=9, ..] if rest.len() == 10)
    };
    match digits.as_slice() {
        [3, 3, rest @ ..] if foreign => subscriber(rest),
        all if foreign => (7..=12).contains(&all.len()),
        [0, 0, 3, 3, rest @ ..] => subscriber(rest),
        [0, 0, 1..=9, rest @ ..] => (6..=12).contains(&rest.len()) && !holds_the_form_of_a_nir(text),
        all => subscriber(all) && all.len() == 10,
    }
}

/// Figures that are letters to Unicode.
const FIGURES: &str = "零一二三四五六七八九壹贰叁肆伍陆柒捌玖";

pub(crate) fn is_digit(next: char) -> bool {
    next.is_numeric() || FIGURES.contains(next)
}

/// Whether a text names the NIR, by one of its names.
pub(crate) fn names_the_nir(text: &str) -> bool {
    let words = fold(text);
    words.contains("securite_sociale")
        || words.split('_').any(|word| matches!(word, "nir" | "nss" | "secu" | "insee"))
}

/// The text without the digits of what may be a NIR; none when there is no such number.
pub(crate) fn without_nir(text: &str) -> Option<String> {
    // Most texts have too few digits for one.
    text.chars().filter(|next| is_digit(*next)).nth(9)?;
    let words = if names_the_nir(text) { 8 } else { 2 };
    let text: Vec<char> = text.chars().collect();
    let mut hidden = Scan::of_text(&text, &[], words).judged();
    // What a tag holds may itself be a number.
    let markup = markup(&text);
    if !markup.is_empty() {
        let shown = Scan::of_text(&text, &markup, words).judged();
        hidden.iter_mut().zip(shown).for_each(|(hidden, shown)| *hidden |= shown);
    }
    masked(&text, &hidden)
}

/// The same of lines, for a number that begins in one and ends in another; none when there is none.
pub(crate) fn without_nir_across(lines: &[String]) -> Option<Vec<String>> {
    let text: Vec<char> = lines.join("\n").chars().collect();
    let mut ends = Vec::new();
    for line in lines {
        ends.push(ends.last().map_or(0, |end| end + 1) + line.chars().count());
    }
    let mut scan = Scan::of_text(&text, &[], 0);
    scan.cut_days(true);
    scan.cut_telephones(true);
    scan.cut_telephones(false);
    let is = |number: &[u8]| match number.len() {
        13 => is_likely(number),
        15 => key_is_right(number) || number.get(..13).is_some_and(is_likely),
        _ => false,
    };
    scan.whole_words_where(|number, _| is(number), |found| ends.iter().any(|end| found.contains(end)));
    let told: Vec<char> = masked(&text, &scan.hidden)?.chars().collect();
    let starts = core::iter::once(0).chain(ends.iter().map(|end| end + 1));
    Some(
        starts
            .zip(&ends)
            .map(|(start, end)| told.get(start..*end).unwrap_or_default().iter().collect())
            .collect(),
    )
}

fn masked(text: &[char], hidden: &[bool]) -> Option<String> {
    let told = |(next, hidden): (&char, &bool)| if *hidden && is_digit(*next) { '•' } else { *next };
    hidden.contains(&true).then(|| text.iter().zip(hidden).map(told).collect())
}

/// Where tags and named or numbered characters stand, as `</p>`, `&nbsp;` and `&#160;`: the reader of a page sees none.
fn markup(text: &[char]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut index = 0;
    while let Some(next) = text.get(index) {
        let rest = text.get(index + 1..).unwrap_or_default();
        let long = match (next, rest.first()) {
            ('<', Some(first)) if first.is_ascii_alphabetic() || matches!(first, '/' | '!') => {
                rest.iter().position(|next| *next == '>')
            }
            ('&', Some(first)) if first.is_ascii_alphabetic() || *first == '#' => rest
                .iter()
                .position(|next| !next.is_ascii_alphanumeric() && *next != '#')
                .filter(|end| rest.get(*end) == Some(&';')),
            _ => None,
        };
        let end = index + 1 + long.map_or(0, |long| long + 1);
        if long.is_some() {
            found.push(index..end);
        }
        index = end;
    }
    found
}

/// Whether there is a number that is a NIR rather than anything else: its key is right, or it has none and is of a sex, a
/// month and a place.
pub(crate) fn holds_a_likely_nir(text: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    let plain: Vec<u8> = text
        .iter()
        .filter(|next| next.is_ascii_digit() || matches!(next, 'a' | 'A' | 'b' | 'B'))
        .map(|next| next.to_ascii_uppercase() as u8)
        .collect();
    plain.windows(15).any(key_is_right)
        || match plain.len() {
            13 => is_likely(&plain),
            // A SIRET has one more.
            14 => plain.windows(13).any(is_likely),
            _ => false,
        }
}

fn is_likely(number: &[u8]) -> bool {
    let month = number.get(3..5).and_then(|month| core::str::from_utf8(month).ok()?.parse::<u8>().ok());
    matches!(number.first(), Some(b'1' | b'2'))
        && month.is_some_and(|month| (1..=12).contains(&month))
        && parse(number, &Acceptance::default()).is_some()
}

fn parse(number: &[u8], accept: &Acceptance) -> Option<Nir> {
    Nir::parse(core::str::from_utf8(number).ok()?, accept).ok()
}

fn key_is_right(number: &[u8]) -> bool {
    parse(number, &Acceptance::EVERY).is_some_and(|nir| nir.key_state() == KeyState::Right)
}

/// The form of a number of any kind, whatever its key.
fn has_the_form(number: &[u8]) -> bool {
    matches!(number.len(), 13 | 15)
        && number.get(..13).is_some_and(|number| parse(number, &Acceptance::EVERY).is_some())
}

/// A digit of whatever width; one of another script has no value here.
fn digit(next: char) -> u8 {
    match next {
        '0'..='9' => next as u8,
        '\u{ff10}'..='\u{ff19}' => b'0' + u8::try_from(next as u32 - 0xff10).unwrap_or_default(),
        '〇' => b'0',
        _ => FIGURES
            .chars()
            .position(|figure| figure == next)
            .and_then(|place| u8::try_from(if place > 9 { place - 9 } else { place }).ok())
            .map_or(b'?', |value| b'0' + value),
    }
}

fn atoms(text: &[char], left_out: &[Range<usize>]) -> Vec<Atom> {
    let mut atoms: Vec<Atom> = Vec::new();
    for (index, next) in text.iter().enumerate().filter(|(_, next)| next.is_alphanumeric()) {
        if left_out.iter().any(|range| range.contains(&index)) {
            continue;
        }
        let digits = is_digit(*next);
        match atoms.last_mut().filter(|last| last.at.end == index && last.digits == digits) {
            Some(last) => last.at.end = index + 1,
            None => atoms.push(Atom { at: index..index + 1, digits }),
        }
    }
    atoms
}

fn is_uuid(text: &[char]) -> bool {
    let place = |(index, next): (usize, &char)| match index {
        8 | 13 | 18 | 23 => *next == '-',
        _ => next.is_ascii_hexdigit(),
    };
    text.len() == 36 && text.iter().enumerate().all(place)
}

impl Scan {
    fn of_text(text: &[char], left_out: &[Range<usize>], words: usize) -> Self {
        let (cut, hidden) = (vec![Cut::No; text.len()], vec![false; text.len()]);
        Self { atoms: atoms(text, left_out), text: text.to_vec(), cut, hidden, words }
    }

    /// Which characters are of a number that may be a NIR.
    fn judged(mut self) -> Vec<bool> {
        // A right key is no chance: whatever it looks like otherwise.
        self.whole_words(|number, _| number.len() == 15 && key_is_right(number));
        self.cut_days(true);
        self.cut_telephones(true);
        // A digit alone behind fourteen is no key.
        self.whole_words(|number, last| has_the_form(number) && !(number.len() == 15 && last == 1));
        self.cut_days(false);
        self.cut_telephones(false);
        self.cut_hours();
        if !is_uuid(&self.text) {
            self.nearly();
        }
        self.between_words();
        self.hidden
    }

    fn of(&self, atom: &Atom) -> &[char] {
        self.text.get(atom.at.clone()).unwrap_or_default()
    }

    fn cut_of(&self, atom: &Atom) -> Cut {
        self.cut.get(atom.at.start).copied().unwrap_or(Cut::No)
    }

    fn hide(&mut self, range: Range<usize>) {
        self.set(range, |scan| &mut scan.hidden, true);
    }

    fn leave_out(&mut self, range: Range<usize>, cut: Cut) {
        self.set(range, |scan| &mut scan.cut, cut);
    }

    fn set<T: Clone>(&mut self, range: Range<usize>, of: fn(&mut Self) -> &mut Vec<T>, value: T) {
        if let Some(part) = of(self).get_mut(range) {
            part.fill(value);
        }
    }

    fn hide_atoms(&mut self, first: usize, last: usize) {
        let ranges: Vec<_> = self
            .atoms
            .get(first..=last)
            .unwrap_or_default()
            .iter()
            .filter(|atom| atom.digits && self.cut_of(atom) != Cut::Day)
            .map(|atom| atom.at.clone())
            .collect();
        ranges.into_iter().for_each(|range| self.hide(range));
    }

    /// Digits that follow each other, whatever stands between them that is no letter, from where some begin to where some
    /// end.
    fn whole_words(&mut self, is: impl Fn(&[u8], usize) -> bool) {
        self.whole_words_where(is, |_| true);
    }

    /// The same, of the numbers that stand where asked.
    fn whole_words_where(
        &mut self,
        is: impl Fn(&[u8], usize) -> bool,
        stands: impl Fn(&Range<usize>) -> bool,
    ) {
        for first in 0..self.atoms.len() {
            let mut number = Vec::with_capacity(15);
            let mut found = None;
            let start = self.atoms.get(first).map_or(0, |atom| atom.at.start);
            for (index, atom) in self.atoms.iter().enumerate().skip(first) {
                match (self.cut_of(atom), atom.digits, self.of(atom)) {
                    (Cut::Day, ..) => continue,
                    (Cut::Ends, ..) => break,
                    (_, true, digits) => number.extend(digits.iter().map(|next| digit(*next))),
                    (_, false, [letter @ ('a' | 'A' | 'b' | 'B')]) if number.len() == 6 => {
                        number.push(letter.to_ascii_uppercase() as u8);
                    }
                    _ => break,
                }
                if number.len() > 15 {
                    break;
                }
                if is(&number, atom.at.len()) && stands(&(start..atom.at.end)) {
                    found = Some(index);
                }
            }
            if let Some(last) = found {
                self.hide_atoms(first, last);
            }
        }
    }

    /// A number some of whose characters were mistyped or lost, or that stands inside a longer one.
    fn nearly(&mut self) {
        let mut first = 0;
        while first < self.atoms.len() {
            let mut last = first;
            let mut bits = Vec::new();
            for (index, atom) in self.atoms.iter().enumerate().skip(first) {
                match self.cut_of(atom) {
                    Cut::Day => {}
                    Cut::Ends => break,
                    Cut::No if self.ends_a_number(atom) => break,
                    Cut::No if index > first && self.is_behind_a_comma(atom) => break,
                    Cut::No => bits.extend(self.of(atom).iter().map(|_| atom.digits)),
                }
                last = index;
            }
            let count = |window: &[bool]| window.iter().filter(|digit| **digit).count();
            let many = bits.len() < 12 && count(&bits) >= 11;
            if many
                || NEARLY.iter().any(|(long, digits)| {
                    bits.windows((*long).min(bits.len()).max(1))
                        .any(|window| count(window) >= *digits && (bits.len() >= 12))
                })
            {
                self.hide_atoms(first, last);
            }
            // What ended the number may begin another.
            first = (last + 1).max(first + usize::from(bits.is_empty()));
        }
    }

    fn is_behind_a_comma(&self, atom: &Atom) -> bool {
        let before = self.text.get(..atom.at.start).unwrap_or_default().iter().rev();
        before.take_while(|next| !next.is_alphanumeric()).any(|next| matches!(next, ',' | ';'))
    }

    /// Three letters, or a word that is none of a digit.
    fn ends_a_number(&self, atom: &Atom) -> bool {
        let beside = |index: Option<usize>| {
            index.and_then(|index| self.text.get(index)).is_some_and(|next| next.is_alphanumeric())
        };
        let alone = !beside(atom.at.start.checked_sub(1)) && !beside(Some(atom.at.end));
        let letters = self.of(atom);
        !atom.digits
            && (letters.len() > 2
                || (alone && !letters.iter().all(|letter| LOOKS_LIKE_A_DIGIT.contains(*letter))))
    }

    /// Parts of a number with a word or two between them: each ends where one of a NIR does.
    fn between_words(&mut self) {
        for first in 0..self.atoms.len() {
            let (mut number, mut words, mut found) = (Vec::with_capacity(15), 0, None);
            for (index, atom) in self.atoms.iter().enumerate().skip(first) {
                match (self.cut_of(atom), atom.digits, self.of(atom)) {
                    (Cut::Day, ..) => continue,
                    (Cut::Ends, ..) => break,
                    // The département of Corsica has its letter.
                    (_, true, _) if number.len() == 6 => break,
                    (_, true, digits) => {
                        number.extend(digits.iter().map(|next| digit(*next)));
                        words = 0;
                    }
                    (_, false, [letter @ ('a' | 'A' | 'b' | 'B')]) if number.len() == 6 => {
                        number.push(letter.to_ascii_uppercase() as u8);
                    }
                    _ if number.is_empty() || words == self.words => break,
                    _ => {
                        words += 1;
                        continue;
                    }
                }
                // A text that names the NIR may cut it anywhere.
                if number.len() > 15
                    || (self.words == 2 && number.len() != 6 && !ENDS.contains(&number.len()))
                {
                    break;
                }
                if has_the_form(&number) {
                    found = Some(index);
                }
            }
            if let Some(last) = found {
                self.hide_atoms(first, last);
            }
        }
    }

    /// Days: with a year of four digits; or any that stands apart from other digits.
    fn cut_days(&mut self, whole_year: bool) {
        let mut index = 0;
        while index < self.text.len() {
            let Some((end, four)) = self.day(index) else {
                index += 1;
                continue;
            };
            let apart = whole_year || (self.is_apart_before(index) && self.is_apart_after(end));
            if four == whole_year && apart {
                self.leave_out(index..end, Cut::Day);
            }
            index = end;
        }
    }

    /// Where a day ends that begins here, and whether its year has four digits.
    fn day(&self, start: usize) -> Option<(usize, bool)> {
        let before = start.checked_sub(1).and_then(|before| self.text.get(before));
        let (first, long, at) = self.number(start)?;
        let mark = self.text.get(at).filter(|mark| matches!(mark, '/' | '.' | '-'))?;
        let (second, middle, at) = self.number(at + 1).filter(|(_, long, _)| *long <= 2)?;
        let third = self.text.get(at).filter(|other| *other == mark).and_then(|_| self.number(at + 1));
        let (third, last, end) = third?;
        let after = self.text.get(end);
        let goes_on = |next: &char| next.is_alphanumeric() || *next == '/';
        let continued = after.is_some_and(|next| {
            goes_on(next) || (next == mark && self.text.get(end + 1).is_some_and(|next| next.is_numeric()))
        });
        if before.is_some_and(|next| next.is_numeric() || next == mark) || continued {
            return None;
        }
        let (day, year, four) = match (long, last) {
            (4, 2) if middle == 2 => (third, first, true),
            (1 | 2, 4) => (first, third, true),
            (1 | 2, 2) if *mark == '/' => (first, 2000, false),
            _ => return None,
        };
        let is_day = (1..=31).contains(&day) && (1..=12).contains(&second) && (1900..2060).contains(&year);
        is_day.then_some((end, four))
    }

    /// A number of four ASCII digits at most, how many they are, and where it ends.
    fn number(&self, start: usize) -> Option<(u32, usize, usize)> {
        let digits = self.text.get(start..)?.iter().map_while(|next| next.to_digit(10));
        let (value, long) = digits.take(5).fold((0, 0), |(value, long), next| (value * 10 + next, long + 1));
        (1..=4).contains(&long).then_some((value, long, start + long))
    }

    /// Whether no digit stands before, with nothing but a space, a point or a dash between.
    fn is_apart_before(&self, start: usize) -> bool {
        let before = (0..start).rev().find(|index| !self.text.get(*index).is_some_and(|next| is_gap(*next)));
        before.is_none_or(|index| self.is_no_digit_of_another(index))
    }

    fn is_behind_a_word(&self, start: usize) -> bool {
        let mut before = self.text.get(..start).unwrap_or_default().iter().rev();
        before
            .find(|next| !next.is_whitespace())
            .is_none_or(|next| next.is_alphabetic() || matches!(next, ',' | ';' | ':' | '('))
    }

    fn is_apart_after(&self, end: usize) -> bool {
        let mut after = end..self.text.len();
        let after = after.find(|index| !self.text.get(*index).is_some_and(|next| is_gap(*next)));
        after.is_none_or(|index| self.is_no_digit_of_another(index))
    }

    /// No digit, or one of a day, a telephone number or a number that is hidden.
    fn is_no_digit_of_another(&self, index: usize) -> bool {
        self.cut.get(index) != Some(&Cut::No)
            || self.hidden.get(index) == Some(&true)
            || !self.text.get(index).is_some_and(|next| is_digit(*next))
    }

    /// Telephone numbers, of which no digit stands beside; `behind` a word or a comma only, or behind whatever is no digit.
    fn cut_telephones(&mut self, behind: bool) {
        let mut index = 0;
        while index < self.text.len() {
            let is_own =
                |at: usize| self.cut.get(at) == Some(&Cut::No) && self.hidden.get(at) == Some(&false);
            let plain = |at: usize| {
                let next = self.text.get(at).copied().unwrap_or('x');
                is_own(at) && (next.is_ascii_digit() || is_gap(next) || matches!(next, '(' | ')'))
            };
            let starts =
                self.text.get(index).is_some_and(|next| *next == '+' || *next == '0') && is_own(index);
            let beside = index.checked_sub(1).and_then(|before| self.text.get(before));
            if !starts
                || beside.is_some_and(|next| next.is_alphanumeric())
                || !self.is_apart_before(index)
                || (behind && !self.is_behind_a_word(index))
            {
                index += 1;
                continue;
            }
            let mut end = (index + 1..self.text.len()).find(|at| !plain(*at)).unwrap_or(self.text.len());
            while end > index && self.text.get(end - 1).is_some_and(|next| !next.is_ascii_digit()) {
                end -= 1;
            }
            let number: String = self.text.get(index..end).unwrap_or_default().iter().collect();
            // Ten digits in any other groups may be the end of a NIR.
            let plain_groups = number.starts_with('+') || is_in_pairs(&number);
            if is_telephone(&number) && (!behind || plain_groups) {
                self.leave_out(index..end, Cut::Ends);
            }
            index = end.max(index + 1);
        }
    }

    /// `14h30`.
    fn cut_hours(&mut self) {
        let mut found = Vec::new();
        for three in self.atoms.windows(3) {
            let [hour, mark, minute] = three else { continue };
            let short = hour.digits && hour.at.len() <= 2 && minute.digits && minute.at.len() == 2;
            let one = hour.at.end == mark.at.start && mark.at.end == minute.at.start;
            if short && one && matches!(self.of(mark), ['h' | 'H']) {
                found.push(hour.at.start..minute.at.end);
            }
        }
        found.into_iter().for_each(|range| self.leave_out(range, Cut::Ends));
    }
}

/// `06 12 34 56 78`, with one mark throughout.
fn is_in_pairs(number: &str) -> bool {
    let mut marks = number.chars().filter(|next| !next.is_ascii_digit());
    let first = marks.next();
    let pairs: Vec<_> = number.split(|next: char| !next.is_ascii_digit()).collect();
    marks.all(|mark| Some(mark) == first) && pairs.len() == 5 && pairs.iter().all(|pair| pair.len() == 2)
}

/// What is written inside a number.
const fn is_gap(next: char) -> bool {
    matches!(next, ' ' | '\u{a0}' | '\u{202f}' | '.' | '-')
}
