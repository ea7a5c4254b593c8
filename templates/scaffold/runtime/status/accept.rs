//! A request up to its answer. Never answers before everything is committed, and accepts one idempotency key once.

use std::time::Duration;

use axum::Json;
use axum::http::header::{LOCATION, RETRY_AFTER};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use super::super::accepted::{Accepted, State, Status, StepState, StepStatus};
use super::super::failure::Failure;
use super::super::queue::Message;
use super::super::store::{Store, StoreError, Transaction};
use super::record::{self, By, Known, New};
use super::{Operation, transition};

/// The longest idempotency key.
const LONGEST_KEY: usize = 255;

/// When to ask for the status again where nobody knows how long it takes.
const ASK_AGAIN: Duration = Duration::from_secs(5);

/// A request that arrives.
#[derive(Debug)]
pub enum Entry {
    /// It is new, and is to be handled.
    New(Accept),
    /// It was accepted before, and this is the answer it got.
    Known(Answer),
}

/// A request that is being accepted.
#[derive(Debug)]
pub struct Accept {
    store: Store,
    operation: &'static Operation,
    id: String,
    key: Option<String>,
    request: Value,
    notes: Map<String, Value>,
    transaction: Option<Transaction>,
    /// Somebody else has accepted the same key meanwhile.
    taken: bool,
}

/// Looks at a request: is it new, or was it accepted before?
///
/// # Errors
/// The key is longer than 255 characters or was used for another request, or the database does not answer.
pub async fn enter(
    store: &Store,
    operation: &'static Operation,
    key: Option<&str>,
    request: &impl Serialize,
) -> Result<Entry, Failure> {
    let key = key.map(str::trim).filter(|key| !key.is_empty());
    if key.is_some_and(|key| key.len() > LONGEST_KEY) {
        return Err(Failure::Invalid(format!(
            "the idempotency key is longer than {LONGEST_KEY} characters"
        )));
    }
    let request = serde_json::to_value(request).map_err(StoreError::from)?;
    Ok(match before(store, operation, key, &request).await? {
        Some(answer) => Entry::Known(answer),
        None => Entry::New(Accept {
            store: store.clone(),
            operation,
            id: Uuid::now_v7().to_string(),
            key: key.map(str::to_owned),
            request,
            notes: Map::new(),
            transaction: None,
            taken: false,
        }),
    })
}

impl Accept {
    /// The identifier under which the status is found; a good one for what is being made, too.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The transaction in which the request is accepted: what is written in it happens together with that, or not at
    /// all. The second call gives the same one. It is committed after the handler has returned `Ok`, so wait for
    /// others before you begin, not after.
    ///
    /// # Errors
    /// The database refuses, or the same idempotency key has been accepted meanwhile; return either with `?`.
    pub async fn begin(&mut self) -> Result<&mut Transaction, StoreError> {
        let transaction = match self.transaction.take() {
            Some(transaction) => transaction,
            None => self.open().await?,
        };
        Ok(self.transaction.insert(transaction))
    }

    async fn open(&mut self) -> Result<Transaction, StoreError> {
        let mut transaction = self.store.begin().await?;
        let new = New {
            id: &self.id,
            key: self.key.as_deref(),
            request: &self.request,
        };
        if record::insert(&mut transaction, self.operation, new).await? {
            Ok(transaction)
        } else {
            self.taken = true;
            Err(StoreError::AlreadyProcessed)
        }
    }

    /// Notes something for the later steps.
    ///
    /// # Errors
    /// It is no JSON.
    pub fn note(&mut self, name: &str, value: &impl Serialize) -> Result<(), Failure> {
        let value = serde_json::to_value(value).map_err(Failure::internal)?;
        self.notes.insert(name.to_owned(), value);
        Ok(())
    }

    /// Commits what the handler has done, and the first later steps with it; or takes it back.
    ///
    /// # Errors
    /// What the handler says, or the database refuses.
    pub async fn finish(mut self, handled: Result<(), Failure>) -> Result<Answer, Failure> {
        let committed = match handled {
            Ok(()) => self.commit().await.map_err(Failure::from),
            Err(failure) => Err(failure),
        };
        if committed.is_err() {
            self.transaction = None;
        }
        match committed {
            Err(failure) if self.taken => {
                let (store, key) = (self.store, self.key.as_deref());
                before(&store, self.operation, key, &self.request)
                    .await?
                    .ok_or(failure)
            }
            other => other,
        }
    }

