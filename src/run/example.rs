//! Runs the examples that rules carry, and says which of a team's own are wrong. Never touches the disk.

use super::study;
use crate::architecture::{self, Date};
use crate::decision::Method;
use crate::diagnostic::Diagnostic;
use crate::graph::CallGraph;
use crate::rule::{CHECKS, Check, Class, Example};
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
    let unassessed: Vec<String> =
        judgement.unassessed.iter().map(|gap| gap.subject_id().into_owned()).collect();
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

/// Runs the examples of the checks that do not come with the program: a check that does not do what its own examples say
/// is a mistake in its file.
pub(super) fn wrong_examples(checks: &[Check], method: &Method) -> Vec<Diagnostic> {
    let own = checks.iter().filter(|check| CHECKS.iter().all(|(id, _)| *id != &*check.id));
    let examples = own.flat_map(|check| check.examples.iter().map(move |example| (check, example)));
    examples.filter_map(|(check, example)| mistake(check, example, method)).collect()
}

fn mistake(check: &Check, example: &Example, method: &Method) -> Option<Diagnostic> {
    let wrong = |title: String| Diagnostic::error("wrong-example", title, example.span);
    match run_example(check, example, method) {
        ExampleOutcome::AsWritten => None,
        ExampleOutcome::Broken(mistakes) => {
            let title = format!("the architecture of the example \"{}\" is not sound", example.name);
            Some(mistakes.into_iter().fold(wrong(title), Diagnostic::note))
        }
        ExampleOutcome::Different { reported, unassessed, .. } => {
            let list = |names: &[String]| match names {
                [] => "nothing".to_owned(),
                names => names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "),
            };
            let title = format!("`{}` does not do what its example \"{}\" says", check.id, example.name);
            let expected = format!("the example says that it reports {}", list(&example.reports));
            let mistake = wrong(title).help("correct the condition or the example").note(expected);
            let mistake = mistake.note(format!("it reports {}", list(&reported)));
            Some(match unassessed.is_empty() {
                true => mistake,
                false => mistake.note(format!("it cannot assess {}", list(&unassessed))),
            })
        }
    }
}
