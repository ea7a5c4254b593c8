//! The whole case for a decision: confidence, reasons, vetoes, assumptions, flips, questions. Never changes the decision.

use super::flip::Flips;
use super::outcome::shares_of;
use super::{
    Decision, Evidence, Method, Obligation, Question, Relaxation, Saga, Statement, Variant, Verdict,
};
use crate::architecture::{Mode, Provenance};

/// Everything there is to say about one decision.
#[derive(Debug, Clone)]
pub struct Argument {
    /// How sure it is.
    pub verdict: Verdict,
    /// Share of draws in which the recommended mode wins; nothing where none is left, or where an assumed value rules
    /// the others out, which no draw varies.
    pub confidence: Option<f64>,
    /// Share of draws for sync, async, hybrid and none.
    pub shares: [f64; 4],
    /// What speaks for and against, the strongest first.
    pub reasons: Vec<Reason>,
    /// The vetoes that hold.
    pub vetoes: Vec<Objection>,
    /// The vetoes for which not enough is known.
    pub undecided: Vec<Objection>,
    /// What was taken for granted, a sentence each.
    pub assumptions: Vec<String>,
    /// What would change it.
    pub flips: Flips,
    /// The unknown fact whose answer would settle most.
    pub ask_first: Option<Question>,
    /// What to ask after that, as long as the answers are not known.
    pub ask_next: Vec<Question>,
    /// The form of the mode; nothing where no mode is left.
    pub variant: Option<Variant>,
    /// The form of the transaction, where several services write.
    pub saga: Option<&'static Saga>,
    /// What must be built and watched.
    pub obligations: Vec<Obligation>,
    /// Sets of vetoes, by index, that together leave no mode.
    pub conflicts: Vec<Vec<usize>>,
    /// What would have to go so that a mode becomes possible.
    pub relaxations: Vec<Relaxation>,
    /// The decision in one sentence; nothing where no mode is left.
    pub statement: Option<Statement>,
}

/// What one criterion contributes.
#[derive(Debug, Clone, PartialEq)]
pub struct Reason {
    /// The criterion.
    pub criterion: Box<str>,
    /// Its fact.
    pub fact: Box<str>,
    /// The fact's value as people write it.
    pub value: String,
    /// Where the value comes from.
    pub provenance: Provenance,
    /// The mode it speaks for: the recommended one, or the runner-up.
    pub favours: Mode,
    /// Weight times difference of utilities of the recommended mode over the runner-up.
    pub contribution: f64,
}

/// A veto as it bears on one interaction.
#[derive(Debug, Clone, PartialEq)]
pub struct Objection {
    /// Its index in the method.
    pub veto: usize,
    /// The criterion it belongs to.
    pub criterion: Box<str>,
    /// Its name.
    pub id: Box<str>,
    /// The modes it rules out, or would.
    pub blocks: Vec<Mode>,
    /// Why.
    pub reason: Box<str>,
    /// What would lift it.
    pub relaxation: Box<str>,
    /// The facts it looks at, with their values.
    pub because: Vec<(Box<str>, String)>,
}

impl Method {
    /// The share of draws in which the decision stands, and the verdict that follows. Costs the sampling only.
    pub fn confidence(&self, evidence: &Evidence, decision: &Decision) -> (Verdict, Option<f64>) {
        let shares = decision.recommended.map(|_| shares_of(&self.outcomes(evidence)));
        self.sureness(decision, &shares.unwrap_or_default())
    }

    /// The verdict and the confidence that follow from the shares of the draws.
    fn sureness(&self, decision: &Decision, shares: &[f64; 4]) -> (Verdict, Option<f64>) {
        let tried = decision.recommended.filter(|_| !decision.hangs_on_defaults);
        let share = tried.map_or(0.0, |mode| shares[mode as usize]);
        let largest = super::MODES.map(|mode| shares[mode as usize]).into_iter().fold(0.0, f64::max);
        (self.verdict_among(decision, share, largest), tried.map(|_| share))
    }

