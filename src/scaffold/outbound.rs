//! Callees and the calls to them, with the policy as it is declared. Never fills in a number that nobody declared.

use super::name::pascal;
use super::names::Named;
use super::part::is_grpc;
use super::plan::{Plan, Shape};
use super::route::Route;
use super::text::{code, code_cell, literal, markdown, plain};
use super::view::{Call, Callee, Filled, GivesUp};
use super::{about, guards};
use crate::architecture::{Duration, FailureEffect, InteractionId, ServiceId, Timeout};
use std::collections::BTreeMap;

/// The most attempts that a generated test makes.
const COUNTABLE: u32 = 10;
/// The longest time, in seconds, that a generated test lets pass on its own clock.
const LONGEST_TEST: f64 = 86_400.0;

/// All callees, by name.
pub(super) fn callees(plan: &Plan, named: &Named) -> Vec<Callee> {
    named.callees.keys().map(|callee| one(plan, named, *callee)).collect()
}

fn one(plan: &Plan, named: &Named, callee: ServiceId) -> Callee {
    let ident = named.callees[&callee].clone();
    let name = &plan.architecture.service(callee).name;
    let calls: Vec<_> = named.calls.iter().filter(|(id, _)| plan.interaction(**id).to == callee).collect();
    let source = |id: InteractionId| {
        let origin = about::origin(plan, id);
        let lines = std::iter::once(format!("{}.", code(&plan.interaction(id).id))).chain(origin);
        lines.collect::<Vec<_>>().join(" ")
    };
    let grpc = calls.iter().any(|(id, _)| is_grpc(plan, **id));
    let http = calls.iter().any(|(id, _)| !is_grpc(plan, **id));
    let silent_peers = match (http, grpc) {
        (true, true) => "silent.peer(\"\"), silent.procedures()",
        (false, true) => "silent.procedures()",
        _ => "silent.peer(\"\")",
    };
    let call =
        |(id, name): &(&InteractionId, &String)| Call { silent_peers, ..call(plan, **id, name, &ident) };
    Callee {
        service: callee,
        name_code: code(name),
        name_md: markdown(name),
        name_literal: literal(&plain(name, usize::MAX)),
        http,
        grpc,
        hard: calls
            .iter()
            .any(|(id, _)| plan.shape(**id) == Shape::Call && plan.effect(**id) == FailureEffect::Fail),
        breaks: calls.iter().any(|(id, _)| guards::breaks(plan, **id)),
        variable: format!("{}_URL", ident.to_uppercase()),
        sources: calls.iter().map(|(id, _)| source(**id)).collect(),
        calls: calls.iter().map(call).collect(),
        ident,
    }
}

fn call(plan: &Plan, id: InteractionId, ident: &str, module: &str) -> Call {
    let interaction = plan.interaction(id);
    let declared = &interaction.declared;
    let mut route = plan.route(id);
    route.align(&mut BTreeMap::new());
    let timeout = declared.timeout.and_then(|timeout| timeout.value.after());
    let attempts = declared.attempts.map_or(1, |attempts| attempts.value.max(1));
    let backoff = declared.backoff.map(|backoff| backoff.value);
    let jitter = declared.jitter.is_some_and(|jitter| jitter.value);
    let repeatable = guards::repeatable(plan, id, route.method);
    Call {
        ident: ident.to_owned(),
        module: module.to_owned(),
        constant: ident.to_uppercase(),
        request: format!("{}Request", pascal(ident)),
        response: format!("{}Response", pascal(ident)),
        id_code: code(&interaction.id),
        id_md: code_cell(&interaction.id),
        id_literal: literal(&plain(&interaction.id, usize::MAX)),
        about: about_call(plan, id, &route),
        method: route.method,
        path_literal: literal(&route.path()),
        path_md: route.path(),
        timeout: timeout.map(|timeout| format!("Some({})", in_code(timeout.seconds()))),
        timeout_md: declared
            .timeout
            .map_or_else(|| "not declared".to_owned(), |timeout| timeout.value.to_string()),
        no_timeout_declared: declared.timeout.is_some_and(|timeout| timeout.value == Timeout::None),
        attempts,
        backoff: backoff.map(|backoff| format!("Some({})", in_code(backoff.seconds()))),
        jitter,
        grpc: is_grpc(plan, id),
        silent_peers: "",
        repeatable,
        retry_budget: declared.retry_budget.map(|share| format!("Some({:?})", share.value.get())),
        breaker: guards::breaks(plan, id),
        bulkhead: declared.bulkhead.map(|places| format!("Some({})", places.value)),
        idempotency_key: declared.idempotency_key.is_some_and(|key| key.value),
        passes_deadline: declared.deadline_propagation.is_some_and(|passes| passes.value),
        guards_md: guards::cell(plan, id, repeatable),
        failure_md: failure(plan.effect(id)),
        gives_up: timeout.and_then(|timeout| {
            let sure = if repeatable && declared.retry_budget.is_none() { attempts } else { 1 };
            gives_up(timeout, (sure, if repeatable { attempts } else { 1 }), backoff, jitter)
        }),
        filled: filled(&route),
        countable: attempts <= COUNTABLE,
    }
}

