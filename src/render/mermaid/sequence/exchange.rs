//! One interaction as messages: a call and its reply, a message to a channel, both parts of a hybrid. Never decides
//! what comes next.

use super::{CUT, Later, UNDECIDED, Walk};
use crate::architecture::{FailureEffect, Interaction, InteractionId, Mode, ServiceId, ServiceKind};
use crate::render::mermaid::call_view::mode;
use crate::render::mermaid::draw::Line;
use crate::render::mermaid::script::Actor;
use crate::render::mermaid::text::label;
use crate::render::mermaid::words::words;

/// Findings written next to one message, at most.
const MOST_FINDINGS: usize = 3;

impl<'v> Walk<'v> {
    pub(super) fn call(&mut self, id: InteractionId) {
        if self.script.full() {
            self.notes.insert(CUT);
            return;
        }
        let interaction = self.architecture.interaction(id);
        let declared = &interaction.declared;
        let mut blocks = 0;
        if let Some(share) = declared.probability.filter(|share| share.value.get() < 1.0) {
            self.script.line(&format!("opt in {} of the cases", label(&share.value.to_string())));
            blocks += 1;
        }
        if let Some(calls) = declared.calls.filter(|calls| calls.value > 1) {
            self.script.line(&format!("loop {} times", calls.value));
            blocks += 1;
        }
        match mode(interaction) {
            Some(Mode::Sync) => self.waiting(id, "->>", Line::Sync),
            Some(Mode::Async) => self.publish(id, Line::Async),
            Some(Mode::Hybrid) => {
                self.waiting(id, "->>", Line::Now);
                self.publish(id, Line::Later);
            }
            None => {
                self.notes.insert(UNDECIDED);
                self.waiting(id, "->", Line::Undecided);
            }
        }
        for _ in 0..blocks {
            self.script.line("end");
        }
    }

    fn waiting(&mut self, id: InteractionId, arrow: &str, line: Line) {
        let interaction = self.architecture.interaction(id);
        let (from, to) = (self.service(interaction.from), self.service(interaction.to));
        self.script.message(&from, arrow, &to, &message(interaction, line));
        self.remarks(id, &from, &to);
        self.enter(self.view.arrival(id), &[]);
        if arrow == "->>" {
            self.script.message(&to, "-->>", &from, "reply");
        }
    }

    /// Sends a message to its channel, its broker or its receiver; what the receiver does comes later.
    fn publish(&mut self, id: InteractionId, line: Line) {
        let interaction = self.architecture.interaction(id);
        let middle = self.middle(interaction);
        let (mut from, mut to) = (Actor::Service(interaction.from), Actor::Service(interaction.to));
        let later = if self.is_broker(interaction.from) {
            from = middle.unwrap_or(from);
            Later::Handle(id)
        } else if self.is_broker(interaction.to) {
            to = middle.unwrap_or(to);
            Later::Handle(id)
        } else if let Some(middle) = middle {
            to = middle;
            Later::Deliver(id)
        } else {
            Later::Handle(id)
        };
        let (from, to) = (self.id(from), self.id(to));
        self.script.message(&from, "-)", &to, &message(interaction, line));
        if interaction.declared.waits_for_ack.is_some_and(|waits| waits.value) {
            self.script.message(&to, "-->>", &from, "stored");
        }
        if line == Line::Async {
            self.remarks(id, &from, &to);
        }
        self.later.push_back(later);
    }

    /// Notes about the failure of a call and about findings.
    fn remarks(&mut self, id: InteractionId, from: &str, to: &str) {
        let effect = self.architecture.interaction(id).declared.on_failure.map(|effect| effect.value);
        match effect {
            Some(FailureEffect::Degrade) => self.script.note(from, to, "when it fails, the answer has less"),
            Some(FailureEffect::Ignore) => self.script.note(from, to, "when it fails, nothing is done"),
            Some(FailureEffect::Fail) | None => {}
        }
        let texts = self.findings.get(&id).map_or(&[][..], Vec::as_slice);
        for text in &texts[..texts.len().min(MOST_FINDINGS)] {
            self.script.note(from, to, text);
        }
        if texts.len() > MOST_FINDINGS {
            self.script.note(from, to, &format!("and {} further findings", texts.len() - MOST_FINDINGS));
        }
    }

    pub(super) fn is_broker(&self, id: ServiceId) -> bool {
        self.architecture.service(id).kind() == ServiceKind::Broker
    }

    /// The channel or broker between both ends.
    pub(super) fn middle(&self, interaction: &'v Interaction) -> Option<Actor<'v>> {
        let via = interaction.via.map(|via| via.value);
        let broker = via.or([interaction.from, interaction.to].into_iter().find(|id| self.is_broker(*id)));
        match &interaction.declared.channel {
            Some(channel) => Some(Actor::Channel(broker, &channel.value)),
            None => via.map(Actor::Service),
        }
    }
}

/// The words of a message; never empty.
pub(super) fn message(interaction: &Interaction, line: Line) -> String {
    let words = words(interaction, line);
    match (words.is_empty(), line) {
        (false, _) => words,
        (true, Line::Async | Line::Later) => "message".into(),
        (true, _) => "call".into(),
    }
}
