//! The channels of `payment`. Broker adapters, the outbox and redelivery are not generated yet: this is the seam they fit into.

use std::collections::VecDeque;
use std::sync::{Mutex, PoisonError};

use serde_json::Value;

use super::runtime::failure::Failure;
use crate::payload;

/// A message that was not taken.
#[derive(Debug, thiserror::Error)]
#[error("{channel}: {reason}")]
pub struct PublishError {
    pub channel: &'static str,
    pub reason: String,
}

impl From<PublishError> for Failure {
    fn from(error: PublishError) -> Self {
        Self::Dependency(error.into())
    }
}

/// What this service tells others, one method per channel.
pub trait Publisher: Send + Sync + 'static {
    /// Channel `orders`.
    /// By `pay-dispatch-order`. Evidence: `payment/payment.py:101`, `payment/rabbitmq.py:24`, `payment/rabbitmq.py:31` and 7 more. Decided in ADR-0003.
    fn orders(
        &self,
        message: &payload::OrdersMessage,
    ) -> impl Future<Output = Result<(), PublishError>> + Send;
}

/// Keeps the last messages in this process and delivers them to nobody: for tests and for a first run.
#[derive(Debug, Default)]
pub struct InMemory {
    kept: Mutex<VecDeque<(&'static str, Value)>>,
}

impl InMemory {
    /// The most messages that are kept; older ones are dropped.
    pub const KEEPS: usize = 1000;

    /// The kept messages with their channels, the oldest first.
    pub fn messages(&self) -> Vec<(&'static str, Value)> {
        self.kept.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    fn keep(&self, channel: &'static str, message: &impl serde::Serialize) -> Result<(), PublishError> {
        let message = serde_json::to_value(message).map_err(|error| PublishError { channel, reason: error.to_string() })?;
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.len() == Self::KEEPS {
            kept.pop_front();
        }
        kept.push_back((channel, message));
        Ok(())
    }
}

impl Publisher for InMemory {
    async fn orders(&self, message: &payload::OrdersMessage) -> Result<(), PublishError> {
        self.keep("orders", message)
    }
}
