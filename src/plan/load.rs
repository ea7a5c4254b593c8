//! Mean response times and the load that they put on pools, as a fixed point. Never counts what is not declared: a time
//! without it is a lower bound, and a pool that needs it is not assessed.

use crate::analysis::{Analysis, erlang_b};
use crate::architecture::{FullPolicy, InteractionId, Mode, ServiceId, ServiceKind, Timeout};
use crate::graph::{NodeId, Relation};
use rustc_hash::{FxHashMap, FxHashSet};

/// Rounds after which the fixed point is taken as it is; each halves the distance.
const ROUNDS: usize = 400;
const SETTLED: f64 = 1e-10;

/// What times and loads are computed from.
#[derive(Debug)]
pub(super) struct Loads<'a> {
    analysis: &'a Analysis<'a>,
    /// Mean own work by service, in seconds.
    own: Vec<Option<f64>>,
    places: Vec<Option<u64>>,
    /// All nodes, callees first; `None` for those that a cycle of blocking calls reaches.
    order: Vec<(NodeId, bool)>,
}

/// Response times by node and rejections by service.
#[derive(Debug, Clone)]
pub(super) struct State {
    response: Vec<f64>,
    /// By service: erlang per place, where assessed.
    utilisation: Vec<Option<f64>>,
    rejected: Vec<f64>,
    is_full: Vec<bool>,
}

impl State {
    /// Mean response at a node; at least, where a latency is not declared.
    pub(super) fn response(&self, node: NodeId) -> f64 {
        self.response[node.0 as usize]
    }

    pub(super) fn utilisation(&self, service: ServiceId) -> Option<f64> {
        self.utilisation[service.0 as usize]
    }

    /// Share of requests that find no place; nothing where that is not assessed.
    pub(super) fn rejected(&self, service: ServiceId) -> f64 {
        self.rejected[service.0 as usize]
    }
}

impl<'a> Loads<'a> {
    pub(super) fn read(analysis: &'a Analysis<'a>) -> Self {
        let (architecture, graph) = (analysis.architecture(), analysis.graph());
        let own =
            architecture.services.iter().map(|service| match (service.declared.p50, service.declared.p99) {
                (Some(p50), Some(p99)) => Some(mean(p50.value.seconds(), p99.value.seconds())),
                _ => (service.kind() == ServiceKind::Client).then_some(0.0),
            });
        let places = architecture.services.iter().map(|service| {
            let declared = &service.declared;
            Some(u64::from(declared.instances?.value) * u64::from(declared.concurrency?.value))
        });
        let components = graph.condensation(Relation::Blocking);
        let mut order = Vec::with_capacity(graph.len());
        for component in 0..components.len() {
            let members = components.members(component);
            let loops =
                |node: &NodeId| graph.out(*node).iter().any(|it| it.is_blocking() && it.node() == *node);
            let is_cycle = members.len() > 1 || members.iter().any(loops);
            order.extend(members.iter().map(|node| (*node, is_cycle)));
        }
        Self { analysis, own: own.collect(), places: places.collect(), order }
    }

    /// Requests that a service can hold at once.
    pub(super) fn places(&self, service: ServiceId) -> Option<u64> {
        self.places[service.0 as usize]
    }

    /// Halves the distance to what follows from the state until nothing moves. A queue that is full once stays full.
    pub(super) fn settle(&self, slow: Option<(ServiceId, f64)>) -> State {
        let services = self.own.len();
        let mut state = State {
            response: vec![0.0; self.analysis.graph().len()],
            utilisation: vec![None; services],
            rejected: vec![0.0; services],
            is_full: vec![false; services],
        };
        let assessed = self.assessed();
        for _ in 0..ROUNDS {
            self.respond(&mut state, slow);
            let mut moved: f64 = 0.0;
            for (service, places) in &assessed {
                let (service, places, at) = (*service, *places, service.0 as usize);
                let Some(load) = self.load(&state, service) else { continue };
                state.utilisation[at] = Some(load / places as f64);
                let share = if self.queues(service) {
                    state.is_full[at] |= load >= places as f64;
                    (1.0 - places as f64 / load).max(0.0)
                } else {
                    erlang_b(places, load)
                };
                moved = moved.max((share - state.rejected[at]).abs());
                state.rejected[at] = 0.5 * (state.rejected[at] + share);
            }
            if moved < SETTLED {
                break;
            }
        }
        self.respond(&mut state, slow);
        state
    }

