//! Rules: checks and criteria read from data, and what they say about the facts. Never prints.

mod acceptance;
pub mod baseline;
mod builtin;
mod check;
mod condition;
pub mod criterion;
mod describe;
mod finding;
mod fingerprint;
mod gap;
mod judge;
pub mod keys;
mod notice;
mod program;
mod read;
mod truth;

pub use acceptance::Acceptance;
pub use builtin::{CHECKS, builtin_checks};
pub use check::{Check, Example, Grade, Page, Say};
pub use condition::{Comparison, Condition, Operand};
pub use describe::{Judgement, describe, judge};
pub use finding::{Because, Class, Finding};
pub use gap::{Gap, Gaps, Unassessed};
pub use judge::{Found, Sifted, sift};
pub use notice::Notice;
pub use read::read_check;
pub use truth::Truth;
