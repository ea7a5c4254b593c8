//! Headers that travel with requests and messages. Never names one that the generated code does not read or write.

use serde_json::{Value, json};

/// The remaining time of a request.
pub(super) const DEADLINE: &str = "X-Request-Timeout-Ms";
/// The key by which a repetition is recognised.
pub(super) const IDEMPOTENCY: &str = "Idempotency-Key";
/// The trace, as W3C Trace Context writes it.
pub(super) const TRACE: &str = "traceparent";

const TRACE_PATTERN: &str = "^[0-9a-f]{2}-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$";

/// The parameters of OpenAPI's `components` that are headers, each with its name there.
pub(super) fn parameters() -> Value {
    json!({
        "Deadline": {
            "name": DEADLINE, "in": "header", "required": false,
            "description": "How long the caller still waits, in milliseconds. Nothing is worked on for longer, and calls \
                to others get what is left.",
            "schema": { "type": "integer", "minimum": 0 },
        },
        "IdempotencyKey": {
            "name": IDEMPOTENCY, "in": "header", "required": false,
            "description": "The same for every attempt of one request, and for no other request.",
            "schema": { "type": "string", "minLength": 1, "maxLength": 255 },
        },
        "Trace": {
            "name": TRACE, "in": "header", "required": false,
            "description": "The trace that this request belongs to (W3C Trace Context).",
            "schema": { "type": "string", "pattern": TRACE_PATTERN },
        },
    })
}

/// The headers of every message, as `runtime/queue/adapter.rs` names them.
pub(super) fn message() -> Value {
    json!({
        "type": "object",
        "description": "Written by the outbox and read by the consumer. NATS has the id as `Nats-Msg-Id`, RabbitMQ as the \
            property `message-id`, Kafka the key as the record's.",
        "properties": {
            "message-id": {
                "type": "string", "format": "uuid",
                "description": "Set once, when the message is put into the outbox; a second message of the same id has no \
                    effect.",
            },
            "message-channel": { "type": "string", "description": "The channel by its whole name." },
            "message-key": {
                "type": "string",
                "description": "Messages of one key are handled in order, where order is declared.",
            },
            "message-published": {
                "type": ["integer", "string"],
                "description": "When the message was put into the outbox, in milliseconds since 1970.",
            },
            TRACE: { "type": "string", "pattern": TRACE_PATTERN },
        },
    })
}
