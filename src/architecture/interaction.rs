//! An interaction: who asks whom for what, and everything declared about it. Never derives.

use super::{
    Access, Allow, Bound, Bytes, Consistency, Coordination, Delivery, Duration, FailureEffect, Idempotency,
    InteractionKind, Mode, Ordering, Protocol, Rate, Ratio, Receivers, ResultNeeded, ServiceId, StepWhen,
    Timeout,
};
use crate::source::{Span, Spanned};

/// One interaction with its ends resolved.
#[derive(Debug, Clone)]
pub struct Interaction {
    /// Declared, or derived from the ends and the operation; unique in the architecture.
    pub id: Box<str>,
    /// The whole `[[interaction]]` header, the place findings point at when nothing finer is to blame.
    pub span: Span,
    /// The caller, or the publisher.
    pub from: ServiceId,
    /// Where `from` was written.
    pub from_span: Span,
    /// The callee, or the consumer, or a broker.
    pub to: ServiceId,
    /// Where `to` was written.
    pub to_span: Span,
    /// The broker between both ends, where one is named.
    pub via: Option<Spanned<ServiceId>>,
    /// Everything else that was declared. Boxed, because interactions are sorted and this part is large.
    pub declared: Box<Declared>,
}

impl Interaction {
    /// The order in which the calls of one operation are shown and written: by declared place, then by identifier.
    pub fn rank(&self) -> (u32, &str) {
        (self.declared.order.map_or(u32::MAX, |order| order.value), &self.id)
    }
}

/// The keys of an interaction that need no other table to be understood. `None` is "not declared", never a default.
#[derive(Debug, Clone, Default)]
pub struct Declared {
    /// One line for people.
    pub description: Option<Spanned<Box<str>>>,
    /// The caller's operation in which the call is made.
    pub during: Option<Spanned<Box<str>>>,
    /// The callee's operation.
    pub operation: Option<Spanned<Box<str>>>,
    /// Query, command or event.
    pub kind: Option<Spanned<InteractionKind>>,
    /// How it is made; `None` is undecided.
    pub mode: Option<Spanned<Mode>>,
    /// What crosses the wire.
    pub protocol: Option<Spanned<Protocol>>,
    /// Topic, queue or subject.
    pub channel: Option<Spanned<Box<str>>>,

    /// A person or calling system waits for the outcome of this interaction.
    pub user_waiting: Option<Spanned<bool>>,
    /// When the caller needs the outcome.
    pub needs_result: Option<Spanned<ResultNeeded>>,
    /// One request and one answer suffice.
    pub request_response: Option<Spanned<bool>>,
    /// How consistent both sides must be.
    pub consistency: Option<Spanned<Consistency>>,
    /// Acceptable age of the data when it is read.
    pub staleness: Option<Spanned<Duration>>,
    /// Can be processed in the background.
    pub background: Option<Spanned<bool>>,
    /// Load and scale are high.
    pub high_load: Option<Spanned<bool>>,
    /// Who receives.
    pub receivers: Option<Spanned<Receivers>>,
    /// How the steps of the transaction are led.
    pub coordination: Option<Spanned<Coordination>>,
    /// Services that write within the same business transaction.
    pub writers: Option<Spanned<u32>>,
    /// A completed effect can be undone by business means.
    pub compensation: Option<Spanned<bool>>,
    /// Whether repeating is, or can be made, harmless.
    pub idempotency: Option<Spanned<Idempotency>>,
    /// A replayable record of the messages is wanted.
    pub replay: Option<Spanned<bool>>,
    /// Size of the request data.
    pub payload: Option<Spanned<Bytes>>,
    /// Law and policy allow the payload to be stored in a broker.
    pub payload_may_rest: Option<Spanned<bool>>,
    /// The callee limits how often it may be called.
    pub rate_limited: Option<Spanned<bool>>,
    /// An acceptable answer exists when the callee is down.
    pub fallback: Option<Spanned<bool>>,
    /// After this time the answer is useless to the waiting caller.
    pub deadline: Option<Spanned<Duration>>,
    /// p99 from publishing a request message to receiving its reply.
    pub reply_time: Option<Spanned<Duration>>,
    /// p99 of the callee's work for this interaction, its dependencies included.
    pub processing: Option<Spanned<Duration>>,

