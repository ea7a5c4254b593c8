//! The table of all facts, sorted by subject and name. The reference in `docs/facts.md` is written from it.

use super::declared::{place, value, word};
use super::fact::Fact;
use super::{FactType, Origin, Provenance, Reading, Subject, SubjectKind, World, journey, place, risk, wish};
use crate::architecture::ServiceId;
use FactType::{Bytes, Choice as OneOf, Count, Duration, Flag, List, Number, Rate, Ratio, Text};
use SubjectKind::{Cycle, Interaction, Journey, Service, System};

/// Every fact that a rule can compare.
pub(super) const FACTS: &[Fact] = &[
    Fact::new(System, "id", Text, "its name", |world, subject| Reading::text(world.id(subject), Provenance::Declared)),
    Fact::new(System, "interactions", Count, "number of interactions", |world, _| count(world.architecture.interactions.len() as u32)),
    Fact::new(System, "services", Count, "number of services", |world, _| count(world.architecture.services.len() as u32)),
    Fact::new(Service, "access-unknown", Flag, "some user of the datastore does not declare its access", place::access_unknown),
    Fact::new(Service, "fan-in", Count, "distinct services with an interaction to it", |world, subject| count(world.analysis.fan_in(place::service(world, subject).0))),
    Fact::new(Service, "fan-out", Count, "distinct services with an interaction from it", |world, subject| count(world.analysis.fan_out(place::service(world, subject).0))),
    Fact::new(Service, "id", Text, "its name", |world, subject| text(&place::service(world, subject).1.name)),
    Fact::new(Service, "instances", Count, "running copies", |world, subject| value(&place::service(world, subject).1.declared.instances)).at(|world, subject| place(&place::service(world, subject).1.declared.instances)),
    Fact::new(Service, "kind", OneOf(&["client", "gateway", "service", "external", "datastore", "cache", "broker"]), "what it is", place::kind).at(|world, subject| place(&place::service(world, subject).1.declared.kind)),
    Fact::new(Service, "owner", Text, "the team", |world, subject| value(&place::service(world, subject).1.declared.owner)).at(|world, subject| place(&place::service(world, subject).1.declared.owner)),
    Fact::new(Service, "tier", Count, "1 is most critical, 4 least", |world, subject| value(&place::service(world, subject).1.declared.tier)).at(|world, subject| place(&place::service(world, subject).1.declared.tier)),
    Fact::new(Service, "user-count", Count, "services that use the datastore", place::user_count).at(place::users_at),
    Fact::new(Service, "users", List, "services that use the datastore", place::users).at(place::users_at),
    Fact::new(Service, "writer-count", Count, "services that are known to write the datastore", place::writer_count).at(place::users_at),
    Fact::new(Interaction, "attempts", Count, "attempts in total, the first one included", |world, subject| value(&world.interaction(subject).1.declared.attempts)).at(|world, subject| place(&world.interaction(subject).1.declared.attempts)),
    Fact::new(Interaction, "background", Flag, "can be processed in the background", |world, subject| value(&world.interaction(subject).1.declared.background)).at(|world, subject| place(&world.interaction(subject).1.declared.background)),
    Fact::new(Interaction, "blocking", Flag, "the caller waits", risk::blocking).at(|world, subject| place(&world.interaction(subject).1.declared.mode)).lacking(|world, subject| vec![format!("mode of `{}`", world.interaction(subject).1.id)]),
    Fact::new(Interaction, "broker-latency", Duration, "p99 of one publish-to-deliver hop", wish::broker_latency),
    Fact::new(Interaction, "burst-factor", Number, "peak rate over mean rate", wish::burst_factor).at(|world, subject| place(&world.interaction(subject).1.declared.peak_rate)),
    Fact::new(Interaction, "callee-kind", OneOf(&["client", "gateway", "service", "external", "datastore", "cache", "broker"]), "what the callee is", |world, subject| service_kind(world, world.interaction(subject).1.to)),
    Fact::new(Interaction, "callee-needs", Duration, "how long the callee may work on one attempt, its own waits included; what is certain of it where not all is known", risk::callee_needs).at(risk::callee_needs_at),
    Fact::new(Interaction, "callee-region", Text, "region of the callee", |world, subject| value(&world.service(world.interaction(subject).1.to).declared.region)).at(|world, subject| place(&world.service(world.interaction(subject).1.to).declared.region)).lacking(|world, subject| lacking(world, world.interaction(subject).1.to, "region")),
    Fact::new(Interaction, "callee-tier", Count, "tier of the callee", |world, subject| value(&world.service(world.interaction(subject).1.to).declared.tier)).at(|world, subject| risk::tier_at(world, world.interaction(subject).1.to)).lacking(|world, subject| lacking(world, world.interaction(subject).1.to, "tier")),
    Fact::new(Interaction, "caller-kind", OneOf(&["client", "gateway", "service", "external", "datastore", "cache", "broker"]), "what the caller is", |world, subject| service_kind(world, world.interaction(subject).1.from)),
    Fact::new(Interaction, "caller-region", Text, "region of the caller", |world, subject| value(&world.service(world.interaction(subject).1.from).declared.region)).at(|world, subject| place(&world.service(world.interaction(subject).1.from).declared.region)).lacking(|world, subject| lacking(world, world.interaction(subject).1.from, "region")),
    Fact::new(Interaction, "caller-tier", Count, "tier of the caller", |world, subject| value(&world.service(world.interaction(subject).1.from).declared.tier)).at(|world, subject| risk::tier_at(world, world.interaction(subject).1.from)).lacking(|world, subject| lacking(world, world.interaction(subject).1.from, "tier")),
    Fact::new(Interaction, "calls", Count, "calls per execution of `during`", |world, subject| value(&world.interaction(subject).1.declared.calls)).at(|world, subject| place(&world.interaction(subject).1.declared.calls)),
    Fact::new(Interaction, "channel", Text, "topic, queue or subject", |world, subject| value(&world.interaction(subject).1.declared.channel)).at(|world, subject| place(&world.interaction(subject).1.declared.channel)),
    Fact::new(Interaction, "circuit-breaker", Flag, "a circuit breaker guards the call", |world, subject| value(&world.interaction(subject).1.declared.circuit_breaker)).at(|world, subject| place(&world.interaction(subject).1.declared.circuit_breaker)),
    Fact::new(Interaction, "compensation", Flag, "a completed effect can be undone by business means", wish::compensation).at(|world, subject| place(&world.interaction(subject).1.declared.compensation)),
    Fact::new(Interaction, "consistency", OneOf(&["strong", "mixed", "bounded", "eventual"]), "how consistent both sides must be", wish::consistency).at(|world, subject| place(&world.interaction(subject).1.declared.consistency)),
    Fact::new(Interaction, "criticality-gap", Flag, "the callee is less critical than the caller", wish::criticality_gap),
    Fact::new(Interaction, "crosses-region", Flag, "both ends run in different regions", risk::crosses_region).at(risk::crosses_region_at).lacking(risk::regions_lacking),
    Fact::new(Interaction, "dead-letter", Flag, "messages that cannot be handled go to a dead-letter queue", |world, subject| value(&world.interaction(subject).1.declared.dead_letter)).at(|world, subject| place(&world.interaction(subject).1.declared.dead_letter)),
    Fact::new(Interaction, "deadline", Duration, "after this time the answer is useless to the waiting caller", wish::deadline).at(|world, subject| place(&world.interaction(subject).1.declared.deadline)),
    Fact::new(Interaction, "deadline-propagation", Flag, "the remaining deadline travels with the request", risk::deadline_propagation).at(|world, subject| place(&world.interaction(subject).1.declared.deadline_propagation)),
    Fact::new(Interaction, "declared-mode-vetoed", Flag, "a hard condition rules out the declared mode", risk::declared_mode_vetoed),
    Fact::new(Interaction, "distance", OneOf(&["same", "near", "far"]), "how far apart both ends are", wish::distance),
    Fact::new(Interaction, "during", Text, "the caller's operation in which the call is made", |world, subject| value(&world.interaction(subject).1.declared.during)).at(|world, subject| place(&world.interaction(subject).1.declared.during)),
    Fact::new(Interaction, "fallback", Flag, "an acceptable answer exists when the callee is down", wish::fallback).at(|world, subject| place(&world.interaction(subject).1.declared.fallback)),
    Fact::new(Interaction, "fan-out", Count, "calls that the caller makes in the same operation", wish::fan_out),
    Fact::new(Interaction, "from", Text, "the caller, or the publisher", |world, subject| text(&world.service(world.interaction(subject).1.from).name)).at(|world, subject| vec![Origin::at(world.interaction(subject).1.from_span)]),
    Fact::new(Interaction, "hard", Flag, "the caller fails with the callee", risk::hard).at(|world, subject| place(&world.interaction(subject).1.declared.on_failure)).lacking(|world, subject| vec![format!("mode of `{}`", world.interaction(subject).1.id)]),
    Fact::new(Interaction, "has-timeout", Flag, "something ends the wait", risk::has_timeout).at(|world, subject| place(&world.interaction(subject).1.declared.timeout)).lacking(|world, subject| vec![format!("timeout of `{}`", world.interaction(subject).1.id)]),
    Fact::new(Interaction, "high-load", Flag, "load and scale are high", wish::high_load).at(|world, subject| place(&world.interaction(subject).1.declared.high_load)),
    Fact::new(Interaction, "id", Text, "its identifier", |world, subject| text(&world.interaction(subject).1.id)),
    Fact::new(Interaction, "idempotency", OneOf(&["impossible", "keyable", "natural"]), "whether repeating is, or can be made, harmless", wish::idempotency).at(|world, subject| place(&world.interaction(subject).1.declared.idempotency)),
    Fact::new(Interaction, "idempotency-key", Flag, "the request carries a key by which the callee recognises a repetition", |world, subject| value(&world.interaction(subject).1.declared.idempotency_key)).at(|world, subject| place(&world.interaction(subject).1.declared.idempotency_key)),
    Fact::new(Interaction, "kind", OneOf(&["query", "command", "event"]), "what it asks for", |world, subject| word(world.interaction(subject).1.declared.kind)).at(|world, subject| place(&world.interaction(subject).1.declared.kind)),
    Fact::new(Interaction, "margin-over-declared", Number, "score of the recommended mode minus score of the declared one", risk::margin_over_declared),
    Fact::new(Interaction, "max-hold", Duration, "longest time a request may be held open by gateways and clients", wish::max_hold),
    Fact::new(Interaction, "messaging", OneOf(&["none", "some", "proven"]), "the team's experience with messaging", |world, _| word(world.architecture.system.messaging)).at(|world, _| place(&world.architecture.system.messaging)),
    Fact::new(Interaction, "mode", OneOf(&["sync", "async", "hybrid"]), "how it is declared to be made", |world, subject| word(world.interaction(subject).1.declared.mode)).at(|world, subject| place(&world.interaction(subject).1.declared.mode)),
    Fact::new(Interaction, "monitored", Flag, "somebody is alerted when it misbehaves", |world, subject| value(&world.interaction(subject).1.declared.monitored)).at(|world, subject| place(&world.interaction(subject).1.declared.monitored)),
    Fact::new(Interaction, "needs-result", OneOf(&["now", "later", "never"]), "when the caller needs the outcome", wish::needs_result).at(|world, subject| place(&world.interaction(subject).1.declared.needs_result)),
    Fact::new(Interaction, "on-failure", OneOf(&["fail", "degrade", "ignore"]), "what the caller does when the callee fails", |world, subject| word(world.interaction(subject).1.declared.on_failure)).at(|world, subject| place(&world.interaction(subject).1.declared.on_failure)),
    Fact::new(Interaction, "operation", Text, "the callee's operation", |world, subject| value(&world.interaction(subject).1.declared.operation)).at(|world, subject| place(&world.interaction(subject).1.declared.operation)),
    Fact::new(Interaction, "ordering", OneOf(&["none", "key", "total"]), "the order that must be kept", wish::ordering).at(|world, subject| place(&world.interaction(subject).1.declared.ordering)),
    Fact::new(Interaction, "outbox", Flag, "the message is written with the state and published from there", |world, subject| value(&world.interaction(subject).1.declared.outbox)).at(|world, subject| place(&world.interaction(subject).1.declared.outbox)),
    Fact::new(Interaction, "payload", Bytes, "size of the request data", |world, subject| value(&world.interaction(subject).1.declared.payload)).at(|world, subject| place(&world.interaction(subject).1.declared.payload)),
    Fact::new(Interaction, "payload-may-rest", Flag, "law and policy allow the payload to be stored in a broker", wish::payload_may_rest).at(|world, subject| place(&world.interaction(subject).1.declared.payload_may_rest)),
    Fact::new(Interaction, "processing", Duration, "p99 of the callee's work, its dependencies included", wish::processing).at(|world, subject| place(&world.interaction(subject).1.declared.processing)),
    Fact::new(Interaction, "rate-limited", Flag, "the callee limits how often it may be called", wish::rate_limited).at(|world, subject| place(&world.interaction(subject).1.declared.rate_limited)),
    Fact::new(Interaction, "receivers", OneOf(&["one", "many", "open"]), "who receives", wish::receivers).at(|world, subject| place(&world.interaction(subject).1.declared.receivers)),
    Fact::new(Interaction, "recommended-mode", OneOf(&["sync", "async", "hybrid"]), "the mode that the decision recommends", risk::recommended_mode),
    Fact::new(Interaction, "repeatable", Flag, "attempting it again does no harm", risk::repeatable).at(risk::repeatable_at).lacking(|world, subject| vec![format!("idempotency or idempotency-key of `{}`", world.interaction(subject).1.id)]),
    Fact::new(Interaction, "replay", Flag, "a replayable record of the messages is wanted", |world, subject| value(&world.interaction(subject).1.declared.replay)).at(|world, subject| place(&world.interaction(subject).1.declared.replay)),
    Fact::new(Interaction, "reply-time", Duration, "p99 from publishing a request message to receiving its reply", |world, subject| value(&world.interaction(subject).1.declared.reply_time)).at(|world, subject| place(&world.interaction(subject).1.declared.reply_time)),
    Fact::new(Interaction, "request-response", Flag, "one request and one answer suffice", |world, subject| value(&world.interaction(subject).1.declared.request_response)).at(|world, subject| place(&world.interaction(subject).1.declared.request_response)),
    Fact::new(Interaction, "round-trip", Duration, "network round trip between both ends", wish::round_trip),
    Fact::new(Interaction, "round-trip-share", Ratio, "round trips of all calls as a share of the tightest p99 among the journeys that wait", risk::round_trip_share),
    Fact::new(Interaction, "staleness", Duration, "acceptable age of the data when it is read", wish::staleness).at(|world, subject| place(&world.interaction(subject).1.declared.staleness)),
    Fact::new(Interaction, "tier-gap", Count, "tiers that the callee is below the caller", risk::tier_gap),
    Fact::new(Interaction, "timeout", Duration, "per attempt; without bound where there is none", |world, subject| value(&world.interaction(subject).1.declared.timeout)).at(|world, subject| place(&world.interaction(subject).1.declared.timeout)),
    Fact::new(Interaction, "timeout-declared", Flag, "a timeout, or that there is none, is declared", |world, subject| Reading::flag(world.interaction(subject).1.declared.timeout.is_some(), Provenance::Declared)).at(|world, subject| place(&world.interaction(subject).1.declared.timeout)),
    Fact::new(Interaction, "timeout-inverted", Flag, "the caller gives up while the callee may still work", risk::timeout_inverted).at(risk::callee_needs_at).lacking(|world, subject| vec![format!("timeouts and latency behind `{}`", world.interaction(subject).1.id)]),
    Fact::new(Interaction, "to", Text, "the callee, the consumer or a broker", |world, subject| text(&world.service(world.interaction(subject).1.to).name)).at(|world, subject| vec![Origin::at(world.interaction(subject).1.to_span)]),
    Fact::new(Interaction, "user-waiting", Flag, "somebody waits for the outcome of this interaction", |world, subject| value(&world.interaction(subject).1.declared.user_waiting)).at(|world, subject| place(&world.interaction(subject).1.declared.user_waiting)),
    Fact::new(Interaction, "verdict", OneOf(&["forced", "certain", "robust", "likely", "toss-up", "insufficient-facts", "conflict"]), "how sure the decision is", risk::verdict),
    Fact::new(Interaction, "via-broker", Flag, "it goes through a broker", risk::via_broker),
    Fact::new(Interaction, "waits-for-ack", Flag, "the producer's request waits for the broker's acknowledgement", |world, subject| value(&world.interaction(subject).1.declared.waits_for_ack)).at(|world, subject| place(&world.interaction(subject).1.declared.waits_for_ack)),
    Fact::new(Interaction, "worst-wait", Duration, "how long the caller waits at worst, all attempts and pauses included", risk::worst_wait),
    Fact::new(Interaction, "writers", Count, "services that write within the same business transaction", wish::writers).at(|world, subject| place(&world.interaction(subject).1.declared.writers)),
    Fact::new(Journey, "availability-ceiling", Ratio, "product over everything it cannot do without; an upper limit where some of it is unknown", journey::availability_ceiling).at(journey::availability_at).lacking(journey::availability_lacking),
    Fact::new(Journey, "availability-meets", Flag, "the ceiling reaches the objective", journey::availability_meets).at(journey::availability_at).lacking(journey::availability_lacking),
    Fact::new(Journey, "availability-slo", Ratio, "the objective for the availability", |world, subject| value(&world.journey(subject).1.slo.availability)).at(|world, subject| place(&world.journey(subject).1.slo.availability)),
    Fact::new(Journey, "blocking-depth", Count, "services in the worst blocking chain", journey::blocking_depth).at(journey::worst_chain_at),
    Fact::new(Journey, "depth-limit", Count, "services in a chain that are not mentioned", journey::depth_limit).at(|world, _| place(&world.architecture.policy.max_blocking_depth)),
    Fact::new(Journey, "depth-limit-declared", Flag, "the team declares its own limit", journey::depth_limit_declared).at(|world, _| place(&world.architecture.policy.max_blocking_depth)),
    Fact::new(Journey, "entry", Text, "the service that receives the request", |world, subject| text(&world.service(world.journey(subject).1.entry.value).name)).at(|world, subject| vec![Origin::at(world.journey(subject).1.entry.span)]),
    Fact::new(Journey, "id", Text, "its identifier", |world, subject| text(&world.journey(subject).1.id)),
    Fact::new(Journey, "largest-shares", List, "the services with the largest shares of the unavailability", journey::largest_shares).at(journey::availability_at),
    Fact::new(Journey, "latency-at-least", Duration, "the p99 is at least this under any dependence between hops", journey::latency_at_least).at(journey::latency_at),
    Fact::new(Journey, "latency-at-most", Duration, "the p99 is at most this under any dependence between hops", journey::latency_at_most).at(journey::latency_at).lacking(journey::latency_lacking),
    Fact::new(Journey, "latency-meets", Flag, "the p99 keeps the objective", journey::latency_meets).at(journey::latency_at).lacking(journey::latency_lacking),
    Fact::new(Journey, "latency-p99", Duration, "the expected p99 if hops are independent", journey::latency_p99).at(journey::latency_at).lacking(journey::latency_lacking),
    Fact::new(Journey, "latency-slo", Duration, "the objective for the p99", |world, subject| value(&world.journey(subject).1.slo.p99)).at(|world, subject| place(&world.journey(subject).1.slo.p99)),
    Fact::new(Journey, "latency-sum", Duration, "all p99s added: right only if all hops are slow together", journey::latency_sum).at(journey::latency_at).lacking(journey::latency_lacking),
    Fact::new(Journey, "level", OneOf(&["operation", "service"]), "whether the worst chain follows operations or whole services", journey::level),
    Fact::new(Journey, "operation", Text, "the entry's operation", |world, subject| value(&world.journey(subject).1.operation)).at(|world, subject| place(&world.journey(subject).1.operation)),
    Fact::new(Journey, "possible-depth", Count, "services in the worst chain if every undeclared mode blocks", journey::possible_depth),
    Fact::new(Journey, "rate", Rate, "how often it runs", |world, subject| value(&world.journey(subject).1.rate)).at(|world, subject| place(&world.journey(subject).1.rate)),
    Fact::new(Journey, "retry-amplification", Number, "requests that one request can become at the end of the worst path, by retries alone", journey::retry_amplification).at(journey::retry_path_at),
    Fact::new(Journey, "retry-limit", Number, "amplification that is not reported", journey::retry_limit).at(|world, _| place(&world.architecture.policy.max_retry_amplification)),
    Fact::new(Journey, "retry-path", List, "the services along which attempts multiply", journey::retry_path).at(journey::retry_path_at),
    Fact::new(Journey, "tier", Count, "1 is most critical, 4 least", |world, subject| value(&world.journey(subject).1.tier)).at(|world, subject| place(&world.journey(subject).1.tier)),
    Fact::new(Journey, "unavailability-ratio", Number, "unavailability at the ceiling over the unavailability that the objective allows", journey::unavailability_ratio).at(journey::availability_at).lacking(journey::availability_lacking),
    Fact::new(Journey, "user-waiting", Flag, "somebody waits", |world, subject| value(&world.journey(subject).1.user_waiting)).at(|world, subject| place(&world.journey(subject).1.user_waiting)),
    Fact::new(Journey, "worst-chain", List, "the services of the worst blocking chain", journey::worst_chain).at(journey::worst_chain_at),
    Fact::new(Cycle, "all-blocking", Flag, "every call of it is declared to block", place::all_blocking).at(place::walk_at).lacking(place::modes_lacking),
    Fact::new(Cycle, "id", Text, "its members", |world, subject| Reading::text(world.id(subject), Provenance::Derived)),
    Fact::new(Cycle, "interactions", List, "one concrete way round", place::walk).at(place::walk_at),
    Fact::new(Cycle, "kind", OneOf(&["operation", "re-entrant", "service", "undetermined"]), "what it means for a request", place::cycle_kind),
    Fact::new(Cycle, "level", OneOf(&["operation", "service"]), "whether operations prove it", place::cycle_level),
    Fact::new(Cycle, "members", List, "all services of it", place::members),
    Fact::new(Cycle, "walk", List, "one concrete way round, back to the start", place::walk).at(place::walk_at),
];

fn text(text: &str) -> Reading<'_> {
    Reading::text(text, Provenance::Declared)
}

fn count<'w>(count: u32) -> Reading<'w> {
    Reading::number(f64::from(count), Provenance::Derived)
}

fn service_kind<'w>(world: &World<'w>, id: ServiceId) -> Reading<'w> {
    place::kind(world, Subject::Service(id))
}

fn lacking(world: &World<'_>, id: ServiceId, what: &str) -> Vec<String> {
    vec![format!("{what} of `{}`", world.service(id).name)]
}
