//! Rules: checks and criteria read from data, and what they say about the facts. Never prints.

pub mod criterion;
mod finding;

pub use finding::{Because, Class, Finding};
