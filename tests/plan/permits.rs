//! What is advised is permitted, whatever is declared. Objectives are out of reach, so that every useful change is chosen.

use crate::common::architecture;
use proptest::prelude::*;
use std::path::Path;
use syncwise::architecture::{Date, InteractionId, InteractionKind, Mode};
use syncwise::decision::{Decision, Verdict};
use syncwise::graph::CallGraph;
use syncwise::plan::{Change, Inquiry, Plan, Remedy, Settings, plan};
use syncwise::run::{Common, Input, Session, Study, study};

/// A session whose rules judge `text`, or nothing where the text contradicts itself.
fn session(text: &str) -> Option<Session> {
    let file = tempfile::Builder::new().suffix(".toml").tempfile().expect("a file can be made");
    std::fs::write(file.path(), text).expect("the file can be written");
    let common = Common {
        inputs: vec![Input::Path(Path::new(file.path()).to_owned())],
        rules: Vec::new(),
        today: Date::new(2026, 11, 24).expect("a day that exists"),
        color: false,
        width: 100,
        config: Default::default(),
    };
    Session::open(&common).expect("the file can be read").ok()
}

/// What must hold of a change, from the decision and the declared facts alone.
fn is_permitted(session: &Session, study: &Study<'_>, change: &Change) -> bool {
    let decision: &Decision = &study.decisions[change.interaction.0 as usize];
    let declared = &session.architecture.interaction(change.interaction).declared;
    let admits = |mode: Mode| {
        let best = decision.recommended.expect("a mode that is advised is one of several");
        let score = decision.score(mode);
        score.is_feasible() && decision.score(best).mean - score.mean <= 0.25
    };
    let says = |word: &str| declared.needs_result.is_some_and(|it| it.value.to_string() == word);
    let facts_suffice = session.method.verdict(decision, 0.0) != Verdict::InsufficientFacts;
    let was_sync = declared.mode.is_some_and(|mode| mode.value == Mode::Sync);
    let is_query = |id: &InteractionId| {
        let declared = &session.architecture.interaction(*id).declared;
        declared.kind.is_some_and(|kind| kind.value == InteractionKind::Query)
    };
    let order =
        |id: &InteractionId| session.architecture.interaction(*id).declared.order.map(|order| order.value);
    was_sync
        && match change.to {
            Remedy::Parallel => {
                change.together.len() > 1
                    && change.together.iter().all(is_query)
                    && change.together.is_sorted_by_key(order)
            }
            Remedy::Batch => {
                is_query(&change.interaction) && declared.calls.is_some_and(|calls| calls.value > 1)
            }
            _ if !facts_suffice => false,
            Remedy::Cache => is_query(&change.interaction) && declared.staleness.is_some(),
            Remedy::Soft => declared.fallback.is_some_and(|it| it.value),
            Remedy::Async => admits(Mode::Async) && !says("now"),
            Remedy::Hybrid => admits(Mode::Hybrid) && !change.frees.is_empty(),
        }
}

fn planned(session: &Session, check: impl FnOnce(&Study<'_>, &Plan)) {
    let graph = CallGraph::link(&session.architecture);
    let study = study(&session.architecture, &graph, &session.method);
    let inquiry = Inquiry {
        architecture: &session.architecture,
        graph: &graph,
        method: &session.method,
        evidence: &study.evidence,
        decisions: &study.decisions,
    };
    check(&study, &plan(&inquiry, &Settings::default()));
}

fn fact(name: &'static str, values: &'static [&'static str]) -> impl Strategy<Value = String> {
    let line = move |value: &str| format!("{name} = {value}\n");
    prop_oneof![1 => Just(String::new()), 3 => proptest::sample::select(values).prop_map(line)]
}

const FLAG: &[&str] = &["true", "false"];

fn facts() -> impl Strategy<Value = String> {
    let parts = (
        fact("kind", &["\"query\"", "\"command\"", "\"event\""]),
        fact("user-waiting", FLAG),
        fact("needs-result", &["\"now\"", "\"later\"", "\"never\""]),
        fact("consistency", &["\"strong\"", "\"mixed\"", "\"eventual\""]),
        fact("background", FLAG),
        fact("idempotency", &["\"impossible\"", "\"keyable\"", "\"natural\""]),
        fact("fallback", FLAG),
        fact("high-load", FLAG),
        fact("payload-may-rest", FLAG),
        fact("staleness", &["\"1min\"", "\"0s\""]),
        fact("calls", &["1", "7"]),
        fact("order", &["1", "2"]),
    );
    parts.prop_map(|(a, b, c, d, e, f, g, h, i, j, k, l)| [a, b, c, d, e, f, g, h, i, j, k, l].concat())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn nothing_forbidden_is_advised(all in proptest::collection::vec(facts(), 5)) {
        let ends = [("a", "b"), ("a", "c"), ("b", "d"), ("c", "d"), ("d", "e")];
        let mut text = String::from("syncwise = 1\n");
        for name in ["a", "b", "c", "d", "e"] {
            text += &format!("[service.{name}]\navailability = \"99.9%\"\n");
            text += "latency = { p50 = \"5ms\", p99 = \"50ms\" }\n";
        }
        for ((from, to), facts) in ends.iter().zip(&all) {
            text += &format!("[[interaction]]\nid = \"{from}-{to}\"\nfrom = \"{from}\"\nduring = \"Run\"\nto = \"{to}\"\noperation = \"Run\"\nmode = \"sync\"\n{facts}");
            text += "[[interaction.step]]\nid = \"first\"\nkind = \"check\"\n";
            text += &format!("[[interaction.step]]\nid = \"{to}-d\"\nwhen = \"later\"\n");
        }
        text += "[[journey]]\nid = \"j\"\nentry = \"a\"\noperation = \"Run\"\nslo = { availability = \"99.999%\", p99 = \"1ms\" }\n";
        if let Some(session) = session(&text) {
            planned(&session, |study, plan| {
                for change in &plan.changes {
                    assert!(is_permitted(&session, study, change), "{change:?}\n{text}");
                }
            });
        }
    }
}

/// An availability that nobody declared: the journey is named with what is missing, and nothing is claimed or changed.
#[test]
fn an_unknown_availability_is_asked_for() {
    let text = "syncwise = 1\n[service.a]\navailability = \"99.9%\"\n[service.b]\n\
        [[interaction]]\nid = \"a-b\"\nfrom = \"a\"\nto = \"b\"\nmode = \"sync\"\nfallback = true\n\
        [[journey]]\nid = \"j\"\nentry = \"a\"\nslo = { availability = \"99.5%\" }\n";
    assert_eq!(architecture(text).journeys.len(), 1);
    let session = session(text).expect("the text is sound");
    planned(&session, |_, plan| {
        assert!(plan.changes.is_empty());
        assert_eq!(plan.meets_after(), None);
        assert_eq!(plan.journeys[0].missing, ["availability of `b`"]);
    });
}
