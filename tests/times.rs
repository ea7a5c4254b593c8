//! Times against brute force on random systems of up to 12 services: what callers wait for, how long callees work, how long
//! requests take. The brute force walks every request call by call, and samples; it knows no distribution.

use proptest::prelude::*;
use std::fmt::Write as _;
use syncwise::analysis::{Analysis, Distance, Inversion, Quantity, Total};
use syncwise::architecture::{Architecture, InteractionId, lower, read};
use syncwise::diagnostic::any_error;
use syncwise::graph::CallGraph;
use syncwise::source::SourceMap;

/// Calls go from smaller to larger numbers, so that no request goes round. Times are milliseconds.
#[derive(Debug, Clone)]
struct System {
    /// Median, 99th percentile over the median, region.
    services: Vec<(f64, f64, usize)>,
    calls: Vec<Call>,
}

#[derive(Debug, Clone)]
struct Call {
    from: usize,
    to: usize,
    timeout: Option<u32>,
    attempts: u32,
    backoff: u32,
    group: Option<usize>,
    times: u32,
    percent: u32,
    soft: bool,
}

const ROUND_TRIP: f64 = 40.0;

fn system() -> impl Strategy<Value = System> {
    let services = prop::collection::vec((5_u32..20, 2_u32..8, 0_usize..2), 2..=12);
    services.prop_flat_map(|services| {
        let count = services.len();
        let services =
            services.into_iter().map(|(p50, ratio, region)| (f64::from(p50), f64::from(ratio), region));
        let calls = prop::collection::vec(call(count), 1..=count + 2);
        (Just(services.collect::<Vec<_>>()), calls).prop_map(|(services, calls)| System { services, calls })
    })
}

fn call(count: usize) -> impl Strategy<Value = Call> {
    let ends = (0..count, 0..count).prop_map(move |(one, other)| match one == other {
        true => (0, count - 1),
        false => (one.min(other), one.max(other)),
    });
    let limits = (prop::option::weighted(0.7, 20_u32..900), 1_u32..4, 0_u32..50);
    let shape =
        (prop::option::weighted(0.5, 0_usize..2), 1_u32..3, prop_oneof![3 => Just(100_u32), 1 => Just(40)]);
    (ends, limits, shape, any::<bool>()).prop_map(
        |((from, to), (timeout, attempts, backoff), (group, times, percent), soft)| Call {
            from,
            to,
            timeout,
            attempts,
            backoff,
            group,
            times,
            percent,
            soft,
        },
    )
}

/// A stream of random numbers (Steele, Lea and Flood 2014), and normal ones by Box and Muller.
struct Random(u64);

impl Random {
    fn unit(&mut self) -> f64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((bits ^ (bits >> 31)) >> 11) as f64 / (1_u64 << 53) as f64
    }

    fn normal(&mut self) -> f64 {
        let radius = (-2.0 * (1.0 - self.unit()).ln()).sqrt();
        radius * (std::f64::consts::TAU * self.unit()).cos()
    }
}

/// A time with what of it rests on declared values alone, in milliseconds.
#[derive(Debug, Clone, Copy)]
struct Work {
    at_least: f64,
    total: f64,
}

