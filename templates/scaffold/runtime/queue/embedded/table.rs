//! The tables of the embedded queue and what can be done to them. Never looks at the clock: the time is a parameter,
//! so that every order of events can be tested.
//!
//! Each group has its own copy of a message, as long as the group has not settled it. A copy is *held* by the receiver
//! to which it was delivered. A receiver that does not renew its lease is dead, and what it held waits again.

use std::collections::BTreeMap;

use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row, SqliteConnection};

use super::super::{Depth, Message, Order, Subscription};

/// What is created in a new file.
pub const TABLES: &[&str] = &[
    // A channel without groups keeps its messages for the first one, under the empty name.
    "CREATE TABLE IF NOT EXISTS consumer_groups (channel TEXT NOT NULL, name TEXT NOT NULL, \
     queue_limit INTEGER, PRIMARY KEY (channel, name)) WITHOUT ROWID",
    "CREATE TABLE IF NOT EXISTS copies (seq INTEGER PRIMARY KEY AUTOINCREMENT, \
     channel TEXT NOT NULL, receiving TEXT NOT NULL, id TEXT NOT NULL, message_key TEXT, \
     headers TEXT NOT NULL, published INTEGER NOT NULL, body BLOB NOT NULL, \
     due INTEGER NOT NULL DEFAULT 0, holder TEXT, deliveries INTEGER NOT NULL DEFAULT 0, \
     UNIQUE (channel, receiving, id))",
    "CREATE INDEX IF NOT EXISTS copies_waiting ON copies (channel, receiving, seq) \
     WHERE holder IS NULL",
    "CREATE INDEX IF NOT EXISTS copies_held ON copies (channel, receiving, holder) \
     WHERE holder IS NOT NULL",
    "CREATE INDEX IF NOT EXISTS copies_keyed ON copies (channel, receiving, message_key, seq)",
    "CREATE TABLE IF NOT EXISTS receivers (id TEXT PRIMARY KEY, until INTEGER NOT NULL) \
     WITHOUT ROWID",
];

/// Why a statement did not do what it should.
pub type Result<T> = std::result::Result<T, sqlx::Error>;

/// A copy that was delivered.
#[derive(Debug, Clone)]
pub struct Claim {
    /// The copy's number.
    pub seq: i64,
    /// The message.
    pub message: Message,
    /// Deliveries, this one included.
    pub deliveries: u32,
}

/// Makes a group exist. The first group of a channel gets what was published before.
pub async fn ensure(connection: &mut SqliteConnection, subscription: &Subscription) -> Result<()> {
    let limit = subscription
        .queue_limit
        .map(|limit| i64::try_from(limit).unwrap_or(i64::MAX));
    sqlx::query(
        "INSERT INTO consumer_groups (channel, name, queue_limit) VALUES ($1, $2, $3) \
         ON CONFLICT DO UPDATE SET queue_limit = excluded.queue_limit",
    )
    .bind(&subscription.channel)
    .bind(&subscription.group)
    .bind(limit)
    .execute(&mut *connection)
    .await?;
    sqlx::query("UPDATE copies SET receiving = $2 WHERE channel = $1 AND receiving = ''")
        .bind(&subscription.channel)
        .bind(&subscription.group)
        .execute(&mut *connection)
        .await?;
    Ok(())
}

/// A group and how many more messages it takes.
struct Group {
    name: String,
    room: Option<i64>,
}

async fn groups(connection: &mut SqliteConnection, channel: &str) -> Result<Vec<Group>> {
    let rows = sqlx::query(
        "SELECT name, queue_limit - (SELECT COUNT(*) FROM copies \
         WHERE copies.channel = consumer_groups.channel AND receiving = name AND holder IS NULL \
         AND queue_limit IS NOT NULL) AS room \
         FROM consumer_groups WHERE channel = $1",
    )
    .bind(channel)
    .fetch_all(connection)
    .await?;
    let group = |row: SqliteRow| {
        Ok(Group {
            name: row.try_get("name")?,
            room: row.try_get("room")?,
        })
    };
    rows.into_iter().map(group).collect()
}

