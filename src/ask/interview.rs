//! The conversation: asks, hears, tells. Never knows what the other side is.

use super::answers::Answers;
use super::bench::Refusal;
use super::movement::Movement;
use super::question::Question;
use super::questionnaire::{Next, Questionnaire};

/// What somebody says to a question.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Reply {
    /// An answer as typed; empty is "I do not know".
    Text(String),
    /// What does this mean?
    Explain,
    /// Take the last answer back.
    Back,
    /// That is enough: what is the verdict?
    Enough,
    /// Leave; answers are to be kept.
    Leave,
}

/// What somebody is told.
#[derive(Debug)]
pub enum News<'a> {
    /// The answer was understood, and this is what it did.
    Moved(&'a Movement),
    /// The answer could not be read.
    Unread(&'a str),
    /// The answer contradicts others.
    Refused(&'a Refusal),
    /// The page of the question.
    Page(&'a Question),
    /// There is nothing to take back.
    NoWayBack,
}

/// Whoever answers.
pub trait Respondent {
    /// Answers a question. `number` counts from 1; `known` are names that may be meant.
    fn reply(&mut self, question: &Question, number: usize, known: &[&str]) -> Reply;

    /// Hears something.
    fn hear(&mut self, news: &News<'_>);

    /// The verdict is settled: should questions go on that will hardly change it?
    fn go_on(&mut self, verdict: &str) -> bool;

    /// The answers so far, after every one of them: the moment to keep them.
    fn keep(&mut self, answers: &Answers);
}

/// How a conversation ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    /// No further answer is likely to change the verdict.
    Settled,
    /// Everything was asked.
    Exhausted,
    /// The other side has heard enough.
    Enough,
    /// The other side left.
    Left,
}

/// Asks until the verdict is settled, everything was asked, or the other side ends it.
pub fn interview(questionnaire: &mut Questionnaire<'_>, respondent: &mut dyn Respondent) -> Ending {
    loop {
        let question = match questionnaire.next() {
            Next::Exhausted => return Ending::Exhausted,
            Next::Settled => {
                let verdict = questionnaire.standing().map(super::Standing::word).unwrap_or_default();
                if !respondent.go_on(&verdict) {
                    return Ending::Settled;
                }
                questionnaire.go_on();
                continue;
            }
            Next::Ask(question) => question,
        };
        let reply = {
            let known: Vec<&str> = match &*question.name {
                "from" | "to" => questionnaire.bench().services().collect(),
                _ => Vec::new(),
            };
            respondent.reply(&question, questionnaire.asked() + 1, &known)
        };
        match reply {
            Reply::Leave => return Ending::Left,
            Reply::Enough if questionnaire.standing().is_some() => return Ending::Enough,
            Reply::Enough => {
                respondent.hear(&News::Unread("there is nothing to decide before both sides have a name"))
            }
            Reply::Explain => respondent.hear(&News::Page(&question)),
            Reply::Back if questionnaire.back() => respondent.keep(questionnaire.answers()),
            Reply::Back => respondent.hear(&News::NoWayBack),
            Reply::Text(text) => hear(questionnaire, respondent, &question, &text),
        }
    }
}

fn hear(
    questionnaire: &mut Questionnaire<'_>,
    respondent: &mut dyn Respondent,
    question: &Question,
    text: &str,
) {
    let answer = match question.read(text) {
        Ok(answer) => answer,
        Err(wrong) => return respondent.hear(&News::Unread(&wrong)),
    };
    match questionnaire.answer(&question.name, answer) {
        Ok(movement) => {
            respondent.keep(questionnaire.answers());
            respondent.hear(&News::Moved(&movement));
        }
        Err(refusal) => respondent.hear(&News::Refused(&refusal)),
    }
}
