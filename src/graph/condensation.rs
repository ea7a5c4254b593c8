//! Strongly connected components in reverse topological order. Never recurses.
//!
//! The only room that knows petgraph: its algorithms run on our rows through a view, nothing is copied. Of its two
//! algorithms for components only Kosaraju's is safe here, Tarjan's recurses once per node of a chain.

use super::rows::Rows;
use super::{Edge, NodeId, Relation};
use petgraph::Direction;
use petgraph::algo::kosaraju_scc;
use petgraph::visit::{
    GraphBase, GraphRef, IntoNeighbors, IntoNeighborsDirected, IntoNodeIdentifiers, VisitMap, Visitable,
};

/// The strongly connected components of one relation. An edge leads to the same component or to one with a smaller
/// number, so that counting up sees every callee before its callers.
#[derive(Debug)]
pub struct Condensation {
    component: Vec<u32>,
    starts: Vec<u32>,
    members: Vec<NodeId>,
}

impl Condensation {
    pub(super) fn of(forward: &Rows, backward: &Rows, relation: Relation) -> Self {
        Self::of_view(View { forward, backward, relation, calls_only: false })
    }

    pub(super) fn of_calls(forward: &Rows, backward: &Rows, relation: Relation) -> Self {
        Self::of_view(View { forward, backward, relation, calls_only: true })
    }

    fn of_view(view: View<'_>) -> Self {
        let nodes = view.forward.len();
        let mut condensation =
            Self { component: vec![0; nodes], starts: vec![0], members: Vec::with_capacity(nodes) };
        for (number, mut component) in kosaraju_scc(view).into_iter().enumerate() {
            component.sort_unstable();
            for member in &component {
                condensation.component[member.0 as usize] = number as u32;
            }
            condensation.members.append(&mut component);
            condensation.starts.push(condensation.members.len() as u32);
        }
        condensation
    }

    /// Number of components.
    pub fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// Whether there is no node at all.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The component of a node.
    pub fn component(&self, node: NodeId) -> usize {
        self.component[node.0 as usize] as usize
    }

    /// The nodes of a component, ascending.
    pub fn members(&self, component: usize) -> &[NodeId] {
        &self.members[self.starts[component] as usize..self.starts[component + 1] as usize]
    }

    /// Whether both nodes lie in one component.
    pub fn together(&self, one: NodeId, other: NodeId) -> bool {
        self.component(one) == self.component(other)
    }
}

/// Our rows, restricted to one relation, as petgraph wants to see a graph.
#[derive(Clone, Copy)]
struct View<'g> {
    forward: &'g Rows,
    backward: &'g Rows,
    relation: Relation,
    calls_only: bool,
}

/// The nodes that were visited.
struct Visited(Vec<bool>);

/// The neighbours of a node in a [`View`].
struct Neighbours<'g> {
    edges: std::slice::Iter<'g, Edge>,
    relation: Relation,
    calls_only: bool,
}

impl Iterator for Neighbours<'_> {
    type Item = NodeId;

    fn next(&mut self) -> Option<NodeId> {
        let (relation, calls_only) = (self.relation, self.calls_only);
        self.edges.find(|edge| relation.admits(edge) && !(calls_only && edge.is_within())).map(Edge::node)
    }
}

impl GraphBase for View<'_> {
    type NodeId = NodeId;
    type EdgeId = ();
}

impl GraphRef for View<'_> {}

impl<'g> IntoNeighbors for View<'g> {
    type Neighbors = Neighbours<'g>;

    fn neighbors(self, node: NodeId) -> Neighbours<'g> {
        self.neighbors_directed(node, Direction::Outgoing)
    }
}

impl<'g> IntoNeighborsDirected for View<'g> {
    type NeighborsDirected = Neighbours<'g>;

    fn neighbors_directed(self, node: NodeId, direction: Direction) -> Neighbours<'g> {
        let rows = match direction {
            Direction::Outgoing => self.forward,
            Direction::Incoming => self.backward,
        };
        Neighbours { edges: rows.row(node).iter(), relation: self.relation, calls_only: self.calls_only }
    }
}

impl IntoNodeIdentifiers for View<'_> {
    type NodeIdentifiers = std::iter::Map<std::ops::Range<u32>, fn(u32) -> NodeId>;

    fn node_identifiers(self) -> Self::NodeIdentifiers {
        (0..self.forward.len() as u32).map(NodeId)
    }
}

impl Visitable for View<'_> {
    type Map = Visited;

    fn visit_map(&self) -> Visited {
        Visited(vec![false; self.forward.len()])
    }

    fn reset_map(&self, map: &mut Visited) {
        map.0.fill(false);
    }
}

impl VisitMap<NodeId> for Visited {
    fn visit(&mut self, node: NodeId) -> bool {
        !std::mem::replace(&mut self.0[node.0 as usize], true)
    }

    fn is_visited(&self, node: &NodeId) -> bool {
        self.0[node.0 as usize]
    }

    fn unvisit(&mut self, node: NodeId) -> bool {
        std::mem::replace(&mut self.0[node.0 as usize], false)
    }
}
