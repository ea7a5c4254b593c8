//! Reads `[[journey]]` tables. Never looks at another table.

use super::reader::Reader;
use crate::architecture::{Duration, Slo, keys, written};
use crate::diagnostic::Diagnostic;
use crate::document::{Item, Table, Value, unknown_key};
use crate::source::Spanned;

pub(super) fn journey(reader: &mut Reader<'_>, table: Table<'_, '_>) -> Option<written::Journey> {
    let (mut id, mut description, mut entry, mut operation) = (None, None, None, None);
    let (mut user_waiting, mut rate, mut tier) = (None, None, None);
    let (mut slo, mut steps, mut allow, mut evidence) = (Slo::default(), Vec::new(), Vec::new(), Vec::new());
    for (key, item) in table.entries() {
        let name = key.value;
        match name {
            "id" => id = reader.text(name, item),
            "description" => description = reader.text(name, item),
            "entry" => entry = reader.text(name, item),
            "operation" => operation = reader.text(name, item),
            "user-waiting" => user_waiting = reader.flag(name, item),
            "rate" => rate = reader.rate(name, item),
            "tier" => tier = reader.tier(name, item),
            "slo" => slo = objectives(reader, item),
            "steps" => steps = order(reader, item),
            "allow" => allow = reader.allow(item),
            "evidence" => evidence = reader.texts(name, item),
            _ => reader.report(unknown_key(key, "a journey", keys::names(keys::JOURNEY))),
        }
    }
    for name in ["id", "entry"] {
        if table.get(name).is_none() {
            let means =
                if name == "id" { "a name of its own" } else { "the service that receives the request" };
            reader.report(
                Diagnostic::error("missing-key", format!("journey without `{name}`"), table.span)
                    .help(format!("write `{name} = \"…\"`: {means}")),
            );
        }
    }
    let (id, entry) = (id?, entry?);
    Some(written::Journey {
        span: table.span,
        id,
        description,
        entry,
        operation,
        user_waiting,
        rate,
        tier,
        slo,
        steps,
        allow,
        evidence,
    })
}

fn objectives(reader: &mut Reader<'_>, item: Item<'_, '_>) -> Slo {
    let mut slo = Slo::default();
    let Value::Table(table) = item.value() else {
        reader.report(item.wrong_shape("slo", "a table such as { p99 = \"1s\", availability = \"99.9%\" }"));
        return slo;
    };
    for (key, item) in table.entries() {
        match key.value {
            "p50" => slo.p50 = reader.duration("p50", item),
            "p95" => slo.p95 = reader.duration("p95", item),
            "p99" => slo.p99 = reader.duration("p99", item),
            "availability" => slo.availability = reader.ratio("availability", item),
            _ => reader.report(unknown_key(key, "`slo`", ["p50", "p95", "p99", "availability"])),
        }
    }
    let percentiles: Vec<(&str, Spanned<Duration>)> = [("p50", slo.p50), ("p95", slo.p95), ("p99", slo.p99)]
        .into_iter()
        .filter_map(|(name, p)| Some((name, p?)))
        .collect();
    for pair in percentiles.windows(2) {
        let ((lower, low), (higher, high)) = (pair[0], pair[1]);
        if high.value < low.value {
            let title = format!("{higher} ({}) is below {lower} ({})", high.value, low.value);
            reader.report(
                Diagnostic::error("impossible-value", title, high.span)
                    .also(low.span, "the lower percentile"),
            );
        }
    }
    slo
}

fn order(reader: &mut Reader<'_>, item: Item<'_, '_>) -> Vec<Vec<Spanned<Box<str>>>> {
    let Value::List(items) = item.value() else {
        reader.report(item.wrong_shape("steps", "a list of interactions; an inner list runs together"));
        return Vec::new();
    };
    let mut order = Vec::with_capacity(items.len());
    for item in items {
        match item.value() {
            Value::Text(_) | Value::List(_) => order.push(reader.texts("steps", item)),
            _ => reader.report(item.wrong_entry("steps", "an interaction or a list of them")),
        }
    }
    order.retain(|step| !step.is_empty());
    order
}
