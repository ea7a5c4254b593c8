//! The test vectors of the room, by their ids in `test-vectors.json`. Never takes a number from the code under test.

use super::fixture::Draft;
use super::{Inversion, TimeoutTable, Total, expected_attempts, request_failure};
use crate::architecture::Provenance;
use crate::graph::Level;

const SYNC: &str = "mode = \"sync\"\non-failure = \"fail\"";

fn is(name: &str, value: f64, wanted: f64, tolerance: f64) {
    assert!((value - wanted).abs() <= tolerance, "{name}: {value} is not {wanted}");
}

fn ceiling(draft: &Draft, entry: &str) -> f64 {
    let mut value = f64::NAN;
    draft.check(|analysis| {
        let availability = analysis.availability(analysis.j(entry));
        value = availability.ceiling.known().expect("all availabilities are declared").value;
    });
    value
}

#[test]
fn av_03_counts_a_shared_service_once() {
    let draft = Draft::new()
        .services(&["a", "b", "c", "d"], "availability = \"99.9%\"")
        .call("a", "b", SYNC)
        .call("a", "c", SYNC)
        .call("b", "d", SYNC)
        .call("c", "d", SYNC)
        .journey("a", "");
    is("AV-03", ceiling(&draft, "a"), 0.996005996001, 1e-12);
}

#[test]
fn av_08_leaves_soft_dependencies_out() {
    let draft = Draft::new()
        .service("entry", "availability = \"99.99%\"")
        .service("payment", "availability = \"99.9%\"")
        .service("recs", "availability = \"99%\"")
        .call("entry", "payment", SYNC)
        .call("entry", "recs", "mode = \"sync\"\non-failure = \"degrade\"")
        .journey("entry", "");
    is("AV-08-1", ceiling(&draft, "entry"), 0.9989001, 1e-12);
}

#[test]
fn av_11_counts_a_shared_database_once() {
    let mut draft = Draft::new()
        .service("entry", "availability = \"99.99%\"")
        .service("db", "kind = \"datastore\"\navailability = \"99.95%\"")
        .services(&["s1", "s2", "s3"], "availability = \"99.9%\"")
        .journey("entry", "");
    for service in ["s1", "s2", "s3"] {
        draft = draft.call("entry", service, SYNC).call(service, "db", SYNC);
    }
    is("AV-11", ceiling(&draft, "entry"), 0.996404847051, 1e-12);
    draft.check(|analysis| {
        let contributions = analysis.availability_contributions(analysis.j("entry"));
        is("shares", contributions.iter().map(|it| it.share).sum(), 1.0, 1e-12);
        assert_eq!(
            analysis.names(&contributions.iter().map(|it| it.service).collect::<Vec<_>>()),
            ["s1", "s2", "s3", "db", "entry"]
        );
    });
}

#[test]
fn av_12_needs_the_broker_unless_an_outbox_stands_between() {
    let draft = Draft::new()
        .service("entry", "availability = \"99.99%\"")
        .service("orders", "availability = \"99.95%\"")
        .service("email", "availability = \"99.5%\"")
        .service("bus", "kind = \"broker\"\navailability = \"99.99%\"")
        .call("entry", "orders", SYNC)
        .journey("entry", "");
    let sync = draft.clone().call("orders", "email", SYNC);
    is("AV-12 sync", ceiling(&sync, "entry"), 0.99440304975, 1e-12);
    let publish = |keys: &str| draft.clone().call("orders", "email", &format!("mode = \"async\"\n{keys}"));
    let without = ceiling(&publish("via = \"bus\"\noutbox = false"), "entry");
    is("AV-12 without outbox", without, 0.999300109995, 1e-12);
    let with = ceiling(&publish("via = \"bus\"\noutbox = true"), "entry");
    is("AV-12 with outbox", with, 0.99940005, 1e-12);
    let undeclared = ceiling(&publish("via = \"bus\""), "entry");
    is("AV-12 outbox not declared", undeclared, 0.999300109995, 1e-12);
}

#[test]
fn av_13_bounds_the_product_from_below() {
    let names = (0..30).map(|at| format!("d{at}")).collect::<Vec<_>>();
    let mut draft = Draft::new().service("entry", "kind = \"client\"").journey("entry", "");
    for name in &names {
        draft = draft.service(name, "availability = \"99.99%\"").call("entry", name, SYNC);
    }
    draft.check(|analysis| {
        let availability = analysis.availability(analysis.j("entry"));
        is("AV-01", availability.at_most.value, 0.997004345943, 1e-9);
        is("AV-13", availability.at_least.known().expect("known").value, 0.997, 1e-12);
        assert_eq!(availability.services, 30, "the client is not counted");
    });
}

