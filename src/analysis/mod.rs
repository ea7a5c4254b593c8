//! Numbers about the call graph: depth, cycles, availability, latency, retries, timeouts. Never judges.
//!
//! One file per family of risks. What every journey, service or interaction needs is derived at once, in time linear in the
//! graph; what only a report or a finding shows (paths, what is missing, contributions) is worked out on request.

mod availability;
mod budget;
mod cache;
mod call;
mod channel;
mod compose;
mod cycle;
mod datastore;
mod depth;
mod distribution;
mod effective;
mod event_loop;
mod fan_out;
mod flow;
mod group;
mod latency;
mod messaging;
mod needed;
mod normal;
mod offspring;
mod overload;
mod path;
mod pool;
mod quantity;
mod queue;
mod reach;
mod reentry;
mod region;
mod retry;
mod slack;
mod strictest;
mod suggestion;
mod tier;
mod time;
mod timeout;
mod timeout_table;
mod traffic;
mod waits;
mod worst;
mod write_chain;

pub use availability::{Availability, Contribution};
pub use cache::CacheLoss;
pub use channel::Channels;
pub use cycle::{Cycle, CycleKind};
pub use datastore::{DatastoreUser, SharedDatastore, UserAccess};
pub use distribution::Distribution;
pub use effective::{CORRELATED, Effective};
pub use event_loop::EventLoop;
pub use fan_out::{FanOut, slow_share};
pub use latency::{LatencyBounds, Percentiles};
pub use messaging::{MessageLoad, Messaging};
pub use needed::Lockstep;
pub use normal::Lognormal;
pub use overload::{Pressure, Recovery};
pub use path::Path;
pub use pool::erlang_b;
pub use quantity::{Missing, Quantity, Total};
pub use queue::Queue;
pub use region::Distance;
pub use retry::{Attempts, expected_attempts, request_failure};
pub use slack::Slack;
pub use suggestion::{Lowered, MARGIN, Source, Suggestion, round_up};
pub use timeout::{Inversion, Work};
pub use timeout_table::{SuggestedTimeout, TimeoutTable};
pub use traffic::{Offered, Traffic};
pub use waits::{CallEdit, Waits};
pub use write_chain::WriteChain;

use crate::architecture::{Architecture, InteractionId, JourneyId, ServiceId};
use crate::graph::{CallGraph, Level, Relation};
use crate::parallel;
use call::Call;
use compose::Scene;
use depth::Depths;
use effective::Timing;
use needed::Needed;
use overload::Overload;
use reach::Degrees;
use retry::Retries;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;
use suggestion::Rooms;
use tier::Tiers;
use timeout::Timeouts;

/// Everything that follows from an architecture and its graph. Times are seconds, shares lie between 0 and 1.
#[derive(Debug)]
pub struct Analysis<'a> {
    architecture: &'a Architecture,
    graph: &'a CallGraph,
    calls: Vec<Call>,
    depths: Depths,
    cycles: Vec<Cycle>,
    availabilities: Vec<Availability>,
    retries: Retries,
    timeouts: Timeouts,
    tiers: Tiers,
    degrees: Degrees,
    datastores: Vec<SharedDatastore>,
    /// By journey: worked out when first asked for, because several rules ask.
    latencies: Vec<(OnceLock<LatencyBounds>, OnceLock<Timing>)>,
    /// By journey, likewise.
    tables: Vec<OnceLock<Option<TimeoutTable>>>,
    error_budget_shares: FxHashMap<InteractionId, Quantity>,
    messaging: Messaging,
    write_chains: Vec<WriteChain>,
    fan_outs: Vec<FanOut>,
    rooms: OnceLock<Rooms>,
    overload: OnceLock<Overload>,
    needed: OnceLock<Needed>,
    lockstep: OnceLock<Option<Lockstep>>,
}

impl<'a> Analysis<'a> {
    /// Derives what rules compare. Linear in the graph, with one more pass per 64 journeys.
    pub fn derive(architecture: &'a Architecture, graph: &'a CallGraph) -> Self {
        let calls = call::read_calls(architecture);
        let (((availabilities, error_budget_shares), timeouts), (retries, (tiers, depths))) = parallel::join(
            || {
                let reliability =
                    || (availability::derive(architecture, graph), budget::shares(architecture, graph));
                parallel::join(reliability, || Timeouts::derive(architecture, graph, &calls))
            },
            || {
                let worst = || (Tiers::derive(architecture, graph), Depths::derive(architecture, graph));
                parallel::join(|| Retries::derive(graph, &calls), worst)
            },
        );
        let ((cycles, messaging), (write_chains, (degrees, (datastores, fan_outs)))) = parallel::join(
            || parallel::join(|| cycle::cycles(graph), || Messaging::derive(architecture, graph)),
            || {
                let places = || (datastore::datastores(architecture), fan_out::fan_outs(architecture));
                let others = || parallel::join(|| Degrees::derive(architecture), places);
                parallel::join(|| write_chain::derive(architecture, graph), others)
            },
        );
        Self {
            depths,
            cycles,
            availabilities,
            retries,
            timeouts,
            tiers,
            degrees,
            datastores,
            latencies: architecture.journey_ids().map(|_| Default::default()).collect(),
            tables: architecture.journey_ids().map(|_| Default::default()).collect(),
            error_budget_shares,
            messaging,
            write_chains,
            fan_outs,
            rooms: OnceLock::new(),
            overload: OnceLock::new(),
            needed: OnceLock::new(),
            lockstep: OnceLock::new(),
            architecture,
            graph,
            calls,
        }
    }

