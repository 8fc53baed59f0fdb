//! From physical lines to logical records: quotes, line breaks in fields, and getting over bad quotes.

use std::collections::VecDeque;
use std::io::Read;

use csv_core::{ReadRecordResult, ReaderBuilder, Terminator};

use super::decode::{Line, LineSource};
use super::{Delimiter, RefusalCode, RefusedRow, TabularError};

/// Longest field, in bytes of UTF-8.
pub(super) const MAX_FIELD: usize = 64 * 1024;
/// Most physical lines in one record.
pub(super) const MAX_JOINED_LINES: usize = 64;
/// Most bytes in a record of several lines.
pub(super) const MAX_JOINED_BYTES: usize = 64 * 1024;

/// One record: its place and its fields.
pub(super) struct Record<'a> {
    pub(super) record: u64,
    pub(super) line: u64,
    text: &'a str,
    ends: &'a [usize],
}

impl<'a> Record<'a> {
    /// The field at an index from 0.
    pub(super) fn get(&self, index: usize) -> Option<&'a str> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).map_or(Some(0), |before| self.ends.get(before).copied())?;
        self.text.get(start..end)
    }

    /// Number of fields.
    pub(super) const fn len(&self) -> usize {
        self.ends.len()
    }
}

/// Numbers of fields a record may have, from the header.
#[derive(Clone, Copy)]
struct Shape {
    /// Up to the last column that has a name.
    min: usize,
    /// All columns; what is beyond must be empty.
    max: usize,
}

/// Logical records of an input, the header first.
pub(super) struct RecordReader<R> {
    source: LineSource<R>,
    parser: Parser,
    /// Lines read ahead for a quote that turned out to be stray: they are read again one by one.
    ahead: Ahead,
    shape: Option<Shape>,
    delimiter: Delimiter,
    record: u64,
    blank_lines: u64,
}

impl<R: Read> RecordReader<R> {
    pub(super) fn new(source: LineSource<R>, delimiter: Delimiter) -> Self {
        Self {
            blank_lines: source.leading_blank_lines(),
            source,
            parser: Parser::new(delimiter),
            ahead: Ahead::default(),
            shape: None,
            delimiter,
            record: 0,
        }
    }

    /// Reads the first record as the header and holds the following ones to its number of fields.
    pub(super) fn read_header(&mut self) -> Result<Vec<String>, TabularError> {
        let header = match self.next_record() {
            None => return Err(TabularError::Empty),
            Some(Err(refused)) => {
                return Err(TabularError::HeaderRefused { line: refused.line, cause: refused.code });
            }
            Some(Ok(header)) => header,
        };
        let names: Vec<String> =
            (0..header.len()).map(|i| header.get(i).unwrap_or_default().to_owned()).collect();
        let min = names.iter().rposition(|name| !name.trim().is_empty()).map_or(0, |last| last + 1);
        self.shape = Some(Shape { min, max: names.len() });
        self.record = 0;
        Ok(names)
    }

