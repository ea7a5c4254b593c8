//! The objectives of some journeys as functions of the set of changes made. Never adds effects up edge by edge.

use super::Change;
use super::change_set::ChangeSet;
use super::net::Net;
use super::outlook::{Goal, Met, Outlook};
use super::reduced::Reduced;
use crate::analysis::{Analysis, CallEdit, Waits};
use crate::architecture::{InteractionId, JourneyId};
use crate::graph::{CallGraph, Relation};
use rustc_hash::FxHashMap;
use std::cell::{Cell, RefCell};

/// An objective to reach, or what comes nearest to it where the changes do not suffice.
#[derive(Debug, Clone, Copy)]
pub(super) struct Aim {
    pub(super) journey: JourneyId,
    pub(super) goal: Goal,
    pub(super) objective: f64,
    pub(super) is_attainable: bool,
}

/// What a journey of the model depends on and waits for.
#[derive(Debug)]
struct Paths {
    needs: Net,
    waits: Net,
    /// The changes that can make it faster.
    hastens: ChangeSet,
    /// All p99s added, ready to be asked for; nothing behind a cycle.
    compiled: Option<Waits>,
}

/// Some changes and the objectives they bear on. Monotone: more changes never spoil an objective.
#[derive(Debug)]
pub(super) struct Model {
    pub(super) changes: Vec<Change>,
    pub(super) aims: Vec<Aim>,
    part: RefCell<Reduced>,
    paths: FxHashMap<JourneyId, Paths>,
    /// The changes that can make some journey faster.
    hastens: ChangeSet,
    seen: RefCell<FxHashMap<(JourneyId, ChangeSet), Outlook>>,
    edits: RefCell<Edits>,
    sums: RefCell<FxHashMap<ChangeSet, Sums>>,
    looks: Cell<usize>,
}

/// All p99s added per journey, in seconds.
type Sums = FxHashMap<JourneyId, f64>;

/// The calls as the last set of changes that was asked about makes them.
#[derive(Debug, Default)]
struct Edits {
    made: Option<ChangeSet>,
    calls: Vec<CallEdit>,
}

/// Shares of a nearest value that count as reached.
const NEAR: f64 = 1e-9;

/// Which of the changes take each interaction out of a relation.
#[derive(Debug)]
pub(super) struct Cuts {
    frees: FxHashMap<InteractionId, Vec<usize>>,
    softens: FxHashMap<InteractionId, Vec<usize>>,
    /// Those that make it cheaper to wait for, without taking it out.
    eases: FxHashMap<InteractionId, Vec<usize>>,
}

impl Cuts {
    pub(super) fn of(changes: &[Change]) -> Self {
        let mut cuts =
            Self { frees: FxHashMap::default(), softens: FxHashMap::default(), eases: FxHashMap::default() };
        for (number, change) in changes.iter().enumerate() {
            for id in &change.frees {
                cuts.frees.entry(*id).or_default().push(number);
            }
            for id in &change.softens {
                cuts.softens.entry(*id).or_default().push(number);
            }
            for id in change.batches.iter().chain(&change.together).chain(&change.softens) {
                cuts.eases.entry(*id).or_default().push(number);
            }
        }
        cuts
    }

    /// The changes after which nobody waits over this interaction.
    pub(super) fn waiting(&self, id: InteractionId) -> Vec<usize> {
        self.frees.get(&id).cloned().unwrap_or_default()
    }

    /// The changes that make it cheaper to wait over these interactions without taking one out.
    pub(super) fn easing(&self, crossed: impl Iterator<Item = InteractionId>) -> Vec<usize> {
        crossed.filter_map(|id| self.eases.get(&id)).flatten().copied().collect()
    }

    /// The changes after which nobody fails over this interaction.
    pub(super) fn needing(&self, id: InteractionId) -> Vec<usize> {
        let mut cuts = self.waiting(id);
        cuts.extend(self.softens.get(&id).into_iter().flatten());
        cuts
    }
}

impl Model {
    /// A model of the journeys of `part`, with the objectives that they miss.
    pub(super) fn new(part: Reduced, changes: Vec<Change>, missed: Vec<(JourneyId, Goal, f64)>) -> Self {
        let paths = paths(&part, &changes, &missed);
        let mut hastens = ChangeSet::empty(changes.len());
        paths.values().flat_map(|paths| paths.hastens.iter()).for_each(|number| hastens.insert(number));
        let aim = |(journey, goal, objective)| Aim { journey, goal, objective, is_attainable: true };
        let mut model = Self {
            changes,
            aims: missed.into_iter().map(aim).collect(),
            part: RefCell::new(part),
            paths,
            hastens,
            seen: RefCell::default(),
            edits: RefCell::default(),
            sums: RefCell::default(),
            looks: Cell::new(0),
        };
        model.settle_for_less();
        model
    }

