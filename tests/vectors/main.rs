//! Every vector of `tests/data/vectors.json` within its own tolerance; the table of who compares what stands in
//! `docs/validation.md`. Never lets a vector, or an expected number of one, go unclaimed.

mod availability;
mod case;
mod draft;
mod independent;
mod latency;
mod load;
#[path = "../simulation/region.rs"]
mod region;

use case::{Case, list};
use serde_json::Value;
use std::fmt::Write as _;
use std::path::Path;

/// Who compares the vectors of one function, and with what.
struct Claim {
    function: &'static str,
    /// What is asked, as the table shows it.
    asked: &'static str,
    check: Check,
}

enum Check {
    /// Compared with what the program says.
    Program(fn(&Case)),
    /// Computed in a second way; the program has no such number, or only within others.
    Independent(fn(&Case)),
    /// Compared by other tests, which name it in this file.
    Elsewhere(&'static str),
    /// Measured by somebody; there is nothing to compute.
    Measured,
}

use Check::{Elsewhere, Independent, Measured, Program};

const fn claim(function: &'static str, asked: &'static str, check: Check) -> Claim {
    Claim { function, asked, check }
}

const CLAIMS: &[Claim] = &[
    claim("product", "availability ceiling", Program(availability::product)),
    claim("journey_availability", "availability ceiling", Program(availability::whole_journey)),
    claim(
        "journey_availability_soft",
        "availability ceilings with a soft and with a hard edge",
        Program(availability::soft),
    ),
    claim("async_edge", "availability ceiling", Program(availability::message)),
    claim("dual_write", "availability ceiling", Program(availability::dual_write)),
    claim("union_lower_bound", "lower bound of availability", Program(availability::lower_bound)),
    claim("error_budget", "availability ceiling", Program(availability::error_budget)),
    claim("failed_requests", "availability ceiling", Program(availability::failed_requests)),
    claim("extra_nine", "share of the error budget", Program(availability::extra_nine)),
    claim("m_of_n", "enumeration of all states", Independent(availability::m_of_n)),
    claim("and_or", "enumeration of all states", Independent(availability::alternatives)),
    claim("retry_adjusted", "enumeration of all attempts", Independent(availability::after_retries)),
    claim("p_slow", "one call after the other", Independent(independent::some_call_is_slow)),
    claim("leaf_quantile", "bisection", Independent(independent::share_of_one_call)),
    claim("published_table", "", Measured),
    claim("published_benchmark", "", Measured),
    claim("compose", "latency estimate and bounds", Program(latency::compose)),
    claim("compose_optional", "latency estimate", Program(latency::optional)),
    claim("timeout_atom", "lognormal and wait", Program(latency::timeout)),
    claim("retry_mixture", "wait", Program(latency::retry)),
    claim("serial_then_parallel", "latency estimate", Program(latency::serial_then_parallel)),
    claim("lognormal_from_percentiles", "lognormal", Program(latency::fit)),
    claim("worst_amplification", "retry factor", Program(load::worst_attempts)),
    claim("expected_amplification", "expected attempts and failures", Program(load::expected)),
    claim(
        "worst_amplification_dag",
        "attempts at the service hit hardest",
        Program(load::worst_attempts_of_graph),
    ),
    claim("retry_budget", "retry factor", Program(load::budget)),
    claim("erlang_b", "share without a place", Program(load::loss)),
    claim("deadline_sweep", "a slow callee's pool", Program(load::deadline)),
    claim("offered_at_blocking", "share without a place", Program(load::offered_at_loss)),
    claim("slow_tolerance", "a slow callee's pool", Program(load::slow_tolerance)),
    claim("cascade", "a slow callee's pools; the simulator", Program(load::cascade)),
    claim("mmc", "sums over all states", Independent(independent::queue)),
    claim("allen_cunneen", "Pollaczek and Khinchine", Independent(independent::constant_service)),
    claim("drain", "second by second", Independent(independent::drain)),
    claim("peak_backlog", "second by second", Independent(independent::peak)),
    claim("backlog_per_instance", "trying numbers of instances", Independent(independent::per_instance)),
    claim("timeout_inversion", "waits, work and inversion", Program(load::inversion)),
    claim("work_time", "work under the configured timeouts", Program(load::work_time)),
    claim("deadline_propagation", "subtraction", Independent(independent::deadline)),
    claim("timeout_table", "timeout table", Program(load::timeout_table)),
    claim("metastable", "comparison of loads", Independent(independent::metastable)),
    claim("retry_budget_needed", "comparison of loads", Independent(independent::retry_budget)),
    claim("cache_loss", "comparison of loads", Independent(independent::cold_cache)),
    claim("simple_cycle", "generation after generation", Independent(independent::event_cycle)),
    claim("mean_offspring_matrix", "generation after generation", Independent(independent::event_matrix)),
    claim("meta_2022_12_21", "", Measured),
    claim("alibaba", "", Measured),
    claim("decision", "weights, scores, flips", Elsewhere("tests/decision/vectors.rs")),
    claim("plan", "plan", Elsewhere("tests/plan/vector.rs")),
];

fn vectors() -> Value {
    serde_json::from_str(include_str!("../data/vectors.json")).expect("the vectors are JSON")
}

fn groups() -> Vec<(String, Vec<Case>)> {
    let vectors = vectors();
    let group = |group: &Value| {
        let cases = list(&group["cases"]).iter().map(Case::new).collect();
        (group["id"].as_str().expect("a group has a name").to_owned(), cases)
    };
    list(&vectors["groups"]).iter().map(group).collect()
}

fn claim_of(case: &Case) -> &'static Claim {
    let claim = CLAIMS.iter().find(|claim| claim.function == case.function);
    claim.unwrap_or_else(|| panic!("no test claims {}, a vector of `{}`", case.id, case.function))
}

