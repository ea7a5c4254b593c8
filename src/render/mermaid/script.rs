//! The text of a sequence diagram as it grows: participants in order of appearance, lines, and the limit on both.
//! Never knows why a line is written.

use super::MOST_UNITS;
use super::text::label;
use super::units;
use crate::architecture::{Architecture, ServiceId, ServiceKind};
use std::fmt::Write as _;

/// Messages of one diagram, at most; more cannot be read.
pub(super) const MOST_MESSAGES: usize = 200;
/// What is kept free for closing what is open: two hundred replies and ends of blocks.
const RESERVE: usize = 12_000;

/// Who takes part.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Actor<'a> {
    /// Whoever starts the journey; waiting users are called users.
    Caller { user: bool },
    /// A service.
    Service(ServiceId),
    /// A channel, and its broker where one is known.
    Channel(Option<ServiceId>, &'a str),
}

/// A growing diagram.
#[derive(Debug, Default)]
pub(super) struct Script<'a> {
    actors: Vec<Actor<'a>>,
    participants: String,
    body: String,
    messages: usize,
    units: usize,
}

impl<'a> Script<'a> {
    /// Whether nothing more may be begun.
    pub(super) fn full(&self) -> bool {
        self.messages >= MOST_MESSAGES || self.units + RESERVE >= MOST_UNITS
    }

    /// The identifier of a participant, who is introduced where they are new.
    pub(super) fn id(&mut self, architecture: &Architecture, actor: Actor<'a>) -> String {
        if let Some(at) = self.actors.iter().position(|known| *known == actor) {
            return format!("p{at}");
        }
        let id = format!("p{}", self.actors.len());
        self.actors.push(actor);
        let name = |id: ServiceId| label(&architecture.service(id).name);
        let (keyword, words) = match actor {
            Actor::Caller { user } => ("actor", if user { "a user".into() } else { "a caller".into() }),
            Actor::Service(id) if architecture.service(id).kind() == ServiceKind::Client => {
                ("actor", name(id))
            }
            Actor::Service(id) => ("participant", name(id)),
            Actor::Channel(None, channel) => ("participant", format!("{}<br/>channel", label(channel))),
            Actor::Channel(Some(broker), channel) => {
                ("participant", format!("{}<br/>on {}", label(channel), name(broker)))
            }
        };
        let line = format!("{keyword} {id} as {words}\n");
        self.units += units(&line);
        self.participants.push_str(&line);
        id
    }

    /// Writes a message.
    pub(super) fn message(&mut self, from: &str, arrow: &str, to: &str, words: &str) {
        self.messages += 1;
        self.line(&format!("{from}{arrow}{to}: {words}"));
    }

    /// Writes any other line.
    pub(super) fn line(&mut self, line: &str) {
        self.units += units(line) + 1;
        self.body.push_str(line);
        self.body.push('\n');
    }

    /// Writes a note over one or two participants.
    pub(super) fn note(&mut self, one: &str, other: &str, words: &str) {
        if one == other {
            self.line(&format!("Note over {one}: {words}"));
        } else {
            self.line(&format!("Note over {one},{other}: {words}"));
        }
    }

    /// The identifiers of the first and the last participant.
    pub(super) fn span(&self) -> (String, String) {
        ("p0".into(), format!("p{}", self.actors.len().saturating_sub(1)))
    }

    /// The whole diagram.
    pub(super) fn finish(self, comments: &[String]) -> String {
        let mut out = String::from("sequenceDiagram\n");
        for comment in comments {
            let plain: String = comment.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
            let _ = writeln!(out, "%% {}", plain.trim());
        }
        out + &self.participants + &self.body
    }
}
