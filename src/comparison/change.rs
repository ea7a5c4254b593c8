//! One number before and after, and whether that is for the worse. Never reads a fact.

use crate::facts::{FactType, SubjectKind, Value, show};

/// Which way something went.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// For the worse, or no longer known.
    Worse,
    /// For the better, or known at last.
    Better,
}

/// A number that changed.
#[derive(Debug, Clone, PartialEq)]
pub struct NumberChange {
    /// What it is about.
    pub kind: SubjectKind,
    /// Its name.
    pub subject: String,
    /// The fact.
    pub fact: &'static str,
    /// Its type, which gives the unit.
    pub of: FactType,
    /// What it was; nothing where it was not known. Infinite where there was no bound.
    pub before: Option<f64>,
    /// What it is.
    pub after: Option<f64>,
    /// Which way.
    pub direction: Direction,
}

impl NumberChange {
    /// The earlier value with its unit.
    pub fn shown_before(&self) -> String {
        shown(self.before, self.of)
    }

    /// The later value with its unit.
    pub fn shown_after(&self) -> String {
        shown(self.after, self.of)
    }
}

fn shown(value: Option<f64>, of: FactType) -> String {
    value.map_or_else(|| "not known".into(), |number| show(&Value::Number(number), of))
}

/// Which way a number went, where it went at all: a change below a millionth, which shows in no report, is none.
pub(super) fn direction(before: Option<f64>, after: Option<f64>, more_is_worse: bool) -> Option<Direction> {
    let (before, after) = match (before, after) {
        (None, None) => return None,
        (None, Some(_)) => return Some(Direction::Better),
        (Some(_), None) => return Some(Direction::Worse),
        (Some(before), Some(after)) => (before, after),
    };
    let near = (before - after).abs() <= 1e-6 * before.abs().max(after.abs());
    if before == after || (near && before.is_finite() && after.is_finite()) {
        return None;
    }
    Some(if (after > before) == more_is_worse { Direction::Worse } else { Direction::Better })
}

#[cfg(test)]
mod tests {
    use super::Direction::{Better, Worse};
    use super::direction;

    #[test]
    fn more_is_worse_for_some_and_better_for_others() {
        for (before, after, more_is_worse, expected) in [
            (Some(3.0), Some(5.0), true, Some(Worse)),
            (Some(3.0), Some(5.0), false, Some(Better)),
            (Some(0.9971), Some(0.9942), false, Some(Worse)),
            (Some(2.0), Some(f64::INFINITY), true, Some(Worse)),
            (Some(f64::INFINITY), Some(f64::INFINITY), true, None),
            (Some(f64::INFINITY), Some(1.0), true, Some(Better)),
            (Some(1.0), Some(1.0 + 1e-9), true, None),
            (Some(0.0), Some(0.0), true, None),
            (Some(1.0), None, true, Some(Worse)),
            (None, Some(1.0), true, Some(Better)),
            (None, None, true, None),
        ] {
            assert_eq!(direction(before, after, more_is_worse), expected, "{before:?} {after:?}");
        }
    }
}