/// Gives each group a copy of each message; one that a group has and has not settled yet is not given again. Returns
/// how many from the start were stored: fewer than all where a group's queue is full.
pub async fn publish(connection: &mut SqliteConnection, messages: &[Message]) -> Result<usize> {
    let mut channels: BTreeMap<&str, Vec<Group>> = BTreeMap::new();
    for (at, message) in messages.iter().enumerate() {
        let channel = message.channel.as_str();
        if !channels.contains_key(channel) {
            let mut groups = groups(connection, channel).await?;
            if groups.is_empty() {
                groups.push(Group {
                    name: String::new(),
                    room: None,
                });
            }
            channels.insert(channel, groups);
        }
        let groups = channels
            .get_mut(channel)
            .map(Vec::as_mut_slice)
            .unwrap_or_default();
        if groups
            .iter()
            .any(|group| group.room.is_some_and(|room| room <= 0))
        {
            return Ok(at);
        }
        for group in groups {
            insert(connection, message, &group.name).await?;
            group.room = group.room.map(|room| room - 1);
        }
    }
    Ok(messages.len())
}

async fn insert(connection: &mut SqliteConnection, message: &Message, group: &str) -> Result<()> {
    let headers = serde_json::to_string(&message.headers);
    sqlx::query(
        "INSERT INTO copies (channel, receiving, id, message_key, headers, published, body) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING",
    )
    .bind(&message.channel)
    .bind(group)
    .bind(&message.id)
    .bind(message.key.as_deref())
    .bind(headers.map_err(|error| sqlx::Error::Encode(error.into()))?)
    .bind(message.published_millis())
    .bind(message.body.as_slice())
    .execute(connection)
    .await?;
    Ok(())
}

/// Says that a receiver lives until then, and frees what dead receivers of the group held.
pub async fn renew(
    connection: &mut SqliteConnection,
    subscription: &Subscription,
    receiver: &str,
    now: i64,
    until: i64,
) -> Result<()> {
    sqlx::query("INSERT OR REPLACE INTO receivers (id, until) VALUES ($1, $2)")
        .bind(receiver)
        .bind(until)
        .execute(&mut *connection)
        .await?;
    sqlx::query("DELETE FROM receivers WHERE until < $1")
        .bind(now)
        .execute(&mut *connection)
        .await?;
    sqlx::query(
        "UPDATE copies SET holder = NULL WHERE channel = $1 AND receiving = $2 \
         AND holder IS NOT NULL AND holder NOT IN (SELECT id FROM receivers)",
    )
    .bind(&subscription.channel)
    .bind(&subscription.group)
    .execute(&mut *connection)
    .await?;
    Ok(())
}

/// A receiver is gone: what it held waits again.
pub async fn leave(
    connection: &mut SqliteConnection,
    subscription: &Subscription,
    receiver: &str,
) -> Result<()> {
    sqlx::query("DELETE FROM receivers WHERE id = $1")
        .bind(receiver)
        .execute(&mut *connection)
        .await?;
    sqlx::query(
        "UPDATE copies SET holder = NULL WHERE channel = $1 AND receiving = $2 AND holder = $3",
    )
    .bind(&subscription.channel)
    .bind(&subscription.group)
    .bind(receiver)
    .execute(&mut *connection)
    .await?;
    Ok(())
}

/// What may be delivered now: in order, nothing that must wait for a copy that somebody else holds or that is not due.
fn claimable(order: Order) -> &'static str {
    const NONE: &str = "channel = $1 AND receiving = $2 AND holder IS NULL AND due <= $3";
    match order {
        Order::None => NONE,
        Order::Key => {
            "channel = $1 AND receiving = $2 AND holder IS NULL AND due <= $3 AND NOT EXISTS \
             (SELECT 1 FROM copies AS earlier WHERE earlier.channel = $1 \
             AND earlier.receiving = $2 AND earlier.message_key = copies.message_key \
             AND earlier.seq < copies.seq \
             AND (earlier.holder <> $4 OR earlier.holder IS NULL AND earlier.due > $3))"
        }
        Order::Total => {
            "channel = $1 AND receiving = $2 AND holder IS NULL AND due <= $3 AND NOT EXISTS \
             (SELECT 1 FROM copies AS earlier WHERE earlier.channel = $1 \
             AND earlier.receiving = $2 AND earlier.seq < copies.seq \
             AND (earlier.holder <> $4 OR earlier.holder IS NULL AND earlier.due > $3))"
        }
    }
}

