//! All questions there are: those of the criteria, and the few about names and steps. Never chooses one.

use super::question::{
    ATTEMPTS, Choice, Explanation, FROM, Form, MODE, Question, STEPS_LATER, STEPS_NOW, STEPS_STRONG, TIMEOUT,
    TO, WHAT,
};
use crate::architecture::{Choice as _, Mode, keys};
use crate::decision::{Column, Method};
use crate::facts::FactType;
use crate::rule::criterion::Criterion;

/// Facts that are written elsewhere than in a key of the interaction with their name.
const ELSEWHERE: [(&str, Form); 4] = [
    ("burst-factor", Form::Rates),
    ("criticality-gap", Form::Tiers),
    ("distance", Form::Distance),
    ("messaging", Form::Word),
];

/// Every question of a run.
#[derive(Debug, Clone)]
pub struct Catalogue {
    questions: Vec<Question>,
}

impl Catalogue {
    /// The questions of these criteria. A fact that follows from the rest of a file has none.
    pub fn new(criteria: &[Criterion], method: &Method) -> Self {
        let mut questions = about_names();
        for column in method.columns() {
            let mut asking: Vec<&Criterion> =
                criteria.iter().filter(|criterion| *criterion.fact.value == *column.name).collect();
            let place = |criterion: &Criterion| {
                method.criteria().iter().position(|weighed| weighed.id == criterion.id.value)
            };
            asking.sort_by_key(|criterion| place(criterion));
            let further = criteria.iter().find_map(|criterion| {
                let found = criterion.further.iter().find(|(fact, _)| *fact == column.name);
                found.map(|(_, text)| (criterion, &**text))
            });
            let Some(form) = form(column) else { continue };
            let Some((first, text)) = asking.first().map(|first| (*first, &*first.question)).or(further)
            else {
                continue;
            };
            // A criterion of a team's own may ask for what is otherwise asked in other words.
            questions.retain(|question: &Question| question.name != *column.name);
            questions.push(Question {
                name: column.name.to_string(),
                text: question_text(form, text),
                form,
                choices: choices(column, form, &asking),
                explanation: explanation(column, first, asking.is_empty()),
            });
        }
        Self { questions }
    }

    /// The question with this name.
    pub fn get(&self, name: &str) -> Option<&Question> {
        self.questions.iter().find(|question| question.name == name)
    }

    /// The names of all questions.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.questions.iter().map(|question| &*question.name)
    }
}

/// How a fact is answered; nothing where it cannot be written down by itself.
fn form(column: &Column) -> Option<Form> {
    if let Some((_, form)) = ELSEWHERE.iter().find(|(fact, _)| *fact == &*column.name) {
        return Some(*form);
    }
    let key = keys::INTERACTION.iter().find(|key| *key.name == *column.name && key.name != "mode")?;
    Some(match column.kind {
        FactType::Flag => Form::Flag,
        FactType::Choice(_) => Form::Word,
        FactType::Duration if key.takes.starts_with("duration") => Form::Duration,
        FactType::Bytes => Form::Size,
        FactType::Count => Form::Count,
        FactType::Ratio => Form::Ratio,
        FactType::Text if key.takes == "text" => Form::Name,
        _ => return None,
    })
}

/// What is asked where more than the fact itself has to be known.
fn question_text(form: Form, text: &str) -> String {
    match form {
        Form::Rates => "How often does it happen on average, and how often at the peak?".into(),
        Form::Tiers => format!("{text} How critical is each of both, from 1 (most) to 4?"),
        _ => text.to_owned(),
    }
}

fn choices(column: &Column, form: Form, asking: &[&Criterion]) -> Vec<Choice> {
    let means = |word: &str| {
        let words = asking.iter().flat_map(|criterion| &criterion.words);
        words.filter(|(known, _)| **known == *word).map(|(_, means)| means.to_string()).next()
    };
    let choice = |word: &str| Choice { word: word.to_owned(), means: means(word).unwrap_or_default() };
    match form {
        Form::Word | Form::Distance => column.words.iter().map(|word| choice(word)).collect(),
        Form::Flag => [("yes", "true"), ("no", "false")]
            .map(|(shown, word)| Choice { word: shown.into(), means: means(word).unwrap_or_default() })
            .into(),
        _ => Vec::new(),
    }
}

fn explanation(column: &Column, criterion: &Criterion, by_veto: bool) -> Explanation {
    if !by_veto {
        let page = &criterion.page;
        return Explanation {
            page: criterion.id.value.to_string(),
            what: page.what.to_string(),
            why: page.why.to_string(),
            drawbacks: page.drawbacks.to_string(),
        };
    }
    let key = keys::INTERACTION.iter().find(|key| *key.name == *column.name);
    let means = key.map_or("", |key| key.means);
    let mut what: String = means.chars().take(1).flat_map(char::to_uppercase).collect();
    what.extend(means.chars().skip(1));
    Explanation {
        page: column.name.to_string(),
        what: format!("{what}."),
        why: format!("It can rule a mode out, whatever the other answers are; see `{}`.", criterion.id.value),
        drawbacks: String::new(),
    }
}

fn about_names() -> Vec<Question> {
    let question = |name: &str, form, text: &str, what: &str| Question {
        name: name.to_owned(),
        text: text.to_owned(),
        form,
        choices: Vec::new(),
        explanation: Explanation { what: what.to_owned(), ..Explanation::default() },
    };
    vec![
        question(
            FROM,
            Form::Name,
            "Which service asks, or reports that something happened?",
            "The caller, or the publisher: the one whose request waits if this is a call.",
        ),
        question(
            TO,
            Form::Name,
            "Which service is asked, or hears of it?",
            "The callee, or a consumer. Of several consumers name one; a later question asks whether there are more.",
        ),
        question(
            WHAT,
            Form::Name,
            "What is it called: the operation, or the event?",
            "The callee's operation such as `PlaceOrder`, or the topic of an event such as `order.created`. It only names the interaction and decides nothing.",
        ),
        Question {
            choices: Mode::ALL
                .iter()
                .map(|(_, word)| Choice { word: (*word).into(), means: String::new() })
                .collect(),
            ..question(
                MODE,
                Form::Word,
                "How is it done today?",
                "Whether the caller waits for the answer (sync), hands over a message and goes on (async), or does the urgent part at once and the rest later (hybrid). Findings compare it with what the facts argue for.",
            )
        },
        question(
            TIMEOUT,
            Form::Timeout,
            "After how long does the caller give up?",
            "The timeout of one attempt. A call without one waits for as long as its callee hangs.",
        ),
        question(
            ATTEMPTS,
            Form::Count,
            "How often is it tried in total, the first time included?",
            "1 says that nothing is retried. Retries multiply along a chain of calls.",
        ),
        question(
            STEPS_NOW,
            Form::Names,
            "Which steps must be done before the caller gets its answer?",
            "The steps whose outcome goes into the answer, such as `check-inventory`. Where only some steps must come first, a hybrid becomes possible: these run now, the rest later.",
        ),
        question(
            STEPS_LATER,
            Form::Names,
            "Which steps may follow after the caller has its answer?",
            "The steps that can fail, be repeated or wait without changing the answer, such as `request-payment` or `send-mail`.",
        ),
        question(
            STEPS_STRONG,
            Form::Names,
            "Which of the steps that come first must see the committed state at once?",
            "A step needs strong consistency where a stale answer does harm, such as selling the last item twice.",
        ),
    ]
}
