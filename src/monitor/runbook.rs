//! What to do when an alert fires, by the name of the alert. Never names a service.

/// One alert's page.
pub(super) struct Entry {
    /// The name of the alert.
    pub(super) name: &'static str,
    /// What it means to users.
    pub(super) means: &'static str,
    /// What to do, most urgent first.
    pub(super) steps: &'static [&'static str],
}

/// The entry of an alert.
pub(super) fn of(name: &str) -> &'static Entry {
    ENTRIES.iter().find(|entry| entry.name == name).expect("every alert has an entry")
}

/// All entries, by name.
pub(super) const ENTRIES: &[Entry] = &[
    Entry {
        name: "BacklogGrows",
        means: "Messages are handled later and later. Nothing is lost.",
        steps: &[
            "See whether the rate of publishing is what it should be: a publisher in a loop looks the same as a good day.",
            "Add consumers up to what their own dependencies can take; where order is kept by key, more than there are keys do not help.",
            "If the new rate is here to stay, declare it with `rate`, `consumers` and `service-time`, and decide anew.",
        ],
    },
    Entry {
        name: "BacklogTooLong",
        means: "What is waiting will be handled later than was promised, even if nothing else arrives.",
        steps: &[
            "See whether consumers run and what their attempts end with: `message_processing_duration_seconds` by `outcome`.",
            "If they fail, repair what they depend on first; more consumers would only fail faster.",
            "If they succeed, add consumers until the backlog falls.",
        ],
    },
    Entry {
        name: "BreakerOpen",
        means: "Calls are refused at once instead of waiting for a callee that fails.",
        steps: &[
            "Look at the callee, not at the caller: the breaker does its work.",
            "If the callee is well, compare its response times with the caller's timeout.",
            "Do not restart the caller to close the breaker; it closes by itself.",
        ],
    },
    Entry {
        name: "BucketMissing",
        means: "A rule about a time has nothing to count, and would stay silent for ever.",
        steps: &[
            "Run `syncwise scaffold` for the service and deploy it: its buckets follow the architecture.",
            "If the service is not a generated one, give its histogram this bound.",
        ],
    },
    Entry {
        name: "BulkheadFull",
        means: "Further calls to this callee are refused, so that calls to others still get through.",
        steps: &[
            "Compare the callee's response times with an hour ago: calls that take twice as long need twice the room.",
            "Raise the bulkhead only if the callee can answer more at once.",
        ],
    },
    Entry {
        name: "CallFails",
        means: "Answers are errors, or there is no connection. What the caller does then is its `on-failure`.",
        steps: &[
            "See which `outcome` rises: `refused` is the callee's answer, `unreachable` the network or a callee that is down, `open` and `full` are the caller's own guards.",
            "For `refused`, read the callee's logs by the trace of one failed request.",
            "For `unreachable`, look at the callee's instances and at what was deployed last.",
        ],
    },
    Entry {
        name: "CallTimesOut",
        means: "The callee is slower than the caller waits. Each such call holds a request for the whole timeout.",
        steps: &[
            "Look at the callee's own response times and at those of what it calls, in this order: the slow one is the last that is slow.",
            "See whether requests in flight of the caller rise; if they do, shed load before raising any timeout.",
            "Do not raise the timeout during the incident: it lengthens the queue in front of the slow part.",
        ],
    },
    Entry {
        name: "CompletionFails",
        means: "Somebody was told that a request is accepted, and it is not done.",
        steps: &[
            "Find the dead letter of the step that was given up; it has the reason.",
            "See whether what was done is undone, and tell those who wait where it is not.",
            "Repair the step, then give the dead letters back.",
        ],
    },
    Entry {
        name: "CompletionLate",
        means: "Somebody waits longer for an accepted request than was promised.",
        steps: &[
            "See which step is open: the oldest message of the service's channels shows it.",
            "Treat that channel as for MessagesTooOld.",
        ],
    },
    Entry {
        name: "DeadLetters",
        means: "Messages could not be handled and wait for a person. Others go on.",
        steps: &[
            "Read the reason that is stored with the first dead letter.",
            "If all have one reason, repair it and give them back; if one is malformed, look at who published it.",
            "Delete none that was not read.",
        ],
    },
    Entry {
        name: "DependencyDown",
        means: "Operations that need it fail or answer with less. The service itself stays ready on purpose.",
        steps: &[
            "See whether all instances say so (`dependency_up`): one instance is a network or a node, all are the dependency.",
            "Look at the dependency's instances and at what was deployed last.",
        ],
    },
    Entry {
        name: "JourneyFails",
        means: "Users get errors, at a rate that uses up what the objective allows.",
        steps: &[
            "Look for alerts about calls of this service at the same time: the callee they name is the first suspect.",
            "Without one, see which `outcome` rises: `rejected` is load, `failed` the service, `timeout` something behind it.",
            "If it began with a deployment, take that back first and read later.",
        ],
    },
    Entry {
        name: "JourneySlow",
        means: "Users wait longer than was promised, and more of them than the objective allows.",
        steps: &[
            "Compare the response times of the calls of this service on the dashboard: the one that rose is the cause.",
            "If none rose, see requests in flight against their limit: the service itself is the queue.",
        ],
    },
    Entry {
        name: "MessagesTooOld",
        means: "Somebody sees data, or an effect, later than was promised.",
        steps: &[
            "See whether consumers run: `message_processing_duration_seconds` by `outcome`, rate zero means none does.",
            "If one message is tried again and again in front of the others, its key waits for its last delivery; see DeadLetters.",
            "If they run and succeed, treat it as a backlog: see BacklogTooLong.",
        ],
    },
    Entry {
        name: "MetricsMissing",
        means: "Nothing is known about the service, and no other alert about it can fire.",
        steps: &[
            "See whether its instances run and answer `/health/live`.",
            "If they do, ask Prometheus for its targets: the scrape of `/metrics` fails, or the service has another name there.",
        ],
    },
    Entry {
        name: "OutboxStuck",
        means: "What was decided is stored, and nobody else knows of it yet. Nothing is lost.",
        steps: &[
            "See whether the broker is reachable: `dependency_up` of this service.",
            "If it is, read the relay's log: a message that the broker refuses holds those behind it.",
        ],
    },
    Entry {
        name: "QueueFull",
        means: "Further messages are refused; outboxes fill up behind it.",
        steps: &[
            "See whether consumers run and succeed.",
            "Add consumers, or raise the limit if the broker has room.",
        ],
    },
    Entry {
        name: "RetriesMultiply",
        means: "Users do not see it yet, but the callee gets a multiple of its load while it is in trouble.",
        steps: &[
            "Look at what the attempts end with: `client_attempts_total` by `outcome`.",
            "If the callee is full, lower the attempts or declare a `retry-budget`: retries keep it down.",
        ],
    },
    Entry {
        name: "RetryBudgetSpent",
        means: "Failures reach users that a retry would have hidden; the callee is spared.",
        steps: &["Look at the callee. The budget does its work; do not raise it now."],
    },
    Entry {
        name: "ServiceFull",
        means: "Further requests are refused or wait, depending on `when-full`.",
        steps: &[
            "Compare response times with an hour ago: at twice the time, half the rate fills it.",
            "If a callee is slow, treat that; more instances would only wait for it as well.",
            "If the rate rose, add instances.",
        ],
    },
];
