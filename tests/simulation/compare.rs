//! Runs every topology under every load and sets what was simulated beside what was predicted. Never changes a tolerance
//! to let a row pass: a row that fails is told with its reason.

use super::build::Topology;
use super::predicted::{Prediction, predict, predict_slow};
use super::text::text;
use simulator::{Measured, Settings, System, Time, simulate};

/// What is done to a topology.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Load {
    Healthy,
    Slow,
    Storm,
}

impl Load {
    pub(crate) const ALL: [Self; 3] = [Self::Healthy, Self::Slow, Self::Storm];

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Healthy => "healthy",
            Self::Slow => "slow leaf",
            Self::Storm => "storm",
        }
    }

    fn leaf(self, topology: &Topology) -> Option<f64> {
        match self {
            Self::Healthy => None,
            Self::Slow => Some(topology.slow),
            Self::Storm => Some(topology.storm),
        }
    }
}

/// What is compared, with how far apart both numbers may be and why.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Metric {
    P50,
    P95,
    P99,
    P99Bounds,
    Availability,
    Attempts,
    LongestWait,
    Rejected,
    JourneyLost,
    BlastRadius,
    SlowTolerance,
}

impl Metric {
    pub(crate) const ALL: [Self; 11] = [
        Self::P50,
        Self::P95,
        Self::P99,
        Self::P99Bounds,
        Self::Availability,
        Self::Attempts,
        Self::LongestWait,
        Self::Rejected,
        Self::JourneyLost,
        Self::BlastRadius,
        Self::SlowTolerance,
    ];

    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::P50 => "p50",
            Self::P95 => "p95",
            Self::P99 => "p99",
            Self::P99Bounds => "p99 within its bounds",
            Self::Availability => "availability",
            Self::Attempts => "attempts at the service hit hardest",
            Self::LongestWait => "longest wait",
            Self::Rejected => "requests without a place",
            Self::JourneyLost => "journey lost to pools",
            Self::BlastRadius => "journeys that lose over 1 %",
            Self::SlowTolerance => "slow tolerance",
        }
    }

    /// The tolerance, and whether it is a share of the predicted number.
    pub(crate) fn tolerance(self) -> (f64, bool) {
        match self {
            Self::P50 | Self::Attempts => (0.03, true),
            Self::P95 => (0.04, true),
            Self::P99 => (0.06, true),
            Self::Availability => (0.005, false),
            Self::P99Bounds => (0.05, true),
            Self::LongestWait => (0.001, true),
            Self::Rejected => (0.015, false),
            Self::JourneyLost => (0.02, false),
            Self::BlastRadius => (0.0, false),
            Self::SlowTolerance => (0.05, true),
        }
    }

    pub(crate) fn why(self) -> &'static str {
        match self {
            Self::P50 => "1 % of the grid, and three standard errors of the median of 50,000 requests",
            Self::P95 => "1 % of the grid, and three standard errors of that p95, about 1 % each",
            Self::P99 => "1 % of the grid, and three standard errors of that p99, about 1.6 % each",
            Self::P99Bounds => "three standard errors of the simulated p99",
            Self::Availability => "three standard errors: some hundred outages per service",
            Self::Attempts => "timeouts that fire although nothing is slow",
            Self::LongestWait => "it is a bound: rounding only, and nothing may exceed it",
            Self::Rejected => "as for simulators in the published cascade",
            Self::JourneyLost => "the pools' tolerance, and the margin below which no loss is printed",
            Self::BlastRadius => "a set: equal or not",
            Self::SlowTolerance => "bisection to 2 %, and the share of 1 % is met by some hundred requests",
        }
    }
}

/// One number predicted and simulated.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Row {
    pub(crate) topology: &'static str,
    pub(crate) load: Load,
    pub(crate) metric: Metric,
    /// The journey, call or service.
    pub(crate) about: String,
    pub(crate) predicted: f64,
    pub(crate) simulated: f64,
    pub(crate) error: f64,
}

impl Row {
    pub(crate) fn holds(&self) -> bool {
        self.error.abs() <= self.metric.tolerance().0
    }
}

/// Requests of the rarest journey that a run counts.
const REQUESTS: f64 = 50_000.0;
const SEED: u64 = 20_261_124;
/// Seconds in a queue after which a user is gone.
const PATIENCE: f64 = 10.0;

