//! The linear algorithms against brute force on small random systems, and on shapes that break recursion. The brute force
//! walks requests: it knows who was called with which operation, and nothing of nodes, components or wildcards.

use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use syncwise::analysis::{Analysis, CycleKind};
use syncwise::architecture::{
    Architecture, Declared, Interaction, InteractionId, Journey, Mode, Service, ServiceFacts, ServiceId, Slo,
    lower, read,
};
use syncwise::graph::{CallGraph, Level};
use syncwise::source::{FileId, SourceMap, Span, Spanned};

/// A random system. Services and operations are numbers; an operation that is not named is `None`.
#[derive(Debug, Clone)]
struct System {
    services: Vec<(&'static str, u32, u8)>,
    calls: Vec<Call>,
    entry: (usize, Option<usize>),
}

#[derive(Debug, Clone)]
struct Call {
    from: usize,
    during: Option<usize>,
    to: usize,
    operation: Option<usize>,
    mode: Option<&'static str>,
    soft: bool,
    outbox: bool,
    via: Option<usize>,
    calls: u32,
    attempts: u32,
}

/// Where a request is: in a service, called with an operation.
type State = (usize, Option<usize>);

impl System {
    fn name(service: usize) -> String {
        format!("s{service}")
    }

    fn is(&self, service: usize, kind: &str) -> bool {
        self.services[service].0 == kind
    }

    fn counts(&self, service: usize) -> bool {
        matches!(self.services[service].0, "service" | "gateway" | "external")
    }

    /// The calls a request in this state may make. Who was called without an operation may run any of them.
    fn calls_in(&self, (service, operation): State) -> impl Iterator<Item = (usize, &Call)> {
        self.calls.iter().enumerate().filter(move |(_, call)| {
            let fits = call.during.is_none() || operation.is_none() || call.during == operation;
            call.from == service && fits && !self.is(service, "broker")
        })
    }

    fn waits(&self, call: &Call, possibly: bool) -> bool {
        matches!(call.mode, Some("sync" | "hybrid")) || possibly && call.mode.is_none()
    }

    /// What a call needs to succeed: its callee, a broker, or neither.
    fn needs(&self, call: &Call) -> Vec<State> {
        let callee = (call.to, call.operation);
        let broker = call.via.map(|via| (via, None));
        let publishes = !call.soft && !call.outbox;
        match call.mode {
            Some("sync") if !call.soft => [Some(callee), broker].into_iter().flatten().collect(),
            Some("hybrid") => {
                let now = (!call.soft).then_some(callee);
                [now, broker.filter(|_| publishes)].into_iter().flatten().collect()
            }
            Some("async") if publishes && self.is(call.to, "broker") => vec![callee],
            Some("async") if publishes => broker.into_iter().collect(),
            _ => vec![],
        }
    }

    /// All walks of waiting from a state, by their calls; only for systems without cycles.
    fn walks(&self, state: State, possibly: bool) -> Vec<Vec<usize>> {
        let mut walks = vec![vec![]];
        for (id, call) in self.calls_in(state).filter(|(_, call)| self.waits(call, possibly)) {
            for rest in self.walks((call.to, call.operation), possibly) {
                walks.push([vec![id], rest].concat());
            }
        }
        walks
    }

    fn depth_of(&self, walk: &[usize]) -> u32 {
        let mut services = vec![self.entry.0];
        services.extend(walk.iter().map(|id| self.calls[*id].to));
        services.dedup();
        services.iter().filter(|service| self.counts(**service)).count() as u32
    }

    /// Whether a request is known to take this walk: every call is made by the operation that was called.
    fn is_sure(&self, walk: &[usize]) -> bool {
        let mut state = self.entry();
        walk.iter().all(|id| {
            let call = &self.calls[*id];
            let sure = call.during.is_some() && call.during == state.1;
            state = (call.to, call.operation);
            sure
        })
    }

    /// The entry's operation, where some interaction names it.
    fn entry(&self) -> State {
        let (service, operation) = self.entry;
        let named = self.calls.iter().any(|call| {
            let calls = call.from == service && call.during == operation;
            calls || call.to == service && call.operation == operation
        });
        (service, operation.filter(|_| named))
    }

