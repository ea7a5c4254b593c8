//! What guards a call beyond its timeout and attempts, as it is declared. Never takes a guard for granted.

use super::plan::Plan;
use crate::architecture::{Idempotency, InteractionId, InteractionKind};

/// Whether sending a request twice has the effect of sending it once: it only asks, its method says so (RFC 9110,
/// section 9.2.2), the architecture says so, or it carries a key. What the architecture says wins over the method.
pub(super) fn repeatable(plan: &Plan, id: InteractionId, method: &str) -> bool {
    let declared = &plan.interaction(id).declared;
    if declared.idempotency_key.is_some_and(|key| key.value) {
        return true;
    }
    match declared.idempotency.map(|idempotency| idempotency.value) {
        Some(Idempotency::Natural) => true,
        Some(Idempotency::Impossible | Idempotency::Keyable) => false,
        None => {
            declared.kind.is_some_and(|kind| kind.value == InteractionKind::Query)
                || matches!(method, "GET" | "HEAD" | "OPTIONS" | "PUT" | "DELETE")
        }
    }
}

/// Whether a circuit breaker is declared.
pub(super) fn breaks(plan: &Plan, id: InteractionId) -> bool {
    plan.interaction(id).declared.circuit_breaker.is_some_and(|breaker| breaker.value)
}

/// The guards in one cell of a table, and the retries that the policy forbids although they are declared.
pub(super) fn cell(plan: &Plan, id: InteractionId, repeatable: bool) -> String {
    let declared = &plan.interaction(id).declared;
    let on = |key: Option<crate::source::Spanned<bool>>| key.is_some_and(|key| key.value);
    let mut guards = Vec::new();
    if declared.attempts.is_some_and(|attempts| attempts.value > 1) && !repeatable {
        guards.push(
            "repeated only if it was never sent (nothing declared makes a repetition harmless)".to_owned(),
        );
    }
    if let Some(share) = declared.retry_budget {
        guards.push(format!("retries at most {} of calls", share.value));
    }
    if breaks(plan, id) {
        guards.push("circuit breaker".to_owned());
    }
    if let Some(places) = declared.bulkhead {
        guards.push(format!("at most {} in flight", places.value));
    }
    if on(declared.idempotency_key) {
        guards.push("idempotency key".to_owned());
    }
    if on(declared.deadline_propagation) {
        guards.push("tells the deadline".to_owned());
    }
    if guards.is_empty() { "none declared".to_owned() } else { guards.join("; ") }
}