#[test]
fn unknown_availability_is_missing_and_policy_makes_it_an_assumption() {
    let draft = Draft::new()
        .service("entry", "availability = \"99.9%\"")
        .service("payment", "tier = 2")
        .call("entry", "payment", SYNC)
        .journey("entry", "");
    draft.check(|analysis| {
        let journey = analysis.j("entry");
        assert_eq!(analysis.availability(journey).ceiling, Total::Unknown);
        let missing = analysis.availability_missing(journey);
        let words = missing.iter().map(|it| it.describe(analysis.architecture())).collect::<Vec<_>>();
        assert_eq!(words, ["availability of `payment`"]);
    });
    let policy = "[policy]\navailability = { tier-2 = \"99.95%\" }\n";
    draft.table(policy).check(|analysis| {
        let ceiling = analysis.availability(analysis.j("entry")).ceiling.known().expect("assumed");
        is("AV-04", ceiling.value, 0.9985005, 1e-12);
        assert_eq!(ceiling.provenance, Provenance::Defaulted);
    });
}

fn layers(count: usize, keys: &str) -> Draft {
    let name = |at: usize| format!("l{at}");
    let mut draft = Draft::new().service("l0", "").journey("l0", "");
    for at in 1..=count {
        draft = draft.service(&name(at), "").call(&name(at - 1), &name(at), keys);
    }
    draft
}

#[test]
fn rt_layers_multiply() {
    for (id, count, attempts, wanted) in
        [("RT-4x3", 3, 4, 64.0), ("RT-3x5", 5, 3, 243.0), ("RT-3x3", 3, 3, 27.0)]
    {
        layers(count, &format!("mode = \"sync\"\nattempts = {attempts}")).check(|analysis| {
            let journey = analysis.j("l0");
            let factor = analysis.retry_factor(journey);
            assert_eq!((factor.value, factor.provenance), (wanted, Provenance::Derived), "{id}");
            assert_eq!(analysis.retry_path(journey).interactions.len(), count, "{id}");
            let attempts = analysis.attempts(journey).expect("the entry calls somebody");
            assert_eq!((attempts.attempts.value, attempts.calls), (wanted, 1.0), "{id}");
            assert_eq!(analysis.names(&[attempts.service]), [format!("l{count}")], "{id}");
        });
    }
    layers(3, "mode = \"sync\"\nattempts = 4\nretry-budget = \"10%\"").check(|analysis| {
        is("RT-BUD", analysis.retry_factor(analysis.j("l0")).value, 1.331, 1e-9);
    });
    layers(3, "mode = \"sync\"\ncalls = 5").check(|analysis| {
        let factor = analysis.retry_factor(analysis.j("l0"));
        assert_eq!((factor.value, factor.provenance), (1.0, Provenance::Defaulted));
        let attempts = analysis.attempts(analysis.j("l0")).expect("the entry calls somebody");
        assert_eq!((attempts.attempts.value, attempts.calls), (125.0, 125.0));
    });
}

#[test]
fn rt_p_expects_fewer_than_the_worst() {
    for (p, attempts, failure) in [
        (0.1, 1.11111111111, 1e-64),
        (0.5, 2.0, 5.42101086243e-20),
        (0.9, 9.98820981542, 0.00117901845777),
        (1.0, 64.0, 1.0),
    ] {
        is("RT-P", expected_attempts(64.0, p) / attempts, 1.0, 1e-9);
        is("RT-P", request_failure(64.0, p) / failure, 1.0, 1e-9);
    }
}

#[test]
fn rt_dag_adds_paths_up() {
    let call = |calls: u32, attempts: u32| format!("mode = \"sync\"\ncalls = {calls}\nattempts = {attempts}");
    Draft::new()
        .services(&["entry", "a", "b", "leaf"], "")
        .call("entry", "a", &call(1, 3))
        .call("entry", "b", &call(2, 1))
        .call("a", "leaf", &call(1, 3))
        .call("b", "leaf", &call(1, 2))
        .journey("entry", "")
        .check(|analysis| {
            let attempts = analysis.attempts(analysis.j("entry")).expect("the entry calls somebody");
            assert_eq!((attempts.attempts.value, attempts.calls), (13.0, 3.0), "RT-DAG");
            assert_eq!(analysis.names(&[attempts.service]), ["leaf"]);
            assert_eq!(analysis.ids(&attempts.path.interactions), ["entry-a", "a-leaf"]);
            assert_eq!(analysis.retry_factor(analysis.j("entry")).value, 9.0);
        });
}

