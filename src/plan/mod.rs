//! The cheapest permitted set of changes until every journey keeps its objectives. Never advises what a veto forbids.
//!
//! Availability and latency belong to the whole set of dependencies of a journey, so that sound local decisions can still
//! add up to a missed objective. [`plan`] looks at the graph after the local decisions, offers what is permitted, and
//! searches: exactly where that is affordable, greedily with minimum cuts elsewhere (`docs/decision-method.md`, section 15).
//! Every change only takes dependencies or waiting away, so that adding one to a set never spoils an objective.

mod bound;
mod bundle;
mod change;
mod change_set;
mod concurrent;
mod coverage;
mod crowd;
mod cut;
mod deadline;
mod effect;
mod exact;
mod greedy;
mod load;
mod model;
mod net;
mod outage;
mod outlook;
mod permit;
mod reduced;
mod report;
mod slowness;
mod solve;

pub use change::{Change, Costs, Remedy};
pub use coverage::Coverage;
pub use crowd::{Crowd, crowds};
pub use deadline::{MARGIN, PlannedTimeout, Tightened, TimeoutPlan};
pub use effect::{Effect, effects};
pub use outage::{Fate, Hit, Outage, Spread, outage};
pub use outlook::{Goal, Met, Outlook};
pub use permit::{Ask, Refusal};
pub use report::{Gap, JourneyPlan, Obstacle, Plan, Proof, Worth};
pub use slowness::{Lost, Pool, Slowness, Wait, pools_filled_by, slowness};
pub use solve::solve;

use permit::later_calls;

use crate::architecture::{Architecture, InteractionId, Mode};
use crate::decision::{Decision, Evidence, Method, Verdict};
use crate::graph::CallGraph;

/// What a plan is made from.
#[derive(Debug, Clone, Copy)]
pub struct Inquiry<'a> {
    /// What was declared.
    pub architecture: &'a Architecture,
    /// Who calls whom.
    pub graph: &'a CallGraph,
    /// The method that decided.
    pub method: &'a Method,
    /// What each decision looked at, by interaction.
    pub evidence: &'a [Evidence],
    /// The decisions, by interaction.
    pub decisions: &'a [Decision],
}

/// The judgements of the search (all our defaults, method section 15).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// What changes cost.
    pub costs: Costs,
    /// Largest score that a change may give up against the best mode.
    pub largest_regret: f64,
    /// Changes up to which all subsets are compared.
    pub exact_up_to: usize,
    /// Whether the greedy search also tries minimum cuts; without them it can stop short of a solution.
    pub bundles: bool,
}

impl Default for Settings {
    fn default() -> Self {
        Self { costs: Costs::default(), largest_regret: 0.25, exact_up_to: 16, bundles: true }
    }
}

/// Plans for all journeys that declare an objective.
pub fn plan(inquiry: &Inquiry<'_>, settings: &Settings) -> Plan {
    let decided = |id| decided_mode(inquiry, id);
    let base = reduced::Reduced::with_objectives(inquiry.architecture, inquiry.graph, decided);
    let before = report::outlooks(base.architecture());
    let offers = permit::offers(inquiry, &base, &before, settings);
    solve::with_offers(base, offers, before, settings)
}

/// Looks at the architecture as it would be with the plan carried out and nothing else changed; identifiers stay the same.
pub fn carried_out<T>(architecture: &Architecture, plan: &Plan, look: impl FnOnce(&Architecture) -> T) -> T {
    let mut whole = reduced::Reduced::whole(architecture);
    let timeouts = plan.timeouts.iter().flat_map(|table| &table.lines);
    whole.set_timeouts(timeouts.map(|line| (line.interaction, line.to)));
    whole.changed(plan.changes.iter(), look)
}

/// The mode of an interaction after the local decisions: the declared one, else the recommended one where the facts suffice.
pub fn decided_mode(inquiry: &Inquiry<'_>, id: InteractionId) -> Option<Mode> {
    let declared = inquiry.architecture.interaction(id).declared.mode.map(|mode| mode.value);
    declared.or_else(|| {
        let decision = &inquiry.decisions[id.0 as usize];
        decision.recommended.filter(|_| inquiry.method.verdict(decision, 0.0) != Verdict::InsufficientFacts)
    })
}
