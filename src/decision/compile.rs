//! Resolves the names in criteria to slots, words and units, with a diagnostic for each that does not fit. Never
//! decides.

use super::fact::{FACTS, FactSpec, Slot};
use super::method::{Veto, Weighed};
use super::response::{Hush, Response, Voice};
use super::{Anchors, Column};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::facts::{FactId, FactType, SubjectKind};
use crate::rule::criterion::{self, Criterion, ExampleValue, Prior, Silence};
use crate::source::Spanned;

/// The columns being built, and what was wrong so far.
pub(super) struct Compiler<'a> {
    pub(super) columns: Vec<Column>,
    pub(super) mistakes: Vec<Diagnostic>,
    catalogue: &'a [FactSpec],
    hushes: Vec<(usize, Hush)>,
}

impl<'a> Compiler<'a> {
    /// Starts with the built-in facts; `catalogue` holds further ones that a team's criteria may name.
    pub(super) fn new(catalogue: &'a [FactSpec]) -> Self {
        Self {
            columns: FACTS.iter().map(column).collect(),
            mistakes: Vec::new(),
            catalogue,
            hushes: Vec::new(),
        }
    }

    /// Resolves one criterion; nothing where it does not fit.
    pub(super) fn criterion(&mut self, written: &Criterion, weight: f64) -> Option<Weighed> {
        let slot = self.fact(&written.fact)?;
        self.order_words(slot, written);
        self.believe(slot, written);
        let utility = self.utility(slot, written)?;
        let utility = self.hushed(slot, Voice::plain(utility), written.silent.as_ref());
        Some(Weighed {
            id: written.id.value.clone(),
            slot,
            weight,
            utility,
            seed: written.seed,
            question: written.question.clone(),
            phrases: [written.phrase_sync.clone(), written.phrase_async.clone()],
        })
    }

    /// Resolves one veto of the criterion with this index and adds it, unless there is one of its name or too many.
    pub(super) fn add_veto(&mut self, written: &criterion::Veto, criterion: usize, vetoes: &mut Vec<Veto>) {
        if vetoes.iter().any(|earlier| earlier.id == written.id.value) {
            let title = format!("there is already a veto `{}`", written.id.value);
            self.report("duplicate-veto", title, &written.id);
        } else if vetoes.len() == 64 {
            self.report("too-many-vetoes", "there are more than 64 vetoes".into(), &written.id);
        } else {
            vetoes.extend(self.veto(written, criterion));
        }
    }

    fn veto(&mut self, written: &criterion::Veto, criterion: usize) -> Option<Veto> {
        let condition = self.condition(&written.when)?;
        let mut blocks = [false; 3];
        written.blocks.iter().for_each(|mode| blocks[*mode as usize] = true);
        Some(Veto {
            id: written.id.value.clone(),
            criterion,
            blocks,
            condition,
            reason: written.reason.clone(),
            assumes: written.assumes.clone(),
            relaxation: written.relaxation.clone(),
        })
    }

    pub(super) fn report(&mut self, code: &'static str, title: String, at: &Spanned<Box<str>>) {
        self.mistakes.push(Diagnostic::error(code, title, at.span));
    }

    pub(super) fn fact(&mut self, name: &Spanned<Box<str>>) -> Option<usize> {
        if let Some(index) = self.columns.iter().position(|column| column.name == name.value) {
            return Some(index);
        }
        if let Some(spec) = self.catalogue.iter().find(|spec| *spec.name == *name.value) {
            if matches!(spec.kind, FactType::Text | FactType::List) {
                self.report(
                    "wrong-type",
                    format!("`{}` is a name, and names are not scored", name.value),
                    name,
                );
                return None;
            }
            if matches!(spec.kind, FactType::Choice(words) if words.len() > 16) {
                self.report("wrong-type", format!("`{}` has more than 16 values", name.value), name);
                return None;
            }
            self.columns.push(column(spec));
            return Some(self.columns.len() - 1);
        }
        let known = FACTS.iter().chain(self.catalogue).map(|spec| spec.name);
        let near = did_you_mean(&name.value, known);
        let title = format!("`{}` is not a fact about interactions", name.value);
        self.mistakes.push(Diagnostic::error("unknown-fact", title, name.span).maybe_help(near));
        None
    }

    fn order_words(&mut self, slot: usize, written: &Criterion) {
        let column = &self.columns[slot];
        if written.values.is_empty() || !column.has_words() || !column.prior.is_empty() {
            return;
        }
        let ordered: Vec<_> = written.values.iter().map(|word| word.value.clone()).collect();
        let complete =
            ordered.len() == column.words.len() && column.words.iter().all(|w| ordered.contains(w));
        if complete {
            self.columns[slot].words = ordered;
        } else {
            let title = format!("`values` does not list the words {} once each", column.words.join(", "));
            self.report("bad-values", title, &written.fact);
        }
    }

