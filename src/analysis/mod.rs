//! Numbers about the call graph: depth, cycles, availability, latency, retries, timeouts. Never judges.
//!
//! One file per family of risks. What every journey, service or interaction needs is derived at once, in time linear in the
//! graph; what only a report or a finding shows (paths, what is missing, contributions) is worked out on request.

mod availability;
mod budget;
mod call;
mod compose;
mod cycle;
mod datastore;
mod depth;
mod distribution;
mod effective;
mod fan_out;
mod flow;
mod group;
mod latency;
mod needed;
mod normal;
mod overload;
mod path;
mod pool;
mod quantity;
mod reach;
mod reentry;
mod region;
mod retry;
mod slack;
mod strictest;
mod suggestion;
mod tier;
mod timeout;
mod timeout_table;
mod traffic;
mod worst;

pub use availability::{Availability, Contribution};
pub use cycle::{Cycle, CycleKind};
pub use datastore::{DatastoreUser, SharedDatastore, UserAccess};
pub use distribution::Distribution;
pub use effective::{CORRELATED, Effective};
pub use fan_out::{FanOut, slow_share};
pub use latency::{LatencyBounds, Percentiles};
pub use needed::Lockstep;
pub use normal::Lognormal;
pub use overload::{Pressure, Recovery};
pub use path::Path;
pub use pool::erlang_b;
pub use quantity::{Missing, Quantity, Total};
pub use region::Distance;
pub use retry::{Attempts, expected_attempts, request_failure};
pub use slack::Slack;
pub use suggestion::{Lowered, MARGIN, Source, Suggestion, round_up};
pub use timeout::{Inversion, Work};
pub use timeout_table::{SuggestedTimeout, TimeoutTable};
pub use traffic::{Offered, Traffic};

use crate::architecture::{Architecture, InteractionId, JourneyId, JourneyStep, ServiceId};
use crate::graph::{CallGraph, Level, Relation};
use call::Call;
use compose::Scene;
use depth::Depths;
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
    latencies: Vec<(OnceLock<LatencyBounds>, OnceLock<Option<Percentiles>>)>,
    /// By journey, likewise.
    tables: Vec<OnceLock<Option<TimeoutTable>>>,
    error_budget_shares: FxHashMap<InteractionId, Quantity>,
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
        Self {
            depths: Depths::derive(architecture, graph),
            cycles: cycle::cycles(graph),
            availabilities: availability::derive(architecture, graph),
            retries: Retries::derive(graph, &calls),
            timeouts: Timeouts::derive(architecture, graph, &calls),
            tiers: Tiers::derive(architecture, graph),
            degrees: Degrees::derive(architecture),
            datastores: datastore::datastores(architecture),
            latencies: architecture.journey_ids().map(|_| Default::default()).collect(),
            tables: architecture.journey_ids().map(|_| Default::default()).collect(),
            error_budget_shares: budget::shares(architecture, graph),
            fan_outs: fan_out::fan_outs(architecture),
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

/// Timeouts (R15, R16).
impl Analysis<'_> {
    /// How long a caller waits for one call over this interaction at worst. `None` where nobody waits.
    pub fn worst_wait(&self, interaction: InteractionId) -> Option<Work> {
        let callee = self.graph.callee(interaction)?;
        Some(self.timeouts.wait(self.call(interaction), callee))
    }

    /// How long the callee may work on one attempt over this interaction. `None` where nobody waits.
    pub fn callee_needs(&self, interaction: InteractionId) -> Option<Work> {
        self.graph.callee(interaction).map(|callee| self.timeouts.work(callee))
    }

    /// How long a request of the journey may take under the configured timeouts.
    pub fn journey_work(&self, journey: JourneyId) -> Work {
        self.timeouts.work(self.graph.entry(journey))
    }

    /// Whether the caller gives up while its callee may still work; a propagated deadline is for the rule to weigh.
    pub fn inversion(&self, interaction: InteractionId) -> Option<Inversion> {
        let needed = self.callee_needs(interaction)?;
        Some(timeout::inversion(self.call(interaction).timeout, needed))
    }
}

/// Latency (R04 to R06), on request: every function here walks the journey, the bounds and the estimate once.
impl Analysis<'_> {
    /// What holds for the journey's p99 whatever the dependence between calls.
    pub fn latency_bounds(&self, journey: JourneyId) -> LatencyBounds {
        let (bounds, _) = &self.latencies[journey.0 as usize];
        let entry = self.graph.entry(journey);
        *bounds.get_or_init(|| latency::bounds(&self.scene(&self.steps(journey)), entry))
    }

    /// The [`sum_of_p99`](LatencyBounds::sum_of_p99) alone: neither a p99 nor a bound, but cheap, and it falls with every wait.
    pub fn sum_of_p99(&self, journey: JourneyId) -> Total {
        latency::sum_of_p99(&self.scene(&self.steps(journey)), self.graph.entry(journey))
    }

    /// Percentiles for independent calls. Composes a distribution per call, at about a tenth of a millisecond each; `None`
    /// where a latency is missing, behind a cycle, and beyond 1,000 calls.
    pub fn latency_estimate(&self, journey: JourneyId) -> Option<Percentiles> {
        let (_, estimate) = &self.latencies[journey.0 as usize];
        let entry = self.graph.entry(journey);
        *estimate.get_or_init(|| latency::estimate(&self.scene(&self.steps(journey)), entry))
    }

    /// The latencies that an estimate lacks.
    pub fn latency_missing(&self, journey: JourneyId) -> Vec<Missing> {
        latency::missing(self.architecture, self.graph, self.graph.entry(journey))
    }

    /// Timeouts for the journey under which nobody gives up before a callee does. The deadline is its objective for p99;
    /// every service keeps `margin` seconds back. `None` where it has no such objective.
    pub fn timeout_table(&self, journey: JourneyId, margin: f64) -> Option<TimeoutTable> {
        let deadline = self.architecture.journey(journey).slo.p99?.value.seconds();
        let steps = self.steps(journey);
        Some(timeout_table::table(&self.scene(&steps), self.graph.entry(journey), deadline, margin))
    }

    fn scene<'s>(&'s self, steps: &'s FxHashMap<InteractionId, usize>) -> Scene<'s> {
        Scene { architecture: self.architecture, graph: self.graph, calls: &self.calls, steps }
    }

    /// The interactions that a journey declares to run together.
    fn steps(&self, journey: JourneyId) -> FxHashMap<InteractionId, usize> {
        let steps = self.architecture.journey(journey).steps.iter().enumerate();
        let parallel = steps.filter(|(_, step)| matches!(step, JourneyStep::Parallel(_)));
        parallel.flat_map(|(at, step)| step.interactions().iter().map(move |id| (id.value, at))).collect()
    }
}

/// Neighbours, regions and datastores (R08, R12, R13).
impl Analysis<'_> {
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
