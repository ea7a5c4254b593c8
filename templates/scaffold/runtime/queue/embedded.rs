//! A queue in an SQLite file that the services of one machine share: no broker needs to run. Never meant for a file
//! system that several machines share.

use std::str::FromStr;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use sqlx::SqlitePool;
use sqlx::sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous};
use tokio::sync::{Mutex, Notify};

use super::{BoxFuture, Broker, BrokerError, Depth, Message, Published, Receiver, Subscription};

mod desk;
pub mod table;

/// The queue.
pub struct Queue {
    /// What is committed here survives a loss of power.
    publishing: SqlitePool,
    file: File,
}

/// What all who receive share. A loss of power can take back that a message was delivered, or settled: it comes again.
#[derive(Clone)]
struct File {
    pool: SqlitePool,
    /// SQLite has one writer; a fair queue before it is cheaper than its own waiting.
    turn: Arc<Mutex<()>>,
    /// Something was published in this process.
    published: Arc<Notify>,
}

impl Queue {
    /// Opens the file, and creates it where the URL ends in `?mode=rwc`.
    ///
    /// # Errors
    /// The URL is wrong, or the file cannot be opened.
    pub async fn open(url: &str) -> Result<Self, BrokerError> {
        let options = SqliteConnectOptions::from_str(url)
            .map_err(|error| BrokerError::Url(error.to_string()))?
            .busy_timeout(Duration::from_secs(10))
            .journal_mode(SqliteJournalMode::Wal);
        let folder = options.get_filename().parent();
        if let Some(folder) = folder.filter(|folder| !folder.as_os_str().is_empty()) {
            std::fs::create_dir_all(folder)
                .map_err(|error| BrokerError::Url(format!("{}: {error}", folder.display())))?;
        }
        let pool = |most, synchronous| {
            SqlitePoolOptions::new()
                .max_connections(most)
                .connect_lazy_with(options.clone().synchronous(synchronous))
        };
        let queue = Self {
            publishing: pool(1, SqliteSynchronous::Full),
            file: File {
                pool: pool(8, SqliteSynchronous::Normal),
                turn: Arc::new(Mutex::new(())),
                published: Arc::new(Notify::new()),
            },
        };
        let mut transaction = begin(&queue.publishing).await?;
        for statement in table::TABLES {
            let created = sqlx::query(*statement).execute(&mut *transaction).await;
            created.map_err(BrokerError::failed("create the queue's tables"))?;
        }
        commit(transaction).await?;
        Ok(queue)
    }
}

type Transaction = sqlx::Transaction<'static, sqlx::Sqlite>;

async fn begin(pool: &SqlitePool) -> Result<Transaction, BrokerError> {
    let begun = pool.begin_with("BEGIN IMMEDIATE").await;
    begun.map_err(BrokerError::failed("begin in the queue's file"))
}

async fn commit(transaction: Transaction) -> Result<(), BrokerError> {
    let committed = transaction.commit().await;
    committed.map_err(BrokerError::failed("commit to the queue's file"))
}

fn now() -> i64 {
    let since = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .unwrap_or_default();
    i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX / 4)
}

impl Broker for Queue {
    fn publish<'a>(&'a self, message: &'a Message) -> BoxFuture<'a, Result<(), BrokerError>> {
        Box::pin(async move {
            let published = self.publish_all(std::slice::from_ref(message)).await;
            published.failed.map_or(Ok(()), Err)
        })
    }

    fn publish_all<'a>(&'a self, messages: &'a [Message]) -> BoxFuture<'a, Published> {
        Box::pin(async move {
            let stored = async {
                let _turn = self.file.turn.lock().await;
                let mut transaction = begin(&self.publishing).await?;
                let stored = table::publish(&mut transaction, messages).await;
                let stored = stored.map_err(BrokerError::failed("publish"))?;
                commit(transaction).await?;
                Ok::<_, BrokerError>(stored)
            };
            match stored.await {
                Ok(stored) => {
                    self.file.published.notify_waiters();
                    let refused = messages.get(stored).map(|message| BrokerError::Full {
                        channel: message.channel.clone(),
                    });
                    Published {
                        stored,
                        failed: refused,
                    }
                }
                Err(error) => Published {
                    stored: 0,
                    failed: Some(error),
                },
            }
        })
    }

    fn ensure<'a>(
        &'a self,
        subscription: &'a Subscription,
    ) -> BoxFuture<'a, Result<(), BrokerError>> {
        Box::pin(async move {
            let _turn = self.file.turn.lock().await;
            let mut transaction = begin(&self.publishing).await?;
            let ensured = table::ensure(&mut transaction, subscription).await;
            ensured.map_err(BrokerError::failed("create the group"))?;
            commit(transaction).await
        })
    }

    fn subscribe<'a>(
        &'a self,
        subscription: &'a Subscription,
    ) -> BoxFuture<'a, Result<Box<dyn Receiver>, BrokerError>> {
        Box::pin(async move {
            self.ensure(subscription).await?;
            let receiver = desk::open(self.file.clone(), subscription.clone());
            Ok(Box::new(receiver) as Box<dyn Receiver>)
        })
    }

    fn depth<'a>(
        &'a self,
        subscription: &'a Subscription,
    ) -> BoxFuture<'a, Result<Depth, BrokerError>> {
        Box::pin(async move {
            let connection = self.file.pool.acquire().await;
            let mut connection =
                connection.map_err(BrokerError::failed("open the queue's file"))?;
            let depth = table::depth(&mut connection, subscription, now()).await;
            depth.map_err(BrokerError::failed("measure the queue"))
        })
    }

    fn probe(&self) -> BoxFuture<'_, Result<(), BrokerError>> {
        Box::pin(async move {
            let answer = sqlx::query("SELECT 1").execute(&self.file.pool).await;
            answer
                .map(|_| ())
                .map_err(BrokerError::failed("read the queue's file"))
        })
    }
}
