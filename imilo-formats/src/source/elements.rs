//! The objects of a JSON file one at a time: the elements of an array, or one object a line.

use std::io::{self, BufRead, BufReader, ErrorKind, Read};

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::{Refusal, Unreadable};

/// A longer element is refused, not held.
pub(crate) const LONGEST: usize = 1 << 20;

/// The text of an element, its number and its line.
type Element<'e> = (&'e [u8], u64, u64);

#[derive(Debug)]
pub(super) struct Elements<R> {
    input: BufReader<R>,
    array: bool,
    /// Whether the bracket of the array is behind.
    started: bool,
    /// Whether a brace must follow the array: it stands in an object.
    inside: bool,
    ended: bool,
    record: u64,
    line: u64,
    bytes: u64,
    element: Vec<u8>,
    failure: Option<ErrorKind>,
}

impl<R: Read> Elements<R> {
    pub(super) fn open(read: R, array: bool) -> Result<Self, Unreadable> {
        let input = BufReader::with_capacity(1 << 16, read);
        let mut dossiers = Self {
            input,
            array,
            started: false,
            inside: false,
            ended: false,
            record: 0,
            line: 1,
            bytes: 0,
            element: Vec::new(),
            failure: None,
        };
        dossiers.skip_mark().map_err(|error| Unreadable::Io(error.kind()))?;
        Ok(dossiers)
    }

    /// The bytes up to the end of an object, or up to the bracket that opens its list; what follows are elements.
    /// None when neither comes within `most` bytes.
    pub(super) fn header(&mut self, most: usize) -> io::Result<Option<Vec<u8>>> {
        let (mut header, mut quoted, mut escaped) = (Vec::new(), false, false);
        while header.len() < most {
            let Some(byte) = self.byte()? else { return Ok(None) };
            header.push(byte);
            match byte {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' => quoted = !quoted,
                b'}' if !quoted => return Ok(Some(header)),
                b'[' if !quoted => {
                    (self.array, self.started, self.inside) = (true, true, true);
                    return Ok(Some(header));
                }
                _ => {}
            }
        }
        Ok(None)
    }

    pub(super) const fn is_array(&self) -> bool {
        self.array
    }

    /// The text of the element that was given last.
    pub(super) fn last(&self) -> &[u8] {
        &self.element
    }

    pub(super) const fn bytes_read(&self) -> u64 {
        self.bytes
    }

    pub(super) const fn read_error(&self) -> Option<ErrorKind> {
        self.failure
    }

    fn skip_mark(&mut self) -> std::io::Result<()> {
        if self.input.fill_buf()?.starts_with(b"\xef\xbb\xbf") {
            self.take(3);
        }
        Ok(())
    }

    fn take(&mut self, count: usize) {
        self.input.consume(count);
        self.bytes += count as u64;
    }

    fn byte(&mut self) -> std::io::Result<Option<u8>> {
        let byte = self.input.fill_buf()?.first().copied();
        if let Some(byte) = byte {
            self.take(1);
            self.line += u64::from(byte == b'\n');
        }
        Ok(byte)
    }

