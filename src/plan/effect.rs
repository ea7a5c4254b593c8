//! What each form of one interaction would mean for the journeys that meet it. Never changes anything else.

use super::change::{Change, Remedy};
use super::later_calls;
use super::outlook::Outlook;
use super::reduced::Reduced;
use crate::analysis::Analysis;
use crate::architecture::{Architecture, InteractionId, JourneyId, Mode};
use crate::decision::Evidence;
use crate::graph::{CallGraph, NodeId};
use rustc_hash::FxHashSet;

/// Journeys that are looked at per interaction; each costs an estimate per form.
const MOST_JOURNEYS: usize = 3;

/// What an interaction does to journeys in one of its forms.
#[derive(Debug, Clone, PartialEq)]
pub struct Effect {
    /// The form.
    pub mode: Mode,
    /// The journeys that meet the interaction, those with an objective first.
    pub journeys: Vec<(JourneyId, Outlook)>,
    /// Services that fail with the callee.
    pub blast_radius: usize,
}

/// The forms side by side: sync, async through an outbox, and hybrid where its later steps bear the names of calls, so that
/// its effect can be told. Empty where no journey meets the interaction.
pub fn effects(
    architecture: &Architecture,
    graph: &CallGraph,
    evidence: &Evidence,
    id: InteractionId,
) -> Vec<Effect> {
    let journeys = meeting(architecture, graph, id);
    if journeys.is_empty() {
        return Vec::new();
    }
    let later = later_calls(architecture, evidence, id);
    let mut modes = vec![Mode::Sync, Mode::Async];
    modes.extend((!later.is_empty()).then_some(Mode::Hybrid));
    let mut whole = Reduced::whole(architecture);
    let callee = architecture.interaction(id).to;
    let mut effect = |mode: Mode| {
        let change = Change::new(id, Remedy::Hybrid, 0.0);
        let change = match mode {
            Mode::Sync => None,
            Mode::Async => Some(Change { frees: vec![id], to: Remedy::Async, ..change }),
            Mode::Hybrid => Some(Change { frees: later.clone(), ..change }),
        };
        whole.set_mode(id, Mode::Sync);
        whole.changed(change.iter(), |architecture| {
            let graph = CallGraph::link(architecture);
            let analysis = Analysis::derive(architecture, &graph);
            let journeys = journeys.iter().map(|journey| (*journey, Outlook::of(&analysis, *journey)));
            Effect { mode, journeys: journeys.collect(), blast_radius: analysis.blast_radius(callee).len() }
        })
    };
    modes.into_iter().map(&mut effect).collect()
}

/// The journeys on whose way, waited for or not, the caller makes the interaction.
fn meeting(architecture: &Architecture, graph: &CallGraph, id: InteractionId) -> Vec<JourneyId> {
    let meets = |journey: &JourneyId| {
        let (mut seen, mut open) = (FxHashSet::<NodeId>::default(), vec![graph.entry(*journey)]);
        while let Some(node) = open.pop() {
            if !seen.insert(node) {
                continue;
            }
            if graph.out(node).iter().any(|edge| edge.interaction() == Some(id)) {
                return true;
            }
            let waited = graph.out(node).iter().filter(|edge| {
                edge.is_within() || edge.is_blocking() || edge.is_hard() || edge.is_undecided()
            });
            open.extend(waited.map(|edge| edge.node()));
        }
        false
    };
    let mut journeys: Vec<JourneyId> = architecture.journey_ids().filter(meets).collect();
    let has_none = |id: &JourneyId| {
        let slo = &architecture.journey(*id).slo;
        slo.availability.is_none() && slo.p99.is_none()
    };
    journeys.sort_by_key(|id| (has_none(id), *id));
    journeys.truncate(MOST_JOURNEYS);
    journeys
}
