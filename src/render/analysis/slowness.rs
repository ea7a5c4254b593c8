//! What slowness does, as text and as JSON. Never computes it.

use super::show::{ends, seconds, service};
use crate::architecture::Architecture;
use crate::plan::{Slowness, Wait};
use serde_json::{Value, json};
use std::fmt::Write;

/// Who waits, which pools fill up, and which journeys lose requests; then the same once the plan is carried out.
pub fn slowness_text(architecture: &Architecture, now: &Slowness, planned: Option<&Slowness>) -> String {
    let mut out = format!("{} takes {}\n", service(architecture, now.service), seconds(now.seconds));
    lines(&mut out, architecture, now);
    if let Some(planned) = planned {
        out += "With the plan carried out\n";
        lines(&mut out, architecture, planned);
    }
    if !now.pools.is_empty() {
        out += "Means. Pools are taken as independent: where requests hold two at once, some points more are lost.\n";
    }
    out
}

fn lines(out: &mut String, architecture: &Architecture, slowness: &Slowness) {
    for wait in &slowness.waits {
        let (ends, before) = (ends(architecture, wait.interaction), before(wait.before));
        let after = if wait.after.is_finite() { seconds(wait.after) } else { "without end".into() };
        let fires = if wait.times_out { ", the timeout fires" } else { "" };
        let _ = writeln!(out, "  {ends} waits {after} instead of {before}{fires}");
    }
    if slowness.waits.is_empty() {
        let _ = writeln!(out, "  nobody waits longer");
    }
    for pool in &slowness.pools {
        let ((low, high), (few, many)) = (pool.utilisation, pool.rejected);
        let _ = writeln!(
            out,
            "  {} has {} places: {} → {} taken, {} → {} of its requests find none",
            service(architecture, pool.service),
            pool.places,
            share(low),
            share(high),
            share(few),
            share(many)
        );
    }
    for lost in &slowness.lost {
        let journey = &architecture.journey(lost.journey).id;
        let name = service(architecture, slowness.service);
        let unrelated = format!(", although it does not wait for {name}");
        let why = if lost.waits_for_it { "" } else { &*unrelated };
        let _ = writeln!(
            out,
            "  journey {journey} loses {} of its requests to full pools{why}",
            share(lost.share)
        );
    }
    if !slowness.missing.is_empty() {
        let _ = writeln!(out, "  cannot assess all pools; not declared: {}", slowness.missing.join(", "));
    }
}

/// A mean that is nothing rests on times that are not declared.
fn before(mean: f64) -> String {
    if mean > 0.0 { seconds(mean) } else { "a time that is not declared".into() }
}

fn share(share: f64) -> String {
    if share.is_infinite() { "more than any number".into() } else { format!("{:.0} %", share * 100.0) }
}

/// The same as a JSON document, version 1, that ends in a newline. `null` is a wait without end.
pub fn slowness_json(architecture: &Architecture, now: &Slowness, planned: Option<&Slowness>) -> String {
    let document = json!({
        "version": 1,
        "slow": service(architecture, now.service),
        "takes_ms": now.seconds * 1e3,
        "now": value(architecture, now),
        "planned": planned.map(|planned| value(architecture, planned)),
    });
    serde_json::to_string_pretty(&document).expect("text and numbers have a JSON form") + "\n"
}

fn value(architecture: &Architecture, slowness: &Slowness) -> Value {
    let milliseconds = |seconds: f64| seconds.is_finite().then_some(seconds * 1e3);
    let finite = |number: f64| number.is_finite().then_some(number);
    let wait = |wait: &Wait| {
        json!({
            "interaction": architecture.interaction(wait.interaction).id,
            "before_ms": milliseconds(wait.before),
            "after_ms": milliseconds(wait.after),
            "times_out": wait.times_out,
        })
    };
    let pools = slowness.pools.iter().map(|pool| {
        json!({
            "service": service(architecture, pool.service),
            "places": pool.places,
            "utilisation_before": finite(pool.utilisation.0),
            "utilisation_after": finite(pool.utilisation.1),
            "rejected_before": pool.rejected.0,
            "rejected_after": pool.rejected.1,
        })
    });
    let lost = slowness.lost.iter().map(|lost| {
        json!({
            "journey": architecture.journey(lost.journey).id,
            "share": lost.share,
            "waits_for_it": lost.waits_for_it,
        })
    });
    json!({
        "waits": slowness.waits.iter().map(wait).collect::<Vec<_>>(),
        "pools": pools.collect::<Vec<_>>(),
        "journeys_losing": lost.collect::<Vec<_>>(),
        "not_declared": slowness.missing,
    })
}