    /// The next element, with its number and its line; or why there is none to read.
    pub(super) fn next(&mut self) -> Option<Result<Element<'_>, Refusal>> {
        if self.ended {
            return None;
        }
        let start = match self.element() {
            Ok(Some(start)) => start,
            Ok(None) => {
                self.ended = true;
                return None;
            }
            Err(code) => {
                self.record += 1;
                let line = Some(self.line);
                return Some(Err(Refusal::own(self.record, line, code)));
            }
        };
        self.record += 1;
        Some(Ok((&self.element, self.record, start)))
    }

    /// Reads the next element into the buffer; gives the line on which it begins.
    fn element(&mut self) -> Result<Option<u64>, &'static str> {
        self.element.clear();
        let outcome = if self.array { self.array_element() } else { self.line_element() };
        outcome.unwrap_or_else(|error| {
            self.ended = true;
            self.failure = Some(error.kind());
            Err("read_failed")
        })
    }

    /// One object of an array, found by its braces, strings apart: one bad object leaves the others.
    fn array_element(&mut self) -> std::io::Result<Result<Option<u64>, &'static str>> {
        let mut first = loop {
            match self.byte()? {
                None => return Ok(if self.started { self.cut() } else { Ok(None) }),
                Some(b'[') if !self.started => self.started = true,
                Some(b']') => return self.after_array(),
                Some(byte) if byte.is_ascii_whitespace() || byte == b',' => {}
                Some(byte) => break byte,
            }
        };
        let start = self.line;
        let (mut depth, mut quoted, mut escaped) = (0_usize, false, false);
        loop {
            if self.element.len() <= LONGEST {
                self.element.push(first);
            }
            match first {
                _ if escaped => escaped = false,
                b'\\' if quoted => escaped = true,
                b'"' => quoted = !quoted,
                b'{' | b'[' if !quoted => depth += 1,
                b'}' | b']' if !quoted => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 && !quoted {
                // A scalar ends where its separator stands; anything but an object is refused below.
                let ended = matches!(first, b'}' | b']' | b'"')
                    || self.input.fill_buf()?.first().is_none_or(|next| matches!(next, b',' | b']' | b'\n'));
                if ended {
                    break;
                }
            }
            match self.byte()? {
                Some(byte) => first = byte,
                None => return Ok(self.cut()),
            }
        }
        Ok(if self.element.len() > LONGEST { Err("too_long") } else { Ok(Some(start)) })
    }

    /// Only white space, and the brace that closes the object of the array, may follow: two exports joined must not pass for one.
    fn after_array(&mut self) -> std::io::Result<Result<Option<u64>, &'static str>> {
        self.ended = true;
        let mut open = self.inside;
        while let Some(byte) = self.byte()? {
            if open && byte == b'}' {
                open = false;
            } else if !byte.is_ascii_whitespace() {
                return Ok(Err("json_syntax"));
            }
        }
        Ok(if open { Err("json_syntax") } else { Ok(None) })
    }

    /// The file ends inside the array: what was begun is refused, and nothing follows.
    fn cut(&mut self) -> Result<Option<u64>, &'static str> {
        self.ended = true;
        Err("json_syntax")
    }

    /// One line that is not blank. An object spread over several lines is joined while it is not closed.
    fn line_element(&mut self) -> std::io::Result<Result<Option<u64>, &'static str>> {
        loop {
            let start = self.line;
            let long = self.append_line()?;
            if long {
                return Ok(Err("too_long"));
            }
            if self.element.is_empty() {
                return Ok(Ok(None));
            }
            if self.element.iter().all(u8::is_ascii_whitespace) {
                self.element.clear();
                continue;
            }
            // A dossier that opens alone on its line is written over several: only then are lines joined.
            if self.element.trim_ascii() == b"{" && self.join()? {
                return Ok(Err("too_long"));
            }
            return Ok(Ok(Some(start)));
        }
    }

    /// Adds to the buffer, after its `{`, the lines down to the end of the object or to what is not JSON. Each
    /// byte is looked at once. True when it is too long.
    fn join(&mut self) -> io::Result<bool> {
        let mut rest = Rest { dossiers: self, last: b'\n', long: false };
        let object =
            IgnoredAny::deserialize(&mut serde_json::Deserializer::from_reader(b"{".chain(&mut rest)));
        let (last, long) = (rest.last, rest.long);
        match object.map_err(|error| error.io_error_kind()) {
            Err(Some(_)) if long => Ok(true),
            Err(Some(kind)) => Err(kind.into()),
            // The rest of the line belongs to it.
            _ if last != b'\n' => self.append_line(),
            _ => Ok(false),
        }
    }

    /// Adds a line to the buffer; true when it is too long, and then skipped without being held.
    fn append_line(&mut self) -> std::io::Result<bool> {
        let mut long = false;
        loop {
            let buffer = self.input.fill_buf()?;
            if buffer.is_empty() {
                return Ok(long);
            }
            let end = memchr::memchr(b'\n', buffer).map(|index| index + 1);
            let part = buffer.get(..end.unwrap_or(buffer.len())).unwrap_or_default();
            long |= self.element.len() + part.len() > LONGEST;
            if !long {
                self.element.extend_from_slice(part);
            }
            let count = part.len();
            self.take(count);
            if end.is_some() {
                self.line += 1;
                return Ok(long);
            }
        }
    }
}

/// The bytes that follow in the file; they are kept in the buffer, up to its limit.
struct Rest<'d, R> {
    dossiers: &'d mut Elements<R>,
    last: u8,
    long: bool,
}

impl<R: Read> Read for Rest<'_, R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let Some(first) = into.first_mut() else { return Ok(0) };
        if self.dossiers.element.len() > LONGEST {
            self.long = true;
            return Err(ErrorKind::FileTooLarge.into());
        }
        let Some(byte) = self.dossiers.byte()? else { return Ok(0) };
        self.dossiers.element.push(byte);
        (*first, self.last) = (byte, byte);
        Ok(1)
    }
}
