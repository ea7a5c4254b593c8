//! Reads rule files: every mistake becomes a diagnostic with its own span. Never evaluates a rule.

mod check;
mod condition;
mod text;

pub use check::read_check;
pub(crate) use condition::read_condition;
pub(crate) use text::{flag, required_text, text};
