//! Lines read ahead for a quote left open, kept to be read again if the quote was stray.

use std::collections::VecDeque;

use super::decode::Line;
use super::{Delimiter, RefusalCode};

/// Bytes already used again that are worth moving the others for.
const GIVE_BACK: usize = 64 * 1024;

/// Lines read ahead, in order, one after the other in `text` with a `\n` behind each.
#[derive(Default)]
pub(super) struct Ahead {
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
    pub(super) fn len(&self) -> usize {
        self.lines.len()
    }

    pub(super) fn clear(&mut self) {
        self.lines.clear();
        self.text.clear();
    }

    pub(super) fn push(&mut self, line: Line<'_>) {
        let start = self.text.len();
        self.text.push_str(line.text.unwrap_or_default());
        let end = self.text.len();
        self.text.push('\n');
        self.lines.push_back(AheadLine { number: line.number, start, end, refused: line.text.err() });
    }

    pub(super) fn get(&self, index: usize) -> Option<Line<'_>> {
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

    pub(super) fn bytes(&self, count: usize) -> usize {
        self.joined(count).len()
    }

    pub(super) fn drop_front(&mut self, count: usize) {
        self.lines.drain(..count.min(self.lines.len()));
        match self.lines.front() {
            None => self.text.clear(),
            // Given back from time to time only, so that reading again is not quadratic.
            Some(first) if first.start > GIVE_BACK => {
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
    pub(super) fn is_well_quoted(&self, count: usize, delimiter: Delimiter) -> bool {
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
