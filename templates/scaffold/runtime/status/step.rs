//! The steps after the answer: a message for each, and what its handler does with it. Never does a step twice that was
//! committed, or one whose operation has failed meanwhile.

use std::sync::Arc;

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::{Map, Value};

use super::super::accepted::{State, StepState};
use super::super::consumer::{Handler, Work};
use super::super::failure::Failure;
use super::super::idempotency;
use super::super::queue::{BoxFuture, Message};
use super::super::store::{Store, StoreError, Transaction};
use super::outcomes::Outcomes;
use super::record::{self, By, Known};
use super::transition::{self, Told};
use super::{Operation, Step, When};

/// What a step has come to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Progress {
    /// It is done.
    Completed,
    /// Another service was told with the message of this identifier, and says what became of it.
    Sent(String),
}

/// The service's own part of an operation's later steps.
pub trait Steps: Send + Sync + 'static {
    /// Does a step. [`Failure::Conflict`] and [`Failure::NotFound`]: it is refused, so the operation fails, and the
    /// caller may read why. Every other failure: it is tried again, until it is a dead letter.
    fn run<'a>(
        &'a self,
        step: &'static str,
        turn: &'a mut Turn<'_>,
    ) -> BoxFuture<'a, Result<Progress, Failure>>;

    /// Undoes a completed step.
    fn undo<'a>(
        &'a self,
        step: &'static str,
        turn: &'a mut Turn<'_>,
    ) -> BoxFuture<'a, Result<(), Failure>>;
}

/// One step of one accepted operation, this time.
#[derive(Debug)]
pub struct Turn<'w> {
    id: String,
    step: &'static str,
    request: Value,
    notes: Map<String, Value>,
    noted: Map<String, Value>,
    work: &'w mut Work,
}

impl Turn<'_> {
    /// The identifier of the status, as [`super::Accept::id`] gave it.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// An idempotency key: the same at each attempt. The clients' calls carry keys derived from it by themselves.
    pub fn key(&self) -> String {
        format!("{}:{}", self.id, self.step)
    }

    /// The request that was accepted.
    ///
    /// # Errors
    /// It cannot be read any more: its type has changed since.
    pub fn request<T: DeserializeOwned>(&self) -> Result<T, Failure> {
        serde_json::from_value(self.request.clone())
            .map_err(|error| Failure::Invalid(error.to_string()))
    }

    /// What was noted under this name, by the handler of the request or an earlier step.
    ///
    /// # Errors
    /// It is of another type.
    pub fn noted<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Failure> {
        let value = self.noted.get(name).or_else(|| self.notes.get(name));
        let read = value.map(|value| serde_json::from_value(value.clone()));
        read.transpose().map_err(Failure::internal)
    }

    /// Notes something for the steps after this one, and for undoing this one.
    ///
    /// # Errors
    /// It is no JSON.
    pub fn note(&mut self, name: &str, value: &impl Serialize) -> Result<(), Failure> {
        let value = serde_json::to_value(value).map_err(Failure::internal)?;
        self.noted.insert(name.to_owned(), value);
        Ok(())
    }

    /// The transaction in which the step is marked as done. It is committed after the step has returned `Ok`, so wait
    /// for others before you begin, not after.
    ///
    /// # Errors
    /// The database refuses, or the step has been done meanwhile; return either with `?`.
    pub async fn begin(&mut self) -> Result<&mut Transaction, StoreError> {
        self.work.begin().await
    }

    /// A failure of this attempt ends the attempts.
    pub fn is_last_attempt(&self) -> bool {
        self.work.is_last_attempt()
    }
}

/// What the handlers of one operation share.
struct Shared {
    store: Store,
    operation: &'static Operation,
    steps: Arc<dyn Steps>,
}

