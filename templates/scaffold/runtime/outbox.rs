//! Messages that are sent if, and only if, the state they belong to is committed. Never loses a committed message, and
//! may send one twice: what is published and not yet marked when the process dies is published again.
//!
//! [`put`] writes a message in the transaction of the state. A [`Relay`] publishes what is committed, in the order in
//! which it was put, and marks it after the broker has confirmed. Of several instances on one database only one
//! relays at a time.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

use serde::Serialize;
use sqlx::AssertSqlSafe;
use sqlx::Row;
use sqlx::any::AnyRow;
use tokio_util::sync::CancellationToken;
use uuid::Uuid;

use super::queue::{Broker, BrokerError, Message, Published};
use super::store::{Store, StoreError, Transaction};
use super::{metrics, telemetry};

/// Messages published in one go.
const BATCH: i64 = 256;

/// How long one relay has the outbox for itself before it must say that it still lives.
const LEASE: Duration = Duration::from_secs(5);

/// A broker that needs longer for a batch is taken for lost.
const LONGEST_PUBLISHING: Duration = Duration::from_secs(30);

/// The longest pause after a refusal.
const LONGEST_PAUSE: Duration = Duration::from_secs(10);

/// A message that is to be sent.
#[derive(Debug, Clone, Copy)]
pub struct Outgoing<'a, T> {
    /// The channel.
    pub channel: &'a str,
    /// Messages of one key are kept in order, where consumers ask for it.
    pub key: Option<&'a str>,
    /// Becomes JSON.
    pub body: &'a T,
}

/// Writes a message into the outbox. It is sent after the transaction is committed, and never if it is not. Returns
/// the message's identifier.
///
/// # Errors
/// The message is no JSON, or the database refuses.
pub async fn put<T: Serialize>(
    transaction: &mut Transaction,
    outgoing: Outgoing<'_, T>,
) -> Result<String, StoreError> {
    let body = serde_json::to_vec(outgoing.body)?;
    let mut message = Message::new(outgoing.channel, body);
    message.key = outgoing.key.map(str::to_owned);
    telemetry::inject_message(&mut message.headers);
    put_message(transaction, &message).await?;
    Ok(message.id)
}

/// Writes a message as it is.
pub(super) async fn put_message(
    transaction: &mut Transaction,
    message: &Message,
) -> Result<(), StoreError> {
    sqlx::query(
        "INSERT INTO outbox (id, channel, message_key, headers, published, body) \
         VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&message.id)
    .bind(&message.channel)
    .bind(message.key.as_deref())
    .bind(serde_json::to_string(&message.headers)?)
    .bind(message.published_millis())
    .bind(message.body.as_slice())
    .execute(&mut **transaction)
    .await?;
    transaction.wakes();
    Ok(())
}

/// Moves messages from the outbox to the broker.
pub struct Relay {
    store: Store,
    broker: Arc<dyn Broker>,
    holder: String,
    interval: Duration,
    retention: Duration,
    paused: BTreeMap<String, Pause>,
    /// Channels whose size was told before, so that their end is told as well.
    told: BTreeSet<String>,
}

/// A channel that refused.
struct Pause {
    until: Instant,
    length: Duration,
}

/// What one round has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Round {
    /// Nothing was there, or somebody else relays.
    Idle,
    /// There may be more.
    Moved,
}

impl Relay {
    /// A relay that looks at the outbox after each commit of this process, and every half a second. Sent messages are
    /// kept for a day, to be looked at.
    pub fn new(store: Store, broker: Arc<dyn Broker>) -> Self {
        Self {
            store,
            broker,
            holder: Uuid::now_v7().to_string(),
            interval: Duration::from_millis(500),
            retention: Duration::from_secs(24 * 60 * 60),
            paused: BTreeMap::new(),
            told: BTreeSet::new(),
        }
    }

    /// Looks at the outbox at least this often. Not only for others' commits: a refused message waits for it too.
    #[must_use]
    pub fn every(mut self, interval: Duration) -> Self {
        self.interval = interval;
        self
    }

