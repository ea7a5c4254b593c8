//! Every key of the language in one place: its name, what it takes and what it means. Never reads a file.
//!
//! The reader accepts exactly these keys; the manual and the editor's schema are written from them.

/// A key of one table.
#[derive(Debug, Clone, Copy)]
pub struct Key {
    /// The word.
    pub name: &'static str,
    /// What its value looks like.
    pub takes: &'static str,
    /// What it means, in one line.
    pub means: &'static str,
}

impl Key {
    /// The words that it takes, with their quotes; numbers and names are not among them.
    pub fn words(&self) -> Vec<String> {
        let quoted = |words: &mut dyn Iterator<Item = &str>| words.map(|it| format!("\"{it}\"")).collect();
        match self.takes {
            "true or false" => vec!["true".into(), "false".into()],
            takes if takes.contains('"') => quoted(&mut takes.split('"').skip(1).step_by(2)),
            takes if takes.contains([':', '{', '[', ';']) || takes.starts_with("text") => Vec::new(),
            takes if takes.contains(" | ") => quoted(&mut takes.split(" | ")),
            takes if takes.contains(", ") => quoted(&mut takes.split(", ")),
            _ => Vec::new(),
        }
    }

    /// The names of the parts of its value, where it takes a small table such as `{ p50, p99 }`.
    pub fn parts(&self) -> Vec<&'static str> {
        let inner = self.takes.split_once('{').and_then(|(_, rest)| rest.split_once('}'));
        inner.map_or_else(Vec::new, |(parts, _)| parts.split(',').map(str::trim).collect())
    }
}

const fn key(name: &'static str, takes: &'static str, means: &'static str) -> Key {
    Key { name, takes, means }
}

/// Top level of an architecture file.
pub const ROOT: &[Key] = &[
    key("interaction", "[[interaction]] tables", "who asks whom for what"),
    key("journey", "[[journey]] tables", "requests as their user sees them"),
    key("network", "table", "round trips between regions: \"one other\" = \"80ms\""),
    key("policy", "table", "limits, weights, severities and defaults of this team"),
    key("service", "[service.NAME] tables", "what takes part"),
    key("syncwise", "1", "version of the language"),
    key("system", "table", "the system as a whole"),
];

/// `[system]`.
pub const SYSTEM: &[Key] = &[
    key("allow", "list of tables", "accepted findings about the system as a whole"),
    key("description", "text", "one line for people"),
    key("messaging", "none | some | proven", "the team's experience with messaging and its operation"),
    key("name", "text", "shown in titles"),
];

/// `[policy]`.
pub const POLICY: &[Key] = &[
    key(
        "availability",
        "table: tier-1 … tier-4, external = ratio",
        "availability assumed where a service declares none",
    ),
    key("broker-latency", "duration", "p99 of one publish-to-deliver hop"),
    key("max-blocking-depth", "count", "services in one blocking chain, at most"),
    key("max-hold", "duration", "longest time a request may be held open by gateways and clients"),
    key("max-retry-amplification", "count", "attempts that may reach one service per request, at most"),
    key("outage", "duration", "how long a consumer may be down: backlogs are planned for it"),
    key("rules", "list of folders", "further rules, relative to this file"),
    key("severity", "table: RULE = error | warning | info | off", "severity of a check"),
    key("weights", "table: CRITERION = number", "weight of a criterion"),
];

/// `[service.NAME]`.
pub const SERVICE: &[Key] = &[
    key("allow", "list of tables", "accepted findings about this service"),
    key("availability", "ratio", "its own, dependencies left out"),
    key("capacity", "rate", "requests it can serve in total"),
    key("concurrency", "count", "requests in flight per instance"),
    key("description", "text", "one line for people"),
    key("evidence", "text or list", "where the source says so"),
    key("instances", "count", "running copies"),
    key("kind", "client | gateway | service | external | datastore | cache | broker", "what it is"),
    key("latency", "{ p50, p99 } durations", "its own work, waiting left out"),
    key("measured", "key or list of keys", "which of these numbers were measured, by their keys"),
    key("owner", "text", "the team"),
    key("region", "text", "where it runs"),
    key("tier", "1 to 4", "1 is most critical"),
    key("when-full", "reject | queue", "what it does when all its concurrency is taken"),
    key("zones", "count", "zones it is spread over"),
];

