//! Who depends on whom, for all services at once (R08, R09, R14). Never holds the closure of the whole graph: 64 columns
//! at a time, and of the largest graphs not every column.

use super::Analysis;
use super::availability::Batch;
use super::traffic::journey_tier;
use crate::architecture::{Architecture, JourneyId, ServiceId, ServiceKind};
use crate::graph::{CallGraph, Relation};
use crate::parallel;

/// Services of which the dependents are counted; 64 cost one pass over the graph.
const MOST_COUNTED: usize = 1_024;
/// Services from which a system is judged as a whole (R14).
const SMALLEST_SYSTEM: usize = 5;

/// Who depends on each service.
#[derive(Debug)]
pub(super) struct Needed {
    dependents: Vec<Option<u32>>,
    journeys: Vec<u32>,
    critical: Vec<u32>,
    critical_journeys: u32,
    unsure_journeys: bool,
}

/// How much a system moves in lockstep (R14). Gateways and services alone count.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lockstep {
    /// Share of the interactions between them that block and are hard.
    pub hard_share: f64,
    /// Share of the interactions whose mode is not declared.
    pub undecided_share: f64,
    /// Services in the largest cycle of blocking calls, over all.
    pub cycle_share: f64,
    /// Services that an average one cannot do without, itself included, over all.
    pub reach_share: f64,
}

impl Lockstep {
    /// The mean of the three shares; undeclared modes count as not blocking, so that it may be more.
    pub fn index(&self) -> f64 {
        (self.hard_share + self.cycle_share + self.reach_share) / 3.0
    }
}

impl Needed {
    fn derive(analysis: &Analysis<'_>) -> Self {
        let (architecture, graph) = (analysis.architecture, analysis.graph);
        let mut counted =
            architecture.service_ids().filter(|id| counts(architecture, *id)).collect::<Vec<_>>();
        counted.sort_by_key(|id| (std::cmp::Reverse(analysis.fan_in(*id)), *id));
        counted.truncate(MOST_COUNTED);
        let mut dependents = vec![None; architecture.services.len()];
        for (service, number) in counted.iter().zip(dependents_of(architecture, graph, &counted)) {
            dependents[service.0 as usize] = Some(number);
        }
        let all = architecture.journey_ids().collect::<Vec<_>>();
        let tier = |id: &JourneyId| journey_tier(architecture, *id);
        let critical = all.iter().copied().filter(|id| tier(id) == Some(1)).collect::<Vec<_>>();
        Self {
            dependents,
            journeys: needing(architecture, graph, &all),
            critical: needing(architecture, graph, &critical),
            critical_journeys: critical.len() as u32,
            unsure_journeys: all.iter().any(|id| tier(id).is_none()),
        }
    }
}

fn counts(architecture: &Architecture, service: ServiceId) -> bool {
    architecture.service(service).kind() != ServiceKind::Client
}

/// For each of these services the number of others, clients left out, that fail with it. One bit per service travels from
/// callees to callers.
fn dependents_of(architecture: &Architecture, graph: &CallGraph, services: &[ServiceId]) -> Vec<u32> {
    let components = graph.condensation(Relation::Hard);
    let blocks = services.chunks(64).flat_map(|batch| {
        let mut numbers = vec![0; batch.len()];
        let mut reach = vec![0_u64; components.len()];
        for (bit, service) in batch.iter().enumerate() {
            for node in graph.nodes_of(*service) {
                reach[components.component(node)] |= 1 << bit;
            }
        }
        for component in 0..components.len() {
            let edges = components.members(component).iter().flat_map(|node| graph.out(*node));
            let hard = edges.filter(|edge| Relation::Hard.admits(edge));
            let below = hard.fold(0, |bits, edge| bits | reach[components.component(edge.node())]);
            reach[component] |= below;
        }
        for service in architecture.service_ids().filter(|id| counts(architecture, *id)) {
            let nodes = graph.nodes_of(service);
            let mut bits = nodes.fold(0, |bits, node| bits | reach[components.component(node)]);
            while bits != 0 {
                let bit = bits.trailing_zeros() as usize;
                numbers[bit] += u32::from(batch[bit] != service);
                bits &= bits - 1;
            }
        }
        numbers
    });
    blocks.collect()
}

/// By service: how many of these journeys cannot succeed without it.
fn needing(architecture: &Architecture, graph: &CallGraph, journeys: &[JourneyId]) -> Vec<u32> {
    let mut numbers = vec![0; architecture.services.len()];
    let entries = journeys.iter().map(|id| graph.entry(*id)).collect::<Vec<_>>();
    for batch in entries.chunks(64) {
        let batch = Batch::travel(graph, batch);
        for service in architecture.service_ids() {
            let bits = graph.nodes_of(service).fold(0, |bits, node| bits | batch.reached(node));
            numbers[service.0 as usize] += bits.count_ones();
        }
    }
    numbers
}

