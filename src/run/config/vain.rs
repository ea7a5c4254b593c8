//! Settings that set nothing: files that are not there, rules that nobody knows, severities that the architecture gives.
//! Never changes one.

use super::Config;
use crate::architecture::Policy;
use crate::diagnostic::{Diagnostic, Severity, did_you_mean};
use crate::rule::Check;
use crate::run::selection::known_names;
use crate::settings::{Origin, Text};
use crate::source::{FileId, SourceMap, Span, Spanned};

impl Config {
    /// Files and folders of a setting that are not there. What was typed is left to whoever reads it.
    pub(super) fn missing(&self, name: &str) -> impl Iterator<Item = Diagnostic> {
        let texts = self.settings.texts(name).iter();
        texts.filter_map(move |text| {
            let (Origin::File(span), path) = (text.origin, self.path(text)) else { return None };
            if path.exists() {
                return None;
            }
            let key = name.rsplit('.').next().unwrap_or(name);
            let title = format!("`{key}` names `{}`, which is not there", text.text);
            let mistake = Diagnostic::error("missing-file", title, span);
            if name == "lint.baseline" {
                return Some(
                    mistake.help("`syncwise lint --write-baseline` writes it from today's findings"),
                );
            }
            let folder = path.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(".".as_ref());
            let there = std::fs::read_dir(folder).into_iter().flatten().flatten();
            let there: Vec<String> = there.map(|it| it.file_name().to_string_lossy().into_owned()).collect();
            let wanted = path.file_name().unwrap_or_default().to_string_lossy();
            let near = did_you_mean(&wanted, there.iter().map(String::as_str));
            Some(
                mistake.help(near.unwrap_or_else(|| "paths are relative to the file that names them".into())),
            )
        })
    }

    /// Adds the files of the settings to all text of a run, so that its reports can point at them.
    pub(in crate::run) fn show_in(&self, sources: &mut SourceMap) -> Shown {
        let first = sources.files().count() as u32;
        for (_, file) in self.sources.files() {
            sources.add(file.name(), file.text());
        }
        Shown { first }
    }

    /// Lays severities under those of the architecture; says which of them these overrule.
    pub(in crate::run) fn lay_under(&self, policy: &mut Policy, place: &Shown) -> Vec<Diagnostic> {
        let mut vain = Vec::new();
        for one in &self.settings.severities {
            let (Some(rule), Some(at)) = (place.of(&one.rule), place.of(&one.severity)) else { continue };
            let severity = severity(&one.severity.text);
            match policy.severity.iter().find(|(known, _)| known.value == rule.value) {
                None => policy.severity.push((rule, at.map(|_| severity))),
                Some((_, nearer)) if nearer.value == severity => {}
                Some((_, nearer)) => {
                    let title = format!("the severity of `{}` has no effect here", rule.value);
                    vain.push(
                        Diagnostic::warning("overruled", title, at.span)
                            .also(nearer.span, "the policy of the architecture wins")
                            .help("remove one of the two"),
                    );
                }
            }
        }
        vain
    }

    /// Names in `select` and `ignore` that are neither a rule nor a group.
    pub(in crate::run) fn unknown_names(&self, checks: &[Check], place: &Shown) -> Vec<Diagnostic> {
        let known = known_names(checks);
        let lists = ["lint.select", "lint.ignore"].into_iter().flat_map(|name| self.settings.texts(name));
        let unknown = lists.filter(|text| !known.contains(&&*text.text)).filter_map(|text| place.of(text));
        let mistake = |name: Spanned<Box<str>>| {
            let title = format!("there is no rule and no group `{}`", name.value);
            let near = did_you_mean(&name.value, known.iter().copied());
            Diagnostic::error("unknown-rule", title, name.span)
                .help(near.unwrap_or_else(|| "`syncwise rules` lists the rules".into()))
        };
        unknown.map(mistake).collect()
    }
}

fn severity(word: &str) -> Option<Severity> {
    [Severity::Error, Severity::Warning, Severity::Info].into_iter().find(|it| it.as_str() == word)
}

/// Where the files of the settings are among all text of a run.
pub(in crate::run) struct Shown {
    first: u32,
}

impl Shown {
    fn of(&self, text: &Text) -> Option<Spanned<Box<str>>> {
        let Origin::File(span) = text.origin else { return None };
        let file = FileId(span.file.0 + self.first);
        Some(Spanned::new(text.text.clone(), Span { file, ..span }))
    }
}