    /// Relays until it is told to stop. What is still in the outbox then is sent after the next start.
    pub async fn run(mut self, stop: CancellationToken) {
        let mut housekeeping = Instant::now();
        while !stop.is_cancelled() {
            let round = match self.round().await {
                Ok(round) => round,
                Err(error) => {
                    tracing::error!(%error, "the outbox cannot be read");
                    Round::Idle
                }
            };
            if housekeeping <= Instant::now() {
                self.keep_house().await;
                housekeeping = Instant::now() + Duration::from_secs(5);
            }
            if round == Round::Idle {
                tokio::select! {
                    () = self.store.committed() => {}
                    () = tokio::time::sleep(self.interval) => {}
                    () = stop.cancelled() => {}
                }
            }
        }
        self.release().await;
    }

    /// Publishes one batch, channel by channel.
    async fn round(&mut self) -> Result<Round, StoreError> {
        let rows = self.pending().await?;
        if rows.is_empty() || !self.lease().await? {
            return Ok(Round::Idle);
        }
        // Read again, now that nobody else publishes.
        let rows = self.pending().await?;
        let mut channels: BTreeMap<String, (Vec<i64>, Vec<Message>)> = BTreeMap::new();
        for row in &rows {
            let message = message(row)?;
            let (numbers, messages) = channels.entry(message.channel.clone()).or_default();
            numbers.push(row.try_get("seq")?);
            messages.push(message);
        }
        let (mut moved, mut leased) = (Round::Idle, Instant::now());
        for (channel, (numbers, messages)) in channels {
            if leased.elapsed() > LEASE / 3 {
                if !self.lease().await? {
                    return Ok(Round::Idle);
                }
                leased = Instant::now();
            }
            let sent = self.publish(&channel, &messages).await;
            if sent > 0 {
                moved = Round::Moved;
                self.mark(&numbers[..sent]).await?;
            }
        }
        Ok(moved)
    }

    /// The oldest messages of channels that are not paused.
    async fn pending(&mut self) -> Result<Vec<AnyRow>, StoreError> {
        let now = Instant::now();
        let paused: Vec<&String> = (self.paused.iter())
            .filter(|(_, pause)| pause.until > now)
            .map(|(channel, _)| channel)
            .collect();
        let without: String = (0..paused.len())
            .map(|at| format!(" AND channel <> ${}", at + 2))
            .collect();
        let statement = format!(
            "SELECT seq, id, channel, message_key, headers, published, body FROM outbox \
             WHERE sent IS NULL{without} ORDER BY seq LIMIT $1"
        );
        let mut query = sqlx::query(AssertSqlSafe(statement)).bind(BATCH);
        for channel in paused {
            query = query.bind(channel.clone());
        }
        Ok(query.fetch_all(self.store.pool()).await?)
    }

    /// How many of these the broker has stored.
    async fn publish(&mut self, channel: &str, messages: &[Message]) -> usize {
        let published = self.publish_with_lease(messages).await;
        let Published { stored, failed } = published;
        for _ in 0..stored {
            metrics::published(channel.to_owned());
        }
        match failed {
            None => {
                self.paused.remove(channel);
            }
            Some(error) => {
                let before = self.paused.get(channel).map(|pause| pause.length * 2);
                let length = before
                    .unwrap_or(Duration::from_millis(100))
                    .min(LONGEST_PAUSE);
                tracing::warn!(channel, %error, ?length, "not published, stays in the outbox");
                let until = Instant::now() + length;
                self.paused
                    .insert(channel.to_owned(), Pause { until, length });
            }
        }
        stored
    }

