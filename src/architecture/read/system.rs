//! Reads `[system]`, `[policy]` and `[network]`. Never looks at another table.

use super::reader::Reader;
use crate::architecture::written::WrittenRoundTrip;
use crate::architecture::{Named, Policy, Ratio, System, keys};
use crate::diagnostic::{Diagnostic, Severity};
use crate::document::{Item, Table, Value, unknown_key};
use crate::source::Spanned;

pub(super) fn system(reader: &mut Reader<'_>, table: Table<'_, '_>) -> System {
    let mut system = System::default();
    for (key, item) in table.entries() {
        let name = key.value;
        match name {
            "name" => system.name = reader.text(name, item),
            "description" => system.description = reader.text(name, item),
            "messaging" => system.messaging = reader.choice(name, item),
            "allow" => system.allow = reader.allow(item),
            _ => reader.report(unknown_key(key, "`[system]`", keys::names(keys::SYSTEM))),
        }
    }
    system
}

pub(super) fn policy(reader: &mut Reader<'_>, table: Table<'_, '_>) -> Policy {
    let mut policy = Policy::default();
    for (key, item) in table.entries() {
        let name = key.value;
        match name {
            "max-blocking-depth" => policy.max_blocking_depth = reader.count(name, item, 1),
            "max-retry-amplification" => policy.max_retry_amplification = reader.count(name, item, 1),
            "max-hold" => policy.max_hold = reader.duration(name, item),
            "outage" => policy.outage = reader.duration(name, item),
            "broker-latency" => policy.broker_latency = reader.duration(name, item),
            "availability" => assumed_availability(reader, item, &mut policy),
            "weights" => policy.weights = weights(reader, item),
            "severity" => policy.severity = severities(reader, item),
            "rules" => policy.rules = reader.texts(name, item),
            _ => reader.report(unknown_key(key, "`[policy]`", keys::names(keys::POLICY))),
        }
    }
    policy
}

fn assumed_availability(reader: &mut Reader<'_>, item: Item<'_, '_>, policy: &mut Policy) {
    let Some(table) = reader.table("availability", item) else { return };
    for (key, item) in table.entries() {
        let ratio = |reader: &mut Reader<'_>| -> Option<Spanned<Ratio>> { reader.ratio(key.value, item) };
        match key.value {
            "tier-1" => policy.availability_by_tier[0] = ratio(reader),
            "tier-2" => policy.availability_by_tier[1] = ratio(reader),
            "tier-3" => policy.availability_by_tier[2] = ratio(reader),
            "tier-4" => policy.availability_by_tier[3] = ratio(reader),
            "external" => policy.availability_external = ratio(reader),
            _ => reader.report(unknown_key(
                key,
                "`availability`",
                ["tier-1", "tier-2", "tier-3", "tier-4", "external"],
            )),
        }
    }
}

fn weights(reader: &mut Reader<'_>, item: Item<'_, '_>) -> Named<f64> {
    let Some(table) = reader.table("weights", item) else { return Vec::new() };
    table
        .entries()
        .filter_map(|(key, item)| Some((key.map(Into::into), reader.number(key.value, item)?)))
        .collect()
}

fn severities(reader: &mut Reader<'_>, item: Item<'_, '_>) -> Named<Option<Severity>> {
    let Some(table) = reader.table("severity", item) else { return Vec::new() };
    let mut severities = Vec::new();
    for (key, item) in table.entries() {
        let severity = match item.value() {
            Value::Text("error") => Some(Severity::Error),
            Value::Text("warning") => Some(Severity::Warning),
            Value::Text("info") => Some(Severity::Info),
            Value::Text("off") => None,
            _ => {
                let title = format!(
                    "the severity of `{}` must be \"error\", \"warning\", \"info\" or \"off\"",
                    key.value
                );
                reader.report(Diagnostic::error("unknown-word", title, item.span));
                continue;
            }
        };
        severities.push((key.map(Into::into), Spanned::new(severity, item.span)));
    }
    severities
}

pub(super) fn network(reader: &mut Reader<'_>, item: Item<'_, '_>) -> Vec<WrittenRoundTrip> {
    let Some(table) = reader.table("network", item) else { return Vec::new() };
    let mut pairs = Vec::new();
    for (key, item) in table.entries() {
        let mut regions = key.value.split_whitespace();
        let (Some(one), Some(other), None) = (regions.next(), regions.next(), regions.next()) else {
            let title = format!("`{}` does not name two regions", key.value);
            reader.report(
                Diagnostic::error("bad-pair", title, key.span)
                    .help("write both regions with a space between: `\"eu-west-1 us-east-1\" = \"80ms\"`"),
            );
            continue;
        };
        if let Some(round_trip) = reader.duration(key.value, item) {
            pairs.push((Spanned::new((one.into(), other.into()), key.span), round_trip));
        }
    }
    pairs
}
