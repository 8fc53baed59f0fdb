//! From bytes to physical lines of UTF-8 text, in bounded memory.

use std::io::{ErrorKind, Read};

use encoding_rs::WINDOWS_1252;
use memchr::{memchr, memchr_iter, memrchr};

use super::{RefusalCode, TabularError};

/// Bytes looked at before anything is handed out.
pub(super) const SAMPLE: usize = 64 * 1024;
/// Longest physical line, in bytes, line break excluded.
pub(super) const MAX_LINE: usize = 1024 * 1024;
/// Usual size of the read buffer, in bytes.
const BUFFER: usize = 256 * 1024;
/// A buffer above this size (left by the date sample) is given back.
const LARGE_BUFFER: usize = 4 * MAX_LINE;

/// Character encoding of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Encoding {
    /// UTF-8, with or without byte order mark.
    Utf8,
    /// Windows-1252, the « ANSI » of French Windows.
    Windows1252,
}

/// A physical line, without its line break.
pub(super) struct Line<'a> {
    /// Number of the line, from 1.
    pub(super) number: u64,
    /// The text, or why it cannot be given.
    pub(super) text: Result<&'a str, RefusalCode>,
}

/// Where the next line is in the buffer.
enum Fetch {
    Line { from: usize, to: usize },
    Refused(RefusalCode),
    End,
}

/// Physical lines of an input.
pub(super) struct LineSource<R> {
    read: R,
    /// Bytes `start..end` are read from the input and not yet handed out.
    buf: Vec<u8>,
    start: usize,
    end: usize,
    /// Offset of `buf` in the input.
    base: u64,
    eof: bool,
    failure: Option<ErrorKind>,
    failure_reported: bool,
    /// Line and buffer position to come back to: while set, the buffer keeps what it holds.
    mark: Option<(u64, usize)>,
    line: u64,
    leading_blank_lines: u64,
    terminator: u8,
    encoding: Option<Encoding>,
    decoded: String,
}

impl<R: Read> LineSource<R> {
    /// Opens an input: looks at its first 64 KiB, strips the byte order mark, passes the blank lines ahead.
    ///
    /// `forced` is the encoding to use when there is no byte order mark.
    pub(super) fn open(read: R, forced: Option<Encoding>) -> Result<Self, TabularError> {
        let mut source = Self::raw(read, b'\n', forced);
        source.fill_sample()?;
        let sample = source.sample();
        if sample.starts_with(&[0xFF, 0xFE]) || sample.starts_with(&[0xFE, 0xFF]) {
            return Err(TabularError::Utf16);
        }
        let controls = sample.iter().filter(|&&b| is_control(b) && b != b'\n' && b != b'\r').count();
        if memchr(0, sample).is_some() || controls * 2 > sample.len() {
            return Err(TabularError::Binary);
        }
        let with_bom = sample.starts_with(&[0xEF, 0xBB, 0xBF]);
        if memchr(b'\n', sample).is_none() && memchr(b'\r', sample).is_some_and(|i| i + 1 < sample.len()) {
            source.terminator = b'\r';
        }
        if with_bom {
            source.start = 3;
            source.encoding = Some(Encoding::Utf8);
        }
        if !source.skip_blank_lines()? {
            return Err(TabularError::Empty);
        }
        source.fill_sample()?;
        Ok(source)
    }

    /// A source without any look ahead.
    fn raw(read: R, terminator: u8, encoding: Option<Encoding>) -> Self {
        Self {
            read,
            buf: Vec::new(),
            start: 0,
            end: 0,
            base: 0,
            eof: false,
            failure: None,
            failure_reported: false,
            mark: None,
            line: 0,
            leading_blank_lines: 0,
            terminator,
            encoding,
            decoded: String::new(),
        }
    }

    /// The whole lines of the sample as a source of their own, to try things on.
    pub(super) fn sample_source(&self) -> LineSource<&[u8]> {
        let sample = self.sample();
        let whole = match memrchr(self.terminator, sample) {
            Some(last) if !(self.eof && self.end - self.start <= SAMPLE) => sample.get(..=last),
            _ => None,
        };
        LineSource::raw(whole.unwrap_or(sample), self.terminator, self.encoding)
    }

