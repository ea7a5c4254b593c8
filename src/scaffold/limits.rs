//! What the scaffolded service does not do yet, in its own README. Never leaves out what was declared and not built.

use super::plan::{Plan, Shape};
use super::text::{code, markdown};
use crate::architecture::{Declared, InteractionId, Mode, Protocol};

/// One sentence per gap.
pub(super) fn limits(plan: &Plan) -> Vec<String> {
    let all: Vec<_> = plan.incoming.iter().chain(&plan.outgoing).copied().collect();
    let mut limits = Vec::new();
    for (sentence, applies) in GAPS {
        let ids: Vec<_> = all.iter().copied().filter(|id| applies(plan, *id)).collect();
        if !ids.is_empty() {
            limits.push(format!("{sentence}: {}.", names(plan, &ids)));
        }
    }
    for id in &all {
        if let Shape::LeftOut(reason) = plan.shape(*id) {
            limits.push(format!("{} {}.", code(&plan.interaction(*id).id), markdown(&reason)));
        }
    }
    limits
}

/// What is missing, and to which interactions it matters.
type Gap = (&'static str, fn(&Plan, InteractionId) -> bool);

const GAPS: &[Gap] = &[
    (
        "gRPC interactions are scaffolded as JSON over HTTP (POST to the procedure's name) in this version; protobuf comes later",
        |plan, id| {
            is_call(plan, id) && declared(plan, id).protocol.is_some_and(|p| p.value == Protocol::Grpc)
        },
    ),
    (
        "Broker adapters, the outbox, redelivery and dead letters are not generated yet; messages stay in this process",
        |plan, id| matches!(plan.shape(id), Shape::Message(_)),
    ),
    (
        "Hybrid interactions have only their synchronous part; status resource and later steps are not generated yet",
        |plan, id| is_call(plan, id) && plan.mode(id).0 == Mode::Hybrid,
    ),
    (
        "No `during` says in which operation these calls are made, so a client has them and no handler makes them",
        |plan, id| is_call(plan, id) && plan.outgoing.contains(&id) && declared(plan, id).during.is_none(),
    ),
];

fn is_call(plan: &Plan, id: InteractionId) -> bool {
    plan.shape(id) == Shape::Call
}

fn declared<'a>(plan: &Plan<'a>, id: InteractionId) -> &'a Declared {
    &plan.interaction(id).declared
}

fn names(plan: &Plan, ids: &[InteractionId]) -> String {
    let mut names: Vec<_> = ids.iter().map(|id| code(&plan.interaction(*id).id)).collect();
    names.dedup();
    names.join(", ")
}