    /// The whole case for `decision`, which this method made from `evidence`.
    pub fn argue(&self, evidence: &Evidence, decision: &Decision) -> Argument {
        let outcomes = decision.recommended.map(|_| self.outcomes(evidence)).unwrap_or_default();
        let shares = shares_of(&outcomes);
        let (verdict, confidence) = self.sureness(decision, &shares);
        let variant = decision.recommended.map(|mode| self.variant(evidence, mode));
        let mut questions = self.questions_after(evidence, decision, &outcomes).into_iter();
        let blocked = super::MODES.iter().fold(0, |set, mode| set | decision.score(*mode).blocked_by);
        Argument {
            verdict,
            confidence,
            shares,
            reasons: self.reasons(evidence, decision),
            vetoes: self.members(blocked).map(|(veto, _)| self.objection(evidence, veto)).collect(),
            undecided: self
                .members(decision.undecided)
                .map(|(veto, _)| self.objection(evidence, veto))
                .collect(),
            assumptions: self.assumptions(evidence, decision),
            flips: self.flips(evidence, decision),
            ask_first: questions.next(),
            ask_next: questions.collect(),
            variant,
            saga: decision.recommended.and_then(|mode| self.saga(evidence, mode)),
            obligations: variant.map(|variant| self.obligations(evidence, variant)).unwrap_or_default(),
            conflicts: decision.conflicts(),
            relaxations: decision.relaxations(),
            statement: self.statement(evidence, decision),
        }
    }

    /// What each known criterion contributes, the strongest first. Where no mode is left, the mode that would come
    /// out best without vetoes is compared with the next.
    pub fn reasons(&self, evidence: &Evidence, decision: &Decision) -> Vec<Reason> {
        let winner = decision.recommended.unwrap_or(decision.unconstrained);
        let rival = decision.runner_up.unwrap_or(if winner == Mode::Sync { Mode::Async } else { Mode::Sync });
        self.reasons_between(evidence, winner, rival)
    }

    /// What each known criterion contributes to one mode over another, the strongest first; also where vetoes rule one of
    /// them out.
    pub fn reasons_between(&self, evidence: &Evidence, winner: Mode, rival: Mode) -> Vec<Reason> {
        let mut reasons: Vec<Reason> = self
            .contributions(evidence.slots(), winner, rival)
            .filter(|(_, contribution)| *contribution != 0.0)
            .map(|(index, contribution)| self.reason(evidence, index, contribution, winner, rival))
            .collect();
        let size = |reason: &Reason| (reason.contribution.abs() * 1e9).round() as u64;
        reasons.sort_by_key(|reason| std::cmp::Reverse(size(reason)));
        reasons
    }

    fn reason(
        &self,
        evidence: &Evidence,
        index: usize,
        contribution: f64,
        winner: Mode,
        rival: Mode,
    ) -> Reason {
        let criterion = &self.criteria[index];
        let column = &self.columns[criterion.slot];
        Reason {
            criterion: criterion.id.clone(),
            fact: column.name.clone(),
            value: column.show(evidence.slots()[criterion.slot]),
            provenance: evidence.provenance(criterion.slot),
            favours: if contribution > 0.0 { winner } else { rival },
            contribution,
        }
    }

    fn objection(&self, evidence: &Evidence, index: usize) -> Objection {
        let veto = &self.vetoes[index];
        let mut slots = Vec::new();
        veto.condition.slots(&mut |slot| {
            if !slots.contains(&slot) {
                slots.push(slot);
            }
        });
        let shown = |slot: usize| {
            let column = &self.columns[slot];
            (column.name.clone(), column.show(evidence.slots()[slot]))
        };
        Objection {
            veto: index,
            criterion: self.criteria[veto.criterion].id.clone(),
            id: veto.id.clone(),
            blocks: super::MODES.into_iter().filter(|mode| veto.blocks[*mode as usize]).collect(),
            reason: veto.reason.clone(),
            relaxation: veto.relaxation.clone(),
            because: slots.into_iter().map(shown).collect(),
        }
    }

    fn assumptions(&self, evidence: &Evidence, decision: &Decision) -> Vec<String> {
        let mut list = Vec::new();
        for (index, column) in self.columns.iter().enumerate() {
            if evidence.provenance(index) == Provenance::Defaulted {
                let value = column.show(evidence.slots()[index]);
                list.push(format!("`{}` is taken to be {value}, as nothing is declared", column.name));
            }
        }
        list.extend(
            self.members(decision.undecided).map(|(_, veto)| format!("it is assumed that {}", veto.assumes)),
        );
        let partition = &evidence.partition;
        let steps = partition.assumed_now.iter().map(|step| &partition.names[*step]);
        list.extend(steps.map(|step| format!("step `{step}` runs now, as nothing says that it may wait")));
        list
    }
}
