//! The questionnaire: at a real terminal, without one, and as a machine. Never asks a person.

mod alone;
mod files;
mod laws;
mod terminal;
