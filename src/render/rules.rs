//! A rule to start from, and what the examples of rules did. Never runs one.

use crate::template::Templates;
use std::collections::BTreeMap;
use std::fmt::Write;

/// What became of an example.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TrialOutcome {
    /// What it names was reported.
    Reported,
    /// Nothing was reported, as it says.
    Silent,
    /// What it names could not be assessed, as it says.
    CannotAssess,
    /// A criterion spoke for the mode it says.
    Favours,
    /// Something was reported that it does not name.
    Noisy,
    /// Something that it names was not reported, or was assessed although it says that this is impossible.
    Missing,
    /// Reported, but with another class.
    OtherClass,
    /// A criterion spoke for another mode.
    OtherMode,
    /// Its architecture is not sound.
    Unsound,
}

impl TrialOutcome {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Reported => "reported",
            Self::Silent => "silent",
            Self::CannotAssess => "cannot assess",
            Self::Favours => "favours",
            Self::Noisy => "noisy",
            Self::Missing => "missing",
            Self::OtherClass => "other class",
            Self::OtherMode => "other mode",
            Self::Unsound => "unsound",
        }
    }

    /// Whether the rule did what the example says.
    pub fn is_as_written(self) -> bool {
        matches!(self, Self::Reported | Self::Silent | Self::CannotAssess | Self::Favours)
    }
}

/// One example that was run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trial {
    /// The rule.
    pub rule: String,
    /// `file:line:column` of the example.
    pub place: String,
    /// What the example shows.
    pub name: String,
    /// What became of it.
    pub outcome: TrialOutcome,
    /// What differs, a line each.
    pub details: Vec<String>,
}

/// All examples, a paragraph per rule, then a line that counts them.
pub fn trials(trials: &[Trial]) -> String {
    let mut out = String::new();
    for rule in trials.chunk_by(|one, next| one.rule == next.rule) {
        let _ = writeln!(out, "{}", rule[0].rule);
        for trial in rule {
            let _ = writeln!(out, "  {:13}  {}", trial.outcome.word(), trial.name);
            if !trial.outcome.is_as_written() {
                let _ = writeln!(out, "                 --> {}", trial.place);
                for detail in &trial.details {
                    let _ = writeln!(out, "                 {detail}");
                }
            }
        }
        out.push('\n');
    }
    let wrong = trials.iter().filter(|trial| !trial.outcome.is_as_written()).count();
    let count = |number: usize| format!("{number} example{}", if number == 1 { "" } else { "s" });
    let _ = match wrong {
        0 => writeln!(out, "{}, all as written", count(trials.len())),
        _ => writeln!(out, "{}, {wrong} not as written", count(trials.len())),
    };
    out
}

/// What a new check looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DraftSubject {
    /// A service.
    Service,
    /// An interaction.
    Interaction,
    /// A journey.
    Journey,
}

impl DraftSubject {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::Service, Self::Interaction, Self::Journey];
}

/// A check with this id whose page, words and examples are there to be replaced, and hold.
pub fn draft(id: &str, about: DraftSubject) -> String {
    let text = match about {
        DraftSubject::Service => include_str!("../../templates/rules/service.toml"),
        DraftSubject::Interaction => include_str!("../../templates/rules/interaction.toml"),
        DraftSubject::Journey => include_str!("../../templates/rules/journey.toml"),
    };
    let templates =
        Templates::compile([("draft", text.to_owned())]).expect("the templates of the program compile");
    templates.render("draft", BTreeMap::from([("id", id)])).expect("a draft takes nothing but its id")
}
