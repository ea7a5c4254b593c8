//! Follows the architecture; `syncwise scaffold` writes it again, so change nothing here by hand.

pub mod inbound;
pub mod later;
pub mod messages;
pub mod publish;
pub mod runtime;
pub mod settings;
pub mod start;
