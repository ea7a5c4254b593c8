//! Speed, measured on request: `cargo test --release --test decision -- --ignored --nocapture speed`.

use crate::common::{evidence, method, vectors};
use std::hint::black_box;
use std::time::Instant;

fn per_second(rounds: usize, cases: usize, mut work: impl FnMut(usize)) -> f64 {
    let start = Instant::now();
    (0..rounds).for_each(|round| work(round % cases));
    rounds as f64 / start.elapsed().as_secs_f64()
}

#[test]
#[ignore = "measures the machine it runs on"]
fn speed() {
    let method = method();
    let vectors = vectors();
    let evidence: Vec<_> =
        vectors["decisions"].as_array().expect("a list").iter().map(|case| evidence(method, case)).collect();
    let decisions: Vec<_> = evidence.iter().map(|evidence| method.decide(evidence)).collect();
    let cases = evidence.len();
    let start = Instant::now();
    black_box(method.draw(0));
    println!("shared samples: {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    let rate = per_second(1_000_000, cases, |case| {
        black_box(method.decide(&evidence[case]));
    });
    println!("core decisions: {rate:.0}/s");
    let rate = per_second(300_000, cases, |case| {
        black_box(method.screen(&evidence[case], &decisions[case]));
    });
    println!("screens: {rate:.0}/s");
    let rate = per_second(20_000, cases, |case| {
        black_box(method.confidence(&evidence[case], &decisions[case]));
    });
    println!("confidences: {rate:.0}/s");
    for case in 0..cases {
        let rate = per_second(2_000, 1, |_| {
            black_box(method.confidence(&evidence[case], &decisions[case]));
        });
        println!("  {}: {rate:.0}/s", vectors["decisions"][case]["id"]);
    }
    let start = Instant::now();
    (0..200).for_each(|round| {
        black_box(method.flips(&evidence[round % cases], &decisions[round % cases]));
    });
    println!("flips of 200: {:.1} ms", start.elapsed().as_secs_f64() * 1e3);
    let rate = per_second(2_000, cases, |case| {
        black_box(method.argue(&evidence[case], &decisions[case]));
    });
    println!("arguments: {rate:.0}/s");
}
