//! The run: a heap of events, requests that hold places, and calls that their callers wait for. Never looks ahead.

use super::measure::{CallMeasure, JourneyMeasure, Measured, ServiceMeasure};
use super::model::{Call, Mode, System, WhenFull};
use super::random::Random;
use std::cmp::Ordering;
use std::collections::{BinaryHeap, VecDeque};

/// How long a run takes and what it starts from.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// The seed of all chance.
    pub seed: u64,
    /// Seconds before anything is counted.
    pub warm_up: f64,
    /// Seconds in which requests that begin are counted.
    pub seconds: f64,
    /// Mean duration of an outage; services are always up where `None`.
    pub outage: Option<f64>,
    /// Requests that wait longer than this in a queue count as without a place; they are served all the same.
    pub patience: f64,
}

/// Why a request failed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Failure {
    Down,
    NoPlace,
    TimedOut,
}

type Outcome = Result<(), Failure>;

#[derive(Debug, Clone, Copy)]
enum Event {
    Journey(usize),
    Arrive(usize),
    WorkDone(usize),
    Answer(usize, u64, Outcome),
    TimedOut(usize, u64),
    Attempt(usize, u64),
    Toggle(usize),
}

struct Scheduled {
    at: f64,
    number: u64,
    event: Event,
}

/// One request at one service.
struct Request {
    operation: usize,
    journey: usize,
    counted: bool,
    /// The attempt that it answers: wait, number of the attempt, seconds back.
    caller: Option<(usize, u64, f64)>,
    born: f64,
    pool: usize,
    /// It waited for its place beyond all patience.
    too_late: bool,
    group: usize,
    /// Calls of the present group that it waits for.
    waits: Vec<usize>,
}

/// One caller that waits for one call.
struct Wait {
    request: usize,
    call: usize,
    /// The attempt that counts; changes with every attempt, so that late answers are known as such.
    number: u64,
    attempt: u32,
    repeats_left: u32,
    since: f64,
}

struct Pool {
    free: usize,
    queue: VecDeque<usize>,
    queues: bool,
}

struct Run<'a> {
    system: &'a System,
    settings: Settings,
    random: Random,
    calls: Vec<&'a Call>,
    /// By operation: the positions of the calls of each group.
    groups: Vec<Vec<Vec<usize>>>,
    now: f64,
    numbers: u64,
    events: BinaryHeap<Scheduled>,
    requests: Vec<Option<Request>>,
    free_requests: Vec<usize>,
    waits: Vec<Option<Wait>>,
    free_waits: Vec<usize>,
    /// Of services, then of asynchronous calls.
    pools: Vec<Pool>,
    pool_of_call: Vec<Option<usize>>,
    is_up: Vec<bool>,
    measured: Measured,
}

/// Runs a system and measures it.
pub fn simulate(system: &System, settings: Settings) -> Measured {
    let mut run = Run::new(system, settings);
    run.begin();
    while let Some(Scheduled { at, event, .. }) = run.events.pop() {
        if at > settings.warm_up + settings.seconds {
            break;
        }
        run.now = at;
        run.happen(event);
    }
    run.count_waiting();
    run.measured.sort();
    run.measured
}

