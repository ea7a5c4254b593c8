//! Times every stage of `lint` apart, beside a bare parse of the same text by the `toml` crate. Never times a cold start.
//!
//! `cargo bench --bench stages` runs all. `cargo bench --bench stages -- --write FILE SERVICES` writes the generated
//! architecture instead, `-- --write FILE SHAPE SIZE` a hostile one, and `-- --parse FILE` only parses a file;
//! `docs/performance.md` has the results.

mod clock;
mod generate;
mod random;
mod shape;

use clock::Processor;
use criterion::measurement::Measurement;
use criterion::{BatchSize, BenchmarkGroup, Criterion, Throughput};
use std::hint::black_box;
use std::time::Duration;
use syncwise::architecture::{self, Architecture, Date};
use syncwise::decision::{Method, catalogue};
use syncwise::graph::CallGraph;
use syncwise::plan::{Inquiry, Settings, plan};
use syncwise::rule::{builtin_checks, criterion::built_in, describe};
use syncwise::run::{Study, study};
use syncwise::source::{FileId, SourceMap};

const SEED: u64 = 7;
const SIZES: [usize; 3] = [200, 2_000, 20_000];
const TODAY: Date = Date { year: 2026, month: 1, day: 1 };

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    match arguments.iter().position(|argument| argument == "--write" || argument == "--parse") {
        Some(at) if arguments[at] == "--write" => return write(&arguments[at + 1..]),
        Some(at) => return parse(&arguments[at + 1]),
        None => {}
    }
    let mut criterion = Criterion::default()
        .with_measurement(Processor)
        .without_plots()
        .sample_size(10)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(2))
        .configure_from_args();
    for services in SIZES {
        stages(&mut criterion, services);
    }
    planned(&mut criterion);
    criterion.final_summary();
}

/// `FILE SERVICES` or `FILE SHAPE SIZE`.
fn write(arguments: &[String]) {
    let number = |text: &str| text.parse::<usize>().ok();
    let text = match arguments {
        [_, services, ..] if number(services).is_some() => {
            number(services).map(|services| generate::system(services, SEED))
        }
        [_, name, size, ..] => number(size).and_then(|size| shape::shape(name, size)),
        _ => None,
    };
    let shapes = shape::NAMES.join(" | ");
    let text = text.unwrap_or_else(|| panic!("--write FILE SERVICES, or --write FILE {shapes} SIZE"));
    std::fs::write(&arguments[0], text).expect("the file can be written");
}

/// Parses a file and does nothing else, for a look at the memory that takes.
fn parse(file: &str) {
    let text = std::fs::read_to_string(file).expect("the file can be read");
    black_box(toml::from_str::<toml::Table>(&text).expect("it is TOML"));
}

fn stages(criterion: &mut Criterion<Processor>, services: usize) {
    let mut sources = SourceMap::new();
    let file = sources.add("architecture.toml", generate::system(services, SEED));
    let text = sources.file(file).text();
    let mut group = criterion.benchmark_group(services.to_string());
    group.throughput(Throughput::Bytes(text.len() as u64));
    group.bench_function("bare toml", |bencher| {
        bencher.iter_with_large_drop(|| toml::from_str::<toml::Table>(black_box(text)).expect("it is TOML"));
    });
    after_parsing(&mut group, &sources, file);
    let architecture = declared(&mut group, &sources, file);
    derived(&mut group, &architecture);
    group.finish();
}

/// Everything between the text and what is found, as `lint` does it: lowers, links, derives, decides what rules ask for and
/// judges.
fn after_parsing(group: &mut BenchmarkGroup<'_, Processor>, sources: &SourceMap, file: FileId) {
    let mut rules = SourceMap::new();
    let (checks, criteria) = (builtin_checks(&mut rules), built_in(&mut rules));
    group.bench_function("after parsing", |bencher| {
        bencher.iter_custom(|iterations| {
            let mut spent = Duration::ZERO;
            for _ in 0..iterations {
                let written = vec![architecture::read(sources, file).0];
                let start = Processor.start();
                let (architecture, _) = architecture::lower(written);
                let (method, _) = Method::new(&criteria, &architecture.policy, &catalogue());
                let graph = CallGraph::link(&architecture);
                let study = Study::for_rules(&architecture, &graph, &method);
                black_box(study.sift(&checks));
                spent += Processor.end(start);
            }
            spent
        });
    });
}

