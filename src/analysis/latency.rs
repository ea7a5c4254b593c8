//! Response times of journeys (R04 to R06). Never calls a sum of percentiles a percentile, and never fills in a latency
//! that nobody declared.
//!
//! Four numbers, always told apart: an estimate for independent calls, the sum of the p99s (exact if everything is slow
//! at once), and a lower and an upper bound that hold whatever the dependence between calls.

use super::call::Call;
use super::compose::{Algebra, Scene};
use super::distribution::Distribution;
use super::normal::Lognormal;
use super::quantity::{Missing, Quantity, Total};
use super::reach::reached;
use super::region::distance;
use crate::architecture::{Architecture, FailureEffect, InteractionId, ServiceId, ServiceKind, Timeout};
use crate::graph::{CallGraph, NodeId, Relation};
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// Bounds of a journey's p99, in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct LatencyBounds {
    /// All p99s added along the request, the longest of each parallel group. Neither a p99 nor a bound.
    pub sum_of_p99: Total,
    /// The p99 is not lower than this: the largest p99 of a single hop. Unknown parts count as nothing.
    pub at_least: f64,
    /// The p99 is not higher than this under any dependence: each of k hops at 1 - 0.01/k (union bound).
    pub bound_p99: Total,
    /// Hops a request waits for, its entry and repeated calls included; infinite behind a cycle.
    pub hops: f64,
}

/// Percentiles of a journey's response time if calls are independent, in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Percentiles {
    /// The median.
    pub p50: f64,
    /// The 95th percentile.
    pub p95: f64,
    /// The 99th percentile.
    pub p99: f64,
}

/// Response times at nodes; none where a latency is missing and behind a cycle.
pub(super) type ResponseTimes = FxHashMap<NodeId, Option<Rc<Distribution>>>;

/// Calls in a journey beyond which no distribution is composed.
const LARGEST_ESTIMATE: usize = 1_000;

/// The bounds of one request that enters at `entry`.
pub(super) fn bounds(scene: &Scene<'_>, entry: NodeId) -> LatencyBounds {
    let at = |quantile| {
        let slow = AllSlow { architecture: scene.architecture, quantile, cut: true };
        scene.compose(&slow, entry)[&entry].time
    };
    let hops = scene.compose(&Hops { architecture: scene.architecture }, entry)[&entry];
    let at_least = scene.compose(&LargestHop { architecture: scene.architecture }, entry)[&entry];
    let bound_p99 = if hops.is_finite() { at(1.0 - 0.01 / hops.max(1.0)) } else { Total::Unbounded };
    LatencyBounds { sum_of_p99: at(0.99), at_least, bound_p99, hops }
}

/// All p99s of one request added, without the bounds, which cost far more.
pub(super) fn sum_of_p99(scene: &Scene<'_>, entry: NodeId) -> Total {
    p99s(scene, entry)[&entry].time
}

/// What every node needs at its p99 if no timeout cut anything off, everything below it slow at once.
pub(super) fn uncut_p99s(scene: &Scene<'_>, entry: NodeId) -> FxHashMap<NodeId, Total> {
    let slow = AllSlow { architecture: scene.architecture, quantile: 0.99, cut: false };
    scene.compose(&slow, entry).into_iter().map(|(node, slow)| (node, slow.time)).collect()
}

/// What every node needs at its p99, everything below it slow at once and configured timeouts cutting waits off.
pub(super) fn p99s(scene: &Scene<'_>, entry: NodeId) -> FxHashMap<NodeId, Slow> {
    scene.compose(&AllSlow { architecture: scene.architecture, quantile: 0.99, cut: true }, entry)
}

/// What a caller spends on one interaction, given the p99 of its callee's response.
pub(super) fn p99_wait(scene: &Scene<'_>, id: InteractionId, response: &Slow) -> Total {
    let slow = AllSlow { architecture: scene.architecture, quantile: 0.99, cut: true };
    slow.wait(id, &scene.calls[id.0 as usize], response).time
}

/// The response times at every node if calls are independent; `None` for requests of more than [`LARGEST_ESTIMATE`]
/// interactions.
pub(super) fn response_times(scene: &Scene<'_>, entry: NodeId) -> Option<ResponseTimes> {
    let nodes = reached(scene.graph, entry, Relation::Blocking);
    let calls = nodes.iter().flat_map(|node| scene.graph.out(*node)).filter(|edge| edge.is_blocking());
    if calls.count() > LARGEST_ESTIMATE {
        return None;
    }
    let shapes = RefCell::default();
    Some(scene.compose(&Independent { architecture: scene.architecture, shapes }, entry))
}

