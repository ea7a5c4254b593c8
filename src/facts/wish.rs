//! What a decision needs to know about an interaction: declared, or derived in the architect's own language.
//! Never argues for a mode.

use super::declared::{value, word};
use super::{Provenance, Reading, Subject, World};
use crate::analysis::Distance;
use crate::architecture::{
    Choice, Consistency, Duration, FailureEffect, Idempotency, Interaction, InteractionId, InteractionKind,
    Ordering, Receivers, ResultNeeded, ServiceKind,
};

const DERIVED: Provenance = Provenance::Derived;
const DEFAULTED: Provenance = Provenance::Defaulted;

/// Peak utilisation of the callee from which load counts as high; the warning level of R29 (our default).
const HIGH_UTILISATION: f64 = 0.7;
/// Round trips below this are near: another zone or a neighbouring region (our default).
const NEAR_SECONDS: f64 = 0.010;
/// p99 of one publish-to-deliver hop where the policy says nothing (our default).
const BROKER_SECONDS: f64 = 0.010;
/// Longest time a request may be held open where the policy says nothing (our default).
const HOLD_SECONDS: f64 = 30.0;

fn kind(interaction: &Interaction) -> Option<InteractionKind> {
    interaction.declared.kind.map(|kind| kind.value)
}

fn is_query(interaction: &Interaction) -> bool {
    kind(interaction) == Some(InteractionKind::Query)
}

/// The declared reading, or else what `derive` makes of the rest.
fn or<'w>(declared: Reading<'w>, derive: impl FnOnce() -> Option<Reading<'w>>) -> Reading<'w> {
    if declared == Reading::UNKNOWN { derive().unwrap_or(Reading::UNKNOWN) } else { declared }
}

/// When the outcome is needed. An event needs none; nor does a call whose failure is ignored, unless it asks a question.
pub(super) fn needs_result<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (_, interaction) = world.interaction(subject);
    or(word(interaction.declared.needs_result), || {
        let ignored = interaction.declared.on_failure.is_some_and(|it| it.value == FailureEffect::Ignore);
        let never = match kind(interaction)? {
            InteractionKind::Event => true,
            InteractionKind::Command => ignored,
            InteractionKind::Query => false,
        };
        never.then(|| Reading::text(ResultNeeded::Never.word(), DERIVED))
    })
}

/// Who receives: on a channel as many as consume from it, otherwise the one that is called.
pub(super) fn receivers<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (id, interaction) = world.interaction(subject);
    or(word(interaction.declared.receivers), || {
        let broker = world.service(interaction.to).kind() == ServiceKind::Broker;
        let receivers = match world.traffic.receivers(id) {
            0 | 1 if broker => return None,
            0 | 1 => Receivers::One,
            _ => Receivers::Many,
        };
        Some(Reading::text(receivers.word(), DERIVED))
    })
}

/// Services that write in the same transaction: one more than the caller where both ends write a datastore.
pub(super) fn writers<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (_, interaction) = world.interaction(subject);
    or(value(&interaction.declared.writers), || {
        if kind(interaction)? != InteractionKind::Command {
            return None;
        }
        let (from, to) = (world.traffic.writes(interaction.from)?, world.traffic.writes(interaction.to)?);
        Some(Reading::number(f64::from(u8::from(from) + u8::from(to)).max(1.0), DERIVED))
    })
}

/// Whether an effect can be undone. A query has none, and a single writer rolls back.
pub(super) fn compensation<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (_, interaction) = world.interaction(subject);
    or(value(&interaction.declared.compensation), || {
        let single = interaction.declared.writers.is_some_and(|it| it.value == 1);
        (is_query(interaction) || single).then_some(Reading::NOT_APPLICABLE)
    })
}

/// The order that must be kept. A query has none.
pub(super) fn ordering<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (_, interaction) = world.interaction(subject);
    or(word::<Ordering>(interaction.declared.ordering), || {
        is_query(interaction).then_some(Reading::NOT_APPLICABLE)
    })
}

/// Whether repeating is harmless. A query is; a request with a key can be made so.
pub(super) fn idempotency<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (_, interaction) = world.interaction(subject);
    or(word(interaction.declared.idempotency), || {
        if is_query(interaction) {
            return Some(Reading::text(Idempotency::Natural.word(), DERIVED));
        }
        let keyed = interaction.declared.idempotency_key.is_some_and(|it| it.value);
        keyed.then(|| Reading::text(Idempotency::Keyable.word(), DERIVED))
    })
}

/// Whether the load is high: the callee's peak utilisation is at least 0.7.
pub(super) fn high_load<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (_, interaction) = world.interaction(subject);
    or(value(&interaction.declared.high_load), || {
        let capacity = world.service(interaction.to).declared.capacity?.value.per_second();
        let offered = world.traffic.offered(interaction.to);
        let high = offered.at_least >= HIGH_UTILISATION * capacity;
        (high || offered.is_complete).then(|| Reading::flag(high, DERIVED))
    })
}

/// Peak rate over mean rate.
pub(super) fn burst_factor<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let declared = &world.interaction(subject).1.declared;
    let (Some(mean), Some(peak)) = (declared.rate, declared.peak_rate) else { return Reading::UNKNOWN };
    if mean.value.per_second() == 0.0 {
        return Reading::UNKNOWN;
    }
    Reading::number(peak.value.per_second() / mean.value.per_second(), DERIVED)
}

