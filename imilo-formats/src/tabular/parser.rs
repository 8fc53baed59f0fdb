//! One logical record cut into fields: by csv-core where there is a quote, else at the delimiters.

use memchr::memchr;

use csv_core::{ReadRecordResult, ReaderBuilder, Terminator};

use super::{Delimiter, RefusalCode};

/// Longest field, in bytes of UTF-8.
pub(super) const MAX_FIELD: usize = 64 * 1024;

/// Numbers of fields a record may have, from the header.
#[derive(Clone, Copy)]
pub(super) struct Shape {
    /// Up to the last column that has a name.
    pub(super) min: usize,
    /// All columns; what is beyond must be empty.
    pub(super) max: usize,
}

/// What is wrong with a record: the column (from 1) if one is at fault, and the code.
pub(super) type Outcome = Result<(), (Option<usize>, RefusalCode)>;

/// csv-core, and the buffers that records are put into, used again for each.
pub(super) struct Parser {
    csv: csv_core::Reader,
    delimiter: u8,
    /// A record without a quote, as it stands in the file.
    plain: String,
    is_plain: bool,
    out: Vec<u8>,
    ends: Vec<usize>,
    used: usize,
    fields: usize,
}

/// The fields of a record: one after the other in `text`, each with where it ends.
#[derive(Clone, Copy)]
pub(super) struct Fields<'a> {
    pub(super) text: &'a str,
    pub(super) ends: &'a [usize],
    /// Bytes between a field and the next: the delimiter, or nothing.
    pub(super) gap: usize,
}

impl<'a> Fields<'a> {
    /// The field at an index from 0.
    pub(super) fn get(&self, index: usize) -> Option<&'a str> {
        let end = *self.ends.get(index)?;
        let start = match index.checked_sub(1) {
            None => 0,
            Some(before) => *self.ends.get(before)? + self.gap,
        };
        self.text.get(start..end)
    }

    /// All fields.
    pub(super) fn iter(self) -> impl Iterator<Item = &'a str> {
        let mut start = 0;
        self.ends.iter().map(move |end| {
            let field = self.text.get(start..*end).unwrap_or_default();
            start = end + self.gap;
            field
        })
    }
}

impl Parser {
    pub(super) fn new(delimiter: Delimiter) -> Self {
        let csv = ReaderBuilder::new().delimiter(delimiter.byte()).terminator(Terminator::Any(b'\n')).build();
        let mut parser = Self {
            csv,
            delimiter: delimiter.byte(),
            plain: String::new(),
            is_plain: false,
            out: vec![0; 4096],
            ends: vec![0; 64],
            used: 0,
            fields: 0,
        };
        parser.restart();
        parser
    }

    /// Forgets the record under way.
    pub(super) fn restart(&mut self) {
        self.csv.reset();
        // csv-core would strip a byte order mark from its first input: give it that input.
        self.push(b"\n");
        (self.used, self.fields) = (0, 0);
    }

    /// Parses a line as the first one of a record; true if the record ends with it.
    pub(super) fn start(&mut self, line: &str) -> bool {
        (self.used, self.fields) = (0, 0);
        self.is_plain = memchr(b'"', line.as_bytes()).is_none();
        if self.is_plain {
            self.split(line);
            return true;
        }
        self.feed(line)
    }

    /// Cuts a line without a quote: its text is kept as it is.
    fn split(&mut self, line: &str) {
        self.plain.clear();
        self.plain.push_str(line);
        self.used = line.len();
        self.ends.clear();
        each_position(self.delimiter, line.as_bytes(), |position| self.ends.push(position));
        self.ends.push(line.len());
        self.fields = self.ends.len();
    }

    /// Parses one more line and its break, at which the record ends unless a quote is open.
    pub(super) fn feed(&mut self, line: &str) -> bool {
        // An empty input would mean the end of the file.
        if !line.is_empty() {
            self.push(line.as_bytes());
        }
        self.push(b"\n")
    }

