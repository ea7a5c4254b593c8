//! The one list of metrics: names, kinds, labels and meaning. Never records anything.
//!
//! Dashboards and alert rules are written against these names; a name that changes here breaks them.

/// How the values of a metric are kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Only ever grows, from 0 at the start of the process.
    Counter,
    /// Goes up and down.
    Gauge,
    /// A distribution of times in seconds, as cumulative buckets.
    Seconds {
        /// The times are those of messages and journeys, up to a day, and not those of requests, up to half a minute.
        long: bool,
    },
}

/// One metric. Every series also carries the label `service`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Metric {
    /// The name that is exported.
    pub name: &'static str,
    /// How its values are kept.
    pub kind: Kind,
    /// The labels of each series, `service` left out.
    pub labels: &'static [&'static str],
    /// One phrase for people.
    pub help: &'static str,
}

const REQUESTS: Kind = Kind::Seconds { long: false };
const MESSAGES: Kind = Kind::Seconds { long: true };

/// Upper bounds of the buckets of request times, in seconds; bounds that a service declares are added.
pub const REQUEST_BOUNDS: &[f64] = &[
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0,
];

/// Upper bounds of the buckets of message ages and completions, in seconds; bounds that a service declares are added.
pub const MESSAGE_BOUNDS: &[f64] = &[
    0.005, 0.025, 0.1, 0.5, 1.0, 2.5, 5.0, 15.0, 60.0, 300.0, 900.0, 3600.0, 21600.0, 86400.0,
];

/// Values of the label `outcome` of requests.
pub const REQUEST_OUTCOMES: &[&str] = &["ok", "invalid", "failed", "timeout", "rejected"];

/// Values of the label `outcome` of calls and their attempts.
pub const CALL_OUTCOMES: &[&str] = &[
    "ok",
    "refused",
    "unreachable",
    "timeout",
    "open",
    "full",
    "unreadable",
];

/// Values of the label `outcome` of messages.
pub const MESSAGE_OUTCOMES: &[&str] = &["ok", "failed", "invalid", "duplicate"];

/// Values of the label `outcome` of completions.
pub const COMPLETION_OUTCOMES: &[&str] = &["completed", "failed"];

macro_rules! metrics {
    ($($constant:ident = $name:literal, $kind:expr, [$($label:literal),*], $help:literal;)*) => {
        $(
            #[doc = $help]
            pub const $constant: Metric = Metric {
                name: $name,
                kind: $kind,
                labels: &[$($label),*],
                help: $help,
            };
        )*

        /// All metrics.
        pub const METRICS: &[Metric] = &[$($constant),*];
    };
}

metrics! {
    SERVER_REQUEST_DURATION = "server_request_duration_seconds", REQUESTS, ["operation", "outcome"],
        "Time from the arrival of a request to its answer.";
    SERVER_REQUESTS_IN_FLIGHT = "server_requests_in_flight", Kind::Gauge, [],
        "Requests that are being answered.";
    SERVER_CONCURRENCY_LIMIT = "server_concurrency_limit", Kind::Gauge, [],
        "Requests that may be in flight; absent where there is no limit.";
    CLIENT_CALL_DURATION = "client_call_duration_seconds", REQUESTS, ["interaction", "callee", "outcome"],
        "Time of a whole call, all of its attempts and pauses included.";
    CLIENT_ATTEMPTS = "client_attempts_total", Kind::Counter, ["interaction", "callee", "outcome"],
        "Attempts of calls; the first one counts.";
    CLIENT_RETRIES_SUPPRESSED = "client_retries_suppressed_total", Kind::Counter, ["interaction", "callee"],
        "Retries that were not made because the retry budget was spent.";
    CIRCUIT_BREAKER_OPEN = "circuit_breaker_open", Kind::Gauge, ["interaction", "callee"],
        "1 while the circuit breaker refuses calls, else 0.";
    BULKHEAD_IN_FLIGHT = "bulkhead_in_flight", Kind::Gauge, ["interaction", "callee"],
        "Calls in flight behind a bulkhead.";
    BULKHEAD_LIMIT = "bulkhead_limit", Kind::Gauge, ["interaction", "callee"],
        "Calls that a bulkhead lets through at the same time.";
    CLIENT_DEGRADED = "client_degraded_total", Kind::Counter, ["interaction", "callee"],
        "Calls that failed and whose caller went on with less.";
    DEPENDENCY_UP = "dependency_up", Kind::Gauge, ["dependency"],
        "1 where the last probe reached the dependency, else 0; absent before the first.";
    MESSAGES_PUBLISHED = "messages_published_total", Kind::Counter, ["channel"],
        "Messages that the broker confirmed.";
    OUTBOX_PENDING = "outbox_pending", Kind::Gauge, ["channel"],
        "Messages in the outbox that the broker has not confirmed.";
    OUTBOX_OLDEST_AGE = "outbox_oldest_age_seconds", Kind::Gauge, ["channel"],
        "Age of the oldest message in the outbox; 0 where it is empty.";
    QUEUE_DEPTH = "queue_depth", Kind::Gauge, ["channel", "group"],
        "Messages that wait for this group of consumers.";
    QUEUE_OLDEST_MESSAGE_AGE = "queue_oldest_message_age_seconds", Kind::Gauge, ["channel", "group"],
        "Age of the oldest message that waits for this group; 0 where none waits.";
    MESSAGE_PROCESSING_DURATION = "message_processing_duration_seconds", REQUESTS, ["channel", "outcome"],
        "Time of one attempt to handle a message.";
    MESSAGE_AGE = "message_age_seconds", MESSAGES, ["channel"],
        "Time from publishing a message to having handled it.";
    MESSAGES_REDELIVERED = "messages_redelivered_total", Kind::Counter, ["channel"],
        "Deliveries of messages that had been delivered before.";
    MESSAGES_DEAD_LETTERED = "messages_dead_lettered_total", Kind::Counter, ["channel"],
        "Messages that were given up and put among the dead letters.";
    DEAD_LETTERS = "dead_letters", Kind::Gauge, ["channel"],
        "Dead letters that nobody has dealt with.";
    STATUS_OPEN = "status_open", Kind::Gauge, ["operation"],
        "Accepted requests that are not completed yet.";
    COMPLETION_DURATION = "completion_duration_seconds", MESSAGES, ["operation", "outcome"],
        "Time from accepting a request to its completion or failure.";
}