    /// Publishes, and keeps the lease for as long as that takes: whoever gets it next must not meet this one.
    async fn publish_with_lease(&self, messages: &[Message]) -> Published {
        let nothing = |why: &'static str| Published {
            stored: 0,
            failed: Some(BrokerError::failed("publish")(why)),
        };
        let mut publishing = self.broker.publish_all(messages);
        let began = Instant::now();
        loop {
            match tokio::time::timeout(LEASE / 3, &mut publishing).await {
                Ok(published) => return published,
                Err(_) if began.elapsed() > LONGEST_PUBLISHING => {
                    return nothing("the broker takes too long");
                }
                Err(_) if !self.lease().await.is_ok_and(|held| held) => {
                    return nothing("the outbox is somebody else's now");
                }
                Err(_) => {}
            }
        }
    }

    async fn mark(&self, numbers: &[i64]) -> Result<(), StoreError> {
        let mut transaction = self.store.begin().await?;
        let statement = format!(
            "UPDATE outbox SET sent = {} WHERE seq = $1",
            self.store.clock()
        );
        for number in numbers {
            sqlx::query(AssertSqlSafe(statement.as_str()))
                .bind(number)
                .execute(&mut *transaction)
                .await?;
        }
        transaction.commit().await
    }

    /// Whether this relay has the outbox for itself for the time of [`LEASE`].
    async fn lease(&self) -> Result<bool, StoreError> {
        let clock = self.store.clock();
        let statement = format!(
            "INSERT INTO leases (name, holder, until) VALUES ('relay', $1, {clock} + $2) \
             ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until \
             WHERE leases.holder = excluded.holder OR leases.until < {clock}"
        );
        let mut transaction = self.store.begin().await?;
        let taken = sqlx::query(AssertSqlSafe(statement))
            .bind(&self.holder)
            .bind(i64::try_from(LEASE.as_millis()).unwrap_or(i64::MAX))
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(taken.rows_affected() == 1)
    }

    /// Lets another instance go on at once.
    async fn release(&self) {
        let released = async {
            let mut transaction = self.store.begin().await?;
            sqlx::query("DELETE FROM leases WHERE name = 'relay' AND holder = $1")
                .bind(&self.holder)
                .execute(&mut *transaction)
                .await?;
            transaction.commit().await
        };
        if let Err(error) = released.await {
            tracing::warn!(%error, "the outbox is given back by time only");
        }
    }

    /// Says how much waits, and removes what was sent long ago.
    async fn keep_house(&mut self) {
        if let Err(error) = self.prune().await {
            tracing::warn!(%error, "sent messages stay in the outbox");
        }
        if let Err(error) = self.measure().await {
            tracing::warn!(%error, "the outbox cannot be measured");
        }
    }

    async fn prune(&self) -> Result<(), StoreError> {
        let clock = self.store.clock();
        let mut transaction = self.store.begin().await?;
        let statement = format!("DELETE FROM outbox WHERE sent < {clock} - $1");
        sqlx::query(AssertSqlSafe(statement))
            .bind(i64::try_from(self.retention.as_millis()).unwrap_or(i64::MAX))
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await
    }

    async fn measure(&mut self) -> Result<(), StoreError> {
        let waiting = sqlx::query(
            "SELECT channel, COUNT(*) AS pending, MIN(published) AS oldest \
             FROM outbox WHERE sent IS NULL GROUP BY channel",
        )
        .fetch_all(self.store.pool())
        .await?;
        let mut empty = std::mem::take(&mut self.told);
        for row in waiting {
            let channel: String = row.try_get("channel")?;
            let pending: i64 = row.try_get("pending")?;
            let oldest = Message::moment(row.try_get("oldest")?);
            let oldest = oldest.elapsed().unwrap_or_default();
            metrics::outbox(channel.clone(), pending.unsigned_abs(), Some(oldest));
            empty.remove(&channel);
            self.told.insert(channel);
        }
        for channel in empty {
            metrics::outbox(channel, 0, None);
        }
        Ok(())
    }
}

fn message(row: &AnyRow) -> Result<Message, StoreError> {
    Ok(Message {
        id: row.try_get("id")?,
        channel: row.try_get("channel")?,
        key: row.try_get("message_key")?,
        headers: serde_json::from_str(row.try_get("headers")?)?,
        published: Message::moment(row.try_get("published")?),
        body: row.try_get("body")?,
    })
}