impl<'a> Run<'a> {
    fn new(system: &'a System, settings: Settings) -> Self {
        let calls = system.calls().map(|(_, call)| call).collect::<Vec<_>>();
        let mut next = 0;
        let mut number = || {
            next += 1;
            next - 1
        };
        let groups = system.operations.iter().map(|operation| {
            let group = |group: &Vec<Call>| group.iter().map(|_| number()).collect();
            operation.groups.iter().map(group).collect()
        });
        let groups = groups.collect();
        let mut pools = system.services.iter().map(|service| Pool {
            free: service.places.unwrap_or(usize::MAX),
            queue: VecDeque::new(),
            queues: service.when_full == WhenFull::Queue,
        });
        let mut pools = pools.by_ref().collect::<Vec<_>>();
        let pool_of_call = calls.iter().map(|call| match call.mode {
            Mode::Sync => None,
            Mode::Async { consumers, .. } => {
                pools.push(Pool { free: consumers, queue: VecDeque::new(), queues: true });
                Some(pools.len() - 1)
            }
        });
        let pool_of_call = pool_of_call.collect();
        let measured = Measured {
            journeys: vec![JourneyMeasure::default(); system.journeys.len()],
            services: vec![ServiceMeasure::default(); system.services.len()],
            calls: vec![CallMeasure::default(); calls.len()],
            attempts: vec![vec![0; system.services.len()]; system.journeys.len()],
        };
        Self {
            system,
            settings,
            random: Random::new(settings.seed),
            calls,
            groups,
            now: 0.0,
            numbers: 0,
            events: BinaryHeap::new(),
            requests: Vec::new(),
            free_requests: Vec::new(),
            waits: Vec::new(),
            free_waits: Vec::new(),
            pools,
            pool_of_call,
            is_up: vec![true; system.services.len()],
            measured,
        }
    }

    fn begin(&mut self) {
        for journey in 0..self.system.journeys.len() {
            self.next_of(journey);
        }
        if let Some(outage) = self.settings.outage {
            for service in 0..self.system.services.len() {
                let availability = self.system.services[service].availability;
                if availability < 1.0 {
                    self.is_up[service] = self.random.happens(availability);
                    self.toggle_later(service, outage);
                }
            }
        }
    }

    fn happen(&mut self, event: Event) {
        match event {
            Event::Journey(journey) => self.journey(journey),
            Event::Arrive(request) => self.arrive(request),
            Event::WorkDone(request) => self.next_group(request),
            Event::Answer(wait, number, outcome) => self.answer(wait, number, outcome),
            Event::TimedOut(wait, number) => self.answer(wait, number, Err(Failure::TimedOut)),
            Event::Attempt(wait, number) => self.attempt(wait, number),
            Event::Toggle(service) => {
                self.is_up[service] = !self.is_up[service];
                self.toggle_later(service, self.settings.outage.expect("only outages toggle"));
            }
        }
    }

    fn schedule(&mut self, after: f64, event: Event) {
        self.numbers += 1;
        self.events.push(Scheduled { at: self.now + after, number: self.numbers, event });
    }

    /// Outages last `outage` in the mean, and the time between them follows from the availability.
    fn toggle_later(&mut self, service: usize, outage: f64) {
        let availability = self.system.services[service].availability;
        let mean = if self.is_up[service] { outage * availability / (1.0 - availability) } else { outage };
        let after = self.random.exponential(mean);
        self.schedule(after, Event::Toggle(service));
    }

    fn next_of(&mut self, journey: usize) {
        let after = self.random.exponential(1.0 / self.system.journeys[journey].rate);
        self.schedule(after, Event::Journey(journey));
    }

    fn is_measured(&self) -> bool {
        self.now >= self.settings.warm_up
    }

    fn journey(&mut self, journey: usize) {
        self.next_of(journey);
        let operation = self.system.journeys[journey].operation;
        let counted = self.is_measured();
        self.measured.journeys[journey].begun += u64::from(counted);
        let pool = self.system.operations[operation].service;
        let request = self.new_request(operation, journey, counted, None, pool);
        self.arrive(request);
    }

    fn new_request(
        &mut self,
        operation: usize,
        journey: usize,
        counted: bool,
        caller: Option<(usize, u64, f64)>,
        pool: usize,
    ) -> usize {
        let born = self.now;
        let waits = Vec::new();
        let request =
            Request { operation, journey, counted, caller, born, pool, too_late: false, group: 0, waits };
        insert(&mut self.requests, &mut self.free_requests, request)
    }

    fn request(&mut self, at: usize) -> &mut Request {
        self.requests[at].as_mut().expect("a request lives until it is answered")
    }

