//! From physical lines to logical records: quotes, line breaks in fields, and getting over bad quotes.

use std::io::Read;

use super::ahead::Ahead;
use super::decode::{Line, LineSource};
use super::parser::{Fields, Outcome, Parser, Shape};
use super::{Delimiter, RefusalCode, RefusedRow, TabularError};

/// Most physical lines in one record.
pub(super) const MAX_JOINED_LINES: usize = 64;
/// Most bytes in a record of several lines.
pub(super) const MAX_JOINED_BYTES: usize = 64 * 1024;

/// One record: its place and its fields.
#[derive(Clone, Copy)]
pub(super) struct Record<'a> {
    pub(super) record: u64,
    pub(super) line: u64,
    pub(super) fields: Fields<'a>,
}

impl<'a> Record<'a> {
    /// The field at an index from 0.
    pub(super) fn get(&self, index: usize) -> Option<&'a str> {
        self.fields.get(index)
    }

    /// Number of fields.
    pub(super) const fn len(&self) -> usize {
        self.fields.ends.len()
    }
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
            self.parser.fields().ok_or((None, RefusalCode::Encoding))
        });
        Some(match outcome {
            Ok(fields) => Ok(Record { record, line, fields }),
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
            let (number, begun) = if let Some(line) = self.ahead.get(0) {
                let begun = begin(&mut self.parser, &line, self.delimiter);
                let number = line.number;
                if begun != Begun::Open {
                    self.ahead.drop_front(1);
                }
                (number, begun)
            } else {
                let line = self.source.next_line()?;
                let begun = begin(&mut self.parser, &line, self.delimiter);
                let number = line.number;
                if begun == Begun::Open {
                    self.ahead.push(line);
                }
                (number, begun)
            };
            match begun {
                Begun::Blank => self.blank_lines += 1,
                Begun::Refused(code) => return Some((number, Err((None, code)))),
                Begun::Whole => return Some((number, self.parser.check(self.shape))),
                Begun::Open => return Some((number, self.join())),
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

/// What the first line of a record makes of it.
#[derive(PartialEq)]
enum Begun {
    /// No record.
    Blank,
    Refused(RefusalCode),
    /// The whole record.
    Whole,
    /// A quote is open at its end.
    Open,
}

fn begin(parser: &mut Parser, line: &Line<'_>, delimiter: Delimiter) -> Begun {
    match line.text {
        Err(code) => Begun::Refused(code),
        Ok(text) if is_blank(text, delimiter) => Begun::Blank,
        Ok(text) if parser.start(text) => Begun::Whole,
        Ok(_) => Begun::Open,
    }
}

/// A line of blanks; tabs are fields when they delimit.
fn is_blank(line: &str, delimiter: Delimiter) -> bool {
    line.bytes().all(|byte| byte == b' ' || (byte == b'\t' && delimiter != Delimiter::Tab))
}

#[cfg(test)]
#[path = "record_tests.rs"]
mod tests;
