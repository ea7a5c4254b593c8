//! Resolves names, and says which name was probably meant. Never looks at more than a name.

use crate::architecture::{Architecture, InteractionId, ServiceId};
use crate::diagnostic::{Diagnostic, did_you_mean};
use crate::source::Spanned;

/// How many unknown names get a suggestion. Each one is compared with every known name, so that a file in which
/// nothing fits must not cost a quadratic number of comparisons.
pub(super) const SUGGESTIONS: usize = 50;

/// The names of one kind of thing.
pub(super) struct Names<'a> {
    architecture: &'a Architecture,
    suggestions_left: usize,
}

impl<'a> Names<'a> {
    pub(super) fn of_services(architecture: &'a Architecture) -> Self {
        Self { architecture, suggestions_left: SUGGESTIONS }
    }

    pub(super) fn of_interactions(architecture: &'a Architecture) -> Self {
        Self { architecture, suggestions_left: SUGGESTIONS }
    }

    pub(super) fn service(
        &mut self,
        name: &Spanned<Box<str>>,
        key: &str,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<ServiceId> {
        let found = self.architecture.service_named(&name.value);
        if found.is_none() {
            let known = self.architecture.services.iter().map(|service| &*service.name);
            let help = self
                .suggest(&name.value, known)
                .unwrap_or_else(|| format!("declare `[service.{}]`", quoted(&name.value)));
            let title = format!("`{key}` names service `{}`, which is not declared", name.value);
            diagnostics.push(Diagnostic::error("unknown-service", title, name.span).help(help));
        }
        found
    }

    pub(super) fn interaction(
        &mut self,
        name: &Spanned<Box<str>>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Option<InteractionId> {
        let found = self.architecture.interaction_named(&name.value);
        if found.is_none() {
            let known = self.architecture.interactions.iter().map(|interaction| &*interaction.id);
            let help = self.suggest(&name.value, known).unwrap_or_else(|| {
                "name it by its `id`; one without is called after its ends and its operation".to_owned()
            });
            let title = format!("`steps` names interaction `{}`, which is not declared", name.value);
            diagnostics.push(Diagnostic::error("unknown-interaction", title, name.span).help(help));
        }
        found
    }

    fn suggest<'n>(&mut self, name: &str, known: impl Iterator<Item = &'n str>) -> Option<String> {
        self.suggestions_left = self.suggestions_left.checked_sub(1)?;
        did_you_mean(name, known)
    }
}

/// The name as a TOML key.
fn quoted(name: &str) -> String {
    let bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'));
    if bare {
        return name.to_owned();
    }
    let mut quoted = String::from("\"");
    for c in name.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted += &format!("\\u{:04x}", c as u32),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}
