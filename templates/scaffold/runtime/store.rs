//! The service's own database: SQLite in a file, or PostgreSQL by URL. Never holds a lock while it waits for somebody
//! else than the database.
//!
//! Statements with `$1`, `$2` … work on both. What must happen together happens in one [`Transaction`]: the service's
//! state, the messages it sends and the record of the message it handled.

use std::ops::{Deref, DerefMut};
use std::str::FromStr;
use std::sync::Arc;
use std::time::Duration;

use sqlx::any::AnyPoolOptions;
use sqlx::sqlite::SqliteConnectOptions;
use sqlx::{Any, AnyConnection, AnyPool, AssertSqlSafe, Executor};
use tokio::sync::{Notify, OwnedSemaphorePermit, Semaphore};

use super::failure::Failure;

/// How long a transaction waits for its turn.
const TURN: Duration = Duration::from_secs(10);

/// What the runtime keeps in the database, statement by statement. Statements are added at the end and never changed.
const TABLES: &[&str] = &[
    "CREATE TABLE outbox (seq {serial}, id TEXT NOT NULL, channel TEXT NOT NULL, message_key TEXT, \
     headers TEXT NOT NULL, published BIGINT NOT NULL, body {bytes} NOT NULL, sent BIGINT)",
    "CREATE INDEX outbox_pending ON outbox (seq) WHERE sent IS NULL",
    "CREATE INDEX outbox_sent ON outbox (sent) WHERE sent IS NOT NULL",
    "CREATE TABLE processed (channel TEXT NOT NULL, id TEXT NOT NULL, at BIGINT NOT NULL, \
     PRIMARY KEY (channel, id))",
    "CREATE INDEX processed_at ON processed (at)",
    "CREATE TABLE attempts (channel TEXT NOT NULL, id TEXT NOT NULL, begun BIGINT NOT NULL, \
     at BIGINT NOT NULL, PRIMARY KEY (channel, id))",
    "CREATE TABLE dead_letters (channel TEXT NOT NULL, id TEXT NOT NULL, message_key TEXT, \
     headers TEXT NOT NULL, published BIGINT NOT NULL, body {bytes} NOT NULL, reason TEXT NOT NULL, \
     attempts BIGINT NOT NULL, at BIGINT NOT NULL, PRIMARY KEY (channel, id))",
    "CREATE TABLE leases (name TEXT PRIMARY KEY, holder TEXT NOT NULL, until BIGINT NOT NULL)",
];

/// Why the database did not do what it was asked for.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The URL is no database's, or its folder cannot be made.
    #[error("DATABASE_URL: {0}")]
    Url(String),
    /// Other transactions took too long.
    #[error("no turn to write within {TURN:?}: is a transaction held while a call is made?")]
    Busy,
    /// The message's record exists already: somebody else has handled it meanwhile, so nothing is left to do.
    #[error("the message has been processed meanwhile")]
    AlreadyProcessed,
    /// The message cannot be written as JSON.
    #[error("the message cannot be written: {0}")]
    Unwritable(#[from] serde_json::Error),
    /// The database did not answer, or refused.
    #[error(transparent)]
    Database(#[from] sqlx::Error),
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        Self::internal(error)
    }
}

impl From<sqlx::Error> for Failure {
    fn from(error: sqlx::Error) -> Self {
        Self::internal(error)
    }
}

/// Which database it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Backend {
    Sqlite,
    Postgres,
}

impl Backend {
    /// A statement with the words of this database.
    fn words(self, statement: &str) -> String {
        let (serial, bytes) = match self {
            Self::Sqlite => ("INTEGER PRIMARY KEY AUTOINCREMENT", "BLOB"),
            Self::Postgres => ("BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY", "BYTEA"),
        };
        statement
            .replace("{serial}", serial)
            .replace("{bytes}", bytes)
    }
}

/// The database, and whoever waits for what is committed to it. Clones share it.
#[derive(Debug, Clone)]
pub struct Store {
    pool: AnyPool,
    backend: Backend,
    /// SQLite has one writer; a fair queue before it is cheaper than its own waiting.
    turn: Option<Arc<Semaphore>>,
    sends: Arc<Notify>,
}

impl Store {
    /// Opens the database and creates the runtime's tables. An SQLite file's folder is made where it is missing.
    ///
    /// # Errors
    /// The URL is wrong, or the database does not answer.
    pub async fn open(url: &str) -> Result<Self, StoreError> {
        sqlx::any::install_default_drivers();
        let backend = match url.split(':').next() {
            Some("sqlite") => Backend::Sqlite,
            Some("postgres" | "postgresql") => Backend::Postgres,
            _ => return Err(StoreError::Url("use sqlite: or postgres:".into())),
        };
        let sqlite = backend == Backend::Sqlite;
        if sqlite {
            make_folder(url)?;
        }
        let pool = AnyPoolOptions::new()
            .max_connections(if url.contains(":memory:") { 1 } else { 10 })
            .acquire_timeout(TURN)
            .after_connect(move |connection, _| {
                Box::pin(async move {
                    if sqlite {
                        connection.execute("PRAGMA busy_timeout = 10000").await?;
                        connection.execute("PRAGMA journal_mode = WAL").await?;
                        connection.execute("PRAGMA foreign_keys = ON").await?;
                    }
                    Ok(())
                })
            })
            .connect(url)
            .await?;
        let store = Self {
            pool,
            backend,
            turn: sqlite.then(|| Arc::new(Semaphore::new(1))),
            sends: Arc::new(Notify::new()),
        };
        store.migrate("runtime", TABLES).await?;
        Ok(store)
    }

