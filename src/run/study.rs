//! Puts the stages in a row: analyse, decide, judge. Never reads a file.

use crate::analysis::{Analysis, Traffic};
use crate::architecture::{Architecture, Date, InteractionId, Mode};
use crate::decision::{Decision, Evidence, MODES, Method, OnRequest};
use crate::diagnostic::Diagnostic;
use crate::facts::{Decided, World};
use crate::graph::CallGraph;
use crate::parallel;
use crate::rule::{Check, Judgement, Sifted, judge, sift};

/// An architecture with everything that follows from it.
#[derive(Debug)]
pub struct Study<'a> {
    /// What was declared.
    pub architecture: &'a Architecture,
    /// Who calls whom.
    pub graph: &'a CallGraph,
    /// Numbers about the graph.
    pub analysis: Analysis<'a>,
    /// Traffic around interactions.
    pub traffic: Traffic,
    /// What each decision looked at, by interaction; empty where decisions are made on request.
    pub evidence: Vec<Evidence>,
    /// The decisions, by interaction; empty where they are made on request.
    pub decisions: Vec<Decision>,
    /// Mistakes that show only when facts meet, such as contradictory steps.
    pub diagnostics: Vec<Diagnostic>,
    decided: Vec<Decided>,
    on_request: Option<OnRequest<'a>>,
}

/// Analyses the architecture and decides every interaction.
pub fn study<'a>(architecture: &'a Architecture, graph: &'a CallGraph, method: &Method) -> Study<'a> {
    let mut study = Study::derive(architecture, graph);
    study.decide(method);
    study
}

impl<'a> Study<'a> {
    /// Analyses the architecture; nothing is decided yet.
    pub fn derive(architecture: &'a Architecture, graph: &'a CallGraph) -> Self {
        let (analysis, traffic) =
            parallel::join(|| Analysis::derive(architecture, graph), || Traffic::derive(architecture, graph));
        Self {
            architecture,
            graph,
            analysis,
            traffic,
            evidence: Vec::new(),
            decisions: Vec::new(),
            diagnostics: Vec::new(),
            decided: Vec::new(),
            on_request: None,
        }
    }

    /// Analyses the architecture for whoever asks rules and nothing else: an interaction is decided when a rule wants to
    /// know it, and what its decision looked at is not kept.
    pub fn for_rules(architecture: &'a Architecture, graph: &'a CallGraph, method: &'a Method) -> Self {
        let diagnostics = OnRequest::mistakes(architecture);
        let on_request = Some(OnRequest::new(method, architecture));
        Self { diagnostics, on_request, ..Self::derive(architecture, graph) }
    }

    /// Decides every interaction; once is enough.
    pub fn decide(&mut self, method: &Method) {
        let world = self.world();
        let ids: Vec<InteractionId> = self.architecture.interaction_ids().collect();
        let outcomes = parallel::map(&ids, |id| {
            let declared = self.architecture.interaction(*id).declared.mode.map(|mode| mode.value);
            let (evidence, mistakes) = method.evidence(&world, *id);
            let (decision, decided) = method.compare(&evidence, declared);
            (evidence, mistakes, decision, decided)
        });
        self.evidence.reserve(ids.len());
        self.decisions.reserve(ids.len());
        self.decided.reserve(ids.len());
        for (evidence, mistakes, decision, decided) in outcomes {
            self.diagnostics.extend(mistakes);
            self.evidence.push(evidence);
            self.decisions.push(decision);
            self.decided.push(decided);
        }
    }
}

impl Study<'_> {
    /// What facts are read from.
    pub fn world(&self) -> World<'_> {
        World {
            architecture: self.architecture,
            graph: self.graph,
            analysis: &self.analysis,
            traffic: &self.traffic,
            decided: match &self.on_request {
                Some(on_request) => on_request,
                None => &self.decided,
            },
        }
    }

    /// Evaluates the checks, without putting anything into words.
    pub fn sift(&self, checks: &[Check]) -> Sifted {
        sift(&self.world(), checks)
    }

    /// Evaluates the checks and describes what they found.
    pub fn judge<'s>(&'s self, checks: &'s [Check], today: Date) -> Judgement<'s> {
        judge(&self.world(), checks, today)
    }

    /// The mode an interaction will have: the declared one, else the recommended one.
    pub fn mode(&self, id: InteractionId) -> Option<Mode> {
        let declared = self.architecture.interaction(id).declared.mode.map(|mode| mode.value);
        let world = self.world();
        declared.or_else(|| world.decided.outline(&world, id)?.recommended)
    }

    /// How many interactions get each mode recommended, in the order of [`MODES`], and how many none.
    pub fn tally(&self) -> ([usize; 3], usize) {
        let count = |mode: &Mode| self.decisions.iter().filter(|it| it.recommended == Some(*mode)).count();
        let none = self.decisions.iter().filter(|it| it.recommended.is_none()).count();
        ([count(&MODES[0]), count(&MODES[1]), count(&MODES[2])], none)
    }
}
