//! Slow services: the published cascade of two pools (group `cascade` of the vectors), and the incident of the seed shop.

use crate::common::{architecture, change, named};
use syncwise::analysis::Analysis;
use syncwise::architecture::Architecture;
use syncwise::graph::CallGraph;
use syncwise::plan::{Change, Remedy, Settings, carried_out, slowness, solve};

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
[[interaction]]
id = "shorts"
from = "user"
to = "entry"
operation = "short"
mode = "sync"
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

/// Looking an order up calls no bank, and fails all the same: the threads of `orders` wait for cards.
#[test]
fn one_slow_bank_takes_the_shop_down_and_the_plan_prevents_it() {
    let text = include_str!("../../examples/seed-shop/architecture.toml");
    let architecture = architecture(text);
    let graph = CallGraph::link(&architecture);
    let bank = architecture.service_named("bank").expect("the service is declared");
    let lost = |architecture: &Architecture| {
        let graph = CallGraph::link(architecture);
        let slow = slowness(&Analysis::derive(architecture, &graph), bank, 20.0);
        let names = slow.lost.iter().map(|lost| {
            let journey = architecture.journey(lost.journey);
            (journey.id.to_string(), lost.share > 0.5, lost.waits_for_it)
        });
        names.collect::<Vec<_>>()
    };
    let wanted = [("checkout", true, true), ("order-status", true, false)];
    assert_eq!(lost(&architecture), wanted.map(|(id, half, waits)| (id.to_owned(), half, waits)));
    let change = |id, to| {
        let change = change(named(&architecture, id), to);
        if to == Remedy::Soft {
            return change;
        }
        let later = ["credit-points", "request-payment", "send-confirmation"];
        Change { frees: later.iter().map(|id| named(&architecture, id)).collect(), ..change }
    };
    let changes = vec![change("get-recommendations", Remedy::Soft), change("place-order", Remedy::Hybrid)];
    let plan = solve(&architecture, &graph, changes, &Settings::default());
    assert_eq!(plan.changes.len(), 2);
    assert_eq!(carried_out(&architecture, &plan, lost), []);
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
