//! What is remembered of messages: which were processed, how often one was tried, which are dead letters. Never
//! handles one.

use std::collections::BTreeMap;
use std::time::{Duration, SystemTime};

use sqlx::any::AnyRow;
use sqlx::{AssertSqlSafe, Row};
use uuid::Uuid;

use super::super::metrics;
use super::super::outbox::put_message;
use super::super::queue::Message;
use super::super::store::{Store, StoreError, Transaction};

/// What is known of a message before it is handled.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Known {
    pub(super) processed: bool,
    /// Attempts that were begun and recorded.
    pub(super) begun: Option<u32>,
}

/// Looks a message up.
pub(super) async fn known(store: &Store, channel: &str, id: &str) -> Result<Known, StoreError> {
    let row = sqlx::query(
        "SELECT (SELECT COUNT(*) FROM processed WHERE channel = $1 AND id = $2) AS processed, \
         (SELECT begun FROM attempts WHERE channel = $1 AND id = $2) AS begun",
    )
    .bind(channel)
    .bind(id)
    .fetch_one(store.pool())
    .await?;
    let begun: Option<i64> = row.try_get("begun")?;
    Ok(Known {
        processed: row.try_get::<i64, _>("processed")? > 0,
        begun: begun.map(|begun| u32::try_from(begun).unwrap_or(u32::MAX)),
    })
}

/// Writes that a message is processed; `false` where that was written before.
pub(super) async fn processed(
    store: &Store,
    transaction: &mut Transaction,
    channel: &str,
    id: &str,
) -> Result<bool, StoreError> {
    let statement = format!(
        "INSERT INTO processed (channel, id, at) VALUES ($1, $2, {}) ON CONFLICT DO NOTHING",
        store.clock()
    );
    let written = sqlx::query(AssertSqlSafe(statement))
        .bind(channel)
        .bind(id)
        .execute(&mut **transaction)
        .await?;
    Ok(written.rows_affected() == 1)
}

/// Writes that one more attempt begins, and says the how manyth it is. `before` attempts are taken for granted.
pub(super) async fn begins(
    store: &Store,
    message: &Message,
    before: u32,
) -> Result<u32, StoreError> {
    let mut transaction = store.begin().await?;
    let statement = format!(
        "INSERT INTO attempts (channel, id, begun, at) VALUES ($1, $2, $3, {}) \
         ON CONFLICT (channel, id) DO UPDATE SET begun = attempts.begun + 1 RETURNING begun",
        store.clock()
    );
    let begun: i64 = sqlx::query_scalar(AssertSqlSafe(statement))
        .bind(&message.channel)
        .bind(&message.id)
        .bind(i64::from(before) + 1)
        .fetch_one(&mut *transaction)
        .await?;
    transaction.commit().await?;
    Ok(u32::try_from(begun).unwrap_or(u32::MAX))
}

/// Writes a dead letter and its copy for the broker, in the transaction of the message's record.
pub(super) async fn bury(
    store: &Store,
    transaction: &mut Transaction,
    message: &Message,
    reason: &str,
    attempts: u32,
) -> Result<(), StoreError> {
    let statement = format!(
        "INSERT INTO dead_letters \
         (channel, id, message_key, headers, published, body, reason, attempts, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, {}) ON CONFLICT DO NOTHING",
        store.clock()
    );
    sqlx::query(AssertSqlSafe(statement))
        .bind(&message.channel)
        .bind(&message.id)
        .bind(message.key.as_deref())
        .bind(serde_json::to_string(&message.headers)?)
        .bind(message.published_millis())
        .bind(message.body.as_slice())
        .bind(reason)
        .bind(i64::from(attempts))
        .execute(&mut **transaction)
        .await?;
    let mut copy = message.clone();
    copy.id = Uuid::now_v7().to_string();
    copy.channel.push_str(".dead");
    copy.published = SystemTime::now();
    let told = [
        ("dead-letter-id", message.id.clone()),
        ("dead-letter-reason", one_line(reason)),
        ("dead-letter-attempts", attempts.to_string()),
    ];
    for (name, value) in told {
        copy.headers.insert(name.to_owned(), value);
    }
    put_message(transaction, &copy).await
}