/// The channels of these operations with the handlers of their messages.
pub fn consumers(
    store: &Store,
    operations: Vec<(&'static Operation, Arc<dyn Steps>)>,
) -> Vec<(&'static str, Arc<dyn Handler>)> {
    let mut consumers: Vec<(&'static str, Arc<dyn Handler>)> = Vec::new();
    let mut outcomes: Vec<&'static str> = Vec::new();
    let mut all = Vec::new();
    for (operation, steps) in operations {
        all.push(operation);
        let shared = Arc::new(Shared {
            store: store.clone(),
            operation,
            steps,
        });
        for step in operation.steps {
            let shared = Arc::clone(&shared);
            match step.when {
                When::Now => continue,
                When::Awaited(_, told) if !outcomes.contains(&told) => outcomes.push(told),
                When::Later(_) | When::Awaited(..) => {}
            }
            if let When::Later(channel) | When::Awaited(channel, _) = step.when {
                consumers.push((channel, Arc::new(Forward { shared, step })));
            }
        }
        if operation.steps.iter().any(|step| step.undo) {
            consumers.push((operation.undo, Arc::new(Backward { shared })));
        }
    }
    for told in outcomes {
        let (store, operations) = (store.clone(), all.clone());
        consumers.push((told, Arc::new(Outcomes { store, operations })));
    }
    consumers
}

fn told(message: &Message) -> Result<Told, Failure> {
    serde_json::from_slice(&message.body).map_err(|error| Failure::Invalid(error.to_string()))
}

impl Shared {
    async fn known(&self, id: &str) -> Result<Known, Failure> {
        let known = record::read(&self.store, self.operation, By::Id(id)).await?;
        known.ok_or_else(|| Failure::Invalid(format!("there is no status {id}")))
    }

    async fn hold(&self, transaction: &mut Transaction, id: &str) -> Result<Known, StoreError> {
        let known = record::hold(transaction, self.operation, id).await?;
        Ok(known.ok_or(sqlx::Error::RowNotFound)?)
    }

    /// Writes what a step has noted, beside what others have noted meanwhile.
    async fn keep(
        &self,
        transaction: &mut Transaction,
        known: &mut Known,
        noted: Map<String, Value>,
    ) -> Result<(), StoreError> {
        if noted.is_empty() {
            return Ok(());
        }
        known.notes.extend(noted);
        record::set_notes(transaction, &known.id, &known.notes).await
    }
}

fn turn<'w>(known: &Known, step: &'static str, work: &'w mut Work) -> Turn<'w> {
    Turn {
        id: known.id.clone(),
        step,
        request: known.request.clone(),
        notes: known.notes.clone(),
        noted: Map::new(),
        work,
    }
}

/// Does one step.
struct Forward {
    shared: Arc<Shared>,
    step: &'static Step,
}

impl Forward {
    async fn forward(&self, message: &Message, work: &mut Work) -> Result<(), Failure> {
        let (shared, name) = (&*self.shared, self.step.name);
        let known = shared.known(&told(message)?.status).await?;
        if known
            .step(name)
            .is_none_or(|step| step.state != StepState::Due)
        {
            return Ok(());
        }
        if known.state != State::Pending {
            let transaction = work.begin().await?;
            let mut known = shared.hold(transaction, &known.id).await?;
            record::set_step(transaction, &mut known, name, StepState::Skipped).await?;
            return Ok(());
        }
        let mut turn = turn(&known, name, work);
        let key = Some(turn.key());
        let progress = idempotency::within(key, shared.steps.run(name, &mut turn)).await;
        let noted = turn.noted;
        match progress {
            Ok(progress) => {
                let transaction = work.begin().await?;
                let mut known = shared.hold(transaction, &known.id).await?;
                shared.keep(transaction, &mut known, noted).await?;
                self.done(transaction, &mut known, progress).await?;
            }
            Err(Failure::Conflict(reason) | Failure::NotFound(reason)) => {
                tracing::info!(status = known.id, step = name, %reason, "the step is refused");
                work.rollback().await?;
                let transaction = work.begin().await?;
                let mut known = shared.hold(transaction, &known.id).await?;
                let reason = Some(reason.as_str());
                transition::fail(transaction, shared.operation, &mut known, name, reason).await?;
            }
            Err(failure) => return Err(failure),
        }
        Ok(())
    }

    async fn done(
        &self,
        transaction: &mut Transaction,
        known: &mut Known,
        progress: Progress,
    ) -> Result<(), StoreError> {
        let name = self.step.name;
        match progress {
            Progress::Completed => {
                record::set_step(transaction, known, name, StepState::Completed).await?;
                transition::go_on(transaction, self.shared.operation, known).await
            }
            Progress::Sent(message) => {
                record::set_step(transaction, known, name, StepState::Sent).await?;
                record::set_message(transaction, known, name, &message).await
            }
        }
    }
}

impl Handler for Forward {
    fn handle<'a>(
        &'a self,
        message: &'a Message,
        work: &'a mut Work,
    ) -> BoxFuture<'a, Result<(), Failure>> {
        Box::pin(self.forward(message, work))
    }

    fn given_up<'a>(
        &'a self,
        message: &'a Message,
        reason: &'a str,
        transaction: &'a mut Transaction,
    ) -> BoxFuture<'a, Result<(), Failure>> {
        Box::pin(async move {
            let Ok(told) = told(message) else {
                return Ok(());
            };
            let operation = self.shared.operation;
            let Some(mut known) = record::hold(transaction, operation, &told.status).await? else {
                return Ok(());
            };
            let name = self.step.name;
            if known
                .step(name)
                .is_some_and(|step| step.state == StepState::Due)
            {
                tracing::error!(
                    status = known.id,
                    step = name,
                    reason,
                    "the step is given up"
                );
                transition::fail(transaction, operation, &mut known, name, None).await?;
            }
            Ok(())
        })
    }
}