#[test]
fn to_book_is_a_strong_inversion() {
    Draft::new()
        .services(&["productpage", "reviews", "ratings"], "latency = { p50 = \"0s\", p99 = \"0s\" }")
        .call("productpage", "reviews", "mode = \"sync\"\ntimeout = \"3s\"\nattempts = 2\nbackoff = \"0s\"")
        .call("reviews", "ratings", "mode = \"sync\"\ntimeout = \"10s\"\nattempts = 1")
        .check(|analysis| {
            let wait = |id: &str| analysis.worst_wait(analysis.i(id)).expect("somebody waits").at_least;
            assert_eq!((wait("productpage-reviews"), wait("reviews-ratings")), (6.0, 10.0));
            let needs = analysis.callee_needs(analysis.i("productpage-reviews")).expect("somebody waits");
            assert_eq!(needs.total.known().expect("all declared").value, 10.0);
            let Some(Inversion::Strong { wasted, .. }) =
                analysis.inversion(analysis.i("productpage-reviews"))
            else {
                panic!("TO-BOOK is an inversion")
            };
            is("TO-BOOK", wasted, 0.7, 1e-9);
            assert_eq!(analysis.inversion(analysis.i("reviews-ratings")), Some(Inversion::None));
        });
}

#[test]
fn to_ok_and_to_grp_add_groups_up() {
    Draft::new()
        .service("a", "latency = { p50 = \"0s\", p99 = \"0s\" }")
        .service("b", "latency = { p50 = \"0s\", p99 = \"100ms\" }")
        .service("c", "latency = { p50 = \"0s\", p99 = \"50ms\" }")
        .call("a", "b", "mode = \"sync\"\ntimeout = \"5s\"\nattempts = 1")
        .call("b", "c", "mode = \"sync\"\ntimeout = \"1s\"\nattempts = 2\nbackoff = \"200ms\"")
        .check(|analysis| {
            is("TO-OK", analysis.worst_wait(analysis.i("b-c")).expect("waits").at_least, 2.2, 1e-9);
            is("TO-OK", analysis.callee_needs(analysis.i("a-b")).expect("waits").at_least, 2.3, 1e-9);
            assert_eq!(analysis.inversion(analysis.i("a-b")), Some(Inversion::None));
        });
    let call = |keys: &str| format!("mode = \"sync\"\n{keys}");
    Draft::new()
        .service("v", "latency = { p50 = \"0s\", p99 = \"50ms\" }")
        .services(&["x", "y", "z"], "")
        .call("v", "x", &call("timeout = \"500ms\"\nattempts = 2\nbackoff = \"0s\"\nparallel = \"g\""))
        .call("v", "y", &call("timeout = \"800ms\"\nattempts = 1\nparallel = \"g\""))
        .call("v", "z", &call("timeout = \"300ms\"\nattempts = 1\ncalls = 2"))
        .journey("v", "")
        .check(|analysis| {
            let work = analysis.journey_work(analysis.j("v")).total.known().expect("all declared");
            is("TO-GRP", work.value, 1.65, 1e-9);
            assert_eq!(work.provenance, Provenance::Derived);
        });
}

#[test]
fn an_inversion_is_certain_although_parts_are_unknown() {
    Draft::new()
        .services(&["a", "b", "c", "d"], "")
        .call("a", "b", "mode = \"sync\"\ntimeout = \"1s\"")
        .call("b", "c", "mode = \"sync\"\ntimeout = \"2s\"")
        .call("c", "d", "mode = \"sync\"\ntimeout = \"none\"")
        .check(|analysis| {
            let inversion = analysis.inversion(analysis.i("a-b"));
            let provenance = Provenance::Derived;
            assert_eq!(inversion, Some(Inversion::Strong { wasted: 0.5, provenance }));
            assert_eq!(analysis.callee_needs(analysis.i("a-b")).expect("waits").total, Total::Unknown);
            assert_eq!(analysis.callee_needs(analysis.i("b-c")).expect("waits").total, Total::Unbounded);
            // `c` is declared to wait for `d` without a limit, so it outlasts every caller.
            assert_eq!(
                analysis.inversion(analysis.i("b-c")),
                Some(Inversion::Strong { wasted: 1.0, provenance })
            );
        });
}