/// Headers take neither line ends nor texts without end.
fn one_line(text: &str) -> String {
    let plain = |c: char| if c.is_ascii_graphic() { c } else { ' ' };
    text.chars().take(200).map(plain).collect()
}

/// Forgets what came long ago, of one channel.
pub(super) async fn forget(
    store: &Store,
    channel: &str,
    after: Duration,
) -> Result<(), StoreError> {
    let after = i64::try_from(after.as_millis()).unwrap_or(i64::MAX);
    for table in ["processed", "attempts"] {
        let mut transaction = store.begin().await?;
        let statement = format!(
            "DELETE FROM {table} WHERE channel = $1 AND at < {} - $2",
            store.clock()
        );
        sqlx::query(AssertSqlSafe(statement))
            .bind(channel)
            .bind(after)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
    }
    Ok(())
}

/// Says how many dead letters there are.
pub(super) async fn measure(store: &Store, channel: &str) -> Result<(), StoreError> {
    let letters: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM dead_letters WHERE channel = $1")
        .bind(channel)
        .fetch_one(store.pool())
        .await?;
    metrics::dead_letters(channel.to_owned(), letters.unsigned_abs());
    Ok(())
}

/// A message that could not be handled.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeadLetter {
    /// The message.
    pub message: Message,
    /// Why it could not be handled, the last time.
    pub reason: String,
    /// How often it was tried.
    pub attempts: u32,
}

/// The dead letters of a channel, oldest first.
///
/// # Errors
/// The database does not answer.
pub async fn dead_letters(store: &Store, channel: &str) -> Result<Vec<DeadLetter>, StoreError> {
    let rows = sqlx::query("SELECT * FROM dead_letters WHERE channel = $1 ORDER BY at, id")
        .bind(channel)
        .fetch_all(store.pool())
        .await?;
    rows.iter().map(letter).collect()
}

/// Sends a dead letter again, after its cause is gone. It goes to the channel, so other services get it as well, and
/// recognise it. `false`: there is no such letter.
///
/// # Errors
/// The database does not answer.
pub async fn redeliver(store: &Store, channel: &str, id: &str) -> Result<bool, StoreError> {
    let mut transaction = store.begin().await?;
    let row = sqlx::query("SELECT * FROM dead_letters WHERE channel = $1 AND id = $2")
        .bind(channel)
        .bind(id)
        .fetch_optional(&mut *transaction)
        .await?;
    let Some(row) = row else { return Ok(false) };
    for statement in [
        "DELETE FROM dead_letters WHERE channel = $1 AND id = $2",
        "DELETE FROM processed WHERE channel = $1 AND id = $2",
        "DELETE FROM attempts WHERE channel = $1 AND id = $2",
    ] {
        sqlx::query(statement)
            .bind(channel)
            .bind(id)
            .execute(&mut *transaction)
            .await?;
    }
    put_message(&mut transaction, &letter(&row)?.message).await?;
    transaction.commit().await?;
    Ok(true)
}

fn letter(row: &AnyRow) -> Result<DeadLetter, StoreError> {
    let headers: BTreeMap<String, String> = serde_json::from_str(row.try_get("headers")?)?;
    let attempts: i64 = row.try_get("attempts")?;
    Ok(DeadLetter {
        message: Message {
            id: row.try_get("id")?,
            channel: row.try_get("channel")?,
            key: row.try_get("message_key")?,
            headers,
            published: Message::moment(row.try_get("published")?),
            body: row.try_get("body")?,
        },
        reason: row.try_get("reason")?,
        attempts: u32::try_from(attempts).unwrap_or(u32::MAX),
    })
}