    fn arrive(&mut self, at: usize) {
        let Request { operation, journey, counted, pool, .. } = *self.request(at);
        let service = self.system.operations[operation].service;
        self.request(at).born = self.now;
        self.measured.attempts[journey][service] += u64::from(counted);
        let is_message = pool >= self.system.services.len();
        let fails = self.random.happens(self.system.services[service].flaky);
        if (!self.is_up[service] || fails) && !is_message {
            return self.finish(at, Err(Failure::Down), false);
        }
        let counts = self.is_measured() && !is_message;
        self.measured.services[service].arrived += u64::from(counts);
        if self.pools[pool].free > 0 {
            self.start(at);
        } else if self.pools[pool].queues {
            self.pools[pool].queue.push_back(at);
        } else {
            self.measured.services[service].rejected += u64::from(counts);
            self.finish(at, Err(Failure::NoPlace), false);
        }
    }

    /// What still waits at the end, beyond all patience.
    fn count_waiting(&mut self) {
        for service in 0..self.system.services.len() {
            let queue = std::mem::take(&mut self.pools[service].queue);
            for at in queue {
                let (now, patience) = (self.now, self.settings.patience);
                let Request { journey, counted, born, ref caller, .. } = *self.request(at);
                let counts = counted && now - born > patience;
                let is_first = caller.is_none();
                self.measured.services[service].rejected += u64::from(counts);
                self.measured.journeys[journey].found_no_place += u64::from(counts && is_first);
            }
        }
    }

    fn start(&mut self, at: usize) {
        let Request { operation, pool, born, counted, .. } = *self.request(at);
        self.pools[pool].free -= 1;
        if pool < self.system.services.len() && self.now - born > self.settings.patience {
            self.request(at).too_late = true;
            self.measured.services[pool].rejected += u64::from(counted);
        }
        let service = self.system.operations[operation].service;
        if self.is_measured() && pool < self.system.services.len() && self.pools[pool].queues {
            let measure = &mut self.measured.services[service];
            measure.started += 1;
            measure.queued += self.now - born;
            measure.waits.push(self.now - born);
        }
        let work = self.random.time(self.system.services[service].work);
        self.schedule(work, Event::WorkDone(at));
    }

    fn next_group(&mut self, at: usize) {
        let operation = self.request(at).operation;
        while self.request(at).waits.is_empty() {
            let group = self.request(at).group;
            if group == self.groups[operation].len() {
                return self.finish(at, Ok(()), true);
            }
            self.request(at).group += 1;
            for index in 0..self.groups[operation][group].len() {
                let call = self.groups[operation][group][index];
                if self.random.happens(self.calls[call].probability) && !self.make(at, call) {
                    return self.finish(at, Err(Failure::Down), true);
                }
            }
        }
    }

    /// Makes a call; whether the request goes on.
    fn make(&mut self, at: usize, call: usize) -> bool {
        let (declared, now) = (self.calls[call], self.now);
        if let Mode::Async { broker, outbox, .. } = declared.mode {
            return self.publish(at, call, broker, outbox);
        }
        if declared.calls == 0 {
            return true;
        }
        let wait =
            Wait { request: at, call, number: 0, attempt: 1, repeats_left: declared.calls, since: now };
        let wait = insert(&mut self.waits, &mut self.free_waits, wait);
        self.request(at).waits.push(wait);
        self.send(wait);
        true
    }

    fn publish(&mut self, at: usize, call: usize, broker: usize, outbox: bool) -> bool {
        let declared = self.calls[call];
        if !outbox && !self.is_up[broker] {
            return !declared.hard;
        }
        let Request { journey, counted, .. } = *self.request(at);
        let pool = self.pool_of_call[call].expect("asynchronous calls have workers");
        let message = self.new_request(declared.to, journey, counted, None, pool);
        self.schedule(declared.round_trip / 2.0, Event::Arrive(message));
        true
    }