/// `[[interaction]]`.
pub const INTERACTION: &[Key] = &[
    key("access", "read | write", "what is done with a datastore"),
    key("allow", "list of tables", "accepted findings about this interaction"),
    key("attempts", "count", "in total, the first one included"),
    key("background", "true or false", "can be processed in the background"),
    key("backoff", "duration", "longest pause before each further attempt"),
    key("bulkhead", "count", "calls in flight to this callee, at most"),
    key("cache-hits", "ratio", "share of reads that a cache answers"),
    key("calls", "count", "calls per execution of `during`"),
    key("channel", "text", "topic, queue or subject"),
    key("circuit-breaker", "true or false", "a circuit breaker guards the call"),
    key("compensation", "true or false", "a completed effect can be undone by business means"),
    key("consistency", "strong | mixed | bounded | eventual", "how consistent both sides must be"),
    key("consumers", "count", "workers that consume at the same time"),
    key("coordination", "orchestrated | choreographed", "how the steps of a transaction are led"),
    key("correlation-id", "true or false", "a reply message names the request that it answers"),
    key("dead-letter", "true or false", "messages that cannot be handled go to a dead-letter queue"),
    key("deadline", "duration", "after this time the answer is useless to the waiting caller"),
    key("deadline-propagation", "true or false", "the remaining deadline travels with the request"),
    key("delivery", "at-most-once | at-least-once", "whether a message may get lost, or may come again"),
    key("description", "text", "one line for people"),
    key("during", "text", "the caller's operation in which the call is made"),
    key("evidence", "text or list", "where the source says so"),
    key("fallback", "true or false", "an acceptable answer exists when the callee is down"),
    key("from", "service", "the caller, or the publisher"),
    key("high-load", "true or false", "load and scale are high"),
    key("id", "text", "unique; derived from the ends and the operation where left out"),
    key("idempotency", "impossible | keyable | natural", "whether repeating is, or can be made, harmless"),
    key(
        "idempotency-key",
        "true or false",
        "the request carries a key by which the callee recognises a repetition",
    ),
    key("jitter", "true or false", "the pause before a further attempt is randomised"),
    key("kind", "query | command | event", "reads, asks for a change, or reports that something happened"),
    key(
        "max-deliveries",
        "count or \"none\"",
        "deliveries of one message, at most; \"none\" says that there is no limit",
    ),
    key("measured", "key or list of keys", "which of these numbers were measured, by their keys"),
    key("mode", "sync | async | hybrid", "how it is made; left out = undecided, the advisor decides"),
    key("monitored", "true or false", "somebody is alerted when it misbehaves"),
    key("needs-result", "now | later | never", "when the caller needs the outcome"),
    key("on-failure", "fail | degrade | ignore", "what the caller does when the callee fails"),
    key("operation", "text", "the callee's operation"),
    key("order", "count", "place among the calls of the same operation"),
    key("ordering", "none | key | total", "the order that must be kept"),
    key("outbox", "true or false", "the message is written with the state and published from there"),
    key("parallel", "text", "calls of one group run together"),
    key("partition-key", "true or false", "messages are partitioned by a key"),
    key("payload", "size", "size of the request data"),
    key("payload-may-rest", "true or false", "law and policy allow the payload to be stored in a broker"),
    key("probability", "ratio", "share of executions of `during` that make the call"),
    key("processing", "duration", "p99 of the callee's work, its dependencies included"),
    key(
        "protocol",
        "http, grpc, graphql, websocket, tcp, kafka, amqp, nats, mqtt, queue, sql, redis, mongodb, file",
        "what crosses the wire",
    ),
    key(
        "queue-limit",
        "count or \"none\"",
        "messages in the queue, at most; \"none\" says that there is no limit",
    ),
    key("rate", "rate, or { average, peak }", "how often it happens"),
    key("rate-limited", "true or false", "the callee limits how often it may be called"),
    key("receivers", "one | many | open", "one, several known, or a set the sender does not know"),
    key(
        "relay-interval",
        "duration",
        "pause between two rounds of whoever moves messages on: an outbox relay, a poller",
    ),
    key("replay", "true or false", "a replayable record of the messages is wanted"),
    key("reply-time", "duration", "p99 from publishing a request message to receiving its reply"),
    key("request-response", "true or false", "one request and one answer suffice"),
    key("retry-budget", "ratio", "retries as a share of requests, at most"),
    key("service-time", "duration", "mean time to handle one message"),
    key("staleness", "duration", "acceptable age of the data when it is read"),
    key("status-endpoint", "true or false", "whoever stops waiting can ask later what became of the request"),
    key("step", "[[interaction.step]] tables", "the parts of a hybrid"),
    key(
        "time-to-live",
        "duration or \"none\"",
        "messages older than this are dropped; \"none\" says that none are",
    ),
    key(
        "timeout",
        "duration, \"none\" or \"unknown\"",
        "per attempt; \"none\" says that there is none, \"unknown\" that nobody looked",
    ),
    key("to", "service", "the callee, the consumer or a broker"),
    key("user-waiting", "true or false", "somebody waits for the outcome of this interaction"),
    key("via", "service", "the broker between both ends"),
    key("waits-for-ack", "true or false", "the producer's request waits for the broker's acknowledgement"),
    key("writers", "count", "services that write within the same business transaction"),
];

