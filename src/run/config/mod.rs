//! The settings of a run: what was typed, over `syncwise.toml`, over what it starts from. Never decides what a check
//! says.

mod find;
mod vain;

pub use find::FILE;

use super::formats::LintFormat;
use super::{FailOn, Input, LintOptions, Outcome, Target};
use crate::diagnostic::Diagnostic;
use crate::render;
use crate::settings::keys::{Form, PATHS, RULES, Setting};
use crate::settings::{Origin, Settings, Text};
use crate::source::SourceMap;
use anyhow::{Context, Result, bail};
use std::path::PathBuf;

/// Where the settings are.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In the working directory or above it.
    Search,
    /// In this file.
    File(PathBuf),
    /// Nowhere: only what was typed counts.
    Nowhere,
}

/// The effective settings.
#[derive(Debug, Default)]
pub struct Config {
    settings: Settings,
    /// The files that they come from.
    sources: SourceMap,
}

impl Config {
    /// Lays what was typed over the settings at a place. Mistakes end the command, all of them shown.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn open(place: &Place, typed: Settings, color: bool) -> Result<std::result::Result<Self, Outcome>> {
        let mut files = find::Files::default();
        let path = match place {
            Place::Search => {
                let working = std::env::current_dir().context("cannot tell the working directory")?;
                find::above(&working)
            }
            Place::File(path) => Some(path.clone()),
            Place::Nowhere => None,
        };
        let written = path.as_deref().map(|path| files.read(path)).transpose()?.unwrap_or_default();
        let settings = typed.over(written).over(Settings::defaults());
        let config = Self { settings, sources: files.sources };
        let mut mistakes = files.diagnostics;
        mistakes.extend(config.missing(PATHS));
        mistakes.extend(config.missing(RULES));
        mistakes.sort_by_key(|it| it.primary.as_ref().map(|label| label.span));
        if mistakes.is_empty() { Ok(Ok(config)) } else { Ok(Err(config.refused(&mistakes, color))) }
    }

    fn refused(&self, mistakes: &[Diagnostic], color: bool) -> Outcome {
        let mut shown = String::new();
        render::diagnostics(&mut shown, &self.sources, mistakes, color);
        Outcome::refused(shown)
    }

    /// Each effective setting with where it comes from.
    pub fn show(&self) -> Outcome {
        let path = |text: &Text| super::input::shown(&self.path(text));
        let shown = |setting: &Setting, text: &Text| match (setting.form, text.text.split_once('=')) {
            (Form::File | Form::Files, _) => path(text),
            (Form::Targets, Some((word, file))) => {
                format!("{word}={}", path(&Text { text: file.into(), origin: text.origin }))
            }
            _ => text.text.to_string(),
        };
        Outcome::fine(render::settings(&self.settings, &self.sources, shown), String::new())
    }

    /// Where the architecture is.
    ///
    /// # Errors
    /// When nobody says so.
    pub fn inputs(&self) -> Result<Vec<Input>> {
        let paths = self.settings.texts(PATHS);
        if paths.is_empty() {
            bail!(
                "no architecture is named; write its files or folders behind the command, or as `paths` in `{FILE}`"
            );
        }
        let input = |text: &Text| match text.origin {
            Origin::Flag => Input::from_argument(&text.text),
            _ => Input::Path(self.path(text)),
        };
        Ok(paths.iter().map(input).collect())
    }

    /// Folders with further rules.
    pub fn rules(&self) -> Vec<PathBuf> {
        self.settings.texts(RULES).iter().map(|text| self.path(text)).collect()
    }

    /// The options of `lint` that can be set, over those that can only be typed. The outcome is that of a baseline that
    /// is not there.
    pub fn lint(&self, typed: LintOptions, color: bool) -> std::result::Result<LintOptions, Outcome> {
        let mut options = typed;
        let word = |name| self.settings.text(name).map(|text| &*text.text);
        options.fail_on = meant(&FailOn::ALL, word("lint.fail-on")).unwrap_or_default();
        options.formats =
            self.settings.texts("lint.format").iter().filter_map(|it| self.target(it)).collect();
        let names = |name| self.settings.texts(name).iter().map(|it| it.text.to_string()).collect();
        options.selection.select = names("lint.select");
        options.selection.ignore = names("lint.ignore");
        options.selection.min_confidence = meant(&super::CONFIDENCES, word("lint.min-confidence"));
        if options.baseline.write.is_some() {
            return Ok(options);
        }
        options.baseline.read = self.baseline();
        let missing: Vec<Diagnostic> = self.missing("lint.baseline").collect();
        if missing.is_empty() { Ok(options) } else { Err(self.refused(&missing, color)) }
    }

    /// The file of known findings, where there is one.
    pub fn baseline(&self) -> Option<PathBuf> {
        self.settings.text("lint.baseline").map(|text| self.path(text))
    }

    /// Where a path of a setting leads from the working directory.
    fn path(&self, text: &Text) -> PathBuf {
        match text.origin {
            Origin::File(span) => find::beside(&self.sources, span, &text.text),
            Origin::Flag | Origin::Default => PathBuf::from(&*text.text),
        }
    }

    fn target(&self, text: &Text) -> Option<Target> {
        let (word, file) = match text.text.split_once('=') {
            Some((word, file)) => (word, Some(file)),
            None => (&*text.text, None),
        };
        let format = meant(&LintFormat::ALL, Some(word))?;
        let file = file.map(|file| self.path(&Text { text: file.into(), origin: text.origin }));
        Some(Target { format, file })
    }
}

/// The value of a word.
fn meant<T: Copy>(words: &[(T, &str)], word: Option<&str>) -> Option<T> {
    words.iter().find(|(_, known)| Some(*known) == word).map(|(value, _)| *value)
}

#[cfg(test)]
mod tests {
    use super::{FailOn, LintFormat};
    use crate::run::CONFIDENCES;
    use crate::settings::keys;

    fn same<T>(name: &str, words: &[(T, &str)]) {
        let setting = keys::find(name).expect("the setting is in the table");
        assert!(setting.words().eq(words.iter().map(|(_, word)| *word)), "{name}");
    }

    #[test]
    fn the_table_has_the_words_of_the_options() {
        same("lint.fail-on", &FailOn::ALL);
        same("lint.format", &LintFormat::ALL);
        same("lint.min-confidence", &CONFIDENCES);
    }
}