    fn states(&self) -> Vec<State> {
        let operations = (0..OPERATIONS).map(Some).chain([None]);
        (0..self.services.len()).flat_map(|service| operations.clone().map(move |o| (service, o))).collect()
    }

    fn reach(&self, start: State, next: &dyn Fn(State) -> Vec<State>) -> BTreeSet<State> {
        let mut reached = BTreeSet::new();
        let mut waiting = next(start);
        while let Some(state) = waiting.pop() {
            if reached.insert(state) {
                waiting.extend(next(state));
            }
        }
        reached
    }

    /// Sets of services whose states reach each other, for every such set of states that goes round.
    fn cycles(&self, next: &dyn Fn(State) -> Vec<State>) -> BTreeSet<Vec<usize>> {
        let reach = self.states().into_iter().map(|s| (s, self.reach(s, next))).collect::<BTreeMap<_, _>>();
        let cyclic = self.states().into_iter().filter(|state| reach[state].contains(state));
        let component = cyclic.map(|state| {
            let both = reach[&state].iter().filter(|other| reach[*other].contains(&state));
            both.map(|(service, _)| *service).collect::<BTreeSet<_>>().into_iter().collect()
        });
        component.collect()
    }

    fn waited_for(&self, state: State) -> Vec<State> {
        let calls = self.calls_in(state).filter(|(_, call)| self.waits(call, false));
        calls.map(|(_, call)| (call.to, call.operation)).collect()
    }

    fn needed(&self, state: State) -> Vec<State> {
        self.calls_in(state).flat_map(|(_, call)| self.needs(call)).collect()
    }

    fn hard_services(&self, state: State) -> BTreeSet<usize> {
        let mut needed = self.reach(state, &|state| self.needed(state));
        needed.insert(state);
        needed.into_iter().map(|(service, _)| service).collect()
    }

    fn availability(&self, service: usize) -> f64 {
        1.0 - f64::from(self.services[service].1) / 1000.0
    }

