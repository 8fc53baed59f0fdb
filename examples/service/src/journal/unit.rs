//! A unit of work: a change of the data and its events, both or neither.

use std::sync::Arc;
use std::time::Duration;

use imilo_core::error::{CodedError, ErrorCode};
use imilo_core::journal::{Checkpoint, Event, Journal, JournalError, KeyName, Log, Storage};
use imilo_core::pseudonym::OsRandomness;
use sqlx::AnyConnection;
use tokio::sync::{Mutex, OwnedMutexGuard};

use super::rows;
use super::staging::{Staging, StagingError};
use crate::error::{Code, Result, ServiceError, coded};
use crate::store::{Store, Tx};

/// How long a unit of work waits for its turn.
const PATIENCE: Duration = Duration::from_secs(30);

/// The journal as the database has it now.
pub(crate) type Kept = Journal<Staging, OsRandomness>;

/// The one who writes: units of work follow each other.
#[derive(Clone)]
pub struct Recorder {
    store: Store,
    name: KeyName,
    kept: Arc<Mutex<Option<(Kept, Staging)>>>,
}

/// A unit of work. Dropped without a commit, nothing of it was: the transaction is rolled back, and the journal, which may
/// have gone ahead in memory, is read again.
pub struct Unit {
    // Before the lock, which goes to the next one.
    tx: Option<Tx>,
    kept: OwnedMutexGuard<Option<(Kept, Staging)>>,
    ahead: bool,
}

impl Recorder {
    /// Writes to this database.
    #[must_use]
    pub fn new(store: Store, name: KeyName) -> Self {
        Self { store, name, kept: Arc::default() }
    }

    /// Begins a unit of work, when the one before it has ended.
    ///
    /// # Errors
    /// The database; a journal in which something is wrong.
    pub async fn begin(&self) -> Result<Unit> {
        let turn = tokio::time::timeout(PATIENCE, self.kept.clone().lock_owned());
        let mut kept = turn.await.map_err(|_| Code::Busy)?;
        let mut tx = self.store.begin().await?;
        if kept.is_none() {
            *kept = Some(open(&mut tx, &self.name).await?);
        }
        Ok(Unit { tx: Some(tx), kept, ahead: false })
    }
}

/// Reads the journal: the chain, and the segments that are still open.
async fn open(db: &mut AnyConnection, name: &KeyName) -> Result<(Kept, Staging)> {
    let staging = Staging::new(rows::lengths(&mut *db).await?);
    loop {
        match Journal::open(staging.clone(), name.clone(), OsRandomness) {
            Ok((journal, recovery)) => {
                if !recovery.flaws.is_empty() {
                    tracing::error!(code = "journal_damaged", flaws = recovery.flaws.len());
                }
                staging.forget();
                return Ok((journal, staging));
            }
            Err(JournalError::Storage(StagingError::NotLoaded(log))) => {
                staging.load(log, rows::bytes(&mut *db, log).await?);
            }
            Err(error) => return Err(failed(error)),
        }
    }
}

/// An error of the journal: what the input did, or what the service did.
pub(crate) fn failed(error: JournalError<StagingError>) -> ServiceError {
    match error {
        JournalError::Storage(StagingError::Cut) => Code::JournalCut.into(),
        error if error.code() == ErrorCode::EventText => coded(error),
        error => coded(error).ours(),
    }
}

impl Unit {
    /// The transaction: what is changed by it is changed with the journal.
    ///
    /// # Errors
    /// Never: it is there until the commit.
    pub fn db(&mut self) -> Result<&mut AnyConnection> {
        self.tx.as_deref_mut().ok_or_else(|| Code::Internal.into())
    }

    pub(crate) fn journal(&mut self) -> Result<&mut Kept> {
        self.ahead = true;
        self.kept.as_mut().map(|(journal, _)| journal).ok_or_else(|| Code::Internal.into())
    }

    /// Adds an event.
    ///
    /// # Errors
    /// An event that the journal does not take.
    pub fn append(&mut self, event: &Event<'_>) -> Result<()> {
        self.journal()?.append(event).map(|_| ()).map_err(failed)
    }

    /// The logs that are there.
    pub(crate) fn logs(&self) -> Vec<Log> {
        self.kept.as_ref().and_then(|(_, staging)| staging.logs().ok()).unwrap_or_default()
    }

    /// The checkpoints.
    pub(crate) fn checkpoints(&self) -> &[Checkpoint] {
        self.kept.as_ref().map(|(journal, _)| journal.checkpoints()).unwrap_or_default()
    }

    /// Reads a log that the journal is about to look into.
    pub(crate) async fn load(&mut self, log: Log) -> Result<()> {
        let bytes = rows::bytes(self.db()?, log).await?;
        if let Some((_, staging)) = self.kept.as_ref() {
            staging.load(log, bytes);
        }
        Ok(())
    }

    /// Writes the events into the transaction, which is still open.
    ///
    /// # Errors
    /// The database; another process that has written to the journal.
    pub async fn stage(&mut self) -> Result<()> {
        self.journal()?.flush().map_err(failed)?;
        let ops = self.kept.as_ref().map(|(_, staging)| staging.take()).unwrap_or_default();
        rows::write(self.db()?, ops).await
    }

    /// Makes the change and its events durable.
    ///
    /// # Errors
    /// As [`stage`](Self::stage); nothing was done then.
    pub async fn commit(mut self) -> Result<()> {
        self.stage().await?;
        if let Some((_, staging)) = self.kept.as_ref() {
            staging.forget();
        }
        let tx = self.tx.take().ok_or(Code::Internal)?;
        // Whether a commit that fails came to its end is not known: the database is asked when the journal is read again.
        tx.commit().await?;
        self.ahead = false;
        Ok(())
    }
}

impl Drop for Unit {
    fn drop(&mut self) {
        if self.ahead {
            *self.kept = None;
        }
    }
}
