//! Decides whether an interaction should be synchronous, asynchronous or a hybrid, and argues for it. Never prints.
//!
//! [`Method`] is compiled once from the criteria. [`Method::decide`] is cheap and looks at vetoes and scores;
//! [`Method::argue`] adds confidence, flips, questions and obligations. `docs/decision-method.md` is the method.

mod answers;
mod argument;
mod chance;
mod column;
mod compile;
mod condition;
mod conflict;
mod contradiction;
mod decide;
mod evidence;
mod fact;
mod flip;
mod gather;
mod information;
mod method;
mod obligation;
mod outcome;
mod partition;
mod random;
mod request;
mod response;
mod saga;
mod sample;
mod screen;
mod statement;
mod verdict;
mod veto;
mod weight;

pub use answers::{Answers, Contradiction, QUESTIONS, count_answers};
pub use argument::{Argument, Objection, Reason};
pub use column::{Anchors, Column};
pub use conflict::Relaxation;
pub use contradiction::{contradictions, steps_apart};
pub use decide::{Decision, MODES, Score};
pub use evidence::{DEFAULT_BROKER_LATENCY, DEFAULT_MAX_HOLD, Evidence};
pub use fact::{FACTS, FactSpec, Slot};
pub use flip::{Cause, Change, Flip, Flips, ShownChange, Side};
pub use gather::catalogue;
pub use information::{Question, Worth};
pub use method::{Method, Settings, Veto, Weighed};
pub use obligation::{Obligation, Standing};
pub use partition::{LATER_KINDS, NOW_KINDS, Partition, Split};
pub use random::Random;
pub use request::OnRequest;
pub use saga::Saga;
pub use statement::Statement;
pub use verdict::{Variant, Verdict};
pub use veto::VetoSet;
pub use weight::GROUPS;