    fn text(&self, order: &[usize]) -> String {
        let mut tables = Vec::new();
        for (at, (kind, _, tier)) in self.services.iter().enumerate() {
            let percent = format!("{:.1}%", self.availability(at) * 100.0);
            tables.push(format!(
                "[service.s{at}]\nkind = \"{kind}\"\navailability = \"{percent}\"\ntier = {tier}\n"
            ));
        }
        for (at, call) in self.calls.iter().enumerate() {
            let mut table = format!(
                "[[interaction]]\nid = \"i{at:02}\"\nfrom = \"s{}\"\nto = \"s{}\"\n",
                call.from, call.to
            );
            let operation = |key: &str, name: Option<usize>| name.map(|o| format!("{key} = \"o{o}\"\n"));
            table += &operation("during", call.during).unwrap_or_default();
            table += &operation("operation", call.operation).unwrap_or_default();
            table += &call.mode.map(|mode| format!("mode = \"{mode}\"\n")).unwrap_or_default();
            table += &call.via.map(|via| format!("via = \"s{via}\"\n")).unwrap_or_default();
            let effect = if call.soft { "degrade" } else { "fail" };
            let _ = writeln!(table, "on-failure = \"{effect}\"\noutbox = {}", call.outbox);
            let _ = writeln!(table, "calls = {}\nattempts = {}", call.calls, call.attempts);
            tables.push(table);
        }
        let operation = self.entry.1.map(|o| format!("operation = \"o{o}\"\n")).unwrap_or_default();
        tables.push(format!("[[journey]]\nid = \"j\"\nentry = \"s{}\"\n{operation}", self.entry.0));
        let mut keyed = tables.into_iter().enumerate().collect::<Vec<_>>();
        keyed.sort_by_key(|(at, _)| order.get(*at).copied().unwrap_or(*at));
        keyed.into_iter().fold(String::from("syncwise = 1\n"), |text, (_, table)| text + &table)
    }
}

const OPERATIONS: usize = 2;

fn system(largest: usize, acyclic: bool) -> impl Strategy<Value = System> {
    let kind = prop_oneof![
        8 => Just("service"), 1 => Just("external"), 1 => Just("datastore"), 1 => Just("broker"), 1 => Just("client")
    ];
    let services = prop::collection::vec((kind, 0_u32..200, 1_u8..=4), 2..=largest);
    services.prop_flat_map(move |services| {
        let count = services.len();
        let calls = prop::collection::vec(call(count, acyclic), 1..=2 * count);
        let entry = (0..count, prop::option::of(0..OPERATIONS));
        (Just(services), calls, entry).prop_map(move |(mut services, mut calls, mut entry)| {
            if acyclic {
                entry.0 = 0;
            }
            services[entry.0].0 = "service";
            // The language refuses a broker that is none.
            for call in &mut calls {
                call.via =
                    call.via.filter(|via| services[*via].0 == "broker" && services[call.to].0 != "broker");
            }
            System { services, calls, entry }
        })
    })
}

fn call(count: usize, acyclic: bool) -> impl Strategy<Value = Call> {
    let operation = || prop_oneof![1 => Just(None), 5 => (0..OPERATIONS).prop_map(Some)];
    let mode = prop_oneof![
        6 => Just(Some("sync")), 1 => Just(Some("hybrid")), 2 => Just(Some("async")), 1 => Just(None)
    ];
    let ends = (0..count, 0..count).prop_map(move |(one, other)| match acyclic {
        true if one == other => (0, count - 1),
        true => (one.min(other), one.max(other)),
        false => (one, other),
    });
    let flags = (prop::bool::weighted(0.2), prop::bool::weighted(0.3), prop::option::weighted(0.3, 0..count));
    (ends, operation(), operation(), mode, flags, 1_u32..4, 1_u32..4).prop_map(
        |((from, to), during, operation, mode, (soft, outbox, via), calls, attempts)| Call {
            from,
            during,
            to,
            operation,
            mode,
            soft,
            outbox,
            via,
            calls,
            attempts,
        },
    )
}

fn written(text: &str) -> Architecture {
    let mut sources = SourceMap::new();
    let file = sources.add("architecture.toml", text);
    let (file, mistakes) = read(&sources, file);
    assert!(mistakes.is_empty(), "{mistakes:?}\n{text}");
    lower(vec![file]).0
}

/// Runs `check` on what the program derives, unless the language refuses part of the system.
fn derived(system: &System, check: impl FnOnce(&Analysis<'_>)) {
    let architecture = written(&system.text(&[]));
    if architecture.interactions.len() == system.calls.len() {
        let graph = CallGraph::link(&architecture);
        check(&Analysis::derive(&architecture, &graph));
    }
}

fn numbers(analysis: &Analysis<'_>, services: &[ServiceId]) -> Vec<usize> {
    let number = |id: &ServiceId| analysis.architecture().service(*id).name[1..].parse();
    services.iter().map(|id| number(id).expect("services are numbered")).collect()
}

fn call_numbers(interactions: &[InteractionId]) -> Vec<usize> {
    interactions.iter().map(|id| id.0 as usize).collect()
}

fn journey(analysis: &Analysis<'_>) -> syncwise::architecture::JourneyId {
    analysis.architecture().journey_named("j").expect("there is one journey")
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() <= 1e-9 * one.abs().max(1.0)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn depth_is_that_of_the_longest_walk(system in system(12, true)) {
        derived(&system, |analysis| {
            let journey = journey(analysis);
            let walks = system.walks(system.entry(), false);
            let longest = walks.iter().map(|walk| system.depth_of(walk)).max().expect("there is an empty walk");
            assert_eq!(analysis.blocking_depth(journey), longest);
            let possible = system.walks(system.entry(), true);
            let possible = possible.iter().map(|walk| system.depth_of(walk)).max();
            assert_eq!(Some(analysis.possible_depth(journey)), possible);

            let chain = analysis.worst_chain(journey);
            let calls = call_numbers(&chain.interactions);
            assert!(walks.contains(&calls), "{calls:?} is no walk");
            assert_eq!(system.depth_of(&calls), longest);
            assert_eq!(chain.services.len() as u32, longest);
            assert_eq!(chain.level, analysis.depth_level(journey));
            assert_eq!(chain.level == Level::Operation, system.is_sure(&calls));
            let some_sure = walks.iter().any(|walk| system.depth_of(walk) == longest && system.is_sure(walk));
            assert_eq!(chain.level == Level::Operation, some_sure, "a sure chain goes first");
        });
    }

    #[test]
    fn retries_multiply_along_walks(system in system(12, true)) {
        derived(&system, |analysis| {
            let journey = journey(analysis);
            let walks = system.walks(system.entry(), false);
            let call = |id: &usize| &system.calls[*id];
            let factor = |walk: &Vec<usize>| walk.iter().map(|id| f64::from(call(id).attempts)).product::<f64>();
            let worst = walks.iter().map(factor).fold(1.0, f64::max);
            assert_eq!(analysis.retry_factor(journey).value, worst);
            assert_eq!(factor(&call_numbers(&analysis.retry_path(journey).interactions)), worst);

            let mut arriving = BTreeMap::<usize, (f64, f64)>::new();
            for walk in walks.iter().filter(|walk| !walk.is_empty()) {
                let calls = walk.iter().map(|id| f64::from(call(id).calls)).product::<f64>();
                let sum = arriving.entry(call(walk.last().expect("not empty")).to).or_default();
                *sum = (sum.0 + calls * factor(walk), sum.1 + calls);
            }
            let attempts = analysis.attempts(journey);
            assert_eq!(attempts.is_some(), !arriving.is_empty());
            if let Some(found) = attempts {
                let most = arriving.values().map(|sum| sum.0).fold(0.0, f64::max);
                let service = numbers(analysis, &[found.service])[0];
                assert_eq!((found.attempts.value, found.calls), arriving[&service]);
                assert_eq!(found.attempts.value, most);
                let path = call_numbers(&found.path.interactions);
                assert!(walks.contains(&path) && call(path.last().expect("not empty")).to == service);
            }
        });
    }

    #[test]
    fn a_journey_succeeds_as_often_as_all_states_say(system in system(12, false)) {
        derived(&system, |analysis| {
            let journey = journey(analysis);
            let count = system.services.len();
            let needed = system.hard_services(system.entry());
            let mut success = 0.0;
            for up in 0_u32..1 << count {
                let is_up = |service: &usize| up >> service & 1 == 1;
                let probability = (0..count).map(|service| {
                    if is_up(&service) { system.availability(service) } else { 1.0 - system.availability(service) }
                });
                let works = needed.iter().filter(|service| !system.is(**service, "client")).all(is_up);
                success += if works { probability.product::<f64>() } else { 0.0 };
            }
            let availability = analysis.availability(journey);
            let ceiling = availability.ceiling.known().expect("all is declared").value;
            assert!(close(ceiling, success), "{ceiling} {success}");
            assert!(availability.at_least.known().expect("all is declared").value <= ceiling + 1e-12);
            let shares = analysis.availability_contributions(journey);
            let sum = shares.iter().map(|it| it.share).sum::<f64>();
            assert!(close(sum, 1.0) || sum == 0.0);
        });
    }

    #[test]
    fn many_journeys_do_not_mix(system in system(7, false)) {
        let mut text = system.text(&[]);
        for at in 0..130 {
            let _ = writeln!(text, "[[journey]]\nid = \"k{at:03}\"\nentry = \"s{}\"", at % system.services.len());
        }
        let architecture = written(&text);
        let graph = CallGraph::link(&architecture);
        let analysis = Analysis::derive(&architecture, &graph);
        for journey in architecture.journey_ids() {
            let entry = numbers(&analysis, &[architecture.journey(journey).entry.value])[0];
            let state = if &*architecture.journey(journey).id == "j" { system.entry() } else { (entry, None) };
            let needed = system.hard_services(state).into_iter().filter(|it| !system.is(*it, "client"));
            let product = needed.map(|service| system.availability(service)).product::<f64>();
            let ceiling = analysis.availability(journey).ceiling.known().expect("all is declared").value;
            prop_assert!(close(ceiling, product), "{} {}", ceiling, product);
        }
    }

    #[test]
    fn blast_radius_and_tiers_follow_hard_dependencies(system in system(12, false)) {
        derived(&system, |analysis| {
            let reach = (0..system.services.len()).map(|service| system.hard_services((service, None)));
            let reach = reach.collect::<Vec<_>>();
            for service in 0..system.services.len() {
                let id = analysis.architecture().service_named(&System::name(service)).expect("it exists");
                let hit = (0..reach.len()).filter(|other| *other != service && reach[*other].contains(&service));
                let mut found = numbers(analysis, &analysis.blast_radius(id));
                found.sort_unstable();
                assert_eq!(found, hit.collect::<Vec<_>>());
                let worst = reach[service].iter().map(|other| system.services[*other].2).max();
                assert_eq!(analysis.worst_tier(id), worst);
                let needs = system.hard_services(system.entry()).contains(&service);
                assert_eq!(!analysis.journeys_needing(id).is_empty(), needs);
            }
        });
    }

    #[test]
    fn cycles_are_those_of_the_closure(system in system(7, false)) {
        derived(&system, |analysis| {
            let any = system.cycles(&|state| system.waited_for(state));
            let named = system.cycles(&|state: State| {
                let calls = system.calls_in(state).filter(|(_, call)| system.waits(call, false));
                let sure = calls.filter(|(_, call)| state.1.is_some() && call.during == state.1);
                sure.map(|(_, call)| (call.to, call.operation)).filter(|next| next.1.is_some()).collect()
            });
            let blocking = || analysis.cycles().iter().filter(|cycle| cycle.all_blocking);
            let sorted = |members: &[ServiceId]| {
                let mut members = numbers(analysis, members);
                members.sort_unstable();
                members
            };
            let found = blocking().filter(|cycle| cycle.kind == CycleKind::Operation);
            let found = found.map(|cycle| sorted(&cycle.members)).collect::<BTreeSet<_>>();
            assert_eq!(found, any.union(&named).cloned().collect());
            let sure = blocking().filter(|it| it.kind == CycleKind::Operation && it.level == Level::Operation);
            assert_eq!(sure.map(|cycle| sorted(&cycle.members)).collect::<BTreeSet<_>>(), named);
            let unsure = blocking().filter(|it| it.kind == CycleKind::Operation && it.level == Level::Service);
            let twice = unsure.map(|cycle| sorted(&cycle.members)).filter(|members| named.contains(members));
            assert_eq!(twice.count(), 0, "what operations prove is not suggested a second time");

            let services = system.cycles(&|(service, _): State| {
                let calls = system.calls.iter().filter(|call| call.from == service && !system.is(service, "broker"));
                calls.filter(|call| system.waits(call, false)).map(|call| (call.to, None)).collect()
            });
            let closed = |members: &Vec<usize>| any.iter().any(|cycle| cycle.iter().all(|it| members.contains(it)));
            for members in services.iter().filter(|members| !closed(members)) {
                let again = system.states().into_iter().filter(|state| members.contains(&state.0)).any(|state| {
                    let back = system.reach(state, &|state| system.waited_for(state));
                    back.iter().any(|other| other.0 == state.0)
                });
                let cycle = blocking().find(|cycle| &sorted(&cycle.members) == members);
                let wanted = if again { CycleKind::Reentrant } else { CycleKind::ServiceOnly };
                assert_eq!(cycle.map(|cycle| cycle.kind), Some(wanted));
            }
            let others = blocking().filter(|cycle| cycle.kind != CycleKind::Operation);
            assert!(others.map(|cycle| sorted(&cycle.members)).all(|members| services.contains(&members)));
            for cycle in analysis.cycles() {
                let calls = call_numbers(&cycle.interactions);
                let next = calls.iter().cycle().skip(1);
                assert!(calls.iter().zip(next).all(|(one, two)| system.calls[*one].to == system.calls[*two].from));
            }
        });
    }

    #[test]
    fn the_order_of_tables_changes_nothing(
        system in system(8, false),
        order in Just((0..64).collect::<Vec<usize>>()).prop_shuffle(),
    ) {
        let report = |text: &str| {
            let architecture = written(text);
            let graph = CallGraph::link(&architecture);
            let analysis = Analysis::derive(&architecture, &graph);
            let journey = journey(&analysis);
            let services = architecture.service_ids().map(|id| (analysis.blast_radius(id), analysis.worst_tier_path(id)));
            format!(
                "{:?} {:?} {:?} {:?} {:?} {:?} {:?} {:?}",
                analysis.worst_chain(journey), analysis.possible_chain(journey), analysis.availability(journey),
                analysis.cycles(), analysis.retry_path(journey), analysis.attempts(journey),
                analysis.journey_work(journey), services.collect::<Vec<_>>(),
            )
        };
        prop_assert_eq!(report(&system.text(&[])), report(&system.text(&order)));
    }
}

/// A system of sync calls between numbered services, without the text; one journey enters service 0.
fn wired(services: usize, calls: impl IntoIterator<Item = (usize, usize)>) -> Architecture {
    let span = Span::new(FileId(0), 0..0);
    let mut architecture = Architecture::default();
    architecture.services.extend((0..services).map(|at| {
        let declared = ServiceFacts::default();
        Service { name: format!("s{at:07}").into(), span, declared }
    }));
    architecture.interactions.extend(calls.into_iter().enumerate().map(|(at, (from, to))| {
        let declared = Declared { mode: Some(Spanned::new(Mode::Sync, span)), ..Declared::default() };
        let id = format!("i{at:08}").into();
        let (from, to) = (ServiceId(from as u32), ServiceId(to as u32));
        Interaction {
            id,
            span,
            from,
            from_span: span,
            to,
            to_span: span,
            via: None,
            declared: Box::new(declared),
        }
    }));
    architecture.journeys.push(Journey {
        id: "j".into(),
        span,
        description: None,
        entry: Spanned::new(ServiceId(0), span),
        operation: None,
        user_waiting: None,
        rate: None,
        tier: None,
        slo: Slo::default(),
        steps: vec![],
        allow: vec![],
        evidence: vec![],
    });
    architecture
}

fn check_wired(
    services: usize,
    calls: impl IntoIterator<Item = (usize, usize)>,
    check: impl FnOnce(&Analysis<'_>),
) {
    let architecture = wired(services, calls);
    let graph = CallGraph::link(&architecture);
    check(&Analysis::derive(&architecture, &graph));
}

const LONG: usize = 100_000;

#[test]
fn a_chain_of_a_hundred_thousand_services_is_no_trouble() {
    check_wired(LONG, (1..LONG).map(|to| (to - 1, to)), |analysis| {
        let journey = analysis.architecture().journey_ids().next().expect("there is one");
        assert_eq!(analysis.blocking_depth(journey), LONG as u32);
        assert_eq!(analysis.worst_chain(journey).interactions.len(), LONG - 1);
        assert_eq!(analysis.availability(journey).unknown, LONG as u32);
        assert_eq!(analysis.blast_radius(ServiceId(LONG as u32 - 1)).len(), LONG - 1);
        assert_eq!(analysis.latency_bounds(journey).hops, LONG as f64);
        assert_eq!(analysis.attempts(journey).map(|it| it.attempts.value), Some(1.0));
        assert!(analysis.cycles().is_empty());
    });
}

#[test]
fn two_parallel_chains_and_a_ring_are_no_trouble() {
    let rungs = (2..LONG).map(|to| (to - 2, to)).chain([(0, 1)]);
    check_wired(LONG, rungs, |analysis| {
        let journey = analysis.architecture().journey_ids().next().expect("there is one");
        assert_eq!(analysis.blocking_depth(journey), LONG as u32 / 2 + 1);
    });
    let ring = (0..LONG).map(|from| (from, (from + 1) % LONG));
    check_wired(LONG, ring, |analysis| {
        let journey = analysis.architecture().journey_ids().next().expect("there is one");
        assert_eq!(analysis.blocking_depth(journey), 1);
        assert_eq!(analysis.possible_depth(journey), LONG as u32);
        let [cycle] = analysis.cycles() else { panic!("one ring is one cycle") };
        assert_eq!((cycle.members.len(), cycle.interactions.len()), (LONG, LONG));
    });
}

#[test]
fn a_complete_bipartite_block_is_no_trouble() {
    let side = 300;
    let calls = (0..side).flat_map(|from| (side..2 * side).map(move |to| (from, to)));
    check_wired(2 * side, calls, |analysis| {
        let journey = analysis.architecture().journey_ids().next().expect("there is one");
        assert_eq!(analysis.blocking_depth(journey), 2);
        assert_eq!(analysis.availability(journey).services, side as u32 + 1);
        assert_eq!(analysis.fan_in(ServiceId(side as u32)), side as u32);
    });
}

#[test]
fn an_empty_architecture_is_no_trouble() {
    let architecture = Architecture::default();
    let graph = CallGraph::link(&architecture);
    assert!(graph.is_empty() && Analysis::derive(&architecture, &graph).cycles().is_empty());
}
