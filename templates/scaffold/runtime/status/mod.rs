//! Operations that answer before all of their work is done. Never forgets one: what is accepted is completed, or fails
//! and is undone.
//!
//! A request is handled up to its commit, in one transaction with the status, the first messages and the service's own
//! state ([`Accept`]). Each step after that is a message on a channel of its own; the handler of the message does the
//! step ([`Steps`]), and what follows from it is written in the transaction of the message's record. So the process may
//! die at any point, and the operation goes on where it was.
//!
//! A step that becomes a dead letter fails the operation. The completed steps that can be undone are then undone, the
//! last one first, one after the other.

mod accept;
mod outcomes;
mod record;
mod step;
mod transition;
mod watch;

use std::time::Duration;

pub use accept::{Accept, Answer, Entry, Found, enter, status};
pub use record::prepare;
pub use step::{Progress, Steps, Turn, consumers};
pub use watch::watch;

/// An operation that goes on after its answer.
#[derive(Debug)]
pub struct Operation {
    /// Its name, in metrics and in the status.
    pub name: &'static str,
    /// Below this path its status is found.
    pub path: &'static str,
    /// All steps.
    pub steps: &'static [Step],
    /// How long the steps after the answer take together, where that is known.
    pub estimate: Option<Duration>,
    /// Here everybody is told that an operation is completed.
    pub completed: &'static str,
    /// Here everybody is told that an operation has failed.
    pub failed: &'static str,
    /// On this channel the steps to undo travel.
    pub undo: &'static str,
}

/// A step of an operation.
#[derive(Debug)]
pub struct Step {
    /// Unique within the operation.
    pub name: &'static str,
    /// Whether it is done before the answer.
    pub when: When,
    /// Steps that come first.
    pub after: &'static [&'static str],
    /// Completed, it can be undone.
    pub undo: bool,
}

/// When a step is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// Before the answer.
    Now,
    /// After the answer: on this channel of this service's own.
    Later(&'static str),
    /// The same, and another service says on the second channel what became of it.
    Awaited(&'static str, &'static str),
}

impl Operation {
    fn step(&self, name: &str) -> Option<&'static Step> {
        self.steps.iter().find(|step| step.name == name)
    }
}

/// Written by everybody who is told of an end.
#[derive(Debug, Clone, serde::Serialize, serde::Deserialize)]
pub struct Ended {
    /// The status.
    pub id: String,
    /// The operation.
    pub operation: String,
    /// The step that failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// Why, where it was refused.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}