fn about_call(plan: &Plan, id: InteractionId, route: &Route) -> Vec<String> {
    let interaction = plan.interaction(id);
    let (name, to) = (code(&interaction.id), code(&plan.architecture.service(interaction.to).name));
    let method = if is_grpc(plan, id) { "gRPC" } else { route.method };
    let what = format!("{name}: `{method} {}` at {to}; {}.", route.path(), about::effect(plan, id));
    std::iter::once(what).chain(about::origin(plan, id)).collect()
}

fn failure(effect: FailureEffect) -> &'static str {
    match effect {
        FailureEffect::Fail => "the operation fails",
        FailureEffect::Degrade => "the operation answers with less",
        FailureEffect::Ignore => "logged",
    }
}

/// With text that would be two parts of a path if it were not escaped.
fn filled(route: &Route) -> Option<Filled> {
    let parameters = route.parameters();
    let field = |name: &&str| format!("{}: \"a/b\"", literal(name));
    let fields = parameters.iter().map(field).collect::<Vec<_>>().join(", ");
    let path_literal = literal(&route.with("a%2Fb"));
    (!parameters.is_empty()).then_some(Filled { fields, path_literal })
}

/// Between so many attempts and so many. Every wait may be rounded up to the next millisecond by the timer.
fn gives_up(
    timeout: Duration,
    (least, most): (u32, u32),
    backoff: Option<Duration>,
    jitter: bool,
) -> Option<GivesUp> {
    let waits = |attempts: u32| f64::from(attempts) * timeout.seconds();
    let pauses = |attempts: u32| f64::from(attempts - 1) * backoff.map_or(0.0, Duration::seconds);
    let affordable = most <= COUNTABLE;
    let least = if jitter { waits(least) } else { waits(least) + pauses(least) };
    let most = waits(most) + pauses(most) + 4e-3 * f64::from(most);
    let affordable = affordable && most <= LONGEST_TEST;
    affordable.then(|| GivesUp { at_least: in_code(least), at_most: in_code(most) })
}

/// A duration as an expression, in the largest unit that keeps it whole.
pub(super) fn in_code(seconds: f64) -> String {
    let nanos = (seconds * 1e9).round() as u64;
    match nanos {
        _ if nanos.is_multiple_of(1_000_000_000) => format!("Duration::from_secs({})", nanos / 1_000_000_000),
        _ if nanos.is_multiple_of(1_000_000) => format!("Duration::from_millis({})", nanos / 1_000_000),
        _ if nanos.is_multiple_of(1_000) => format!("Duration::from_micros({})", nanos / 1_000),
        _ => format!("Duration::from_nanos({nanos})"),
    }
}

#[cfg(test)]
mod tests {
    use super::in_code;

    #[test]
    fn durations_keep_their_unit() {
        for (seconds, expected) in [(0.3, "Duration::from_millis(300)"), (2.0, "Duration::from_secs(2)")] {
            assert_eq!(in_code(seconds), expected);
        }
        assert_eq!(in_code(0.0005), "Duration::from_micros(500)");
    }
}
