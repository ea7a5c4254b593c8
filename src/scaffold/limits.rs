//! What the scaffolded service does not do yet, in its own README. Never leaves out what was declared and not built.

use super::plan::{Plan, Shape};
use super::text::{code, markdown};
use crate::architecture::{InteractionId, Mode, Protocol};

/// One sentence per gap.
pub(super) fn limits(plan: &Plan) -> Vec<String> {
    let mut limits = Vec::new();
    let all: Vec<_> = plan.incoming.iter().chain(&plan.outgoing).copied().collect();
    let calls: Vec<_> = all.iter().copied().filter(|id| plan.shape(*id) == Shape::Call).collect();
    let mut list = |ids: Vec<InteractionId>, sentence: &str| {
        if !ids.is_empty() {
            limits.push(format!("{sentence}: {}.", names(plan, &ids)));
        }
    };
    let of = |ids: &[InteractionId], wanted: &dyn Fn(InteractionId) -> bool| {
        ids.iter().copied().filter(|id| wanted(*id)).collect::<Vec<_>>()
    };
    let declared = |id: InteractionId| &plan.interaction(id).declared;
    let grpc = |id| declared(id).protocol.is_some_and(|protocol| protocol.value == Protocol::Grpc);
    list(
        of(&calls, &grpc),
        "gRPC interactions are scaffolded as JSON over HTTP (POST to the procedure's name) in this version; protobuf comes later",
    );
    let messages = of(&all, &|id| matches!(plan.shape(id), Shape::Message(_)));
    list(
        messages,
        "Broker adapters, the outbox, redelivery and dead letters are not generated yet; messages stay in this process",
    );
    list(
        of(&calls, &|id| plan.mode(id).0 == Mode::Hybrid),
        "Hybrid interactions have only their synchronous part; status resource and later steps are not generated yet",
    );
    list(of(&calls, &|id| declared(id).circuit_breaker.is_some_and(|on| on.value)), "Circuit breakers");
    list(of(&calls, &|id| declared(id).bulkhead.is_some()), "Bulkheads");
    list(of(&calls, &|id| declared(id).retry_budget.is_some()), "Retry budgets");
    list(
        of(&calls, &|id| declared(id).deadline_propagation.is_some_and(|on| on.value)),
        "Deadline propagation",
    );
    let apart = |id: InteractionId| plan.shape(id) == Shape::Call && declared(id).during.is_none();
    list(
        of(&plan.outgoing, &apart),
        "No `during` says in which operation these calls are made, so a client has them and no handler makes them",
    );
    for id in &all {
        if let Shape::LeftOut(reason) = plan.shape(*id) {
            limits.push(format!("{} {}.", code(&plan.interaction(*id).id), markdown(&reason)));
        }
    }
    limits.push("Metrics and traces beyond the log.".into());
    limits
}

fn names(plan: &Plan, ids: &[InteractionId]) -> String {
    let mut names: Vec<_> = ids.iter().map(|id| code(&plan.interaction(*id).id)).collect();
    names.dedup();
    names.join(", ")
}
