//! Asking people. Never decides anything for them.
//!
//! [`Questionnaire`] is a state machine that knows what to ask next, [`interview`] leads the conversation, and a
//! [`Respondent`] is whoever answers: people at a [`terminal`], nobody ([`Absent`]), or a script in a test.

mod absent;
mod answers;
mod bench;
mod catalogue;
mod interview;
mod movement;
mod question;
mod questionnaire;
mod sketch;
pub mod terminal;

pub use absent::Absent;
pub use answers::Answers;
pub use bench::{Bench, Files, Refusal, Standing, in_file};
pub use catalogue::Catalogue;
pub use interview::{Ending, News, Reply, Respondent, interview};
pub use movement::Movement;
pub use question::{Answer, Choice, Explanation, Form, Question};
pub use questionnaire::{Next, Questionnaire};
pub use sketch::Target;
