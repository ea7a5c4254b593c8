//! Groups `percentiles` and `tail`. Never takes a percentile from the code under test to compare with itself.

use super::case::Case;
use super::draft::{Draft, SYNC, journey};
use syncwise::analysis::{Distribution, Lognormal};

fn hop(case: &Case) -> (f64, f64) {
    let hop = case.input("hop");
    assert_eq!(hop["dist"], "lognormal", "{}", case.id);
    let milliseconds = |key: &str| hop[key].as_f64().expect("a number");
    (milliseconds("p50_ms"), milliseconds("p99_ms"))
}

fn latency((p50, p99): (f64, f64)) -> String {
    format!("latency = {{ p50 = \"{p50}ms\", p99 = \"{p99}ms\" }}")
}

fn distribution((p50, p99): (f64, f64)) -> Distribution {
    Distribution::lognormal(&Lognormal::from_percentiles(p50 * 1e-3, p99 * 1e-3))
}

pub(crate) fn compose(case: &Case) {
    let (hop, k) = (hop(case), case.number("k") as usize);
    let client = || Draft::new().service("s0", "kind = \"client\"").journey("s0", "");
    let mut chain = client();
    let mut fan = client();
    for at in 1..=k {
        let (name, before) = (format!("s{at}"), format!("s{}", at - 1));
        chain = chain.service(&name, &latency(hop)).call(&before, &name, SYNC);
        let keys = format!("{SYNC}\nparallel = \"all\"");
        fan = fan.service(&name, &latency(hop)).call("s0", &name, &keys);
    }
    chain.look(|analysis| {
        let bounds = analysis.latency_bounds(journey(analysis));
        let estimate = analysis.latency_estimate(journey(analysis)).expect("all latencies are declared");
        case.is("serial_p50", estimate.p50 * 1e3);
        case.is("serial_p99", estimate.p99 * 1e3);
        case.is("sum_of_p99", bounds.sum_of_p99.known().expect("declared").value * 1e3);
        case.is("any_dependence_upper_p99", bounds.bound_p99.known().expect("declared").value * 1e3);
        case.is("any_dependence_lower_p99", bounds.at_least * 1e3);
    });
    fan.look(|analysis| {
        let estimate = analysis.latency_estimate(journey(analysis)).expect("all latencies are declared");
        case.is("parallel_p50", estimate.p50 * 1e3);
        case.is("parallel_p99", estimate.p99 * 1e3);
    });
}

/// Two services, the second called with these keys.
fn pair(case: &Case, keys: &str) -> (f64, f64) {
    let draft = Draft::new()
        .service("a", &latency(hop(case)))
        .service("b", &latency(hop(case)))
        .call("a", "b", &format!("{SYNC}\n{keys}"))
        .journey("a", "");
    draft.look(|analysis| {
        let estimate = analysis.latency_estimate(journey(analysis)).expect("all latencies are declared");
        (estimate.p50 * 1e3, estimate.p99 * 1e3)
    })
}

pub(crate) fn optional(case: &Case) {
    let probability = case.number("second_hop_probability") * 100.0;
    let (p50, p99) = pair(case, &format!("probability = \"{probability}%\""));
    case.is("p50", p50);
    case.is("p99", p99);
}

pub(crate) fn serial_then_parallel(case: &Case) {
    let mut draft = Draft::new().service("root", &latency(hop(case))).journey("root", "");
    for at in 0..case.number("then_parallel") as usize {
        let (name, keys) = (format!("s{at}"), format!("{SYNC}\nparallel = \"all\""));
        draft = draft.service(&name, &latency(hop(case))).call("root", &name, &keys);
    }
    draft.look(|analysis| {
        let estimate = analysis.latency_estimate(journey(analysis)).expect("all latencies are declared");
        case.is("p50", estimate.p50 * 1e3);
        case.is("p99", estimate.p99 * 1e3);
    });
}

/// What a client waits for that gives up.
fn wait(case: &Case, attempts: u32) -> Distribution {
    distribution(hop(case)).attempted(case.number("timeout_ms") * 1e-3, attempts, 0.0)
}

pub(crate) fn timeout(case: &Case) {
    let (p50, p99) = hop(case);
    let exceeding = Lognormal::from_percentiles(p50 * 1e-3, p99 * 1e-3);
    case.is("p_timeout", exceeding.exceeding(case.number("timeout_ms") * 1e-3));
    let wait = wait(case, 1);
    case.is("p99_ms_of_wait", wait.quantile(0.99) * 1e3);
    // The median rests on a grid whose points are 2.3 % apart.
    let p50 = wait.quantile(0.5) * 1e3;
    let expected = case.expected("p50_ms_of_wait").as_f64().expect("a number");
    assert!((p50 / expected - 1.0).abs() < 1e-4, "{}: {p50}", case.id);
}

pub(crate) fn retry(case: &Case) {
    assert_eq!(case.number("backoff_ms"), 0.0);
    let wait = wait(case, case.number("attempts") as u32);
    case.is("p99_ms_of_wait", wait.quantile(0.99) * 1e3);
    let worst = wait.quantile(1.0);
    case.is("worst_wait_ms", worst * 1e3);
    let one = distribution(hop(case)).exceeding(case.number("timeout_ms") * 1e-3);
    case.is("p_fail", one.powf(case.number("attempts")));
}

pub(crate) fn fit(case: &Case) {
    let shape = Lognormal::from_percentiles(case.number("p50_ms") * 1e-3, case.number("p99_ms") * 1e-3);
    case.is("mu", shape.mu + 1e3_f64.ln());
    case.is("sigma", shape.sigma);
}
