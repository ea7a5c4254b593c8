//! Which changes are permitted: no veto, little regret, and facts that suffice. Never offers what it cannot account for.
//!
//! Two remedies leave the mode as it is and so need no verdict: one call for many, and reads at the same time.

use super::reduced::Reduced;
use super::solve::missed;
use super::{Change, Inquiry, Outlook, Remedy, Settings, concurrent};
use crate::architecture::{Architecture, InteractionId, InteractionKind, Mode, ServiceKind};
use crate::decision::{Evidence, Slot, Verdict};
use crate::graph::{CallGraph, NodeId};
use rustc_hash::FxHashSet;

/// A fact that would have to be known before a change can be offered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// The interaction.
    pub interaction: InteractionId,
    /// The fact; nothing where no single fact stands out.
    pub fact: Option<Box<str>>,
    /// What the answer decides.
    pub why: &'static str,
}

/// Why an interaction on the way of a missed objective stays as it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// The interaction.
    pub interaction: InteractionId,
    /// One reason per change, as "async: …".
    pub reasons: Vec<String>,
}

/// What may be changed, what may not, and what to ask.
#[derive(Debug, Default)]
pub(super) struct Offers {
    pub(super) changes: Vec<Change>,
    pub(super) refusals: Vec<Refusal>,
    pub(super) asks: Vec<Ask>,
}

/// Offers for every blocking call behind the journeys that miss an objective, by interaction.
pub(super) fn offers(
    inquiry: &Inquiry<'_>,
    base: &Reduced,
    before: &[Outlook],
    settings: &Settings,
) -> Offers {
    let graph = CallGraph::link(base.architecture());
    let misses = |journey: &crate::architecture::JourneyId| {
        !missed(base.architecture(), *journey, &before[journey.0 as usize]).is_empty()
    };
    let entries = base.architecture().journey_ids().filter(misses).map(|journey| graph.entry(journey));
    let mut offers = Offers::default();
    let waited_for: Vec<InteractionId> =
        waited_for(base, &graph, entries.collect()).into_iter().map(|id| base.outside(id)).collect();
    for id in &waited_for {
        Office { inquiry, settings, id: *id, offers: &mut offers }.consider();
    }
    offers.changes.extend(concurrent::offers(inquiry.architecture, &waited_for, &settings.costs));
    offers
}

/// The synchronous calls behind some entries, ascending.
fn waited_for(base: &Reduced, graph: &CallGraph, mut open: Vec<NodeId>) -> Vec<InteractionId> {
    let (mut seen, mut found) = (FxHashSet::default(), Vec::new());
    while let Some(node) = open.pop() {
        if !seen.insert(node) {
            continue;
        }
        for edge in
            graph.out(node).iter().filter(|edge| edge.is_within() || edge.is_blocking() || edge.is_hard())
        {
            found.extend(edge.interaction());
            open.push(edge.node());
        }
    }
    let mode = |id: &InteractionId| base.architecture().interaction(*id).declared.mode.map(|mode| mode.value);
    found.retain(|id| mode(id) == Some(Mode::Sync));
    found.sort_unstable();
    found.dedup();
    found
}

/// Considers one interaction.
struct Office<'o, 'a> {
    inquiry: &'o Inquiry<'a>,
    settings: &'o Settings,
    id: InteractionId,
    offers: &'o mut Offers,
}

