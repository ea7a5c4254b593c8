//! What the program recommends is what a person decided from the sources, or the difference is explained here.
//!
//! `examples/*/expected/decisions-reviewed.md` was written before the program was asked.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use syncwise::architecture::{Architecture, Choice, Date, Mode};
use syncwise::decision::Verdict;
use syncwise::graph::CallGraph;
use syncwise::run::{Common, Input, Session, study};

/// Differences that were looked at, each with who is right and why.
const EXPLAINED: &[(&str, &str, &str)] =
    &[("online-boutique", "checkout-ship-order", SHIPPING), ("otel-demo", "checkout-ship-order", SHIPPING)];

const SHIPPING: &str = "the reviewer would ship later, because the card is charged already; the file declares that the \
    buyer's answer carries the tracking number, and under that declaration a call is right";

/// Guesses over which a person does not hesitate, because they know what such a page is for; the file says nothing of it.
const UNDECLARED: &[(&str, &str)] =
    &[("otel-demo", "proxy-flag-editor"), ("otel-demo", "proxy-telemetry-docs")];

fn reviewed(path: &Path) -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(path).expect("the reviewed decisions can be read");
    let rows = text.lines().filter(|line| line.starts_with('|'));
    let cells = rows
        .map(|row| row.split('|').map(|cell| cell.trim().trim_matches('`').to_owned()).collect::<Vec<_>>());
    let words = ["sync", "async", "hybrid", "either"];
    let decisions = cells.filter(|cells| cells.len() >= 5 && words.contains(&&*cells[3]));
    decisions.map(|cells| (cells[1].clone(), cells[3].clone())).collect()
}

/// What the program says about every interaction of an architecture: the mode, and whether it is more than a guess.
fn recommended(path: &Path) -> BTreeMap<String, (Option<Mode>, Verdict)> {
    let common = Common {
        inputs: vec![Input::Path(path.to_owned())],
        rules: Vec::new(),
        today: Date::new(2026, 11, 24).expect("a day that exists"),
        color: false,
        width: 100,
        config: Default::default(),
    };
    let session = Session::open(&common).expect("the example can be read");
    let session = session.unwrap_or_else(|refused| panic!("{}", refused.errors));
    let architecture: &Architecture = &session.architecture;
    let graph = CallGraph::link(architecture);
    let study = study(architecture, &graph, &session.method);
    let decided = study.evidence.iter().zip(&study.decisions);
    let decided = decided
        .map(|(evidence, decision)| (decision.recommended, session.method.confidence(evidence, decision).0));
    architecture.interactions.iter().map(|it| it.id.to_string()).zip(decided).collect()
}

/// The same without the lines in which we judged and did not read.
fn recommended_unjudged(path: &Path) -> BTreeMap<String, (Option<Mode>, Verdict)> {
    let text = std::fs::read_to_string(path).expect("the example can be read");
    let stated: Vec<&str> = text.lines().filter(|line| !line.contains("# judged")).collect();
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("architecture.toml");
    std::fs::write(&file, stated.join("\n")).expect("the folder is writable");
    recommended(&file)
}

/// The six systems that were reviewed.
fn reviewed_examples() -> Vec<(String, PathBuf)> {
    let entries = std::fs::read_dir("examples").expect("the examples are there");
    let mut examples: Vec<PathBuf> =
        entries.map(|entry| entry.expect("the folder can be listed").path()).collect();
    examples.retain(|example| example.join("expected/decisions-reviewed.md").is_file());
    examples.sort();
    let name =
        |path: &PathBuf| path.file_name().expect("an example has a name").to_string_lossy().into_owned();
    examples.into_iter().map(|example| (name(&example), example)).collect()
}

fn agrees(reviewed: &str, mode: Option<Mode>) -> bool {
    reviewed == "either" || mode.is_some_and(|mode| mode.word() == reviewed)
}

#[test]
fn without_judged_lines_a_wrong_answer_calls_itself_a_guess() {
    println!("{:16} {:>8} {:>6} {:>13}", "without judged", "reviewed", "agree", "wrong guesses");
    let (mut wrong, mut agreed_at_all) = (Vec::new(), 0);
    for (name, example) in reviewed_examples() {
        let reviewed = reviewed(&example.join("expected/decisions-reviewed.md"));
        let found = recommended_unjudged(&example.join("architecture.toml"));
        let different = reviewed.iter().filter(|(id, decision)| !agrees(decision, found[*id].0));
        let different: Vec<_> = different.map(|(id, _)| (id, found[id].1)).collect();
        let guess = |verdict: Verdict| !verdict.is_firm();
        let guesses = different.iter().filter(|(_, verdict)| guess(*verdict)).count();
        let agreed = reviewed.len() - different.len();
        println!("{name:16} {:>8} {agreed:>6} {guesses:>13}", reviewed.len());
        let firm = different.into_iter().filter(|(_, verdict)| !guess(*verdict));
        wrong.extend(firm.map(|(id, _)| (name.clone(), id.clone())));
        agreed_at_all += agreed;
    }
    let explained =
        |name: &str, id: &str| EXPLAINED.iter().any(|(system, one, _)| *system == name && *one == id);
    wrong.retain(|(name, id)| !explained(name, id));
    assert!(wrong.is_empty(), "firm and wrong without judged lines: {wrong:?}");
    assert!(agreed_at_all >= 200, "only {agreed_at_all} agree");
}

#[test]
fn what_a_person_decides_at_a_glance_is_no_guess() {
    let mut guesses = Vec::new();
    for (name, example) in reviewed_examples() {
        let reviewed = reviewed(&example.join("expected/decisions-reviewed.md"));
        let found = recommended(&example.join("architecture.toml"));
        let guess = |id: &&String| found[*id].1 == Verdict::InsufficientFacts && reviewed[*id] != "either";
        guesses.extend(reviewed.keys().filter(guess).map(|id| (name.clone(), id.clone())));
    }
    let noted = |name: &str, id: &str| UNDECLARED.iter().any(|(system, one)| *system == name && *one == id);
    guesses.retain(|(name, id)| !noted(name, id));
    assert!(guesses.is_empty(), "{guesses:?}");
}

#[test]
fn people_and_program_agree() {
    let examples = reviewed_examples();
    assert!(examples.len() >= 6, "six systems were reviewed");
    let (mut different, mut compared) = (Vec::new(), 0);
    for (name, example) in &examples {
        let (reviewed, recommended) = (
            reviewed(&example.join("expected/decisions-reviewed.md")),
            recommended(&example.join("architecture.toml")),
        );
        assert!(reviewed.len() >= 5, "{name}: the table is read");
        let agreed = reviewed.iter().filter(|(id, decision)| {
            let (mode, _) =
                recommended.get(*id).unwrap_or_else(|| panic!("{name}: there is no interaction `{id}`"));
            let agrees = agrees(decision, *mode);
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
