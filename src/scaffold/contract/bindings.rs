//! How channels appear in NATS, RabbitMQ and Kafka. Never chooses between them: `QUEUE_URL` does when the service starts.

use super::super::text::plain;
use serde_json::{Value, json};

/// Where the brokers listen unless `QUEUE_URL` says otherwise.
pub(super) fn servers() -> Value {
    let server = |protocol: &str, port: u16, feature: &str| {
        json!({
            "host": format!("{{host}}:{port}"),
            "protocol": protocol,
            "description": format!("Used when `QUEUE_URL` names it and the feature `{feature}` is built in."),
            "variables": { "host": { "default": "127.0.0.1" } },
        })
    };
    json!({
        "nats": server("nats", 4222, "nats"),
        "rabbitmq": server("amqp", 5672, "rabbitmq"),
        "kafka": server("kafka", 9092, "kafka"),
    })
}

/// A channel's address. Braces would be parameters, so that they are percent-encoded.
pub(super) fn address(channel: &str) -> String {
    plain(channel, 200).replace('{', "%7B").replace('}', "%7D")
}

/// The exchange and the topic; left out where a broker does not take the name, so that its adapter makes another.
pub(super) fn channel(name: &str) -> Value {
    let mut exchange = json!({ "type": "fanout", "durable": true, "autoDelete": false });
    if is_plain(name, "._", 100) {
        exchange["name"] = json!(name);
    }
    let mut kafka = json!({ "bindingVersion": "0.5.0" });
    if is_plain(name, ".", 200) {
        kafka["topic"] = json!(name);
    }
    json!({
        "amqp": { "is": "routingKey", "exchange": exchange, "bindingVersion": "0.3.0" },
        "kafka": kafka,
    })
}

/// How a message is sent, or who takes it: a group is a service.
pub(super) fn operation(sends: bool, group: &str, channel: &str) -> Value {
    if sends {
        return json!({ "amqp": { "deliveryMode": 2, "bindingVersion": "0.3.0" } });
    }
    let mut bindings = json!({ "amqp": { "ack": true, "bindingVersion": "0.3.0" } });
    if is_plain(group, "_", 120) {
        bindings["nats"] = json!({ "queue": group, "bindingVersion": "0.1.0" });
    }
    if is_plain(group, "._", 100) && is_plain(channel, ".", 200) {
        let id = json!({ "type": "string", "const": format!("{group}:{channel}") });
        bindings["kafka"] = json!({ "groupId": id, "bindingVersion": "0.5.0" });
    }
    bindings
}

/// Whether `runtime/queue/adapter.rs` leaves a name as it is: letters, digits, `-` and those of `others`.
fn is_plain(name: &str, others: &str, longest: usize) -> bool {
    name.len() <= longest
        && name.starts_with(|first: char| first.is_ascii_alphanumeric())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || others.contains(c))
        && !name.starts_with("amq.")
        && !name.contains("--")
}

pub(super) fn message() -> Value {
    json!({
        "amqp": { "contentEncoding": "utf-8", "bindingVersion": "0.3.0" },
        "kafka": { "key": { "type": "string" }, "bindingVersion": "0.5.0" },
    })
}
