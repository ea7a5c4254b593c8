//! How much of what the numbers rest on was declared. Never counts a fact that does not apply as unknown.

use super::Inquiry;
use crate::architecture::{Architecture, InteractionId, Provenance, ServiceKind};
use crate::decision::{Evidence, Method, Slot};
use crate::facts::World;
use crate::parallel;

/// How many facts are known, and from where.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Coverage {
    /// Declared, measured or read from a configuration.
    pub declared: usize,
    /// Derived from what is declared.
    pub derived: usize,
    /// Assumed by the policy or by a default.
    pub defaulted: usize,
    /// Not known.
    pub unknown: usize,
}

impl Coverage {
    /// Counts the facts that decisions look at, and availability and both percentiles of every service.
    pub fn of(inquiry: &Inquiry<'_>) -> Self {
        let mut coverage = Self::default();
        inquiry.evidence.iter().for_each(|evidence| coverage.count_evidence(evidence));
        coverage.count_services(inquiry.architecture);
        coverage
    }

    /// The same where the evidence was not kept: it is gathered once more, on all cores.
    pub fn gathered(world: &World<'_>, method: &Method) -> Self {
        let ids: Vec<InteractionId> = world.architecture.interaction_ids().collect();
        let parts = parallel::chunks(&ids, |ids| {
            let mut coverage = Self::default();
            ids.iter().for_each(|id| coverage.count_evidence(&method.evidence(world, *id).0));
            coverage
        });
        let mut coverage = parts.into_iter().fold(Self::default(), Self::and);
        coverage.count_services(world.architecture);
        coverage
    }

    fn and(self, other: Self) -> Self {
        Self {
            declared: self.declared + other.declared,
            derived: self.derived + other.derived,
            defaulted: self.defaulted + other.defaulted,
            unknown: self.unknown + other.unknown,
        }
    }

    fn count_evidence(&mut self, evidence: &Evidence) {
        for (index, slot) in evidence.slots().iter().enumerate() {
            if *slot != Slot::NotApplicable {
                self.count(evidence.provenance(index));
            }
        }
    }

    fn count_services(&mut self, architecture: &Architecture) {
        let policy = &architecture.policy;
        for service in architecture.services.iter().filter(|it| it.kind() != ServiceKind::Client) {
            let declared = &service.declared;
            let by_tier = declared.tier.and_then(|tier| {
                policy.availability_by_tier.get(usize::from(tier.value).wrapping_sub(1)).copied().flatten()
            });
            let assumed =
                if service.kind() == ServiceKind::External { policy.availability_external } else { by_tier };
            self.count(match (declared.availability, assumed) {
                (Some(_), _) => Provenance::Declared,
                (None, Some(_)) => Provenance::Defaulted,
                (None, None) => Provenance::Unknown,
            });
            for percentile in [declared.p50, declared.p99] {
                self.count(percentile.map_or(Provenance::Unknown, |_| Provenance::Declared));
            }
        }
    }

    fn count(&mut self, provenance: Provenance) {
        match provenance {
            Provenance::Measured | Provenance::Declared | Provenance::Imported => self.declared += 1,
            Provenance::Derived => self.derived += 1,
            Provenance::Defaulted => self.defaulted += 1,
            Provenance::Unknown => self.unknown += 1,
        }
    }

    /// All facts counted.
    pub fn total(&self) -> usize {
        self.declared + self.derived + self.defaulted + self.unknown
    }
}
