//! AsyncAPI 3.0: the channels a service sends to and receives from. Never lists a channel that no interaction uses.

use super::super::names::{ChannelName, Named};
use super::super::plan::{Plan, Shape};
use super::super::text::{code, plain};
use super::{bindings, headers, info, origins, schema, sentences};
use crate::architecture::{Choice, InteractionId};
use serde::Serialize;
use serde_json::{Map, Value, json};
use std::collections::BTreeMap;

/// The document, in the order in which people read it.
#[derive(Serialize)]
pub(super) struct AsyncApi {
    asyncapi: &'static str,
    info: Value,
    #[serde(rename = "defaultContentType")]
    default_content_type: &'static str,
    servers: Value,
    channels: BTreeMap<String, Value>,
    operations: BTreeMap<String, Value>,
    components: Value,
}

/// One side of a channel.
struct Side {
    sends: bool,
    interactions: Vec<InteractionId>,
}

/// The channels, where there are any.
pub(super) fn document(plan: &Plan, named: &Named) -> Option<AsyncApi> {
    let (mut channels, mut operations, mut messages) = (BTreeMap::new(), BTreeMap::new(), Map::new());
    for (address, name) in &named.channels {
        channels.insert(name.ident.clone(), channel(address, name));
        messages.insert(name.message.clone(), message(address, name));
        for side in sides(plan, address) {
            let action = if side.sends { "send" } else { "receive" };
            operations.insert(format!("{action}_{}", name.ident), operation(plan, name, &side, address));
        }
    }
    (!channels.is_empty()).then(|| AsyncApi {
        asyncapi: "3.0.0",
        info: info(plan, "The channels, seen from this service. Payloads are placeholders."),
        default_content_type: "application/json",
        servers: bindings::servers(),
        channels,
        operations,
        components: json!({
            "messages": messages,
            "schemas": { "Headers": headers::message() },
        }),
    })
}

fn channel(address: &str, name: &ChannelName) -> Value {
    let message = schema::component("messages", &name.message);
    let messages = Map::from_iter([(name.message.clone(), message)]);
    json!({
        "address": bindings::address(address),
        "title": plain(address, 200),
        "messages": messages,
        "bindings": bindings::channel(address),
    })
}

fn message(address: &str, name: &ChannelName) -> Value {
    json!({
        "name": name.message,
        "title": plain(address, 200),
        "contentType": "application/json",
        "headers": schema::component("schemas", "Headers"),
        "payload": schema::anything(&format!("A message on {}.", code(address))),
        "bindings": bindings::message(),
    })
}

/// The interactions on a channel by direction; a direction that none takes is left out.
fn sides(plan: &Plan, address: &str) -> Vec<Side> {
    let here = |id: &InteractionId| matches!(plan.shape(*id), Shape::Message(channel) if channel == address);
    let side = |sends, ids: &[InteractionId]| Side {
        sends,
        interactions: ids.iter().copied().filter(here).collect(),
    };
    let sides = [side(true, &plan.outgoing), side(false, &plan.incoming)];
    sides.into_iter().filter(|side| !side.interactions.is_empty()).collect()
}

fn operation(plan: &Plan, name: &ChannelName, side: &Side, address: &str) -> Value {
    let group = &plan.architecture.service(plan.service).name;
    let mut description = sentences(plan, &side.interactions);
    description.extend(side.interactions.iter().filter_map(|id| promises(plan, *id)));
    json!({
        "action": if side.sends { "send" } else { "receive" },
        "channel": schema::at(&["channels", &name.ident]),
        "title": plain(address, 200),
        "description": description.join("\n\n"),
        "messages": [schema::at(&["channels", &name.ident, "messages", &name.message])],
        "bindings": bindings::operation(side.sends, group, address),
        "x-interactions": origins(plan, &side.interactions),
    })
}

/// What is declared about delivery, as one sentence.
fn promises(plan: &Plan, id: InteractionId) -> Option<String> {
    let declared = &plan.interaction(id).declared;
    let mut parts = Vec::new();
    parts.extend(declared.delivery.map(|delivery| format!("delivery {}", delivery.value.word())));
    parts.extend(declared.ordering.map(|order| format!("order {}", order.value.word())));
    parts.extend(declared.max_deliveries.map(|most| format!("at most {} deliveries", most.value)));
    parts.extend(declared.consumers.map(|workers| format!("{} workers", workers.value)));
    parts.extend(declared.staleness.map(|age| format!("handled within {}", age.value)));
    parts.extend(declared.time_to_live.map(|time| format!("time to live {}", time.value)));
    (!parts.is_empty())
        .then(|| format!("Declared for {}: {}.", code(&plan.interaction(id).id), parts.join(", ")))
}
