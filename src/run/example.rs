//! Runs the examples that rules carry. Never touches the disk.

use super::study;
use crate::architecture::{self, Date};
use crate::decision::Method;
use crate::graph::CallGraph;
use crate::rule::{Check, Class, Example};
use crate::source::SourceMap;

/// What a check made of one of its examples.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExampleOutcome {
    /// As the example says.
    AsWritten,
    /// The example's architecture is not sound.
    Broken(Vec<String>),
    /// Something else was reported, or could not be assessed.
    Different {
        /// The subjects reported.
        reported: Vec<String>,
        /// The subjects that could not be assessed.
        unassessed: Vec<String>,
        /// The classes reported.
        classes: Vec<Class>,
    },
}

/// Runs one example of a check: exactly the named subjects must be reported, with the named class.
pub fn run_example(check: &Check, example: &Example, method: &Method) -> ExampleOutcome {
    let mut sources = SourceMap::new();
    let versioned = example.architecture.lines().any(|line| line.trim_start().starts_with("syncwise"));
    let prefix = if versioned { "" } else { "syncwise = 1\n" };
    let file = sources.add(example.name.clone(), format!("{prefix}{}", example.architecture));
    let (written, mut mistakes) = architecture::read(&sources, file);
    let (architecture, more) = architecture::lower(vec![written]);
    mistakes.extend(more);
    if crate::diagnostic::any_error(&mistakes) {
        return ExampleOutcome::Broken(mistakes.into_iter().map(|mistake| mistake.title).collect());
    }
    let graph = CallGraph::link(&architecture);
    let study = study(&architecture, &graph, method);
    let judgement = study.judge(std::slice::from_ref(check), Date::FIRST);
    let mut reported: Vec<String> = judgement.findings.iter().map(|it| it.subject_id.clone()).collect();
    let unassessed: Vec<String> = judgement.unassessed.iter().map(|it| it.subject_id.clone()).collect();
    let classes: Vec<Class> = judgement.findings.iter().map(|it| it.class).collect();
    reported.sort();
    let mut expected = example.reports.clone();
    expected.sort();
    let silent = example.cannot_assess.iter().all(|id| unassessed.contains(id));
    let graded = example.class.is_none_or(|class| classes.iter().all(|it| *it == class));
    if reported == expected && silent && graded {
        ExampleOutcome::AsWritten
    } else {
        ExampleOutcome::Different { reported, unassessed, classes }
    }
}
