//! The runtime of generated services, file by file from the templates. Never holds code of its own.

#[path = "../../templates/scaffold/runtime/consumer/mod.rs"]
pub mod consumer;
#[path = "../../templates/scaffold/runtime/failure.rs"]
pub mod failure;
#[path = "../../templates/scaffold/runtime/metrics/mod.rs"]
pub mod metrics;
#[path = "../../templates/scaffold/runtime/outbox.rs"]
pub mod outbox;
#[path = "../../templates/scaffold/runtime/queue/mod.rs"]
pub mod queue;
#[path = "../../templates/scaffold/runtime/store.rs"]
pub mod store;
#[path = "../../templates/scaffold/runtime/telemetry.rs"]
pub mod telemetry;