/// The percentiles of the response at `entry`; `None` where a latency is missing and behind a cycle.
pub(super) fn estimate(times: &ResponseTimes, entry: NodeId) -> Option<Percentiles> {
    let response = times[&entry].as_ref()?;
    let at = |q| response.quantile(q);
    Some(Percentiles { p50: at(0.5), p95: at(0.95), p99: at(0.99) })
}

/// What an estimate of this request lacks.
pub(super) fn missing(architecture: &Architecture, graph: &CallGraph, entry: NodeId) -> Vec<Missing> {
    let mut services = reached(graph, entry, Relation::Blocking)
        .into_iter()
        .map(|node| graph.service(node))
        .filter(|service| architecture.service(*service).kind() != ServiceKind::Client)
        .collect::<Vec<_>>();
    services.sort_unstable();
    services.dedup();
    let lacks = services.into_iter().flat_map(|id| {
        let declared = &architecture.service(id).declared;
        let p50 = declared.p50.is_none().then_some(Missing::P50(id));
        [p50, declared.p99.is_none().then_some(Missing::P99(id))]
    });
    lacks.flatten().collect()
}

/// A service's own work, where both percentiles are declared.
fn shape(architecture: &Architecture, service: ServiceId) -> Option<Lognormal> {
    let declared = &architecture.service(service).declared;
    Some(Lognormal::from_percentiles(declared.p50?.value.seconds(), declared.p99?.value.seconds()))
}

/// A client's own work is not part of what it waits for, unless it is declared.
fn is_idle(architecture: &Architecture, service: ServiceId) -> bool {
    let service = architecture.service(service);
    service.kind() == ServiceKind::Client && service.declared.p99.is_none()
}

/// A service's own p99 in seconds; a client's is nothing unless it is declared. `None` where it is not known.
pub(super) fn own_p99(architecture: &Architecture, service: ServiceId) -> Option<f64> {
    let declared = architecture.service(service).declared.p99.map(|p99| p99.value.seconds());
    if is_idle(architecture, service) { Some(0.0) } else { declared }
}

/// Everything takes as long as its own quantile says, at once.
struct AllSlow<'a> {
    architecture: &'a Architecture,
    quantile: f64,
    /// Whether configured timeouts cut a wait off.
    cut: bool,
}

/// A time, and whether a hard call ran into its timeout on the way, so that the answer is a failure.
#[derive(Clone, Copy)]
pub(super) struct Slow {
    pub(super) time: Total,
    fails: bool,
}

impl Slow {
    fn of(time: Total) -> Self {
        Self { time, fails: false }
    }

    fn with(self, other: Self, time: impl Fn(Total, Total) -> Total) -> Self {
        Self { time: time(self.time, other.time), fails: self.fails || other.fails }
    }
}

impl Algebra for AllSlow<'_> {
    type Time = Slow;

    fn nothing(&self) -> Slow {
        Slow::of(Total::ZERO)
    }

    fn endless(&self) -> Slow {
        Slow::of(Total::Unbounded)
    }

    fn own(&self, service: ServiceId) -> Slow {
        if is_idle(self.architecture, service) {
            return self.nothing();
        }
        let declared = self.architecture.service(service).declared.p99.map(|p99| p99.value.seconds());
        let seconds = if self.quantile == 0.99 {
            declared
        } else {
            shape(self.architecture, service).map(|shape| shape.quantile(self.quantile))
        };
        Slow::of(seconds.map_or(Total::Unknown, |seconds| Total::Known(Quantity::derived(seconds))))
    }

    fn then(&self, one: &Slow, next: &Slow) -> Slow {
        one.with(*next, Total::plus)
    }

    fn together(&self, one: &Slow, other: &Slow) -> Slow {
        one.with(*other, Total::max)
    }

    fn worse(&self, one: &Slow, other: &Slow) -> Slow {
        one.with(*other, Total::max)
    }

    /// All attempts are as slow as the first; what fails is tried again, whether the failure is an answer or a timeout.
    fn wait(&self, id: InteractionId, call: &Call, response: &Slow) -> Slow {
        let round_trip = distance(self.architecture, id).seconds();
        let limit = call.timeout.and_then(Timeout::after).filter(|_| self.cut);
        let limit = limit.map_or(f64::INFINITY, |limit| limit.seconds());
        let is_late = response.time.known().is_some_and(|time| call.gives_up(time.value + round_trip));
        let fails = self.cut && (response.fails || is_late);
        let time = response.time.map(|seconds| {
            let one = (seconds + round_trip).min(limit);
            call.calls * if fails { call.worst_wait(one) } else { one }
        });
        Slow { time, fails: fails && is_hard(self.architecture, id) }
    }
}

