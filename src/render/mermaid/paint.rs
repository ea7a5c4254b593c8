//! The worst open finding per service and interaction. Never paints an accepted finding.

use crate::architecture::{Architecture, InteractionId, ServiceId};
use crate::diagnostic::Severity;
use crate::facts::Subject;
use crate::rule::Finding;
use rustc_hash::FxHashMap;

/// What to paint how.
#[derive(Debug, Default)]
pub(super) struct Paint {
    services: FxHashMap<ServiceId, Severity>,
    interactions: FxHashMap<InteractionId, Severity>,
}

impl Paint {
    /// A finding about a journey is painted on the journey's entry, one about a cycle on the cycle's interactions.
    pub(super) fn new(
        architecture: &Architecture,
        findings: &[Finding],
        cycles: &[Vec<InteractionId>],
    ) -> Self {
        let mut paint = Self::default();
        for finding in findings.iter().filter(|finding| finding.allowed.is_none()) {
            match finding.subject {
                Subject::System => {}
                Subject::Service(id) => worsen(&mut paint.services, id, finding.severity),
                Subject::Interaction(id) => worsen(&mut paint.interactions, id, finding.severity),
                Subject::Journey(id) => {
                    worsen(&mut paint.services, architecture.journey(id).entry.value, finding.severity);
                }
                Subject::Cycle(index) => {
                    for id in cycles.get(index as usize).into_iter().flatten() {
                        worsen(&mut paint.interactions, *id, finding.severity);
                    }
                }
            }
        }
        paint
    }

    pub(super) fn service(&self, id: ServiceId) -> Option<Severity> {
        self.services.get(&id).copied()
    }

    pub(super) fn interaction(&self, id: InteractionId) -> Option<Severity> {
        self.interactions.get(&id).copied()
    }
}

fn worsen<K: std::hash::Hash + Eq>(known: &mut FxHashMap<K, Severity>, key: K, severity: Severity) {
    let worst = known.entry(key).or_insert(severity);
    *worst = severity.max(*worst);
}
