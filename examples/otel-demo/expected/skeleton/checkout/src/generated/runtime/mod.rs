//! How calls are made, work is served and messages are kept, whatever the service. Written again by `syncwise scaffold`.

pub mod breaker;
pub mod call;
pub mod consumer;
pub mod deadline;
pub mod failure;
pub mod grpc_call;
pub mod grpc_serve;
pub mod health;
pub mod http;
pub mod idempotency;
pub mod messaging;
pub mod metrics;
pub mod outbox;
pub mod queue;
pub mod serve;
pub mod settings;
pub mod shutdown;
pub mod store;
pub mod telemetry;
