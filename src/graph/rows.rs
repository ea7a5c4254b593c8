//! Compressed rows: all edges in one list, by the node they leave. Never changes once built.

use super::{Edge, NodeId};
use crate::parallel;

/// For every node the edges at one of its sides.
#[derive(Debug)]
pub(super) struct Rows {
    starts: Vec<u32>,
    edges: Vec<Edge>,
}

impl Rows {
    /// The rows by caller and by callee; within a row the edges keep the order they are given in.
    pub(super) fn both(nodes: usize, edges: &[(NodeId, Edge)]) -> (Self, Self) {
        parallel::join(
            || Self::of(nodes, edges.iter().copied()),
            || Self::of(nodes, edges.iter().map(|(from, edge)| (edge.node(), edge.towards(*from)))),
        )
    }

    /// A counting sort, stable and linear.
    fn of(nodes: usize, edges: impl Iterator<Item = (NodeId, Edge)> + Clone) -> Self {
        let mut starts = vec![0_u32; nodes + 1];
        for (at, _) in edges.clone() {
            starts[at.0 as usize + 1] += 1;
        }
        for node in 0..nodes {
            starts[node + 1] += starts[node];
        }
        let mut next = starts.clone();
        let mut sorted = vec![Edge::within(NodeId(0)); starts[nodes] as usize];
        for (at, edge) in edges {
            let place = &mut next[at.0 as usize];
            sorted[*place as usize] = edge;
            *place += 1;
        }
        Self { starts, edges: sorted }
    }

    pub(super) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    pub(super) fn row(&self, node: NodeId) -> &[Edge] {
        let at = node.0 as usize;
        &self.edges[self.starts[at] as usize..self.starts[at + 1] as usize]
    }
}
