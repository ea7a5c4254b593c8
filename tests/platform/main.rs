//! What a platform team relies on: versions compared, rules of its own, and input that is not what it should be. Never
//! looks inside the program.

#[path = "../cli/program.rs"]
mod program;

mod corpus;
mod hostile;
mod own_rules;
mod settings;
mod versions;
