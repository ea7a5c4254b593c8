//! What a slow callee does to the pool of its caller (R21), and whether a service recovers from an overload (R22).
//! Never assumes a pool, a rate or a capacity.

use super::call::Call;
use super::flow::{Flow, Growth};
use super::group::Groups;
use super::normal::Lognormal;
use super::pool::{erlang_b, offered_at};
use super::quantity::Total;
use super::{Analysis, Work};
use crate::architecture::{Architecture, FullPolicy, InteractionId, ServiceId, ServiceKind, Timeout};
use crate::graph::{CallGraph, NodeId, Relation};
use rustc_hash::FxHashMap;

/// Share of requests that a pool may reject before it counts as exhausted (our default, R21).
const BLOCKED: f64 = 0.01;

/// Rates, mean times and loads of all pools.
#[derive(Debug)]
pub(super) struct Overload {
    flow: Flow,
    /// Mean response by node, in seconds.
    responses: Vec<Option<f64>>,
    /// Erlang that the requests of each service hold; `None` where something is not declared.
    busy: Vec<Option<f64>>,
    /// Erlang that the group of each interaction holds.
    held: Vec<f64>,
}

/// What one call does to the pool of its caller.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pressure {
    /// How slow the callee may become before the pool is exhausted, in seconds: at 1 % of requests rejected where the caller
    /// rejects, at a full pool where it queues. Not positive where the pool is exhausted already.
    pub slow_tolerance: f64,
    /// Share of the caller's requests that find no place while the callee hangs and every call takes its worst wait.
    /// `None` where nobody declares whether something ends the wait.
    pub rejected: Option<f64>,
    /// Share of the caller's requests that do not make this call.
    pub unrelated: f64,
}

/// Whether a service recovers by itself.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Recovery {
    /// Requests per second it can serve, declared.
    pub capacity: f64,
    /// Attempts that arrive for one request when all fail, over one.
    pub amplification: f64,
    /// Whether undeclared attempts were taken for one, so that the amplification may be larger.
    pub is_lower_bound: bool,
}

impl Recovery {
    /// Load below which the service recovers by itself: capacity / A (Bronson et al., HotOS 2021).
    pub fn hidden_capacity(&self) -> f64 {
        self.capacity / self.amplification
    }
}

impl Overload {
    /// One pass down for rates and one up for times.
    pub(super) fn derive(architecture: &Architecture, graph: &CallGraph, calls: &[Call]) -> Self {
        let flow = Flow::derive(architecture, graph, calls);
        let responses = responses(architecture, graph, calls);
        let held = vec![0.0; architecture.interactions.len()];
        let mut overload = Self { flow, responses, busy: Vec::new(), held };
        overload.busy =
            architecture.service_ids().map(|id| overload.hold(architecture, graph, calls, id)).collect();
        overload
    }

    /// Adds up what the requests of one service hold, and remembers the groups of calls.
    fn hold(
        &mut self,
        architecture: &Architecture,
        graph: &CallGraph,
        calls: &[Call],
        service: ServiceId,
    ) -> Option<f64> {
        let mut busy = self.flow.arriving(graph, service)? * own(architecture, service)?;
        for node in graph.nodes_of(service) {
            for group in Groups::of(graph, calls, node, &FxHashMap::default()).iter() {
                let mut longest: f64 = 0.0;
                for grouped in group {
                    let response = self.responses[grouped.edge.node().0 as usize]?;
                    let wait = calls[grouped.id.0 as usize].mean_wait(response);
                    longest = longest.max(self.flow.rate(grouped.id)? * wait);
                }
                group.iter().for_each(|grouped| self.held[grouped.id.0 as usize] = longest);
                busy += longest;
            }
        }
        Some(busy)
    }
}

/// Mean response at every node, callees first: own mean plus the longest call of each sequential group.
fn responses(architecture: &Architecture, graph: &CallGraph, calls: &[Call]) -> Vec<Option<f64>> {
    let components = graph.condensation(Relation::Blocking);
    let mut responses = vec![None; graph.len()];
    let mut waits = vec![None; graph.len()];
    for component in 0..components.len() {
        let members = components.members(component);
        if members.len() > 1 {
            continue;
        }
        let node = members[0];
        let service = graph.service(node);
        let here = waiting(graph, calls, &responses, node);
        waits[node.0 as usize] = here;
        let longest = if node == graph.entered(service) {
            let operations = graph.operations_of(service).map(|node| waits[node.0 as usize]);
            operations.fold(here, |one, other| Some(one?.max(other?)))
        } else {
            here
        };
        let undeclared = graph.undeclared(service);
        let below = if node == undeclared { Some(0.0) } else { waits[undeclared.0 as usize] };
        responses[node.0 as usize] =
            own(architecture, service).zip(longest).zip(below).map(|((a, b), c)| a + b + c);
    }
    responses
}

