//! The runtime of generated services, file by file from the templates. Never holds code of its own.

#[path = "../../templates/scaffold/runtime/queue/mod.rs"]
pub mod queue;