    /// Mean rate of the interaction.
    pub rate: Option<Spanned<Rate>>,
    /// Rate at the peak.
    pub peak_rate: Option<Spanned<Rate>>,
    /// Calls per execution of `during`.
    pub calls: Option<Spanned<u32>>,
    /// Place among the calls of the same operation; calls with the same number, or without, have no order.
    pub order: Option<Spanned<u32>>,
    /// Calls of one group run together.
    pub parallel: Option<Spanned<Box<str>>>,
    /// Share of executions of `during` that make the call at all.
    pub probability: Option<Spanned<Ratio>>,
    /// What the caller does when the callee fails.
    pub on_failure: Option<Spanned<FailureEffect>>,
    /// Per attempt; `"none"` says that there is none.
    pub timeout: Option<Spanned<Timeout>>,
    /// Where `timeout = "unknown"` says that there may be one that nobody has looked up.
    pub timeout_unknown: Option<Span>,
    /// In total, the first one included.
    pub attempts: Option<Spanned<u32>>,
    /// Longest pause before each further attempt.
    pub backoff: Option<Spanned<Duration>>,
    /// The pause is randomised.
    pub jitter: Option<Spanned<bool>>,
    /// Retries as a share of requests, at most.
    pub retry_budget: Option<Spanned<Ratio>>,
    /// A circuit breaker guards the call.
    pub circuit_breaker: Option<Spanned<bool>>,
    /// Calls in flight to this callee, at most.
    pub bulkhead: Option<Spanned<u32>>,
    /// The remaining deadline travels with the request.
    pub deadline_propagation: Option<Spanned<bool>>,
    /// The request carries a key by which the callee recognises a repetition.
    pub idempotency_key: Option<Spanned<bool>>,
    /// What is done with a datastore.
    pub access: Option<Spanned<Access>>,
    /// Share of reads that a cache answers.
    pub cache_hits: Option<Spanned<Ratio>>,

    /// The message is written in the same transaction as the state and published from there.
    pub outbox: Option<Spanned<bool>>,
    /// The producer's request waits for the broker's acknowledgement.
    pub waits_for_ack: Option<Spanned<bool>>,
    /// Whether a message may get lost, or may come again.
    pub delivery: Option<Spanned<Delivery>>,
    /// Pause between two rounds of whoever moves messages on: an outbox relay, a poller.
    pub relay_interval: Option<Spanned<Duration>>,
    /// A reply message names the request that it answers.
    pub correlation_id: Option<Spanned<bool>>,
    /// Whoever stops waiting can ask later what became of the request.
    pub status_endpoint: Option<Spanned<bool>>,
    /// Messages that cannot be handled go to a dead-letter queue.
    pub dead_letter: Option<Spanned<bool>>,
    /// Deliveries of one message, at most.
    pub max_deliveries: Option<Spanned<Bound<u32>>>,
    /// The order that must be kept.
    pub ordering: Option<Spanned<Ordering>>,
    /// Messages are partitioned by a key.
    pub partition_key: Option<Spanned<bool>>,
    /// Workers that consume at the same time.
    pub consumers: Option<Spanned<u32>>,
    /// Mean time to handle one message.
    pub service_time: Option<Spanned<Duration>>,
    /// Messages in the queue, at most.
    pub queue_limit: Option<Spanned<Bound<u32>>>,
    /// Messages older than this are dropped.
    pub time_to_live: Option<Spanned<Bound<Duration>>>,
    /// Somebody is alerted when this interaction misbehaves.
    pub monitored: Option<Spanned<bool>>,

    /// The parts of a hybrid.
    pub steps: Vec<Step>,
    /// Accepted findings.
    pub allow: Vec<Allow>,
    /// Keys whose numbers were measured.
    pub measured: Vec<Spanned<Box<str>>>,
    /// Where the source says so.
    pub evidence: Vec<Spanned<Box<str>>>,
}

/// A step of an interaction that may be split into a now-part and a later-part.
#[derive(Debug, Clone)]
pub struct Step {
    /// Unique within the interaction.
    pub id: Spanned<Box<str>>,
    /// The `[[interaction.step]]` header.
    pub span: Span,
    /// When it must run, where that is declared.
    pub when: Option<Spanned<StepWhen>>,
    /// What it does, such as `validate`, `reserve`, `charge`, `notify`.
    pub kind: Option<Spanned<Box<str>>>,
    /// It needs strong consistency.
    pub strong: Option<Spanned<bool>>,
    /// The caller needs its result before it can answer.
    pub needs_result: Option<Spanned<ResultNeeded>>,
    /// Steps that come first.
    pub after: Vec<Spanned<Box<str>>>,
    /// p99 of the step.
    pub p99: Option<Spanned<Duration>>,
    /// How a completed step is undone.
    pub compensation: Option<Spanned<Box<str>>>,
}
