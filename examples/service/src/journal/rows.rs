//! The rows of the journal: names of logs, reading, writing.

use std::collections::BTreeMap;

use imilo_core::journal::{Log, MemoryStore, SegmentId, Storage};
use sqlx::{AnyConnection, Row};

use super::staging::Op;
use crate::error::{Code, Result, ServiceError};

/// The name of a log in the database: `checkpoints`, `segment/2026-11-24/1`, `held/2026-11-24/1/7`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LogName(pub Log);

impl std::fmt::Display for LogName {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.0 {
            Log::Checkpoints => f.write_str("checkpoints"),
            Log::Segment(id) => write!(f, "segment/{id}"),
            Log::Held(id, number) => write!(f, "held/{id}/{number}"),
        }
    }
}

impl LogName {
    /// Reads a name; none when it is none.
    #[must_use]
    pub fn read(name: &str) -> Option<Self> {
        let log = match name.split_once('/') {
            None if name == "checkpoints" => Log::Checkpoints,
            Some(("segment", id)) => Log::Segment(id.parse().ok()?),
            Some(("held", rest)) => {
                let (id, number) = rest.rsplit_once('/')?;
                Log::Held(id.parse().ok()?, number.parse().ok()?)
            }
            _ => return None,
        };
        (Self(log).to_string() == name).then_some(Self(log))
    }
}

/// Each log with its length.
pub(crate) async fn lengths(db: &mut AnyConnection) -> Result<BTreeMap<Log, u64>> {
    let sql = "SELECT log, MAX(start + LENGTH(bytes)) AS until FROM journal GROUP BY log";
    let mut lengths = BTreeMap::new();
    for row in sqlx::query(sql).fetch_all(db).await? {
        let LogName(log) = LogName::read(row.try_get("log")?).ok_or(Code::Database)?;
        let until: i64 = row.try_get("until")?;
        lengths.insert(log, u64::try_from(until).unwrap_or(0));
    }
    Ok(lengths)
}

/// The bytes of a log.
pub(crate) async fn bytes(db: &mut AnyConnection, log: Log) -> Result<Vec<u8>> {
    let sql = "SELECT bytes FROM journal WHERE log = $1 ORDER BY start";
    let mut all = Vec::new();
    for row in sqlx::query(sql).bind(LogName(log).to_string()).fetch_all(db).await? {
        all.extend_from_slice(row.try_get("bytes")?);
    }
    Ok(all)
}

/// Writes what waits. A log that somebody else has written behind refuses it.
pub(crate) async fn write(db: &mut AnyConnection, ops: Vec<Op>) -> Result<()> {
    for op in ops {
        match op {
            Op::Append { log, start, bytes } => {
                let start = i64::try_from(start).map_err(|_| Code::Internal)?;
                let sql = "INSERT INTO journal (log, start, bytes) VALUES ($1, $2, $3)";
                let query = sqlx::query(sql).bind(LogName(log).to_string()).bind(start).bind(bytes);
                query.execute(&mut *db).await.map_err(conflict)?;
            }
            Op::Erase(log) => {
                let query = sqlx::query("DELETE FROM journal WHERE log = $1").bind(LogName(log).to_string());
                query.execute(&mut *db).await?;
            }
        }
    }
    Ok(())
}

fn conflict(error: sqlx::Error) -> ServiceError {
    match error.as_database_error() {
        Some(found) if found.is_unique_violation() => Code::JournalConflict.into(),
        _ => error.into(),
    }
}

/// The whole journal, in memory: to be verified or exported.
///
/// # Errors
/// The database.
pub async fn everything(db: &mut AnyConnection) -> Result<MemoryStore> {
    let logs: Vec<Log> = lengths(&mut *db).await?.into_keys().collect();
    some(db, logs).await
}

/// The chain of checkpoints with one segment and what is held of it.
///
/// # Errors
/// The database.
pub async fn one_segment(db: &mut AnyConnection, id: SegmentId) -> Result<MemoryStore> {
    let of = |log: &Log| match log {
        Log::Checkpoints => true,
        Log::Segment(one) | Log::Held(one, _) => *one == id,
    };
    let logs = lengths(&mut *db).await?.into_keys().filter(of).collect();
    some(db, logs).await
}

async fn some(db: &mut AnyConnection, logs: Vec<Log>) -> Result<MemoryStore> {
    let mut store = MemoryStore::default();
    for log in logs {
        let bytes = bytes(&mut *db, log).await?;
        store.append(log, &bytes).map_err(|_| Code::Internal)?;
    }
    Ok(store)
}