/// Whether a caller that runs into the timeout of this call fails with it.
pub(super) fn is_hard(architecture: &Architecture, id: InteractionId) -> bool {
    let effect = architecture.interaction(id).declared.on_failure;
    effect.is_none_or(|effect| effect.value == FailureEffect::Fail)
}

/// The largest p99 of a hop that every request waits for.
struct LargestHop<'a> {
    architecture: &'a Architecture,
}

impl Algebra for LargestHop<'_> {
    type Time = f64;

    fn nothing(&self) -> f64 {
        0.0
    }

    fn endless(&self) -> f64 {
        0.0
    }

    fn own(&self, service: ServiceId) -> f64 {
        self.architecture.service(service).declared.p99.map_or(0.0, |p99| p99.value.seconds())
    }

    fn then(&self, one: &f64, next: &f64) -> f64 {
        one.max(*next)
    }

    fn together(&self, one: &f64, other: &f64) -> f64 {
        one.max(*other)
    }

    fn worse(&self, one: &f64, other: &f64) -> f64 {
        one.max(*other)
    }

    fn wait(&self, _id: InteractionId, call: &Call, response: &f64) -> f64 {
        if call.probability < 1.0 || call.calls < 1.0 {
            return 0.0;
        }
        let limit = call.timeout.and_then(Timeout::after).map_or(f64::INFINITY, |limit| limit.seconds());
        response.min(limit)
    }
}

/// How many times in a row or at once some service works.
struct Hops<'a> {
    architecture: &'a Architecture,
}

impl Algebra for Hops<'_> {
    type Time = f64;

    fn nothing(&self) -> f64 {
        0.0
    }

    fn endless(&self) -> f64 {
        f64::INFINITY
    }

    fn own(&self, service: ServiceId) -> f64 {
        f64::from(u8::from(!is_idle(self.architecture, service)))
    }

    fn then(&self, one: &f64, next: &f64) -> f64 {
        one + next
    }

    fn together(&self, one: &f64, other: &f64) -> f64 {
        one + other
    }

    fn worse(&self, one: &f64, other: &f64) -> f64 {
        one.max(*other)
    }

    fn wait(&self, _id: InteractionId, call: &Call, response: &f64) -> f64 {
        if call.calls == 0.0 { 0.0 } else { call.calls * response }
    }
}

/// Every call draws its own time.
struct Independent<'a> {
    architecture: &'a Architecture,
    /// The own work of services, kept because several nodes of each ask.
    shapes: RefCell<FxHashMap<ServiceId, Option<Rc<Distribution>>>>,
}

impl Algebra for Independent<'_> {
    type Time = Option<Rc<Distribution>>;

    fn nothing(&self) -> Self::Time {
        Some(Rc::new(Distribution::nothing()))
    }

    fn endless(&self) -> Self::Time {
        None
    }

    fn own(&self, service: ServiceId) -> Self::Time {
        if is_idle(self.architecture, service) {
            return self.nothing();
        }
        let lognormal =
            || shape(self.architecture, service).map(|shape| Rc::new(Distribution::lognormal(&shape)));
        self.shapes.borrow_mut().entry(service).or_insert_with(lognormal).clone()
    }

    fn then(&self, one: &Self::Time, next: &Self::Time) -> Self::Time {
        let (first, second) = (one.as_ref()?, next.as_ref()?);
        match (first.is_nothing(), second.is_nothing()) {
            (true, _) => next.clone(),
            (_, true) => one.clone(),
            _ => Some(Rc::new(first.then(second))),
        }
    }

    fn together(&self, one: &Self::Time, other: &Self::Time) -> Self::Time {
        Some(Rc::new(one.as_ref()?.together(other.as_ref()?)))
    }

    fn worse(&self, one: &Self::Time, other: &Self::Time) -> Self::Time {
        let (first, second) = (one.as_ref()?, other.as_ref()?);
        if second.quantile(0.99) > first.quantile(0.99) { other.clone() } else { one.clone() }
    }

    fn wait(&self, id: InteractionId, call: &Call, response: &Self::Time) -> Self::Time {
        let response = response.as_ref()?.delayed(distance(self.architecture, id).seconds());
        let one = match call.timeout {
            Some(Timeout::After(limit)) => {
                response.attempted(limit.seconds(), call.attempts as u32, call.backoff)
            }
            Some(Timeout::None) | None => response,
        };
        let all = one.repeated(call.calls as u32);
        Some(Rc::new(if call.probability < 1.0 { all.with_probability(call.probability) } else { all }))
    }
}
