//! Diagrams: what they look like, that they never exceed Mermaid's limits, and that hostile names stay names.
//! Whether Mermaid itself accepts them is checked by `tests/mermaid/check.mjs` on what `writes_hostile_diagrams` writes.

use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;
use std::fmt::Write as _;
use std::path::Path;
use syncwise::architecture::{Architecture, Provenance, lower, read};
use syncwise::diagnostic::{Label, Severity, any_error};
use syncwise::facts::Subject;
use syncwise::render::mermaid::{CallView, Diagram, Options, flowchart, sequence};
use syncwise::rule::{Class, Finding};
use syncwise::source::{SourceMap, Span};

const SHOP: &str = r#"
syncwise = 1
[service.app]
kind = "client"
[service.edge]
kind = "gateway"
region = "eu"
[service.orders]
tier = 1
region = "eu"
owner = "team-orders"
[service.payment]
tier = 2
region = "us"
[service."stripe.com"]
kind = "external"
[service.mail]
tier = 4
[service.stock]
[service.db]
kind = "datastore"
[service.sessions]
kind = "cache"
[service.kafka]
kind = "broker"

[[interaction]]
id = "place"
from = "edge"
to = "orders"
during = "POST /orders"
operation = "Place"
mode = "sync"
protocol = "http"
timeout = "2s"
[[interaction]]
id = "session"
from = "edge"
to = "sessions"
during = "POST /orders"
mode = "sync"
on-failure = "degrade"
[[interaction]]
id = "charge"
from = "orders"
to = "payment"
during = "Place"
operation = "Charge"
mode = "sync"
protocol = "grpc"
timeout = "300ms"
[[interaction]]
id = "card"
from = "payment"
to = "stripe.com"
during = "Charge"
mode = "hybrid"
timeout = "none"
[[interaction.step]]
id = "authorise"
when = "now"
[[interaction.step]]
id = "capture"
when = "later"
[[interaction]]
id = "store"
from = "orders"
to = "db"
during = "Place"
mode = "sync"
calls = 3
[[interaction]]
id = "reserve"
from = "orders"
to = "stock"
during = "Place"
operation = "Reserve"
probability = "50%"
[[interaction]]
id = "placed-mail"
from = "orders"
to = "mail"
via = "kafka"
channel = "orders"
during = "Place"
mode = "async"
kind = "event"
[[interaction]]
id = "placed-stock"
from = "orders"
to = "stock"
via = "kafka"
channel = "orders"
during = "Place"
operation = "Placed"
mode = "async"
kind = "event"
[[interaction]]
id = "again"
from = "stock"
to = "orders"
during = "Placed"
operation = "Place"
mode = "sync"

[[journey]]
id = "order"
entry = "edge"
operation = "POST /orders"
user-waiting = true
steps = [["session", "place"]]
"#;

fn architecture(text: &str) -> Architecture {
    let mut sources = SourceMap::new();
    let file = sources.add("a.toml", text);
    let (written, mut diagnostics) = read(&sources, file);
    let (architecture, more) = lower(vec![written]);
    diagnostics.extend(more);
    assert!(!any_error(&diagnostics), "{diagnostics:#?}\n{text}");
    architecture
}

fn finding(rule: &str, severity: Severity, subject: Subject) -> Finding {
    let mut sources = SourceMap::new();
    let file = sources.add("a.toml", "");
    Finding {
        rule: rule.into(),
        class: Class::High,
        severity,
        confidence: Provenance::Declared,
        subject,
        subject_id: String::new(),
        title: String::new(),
        primary: Label::new(Span::new(file, 0..0), ""),
        related: Vec::new(),
        help: None,
        note: None,
        because: Vec::new(),
        fingerprint: String::new(),
        allowed: None,
    }
}

fn findings(shop: &Architecture) -> Vec<Finding> {
    let charge = shop.interaction_named("charge").expect("the shop charges");
    let stock = shop.service_named("stock").expect("the shop has stock");
    vec![
        finding("timeout-inversion", Severity::Warning, Subject::Interaction(charge)),
        finding("non-idempotent-retry", Severity::Error, Subject::Interaction(charge)),
        finding("single-point-of-failure", Severity::Info, Subject::Service(stock)),
        Finding {
            allowed: Some((Span::new(syncwise::source::FileId(0), 0..0), "accepted".into())),
            ..finding("x", Severity::Error, Subject::Service(stock))
        },
    ]
}

/// Every diagram of an architecture.
fn all(architecture: &Architecture, findings: &[Finding]) -> Vec<Diagram> {
    let whole = Options { findings, ..Options::default() };
    let mut diagrams = vec![flowchart(architecture, &whole)];
    if let Some(focus) = architecture.service_ids().next() {
        diagrams.push(flowchart(architecture, &Options { focus: Some(focus), ..whole }));
    }
    let view = CallView::new(architecture, findings);
    for journey in architecture.journey_ids() {
        diagrams.push(flowchart(architecture, &Options { journey: Some(journey), ..whole }));
        diagrams.push(sequence(architecture, journey, &view));
    }
    diagrams
}

