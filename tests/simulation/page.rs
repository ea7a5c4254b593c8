//! The tables of `docs/validation.md`. Never leaves a row out.

use super::compare::{Metric, Row};
use super::known::{Reason, reason};
use super::region;
use std::fmt::Write as _;

/// The page with its regions filled.
pub(crate) fn fill(page: &str, rows: &[Row]) -> String {
    region::fill(page, &|name| match name {
        "tolerances" => Some(tolerances()),
        "summary" => Some(summary(rows)),
        "reasons" => Some(reasons(rows)),
        "latencies" => Some(latencies(rows)),
        "others" => Some(others(rows)),
        _ => None,
    })
}

fn tolerances() -> String {
    let mut out = String::from("| metric | tolerance | because |\n|---|---|---|\n");
    for metric in Metric::ALL {
        let _ = writeln!(out, "| {} | {} | {} |", metric.word(), allowed(metric), metric.why());
    }
    out
}

fn allowed(metric: Metric) -> String {
    match metric.tolerance() {
        (share, true) => format!("{} %", round(share * 100.0)),
        (0.0, false) => "none".into(),
        (points, false) => format!("{} points", round(points * 100.0)),
    }
}

fn round(number: f64) -> f64 {
    (number * 1e6).round() / 1e6
}

fn summary(rows: &[Row]) -> String {
    let mut out = String::from(
        "| metric | rows | within tolerance | largest error within | largest error |\n|---|---|---|---|---|\n",
    );
    for metric in Metric::ALL {
        let all = rows.iter().filter(|row| row.metric == metric).collect::<Vec<_>>();
        let (holding, other): (Vec<&Row>, Vec<&Row>) = all.iter().partition(|row| row.holds());
        let largest = |rows: &[&Row]| {
            rows.iter()
                .copied()
                .max_by(|a, b| a.error.abs().total_cmp(&b.error.abs()))
                .map_or("–".into(), error)
        };
        let _ = writeln!(
            out,
            "| {} | {} | {} | {} | {} |",
            metric.word(),
            all.len(),
            holding.len(),
            largest(&holding),
            if other.is_empty() { "–".into() } else { largest(&other) }
        );
    }
    out
}

fn reasons(rows: &[Row]) -> String {
    let mut out = String::new();
    for known in Reason::ALL {
        let count = rows.iter().filter(|row| !row.holds() && reason(row) == Some(known)).count();
        let _ = writeln!(out, "- **{}** ({count} rows). {}", known.word(), known.explanation());
    }
    out
}

fn error(row: &Row) -> String {
    match row.metric.tolerance() {
        (_, true) => format!("{:+.1} %", row.error * 100.0),
        _ if row.metric == Metric::BlastRadius => {
            if row.error == 0.0 {
                "same".into()
            } else {
                "differs".into()
            }
        }
        _ => format!("{:+.2} points", row.error * 100.0),
    }
}

fn milliseconds(seconds: f64) -> String {
    match seconds * 1e3 {
        long if long >= 1e3 => format!("{long:.0}"),
        long if long >= 100.0 => format!("{long:.1}"),
        short => format!("{short:.2}"),
    }
}

/// Rows of one journey under one load side by side.
fn latencies(rows: &[Row]) -> String {
    let mut out = String::from(
        "| topology | load | journey | p50 | p95 | p99 | p99 in bounds | off because |\n|---|---|---|---|---|---|---|---|\n",
    );
    for first in rows.iter().filter(|row| row.metric == Metric::P50) {
        let of = |metric| {
            let same = |row: &&Row| {
                row.topology == first.topology
                    && row.load == first.load
                    && row.about == first.about
                    && row.metric == metric
            };
            rows.iter().find(same).expect("all percentiles are compared")
        };
        let cells = [Metric::P50, Metric::P95, Metric::P99].map(of);
        let bounds = of(Metric::P99Bounds);
        let why = cells
            .into_iter()
            .chain([bounds])
            .filter(|row| !row.holds())
            .filter_map(reason)
            .map(Reason::word)
            .next();
        let [p50, p95, p99] = cells.map(|row| {
            format!("{} / {} ({})", milliseconds(row.predicted), milliseconds(row.simulated), error(row))
        });
        let within = if bounds.holds() { "yes" } else { "no" };
        let _ = writeln!(
            out,
            "| {} | {} | {} | {p50} | {p95} | {p99} | {within} | {} |",
            first.topology,
            first.load.word(),
            first.about,
            why.unwrap_or_default()
        );
    }
    out
}

fn others(rows: &[Row]) -> String {
    let mut out = String::from(
        "| topology | load | metric | of | predicted | simulated | error | off because |\n|---|---|---|---|---|---|---|---|\n",
    );
    let is_latency =
        |row: &&Row| matches!(row.metric, Metric::P50 | Metric::P95 | Metric::P99 | Metric::P99Bounds);
    for row in rows.iter().filter(|row| !is_latency(row)) {
        let number = |value: f64| match row.metric {
            Metric::LongestWait | Metric::SlowTolerance => format!("{} ms", milliseconds(value)),
            Metric::Availability | Metric::Rejected | Metric::JourneyLost => {
                format!("{:.2} %", value * 100.0)
            }
            Metric::BlastRadius => format!("{value:.0}"),
            _ => format!("{value:.3}"),
        };
        let why = if row.holds() { "" } else { reason(row).map_or("", Reason::word) };
        let load = if row.metric == Metric::Availability { "outages" } else { row.load.word() };
        let _ = writeln!(
            out,
            "| {} | {load} | {} | {} | {} | {} | {} | {why} |",
            row.topology,
            row.metric.word(),
            row.about,
            number(row.predicted),
            number(row.simulated),
            error(row)
        );
    }
    out
}
