//! What other services say of the messages that steps have sent them. Never believes what nobody waits for.

use super::super::accepted::StepState;
use super::super::consumer::{Handler, Work};
use super::super::failure::Failure;
use super::super::outcome::Outcome;
use super::super::queue::{BoxFuture, Message};
use super::super::store::Store;
use super::record::{self, Known};
use super::{Operation, transition};

/// Hears what became of messages to others.
pub(super) struct Outcomes {
    pub(super) store: Store,
    pub(super) operations: Vec<&'static Operation>,
}

impl Outcomes {
    async fn hear(&self, message: &Message, work: &mut Work) -> Result<(), Failure> {
        let outcome: Outcome = serde_json::from_slice(&message.body)
            .map_err(|error| Failure::Invalid(error.to_string()))?;
        // Others hear the outcomes of their messages on the same channel.
        let Some(waiting) = record::waiting_for(&self.store, &outcome.message).await? else {
            return Ok(());
        };
        let named = |operation: &&&'static Operation| operation.name == waiting.operation;
        let Some(operation) = self.operations.iter().find(named) else {
            return Ok(());
        };
        let transaction = work.begin().await?;
        let held = record::hold(transaction, operation, &waiting.status).await?;
        let sent = |known: &Known| {
            let step = known.step(&waiting.step);
            step.is_some_and(|step| step.state == StepState::Sent)
        };
        let Some(mut known) = held.filter(sent) else {
            return Ok(());
        };
        if outcome.completed {
            let (step, state) = (&waiting.step, StepState::Completed);
            record::set_step(transaction, &mut known, step, state).await?;
            transition::go_on(transaction, operation, &mut known).await?;
        } else {
            let reason = outcome.reason.as_deref();
            transition::fail(transaction, operation, &mut known, &waiting.step, reason).await?;
        }
        Ok(())
    }
}

impl Handler for Outcomes {
    fn handle<'a>(
        &'a self,
        message: &'a Message,
        work: &'a mut Work,
    ) -> BoxFuture<'a, Result<(), Failure>> {
        Box::pin(self.hear(message, work))
    }
}