impl System {
    /// The calls of a service in groups; a call without a group is one of its own.
    fn groups(&self, service: usize) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        for (at, call) in self.calls.iter().enumerate().filter(|(_, call)| call.from == service) {
            let same =
                |group: &&mut Vec<usize>| call.group.is_some() && self.calls[group[0]].group == call.group;
            match groups.iter_mut().find(same) {
                Some(group) => group.push(at),
                None => groups.push(vec![at]),
            }
        }
        groups
    }

    fn p99(&self, service: usize) -> f64 {
        self.services[service].0 * self.services[service].1
    }

    fn round_trip(&self, call: &Call) -> f64 {
        if self.services[call.from].2 == self.services[call.to].2 { 0.0 } else { ROUND_TRIP }
    }

    /// How long a service works on one request at most.
    fn work(&self, service: usize) -> Work {
        let own = self.p99(service);
        let mut all = Work { at_least: own, total: own };
        for group in self.groups(service) {
            let waits = group.iter().map(|at| {
                let wait = self.wait(*at);
                let times = f64::from(self.calls[*at].times);
                (wait.at_least * times, wait.total * times)
            });
            let longest = waits.fold((0.0_f64, 0.0_f64), |a, b| (a.0.max(b.0), a.1.max(b.1)));
            all = Work { at_least: all.at_least + longest.0, total: all.total + longest.1 };
        }
        all
    }

    /// How long one call is waited for at most: attempt after attempt, pause after pause.
    fn wait(&self, at: usize) -> Work {
        let call = &self.calls[at];
        let one = match call.timeout {
            Some(timeout) => Work { at_least: f64::from(timeout), total: f64::from(timeout) },
            None => Work { at_least: 0.0, total: self.work(call.to).total },
        };
        let mut wait = one;
        for _ in 1..call.attempts {
            wait.total += f64::from(call.backoff) + one.total;
            wait.at_least += f64::from(call.backoff) + one.at_least;
        }
        if call.timeout.is_none() { Work { at_least: 0.0, ..wait } } else { wait }
    }

    /// A request of which everything takes its p99, and whether it is answered by a failure.
    fn slow(&self, service: usize) -> (f64, bool) {
        let (mut time, mut fails) = (self.p99(service), false);
        for group in self.groups(service) {
            let mut longest: f64 = 0.0;
            for call in group.into_iter().map(|at| &self.calls[at]) {
                let (response, failed) = self.slow(call.to);
                let response = response + self.round_trip(call);
                let limit = call.timeout.map_or(f64::INFINITY, f64::from);
                let failed = failed || response > limit;
                let attempts = if failed { call.attempts } else { 1 };
                let pauses = f64::from(attempts - 1) * f64::from(call.backoff);
                let wait = f64::from(attempts) * response.min(limit) + pauses;
                longest = longest.max(f64::from(call.times) * wait);
                fails |= failed && !call.soft;
            }
            time += longest;
        }
        (time, fails)
    }

    /// One request at random. What is given up counts as done, as in the estimate.
    fn sample(&self, service: usize, groups: &[Vec<Vec<usize>>], random: &mut Random) -> f64 {
        let (p50, ratio, _) = self.services[service];
        let mut time = p50 * (ratio.ln() / 2.326_347_874_040_840_8 * random.normal()).exp();
        for group in &groups[service] {
            let mut longest: f64 = 0.0;
            for call in group.iter().map(|at| &self.calls[*at]) {
                if random.unit() * 100.0 >= f64::from(call.percent) {
                    continue;
                }
                let waits = (0..call.times).map(|_| self.attempts(call, groups, random));
                longest = longest.max(waits.sum());
            }
            time += longest;
        }
        time
    }

    fn attempts(&self, call: &Call, groups: &[Vec<Vec<usize>>], random: &mut Random) -> f64 {
        let limit = call.timeout.map_or(f64::INFINITY, f64::from);
        let mut spent = 0.0;
        for attempt in 0..call.attempts {
            if attempt > 0 {
                spent += f64::from(call.backoff);
            }
            let response = self.sample(call.to, groups, random) + self.round_trip(call);
            if response <= limit {
                return spent + response;
            }
            spent += limit;
        }
        spent
    }

    /// Services that a request visits, repeated visits included.
    fn visits(&self, service: usize) -> f64 {
        let calls = self.calls.iter().filter(|call| call.from == service);
        1.0 + calls.map(|call| f64::from(call.times) * self.visits(call.to)).sum::<f64>()
    }

    fn text(&self) -> String {
        let mut text = format!("syncwise = 1\n[network]\n\"r0 r1\" = \"{ROUND_TRIP}ms\"\n");
        for (at, (p50, _, region)) in self.services.iter().enumerate() {
            let p99 = self.p99(at);
            let _ = writeln!(
                text,
                "[service.s{at}]\nregion = \"r{region}\"\nlatency = {{ p50 = \"{p50}ms\", p99 = \"{p99}ms\" }}"
            );
        }
        for (at, call) in self.calls.iter().enumerate() {
            let effect = if call.soft { "degrade" } else { "fail" };
            let _ = writeln!(
                text,
                "[[interaction]]\nid = \"i{at:02}\"\nfrom = \"s{}\"\nduring = \"o\"\nto = \"s{}\"\noperation = \"o\"\n\
                 mode = \"sync\"\non-failure = \"{effect}\"\nattempts = {}\nbackoff = \"{}ms\"\ncalls = {}\n\
                 probability = \"{}%\"",
                call.from, call.to, call.attempts, call.backoff, call.times, call.percent
            );
            text += &call.timeout.map(|timeout| format!("timeout = \"{timeout}ms\"\n")).unwrap_or_default();
            // A group has one name in the whole file; it joins the calls of one operation only.
            text += &call.group.map(|group| format!("parallel = \"g{group}\"\n")).unwrap_or_default();
        }
        text + "[[journey]]\nid = \"j\"\nentry = \"s0\"\noperation = \"o\"\n"
    }
}

fn architecture(text: &str) -> Architecture {
    let mut sources = SourceMap::new();
    let file = sources.add("architecture.toml", text);
    let (written, mut mistakes) = read(&sources, file);
    let (architecture, more) = lower(vec![written]);
    mistakes.extend(more);
    assert!(!any_error(&mistakes), "{mistakes:#?}\n{text}");
    architecture
}

