//! Reads rule files: every mistake becomes a diagnostic with its own span. Never evaluates a rule.

mod check;
mod condition;
mod text;

pub use check::read_check;
use condition::read_condition;
use text::{required_text, text};
