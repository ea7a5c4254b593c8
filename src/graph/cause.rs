//! What may cause what: calls and messages between operations, through channels. Never says how often.
//!
//! A graph of its own, because a message is neither waited for nor depended on. Its nodes are those of the call graph, and
//! one more per channel of a broker, so that two channels of one broker do not mix.

use super::rows::Rows;
use super::{CallGraph, Condensation, Edge, Leg, ModeUnknown, NodeId, Relation, leg};
use crate::architecture::{Architecture, Interaction, InteractionId, Mode, ServiceId};
use rustc_hash::FxHashMap;

/// The graph of causes with its components.
#[derive(Debug)]
pub struct Causes {
    forward: Rows,
    components: Condensation,
}

impl Causes {
    /// Calls and messages between declared operations; what needs a wildcard leads nowhere. Linear.
    pub fn between_operations(architecture: &Architecture, calls: &CallGraph) -> Self {
        let (nodes, edges) = edges(architecture, calls, true);
        let (forward, backward) = Rows::both(nodes, &edges);
        let components = Condensation::of_calls(&forward, &backward, Relation::Causing);
        Self { forward, components }
    }

    /// Messages alone, where what consumes may publish whatever its service publishes unless operations say otherwise. Linear.
    pub fn between_services(architecture: &Architecture, calls: &CallGraph) -> Self {
        let (nodes, mut edges) = edges(architecture, calls, false);
        edges.extend(calls.nodes.edges_within_services());
        let (forward, backward) = Rows::both(nodes, &edges);
        let components = Condensation::of(&forward, &backward, Relation::Causing);
        Self { forward, components }
    }

    /// The strongly connected components.
    pub fn components(&self) -> &Condensation {
        &self.components
    }

    /// What leads out of a node and stays in its component.
    pub fn inside(&self, node: NodeId) -> impl Iterator<Item = &Edge> {
        self.forward.row(node).iter().filter(move |edge| self.components.together(node, edge.node()))
    }
}

fn edges(architecture: &Architecture, calls: &CallGraph, with_calls: bool) -> (usize, Vec<(NodeId, Edge)>) {
    let mut channels: FxHashMap<(ServiceId, Option<&str>), NodeId> = FxHashMap::default();
    let mut nodes = calls.len();
    let mut edges = Vec::new();
    for id in architecture.interaction_ids() {
        let interaction = architecture.interaction(id);
        let (from, to) = calls.ends(id);
        let mut channel = |broker: ServiceId| {
            let name = interaction.declared.channel.as_ref().map(|channel| &*channel.value);
            *channels.entry((broker, name)).or_insert_with(|| {
                nodes += 1;
                NodeId(nodes as u32 - 1)
            })
        };
        let message = |from, to| (from, Edge::message(to, id));
        match leg(architecture, interaction) {
            Ok(Some(Leg::Whole)) => edges.push(message(from, to)),
            Ok(Some(Leg::Publication)) => edges.push(message(from, channel(interaction.to))),
            Ok(Some(Leg::Delivery)) => edges.push(message(channel(interaction.from), to)),
            Ok(None) if with_calls && is_call(interaction) => edges.push(call(from, to, id)),
            Ok(None) | Err(ModeUnknown) => {}
        }
    }
    (nodes, edges)
}

fn is_call(interaction: &Interaction) -> bool {
    interaction.declared.mode.is_some_and(|mode| mode.value == Mode::Sync)
}

fn call(from: NodeId, to: NodeId, id: InteractionId) -> (NodeId, Edge) {
    (from, Edge::blocking(to, id))
}
