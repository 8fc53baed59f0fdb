//! The database: PostgreSQL or SQLite, by the same statements.
//!
//! Texts, whole numbers and bytes are all that both have alike; a day is its text.

use std::borrow::Cow;
use std::sync::Once;

use sqlx::any::AnyPoolOptions;
use sqlx::migrate::{Migration, MigrationType, Migrator};
use sqlx::{Any, AnyPool, AssertSqlSafe, SqlSafeStr, Transaction};

use crate::error::{Code, Result};

/// A transaction.
pub type Tx = Transaction<'static, Any>;

/// The versions of the schema, in order. What stands is not edited: a change is one more.
const SCHEMA: [(i64, &str, &str); 1] =
    [(1, "dossiers, archive, journal", include_str!("../migrations/1.sql"))];

/// The database.
#[derive(Clone)]
pub struct Store {
    pool: AnyPool,
    embedded: bool,
}

impl Store {
    /// Opens the database and brings its schema up to date.
    ///
    /// # Errors
    /// It is not there, or of another version.
    pub async fn open(url: &str) -> Result<Self> {
        static DRIVERS: Once = Once::new();
        DRIVERS.call_once(sqlx::any::install_default_drivers);
        let embedded = url.starts_with("sqlite:");
        let mut options = AnyPoolOptions::new().max_connections(8);
        if embedded {
            options = options.after_connect(|connection, _| {
                Box::pin(async move {
                    for pragma in [
                        "PRAGMA journal_mode = WAL",
                        "PRAGMA synchronous = FULL",
                        // What is deleted is overwritten.
                        "PRAGMA secure_delete = ON",
                        "PRAGMA busy_timeout = 5000",
                    ] {
                        sqlx::query(pragma).execute(&mut *connection).await?;
                    }
                    Ok(())
                })
            });
        }
        let create = if embedded && !url.contains('?') { "?mode=rwc" } else { "" };
        let pool = options.connect(&format!("{url}{create}")).await?;
        let store = Self { pool, embedded };
        store.migrate().await?;
        Ok(store)
    }

    async fn migrate(&self) -> Result<()> {
        let bytes = if self.embedded { "BLOB" } else { "BYTEA" };
        let migrations = SCHEMA.iter().map(|(version, description, sql)| {
            let sql = AssertSqlSafe(sql.replace("{BYTES}", bytes)).into_sql_str();
            Migration::new(*version, Cow::Borrowed(*description), MigrationType::Simple, sql, false)
        });
        let migrator = Migrator { migrations: Cow::Owned(migrations.collect()), ..Migrator::DEFAULT };
        migrator.run(&self.pool).await.map_err(|_| Code::Database.into())
    }

    /// Begins a transaction that will write.
    ///
    /// # Errors
    /// The database.
    pub async fn begin(&self) -> Result<Tx> {
        // SQLite: the lock is taken now, or the transaction could not get it once it has read.
        let begin = if self.embedded { "BEGIN IMMEDIATE" } else { "BEGIN" };
        Ok(self.pool.begin_with(begin).await?)
    }

    /// Begins a transaction that reads one state of the whole.
    ///
    /// # Errors
    /// The database.
    pub async fn snapshot(&self) -> Result<Tx> {
        let begin = if self.embedded { "BEGIN" } else { "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY" };
        Ok(self.pool.begin_with(begin).await?)
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// It does not.
    pub async fn ping(&self) -> Result<()> {
        sqlx::query("SELECT 1").execute(&self.pool).await?;
        Ok(())
    }

    /// After a deletion: what was deleted does not stay behind in the files of the database.
    ///
    /// # Errors
    /// The database.
    pub async fn sweep(&self) -> Result<()> {
        let statements: &[&str] = if self.embedded {
            &["PRAGMA wal_checkpoint(TRUNCATE)"]
        } else {
            &["VACUUM (FULL) dossiers", "VACUUM (FULL) fse_archive", "VACUUM (FULL) journal"]
        };
        for statement in statements {
            sqlx::query(*statement).execute(&self.pool).await?;
        }
        Ok(())
    }

    /// Closes every connection.
    pub async fn close(&self) {
        self.pool.close().await;
    }
}