/// Plans for ten journeys of a dense system that miss their objectives.
fn planned(criterion: &mut Criterion<Processor>) {
    let mut sources = SourceMap::new();
    let text = shape::shape("layers", 200).expect("the shape has a name");
    let file = sources.add("architecture.toml", text);
    let (architecture, mistakes) = architecture::lower(vec![architecture::read(&sources, file).0]);
    assert!(mistakes.is_empty(), "the generated architecture is sound: {:?}", mistakes[0]);
    let criteria = built_in(&mut SourceMap::new());
    let (method, _) = Method::new(&criteria, &architecture.policy, &catalogue());
    let graph = CallGraph::link(&architecture);
    let study = study(&architecture, &graph, &method);
    let inquiry = Inquiry {
        architecture: &architecture,
        graph: &graph,
        method: &method,
        evidence: &study.evidence,
        decisions: &study.decisions,
    };
    let settings = Settings::default();
    criterion
        .bench_function("plan/200 dense", |bencher| bencher.iter(|| plan(black_box(&inquiry), &settings)));
}

/// Reads and lowers.
fn declared(group: &mut BenchmarkGroup<'_, Processor>, sources: &SourceMap, file: FileId) -> Architecture {
    group.bench_function("read", |bencher| {
        bencher.iter_with_large_drop(|| architecture::read(sources, black_box(file)));
    });
    let (written, mistakes) = architecture::read(sources, file);
    assert!(mistakes.is_empty(), "the generated text is sound: {:?}", mistakes[0]);
    group.bench_function("lower", |bencher| {
        let setup = || vec![architecture::read(sources, file).0];
        bencher.iter_batched(setup, architecture::lower, BatchSize::PerIteration);
    });
    let (architecture, mistakes) = architecture::lower(vec![written]);
    assert!(mistakes.is_empty(), "the generated architecture is sound: {:?}", mistakes[0]);
    architecture
}

/// Links, derives, decides and judges.
fn derived(group: &mut BenchmarkGroup<'_, Processor>, architecture: &Architecture) {
    group.bench_function("link", |bencher| {
        bencher.iter_with_large_drop(|| CallGraph::link(black_box(architecture)));
    });
    let mut rules = SourceMap::new();
    let checks = builtin_checks(&mut rules);
    let criteria = built_in(&mut rules);
    let (method, _) = Method::new(&criteria, &architecture.policy, &catalogue());
    let graph = CallGraph::link(architecture);
    group.bench_function("derive", |bencher| {
        bencher.iter_with_large_drop(|| Study::derive(architecture, black_box(&graph)));
    });
    group.bench_function("decide", |bencher| {
        let setup = || Study::derive(architecture, &graph);
        bencher.iter_batched_ref(setup, |study| study.decide(&method), BatchSize::PerIteration);
    });
    group.bench_function("decide on request and judge", |bencher| {
        let setup = || Study::for_rules(architecture, &graph, &method);
        bencher.iter_batched_ref(setup, |study| study.sift(&checks), BatchSize::PerIteration);
    });
    let study = study(architecture, &graph, &method);
    group.bench_function("judge", |bencher| {
        bencher.iter_with_large_drop(|| study.sift(black_box(&checks)));
    });
    let sifted = study.sift(&checks);
    group.bench_function("describe", |bencher| {
        bencher.iter_with_large_drop(|| describe(&study.world(), black_box(&checks), sifted.clone(), TODAY));
    });
}
