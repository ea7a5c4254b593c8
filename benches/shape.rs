//! Architectures on which careless graph algorithms overflow or go quadratic. Never a plausible system.

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
        _ => return None,
    };
    Some(text(&edges))
}

/// What [`shape`] knows: `chain`, `two-chains` (both of that length, from one entry to one end), `ring`, `star` (one
/// service called by all), `fan` (one that calls all) and `bipartite` (so many callers, each of which calls so many).
pub(crate) const NAMES: [&str; 6] = ["bipartite", "chain", "fan", "ring", "star", "two-chains"];

fn two_chains(size: usize) -> Vec<(usize, usize)> {
    let mut edges = vec![(0, 1), (0, size + 1), (size, 2 * size + 1), (2 * size, 2 * size + 1)];
    for start in [1, size + 1] {
        edges.extend((start + 1..start + size).map(|callee| (callee - 1, callee)));
    }
    edges
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