    /// The pools of which everything is declared, with their places.
    fn assessed(&self) -> Vec<(ServiceId, u64)> {
        let all = self.analysis.architecture().service_ids();
        let pools = all.filter_map(|id| Some((id, self.places(id)?)));
        pools.filter(|(id, _)| self.missing(*id).is_empty()).collect()
    }

    /// Whether requests wait for a place rather than being rejected.
    pub(super) fn queues(&self, service: ServiceId) -> bool {
        let policy = self.analysis.architecture().service(service).declared.when_full;
        policy.is_some_and(|policy| policy.value == FullPolicy::Queue)
    }

    /// Response times under the present rejections, callees first.
    fn respond(&self, state: &mut State, slow: Option<(ServiceId, f64)>) {
        let graph = self.analysis.graph();
        let mut waiting = vec![0.0; graph.len()];
        for (node, is_cycle) in &self.order {
            let service = graph.service(*node);
            let (here, undeclared) = (node.0 as usize, graph.undeclared(service));
            waiting[here] = self.waiting(state, *node);
            let mut below = waiting[here];
            if *node == graph.entered(service) {
                below = graph.operations_of(service).map(|it| waiting[it.0 as usize]).fold(below, f64::max);
            }
            if *node != undeclared {
                below += waiting[undeclared.0 as usize];
            }
            let own = self.own[service.0 as usize].unwrap_or(0.0);
            state.response[here] = match slow {
                Some((slowed, seconds)) if slowed == service => seconds,
                _ if *is_cycle || state.is_full[service.0 as usize] => f64::INFINITY,
                _ => own + below,
            };
        }
    }

    /// What one request spends on its calls: groups one after the other, the longest call of each group.
    fn waiting(&self, state: &State, node: NodeId) -> f64 {
        let (graph, architecture) = (self.analysis.graph(), self.analysis.architecture());
        let (mut alone, mut groups) = (0.0, FxHashMap::<&str, f64>::default());
        for edge in graph.out(node).iter().filter(|edge| edge.is_blocking()) {
            let Some(id) = edge.interaction() else { continue };
            let declared = &architecture.interaction(id).declared;
            let calls = declared.calls.map_or(1.0, |calls| f64::from(calls.value));
            let share = declared.probability.map_or(1.0, |probability| probability.value.get());
            let served = 1.0 - state.rejected(graph.service(edge.node()));
            let wait = self.wait(id, state.response(edge.node()));
            let spent = if served > 0.0 { calls * share * served * wait } else { 0.0 };
            match &declared.parallel {
                Some(name) => {
                    let longest = groups.entry(&name.value).or_default();
                    *longest = longest.max(spent);
                }
                None => alone += spent,
            }
        }
        alone + groups.values().sum::<f64>()
    }

    /// min(L, W): the response, or all attempts up to their timeout with the pauses between them.
    pub(super) fn wait(&self, id: InteractionId, response: f64) -> f64 {
        let declared = &self.analysis.architecture().interaction(id).declared;
        match declared.timeout.map(|timeout| timeout.value) {
            Some(Timeout::After(limit)) if response > limit.seconds() => {
                let attempts = self.attempts(id);
                let pause = declared.backoff.map_or(0.0, |backoff| backoff.value.seconds());
                attempts * limit.seconds() + (attempts - 1.0) * pause
            }
            _ => response,
        }
    }

    fn attempts(&self, id: InteractionId) -> f64 {
        let declared = &self.analysis.architecture().interaction(id).declared;
        declared.attempts.map_or(1.0, |attempts| f64::from(attempts.value.max(1)))
    }

