//! Calls of one operation that run together (R05). Never counts calls that follow each other.

use crate::architecture::{Architecture, InteractionId, JourneyStep, Mode, ServiceId};
use rustc_hash::{FxHashMap, FxHashSet};

/// Calls from which an operation has to say whether they run together (R05).
const MANY: u32 = 5;

/// How many calls of an operation run together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum FanOut {
    /// This many; told for the first interaction of the group alone.
    Together(u32),
    /// The operation makes many calls and nobody declares whether they run together; told for its first interaction.
    Ungrouped,
    /// It runs alone, or another interaction of its group tells.
    #[default]
    Told,
}

/// By interaction, in one pass.
pub(super) fn fan_outs(architecture: &Architecture) -> Vec<FanOut> {
    let mut fan_outs = vec![FanOut::Told; architecture.interactions.len()];
    let mut groups = FxHashMap::<(ServiceId, &str, &str), (InteractionId, u32)>::default();
    let mut alone = FxHashMap::<(ServiceId, &str), (InteractionId, u32)>::default();
    let placed = placed(architecture);
    for id in architecture.interaction_ids() {
        let interaction = architecture.interaction(id);
        let declared = &interaction.declared;
        if declared.mode.is_none_or(|mode| mode.value == Mode::Async) {
            continue;
        }
        let calls = declared.calls.map_or(1, |calls| calls.value);
        let during = declared.during.as_ref().map_or("", |during| &during.value);
        let entry = match &declared.parallel {
            Some(name) => groups.entry((interaction.from, during, &name.value)).or_insert((id, 0)),
            None if declared.order.is_some() || placed.contains(&id) || during.is_empty() => continue,
            None => alone.entry((interaction.from, during)).or_insert((id, 0)),
        };
        entry.1 = entry.1.saturating_add(calls);
    }
    for (id, calls) in groups.into_values() {
        fan_outs[id.0 as usize] = FanOut::Together(calls);
    }
    for (id, calls) in alone.into_values() {
        if calls >= MANY && fan_outs[id.0 as usize] == FanOut::Told {
            fan_outs[id.0 as usize] = FanOut::Ungrouped;
        }
    }
    for group in architecture.journeys.iter().flat_map(|journey| &journey.steps) {
        if let JourneyStep::Parallel(ids) = group
            && let Some(first) = ids.first()
        {
            let calls = ids.iter().map(|id| architecture.interaction(id.value).declared.calls);
            let calls = calls.map(|calls| calls.map_or(1, |calls| calls.value)).fold(0, u32::saturating_add);
            let known = &mut fan_outs[first.value.0 as usize];
            *known = FanOut::Together(match *known {
                FanOut::Together(other) => calls.max(other),
                FanOut::Ungrouped | FanOut::Told => calls,
            });
        }
    }
    fan_outs
}

/// The interactions whose place in a journey is declared.
fn placed(architecture: &Architecture) -> FxHashSet<InteractionId> {
    let steps = architecture.journeys.iter().flat_map(|journey| &journey.steps);
    steps.flat_map(JourneyStep::interactions).map(|id| id.value).collect()
}

/// Share of requests that are slow when each of `calls` is with probability `slow`: 1 - (1 - p)^n (Dean and Barroso, The Tail
/// at Scale, CACM 2013).
pub fn slow_share(slow: f64, calls: u32) -> f64 {
    -f64::exp_m1(f64::from(calls) * f64::ln_1p(-slow))
}

#[cfg(test)]
mod tests {
    use super::slow_share;

    /// TA-01 to TA-07 of the vectors; the first two are Dean and Barroso's 63 % and "almost one in five".
    #[test]
    fn agrees_with_published_shares() {
        let cases = [
            (0.01, 100, 0.633_967_658_7),
            (0.0001, 2_000, 0.181_277_434_7),
            (0.001, 1_000, 0.632_304_575_2),
            (0.01, 5, 0.049_009_950_1),
            (0.0001, 100, 0.009_950_661_309),
        ];
        for (slow, calls, share) in cases {
            assert!((slow_share(slow, calls) - share).abs() < 1e-9, "{slow} {calls}");
        }
    }
}