/// All rows of a topology.
pub(crate) fn compare(topology: &Topology) -> Vec<Row> {
    let mut rows = Rows { topology, rows: vec![] };
    for load in Load::ALL {
        rows.load(load);
    }
    rows.availability();
    if has_pools(&topology.system) {
        rows.slow_tolerance();
    }
    rows.rows
}

fn has_pools(system: &System) -> bool {
    system.services.iter().any(|service| service.places.is_some())
}

fn with_leaf(topology: &Topology, seconds: Option<f64>) -> System {
    let mut system = topology.system.clone();
    let leaf = system.service(topology.leaf);
    if let Some(seconds) = seconds {
        system.services[leaf].work = Time::Constant(seconds);
    }
    system
}

fn settings(system: &System, requests: f64) -> Settings {
    let rarest = system.journeys.iter().map(|journey| journey.rate).fold(f64::INFINITY, f64::min);
    Settings { seed: SEED, warm_up: 300.0, seconds: requests / rarest, outage: None, patience: PATIENCE }
}

/// Positive where more was simulated than predicted; relative to the prediction where there is one.
fn error(metric: Metric, predicted: f64, simulated: f64) -> f64 {
    match metric.tolerance() {
        (_, true) if predicted != 0.0 => simulated / predicted - 1.0,
        _ => simulated - predicted,
    }
}

struct Rows<'a> {
    topology: &'a Topology,
    rows: Vec<Row>,
}

