//! Nobody is there to answer: every question that matters is noted, and none is waited for. Never invents an answer.

use super::answers::Answers;
use super::interview::{News, Reply, Respondent};
use super::question::{FROM, Question, TO, WHAT};

/// Notes the questions that remain open. What the interaction is called decides nothing and may remain so.
#[derive(Debug, Default)]
pub struct Absent {
    /// The questions, in the order in which they came up.
    pub missing: Vec<Question>,
}

impl Respondent for Absent {
    fn reply(&mut self, question: &Question, _: usize, _: &[&str]) -> Reply {
        let again = self.missing.iter().any(|known| known.name == question.name);
        if !again && question.name != WHAT {
            self.missing.push(question.clone());
        }
        match (&*question.name, again) {
            (_, true) => Reply::Leave,
            // A name of its own, so that all other questions come up as well.
            (FROM, _) => Reply::Text("caller".into()),
            (TO, _) => Reply::Text("callee".into()),
            _ => Reply::Text(String::new()),
        }
    }

    fn hear(&mut self, _: &News<'_>) {}

    fn go_on(&mut self, _: &str) -> bool {
        false
    }

    fn keep(&mut self, _: &Answers) {}
}