fn assert_within_limits(diagram: &Diagram) {
    let text = &diagram.text;
    assert!(text.encode_utf16().count() <= 50_000, "{} units", text.encode_utf16().count());
    let edges =
        text.lines().filter(|line| ["-->", "-.->", "==>"].iter().any(|arrow| line.contains(arrow))).count();
    assert!(text.starts_with("sequenceDiagram") || edges <= 500, "{edges} edges");
}

#[test]
fn flowchart_of_a_shop() {
    let shop = architecture(SHOP);
    let findings = findings(&shop);
    insta::assert_snapshot!(flowchart(&shop, &Options { findings: &findings, ..Options::default() }).text);
}

#[test]
fn neighbourhood_of_a_broker() {
    let shop = architecture(SHOP);
    let diagram = flowchart(&shop, &Options { focus: shop.service_named("kafka"), ..Options::default() });
    insta::assert_snapshot!(diagram.text);
}

#[test]
fn sequence_of_an_order() {
    let shop = architecture(SHOP);
    let findings = findings(&shop);
    let order = shop.journey_named("order").expect("the shop has the journey");
    let diagram = sequence(&shop, order, &CallView::new(&shop, &findings));
    insta::assert_snapshot!(diagram.text);
    assert_eq!(diagram.notes.len(), 1, "{:?}", diagram.notes);
}

#[test]
fn the_order_of_tables_does_not_matter() {
    let (head, tables) = SHOP.split_once("\n[service.app]").expect("the shop begins with its services");
    let tables = format!("\n[service.app]{tables}");
    let mut blocks: Vec<String> = Vec::new();
    for line in tables.lines() {
        if line.starts_with('[') && !line.starts_with("[[interaction.step") {
            blocks.push(String::new());
        }
        if let Some(block) = blocks.last_mut() {
            let _ = writeln!(block, "{line}");
        }
    }
    blocks.reverse();
    let (shop, turned) = (architecture(SHOP), architecture(&format!("{head}\n{}", blocks.concat())));
    assert_eq!(all(&shop, &findings(&shop)), all(&turned, &findings(&turned)));
}

/// `width` services per layer, every one of which calls every service of the next layer.
fn layers(width: usize, depth: usize, extra: &str) -> String {
    let mut text = String::from("syncwise = 1\n");
    for layer in 0..depth {
        for at in 0..width {
            let _ = writeln!(text, "[service.l{layer}-{at}]\nregion = \"r{}\"\nowner = \"o{at}\"", at % 3);
        }
    }
    for (layer, from, to) in (1..depth)
        .flat_map(|layer| (0..width).flat_map(move |from| (0..width).map(move |to| (layer, from, to))))
    {
        let mode = ["sync", "async", "hybrid"][(from + to) % 3];
        let _ = writeln!(
            text,
            "[[interaction]]\nfrom = \"l{}-{from}\"\nto = \"l{layer}-{to}\"\nmode = \"{mode}\"{extra}",
            layer - 1
        );
    }
    text + "[[journey]]\nid = \"deep\"\nentry = \"l0-0\"\n"
}

#[test]
fn what_is_too_large_is_collapsed_and_says_so() {
    let cases = [
        (3, 3, true),
        (12, 3, false),
        (1_000, 1, true),
        (15, 3, false),
        (20, 12, false),
        (60, 4, false),
        (1, 3_000, false),
        (3_000, 1, false),
    ];
    for (width, depth, fits) in cases {
        let large = architecture(&layers(width, depth, ""));
        for diagram in all(&large, &[]) {
            assert_within_limits(&diagram);
        }
        let whole = flowchart(&large, &Options::default());
        assert_eq!(whole.notes.is_empty(), fits, "{width} {depth}: {:?}", whole.notes);
        assert_eq!(whole.text.contains("\n%% "), !fits, "the text says it too");
    }
}

#[test]
fn parallel_edges_are_merged_before_anything_is_hidden() {
    let mut text = String::from("syncwise = 1\n[service.a]\n[service.b]\n");
    for at in 0..600 {
        let _ = writeln!(text, "[[interaction]]\nid = \"i{at}\"\nfrom = \"a\"\nto = \"b\"\nmode = \"sync\"");
    }
    let diagram = flowchart(&architecture(&text), &Options::default());
    assert!(diagram.text.contains("s0 -->|\"600 interactions\"| s1"), "{}", diagram.text);
    assert!(diagram.notes.is_empty(), "{:?}", diagram.notes);
}

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

/// An architecture of which the reader may have refused parts: only what it accepts is drawn.
fn lenient(text: &str) -> Architecture {
    let mut sources = SourceMap::new();
    let file = sources.add("a.toml", text);
    lower(vec![read(&sources, file).0]).0
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