/// The mean of a service's own work: p50 exp(sigma^2 / 2) of the lognormal with its percentiles.
fn own(architecture: &Architecture, service: ServiceId) -> Option<f64> {
    let service = architecture.service(service);
    match (service.declared.p50, service.declared.p99) {
        (Some(p50), Some(p99)) => {
            Some(Lognormal::from_percentiles(p50.value.seconds(), p99.value.seconds()).mean())
        }
        _ => (service.kind() == ServiceKind::Client).then_some(0.0),
    }
}

fn waiting(graph: &CallGraph, calls: &[Call], responses: &[Option<f64>], node: NodeId) -> Option<f64> {
    let mut sum = 0.0;
    for group in Groups::of(graph, calls, node, &FxHashMap::default()).iter() {
        let mut longest: f64 = 0.0;
        for grouped in group {
            let call = &calls[grouped.id.0 as usize];
            let wait = call.mean_wait(responses[grouped.edge.node().0 as usize]?);
            longest = longest.max(call.calls * call.probability * wait);
        }
        sum += longest;
    }
    Some(sum)
}

impl Analysis<'_> {
    pub(super) fn overload(&self) -> &Overload {
        self.overload.get_or_init(|| Overload::derive(self.architecture, self.graph, &self.calls))
    }

    /// Mean response at a node, in seconds; `None` where a latency is not declared, and behind cycles.
    pub(super) fn mean_response(&self, node: NodeId) -> Option<f64> {
        self.overload().responses[node.0 as usize]
    }

    /// How often an interaction happens per second, declared or derived from what calls it; the mean.
    pub fn rate(&self, interaction: InteractionId) -> Option<f64> {
        self.overload().flow.rate(interaction)
    }

    /// Requests per second that a service answers; the mean.
    pub fn arriving(&self, service: ServiceId) -> Option<f64> {
        self.overload().flow.arriving(self.graph, service)
    }

    /// What a call does to its caller's pool (R21). `None` where nobody waits, and where the pool, a rate or a latency
    /// is not declared.
    pub fn pressure(&self, interaction: InteractionId) -> Option<Pressure> {
        let caller = self.architecture.interaction(interaction).from;
        let (arriving, rate) = (self.arriving(caller)?, self.rate(interaction)?);
        let places = self.places(caller)?;
        if rate <= 0.0 || arriving <= 0.0 {
            return None;
        }
        let others = self.busy_besides(caller, interaction)?;
        let queues = self.queues(caller);
        let bearable = if queues { places as f64 } else { offered_at(places, BLOCKED) };
        let call = self.call(interaction);
        let held = self.worst_wait(interaction).and_then(hangs).map(|wait| {
            let bulkhead = self.architecture.interaction(interaction).declared.bulkhead;
            let limit = bulkhead.map_or(f64::INFINITY, |bulkhead| f64::from(bulkhead.value));
            (rate * wait).min(limit)
        });
        let rejected = held.map(|held| {
            let load = others + held;
            if queues { (1.0 - places as f64 / load).max(0.0) } else { erlang_b(places, load) }
        });
        Some(Pressure {
            slow_tolerance: (bearable - others) / rate,
            rejected,
            unrelated: (1.0 - rate / call.calls.max(1.0) / arriving).max(0.0),
        })
    }

    /// What is missing before [`pressure`](Self::pressure) is known, in words.
    pub fn pressure_missing(&self, interaction: InteractionId) -> Vec<String> {
        let caller = self.architecture.interaction(interaction).from;
        let service = self.architecture.service(caller);
        let mut missing = Vec::new();
        let mut lacks = |lacks: bool, what: String| missing.extend(lacks.then_some(what));
        lacks(service.declared.instances.is_none(), format!("instances of `{}`", service.name));
        lacks(service.declared.concurrency.is_none(), format!("concurrency of `{}`", service.name));
        lacks(self.arriving(caller).is_none(), format!("rates of what calls `{}`", service.name));
        lacks(
            self.busy_besides(caller, interaction).is_none(),
            format!("latency of `{}` and its callees", service.name),
        );
        let id = &self.architecture.interaction(interaction).id;
        lacks(self.worst_wait(interaction).and_then(hangs).is_none(), format!("timeout of `{id}`"));
        missing
    }

    /// Erlang that a service's requests hold, the calls that run together with `interaction` left out.
    fn busy_besides(&self, caller: ServiceId, interaction: InteractionId) -> Option<f64> {
        let overload = self.overload();
        let others = overload.busy[caller.0 as usize]? - overload.held[interaction.0 as usize];
        Some(others.max(0.0))
    }

    fn places(&self, service: ServiceId) -> Option<u64> {
        let declared = &self.architecture.service(service).declared;
        Some(u64::from(declared.instances?.value) * u64::from(declared.concurrency?.value))
    }

    fn queues(&self, service: ServiceId) -> bool {
        let policy = self.architecture.service(service).declared.when_full;
        policy.is_some_and(|policy| policy.value == FullPolicy::Queue)
    }

    /// Whether a service recovers from an overload (R22). `None` where its capacity is not declared.
    pub fn recovery(&self, service: ServiceId) -> Option<Recovery> {
        let capacity = self.architecture.service(service).declared.capacity?.value.per_second();
        let Growth { factor, is_lower_bound } = self.overload().flow.growth(self.graph, service);
        Some(Recovery { capacity, amplification: factor, is_lower_bound })
    }
}