/// Undoes one step after the other.
struct Backward {
    shared: Arc<Shared>,
}

impl Backward {
    async fn backward(&self, message: &Message, work: &mut Work) -> Result<(), Failure> {
        let (shared, told) = (&*self.shared, told(message)?);
        let known = shared.known(&told.status).await?;
        let step = known.step(&told.step).filter(|step| {
            // A dead letter that somebody sends again finds it stuck.
            matches!(step.state, StepState::Undoing | StepState::Stuck)
        });
        let Some(name) = step.map(|step| step.name) else {
            return Ok(());
        };
        let mut turn = turn(&known, name, work);
        let key = Some(format!("{}:undo", turn.key()));
        idempotency::within(key, shared.steps.undo(name, &mut turn)).await?;
        let noted = turn.noted;
        let transaction = work.begin().await?;
        let mut known = shared.hold(transaction, &known.id).await?;
        shared.keep(transaction, &mut known, noted).await?;
        record::set_step(transaction, &mut known, name, StepState::Undone).await?;
        transition::go_on(transaction, shared.operation, &mut known).await?;
        Ok(())
    }
}

impl Handler for Backward {
    fn handle<'a>(
        &'a self,
        message: &'a Message,
        work: &'a mut Work,
    ) -> BoxFuture<'a, Result<(), Failure>> {
        Box::pin(self.backward(message, work))
    }

    fn given_up<'a>(
        &'a self,
        message: &'a Message,
        reason: &'a str,
        transaction: &'a mut Transaction,
    ) -> BoxFuture<'a, Result<(), Failure>> {
        Box::pin(async move {
            let Ok(told) = told(message) else {
                return Ok(());
            };
            let operation = self.shared.operation;
            if let Some(mut known) = record::hold(transaction, operation, &told.status).await? {
                tracing::error!(
                    status = known.id,
                    step = told.step,
                    reason,
                    "it stays undone"
                );
                record::set_step(transaction, &mut known, &told.step, StepState::Stuck).await?;
            }
            Ok(())
        })
    }
}
