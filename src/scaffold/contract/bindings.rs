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

pub(super) fn channel(name: &str) -> Value {
    let name = plain(name, 200);
    json!({
        "amqp": {
            "is": "routingKey",
            "exchange": { "name": name, "type": "fanout", "durable": true, "autoDelete": false },
            "bindingVersion": "0.3.0",
        },
        "kafka": { "topic": name, "bindingVersion": "0.5.0" },
    })
}

pub(super) fn operation(sends: bool, group: &str, channel: &str) -> Value {
    let queue = plain(&format!("{channel}.{group}"), 200);
    if sends {
        return json!({ "amqp": { "deliveryMode": 2, "bindingVersion": "0.3.0" } });
    }
    json!({
        "nats": { "queue": queue, "bindingVersion": "0.1.0" },
        "amqp": { "ack": true, "bindingVersion": "0.3.0" },
        "kafka": {
            "groupId": { "type": "string", "const": plain(group, 200) },
            "bindingVersion": "0.5.0",
        },
    })
}

pub(super) fn message() -> Value {
    json!({
        "amqp": { "contentEncoding": "utf-8", "bindingVersion": "0.3.0" },
        "kafka": { "key": { "type": "string" }, "bindingVersion": "0.5.0" },
    })
}
