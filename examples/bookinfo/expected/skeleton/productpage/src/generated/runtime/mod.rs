//! How calls are made, work is served and messages are kept, whatever the service. Written again by `syncwise scaffold`.

pub mod call;
pub mod failure;
pub mod input;
pub mod settings;
pub mod shutdown;
