//! The blocking calls of one operation in sequential groups. Never reorders what is declared to run together.

use super::call::Call;
use crate::architecture::InteractionId;
use crate::graph::{CallGraph, Edge, NodeId};
use rustc_hash::FxHashMap;

/// The calls of one node: groups follow each other, the calls of a group run at the same time.
pub(super) struct Groups<'g>(Vec<Grouped<'g>>);

/// One call in a group.
#[derive(Clone, Copy)]
pub(super) struct Grouped<'g> {
    group: usize,
    pub(super) edge: &'g Edge,
    pub(super) id: InteractionId,
}

/// What calls have in common that run together.
#[derive(PartialEq, Eq, Hash)]
enum Name {
    Step(usize),
    Parallel(u32),
}

impl<'g> Groups<'g> {
    /// Groups by the first interaction of each. Interactions of one of the `steps` run together, whatever their `parallel`
    /// says; a call of neither is alone.
    pub(super) fn of(
        graph: &'g CallGraph,
        calls: &[Call],
        node: NodeId,
        steps: &FxHashMap<InteractionId, usize>,
    ) -> Self {
        let mut grouped = Vec::new();
        let mut known = FxHashMap::default();
        let mut is_sorted = true;
        for edge in graph.out(node).iter().filter(|edge| edge.is_blocking()) {
            let Some(id) = edge.interaction() else { continue };
            let step = steps.get(&id).map(|step| Name::Step(*step));
            let name = step.or(calls[id.0 as usize].parallel.map(Name::Parallel));
            let alone = grouped.len();
            let group = name.map_or(alone, |name| *known.entry(name).or_insert(alone));
            is_sorted &= group == alone;
            grouped.push(Grouped { group, edge, id });
        }
        if !is_sorted {
            grouped.sort_by_key(|call| call.group);
        }
        Self(grouped)
    }

    /// The groups, each with at least one call.
    pub(super) fn iter(&self) -> impl Iterator<Item = &[Grouped<'g>]> {
        self.0.chunk_by(|one, other| one.group == other.group)
    }
}
