//! A good set of changes for many changes: the best buy first, then what turned out to be needless is taken back. Never
//! proves that there is no cheaper one.

use super::bundle::bundles;
use super::change_set::ChangeSet;
use super::model::{Aim, Model};

/// A gap below this is rounding.
const NOTHING: f64 = 1e-12;
/// Changes up to which every step looks at everything anew; beyond, what is slow to tell is looked at in growing strides.
const SMALL: usize = 48;
/// Calls that may be composed to estimate percentiles while needless changes are taken back.
const MOST_COMPOSED: usize = 10_000;

/// Adds the candidate that closes most of the gap per cost until none is left; then removes changes, the most expensive
/// first, whose removal does not widen the gap (method, section 15).
///
/// A candidate is one change, or with `with_bundles` also the cheapest set that cuts a journey off from one service. Where
/// no candidate helps, all changes that are left are made together: parallel calls of one length need that. What is nearest
/// to an objective out of reach takes everything that helps, so that there the search starts with all and takes back.
pub(super) fn search(model: &Model, with_bundles: bool) -> ChangeSet {
    let mut made = if with_bundles { nearest(model) } else { ChangeSet::empty(model.changes.len()) };
    let (mut open, mut known) = (model.unreached(&made), Vec::new());
    let (mut since, mut is_fresh) = (0, false);
    while !open.is_empty() {
        let stride = if model.changes.len() <= SMALL { 1 } else { 1 + made.iter().count() / 8 };
        if with_bundles && (since % stride == 0 || !is_fresh) {
            (known, is_fresh) = (bundles(model, &open, &made), true);
        }
        let mut candidates = singles(model, &made);
        candidates.extend(known.iter().filter_map(|bundle| left_of(model, &made, bundle)));
        let next = best_buy(model, &open, &made, candidates);
        let rest =
            || Some(rest(model, &made)).filter(|rest| with_bundles && helps(model, &open, &made, rest));
        let Some(next) = next.or_else(rest) else { break };
        made = made.with(&next);
        since += 1;
        if since % stride == 0 || model.gap(&open, &made) <= NOTHING {
            open = model.unreached(&made);
        }
    }
    without_needless(model, made)
}

/// All that brings the aims closer that are the nearest to something out of reach.
fn nearest(model: &Model) -> ChangeSet {
    let none = ChangeSet::empty(model.changes.len());
    let aims: Vec<Aim> = model.aims.iter().filter(|aim| !aim.is_attainable).copied().collect();
    if aims.is_empty() || model.changes.len() <= SMALL {
        return none;
    }
    let mut made = none.with(&rest(model, &none));
    let gap = model.gap(&aims, &made);
    for number in by_price(model, &made) {
        let fewer = made.without(number);
        let cheaper = cheaper(model, number).into_iter().map(|other| fewer.with(&[other]));
        let mut ways = std::iter::once(fewer.clone()).chain(cheaper);
        made = ways.find(|way| model.gap(&aims, way) <= gap + NOTHING).unwrap_or(made);
    }
    made
}

/// The exclusive changes of the same interaction that cost less, the cheapest first.
fn cheaper(model: &Model, number: usize) -> Vec<usize> {
    let change = &model.changes[number];
    let costs_less = |other: &usize| {
        let other = &model.changes[*other];
        let is_instead = other.to.is_exclusive() && change.to.is_exclusive();
        is_instead && other.interaction == change.interaction && other.cost < change.cost
    };
    let mut found: Vec<usize> = (0..model.changes.len()).filter(costs_less).collect();
    found.sort_by(|one, other| model.changes[*one].cost.total_cmp(&model.changes[*other].cost));
    found
}

/// What is not made yet of a bundle; nothing where that is no bundle any more.
fn left_of(model: &Model, made: &ChangeSet, bundle: &[usize]) -> Option<Vec<usize>> {
    let left: Vec<usize> = bundle.iter().copied().filter(|number| !made.contains(*number)).collect();
    (left.len() > 1 && left.iter().all(|number| model.is_open(made, *number))).then_some(left)
}

/// Whether some changes bring the open aims closer or reach one of them.
fn helps(model: &Model, open: &[Aim], made: &ChangeSet, more: &[usize]) -> bool {
    let then = made.with(more);
    let is_closer = model.gap(open, &then) < model.gap(open, made) - NOTHING;
    !more.is_empty() && (is_closer || open.iter().any(|aim| model.reaches(aim, &then)))
}

fn singles(model: &Model, made: &ChangeSet) -> Vec<Vec<usize>> {
    let open = (0..model.changes.len()).filter(|number| model.is_open(made, *number));
    open.map(|number| vec![number]).collect()
}

/// One exclusive change of every interaction that is not changed yet, the farthest-reaching, and all others.
fn rest(model: &Model, made: &ChangeSet) -> Vec<usize> {
    let mut rest: Vec<usize> = Vec::new();
    let mut open: Vec<usize> =
        (0..model.changes.len()).filter(|number| model.is_open(made, *number)).collect();
    open.sort_by_key(|number| {
        (model.changes[*number].interaction, std::cmp::Reverse(model.changes[*number].to))
    });
    let mut settled = None;
    for number in open {
        let change = &model.changes[number];
        if !change.to.is_exclusive() || settled.replace(change.interaction) != Some(change.interaction) {
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

/// The members, the most expensive first.
fn by_price(model: &Model, made: &ChangeSet) -> Vec<usize> {
    let mut order: Vec<usize> = made.iter().collect();
    order.sort_by(|one, other| {
        model.changes[*other].cost.total_cmp(&model.changes[*one].cost).then(one.cmp(other))
    });
    order
}

/// Takes changes back as long as nothing gets worse. Where estimates have become too many, the p99s added decide alone.
fn without_needless(model: &Model, mut made: ChangeSet) -> ChangeSet {
    let most_looks = model.looks() + MOST_COMPOSED / model.calls().max(1) + 1;
    let open = model.unreached(&made);
    let gap = model.gap(&open, &made);
    let slowest = model.sums(&made);
    for number in by_price(model, &made) {
        let fewer = made.without(number);
        let is_near = model.gap(&open, &fewer) <= gap + NOTHING;
        let may_look = model.looks() < most_looks || model.changes.len() <= SMALL;
        let is_kept = || match may_look {
            true => model.reaches_others(&open, &fewer),
            false => model.keeps_availability(&open, &fewer) && model.sums(&fewer) <= slowest + NOTHING,
        };
        if is_near && is_kept() {
            made = fewer;
        }
    }
    made
}