    /// The architecture it was derived from.
    pub fn architecture(&self) -> &'a Architecture {
        self.architecture
    }

    /// The graph it was derived from.
    pub fn graph(&self) -> &'a CallGraph {
        self.graph
    }

    /// Messages: channels, loops, loads (R23, R25 to R36).
    pub fn messaging(&self) -> &Messaging {
        &self.messaging
    }

    /// What a journey writes while it waits (R24).
    pub fn write_chain(&self, journey: JourneyId) -> WriteChain {
        self.write_chains[journey.0 as usize]
    }

    /// Who writes where by which interaction while the journey waits, each pair once. Linear, on request.
    pub fn writes(&self, journey: JourneyId) -> Vec<(ServiceId, ServiceId, InteractionId)> {
        write_chain::writes(self.architecture, self.graph, journey)
    }

    fn call(&self, interaction: InteractionId) -> &Call {
        &self.calls[interaction.0 as usize]
    }
}

/// Blocking depth (R01) and cycles (R07).
impl Analysis<'_> {
    /// Services in the worst blocking chain of a journey.
    pub fn blocking_depth(&self, journey: JourneyId) -> u32 {
        self.depths.depth(self.graph, self.graph.entry(journey))
    }

    /// The same when undeclared modes turn out to block and every service of a cycle counts.
    pub fn possible_depth(&self, journey: JourneyId) -> u32 {
        self.depths.possible_depth(self.graph, self.graph.entry(journey))
    }

    /// How sure it is that one request walks the worst chain.
    pub fn depth_level(&self, journey: JourneyId) -> Level {
        self.depths.level(self.graph, self.graph.entry(journey))
    }

    /// The worst blocking chain; its services are as many as the depth, and more where it passes a cycle.
    pub fn worst_chain(&self, journey: JourneyId) -> Path {
        self.depths.chain(self.graph, self.graph.entry(journey))
    }

    /// The worst chain when undeclared modes block.
    pub fn possible_chain(&self, journey: JourneyId) -> Path {
        self.depths.possible_chain(self.graph, self.graph.entry(journey))
    }

    /// Services in the worst blocking chain that starts with this service, whichever operation is called.
    pub fn blocking_depth_from(&self, service: ServiceId) -> u32 {
        self.depths.depth(self.graph, self.graph.entered(service))
    }

    /// All services that a request of the journey may wait for, the entry included, by service.
    pub fn blocking_services(&self, journey: JourneyId) -> Vec<ServiceId> {
        let nodes = reach::reached(self.graph, self.graph.entry(journey), Relation::Blocking);
        let mut services = nodes.into_iter().map(|node| self.graph.service(node)).collect::<Vec<_>>();
        services.sort_unstable();
        services.dedup();
        services
    }

    /// All cycles, in a fixed order.
    pub fn cycles(&self) -> &[Cycle] {
        &self.cycles
    }
}