    /// Where all changes together miss an objective, what they reach is the aim: the availability, or all p99s added,
    /// because an estimate for every set that is looked at would take too long.
    fn settle_for_less(&mut self) {
        let all = ChangeSet::all(self.changes.len());
        for at in 0..self.aims.len() {
            let aim = self.aims[at];
            if !self.reaches(&aim, &all) {
                let best = self.measure(&aim, &all);
                let less = if aim.goal == Goal::Availability {
                    best * (1.0 - NEAR * NEAR)
                } else {
                    best * (1.0 + NEAR)
                };
                self.aims[at] = Aim { objective: less, is_attainable: false, ..aim };
            }
        }
    }

    /// Whether the changes made reach one aim.
    pub(super) fn reaches(&self, aim: &Aim, made: &ChangeSet) -> bool {
        match aim.goal {
            Goal::Availability => self.measure(aim, made) >= aim.objective - 1e-12,
            goal if aim.is_attainable => {
                self.outlook(aim.journey, made).meets(goal, aim.objective) == Met::Yes
            }
            _ => self.measure(aim, made) <= aim.objective,
        }
    }

    /// Whether they reach all aims; those that are cheap to tell are looked at first.
    pub(super) fn reaches_all(&self, made: &ChangeSet) -> bool {
        let is_cheap = |aim: &&Aim| aim.goal == Goal::Availability;
        let reaches = |aim: &Aim| self.reaches(aim, made);
        self.aims.iter().filter(is_cheap).all(reaches)
            && self.aims.iter().filter(|aim| !is_cheap(aim)).all(reaches)
    }

    /// How far some aims are: -ln A + ln aim per availability, p/aim - 1 per percentile (method, section 15). For a
    /// percentile all p99s added stand in, because an estimate for every candidate would take too long.
    pub(super) fn gap(&self, aims: &[Aim], made: &ChangeSet) -> f64 {
        let gap = |aim: &Aim| match aim.goal {
            Goal::Availability => {
                let value = self.measure(aim, made).max(f64::MIN_POSITIVE);
                (aim.objective.ln() - value.ln()).max(0.0)
            }
            _ => (self.measure(aim, made) / aim.objective.max(f64::MIN_POSITIVE) - 1.0).max(0.0),
        };
        aims.iter().map(gap).sum()
    }

    /// The aims that are not reached.
    pub(super) fn unreached(&self, made: &ChangeSet) -> Vec<Aim> {
        self.aims.iter().filter(|aim| !self.reaches(aim, made)).copied().collect()
    }

    /// All p99s added, in seconds.
    fn sum(&self, journey: JourneyId, made: &ChangeSet) -> f64 {
        let Some(waits) = &self.paths[&journey].compiled else { return self.sum_behind_cycle(journey, made) };
        let mut edits = self.edits.borrow_mut();
        if edits.made.as_ref() != Some(made) {
            let part = self.part.borrow();
            edits.calls.clear();
            edits.calls.resize(part.architecture().interactions.len(), CallEdit::default());
            for number in made.iter() {
                edit(&part, &self.changes[number], number, &mut edits.calls);
            }
            edits.made = Some(made.clone());
        }
        waits.sum(&edits.calls)
    }

    /// A change can end a cycle, so that the graph is linked anew; for all journeys at once, because that costs one look.
    fn sum_behind_cycle(&self, journey: JourneyId, made: &ChangeSet) -> f64 {
        let key = made.common(&self.hastens);
        if let Some(known) = self.sums.borrow().get(&key) {
            return known[&journey];
        }
        let changes = key.iter().map(|number| &self.changes[number]);
        let all = self.part.borrow_mut().changed(changes, |architecture| {
            let graph = CallGraph::link(architecture);
            let analysis = Analysis::derive(architecture, &graph);
            let sum =
                |id: &JourneyId| analysis.sum_of_p99(*id).known().map_or(f64::INFINITY, |sum| sum.value);
            self.paths.keys().map(|id| (*id, sum(id))).collect::<Sums>()
        });
        let found = all[&journey];
        self.sums.borrow_mut().insert(key, all);
        found
    }

    /// The availability, or all p99s added in seconds.
    fn measure(&self, aim: &Aim, made: &ChangeSet) -> f64 {
        match aim.goal {
            Goal::Availability => self.paths[&aim.journey].needs.availability(made),
            _ => self.sum(aim.journey, made),
        }
    }

    /// Looks at the changed graph; changes that cannot make the journey faster are left out, so that few looks are needed.
    fn outlook(&self, journey: JourneyId, made: &ChangeSet) -> Outlook {
        let key = (journey, made.common(&self.paths[&journey].hastens));
        if let Some(known) = self.seen.borrow().get(&key) {
            return *known;
        }
        self.looks.set(self.looks.get() + 1);
        let changes = key.1.iter().map(|number| &self.changes[number]);
        let outlook = self.part.borrow_mut().changed(changes, |architecture| {
            let graph = CallGraph::link(architecture);
            Outlook::of(&Analysis::derive(architecture, &graph), journey)
        });
        self.seen.borrow_mut().insert(key, outlook);
        outlook
    }