impl Rows<'_> {
    fn add(&mut self, load: Load, metric: Metric, about: &str, predicted: f64, simulated: f64) {
        let error = error(metric, predicted, simulated);
        let (topology, about) = (self.topology.name, about.into());
        self.rows.push(Row { topology, load, metric, about, predicted, simulated, error });
    }

    fn load(&mut self, load: Load) {
        let leaf = load.leaf(self.topology);
        let system = with_leaf(self.topology, leaf);
        let prediction = predict(&text(&self.topology.system, leaf.map(|time| (self.topology.leaf, time))));
        let measured = simulate(&system, settings(&system, REQUESTS));
        self.latencies(load, &prediction, &measured);
        if !has_pools(&self.topology.system) {
            self.attempts(load, &prediction, &measured);
        }
        self.longest_waits(load, &prediction, &measured);
        if has_pools(&self.topology.system) {
            self.pools(load, &measured);
        }
    }

    fn latencies(&mut self, load: Load, prediction: &Prediction, measured: &Measured) {
        for (journey, seen) in self.topology.system.journeys.iter().zip(&measured.journeys) {
            if seen.responses.is_empty() {
                continue;
            }
            let predicted = &prediction.journeys[&journey.name];
            let latency = predicted.latency;
            for (metric, q, value) in [
                (Metric::P50, 0.5, latency.p50),
                (Metric::P95, 0.95, latency.p95),
                (Metric::P99, 0.99, latency.p99),
            ] {
                self.add(load, metric, &journey.name, value, seen.quantile(q));
            }
            let (low, high) = predicted.p99_between;
            let p99 = seen.quantile(0.99);
            self.add(load, Metric::P99Bounds, &journey.name, p99.clamp(low, high), p99);
        }
    }

    /// Where the leaf outlasts a timeout on the way, all attempts are made; elsewhere one per call.
    fn attempts(&mut self, load: Load, prediction: &Prediction, measured: &Measured) {
        let system = &self.topology.system;
        for (at, journey) in system.journeys.iter().enumerate() {
            let Some((service, worst, calls)) = &prediction.journeys[&journey.name].hardest else { continue };
            let predicted = if load == Load::Storm { *worst } else { *calls };
            let entry = system.operations[journey.operation].service;
            let others = measured.attempts[at].iter().enumerate().filter(|(service, _)| *service != entry);
            let (hardest, most) = others.max_by_key(|(_, attempts)| **attempts).expect("somebody is called");
            let seen = *most as f64 / measured.journeys[at].begun as f64;
            let hardest = if seen > 0.0 { &*system.services[hardest].name } else { service };
            self.add(load, Metric::Attempts, &format!("{} at {hardest}", journey.name), predicted, seen);
        }
    }

    /// The call that comes closest to its bound, or passes it.
    fn longest_waits(&mut self, load: Load, prediction: &Prediction, measured: &Measured) {
        let calls = self.topology.system.calls().zip(&measured.calls);
        let share = |bound: f64, longest: f64| longest / bound;
        let waits = calls.filter_map(|((_, call), seen)| {
            let bound = *prediction.longest_wait.get(&call.name)? * (1.0 + call.jitter);
            Some((call.name.clone(), bound, seen.longest))
        });
        let closest = waits.max_by(|one, other| share(one.1, one.2).total_cmp(&share(other.1, other.2)));
        if let Some((name, bound, longest)) = closest {
            self.add(load, Metric::LongestWait, &name, bound.min(longest), longest);
            self.rows.last_mut().expect("a row was added").predicted = bound;
        }
    }

    fn pools(&mut self, load: Load, measured: &Measured) {
        let topology = self.topology;
        let seconds = load.leaf(topology).unwrap_or(topology.slow);
        let predicted = predict_slow(&text(&topology.system, None), topology.leaf, seconds);
        for (service, seen) in topology.system.services.iter().zip(&measured.services) {
            if let Some((before, after)) = predicted.rejected.get(&service.name) {
                let share = if load == Load::Healthy { *before } else { *after };
                self.add(load, Metric::Rejected, &service.name, share, seen.rejection());
            }
        }
        if load == Load::Healthy {
            return;
        }
        let mut sets = (Vec::new(), Vec::new());
        for (journey, seen) in topology.system.journeys.iter().zip(&measured.journeys) {
            let share = predicted.lost.get(&journey.name).copied().unwrap_or(0.0);
            self.add(load, Metric::JourneyLost, &journey.name, share, seen.lost_to_pools());
            if share > 0.01 {
                sets.0.push(&*journey.name);
            }
            if seen.lost_to_pools() > 0.01 {
                sets.1.push(&*journey.name);
            }
        }
        let about = sets.1.join(", ");
        let (predicted, simulated) = (sets.0.len() as f64, sets.1.len() as f64);
        self.add(load, Metric::BlastRadius, &about, predicted, simulated);
        self.rows.last_mut().expect("a row was added").error = f64::from(u8::from(sets.0 != sets.1));
    }

    /// Services fail for a while, as often as their availability says.
    fn availability(&mut self) {
        let mut system = self.topology.system.clone();
        let prediction = predict(&text(&system, None));
        for service in &mut system.services {
            service.work = Time::Constant(0.001);
            service.places = None;
        }
        system.calls_mut().for_each(|call| (call.attempts, call.round_trip) = (1, 0.0));
        let total = system.journeys.iter().map(|journey| journey.rate).sum::<f64>();
        let journeys = system.journeys.len() as f64;
        system.journeys.iter_mut().for_each(|journey| journey.rate *= 3.0 * journeys / total);
        let settings =
            Settings { seed: SEED, warm_up: 0.0, seconds: 40_000.0, outage: Some(1.0), patience: PATIENCE };
        let measured = simulate(&system, settings);
        for (journey, seen) in system.journeys.iter().zip(&measured.journeys) {
            let predicted = prediction.journeys[&journey.name].availability;
            self.add(Load::Healthy, Metric::Availability, &journey.name, predicted, seen.success());
        }
    }

    /// How slow the leaf may become until the pool above it rejects one request in a hundred.
    fn slow_tolerance(&mut self) {
        let topology = self.topology;
        let text = text(&topology.system, None);
        let predicted = bisect(|seconds| {
            let rejected = predict_slow(&text, topology.leaf, seconds).rejected;
            rejected.values().map(|share| share.1).fold(0.0, f64::max)
        });
        let simulated = bisect(|seconds| {
            let system = with_leaf(topology, Some(seconds));
            let settings = Settings { warm_up: 100.0, ..settings(&system, 0.2 * REQUESTS) };
            let measured = simulate(&system, settings);
            measured.services.iter().map(|service| service.rejection()).fold(0.0, f64::max)
        });
        if let (Some(predicted), Some(simulated)) = (predicted, simulated) {
            self.add(Load::Slow, Metric::SlowTolerance, topology.leaf, predicted, simulated);
        }
    }
}

/// The time in seconds, to 1 %, at which a share that grows with it passes one in a hundred; `None` where it is passed
/// before a millisecond or not in 100 s.
fn bisect(share: impl Fn(f64) -> f64) -> Option<f64> {
    let (mut low, mut high) = (1e-3_f64, 100.0_f64);
    if share(low) > 0.01 || share(high) < 0.01 {
        return None;
    }
    while high / low > 1.01 {
        let middle = (low * high).sqrt();
        if share(middle) > 0.01 { high = middle } else { low = middle }
    }
    Some((low * high).sqrt())
}
