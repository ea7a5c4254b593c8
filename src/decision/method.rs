//! The method compiled for one run: criteria with weights, vetoes, columns and the shared random samples. Never
//! changes once built, so that all interactions are judged alike.

use super::compile::{Compiler, example_slot};
use super::fact::{FactSpec, Slot};
use super::response::{Response, Voice};
use super::sample::Samples;
use super::veto::Condition;
use super::weight::weights;
use super::{Column, Evidence};
use crate::architecture::{Mode, Policy, Provenance};
use crate::diagnostic::Diagnostic;
use crate::rule::criterion::{Criterion, Example, Utility};
use std::sync::OnceLock;

/// The numbers of the method that are judgements (all our defaults).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Settings {
    /// How firmly the weights are believed: a larger number makes them vary less.
    pub concentration: f64,
    /// Samples behind a confidence.
    pub draws: usize,
    /// Where the random streams start.
    pub seed: u64,
    /// Weight of known criteria below which a verdict is called insufficient in any case.
    pub least_coverage: f64,
    /// Weight of known criteria below which it is called so unless nine draws of ten agree.
    pub usual_coverage: f64,
    /// Value of information from which an answer is said to matter for the mode.
    pub least_information: f64,
    /// Doubt that an answer must settle to be worth asking for.
    pub least_settled: f64,
    /// Largest share a criterion may reach in a weight flip.
    pub largest_share: f64,
    /// Evaluations spent on flips of two facts, at most.
    pub pair_evaluations: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            concentration: 50.0,
            draws: 4096,
            seed: 1,
            least_coverage: 0.20,
            usual_coverage: 0.30,
            least_information: 0.02,
            least_settled: 0.002,
            largest_share: 0.5,
            pair_evaluations: 2000,
        }
    }
}

/// A criterion with its names resolved.
#[derive(Debug, Clone)]
pub struct Weighed {
    /// Its name.
    pub id: Box<str>,
    /// The column it looks at.
    pub slot: usize,
    /// Its share of all weight.
    pub weight: f64,
    /// Its side in the framework of eight reasons.
    pub seed: Option<Mode>,
    /// As the questionnaire asks it.
    pub question: Box<str>,
    pub(super) utility: Voice,
    pub(super) phrases: [Box<str>; 2],
}

/// A veto with its names resolved.
#[derive(Debug, Clone)]
pub struct Veto {
    /// Its name.
    pub id: Box<str>,
    /// The criterion it belongs to.
    pub criterion: usize,
    /// The modes it rules out, in the order sync, async, hybrid.
    pub blocks: [bool; 3],
    /// Why, as a sentence without its full stop.
    pub reason: Box<str>,
    /// What is taken for granted while it is undecided.
    pub assumes: Box<str>,
    /// What would lift it.
    pub relaxation: Box<str>,
    pub(super) condition: Condition,
}

/// Everything needed to judge interactions.
#[derive(Debug)]
pub struct Method {
    pub(super) columns: Vec<Column>,
    pub(super) criteria: Vec<Weighed>,
    pub(super) vetoes: Vec<Veto>,
    /// Per scored column, in the order of the random stream: the weighted utilities of all its criteria.
    pub(super) tallies: Vec<(usize, Voice)>,
    pub(super) settings: Settings,
    samples: OnceLock<Samples>,
}

impl Method {
    /// Compiles criteria and a team's weights. Criteria that do not fit are left out and reported.
    ///
    /// `catalogue` holds facts beyond [`FACTS`](super::FACTS) that a team's criteria may name.
    pub fn new(criteria: &[Criterion], policy: &Policy, catalogue: &[FactSpec]) -> (Self, Vec<Diagnostic>) {
        Self::with(criteria, policy, catalogue, Settings::default())
    }

    /// The same with other judgements.
    pub fn with(
        criteria: &[Criterion],
        policy: &Policy,
        catalogue: &[FactSpec],
        settings: Settings,
    ) -> (Self, Vec<Diagnostic>) {
        let mut compiler = Compiler::new(catalogue);
        let ordered = in_order(criteria, &mut compiler.mistakes);
        let (weights, mistakes) = weights(&ordered, policy);
        compiler.mistakes.extend(mistakes);
        let (mut weighed, mut vetoes) = (Vec::new(), Vec::new());
        for (written, weight) in ordered.iter().zip(weights) {
            weighed.extend(compiler.criterion(written, weight).map(|criterion| (*written, criterion)));
        }
        for (index, (written, _)) in weighed.iter().enumerate() {
            written.vetoes.iter().for_each(|veto| compiler.add_veto(veto, index, &mut vetoes));
        }
        let criteria: Vec<_> = weighed.into_iter().map(|(_, criterion)| criterion).collect();
        let Compiler { columns, mistakes, .. } = compiler;
        let tallies = tallies(&criteria, &columns);
        (Self { columns, criteria, vetoes, tallies, settings, samples: OnceLock::new() }, mistakes)
    }

