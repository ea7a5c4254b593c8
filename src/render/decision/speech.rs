//! Says facts and their values as clauses, with the names of both sides. Never drops a fact that has no words.

use super::DecisionView;
use super::words::words_of;
use crate::decision::Slot;
use crate::facts::Provenance;

/// How names are written, and whose names they are.
pub(in crate::render) struct Speaker<'a> {
    view: DecisionView<'a>,
    caller: String,
    callee: String,
    text: fn(&str) -> String,
}

/// A known fact as a clause.
pub(in crate::render) struct Clause {
    pub(in crate::render) text: String,
    pub(in crate::render) provenance: Provenance,
}

impl<'a> Speaker<'a> {
    /// Speaks of `the caller` and `the callee`.
    pub(in crate::render) fn generic(view: DecisionView<'a>) -> Self {
        Self { view, caller: "the caller".into(), callee: "the callee".into(), text: super::layout::plain }
    }

    /// Speaks of both sides by name. `name` writes a name, `text` any other text that users wrote.
    pub(in crate::render) fn named(
        view: DecisionView<'a>,
        name: fn(&str) -> String,
        text: fn(&str) -> String,
    ) -> Self {
        Self { view, caller: name(&view.from().name), callee: name(&view.to().name), text }
    }

    /// `fact` having `value`, as a clause that can follow "if" or "because".
    pub(in crate::render) fn clause(&self, fact: &str, value: &str) -> String {
        let known = words_of(fact).and_then(|words| {
            let exact = words.clauses.iter().find(|(known, _)| *known == value);
            exact.or_else(|| words.clauses.iter().find(|(known, _)| *known == "*"))
        });
        match known {
            Some((_, clause)) => self.fill(clause, &comparison(&spoken(fact, value))),
            None => self.own(fact, value),
        }
    }

    /// What is not known while `fact` is unknown.
    pub(in crate::render) fn open(&self, fact: &str) -> String {
        words_of(fact).map_or_else(|| self.own_open(fact), |words| self.fill(words.open, ""))
    }

    fn fill(&self, clause: &str, value: &str) -> String {
        // One pass, so that a name that looks like a placeholder stays a name.
        let mut text = String::with_capacity(clause.len() + 32);
        let mut rest = clause;
        while let Some((before, after)) = rest.split_once('{') {
            let (placeholder, after) = after.split_once('}').unwrap_or((after, ""));
            text.push_str(before);
            text.push_str(match placeholder {
                "caller" => &self.caller,
                "callee" => &self.callee,
                _ => value,
            });
            rest = after;
        }
        text + rest
    }

    /// A criterion of the team's own is spoken of by its question.
    fn question(&self, fact: &str) -> Option<&'a str> {
        let method = self.view.method;
        let slot = method.column(fact)?;
        method.criteria().iter().find(|it| it.slot == slot).map(|it| &*it.question)
    }

    fn own(&self, fact: &str, value: &str) -> String {
        let value = (self.text)(&comparison(value));
        match self.question(fact) {
            Some(question) => format!("the answer to “{}” is {value}", (self.text)(question)),
            None => format!("{} is {value}", (self.text)(fact)),
        }
    }

    fn own_open(&self, fact: &str) -> String {
        match self.question(fact) {
            Some(question) => format!("the answer to “{}”", (self.text)(question)),
            None => (self.text)(fact),
        }
    }
}

/// A share of the error budget in percent, as nobody says `1.5 times less than all of it`.
fn spoken(fact: &str, value: &str) -> String {
    let (side, number) = value.rsplit_once(' ').map_or(("", value), |(side, number)| (side, number));
    match number.parse::<f64>() {
        Ok(share) if fact == "error-budget-share" => {
            let percent = share * 100.0;
            let shown = if percent >= 10.0 { format!("{percent:.0}") } else { format!("{percent:.2}") };
            format!("{side} {shown} %").trim_start().to_owned()
        }
        _ => value.to_owned(),
    }
}

/// `more than 3s` for `above 3s`.
fn comparison(value: &str) -> String {
    match (value.strip_prefix("above "), value.strip_prefix("below ")) {
        (Some(limit), _) => format!("more than {limit}"),
        (_, Some(limit)) => format!("less than {limit}"),
        _ => value.to_owned(),
    }
}

/// Every known fact as a clause, in the order of the method.
pub(in crate::render) fn clauses_of(speaker: &Speaker<'_>) -> Vec<Clause> {
    let view = speaker.view;
    let slots = view.evidence.slots().iter().zip(view.method.columns()).enumerate();
    slots
        .filter(|(_, (slot, _))| slot.is_known())
        .map(|(index, (slot, column))| Clause {
            text: speaker.clause(&column.name, &column.show(*slot)),
            provenance: view.evidence.provenance(index),
        })
        .collect()
}

/// What criteria look at and nobody knows, in the order of the method.
pub(in crate::render) fn open_questions(speaker: &Speaker<'_>) -> Vec<String> {
    let view = speaker.view;
    let scored = |index: usize| view.method.criteria().iter().any(|criterion| criterion.slot == index);
    let slots = view.evidence.slots().iter().enumerate();
    slots
        .filter(|(index, slot)| matches!(slot, Slot::Unknown(_)) && scored(*index))
        .map(|(index, _)| speaker.open(&view.method.columns()[index].name))
        .collect()
}

/// `a, b and c`.
pub(in crate::render) fn join(parts: &[String]) -> String {
    match parts {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}
