//! The simulator itself, against published numbers, before anybody believes it. Never looks at a prediction.

use super::topologies::cascade;
use simulator::WhenFull::{Queue, Reject};
use simulator::{Measured, Settings, System, Time, simulate};

fn settings(seconds: f64) -> Settings {
    Settings { seed: 7, warm_up: 200.0, seconds, outage: None, patience: f64::INFINITY }
}

/// One service with a pool and Poisson arrivals.
fn pool(places: usize, rate: f64, work: Time, queues: bool, seconds: f64) -> Measured {
    let when_full = if queues { Queue } else { Reject };
    let topology = super::build::Topology::new("pool", "s", 1.0, 1.0)
        .working("s", work)
        .pool("s", places, when_full)
        .journey("j", "s", rate);
    simulate(&topology.system, settings(seconds))
}

fn near(name: &str, simulated: f64, published: f64, tolerance: f64) {
    assert!((simulated - published).abs() <= tolerance, "{name}: {simulated} is not {published}");
}

/// Erlang's loss formula holds whatever the distribution of the holding time (vectors EB-1-.5, EB-10-8, EB-100-84).
#[test]
fn loses_what_erlang_says() {
    for (places, offered, blocked) in
        [(1, 0.5, 0.333_333_333_3), (10, 8.0, 0.121_661_064_3), (100, 84.0, 0.009_872_528_609)]
    {
        for work in [Time::Constant(1.0), Time::Exponential(1.0), Time::Lognormal(0.8, 4.0)] {
            let mean = match work {
                Time::Lognormal(p50, p99) => {
                    let sigma = (p99 / p50).ln() / 2.326_347_874_040_840_8;
                    p50 * (sigma * sigma / 2.0).exp()
                }
                _ => 1.0,
            };
            let measured = pool(places, offered / mean, work, false, 100_000.0 / offered);
            near(&format!("{places} {offered} {work:?}"), measured.services[0].rejection(), blocked, 0.008);
        }
    }
}

/// Mean wait of M/M/c by Erlang's C, of M/D/1 by Pollaczek and Khinchine, and the p99 of the wait (vectors MMC-1-.8,
/// MMC-4-3.2, MMC-10-8, MD1-.8).
#[test]
fn waits_as_long_as_queues_do() {
    for (places, rate, work, mean, p99) in [
        (1, 0.8, Time::Exponential(1.0), 4.0, Some(21.910_133)),
        (4, 3.2, Time::Exponential(1.0), 0.745_540_59, Some(5.110_476_2)),
        (10, 8.0, Time::Exponential(1.0), 0.204_590_08, Some(1.855_785_2)),
        (1, 0.8, Time::Constant(1.0), 2.0, None),
    ] {
        let measured = pool(places, rate, work, true, 400_000.0 / rate);
        let service = &measured.services[0];
        near("mean", service.mean_queued() / mean, 1.0, 0.06);
        if let Some(p99) = p99 {
            near("p99", service.wait(0.99) / p99, 1.0, 0.08);
        }
    }
}

/// The cascade of two pools as another simulator saw it (vectors CA-*); both leave some room for chance.
#[test]
fn sees_the_cascade_that_another_simulator_saw() {
    for (entry, mid, leaf, entry_lost, mid_lost) in [
        (10.0, 5.0, 0.05, 0.0, 0.0),
        (10.0, 5.0, 20.0, 0.6055, 0.6053),
        (2.0, 5.0, 20.0, 0.0, 0.8033),
        (1.0, 0.5, 20.0, 0.0, 0.0),
    ] {
        let mut topology = cascade("cascade", entry * 1e3, mid * 1e3);
        let at = topology.system.service("leaf");
        topology.system.services[at].work = Time::Constant(leaf);
        let measured = simulate(&topology.system, settings(1_000.0));
        near("entry", measured.journeys[1].lost_to_pools(), entry_lost, 0.015);
        near("mid", measured.journeys[2].lost_to_pools(), mid_lost, 0.015);
    }
}

/// Attempts at one flaky leaf: (1 - p^64)/(1 - p) for three layers of four, and p^64 requests fail (vectors RT-P*).
#[test]
fn layers_of_retries_multiply() {
    for (p, attempts, failure) in
        [(0.1, 1.111_111_111_11, 0.0), (0.5, 2.0, 0.0), (0.9, 9.988_209_815_42, 0.001_179), (1.0, 64.0, 1.0)]
    {
        let mut topology = super::topologies::layers("layers", 3, 4);
        let system: &mut System = &mut topology.system;
        let leaf = system.service("l3");
        system.services.iter_mut().for_each(|service| service.work = Time::Constant(1e-4));
        system.services[leaf].flaky = p;
        let measured = simulate(system, settings(1_500.0));
        let begun = measured.journeys[0].begun as f64;
        near("attempts", measured.attempts[0][leaf] as f64 / begun / attempts, 1.0, 0.01);
        near("failures", 1.0 - measured.journeys[0].success(), failure, 0.001);
    }
}

/// The same seed gives the same run, another seed another one.
#[test]
fn repeats_itself() {
    let run = |seed| {
        let topology = cascade("cascade", 10_000.0, 5_000.0);
        let settings = Settings { seed, ..settings(10.0) };
        simulate(&topology.system, settings).journeys[0].responses.clone()
    };
    assert_eq!(run(1), run(1));
    assert_ne!(run(1), run(2));
}
