//! Architectures that are sound, table by table, so that the tables can be put in any order and any file.

use crate::genes::{Genes, quoted};

const NAMES: &[&str] = &["shop", "bank", "mail", "stock", "end", "a b", "ü-\"x\"", "C", "web"];

/// A file of these tables.
pub(crate) fn file(tables: &[String]) -> String {
    format!("syncwise = 1\n\n{}", tables.concat())
}

/// The tables in another order, dealt to several files.
pub(crate) fn shuffled(tables: &[String], order: &[u32], files: usize) -> Vec<String> {
    let mut keyed: Vec<(u32, usize)> = (0..tables.len())
        .map(|index| (order[index % order.len()].rotate_left(index as u32), index))
        .collect();
    keyed.sort_unstable();
    let mut dealt: Vec<Vec<String>> = vec![Vec::new(); files];
    for (key, index) in keyed {
        dealt[key as usize / 7 % files].push(tables[index].clone());
    }
    dealt.iter().filter(|tables| !tables.is_empty()).map(|tables| file(tables)).collect()
}

/// The top-level tables of a file, each with what belongs to it.
pub(crate) fn split(text: &str) -> Vec<String> {
    let mut tables: Vec<String> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with("syncwise")) {
        let inner = line.starts_with("[[interaction.") || line.starts_with("[policy.");
        if line.starts_with('[') && !inner {
            tables.push(String::new());
        }
        if let Some(table) = tables.last_mut() {
            *table += line;
            table.push('\n');
        }
    }
    tables
}

/// A handful of services with calls, messages and journeys between them.
pub(crate) fn tables(genes: &mut Genes<'_>) -> Vec<String> {
    let services = 2 + genes.below(NAMES.len() - 2);
    let mut tables: Vec<String> = (0..services).map(|index| service(index, genes)).collect();
    tables.push("[service.kafka]\nkind = \"broker\"\navailability = \"99.9%\"\n\n".into());
    let interactions = genes.below(12);
    for index in 0..interactions {
        tables.push(interaction(index, services, genes));
    }
    for index in 0..genes.below(3) {
        tables.push(journey(index, services, genes));
    }
    if genes.once_in(2) {
        tables.push("[network]\n\"eu us\" = \"80ms\"\n\n".into());
    }
    if genes.once_in(3) {
        tables.push("[system]\nname = \"Shop\"\nmessaging = \"proven\"\n\n".into());
    }
    if genes.once_in(3) {
        tables.push("[policy]\nmax-blocking-depth = 2\navailability = { tier-1 = \"99.9%\" }\nweights = { messaging = 2 }\n\n".into());
    }
    tables
}

fn service(index: usize, genes: &mut Genes<'_>) -> String {
    let mut table = format!("[service.{}]\n", quoted(NAMES[index]));
    let kinds = ["service", "gateway", "external", "datastore", "cache"];
    maybe(&mut table, genes, "kind", 2, |genes| quoted(genes.of(&kinds)));
    maybe(&mut table, genes, "tier", 2, |genes| (1 + genes.below(4)).to_string());
    maybe(&mut table, genes, "region", 2, |genes| quoted(genes.of(&["eu", "us"])));
    maybe(&mut table, genes, "availability", 2, |genes| quoted(genes.of(&["99.9%", "99.99%", "99%"])));
    maybe(&mut table, genes, "latency", 2, |_| "{ p50 = \"5ms\", p99 = \"40ms\" }".into());
    maybe(&mut table, genes, "concurrency", 4, |_| "20".into());
    maybe(&mut table, genes, "allow", 6, |_| "[{ rule = \"shared-database\", reason = \"for now\" }]".into());
    table + "\n"
}

fn interaction(index: usize, services: usize, genes: &mut Genes<'_>) -> String {
    let (from, to) = (NAMES[genes.below(services)], NAMES[genes.below(services)]);
    let mut table = format!("[[interaction]]\nfrom = {}\nto = {}\n", quoted(from), quoted(to));
    // Operations are shared, so that calls meet; a derived identifier needs one of its own.
    if genes.once_in(2) {
        table += &format!("id = \"i{index}\"\noperation = {}\n", quoted(genes.of(&["Buy", "Pay", "Look"])));
    } else {
        table += &format!("operation = \"Op{index}\"\n");
    }
    maybe(&mut table, genes, "during", 2, |genes| quoted(genes.of(&["Buy", "Pay", "Look"])));
    maybe(&mut table, genes, "kind", 2, |genes| quoted(genes.of(&["query", "command", "event"])));
    match genes.below(4) {
        0 => table += "mode = \"sync\"\n",
        1 => table += &format!("mode = \"async\"\nvia = \"kafka\"\nchannel = \"c{index}\"\n"),
        2 => table += "mode = \"async\"\n",
        _ => {}
    }
    maybe(&mut table, genes, "timeout", 2, |genes| quoted(genes.of(&["300ms", "2s", "none", "unknown"])));
    maybe(&mut table, genes, "attempts", 3, |genes| (2 + genes.below(3)).to_string());
    maybe(&mut table, genes, "on-failure", 3, |genes| quoted(genes.of(&["fail", "degrade", "ignore"])));
    maybe(&mut table, genes, "user-waiting", 3, |genes| genes.of(&["true", "false"]).into());
    maybe(&mut table, genes, "needs-result", 3, |_| "\"later\"".into());
    maybe(&mut table, genes, "consistency", 3, |genes| quoted(genes.of(&["strong", "eventual"])));
    maybe(&mut table, genes, "calls", 4, |_| "3".into());
    maybe(&mut table, genes, "parallel", 4, |_| "\"group\"".into());
    maybe(&mut table, genes, "idempotency", 4, |genes| {
        quoted(genes.of(&["impossible", "keyable", "natural"]))
    });
    maybe(&mut table, genes, "rate", 4, |_| "{ average = \"40/s\", peak = \"400/s\" }".into());
    maybe(&mut table, genes, "access", 4, |genes| quoted(genes.of(&["read", "write"])));
    maybe(&mut table, genes, "allow", 8, |_| "[{ rule = \"missing-timeout\", reason = \"known\" }]".into());
    if genes.once_in(6) {
        table += "[[interaction.step]]\nid = \"check\"\nwhen = \"now\"\nstrong = true\n";
        table += "[[interaction.step]]\nid = \"tell\"\nwhen = \"later\"\nafter = \"check\"\n";
    }
    table + "\n"
}

fn journey(index: usize, services: usize, genes: &mut Genes<'_>) -> String {
    let mut table =
        format!("[[journey]]\nid = \"j{index}\"\nentry = {}\n", quoted(NAMES[genes.below(services)]));
    maybe(&mut table, genes, "operation", 2, |genes| quoted(genes.of(&["Buy", "Pay", "Look"])));
    maybe(&mut table, genes, "slo", 2, |_| "{ p99 = \"200ms\", availability = \"99.95%\" }".into());
    maybe(&mut table, genes, "user-waiting", 2, |genes| genes.of(&["true", "false"]).into());
    maybe(&mut table, genes, "rate", 3, |_| "\"20/s\"".into());
    table + "\n"
}

fn maybe(
    table: &mut String,
    genes: &mut Genes<'_>,
    key: &str,
    times: usize,
    value: impl Fn(&mut Genes<'_>) -> String,
) {
    if genes.once_in(times) {
        *table += &format!("{key} = {}\n", value(genes));
    }
}
