//! How fast interactions are decided: without sampling, with it, and with their flips. Never checks a result.
//!
//! `cargo bench --bench decide`. The interactions are those of the real systems in `examples`, as many times as needed.

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::time::Duration;
use syncwise::architecture::Date;
use syncwise::decision::{Decision, Evidence, Method};
use syncwise::graph::CallGraph;
use syncwise::run::{Common, Input, Session, study};

const SYSTEMS: [&str; 6] =
    ["bank-of-anthos", "eshop", "online-boutique", "otel-demo", "robot-shop", "traderx"];
/// Interactions whose flips are looked for at once.
const INTERACTIONS: usize = 200;

/// The evidence about every interaction of the six systems, and the method they are judged by.
fn real() -> (Method, Vec<Evidence>) {
    let mut method = None;
    let mut evidence = Vec::new();
    for system in SYSTEMS {
        let path: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(system);
        let common = Common {
            inputs: vec![Input::Path(path.join("architecture.toml"))],
            rules: Vec::new(),
            today: Date::new(2026, 11, 24).expect("a day that exists"),
            color: false,
            width: 100,
            config: Default::default(),
        };
        let session = Session::open(&common).expect("the example can be read");
        let session = session.unwrap_or_else(|refused| panic!("{}", refused.errors));
        let graph = CallGraph::link(&session.architecture);
        evidence.extend(study(&session.architecture, &graph, &session.method).evidence);
        method = Some(session.method);
    }
    (method.expect("six systems were read"), evidence)
}

fn decide(criterion: &mut Criterion) {
    let (method, evidence) = real();
    let decisions: Vec<Decision> = evidence.iter().map(|it| method.decide(it)).collect();
    let cases: Vec<(&Evidence, &Decision)> = evidence.iter().zip(&decisions).collect();
    black_box(method.draw(0)); // the shared draws are made once per run
    let mut group = criterion.benchmark_group("decide");
    group.sample_size(10).warm_up_time(Duration::from_millis(500)).measurement_time(Duration::from_secs(3));
    group.throughput(Throughput::Elements(cases.len() as u64));
    group.bench_function("without sampling", |bench| {
        bench.iter(|| evidence.iter().filter(|it| black_box(method.decide(it)).at_risk).count());
    });
    group.bench_function("with sampling", |bench| {
        bench.iter(|| {
            cases.iter().filter_map(|(one, two)| black_box(method.confidence(one, two)).1).sum::<f64>()
        });
    });
    group.throughput(Throughput::Elements(INTERACTIONS as u64));
    group.bench_function("flips of 200 interactions", |bench| {
        let some = || cases.iter().copied().cycle().take(INTERACTIONS).collect::<Vec<_>>();
        let flips = |cases: Vec<(&Evidence, &Decision)>| {
            cases.into_iter().map(|(one, two)| black_box(method.flips(one, two)).all.len()).sum::<usize>()
        };
        bench.iter_batched(some, flips, BatchSize::SmallInput);
    });
    group.finish();
}

criterion_group!(benches, decide);
criterion_main!(benches);