    /// Sends one attempt.
    fn send(&mut self, wait_at: usize) {
        self.numbers += 1;
        let number = self.numbers;
        let wait = self.waits[wait_at].as_mut().expect("the wait is open");
        wait.number = number;
        let (call, request) = (self.calls[wait.call], wait.request);
        if let Some(timeout) = call.timeout {
            let after = timeout * self.random.around(call.jitter);
            self.schedule(after, Event::TimedOut(wait_at, number));
        }
        let Request { journey, counted, .. } = *self.request(request);
        let half = call.round_trip / 2.0;
        let pool = self.system.operations[call.to].service;
        let attempt = self.new_request(call.to, journey, counted, Some((wait_at, number, half)), pool);
        if half > 0.0 {
            self.schedule(half, Event::Arrive(attempt));
        } else {
            self.arrive(attempt);
        }
    }

    fn attempt(&mut self, wait_at: usize, number: u64) {
        if self.waits[wait_at].as_ref().is_some_and(|wait| wait.number == number) {
            self.send(wait_at);
        }
    }

    /// An answer or a timeout; counts only for the attempt that the caller waits for.
    fn answer(&mut self, wait_at: usize, number: u64, outcome: Outcome) {
        let Some(wait) = self.waits[wait_at].as_mut().filter(|wait| wait.number == number) else { return };
        let call = self.calls[wait.call];
        if outcome.is_err() && wait.attempt < call.attempts {
            wait.attempt += 1;
            self.numbers += 1;
            let next = self.numbers;
            wait.number = next;
            return self.schedule(call.backoff, Event::Attempt(wait_at, next));
        }
        let (request, index, spent) = (wait.request, wait.call, self.now - wait.since);
        wait.repeats_left -= 1;
        let again = outcome.is_ok() && wait.repeats_left > 0;
        (wait.attempt, wait.since) = (1, self.now);
        if self.requests[request].as_ref().is_some_and(|request| request.counted) {
            let measure = &mut self.measured.calls[index];
            measure.ended += 1;
            measure.waited += spent;
            measure.longest = measure.longest.max(spent);
        }
        if again {
            return self.send(wait_at);
        }
        remove(&mut self.waits, &mut self.free_waits, wait_at);
        self.request(request).waits.retain(|open| *open != wait_at);
        match outcome {
            Err(failure) if call.hard => self.finish(request, Err(failure), true),
            _ if self.request(request).waits.is_empty() => self.next_group(request),
            _ => {}
        }
    }

    /// Answers the caller, gives the place back and lets the next request have it.
    fn finish(&mut self, at: usize, outcome: Outcome, held: bool) {
        let request = remove(&mut self.requests, &mut self.free_requests, at);
        for wait in request.waits {
            remove(&mut self.waits, &mut self.free_waits, wait);
        }
        if held {
            self.pools[request.pool].free += 1;
            if let Some(next) = self.pools[request.pool].queue.pop_front() {
                self.start(next);
            }
        }
        match request.caller {
            Some((wait, number, back)) => self.schedule(back, Event::Answer(wait, number, outcome)),
            None if request.pool < self.system.services.len() && request.counted => {
                let measure = &mut self.measured.journeys[request.journey];
                let outcome = if request.too_late { Err(Failure::NoPlace) } else { outcome };
                if outcome != Err(Failure::NoPlace) {
                    measure.responses.push(self.now - request.born);
                }
                measure.succeeded += u64::from(outcome.is_ok());
                measure.found_no_place += u64::from(outcome == Err(Failure::NoPlace));
            }
            None => {}
        }
    }
}

fn insert<T>(slots: &mut Vec<Option<T>>, free: &mut Vec<usize>, value: T) -> usize {
    if let Some(at) = free.pop() {
        slots[at] = Some(value);
        return at;
    }
    slots.push(Some(value));
    slots.len() - 1
}

fn remove<T>(slots: &mut [Option<T>], free: &mut Vec<usize>, at: usize) -> T {
    free.push(at);
    slots[at].take().expect("it was inserted and not yet removed")
}

impl PartialEq for Scheduled {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Scheduled {}

impl PartialOrd for Scheduled {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Scheduled {
    /// The earliest is the greatest; what was scheduled first goes first.
    fn cmp(&self, other: &Self) -> Ordering {
        other.at.total_cmp(&self.at).then(other.number.cmp(&self.number))
    }
}