/// p99 of the callee's work. Derived only where the callee waits for nobody; otherwise its own p99 would be too little.
pub(super) fn processing<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (id, interaction) = world.interaction(subject);
    or(value(&interaction.declared.processing), || {
        let p99 = world.service(interaction.to).declared.p99?;
        callee_waits_for_nobody(world, id).then(|| Reading::number(p99.value.seconds(), DERIVED))
    })
}

fn callee_waits_for_nobody(world: &World<'_>, id: InteractionId) -> bool {
    let Some(callee) = world.graph.callee(id) else { return false };
    let service = world.graph.service(callee);
    let waits = |node| world.graph.out(node).iter().any(|edge| edge.interaction().is_some());
    let entered = callee == world.graph.entered(service);
    let own = waits(callee) || waits(world.graph.undeclared(service));
    !own && (!entered || !world.graph.nodes_of(service).any(waits))
}

/// Whether the callee limits its callers. What is outside the team's control does until somebody says otherwise.
pub(super) fn rate_limited<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (_, interaction) = world.interaction(subject);
    or(value(&interaction.declared.rate_limited), || {
        let external = world.service(interaction.to).kind() == ServiceKind::External;
        Some(Reading::flag(external, DERIVED))
    })
}

/// How far apart both ends are, from their regions and the declared round trips.
pub(super) fn distance<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (id, _) = world.interaction(subject);
    match world.analysis.distance(id) {
        Distance::SameRegion => Reading::text("same", DERIVED),
        Distance::Apart { round_trip, .. } if round_trip.seconds() < NEAR_SECONDS => {
            Reading::text("near", DERIVED)
        }
        Distance::Apart { .. } | Distance::ApartUnknown => Reading::text("far", DERIVED),
        Distance::Unknown => Reading::UNKNOWN,
    }
}

/// Whether the callee is less critical than the caller.
pub(super) fn criticality_gap<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (_, interaction) = world.interaction(subject);
    let tier = |id| world.service(id).declared.tier.map(|tier| tier.value);
    match (tier(interaction.from), tier(interaction.to)) {
        (Some(from), Some(to)) => Reading::flag(to > from, DERIVED),
        _ => Reading::UNKNOWN,
    }
}

/// Unavailability behind the call over the error budget of the strictest journey that waits for it.
pub(super) fn error_budget_share<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let share = world.analysis.error_budget_share(world.interaction(subject).0);
    share.map_or(Reading::UNKNOWN, |share| Reading::number(share.value, share.provenance))
}

/// Calls the caller makes in the same operation.
pub(super) fn fan_out<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (id, interaction) = world.interaction(subject);
    if interaction.declared.during.is_none() {
        return Reading::UNKNOWN;
    }
    Reading::number(world.traffic.calls_beside(id).max(1.0), DERIVED)
}

/// After this time the answer is useless. Nobody waits for what is not needed now.
pub(super) fn deadline<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (_, interaction) = world.interaction(subject);
    or(value(&interaction.declared.deadline), || {
        let nobody_waits = interaction.declared.user_waiting.is_some_and(|it| !it.value);
        let later = needs_result(world, subject);
        let later =
            later.value().is_some_and(|it| *it != super::Value::Text(ResultNeeded::Now.word().into()));
        (nobody_waits && later).then_some(Reading::NOT_APPLICABLE)
    })
}

/// Network round trip between both ends.
pub(super) fn round_trip<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (id, _) = world.interaction(subject);
    match world.analysis.distance(id) {
        Distance::Apart { round_trip, .. } => Reading::number(round_trip.seconds(), DERIVED),
        _ => Reading::UNKNOWN,
    }
}

/// p99 of one publish-to-deliver hop.
pub(super) fn broker_latency<'w>(world: &World<'w>, _: Subject) -> Reading<'w> {
    or(value(&world.architecture.policy.broker_latency), || Some(Reading::number(BROKER_SECONDS, DEFAULTED)))
}

/// Longest time a request may be held open.
pub(super) fn max_hold<'w>(world: &World<'w>, _: Subject) -> Reading<'w> {
    or(value(&world.architecture.policy.max_hold), || Some(Reading::number(HOLD_SECONDS, DEFAULTED)))
}

/// Whether an acceptable answer exists when the callee is down. Whoever degrades or ignores has one.
pub(super) fn fallback<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (_, interaction) = world.interaction(subject);
    or(value(&interaction.declared.fallback), || {
        let soft = interaction.declared.on_failure?.value != FailureEffect::Fail;
        soft.then(|| Reading::flag(true, DERIVED))
    })
}

/// Whether the payload may be stored in a broker. Assumed, and said so, where nothing is declared.
pub(super) fn payload_may_rest<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (_, interaction) = world.interaction(subject);
    or(value(&interaction.declared.payload_may_rest), || Some(Reading::flag(true, DEFAULTED)))
}

/// How consistent both sides must be.
pub(super) fn consistency<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    word::<Consistency>(world.interaction(subject).1.declared.consistency)
}

/// Acceptable age of the data.
pub(super) fn staleness<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    value::<Duration>(&world.interaction(subject).1.declared.staleness)
}
