//! The broker that containers use. Never more than one: a service has one `QUEUE_URL`, and who exchanges messages must
//! have the same.

use super::super::plan::{Plan, Shape};
use super::has_messages;
use crate::architecture::Protocol;
use serde::Serialize;

/// A broker as Compose starts it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(super) struct Broker {
    /// The name in `compose.yaml`.
    pub(super) name: &'static str,
    pub(super) title: &'static str,
    /// The Cargo feature of the adapter.
    pub(super) feature: &'static str,
    url: &'static str,
    image: &'static str,
    /// Where it keeps messages.
    data: &'static str,
    /// Further lines of its service.
    lines: &'static [&'static str],
    /// Why it is this one, as the end of a sentence.
    why: String,
}

const NATS: Broker = Broker {
    name: "nats",
    title: "NATS JetStream",
    feature: "nats",
    url: "nats://nats:4222",
    image: "nats:2.11-alpine",
    data: "/data",
    lines: &[
        r#"command: ["-js", "-sd", "/data", "-m", "8222"]"#,
        "healthcheck:",
        r#"  test: ["CMD", "wget", "-q", "--spider", "http://127.0.0.1:8222/healthz"]"#,
        "  interval: 5s",
    ],
    why: String::new(),
};

const RABBITMQ: Broker = Broker {
    name: "rabbitmq",
    title: "RabbitMQ",
    feature: "rabbitmq",
    url: "amqp://services:services@rabbitmq:5672",
    image: "rabbitmq:4.1-alpine",
    data: "/var/lib/rabbitmq",
    lines: &[
        // Its files carry the name of the host.
        "hostname: rabbitmq",
        "environment:",
        "  RABBITMQ_DEFAULT_USER: services",
        "  RABBITMQ_DEFAULT_PASS: services",
        "healthcheck:",
        r#"  test: ["CMD", "rabbitmq-diagnostics", "-q", "check_port_connectivity"]"#,
        "  interval: 10s",
        "  timeout: 10s",
        "  start_period: 20s",
    ],
    why: String::new(),
};

const KAFKA: Broker = Broker {
    name: "kafka",
    title: "Kafka",
    feature: "kafka",
    url: "kafka://kafka:9092",
    image: "apache/kafka:4.0.0",
    data: "/var/lib/kafka/data",
    lines: &[
        "environment:",
        "  KAFKA_NODE_ID: 1",
        "  KAFKA_PROCESS_ROLES: broker,controller",
        "  KAFKA_LISTENERS: PLAINTEXT://:9092,CONTROLLER://:9093",
        "  KAFKA_ADVERTISED_LISTENERS: PLAINTEXT://kafka:9092",
        "  KAFKA_CONTROLLER_LISTENER_NAMES: CONTROLLER",
        "  KAFKA_LISTENER_SECURITY_PROTOCOL_MAP: CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT",
        "  KAFKA_CONTROLLER_QUORUM_VOTERS: 1@localhost:9093",
        "  KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR: 1",
        "  KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR: 1",
        "  KAFKA_TRANSACTION_STATE_LOG_MIN_ISR: 1",
        "  KAFKA_LOG_DIRS: /var/lib/kafka/data",
        "healthcheck:",
        r#"  test: ["CMD", "/opt/kafka/bin/kafka-broker-api-versions.sh", "--bootstrap-server", "localhost:9092"]"#,
        "  interval: 10s",
        "  timeout: 10s",
        "  start_period: 20s",
    ],
    why: String::new(),
};

impl Broker {
    /// The broker that most interactions with messages declare; NATS where none declares any. Nothing where no service
    /// keeps messages.
    pub(super) fn of(plans: &[Plan]) -> Option<Self> {
        if !plans.iter().any(has_messages) {
            return None;
        }
        let declared: Vec<Protocol> = plans.iter().flat_map(protocols).collect();
        let count = |protocol| declared.iter().filter(|it| **it == protocol).count();
        let known = [(NATS, Protocol::Nats), (RABBITMQ, Protocol::Amqp), (KAFKA, Protocol::Kafka)];
        let most = known.iter().map(|(_, protocol)| count(*protocol)).max().unwrap_or_default();
        let all = known.iter().map(|(_, protocol)| count(*protocol)).sum::<usize>();
        let (broker, _) = known.into_iter().find(|(_, protocol)| count(*protocol) == most)?;
        let why = match (most, all) {
            (0, _) => "no interaction declares a broker that can be generated".to_owned(),
            (most, all) if most == all => "that is what interactions declare".to_owned(),
            (most, all) => {
                format!("{most} of {all} interactions with a broker declare it; the others use it too")
            }
        };
        Some(Self { why, ..broker })
    }
}

/// What the messages that a service sends declare.
fn protocols(plan: &Plan) -> Vec<Protocol> {
    let messages = plan.outgoing.iter().filter(|id| matches!(plan.shape(**id), Shape::Message(_)));
    messages.filter_map(|id| plan.interaction(*id).declared.protocol.map(|protocol| protocol.value)).collect()
}
