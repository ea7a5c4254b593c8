//! What is simulated: services, the operations they offer, and the calls of each. Never holds a result.

/// Services, operations and journeys; they refer to each other by position.
#[derive(Debug, Clone, Default)]
pub struct System {
    /// All services.
    pub services: Vec<Service>,
    /// All operations.
    pub operations: Vec<Operation>,
    /// All sources of requests.
    pub journeys: Vec<Journey>,
}

/// A service and its pool of places.
#[derive(Debug, Clone)]
pub struct Service {
    /// Its name.
    pub name: String,
    /// Its own work per request.
    pub work: Time,
    /// Requests that it holds at once; without a limit where `None`.
    pub places: Option<usize>,
    /// What it does with a request that finds no place.
    pub when_full: WhenFull,
    /// Share of the time in which it is up.
    pub availability: f64,
    /// Probability that one attempt fails at once although the service is up, each attempt for itself.
    pub flaky: f64,
}

/// How long something takes.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Time {
    /// Always the same.
    Constant(f64),
    /// Lognormal with this median and 99th percentile.
    Lognormal(f64, f64),
    /// Exponential with this mean.
    Exponential(f64),
}

/// What a service does when all its places are taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhenFull {
    /// Answers with a failure at once.
    Reject,
    /// Lets the request wait, first come first served.
    Queue,
}

/// One operation: own work first, then groups of calls one after the other, the calls of a group at once.
#[derive(Debug, Clone)]
pub struct Operation {
    /// The service that offers it.
    pub service: usize,
    /// Its name.
    pub name: String,
    /// The calls.
    pub groups: Vec<Vec<Call>>,
}

/// Whether the caller waits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mode {
    /// It waits for the answer.
    Sync,
    /// It publishes and goes on; this many workers consume, each one message at a time. Publishing needs the broker (a
    /// service) to be up, unless there is an outbox.
    Async {
        /// The broker.
        broker: usize,
        /// Whether the message is stored with the caller's state.
        outbox: bool,
        /// Workers.
        consumers: usize,
    },
}

/// One call of an operation.
#[derive(Debug, Clone)]
pub struct Call {
    /// Its name.
    pub name: String,
    /// The operation that is called.
    pub to: usize,
    /// Whether the caller waits.
    pub mode: Mode,
    /// Each attempt is given up after this time.
    pub timeout: Option<f64>,
    /// Timeouts differ by up to this share of the timeout, evenly to both sides.
    pub jitter: f64,
    /// Attempts, the first included.
    pub attempts: u32,
    /// Pause before each further attempt.
    pub backoff: f64,
    /// Whether the caller fails when the call does.
    pub hard: bool,
    /// How often it is made, one after the other.
    pub calls: u32,
    /// Probability that it is made at all.
    pub probability: f64,
    /// Time on the wire, both ways together.
    pub round_trip: f64,
}

/// A source of requests that come independently of each other.
#[derive(Debug, Clone)]
pub struct Journey {
    /// Its name.
    pub name: String,
    /// The operation that it calls.
    pub operation: usize,
    /// Requests per second.
    pub rate: f64,
}

impl System {
    /// The service of an operation.
    pub fn service_of(&self, operation: usize) -> &Service {
        &self.services[self.operations[operation].service]
    }

    /// The position of a service.
    ///
    /// # Panics
    /// When there is none of this name.
    pub fn service(&self, name: &str) -> usize {
        self.services.iter().position(|service| service.name == name).expect("the service exists")
    }

    /// All calls with the operation that makes them.
    pub fn calls(&self) -> impl Iterator<Item = (usize, &Call)> {
        let operations = self.operations.iter().enumerate();
        operations.flat_map(|(at, operation)| operation.groups.iter().flatten().map(move |call| (at, call)))
    }

    /// The same, to be changed.
    pub fn calls_mut(&mut self) -> impl Iterator<Item = &mut Call> {
        self.operations.iter_mut().flat_map(|operation| operation.groups.iter_mut().flatten())
    }
}
