//! The full report as a whole.

use super::*;
use crate::render::report::samples;

#[test]
fn sorted_explained_once_and_summed_up() {
    let sample = samples::Sample::new();
    let mut out = String::new();
    findings_full(&mut out, &sample.report(), false, true);
    insta::assert_snapshot!(out);
}

#[test]
fn nothing_found_is_not_called_fine() {
    let sample = samples::Sample::with_baseline();
    let report = Report { findings: &[], uncertain: 2, ..sample.report() };
    assert_eq!(
        summary_line(&report, false),
        "no findings; 1 known finding hidden; 2 less certain hidden; 3 could not be assessed (--verbose lists them)"
    );
}
