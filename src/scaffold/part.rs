//! Which parts a service needs: what it serves, what it calls, what it sends and receives. Never says how they are built.

use super::hybrid;
use super::plan::{Cause, Plan, Shape};
use super::refuse;
use crate::architecture::{InteractionId, Mode, Protocol};
use std::collections::BTreeSet;

/// Something a service does that takes code of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Part {
    /// Others call it over HTTP.
    ServesHttp,
    /// Others call it over gRPC.
    ServesGrpc,
    /// It calls others over HTTP.
    CallsHttp,
    /// It calls others over gRPC.
    CallsGrpc,
    /// It puts messages on channels.
    Publishes,
    /// It takes messages from channels.
    Consumes,
    /// Some of its operations answer before all of their work is done.
    Hybrid,
    /// It calls such operations of others.
    CallsHybrid,
    /// Others wait for what becomes of their messages.
    Answers,
}

/// The parts of one service.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Parts(BTreeSet<Part>);

impl Parts {
    /// The parts of the planned service.
    pub(super) fn of(plan: &Plan) -> Self {
        let mut parts = BTreeSet::new();
        for trigger in &plan.triggers {
            match &trigger.cause {
                Cause::Request(_) => {
                    let grpc = |id: &InteractionId| is_grpc(plan, *id);
                    if trigger.arrives_by.iter().any(grpc) {
                        parts.insert(Part::ServesGrpc);
                    }
                    if trigger.arrives_by.is_empty() || !trigger.arrives_by.iter().all(grpc) {
                        parts.insert(Part::ServesHttp);
                    }
                }
                Cause::Message(_) => {
                    parts.insert(Part::Consumes);
                }
            }
        }
        for id in &plan.outgoing {
            match plan.shape(*id) {
                Shape::Call if is_grpc(plan, *id) => parts.insert(Part::CallsGrpc),
                Shape::Call => parts.insert(Part::CallsHttp),
                Shape::Message(_) => parts.insert(Part::Publishes),
                Shape::Deferred(_) => {
                    parts.insert(Part::Publishes);
                    parts.insert(if is_grpc(plan, *id) { Part::CallsGrpc } else { Part::CallsHttp })
                }
                Shape::LeftOut(_) => false,
            };
        }
        let any = |part: Part, ids: &[InteractionId], applies: fn(&Plan, InteractionId) -> bool| {
            ids.iter().any(|id| applies(plan, *id)).then_some(part)
        };
        parts.extend(any(Part::Hybrid, &plan.incoming, hybrid::is_hybrid));
        parts
            .extend(any(Part::CallsHybrid, &plan.outgoing, |plan, id| hybrid::at_callee(plan, id).is_some()));
        parts.extend(any(Part::Answers, &plan.incoming, hybrid::is_awaited));
        Self(parts)
    }

    pub(super) fn has(&self, part: Part) -> bool {
        self.0.contains(&part)
    }

    pub(super) fn has_any(&self, parts: &[Part]) -> bool {
        parts.iter().any(|part| self.has(*part))
    }
}

/// Whether an interaction speaks gRPC.
///
/// A hybrid is answered as JSON over HTTP, whatever is declared: its status is a resource.
pub(super) fn is_grpc(plan: &Plan, id: InteractionId) -> bool {
    let hybrid = plan.mode(id).0 == Mode::Hybrid
        && refuse::is_ours(plan.architecture.service(plan.interaction(id).to).kind());
    !hybrid && plan.interaction(id).declared.protocol.is_some_and(|protocol| protocol.value == Protocol::Grpc)
}
