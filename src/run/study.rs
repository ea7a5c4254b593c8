//! Puts the stages in a row: analyse, decide, judge. Never reads a file.

use crate::analysis::{Analysis, Traffic};
use crate::architecture::{Architecture, Date, InteractionId, Mode};
use crate::decision::{Decision, Evidence, MODES, Method};
use crate::diagnostic::Diagnostic;
use crate::facts::{Decided, FactId, Reading, Subject, SubjectKind, World};
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
    /// What each decision looked at, by interaction.
    pub evidence: Vec<Evidence>,
    /// The decisions, by interaction.
    pub decisions: Vec<Decision>,
    /// Mistakes that show only when facts meet, such as contradictory steps.
    pub diagnostics: Vec<Diagnostic>,
    decided: Vec<Decided>,
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
            evidence: Vec::with_capacity(architecture.interactions.len()),
            decisions: Vec::with_capacity(architecture.interactions.len()),
            diagnostics: Vec::new(),
            decided: Vec::with_capacity(architecture.interactions.len()),
        }
    }

    /// Decides every interaction; once is enough.
    pub fn decide(&mut self, method: &Method) {
        let names = method.columns().iter();
        let columns: Vec<Option<FactId>> =
            names.map(|column| FactId::named(SubjectKind::Interaction, &column.name)).collect();
        let world = self.world();
        let ids: Vec<InteractionId> = self.architecture.interaction_ids().collect();
        let outcomes = parallel::map(&ids, |id| {
            let declared = &self.architecture.interaction(*id).declared;
            let read = |index: usize, _: &str| {
                columns[index].map_or(Reading::UNKNOWN, |fact| fact.read(&world, Subject::Interaction(*id)))
            };
            let (evidence, mistakes) = method.gather(declared, read);
            let (decision, decided) = method.compare(&evidence, declared.mode.map(|mode| mode.value));
            (evidence, mistakes, decision, decided)
        });
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
            decided: &self.decided,
        }
    }

    /// Evaluates the checks, without putting anything into words.
    pub fn sift(&self, checks: &[Check]) -> Sifted {
        sift(&self.world(), checks)
    }

    /// Evaluates the checks and describes what they found.
    pub fn judge(&self, checks: &[Check], today: Date) -> Judgement {
        judge(&self.world(), checks, today)
    }

    /// The mode an interaction will have: the declared one, else the recommended one.
    pub fn mode(&self, id: InteractionId) -> Option<Mode> {
        let declared = self.architecture.interaction(id).declared.mode.map(|mode| mode.value);
        declared.or(self.decisions[id.0 as usize].recommended)
    }

    /// How many interactions get each mode recommended, in the order of [`MODES`], and how many none.
    pub fn tally(&self) -> ([usize; 3], usize) {
        let count = |mode: &Mode| self.decisions.iter().filter(|it| it.recommended == Some(*mode)).count();
        let none = self.decisions.iter().filter(|it| it.recommended.is_none()).count();
        ([count(&MODES[0]), count(&MODES[1]), count(&MODES[2])], none)
    }
}
