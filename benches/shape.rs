//! Architectures on which careless graph algorithms overflow or go quadratic. Never a plausible system.

use crate::random::Random;
use std::fmt::Write;

/// A hostile architecture of this size; nothing where the name is not one of [`NAMES`].
pub(crate) fn shape(name: &str, size: usize) -> Option<String> {
    let edges: Vec<(usize, usize)> = match name {
        "chain" => (1..size).map(|callee| (callee - 1, callee)).collect(),
        "two-chains" => two_chains(size),
        "ring" => (0..size).map(|caller| (caller, (caller + 1) % size)).collect(),
        "star" => (1..=size).map(|caller| (caller, 0)).collect(),
        "fan" => (1..=size).map(|callee| (0, callee)).collect(),
        "bipartite" => {
            (0..size).flat_map(|caller| (size..2 * size).map(move |callee| (caller, callee))).collect()
        }
        "layers" => return Some(layers(size)),
        _ => return None,
    };
    Some(text(&edges))
}

/// What [`shape`] knows: `chain`, `two-chains` (both of that length, from one entry to one end), `ring`, `star` (one
/// service called by all), `fan` (one that calls all), `layers` (ten layers, eight
/// calls per service into the next two, ten journeys that miss what they promise) and `bipartite` (so many callers, each of which calls so many).
pub(crate) const NAMES: [&str; 7] = ["bipartite", "chain", "fan", "layers", "ring", "star", "two-chains"];

fn two_chains(size: usize) -> Vec<(usize, usize)> {
    let mut edges = vec![(0, 1), (0, size + 1), (size, 2 * size + 1), (2 * size, 2 * size + 1)];
    for start in [1, size + 1] {
        edges.extend((start + 1..start + size).map(|callee| (callee - 1, callee)));
    }
    edges
}

/// A dense system for the plan: every second call has a fallback or can be a message.
fn layers(services: usize) -> String {
    let mut random = Random::new(5);
    let width = services.div_ceil(10).max(1);
    let mut text = String::from("syncwise = 1\n");
    for service in 0..services {
        let (nines, p50, p99) =
            (random.pick(&["99.9%", "99.95%", "99.99%"]), 1 + random.below(8), 20 + random.below(40));
        text += &format!(
            "[service.s{service}]\navailability = \"{nines}\"\nlatency = {{ p50 = \"{p50}ms\", p99 = \"{p99}ms\" }}\n"
        );
        let first = (service / width + 1) * width;
        for call in 0..if first < services { 8 } else { 0 } {
            let to = first + random.below((services - first).min(2 * width));
            let (fallback, is_late) = (random.chance(40), random.chance(40));
            let facts = if is_late {
                "kind = \"command\"\nneeds-result = \"never\"\nconsistency = \"eventual\""
            } else {
                "kind = \"query\"\nneeds-result = \"now\"\nconsistency = \"strong\""
            };
            text += &format!(
                "[[interaction]]\nid = \"i{service}-{call}\"\nfrom = \"s{service}\"\nduring = \"Run\"\nto = \"s{to}\"\n\
                 operation = \"Run\"\nmode = \"sync\"\non-failure = \"fail\"\ntimeout = \"2s\"\nattempts = 1\n\
                 fallback = {fallback}\n{facts}\nuser-waiting = {}\nbackground = {is_late}\n\
                 request-response = {}\nhigh-load = false\nreceivers = \"one\"\n",
                !is_late, !is_late
            );
        }
    }
    for journey in 0..width.min(10) {
        text += &format!(
            "[[journey]]\nid = \"j{journey}\"\nentry = \"s{journey}\"\noperation = \"Run\"\n\
             slo = {{ availability = \"99.5%\", p99 = \"400ms\" }}\n"
        );
    }
    text
}

fn text(edges: &[(usize, usize)]) -> String {
    let mut text = String::from("syncwise = 1\n");
    let services = edges.iter().map(|(from, to)| from.max(to) + 1).max().unwrap_or(0);
    for service in 0..services {
        write!(
            text,
            "\n[service.s{service}]\navailability = \"99.99%\"\nlatency = {{ p50 = \"1ms\", p99 = \"5ms\" }}\n"
        )
        .expect("a string takes everything");
    }
    for (from, to) in edges {
        write!(
            text,
            "\n[[interaction]]\nfrom = \"s{from}\"\nduring = \"Run\"\nto = \"s{to}\"\noperation = \"Run\"\nkind = \"query\"\n\
             mode = \"sync\"\non-failure = \"fail\"\ntimeout = \"1s\"\nattempts = 1\n"
        )
        .expect("a string takes everything");
    }
    text += "\n[[journey]]\nid = \"all\"\nentry = \"s0\"\noperation = \"Run\"\nslo = { p99 = \"1s\", availability = \"99.9%\" }\n";
    text
}
