//! Rules: checks and criteria read from data, and what they say about the facts. Never prints.

mod finding;

pub use finding::{Because, Class, Finding};