    fn believe(&mut self, slot: usize, written: &Criterion) {
        let column = &self.columns[slot];
        let fresh = column.prior.is_empty() && column.scale.is_none();
        match (&written.prior, written.scale, column.has_words()) {
            (None, None, _) if !fresh => {}
            (Some(_), _, _) | (_, Some(_), _) if !fresh => {
                let title =
                    format!("another criterion already says what is believed about `{}`", column.name);
                self.report("second-prior", title, &written.fact);
            }
            (Some(Prior::Words(words)), None, true) => self.believe_words(slot, words),
            (Some(Prior::Exponent(exponent)), Some(scale), false) => {
                let kind = column.kind;
                let strange = [scale.low, scale.high, scale.least, scale.most];
                if let Some(quantity) = strange.iter().find(|quantity| !quantity.value.fits(kind)) {
                    let title = format!("`{}` is not measured in this unit", written.fact.value);
                    self.mistakes.push(Diagnostic::error("wrong-unit", title, quantity.span));
                }
                self.columns[slot].scale = Some(Anchors {
                    low: scale.low.value.number,
                    high: scale.high.value.number,
                    logarithmic: scale.logarithmic,
                    least: scale.least.value.number,
                    most: scale.most.value.number,
                    exponent: *exponent,
                });
            }
            (_, _, true) => {
                let title = "a fact with words needs a [prior] with a probability per word, and no [scale]";
                self.report("missing-key", title.into(), &written.fact);
            }
            (_, _, false) => {
                let title = "a fact that is a number needs a [scale], and a [prior] with an `exponent`";
                self.report("missing-key", title.into(), &written.fact);
            }
        }
    }

    fn believe_words(&mut self, slot: usize, words: &[(Spanned<Box<str>>, f64)]) {
        let mut prior = vec![0.0; self.columns[slot].words.len()];
        for (word, share) in words {
            if let Some(index) = self.word(slot, word) {
                prior[index as usize] = *share;
            }
        }
        self.columns[slot].prior = prior;
        self.columns[slot].weigh_words();
    }

    pub(super) fn word(&mut self, slot: usize, word: &Spanned<Box<str>>) -> Option<u8> {
        let column = &self.columns[slot];
        let index = column.word(&word.value);
        if index.is_none() {
            let near = did_you_mean(&word.value, column.words.iter().map(|known| &**known));
            let title = format!("`{}` is not a value of `{}`", word.value, column.name);
            let help = format!("values are {}", column.words.join(", "));
            let mistake = Diagnostic::error("unknown-word", title, word.span);
            self.mistakes.push(mistake.maybe_help(near).help(help));
        }
        index
    }

    fn hushed(&mut self, slot: usize, voice: Voice, silence: Option<&Silence>) -> Voice {
        let Some(silence) = silence else { return voice };
        let (Some(value), Some(fact)) = (self.word(slot, &silence.value), self.fact(&silence.fact)) else {
            return voice;
        };
        let Some(word) = self.word(fact, &silence.word) else { return voice };
        let hush = Hush { fact, word };
        if self.hushes.iter().any(|(other, known)| *other == slot && *known != hush) {
            let title =
                format!("another criterion of `{}` is silent under something else", self.columns[slot].name);
            self.report("second-silence", title, &silence.fact);
            return voice;
        }
        self.hushes.push((slot, hush));
        voice.hushed(value, hush)
    }

    fn utility(&mut self, slot: usize, written: &Criterion) -> Option<Response> {
        let mut response = Response::zero(&self.columns[slot]);
        let count = response.0.len();
        let mut filled = vec![false; count];
        for (value, utility) in &written.utility {
            let index = if self.columns[slot].has_words() {
                self.word(slot, value).map(usize::from)
            } else {
                ["low", "high"].iter().position(|anchor| **anchor == *value.value)
            };
            let Some(index) = index else { continue };
            response.0[index] = *utility;
            filled[index] = true;
        }
        if filled.contains(&false) || written.utility.len() != count {
            let title = "[utility] needs one entry per value, or the entries `low` and `high` for a number";
            self.report("missing-key", title.into(), &written.fact);
            return None;
        }
        Some(response)
    }
}

/// The value of an example as a slot; nothing where it does not fit the fact.
pub(super) fn example_slot(column: &Column, value: &ExampleValue) -> Option<Slot> {
    match value {
        ExampleValue::Word(word) => column.word(word).map(Slot::Word),
        ExampleValue::Quantity(quantity) => {
            quantity.fits(column.kind).then_some(Slot::Number(quantity.number))
        }
    }
}

fn column(spec: &FactSpec) -> Column {
    let words: Vec<Box<str>> = match spec.kind {
        FactType::Flag => vec!["false".into(), "true".into()],
        FactType::Choice(words) => words.iter().map(|word| Box::from(*word)).collect(),
        _ => Vec::new(),
    };
    let fact = FactId::named(SubjectKind::Interaction, spec.name);
    let mut column = Column {
        name: spec.name.into(),
        kind: spec.kind,
        fact,
        words,
        prior: Vec::new(),
        scale: None,
        possible: 0,
    };
    column.weigh_words();
    column
}