    /// The encoding, once a byte that is not ASCII (or the caller) decided it.
    pub(super) const fn encoding(&self) -> Option<Encoding> {
        self.encoding
    }

    /// Bytes of the input handed out or passed so far.
    pub(super) const fn position(&self) -> u64 {
        self.base + self.start as u64
    }

    /// Blank lines passed before the first line.
    pub(super) const fn leading_blank_lines(&self) -> u64 {
        self.leading_blank_lines
    }

    /// The failure of the input, if it failed.
    pub(super) const fn failure(&self) -> Option<ErrorKind> {
        self.failure
    }

    /// From now on keeps what is read, until [`Self::rewind`] hands it out again.
    pub(super) const fn mark(&mut self) {
        self.mark = Some((self.line, self.start));
    }

    /// Bytes handed out since the mark.
    pub(super) fn since_mark(&self) -> usize {
        self.mark.map_or(0, |(_, start)| self.start - start)
    }

    /// Goes back to the mark.
    pub(super) const fn rewind(&mut self) {
        if let Some((line, start)) = self.mark.take() {
            self.line = line;
            self.start = start;
            self.failure_reported = false;
        }
    }

    /// The next line; `None` at the end, or (while marked) where going on would need unbounded memory.
    ///
    /// A failure of the input is one last refused line.
    pub(super) fn next_line(&mut self) -> Option<Line<'_>> {
        let (from, to) = match self.fetch() {
            Fetch::Line { from, to } => (from, to),
            Fetch::Refused(code) => return Some(Line { number: self.line, text: Err(code) }),
            Fetch::End => return None,
        };
        let bytes = trim_carriage_returns(self.buf.get(from..to).unwrap_or_default());
        // Before anything else: a long line that was passed unread could not decide the encoding either.
        if to - from > MAX_LINE + 1 || bytes.len() > MAX_LINE {
            return Some(Line { number: self.line, text: Err(RefusalCode::TooLong) });
        }
        let ascii = bytes.is_ascii();
        if !ascii && self.encoding.is_none() {
            let utf8 = std::str::from_utf8(bytes).is_ok();
            self.encoding = Some(if utf8 { Encoding::Utf8 } else { Encoding::Windows1252 });
        }
        let text = if has_control(bytes) {
            Err(RefusalCode::ControlCharacter)
        } else if ascii || self.encoding == Some(Encoding::Utf8) {
            std::str::from_utf8(bytes).map_err(|_| RefusalCode::Encoding)
        } else {
            self.decoded.clear();
            let mut decoder = WINDOWS_1252.new_decoder_without_bom_handling();
            self.decoded.reserve(decoder.max_utf8_buffer_length(bytes.len()).unwrap_or_default());
            let _ = decoder.decode_to_string(bytes, &mut self.decoded, true);
            Ok(self.decoded.as_str())
        };
        Some(Line { number: self.line, text })
    }

    /// Finds the next line in the buffer, reading more as needed.
    fn fetch(&mut self) -> Fetch {
        let mut scanned = self.start;
        loop {
            let fresh = self.buf.get(scanned..self.end).unwrap_or_default();
            if let Some(found) = memchr(self.terminator, fresh) {
                let (from, to) = (self.start, scanned + found);
                self.start = to + 1;
                self.line += 1;
                return Fetch::Line { from, to };
            }
            if self.eof {
                if self.start == self.end {
                    return Fetch::End;
                }
                let (from, to) = (self.start, self.end);
                self.start = to;
                self.line += 1;
                return Fetch::Line { from, to };
            }
            // One byte more than the limit: it may be the carriage return of the line break.
            if self.end - self.start > MAX_LINE + 1 {
                return if self.mark.is_some() { Fetch::End } else { self.skip_line() };
            }
            let waiting = self.end - self.start;
            if self.refill().is_err() {
                return self.fail();
            }
            scanned = self.start + waiting;
        }
    }

    /// Passes the line under way without keeping it.
    fn skip_line(&mut self) -> Fetch {
        loop {
            self.base += self.end as u64;
            (self.start, self.end) = (0, 0);
            if self.refill().is_err() {
                return self.fail();
            }
            let found = memchr(self.terminator, self.buf.get(..self.end).unwrap_or_default());
            if let Some(found) = found {
                self.start = found + 1;
            }
            if found.is_some() || self.eof {
                self.line += 1;
                return Fetch::Refused(RefusalCode::TooLong);
            }
        }
    }

    /// Reports the failure of the input once.
    const fn fail(&mut self) -> Fetch {
        if self.failure_reported {
            return Fetch::End;
        }
        self.failure_reported = true;
        self.line += 1;
        Fetch::Refused(RefusalCode::ReadFailed)
    }

    /// Reads once more from the input, at the end of the buffer.
    fn refill(&mut self) -> Result<(), ErrorKind> {
        if let Some(kind) = self.failure {
            return Err(kind);
        }
        if self.start > 0 && self.mark.is_none() {
            self.buf.copy_within(self.start..self.end, 0);
            self.base += self.start as u64;
            self.end -= self.start;
            self.start = 0;
            if self.buf.len() > LARGE_BUFFER && self.end < BUFFER {
                self.buf.truncate(2 * BUFFER);
                self.buf.shrink_to_fit();
            }
        }
        if self.buf.len() - self.end < BUFFER / 4 {
            self.buf.resize((self.buf.len() * 2).max(BUFFER), 0);
        }
        let room = self.buf.get_mut(self.end..).unwrap_or_default();
        loop {
            match self.read.read(room) {
                Ok(0) => self.eof = true,
                // A reader that lies about what it wrote must not move `end` past the buffer.
                Ok(count) => self.end += count.min(room.len()),
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.failure = Some(error.kind());
                    return Err(error.kind());
                }
            }
            return Ok(());
        }
    }

    /// Reads until the sample is whole or the input ends.
    fn fill_sample(&mut self) -> Result<(), TabularError> {
        while !self.eof && self.end - self.start < SAMPLE {
            self.refill().map_err(TabularError::Read)?;
        }
        Ok(())
    }

    /// What is read and not handed out, 64 KiB at most.
    fn sample(&self) -> &[u8] {
        self.buf.get(self.start..self.end.min(self.start + SAMPLE)).unwrap_or_default()
    }

    /// Passes the blank lines; false when the input holds nothing else.
    fn skip_blank_lines(&mut self) -> Result<bool, TabularError> {
        loop {
            let rest = self.buf.get(self.start..self.end).unwrap_or_default();
            let text = rest.iter().position(|b| !matches!(b, b' ' | b'\t' | b'\r' | b'\n'));
            let blank = rest.get(..text.unwrap_or(rest.len())).unwrap_or_default();
            let lines = memchr_iter(self.terminator, blank).count() as u64;
            self.start += memrchr(self.terminator, blank).map_or(0, |last| last + 1);
            self.line += lines;
            self.leading_blank_lines += lines;
            // Past the limit the line is left to be refused as the header.
            if text.is_some() || self.end - self.start > MAX_LINE + 1 {
                return Ok(true);
            }
            if self.eof {
                return Ok(false);
            }
            self.refill().map_err(TabularError::Read)?;
        }
    }
}

/// A C0 control character other than the tab.
const fn is_control(byte: u8) -> bool {
    byte < 0x20 && byte != b'\t'
}

/// Whether a line holds a control character; no early exit, so that it is vectorised.
fn has_control(bytes: &[u8]) -> bool {
    bytes.iter().fold(0, |found, &byte| found | u8::from(is_control(byte))) != 0
}

/// Takes off the `\r` of `\r\n` (and of the `\r\r\n` that some exports write).
fn trim_carriage_returns(mut bytes: &[u8]) -> &[u8] {
    while let [rest @ .., b'\r'] = bytes {
        bytes = rest;
    }
    bytes
}

#[cfg(test)]
#[path = "decode_tests.rs"]
mod tests;
