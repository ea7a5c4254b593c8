//! The work that a mode brings with it, and what the file says about it. Never looks at a running system.

use super::fact::{self, Slot};
use super::{Evidence, Method, Variant};
use crate::architecture::{Declared, Idempotency, Timeout};
use crate::source::Spanned;

/// Something that must be built or watched for the decision to hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Obligation {
    /// A timeout on the call.
    Timeout,
    /// Retries in one layer of the chain only.
    RetriesInOneLayer,
    /// A breaker and a bound on calls in flight.
    BreakerAndBulkhead,
    /// The remaining time travels along.
    DeadlinePropagation,
    /// State and message written together.
    Outbox,
    /// A consumer that can be given the same message twice.
    IdempotentConsumer,
    /// The same, recognising repetitions by a key.
    IdempotencyKey,
    /// Bounded redelivery and a place for what cannot be handled.
    DeadLetters,
    /// Messages of one key in one partition.
    PartitionKey,
    /// One consumer for everything.
    SingleConsumer,
    /// An alarm on the age of messages.
    MessageAgeAlarm,
    /// A bound on the queue and an age at which messages expire.
    QueueBounds,
    /// A key that ties the reply to the request.
    CorrelationId,
    /// How long the reply is waited for.
    ReplyTimeout,
    /// A place where the outcome can be seen, or a callback.
    StatusOrCallback,
    /// What the user sees in the meantime.
    PendingState,
    /// A way to undo each later step.
    Compensation,
    /// An end to what the now-part reserves.
    ReservationExpiry,
}

/// Whether an obligation is met, as far as the file says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Standing {
    /// Declared not to be there.
    Missing,
    /// Nothing is declared about it.
    Open,
    /// Declared to be there.
    Done,
}

impl Standing {
    /// The word that reports use.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Open => "open",
            Self::Done => "done",
        }
    }
}

impl Obligation {
    /// What the file says about it; open where the language has no key for it.
    pub fn standing(self, declared: &Declared) -> Standing {
        let flag = |flag: Option<Spanned<bool>>| flag.map(|flag| flag.value);
        let both = |one: Option<bool>, other: Option<bool>| match (one, other) {
            (Some(false), _) | (_, Some(false)) => Some(false),
            (Some(true), Some(true)) => Some(true),
            _ => None,
        };
        let is_declared = match self {
            Self::Timeout => declared.timeout.map(|it| matches!(it.value, Timeout::After(_))),
            Self::RetriesInOneLayer => declared.attempts.filter(|it| it.value == 1).map(|_| true),
            Self::BreakerAndBulkhead => {
                both(flag(declared.circuit_breaker), declared.bulkhead.is_some().then_some(true))
            }
            Self::DeadlinePropagation => flag(declared.deadline_propagation),
            Self::Outbox => flag(declared.outbox),
            Self::IdempotencyKey => flag(declared.idempotency_key),
            Self::DeadLetters => {
                both(flag(declared.dead_letter), declared.max_deliveries.map(|it| it.value.limit().is_some()))
            }
            Self::PartitionKey => flag(declared.partition_key),
            Self::SingleConsumer => declared.consumers.map(|consumers| consumers.value == 1),
            Self::QueueBounds => both(
                declared.queue_limit.map(|it| it.value.limit().is_some()),
                declared.time_to_live.map(|it| it.value.limit().is_some()),
            ),
            Self::CorrelationId => flag(declared.correlation_id),
            Self::StatusOrCallback => flag(declared.status_endpoint),
            Self::IdempotentConsumer => {
                declared.idempotency.filter(|it| it.value == Idempotency::Natural).map(|_| true)
            }
            Self::ReplyTimeout => declared.deadline.map(|_| true),
            Self::Compensation => flag(declared.compensation),
            Self::MessageAgeAlarm | Self::PendingState | Self::ReservationExpiry => None,
        };
        match is_declared {
            Some(true) => Standing::Done,
            Some(false) => Standing::Missing,
            None => Standing::Open,
        }
    }

