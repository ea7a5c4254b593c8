//! What an analysis says about time: waits, needs, percentiles and a table of timeouts. Never derives at once what only
//! a report asks for.

use super::effective::Timing;
use super::latency::{self, LatencyBounds, Percentiles};
use super::timeout_table::{self, TimeoutTable};
use super::waits::{self, Waits};
use super::{Analysis, Inversion, Missing, Scene, Total, Work, timeout};
use crate::architecture::{InteractionId, JourneyId, JourneyStep};
use rustc_hash::FxHashMap;

/// Timeouts (R15, R16).
impl Analysis<'_> {
    /// How long a caller waits for one call over this interaction at worst. `None` where nobody waits.
    pub fn worst_wait(&self, interaction: InteractionId) -> Option<Work> {
        let callee = self.graph.callee(interaction)?;
        Some(self.timeouts.wait(self.call(interaction), callee))
    }

    /// How long the callee may work on one attempt over this interaction. `None` where nobody waits.
    pub fn callee_needs(&self, interaction: InteractionId) -> Option<Work> {
        self.graph.callee(interaction).map(|callee| self.timeouts.work(callee))
    }

    /// How long a request of the journey may take under the configured timeouts.
    pub fn journey_work(&self, journey: JourneyId) -> Work {
        self.timeouts.work(self.graph.entry(journey))
    }

    /// Whether the caller gives up while its callee may still work; a propagated deadline is for the rule to weigh.
    pub fn inversion(&self, interaction: InteractionId) -> Option<Inversion> {
        let needed = self.callee_needs(interaction)?;
        Some(timeout::inversion(self.call(interaction).timeout, needed))
    }
}

/// Latency (R04 to R06), on request: every function here walks the journey, the bounds and the estimate once.
impl Analysis<'_> {
    /// What holds for the journey's p99 whatever the dependence between calls.
    pub fn latency_bounds(&self, journey: JourneyId) -> LatencyBounds {
        let (bounds, _) = &self.latencies[journey.0 as usize];
        let entry = self.graph.entry(journey);
        *bounds.get_or_init(|| latency::bounds(&self.scene(&self.steps(journey)), entry))
    }

    /// The [`sum_of_p99`](LatencyBounds::sum_of_p99) alone: neither a p99 nor a bound, but cheap, and it falls with every wait.
    pub fn sum_of_p99(&self, journey: JourneyId) -> Total {
        latency::sum_of_p99(&self.scene(&self.steps(journey)), self.graph.entry(journey))
    }

    /// The same sum, compiled so that it can be asked for many times with some calls changed. `None` behind a cycle.
    pub fn waits(&self, journey: JourneyId) -> Option<Waits> {
        waits::compile(&self.scene(&self.steps(journey)), self.graph.entry(journey))
    }

    /// Percentiles for independent calls. Composes a distribution per call, at about a tenth of a millisecond each; `None`
    /// where a latency is missing, behind a cycle, and beyond 1,000 calls.
    pub fn latency_estimate(&self, journey: JourneyId) -> Option<Percentiles> {
        self.timing(journey).percentiles
    }

    /// Both answers that need the response times at every node, which are composed once for them.
    pub(super) fn timing(&self, journey: JourneyId) -> &Timing {
        let (_, timing) = &self.latencies[journey.0 as usize];
        timing.get_or_init(|| {
            let times = latency::response_times(&self.scene(&self.steps(journey)), self.graph.entry(journey));
            Timing {
                percentiles: times
                    .as_ref()
                    .and_then(|times| latency::estimate(times, self.graph.entry(journey))),
                after_retries: self.effective(journey, times.as_ref()),
            }
        })
    }

    /// The latencies that an estimate lacks.
    pub fn latency_missing(&self, journey: JourneyId) -> Vec<Missing> {
        latency::missing(self.architecture, self.graph, self.graph.entry(journey))
    }

    /// Timeouts for the journey under which nobody gives up before a callee does. The deadline is its objective for p99;
    /// every service keeps `margin` seconds back. `None` where it has no such objective.
    pub fn timeout_table(&self, journey: JourneyId, margin: f64) -> Option<TimeoutTable> {
        let deadline = self.architecture.journey(journey).slo.p99?.value.seconds();
        let steps = self.steps(journey);
        Some(timeout_table::table(&self.scene(&steps), self.graph.entry(journey), deadline, margin))
    }

    pub(super) fn scene<'s>(&'s self, steps: &'s FxHashMap<InteractionId, usize>) -> Scene<'s> {
        Scene { architecture: self.architecture, graph: self.graph, calls: &self.calls, steps }
    }

    /// The interactions that a journey declares to run together.
    pub(super) fn steps(&self, journey: JourneyId) -> FxHashMap<InteractionId, usize> {
        let steps = self.architecture.journey(journey).steps.iter().enumerate();
        let parallel = steps.filter(|(_, step)| matches!(step, JourneyStep::Parallel(_)));
        parallel.flat_map(|(at, step)| step.interactions().iter().map(move |id| (id.value, at))).collect()
    }
}