    /// The next record, or why it is refused.
    pub(super) fn next_record(&mut self) -> Option<Result<Record<'_>, RefusedRow>> {
        let (line, outcome) = self.advance()?;
        self.record += 1;
        let record = self.record;
        let outcome = outcome.and_then(|()| {
            // Fields are cut out of valid UTF-8 at ASCII delimiters: this does not fail.
            self.parser.text().ok_or((None, RefusalCode::Encoding))
        });
        Some(match outcome {
            Ok(text) => Ok(Record { record, line, text, ends: self.parser.ends() }),
            Err((column, code)) => Err(RefusedRow { record, line, column, code }),
        })
    }

    pub(super) const fn source(&self) -> &LineSource<R> {
        &self.source
    }

    /// Blank lines passed so far.
    pub(super) const fn blank_lines(&self) -> u64 {
        self.blank_lines
    }

    /// Gives every record left to `see`, up to `records` of them or `bytes`, then comes back here.
    ///
    /// To be called right after the header.
    pub(super) fn peek(&mut self, records: usize, bytes: usize, mut see: impl FnMut(&Record<'_>)) {
        let blank_lines = self.blank_lines;
        self.source.mark();
        for _ in 0..records {
            match self.next_record() {
                Some(Ok(record)) => see(&record),
                Some(Err(_)) => {}
                None => break,
            }
            if self.source.since_mark() > bytes {
                break;
            }
        }
        self.source.rewind();
        self.ahead.clear();
        self.parser.restart();
        self.record = 0;
        self.blank_lines = blank_lines;
    }

    /// Parses the next record; gives its first line and what is wrong with it.
    fn advance(&mut self) -> Option<(u64, Outcome)> {
        loop {
            let from_ahead = !self.ahead.is_empty();
            let Line { number, text } =
                if from_ahead { self.ahead.get(0)? } else { self.source.next_line()? };
            let closed = match text {
                Ok(text) if is_blank(text, self.delimiter) => None,
                Ok(text) => Some(Ok(self.parser.start(text))),
                Err(code) => Some(Err(code)),
            };
            if closed == Some(Ok(false)) {
                if !from_ahead {
                    self.ahead.push(Line { number, text });
                }
                return Some((number, self.join()));
            }
            if from_ahead {
                self.ahead.drop_front(1);
            }
            match closed {
                None => self.blank_lines += 1,
                Some(Err(code)) => return Some((number, Err((None, code)))),
                Some(Ok(_)) => return Some((number, self.parser.check(self.shape))),
            }
        }
    }

    /// Closes the quote left open by the first line ahead, or refuses that line alone.
    fn join(&mut self) -> Outcome {
        let count = self.close();
        let fits = count.is_some() && self.parser.check(self.shape).is_ok();
        match count.filter(|&count| fits && self.ahead.is_well_quoted(count, self.delimiter)) {
            Some(count) => {
                self.ahead.drop_front(count);
                Ok(())
            }
            None => {
                self.parser.restart();
                self.ahead.drop_front(1);
                Err((None, RefusalCode::UnclosedQuote))
            }
        }
    }

    /// Feeds following lines until the quote is closed; gives the number of lines of the record.
    fn close(&mut self) -> Option<usize> {
        for index in 1..MAX_JOINED_LINES {
            if self.ahead.bytes(index) > MAX_JOINED_BYTES {
                return None;
            }
            if self.ahead.len() == index {
                self.ahead.push(self.source.next_line()?);
            }
            if self.ahead.bytes(index + 1) > MAX_JOINED_BYTES {
                return None;
            }
            // A line that is refused by itself cannot be part of a record.
            if self.parser.feed(self.ahead.get(index)?.text.ok()?) {
                return Some(index + 1);
            }
        }
        None
    }
}

/// What is wrong with a record: the column (from 1) if one is at fault, and the code.
type Outcome = Result<(), (Option<usize>, RefusalCode)>;

/// csv-core and the buffers it fills.
struct Parser {
    csv: csv_core::Reader,
    out: Vec<u8>,
    ends: Vec<usize>,
    used: usize,
    fields: usize,
}

impl Parser {
    fn new(delimiter: Delimiter) -> Self {
        let csv = ReaderBuilder::new().delimiter(delimiter.byte()).terminator(Terminator::Any(b'\n')).build();
        let mut parser = Self { csv, out: vec![0; 4096], ends: vec![0; 64], used: 0, fields: 0 };
        parser.restart();
        parser
    }

    /// Forgets the record under way.
    fn restart(&mut self) {
        self.csv.reset();
        // csv-core would strip a byte order mark from its first input: give it that input.
        self.push(b"\n");
        (self.used, self.fields) = (0, 0);
    }

    /// Parses a line as the first one of a record; true if the record ends with it.
    fn start(&mut self, line: &str) -> bool {
        (self.used, self.fields) = (0, 0);
        self.feed(line)
    }

