//! Builds topologies for the simulator by name. Never knows the program that is tested.

use simulator::{Call, Journey, Mode, Operation, Service, System, Time, WhenFull};

/// A topology and what is done to it.
#[derive(Debug, Clone)]
pub(crate) struct Topology {
    pub(crate) name: &'static str,
    pub(crate) system: System,
    /// The service that becomes slow.
    pub(crate) leaf: &'static str,
    /// How long it takes then, in seconds: slow, and beyond the timeouts of its callers.
    pub(crate) slow: f64,
    pub(crate) storm: f64,
}

/// One call while it is built.
pub(crate) struct Draft<'a> {
    call: &'a mut Call,
}

impl Topology {
    pub(crate) fn new(name: &'static str, leaf: &'static str, slow: f64, storm: f64) -> Self {
        Self { name, system: System::default(), leaf, slow, storm }
    }

    /// A service with a lognormal time, given in milliseconds.
    pub(crate) fn service(self, name: &str, p50: f64, p99: f64) -> Self {
        self.working(name, Time::Lognormal(p50 * 1e-3, p99 * 1e-3))
    }

    pub(crate) fn working(mut self, name: &str, work: Time) -> Self {
        self.system.services.push(Service {
            name: name.into(),
            work,
            places: None,
            when_full: WhenFull::Reject,
            availability: 1.0,
            flaky: 0.0,
        });
        self
    }

    /// Places of a service.
    pub(crate) fn pool(mut self, name: &str, places: usize, when_full: WhenFull) -> Self {
        let at = self.system.service(name);
        (self.system.services[at].places, self.system.services[at].when_full) = (Some(places), when_full);
        self
    }

    pub(crate) fn available(mut self, name: &str, availability: f64) -> Self {
        let at = self.system.service(name);
        self.system.services[at].availability = availability;
        self
    }

    /// All services are up for this share of the time.
    pub(crate) fn all_available(mut self, availability: f64) -> Self {
        self.system.services.iter_mut().for_each(|service| service.availability = availability);
        self
    }

    /// The operation `service.operation`, or `service` for its only one.
    fn operation(&mut self, name: &str) -> usize {
        let (service, operation) = name.split_once('.').unwrap_or((name, "run"));
        let service = self.system.service(service);
        let known = |it: &Operation| it.service == service && it.name == operation;
        self.system.operations.iter().position(known).unwrap_or_else(|| {
            let operation = Operation { service, name: operation.into(), groups: vec![] };
            self.system.operations.push(operation);
            self.system.operations.len() - 1
        })
    }

    /// A call after all earlier ones.
    pub(crate) fn call(mut self, from: &str, to: &str, with: impl Fn(&mut Draft<'_>)) -> Self {
        let call = self.draft(from, to, with);
        let from = self.operation(from);
        self.system.operations[from].groups.push(vec![call]);
        self
    }

    /// Calls that run together, after all earlier ones.
    pub(crate) fn together(mut self, from: &str, to: &[&str], with: impl Fn(&mut Draft<'_>)) -> Self {
        let calls = to.iter().map(|to| self.draft(from, to, &with)).collect();
        let from = self.operation(from);
        self.system.operations[from].groups.push(calls);
        self
    }

    fn draft(&mut self, from: &str, to: &str, with: impl Fn(&mut Draft<'_>)) -> Call {
        let name = format!("{from}-{to}").replace('.', "-");
        let to = self.operation(to);
        let mut call = Call {
            name,
            to,
            mode: Mode::Sync,
            timeout: None,
            jitter: 0.0,
            attempts: 1,
            backoff: 0.0,
            hard: true,
            calls: 1,
            probability: 1.0,
            round_trip: 0.0,
        };
        with(&mut Draft { call: &mut call });
        call
    }

    pub(crate) fn journey(mut self, name: &str, entry: &str, rate: f64) -> Self {
        let operation = self.operation(entry);
        self.system.journeys.push(Journey { name: name.into(), operation, rate });
        self
    }
}

impl Draft<'_> {
    /// Timeout of each attempt in milliseconds, and attempts.
    pub(crate) fn limit(&mut self, timeout: f64, attempts: u32) -> &mut Self {
        (self.call.timeout, self.call.attempts) = (Some(timeout * 1e-3), attempts);
        self
    }

    /// Timeouts of the call differ by this share.
    pub(crate) fn jitter(&mut self, share: f64) -> &mut Self {
        self.call.jitter = share;
        self
    }

    /// Pause between attempts in milliseconds.
    pub(crate) fn pause(&mut self, backoff: f64) -> &mut Self {
        self.call.backoff = backoff * 1e-3;
        self
    }

    pub(crate) fn soft(&mut self) -> &mut Self {
        self.call.hard = false;
        self
    }

    pub(crate) fn times(&mut self, calls: u32) -> &mut Self {
        self.call.calls = calls;
        self
    }

    pub(crate) fn sometimes(&mut self, probability: f64) -> &mut Self {
        self.call.probability = probability;
        self
    }

    /// A message over the service with this position, consumed by two workers.
    pub(crate) fn over(&mut self, broker: usize, outbox: bool) -> &mut Self {
        self.call.mode = Mode::Async { broker, outbox, consumers: 2 };
        self
    }

    /// Time on the wire in milliseconds, both ways together.
    pub(crate) fn wire(&mut self, round_trip: f64) -> &mut Self {
        self.call.round_trip = round_trip * 1e-3;
        self
    }
}
