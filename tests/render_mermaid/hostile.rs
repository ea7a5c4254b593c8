//! Hostile names stay names. Never judges the pictures: Mermaid itself does, in `tests/mermaid/check.mjs`.

use crate::support::{all, architecture, assert_within_limits, finding, layers, lenient};
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use std::fmt::Write as _;
use std::path::Path;
use syncwise::architecture::Architecture;
use syncwise::diagnostic::Severity;
use syncwise::facts::Subject;
use syncwise::rule::Finding;

/// A name as a TOML string.
fn quoted(name: &str) -> String {
    let mut out = String::from("\"");
    for character in name.chars() {
        match character {
            '"' | '\\' => out.extend(['\\', character]),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out + "\""
}

/// Pieces that have a meaning somewhere in Mermaid, in HTML, in Markdown or in JavaScript.
const TRAPS: &[&str] = &[
    "end",
    "END",
    "graph",
    "subgraph",
    "flowchart",
    "class",
    "classDef",
    "style",
    "linkStyle",
    "click",
    "default",
    "direction",
    "loop",
    "alt",
    "opt",
    "par",
    "and",
    "note",
    "Note over p0",
    "activate",
    "as",
    "participant",
    "actor",
    "box",
    "rect",
    "o-->",
    "x-->",
    "-->",
    "->>",
    "-)",
    "--",
    "==",
    "-.-",
    "o",
    "x",
    "\"",
    "'",
    "`",
    "[",
    "]",
    "[[",
    "]]",
    "(",
    ")",
    "{",
    "}",
    "{{",
    "|",
    "#",
    ";",
    "#quot;",
    "#35;",
    "&lt;",
    "<script>alert(1)</script>",
    "<br/>",
    "%%",
    "%%{init: {\"theme\":\"dark\"}}%%",
    "---",
    ":",
    "::",
    ":::",
    "@",
    "@{ shape: x }",
    "$$x^2$$",
    "fa:fa-car",
    "1. a",
    "- a",
    "* a",
    "_a_",
    "**b**",
    "\\",
    "/",
    "~",
    "<",
    ">",
    ",",
    "+",
    "=",
    "?",
    "\n",
    "\r\n",
    "\t",
    "\u{202e}",
    "\u{200b}",
    "é",
    "漢字",
    "\u{1f600}",
    "e\u{301}",
    "ﬂ°°35¶ß",
    "wrap:",
    "nowrap:",
    "style a:b#c;",
    "constructor",
    "__proto__",
    "toString",
    " ",
    "a",
    "payment service",
    "accTitle:",
    "title",
    "autonumber",
    "create",
    "destroy",
    "\u{2028}",
    "\u{7f}",
    "\u{1}",
    "0",
    "123",
    "_",
    "-",
    ".",
];

fn hostile_name() -> impl Strategy<Value = String> {
    let trap = prop::sample::select(TRAPS).prop_map(str::to_owned);
    let piece = prop_oneof![6 => trap, 1 => any::<String>(), 1 => "[ -~]{1,12}", 1 => "\\PC{0,200}"];
    prop::collection::vec(piece, 1..4).prop_map(|pieces| format!("n{}", pieces.concat()).split_off(1) + "·")
}

/// Text of an architecture in which every name is hostile.
fn hostile() -> impl Strategy<Value = String> {
    let names = prop::collection::btree_set(hostile_name(), 2..7).prop_map(Vec::from_iter);
    let edge = (any::<[prop::sample::Index; 3]>(), prop::collection::vec(hostile_name(), 6), any::<u32>());
    (names, prop::collection::vec(edge, 1..9), hostile_name()).prop_map(|(names, edges, region)| {
        let kinds = ["service", "client", "gateway", "external", "datastore", "cache", "service"];
        let mut text = String::from("syncwise = 1\n[service.\"the broker\"]\nkind = \"broker\"\n");
        for (at, name) in names.iter().enumerate() {
            let kind = kinds[(at + names[0].len()) % kinds.len()];
            let _ = writeln!(
                text,
                "[service.{}]\nkind = \"{kind}\"\nregion = {}\nowner = {}",
                quoted(name),
                quoted(&region),
                quoted(name)
            );
        }
        let mut modes = vec![];
        for (at, (ends, words, bits)) in edges.iter().enumerate() {
            let (from, to) = (ends[0].get(&names), ends[1].get(&names));
            let mode = ["mode = \"sync\"", "mode = \"async\"", "mode = \"hybrid\"", ""][(bits % 4) as usize];
            modes.push(mode);
            let _ = writeln!(
                text,
                "[[interaction]]\nid = {}\nfrom = {}\nto = {}\n{mode}",
                quoted(&format!("{}{at}", words[0])),
                quoted(from),
                quoted(to)
            );
            for (bit, line) in [
                (2, format!("operation = {}", quoted(&words[1]))),
                (3, format!("during = {}", quoted(&words[1]))),
                (4, format!("channel = {}", quoted(&words[2]))),
                (5, "via = \"the broker\"".into()),
                (6, "parallel = \"together\"".into()),
                (7, "calls = 4".into()),
                (8, "probability = \"12.5%\"".into()),
                (9, "on-failure = \"ignore\"".into()),
                (10, "timeout = \"1.5s\"".into()),
                (11, "protocol = \"grpc\"".into()),
                (12, format!("[[interaction.step]]\nid = {}\nwhen = \"later\"", quoted(&words[3]))),
            ] {
                if bits >> bit & 1 == 1 {
                    let _ = writeln!(text, "{line}");
                }
            }
        }
        let _ = writeln!(
            text,
            "[[journey]]\nid = {}\nentry = {}\noperation = {}",
            quoted(&region),
            quoted(&names[0]),
            quoted(&edges[0].1[1])
        );
        text
    })
}

/// Findings with hostile rule names on everything.
fn painted(architecture: &Architecture) -> Vec<Finding> {
    let severities = [Severity::Error, Severity::Warning, Severity::Info];
    let subjects = architecture
        .interaction_ids()
        .map(Subject::Interaction)
        .chain(architecture.service_ids().map(Subject::Service));
    subjects
        .enumerate()
        .map(|(at, subject)| finding(TRAPS[at % TRAPS.len()], severities[at % 3], subject))
        .collect()
}

proptest! {
    #[test]
    fn hostile_names_stay_names(text in hostile()) {
        let architecture = lenient(&text);
        for diagram in all(&architecture, &painted(&architecture)) {
            assert_within_limits(&diagram);
            for line in diagram.text.lines() {
                prop_assert!(!line.contains("script>") && !line.contains("%%{") && !line.contains('`'), "{line}");
                prop_assert!(line.matches('"').count() % 2 == 0, "{line}");
                prop_assert!(!line.chars().any(char::is_control), "{line:?}");
            }
        }
    }
}

/// Writes diagrams with hostile names for Mermaid's own parser: `SYNCWISE_DIAGRAMS=DIR cargo test -- --ignored hostile`.
#[test]
#[ignore = "writes files for tests/mermaid/check.mjs"]
fn writes_hostile_diagrams() {
    let folder = std::env::var("SYNCWISE_DIAGRAMS").expect("SYNCWISE_DIAGRAMS names the folder to write to");
    let folder = Path::new(&folder);
    std::fs::create_dir_all(folder).expect("the folder can be made");
    let mut runner = TestRunner::deterministic();
    let write = |name: String, architecture: &Architecture| {
        for (at, diagram) in all(architecture, &painted(architecture)).iter().enumerate() {
            std::fs::write(folder.join(format!("{name}-{at}.mmd")), &diagram.text)
                .expect("the file can be written");
        }
    };
    for case in 0..60 {
        let text = hostile().new_tree(&mut runner).expect("the strategy yields values").current();
        write(format!("hostile-{case}"), &lenient(&text));
    }
    for (at, name) in TRAPS.iter().enumerate() {
        let name = quoted(name);
        let text = format!(
            "syncwise = 1\n[service.{name}]\nregion = {name}\n[service.other]\n[[interaction]]\nfrom = {name}\n\
             to = \"other\"\noperation = {name}\nchannel = {name}\nmode = \"hybrid\"\n[[interaction.step]]\nid = {name}\n\
             when = \"later\"\n[[journey]]\nid = \"j\"\nentry = {name}\n"
        );
        write(format!("trap-{at}"), &lenient(&text));
    }
    for (width, depth) in [(15, 3), (20, 12), (1_000, 1), (1, 3_000)] {
        let text = layers(width, depth, "\ncalls = 2\nparallel = \"p\"");
        write(format!("large-{width}-{depth}"), &architecture(&text));
    }
    for example in std::fs::read_dir("examples").expect("the examples are there").flatten() {
        if let Ok(text) = std::fs::read_to_string(example.path().join("architecture.toml")) {
            write(format!("example-{}", example.file_name().display()), &lenient(&text));
        }
    }
}
