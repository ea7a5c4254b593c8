//! From the plan to what the templates see. Never looks at the architecture for itself where the plan has the answer.

use super::channels::{self, Receiving};
use super::hybrid::{self, Hybrid};
use super::name::pascal;
use super::names::Named;
use super::part::{Part, Parts, is_grpc};
use super::plan::{Cause, Plan, Shape, Trigger};
use super::protos::Interfaces;
use super::route::Route;
use super::text::{code, code_cell, literal, markdown, plain, toml};
use super::view::{Callee, Channel, Deferred, Operation, Payload, PayloadGroup, View};
use super::{Placement, about, cases, crates, layout, limits, outbound, runtime, steps, wiring};
use crate::architecture::{FullPolicy, InteractionId, Protocol};

/// Everything about one service that is written down.
pub(super) fn view(plan: &Plan) -> View {
    let named = Named::new(plan);
    let service = plan.architecture.service(plan.service);
    let declared = &service.declared;
    let callees = outbound::callees(plan, &named);
    let (operations, consumes) = triggers(plan, &named);
    let publishes = publishes(plan, &named);
    let deferred = deferred(plan, &named);
    let steps = steps::steps(plan, &named);
    let description = declared.description.as_ref().map(|text| text.value.as_ref());
    let concurrency = declared.concurrency.map(|limit| limit.value);
    let sheds = declared.when_full.is_none_or(|policy| policy.value == FullPolicy::Reject);
    let interfaces = Interfaces::of(plan, &named);
    let payloads = payloads(plan, &named, &callees, &interfaces);
    let parts = Parts::of(plan);
    let modules = runtime::needed(&parts);
    let hybrids = !named.later.is_empty();
    let inside = plan.context.placement == Placement::Crate;
    let types = || payloads.iter().flat_map(|group| &group.types);
    View {
        package: named.krate.replace('_', "-"),
        name_code: code(&service.name),
        name_md: markdown(&service.name),
        name_literal: literal(&plain(&service.name, usize::MAX)),
        bounds: super::bounds::bounds(plan),
        description_md: description.map(markdown),
        description_toml: toml(description.unwrap_or(&service.name)),
        owner_md: declared.owner.as_ref().map(|owner| markdown(&owner.value)),
        run_command: run_command(&callees),
        limit_md: limit(concurrency, sheds),
        concurrency,
        sheds,
        placeholders: types().any(|payload| payload.fields.is_empty() && payload.alias.is_empty()),
        parameterised: types().any(|payload| !payload.fields.is_empty()),
        wiring: wiring::Parts {
            operations: &operations,
            consumes: &consumes,
            publishes: !publishes.is_empty() || !deferred.is_empty(),
            hybrids,
            callees: &callees,
            steps: &steps,
            defers: !deferred.is_empty(),
            reaches: publishes.iter().any(|channel| !channel.subscriptions.is_empty()),
            falls_back: steps::fall_back(plan, &named),
            refuses: concurrency.is_some() && sheds,
        }
        .wired(),
        calls: callees.iter().flat_map(|callee| callee.calls.clone()).collect(),
        steps,
        cases: cases::cases(plan, &named),
        limits: limits::limits(plan),
        protos: interfaces.folders(),
        proto_files: interfaces.files(),
        serves_http: operations.iter().any(|operation| !operation.grpc),
        serves_grpc: operations.iter().any(|operation| operation.grpc),
        calls_http: parts.has(Part::CallsHttp),
        calls_grpc: parts.has(Part::CallsGrpc),
        runtime_inside: inside,
        runtime_modules: if inside { runtime::declared(&modules) } else { Vec::new() },
        runtime_tests: if inside { runtime::tests(&modules) } else { Vec::new() },
        dependencies: if inside { crates::lines(&modules) } else { crates::beside(&modules) },
        broker_features: if inside { crates::brokers(&modules) } else { crates::brokers_beside(&modules) },
        later_awaits: later_awaits(&operations),
        handlers_bound: [(consumes.is_empty(), "Consumer"), (!hybrids, "Later")]
            .into_iter()
            .filter_map(|(without, name)| (!without).then_some(name))
            .collect::<Vec<_>>()
            .join(" + "),
        answers: consumes.iter().any(|channel| !channel.awaited_by.is_empty()),
        hybrids,
        calls_hybrids: plan.outgoing.iter().any(|id| hybrid::at_callee(plan, *id).is_some()),
        messaging: hybrids || !publishes.is_empty() || !consumes.is_empty() || !deferred.is_empty(),
        relay_interval: relay_interval(plan),
        brokers: brokers(plan),
        deferred,
        rust_version: crates::rust_version(&modules),
        krate: named.krate,
        operations,
        consumes,
        publishes,
        callees,
        payloads,
    }
}

