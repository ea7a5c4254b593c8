//! How calls are made, work is served and messages are kept, whatever the service. Written again by `syncwise scaffold`.

pub mod call;
pub mod consumer;
pub mod failure;
pub mod input;
pub mod messaging;
pub mod metrics;
pub mod outbox;
pub mod queue;
pub mod settings;
pub mod shutdown;
pub mod store;
pub mod telemetry;
