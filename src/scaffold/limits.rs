//! What the scaffolded service does not do yet, in its own README. Never leaves out what was declared and not built.

use super::channels;
use super::hybrid;
use super::plan::{Plan, Shape};
use super::text::{code, markdown};
use crate::architecture::{Declared, InteractionId, Protocol};

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
    ("Hybrids over gRPC: these are answered as JSON over HTTP, on both sides", |plan, id| {
        hybrid::is_hybrid(plan, id) && declared(plan, id).protocol.is_some_and(|p| p.value == Protocol::Grpc)
    }),
    ("No adapter speaks MQTT: `QUEUE_URL` names SQLite, NATS, RabbitMQ or Kafka", |plan, id| {
        is_message(plan, id) && declared(plan, id).protocol.is_some_and(|p| p.value == Protocol::Mqtt)
    }),
    (
        "Declared to be sent without an outbox, and sent through it all the same: a message costs one write more, and is not lost between commit and broker",
        |plan, id| {
            plan.outgoing.contains(&id)
                && is_message(plan, id)
                && declared(plan, id).outbox.is_some_and(|on| !on.value)
        },
    ),
    (
        "Declared to wait for the broker's acknowledgement: here the operation waits for its own database, and the relay for the broker",
        |plan, id| {
            plan.outgoing.contains(&id)
                && is_message(plan, id)
                && declared(plan, id).waits_for_ack.is_some_and(|on| on.value)
        },
    ),
    (
        "Nobody in the architecture receives these messages with code of its own; the broker keeps them for whoever subscribes",
        |plan, id| match plan.shape(id) {
            Shape::Message(channel) => {
                plan.outgoing.contains(&id) && channels::receivers(plan, &channel).is_empty()
            }
            _ => false,
        },
    ),
    (
        "A record of the messages that can be replayed: a queue forgets what is handled; use a broker with a log and its tools",
        |plan, id| is_message(plan, id) && declared(plan, id).replay.is_some_and(|on| on.value),
    ),
    (
        "No `during` says in which operation these calls are made, so a client has them and no handler makes them",
        |plan, id| is_call(plan, id) && plan.outgoing.contains(&id) && declared(plan, id).during.is_none(),
    ),
];

fn is_message(plan: &Plan, id: InteractionId) -> bool {
    matches!(plan.shape(id), Shape::Message(_))
}

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
