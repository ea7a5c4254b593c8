//! Runs the commands: the only room that touches files, the clock and git. Never decides and never lays out text.

mod example;
mod input;
mod rules;
mod study;

pub use example::{ExampleOutcome, run_example};
pub use input::{Input, Loaded, load};
pub use rules::{RuleSet, rule_set};
pub use study::{Study, study};
