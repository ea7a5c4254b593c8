//! What became of a message, told to whoever waits for it. Never tells it before the message's effects are committed.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::consumer::{Handler, Work};
use super::failure::Failure;
use super::outbox::{self, Outgoing};
use super::queue::{BoxFuture, Message};
use super::store::{StoreError, Transaction};

/// What became of one message; it goes to the channel `<channel>.outcome`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outcome {
    /// The identifier of the message.
    pub message: String,
    /// It was handled.
    pub completed: bool,
    /// Why it was refused, where that concerns the sender.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// A handler whose outcomes are told: in the transaction of the message's record, so exactly once.
///
/// A handler that returns [`Failure::Conflict`] or [`Failure::NotFound`] has refused: that is an outcome, and the
/// message is not tried again. Everything else that fails is told when it becomes a dead letter.
pub struct Answering {
    inner: Arc<dyn Handler>,
    channel: String,
}

impl Answering {
    /// Tells the outcomes of `inner`, which handles the messages of `channel`.
    pub fn new(inner: Arc<dyn Handler>, channel: &str) -> Self {
        let channel = format!("{channel}.outcome");
        Self { inner, channel }
    }

    async fn tell(
        &self,
        transaction: &mut Transaction,
        message: &Message,
        refused: Option<Option<String>>,
    ) -> Result<(), StoreError> {
        let outcome = Outcome {
            message: message.id.clone(),
            completed: refused.is_none(),
            reason: refused.flatten(),
        };
        let outgoing = Outgoing {
            channel: &self.channel,
            key: message.key.as_deref(),
            body: &outcome,
        };
        outbox::put(transaction, outgoing).await.map(drop)
    }
}

impl Handler for Answering {
    fn handle<'a>(
        &'a self,
        message: &'a Message,
        work: &'a mut Work,
    ) -> BoxFuture<'a, Result<(), Failure>> {
        Box::pin(async move {
            let refused = match self.inner.handle(message, work).await {
                Ok(()) => None,
                Err(Failure::Conflict(reason) | Failure::NotFound(reason)) => {
                    tracing::info!(channel = message.channel, id = message.id, %reason, "refused");
                    work.rollback().await?;
                    Some(Some(reason))
                }
                Err(failure) => return Err(failure),
            };
            Ok(self.tell(work.begin().await?, message, refused).await?)
        })
    }

    fn given_up<'a>(
        &'a self,
        message: &'a Message,
        reason: &'a str,
        transaction: &'a mut Transaction,
    ) -> BoxFuture<'a, Result<(), Failure>> {
        Box::pin(async move {
            self.inner.given_up(message, reason, transaction).await?;
            Ok(self.tell(transaction, message, Some(None)).await?)
        })
    }
}
