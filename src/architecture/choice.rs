//! The closed sets of words of the language. Never holds a default.

/// A value that is one of a fixed set of words.
pub trait Choice: Copy + PartialEq + 'static {
    /// What the word is about, as a diagnostic names it.
    const NOUN: &'static str;
    /// All values with their words, in the order documentation lists them.
    const ALL: &'static [(Self, &'static str)];

    /// The value for a word.
    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.iter().find(|(_, known)| *known == word).map(|(value, _)| *value)
    }

    /// The word for a value.
    fn word(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(value, _)| *value == self)
            .map(|(_, word)| *word)
            .expect("every value has a word")
    }
}

macro_rules! choice {
    ($(#[$doc:meta])* $name:ident, $noun:literal, { $($(#[$variant_doc:meta])* $variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name { $($(#[$variant_doc])* $variant),+ }

        impl Choice for $name {
            const NOUN: &'static str = $noun;
            const ALL: &'static [(Self, &'static str)] = &[$((Self::$variant, $word)),+];
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.word())
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.word())
            }
        }
    };
}

choice! {
    /// How an interaction is made. The order is the order of fewest moving parts.
    Mode, "mode", {
        /// The caller waits for the callee before it answers its own caller.
        Sync = "sync",
        /// The caller hands over a message and goes on.
        Async = "async",
        /// Some steps run before the caller answers, the others afterwards.
        Hybrid = "hybrid",
    }
}
choice! {
    /// What a service is.
    ServiceKind, "kind of service", {
        /// A browser, an app, a job: it starts requests and answers none.
        Client = "client",
        /// Routes requests and adds little of its own.
        Gateway = "gateway",
        /// An ordinary service.
        Service = "service",
        /// Outside the team's control.
        External = "external",
        /// A database or another durable store.
        Datastore = "datastore",
        /// A cache; its contents can be lost.
        Cache = "cache",
        /// A message broker.
        Broker = "broker",
    }
}
choice! {
    /// What an interaction asks for.
    InteractionKind, "kind of interaction", {
        /// Reads and changes nothing.
        Query = "query",
        /// Asks for a change.
        Command = "command",
        /// Reports that something happened.
        Event = "event",
    }
}
choice! {
    /// When the outcome of the interaction itself is needed by the caller.
    ResultNeeded, "moment", {
        /// Before the caller can answer.
        Now = "now",
        /// Later, for example through a status resource.
        Later = "later",
        /// Not at all.
        Never = "never",
    }
}
choice! {
    /// How consistent reader and writer must be.
    Consistency, "consistency", {
        /// The committed state, at once.
        Strong = "strong",
        /// Strong for some declared steps, eventual for the others.
        Mixed = "mixed",
        /// Stale within a bound, such as reading one's own writes.
        Bounded = "bounded",
        /// Any delay is acceptable in principle.
        Eventual = "eventual",
    }
}
choice! {
    /// What the caller does when the callee fails.
    FailureEffect, "failure effect", {
        /// The caller's request fails: a hard dependency.
        Fail = "fail",
        /// The caller answers with less: a soft dependency.
        Degrade = "degrade",
        /// The failure is logged or dropped: a soft dependency.
        Ignore = "ignore",
    }
}
choice! {
    /// Who receives.
    Receivers, "set of receivers", {
        /// One addressed receiver.
        One = "one",
        /// Several known receivers.
        Many = "many",
        /// A set the sender does not know, by design.
        Open = "open",
    }
}
choice! {
    /// Whether doing it twice is harmless.
    Idempotency, "idempotency", {
        /// Repeating cannot be made harmless.
        Impossible = "impossible",
        /// Repeating can be made harmless with a key.
        Keyable = "keyable",
        /// Repeating is harmless by nature.
        Natural = "natural",
    }
}
choice! {
    /// What a broker or a consumer promises about one message.
    Delivery, "delivery", {
        /// A message may get lost, and never comes twice.
        AtMostOnce = "at-most-once",
        /// A message may come again, and does not get lost on the way.
        AtLeastOnce = "at-least-once",
    }
}
choice! {
    /// The order in which messages must be handled.
    Ordering, "ordering", {
        /// Any order.
        None = "none",
        /// In order per key.
        Key = "key",
        /// One global order.
        Total = "total",
    }
}
choice! {
    /// What crosses the wire.
    Protocol, "protocol", {
        /// HTTP or HTTPS.
        Http = "http",
        /// gRPC.
        Grpc = "grpc",
        /// GraphQL over HTTP.
        Graphql = "graphql",
        /// A websocket.
        Websocket = "websocket",
        /// Plain TCP, or a protocol of its own.
        Tcp = "tcp",
        /// Apache Kafka.
        Kafka = "kafka",
        /// RabbitMQ or another AMQP broker.
        Amqp = "amqp",
        /// NATS, with or without JetStream.
        Nats = "nats",
        /// MQTT.
        Mqtt = "mqtt",
        /// A managed queue such as SQS.
        Queue = "queue",
        /// SQL, whatever the database.
        Sql = "sql",
        /// Redis or Valkey.
        Redis = "redis",
        /// A document database.
        Mongodb = "mongodb",
        /// A shared file or object store.
        File = "file",
    }
}
choice! {
    /// A team's experience with messaging.
    Messaging, "messaging experience", {
        /// Nobody has run a broker.
        None = "none",
        /// Some have.
        Some = "some",
        /// A broker runs in production and is understood.
        Proven = "proven",
    }
}
choice! {
    /// How the steps of a transaction over several services are led.
    Coordination, "coordination", {
        /// One service tells the others what to do.
        Orchestrated = "orchestrated",
        /// Each service reacts to what the others report.
        Choreographed = "choreographed",
    }
}
choice! {
    /// When a step of a hybrid interaction runs.
    StepWhen, "moment", {
        /// Before the caller answers.
        Now = "now",
        /// After the caller answered.
        Later = "later",
    }
}
choice! {
    /// What a user does with a datastore.
    Access, "access", {
        /// Reads only.
        Read = "read",
        /// Writes, and perhaps reads.
        Write = "write",
    }
}
choice! {
    /// What a service does with a request when all its `concurrency` is taken.
    FullPolicy, "policy", {
        /// It rejects the request.
        Reject = "reject",
        /// It lets the request wait.
        Queue = "queue",
    }
}
