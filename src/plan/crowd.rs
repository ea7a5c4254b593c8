//! Pools that are so full that requests wait for a place, which no latency of this program contains. Never says how long
//! they wait.

use super::load::Loads;
use crate::analysis::Analysis;
use crate::architecture::ServiceId;

/// A pool before which requests queue.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Crowd {
    /// The service.
    pub service: ServiceId,
    /// Requests that it can hold at once, over all instances.
    pub places: u64,
    /// Erlang offered per place.
    pub utilisation: f64,
}

/// Share of the places from which waiting is worth telling: simulated p99s were a quarter higher at 76 % and
/// 84 % higher at 85 % than without waiting (docs/validation.md).
const CROWDED: f64 = 0.7;

/// The queueing pools that are crowded in the mean, by service. Pools of which something is not declared are left out.
pub fn crowds(analysis: &Analysis<'_>) -> Vec<Crowd> {
    let loads = Loads::read(analysis);
    let declares_pools =
        analysis.architecture().service_ids().any(|id| loads.places(id).is_some() && loads.queues(id));
    if !declares_pools {
        return Vec::new();
    }
    let state = loads.settle(None);
    let crowd = |service| {
        let (places, utilisation) = (loads.places(service)?, state.utilisation(service)?);
        let waits = loads.queues(service) && utilisation >= CROWDED;
        waits.then_some(Crowd { service, places, utilisation })
    };
    analysis.architecture().service_ids().filter_map(crowd).collect()
}
