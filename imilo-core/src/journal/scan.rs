//! Reading the records of a segment one by one, past what was damaged.

use super::merkle::Hash;
use super::record::{LONGEST, Parsed, SALT, parse, parts, plausible};

/// Read at once.
const WINDOW: usize = 1 << 20;
/// How far from its place a record is looked for: beyond, its check is taken for that of no index.
const NEAR: u64 = 1 << 24;

/// How a leaf stands where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Where it was written.
    Right,
    /// Where it was written, and so many before it are not there.
    Behind(u64),
    /// It was written elsewhere, and stands here in the place of another.
    Elsewhere(u64),
    /// It was written before, and stands here once more.
    Again(u64),
    /// Its bytes are not those that were written.
    Changed,
}

/// What was found.
pub(super) enum Found<'a> {
    Leaf {
        index: u64,
        canonical: &'a [u8],
        salt: &'a [u8; SALT],
        hash: Hash,
        standing: Standing,
    },
    Block {
        leaves: u64,
        root: Hash,
    },
    /// The record of a block that was changed.
    BadBlock,
    /// Bytes that are no record, before others that are.
    Unreadable,
    /// Bytes that are no whole record, at the end.
    Torn {
        offset: u64,
    },
}

/// Reads records from a source that gives bytes from an offset on, and none at its end.
pub(super) struct Scanner<F> {
    source: F,
    buffer: Vec<u8>,
    /// What is read of the buffer.
    start: usize,
    /// Where the buffer begins in the source.
    offset: u64,
    ended: bool,
    expected: u64,
}

impl<E, F: FnMut(u64, &mut [u8]) -> Result<usize, E>> Scanner<F> {
    pub(super) const fn new(source: F) -> Self {
        Self { source, buffer: Vec::new(), start: 0, offset: 0, ended: false, expected: 0 }
    }

    /// Offset of what comes next.
    pub(super) const fn position(&self) -> u64 {
        self.offset + self.start as u64
    }

    fn window(&self) -> &[u8] {
        self.buffer.get(self.start..).unwrap_or_default()
    }

    /// Makes two records fit into what is left of the buffer, unless the source ends.
    fn fill(&mut self) -> Result<(), E> {
        if self.ended || self.window().len() >= 2 * LONGEST {
            return Ok(());
        }
        self.buffer.drain(..self.start);
        self.offset += self.start as u64;
        self.start = 0;
        let mut filled = self.buffer.len();
        self.buffer.resize(WINDOW, 0);
        while filled < WINDOW {
            let at = self.offset + filled as u64;
            let read = (self.source)(at, self.buffer.get_mut(filled..).unwrap_or_default())?;
            if read == 0 {
                self.ended = true;
                break;
            }
            filled += read;
        }
        self.buffer.truncate(filled);
        Ok(())
    }

    /// The next record; none at the end.
    pub(super) fn next(&mut self) -> Result<Option<Found<'_>>, E> {
        self.fill()?;
        let window = self.window();
        if window.is_empty() {
            return Ok(None);
        }
        let at = self.expected;
        let (length, hash, standing) = match parse(window) {
            Parsed::Node { leaves, root, length } => {
                self.start += length;
                return Ok(Some(Found::Block { leaves, root }));
            }
            Parsed::Leaf { index, length, hash, .. } if index == at => (length, hash, Standing::Right),
            // Behind a check that is almost right something must follow that is right, or the end: half a check is none.
            Parsed::Leaf { index, length, hash, .. } if near(index, at) && self.begins(length, at) => {
                let next = window.get(length..).and_then(place_of);
                (length, hash, standing(index, at, next))
            }
            Parsed::Leaf { length, hash, .. } if self.begins(length, at) => (length, hash, Standing::Changed),
            Parsed::BadNode { length } if self.begins(length, at) => {
                self.start += length;
                return Ok(Some(Found::BadBlock));
            }
            _ => return self.skip().map(Some),
        };
        let begin = self.start;
        self.start += length;
        let index = match standing {
            Standing::Behind(missing) => at + missing,
            _ => at,
        };
        self.expected = match standing {
            Standing::Again(stored) => stored + 1,
            _ => index + 1,
        };
        let record = self.buffer.get(begin..self.start).unwrap_or_default();
        Ok(parts(record).map(|(canonical, salt)| Found::Leaf { index, canonical, salt, hash, standing }))
    }

    /// Whether, so many bytes further on, a record begins that belongs there, or the source ends.
    fn begins(&self, length: usize, at: u64) -> bool {
        let rest = self.window().get(length..);
        rest.is_some_and(|rest| (rest.is_empty() && self.ended) || belongs(rest, at))
    }

    /// Goes to the next record that belongs here, or to the end.
    fn skip(&mut self) -> Result<Found<'_>, E> {
        let offset = self.position();
        loop {
            self.start += 1;
            self.fill()?;
            if self.window().is_empty() {
                return Ok(Found::Torn { offset });
            }
            if plausible(self.window()) && belongs(self.window(), self.expected) {
                return Ok(Found::Unreadable);
            }
        }
    }
}

const fn near(index: u64, at: u64) -> bool {
    index.abs_diff(at) < NEAR
}

/// Where a record says that it stands: a leaf by its index, the root of a block behind its last leaf.
fn place_of(bytes: &[u8]) -> Option<u64> {
    match parse(bytes) {
        Parsed::Leaf { index, .. } => Some(index),
        Parsed::Node { leaves, .. } => Some(leaves),
        Parsed::BadNode { .. } | Parsed::Short => None,
    }
}

fn belongs(bytes: &[u8], at: u64) -> bool {
    match parse(bytes) {
        Parsed::Leaf { index, .. } => near(index, at),
        Parsed::Node { .. } => true,
        Parsed::BadNode { .. } | Parsed::Short => false,
    }
}

/// How a record of an index stands at another place, by the place of the record behind it.
fn standing(index: u64, at: u64, next: Option<u64>) -> Standing {
    let goes_on = next.is_none_or(|next| next == index + 1);
    match index.checked_sub(at) {
        Some(missing) if goes_on => Standing::Behind(missing),
        None if goes_on => Standing::Again(index),
        _ => Standing::Elsewhere(index),
    }
}
