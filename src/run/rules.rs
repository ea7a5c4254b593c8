//! Gathers the rules of a run: those of the program and those of the team. Never evaluates one.

use crate::architecture::Policy;
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::rule::criterion::{self, Criterion, Origin};
use crate::rule::{Check, Notice, builtin_checks, read_check};
use crate::source::{FileId, SourceMap};
use anyhow::{Context, Result, bail};
use std::collections::HashSet;
use std::path::{Path, PathBuf};

/// The rules of a run.
#[derive(Debug)]
pub struct RuleSet {
    /// What `lint` looks for, by id.
    pub checks: Vec<Check>,
    /// What a decision weighs.
    pub criteria: Vec<Criterion>,
    /// Mistakes in rule files and in what the policy says about rules.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads the rules of the program, of `folders` and of the folders that the policy names.
///
/// # Errors
/// When a folder or a file in it cannot be read.
pub fn rule_set(sources: &mut SourceMap, policy: &Policy, folders: &[PathBuf]) -> Result<RuleSet> {
    let mut rules = RuleSet {
        checks: builtin_checks(sources),
        criteria: criterion::built_in(sources),
        diagnostics: Vec::new(),
    };
    let named = policy.rules.iter().map(|folder| beside(sources, folder.span.file, &folder.value));
    let named: Vec<PathBuf> = named.collect();
    let mut read = HashSet::new();
    for folder in folders.iter().chain(&named) {
        // A folder that both the command line and the policy name is one folder.
        if !read.insert(folder.canonicalize().unwrap_or_else(|_| folder.clone())) {
            continue;
        }
        for (path, is_criterion) in rule_files(folder)? {
            let text = std::fs::read_to_string(&path)
                .with_context(|| format!("cannot read `{}`", path.display()))?;
            let file = sources.add(path.to_string_lossy(), text);
            add(&mut rules, sources, file, is_criterion);
        }
    }
    rules.checks.sort_by(|a, b| a.id.cmp(&b.id));
    check_policy(&mut rules, policy);
    Ok(rules)
}

/// The folder relative to the file that names it.
fn beside(sources: &SourceMap, file: FileId, folder: &str) -> PathBuf {
    Path::new(sources.file(file).name()).parent().map_or_else(|| folder.into(), |parent| parent.join(folder))
}

/// The rule files of a folder: checks in it or in `checks`, criteria in `criteria`. A single file is a check.
fn rule_files(folder: &Path) -> Result<Vec<(PathBuf, bool)>> {
    if folder.is_file() {
        return Ok(vec![(folder.to_owned(), false)]);
    }
    let mut files = Vec::new();
    for (place, is_criterion) in
        [(folder.to_owned(), false), (folder.join("checks"), false), (folder.join("criteria"), true)]
    {
        if !place.is_dir() {
            continue;
        }
        let entries =
            std::fs::read_dir(&place).with_context(|| format!("cannot read `{}`", place.display()))?;
        for entry in entries {
            let path = entry.with_context(|| format!("cannot read `{}`", place.display()))?.path();
            if path.extension().is_some_and(|extension| extension == "toml") {
                files.push((path, is_criterion));
            }
        }
    }
    if files.is_empty() {
        bail!(
            "no rule files in `{}`: checks are .toml files there or in `checks`, criteria in `criteria`",
            folder.display()
        );
    }
    files.sort();
    Ok(files)
}

fn add(rules: &mut RuleSet, sources: &SourceMap, file: FileId, is_criterion: bool) {
    if is_criterion {
        let (criterion, mistakes) = criterion::read(sources, file, Origin::Team);
        rules.criteria.extend(criterion);
        rules.diagnostics.extend(mistakes);
        return;
    }
    let (check, mistakes) = read_check(sources, file);
    rules.diagnostics.extend(mistakes);
    let Some(check) = check else { return };
    match rules.checks.iter().find(|known| known.id == check.id) {
        Some(known) => {
            let title = format!("there is already a check `{}`", check.id);
            rules.diagnostics.push(
                Diagnostic::error("duplicate", title, check.span).also(known.span, "the other one").help(
                    "give it another id; the severity of a known check is changed in `[policy.severity]`",
                ),
            );
        }
        None => rules.checks.push(check),
    }
}

/// What the policy says about rules that do not exist.
fn check_policy(rules: &mut RuleSet, policy: &Policy) {
    let notices = Notice::ALL.iter().map(|notice| notice.id);
    let ids: Vec<&str> = rules.checks.iter().map(|check| &*check.id).chain(notices).collect();
    let unknown = policy.severity.iter().filter(|(rule, _)| !ids.contains(&&*rule.value));
    let mistakes: Vec<Diagnostic> = unknown
        .map(|(rule, _)| {
            Diagnostic::error("unknown-rule", format!("there is no check `{}`", rule.value), rule.span)
                .maybe_help(did_you_mean(&rule.value, ids.iter().copied()))
        })
        .collect();
    rules.diagnostics.extend(mistakes);
}