fn limit(concurrency: Option<u32>, sheds: bool) -> String {
    match concurrency {
        Some(limit) if sheds => format!("{limit}, further ones get 503"),
        Some(limit) => format!("{limit}, further ones wait"),
        None => "no limit, because the architecture declares no `concurrency`".to_owned(),
    }
}

fn run_command(callees: &[Callee]) -> String {
    let address =
        |(at, callee): (usize, &Callee)| format!("{}=http://127.0.0.1:{} ", callee.variable, 8081 + at);
    let addresses: String = callees.iter().enumerate().map(address).collect();
    format!("{addresses}cargo run")
}

fn triggers(plan: &Plan, named: &Named) -> (Vec<Operation>, Vec<Channel>) {
    let (mut operations, mut consumes) = (Vec::new(), Vec::new());
    for (trigger, ident) in plan.triggers.iter().zip(&named.triggers) {
        match &trigger.cause {
            Cause::Request(route) => operations.push(operation(plan, named, trigger, route, ident)),
            Cause::Message(channel) => consumes.push(consumer(plan, named, trigger, channel, ident)),
        }
    }
    (operations, consumes)
}

fn operation(plan: &Plan, named: &Named, trigger: &Trigger, route: &Route, ident: &str) -> Operation {
    let (request, response) = (format!("{}Request", pascal(ident)), format!("{}Response", pascal(ident)));
    let method = if speaks_grpc(plan, trigger) { "gRPC" } else { route.method };
    let written = format!("`{method} {}`", route.path());
    let label = code(&trigger.label);
    let what = if label == written { format!("{label}.") } else { format!("{label}: {written}.") };
    let hybrid = Hybrid::of(plan, trigger);
    let hybrid = hybrid.map(|hybrid| hybrid::view(plan, named, trigger, ident, &hybrid));
    let mut parameters = vec![format!("_request: payload::{request}")];
    let returns = match &hybrid {
        Some(_) => "Result<(), Failure>".to_owned(),
        None => format!("Result<payload::{response}, Failure>"),
    };
    parameters.extend(hybrid.as_ref().map(|_| "accept: &mut Accept".to_owned()));
    Operation {
        ident: ident.to_owned(),
        method: route.method,
        verb: route.method.to_lowercase(),
        route_literal: literal(&route.path()),
        sample_literal: literal(&route.sample()),
        path_md: route.path(),
        label_md: code_cell(&trigger.label),
        name_literal: literal(&plain(&trigger.label, usize::MAX)),
        grpc: speaks_grpc(plan, trigger),
        docs: std::iter::once(what.clone()).chain(arrivals(plan, trigger)).collect(),
        about: vec![what],
        signature: layout::signature(ident, &parameters, &returns),
        body: steps::body(plan, named, trigger),
        hybrid,
        request,
        response,
    }
}

fn consumer(plan: &Plan, named: &Named, trigger: &Trigger, channel: &str, ident: &str) -> Channel {
    let message = named.channels[channel].message.clone();
    let what = format!("Channel {}.", code(channel));
    let receiving = Receiving::of(plan, channel, plan.service);
    let body = steps::body(plan, named, trigger);
    let work = if body.iter().any(|line| line.contains("work.")) { "work" } else { "_work" };
    Channel {
        ident: ident.to_owned(),
        literal: literal(channel),
        name_md: code_cell(channel),
        docs: std::iter::once(what.clone()).chain(arrivals(plan, trigger)).collect(),
        about: vec![what],
        signature: layout::signature(
            ident,
            &[format!("_message: payload::{message}"), format!("{work}: &mut Work")],
            "Result<(), Failure>",
        ),
        body,
        message,
        keyed: false,
        subscriptions: vec![receiving.subscription(channel, &plan.architecture.service(plan.service).name)],
        consumption: receiving.consumption(),
        failing_md: receiving.failing(),
        working_md: receiving.working(),
        awaited_by: awaited_by(plan, trigger),
        outcome_literal: literal(&format!("{channel}.outcome")),
    }
}

/// Channels on which other services are told what to do for a later step, each once.
fn later_awaits(operations: &[Operation]) -> Vec<String> {
    let steps =
        operations.iter().filter_map(|operation| operation.hybrid.as_ref()).flat_map(|one| &one.steps);
    let channels: std::collections::BTreeSet<&String> =
        steps.filter_map(|step| step.awaited.as_ref()).collect();
    channels.into_iter().cloned().collect()
}