/// Whether something may be delivered; takes no lock.
pub async fn waits(
    connection: &mut SqliteConnection,
    subscription: &Subscription,
    receiver: &str,
    now: i64,
) -> Result<bool> {
    let condition = claimable(subscription.order);
    let statement = format!("SELECT EXISTS (SELECT 1 FROM copies WHERE {condition} AND $4 = $4)");
    sqlx::query_scalar(AssertSqlSafe(statement))
        .bind(&subscription.channel)
        .bind(&subscription.group)
        .bind(now)
        .bind(receiver)
        .fetch_one(connection)
        .await
}

/// Delivers at most so many copies to a receiver, oldest first.
pub async fn claim(
    connection: &mut SqliteConnection,
    subscription: &Subscription,
    receiver: &str,
    now: i64,
    most: u32,
) -> Result<Vec<Claim>> {
    let condition = claimable(subscription.order);
    let statement = format!(
        "UPDATE copies SET holder = $4, deliveries = deliveries + 1 WHERE seq IN \
         (SELECT seq FROM copies WHERE {condition} ORDER BY seq LIMIT $5) \
         RETURNING seq, channel, id, message_key, headers, published, body, deliveries"
    );
    let rows = sqlx::query(AssertSqlSafe(statement))
        .bind(&subscription.channel)
        .bind(&subscription.group)
        .bind(now)
        .bind(receiver)
        .bind(most)
        .fetch_all(connection)
        .await?;
    let mut claims = rows.iter().map(claimed).collect::<Result<Vec<_>>>()?;
    claims.sort_by_key(|claim| claim.seq);
    Ok(claims)
}

fn claimed(row: &SqliteRow) -> Result<Claim> {
    let headers: &str = row.try_get("headers")?;
    let headers = serde_json::from_str(headers);
    Ok(Claim {
        seq: row.try_get("seq")?,
        deliveries: row.try_get("deliveries")?,
        message: Message {
            id: row.try_get("id")?,
            channel: row.try_get("channel")?,
            key: row.try_get("message_key")?,
            headers: headers.map_err(|error| sqlx::Error::Decode(error.into()))?,
            published: Message::moment(row.try_get("published")?),
            body: row.try_get("body")?,
        },
    })
}

/// Removes a copy for good. It does not matter who holds it now: its group has handled it.
pub async fn done(connection: &mut SqliteConnection, seq: i64) -> Result<()> {
    sqlx::query("DELETE FROM copies WHERE seq = $1")
        .bind(seq)
        .execute(connection)
        .await?;
    Ok(())
}

/// Lets a delivered copy wait again, unless it was delivered once more meanwhile.
pub async fn again(
    connection: &mut SqliteConnection,
    seq: i64,
    deliveries: u32,
    due: i64,
) -> Result<()> {
    sqlx::query("UPDATE copies SET holder = NULL, due = $3 WHERE seq = $1 AND deliveries = $2")
        .bind(seq)
        .bind(deliveries)
        .bind(due)
        .execute(connection)
        .await?;
    Ok(())
}

/// What waits for a group.
pub async fn depth(
    connection: &mut SqliteConnection,
    subscription: &Subscription,
    now: i64,
) -> Result<Depth> {
    let row = sqlx::query(
        "SELECT COUNT(*) AS waiting, MIN(published) AS oldest FROM copies \
         WHERE channel = $1 AND receiving = $2 AND holder IS NULL",
    )
    .bind(&subscription.channel)
    .bind(&subscription.group)
    .fetch_one(connection)
    .await?;
    let waiting: i64 = row.try_get("waiting")?;
    let oldest: Option<i64> = row.try_get("oldest")?;
    Ok(Depth {
        waiting: waiting.unsigned_abs(),
        oldest: oldest
            .map(|oldest| std::time::Duration::from_millis((now - oldest).max(0).unsigned_abs())),
    })
}
