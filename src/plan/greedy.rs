//! A good set of changes for many changes: the best buy first, then what turned out to be needless is taken back. Never
//! proves that there is no cheaper one.

use super::change_set::ChangeSet;
use super::cut::Flow;
use super::model::{Aim, Model};
use super::net::Net;

/// A gap below this is rounding.
const NOTHING: f64 = 1e-12;

/// Adds the candidate that closes most of the gap per cost until none is left; then removes changes, the most expensive
/// first, whose removal does not widen the gap (method, section 15).
///
/// A candidate is one change, or with `bundles` also the cheapest set that cuts a journey off from one service. Where no
/// candidate helps, all changes that are left are made together: parallel calls of one length need that.
pub(super) fn search(model: &Model, bundles: bool) -> ChangeSet {
    let mut made = ChangeSet::empty(model.changes.len());
    loop {
        let open = model.unreached(&made);
        if open.is_empty() {
            break;
        }
        let mut candidates = singles(model, &made);
        if bundles {
            candidates.extend(cuts(model, &open, &made));
        }
        let next = best_buy(model, &open, &made, candidates)
            .or_else(|| Some(rest(model, &made)).filter(|rest| bundles && helps(model, &open, &made, rest)));
        match next {
            Some(next) => made = made.with(&next),
            None => break,
        }
    }
    without_needless(model, made)
}

/// Whether some changes bring the open aims closer or reach one of them.
fn helps(model: &Model, open: &[Aim], made: &ChangeSet, more: &[usize]) -> bool {
    let then = made.with(more);
    let is_closer = model.gap(open, &then) < model.gap(open, made) - NOTHING;
    !more.is_empty() && (is_closer || model.unreached(&then).len() < open.len())
}

fn is_open(model: &Model, made: &ChangeSet, number: usize) -> bool {
    let interaction = model.changes[number].interaction;
    made.iter().all(|other| model.changes[other].interaction != interaction)
}

fn singles(model: &Model, made: &ChangeSet) -> Vec<Vec<usize>> {
    let open = (0..model.changes.len()).filter(|number| is_open(model, made, *number));
    open.map(|number| vec![number]).collect()
}

/// For every service that an unreached journey still needs or waits for: the cheapest changes that cut all ways to it.
fn cuts(model: &Model, open: &[Aim], made: &ChangeSet) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    for aim in open {
        let net = model.net(aim);
        for target in net.targets(made) {
            found.extend(cut(model, made, net, &target));
        }
    }
    found.sort();
    found.dedup();
    found.retain(|bundle| !model.is_twofold(&made.with(bundle)));
    found
}

fn cut(model: &Model, made: &ChangeSet, net: &Net, target: &[usize]) -> Option<Vec<usize>> {
    let sink = net.edges.len();
    let mut flow = Flow::new(sink + 1);
    let cheapest = |cuts: &[usize]| {
        let open = cuts.iter().copied().filter(|number| is_open(model, made, *number));
        open.min_by(|one, other| model.changes[*one].cost.total_cmp(&model.changes[*other].cost))
    };
    let mut priced = Vec::new();
    for (from, row) in net.edges.iter().enumerate() {
        for (to, cuts) in row.iter().filter(|(_, cuts)| !cuts.iter().any(|cut| made.contains(*cut))) {
            let change = cheapest(cuts);
            flow.arc(from, *to, change.map_or(f64::INFINITY, |change| model.changes[change].cost));
            priced.extend(change.map(|change| (from, *to, change)));
        }
    }
    target.iter().for_each(|node| {
        flow.arc(*node, sink, f64::INFINITY);
    });
    let near = flow.cut(0, sink)?;
    let crossing = priced.into_iter().filter(|(from, to, _)| near[*from] && !near[*to]);
    let mut bundle: Vec<usize> = crossing.map(|(_, _, change)| change).collect();
    bundle.sort_unstable();
    bundle.dedup();
    (bundle.len() > 1).then_some(bundle)
}

/// One change of every interaction that is not changed yet, the farthest-reaching: it comes last in the order of remedies.
fn rest(model: &Model, made: &ChangeSet) -> Vec<usize> {
    let mut rest: Vec<usize> = Vec::new();
    let mut open: Vec<usize> =
        (0..model.changes.len()).filter(|number| is_open(model, made, *number)).collect();
    open.sort_by_key(|number| {
        (model.changes[*number].interaction, std::cmp::Reverse(model.changes[*number].to))
    });
    for number in open {
        let is_new = |last: &usize| model.changes[*last].interaction != model.changes[number].interaction;
        if rest.last().is_none_or(is_new) {
            rest.push(number);
        }
    }
    rest.sort_unstable();
    rest
}

/// The candidate with the largest reduction of the gap per cost; ties go to the cheaper and then to the earlier one.
fn best_buy(
    model: &Model,
    open: &[Aim],
    made: &ChangeSet,
    candidates: Vec<Vec<usize>>,
) -> Option<Vec<usize>> {
    let gap = model.gap(open, made);
    let mut best: Option<(f64, f64, Vec<usize>)> = None;
    for candidate in candidates {
        let reduction = gap - model.gap(open, &made.with(&candidate));
        if reduction <= NOTHING {
            continue;
        }
        let cost: f64 = candidate.iter().map(|number| model.changes[*number].cost).sum();
        let buys = reduction / cost.max(f64::MIN_POSITIVE);
        let is_better = |(rate, price, _): &(f64, f64, Vec<usize>)| {
            buys > rate * (1.0 + NOTHING) || (buys >= rate * (1.0 - NOTHING) && cost < *price)
        };
        if best.as_ref().is_none_or(is_better) {
            best = Some((buys, cost, candidate));
        }
    }
    best.map(|(_, _, candidate)| candidate)
}

fn without_needless(model: &Model, mut made: ChangeSet) -> ChangeSet {
    let mut order: Vec<usize> = made.iter().collect();
    order.sort_by(|one, other| {
        model.changes[*other].cost.total_cmp(&model.changes[*one].cost).then(one.cmp(other))
    });
    for number in order {
        let fewer = made.without(number);
        let open = model.unreached(&made);
        let is_kept = model.unreached(&fewer).len() <= open.len();
        if is_kept && model.gap(&open, &fewer) <= model.gap(&open, &made) + NOTHING {
            made = fewer;
        }
    }
    made
}
