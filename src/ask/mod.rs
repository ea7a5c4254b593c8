//! Asking people. Never decides anything for them.

pub mod terminal;
