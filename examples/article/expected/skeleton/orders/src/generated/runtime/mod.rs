//! How calls are made, work is served and messages are kept, whatever the service. Written again by `syncwise scaffold`.

pub mod accepted;
pub mod consumer;
pub mod deadline;
pub mod failure;
pub mod health;
pub mod idempotency;
pub mod input;
pub mod messaging;
pub mod metrics;
pub mod outbox;
pub mod outcome;
pub mod queue;
pub mod serve;
pub mod settings;
pub mod shutdown;
pub mod status;
pub mod store;
pub mod telemetry;
