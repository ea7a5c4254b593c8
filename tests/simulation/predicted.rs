//! What the program says about an architecture text. Never looks at the simulator's numbers.

use std::collections::BTreeMap;
use syncwise::analysis::{Analysis, Percentiles, Total};
use syncwise::architecture::{Architecture, lower, read};
use syncwise::diagnostic::any_error;
use syncwise::graph::CallGraph;
use syncwise::plan::slowness;
use syncwise::source::SourceMap;

/// What is predicted for one journey.
#[derive(Debug, Clone)]
pub(crate) struct JourneyPrediction {
    pub(crate) latency: Percentiles,
    /// Bounds of the p99 whatever the dependence.
    pub(crate) p99_between: (f64, f64),
    pub(crate) availability: f64,
    /// The service that is hit hardest: its name, attempts at worst, and calls without retries.
    pub(crate) hardest: Option<(String, f64, f64)>,
}

/// What is predicted when the leaf is slow.
#[derive(Debug, Clone, Default)]
pub(crate) struct SlowPrediction {
    /// By service with a pool: share of requests that find no place, before and after.
    pub(crate) rejected: BTreeMap<String, (f64, f64)>,
    /// By journey: share of requests lost to pools. Others lose at most one in a hundred.
    pub(crate) lost: BTreeMap<String, f64>,
}

/// What is predicted for a text.
#[derive(Debug, Clone, Default)]
pub(crate) struct Prediction {
    pub(crate) journeys: BTreeMap<String, JourneyPrediction>,
    /// By call: the longest that a caller waits for one call.
    pub(crate) longest_wait: BTreeMap<String, f64>,
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

fn known(total: Total) -> f64 {
    total.known().map_or(f64::INFINITY, |quantity| quantity.value)
}

/// Analyses a text.
pub(crate) fn predict(text: &str) -> Prediction {
    let architecture = architecture(text);
    let graph = CallGraph::link(&architecture);
    let analysis = Analysis::derive(&architecture, &graph);
    let journey = |id| {
        let bounds = analysis.latency_bounds(id);
        let attempts = analysis.attempts(id);
        let prediction = JourneyPrediction {
            latency: analysis.latency_estimate(id).expect("every latency is declared"),
            p99_between: (bounds.at_least, known(bounds.bound_p99)),
            availability: known(analysis.availability(id).ceiling),
            hardest: attempts
                .map(|it| (architecture.service(it.service).name.to_string(), it.attempts.value, it.calls)),
        };
        (architecture.journey(id).id.to_string(), prediction)
    };
    let waits = architecture.interaction_ids().filter_map(|id| {
        let wait = known(analysis.worst_wait(id)?.total);
        Some((architecture.interaction(id).id.to_string(), wait))
    });
    Prediction { journeys: architecture.journey_ids().map(journey).collect(), longest_wait: waits.collect() }
}

/// Makes one service of a text slow.
pub(crate) fn predict_slow(text: &str, leaf: &str, seconds: f64) -> SlowPrediction {
    let architecture = architecture(text);
    let graph = CallGraph::link(&architecture);
    let analysis = Analysis::derive(&architecture, &graph);
    let leaf = architecture.service_named(leaf).expect("the leaf is a service");
    let slow = slowness(&analysis, leaf, seconds);
    assert!(slow.missing.is_empty() || slow.pools.is_empty(), "{:?}", slow.missing);
    let name = |id| architecture.service(id).name.to_string();
    let lost = slow.lost.iter().map(|it| (architecture.journey(it.journey).id.to_string(), it.share));
    SlowPrediction {
        rejected: slow.pools.iter().map(|pool| (name(pool.service), pool.rejected)).collect(),
        lost: lost.collect(),
    }
}
