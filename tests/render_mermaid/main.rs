//! Diagrams: what they look like, and that they never exceed Mermaid's limits. Never runs Mermaid.

mod hostile;
mod support;

use std::fmt::Write as _;
use support::{all, architecture, assert_within_limits, finding, layers};
use syncwise::architecture::Architecture;
use syncwise::diagnostic::Severity;
use syncwise::facts::Subject;
use syncwise::render::mermaid::{CallView, Options, flowchart, sequence};
use syncwise::rule::{Acceptance, Finding};
use syncwise::source::{FileId, Span};

const SHOP: &str = include_str!("shop.toml");

fn findings(shop: &Architecture) -> Vec<Finding> {
    let charge = shop.interaction_named("charge").expect("the shop charges");
    let stock = shop.service_named("stock").expect("the shop has stock");
    vec![
        finding("timeout-inversion", Severity::Warning, Subject::Interaction(charge)),
        finding("non-idempotent-retry", Severity::Error, Subject::Interaction(charge)),
        finding("single-point-of-failure", Severity::Info, Subject::Service(stock)),
        Finding {
            allowed: Some(Acceptance {
                span: Span::new(FileId(0), 0..0),
                reason: "accepted".into(),
                expires: None,
                adr: None,
                owner: None,
            }),
            ..finding("x", Severity::Error, Subject::Service(stock))
        },
    ]
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
