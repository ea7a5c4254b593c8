//! The questionnaire as a state machine: which question is next, and what an answer does. Never talks to anybody.

use super::answers::Answers;
use super::bench::{Bench, Refusal, Standing};
use super::movement::Movement;
use super::question::{
    ATTEMPTS, Answer, FROM, Form, MODE, Question, STEPS_LATER, STEPS_NOW, STEPS_STRONG, TIMEOUT, TO, WHAT,
    split,
};
use crate::architecture::Mode;
use crate::decision::{self, Slot, Verdict};
use crate::facts::Provenance;

/// What to do next.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Next {
    /// Ask this.
    Ask(Box<Question>),
    /// No further answer is likely to change the verdict; there are further questions.
    Settled,
    /// Everything was asked.
    Exhausted,
}

/// The state: answers, what follows from them, and the way back.
#[derive(Debug)]
pub struct Questionnaire<'m> {
    bench: Bench<'m>,
    answers: Answers,
    standing: Option<Standing>,
    /// Names of the questions answered here, in order.
    history: Vec<String>,
    /// Whether to ask on although the verdict is settled.
    beyond: bool,
    /// Whether to ask as well how it is done today.
    with_today: bool,
}

impl<'m> Questionnaire<'m> {
    /// Begins with answers that are given.
    ///
    /// # Errors
    /// When they contradict each other or the file.
    pub fn open(bench: Bench<'m>, given: Answers) -> Result<Self, Refusal> {
        let standing = bench.stand(&given)?;
        Ok(Self { bench, answers: given, standing, history: Vec::new(), beyond: false, with_today: false })
    }

    /// The answers so far.
    pub fn answers(&self) -> &Answers {
        &self.answers
    }

    /// What follows from the answers; nothing while the ends are not known.
    pub fn standing(&self) -> Option<&Standing> {
        self.standing.as_ref()
    }

