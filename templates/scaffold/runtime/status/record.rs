//! What the database knows of accepted operations. Never moves one.

use std::time::{SystemTime, UNIX_EPOCH};

use serde_json::{Map, Value};
use sqlx::AnyConnection;
use sqlx::Row;
use sqlx::any::AnyRow;

use super::super::accepted::{State, StepState};
use super::super::store::{Store, StoreError, Transaction};
use super::Operation;

const TABLES: &[&str] = &[
    "CREATE TABLE status (id TEXT PRIMARY KEY, operation TEXT NOT NULL, request_key TEXT, \
     state TEXT NOT NULL, version BIGINT NOT NULL, request TEXT NOT NULL, notes TEXT NOT NULL, \
     reason TEXT, opened BIGINT NOT NULL, ended BIGINT)",
    "CREATE UNIQUE INDEX status_key ON status (operation, request_key)",
    "CREATE INDEX status_pending ON status (operation) WHERE state = 'pending'",
    "CREATE INDEX status_ended ON status (ended) WHERE ended IS NOT NULL",
    "CREATE TABLE status_steps (status TEXT NOT NULL, step TEXT NOT NULL, state TEXT NOT NULL, \
     ended BIGINT, message TEXT, PRIMARY KEY (status, step))",
    "CREATE INDEX status_message ON status_steps (message) WHERE message IS NOT NULL",
];

/// Creates the tables, where they are missing.
///
/// # Errors
/// The database refuses.
pub async fn prepare(store: &Store) -> Result<(), StoreError> {
    store.migrate("status", TABLES).await
}

/// One accepted operation.
#[derive(Debug)]
pub(super) struct Known {
    pub(super) id: String,
    pub(super) state: State,
    /// How often it has moved.
    pub(super) version: i64,
    pub(super) request: Value,
    pub(super) notes: Map<String, Value>,
    pub(super) reason: Option<String>,
    /// Milliseconds since 1970.
    pub(super) opened: i64,
    /// In the order of the operation's steps.
    pub(super) steps: Vec<KnownStep>,
}

/// One step of it.
#[derive(Debug)]
pub(super) struct KnownStep {
    pub(super) name: &'static str,
    pub(super) state: StepState,
    /// The version at which it was completed.
    pub(super) ended: Option<i64>,
}

impl Known {
    pub(super) fn step(&self, name: &str) -> Option<&KnownStep> {
        self.steps.iter().find(|step| step.name == name)
    }
}

/// Milliseconds since 1970.
pub(super) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    i64::try_from(since.unwrap_or_default().as_millis()).unwrap_or(i64::MAX)
}

/// What identifies an operation.
#[derive(Debug, Clone, Copy)]
pub(super) enum By<'a> {
    Id(&'a str),
    Key(&'a str),
}

/// Reads a status without holding it.
pub(super) async fn read(
    store: &Store,
    operation: &'static Operation,
    by: By<'_>,
) -> Result<Option<Known>, StoreError> {
    let mut connection = store.pool().acquire().await?;
    let (column, value) = match by {
        By::Id(id) => ("id", id),
        By::Key(key) => ("request_key", key),
    };
    let statement = match column {
        "id" => "SELECT * FROM status WHERE operation = $1 AND id = $2",
        _ => "SELECT * FROM status WHERE operation = $1 AND request_key = $2",
    };
    let row = sqlx::query(statement)
        .bind(operation.name)
        .bind(value)
        .fetch_optional(&mut *connection)
        .await?;
    known(&mut connection, operation, row).await
}

/// Reads a status and holds it until the transaction ends: whoever else wants to move it waits.
pub(super) async fn hold(
    transaction: &mut Transaction,
    operation: &'static Operation,
    id: &str,
) -> Result<Option<Known>, StoreError> {
    let row = sqlx::query(
        "UPDATE status SET version = version + 1 WHERE operation = $1 AND id = $2 RETURNING *",
    )
    .bind(operation.name)
    .bind(id)
    .fetch_optional(&mut **transaction)
    .await?;
    known(transaction, operation, row).await
}

async fn known(
    connection: &mut AnyConnection,
    operation: &'static Operation,
    row: Option<AnyRow>,
) -> Result<Option<Known>, StoreError> {
    let Some(row) = row else { return Ok(None) };
    let id: String = row.try_get("id")?;
    let rows = sqlx::query("SELECT step, state, ended FROM status_steps WHERE status = $1")
        .bind(&id)
        .fetch_all(connection)
        .await?;
    let mut steps = Vec::new();
    for step in operation.steps {
        for row in &rows {
            if row.try_get::<String, _>("step")? == step.name {
                let word: String = row.try_get("state")?;
                let state = StepState::from_word(&word).ok_or_else(|| unknown(&word))?;
                let ended = row.try_get("ended")?;
                steps.push(KnownStep {
                    name: step.name,
                    state,
                    ended,
                });
            }
        }
    }
    let word: String = row.try_get("state")?;
    Ok(Some(Known {
        id,
        state: State::from_word(&word).ok_or_else(|| unknown(&word))?,
        version: row.try_get("version")?,
        request: serde_json::from_str(row.try_get("request")?)?,
        notes: serde_json::from_str(row.try_get("notes")?)?,
        reason: row.try_get("reason")?,
        opened: row.try_get("opened")?,
        steps,
    }))
}

fn unknown(word: &str) -> StoreError {
    StoreError::Database(sqlx::Error::Decode(format!("{word} is no state").into()))
}

/// A new status.
#[derive(Debug)]
pub(super) struct New<'a> {
    pub(super) id: &'a str,
    pub(super) key: Option<&'a str>,
    pub(super) request: &'a Value,
}

