//! What a record depends on: facts with their values, and a stable hash over them. Never depends on the order of tables.

use super::check::ChangedFact;
use crate::architecture::{Choice as _, Date, Interaction};
use crate::render::decision::DecisionView;
use std::collections::BTreeMap;

/// Facts of one interaction by name, with their values as people write them; what is not known is not there.
pub(super) type Facts = BTreeMap<String, String>;

/// Everything about an interaction that its record speaks of.
pub(super) fn facts_of(view: &DecisionView<'_>, today: Date) -> Facts {
    let mut facts = declared(view);
    for (index, column) in view.method.columns().iter().enumerate() {
        let slot = view.evidence.slots()[index];
        if !slot.is_unknown() {
            facts.insert(column.name.to_string(), column.show(slot));
        }
    }
    let mut put = |name: &str, value: Option<String>| {
        facts.extend(value.map(|value| (name.to_owned(), value)));
    };
    let split = &view.evidence.partition;
    let names = |names: Vec<&str>| (!names.is_empty()).then(|| names.join(", "));
    put("now-steps", names(split.now_names().collect()));
    put("later-steps", names(split.later_names().collect()));
    put("recommended", view.decision.recommended.map(|mode| mode.word().to_owned()));
    put("verdict", Some(view.argument.verdict.as_str().to_owned()));
    if let Some(allow) = view.accepted() {
        put("accepted", Some(allow.reason.value.to_string()));
        put("accepted-by", allow.owner.as_ref().map(|owner| owner.value.to_string()));
        put(
            "accepted-until",
            allow.expires.map(|day| day.value).map(|day| {
                let passed = if day < today { ", which has passed" } else { "" };
                format!("{day}{passed}")
            }),
        );
    }
    facts
}

fn declared(view: &DecisionView<'_>) -> Facts {
    let Interaction { declared, .. } = view.interaction();
    let mut facts = Facts::new();
    let mut put = |name: &str, value: Option<String>| {
        facts.extend(value.map(|value| (name.to_owned(), value)));
    };
    macro_rules! texts {
        ($($name:literal: $field:ident),+ $(,)?) => {
            $(put($name, declared.$field.as_ref().map(|it| it.value.to_string()));)+
        };
    }
    texts! {
        "attempts": attempts, "channel": channel, "circuit-breaker": circuit_breaker,
        "dead-letter": dead_letter, "deadline-propagation": deadline_propagation, "during": during,
        "idempotency-key": idempotency_key, "mode": mode, "on-failure": on_failure, "operation": operation,
        "outbox": outbox, "partition-key": partition_key, "protocol": protocol, "queue-limit": queue_limit,
        "time-to-live": time_to_live, "timeout": timeout,
    }
    put("from", Some(view.from().name.to_string()));
    put("to", Some(view.to().name.to_string()));
    put("owner", view.from().declared.owner.as_ref().map(|owner| owner.value.to_string()));
    facts
}

/// FNV-1a over names and values, 16 hexadecimal digits. The same on every machine and in every version.
pub(super) fn hash_of(facts: &Facts) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let parts = facts.iter().flat_map(|(name, value)| [name.as_str(), "\0", value, "\0"]);
    for byte in parts.flat_map(str::bytes) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3);
    }
    format!("{hash:016x}")
}

/// What differs between the facts of a record and those of today, by name.
pub(super) fn changes(before: &Facts, now: &Facts) -> Vec<ChangedFact> {
    let names: std::collections::BTreeSet<&String> = before.keys().chain(now.keys()).collect();
    let change = |name: &String| {
        let (before, now) = (before.get(name).cloned(), now.get(name).cloned());
        (before != now).then(|| ChangedFact { fact: name.clone(), before, now })
    };
    names.into_iter().filter_map(change).collect()
}
