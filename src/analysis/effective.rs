//! Availability with the effect of timeouts and attempts (R03). Never takes all failures for independent.

use super::availability::{hard_services, own};
use super::latency::{Percentiles, ResponseTimes};
use super::{Analysis, Missing};
use crate::architecture::{JourneyId, ServiceId, Timeout};
use crate::graph::{Edge, Relation};
use rustc_hash::FxHashMap;

/// Share of failures that hit all attempts of a call alike (our default, R03).
pub const CORRELATED: f64 = 0.5;

/// What a journey can promise when timeouts cut slow answers off and attempts repeat.
#[derive(Debug, Clone, PartialEq)]
pub struct Effective {
    /// Product over the unique hard dependencies of what is left of each.
    pub availability: f64,
    /// Whether undeclared timeouts were left out or undeclared attempts taken for one, so that it may be otherwise.
    pub is_assumed: bool,
    /// The dependency that takes most of what its own availability does not explain, with the share of calls cut off by its timeout.
    pub most_cut: Option<(ServiceId, f64)>,
}

/// What the response times of one journey say.
#[derive(Debug)]
pub(super) struct Timing {
    /// Of the response at the entry.
    pub(super) percentiles: Option<Percentiles>,
    /// What its ceiling comes to.
    pub(super) after_retries: Result<Effective, Vec<Missing>>,
}

/// Share of calls that fail after all attempts: rho q + (1 - rho) q^n (R03).
fn failing(one_attempt: f64, attempts: f64) -> f64 {
    CORRELATED * one_attempt + (1.0 - CORRELATED) * one_attempt.powf(attempts)
}

impl Analysis<'_> {
    /// What is left of a journey's ceiling after timeouts and attempts; `None` where an availability is not known, or a
    /// latency behind a declared timeout.
    ///
    /// # Errors
    /// What is missing.
    pub fn availability_after_retries(&self, journey: JourneyId) -> Result<Effective, Vec<Missing>> {
        self.timing(journey).after_retries.clone()
    }

    pub(super) fn effective(
        &self,
        journey: JourneyId,
        times: Option<&ResponseTimes>,
    ) -> Result<Effective, Vec<Missing>> {
        let unknown = self.availability_missing(journey);
        let entry = self.graph.entry(journey);
        let Some(times) = times.filter(|_| unknown.is_empty()) else { return Err(unknown) };
        let mut worst = FxHashMap::<ServiceId, (f64, f64)>::default();
        let mut is_assumed = false;
        for node in super::reach::reached(self.graph, entry, Relation::Hard) {
            for edge in self.graph.out(node).iter().filter(|edge| edge.is_hard()) {
                let callee = self.graph.service(edge.node());
                let call = edge.interaction().map(|id| self.call(id));
                let Some((cut, known)) = self.cut_off(edge, times) else {
                    return Err(self.latency_missing(journey));
                };
                is_assumed |= !known || call.is_some_and(|call| call.attempts_assumed);
                let a = own(self.architecture, callee).map_or(1.0, |own| own.value);
                let left = failing(1.0 - a * (1.0 - cut), call.map_or(1.0, |call| call.attempts));
                let known = worst.entry(callee).or_insert((left, cut));
                if left > known.0 {
                    *known = (left, cut);
                }
            }
        }
        let mut availability = 1.0;
        for service in hard_services(self.architecture, self.graph, journey) {
            let left = worst.get(&service).map(|(failing, _)| 1.0 - failing);
            availability *= left.or(own(self.architecture, service).map(|own| own.value)).unwrap_or(1.0);
        }
        let cut =
            worst.into_iter().filter(|(_, (_, cut))| *cut > 0.0).map(|(service, (_, cut))| (service, cut));
        let most_cut = cut.max_by(|one, other| one.1.total_cmp(&other.1).then(other.0.cmp(&one.0)));
        Ok(Effective { availability, is_assumed, most_cut })
    }

    /// Share of answers that come after the timeout, and whether a timeout is declared. `None` where a timeout is and the
    /// response time is not known.
    fn cut_off(&self, edge: &Edge, times: &ResponseTimes) -> Option<(f64, bool)> {
        let timeout = edge.interaction().and_then(|id| self.call(id).timeout);
        match timeout {
            Some(Timeout::After(limit)) if edge.is_blocking() => {
                let response = times.get(&edge.node())?.as_ref()?;
                Some((response.exceeding(limit.seconds()), true))
            }
            Some(_) => Some((0.0, true)),
            None => Some((0.0, false)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::failing;

    /// AV-16: f 0.001, F(T) 0.999, 3 attempts, rho 0.5.
    #[test]
    fn agrees_with_the_vector() {
        let one_attempt = 1.0 - 0.999 * 0.999;
        assert!((failing(one_attempt, 3.0) - 0.000_999_503_994_003).abs() < 1e-12);
    }
}