/// `[[interaction.step]]`.
pub const STEP: &[Key] = &[
    key("after", "text or list", "steps that come first"),
    key("compensation", "text", "how the completed step is undone"),
    key("id", "text", "unique within the interaction"),
    key("kind", "text such as validate, reserve, charge, fulfil, notify", "what it does"),
    key("latency", "{ p99 }", "how long it takes"),
    key("needs-result", "now | later | never", "when the caller needs its result"),
    key("strong", "true or false", "it needs strong consistency"),
    key("when", "now | later", "whether it runs before or after the caller answers"),
];

/// `[[journey]]`.
pub const JOURNEY: &[Key] = &[
    key("allow", "list of tables", "accepted findings about this journey"),
    key("description", "text", "one line for people"),
    key("entry", "service", "the service that receives the request"),
    key("evidence", "text or list", "where the source says so"),
    key("id", "text", "unique"),
    key("operation", "text", "the entry's operation"),
    key("rate", "rate", "how often it runs"),
    key("slo", "{ p50, p95, p99, availability }", "what it promises"),
    key("steps", "list of interactions; an inner list runs together", "the order of the entry's own calls"),
    key("tier", "1 to 4", "1 is most critical"),
    key("user-waiting", "true or false", "a person or calling system waits"),
];

/// An entry of `allow`.
pub const ALLOW: &[Key] = &[
    key("adr", "text", "the record of the decision"),
    key("expires", "date", "the last day on which it holds"),
    key("owner", "text", "who accepted it"),
    key("reason", "text", "why; required"),
    key("rule", "rule", "the rule that is accepted"),
];

/// The keys of the table that these names lead to, from the top of a file; none where it has no fixed keys.
pub fn of_table(path: &[&str]) -> &'static [Key] {
    match path {
        [] => ROOT,
        ["system"] => SYSTEM,
        ["policy"] => POLICY,
        ["service", _] => SERVICE,
        ["interaction"] => INTERACTION,
        ["interaction", "step"] => STEP,
        ["journey"] => JOURNEY,
        ["service", _, "allow"] | ["interaction" | "journey" | "system", "allow"] => ALLOW,
        _ => &[],
    }
}

/// The key that these names lead to, from the top of a file.
pub fn named(path: &[&str]) -> Option<&'static Key> {
    let (name, table) = path.split_last()?;
    of_table(table).iter().find(|key| key.name == *name)
}

/// The names of some keys, for suggestions.
pub fn names(keys: &'static [Key]) -> impl Iterator<Item = &'static str> {
    keys.iter().map(|key| key.name)
}

#[cfg(test)]
mod tests {
    use super::named;

    #[test]
    fn knows_the_words_and_parts_of_a_key() {
        let words = |path: &[&str]| named(path).expect("the key exists").words();
        assert_eq!(words(&["interaction", "mode"]), ["\"sync\"", "\"async\"", "\"hybrid\""]);
        assert_eq!(words(&["interaction", "timeout"]), ["\"none\"", "\"unknown\""]);
        assert_eq!(words(&["interaction", "jitter"]), ["true", "false"]);
        assert_eq!(words(&["interaction", "protocol"])[..2], ["\"http\"", "\"grpc\""]);
        for free in [
            &["journey", "steps"][..],
            &["interaction", "rate"],
            &["policy", "severity"],
            &["service", "a", "tier"],
        ] {
            assert_eq!(words(free), [""; 0], "{free:?}");
        }
        assert_eq!(
            named(&["journey", "slo"]).expect("the key exists").parts(),
            ["p50", "p95", "p99", "availability"]
        );
        assert_eq!(named(&["interaction", "rate"]).expect("the key exists").parts(), ["average", "peak"]);
        assert!(named(&["service"]).is_some() && named(&["service", "shop"]).is_none());
    }
}
