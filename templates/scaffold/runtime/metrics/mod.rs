//! Metrics for Prometheus: one function for each thing that happens. Never decides what is worth an alert.
//!
//! Before [`install`] all functions do nothing, so that code under test needs no set-up.

use std::sync::OnceLock;
use std::time::Duration;

use ::metrics::{SharedString, Unit, counter, gauge, histogram};
use metrics_exporter_prometheus::{BuildError, Matcher, PrometheusBuilder, PrometheusHandle};

mod outcome;
mod table;

pub use outcome::*;
pub use table::*;

static HANDLE: OnceLock<PrometheusHandle> = OnceLock::new();

/// How often recorded times are folded into buckets, whether or not somebody reads them.
const UPKEEP: Duration = Duration::from_secs(5);

/// The recorder could not be installed.
#[derive(Debug, thiserror::Error)]
#[error("metrics cannot be recorded: {0}")]
pub struct InstallError(#[from] BuildError);

/// Starts recording for a service. `bounds` are further upper bounds of buckets, so that the share of requests within a
/// timeout or an objective is counted exactly. A second call changes nothing.
///
/// # Errors
/// When another recorder is installed in this process.
pub fn install(service: &str, bounds: &[(Metric, Duration)]) -> Result<(), InstallError> {
    if HANDLE.get().is_some() {
        return Ok(());
    }
    let mut builder = PrometheusBuilder::new().add_global_label("service", service);
    for metric in METRICS {
        if let Some(all) = bounds_of(metric, bounds) {
            let matcher = Matcher::Full(metric.name.to_owned());
            builder = builder.set_buckets_for_metric(matcher, &all)?;
        }
    }
    let handle = builder.install_recorder()?;
    HANDLE.get_or_init(|| handle);
    describe();
    Ok(())
}

/// The bounds of all buckets of a metric in seconds, ascending; nothing for what is no distribution.
pub fn bounds_of(metric: &Metric, further: &[(Metric, Duration)]) -> Option<Vec<f64>> {
    let fixed = match metric.kind {
        Kind::Seconds { long: false } => REQUEST_BOUNDS,
        Kind::Seconds { long: true } => MESSAGE_BOUNDS,
        Kind::Counter | Kind::Gauge => return None,
    };
    let own = further.iter().filter(|(other, _)| other == metric);
    let own = own.map(|(_, bound)| bound.as_secs_f64());
    let mut all: Vec<f64> = fixed.iter().copied().chain(own).collect();
    all.sort_by(f64::total_cmp);
    all.dedup();
    Some(all)
}

fn describe() {
    for metric in METRICS {
        match metric.kind {
            Kind::Counter => ::metrics::describe_counter!(metric.name, metric.help),
            Kind::Gauge => ::metrics::describe_gauge!(metric.name, metric.help),
            Kind::Seconds { .. } => {
                ::metrics::describe_histogram!(metric.name, Unit::Seconds, metric.help);
            }
        }
    }
}

/// Everything recorded so far, in the text format of Prometheus; empty before [`install`].
pub fn render() -> String {
    HANDLE
        .get()
        .map(PrometheusHandle::render)
        .unwrap_or_default()
}

/// Folds recorded times into buckets for as long as it is polled, so that memory stays bounded when nobody scrapes.
pub async fn upkeep() {
    let mut ticks = tokio::time::interval(UPKEEP);
    loop {
        ticks.tick().await;
        if let Some(handle) = HANDLE.get() {
            handle.run_upkeep();
        }
    }
}

/// Shows an operation with zeros before its first request, so that its first failure is a rise.
pub fn announce_operation(operation: impl Into<SharedString>) {
    let operation = operation.into();
    for outcome in REQUEST_OUTCOMES {
        let _ = histogram!(SERVER_REQUEST_DURATION.name, "operation" => operation.clone(), "outcome" => *outcome);
    }
    gauge!(SERVER_REQUESTS_IN_FLIGHT.name).increment(0.0);
}

/// Shows a call with zeros before it is first made.
pub fn announce_call(interaction: impl Into<SharedString>, callee: impl Into<SharedString>) {
    let (interaction, callee) = (interaction.into(), callee.into());
    for outcome in CALL_OUTCOMES {
        let labels = [
            ("interaction", interaction.clone()),
            ("callee", callee.clone()),
            ("outcome", (*outcome).into()),
        ];
        let _ = histogram!(CLIENT_CALL_DURATION.name, &labels);
        counter!(CLIENT_ATTEMPTS.name, &labels).increment(0);
    }
    let labels = [("interaction", interaction), ("callee", callee)];
    counter!(CLIENT_RETRIES_SUPPRESSED.name, &labels).increment(0);
    counter!(CLIENT_DEGRADED.name, &labels).increment(0);
}

/// Shows a channel that this service publishes to with zeros.
pub fn announce_published(channel: impl Into<SharedString>) {
    counter!(MESSAGES_PUBLISHED.name, "channel" => channel.into()).increment(0);
}

/// Shows a channel that this service consumes with zeros.
pub fn announce_consumed(channel: impl Into<SharedString>) {
    let channel = channel.into();
    for outcome in MESSAGE_OUTCOMES {
        let _ = histogram!(MESSAGE_PROCESSING_DURATION.name, "channel" => channel.clone(), "outcome" => *outcome);
    }
    let _ = histogram!(MESSAGE_AGE.name, "channel" => channel.clone());
    counter!(MESSAGES_REDELIVERED.name, "channel" => channel.clone()).increment(0);
    counter!(MESSAGES_DEAD_LETTERED.name, "channel" => channel).increment(0);
}

/// Shows an operation that is completed later with zeros.
pub fn announce_completion(operation: impl Into<SharedString>) {
    let operation = operation.into();
    for outcome in COMPLETION_OUTCOMES {
        let _ = histogram!(COMPLETION_DURATION.name, "operation" => operation.clone(), "outcome" => *outcome);
    }
    gauge!(STATUS_OPEN.name, "operation" => operation).increment(0.0);
}

/// A request that is being answered, until it is dropped.
#[derive(Debug)]
pub struct InFlight(());

impl Drop for InFlight {
    fn drop(&mut self) {
        gauge!(SERVER_REQUESTS_IN_FLIGHT.name).decrement(1.0);
    }
}

/// A request has arrived. It counts as in flight until the guard is dropped.
pub fn request_started() -> InFlight {
    gauge!(SERVER_REQUESTS_IN_FLIGHT.name).increment(1.0);
    InFlight(())
}

/// A request was answered after this time.
pub fn request(operation: impl Into<SharedString>, outcome: RequestOutcome, took: Duration) {
    histogram!(SERVER_REQUEST_DURATION.name, "operation" => operation.into(), "outcome" => outcome.word())
        .record(took);
}

/// This many requests may be in flight.
pub fn concurrency_limit(limit: u32) {
    gauge!(SERVER_CONCURRENCY_LIMIT.name).set(limit);
}

/// A call ended after this time, all of its attempts and pauses included.
pub fn call(
    interaction: impl Into<SharedString>,
    callee: impl Into<SharedString>,
    outcome: CallOutcome,
    took: Duration,
) {
    let labels = [
        ("interaction", interaction.into()),
        ("callee", callee.into()),
        ("outcome", outcome.word().into()),
    ];
    histogram!(CLIENT_CALL_DURATION.name, &labels).record(took);
}

/// One attempt of a call ended.
pub fn attempt(
    interaction: impl Into<SharedString>,
    callee: impl Into<SharedString>,
    outcome: CallOutcome,
) {
    let labels = [
        ("interaction", interaction.into()),
        ("callee", callee.into()),
        ("outcome", outcome.word().into()),
    ];
    counter!(CLIENT_ATTEMPTS.name, &labels).increment(1);
}

/// A retry was not made because the budget was spent.
pub fn retry_suppressed(interaction: impl Into<SharedString>, callee: impl Into<SharedString>) {
    counter!(CLIENT_RETRIES_SUPPRESSED.name, "interaction" => interaction.into(), "callee" => callee.into())
        .increment(1);
}

/// The circuit breaker opened or closed.
pub fn breaker_open(
    interaction: impl Into<SharedString>,
    callee: impl Into<SharedString>,
    open: bool,
) {
    gauge!(CIRCUIT_BREAKER_OPEN.name, "interaction" => interaction.into(), "callee" => callee.into())
        .set(u8::from(open));
}

/// This many calls are in flight behind a bulkhead, of so many that may be.
pub fn bulkhead(
    interaction: impl Into<SharedString>,
    callee: impl Into<SharedString>,
    in_flight: u32,
    limit: u32,
) {
    let labels = [
        ("interaction", interaction.into()),
        ("callee", callee.into()),
    ];
    gauge!(BULKHEAD_IN_FLIGHT.name, &labels).set(in_flight);
    gauge!(BULKHEAD_LIMIT.name, &labels).set(limit);
}

/// A call failed and its caller went on with less.
pub fn degraded(interaction: impl Into<SharedString>, callee: impl Into<SharedString>) {
    counter!(CLIENT_DEGRADED.name, "interaction" => interaction.into(), "callee" => callee.into())
        .increment(1);
}

/// What a probe of a dependency found.
pub fn dependency(dependency: impl Into<SharedString>, up: bool) {
    gauge!(DEPENDENCY_UP.name, "dependency" => dependency.into()).set(u8::from(up));
}

/// The broker confirmed a message.
pub fn published(channel: impl Into<SharedString>) {
    counter!(MESSAGES_PUBLISHED.name, "channel" => channel.into()).increment(1);
}

/// What waits in the outbox for a channel; no age where nothing does.
pub fn outbox(channel: impl Into<SharedString>, pending: u64, oldest: Option<Duration>) {
    let channel = channel.into();
    gauge!(OUTBOX_PENDING.name, "channel" => channel.clone()).set(count(pending));
    gauge!(OUTBOX_OLDEST_AGE.name, "channel" => channel).set(oldest.unwrap_or_default());
}

/// What waits in a queue for a group of consumers; an age that the broker does not tell leaves the metric as it was,
/// unless nothing waits.
pub fn queue(
    channel: impl Into<SharedString>,
    group: impl Into<SharedString>,
    waiting: u64,
    oldest: Option<Duration>,
) {
    let labels = [("channel", channel.into()), ("group", group.into())];
    gauge!(QUEUE_DEPTH.name, &labels).set(count(waiting));
    let oldest = if waiting == 0 {
        Some(Duration::ZERO)
    } else {
        oldest
    };
    if let Some(oldest) = oldest {
        gauge!(QUEUE_OLDEST_MESSAGE_AGE.name, &labels).set(oldest);
    }
}

/// One attempt to handle a message ended after this time.
pub fn message(channel: impl Into<SharedString>, outcome: MessageOutcome, took: Duration) {
    histogram!(MESSAGE_PROCESSING_DURATION.name, "channel" => channel.into(), "outcome" => outcome.word())
        .record(took);
}

/// A message was handled this long after it was published.
pub fn message_age(channel: impl Into<SharedString>, age: Duration) {
    histogram!(MESSAGE_AGE.name, "channel" => channel.into()).record(age);
}

/// A message came again.
pub fn redelivered(channel: impl Into<SharedString>) {
    counter!(MESSAGES_REDELIVERED.name, "channel" => channel.into()).increment(1);
}

/// A message was put among the dead letters.
pub fn dead_lettered(channel: impl Into<SharedString>) {
    counter!(MESSAGES_DEAD_LETTERED.name, "channel" => channel.into()).increment(1);
}

/// So many dead letters nobody has dealt with.
pub fn dead_letters(channel: impl Into<SharedString>, letters: u64) {
    gauge!(DEAD_LETTERS.name, "channel" => channel.into()).set(count(letters));
}

/// So many accepted requests are not completed yet.
pub fn status_open(operation: impl Into<SharedString>, open: u64) {
    gauge!(STATUS_OPEN.name, "operation" => operation.into()).set(count(open));
}

/// An accepted request was completed, or failed, after this time.
pub fn completion(operation: impl Into<SharedString>, outcome: CompletionOutcome, took: Duration) {
    histogram!(COMPLETION_DURATION.name, "operation" => operation.into(), "outcome" => outcome.word())
        .record(took);
}

/// A number of things as a sample; exact up to 2^53.
#[allow(clippy::cast_precision_loss)]
fn count(things: u64) -> f64 {
    things as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_declared_bound_gets_its_own_bucket() {
        let further = [
            (SERVER_REQUEST_DURATION, Duration::from_millis(300)),
            (SERVER_REQUEST_DURATION, Duration::from_secs(1)),
            (MESSAGE_AGE, Duration::from_secs(7)),
        ];
        let bounds = bounds_of(&SERVER_REQUEST_DURATION, &further).expect("a distribution");
        assert!(bounds.windows(2).all(|pair| pair[0] < pair[1]));
        assert_eq!(bounds.len(), REQUEST_BOUNDS.len() + 1);
        assert!(bounds.contains(&0.3) && !bounds.contains(&7.0));
        assert_eq!(bounds_of(&QUEUE_DEPTH, &further), None);
    }
}