    /// The obligation in a few words, without a full stop.
    pub fn text(self) -> &'static str {
        match self {
            Self::Timeout => "a timeout that fits those of the chain around it",
            Self::RetriesInOneLayer => {
                "retries in one layer of the chain only, and only of what may be repeated"
            }
            Self::BreakerAndBulkhead => "a circuit breaker and a bound on calls in flight",
            Self::DeadlinePropagation => "passing the remaining time on with each request",
            Self::Outbox => "an outbox, so that state and message are written together or not at all",
            Self::IdempotentConsumer => "a consumer that may be given the same message twice",
            Self::IdempotencyKey => "a consumer that recognises a repeated message by its key",
            Self::DeadLetters => "a bound on redelivery and a dead-letter queue that somebody looks at",
            Self::PartitionKey => "a partition key, so that messages of one key stay in order",
            Self::SingleConsumer => "a single consumer, as everything must stay in order",
            Self::MessageAgeAlarm => "an alarm when messages grow older than the data may be",
            Self::QueueBounds => "a bound on the length of the queue and on the age of its messages",
            Self::CorrelationId => "an identifier that ties the reply to its request",
            Self::ReplyTimeout => "a limit to how long the reply is waited for",
            Self::StatusOrCallback => "a status to look at or a callback, such as 202 with a location",
            Self::PendingState => "something for the user to see while the work is pending",
            Self::Compensation => "a way to undo each later step that has an effect",
            Self::ReservationExpiry => "an expiry for everything the now-part reserves",
        }
    }
}

const REPLY: [Obligation; 4] = [
    Obligation::CorrelationId,
    Obligation::ReplyTimeout,
    Obligation::StatusOrCallback,
    Obligation::PendingState,
];

impl Method {
    /// What a variant obliges to, the most important first.
    pub fn obligations(&self, evidence: &Evidence, variant: Variant) -> Vec<Obligation> {
        match variant {
            Variant::Sync => self.of_calls(evidence),
            Variant::Async => self.of_messages(evidence),
            Variant::AsyncReply => self.of_messages(evidence).into_iter().chain(REPLY).collect(),
            Variant::Hybrid => {
                let split =
                    [Obligation::Compensation, Obligation::ReservationExpiry, Obligation::PendingState];
                let messages = self.of_messages(evidence).into_iter();
                let (first, rest): (Vec<_>, Vec<_>) =
                    messages.partition(|obligation| *obligation <= Obligation::IdempotencyKey);
                first.into_iter().chain(split).chain(rest).chain(self.of_calls(evidence)).collect()
            }
        }
    }

    fn of_calls(&self, evidence: &Evidence) -> Vec<Obligation> {
        let mut list = vec![Obligation::Timeout, Obligation::RetriesInOneLayer];
        if self.says(evidence, fact::RATE_LIMITED, "true")
            || self.says(evidence, fact::CRITICALITY_GAP, "true")
        {
            list.push(Obligation::BreakerAndBulkhead);
        }
        list.push(Obligation::DeadlinePropagation);
        list
    }

    fn of_messages(&self, evidence: &Evidence) -> Vec<Obligation> {
        let by_key = self.says(evidence, fact::IDEMPOTENCY, "keyable");
        let consumer = if by_key { Obligation::IdempotencyKey } else { Obligation::IdempotentConsumer };
        let mut list = vec![Obligation::Outbox, consumer, Obligation::DeadLetters];
        if self.says(evidence, fact::ORDERING, "key") {
            list.push(Obligation::PartitionKey);
        }
        if self.says(evidence, fact::ORDERING, "total") {
            list.push(Obligation::SingleConsumer);
        }
        list.extend([Obligation::MessageAgeAlarm, Obligation::QueueBounds]);
        list
    }

    fn says(&self, evidence: &Evidence, fact: usize, word: &str) -> bool {
        let word = self.columns[fact].word(word).map(Slot::Word);
        word == Some(evidence.slots()[fact])
    }
}
