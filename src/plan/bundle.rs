//! Changes that help only together: the cheapest set that cuts a journey off from one service. Never weighs one.

use super::change_set::ChangeSet;
use super::cut::Flow;
use super::model::{Aim, Model};
use super::net::Net;

/// For every service that an unreached journey still needs or waits for: the cheapest changes that cut all ways to it.
pub(super) fn bundles(model: &Model, open: &[Aim], made: &ChangeSet) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    for aim in open {
        let net = model.net(aim);
        let mut priced = Priced::of(model, made, net, |_| 1.0);
        found.extend(net.targets(made).iter().filter_map(|target| priced.cut(target)));
    }
    found.sort();
    found.dedup();
    found.retain(|bundle| !model.is_twofold(&made.with(bundle)));
    found
}

/// A net whose edges cost what the cheapest change costs that cuts them.
pub(super) struct Priced {
    flow: Flow,
    cuttable: Vec<(usize, usize, usize)>,
}

impl Priced {
    /// `part` is the share of a change's cost that each of its edges bears.
    pub(super) fn of(model: &Model, made: &ChangeSet, net: &Net, part: impl Fn(usize) -> f64) -> Self {
        let price = |number: usize| model.changes[number].cost * part(number);
        let cheapest = |cuts: &[usize]| {
            let open = cuts.iter().copied().filter(|number| model.is_open(made, *number));
            open.min_by(|one, other| price(*one).total_cmp(&price(*other)))
        };
        let (mut flow, mut cuttable) = (Flow::new(net.edges.len()), Vec::new());
        for (from, row) in net.edges.iter().enumerate() {
            for (to, cuts) in row.iter().filter(|(_, cuts)| !cuts.iter().any(|cut| made.contains(*cut))) {
                let change = cheapest(cuts);
                flow.arc(from, *to, change.map_or(f64::INFINITY, &price));
                cuttable.extend(change.map(|change| (from, *to, change)));
            }
        }
        Self { flow, cuttable }
    }

    /// What the cheapest changes cost that cut all ways to the target; nothing where it cannot be cut off.
    pub(super) fn price(&mut self, target: &[usize]) -> Option<f64> {
        self.flow.cut(0, target)?;
        Some(self.flow.sent(0))
    }

    /// The changes that cut all ways to the target, if they are several.
    fn cut(&mut self, target: &[usize]) -> Option<Vec<usize>> {
        let near = self.flow.cut(0, target)?;
        let crossing = self.cuttable.iter().filter(|(from, to, _)| near[*from] && !near[*to]);
        let mut bundle: Vec<usize> = crossing.map(|(_, _, change)| *change).collect();
        bundle.sort_unstable();
        bundle.dedup();
        (bundle.len() > 1).then_some(bundle)
    }
}