    /// How often a changed graph was looked at.
    pub(super) fn looks(&self) -> usize {
        self.looks.get()
    }

    /// Calls behind all journeys.
    pub(super) fn calls(&self) -> usize {
        self.part.borrow().architecture().interactions.len()
    }

    /// All p99s of the latency aims added, in seconds.
    pub(super) fn sums(&self, made: &ChangeSet) -> f64 {
        let latencies = self.aims.iter().filter(|aim| aim.goal != Goal::Availability);
        latencies.map(|aim| self.sum(aim.journey, made)).sum()
    }

    /// Whether all aims but some are reached; those that are cheap to tell are looked at first.
    pub(super) fn reaches_others(&self, open: &[Aim], made: &ChangeSet) -> bool {
        let latencies = self.others(open).filter(|aim| aim.goal != Goal::Availability);
        self.keeps_availability(open, made) && { latencies }.all(|aim| self.reaches(aim, made))
    }

    /// Whether all availability aims but some are reached.
    pub(super) fn keeps_availability(&self, open: &[Aim], made: &ChangeSet) -> bool {
        let mut aims = self.others(open).filter(|aim| aim.goal == Goal::Availability);
        aims.all(|aim| self.reaches(aim, made))
    }

    fn others<'m>(&'m self, open: &'m [Aim]) -> impl Iterator<Item = &'m Aim> {
        let is_open = |aim: &Aim| open.iter().any(|it| (it.journey, it.goal) == (aim.journey, aim.goal));
        self.aims.iter().filter(move |aim| !is_open(aim))
    }

    /// Whether a change can be made in addition.
    pub(super) fn is_open(&self, made: &ChangeSet, number: usize) -> bool {
        let change = &self.changes[number];
        let excludes = |other: &Change| {
            change.to.is_exclusive() && other.to.is_exclusive() && other.interaction == change.interaction
        };
        !made.contains(number) && made.iter().all(|other| !excludes(&self.changes[other]))
    }

    /// What the journey of an aim has to be cut off from: what it needs, or what it waits for.
    pub(super) fn net(&self, aim: &Aim) -> &Net {
        let paths = &self.paths[&aim.journey];
        if aim.goal == Goal::Availability { &paths.needs } else { &paths.waits }
    }

    /// Whether two exclusive changes are made to one interaction.
    pub(super) fn is_twofold(&self, made: &ChangeSet) -> bool {
        let exclusive = made.iter().map(|number| &self.changes[number]).filter(|it| it.to.is_exclusive());
        let mut changed: Vec<_> = exclusive.map(|change| change.interaction).collect();
        let count = changed.len();
        changed.sort_unstable();
        changed.dedup();
        changed.len() < count
    }

    /// The sum of the costs.
    pub(super) fn cost(&self, made: &ChangeSet) -> f64 {
        made.iter().map(|number| self.changes[number].cost).sum()
    }
}

/// What a change does to the calls of a part.
fn edit(part: &Reduced, change: &Change, number: usize, calls: &mut [CallEdit]) {
    let mut each = |ids: &[InteractionId], edit: &dyn Fn(&mut CallEdit)| {
        ids.iter().filter_map(|id| part.inside(*id)).for_each(|id| edit(&mut calls[id.0 as usize]));
    };
    each(&change.frees, &|call| call.is_freed = true);
    each(&change.softens, &|call| call.is_soft = true);
    each(&change.batches, &|call| call.is_once = true);
    each(&change.together, &|call| call.together = Some(number as u32));
}

fn paths(
    part: &Reduced,
    changes: &[Change],
    missed: &[(JourneyId, Goal, f64)],
) -> FxHashMap<JourneyId, Paths> {
    let cuts = Cuts::of(changes);
    let graph = CallGraph::link(part.architecture());
    let analysis = Analysis::derive(part.architecture(), &graph);
    let path = |(journey, _, _): &(JourneyId, Goal, f64)| {
        let entry = graph.entry(*journey);
        let net = |relation, cut: &dyn Fn(InteractionId) -> Vec<usize>| {
            Net::walk(&analysis, entry, relation, |id| cut(part.outside(id)))
        };
        let waits = net(Relation::Blocking, &|id| cuts.waiting(id));
        let mut hastens = ChangeSet::empty(changes.len());
        waits.changes().for_each(|change| hastens.insert(change));
        let crossed = waits.crossed.iter().map(|id| part.outside(*id));
        cuts.easing(crossed).into_iter().for_each(|change| hastens.insert(change));
        let needs = net(Relation::Hard, &|id| cuts.needing(id));
        (*journey, Paths { needs, waits, hastens, compiled: analysis.waits(*journey) })
    };
    missed.iter().map(path).collect()
}
