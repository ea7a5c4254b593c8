//! One name per thing of a service, given out once and in a fixed order. Never asks twice.

use super::hybrid::{self, Hybrid, StepNames};
use super::name::{Names, pascal};
use super::plan::{Cause, Plan, Shape, Trigger};
use crate::architecture::{FailureEffect, InteractionId, ServiceId};
use std::collections::BTreeMap;

/// The names of everything in one crate.
#[derive(Debug)]
pub(super) struct Named {
    /// The crate.
    pub(super) krate: String,
    /// Functions of operations and consumers, in the order of the plan's triggers.
    pub(super) triggers: Vec<String>,
    /// Modules of callees.
    pub(super) callees: BTreeMap<ServiceId, String>,
    /// Functions of calls, in clients and handlers.
    pub(super) calls: BTreeMap<InteractionId, String>,
    /// Functions of the handlers that answer for a call that failed.
    pub(super) fallbacks: BTreeMap<InteractionId, String>,
    /// Functions of the handlers that publish.
    pub(super) publishing: BTreeMap<InteractionId, String>,
    /// Folders of gRPC interfaces, the own one first.
    pub(super) protos: BTreeMap<ServiceId, String>,
    /// Channels, published or consumed, by what they are called.
    pub(super) channels: BTreeMap<String, ChannelName>,
    /// Functions of the steps of hybrid operations, by the operation's function.
    pub(super) later: BTreeMap<String, Vec<StepNames>>,
}

/// The names of a channel.
#[derive(Debug)]
pub(super) struct ChannelName {
    /// The publisher's method.
    pub(super) ident: String,
    /// The payload type.
    pub(super) message: String,
}

impl Named {
    pub(super) fn new(plan: &Plan) -> Self {
        let own = || Names::default().snake(&plan.architecture.service(plan.service).name, "service");
        let krate = plan.context.crates.get(&plan.service).cloned().unwrap_or_else(own);
        let (mut functions, mut modules) = (Names::default(), Names::default());
        let triggers: Vec<String> =
            plan.triggers.iter().map(|trigger| function(trigger, &mut functions)).collect();
        let mut calls = BTreeMap::new();
        let mut callees = BTreeMap::new();
        let (mut fallbacks, mut publishing) = (BTreeMap::new(), BTreeMap::new());
        let mut channels: BTreeMap<String, ChannelName> = BTreeMap::new();
        for id in plan.outgoing.iter().chain(&plan.incoming) {
            let interaction = plan.interaction(*id);
            let outgoing = interaction.from == plan.service;
            let shape = plan.shape(*id);
            if outgoing && matches!(shape, Shape::Deferred(_)) {
                publishing.insert(*id, functions.snake(&format!("defer {}", interaction.id), "call"));
            }
            match shape {
                Shape::Call | Shape::Deferred(_) if outgoing && !calls.contains_key(id) => {
                    calls.insert(*id, functions.snake(&interaction.id, "call"));
                    if plan.effect(*id) == FailureEffect::Degrade {
                        fallbacks
                            .insert(*id, functions.snake(&format!("without {}", interaction.id), "answer"));
                    }
                    let callee = &plan.architecture.service(interaction.to).name;
                    callees.entry(interaction.to).or_insert_with(|| modules.snake(callee, "callee"));
                }
                Shape::Message(channel) => {
                    if outgoing && !publishing.contains_key(id) {
                        let step = format!("publish {}", interaction.id);
                        publishing.insert(*id, functions.snake(&step, "message"));
                    }
                    channels
                        .entry(channel)
                        .or_insert_with_key(|channel| ChannelName::new(channel, &mut functions));
                }
                _ => {}
            }
        }
        let mut later = BTreeMap::new();
        for (trigger, ident) in plan.triggers.iter().zip(&triggers) {
            if let Some(hybrid) = Hybrid::of(plan, trigger) {
                later.insert(ident.clone(), hybrid::names(&hybrid, ident, &mut functions));
            }
        }
        let mut folders = Names::default();
        let mut protos = BTreeMap::from([(plan.service, folders.snake(&krate, "service"))]);
        for (callee, module) in &callees {
            protos.entry(*callee).or_insert_with(|| folders.snake(module, "service"));
        }
        Self { krate, protos, triggers, callees, calls, fallbacks, publishing, channels, later }
    }
}

/// The function of an operation or a consumed channel.
fn function(trigger: &Trigger, functions: &mut Names) -> String {
    match &trigger.cause {
        Cause::Request(route) if trigger.label.starts_with(route.method) => {
            functions.snake(&format!("{} {}", route.method, route.path()), "operation")
        }
        Cause::Request(_) => {
            functions.snake(trigger.label.rsplit('/').next().unwrap_or_default(), "operation")
        }
        Cause::Message(channel) => functions.snake(&format!("on {channel}"), "channel"),
    }
}

impl ChannelName {
    fn new(channel: &str, functions: &mut Names) -> Self {
        let ident = functions.snake(channel, "channel");
        Self { message: format!("{}Message", pascal(&ident)), ident }
    }
}
