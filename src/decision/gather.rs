//! From the facts about an interaction to evidence, and from a decision to the facts that rules compare. Never decides
//! by itself.

use super::decide::{Suppose, best};
use super::evidence::{provenance_of, slot_of};
use super::fact::{self, FACTS, FactSpec, Slot};
use super::{Column, Decision, Evidence, Method, Partition, Verdict};
use crate::architecture::{Declared, InteractionId, Mode, Provenance};
use crate::diagnostic::Diagnostic;
use crate::facts::{Decided, FactId, Outline, Reading, Subject, SubjectKind, World};

/// Facts that say what was decided; a criterion that looked at them would argue in a circle.
const CIRCULAR: [&str; 4] = ["declared-mode-vetoed", "margin-over-declared", "recommended-mode", "verdict"];

/// Facts that [`Evidence`] derives by itself, so that a flip can derive them again.
const REDERIVED: [usize; 7] = [
    fact::COMPENSATION,
    fact::ORDERING,
    fact::IDEMPOTENCY,
    fact::DEADLINE,
    fact::BROKER_LATENCY,
    fact::MAX_HOLD,
    fact::PAYLOAD_MAY_REST,
];

/// How far a declared mode must be behind before it counts as a deviation (our default).
const LEAST_DEVIATION: f64 = 0.05;

/// The facts about interactions beyond [`FACTS`] that a team's criteria may name.
pub fn catalogue() -> Vec<FactSpec> {
    let names = FactId::names(SubjectKind::Interaction);
    let further = |name: &&str| !CIRCULAR.contains(name) && !FACTS.iter().any(|spec| spec.name == *name);
    let spec = |name| {
        let fact = FactId::named(SubjectKind::Interaction, name).expect("a listed fact can be found");
        FactSpec { name, kind: fact.fact().kind }
    };
    names.filter(further).map(spec).collect()
}

impl Method {
    /// The evidence about an interaction, read from the facts table; mistakes in its steps become diagnostics.
    pub fn evidence(&self, world: &World<'_>, id: InteractionId) -> (Evidence, Vec<Diagnostic>) {
        let subject = Subject::Interaction(id);
        let declared = &world.architecture.interaction(id).declared;
        self.gather(declared, |index, _| match self.columns()[index].fact {
            Some(fact) => fact.read(world, subject),
            None => Reading::UNKNOWN,
        })
    }

    /// The same from any source of readings. `read` is given each column's index and name.
    pub fn gather<'w>(
        &self,
        declared: &Declared,
        mut read: impl FnMut(usize, &str) -> Reading<'w>,
    ) -> (Evidence, Vec<Diagnostic>) {
        let mut given = Vec::with_capacity(self.columns().len());
        let mut derived = Derived::default();
        for (index, column) in self.columns().iter().enumerate() {
            let reading = read(index, &column.name);
            let slot = slot_of(column, &reading);
            let provenance = provenance_of(slot, reading.provenance);
            given.push(match derived.keeps(index, slot, provenance) {
                true => (column.unknown(), Provenance::Unknown),
                false => (slot, provenance),
            });
        }
        let (partition, mistakes) = Partition::of(&declared.steps);
        let mut evidence = Evidence::of(given, partition, declared.coordination.map(|it| it.value));
        evidence.settle(self.columns());
        derived.give_back(&mut evidence, self.columns());
        (evidence, mistakes)
    }

    /// What rules compare with the declared mode, without how sure it is.
    pub fn outline(&self, evidence: &Evidence, declared: Option<Mode>) -> Outline {
        let view = evidence.view();
        let means = self.means(view.slots);
        let (blocked, _) = self.vetoes_on(view, Suppose::default());
        let recommended = best(&means, |mode| blocked[mode as usize] == 0);
        let behind =
            recommended.zip(declared).map(|(best, declared)| means[best as usize] - means[declared as usize]);
        Outline {
            recommended,
            margin_over_declared: behind,
            declared_is_vetoed: declared.is_some_and(|mode| blocked[mode as usize] != 0),
        }
    }

    /// Decides, and says what rules compare with the declared mode.
    ///
    /// The verdict comes from the closed form; only where a declared mode seems to deviate is it sampled, because
    /// that is what gets reported, and not where no sample could change the word.
    pub fn compare(&self, evidence: &Evidence, declared: Option<Mode>) -> (Decision, Decided) {
        let decision = self.decide(evidence);
        let (screened, _) = self.screen(evidence, &decision);
        let behind = decision
            .recommended
            .zip(declared)
            .map(|(best, declared)| decision.score(best).mean - decision.score(declared).mean);
        let deviates =
            decision.recommended != declared && behind.is_some_and(|behind| behind > LEAST_DEVIATION);
        let is_settled = matches!(screened, Verdict::Conflict | Verdict::Forced | Verdict::InsufficientFacts);
        let sampled = deviates && !is_settled;
        let verdict = if sampled { self.confidence(evidence, &decision).0 } else { screened };
        let decided = Decided {
            recommended: decision.recommended,
            verdict: verdict.as_str(),
            margin_over_declared: behind,
            declared_is_vetoed: declared.is_some_and(|mode| !decision.score(mode).is_feasible()),
        };
        (decision, decided)
    }
}

/// What the facts table derived of [`REDERIVED`]. It is held back, because evidence derives it by itself; what that does
/// not come to is given back.
#[derive(Default)]
struct Derived([Option<(Slot, Provenance)>; REDERIVED.len()]);

impl Derived {
    fn keeps(&mut self, index: usize, slot: Slot, provenance: Provenance) -> bool {
        let indirect = matches!(provenance, Provenance::Derived | Provenance::Defaulted);
        let place = REDERIVED.iter().position(|known| *known == index).filter(|_| indirect);
        if let Some(place) = place {
            self.0[place] = Some((slot, provenance));
        }
        place.is_some()
    }

    fn give_back(&self, evidence: &mut Evidence, columns: &[Column]) {
        let mut changed = false;
        let kept = REDERIVED.into_iter().zip(self.0).filter_map(|(index, kept)| Some((index, kept?)));
        let lost = kept.filter(|(index, (slot, _))| evidence.slots()[*index] != *slot);
        for (index, (slot, provenance)) in lost.collect::<Vec<_>>() {
            evidence.put(index, slot, provenance);
            changed = true;
        }
        if changed {
            evidence.settle(columns);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FACTS, FactId, SubjectKind};
    use crate::facts::FactType;

    #[test]
    fn every_fact_of_the_method_is_in_the_facts_table() {
        for spec in FACTS {
            let found = FactId::named(SubjectKind::Interaction, spec.name);
            let kind = found.unwrap_or_else(|| panic!("{} is a fact", spec.name)).fact().kind;
            match (spec.kind, kind) {
                (FactType::Choice(ours), FactType::Choice(theirs)) => {
                    let same = ours.len() == theirs.len() && ours.iter().all(|word| theirs.contains(word));
                    assert!(same, "{}", spec.name);
                }
                (ours, theirs) => assert_eq!(ours, theirs, "{}", spec.name),
            }
        }
    }
}
