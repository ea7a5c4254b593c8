//! What becomes of one delivery. Never settles a message before its record, or its dead letter, is committed.

use std::panic::AssertUnwindSafe;
use std::time::{Duration, Instant};

use futures::FutureExt;
use tracing::Instrument;

use super::super::failure::Failure;
use super::super::metrics::{self, MessageOutcome};
use super::super::queue::{Delivery, Message, Order, Settle};
use super::super::store::StoreError;
use super::super::{deadline, idempotency, telemetry};
use super::{Shared, Work, record};

/// How an attempt ended.
enum End {
    /// Nothing is left to do.
    Settled(MessageOutcome),
    /// Try again after this time.
    Again(Duration),
}

/// Handles a delivery until it is settled.
pub(super) async fn attempt(shared: &Shared, delivery: Delivery) {
    let Delivery {
        message,
        mut deliveries,
        settle,
    } = delivery;
    let channel = &message.channel;
    if deliveries > 1 {
        metrics::redelivered(channel.clone());
    }
    if shared.consumption.at_most_once {
        let span = span(&message);
        return at_most_once(shared, &message, settle)
            .instrument(span)
            .await;
    }
    let in_order = shared.consumption.subscription.order != Order::None;
    loop {
        let began = Instant::now();
        let end = once(shared, &message, deliveries)
            .instrument(span(&message))
            .await;
        let pause = match end {
            End::Settled(outcome) => {
                metrics::message(channel.clone(), outcome, began.elapsed());
                // The record is committed: the next message need not wait for the broker.
                let done = async move { tell(&message, settle.done().await) };
                shared.settling.spawn(done);
                return;
            }
            End::Again(pause) => pause,
        };
        metrics::message(channel.clone(), MessageOutcome::Failed, began.elapsed());
        if !in_order {
            return tell(&message, settle.again(pause).await);
        }
        // Those behind it must wait for it.
        tokio::select! {
            () = tokio::time::sleep(pause) => {}
            () = shared.stop.cancelled() => {
                return tell(&message, settle.again(Duration::ZERO).await);
            }
        }
        deliveries = deliveries.saturating_add(1).max(2);
    }
}

fn span(message: &Message) -> tracing::Span {
    let span = tracing::info_span!("message", channel = message.channel, id = message.id);
    telemetry::follow_message(&span, &message.headers);
    span
}

/// Gives back a delivery that was not begun.
pub(super) async fn give_back(delivery: Delivery) {
    let settled = delivery.settle.again(Duration::ZERO).await;
    tell(&delivery.message, settled);
}

fn tell<E: std::fmt::Display>(message: &Message, settled: Result<(), E>) {
    if let Err(error) = settled {
        let Message { channel, id, .. } = message;
        tracing::warn!(channel, id, %error, "not settled: the message comes again");
    }
}

async fn once(shared: &Shared, message: &Message, deliveries: u32) -> End {
    match consider(shared, message, deliveries).await {
        Ok(end) => end,
        Err(error) => {
            tracing::error!(%error, "the store does not answer");
            End::Again(shared.consumption.longest_backoff)
        }
    }
}

async fn consider(shared: &Shared, message: &Message, deliveries: u32) -> Result<End, StoreError> {
    let known = record::known(&shared.store, &message.channel, &message.id).await?;
    if known.processed {
        return Ok(End::Settled(MessageOutcome::Duplicate));
    }
    let subscription = &shared.consumption.subscription;
    if subscription
        .time_to_live
        .is_some_and(|most| message.age() > most)
    {
        tracing::warn!(age = ?message.age(), "older than its time to live: dropped");
        return Ok(End::Settled(MessageOutcome::Failed));
    }
    // The first attempt of a first delivery is recorded only when it fails: most messages need no more.
    let first = deliveries == 1 && known.begun.is_none();
    let attempt = if first {
        1
    } else {
        record::begins(&shared.store, message, u32::from(deliveries > 1)).await?
    };
    if attempt > subscription.max_deliveries {
        let reason = "the process ended while it was handled";
        return bury(shared, message, reason, attempt - 1, MessageOutcome::Failed).await;
    }
    match handle(shared, message, attempt).await {
        Ok(outcome) => Ok(End::Settled(outcome)),
        Err(Failure::Invalid(reason)) => {
            bury(shared, message, &reason, attempt, MessageOutcome::Invalid).await
        }
        Err(failure) if attempt >= subscription.max_deliveries => {
            let reason = failure.to_string();
            bury(shared, message, &reason, attempt, MessageOutcome::Failed).await
        }
        Err(failure) => {
            let pause = pause(shared, attempt);
            tracing::warn!(%failure, attempt, ?pause, "the message failed and is tried again");
            if first {
                record::begins(&shared.store, message, 0).await?;
            }
            Ok(End::Again(pause))
        }
    }
}

