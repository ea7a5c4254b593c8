//! What happens to journeys when one service is down, step by step. Never says that a journey survives where a mode on
//! its way is not known.

use crate::analysis::Analysis;
use crate::architecture::{InteractionId, JourneyId, ServiceId};
use crate::graph::{Edge, NodeId, Relation};
use rustc_hash::FxHashMap;
use std::collections::VecDeque;

/// How a journey fares.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fate {
    /// It cannot succeed.
    Fails,
    /// It answers with less: it calls the service and survives its failure.
    Degrades,
    /// A call on its way has no declared mode, so that nothing can be said.
    Unknown,
    /// It does not wait for the service.
    Unaffected,
}

/// What an outage does to one journey.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// The journey.
    pub journey: JourneyId,
    /// How it fares.
    pub fate: Fate,
    /// A shortest way from the entry to the service; empty where the entry is the service itself or nothing leads there.
    pub path: Vec<InteractionId>,
}

/// One call over which the failure travels.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spread {
    /// How many calls away from the service: 1 for its own callers.
    pub step: u32,
    /// The call that fails.
    pub interaction: InteractionId,
    /// Whether its caller fails with it; otherwise the failure ends here.
    pub is_hard: bool,
}

/// What an outage of one service does.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outage {
    /// The service that is down.
    pub service: ServiceId,
    /// How the failure travels from callee to caller, nearest calls first.
    pub spread: Vec<Spread>,
    /// All journeys, those that fail first.
    pub hits: Vec<Hit>,
}

/// Which edges a way may take.
type Admits<'a> = &'a dyn Fn(&Edge) -> bool;

/// Takes a service down.
pub fn outage(analysis: &Analysis<'_>, service: ServiceId) -> Outage {
    let journeys = analysis.architecture().journey_ids();
    let mut hits: Vec<Hit> = journeys.map(|journey| hit(analysis, journey, service)).collect();
    hits.sort_by_key(|hit| (hit.fate, hit.journey));
    Outage { service, spread: spread(analysis, service), hits }
}

fn hit(analysis: &Analysis<'_>, journey: JourneyId, service: ServiceId) -> Hit {
    let waits = |edge: &Edge| edge.is_within() || edge.is_blocking() || edge.is_hard();
    let ways: [(Fate, Admits<'_>); 3] = [
        (Fate::Fails, &|edge| Relation::Hard.admits(edge)),
        (Fate::Degrades, &waits),
        (Fate::Unknown, &|edge| waits(edge) || edge.is_undecided()),
    ];
    for (fate, admits) in ways {
        if let Some(path) = way(analysis, journey, service, admits) {
            return Hit { journey, fate, path };
        }
    }
    Hit { journey, fate: Fate::Unaffected, path: Vec::new() }
}

/// A shortest way from the entry of a journey to a service.
fn way(
    analysis: &Analysis<'_>,
    journey: JourneyId,
    service: ServiceId,
    admits: Admits<'_>,
) -> Option<Vec<InteractionId>> {
    let graph = analysis.graph();
    let entry = graph.entry(journey);
    let mut by = FxHashMap::<NodeId, Option<(NodeId, Edge)>>::from_iter([(entry, None)]);
    let mut open = VecDeque::from([entry]);
    while let Some(node) = open.pop_front() {
        if graph.service(node) == service {
            let mut path = Vec::new();
            let mut at = node;
            while let Some(Some((from, edge))) = by.get(&at) {
                path.extend(edge.interaction());
                at = *from;
            }
            path.reverse();
            return Some(path);
        }
        for edge in graph.out(node).iter().filter(|edge| admits(edge)) {
            by.entry(edge.node()).or_insert_with(|| {
                open.push_back(edge.node());
                Some((node, *edge))
            });
        }
    }
    None
}

/// Walks from the service to its callers, as long as they fail with it.
fn spread(analysis: &Analysis<'_>, service: ServiceId) -> Vec<Spread> {
    let graph = analysis.graph();
    let mut step_of: FxHashMap<NodeId, u32> = graph.nodes_of(service).map(|node| (node, 0)).collect();
    let mut open: VecDeque<NodeId> = graph.nodes_of(service).collect();
    let mut found = Vec::new();
    while let Some(node) = open.pop_front() {
        let step = step_of[&node];
        for edge in graph.incoming(node) {
            let Some(interaction) = edge.interaction() else {
                step_of.entry(edge.node()).or_insert_with(|| {
                    open.push_front(edge.node());
                    step
                });
                continue;
            };
            if edge.is_blocking() || edge.is_hard() {
                found.push(Spread { step: step + 1, interaction, is_hard: edge.is_hard() });
            }
            if edge.is_hard() {
                step_of.entry(edge.node()).or_insert_with(|| {
                    open.push_back(edge.node());
                    step + 1
                });
            }
        }
    }
    found.sort_by_key(|spread| (spread.step, spread.interaction));
    found.dedup_by_key(|spread| spread.interaction);
    found
}