    /// The facts it looks at, in the order of the evidence.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// The criteria with their weights, in the order of the random stream.
    pub fn criteria(&self) -> &[Weighed] {
        &self.criteria
    }

    /// The vetoes, in the order of the bits of a [`VetoSet`](super::VetoSet).
    pub fn vetoes(&self) -> &[Veto] {
        &self.vetoes
    }

    /// The judgements it was built with.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Evidence in which nothing is known.
    pub fn nothing_known(&self) -> Evidence {
        Evidence::unknown(&self.columns)
    }

    /// Enters one fact; returns false where no such fact exists.
    pub fn enter(&self, evidence: &mut Evidence, fact: &str, slot: Slot, provenance: Provenance) -> bool {
        let index = self.column(fact);
        if let Some(index) = index {
            evidence.put(index, slot, provenance);
            evidence.settle(&self.columns);
        }
        index.is_some()
    }

    /// The index of a fact.
    pub fn column(&self, fact: &str) -> Option<usize> {
        self.columns.iter().position(|column| *column.name == *fact)
    }

    /// The slot for a word of a fact.
    pub fn word(&self, fact: &str, word: &str) -> Option<Slot> {
        self.columns[self.column(fact)?].word(word).map(Slot::Word)
    }

    /// Which of sync and async a criterion speaks for in an example; nothing where it speaks for neither. `None`
    /// where the example's value does not fit the fact.
    pub fn example_favours(&self, criterion: usize, example: &Example) -> Option<Option<Mode>> {
        let criterion = &self.criteria[criterion];
        let column = &self.columns[criterion.slot];
        let utility = criterion.utility.unhushed().at(column, example_slot(column, &example.value)?);
        Some(match utility[Mode::Async as usize] - utility[Mode::Sync as usize] {
            push if push > 0.0 => Some(Mode::Async),
            push if push < 0.0 => Some(Mode::Sync),
            _ => None,
        })
    }

    /// The shared random samples, drawn when first needed.
    pub(super) fn samples(&self) -> &Samples {
        self.samples.get_or_init(|| Samples::draw(self))
    }

    /// The utilities of a criterion for what is known.
    pub(super) fn utility(&self, criterion: &Weighed, slots: &[Slot]) -> Utility {
        criterion.utility.given(slots).at(&self.columns[criterion.slot], slots[criterion.slot])
    }
}

fn in_order<'c>(criteria: &'c [Criterion], mistakes: &mut Vec<Diagnostic>) -> Vec<&'c Criterion> {
    let mut ordered: Vec<&Criterion> = criteria.iter().collect();
    ordered.sort_by(|one, other| {
        let key = |criterion: &Criterion| (criterion.origin, criterion.order.unwrap_or(u32::MAX));
        key(one).cmp(&key(other)).then_with(|| one.id.value.cmp(&other.id.value))
    });
    let mut seen: Vec<&Criterion> = Vec::with_capacity(ordered.len());
    for criterion in ordered {
        match seen.iter().find(|earlier| earlier.id.value == criterion.id.value) {
            None => seen.push(criterion),
            Some(earlier) => {
                let title = format!("there is already a criterion `{}`", criterion.id.value);
                let mistake = Diagnostic::error("duplicate-criterion", title, criterion.id.span);
                let mistake = mistake.also(earlier.id.span, "the first one");
                mistakes.push(mistake.help("weights of built-in criteria are changed in [policy.weights]"));
            }
        }
    }
    seen
}

fn tallies(criteria: &[Weighed], columns: &[Column]) -> Vec<(usize, Voice)> {
    let mut tallies: Vec<(usize, Voice)> = Vec::new();
    for criterion in criteria {
        let known = tallies.iter().position(|(slot, _)| *slot == criterion.slot);
        let index = known.unwrap_or_else(|| {
            tallies.push((criterion.slot, Voice::plain(Response::zero(&columns[criterion.slot]))));
            tallies.len() - 1
        });
        tallies[index].1.add(&criterion.utility, criterion.weight);
    }
    tallies
}
