//! The runtime of scaffolded services, file by file from the templates. Never holds code of its own.
//!
//! A folder has a `mod.rs`: a module with a `#[path]` looks for its own modules beside its file.

#[path = "../../templates/scaffold/runtime/accepted.rs"]
pub mod accepted;
#[path = "../../templates/scaffold/runtime/breaker.rs"]
pub mod breaker;
#[path = "../../templates/scaffold/runtime/call.rs"]
pub mod call;
#[path = "../../templates/scaffold/runtime/consumer/mod.rs"]
pub mod consumer;
#[path = "../../templates/scaffold/runtime/deadline.rs"]
pub mod deadline;
#[path = "../../templates/scaffold/runtime/failure.rs"]
pub mod failure;
#[path = "../../templates/scaffold/runtime/health/mod.rs"]
pub mod health;
#[path = "../../templates/scaffold/runtime/http.rs"]
pub mod http;
#[path = "../../templates/scaffold/runtime/idempotency.rs"]
pub mod idempotency;
#[path = "../../templates/scaffold/runtime/input.rs"]
pub mod input;
#[path = "../../templates/scaffold/runtime/messaging.rs"]
pub mod messaging;
#[path = "../../templates/scaffold/runtime/metrics/mod.rs"]
pub mod metrics;
#[path = "../../templates/scaffold/runtime/outbox.rs"]
pub mod outbox;
#[path = "../../templates/scaffold/runtime/outcome.rs"]
pub mod outcome;
#[path = "../../templates/scaffold/runtime/queue/mod.rs"]
pub mod queue;
#[path = "../../templates/scaffold/runtime/serve.rs"]
pub mod serve;
#[path = "../../templates/scaffold/runtime/settings.rs"]
pub mod settings;
#[path = "../../templates/scaffold/runtime/shutdown.rs"]
pub mod shutdown;
#[path = "../../templates/scaffold/runtime/status/mod.rs"]
pub mod status;
#[path = "../../templates/scaffold/runtime/store.rs"]
pub mod store;
#[path = "../../templates/scaffold/runtime/telemetry.rs"]
pub mod telemetry;