impl Office<'_, '_> {
    fn consider(&mut self) {
        let interaction = self.inquiry.architecture.interaction(self.id);
        let kind = |id| self.inquiry.architecture.service(id).kind();
        if kind(interaction.from) == ServiceKind::Client {
            return;
        }
        self.batch();
        let decision = &self.inquiry.decisions[self.id.0 as usize];
        if self.inquiry.method.verdict(decision, 0.0) == Verdict::InsufficientFacts {
            let evidence = &self.inquiry.evidence[self.id.0 as usize];
            let question = self.inquiry.method.argue(evidence, decision).ask_first;
            self.ask(question.map(|question| question.fact), "too little is known to change it");
            return;
        }
        let mut reasons = Vec::new();
        let is_store =
            matches!(kind(interaction.to), ServiceKind::Datastore | ServiceKind::Cache | ServiceKind::Broker);
        let offered =
            [Some(self.message(is_store)), Some(self.split(is_store)), Some(self.fallback()), self.copy()];
        let before = self.offers.changes.len();
        for offer in offered.into_iter().flatten() {
            match offer {
                Ok(change) => self.offers.changes.push(change),
                Err(reason) => reasons.push(reason),
            }
        }
        if self.offers.changes.len() == before {
            self.offers.refusals.push(Refusal { interaction: self.id, reasons });
        }
    }

    /// Async: possible only where the caller can go on without the outcome. A request and reply through a broker would
    /// leave it waiting for the same callee.
    fn message(&mut self, is_store: bool) -> Result<Change, String> {
        if is_store {
            return Err("async: what is asked of a store is no message".into());
        }
        let (regret, assumes) = self.admissible(Mode::Async)?;
        match self.word("needs-result") {
            Some(word) if word == "now" => return Err("async: the caller needs the result now".into()),
            Some(_) => {}
            None => {
                self.ask(Some("needs-result".into()), "a message helps only if the result can come later");
                return Err("async: whether the caller needs the result now is not declared".into());
            }
        }
        let because = because(Mode::Async, regret);
        Ok(Change { frees: vec![self.id], because, ..self.change(Remedy::Async, regret, assumes) })
    }

    /// Hybrid: the calls of the callee that bear the name of a later step leave the request.
    fn split(&mut self, is_store: bool) -> Result<Change, String> {
        if is_store {
            return Err("hybrid: what is asked of a store has no steps".into());
        }
        let (regret, assumes) = self.admissible(Mode::Hybrid)?;
        let evidence = &self.inquiry.evidence[self.id.0 as usize];
        let frees = later_calls(self.inquiry.architecture, evidence, self.id);
        if frees.is_empty() {
            return Err(
                "hybrid: no later step bears the name of a call, so that its gain cannot be told".into()
            );
        }
        let because = because(Mode::Hybrid, regret);
        Ok(Change { frees, because, ..self.change(Remedy::Hybrid, regret, assumes) })
    }

    /// Soft: where an acceptable answer exists when the callee is down.
    fn fallback(&mut self) -> Result<Change, String> {
        match self.word("fallback") {
            Some(word) if word == "true" => {
                let because =
                    "`fallback = true` says that there is an acceptable answer without the callee".into();
                Ok(Change { softens: vec![self.id], because, ..self.change(Remedy::Soft, 0.0, Vec::new()) })
            }
            Some(_) => Err("soft: there is no acceptable answer without the callee".into()),
            None => {
                self.ask(Some("fallback".into()), "a fallback would make the dependency soft");
                Err("soft: whether a fallback exists is not declared".into())
            }
        }
    }

    /// Cache: a read that may be old can be answered from a copy that is brought up to date apart from the request. Says
    /// nothing about what is no read.
    fn copy(&self) -> Option<Result<Change, String>> {
        let architecture = self.inquiry.architecture;
        let interaction = architecture.interaction(self.id);
        let is_cache = architecture.service(interaction.to).kind() == ServiceKind::Cache;
        if !self.is_query() || is_cache {
            return None;
        }
        let is_strong = self.word("consistency").is_some_and(|word| word == "strong");
        let staleness = interaction.declared.staleness.map(|staleness| staleness.value);
        let Some(staleness) = staleness.filter(|it| it.seconds() > 0.0 && !is_strong) else {
            return Some(Err("cache: no `staleness` is declared that a copy could have".into()));
        };
        let because = format!("it is a query, and `staleness = \"{staleness}\"` allows answers of that age");
        let assumes = vec![
            "every answer that a request needs can be held in the copy beforehand".to_owned(),
            format!(
                "the copy is brought up to date within {staleness}, and is older only while the callee is down"
            ),
        ];
        let change = self.change(Remedy::Cache, 0.0, assumes);
        Some(Ok(Change { frees: vec![self.id], because, ..change }))
    }

