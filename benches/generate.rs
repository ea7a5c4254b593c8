//! Writes an architecture of any size that looks like a large company's. Never the same twice for two seeds, always the
//! same for one.
//!
//! Twenty services make a domain: a client or an external system, a gateway, thirteen services in layers, two datastores,
//! a cache and a broker. Calls go down the layers, mostly within the domain and sometimes into another one, so that chains
//! stay as short as real ones; one call in four hundred goes back up and closes a cycle. Every service has three
//! operations, every call says in which of its caller's it is made, and one journey in ten domains enters at a gateway.

use crate::random::Random;
use std::fmt::Write;

/// Interactions per service.
pub(crate) const PER_SERVICE: usize = 8;

/// Name, kind and layer of the services of a domain.
const DOMAIN: [(&str, &str, usize); 20] = [
    ("app", "client", 0),
    ("gateway", "gateway", 1),
    ("storefront", "service", 2),
    ("account", "service", 2),
    ("checkout", "service", 2),
    ("search", "service", 3),
    ("order", "service", 3),
    ("cart", "service", 3),
    ("catalogue", "service", 3),
    ("pricing", "service", 4),
    ("payment", "service", 4),
    ("stock", "service", 4),
    ("delivery", "service", 4),
    ("notification", "service", 5),
    ("invoice", "service", 5),
    ("provider", "external", 6),
    ("orders-db", "datastore", 6),
    ("stock-db", "datastore", 6),
    ("cache", "cache", 6),
    ("bus", "broker", 6),
];
/// How many of them call others; those come first.
const CALLERS: usize = 15;
const PROVIDER: usize = 15;
const DATASTORE: usize = 16;
const CACHE: usize = 18;
const BUS: usize = 19;
const REGIONS: [&str; 4] = ["eu-west-1", "eu-central-1", "us-east-1", "ap-south-1"];
/// Shorter from layer to layer, as they should be.
const TIMEOUTS: [&str; 7] = ["20s", "10s", "5s", "2s", "800ms", "400ms", "250ms"];
const OPERATIONS: [&str; 3] = ["Read", "Change", "Refresh"];

/// The text of an architecture with this many services and [`PER_SERVICE`] times as many interactions.
pub(crate) fn system(services: usize, seed: u64) -> String {
    let mut author = Author { text: String::new(), random: Random::new(seed), services };
    author.text.reserve(services * 2400);
    author.preamble();
    for service in 0..services {
        author.service(service);
    }
    for number in 0..services * PER_SERVICE {
        author.interaction(number / (DOMAIN.len() * PER_SERVICE), number);
    }
    for number in 0..services / 200 {
        author.journey(number);
    }
    author.text
}

struct Author {
    text: String,
    random: Random,
    services: usize,
}

impl Author {
    fn line(&mut self, line: std::fmt::Arguments<'_>) {
        self.text.write_fmt(line).expect("a string takes everything");
        self.text.push('\n');
    }

    fn preamble(&mut self) {
        self.line(format_args!(
            "syncwise = 1\n\n[system]\nname = \"Generated\"\nmessaging = \"some\"\n\n[network]"
        ));
        for (index, one) in REGIONS.iter().enumerate() {
            for other in &REGIONS[index + 1..] {
                let milliseconds = 20 + self.random.below(130);
                self.line(format_args!("\"{one} {other}\" = \"{milliseconds}ms\""));
            }
        }
    }

    /// The number of services is not always a multiple of a domain; the last one then lacks some.
    fn name(&self, domain: usize, place: usize) -> String {
        let last = (self.services - 1 - domain * DOMAIN.len()).min(DOMAIN.len() - 1);
        format!("{}-{domain:05}", DOMAIN[place.min(last)].0)
    }

    fn service(&mut self, number: usize) {
        let (domain, place) = (number / DOMAIN.len(), number % DOMAIN.len());
        let (_, kind, layer) = DOMAIN[place];
        let name = self.name(domain, place);
        self.line(format_args!("\n[service.{name}]\nkind = \"{kind}\""));
        if layer == 0 {
            return;
        }
        let region = REGIONS[domain % REGIONS.len()];
        let tier = 1 + (layer / 2 + self.random.below(2)).min(3);
        let (p50, tail) = (1 + self.random.below(12), 3 + self.random.below(6));
        self.line(format_args!("tier = {tier}\nregion = \"{region}\""));
        if self.random.chance(90) {
            let nines = self.random.pick(&["99.9%", "99.95%", "99.99%"]);
            self.line(format_args!("availability = \"{nines}\""));
        }
        if self.random.chance(90) {
            self.line(format_args!("latency = {{ p50 = \"{p50}ms\", p99 = \"{}ms\" }}", p50 * tail));
        }
        if kind == "service" && self.random.chance(70) {
            let instances = 2 + self.random.below(6);
            self.line(format_args!("instances = {instances}\nconcurrency = 200"));
        }
    }

    fn interaction(&mut self, domain: usize, number: usize) {
        let caller = self.random.below(CALLERS);
        let (from, during) = (self.name(domain, caller), self.random.below(OPERATIONS.len()));
        self.line(format_args!("\n[[interaction]]\nid = \"i{number:07}\"\nfrom = \"{from}\""));
        if DOMAIN[caller].2 > 0 {
            self.line(format_args!("during = \"{}\"", OPERATIONS[during]));
        }
        match self.random.below(100) {
            _ if caller == 0 => self.call(domain, 1, during),
            0..20 => self.storage(domain, caller),
            20..37 => self.message(domain, during),
            37..42 => self.call(domain, PROVIDER, during),
            _ => {
                let callee = self.callee(caller);
                let others = self.services.div_ceil(DOMAIN.len());
                let other = if self.random.chance(12) { self.random.below(others) } else { domain };
                self.call(other, callee, during);
            }
        }
        if self.random.chance(15) {
            let (file, line) = (self.random.below(40), 10 + self.random.below(900));
            self.line(format_args!("evidence = \"src/client_{file}.rs:{line}\""));
        }
    }