fn derived(system: &System, check: impl FnOnce(&Analysis<'_>)) {
    let architecture = architecture(&system.text());
    let graph = CallGraph::link(&architecture);
    check(&Analysis::derive(&architecture, &graph));
}

fn close(seconds: f64, milliseconds: f64) -> bool {
    (seconds * 1e3 - milliseconds).abs() <= 1e-6 * milliseconds.abs().max(1.0)
}

fn known(total: Total) -> Quantity {
    total.known().expect("every latency is declared, and nothing waits without end")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, ..ProptestConfig::default() })]

    #[test]
    fn waits_and_work_are_those_of_the_longest_request(system in system()) {
        derived(&system, |analysis| {
            for (at, call) in system.calls.iter().enumerate() {
                let id = InteractionId(at as u32);
                let (wait, wanted) = (analysis.worst_wait(id).expect("somebody waits"), system.wait(at));
                assert!(close(known(wait.total).value, wanted.total), "{at}: {wait:?} {wanted:?}");
                assert!(close(wait.at_least, wanted.at_least), "{at}: {wait:?} {wanted:?}");
                let (needs, wanted) = (analysis.callee_needs(id).expect("somebody waits"), system.work(call.to));
                assert!(close(known(needs.total).value, wanted.total), "{at}: {needs:?} {wanted:?}");
                assert!(close(needs.at_least, wanted.at_least), "{at}: {needs:?} {wanted:?}");
                let inversion = analysis.inversion(id).expect("somebody waits");
                match call.timeout.map(f64::from) {
                    None => assert_eq!(inversion, Inversion::Unknown),
                    Some(limit) if limit >= wanted.total * (1.0 - 1e-12) => assert_eq!(inversion, Inversion::None),
                    Some(limit) => {
                        let Inversion::Strong { wasted, .. } = inversion else { panic!("{at}: {inversion:?}") };
                        let longest = if limit < wanted.at_least { wanted.at_least } else { wanted.total };
                        assert!((wasted - (1.0 - limit / longest)).abs() < 1e-9, "{at}: {wasted}");
                    }
                }
                let apart = analysis.distance(id);
                match apart {
                    Distance::SameRegion => assert_eq!(system.round_trip(call), 0.0),
                    Distance::Apart { round_trip, .. } => {
                        assert!(close(round_trip.seconds(), system.round_trip(call)));
                    }
                    other => panic!("{at}: {other:?}"),
                }
            }
            let journey = analysis.architecture().journey_named("j").expect("there is one");
            let (work, wanted) = (analysis.journey_work(journey), system.work(0));
            assert!(close(known(work.total).value, wanted.total), "{work:?} {wanted:?}");
        });
    }

    #[test]
    fn bounds_are_those_of_the_request_that_is_slow_everywhere(system in system()) {
        derived(&system, |analysis| {
            let journey = analysis.architecture().journey_named("j").expect("there is one");
            let bounds = analysis.latency_bounds(journey);
            assert!(close(known(bounds.sum_of_p99).value, system.slow(0).0), "{bounds:?} {:?}", system.slow(0));
            assert!((bounds.hops - system.visits(0)).abs() < 1e-9);
            assert!(bounds.at_least <= known(bounds.bound_p99).value * (1.0 + 1e-9), "{bounds:?}");
        });
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// A share of the samples lies within each percentile, and no smaller one, up to 2.5 % of the grid and four standard
    /// errors.
    #[test]
    fn estimates_are_those_of_many_requests(system in system(), seed in any::<u64>()) {
        prop_assume!(system.visits(0) < 60.0);
        derived(&system, |analysis| {
            let journey = analysis.architecture().journey_named("j").expect("there is one");
            let estimate = analysis.latency_estimate(journey).expect("every latency is declared");
            let groups = (0..system.services.len()).map(|service| system.groups(service)).collect::<Vec<_>>();
            let mut random = Random(seed);
            let count = 10_000;
            let samples = (0..count).map(|_| system.sample(0, &groups, &mut random)).collect::<Vec<_>>();
            for (q, seconds) in [(0.5, estimate.p50), (0.95, estimate.p95), (0.99, estimate.p99)] {
                let within = |factor: f64| {
                    let limit = seconds * 1e3 * factor;
                    samples.iter().filter(|sample| **sample <= limit).count() as f64 / f64::from(count)
                };
                let error = 4.0 * (q * (1.0 - q) / f64::from(count)).sqrt();
                assert!(within(1.025) >= q - error, "{q}: {seconds} holds {}", within(1.025));
                assert!(within(0.975) <= q + error, "{q}: {seconds} holds {}", within(0.975));
            }
        });
    }
}
