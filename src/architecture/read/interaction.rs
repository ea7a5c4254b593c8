//! Reads `[[interaction]]` tables. Never looks at another table.

use super::reader::Reader;
use super::tables;
use crate::architecture::{Declared, Rate, Step, keys, written};
use crate::diagnostic::Diagnostic;
use crate::document::{Item, Table, Value, unknown_key};
use crate::source::Spanned;

pub(super) fn interaction(reader: &mut Reader<'_>, table: Table<'_, '_>) -> Option<written::Interaction> {
    let (mut id, mut from, mut to, mut via) = (None, None, None, None);
    let mut declared = Box::<Declared>::default();
    for (key, item) in table.entries() {
        match key.value {
            "id" => id = reader.text("id", item),
            "from" => from = reader.text("from", item),
            "to" => to = reader.text("to", item),
            "via" => via = reader.text("via", item),
            "rate" => (declared.rate, declared.peak_rate) = rate(reader, item),
            "step" => {
                declared.steps = tables(reader, "interaction.step", item)
                    .into_iter()
                    .filter_map(|t| step(reader, t))
                    .collect()
            }
            _ => {
                if !framework_key(reader, key.value, item, &mut declared)
                    && !call_key(reader, key.value, item, &mut declared)
                    && !messaging_key(reader, key.value, item, &mut declared)
                {
                    reader.report(unknown_key(key, "an interaction", keys::names(keys::INTERACTION)));
                }
            }
        }
    }
    for name in ["from", "to"] {
        if table.get(name).is_none() {
            let means = if name == "from" {
                "the service that calls or publishes"
            } else {
                "the service that is called"
            };
            reader.report(
                Diagnostic::error("missing-key", format!("interaction without `{name}`"), table.span)
                    .help(format!("write `{name} = \"…\"`: {means}")),
            );
        }
    }
    Some(written::Interaction { span: table.span, id, from: from?, to: to?, via, declared })
}

/// Keys that say what the interaction is and what the decision needs to know. Returns whether the key is one of them.
fn framework_key(reader: &mut Reader<'_>, name: &str, item: Item<'_, '_>, declared: &mut Declared) -> bool {
    match name {
        "description" => declared.description = reader.text(name, item),
        "during" => declared.during = reader.text(name, item),
        "operation" => declared.operation = reader.text(name, item),
        "kind" => declared.kind = reader.choice(name, item),
        "mode" => declared.mode = reader.choice(name, item),
        "protocol" => declared.protocol = reader.choice(name, item),
        "user-waiting" => declared.user_waiting = reader.flag(name, item),
        "needs-result" => declared.needs_result = reader.choice(name, item),
        "request-response" => declared.request_response = reader.flag(name, item),
        "consistency" => declared.consistency = reader.choice(name, item),
        "staleness" => declared.staleness = reader.duration(name, item),
        "background" => declared.background = reader.flag(name, item),
        "high-load" => declared.high_load = reader.flag(name, item),
        "receivers" => declared.receivers = reader.choice(name, item),
        "coordination" => declared.coordination = reader.choice(name, item),
        "measured" => declared.measured = reader.measured(item, keys::INTERACTION),
        "writers" => declared.writers = reader.count(name, item, 1),
        "compensation" => declared.compensation = reader.flag(name, item),
        "idempotency" => declared.idempotency = reader.choice(name, item),
        "replay" => declared.replay = reader.flag(name, item),
        "payload" => declared.payload = reader.bytes(name, item),
        "payload-may-rest" => declared.payload_may_rest = reader.flag(name, item),
        "rate-limited" => declared.rate_limited = reader.flag(name, item),
        "fallback" => declared.fallback = reader.flag(name, item),
        "deadline" => declared.deadline = reader.duration(name, item),
        "reply-time" => declared.reply_time = reader.duration(name, item),
        "processing" => declared.processing = reader.duration(name, item),
        "allow" => declared.allow = reader.allow(item),
        "evidence" => declared.evidence = reader.texts(name, item),
        _ => return false,
    }
    true
}

/// Keys of the synchronous side. Returns whether the key is one of them.
fn call_key(reader: &mut Reader<'_>, name: &str, item: Item<'_, '_>, declared: &mut Declared) -> bool {
    match name {
        "calls" => declared.calls = reader.count(name, item, 1),
        "order" => declared.order = reader.count(name, item, 1),
        "parallel" => declared.parallel = reader.text(name, item),
        "probability" => declared.probability = reader.ratio(name, item),
        "on-failure" => declared.on_failure = reader.choice(name, item),
        "timeout" if item.text(name).is_ok_and(|text| text == "unknown") => {
            declared.timeout_unknown = Some(item.span)
        }
        "timeout" => declared.timeout = reader.timeout(name, item),
        "attempts" => declared.attempts = reader.count(name, item, 1),
        "backoff" => declared.backoff = reader.duration(name, item),
        "jitter" => declared.jitter = reader.flag(name, item),
        "retry-budget" => declared.retry_budget = reader.ratio(name, item),
        "circuit-breaker" => declared.circuit_breaker = reader.flag(name, item),
        "bulkhead" => declared.bulkhead = reader.count(name, item, 1),
        "deadline-propagation" => declared.deadline_propagation = reader.flag(name, item),
        "idempotency-key" => declared.idempotency_key = reader.flag(name, item),
        "access" => declared.access = reader.choice(name, item),
        "cache-hits" => declared.cache_hits = reader.ratio(name, item),
        "monitored" => declared.monitored = reader.flag(name, item),
        _ => return false,
    }
    true
}

