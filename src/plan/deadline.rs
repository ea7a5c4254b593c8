//! Timeouts that fit the objectives, as one planned change (R15, R16). Never below what a callee needs at its p99.

use super::Change;
use super::reduced::Reduced;
use crate::analysis::{Analysis, Inversion, SuggestedTimeout, TimeoutTable, Work};
use crate::architecture::{Architecture, Duration, InteractionId, JourneyId};
use crate::graph::CallGraph;
use std::collections::BTreeMap;

/// What every service keeps back of its deadline, in seconds (our default).
pub const MARGIN: f64 = 0.005;

/// A table of timeouts under which nobody gives up before a callee is done, and no journey waits past its objective.
#[derive(Debug, Clone, PartialEq)]
pub struct TimeoutPlan {
    /// The timeouts to set, by interaction; those that fit already are left out.
    pub lines: Vec<PlannedTimeout>,
    /// What the table costs, in the unit of [`Costs`](super::Costs).
    pub cost: f64,
    /// The journeys whose longest wait it ends, in order.
    pub journeys: Vec<Tightened>,
}

/// One timeout per attempt. Times in seconds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct PlannedTimeout {
    /// The interaction.
    pub interaction: InteractionId,
    /// The timeout to set.
    pub to: f64,
    /// What one attempt needs: the callee's p99, everything below it slow at once.
    pub needed: f64,
}

/// How long a journey can take under its timeouts.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Tightened {
    /// The journey.
    pub journey: JourneyId,
    /// With the timeouts that are declared.
    pub before: Work,
    /// With those of the table.
    pub after: Work,
    /// Its objective for p99, in seconds.
    pub deadline: f64,
}

/// The table for the architecture with the changes made; nothing where every journey already ends in time, or where none
/// fits.
pub(super) fn timeouts(base: &mut Reduced, changes: &[Change], cost: f64) -> Option<TimeoutPlan> {
    let mut table = base.changed(changes.iter(), |architecture| table(architecture, cost))?;
    for line in &mut table.lines {
        line.interaction = base.outside(line.interaction);
    }
    for journey in &mut table.journeys {
        journey.journey = base.journey_outside(journey.journey);
    }
    Some(table)
}

fn table(architecture: &Architecture, cost: f64) -> Option<TimeoutPlan> {
    let graph = CallGraph::link(architecture);
    let analysis = Analysis::derive(architecture, &graph);
    let late = late(&analysis);
    if late.is_empty() {
        return None;
    }
    let budgets = budgets(&analysis);
    let (lines, waits) = ways(&budgets).into_iter().find_map(|way| fitting(architecture, &budgets, way))?;
    let journeys: Vec<Tightened> = late
        .into_iter()
        .map(|(journey, deadline)| {
            let (before, after) = (analysis.journey_work(journey), waits[journey.0 as usize]);
            Tightened { journey, before, after, deadline }
        })
        .filter(|it| ends_by(it.after, it.deadline))
        .collect();
    (!journeys.is_empty() && !lines.is_empty()).then_some(TimeoutPlan { lines, cost, journeys })
}

/// Journeys that can take longer than their objective under the timeouts that are declared.
fn late(analysis: &Analysis<'_>) -> Vec<(JourneyId, f64)> {
    let architecture = analysis.architecture();
    let deadline = |id: JourneyId| Some((id, architecture.journey(id).slo.p99?.value.seconds()));
    let is_late = |(id, deadline): &(JourneyId, f64)| !ends_by(analysis.journey_work(*id), *deadline);
    architecture.journey_ids().filter_map(deadline).filter(is_late).collect()
}

fn ends_by(work: Work, deadline: f64) -> bool {
    work.total.known().is_some_and(|total| total.value <= deadline * (1.0 + 1e-9))
}

/// The least that any journey whose objective can be handed down leaves for each interaction.
fn budgets(analysis: &Analysis<'_>) -> BTreeMap<InteractionId, SuggestedTimeout> {
    let mut least = BTreeMap::<InteractionId, SuggestedTimeout>::new();
    for journey in analysis.architecture().journey_ids() {
        let Some(TimeoutTable::Feasible(lines)) = analysis.timeout_table(journey, MARGIN) else { continue };
        for line in lines {
            let known = least.entry(line.interaction).or_insert(line);
            known.timeout = known.timeout.min(line.timeout);
            known.needed = known.needed.max(line.needed);
        }
    }
    least
}

/// How a table is written down.
#[derive(Clone, Copy)]
struct Way {
    /// Timeouts that are declared and lie between need and budget stay.
    keeps: bool,
    /// Digits that people have to read; all where there is none.
    digits: Option<i32>,
}

/// The ways to write a table, the easiest to carry out first.
fn ways(budgets: &BTreeMap<InteractionId, SuggestedTimeout>) -> Vec<Way> {
    let digits = [Some(1), Some(2), Some(3), None];
    let all = [true, false].into_iter().flat_map(|keeps| digits.map(|digits| Way { keeps, digits }));
    all.filter(|_| !budgets.is_empty()).collect()
}

/// The timeouts to change and what every journey then waits; nothing where one becomes too short, for its callee at its p99
/// or for the timeouts below it.
fn fitting(
    architecture: &Architecture,
    budgets: &BTreeMap<InteractionId, SuggestedTimeout>,
    way: Way,
) -> Option<(Vec<PlannedTimeout>, Vec<Work>)> {
    let mut lines = Vec::new();
    for budget in budgets.values() {
        let timeout = architecture.interaction(budget.interaction).declared.timeout;
        let declared = timeout.and_then(|it| it.value.after()).map(Duration::seconds);
        let fits = |it: &f64| *it >= budget.needed && *it <= budget.timeout;
        if way.keeps && declared.as_ref().is_some_and(fits) {
            continue;
        }
        let to = way.digits.map_or(budget.timeout, |digits| cut_off(budget.timeout, digits));
        if to < budget.needed {
            return None;
        }
        lines.push(PlannedTimeout { interaction: budget.interaction, to, needed: budget.needed });
    }
    let mut changed = Reduced::whole(architecture);
    changed.set_timeouts(lines.iter().map(|line| (line.interaction, line.to)));
    let graph = CallGraph::link(changed.architecture());
    let analysis = Analysis::derive(changed.architecture(), &graph);
    let is_too_short = |id: &InteractionId| matches!(analysis.inversion(*id), Some(Inversion::Strong { .. }));
    let waits = architecture.journey_ids().map(|id| analysis.journey_work(id)).collect();
    (!budgets.keys().any(is_too_short)).then_some((lines, waits))
}

/// A time cut off after some digits.
fn cut_off(seconds: f64, digits: i32) -> f64 {
    if seconds <= 0.0 {
        return seconds;
    }
    let unit = 10_f64.powi(seconds.log10().floor() as i32 + 1 - digits);
    let whole = (seconds / unit * (1.0 + 1e-12)).floor();
    // Dividing by a power of ten, where that is a whole number, gives the nearest number with these digits.
    if unit < 1.0 { whole / (1.0 / unit).round() } else { whole * unit }
}

#[cfg(test)]
mod tests {
    use super::cut_off;

    #[test]
    fn cuts_off_what_nobody_reads() {
        assert_eq!(cut_off(0.248_9, 1), 0.2);
        assert_eq!(cut_off(0.248_9, 2), 0.24);
        assert_eq!(cut_off(12.34, 1), 10.0);
        assert_eq!(cut_off(0.031_11, 3), 0.031_1);
    }
}