    /// Where answers are tried.
    pub fn bench(&self) -> &Bench<'m> {
        &self.bench
    }

    /// How many questions were answered here.
    pub fn asked(&self) -> usize {
        self.history.len()
    }

    /// Asks as well how it is done today, once the verdict is settled.
    pub fn ask_for_today(&mut self) {
        self.with_today = true;
    }

    /// Asks on although the verdict is settled.
    pub fn go_on(&mut self) {
        self.beyond = true;
    }

    /// The next question: names first, then what an answer makes necessary, then the fact that is worth most.
    pub fn next(&self) -> Next {
        let Some(standing) = &self.standing else {
            let name = [FROM, TO].into_iter().find(|name| self.answers.known(name).is_none());
            return self.ask(name.expect("the ends are known where there is no standing"));
        };
        // What it is called and what it is: `kind` says under which key the name is written.
        let first = [WHAT, "kind"].into_iter().filter(|_| !self.bench.is_given());
        if let Some(name) = first.into_iter().find(|name| self.is_open(name)) {
            return self.ask(name);
        }
        if let Some(name) = self.follow_up(standing) {
            return self.ask(name);
        }
        let method = self.bench.method;
        let ranked = method.questions(&standing.evidence, &standing.decision);
        let mut open = ranked.iter().filter(|question| self.is_open(&question.fact));
        let least = method.settings().least_information;
        let unscored =
            |fact: &str| !method.criteria().iter().any(|it| *method.columns()[it.slot].name == *fact);
        let worth = |question: &&decision::Question| match question.worth {
            Some(worth) => worth.value >= least || !is_sure(standing.verdict),
            None => unscored(&question.fact),
        };
        if let Some(question) = open.clone().find(worth).or_else(|| open.next().filter(|_| self.beyond)) {
            return self.ask(&question.fact);
        }
        let columns = method.columns().iter().zip(standing.evidence.slots());
        let mut left = columns.filter(|(column, slot)| slot.is_unknown() && self.is_open(&column.name));
        let left = left.next();
        if let Some(name) = self.today(standing) {
            return self.ask(name);
        }
        match left {
            None => Next::Exhausted,
            Some((column, _)) if self.beyond => self.ask(&column.name),
            Some(_) => Next::Settled,
        }
    }

    /// Enters an answer and says how the verdict moved. An answer that contradicts the others changes nothing.
    ///
    /// # Errors
    /// Why the answer cannot stand.
    pub fn answer(&mut self, name: &str, answer: Answer) -> Result<Movement, Refusal> {
        if answer == Answer::Unknown && [FROM, TO].contains(&name) {
            return Err(Refusal {
                title: "without both names there is no interaction".into(),
                help: Vec::new(),
            });
        }
        let mut answers = self.answers.clone();
        let said = answer != Answer::Unknown;
        answers.give(name, answer);
        let standing = self.bench.stand(&answers)?;
        let movement = Movement::between(&self.bench, self.standing.as_ref(), standing.as_ref(), name, said);
        self.answers = answers;
        self.standing = standing;
        self.history.retain(|known| known != name);
        self.history.push(name.to_owned());
        Ok(movement)
    }

    /// Takes the last answer back, so that its question comes again; false where there is none.
    pub fn back(&mut self) -> bool {
        let Some(name) = self.history.pop() else { return false };
        self.answers.take_back(&name);
        self.beyond = false;
        self.standing = self.bench.stand(&self.answers).expect("fewer answers stood before");
        true
    }

    fn ask(&self, name: &str) -> Next {
        let question = self.bench.catalogue.get(name).expect("only open questions are asked");
        Next::Ask(Box::new(self.possible(question)))
    }

    /// The question without the choices that would contradict what was answered.
    fn possible(&self, question: &Question) -> Question {
        let mut question = question.clone();
        if self.standing.is_some() && question.form == Form::Word {
            question.choices.retain(|choice| {
                let mut answers = self.answers.clone();
                answers.give(&question.name, Answer::Known(choice.word.clone()));
                self.bench.fits(&answers)
            });
        }
        question
    }

    /// Whether a fact can be asked for and was not.
    fn is_open(&self, name: &str) -> bool {
        self.bench.catalogue.get(name).is_some() && self.answers.get(name).is_none()
    }

    /// How it is done today, which findings look at: the mode, and what ends the wait of a call.
    fn today(&self, standing: &Standing) -> Option<&'static str> {
        let call = match self.answers.known(MODE) {
            Some(mode) => mode == "sync",
            None => standing.decision.recommended == Some(Mode::Sync),
        };
        let asked = [Some(MODE), call.then_some(TIMEOUT), call.then_some(ATTEMPTS)];
        asked.into_iter().flatten().filter(|_| self.with_today).find(|name| self.is_open(name))
    }

    /// What an answer makes necessary: the steps of what is no single exchange, and who hears of an event.
    fn follow_up(&self, standing: &Standing) -> Option<&'static str> {
        let method = self.bench.method;
        let is = |fact: &str, word: &str| {
            let slot = method.column(fact).map(|column| standing.evidence.slots()[column]);
            slot.is_some_and(|slot| matches!(slot, Slot::Word(_)) && Some(slot) == method.word(fact, word))
        };
        let named = |name: &str| self.answers.known(name).is_some_and(|names| split(names).next().is_some());
        let open = |name: &&str| self.is_open(name);
        let steps_are_ours =
            standing.evidence.partition.names.is_empty() || self.answers.get(STEPS_NOW).is_some();
        let splits = is("request-response", "false") && !is("kind", "query");
        if (splits || self.answers.known("consistency") == Some("mixed")) && steps_are_ours {
            let later = named(STEPS_NOW).then_some(STEPS_LATER);
            let strong = (named(STEPS_NOW) && named(STEPS_LATER)).then_some(STEPS_STRONG);
            if let Some(name) = [Some(STEPS_NOW), later, strong].into_iter().flatten().find(open) {
                return Some(name);
            }
        }
        let declared = |fact: &str| {
            let column = method.column(fact)?;
            Some(standing.evidence.provenance(column) == Provenance::Declared)
        };
        let receivers_open = declared("receivers") == Some(false);
        (is("kind", "event") && receivers_open).then_some("receivers").filter(open)
    }
}

/// Whether a verdict is so sure that only an answer that could turn it is worth a question.
fn is_sure(verdict: Verdict) -> bool {
    matches!(verdict, Verdict::Conflict | Verdict::Forced | Verdict::Certain | Verdict::Robust)
}