/// Between half of the longest pause and all of it.
fn pause(shared: &Shared, attempt: u32) -> Duration {
    shared
        .consumption
        .pause(attempt)
        .mul_f64(fastrand::f64().mul_add(0.5, 0.5))
}

/// Lets the handler work, and commits.
async fn handle(
    shared: &Shared,
    message: &Message,
    attempt: u32,
) -> Result<MessageOutcome, Failure> {
    let last = attempt >= shared.consumption.subscription.max_deliveries;
    let mut work = Work::new(&shared.store, message, attempt, last);
    let handled = guarded(shared, message, &mut work).await;
    if work.is_duplicate() {
        return Ok(MessageOutcome::Duplicate);
    }
    handled?;
    match work.commit().await {
        Ok(()) => {
            metrics::message_age(message.channel.clone(), message.age());
            Ok(MessageOutcome::Ok)
        }
        Err(StoreError::AlreadyProcessed) => Ok(MessageOutcome::Duplicate),
        Err(error) => Err(error.into()),
    }
}

/// The handler with a limit of time, and with a panic as a failure.
async fn guarded(shared: &Shared, message: &Message, work: &mut Work) -> Result<(), Failure> {
    let limit = shared.consumption.time_limit;
    let handling = async { shared.handler.handle(message, work).await };
    let handling = AssertUnwindSafe(handling).catch_unwind();
    // Calls made for a message carry keys made of its identifier, so that a repetition is recognised.
    let handling = idempotency::within(Some(message.id.clone()), handling);
    match deadline::within(Some(limit), handling).await {
        Ok(Ok(handled)) => handled,
        Ok(Err(panic)) => Err(Failure::internal(format!("panicked: {}", words(&*panic)))),
        Err(late) => Err(Failure::Timeout(late.into())),
    }
}

fn words(panic: &(dyn std::any::Any + Send)) -> &str {
    let text = panic.downcast_ref::<&str>().copied();
    let text = text.or_else(|| panic.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("without a word")
}

/// Ends a message that cannot be handled.
async fn bury(
    shared: &Shared,
    message: &Message,
    reason: &str,
    attempts: u32,
    outcome: MessageOutcome,
) -> Result<End, StoreError> {
    let store = &shared.store;
    let mut transaction = store.begin().await?;
    let fresh = record::processed(store, &mut transaction, &message.channel, &message.id).await?;
    if !fresh {
        return Ok(End::Settled(MessageOutcome::Duplicate));
    }
    let told = shared
        .handler
        .given_up(message, reason, &mut transaction)
        .await;
    if let Err(failure) = told {
        tracing::error!(%failure, "what follows from a dead letter failed; it is tried again");
        return Ok(End::Again(pause(shared, attempts)));
    }
    if shared.consumption.dead_letters {
        record::bury(store, &mut transaction, message, reason, attempts).await?;
    }
    transaction.commit().await?;
    if shared.consumption.dead_letters {
        metrics::dead_lettered(message.channel.clone());
        tracing::error!(reason, attempts, "the message is a dead letter now");
    } else {
        tracing::error!(
            reason,
            attempts,
            "the message is dropped: no dead letters are kept"
        );
    }
    Ok(End::Settled(outcome))
}

/// Settles first, so that whatever happens the message never comes again.
async fn at_most_once(shared: &Shared, message: &Message, settle: Box<dyn Settle>) {
    let (began, outcome) = (Instant::now(), MessageOutcome::Failed);
    let outcome = match recorded(shared, message).await {
        Ok(fresh) => {
            tell(message, settle.done().await);
            match fresh {
                true => only_once(shared, message).await,
                false => MessageOutcome::Duplicate,
            }
        }
        Err(error) => {
            tracing::error!(%error, "the store does not answer");
            let pause = shared.consumption.longest_backoff;
            tell(message, settle.again(pause).await);
            outcome
        }
    };
    metrics::message(message.channel.clone(), outcome, began.elapsed());
}

async fn recorded(shared: &Shared, message: &Message) -> Result<bool, StoreError> {
    let (store, channel) = (&shared.store, &message.channel);
    let mut transaction = store.begin().await?;
    let fresh = record::processed(store, &mut transaction, channel, &message.id).await?;
    transaction.commit().await?;
    Ok(fresh)
}

async fn only_once(shared: &Shared, message: &Message) -> MessageOutcome {
    let mut work = Work::new(&shared.store, message, 1, true).recorded();
    let handled = match guarded(shared, message, &mut work).await {
        Ok(()) => work.commit().await.map_err(Failure::from),
        Err(failure) => Err(failure),
    };
    match handled {
        Ok(()) => MessageOutcome::Ok,
        Err(failure) => {
            tracing::error!(%failure, "the message failed and, delivered at most once, is lost");
            MessageOutcome::Failed
        }
    }
}