    /// Erlang offered to a service: requests that arrive, times how long each holds its place. `None` where something is
    /// not declared. A caller whose attempts time out sends all of them; one that rejects sends less.
    fn load(&self, state: &State, service: ServiceId) -> Option<f64> {
        let architecture = self.analysis.architecture();
        let mut load = 0.0;
        for id in self.arriving(service) {
            let (interaction, callee) = (architecture.interaction(id), self.analysis.graph().callee(id)?);
            let response = state.response(callee);
            let limit = interaction.declared.timeout.and_then(|it| it.value.after());
            let times_out = limit.is_some_and(|limit| response > limit.seconds());
            let attempts = if times_out { self.attempts(id) } else { 1.0 };
            let rate = interaction.declared.rate?.value.per_second();
            load += rate * attempts * (1.0 - state.rejected(interaction.from)) * response;
        }
        for journey in self.entering(service) {
            let rate = architecture.journey(journey).rate?.value.per_second();
            load += rate * state.response(self.analysis.graph().entry(journey));
        }
        Some(load)
    }

    /// The calls that hold a place of the service; messages wait in a queue of their own.
    fn arriving(&self, service: ServiceId) -> impl Iterator<Item = InteractionId> {
        let graph = self.analysis.graph();
        let calls = graph.nodes_of(service).flat_map(|node| graph.incoming(node));
        calls.filter(|edge| edge.is_blocking() || edge.is_undecided()).filter_map(|edge| edge.interaction())
    }

    /// The journeys that enter where no declared call does, and so bring traffic of their own.
    fn entering(&self, service: ServiceId) -> impl Iterator<Item = crate::architecture::JourneyId> {
        let graph = self.analysis.graph();
        let is_called = |node: NodeId| graph.incoming(node).iter().any(|edge| edge.interaction().is_some());
        let enters = move |id: &crate::architecture::JourneyId| {
            let entry = graph.entry(*id);
            graph.service(entry) == service && !is_called(entry)
        };
        self.analysis.architecture().journey_ids().filter(enters)
    }

    /// What is not declared, so that the pool of a service cannot be assessed.
    pub(super) fn missing(&self, service: ServiceId) -> Vec<String> {
        let architecture = self.analysis.architecture();
        let declared = architecture.service(service);
        let mut missing = Vec::new();
        if declared.kind() == ServiceKind::Client {
            return missing;
        }
        let name = &declared.name;
        let lacks = [
            (declared.declared.instances.is_none(), "instances"),
            (declared.declared.concurrency.is_none(), "concurrency"),
        ];
        missing
            .extend(lacks.iter().filter(|(lacks, _)| *lacks).map(|(_, what)| format!("{what} of `{name}`")));
        for id in self.arriving(service) {
            let interaction = architecture.interaction(id);
            if interaction.declared.mode.is_none_or(|mode| mode.value == Mode::Async) {
                missing.push(format!("mode of `{}`", interaction.id));
            }
            if interaction.declared.rate.is_none() {
                missing.push(format!("rate of `{}`", interaction.id));
            }
        }
        let journeys = self.entering(service).map(|id| architecture.journey(id));
        missing.extend(journeys.filter(|it| it.rate.is_none()).map(|it| format!("rate of `{}`", it.id)));
        let waited_for = self.waited_for(service).into_iter().filter(|id| self.own[id.0 as usize].is_none());
        missing.extend(waited_for.map(|id| format!("latency of `{}`", architecture.service(id).name)));
        missing
    }

    /// The service and all that its requests wait for.
    fn waited_for(&self, service: ServiceId) -> Vec<ServiceId> {
        let graph = self.analysis.graph();
        let (mut seen, mut open) = (FxHashSet::default(), graph.nodes_of(service).collect::<Vec<_>>());
        while let Some(node) = open.pop() {
            if seen.insert(node) {
                let edges = graph.out(node).iter().filter(|edge| Relation::Blocking.admits(edge));
                open.extend(edges.map(|edge| edge.node()));
            }
        }
        let mut services: Vec<ServiceId> = seen.into_iter().map(|node| graph.service(node)).collect();
        services.sort_unstable();
        services.dedup();
        services
    }
}

/// The mean of the lognormal distribution with these percentiles: p50 exp(sigma^2 / 2).
fn mean(p50: f64, p99: f64) -> f64 {
    if p50 <= 0.0 {
        return p50;
    }
    let sigma = (p99 / p50).ln() / Z99;
    p50 * (sigma * sigma / 2.0).exp()
}

/// The 99th percentile of the standard normal distribution.
const Z99: f64 = 2.326_347_874;