#[test]
fn an_inversion_by_an_undeclared_timeout_is_an_assumption() {
    let keys = |p99: &str| format!("latency = {{ p50 = \"1ms\", p99 = \"{p99}\" }}");
    Draft::new()
        .service("a", "")
        .service("b", &keys("100ms"))
        .service("c", &keys("900ms"))
        .call("a", "b", "mode = \"sync\"\ntimeout = \"500ms\"")
        .call("b", "c", "mode = \"sync\"\nattempts = 1")
        .check(|analysis| {
            let inversion = analysis.inversion(analysis.i("a-b"));
            let provenance = Provenance::Defaulted;
            assert_eq!(inversion, Some(Inversion::Strong { wasted: 0.5, provenance }));
        });
}

#[test]
fn a_timeout_table_leaves_no_inversion() {
    let keys = |p99: &str| format!("latency = {{ p50 = \"1ms\", p99 = \"{p99}\" }}");
    let draft = Draft::new()
        .service("entry", &keys("20ms"))
        .service("b", &keys("30ms"))
        .services(&["c", "e"], &keys("100ms"))
        .service("d", &keys("150ms"))
        .call("entry", "b", "mode = \"sync\"\nattempts = 1")
        .call("entry", "c", "mode = \"sync\"\nattempts = 2\nbackoff = \"50ms\"\nparallel = \"g\"")
        .call("entry", "d", "mode = \"sync\"\nattempts = 1\nparallel = \"g\"")
        .call("b", "e", "mode = \"sync\"\nattempts = 1\ncalls = 2");
    draft.clone().journey("entry", "slo = { p99 = \"2s\" }").check(|analysis| {
        let table = analysis.timeout_table(analysis.j("entry"), 0.05).expect("there is a deadline");
        let TimeoutTable::Feasible(lines) = table else { panic!("{table:?}") };
        let timeout = |id: &str| {
            let line = lines.iter().find(|line| line.interaction == analysis.i(id));
            line.expect("every call has a line").timeout
        };
        // TO-TAB with 0.23 s for b, which is what its parts add up to, by the formula of R16 by hand.
        let share = 1.93 / (0.23 + 0.2);
        is("entry-b", timeout("entry-b"), share * 0.23, 1e-9);
        is("entry-c", timeout("entry-c"), (share * 0.2 - 0.05) / 2.0, 1e-9);
        is("entry-d", timeout("entry-d"), share * 0.2, 1e-9);
        is("b-e", timeout("b-e"), (share * 0.23 - 0.03 - 0.05) / 2.0, 1e-9);
    });
    draft.journey("entry", "slo = { p99 = \"400ms\" }").check(|analysis| {
        let table = analysis.timeout_table(analysis.j("entry"), 0.05).expect("there is a deadline");
        assert!(matches!(table, TimeoutTable::Infeasible(_)), "{table:?}");
    });
}

#[test]
fn pc_bounds_hold_for_chains() {
    for (k, sum, upper, p50, p99) in
        [(2, 0.2, 0.2560187, 0.024347, 0.14664), (5, 0.5, 0.86332, 0.070654, 0.24923)]
    {
        let mut draft =
            Draft::new().service("s0", "kind = \"client\"").journey("s0", "slo = { p99 = \"1s\" }");
        for at in 1..=k {
            draft = draft.service(&format!("s{at}"), "latency = { p50 = \"10ms\", p99 = \"100ms\" }").call(
                &format!("s{}", at - 1),
                &format!("s{at}"),
                SYNC,
            );
        }
        draft.check(|analysis| {
            let journey = analysis.j("s0");
            let bounds = analysis.latency_bounds(journey);
            is("sum", bounds.sum_of_p99.known().expect("known").value, sum, 1e-9);
            is("upper", bounds.bound_p99.known().expect("known").value / upper, 1.0, 1e-4);
            is("lower", bounds.at_least, 0.1, 1e-9);
            let estimate = analysis.latency_estimate(journey).expect("all declared");
            is("p50", estimate.p50 / p50, 1.0, 0.002);
            is("p99", estimate.p99 / p99, 1.0, 0.005);
            assert_eq!(analysis.depth_level(journey), Level::Service);
        });
    }
}

#[test]
fn a_missing_latency_is_not_filled_in() {
    Draft::new()
        .service("a", "latency = { p50 = \"10ms\", p99 = \"100ms\" }")
        .service("b", "")
        .call("a", "b", SYNC)
        .journey("a", "")
        .check(|analysis| {
            let journey = analysis.j("a");
            assert_eq!(analysis.latency_estimate(journey), None);
            assert_eq!(analysis.latency_bounds(journey).sum_of_p99, Total::Unknown);
            let missing = analysis.latency_missing(journey);
            let words = missing.iter().map(|it| it.describe(analysis.architecture())).collect::<Vec<_>>();
            assert_eq!(words, ["latency p50 of `b`", "latency p99 of `b`"]);
        });
}
