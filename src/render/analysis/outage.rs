//! What an outage does, as text and as JSON. Never computes it.

use super::show::{ends, service};
use crate::architecture::Architecture;
use crate::plan::{Fate, Outage};
use serde_json::{Value, json};
use std::fmt::Write;

fn word(fate: Fate) -> &'static str {
    match fate {
        Fate::Fails => "fails",
        Fate::Degrades => "degrades",
        Fate::Unknown => "unknown",
        Fate::Unaffected => "unaffected",
    }
}

/// The failure step by step, then every journey; then what is left of it once the plan is carried out.
pub fn outage_text(architecture: &Architecture, now: &Outage, planned: Option<&Outage>) -> String {
    let mut out = format!("{} is down\n", service(architecture, now.service));
    lines(&mut out, architecture, now);
    if let Some(planned) = planned {
        out += "With the plan carried out\n";
        lines(&mut out, architecture, planned);
    }
    out
}

fn lines(out: &mut String, architecture: &Architecture, outage: &Outage) {
    for spread in &outage.spread {
        let ends = ends(architecture, spread.interaction);
        let effect = if spread.is_hard { "the caller fails with it" } else { "the caller survives" };
        let _ = writeln!(out, "  step {}: {ends}: {effect}", spread.step);
    }
    if outage.spread.is_empty() {
        let _ = writeln!(out, "  nobody waits for it");
    }
    for hit in &outage.hits {
        let path: Vec<String> = hit.path.iter().map(|id| ends(architecture, *id)).collect();
        let through = if path.is_empty() { String::new() } else { format!(": {}", path.join(", ")) };
        let _ =
            writeln!(out, "  journey {} {}{through}", architecture.journey(hit.journey).id, word(hit.fate));
    }
}

/// The same as a JSON document, version 1, that ends in a newline.
pub fn outage_json(architecture: &Architecture, now: &Outage, planned: Option<&Outage>) -> String {
    let document = json!({
        "version": 1,
        "down": service(architecture, now.service),
        "now": value(architecture, now),
        "planned": planned.map(|planned| value(architecture, planned)),
    });
    serde_json::to_string_pretty(&document).expect("text and numbers have a JSON form") + "\n"
}

fn value(architecture: &Architecture, outage: &Outage) -> Value {
    let spread = outage.spread.iter().map(|spread| {
        json!({
            "step": spread.step,
            "interaction": architecture.interaction(spread.interaction).id,
            "hard": spread.is_hard,
        })
    });
    let hits = outage.hits.iter().map(|hit| {
        let path: Vec<&str> = hit.path.iter().map(|id| &*architecture.interaction(*id).id).collect();
        json!({ "journey": architecture.journey(hit.journey).id, "fate": word(hit.fate), "path": path })
    });
    json!({ "spread": spread.collect::<Vec<_>>(), "journeys": hits.collect::<Vec<_>>() })
}
