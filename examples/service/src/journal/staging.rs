//! The storage of the journal while a transaction is made: what is appended waits, and is written with the rest.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use imilo_core::journal::{Log, Storage};
use thiserror::Error;

/// Why the journal cannot do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub(crate) enum StagingError {
    /// The bytes of that log are in the database, and were not read.
    #[error("the log was not loaded")]
    NotLoaded(Log),
    /// A write that did not come to its end: a transaction leaves none.
    #[error("nothing is ever cut in a database of transactions")]
    Cut,
}

/// Something to be written.
pub(crate) enum Op {
    /// Bytes at the end of a log.
    Append {
        /// Which log.
        log: Log,
        /// How long it was.
        start: u64,
        /// What comes behind.
        bytes: Vec<u8>,
    },
    /// A log goes.
    Erase(Log),
}

#[derive(Default)]
struct Inner {
    lengths: BTreeMap<Log, u64>,
    loaded: BTreeMap<Log, Vec<u8>>,
    ops: Vec<Op>,
}

/// The storage; its copies are one.
#[derive(Clone, Default)]
pub(crate) struct Staging(Arc<Mutex<Inner>>);

impl Staging {
    /// Logs of these lengths, none of them loaded.
    pub(crate) fn new(lengths: BTreeMap<Log, u64>) -> Self {
        Self(Arc::new(Mutex::new(Inner { lengths, ..Inner::default() })))
    }

    fn inner(&self) -> MutexGuard<'_, Inner> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Gives the bytes of a log, to be read until [`forget`](Self::forget).
    pub(crate) fn load(&self, log: Log, bytes: Vec<u8>) {
        self.inner().loaded.insert(log, bytes);
    }

    /// Drops the bytes that were loaded: an append needs none.
    pub(crate) fn forget(&self) {
        self.inner().loaded.clear();
    }

    /// What is to be written, once.
    pub(crate) fn take(&self) -> Vec<Op> {
        std::mem::take(&mut self.inner().ops)
    }
}

impl Storage for Staging {
    type Error = StagingError;

    fn append(&mut self, log: Log, bytes: &[u8]) -> Result<(), StagingError> {
        let mut inner = self.inner();
        let length = inner.lengths.entry(log).or_default();
        let start = *length;
        *length += bytes.len() as u64;
        if let Some(loaded) = inner.loaded.get_mut(&log) {
            loaded.extend_from_slice(bytes);
        }
        inner.ops.push(Op::Append { log, start, bytes: bytes.to_vec() });
        Ok(())
    }

    fn read(&self, log: Log, offset: u64, into: &mut [u8]) -> Result<usize, StagingError> {
        let inner = self.inner();
        if !inner.lengths.contains_key(&log) {
            return Ok(0);
        }
        let bytes = inner.loaded.get(&log).ok_or(StagingError::NotLoaded(log))?;
        let from = usize::try_from(offset).ok().and_then(|offset| bytes.get(offset..)).unwrap_or_default();
        let count = from.len().min(into.len());
        if let (Some(into), Some(from)) = (into.get_mut(..count), from.get(..count)) {
            into.copy_from_slice(from);
        }
        Ok(count)
    }

    fn cut(&mut self, _: Log, _: u64) -> Result<(), StagingError> {
        Err(StagingError::Cut)
    }

    fn erase(&mut self, log: Log) -> Result<(), StagingError> {
        let mut inner = self.inner();
        inner.loaded.remove(&log);
        if inner.lengths.remove(&log).is_some() {
            inner.ops.push(Op::Erase(log));
        }
        Ok(())
    }

    fn logs(&self) -> Result<Vec<Log>, StagingError> {
        Ok(self.inner().lengths.keys().copied().collect())
    }
}
