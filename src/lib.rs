//! Decides for every interaction between services whether it should be synchronous, asynchronous or a hybrid,
//! finds risky synchronous chains, and turns the answer into diagrams, records, monitors and code.
//!
//! Data moves one way, and a room imports only rooms above it in this list. `docs/architecture.md` is the map.

pub mod source;

pub mod parallel;

pub mod diagnostic;

pub mod document;

pub mod edit;

pub mod template;

pub mod architecture;

pub mod graph;

pub mod analysis;

pub mod facts;

pub mod rule;

pub mod decision;

pub mod plan;

pub mod comparison;

pub mod settings;

pub mod render;

pub mod scaffold;

pub mod monitor;

pub mod ask;

pub mod run;

pub mod lsp;

pub mod cli;