/// The services that wait for the outcome of a consumed message.
fn awaited_by(plan: &Plan, trigger: &Trigger) -> Vec<String> {
    let awaited = trigger.arrives_by.iter().filter(|id| hybrid::is_awaited(plan, **id));
    let name = |id: &InteractionId| &plan.architecture.service(plan.interaction(*id).from).name;
    let names: std::collections::BTreeSet<_> = awaited.map(name).collect();
    names.into_iter().map(|name| literal(name)).collect()
}

/// Whether requests for it arrive over gRPC; procedures have routes of their own.
pub(super) fn speaks_grpc(plan: &Plan, trigger: &Trigger) -> bool {
    trigger.arrives_by.first().is_some_and(|id| is_grpc(plan, *id))
}

/// Who sets a trigger off, with where that is declared.
fn arrivals(plan: &Plan, trigger: &Trigger) -> Vec<String> {
    let mut lines = Vec::new();
    for id in &trigger.arrives_by {
        let interaction = plan.interaction(*id);
        let from = code(&plan.architecture.service(interaction.from).name);
        let origin = about::origin(plan, *id);
        let line = std::iter::once(format!("{} from {from}.", code(&interaction.id))).chain(origin);
        lines.push(format!("By {}", line.collect::<Vec<_>>().join(" ")));
    }
    if lines.is_empty() {
        lines.push("No interaction arrives here; a journey, or the `during` of a call, names it.".into());
    }
    lines
}

fn publishes(plan: &Plan, named: &Named) -> Vec<Channel> {
    let published = |id: InteractionId| match plan.shape(id) {
        Shape::Message(channel) => Some((channel, id)),
        _ => None,
    };
    let sent: Vec<_> = plan.outgoing.iter().filter_map(|id| published(*id)).collect();
    let mut channels: Vec<&String> = sent.iter().map(|(channel, _)| channel).collect();
    channels.sort();
    channels.dedup();
    let one = |channel: &String| {
        let names = &named.channels[channel];
        let interactions = sent.iter().filter(|(other, _)| other == channel);
        let about = interactions.map(|(_, id)| {
            let origin = about::origin(plan, *id);
            let line = std::iter::once(format!("By {}.", code(&plan.interaction(*id).id))).chain(origin);
            line.collect::<Vec<_>>().join(" ")
        });
        Channel {
            ident: names.ident.clone(),
            message: names.message.clone(),
            literal: literal(channel),
            name_md: code_cell(channel),
            docs: Vec::new(),
            about: std::iter::once(format!("Channel {}.", code(channel))).chain(about).collect(),
            signature: Vec::new(),
            body: Vec::new(),
            keyed: channels::is_keyed(plan, channel),
            subscriptions: channels::receivers(plan, channel)
                .into_iter()
                .map(|receiver| {
                    let group = &plan.architecture.service(receiver).name;
                    Receiving::of(plan, channel, receiver).subscription(channel, group)
                })
                .collect(),
            consumption: Vec::new(),
            failing_md: String::new(),
            working_md: String::new(),
            awaited_by: Vec::new(),
            outcome_literal: String::new(),
        }
    };
    channels.into_iter().map(one).collect()
}

fn deferred(plan: &Plan, named: &Named) -> Vec<Deferred> {
    let one = |id: &InteractionId| {
        let Shape::Deferred(channel) = plan.shape(*id) else { return None };
        let interaction = plan.interaction(*id);
        let (ident, callee) = (named.calls[id].clone(), &plan.architecture.service(interaction.to).name);
        let receiving = Receiving::of(plan, &channel, plan.service);
        let what = format!("{} to {}, made later by this service.", code(&interaction.id), code(callee));
        Some(Deferred {
            module: named.callees[&interaction.to].clone(),
            request: format!("{}Request", pascal(&ident)),
            literal: literal(&channel),
            id_md: code_cell(&interaction.id),
            callee_md: markdown(callee),
            about: std::iter::once(what).chain(about::origin(plan, *id)).collect(),
            keyed: channels::is_keyed(plan, &channel),
            subscription: receiving.subscription(&channel, &plan.architecture.service(plan.service).name),
            consumption: receiving.consumption(),
            failing_md: receiving.failing(),
            repeats: receiving.repeats(),
            ident,
        })
    };
    plan.outgoing.iter().filter_map(one).collect()
}