    async fn commit(&mut self) -> Result<Answer, StoreError> {
        self.begin().await?;
        let Some(mut transaction) = self.transaction.take() else {
            return Err(StoreError::Busy);
        };
        if !self.notes.is_empty() {
            record::set_notes(&mut transaction, &self.id, &self.notes).await?;
        }
        let known = record::hold(&mut transaction, self.operation, &self.id).await?;
        let mut known = known.ok_or(sqlx::Error::RowNotFound)?;
        transition::go_on(&mut transaction, self.operation, &mut known).await?;
        transaction.commit().await?;
        Ok(Answer::of(self.operation, &known))
    }
}

/// The answer that the same request got before.
async fn before(
    store: &Store,
    operation: &'static Operation,
    key: Option<&str>,
    request: &Value,
) -> Result<Option<Answer>, Failure> {
    let Some(key) = key else { return Ok(None) };
    match record::read(store, operation, By::Key(key)).await? {
        Some(known) if known.request == *request => Ok(Some(Answer::of(operation, &known))),
        Some(_) => Err(Failure::Conflict(
            "the idempotency key was used for another request".into(),
        )),
        None => Ok(None),
    }
}

/// The answer to an accepted request: 202, with the place of its status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The body.
    pub accepted: Accepted,
    /// Where the status is found.
    pub location: String,
    /// When to ask for it.
    pub ask_again: Duration,
}

impl Answer {
    fn of(operation: &Operation, known: &Known) -> Self {
        Self {
            accepted: Accepted {
                id: known.id.clone(),
                status: known.state,
                estimated_completion: estimated(operation, known),
            },
            location: format!("{}/{}", operation.path, known.id),
            ask_again: ask_again(operation),
        }
    }
}

impl IntoResponse for Answer {
    fn into_response(self) -> Response {
        let mut headers = HeaderMap::new();
        headers.insert(RETRY_AFTER, self.ask_again.as_secs().into());
        if let Ok(location) = self.location.parse() {
            headers.insert(LOCATION, location);
        }
        (StatusCode::ACCEPTED, headers, Json(self.accepted)).into_response()
    }
}

/// In whole seconds, at least one and at most half a minute.
fn ask_again(operation: &Operation) -> Duration {
    let wanted = operation.estimate.unwrap_or(ASK_AGAIN);
    let seconds = wanted.as_secs_f64().ceil().clamp(1.0, 30.0);
    Duration::try_from_secs_f64(seconds).unwrap_or(ASK_AGAIN)
}

fn estimated(operation: &Operation, known: &Known) -> Option<String> {
    let estimate = operation
        .estimate
        .filter(|_| known.state == State::Pending)?;
    let at = Message::moment(known.opened) + estimate;
    Some(humantime::format_rfc3339_millis(at).to_string())
}

/// A status with when to ask for it again, while it may change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Found {
    /// The body.
    pub status: Status,
    /// Absent at the end.
    pub ask_again: Option<Duration>,
}

impl IntoResponse for Found {
    fn into_response(self) -> Response {
        let mut headers = HeaderMap::new();
        if let Some(again) = self.ask_again {
            headers.insert(RETRY_AFTER, again.as_secs().into());
        }
        (headers, Json(self.status)).into_response()
    }
}

/// How far an operation is.
///
/// # Errors
/// There is no such status, or the database does not answer.
pub async fn status(
    store: &Store,
    operation: &'static Operation,
    id: &str,
) -> Result<Found, Failure> {
    let known = record::read(store, operation, By::Id(id)).await?;
    let known = known.ok_or_else(|| Failure::NotFound("there is no such status".into()))?;
    let step = |step: &record::KnownStep| StepStatus {
        id: step.name.to_owned(),
        state: step.state,
    };
    let moves = |step: &record::KnownStep| {
        matches!(
            step.state,
            StepState::Due | StepState::Sent | StepState::Undoing
        )
    };
    let open = known.state == State::Pending || known.steps.iter().any(moves);
    Ok(Found {
        status: Status {
            id: known.id.clone(),
            operation: operation.name.to_owned(),
            status: known.state,
            estimated_completion: estimated(operation, &known),
            reason: known.reason.clone(),
            steps: known.steps.iter().map(step).collect(),
        },
        ask_again: open.then(|| ask_again(operation)),
    })
}
