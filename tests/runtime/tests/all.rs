//! The tests that every scaffolded service carries, here against the runtime alone.

use service_runtime as runtime;

#[path = "../../../templates/scaffold/runtime_tests/call.rs"]
mod call;
#[path = "../../../templates/scaffold/runtime_tests/grpc_call.rs"]
mod grpc_call;
#[path = "../../../templates/scaffold/runtime_tests/messaging.rs"]
mod messaging;
#[path = "../../../templates/scaffold/runtime_tests/serve.rs"]
mod serve;
#[path = "../../../templates/scaffold/runtime_tests/settings.rs"]
mod settings;
#[path = "../../../templates/scaffold/runtime_tests/status/mod.rs"]
mod status;
