//! Vectors whose numbers no function of the program gives directly, computed here in another way than they are published:
//! by enumeration, by sums and by stepping. Never calls the program.

use super::case::{Case, list, number};

/// Counts the ways in which none of n calls is slow, call by call.
pub(crate) fn some_call_is_slow(case: &Case) {
    let mut none = 1.0;
    for _ in 0..case.number("n") as usize {
        none -= none * case.number("p");
    }
    case.is("p_slow", 1.0 - none);
}

/// The share of one call of which n together make q, by bisection.
pub(crate) fn share_of_one_call(case: &Case) {
    let (mut low, mut high) = (0.0, 1.0);
    for _ in 0..100 {
        let middle: f64 = (low + high) / 2.0;
        if middle.powf(case.number("n")) > case.number("q") { high = middle } else { low = middle }
    }
    case.is("leaf_quantile", low);
}

/// States of a queue with c servers: the chance of k requests is a^k/k! up to c, and falls by rho beyond.
pub(crate) fn queue(case: &Case) {
    let (servers, lambda, mu) = (case.number("servers"), case.number("lambda"), case.number("mu"));
    let rho = lambda / (servers * mu);
    case.is("rho", rho);
    let (mut weight, mut all) = (1.0, 0.0);
    for k in 1..=servers as usize {
        all += weight;
        weight *= lambda / mu / k as f64;
    }
    let waits = weight / (1.0 - rho);
    let waiting = waits / (all + waits);
    case.is("erlang_c", waiting);
    // Those in the queue in the mean, over the rate at which they come (Little's law).
    let queued = (1..4000).map(|n| f64::from(n) * waiting * (1.0 - rho) * rho.powi(n)).sum::<f64>();
    case.is("wq_mean", queued / lambda);
    let (mut low, mut high) = (0.0, 1e4);
    for _ in 0..100 {
        let middle: f64 = (low + high) / 2.0;
        if waiting * (-(servers * mu - lambda) * middle).exp() > 0.01 { low = middle } else { high = middle }
    }
    case.is("wq_p99", low);
}

/// M/G/1 by Pollaczek and Khinchine: the mean rest of the work in progress over the idle share.
pub(crate) fn constant_service(case: &Case) {
    assert_eq!((case.number("servers"), case.number("ca2")), (1.0, 1.0));
    let (lambda, mean) = (case.number("lambda"), 1.0 / case.number("mu"));
    let square = mean * mean * (1.0 + case.number("cs2"));
    let wait = lambda * square / 2.0 / (1.0 - lambda * mean);
    case.is("wq_mean", wait);
    case.is("exact_md1", wait);
}

/// Second by second.
pub(crate) fn drain(case: &Case) {
    let (coming, going) = (case.number("in_per_s"), case.number("out_per_s"));
    let mut backlog = (0..case.number("outage_s") as usize).fold(0.0, |backlog, _| backlog + coming);
    case.is("backlog", backlog);
    let mut seconds = 0.0;
    while backlog > 0.0 {
        backlog += coming - going;
        seconds += 1.0;
    }
    case.is("drain_s", seconds);
}

pub(crate) fn peak(case: &Case) {
    let more = case.number("peak_in_per_s") - case.number("out_per_s");
    case.is("backlog", (0..case.number("peak_s") as usize).fold(0.0, |backlog, _| backlog + more));
}

pub(crate) fn per_instance(case: &Case) {
    let acceptable = (case.number("acceptable_latency_s") / case.number("processing_s")).round();
    let (messages, instances) = (case.number("messages"), case.number("instances"));
    case.is("acceptable_backlog_per_instance", acceptable);
    case.is("backlog_per_instance", messages / instances);
    let enough =
        (1..).map(f64::from).find(|count| messages / count <= acceptable).expect("some number is enough");
    case.is("instances_to_add", enough - instances);
}

pub(crate) fn deadline(case: &Case) {
    let mut left = case.number("deadline_s");
    for (spent, wanted) in case.numbers("spent_s").iter().zip(list(case.expected("remaining_s"))) {
        left -= spent;
        assert_eq!(left, number(wanted), "{}", case.id);
    }
}

/// Whether the load fits while everything is tried `amplification` times, and while it is tried once.
fn state(capacity: f64, amplification: f64, load: f64) -> &'static str {
    match (load * amplification < capacity, load <= capacity) {
        (true, _) => "stable",
        (false, true) => "vulnerable",
        (false, false) => "overloaded",
    }
}

pub(crate) fn metastable(case: &Case) {
    let (capacity, load) = (case.number("capacity"), case.number("load"));
    let amplification = case.number("amplification");
    case.is("hidden_capacity", capacity / amplification);
    case.is("load_after_trigger", load * amplification);
    assert_eq!(case.expected("state"), state(capacity, amplification, load), "{}", case.id);
}

pub(crate) fn retry_budget(case: &Case) {
    case.is("budget_below", (case.number("capacity") - case.number("load")) / case.number("load"));
}

pub(crate) fn cold_cache(case: &Case) {
    let (misses, database) = (1.0 - case.number("hit_ratio"), case.number("capacity_db"));
    let (amplification, whole) = (1.0 / misses, database / misses);
    case.is("amplification", amplification);
    case.is("capacity_with_cache", whole);
    case.is("hidden_capacity", database);
    assert_eq!(case.expected("state"), state(whole, amplification, case.number("load")), "{}", case.id);
}

/// Generation after generation until nothing is left.
fn visits(mut present: Vec<f64>, next: impl Fn(&[f64]) -> Vec<f64>) -> Option<Vec<f64>> {
    let mut all = vec![0.0; present.len()];
    for _ in 0..10_000 {
        all.iter_mut().zip(&present).for_each(|(all, now)| *all += now);
        present = next(&present);
        if present.iter().sum::<f64>() < 1e-15 {
            return Some(all);
        }
    }
    None
}

pub(crate) fn event_cycle(case: &Case) {
    let gain = case.numbers("gains").iter().product::<f64>();
    case.is("gain", gain);
    let all = visits(vec![1.0], |now| vec![now[0] * gain]);
    assert_eq!(case.expected("runaway"), all.is_none(), "{}", case.id);
    if let Some(all) = all {
        case.is("mean_visits", all[0]);
        case.is("extra", all[0] - 1.0);
    }
}

pub(crate) fn event_matrix(case: &Case) {
    let rows = list(case.input("matrix")).iter();
    let matrix = rows.map(|row| list(row).iter().map(number).collect::<Vec<_>>()).collect::<Vec<_>>();
    let next = |now: &[f64]| {
        (0..now.len())
            .map(|to| now.iter().zip(&matrix).map(|(now, row)| now * row[to]).sum())
            .collect::<Vec<f64>>()
    };
    let mut start = vec![0.0; matrix.len()];
    start[case.number("start") as usize] = 1.0;
    let all = visits(start.clone(), next).expect("it dies out");
    assert_eq!(case.expected("runaway"), false, "{}", case.id);
    for (visits, wanted) in all.iter().zip(list(case.expected("mean_visits"))) {
        assert!((visits - number(wanted)).abs() <= 1e-6, "{}: {visits}", case.id);
    }
    // What 200 generations shrink by in the mean is the spectral radius.
    let later = (0..2_000).fold(vec![1.0; matrix.len()], |now, _| {
        let next = next(&now);
        let sum = next.iter().sum::<f64>();
        next.into_iter().map(|it| it / sum).collect()
    });
    case.is("spectral_radius", next(&later).iter().sum::<f64>() / later.iter().sum::<f64>());
}
