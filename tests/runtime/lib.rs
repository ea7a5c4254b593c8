//! The runtime of scaffolded services. Folders below `runtime` have a `mod.rs`: a module with a `#[path]` looks for its
//! own modules beside its file.

#[path = "../../templates/scaffold/runtime/call.rs"]
pub mod call;
#[path = "../../templates/scaffold/runtime/failure.rs"]
pub mod failure;
#[path = "../../templates/scaffold/runtime/input.rs"]
pub mod input;
#[path = "../../templates/scaffold/runtime/settings.rs"]
pub mod settings;
#[path = "../../templates/scaffold/runtime/shutdown.rs"]
pub mod shutdown;
