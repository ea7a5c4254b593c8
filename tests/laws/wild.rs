//! Texts that look like the language and are mostly wrong. Never promises that one is sound.

use crate::genes::{Genes, quoted};
use syncwise::architecture::keys;

const NAMES: &[&str] = &[
    "a",
    "b",
    "shop",
    "end",
    "a b",
    "ä",
    "💥",
    "a\"b",
    "a]b",
    "x\u{0}y",
    "\u{202e}gnp",
    "a\nb",
    "-->",
    "{{ 7 * 7 }}",
    "%%{init}%%",
    "../../etc",
    "subgraph",
    "a.b",
    "",
    "<script>",
    "`|`",
    "self",
    "crate",
    "con",
];

const VALUES: &[&str] = &[
    "1",
    "0",
    "-1",
    "99999999999999999999",
    "1.5",
    "inf",
    "nan",
    "true",
    "false",
    "\"300ms\"",
    "\"0s\"",
    "\"99.95%\"",
    "\"100.0000000001%\"",
    "\"40/s\"",
    "\"20kB\"",
    "\"none\"",
    "\"unknown\"",
    "\"sync\"",
    "\"async\"",
    "\"hybrid\"",
    "\"broker\"",
    "\"client\"",
    "\"datastore\"",
    "\"query\"",
    "\"event\"",
    "\"never\"",
    "\"now\"",
    "\"one\"",
    "\"fail\"",
    "2027-01-31",
    "2027-02-30",
    "07:32:00",
    "[]",
    "{}",
    "[[]]",
    "[{}]",
    "[\"a\", [\"b\", [\"c\"]]]",
    "{ p50 = \"9s\", p99 = \"1s\" }",
    "{ average = \"1/s\", peak = \"9/s\" }",
    "{ rule = \"missing-timeout\", reason = \"r\" }",
    "'''\n'''",
    "\"\"\"\n",
    "\"",
    "'",
    "@",
    "1e400",
    "0x10",
    "\"9999999999d\"",
];

const HEADERS: &[&str] = &[
    "[[interaction]]",
    "[[journey]]",
    "[[interaction.step]]",
    "[system]",
    "[policy]",
    "[network]",
    "[interaction]",
    "[service]",
    "[[service]]",
    "[policy.severity]",
    "[policy.weights]",
    "[[interaction.allow]]",
    "[interaction.rate]",
    "[a.b.c]",
    "[",
    "[]",
    "[[]]",
];

/// A document of the keys of the language in places where they may or may not belong.
pub(crate) fn document(genes: &mut Genes<'_>) -> String {
    let mut text =
        String::from(genes.of(&["syncwise = 1\n", "", "syncwise = 2\n", "\u{feff}syncwise = 1\r\n"]));
    let tables = [
        keys::INTERACTION,
        keys::SERVICE,
        keys::JOURNEY,
        keys::STEP,
        keys::POLICY,
        keys::SYSTEM,
        keys::ALLOW,
        keys::ROOT,
    ];
    for _ in 0..genes.below(12) {
        match genes.below(3) {
            0 => text += &format!("[service.{}]\n", quoted(genes.of(NAMES))),
            1 => text += &format!("[[interaction]]\nfrom = {}\nto = {}\n", name(genes), name(genes)),
            _ => text += &format!("{}\n", genes.of(HEADERS)),
        }
        let table = tables[genes.below(tables.len())];
        for _ in 0..genes.below(6) {
            let key = table[genes.below(table.len())].name;
            let value = if genes.once_in(4) { name(genes) } else { genes.of(VALUES).to_owned() };
            text += &format!("{key} = {value}{}", genes.of(&["\n", "\r\n", " # x\n", ""]));
        }
    }
    text
}

fn name(genes: &mut Genes<'_>) -> String {
    quoted(genes.of(NAMES))
}

/// A text with pieces cut out, doubled, moved or replaced.
pub(crate) fn damaged(text: &str, genes: &mut Genes<'_>) -> String {
    let mut text = text.to_owned();
    for _ in 0..1 + genes.below(6) {
        let (from, to) = (place(&text, genes), place(&text, genes));
        let range = from.min(to)..from.max(to).min(from.min(to) + 400);
        let range = range.start..text.floor_char_boundary(range.end);
        let piece = text[range.clone()].to_owned();
        match genes.below(5) {
            0 => text.replace_range(range, ""),
            1 => text.insert_str(range.start, &piece),
            2 => text.replace_range(range, genes.of(VALUES)),
            3 => text.insert_str(range.start, genes.of(HEADERS)),
            _ => {
                text.replace_range(range, "");
                let at = place(&text, genes);
                text.insert_str(at, &piece);
            }
        }
    }
    text
}

fn place(text: &str, genes: &mut Genes<'_>) -> usize {
    text.floor_char_boundary(genes.below(text.len() + 1))
}
