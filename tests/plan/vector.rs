//! The worked example G1 of the method, and group `graph-plan` of the vectors: one dependency reached by two edges.

use crate::common::{architecture, change, named};
use syncwise::architecture::Architecture;
use syncwise::graph::CallGraph;
use syncwise::plan::{Change, Plan, Proof, Remedy, Settings, solve};

const SERVICES: [(&str, &str); 9] = [
    ("gateway", "99.99%"),
    ("checkout", "99.95%"),
    ("cart", "99.95%"),
    ("payment", "99.93%"),
    ("fraud", "99.9%"),
    ("inventory", "99.95%"),
    ("email", "99.5%"),
    ("shipping", "99.9%"),
    ("pricing", "99.7%"),
];
const EDGES: [(&str, &str); 9] = [
    ("gateway", "checkout"),
    ("checkout", "cart"),
    ("checkout", "payment"),
    ("checkout", "inventory"),
    ("checkout", "email"),
    ("checkout", "shipping"),
    ("checkout", "pricing"),
    ("cart", "pricing"),
    ("payment", "fraud"),
];
const PERMITTED: [(&str, Remedy); 5] = [
    ("checkout-email", Remedy::Async),
    ("checkout-shipping", Remedy::Hybrid),
    ("checkout-pricing", Remedy::Soft),
    ("cart-pricing", Remedy::Soft),
    ("payment-fraud", Remedy::Async),
];

fn g1() -> Architecture {
    let mut text = String::from("syncwise = 1\n");
    for (name, availability) in SERVICES {
        text += &format!("[service.{name}]\navailability = \"{availability}\"\n");
    }
    for (from, to) in EDGES {
        text += &format!(
            "[[interaction]]\nid = \"{from}-{to}\"\nfrom = \"{from}\"\nto = \"{to}\"\nmode = \"sync\"\n"
        );
    }
    text += "[[journey]]\nid = \"j\"\nentry = \"gateway\"\nslo = { availability = \"99.5%\" }\n";
    architecture(&text)
}

fn solved(settings: Settings) -> (Plan, Vec<String>) {
    let architecture = g1();
    let graph = CallGraph::link(&architecture);
    let permitted: Vec<Change> =
        PERMITTED.iter().map(|(id, to)| change(named(&architecture, id), *to)).collect();
    let plan = solve(&architecture, &graph, permitted, &settings);
    let id = |change: &Change| architecture.interaction(change.interaction).id.to_string();
    let ids = plan.changes.iter().map(id).collect();
    (plan, ids)
}

fn check(settings: Settings, cost: f64, changes: &[&str], after: f64, meets: bool, proof: Proof) {
    let (plan, ids) = solved(settings);
    assert_eq!(ids, changes);
    assert!((plan.cost - cost).abs() < 1e-12, "{}", plan.cost);
    let journey = &plan.journeys[0];
    let number = |availability: Option<f64>| availability.expect("every availability is declared");
    assert!((number(journey.before.availability) - 0.987_756_887_5).abs() < 1e-9);
    assert!((number(journey.after.availability) - after).abs() < 1e-9);
    assert_eq!(plan.meets_after(), Some(meets));
    assert_eq!(plan.proof, proof);
    assert_eq!(journey.gaps.is_empty(), meets);
}

#[test]
fn exact_search() {
    let wanted = ["cart-pricing", "checkout-email", "checkout-pricing"];
    check(Settings::default(), 5.0, &wanted, 0.995_707_612_8, true, Proof::Exact);
}

#[test]
fn greedy_with_bundles() {
    let wanted = ["cart-pricing", "checkout-email", "checkout-pricing"];
    let settings = Settings { exact_up_to: 0, ..Settings::default() };
    check(settings, 5.0, &wanted, 0.995_707_612_8, true, Proof::Greedy);
}

#[test]
fn greedy_by_single_edges_stops_short() {
    let wanted = ["checkout-email", "checkout-shipping", "payment-fraud"];
    let settings = Settings { exact_up_to: 0, bundles: false, ..Settings::default() };
    check(settings, 8.0, &wanted, 0.994_708_913_1, false, Proof::Greedy);
}
