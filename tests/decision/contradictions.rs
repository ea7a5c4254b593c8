//! Declarations that contradict each other. Never reads a file.

use crate::common::{nowhere, step};
use serde_json::json;
use syncwise::architecture::{Consistency, Declared, Interaction, InteractionKind, ResultNeeded, ServiceId};
use syncwise::decision::contradictions;
use syncwise::source::Spanned;

fn codes(declared: Declared) -> Vec<&'static str> {
    let here = nowhere();
    let interaction = Interaction {
        id: "a".into(),
        span: here,
        from: ServiceId(0),
        from_span: here,
        to: ServiceId(1),
        to_span: here,
        via: None,
        declared: Box::new(declared),
    };
    contradictions(&interaction).iter().map(|mistake| mistake.code).collect()
}

#[test]
fn contradictions_are_found_and_only_they() {
    let kind = |kind| Some(Spanned::new(kind, nowhere()));
    let moment = |moment| Some(Spanned::new(moment, nowhere()));
    for (one, other, expected) in [
        (InteractionKind::Query, ResultNeeded::Never, vec!["contradiction"]),
        (InteractionKind::Event, ResultNeeded::Now, vec!["contradiction"]),
        (InteractionKind::Query, ResultNeeded::Later, vec![]),
        (InteractionKind::Command, ResultNeeded::Never, vec![]),
        (InteractionKind::Event, ResultNeeded::Never, vec![]),
    ] {
        let declared = Declared { kind: kind(one), needs_result: moment(other), ..Declared::default() };
        assert_eq!(codes(declared), expected, "{one} {other}");
    }
}

#[test]
fn mixed_consistency_needs_steps_of_both_sorts() {
    let mixed = Some(Spanned::new(Consistency::Mixed, nowhere()));
    let declared = Declared { consistency: mixed, ..Declared::default() };
    assert_eq!(codes(declared), ["contradiction"]);
    let steps =
        vec![step(&json!({ "id": "a", "strong": true })), step(&json!({ "id": "b", "kind": "ship" }))];
    assert_eq!(codes(Declared { consistency: mixed, steps, ..Declared::default() }), [""; 0]);
}
