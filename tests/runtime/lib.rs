//! The runtime of generated services, file by file from the templates. Never holds code of its own.

#[path = "../../templates/scaffold/runtime/health/mod.rs"]
pub mod health;
#[path = "../../templates/scaffold/runtime/metrics/mod.rs"]
pub mod metrics;
#[path = "../../templates/scaffold/runtime/queue/mod.rs"]
pub mod queue;
#[path = "../../templates/scaffold/runtime/telemetry.rs"]
pub mod telemetry;
