//! What the tests of decisions and records share: an architecture with everything that follows from it. Never asserts
//! what a text looks like.

use syncwise::analysis::{Analysis, Traffic};
use syncwise::architecture::{Architecture, Date, InteractionId, Policy, lower, read};
use syncwise::decision::{Argument, Decision, Evidence, Method};
use syncwise::diagnostic::any_error;
use syncwise::facts::{Undecided, World};
use syncwise::graph::CallGraph;
use syncwise::render::DecisionView;
use syncwise::rule::criterion::built_in;
use syncwise::rule::{Finding, builtin_checks, judge};
use syncwise::source::SourceMap;

/// The shop, with a decision of every kind.
pub(crate) const SHOP: &str = include_str!("shop.toml");

/// What the formats are given.
pub(crate) struct Study<'a> {
    pub(crate) views: Vec<DecisionView<'a>>,
    pub(crate) sources: &'a SourceMap,
    pub(crate) findings: Vec<Finding>,
}

/// The day on which everything happens.
pub(crate) fn date() -> Date {
    Date::new(2026, 3, 31).expect("the day exists")
}

pub(crate) fn method() -> &'static Method {
    static METHOD: std::sync::OnceLock<Method> = std::sync::OnceLock::new();
    METHOD.get_or_init(|| {
        let criteria = built_in(&mut SourceMap::new());
        let (method, mistakes) = Method::new(&criteria, &Policy::default(), &[]);
        assert_eq!(mistakes, [], "the built-in criteria fit together");
        method
    })
}

fn architecture(sources: &mut SourceMap, text: &str) -> Architecture {
    let file = sources.add("shop.toml", text);
    let (written, mut diagnostics) = read(sources, file);
    let (architecture, more) = lower(vec![written]);
    diagnostics.extend(more);
    assert!(!any_error(&diagnostics), "{diagnostics:#?}\n{text}");
    architecture
}

/// Decides everything in `text` and hands it to `then`.
pub(crate) fn study<T>(text: &str, then: impl FnOnce(&Study<'_>) -> T) -> T {
    let mut sources = SourceMap::new();
    let architecture = architecture(&mut sources, text);
    let checks = builtin_checks(&mut sources);
    let graph = CallGraph::link(&architecture);
    let analysis = Analysis::derive(&architecture, &graph);
    let traffic = Traffic::derive(&architecture, &graph);
    let blank = World {
        architecture: &architecture,
        graph: &graph,
        analysis: &analysis,
        traffic: &traffic,
        decided: &Undecided,
    };
    let mut decided = Vec::new();
    let mut cases: Vec<(InteractionId, Evidence, Decision, Argument)> = Vec::new();
    for id in architecture.interaction_ids() {
        let (evidence, mistakes) = method().evidence(&blank, id);
        assert_eq!(mistakes, []);
        let declared = architecture.interaction(id).declared.mode.map(|mode| mode.value);
        let (decision, compared) = method().compare(&evidence, declared);
        let argument = method().argue(&evidence, &decision);
        decided.push(compared);
        cases.push((id, evidence, decision, argument));
    }
    let world = World { decided: &decided, ..blank };
    let findings = judge(&world, &checks, date()).findings;
    let view = |(id, evidence, decision, argument)| DecisionView {
        world,
        id,
        method: method(),
        evidence,
        decision,
        argument,
    };
    let views =
        cases.iter().map(|(id, evidence, decision, argument)| view((*id, evidence, decision, argument)));
    then(&Study { views: views.collect(), sources: &sources, findings })
}
