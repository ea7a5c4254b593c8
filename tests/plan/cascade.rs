//! Slow services: the published cascade of two pools (group `cascade` of the vectors), and the incident of the seed shop.

use crate::common::architecture;
use syncwise::analysis::Analysis;
use syncwise::graph::CallGraph;
use syncwise::plan::slowness;

/// entry → mid → leaf: 400 requests per second at the entry, a quarter of them through mid and leaf, 400 others at mid.
fn rejected(timeout_entry: &str, timeout_mid: &str, leaf: f64) -> (f64, f64) {
    let text = format!(
        r#"
syncwise = 1
[service.user]
kind = "client"
[service.entry]
instances = 1
concurrency = 100
latency = {{ p50 = "10ms", p99 = "10ms" }}
[service.mid]
instances = 1
concurrency = 100
latency = {{ p50 = "10ms", p99 = "10ms" }}
[service.leaf]
latency = {{ p50 = "50ms", p99 = "50ms" }}
[[interaction]]
id = "call-mid"
from = "entry"
during = "long"
to = "mid"
operation = "long"
mode = "sync"
rate = "100/s"
timeout = "{timeout_entry}"
[[interaction]]
id = "call-leaf"
from = "mid"
during = "long"
to = "leaf"
mode = "sync"
rate = "100/s"
timeout = "{timeout_mid}"
[[interaction]]
id = "others"
from = "user"
to = "mid"
operation = "short"
mode = "sync"
rate = "400/s"
[[journey]]
id = "long"
entry = "entry"
operation = "long"
rate = "100/s"
[[journey]]
id = "short"
entry = "entry"
operation = "short"
rate = "300/s"
"#
    );
    let architecture = architecture(&text);
    let graph = CallGraph::link(&architecture);
    let analysis = Analysis::derive(&architecture, &graph);
    let named = |name| architecture.service_named(name).expect("the service is declared");
    let slow = slowness(&analysis, named("leaf"), leaf);
    assert_eq!(slow.missing, Vec::<String>::new());
    let of = |name| {
        let pool = slow.pools.iter().find(|pool| pool.service == named(name));
        pool.expect("the pool is declared").rejected.1
    };
    (of("entry"), of("mid"))
}

#[test]
fn pools_fill_up_as_published() {
    let cases = [
        ("10s", "5s", 0.05, 0.0, 0.0),
        ("10s", "5s", 20.0, 0.55895, 0.55895),
        ("2s", "5s", 20.0, 0.0, 0.80247),
        ("1s", "500ms", 20.0, 0.0, 0.0),
    ];
    for (timeout_entry, timeout_mid, leaf, entry, mid) in cases {
        let found = rejected(timeout_entry, timeout_mid, leaf);
        assert!((found.0 - entry).abs() < 5e-4, "{timeout_entry} {timeout_mid} {leaf}: {found:?}");
        assert!((found.1 - mid).abs() < 5e-4, "{timeout_entry} {timeout_mid} {leaf}: {found:?}");
    }
}