    /// Parses one more line and its break, at which the record ends unless a quote is open.
    fn feed(&mut self, line: &str) -> bool {
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

    fn text(&self) -> Option<&str> {
        std::str::from_utf8(self.out.get(..self.used)?).ok()
    }

    fn ends(&self) -> &[usize] {
        self.ends.get(..self.fields).unwrap_or_default()
    }

    /// Holds the record to the length of fields and to their number.
    fn check(&self, shape: Option<Shape>) -> Outcome {
        let ends = self.ends();
        if self.used > MAX_FIELD {
            let mut start = 0;
            for (index, &end) in ends.iter().enumerate() {
                if end - start > MAX_FIELD {
                    return Err((Some(index + 1), RefusalCode::FieldTooLong));
                }
                start = end;
            }
        }
        let fits = shape.is_none_or(|shape| {
            let named_end = shape.max.checked_sub(1).and_then(|last| ends.get(last));
            ends.len() >= shape.min && (ends.len() <= shape.max || named_end == ends.last())
        });
        if fits { Ok(()) } else { Err((None, RefusalCode::FieldCount)) }
    }
}

/// Lines read ahead, in order, one after the other in `text` with a `\n` behind each.
#[derive(Default)]
struct Ahead {
    text: String,
    lines: VecDeque<AheadLine>,
}

struct AheadLine {
    number: u64,
    start: usize,
    end: usize,
    refused: Option<RefusalCode>,
}

impl Ahead {
    fn is_empty(&self) -> bool {
        self.lines.is_empty()
    }

    fn len(&self) -> usize {
        self.lines.len()
    }

    fn clear(&mut self) {
        self.lines.clear();
        self.text.clear();
    }

    fn push(&mut self, line: Line<'_>) {
        let start = self.text.len();
        self.text.push_str(line.text.unwrap_or_default());
        let end = self.text.len();
        self.text.push('\n');
        self.lines.push_back(AheadLine { number: line.number, start, end, refused: line.text.err() });
    }

    fn get(&self, index: usize) -> Option<Line<'_>> {
        let line = self.lines.get(index)?;
        let text = match line.refused {
            Some(code) => Err(code),
            None => Ok(self.text.get(line.start..line.end)?),
        };
        Some(Line { number: line.number, text })
    }

    /// The first `count` lines, with the breaks between them.
    fn joined(&self, count: usize) -> &str {
        let start = self.lines.front().map_or(0, |line| line.start);
        let end = count.checked_sub(1).and_then(|last| self.lines.get(last)).map_or(start, |line| line.end);
        self.text.get(start..end).unwrap_or_default()
    }

    fn bytes(&self, count: usize) -> usize {
        self.joined(count).len()
    }

    fn drop_front(&mut self, count: usize) {
        self.lines.drain(..count.min(self.lines.len()));
        match self.lines.front() {
            None => self.text.clear(),
            // Given back from time to time only, so that reading again is not quadratic.
            Some(first) if first.start > MAX_JOINED_BYTES => {
                let shift = first.start;
                self.text.drain(..shift);
                for line in &mut self.lines {
                    line.start -= shift;
                    line.end -= shift;
                }
            }
            Some(_) => {}
        }
    }

    /// Whether each closing quote of the first `count` lines ends its field.
    ///
    /// Otherwise the « closing » quote is the opening one of a later row, and the rows between are good.
    fn is_well_quoted(&self, count: usize, delimiter: Delimiter) -> bool {
        let ends_field = |byte: Option<&u8>| byte.is_none_or(|&b| b == delimiter.byte() || b == b'\n');
        let mut bytes = self.joined(count).as_bytes().iter().peekable();
        let (mut quoted, mut at_start) = (false, true);
        while let Some(&byte) = bytes.next() {
            match (quoted, byte) {
                (true, b'"') if bytes.peek() == Some(&&b'"') => drop(bytes.next()),
                (true, b'"') if ends_field(bytes.peek().copied()) => quoted = false,
                (true, b'"') => return false,
                (true, _) => {}
                (false, b'"') if at_start => quoted = true,
                (false, _) => {}
            }
            at_start = !quoted && ends_field(Some(&byte));
        }
        !quoted
    }
}

/// A line of blanks; tabs are fields when they delimit.
fn is_blank(line: &str, delimiter: Delimiter) -> bool {
    line.bytes().all(|byte| byte == b' ' || (byte == b'\t' && delimiter != Delimiter::Tab))
}

#[cfg(test)]
#[path = "record_tests.rs"]
mod tests;