    /// A service of a lower layer; once in a while of any.
    fn callee(&mut self, caller: usize) -> usize {
        if self.random.below(400) == 0 {
            return 2 + self.random.below(CALLERS - 2);
        }
        let lower = DOMAIN.iter().position(|(_, _, layer)| *layer > DOMAIN[caller].2);
        let lower = lower.expect("storage lies below all callers").min(PROVIDER);
        lower + self.random.below(PROVIDER + 1 - lower)
    }

    fn call(&mut self, domain: usize, callee: usize, during: usize) {
        let to = self.name(domain, callee);
        let reads = during == 0 || self.random.chance(30);
        let kind = if reads { "query" } else { "command" };
        let operation = OPERATIONS[if reads { 0 } else { 1 + self.random.below(2) }];
        self.line(format_args!("to = \"{to}\"\noperation = \"{operation}\"\nkind = \"{kind}\""));
        if self.random.chance(96) {
            let protocol = self.random.pick(&["grpc", "http"]);
            self.line(format_args!("mode = \"sync\"\nprotocol = \"{protocol}\""));
        }
        if self.random.chance(85) {
            let layer =
                if self.random.chance(90) { DOMAIN[callee].2 } else { self.random.below(TIMEOUTS.len()) };
            let timeout = TIMEOUTS[layer];
            self.line(format_args!("timeout = \"{timeout}\""));
        }
        if self.random.chance(60) {
            let attempts = self.random.pick(&[1, 1, 1, 1, 2, 3]);
            self.line(format_args!("attempts = {attempts}"));
            if attempts > 1 {
                self.line(format_args!("backoff = \"50ms\""));
            }
        }
        let effect = self.random.pick(&["fail", "fail", "fail", "degrade", "ignore"]);
        self.line(format_args!("on-failure = \"{effect}\""));
        if !reads && self.random.chance(50) {
            let idempotent = self.random.chance(70);
            self.line(format_args!("idempotency-key = {idempotent}"));
        }
        self.framework(reads);
    }

    /// The facts of the decision.
    fn framework(&mut self, reads: bool) {
        if self.random.chance(55) {
            let waiting = self.random.chance(60);
            let needed = if reads || waiting { "now" } else { self.random.pick(&["now", "later", "never"]) };
            self.line(format_args!("user-waiting = {waiting}\nneeds-result = \"{needed}\""));
        }
        if self.random.chance(40) {
            let consistency = self.random.pick(&["strong", "bounded", "eventual"]);
            self.line(format_args!("consistency = \"{consistency}\""));
        }
        if self.random.chance(30) {
            let background = self.random.chance(30);
            self.line(format_args!("background = {background}"));
        }
        if self.random.chance(25) {
            let average = 1 + self.random.below(90);
            let peak = average * (2 + self.random.below(9));
            self.line(format_args!("rate = {{ average = \"{average}/s\", peak = \"{peak}/s\" }}"));
        }
        if self.random.chance(15) {
            let calls = 1 + self.random.below(6);
            self.line(format_args!("calls = {calls}"));
        }
    }

    fn storage(&mut self, domain: usize, caller: usize) {
        let place = self.random.pick(&[DATASTORE + caller % 2, CACHE]);
        let (to, reads) = (self.name(domain, place), self.random.chance(65));
        let (access, kind) = if reads { ("read", "query") } else { ("write", "command") };
        let protocol = if place == CACHE { "redis" } else { "sql" };
        self.line(format_args!(
            "to = \"{to}\"\nkind = \"{kind}\"\nmode = \"sync\"\nprotocol = \"{protocol}\""
        ));
        self.line(format_args!("access = \"{access}\"\ntimeout = \"150ms\"\non-failure = \"fail\""));
        self.framework(reads);
    }

    fn message(&mut self, domain: usize, during: usize) {
        let consumer = 2 + self.random.below(CALLERS - 2);
        let (to, via) = (self.name(domain, consumer), self.name(domain, BUS));
        let operation = OPERATIONS[during];
        self.line(format_args!(
            "to = \"{to}\"\nvia = \"{via}\"\noperation = \"On{operation}\"\nkind = \"event\""
        ));
        let channel = self.random.below(9);
        self.line(format_args!("mode = \"async\"\nprotocol = \"kafka\"\nchannel = \"topic-{channel}\""));
        let ordering = self.random.pick(&["none", "key"]);
        let (outbox, dead_letter) = (self.random.chance(60), self.random.chance(70));
        self.line(format_args!("outbox = {outbox}\ndead-letter = {dead_letter}\nordering = \"{ordering}\""));
        if self.random.chance(70) {
            self.line(format_args!(
                "user-waiting = false\nneeds-result = \"never\"\nconsistency = \"eventual\""
            ));
        }
    }

    fn journey(&mut self, number: usize) {
        let domain = number * self.services.div_ceil(DOMAIN.len()) / (self.services / 200);
        let (entry, operation) = (self.name(domain, 1), self.random.pick(&OPERATIONS));
        self.line(format_args!("\n[[journey]]\nid = \"journey-{number:05}\"\nentry = \"{entry}\""));
        self.line(format_args!("operation = \"{operation}\"\nuser-waiting = true\nrate = \"20/s\""));
        let (seconds, nines) = (1 + self.random.below(4), self.random.pick(&["99%", "99.5%", "99.9%"]));
        self.line(format_args!("slo = {{ p99 = \"{seconds}s\", availability = \"{nines}\" }}"));
    }
}