/// Keys of the asynchronous side. Returns whether the key is one of them.
fn messaging_key(reader: &mut Reader<'_>, name: &str, item: Item<'_, '_>, declared: &mut Declared) -> bool {
    match name {
        "channel" => declared.channel = reader.text(name, item),
        "outbox" => declared.outbox = reader.flag(name, item),
        "waits-for-ack" => declared.waits_for_ack = reader.flag(name, item),
        "dead-letter" => declared.dead_letter = reader.flag(name, item),
        "delivery" => declared.delivery = reader.choice(name, item),
        "relay-interval" => declared.relay_interval = reader.duration(name, item),
        "correlation-id" => declared.correlation_id = reader.flag(name, item),
        "status-endpoint" => declared.status_endpoint = reader.flag(name, item),
        "max-deliveries" => declared.max_deliveries = reader.limit(name, item, 1),
        "ordering" => declared.ordering = reader.choice(name, item),
        "partition-key" => declared.partition_key = reader.flag(name, item),
        "consumers" => declared.consumers = reader.count(name, item, 1),
        "service-time" => declared.service_time = reader.duration(name, item),
        "queue-limit" => declared.queue_limit = reader.limit(name, item, 1),
        "time-to-live" => declared.time_to_live = reader.bounded_duration(name, item),
        _ => return false,
    }
    true
}

type MeanAndPeak = (Option<Spanned<Rate>>, Option<Spanned<Rate>>);

fn rate(reader: &mut Reader<'_>, item: Item<'_, '_>) -> MeanAndPeak {
    let Value::Table(table) = item.value() else {
        return (reader.rate("rate", item), None);
    };
    let (mut average, mut peak) = (None, None);
    for (key, item) in table.entries() {
        match key.value {
            "average" => average = reader.rate("average", item),
            "peak" => peak = reader.rate("peak", item),
            _ => reader.report(unknown_key(key, "`rate`", ["average", "peak"])),
        }
    }
    if let (Some(mean), Some(top)) = (average, peak)
        && top.value < mean.value
    {
        reader.report(
            Diagnostic::error(
                "impossible-value",
                format!("the peak ({}) is below the average ({})", top.value, mean.value),
                top.span,
            )
            .also(mean.span, "the average"),
        );
    }
    (average, peak)
}

fn step(reader: &mut Reader<'_>, table: Table<'_, '_>) -> Option<Step> {
    let (mut id, mut when, mut kind, mut strong, mut needs_result) = (None, None, None, None, None);
    let (mut after, mut p99, mut compensation) = (Vec::new(), None, None);
    for (key, item) in table.entries() {
        let name = key.value;
        match name {
            "id" => id = reader.text(name, item),
            "when" => when = reader.choice(name, item),
            "kind" => kind = reader.text(name, item),
            "strong" => strong = reader.flag(name, item),
            "needs-result" => needs_result = reader.choice(name, item),
            "after" => after = reader.texts(name, item),
            "latency" => p99 = step_latency(reader, item),
            "compensation" => compensation = reader.text(name, item),
            _ => reader.report(unknown_key(key, "a step", keys::names(keys::STEP))),
        }
    }
    if table.get("id").is_none() {
        reader.report(
            Diagnostic::error("missing-key", "step without `id`", table.span)
                .help("write `id = \"…\"`: a name that is unique within the interaction"),
        );
    }
    Some(Step { id: id?, span: table.span, when, kind, strong, needs_result, after, p99, compensation })
}

fn step_latency(
    reader: &mut Reader<'_>,
    item: Item<'_, '_>,
) -> Option<Spanned<crate::architecture::Duration>> {
    let Value::Table(table) = item.value() else {
        reader.report(item.wrong_shape("latency", "a table such as { p99 = \"25ms\" }"));
        return None;
    };
    let mut p99 = None;
    for (key, item) in table.entries() {
        match key.value {
            "p99" => p99 = reader.duration("p99", item),
            _ => reader.report(unknown_key(key, "a step's `latency`", ["p99"])),
        }
    }
    p99
}