/// Availability (R02) and criticality (R10).
impl Analysis<'_> {
    /// What a journey can promise.
    pub fn availability(&self, journey: JourneyId) -> &Availability {
        &self.availabilities[journey.0 as usize]
    }

    /// Each known dependency's share of the journey's unavailability, largest first.
    pub fn availability_contributions(&self, journey: JourneyId) -> Vec<Contribution> {
        availability::contributions(self.architecture, self.graph, journey)
    }

    /// Unavailability behind the call over the error budget of the strictest journey that may wait for it; nothing where
    /// that is not known.
    pub fn error_budget_share(&self, interaction: InteractionId) -> Option<Quantity> {
        self.error_budget_shares.get(&interaction).copied()
    }

    /// What the journey's ceiling lacks.
    pub fn availability_missing(&self, journey: JourneyId) -> Vec<Missing> {
        availability::missing(self.architecture, self.graph, journey)
    }

    /// A service's own availability, declared or by the team's policy.
    pub fn own_availability(&self, service: ServiceId) -> Option<Quantity> {
        availability::own(self.architecture, service)
    }

    /// The services a journey cannot do without, the entry included, clients left out.
    pub fn hard_services(&self, journey: JourneyId) -> Vec<ServiceId> {
        availability::hard_services(self.architecture, self.graph, journey)
    }

    /// The least critical declared tier among a service and its hard dependencies; none where no tier is declared.
    pub fn worst_tier(&self, service: ServiceId) -> Option<u8> {
        self.tiers.worst(self.graph, self.graph.entered(service))
    }

    /// The least critical declared tier behind one interaction, at the operation that it calls.
    pub fn worst_tier_behind(&self, interaction: InteractionId) -> Option<u8> {
        self.graph.callee(interaction).and_then(|callee| self.tiers.worst(self.graph, callee))
    }

    /// How sure it is that the service depends on its [`worst_tier`](Self::worst_tier).
    pub fn worst_tier_level(&self, service: ServiceId) -> Level {
        self.tiers.level(self.graph, self.graph.entered(service))
    }

    /// The path from a service to its [`worst_tier`](Self::worst_tier).
    pub fn worst_tier_path(&self, service: ServiceId) -> Path {
        self.tiers.path(self.graph, self.graph.entered(service))
    }

    /// The services that fail with this one, itself left out. Linear, on request.
    pub fn blast_radius(&self, service: ServiceId) -> Vec<ServiceId> {
        reach::blast_radius(self.graph, service)
    }

    /// The journeys that cannot succeed without this service. Linear, on request.
    pub fn journeys_needing(&self, service: ServiceId) -> Vec<JourneyId> {
        reach::journeys_needing(self.architecture, self.graph, service)
    }
}

/// Retries (R17).
impl Analysis<'_> {
    /// Product of the attempts along the journey's worst path; plain calls do not count. Infinite where a cycle retries,
    /// a lower bound where [`Defaulted`](crate::architecture::Provenance::Defaulted).
    pub fn retry_factor(&self, journey: JourneyId) -> Quantity {
        self.retries.factor(self.graph, self.graph.entry(journey))
    }

    /// The path with that product.
    pub fn retry_path(&self, journey: JourneyId) -> Path {
        self.retries.path(self.graph, self.graph.entry(journey))
    }

    /// How sure it is that one request walks that path.
    pub fn retry_level(&self, journey: JourneyId) -> Level {
        self.retries.level(self.graph, self.graph.entry(journey))
    }

    /// Attempts that one call over this interaction can turn into further down, its own included. `None` where nobody waits.
    pub fn retry_factor_behind(&self, interaction: InteractionId) -> Option<Quantity> {
        let call = self.call(interaction);
        let rest = self.retries.factor(self.graph, self.graph.callee(interaction)?);
        let own = Quantity::derived_or_assumed(call.factor, call.attempts_assumed);
        Some(own.combine(rest, |own, rest| own * rest))
    }

    /// Attempts, calls included and all paths added, at the service that a request of the journey hits hardest. Linear, on
    /// request; `None` where the entry calls nobody.
    pub fn attempts(&self, journey: JourneyId) -> Option<Attempts> {
        retry::attempts(self.graph, &self.calls, self.graph.entry(journey))
    }
}

/// Neighbours, regions and datastores (R08, R12, R13).
impl Analysis<'_> {
    /// Number of services that answer: all but clients.
    pub fn servers(&self) -> usize {
        self.degrees.servers
    }

    /// Distinct services with an interaction to this one, in any mode.
    pub fn fan_in(&self, service: ServiceId) -> u32 {
        self.degrees.fan_in[service.0 as usize]
    }

    /// Distinct services with an interaction from this one, in any mode.
    pub fn fan_out(&self, service: ServiceId) -> u32 {
        self.degrees.fan_out[service.0 as usize]
    }

    /// How many calls of its operation run together with an interaction (R05).
    pub fn fan_out_together(&self, interaction: InteractionId) -> FanOut {
        self.fan_outs[interaction.0 as usize]
    }

    /// How far apart both ends of an interaction are.
    pub fn distance(&self, interaction: InteractionId) -> Distance {
        region::distance(self.architecture, interaction)
    }

    /// All datastores with their users.
    pub fn datastores(&self) -> &[SharedDatastore] {
        &self.datastores
    }

    /// The users of one datastore; `None` where the service is none or nobody uses it.
    pub fn datastore(&self, service: ServiceId) -> Option<&SharedDatastore> {
        let found = self.datastores.binary_search_by_key(&service, |store| store.datastore);
        found.ok().map(|index| &self.datastores[index])
    }
}

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod structure;
#[cfg(test)]
mod vectors;
