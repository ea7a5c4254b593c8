//! What `orders` does after it has answered: the steps of its hybrid operations, each set off by a message of its own.

use std::sync::Arc;
use std::time::Duration;

use super::runtime::consumer::{Consumption, Handler};
use super::runtime::failure::Failure;
use super::runtime::messaging::Messaging;
use super::runtime::queue::{BoxFuture, Subscription};
use super::runtime::status::{self, Operation, Progress, Step, Steps, Turn, When};
use super::runtime::store::Store;
use crate::payload;

/// Steps of one kind that are done at the same time, in each instance (a default: the architecture says nothing of it).
const WORKERS: u32 = 16;
/// How often a step is tried before it is given up (a default).
const ATTEMPTS: u32 = 10;
/// The pause before the second attempt; it doubles with each further one (a default).
const BACKOFF: Duration = Duration::from_secs(1);
/// The longest pause (a default). All attempts together bear an outage of about six minutes.
const LONGEST_BACKOFF: Duration = Duration::from_secs(120);

/// `Process`: `POST /Process`.
/// By `process-order` from `shop`. Decided in ADR-0004. Hybrid, as is recommended: answered with 202 before the rest (`request-payment`) is done.
/// Hybrid by `process-order`: its steps are those of `process-order`.
pub static PROCESS: Operation = Operation {
    name: "Process",
    path: "/process/status",
    steps: &[
        Step { name: "check-inventory", when: When::Now, after: &[], undo: true },
        Step { name: "request-payment", when: When::Later("orders.process.request_payment"), after: &["check-inventory"], undo: false },
    ],
    estimate: Some(Duration::from_secs(2)),
    completed: "orders.process.completed",
    failed: "orders.process.failed",
    undo: "orders.process.undo",
};

/// All operations that go on after their answer.
pub static OPERATIONS: &[&Operation] = &[
    &PROCESS,
];

/// The steps after the answer and, where they can be undone, how; `handlers` implements it.
///
/// A step may be tried again: what is written in [`Turn::begin`] happens once, what is done to others may happen again.
/// `Failure::Conflict` and `Failure::NotFound` refuse it, and the caller may read why; any other failure lets it be
/// tried again, until it is given up. Either way the operation fails, and what is completed is undone.
pub trait Later: Send + Sync + 'static {
    /// Undoes step `check-inventory`: `release the goods`.
    /// It may be called again after a crash: what it does to others must bear that.
    fn undo_process_check_inventory(
        &self,
        request: payload::ProcessRequest,
        turn: &mut Turn<'_>,
    ) -> impl Future<Output = Result<(), Failure>> + Send;
    /// Step `request-payment`, by a message of this service's own.
    fn process_request_payment(
        &self,
        request: payload::ProcessRequest,
        turn: &mut Turn<'_>,
    ) -> impl Future<Output = Result<(), Failure>> + Send;
}

/// Finds the function of a step of [`PROCESS`].
struct ProcessSteps<H>(Arc<H>);

impl<H: Later> Steps for ProcessSteps<H> {
    fn run<'a>(&'a self, step: &'static str, turn: &'a mut Turn<'_>) -> BoxFuture<'a, Result<Progress, Failure>> {
        Box::pin(async move {
            let request: payload::ProcessRequest = turn.request()?;
            match step {
                "request-payment" => self.0.process_request_payment(request, turn).await.map(|()| Progress::Completed),
                _ => Err(Failure::Invalid("there is no such step".into())),
            }
        })
    }

    fn undo<'a>(&'a self, step: &'static str, turn: &'a mut Turn<'_>) -> BoxFuture<'a, Result<(), Failure>> {
        Box::pin(async move {
            let request: payload::ProcessRequest = turn.request()?;
            match step {
                "check-inventory" => self.0.undo_process_check_inventory(request, turn).await,
                _ => Err(Failure::Invalid("nothing undoes this step".into())),
            }
        })
    }
}

/// The channels of all steps, with how their messages are handled.
pub fn consumers<H: Later>(store: &Store, handlers: &Arc<H>) -> Vec<(Consumption, Arc<dyn Handler>)> {
    let operations: Vec<(&'static Operation, Arc<dyn Steps>)> = vec![
        (&PROCESS, Arc::new(ProcessSteps(Arc::clone(handlers)))),
    ];
    let consumers = status::consumers(store, operations).into_iter();
    consumers.map(|(channel, handler)| (consumption(channel), handler)).collect()
}

/// The same, beside what else is consumed.
pub fn consumed<H: Later>(messaging: Messaging, store: &Store, handlers: &Arc<H>) -> Messaging {
    let consumers = consumers(store, handlers).into_iter();
    consumers.fold(messaging, |messaging, (consumption, handler)| messaging.consumes(consumption, handler))
}

/// How the messages of one of these channels are handled.
fn consumption(channel: &'static str) -> Consumption {
    let mut subscription = Subscription::new(channel, "orders");
    subscription.max_deliveries = ATTEMPTS;
    subscription.in_flight = WORKERS;
    Consumption {
        workers: WORKERS,
        backoff: BACKOFF,
        longest_backoff: LONGEST_BACKOFF,
        ..Consumption::new(subscription)
    }
}
