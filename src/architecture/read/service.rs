//! Reads `[service.NAME]` tables. Never looks at another table.

use super::reader::Reader;
use crate::architecture::{Duration, ServiceFacts, keys, written};
use crate::diagnostic::Diagnostic;
use crate::document::{Item, Table, Value, unknown_key};
use crate::source::Spanned;

pub(super) fn services(reader: &mut Reader<'_>, item: Item<'_, '_>) -> Vec<written::Service> {
    let Value::Table(table) = item.value() else {
        reader.report(
            item.wrong_shape("service", "a table of tables")
                .help("write `[service.NAME]`, one table per service"),
        );
        return Vec::new();
    };
    let mut services = Vec::new();
    for (name, item) in table.entries() {
        if name.value.is_empty() {
            reader.report(Diagnostic::error("empty-text", "a service has an empty name", name.span));
        } else if let Value::Table(table) = item.value() {
            services.push(written::Service { name: name.map(Into::into), declared: facts(reader, table) });
        } else {
            let hint = keys::names(keys::SERVICE)
                .any(|key| key == name.value)
                .then(|| "a service needs a name: write `[service.NAME]` above its keys".to_owned());
            reader.report(item.wrong_shape(&format!("service.{}", name.value), "a table").maybe_help(hint));
        }
    }
    services
}

fn facts(reader: &mut Reader<'_>, table: Table<'_, '_>) -> ServiceFacts {
    let mut facts = ServiceFacts::default();
    for (key, item) in table.entries() {
        let name = key.value;
        match name {
            "kind" => facts.kind = reader.choice(name, item),
            "description" => facts.description = reader.text(name, item),
            "owner" => facts.owner = reader.text(name, item),
            "tier" => facts.tier = reader.tier(name, item),
            "region" => facts.region = reader.text(name, item),
            "zones" => facts.zones = reader.count(name, item, 1),
            "availability" => facts.availability = reader.ratio(name, item),
            "latency" => (facts.p50, facts.p99) = latency(reader, item),
            "instances" => facts.instances = reader.count(name, item, 1),
            "concurrency" => facts.concurrency = reader.count(name, item, 1),
            "when-full" => facts.when_full = reader.choice(name, item),
            "capacity" => facts.capacity = reader.rate(name, item),
            "allow" => facts.allow = reader.allow(item),
            "measured" => facts.measured = reader.measured(item, keys::SERVICE),
            "evidence" => facts.evidence = reader.texts(name, item),
            _ => reader.report(unknown_key(key, "a service", keys::names(keys::SERVICE))),
        }
    }
    facts
}

type Percentile = Option<Spanned<Duration>>;

fn latency(reader: &mut Reader<'_>, item: Item<'_, '_>) -> (Percentile, Percentile) {
    let (mut p50, mut p99) = (None, None);
    let Value::Table(table) = item.value() else {
        reader.report(item.wrong_shape("latency", "a table such as { p50 = \"5ms\", p99 = \"25ms\" }"));
        return (p50, p99);
    };
    for (key, item) in table.entries() {
        match key.value {
            "p50" => p50 = reader.duration("p50", item),
            "p99" => p99 = reader.duration("p99", item),
            _ => reader.report(unknown_key(key, "`latency`", ["p50", "p99"])),
        }
    }
    if let (Some(median), Some(tail)) = (p50, p99)
        && tail.value < median.value
    {
        reader.report(
            Diagnostic::error(
                "impossible-value",
                format!("p99 ({}) is below p50 ({})", tail.value, median.value),
                tail.span,
            )
            .also(median.span, "the median"),
        );
    }
    (p50, p99)
}
