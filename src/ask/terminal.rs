//! The terminal: the one door of the `dialoguer` crate. Never asks where nobody can answer.

use dialoguer::Confirm;
use std::io::IsTerminal;

/// Asks a yes-or-no question on the terminal; no is the default. Without a terminal on both sides, or when the answer
/// is cut off, the answer is no.
pub fn confirm(question: &str) -> bool {
    let attended = std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    attended && Confirm::new().with_prompt(question).default(false).interact().unwrap_or(false)
}
