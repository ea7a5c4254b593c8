//! The functions of the handlers that send messages: each writes to the outbox, in the transaction of the state that it
//! belongs to. Never sends anything itself.

use super::hybrid::{Hybrid, HybridStep, Moves};
use super::layout::{awaited, bound, signature};
use super::names::Named;
use super::plan::{Cause, Plan, Trigger};
use super::text::code;
use super::view::Step;
use super::{about, channels};
use crate::architecture::{FailureEffect, InteractionId};

/// A trigger whose work is written with the record of a message.
pub(super) fn is_consumer(trigger: &Trigger) -> bool {
    matches!(trigger.cause, Cause::Message(_))
}

/// The operation fails where the message cannot be written.
pub(super) fn is_hard(plan: &Plan, id: InteractionId) -> bool {
    plan.effect(id) == FailureEffect::Fail
}

/// In an operation: what must be sent in one transaction, then what need not be sent.
pub(super) fn statements(plan: &Plan, named: &Named, messages: &[InteractionId]) -> Vec<String> {
    let (hard, soft): (Vec<_>, Vec<_>) = messages.iter().partition(|id| is_hard(plan, **id));
    let mut lines = Vec::new();
    if !hard.is_empty() {
        lines.push("// What this operation changes belongs into the same transaction.".to_owned());
        lines.push("let mut transaction = self.store.begin().await?;".to_owned());
        for id in hard {
            let call = format!("{}(&mut transaction)", named.publishing[&id]);
            lines.extend(awaited("", "self", &call, "?;"));
        }
        lines.push("transaction.commit().await?;".to_owned());
    }
    for id in soft {
        lines.extend(awaited("", "self", &format!("{}()", named.publishing[&id]), ";"));
    }
    lines
}

/// In a consumer: what is sent with the record of the message.
pub(super) fn in_work(named: &Named, messages: &[InteractionId]) -> Vec<String> {
    let why = "// What is written in this transaction happens once, however often the message comes.";
    within(why, "work", named, messages)
}

/// In an operation that goes on after its answer: what is sent together with its being accepted.
pub(super) fn in_accept(named: &Named, messages: &[InteractionId]) -> Vec<String> {
    let why = "// What this operation changes belongs into this transaction: it is accepted with it.";
    within(why, "accept", named, messages)
}

fn within(why: &str, holder: &str, named: &Named, messages: &[InteractionId]) -> Vec<String> {
    let begin = format!("{holder}.begin().await?;");
    let begin = if messages.is_empty() { begin } else { format!("let transaction = {begin}") };
    let mut lines = vec![why.to_owned(), begin];
    for id in messages {
        let call = format!("{}(transaction)", named.publishing[id]);
        lines.extend(awaited("", "self", &call, "?;"));
    }
    lines
}

/// In whose transaction a message is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sharing {
    /// In one of its own.
    Alone,
    /// In the one that it is given.
    Shared,
    /// The same, and somebody must know which message it was.
    Known,
}

impl Sharing {
    /// Of the message that `id` becomes.
    pub(super) fn of(shared: bool, hybrid: Option<&Hybrid>, id: InteractionId) -> Self {
        let answered = |step: &HybridStep| matches!(step.moves, Moves::Answered(other, _) if other == id);
        match hybrid.is_some_and(|hybrid| hybrid.later().any(answered)) {
            true => Self::Known,
            false if shared => Self::Shared,
            false => Self::Alone,
        }
    }
}

/// The function of one interaction.
pub(super) fn step(
    plan: &Plan,
    named: &Named,
    id: InteractionId,
    channel: &str,
    ident: &str,
    sharing: Sharing,
) -> Step {
    let shared = sharing != Sharing::Alone;
    let known = sharing == Sharing::Known;
    let function = &named.publishing[&id];
    let keyed = channels::is_keyed(plan, channel);
    let mut lines = if shared {
        signature(
            function,
            &["transaction: &mut Transaction".to_owned()],
            if known { "Result<String, Failure>" } else { "Result<(), Failure>" },
        )
    } else {
        signature(function, &[], "")
    };
    if keyed {
        lines.push("    // Messages of one key stay in order: an order's number, for example.".into());
        lines.push("    let key = \"\";".into());
    }
    lines.push("    let message = Default::default();".into());
    let (key, transaction) = (if keyed { "key, " } else { "" }, if shared { "" } else { "&mut " });
    let call = format!("publish::{ident}({transaction}transaction, {key}&message);");
    if shared {
        lines.extend(bound("let sent = ", &call, 8).iter().map(|line| format!("    {line}")));
        if known {
            lines.push("    Ok(sent.await?)".into());
        } else {
            lines.push("    sent.await?;".into());
            lines.push("    Ok(())".into());
        }
    } else {
        lines.push("    let written = async {".into());
        lines.push("        let mut transaction = self.store.begin().await?;".into());
        lines.extend(bound("let sent = ", &call, 12).iter().map(|line| format!("        {line}")));
        lines.push("        sent.await?;".into());
        lines.push("        transaction.commit().await".into());
        lines.push("    };".into());
        lines.push("    if let Err(error) = written.await {".into());
        lines.push("        tracing::warn!(%error, \"goes on without the message\");".into());
        lines.push("    }".into());
    }
    lines.push("}".into());
    let effect = if shared {
        "sent once the transaction is committed"
    } else {
        "sent by a transaction of its own, and without it the operation goes on"
    };
    let what = format!("{} on channel {}: {effect}.", code(&plan.interaction(id).id), code(channel));
    Step { about: std::iter::once(what).chain(about::origin(plan, id)).collect(), lines }
}
