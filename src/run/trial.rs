//! `rules test`: runs the examples in rule files and names what became of each. Never changes a file.

use super::rules::rule_files;
use super::{ExampleOutcome, Outcome, run_example};
use crate::architecture::{Choice, Mode, Policy};
use crate::decision::{Method, catalogue};
use crate::diagnostic::{Diagnostic, any_error};
use crate::document::Document;
use crate::render::{self, Trial, TrialOutcome};
use crate::rule::criterion::{self, Criterion, Origin};
use crate::rule::{Check, Class, Example, read_check};
use crate::source::SourceMap;
use anyhow::{Context, Result};
use std::path::PathBuf;

/// Runs the examples of all checks and criteria in the files and folders. Exit code 1 where one is not as written, 2
/// where a file is no rule.
///
/// # Errors
/// When a file cannot be read.
pub fn test_rules(files: &[PathBuf], color: bool) -> Result<Outcome> {
    let mut sources = SourceMap::new();
    let mut mistakes = Vec::new();
    let (mut checks, mut team) = (Vec::new(), Vec::new());
    for argument in files {
        for (path, in_criteria) in rule_files(argument)? {
            let text = std::fs::read_to_string(&path)
                .with_context(|| format!("cannot read `{}`", path.display()))?;
            let file = sources.add(path.to_string_lossy(), text);
            let root = Document::parse(&sources, file).0;
            if in_criteria || (root.root().get("fact").is_some() && root.root().get("when").is_none()) {
                let (criterion, more) = criterion::read(&sources, file, Origin::Team);
                team.extend(criterion);
                mistakes.extend(more);
            } else {
                let (check, more) = read_check(&sources, file);
                checks.extend(check);
                mistakes.extend(more);
            }
        }
    }
    let names: Vec<Box<str>> = team.iter().map(|it: &Criterion| it.id.value.clone()).collect();
    let mut criteria = criterion::built_in(&mut sources);
    criteria.retain(|known| !names.contains(&known.id.value));
    criteria.extend(team);
    let (method, more) = Method::new(&criteria, &Policy::default(), &catalogue());
    mistakes.extend(more);
    report(&sources, &mistakes, &checks, &names, &criteria, &method, color)
}

fn report(
    sources: &SourceMap,
    mistakes: &[Diagnostic],
    checks: &[Check],
    names: &[Box<str>],
    criteria: &[Criterion],
    method: &Method,
    color: bool,
) -> Result<Outcome> {
    let mut errors = String::new();
    render::diagnostics(&mut errors, sources, mistakes, color);
    if any_error(mistakes) {
        return Ok(Outcome::refused(errors));
    }
    let mut trials: Vec<Trial> = Vec::new();
    for check in checks {
        trials.extend(check.examples.iter().map(|example| check_trial(sources, check, example, method)));
    }
    for criterion in criteria.iter().filter(|it| names.contains(&it.id.value)) {
        trials.extend(criterion_trials(sources, criterion, method));
    }
    let code = u8::from(trials.iter().any(|trial| !trial.outcome.is_as_written()));
    Ok(Outcome { output: render::trials(&trials), errors, code })
}

fn check_trial(sources: &SourceMap, check: &Check, example: &Example, method: &Method) -> Trial {
    let (outcome, details) = match run_example(check, example, method) {
        ExampleOutcome::AsWritten if !example.reports.is_empty() => (TrialOutcome::Reported, Vec::new()),
        ExampleOutcome::AsWritten if !example.cannot_assess.is_empty() => {
            (TrialOutcome::CannotAssess, Vec::new())
        }
        ExampleOutcome::AsWritten => (TrialOutcome::Silent, Vec::new()),
        ExampleOutcome::Broken(mistakes) => (TrialOutcome::Unsound, mistakes),
        ExampleOutcome::Different { reported, unassessed, classes } => {
            differences(example, &reported, &unassessed, &classes)
        }
    };
    Trial {
        rule: check.id.to_string(),
        place: sources.location(example.span),
        name: example.name.clone(),
        outcome,
        details,
    }
}

/// What an example says against what happened, the gravest first.
fn differences(
    example: &Example,
    reported: &[String],
    unassessed: &[String],
    classes: &[Class],
) -> (TrialOutcome, Vec<String>) {
    let without = |some: &[String], others: &[String]| -> Vec<String> {
        some.iter().filter(|name| !others.contains(name)).cloned().collect()
    };
    let mut details = Vec::new();
    let mut say = |what: &str, names: &[String]| {
        details.extend(names.iter().map(|name| format!("{what}: `{name}`")));
        !names.is_empty()
    };
    let noisy = say("reported, and the example does not name it", &without(reported, &example.reports));
    let silent = without(&example.reports, reported);
    let (unknown, silent): (Vec<String>, Vec<String>) =
        silent.into_iter().partition(|name| unassessed.contains(name));
    let mut missing = say("not reported", &silent);
    missing |= say("not reported, because it cannot be assessed", &unknown);
    missing |= say(
        "can be assessed, and the example says that it cannot",
        &without(&example.cannot_assess, unassessed),
    );
    if !noisy && !missing {
        let words: Vec<&str> = classes.iter().map(|class| class.word()).collect();
        let wanted = example.class.map_or("any class", Class::word);
        let detail = format!("reported as {}, and the example says {wanted}", words.join(", "));
        return (TrialOutcome::OtherClass, vec![detail]);
    }
    (if noisy { TrialOutcome::Noisy } else { TrialOutcome::Missing }, details)
}

fn criterion_trials(sources: &SourceMap, criterion: &Criterion, method: &Method) -> Vec<Trial> {
    let index = method.criteria().iter().position(|weighed| weighed.id == criterion.id.value);
    let word = |mode: Option<Mode>| mode.map_or("neither", Choice::word);
    let trial = |example: &criterion::Example| {
        let favours = index.and_then(|index| method.example_favours(index, example));
        let (outcome, details) = match favours {
            Some(mode) if mode == example.favours => (TrialOutcome::Favours, Vec::new()),
            Some(mode) => {
                let says =
                    format!("it favours {}, and the example says {}", word(mode), word(example.favours));
                (TrialOutcome::OtherMode, vec![says])
            }
            None => (TrialOutcome::Unsound, vec!["its value does not fit the fact".to_owned()]),
        };
        Trial {
            rule: criterion.id.value.to_string(),
            place: sources.location(example.span),
            name: format!("{} ({})", example.title, word(example.favours)),
            outcome,
            details,
        }
    };
    criterion.examples.iter().map(trial).collect()
}