/// Writes a new status; `false` where its idempotency key was used before.
pub(super) async fn insert(
    transaction: &mut Transaction,
    operation: &'static Operation,
    new: New<'_>,
) -> Result<bool, StoreError> {
    let written = sqlx::query(
        "INSERT INTO status (id, operation, request_key, state, version, request, notes, opened) \
         VALUES ($1, $2, $3, 'pending', 0, $4, '{}', $5) ON CONFLICT DO NOTHING",
    )
    .bind(new.id)
    .bind(operation.name)
    .bind(new.key)
    .bind(new.request.to_string())
    .bind(now())
    .execute(&mut **transaction)
    .await?;
    if written.rows_affected() == 0 {
        return Ok(false);
    }
    for (place, step) in operation.steps.iter().enumerate() {
        let done = step.when == super::When::Now;
        let state = if done {
            StepState::Completed
        } else {
            StepState::Waiting
        };
        // What is done before the answer is completed before everything else, in its order.
        let ended = i64::try_from(place).unwrap_or_default() - 1_000_000;
        sqlx::query(
            "INSERT INTO status_steps (status, step, state, ended) VALUES ($1, $2, $3, $4)",
        )
        .bind(new.id)
        .bind(step.name)
        .bind(state.word())
        .bind(done.then_some(ended))
        .execute(&mut **transaction)
        .await?;
    }
    Ok(true)
}

/// Writes how far a step is.
pub(super) async fn set_step(
    transaction: &mut Transaction,
    known: &mut Known,
    name: &str,
    state: StepState,
) -> Result<(), StoreError> {
    let completed = state == StepState::Completed;
    let statement = if completed {
        "UPDATE status_steps SET state = $1, ended = $4 WHERE status = $2 AND step = $3"
    } else {
        "UPDATE status_steps SET state = $1 WHERE status = $2 AND step = $3"
    };
    let mut query = sqlx::query(statement)
        .bind(state.word())
        .bind(&known.id)
        .bind(name);
    if completed {
        query = query.bind(known.version);
    }
    query.execute(&mut **transaction).await?;
    let version = known.version;
    for step in known.steps.iter_mut().filter(|step| step.name == name) {
        step.state = state;
        step.ended = if completed { Some(version) } else { step.ended };
    }
    Ok(())
}

/// Writes which message another service answers for a step.
pub(super) async fn set_message(
    transaction: &mut Transaction,
    known: &Known,
    name: &str,
    message: &str,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE status_steps SET message = $1 WHERE status = $2 AND step = $3")
        .bind(message)
        .bind(&known.id)
        .bind(name)
        .execute(&mut **transaction)
        .await?;
    Ok(())
}

/// Who waits for the outcome of a message.
#[derive(Debug)]
pub(super) struct Waiting {
    pub(super) operation: String,
    pub(super) status: String,
    pub(super) step: String,
}

/// Who waits for the outcome of a message, if somebody does.
pub(super) async fn waiting_for(
    store: &Store,
    message: &str,
) -> Result<Option<Waiting>, StoreError> {
    let row = sqlx::query(
        "SELECT operation, status, step FROM status_steps JOIN status ON status.id = status_steps.status \
         WHERE message = $1",
    )
    .bind(message)
    .fetch_optional(store.pool())
    .await?;
    let waiting = |row: AnyRow| {
        Ok(Waiting {
            operation: row.try_get("operation")?,
            status: row.try_get("status")?,
            step: row.try_get("step")?,
        })
    };
    row.map(waiting).transpose()
}

/// Writes how far the whole is.
pub(super) async fn set_state(
    transaction: &mut Transaction,
    known: &mut Known,
    state: State,
    reason: Option<&str>,
) -> Result<(), StoreError> {
    sqlx::query(
        "UPDATE status SET state = $1, ended = $2, reason = COALESCE(reason, $3) WHERE id = $4",
    )
    .bind(state.word())
    .bind(now())
    .bind(reason)
    .bind(&known.id)
    .execute(&mut **transaction)
    .await?;
    known.state = state;
    Ok(())
}

/// Writes what is noted for later steps.
pub(super) async fn set_notes(
    transaction: &mut Transaction,
    id: &str,
    notes: &Map<String, Value>,
) -> Result<(), StoreError> {
    sqlx::query("UPDATE status SET notes = $1 WHERE id = $2")
        .bind(serde_json::to_string(notes)?)
        .bind(id)
        .execute(&mut **transaction)
        .await?;
    Ok(())
}