impl Analysis<'_> {
    /// Derives what rules about all services will ask for, on all cores, before the first of them asks and the others wait.
    pub fn prepare(&self) {
        let _ = parallel::join(|| self.needed(), || (self.lockstep(), self.overload()));
    }

    fn needed(&self) -> &Needed {
        self.needed.get_or_init(|| Needed::derive(self))
    }

    /// Services, clients left out, that fail with this one. Counted for the services with the most callers only; `None` for
    /// the others of a very large system, and for clients.
    pub fn dependents(&self, service: ServiceId) -> Option<u32> {
        self.needed().dependents[service.0 as usize]
    }

    /// Journeys that cannot succeed without the service.
    pub fn journeys_failing_with(&self, service: ServiceId) -> u32 {
        self.needed().journeys[service.0 as usize]
    }

    /// Journeys of tier 1 that cannot succeed without the service, and how many there are. A journey without a tier has
    /// that of its entry.
    pub fn critical_journeys_failing_with(&self, service: ServiceId) -> (u32, u32) {
        (self.needed().critical[service.0 as usize], self.needed().critical_journeys)
    }

    /// Whether the tier of some journey is not known.
    pub fn has_journeys_without_tier(&self) -> bool {
        self.needed().unsure_journeys
    }

    /// How much the system moves in lockstep; `None` below five services.
    pub fn lockstep(&self) -> Option<Lockstep> {
        *self.lockstep.get_or_init(|| lockstep(self))
    }
}

fn lockstep(analysis: &Analysis<'_>) -> Option<Lockstep> {
    let (architecture, graph) = (analysis.architecture, analysis.graph);
    let is_member = |id: ServiceId| {
        matches!(architecture.service(id).kind(), ServiceKind::Service | ServiceKind::Gateway)
    };
    let members = architecture.service_ids().filter(|id| is_member(*id)).collect::<Vec<_>>();
    if members.len() < SMALLEST_SYSTEM {
        return None;
    }
    let (mut all, mut hard, mut undecided) = (0_u32, 0_u32, 0_u32);
    for interaction in &architecture.interactions {
        if is_member(interaction.from) && is_member(interaction.to) {
            all += 1;
            undecided += u32::from(interaction.declared.mode.is_none());
        }
    }
    for node in graph.node_ids().filter(|node| is_member(graph.service(*node))) {
        let calls = graph.out(node).iter().filter(|edge| edge.is_blocking() && edge.is_hard());
        hard += calls
            .filter(|edge| edge.interaction().is_some() && is_member(graph.service(edge.node())))
            .count() as u32;
    }
    let whole = members.len() as f64;
    let cycle =
        analysis.cycles.iter().filter(|cycle| cycle.all_blocking).map(|cycle| cycle.members.len()).max();
    Some(Lockstep {
        hard_share: if all == 0 { 0.0 } else { f64::from(hard) / f64::from(all) },
        undecided_share: if all == 0 { 0.0 } else { f64::from(undecided) / f64::from(all) },
        cycle_share: cycle.unwrap_or(0) as f64 / whole,
        reach_share: mean_reach(architecture, graph, &members) / whole,
    })
}

/// Members that an average one needs, itself included; pairs are counted from the callee's end. Of more than
/// [`MOST_COUNTED`] members, as many are looked at, evenly spaced.
fn mean_reach(architecture: &Architecture, graph: &CallGraph, members: &[ServiceId]) -> f64 {
    let every = members.len().div_ceil(MOST_COUNTED);
    let looked_at = members.iter().step_by(every).copied().collect::<Vec<_>>();
    let dependents = dependents_of(architecture, graph, &looked_at);
    let pairs = dependents.iter().map(|number| f64::from(*number) + 1.0).sum::<f64>();
    pairs / looked_at.len() as f64
}

#[cfg(test)]
mod tests {
    use crate::analysis::fixture::Draft;

    /// Seventy services in a chain, so that two blocks of columns are needed, against one search per service.
    #[test]
    fn counts_what_a_search_finds() {
        let names = (0..70).map(|number| format!("s{number:02}")).collect::<Vec<_>>();
        let mut draft = names.iter().fold(Draft::new(), |draft, name| draft.service(name, ""));
        for pair in names.windows(2) {
            draft = draft.call(&pair[0], &pair[1], "mode = \"sync\"");
        }
        draft.call("s00", "s69", "mode = \"sync\"").journey("s10", "tier = 1").check(|analysis| {
            for service in analysis.architecture().service_ids() {
                let found = analysis.blast_radius(service).len() as u32;
                assert_eq!(analysis.dependents(service), Some(found), "{service:?}");
                let needing = analysis.journeys_needing(service).len() as u32;
                assert_eq!(analysis.journeys_failing_with(service), needing, "{service:?}");
                assert_eq!(analysis.critical_journeys_failing_with(service), (needing, 1), "{service:?}");
            }
        });
    }
}