    /// Batch: several reads of one kind within one execution can be asked for at once.
    fn batch(&mut self) {
        let calls =
            self.inquiry.architecture.interaction(self.id).declared.calls.map_or(1, |calls| calls.value);
        if !self.is_query() || calls < 2 {
            return;
        }
        let because =
            format!("it is a query, and `calls = {calls}` says that each request makes it {calls} times");
        let assumes = vec![format!("the callee answers {calls} questions in one call about as fast as one")];
        let change = self.change(Remedy::Batch, 0.0, assumes);
        self.offers.changes.push(Change { batches: vec![self.id], because, ..change });
    }

    fn is_query(&self) -> bool {
        let declared = &self.inquiry.architecture.interaction(self.id).declared;
        declared.kind.is_some_and(|kind| kind.value == InteractionKind::Query)
    }

    /// The regret of a mode and what it takes for granted, or why it is out of the question.
    fn admissible(&self, mode: Mode) -> Result<(f64, Vec<String>), String> {
        let (method, decision) = (self.inquiry.method, &self.inquiry.decisions[self.id.0 as usize]);
        let blocked = decision.score(mode).blocked_by;
        if let Some(veto) = method.vetoes().iter().enumerate().find(|(bit, _)| blocked & (1 << bit) != 0) {
            return Err(format!("{mode}: {}", veto.1.reason));
        }
        let best = decision.recommended.ok_or_else(|| format!("{mode}: no mode is left at all"))?;
        let regret = decision.score(best).mean - decision.score(mode).mean;
        if regret > self.settings.largest_regret {
            return Err(format!("{mode}: its facts argue too strongly for {best}"));
        }
        let open = method.vetoes().iter().enumerate().filter(|(bit, _)| decision.undecided & (1 << bit) != 0);
        let assumes =
            open.filter(|(_, veto)| veto.blocks[mode as usize]).map(|(_, veto)| veto.assumes.to_string());
        Ok((regret, assumes.collect()))
    }

    fn change(&self, to: Remedy, regret: f64, assumes: Vec<String>) -> Change {
        Change { assumes, ..Change::new(self.id, to, self.settings.costs.of(to, regret)) }
    }

    fn ask(&mut self, fact: Option<Box<str>>, why: &'static str) {
        self.offers.asks.push(Ask { interaction: self.id, fact, why });
    }

    /// The word of a fact, where it is known.
    fn word(&self, fact: &str) -> Option<String> {
        let column = self.inquiry.method.column(fact)?;
        let slot = self.inquiry.evidence[self.id.0 as usize].slots()[column];
        matches!(slot, Slot::Word(_)).then(|| self.inquiry.method.columns()[column].show(slot))
    }
}

/// The calls of the callee that bear the name of a later step, ascending.
pub(super) fn later_calls(
    architecture: &Architecture,
    evidence: &Evidence,
    id: InteractionId,
) -> Vec<InteractionId> {
    let interaction = architecture.interaction(id);
    let operation = interaction.declared.operation.as_ref().map(|it| &*it.value);
    let belongs = |id: &InteractionId| {
        let call = architecture.interaction(*id);
        let during = call.declared.during.as_ref().map(|it| &*it.value);
        call.from == interaction.to && (during.is_none() || operation.is_none() || during == operation)
    };
    let later = evidence.partition.later_names();
    let mut found: Vec<InteractionId> =
        later.filter_map(|name| architecture.interaction_named(name)).filter(belongs).collect();
    found.sort_unstable();
    found
}

/// Why a mode is permitted.
fn because(mode: Mode, regret: f64) -> String {
    if regret > 0.0 {
        format!("no hard requirement forbids {mode}, and it scores only {regret:.2} less than the best mode")
    } else {
        format!("no hard requirement forbids {mode}, and it is the best mode for its facts")
    }
}