    fn push(&mut self, mut input: &[u8]) -> bool {
        let room = self.used + input.len() + 1;
        if self.out.len() < room {
            self.out.resize(room * 2, 0);
        }
        loop {
            let out = self.out.get_mut(self.used..).unwrap_or_default();
            let ends = self.ends.get_mut(self.fields..).unwrap_or_default();
            let (result, read, written, ended) = self.csv.read_record(input, out, ends);
            input = input.get(read..).unwrap_or_default();
            self.used += written;
            self.fields += ended;
            match result {
                ReadRecordResult::Record => return true,
                ReadRecordResult::OutputFull => self.out.resize(self.out.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => self.ends.resize(self.ends.len() * 2, 0),
                ReadRecordResult::InputEmpty | ReadRecordResult::End => return false,
            }
            if input.is_empty() {
                return false;
            }
        }
    }

    /// The record.
    pub(super) fn fields(&self) -> Option<Fields<'_>> {
        let ends = self.ends.get(..self.fields)?;
        if self.is_plain {
            return Some(Fields { text: &self.plain, ends, gap: 1 });
        }
        let text = std::str::from_utf8(self.out.get(..self.used)?).ok()?;
        Some(Fields { text, ends, gap: 0 })
    }

    fn ends(&self) -> &[usize] {
        self.ends.get(..self.fields).unwrap_or_default()
    }

    /// Holds the record to the length of fields and to their number.
    pub(super) fn check(&self, shape: Option<Shape>) -> Outcome {
        let ends = self.ends();
        let gap = usize::from(self.is_plain);
        if self.used > MAX_FIELD {
            let mut start = 0;
            for (index, &end) in ends.iter().enumerate() {
                if end - start > MAX_FIELD {
                    return Err((Some(index + 1), RefusalCode::FieldTooLong));
                }
                start = end + gap;
            }
        }
        let fits = shape.is_none_or(|shape| {
            // Beyond the last column all must be empty: nothing but delimiters stands there.
            let beyond = ends.len().saturating_sub(shape.max);
            let named_end = shape.max.checked_sub(1).and_then(|last| ends.get(last));
            let empty = named_end.zip(ends.last()).is_some_and(|(named, last)| named + beyond * gap == *last);
            ends.len() >= shape.min && (beyond == 0 || empty)
        });
        if fits { Ok(()) } else { Err((None, RefusalCode::FieldCount)) }
    }
}

/// Tells each position of a byte, in order. Delimiters stand every few bytes: eight bytes are looked at as one number,
/// which then costs less than a search that starts anew behind each.
fn each_position(byte: u8, text: &[u8], mut tell: impl FnMut(usize)) {
    const LOW: u64 = 0x7f7f_7f7f_7f7f_7f7f;
    let pattern = u64::from_le_bytes([byte; 8]);
    let (words, rest) = text.as_chunks::<8>();
    for (index, word) in words.iter().enumerate() {
        let differs = u64::from_le_bytes(*word) ^ pattern;
        // The high bit of each byte that does not differ, and no other.
        let mut found = !(((differs & LOW) + LOW) | differs | LOW);
        while found != 0 {
            tell(index * 8 + found.trailing_zeros() as usize / 8);
            found &= found - 1;
        }
    }
    let done = text.len() - rest.len();
    rest.iter().enumerate().filter(|(_, found)| **found == byte).for_each(|(index, _)| tell(done + index));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_are_those_of_a_plain_search() {
        let mut state = 1_u32;
        let text: Vec<u8> = (0..4_000)
            .map(|_| {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                // The bytes next to the delimiter, and their like with the high bit, are the ones to be mistaken for it.
                [b';', b':', b'<', 0xbb, 0x00, 0xff, b'a', 0x3a][(state >> 29) as usize]
            })
            .collect();
        for end in (0..70).chain([3_999, 4_000]) {
            let mut found = Vec::new();
            each_position(b';', &text[..end], |position| found.push(position));
            let naive: Vec<_> = (0..end).filter(|index| text[*index] == b';').collect();
            assert_eq!(found, naive, "{end}");
        }
    }
}
