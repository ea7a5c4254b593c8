//! Writes a simulated system as an architecture file. Never leaves out what the simulator knows.

use simulator::{Call, Mode, Operation, System, Time, WhenFull};
use std::fmt::Write as _;

/// The 99th percentile over the mean of an exponential time, and its median: ln 100 and ln 2.
const EXPONENTIAL: (f64, f64) = (4.605_170_185_988_091, std::f64::consts::LN_2);

/// The text; `slow` replaces the time of one service by a constant.
pub(crate) fn text(system: &System, slow: Option<(&str, f64)>) -> String {
    let mut text = String::from("syncwise = 1\n[service.user]\nkind = \"client\"\n");
    services(&mut text, system, slow);
    let rates = rates(system);
    let mut far = String::new();
    for (at, operation) in system.operations.iter().enumerate() {
        for (group, calls) in operation.groups.iter().enumerate() {
            for call in calls {
                let parallel = (calls.len() > 1).then(|| format!("parallel = \"{at}-{group}\"\n"));
                interaction(&mut text, system, operation, call, rates[at]);
                text += &parallel.unwrap_or_default();
                wire(&mut far, system, operation, call);
            }
        }
    }
    for journey in &system.journeys {
        let operation = &system.operations[journey.operation];
        let (entry, name) = (&system.services[operation.service].name, &operation.name);
        let (id, rate) = (&journey.name, journey.rate);
        let _ = write!(
            text,
            "[[interaction]]\nid = \"enter-{id}\"\nfrom = \"user\"\nto = \"{entry}\"\noperation = \"{name}\"\n\
             mode = \"sync\"\nrate = \"{rate}/s\"\n\
             [[journey]]\nid = \"{id}\"\nentry = \"{entry}\"\noperation = \"{name}\"\nrate = \"{rate}/s\"\n"
        );
    }
    if far.is_empty() { text } else { text + "[network]\n" + &far }
}

fn services(text: &mut String, system: &System, slow: Option<(&str, f64)>) {
    for (at, service) in system.services.iter().enumerate() {
        let work = match slow {
            Some((name, seconds)) if name == service.name => Time::Constant(seconds),
            _ => service.work,
        };
        let (p50, p99) = match work {
            Time::Constant(seconds) => (seconds, seconds),
            Time::Lognormal(p50, p99) => (p50, p99),
            Time::Exponential(mean) => (mean * EXPONENTIAL.1, mean * EXPONENTIAL.0),
        };
        let is_broker =
            system.calls().any(|(_, call)| matches!(call.mode, Mode::Async { broker, .. } if broker == at));
        let kind = if is_broker { "broker" } else { "service" };
        let _ = write!(
            text,
            "[service.{}]\nkind = \"{kind}\"\nregion = \"r{at}\"\navailability = \"{}%\"\n\
             latency = {{ p50 = \"{}us\", p99 = \"{}us\" }}\n",
            service.name,
            service.availability * 100.0,
            p50 * 1e6,
            p99 * 1e6
        );
        if let Some(places) = service.places {
            let policy = if service.when_full == WhenFull::Queue { "queue" } else { "reject" };
            let _ = write!(text, "instances = 1\nconcurrency = {places}\nwhen-full = \"{policy}\"\n");
        }
    }
}

fn interaction(text: &mut String, system: &System, from: &Operation, call: &Call, rate: f64) {
    let to = &system.operations[call.to];
    let effect = if call.hard { "fail" } else { "degrade" };
    let rate = rate * f64::from(call.calls) * call.probability;
    let _ = write!(
        text,
        "[[interaction]]\nid = \"{}\"\nfrom = \"{}\"\nduring = \"{}\"\nto = \"{}\"\noperation = \"{}\"\n\
         on-failure = \"{effect}\"\ncalls = {}\nprobability = \"{}%\"\nrate = \"{rate}/s\"\n",
        call.name,
        system.services[from.service].name,
        from.name,
        system.services[to.service].name,
        to.name,
        call.calls,
        call.probability * 100.0,
    );
    match call.mode {
        Mode::Sync => {
            let timeout = call.timeout.map_or("none".to_owned(), |timeout| format!("{}us", timeout * 1e6));
            let pause = format!("{}us", call.backoff * 1e6);
            let attempts = call.attempts;
            let _ = write!(
                text,
                "mode = \"sync\"\ntimeout = \"{timeout}\"\nattempts = {attempts}\nbackoff = \"{pause}\"\n"
            );
        }
        Mode::Async { broker, outbox, consumers } => {
            let broker = &system.services[broker].name;
            let _ = write!(
                text,
                "mode = \"async\"\nvia = \"{broker}\"\noutbox = {outbox}\nconsumers = {consumers}\n"
            );
        }
    }
}

/// Every service is in a region of its own, so that each pair has a round trip.
fn wire(far: &mut String, system: &System, from: &Operation, call: &Call) {
    let line = format!(
        "\"r{} r{}\" = \"{}us\"\n",
        from.service,
        system.operations[call.to].service,
        call.round_trip * 1e6
    );
    if !far.contains(&line) {
        *far += &line;
    }
}

/// Executions of every operation per second when nothing fails, callers first.
fn rates(system: &System) -> Vec<f64> {
    let mut rates = vec![0.0; system.operations.len()];
    for _ in 0..=system.operations.len() {
        let mut next = vec![0.0; system.operations.len()];
        for journey in &system.journeys {
            next[journey.operation] += journey.rate;
        }
        for (from, call) in system.calls() {
            next[call.to] += rates[from] * f64::from(call.calls) * call.probability;
        }
        rates = next;
    }
    rates
}
