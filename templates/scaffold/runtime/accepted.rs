//! What the caller of an operation gets to see that goes on after its answer. Never knows how it goes on.

use serde::{Deserialize, Serialize};

/// How far an operation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// Accepted; something is still to be done.
    Pending,
    /// Everything is done.
    Completed,
    /// A step could not be done; what was done before it is being undone, or stays where nothing undoes it.
    Failed,
    /// A step could not be done, and what was done before it is undone.
    Compensated,
}

/// The answer to a request whose work goes on: it will be done, or undone.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Accepted {
    /// Under this identifier the status is found. The same request with the same idempotency key gives the same one.
    pub id: String,
    /// How far it is.
    pub status: State,
    /// When everything is done if nothing is slower than usual (RFC 3339); absent where nobody declared how long the
    /// steps take, and at the end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimated_completion: Option<String>,
}

/// What is asked for when the status is wanted.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct GetStatus {
    /// [`Accepted::id`].
    pub id: String,
}

/// How far an operation is, step by step.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Status {
    /// What was given as [`Accepted::id`].
    pub id: String,
    /// The operation.
    pub operation: String,
    /// How far it is.
    pub status: State,
    /// As in [`Accepted::estimated_completion`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub estimated_completion: Option<String>,
    /// Why it failed, where that concerns the caller: a refusal, not a fault.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The steps, in the order in which they are declared.
    pub steps: Vec<StepStatus>,
}

/// How far one step is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepStatus {
    /// The step.
    pub id: String,
    /// How far it is.
    pub state: StepState,
}

/// How far a step is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepState {
    /// Another step comes first.
    Waiting,
    /// It is its turn.
    Due,
    /// Another service has been told and has not answered yet.
    Sent,
    /// Done.
    Completed,
    /// It could not be done.
    Failed,
    /// Not begun, because another step failed.
    Skipped,
    /// Done, and being undone.
    Undoing,
    /// Done, and undone.
    Undone,
    /// Done, and could not be undone: somebody must look at the dead letter.
    Stuck,
}

impl State {
    /// As it is written.
    pub fn word(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Compensated => "compensated",
        }
    }

    /// What [`State::word`] gives for it.
    pub fn from_word(word: &str) -> Option<Self> {
        let all = [
            Self::Pending,
            Self::Completed,
            Self::Failed,
            Self::Compensated,
        ];
        all.into_iter().find(|state| state.word() == word)
    }
}

impl StepState {
    /// As it is written.
    pub fn word(self) -> &'static str {
        match self {
            Self::Waiting => "waiting",
            Self::Due => "due",
            Self::Sent => "sent",
            Self::Completed => "completed",
            Self::Failed => "failed",
            Self::Skipped => "skipped",
            Self::Undoing => "undoing",
            Self::Undone => "undone",
            Self::Stuck => "stuck",
        }
    }

    /// What [`StepState::word`] gives for it.
    pub fn from_word(word: &str) -> Option<Self> {
        let all = [
            Self::Waiting,
            Self::Due,
            Self::Sent,
            Self::Completed,
            Self::Failed,
            Self::Skipped,
            Self::Undoing,
            Self::Undone,
            Self::Stuck,
        ];
        all.into_iter().find(|state| state.word() == word)
    }
}