    /// Runs the statements of `owner` that have not run yet, in order and together. Add new ones at the end. `{serial}`
    /// is a primary key that counts up, `{bytes}` the type of binary data.
    ///
    /// # Errors
    /// The database refuses a statement; none of them has run then.
    pub async fn migrate(&self, owner: &str, statements: &[&str]) -> Result<(), StoreError> {
        let mut transaction = self.begin().await?;
        let connection = &mut *transaction;
        if self.backend == Backend::Postgres {
            // Two instances that start at the same time create the tables one after the other.
            sqlx::query("SELECT pg_advisory_xact_lock(7305117)")
                .execute(&mut *connection)
                .await?;
        }
        connection
            .execute(
                "CREATE TABLE IF NOT EXISTS migrations \
                 (owner TEXT NOT NULL, number BIGINT NOT NULL, PRIMARY KEY (owner, number))",
            )
            .await?;
        let done: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM migrations WHERE owner = $1")
            .bind(owner)
            .fetch_one(&mut *connection)
            .await?;
        let done = usize::try_from(done).unwrap_or_default();
        for (number, statement) in statements.iter().enumerate().skip(done) {
            let statement = self.backend.words(statement);
            connection
                .execute(sqlx::raw_sql(AssertSqlSafe(statement)))
                .await?;
            sqlx::query("INSERT INTO migrations (owner, number) VALUES ($1, $2)")
                .bind(owner)
                .bind(i64::try_from(number).unwrap_or(i64::MAX))
                .execute(&mut *connection)
                .await?;
        }
        transaction.commit().await
    }

    /// Begins a transaction that may write. Dropped without [`Transaction::commit`], nothing of it has happened.
    ///
    /// # Errors
    /// The database does not answer, or other transactions take too long.
    pub async fn begin(&self) -> Result<Transaction, StoreError> {
        let turn = match &self.turn {
            Some(turn) => Some(
                tokio::time::timeout(TURN, Arc::clone(turn).acquire_owned())
                    .await
                    .map_err(|_| StoreError::Busy)?
                    .map_err(|_| StoreError::Busy)?,
            ),
            None => None,
        };
        let inner = match self.backend {
            // To begin with a read lock and to want more later can fail half-way.
            Backend::Sqlite => self.pool.begin_with("BEGIN IMMEDIATE").await?,
            Backend::Postgres => self.pool.begin().await?,
        };
        Ok(Transaction {
            inner,
            sends: Arc::clone(&self.sends),
            wakes: false,
            _turn: turn,
        })
    }

    /// Connections for reading outside of a transaction.
    pub fn pool(&self) -> &AnyPool {
        &self.pool
    }

    /// Whether the database answers.
    ///
    /// # Errors
    /// It does not.
    pub async fn probe(&self) -> Result<(), StoreError> {
        sqlx::query("SELECT 1").execute(&self.pool).await?;
        Ok(())
    }

    /// Returns when a transaction with messages has been committed in this process since the last call.
    pub(super) async fn committed(&self) {
        self.sends.notified().await;
    }

    /// The database's clock in milliseconds since 1970, as an expression: instances compare no clocks of their own.
    pub(super) fn clock(&self) -> &'static str {
        match self.backend {
            Backend::Sqlite => "CAST(unixepoch('subsec') * 1000 AS BIGINT)",
            Backend::Postgres => "CAST(EXTRACT(EPOCH FROM clock_timestamp()) * 1000 AS BIGINT)",
        }
    }
}

/// The folder of an SQLite file.
fn make_folder(url: &str) -> Result<(), StoreError> {
    let options = SqliteConnectOptions::from_str(url)?;
    let folder = options.get_filename().parent();
    match folder.filter(|folder| !folder.as_os_str().is_empty()) {
        Some(folder) => std::fs::create_dir_all(folder)
            .map_err(|error| StoreError::Url(format!("{}: {error}", folder.display()))),
        None => Ok(()),
    }
}

/// Changes that happen together or not at all. It is used like a connection: `.execute(&mut *transaction)`.
#[derive(Debug)]
pub struct Transaction {
    inner: sqlx::Transaction<'static, Any>,
    sends: Arc<Notify>,
    wakes: bool,
    // Given back after the connection, because fields are dropped in this order.
    _turn: Option<OwnedSemaphorePermit>,
}

impl Transaction {
    /// Makes the changes happen, and wakes the relay where messages are among them.
    ///
    /// # Errors
    /// The database does not confirm. Whether the changes have happened is then not known.
    pub async fn commit(self) -> Result<(), StoreError> {
        self.inner.commit().await?;
        if self.wakes {
            self.sends.notify_one();
        }
        Ok(())
    }

    /// Takes everything back. To drop the transaction does the same, later.
    ///
    /// # Errors
    /// The database does not answer; it takes the changes back by itself.
    pub async fn rollback(self) -> Result<(), StoreError> {
        Ok(self.inner.rollback().await?)
    }

    /// The commit has messages to send.
    pub(super) fn wakes(&mut self) {
        self.wakes = true;
    }
}

impl Deref for Transaction {
    type Target = AnyConnection;

    fn deref(&self) -> &AnyConnection {
        &self.inner
    }
}

impl DerefMut for Transaction {
    fn deref_mut(&mut self) -> &mut AnyConnection {
        &mut self.inner
    }
}
