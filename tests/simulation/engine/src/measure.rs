//! What a run measured, and nothing that it expected. Never counts what began before the measurement.

/// Everything that a run measured, by the positions of the system.
#[derive(Debug, Clone, Default)]
pub struct Measured {
    /// By journey.
    pub journeys: Vec<JourneyMeasure>,
    /// By service.
    pub services: Vec<ServiceMeasure>,
    /// By call, in the order of [`System::calls`](super::System::calls).
    pub calls: Vec<CallMeasure>,
    /// By journey and service: attempts that reached the service for requests of the journey.
    pub attempts: Vec<Vec<u64>>,
}

/// What the requests of one journey met.
#[derive(Debug, Clone, Default)]
pub struct JourneyMeasure {
    /// Response times in seconds, sorted; of failures too, but not of requests that found no place.
    pub responses: Vec<f64>,
    /// Requests that began.
    pub begun: u64,
    /// Requests that succeeded.
    pub succeeded: u64,
    /// Requests that failed because some service had no place.
    pub found_no_place: u64,
}

/// What happened at one service.
#[derive(Debug, Clone, Default)]
pub struct ServiceMeasure {
    /// Requests that came.
    pub arrived: u64,
    /// Requests that found no place.
    pub rejected: u64,
    /// Requests that began to be served.
    pub started: u64,
    /// Seconds that requests waited for a place, in total.
    pub queued: f64,
    /// Waits for a place in seconds, sorted; of all that were served.
    pub waits: Vec<f64>,
}

/// What callers met on one call.
#[derive(Debug, Clone, Default)]
pub struct CallMeasure {
    /// Calls that ended.
    pub ended: u64,
    /// Longest that a caller waited for one call, all attempts and pauses included, in seconds.
    pub longest: f64,
    /// Seconds that callers waited in total.
    pub waited: f64,
}

impl JourneyMeasure {
    /// The response time that a share `q` of all requests stays within.
    pub fn quantile(&self, q: f64) -> f64 {
        quantile(&self.responses, q)
    }

    /// The share of requests that succeeded.
    pub fn success(&self) -> f64 {
        self.succeeded as f64 / self.begun.max(1) as f64
    }

    /// The share of requests that failed for want of a place.
    pub fn lost_to_pools(&self) -> f64 {
        self.found_no_place as f64 / self.begun.max(1) as f64
    }
}

impl ServiceMeasure {
    /// The share of requests that found no place.
    pub fn rejection(&self) -> f64 {
        self.rejected as f64 / self.arrived.max(1) as f64
    }

    /// Mean wait for a place in seconds.
    pub fn mean_queued(&self) -> f64 {
        self.queued / self.started.max(1) as f64
    }

    /// The wait for a place that a share `q` of all served requests stays within.
    pub fn wait(&self, q: f64) -> f64 {
        quantile(&self.waits, q)
    }
}

impl CallMeasure {
    /// Mean time that callers waited, in seconds.
    pub fn mean(&self) -> f64 {
        self.waited / self.ended.max(1) as f64
    }
}

/// The smallest value that at least a share `q` stays within; nothing where there is none.
fn quantile(sorted: &[f64], q: f64) -> f64 {
    let rank = (q * sorted.len() as f64).ceil().max(1.0) as usize;
    sorted.get(rank - 1).copied().unwrap_or(0.0)
}

impl Measured {
    pub(crate) fn sort(&mut self) {
        for journey in &mut self.journeys {
            journey.responses.sort_unstable_by(f64::total_cmp);
        }
        for service in &mut self.services {
            service.waits.sort_unstable_by(f64::total_cmp);
        }
    }
}
