//! Weights of criteria: groups, units and a team's own numbers. Never looks at a fact.

use crate::architecture::Policy;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::rule::criterion::Criterion;

/// The weight of each group (our default). A group's weight is divided among its criteria by their units.
pub const GROUPS: [(&str, f64); 4] =
    [("interaction", 0.40), ("data", 0.25), ("load", 0.20), ("topology", 0.15)];

/// The weight of each criterion, in their order; the weights sum to 1.
///
/// Group weights are shared by units, `[policy.weights]` then replaces single ones, and the result is divided by its
/// sum. A group that is unknown, a policy weight that is negative, not finite or names no criterion, and weights that
/// are all zero become diagnostics; the weight concerned stays as it was.
pub(super) fn weights(criteria: &[&Criterion], policy: &Policy) -> (Vec<f64>, Vec<Diagnostic>) {
    let mut mistakes = Vec::new();
    let shared: Vec<f64> =
        criteria.iter().map(|criterion| share(criterion, criteria, &mut mistakes)).collect();
    let mut chosen = shared.clone();
    for (name, weight) in &policy.weights {
        let index = criteria.iter().position(|criterion| criterion.id.value == name.value);
        let usable = weight.value.is_finite() && weight.value >= 0.0;
        match index {
            Some(index) if usable => chosen[index] = weight.value,
            Some(_) => {
                let title = format!("the weight of `{}` is not a number from 0", name.value);
                mistakes.push(Diagnostic::error("bad-weight", title, weight.span));
            }
            None => {
                let near = did_you_mean(&name.value, criteria.iter().map(|criterion| &*criterion.id.value));
                let title = format!("`{}` is not a criterion", name.value);
                mistakes.push(Diagnostic::error("unknown-criterion", title, name.span).maybe_help(near));
            }
        }
    }
    if let (true, Some((name, _))) = (chosen.iter().sum::<f64>() <= 0.0, policy.weights.first()) {
        let mistake = Diagnostic::error("weights-sum-to-zero", "all weights together are zero", name.span);
        mistakes.push(mistake.help("leave at least one criterion a positive weight"));
        chosen = shared;
    }
    let sum: f64 = chosen.iter().sum();
    if sum > 0.0 {
        chosen.iter_mut().for_each(|weight| *weight /= sum);
    }
    (chosen, mistakes)
}

fn share(criterion: &Criterion, criteria: &[&Criterion], mistakes: &mut Vec<Diagnostic>) -> f64 {
    let group = &criterion.group;
    let Some((_, weight)) = GROUPS.iter().find(|(name, _)| **name == *group.value) else {
        let near = did_you_mean(&group.value, GROUPS.iter().map(|(name, _)| *name));
        let title = format!("`{}` is not a group of criteria", group.value);
        mistakes.push(Diagnostic::error("unknown-group", title, group.span).maybe_help(near));
        return 0.0;
    };
    let members = criteria.iter().filter(|other| other.group.value == group.value);
    weight * criterion.units / members.map(|other| other.units).sum::<f64>()
}
