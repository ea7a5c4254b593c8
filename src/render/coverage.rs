//! How much of what a report rests on was declared, as one line. Never counts.

use crate::plan::Coverage;

/// `Facts       13 % declared, 14 % derived, 10 % assumed, 63 % unknown, of 124`, with a line end.
pub fn coverage_line(coverage: &Coverage) -> String {
    let share = |part: usize| 100.0 * part as f64 / coverage.total().max(1) as f64;
    format!(
        "Facts       {:.0} % declared, {:.0} % derived, {:.0} % assumed, {:.0} % unknown, of {}\n",
        share(coverage.declared),
        share(coverage.derived),
        share(coverage.defaulted),
        share(coverage.unknown),
        coverage.total(),
    )
}
