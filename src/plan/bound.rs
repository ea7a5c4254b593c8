//! A cost below which no set of changes reaches the aims. Never looks for a set.

use super::bundle::Priced;
use super::change_set::ChangeSet;
use super::model::{Aim, Model};
use super::outlook::Goal;

/// The larger of two lower bounds.
///
/// A change without which all others together miss an availability is part of every solution. And to reach an availability,
/// services with together at least the gap in -ln a have to be cut off; whoever cuts one off pays at least its minimum cut,
/// so that a solution pays at least the price of the dearest service that the cheapest of them cannot make up for. A change
/// that cuts several edges is spread over them, so that no cut costs more than its changes do.
pub(super) fn at_least(model: &Model) -> f64 {
    let aims = model.aims.iter().filter(|aim| aim.goal == Goal::Availability);
    let cuts = aims.map(|aim| dearest_cut(model, aim)).fold(0.0, f64::max);
    needed(model).max(cuts)
}

fn needed(model: &Model) -> f64 {
    let all = ChangeSet::all(model.changes.len());
    let is_needed = |number: &usize| !model.keeps_availability(&[], &all.without(*number));
    let mut costs = Vec::new();
    for number in (0..model.changes.len()).filter(is_needed) {
        costs.push(model.changes[number].cost);
    }
    costs.iter().sum()
}

fn dearest_cut(model: &Model, aim: &Aim) -> f64 {
    let none = ChangeSet::empty(model.changes.len());
    let mut gap = model.gap(&[*aim], &none);
    let net = model.net(aim);
    let mut edges = vec![0_u32; model.changes.len()];
    net.changes().for_each(|number| edges[number] += 1);
    let mut priced = Priced::of(model, &none, net, |number| 1.0 / f64::from(edges[number].max(1)));
    let mut cuts: Vec<(f64, f64)> = net
        .needed(&none)
        .into_iter()
        .filter_map(|(availability, nodes)| Some((priced.price(&nodes)?, -availability.ln())))
        .collect();
    cuts.sort_by(|one, other| one.0.total_cmp(&other.0));
    for (price, loss) in cuts {
        gap -= loss;
        if gap <= 1e-12 {
            return price;
        }
    }
    0.0
}
