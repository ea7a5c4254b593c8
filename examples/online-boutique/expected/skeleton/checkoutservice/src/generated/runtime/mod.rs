//! How calls are made, work is served and messages are kept, whatever the service. Written again by `syncwise scaffold`.

pub mod breaker;
pub mod call;
pub mod deadline;
pub mod failure;
pub mod grpc_call;
pub mod grpc_serve;
pub mod health;
pub mod idempotency;
pub mod metrics;
pub mod serve;
pub mod settings;
pub mod shutdown;
pub mod telemetry;
