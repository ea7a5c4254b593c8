//! The XML as a whole. `.ci/run` validates the same files with their schema.

use super::*;
use crate::render::report::samples::Sample;
use crate::rule::Class;

fn rules() -> [RuleMeta<'static>; 2] {
    ["sync-cycle", "timeout-inversion"].map(|id| RuleMeta {
        id,
        class: Class::High,
        title: "",
        what: "",
        why: "",
        instead: "",
        drawbacks: "",
        help_uri: None,
    })
}

#[test]
fn is_a_suite_per_rule() {
    insta::assert_snapshot!(findings_junit(&Sample::with_baseline().report(), &rules()));
}

#[test]
fn hostile_text_is_escaped() {
    insta::assert_snapshot!(findings_junit(&Sample::hostile().report(), &[]));
}