#[test]
fn every_vector_holds() {
    for case in groups().into_iter().flat_map(|(_, cases)| cases) {
        match claim_of(&case).check {
            Program(check) | Independent(check) => {
                check(&case);
                case.finish();
            }
            Elsewhere(path) => {
                let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
                assert!(path.exists(), "{}: {path:?}", case.id);
            }
            Measured => {}
        }
    }
}

/// Vectors of decisions have a file of their own; every one of ours must be in it.
#[test]
fn vectors_of_decisions_are_in_their_file() {
    let file = include_str!("../data/decision-vectors.json");
    let file: Value = serde_json::from_str(file).expect("the vectors are JSON");
    for case in groups().into_iter().flat_map(|(_, cases)| cases).filter(|case| case.function == "decision") {
        let decisions = list(&file["decisions"]);
        let named = |name: &str| decisions.iter().find(|it| it["id"] == name);
        let is_there = match case.id.split_once('-').expect("a group and a name") {
            ("DE", name) => named(name).is_some(),
            ("FL", name) => named(name)
                .is_some_and(|it| it.as_object().is_some_and(|it| it.keys().any(|key| key.contains("flip")))),
            ("TT", name) => file[format!("truth-table-{name}")].is_object(),
            ("W", "1") => file["weights"].is_object(),
            ("W", "2") => file["nothing-known"].is_array(),
            ("RNG", "1") => file["random"]["bits"].is_array(),
            ("RNG", "2") => file["random"]["gamma"].is_object(),
            ("RNG", "3") => file["random"]["weights-first-row"].is_array(),
            _ => false,
        };
        assert!(is_there, "{} is not in the file", case.id);
    }
}

#[test]
fn no_claim_is_in_vain() {
    let cases = groups().into_iter().flat_map(|(_, cases)| cases).collect::<Vec<_>>();
    for claim in CLAIMS {
        assert!(cases.iter().any(|case| case.function == claim.function), "{}", claim.function);
    }
}

/// Vectors of a group that are claimed alike, in one line.
fn table() -> String {
    let mut out = String::from("| group | vectors | compared by | with |\n|---|---|---|---|\n");
    for (group, cases) in groups() {
        let mut lines: Vec<(String, Vec<String>)> = Vec::new();
        for case in cases {
            let claim = claim_of(&case);
            let how = match claim.check {
                Program(_) => format!("`tests/vectors` | the program: {}", claim.asked),
                Independent(_) => format!("`tests/vectors` | a second computation: {}", claim.asked),
                Elsewhere(path) => format!("`{path}` | the program: {}", claim.asked),
                Measured => "– | measured by its source, nothing to compute".into(),
            };
            match lines.iter_mut().find(|(known, _)| *known == how) {
                Some((_, ids)) => ids.push(case.id),
                None => lines.push((how, vec![case.id])),
            }
        }
        for (how, ids) in lines {
            let _ = writeln!(out, "| {group} | {} | {how} |", ids.join(", "));
        }
    }
    out
}

#[test]
fn the_table_is_fresh() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/validation.md");
    let page = std::fs::read_to_string(&path).expect("the page is readable");
    let fresh = region::fill(&page, &|name| (name == "vectors").then(table));
    if std::env::var_os("SYNCWISE_WRITE").is_some() {
        std::fs::write(&path, fresh).expect("the page can be written");
        return;
    }
    assert!(
        page == fresh,
        "docs/validation.md is stale; `SYNCWISE_WRITE=1 cargo test --test vectors` writes it"
    );
}
