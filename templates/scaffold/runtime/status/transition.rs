//! What follows when a step is completed, has failed or is undone. Never does it outside of one transaction that holds
//! the status, so that two steps that end together cannot miss each other.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::super::accepted::{State, StepState};
use super::super::metrics::{self, CompletionOutcome};
use super::super::outbox::{self, Outgoing};
use super::super::store::{StoreError, Transaction};
use super::record::{self, Known};
use super::{Ended, Operation, When};

/// Whose turn it is: the body of a step's message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Told {
    pub(super) status: String,
    pub(super) step: String,
}

/// Sends the steps whose turn it is, or ends the whole.
pub(super) async fn go_on(
    transaction: &mut Transaction,
    operation: &'static Operation,
    known: &mut Known,
) -> Result<(), StoreError> {
    match known.state {
        State::Pending => onward(transaction, operation, known).await,
        State::Failed | State::Compensated => back(transaction, operation, known).await,
        State::Completed => Ok(()),
    }
}

async fn onward(
    transaction: &mut Transaction,
    operation: &'static Operation,
    known: &mut Known,
) -> Result<(), StoreError> {
    let completed = |known: &Known, name: &str| {
        known
            .step(name)
            .is_none_or(|step| step.state == StepState::Completed)
    };
    if operation
        .steps
        .iter()
        .all(|step| completed(known, step.name))
    {
        record::set_state(transaction, known, State::Completed, None).await?;
        let ended = ended(operation, known, None);
        return tell(
            transaction,
            operation.completed,
            &ended,
            CompletionOutcome::Completed,
            known,
        )
        .await;
    }
    for step in operation.steps {
        let waits = known
            .step(step.name)
            .is_some_and(|step| step.state == StepState::Waiting);
        let ready = waits && step.after.iter().all(|first| completed(known, first));
        if let (true, When::Later(channel) | When::Awaited(channel, _)) = (ready, step.when) {
            record::set_step(transaction, known, step.name, StepState::Due).await?;
            send(transaction, channel, known, step.name).await?;
        }
    }
    Ok(())
}

/// Undoes the step that was completed last; after the last of them, everything is undone.
async fn back(
    transaction: &mut Transaction,
    operation: &'static Operation,
    known: &mut Known,
) -> Result<(), StoreError> {
    let being_undone = |state| matches!(state, StepState::Undoing | StepState::Stuck);
    if known.steps.iter().any(|step| being_undone(step.state)) {
        return Ok(());
    }
    let undoable = |name: &str| operation.step(name).is_some_and(|step| step.undo);
    let completed = known
        .steps
        .iter()
        .filter(|step| step.state == StepState::Completed && undoable(step.name));
    match completed
        .max_by_key(|step| step.ended)
        .map(|step| step.name)
    {
        Some(name) => {
            record::set_step(transaction, known, name, StepState::Undoing).await?;
            send(transaction, operation.undo, known, name).await
        }
        None if known
            .steps
            .iter()
            .any(|step| step.state == StepState::Undone) =>
        {
            record::set_state(transaction, known, State::Compensated, None).await
        }
        None => Ok(()),
    }
}

/// Marks a step as not to be done, and the whole as failed. `reason` is for the caller to read.
pub(super) async fn fail(
    transaction: &mut Transaction,
    operation: &'static Operation,
    known: &mut Known,
    name: &str,
    reason: Option<&str>,
) -> Result<(), StoreError> {
    record::set_step(transaction, known, name, StepState::Failed).await?;
    if known.state == State::Pending {
        record::set_state(transaction, known, State::Failed, reason).await?;
        let waiting: Vec<&str> = known
            .steps
            .iter()
            .filter(|step| step.state == StepState::Waiting)
            .map(|step| step.name)
            .collect();
        for name in waiting {
            record::set_step(transaction, known, name, StepState::Skipped).await?;
        }
        let ended = Ended {
            reason: reason.map(str::to_owned),
            ..ended(operation, known, Some(name))
        };
        tell(
            transaction,
            operation.failed,
            &ended,
            CompletionOutcome::Failed,
            known,
        )
        .await?;
    }
    go_on(transaction, operation, known).await
}

fn ended(operation: &Operation, known: &Known, step: Option<&str>) -> Ended {
    Ended {
        id: known.id.clone(),
        operation: operation.name.to_owned(),
        step: step.map(str::to_owned),
        reason: None,
    }
}

async fn send(
    transaction: &mut Transaction,
    channel: &str,
    known: &Known,
    step: &str,
) -> Result<(), StoreError> {
    let told = Told {
        status: known.id.clone(),
        step: step.to_owned(),
    };
    let outgoing = Outgoing {
        channel,
        key: Some(&known.id),
        body: &told,
    };
    outbox::put(transaction, outgoing).await.map(drop)
}

async fn tell(
    transaction: &mut Transaction,
    channel: &str,
    ended: &Ended,
    outcome: CompletionOutcome,
    known: &Known,
) -> Result<(), StoreError> {
    let outgoing = Outgoing {
        channel,
        key: Some(&known.id),
        body: ended,
    };
    outbox::put(transaction, outgoing).await?;
    let took = record::now().saturating_sub(known.opened);
    let took = Duration::from_millis(u64::try_from(took).unwrap_or_default());
    metrics::completion(ended.operation.clone(), outcome, took);
    Ok(())
}
