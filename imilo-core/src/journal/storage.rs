//! Where a journal is stored: the caller's, through a small trait; in memory here.

use std::collections::BTreeMap;
use std::convert::Infallible;

use super::segment_id::SegmentId;

/// One of the logs of a journal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Log {
    /// The chain of checkpoints: kept for good.
    Checkpoints,
    /// A segment: erased whole when it is purged.
    Segment(SegmentId),
    /// What is held of a purged segment for a dispute, by its number: erased when that dispute has ended.
    Held(SegmentId, u16),
}

/// What a journal asks of its storage: logs to which bytes are appended, and that are erased whole.
///
/// Nothing is ever overwritten. Whoever stores more than one copy erases all of them.
pub trait Storage {
    /// Why it failed.
    type Error: std::error::Error + 'static;

    /// Appends to a log, which begins with that. When it returns the bytes are durable.
    ///
    /// # Errors
    /// When that is not sure. What was written of it may then stand there: it is found at the next opening.
    fn append(&mut self, log: Log, bytes: &[u8]) -> Result<(), Self::Error>;

    /// Reads from an offset; how many bytes: none only at the end, or of a log that is not there.
    ///
    /// # Errors
    /// When it cannot be read.
    fn read(&self, log: Log, offset: u64, into: &mut [u8]) -> Result<usize, Self::Error>;

    /// Cuts a log to a length: only the end of a write that did not come to its end is ever cut.
    ///
    /// # Errors
    /// When that is not sure.
    fn cut(&mut self, log: Log, length: u64) -> Result<(), Self::Error>;

    /// Erases a log; nothing when it is not there.
    ///
    /// # Errors
    /// When that is not sure.
    fn erase(&mut self, log: Log) -> Result<(), Self::Error>;

    /// The logs that are there, in order.
    ///
    /// # Errors
    /// When they cannot be listed.
    fn logs(&self) -> Result<Vec<Log>, Self::Error>;
}

/// A journal in memory.
///
/// ```
/// use imilo_core::journal::{Log, MemoryStore, Storage};
/// let mut store = MemoryStore::default();
/// store.append(Log::Checkpoints, b"one")?;
/// let mut bytes = [0; 2];
/// assert_eq!((store.read(Log::Checkpoints, 1, &mut bytes)?, &bytes), (2, b"ne"));
/// # Ok::<(), std::convert::Infallible>(())
/// ```
#[derive(Clone, Default)]
pub struct MemoryStore {
    logs: BTreeMap<Log, Vec<u8>>,
}

impl MemoryStore {
    /// The bytes of a log.
    #[must_use]
    pub fn bytes(&self, log: Log) -> &[u8] {
        self.logs.get(&log).map(Vec::as_slice).unwrap_or_default()
    }

    /// Puts other bytes in the place of a log: for tests of what is found.
    pub fn replace(&mut self, log: Log, bytes: Vec<u8>) {
        self.logs.insert(log, bytes);
    }
}

impl Storage for MemoryStore {
    type Error = Infallible;

    fn append(&mut self, log: Log, bytes: &[u8]) -> Result<(), Infallible> {
        self.logs.entry(log).or_default().extend_from_slice(bytes);
        Ok(())
    }

    fn read(&self, log: Log, offset: u64, into: &mut [u8]) -> Result<usize, Infallible> {
        let from = usize::try_from(offset).ok().and_then(|offset| self.bytes(log).get(offset..));
        let from = from.unwrap_or_default();
        let count = from.len().min(into.len());
        if let (Some(into), Some(from)) = (into.get_mut(..count), from.get(..count)) {
            into.copy_from_slice(from);
        }
        Ok(count)
    }

    fn cut(&mut self, log: Log, length: u64) -> Result<(), Infallible> {
        if let (Some(bytes), Ok(length)) = (self.logs.get_mut(&log), usize::try_from(length)) {
            bytes.truncate(length);
        }
        Ok(())
    }

    fn erase(&mut self, log: Log) -> Result<(), Infallible> {
        self.logs.remove(&log);
        Ok(())
    }

    fn logs(&self) -> Result<Vec<Log>, Infallible> {
        Ok(self.logs.keys().copied().collect())
    }
}

/// The whole of a log.
pub(super) fn read_all<S: Storage>(storage: &S, log: Log) -> Result<Vec<u8>, S::Error> {
    let mut bytes = Vec::new();
    loop {
        let start = bytes.len();
        bytes.resize(start + (1 << 16), 0);
        let read = storage.read(log, start as u64, bytes.get_mut(start..).unwrap_or_default())?;
        bytes.truncate(start + read);
        if read == 0 {
            return Ok(bytes);
        }
    }
}
