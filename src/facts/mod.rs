//! Facts: everything a rule can compare, in one table. Never judges.
//!
//! An algorithm is a noun: a documented function that reads one value about one subject. A rule is a sentence about
//! such values, and lives in `rules/`.

mod backlog;
mod chain;
mod consumer;
mod decided;
mod declared;
mod fact;
mod journey;
mod message;
mod overload;
mod place;
mod risk;
mod show;
mod subject;
mod table;
mod timing;
mod value;
mod wish;
mod world;

pub use crate::architecture::Provenance;
pub use decided::{Decided, Decisions, Outline, Undecided};
pub use fact::{Fact, FactId, Origin};
pub use show::{parse, show};
pub use subject::{Subject, SubjectKind};
pub use value::{FactType, Reading, State, Value};
pub use world::World;
