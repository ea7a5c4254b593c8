//! Numbers that say where they come from, and numbers that are not known. Never fills a gap with a guess.

use crate::architecture::{Architecture, InteractionId, JourneyId, Provenance, ServiceId};

/// A number and the weakest provenance among its inputs. The unit is that of the function that returns it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Quantity {
    /// The number.
    pub value: f64,
    /// Where it comes from.
    pub provenance: Provenance,
}

/// What is known about a number that may have no bound.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Total {
    /// All inputs are known or were assumed; [`Provenance::Defaulted`] says the latter.
    Known(Quantity),
    /// Some input is not declared.
    Unknown,
    /// The architecture itself sets no limit.
    Unbounded,
}

/// A fact that nobody declared, and that a result needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Missing {
    /// The service's own availability.
    Availability(ServiceId),
    /// The median of the service's own work.
    P50(ServiceId),
    /// The 99th percentile of the service's own work.
    P99(ServiceId),
    /// The service's tier.
    Tier(ServiceId),
    /// The region a service runs in.
    Region(ServiceId),
    /// The mode of an interaction.
    Mode(InteractionId),
    /// The timeout of an interaction.
    Timeout(InteractionId),
    /// The attempts of an interaction.
    Attempts(InteractionId),
    /// The pause between the attempts of an interaction.
    Backoff(InteractionId),
    /// The round trip between the regions at both ends of an interaction.
    RoundTrip(InteractionId),
    /// An objective for the response time of a journey.
    Deadline(JourneyId),
}

impl Quantity {
    /// Computed from declared values.
    pub fn derived(value: f64) -> Self {
        Self { value, provenance: Provenance::Derived }
    }

    /// Computed from values of which at least one was assumed, if `assumed`.
    pub fn derived_or_assumed(value: f64, assumed: bool) -> Self {
        Self { value, provenance: if assumed { Provenance::Defaulted } else { Provenance::Derived } }
    }

    /// Another number from the same and perhaps weaker inputs.
    pub fn combine(self, other: Self, operation: impl FnOnce(f64, f64) -> f64) -> Self {
        Self { value: operation(self.value, other.value), provenance: self.provenance.max(other.provenance) }
    }

    /// The number scaled.
    pub fn map(self, change: impl FnOnce(f64) -> f64) -> Self {
        Self { value: change(self.value), ..self }
    }
}

impl Total {
    /// Nothing, known to be nothing.
    pub const ZERO: Self = Self::Known(Quantity { value: 0.0, provenance: Provenance::Derived });

    /// The number, where it is known.
    pub fn known(self) -> Option<Quantity> {
        match self {
            Self::Known(quantity) => Some(quantity),
            Self::Unknown | Self::Unbounded => None,
        }
    }

    /// Both together. What has no bound stays without one, whatever else is unknown.
    #[must_use]
    pub fn plus(self, other: Self) -> Self {
        self.combine(other, |one, other| one + other)
    }

    /// The larger of both.
    #[must_use]
    pub fn max(self, other: Self) -> Self {
        self.combine(other, f64::max)
    }

    /// The number changed, where it is known.
    #[must_use]
    pub fn map(self, change: impl FnOnce(f64) -> f64) -> Self {
        match self {
            Self::Known(quantity) => Self::Known(quantity.map(change)),
            other => other,
        }
    }

    /// The number marked as resting on an assumption, where it is known and does.
    #[must_use]
    pub fn assumed_if(self, assumed: bool) -> Self {
        match self {
            Self::Known(Quantity { value, .. }) if assumed => {
                Self::Known(Quantity { value, provenance: Provenance::Defaulted })
            }
            other => other,
        }
    }

    fn combine(self, other: Self, operation: impl FnOnce(f64, f64) -> f64) -> Self {
        match (self, other) {
            (Self::Known(one), Self::Known(other)) => Self::Known(one.combine(other, operation)),
            (Self::Unbounded, _) | (_, Self::Unbounded) => Self::Unbounded,
            (Self::Unknown, _) | (_, Self::Unknown) => Self::Unknown,
        }
    }
}

impl Missing {
    /// The fact in words, such as "availability of `payment`".
    pub fn describe(self, architecture: &Architecture) -> String {
        let service = |what: &str, id| format!("{what} of `{}`", architecture.service(id).name);
        let interaction = |what: &str, id| format!("{what} of `{}`", architecture.interaction(id).id);
        match self {
            Self::Availability(id) => service("availability", id),
            Self::P50(id) => service("latency p50", id),
            Self::P99(id) => service("latency p99", id),
            Self::Tier(id) => service("tier", id),
            Self::Region(id) => service("region", id),
            Self::Mode(id) => interaction("mode", id),
            Self::Timeout(id) => interaction("timeout", id),
            Self::Attempts(id) => interaction("attempts", id),
            Self::Backoff(id) => interaction("backoff", id),
            Self::RoundTrip(id) => interaction("round trip between the regions", id),
            Self::Deadline(id) => format!("slo p99 of `{}`", architecture.journey(id).id),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_weakest_provenance_and_the_worst_knowledge() {
        let known = |provenance| Total::Known(Quantity { value: 2.0, provenance });
        let (derived, defaulted) = (known(Provenance::Derived), known(Provenance::Defaulted));
        assert_eq!(
            derived.plus(defaulted),
            Total::Known(Quantity { value: 4.0, provenance: Provenance::Defaulted })
        );
        assert_eq!(derived.plus(Total::Unknown), Total::Unknown);
        assert_eq!(Total::Unknown.max(Total::Unbounded), Total::Unbounded);
    }
}
