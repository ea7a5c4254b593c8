//! The tests that generated services carry, on the runtime alone.

use service_runtime as runtime;

#[path = "../../../templates/scaffold/runtime_tests/messages.rs"]
mod messages;
