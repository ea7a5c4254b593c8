//! What to watch once a decision is in place, with declared numbers only. Never invents a threshold.

use crate::architecture::{Duration, Mode, Timeout};
use crate::decision::Variant;
use crate::render::decision::DecisionView;

/// What to watch, as phrases.
pub(super) fn watched(view: &DecisionView<'_>, variant: Variant) -> Vec<String> {
    match variant.mode() {
        Mode::Sync => calls(view),
        Mode::Async => messages(view, variant == Variant::AsyncReply),
        Mode::Hybrid => {
            let part = |part: &str, list: Vec<String>| {
                list.into_iter().map(|line| format!("{part}: {line}")).collect::<Vec<_>>()
            };
            let mut list = part("now", calls(view));
            list.extend(part("later", messages(view, true)));
            list
        }
    }
}

fn calls(view: &DecisionView<'_>) -> Vec<String> {
    let declared = &view.interaction().declared;
    let limit = match (declared.timeout.map(|timeout| timeout.value), declared.deadline) {
        (Some(Timeout::After(timeout)), _) => format!("against the timeout of {timeout}"),
        (_, Some(deadline)) => {
            format!("against the deadline of {}, as long as no timeout is declared", deadline.value)
        }
        _ => "as a basis for a timeout, as long as none is declared".into(),
    };
    let mut list = vec![format!("the 99th percentile of the response time, {limit}")];
    list.push("the error rate of the call, timeouts counted apart".into());
    if let Some(attempts) = declared.attempts.filter(|attempts| attempts.value > 1) {
        list.push(format!("attempts per request, of at most {}", attempts.value));
    }
    if declared.circuit_breaker.is_some_and(|breaker| breaker.value) {
        list.push("the state of the circuit breaker".into());
    }
    list.push("the health of the callee, as the caller sees it".into());
    list
}

fn messages(view: &DecisionView<'_>, replies: bool) -> Vec<String> {
    let declared = &view.interaction().declared;
    let at_most = |limit: Option<Duration>, what: &str| {
        limit.map_or(String::new(), |limit| format!(", against {what} of {limit}"))
    };
    let staleness = declared.staleness.map(|it| it.value);
    let time_to_live = declared.time_to_live.and_then(|it| it.value.limit());
    let age = match staleness {
        Some(_) => at_most(staleness, "the accepted delay"),
        None => at_most(time_to_live, "the time to live"),
    };
    let limit = declared.queue_limit.and_then(|limit| limit.value.limit());
    let depth = limit.map_or(String::new(), |limit| format!(", against the limit of {limit}"));
    let mut list = vec![
        format!("the age of the oldest message{age}"),
        format!("the number of waiting messages{depth}"),
        "messages that were given up (dead letters)".into(),
        "messages that were decided but not yet sent (the outbox)".into(),
        "the health of the broker and of the consumers".into(),
    ];
    if replies {
        list.push("work that is still pending, and for how long".into());
    }
    list
}
