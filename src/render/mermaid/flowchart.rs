//! The flowchart of a system, of a journey or of a service's neighbourhood. Never exceeds Mermaid's limits.

use super::draw::draw;
use super::paint::Paint;
use super::plan::plans;
use super::scope::Scope;
use super::{Diagram, MOST_EDGES, MOST_UNITS, legend, units, write};
use crate::architecture::{Architecture, InteractionId, JourneyId, ServiceId};
use crate::rule::Finding;

/// What to draw.
#[derive(Debug, Clone, Copy, Default)]
pub struct Options<'a> {
    /// Only this service and what touches it.
    pub focus: Option<ServiceId>,
    /// Only what this journey reaches.
    pub journey: Option<JourneyId>,
    /// Only these interactions and their ends.
    pub only: Option<&'a [InteractionId]>,
    /// Findings to paint; accepted ones are not painted.
    pub findings: &'a [Finding],
    /// The interactions of every cycle, by the index that findings about cycles carry.
    pub cycles: &'a [Vec<InteractionId>],
}

/// Draws services by region, and interactions by mode. What is too large is collapsed, and the notes say how.
pub fn flowchart(architecture: &Architecture, options: &Options<'_>) -> Diagram {
    let scope = Scope::new(architecture, options);
    let paint = Paint::new(architecture, options.findings, options.cycles);
    for plan in plans(architecture, &scope, options.findings, options.focus) {
        let picture = draw(architecture, &scope, &plan, &paint);
        let most = plan.most_edges.min(MOST_EDGES - legend::MOST_EDGES);
        if picture.edges.len() > most || picture.nodes.len() > MOST_UNITS / 10 {
            continue;
        }
        let text = write::write(architecture, &picture, &plan);
        if units(&text) <= MOST_UNITS {
            return Diagram { text, notes: plan.notes };
        }
    }
    unreachable!("one node for all services but the focus fits")
}
