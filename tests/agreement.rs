//! What the program recommends is what a person decided from the sources, or the difference is explained here.
//!
//! `examples/*/expected/decisions-reviewed.md` was written before the program was asked.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use syncwise::architecture::{Architecture, Choice, Date, Mode};
use syncwise::graph::CallGraph;
use syncwise::run::{Common, Input, Session, study};

/// Differences that were looked at, each with who is right and why.
const EXPLAINED: &[(&str, &str, &str)] =
    &[("online-boutique", "checkout-ship-order", SHIPPING), ("otel-demo", "checkout-ship-order", SHIPPING)];

const SHIPPING: &str = "the reviewer would ship later, because the card is charged already; the file declares that the \
    buyer's answer carries the tracking number, and under that declaration a call is right";

fn reviewed(path: &Path) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(path).expect("the reviewed decisions can be read");
    let rows = text.lines().filter(|line| line.starts_with('|'));
    let cells = rows
        .map(|row| row.split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect::<Vec<_>>());
    let words = ["sync", "async", "hybrid", "either"];
    let decisions = cells.filter(|cells| cells.len() >= 5 && words.contains(&&*cells[3]));
    decisions.map(|cells| (cells[1].clone(), cells[3].clone())).collect()
}

fn recommended(example: &Path) -> BTreeMap<String, Option<Mode>> {
    let common = Common {
        inputs: vec![Input::Path(example.join("architecture.toml"))],
        rules: Vec::new(),
        today: Date::new(2026, 11, 24).expect("a day that exists"),
        color: false,
        width: 100,
    };
    let session = Session::open(&common).expect("the example can be read");
    let session = session.unwrap_or_else(|refused| panic!("{}", refused.errors));
    let architecture: &Architecture = &session.architecture;
    let graph = CallGraph::link(architecture);
    let study = study(architecture, &graph, &session.method);
    let decisions = architecture.interactions.iter().zip(&study.decisions);
    decisions.map(|(interaction, decision)| (interaction.id.to_string(), decision.recommended)).collect()
}

#[test]
fn people_and_program_agree() {
    let entries = std::fs::read_dir("examples").expect("the examples are there");
    let mut examples: Vec<PathBuf> =
        entries.map(|entry| entry.expect("the folder can be listed").path()).collect();
    examples.retain(|example| example.join("expected/decisions-reviewed.md").is_file());
    examples.sort();
    assert!(examples.len() >= 6, "six systems were reviewed");
    let (mut different, mut compared) = (Vec::new(), 0);
    for example in &examples {
        let name = example.file_name().expect("an example has a name").to_string_lossy().into_owned();
        let (reviewed, recommended) =
            (reviewed(&example.join("expected/decisions-reviewed.md")), recommended(example));
        assert!(reviewed.len() >= 5, "{name}: the table is read");
        let agreed = reviewed.iter().filter(|(id, decision)| {
            let mode =
                recommended.get(*id).unwrap_or_else(|| panic!("{name}: there is no interaction `{id}`"));
            let agrees = *decision == "either" || mode.is_some_and(|mode| mode.word() == **decision);
            if !agrees {
                different.push((name.clone(), (*id).clone(), (*decision).clone(), *mode));
            }
            agrees
        });
        let agreed = agreed.count();
        compared += reviewed.len();
        println!("{name}: {agreed} of {} decisions agree", reviewed.len());
    }
    let unexplained: Vec<_> = different
        .iter()
        .filter(|(name, id, ..)| {
            !EXPLAINED.iter().any(|(system, explained, _)| system == name && explained == id)
        })
        .collect();
    assert!(unexplained.is_empty(), "of {compared} decisions these differ: {unexplained:#?}");
    for (system, id, _) in EXPLAINED {
        assert!(
            different.iter().any(|(name, other, ..)| name == system && other == id),
            "{system} {id} agrees by now"
        );
    }
}