/// The shortest declared pause of the relay.
fn relay_interval(plan: &Plan) -> Option<String> {
    let sent = plan.outgoing.iter().filter(|id| matches!(plan.shape(**id), Shape::Message(_)));
    let declared = sent.filter_map(|id| plan.interaction(*id).declared.relay_interval);
    let shortest = declared.map(|interval| interval.value.seconds()).min_by(f64::total_cmp);
    // A relay that never rests helps nobody.
    shortest.map(|seconds| format!("std::time::{}", outbound::in_code(seconds.max(0.01))))
}

/// The brokers that the protocols of the service's channels name, as cargo features.
fn brokers(plan: &Plan) -> Vec<&'static str> {
    let messages = plan.outgoing.iter().chain(&plan.incoming);
    let messages = messages.filter(|id| matches!(plan.shape(**id), Shape::Message(_)));
    let feature = |id: &InteractionId| match plan.interaction(*id).declared.protocol?.value {
        Protocol::Nats => Some("nats"),
        Protocol::Amqp => Some("rabbitmq"),
        Protocol::Kafka => Some("kafka"),
        _ => None,
    };
    let has_code = |feature: &&str| runtime::exists(&format!("queue/{feature}"));
    let mut features: Vec<_> = messages.filter_map(feature).filter(has_code).collect();
    features.sort_unstable();
    features.dedup();
    features
}

fn payloads(plan: &Plan, named: &Named, callees: &[Callee], protos: &Interfaces) -> Vec<PayloadGroup> {
    let any = |name: &str| Payload { name: name.to_owned(), fields: String::new(), alias: Vec::new() };
    let pair = |ident: &str, route: &Route, id: Option<InteractionId>| {
        let (request, response) = (format!("{}Request", pascal(ident)), format!("{}Response", pascal(ident)));
        match id.filter(|id| is_grpc(plan, *id)).and_then(|id| protos.messages(plan, id)) {
            Some((asks, answers)) => [(request, asks), (response, answers)]
                .map(|(name, path)| Payload { alias: layout::alias(&name, &path), ..any(&name) })
                .to_vec(),
            None => vec![Payload { fields: fields(route), ..any(&request) }, any(&response)],
        }
    };
    let mut groups = Vec::new();
    for (trigger, ident) in plan.triggers.iter().zip(&named.triggers) {
        if let Cause::Request(route) = &trigger.cause {
            let mut types = pair(ident, route, trigger.arrives_by.first().copied());
            // An operation that goes on is answered by the runtime.
            types.truncate(if named.later.contains_key(ident) { 1 } else { 2 });
            groups.push(PayloadGroup { about: format!("The operation {}.", code(&trigger.label)), types });
        }
    }
    let mut calls: Vec<_> = named.calls.iter().collect();
    calls.sort_by_key(|(id, _)| named.callees[&plan.interaction(**id).to].as_str());
    for callee in callees {
        let mut types = Vec::new();
        for (id, ident) in
            calls.iter().filter(|(id, _)| named.callees[&plan.interaction(**id).to] == callee.ident)
        {
            let mut route = plan.route(**id);
            route.align(&mut std::collections::BTreeMap::new());
            let mut both = pair(ident, &route, Some(**id));
            if hybrid::at_callee(plan, **id).is_some() {
                both[1].alias = layout::alias(&both[1].name, "generated::runtime::accepted::Accepted");
            }
            types.extend(both);
        }
        groups.push(PayloadGroup { about: format!("Calls to {}.", callee.name_code), types });
    }
    let messages: Vec<_> = named.channels.values().map(|channel| any(&channel.message)).collect();
    if !messages.is_empty() {
        groups.push(PayloadGroup { about: "Messages.".into(), types: messages });
    }
    groups
}

/// The parameters of a path as fields: `product_id: "productId"`.
fn fields(route: &Route) -> String {
    let mut names = super::name::Names::default();
    let field = |wire: &str| format!("{}: {}", names.snake(wire, "field"), literal(wire));
    route.parameters().into_iter().map(field).collect::<Vec<_>>().join(", ")
}

/// Method and a sample path of an operation, as it is called in the architecture, where it is served over HTTP.
pub(super) fn request_of(plan: &Plan, operation: &str) -> Option<(&'static str, String)> {
    let found = plan.triggers.iter().find(|trigger| trigger.label == operation)?;
    match &found.cause {
        Cause::Request(route) if !speaks_grpc(plan, found) => Some((route.method, route.sample())),
        _ => None,
    }
}
