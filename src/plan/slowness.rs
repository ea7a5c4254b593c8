//! What happens when one service becomes slow: who waits, which timeouts fire, which pools fill up, which journeys lose
//! requests (R21). Never assumes a pool or a rate that nobody declared.
//!
//! The fixed point treats pools as independent. Where the same requests hold two pools it was measured about five
//! percentage points too low (risk catalogue, R21, limits); reports say so.

use super::load::{Loads, State};
use crate::analysis::Analysis;
use crate::architecture::{InteractionId, JourneyId, ServiceId, Timeout};
use crate::graph::{NodeId, Relation};
use rustc_hash::FxHashSet;

/// What slowness does to the callers of one service.
#[derive(Debug, Clone, PartialEq)]
pub struct Slowness {
    /// The service that is slow.
    pub service: ServiceId,
    /// How long it takes now, in seconds.
    pub seconds: f64,
    /// The calls whose callers wait longer, nearest the service first.
    pub waits: Vec<Wait>,
    /// The pools of the services that wait, by service.
    pub pools: Vec<Pool>,
    /// The journeys that lose more than one request in a hundred to full pools, in order.
    pub lost: Vec<Lost>,
    /// What is not declared, in words, so that a pool cannot be assessed.
    pub missing: Vec<String>,
}

/// One call that waits longer.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Wait {
    /// The call.
    pub interaction: InteractionId,
    /// How long it waited, in seconds; the mean, at least.
    pub before: f64,
    /// How long it waits now; infinite where nothing ends the wait.
    pub after: f64,
    /// Whether its timeout fires.
    pub times_out: bool,
}

/// One pool.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Pool {
    /// The service.
    pub service: ServiceId,
    /// Requests it can hold at once, over all instances.
    pub places: u64,
    /// Erlang offered per place, before and after.
    pub utilisation: (f64, f64),
    /// Share of its requests that find no place, before and after.
    pub rejected: (f64, f64),
}

/// What one journey loses.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Lost {
    /// The journey.
    pub journey: JourneyId,
    /// Share of its requests that some full pool rejects.
    pub share: f64,
    /// Whether it waits for the slow service itself; otherwise it is lost for no reason of its own.
    pub waits_for_it: bool,
}

/// Share of requests from which a loss is reported (our default, R21).
const LEAST_LOSS: f64 = 0.01;

/// Makes a service slow: every request to it takes `seconds`.
pub fn slowness(analysis: &Analysis<'_>, service: ServiceId, seconds: f64) -> Slowness {
    let loads = Loads::read(analysis);
    let before = loads.settle(None);
    let after = loads.settle(Some((service, seconds)));
    let above = callers(analysis, service);
    let mut services: Vec<ServiceId> = above.iter().map(|node| analysis.graph().service(*node)).collect();
    services.sort_unstable();
    services.dedup();
    let pool = |id: &ServiceId| {
        Some(Pool {
            service: *id,
            places: loads.places(*id)?,
            utilisation: (before.utilisation(*id)?, after.utilisation(*id)?),
            rejected: (before.rejected(*id), after.rejected(*id)),
        })
    };
    let others = services.iter().filter(|id| **id != service);
    let mut missing: Vec<String> = others.clone().flat_map(|id| loads.missing(*id)).collect();
    missing.sort();
    missing.dedup();
    Slowness {
        service,
        seconds,
        waits: waits(analysis, &loads, &above, &before, &after),
        pools: others.filter_map(pool).collect(),
        lost: lost(analysis, &above, &after),
        missing,
    }
}

/// Services of a system up to which pools are tried for every service that may hang.
const MOST_SERVICES: usize = 200;
/// A callee that hangs, in seconds: longer than any timeout is of use, and finite, so that nothing is lost in infinities.
const HANGING: f64 = 1e6;

/// The services, other than this one, whose pools have no place left for more than one request in a hundred while it hangs,
/// by service. `None` where no pool on the way is declared, and for systems of more than 200 services.
pub fn pools_filled_by(analysis: &Analysis<'_>, service: ServiceId) -> Option<Vec<ServiceId>> {
    let architecture = analysis.architecture();
    let has_pools = architecture.services.iter().any(|it| it.declared.concurrency.is_some());
    if !has_pools || architecture.services.len() > MOST_SERVICES {
        return None;
    }
    let pools = slowness(analysis, service, HANGING).pools;
    let filled =
        pools.iter().filter(|pool| pool.rejected.1 > LEAST_LOSS && pool.rejected.1 > pool.rejected.0);
    (!pools.is_empty()).then(|| filled.map(|pool| pool.service).collect())
}

/// The nodes from which a request waits for the service, nearest first.
fn callers(analysis: &Analysis<'_>, service: ServiceId) -> Vec<NodeId> {
    let graph = analysis.graph();
    let mut found: Vec<NodeId> = graph.nodes_of(service).collect();
    let mut seen: FxHashSet<NodeId> = found.iter().copied().collect();
    let mut at = 0;
    while let Some(node) = found.get(at).copied() {
        at += 1;
        for edge in graph.incoming(node).iter().filter(|edge| Relation::Blocking.admits(edge)) {
            if seen.insert(edge.node()) {
                found.push(edge.node());
            }
        }
    }
    found
}

fn waits(
    analysis: &Analysis<'_>,
    loads: &Loads<'_>,
    above: &[NodeId],
    before: &State,
    after: &State,
) -> Vec<Wait> {
    let graph = analysis.graph();
    let mut waits: Vec<Wait> = Vec::new();
    for node in above {
        for edge in graph.incoming(*node).iter().filter(|edge| edge.is_blocking()) {
            let Some(id) = edge.interaction() else { continue };
            let (early, late) = (before.response(*node), after.response(*node));
            let limit = analysis.architecture().interaction(id).declared.timeout.map(|it| it.value);
            let limit = limit.and_then(Timeout::after).map_or(f64::INFINITY, |limit| limit.seconds());
            let wait = Wait {
                interaction: id,
                before: loads.wait(id, early),
                after: loads.wait(id, late),
                times_out: late > limit,
            };
            let is_new = waits.iter().all(|known| known.interaction != id);
            if is_new && wait.after > wait.before * (1.0 + 1e-9) {
                waits.push(wait);
            }
        }
    }
    waits
}

fn lost(analysis: &Analysis<'_>, above: &[NodeId], after: &State) -> Vec<Lost> {
    let lost = |journey: JourneyId| {
        let needed = analysis.hard_services(journey);
        let served: f64 = needed.iter().map(|service| 1.0 - after.rejected(*service)).product();
        let waits_for_it = above.contains(&analysis.graph().entry(journey));
        Lost { journey, share: 1.0 - served, waits_for_it }
    };
    analysis.architecture().journey_ids().map(lost).filter(|lost| lost.share > LEAST_LOSS).collect()
}
