//! An architecture with its rules and all mistakes in both, as data. Never shows one, and never ends a command.

use super::example::wrong_examples;
use super::{Config, Input, Loaded, RuleSet, load, rule_set};
use crate::architecture::Architecture;
use crate::decision::{Method, catalogue, contradictions, steps_apart};
use crate::diagnostic::{Diagnostic, any_error};
use crate::source::SourceMap;
use anyhow::Result;
use std::path::PathBuf;

/// What was read, sound or not.
#[derive(Debug)]
pub struct Reading {
    /// All text.
    pub sources: SourceMap,
    /// What was declared, as far as it could be read.
    pub architecture: Architecture,
    /// The rules.
    pub rules: RuleSet,
    /// The decision method, compiled from the criteria.
    pub method: Method,
    /// Everything that is wrong with it, in no order.
    pub diagnostics: Vec<Diagnostic>,
}

impl Reading {
    /// Reads an architecture under the settings of its team, the rules that its policy names and those of `folders`.
    ///
    /// # Errors
    /// When a file cannot be read.
    pub fn open(inputs: &[Input], folders: &[PathBuf], config: &Config) -> Result<Self> {
        Self::of(load(inputs)?, folders, config)
    }

    /// The same for an architecture that was read already.
    pub(super) fn of(loaded: Loaded, folders: &[PathBuf], config: &Config) -> Result<Self> {
        let Loaded { mut sources, mut architecture, mut diagnostics } = loaded;
        let shown = config.show_in(&mut sources);
        diagnostics.extend(config.lay_under(&mut architecture.policy, &shown));
        let mut rules = rule_set(&mut sources, &architecture.policy, folders)?;
        diagnostics.append(&mut rules.diagnostics);
        diagnostics.extend(config.unknown_names(&rules.checks, &shown));
        let (method, mistakes) = Method::new(&rules.criteria, &architecture.policy, &catalogue());
        diagnostics.extend(mistakes);
        diagnostics.extend(wrong_examples(&rules.checks, &method));
        diagnostics.extend(architecture.interactions.iter().flat_map(contradictions));
        diagnostics.extend(steps_apart(&architecture));
        Ok(Self { sources, architecture, rules, method, diagnostics })
    }

    /// Whether it can be analysed and decided.
    pub fn is_sound(&self) -> bool {
        !any_error(&self.diagnostics)
    }
}
