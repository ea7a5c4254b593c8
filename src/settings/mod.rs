//! Settings of a team: what `syncwise.toml` can say, read and laid over each other. Never touches the disk.

pub mod keys;
mod read;

pub use read::{Written, read};

use crate::source::Span;
use std::collections::BTreeMap;

/// Where a value comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The command line.
    Flag,
    /// A line of a file.
    File(Span),
    /// The program.
    Default,
}

/// One text of a setting, with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The text.
    pub text: Box<str>,
    /// Where it comes from.
    pub origin: Origin,
}

/// The value of a setting.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    /// Its texts; one where a setting takes one.
    pub texts: Vec<Text>,
    /// Where it was set, be it to nothing.
    pub origin: Origin,
}

/// The severity that a file gives a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeverityOf {
    /// The check.
    pub rule: Text,
    /// One of [`keys::SEVERITIES`].
    pub severity: Text,
}

/// What is set, by the names of [`keys::SETTINGS`]. What is absent is not set; an empty list is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Settings {
    lists: BTreeMap<&'static str, List>,
    /// Severities by check, the strongest file's first.
    pub severities: Vec<SeverityOf>,
}

impl Settings {
    /// What the program does where nobody says otherwise.
    pub fn defaults() -> Self {
        let mut settings = Self::default();
        for setting in keys::SETTINGS {
            if let Some(default) = setting.default {
                let text = Text { text: default.into(), origin: Origin::Default };
                settings.lists.insert(setting.name, List { origin: text.origin, texts: vec![text] });
            }
        }
        settings
    }

    /// Sets what was typed; nothing typed sets nothing.
    #[must_use]
    pub fn typed<T: Into<Box<str>>>(
        mut self,
        name: &'static str,
        texts: impl IntoIterator<Item = T>,
    ) -> Self {
        let typed = |text: T| Text { text: text.into(), origin: Origin::Flag };
        let texts: Vec<Text> = texts.into_iter().map(typed).collect();
        if !texts.is_empty() {
            self.lists.insert(name, List { texts, origin: Origin::Flag });
        }
        self
    }

    /// Lays these settings over weaker ones. Folders of rules and severities of different checks add up; anything else
    /// is replaced as a whole.
    #[must_use]
    pub fn over(mut self, weaker: Self) -> Self {
        for (name, list) in weaker.lists {
            match self.lists.get_mut(name) {
                None => drop(self.lists.insert(name, list)),
                Some(own) if keys::adds_up(name) => own.texts.extend(list.texts),
                Some(_) => {}
            }
        }
        for one in weaker.severities {
            if !self.severities.iter().any(|own| own.rule.text == one.rule.text) {
                self.severities.push(one);
            }
        }
        self
    }

    /// The texts of a setting; none where it is not set.
    pub fn texts(&self, name: &str) -> &[Text] {
        self.lists.get(name).map_or(&[], |list| &list.texts)
    }

    /// The one text of a setting.
    pub fn text(&self, name: &str) -> Option<&Text> {
        self.texts(name).first()
    }

    /// The value of a setting, where it is set.
    pub fn list(&self, name: &str) -> Option<&List> {
        self.lists.get(name)
    }
}

#[cfg(test)]
mod tests;
