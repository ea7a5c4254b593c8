//! Follows the architecture; `syncwise scaffold` writes it again, so change nothing here by hand.

pub mod call;
pub mod failure;
pub mod inbound;
pub mod input;
pub mod messages;
pub mod outbound;
pub mod settings;
