//! What must happen from time to time: count the open ones, forget what ended long ago. Never touches an open one.

use std::time::Duration;

use tokio_util::sync::CancellationToken;

use super::super::metrics;
use super::super::store::{Store, StoreError};
use super::{Operation, record};

/// How often open operations are counted.
const EVERY: Duration = Duration::from_secs(5);

/// How long the status of an ended operation, and its idempotency key, is kept.
const KEPT: Duration = Duration::from_secs(30 * 24 * 60 * 60);

/// Watches over the operations until it is told to stop.
pub async fn watch(
    store: Store,
    operations: &'static [&'static Operation],
    stop: CancellationToken,
) {
    for operation in operations {
        metrics::announce_completion(operation.name);
    }
    let mut ticks = tokio::time::interval(EVERY);
    loop {
        tokio::select! {
            _ = ticks.tick() => {}
            () = stop.cancelled() => return,
        }
        if let Err(error) = once(&store, operations).await {
            tracing::warn!(%error, "open operations cannot be counted");
        }
    }
}

async fn once(store: &Store, operations: &[&'static Operation]) -> Result<(), StoreError> {
    for operation in operations {
        let open: i64 = sqlx::query_scalar(
            "SELECT COUNT(*) FROM status WHERE operation = $1 AND state = 'pending'",
        )
        .bind(operation.name)
        .fetch_one(store.pool())
        .await?;
        metrics::status_open(operation.name, open.unsigned_abs());
    }
    forget(store).await
}

async fn forget(store: &Store) -> Result<(), StoreError> {
    let kept = i64::try_from(KEPT.as_millis()).unwrap_or(i64::MAX);
    let before = record::now().saturating_sub(kept);
    let old: i64 = sqlx::query_scalar("SELECT COUNT(*) FROM status WHERE ended < $1")
        .bind(before)
        .fetch_one(store.pool())
        .await?;
    if old == 0 {
        return Ok(());
    }
    let mut transaction = store.begin().await?;
    for statement in [
        "DELETE FROM status_steps WHERE status IN (SELECT id FROM status WHERE ended < $1)",
        "DELETE FROM status WHERE ended < $1",
    ] {
        sqlx::query(statement)
            .bind(before)
            .execute(&mut *transaction)
            .await?;
    }
    transaction.commit().await
}
