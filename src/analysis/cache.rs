//! Caches that carry load (R23): what arrives at a service with its caches and without them. Never assumes a rate.

use crate::architecture::{Architecture, InteractionId, ServiceId};
use rustc_hash::FxHashMap;

/// Peak load of a service that some caller asks through a cache, in requests per second.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct CacheLoss {
    /// What arrives when all caches are empty, as far as it is declared.
    pub cold: f64,
    /// What arrives when they answer their usual share.
    pub warm: f64,
    /// Whether every caller declares its rate.
    pub is_complete: bool,
    /// The interactions with a cache.
    pub cached: Vec<InteractionId>,
}

impl CacheLoss {
    /// How many times the usual load arrives when the caches are empty; infinite where they usually answer everything.
    pub fn amplification(&self) -> f64 {
        self.cold / self.warm
    }
}

/// By service, where some interaction with it declares `cache-hits`. A rate counts before the cache. Linear.
pub(super) fn derive(architecture: &Architecture) -> FxHashMap<ServiceId, CacheLoss> {
    let mut losses: FxHashMap<ServiceId, CacheLoss> = FxHashMap::default();
    for id in architecture.interaction_ids() {
        let interaction = architecture.interaction(id);
        if interaction.declared.cache_hits.is_some() {
            let loss = losses.entry(interaction.to).or_default();
            loss.is_complete = true;
            loss.cached.push(id);
        }
    }
    for interaction in &architecture.interactions {
        let Some(loss) = losses.get_mut(&interaction.to) else { continue };
        let declared = &interaction.declared;
        let hits = declared.cache_hits.map_or(0.0, |hits| hits.value.get());
        match declared.peak_rate.or(declared.rate) {
            Some(rate) => {
                loss.cold += rate.value.per_second();
                loss.warm += rate.value.per_second() * (1.0 - hits);
            }
            None => loss.is_complete = false,
        }
    }
    losses
}

#[cfg(test)]
mod tests {
    use super::derive;
    use crate::analysis::fixture::Draft;

    /// MS-CACHE of the vectors: 90 % hits, 3000 requests per second, a database for 500.
    #[test]
    fn ms_cache_multiplies_the_load_by_ten() {
        let architecture = Draft::new()
            .service("shop", "")
            .service("db", "kind = \"datastore\"\ncapacity = \"500/s\"")
            .call("shop", "db", "mode = \"sync\"\nkind = \"query\"\nrate = \"3000/s\"\ncache-hits = \"90%\"")
            .architecture();
        let db = architecture.service_named("db").expect("declared");
        let loss = &derive(&architecture)[&db];
        assert!((loss.amplification() - 10.0).abs() < 1e-9);
        let capacity = architecture.service(db).declared.capacity.expect("declared").value.per_second();
        let with_cache = capacity * loss.amplification();
        assert!(
            (with_cache - 5000.0).abs() < 1e-9 && (with_cache / loss.amplification() - 500.0).abs() < 1e-9
        );
        assert!(
            capacity < loss.cold && loss.cold <= with_cache,
            "vulnerable: it works until the cache is empty"
        );
    }
}