/// The longest wait that the settings allow, infinite where nothing ends it; undeclared attempts count as one, so that it
/// may be longer. `None` where nobody says what ends the wait.
fn hangs(work: Work) -> Option<f64> {
    match work.total {
        Total::Unbounded => Some(f64::INFINITY),
        _ => Some(work.at_least).filter(|wait| *wait > 0.0),
    }
}

impl Call {
    /// min(L, W) of a callee that takes `response` seconds on average.
    fn mean_wait(&self, response: f64) -> f64 {
        match self.timeout {
            Some(Timeout::After(limit)) if self.gives_up(response) => self.worst_wait(limit.seconds()),
            _ => response,
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::analysis::fixture::Draft;

    /// Group `pools` of the vectors: 400 requests per second, 100 threads, own 10 ms, a quarter calls v. 0.960 s at the
    /// fluid limit, 0.800642 s at 1 % blocking.
    #[test]
    fn bears_as_much_slowness_as_the_vectors_say() {
        for (when_full, seconds, tolerance) in [("queue", 0.96, 1e-9), ("reject", 0.800_642, 1e-5)] {
            let own = "latency = { p50 = \"10ms\", p99 = \"10ms\" }\ninstances = 1\nconcurrency = 100";
            Draft::new()
                .service("user", "kind = \"client\"")
                .service("shop", &format!("{own}\nwhen-full = \"{when_full}\""))
                .service("fraud", "latency = { p50 = \"50ms\", p99 = \"50ms\" }")
                .call("user", "shop", "mode = \"sync\"\nrate = \"400/s\"")
                .call("shop", "fraud", "mode = \"sync\"\nprobability = \"25%\"\ntimeout = \"none\"")
                .check(|analysis| {
                    let pressure = analysis.pressure(analysis.i("shop-fraud")).expect("all is declared");
                    assert!((pressure.slow_tolerance - seconds).abs() < tolerance, "{pressure:?}");
                    assert!((pressure.unrelated - 0.75).abs() < 1e-12);
                    assert_eq!(pressure.rejected, Some(1.0));
                });
        }
    }

    /// Bronson et al. 2021: capacity 300 and one retry recover below 150. Two layers of two attempts recover below 75.
    #[test]
    fn hides_the_capacity_that_retries_need() {
        let call = "mode = \"sync\"\nattempts = 2";
        Draft::new()
            .services(&["web", "shop"], "")
            .service("database", "capacity = \"300/s\"")
            .call("web", "shop", &format!("{call}\nrate = \"100/s\""))
            .call("shop", "database", call)
            .check(|analysis| {
                let recovery = analysis.recovery(analysis.s("database")).expect("its capacity is declared");
                assert_eq!((recovery.hidden_capacity(), recovery.is_lower_bound), (75.0, false));
                assert_eq!(analysis.rate(analysis.i("shop-database")), Some(100.0));
            });
    }
}
