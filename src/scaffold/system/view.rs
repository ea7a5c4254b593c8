//! What the templates of a workspace see. Never decides anything about one service.

use super::super::assemble;
use super::super::plan::Plan;
use super::super::text::markdown;
use super::broker::Broker;
use super::member::{Member, Reached};
use super::outside::Double;
use crate::architecture::{Architecture, Choice, ServiceId};
use serde::Serialize;
use std::collections::BTreeMap;

/// The whole workspace.
#[derive(Debug, Serialize)]
pub(super) struct SystemView {
    /// What Compose calls it.
    pub(super) project: String,
    pub(super) title_md: String,
    pub(super) description_md: Option<String>,
    pub(super) msrv: &'static str,
    pub(super) runtime: RuntimeView,
    pub(super) members: Vec<Member>,
    pub(super) doubles: Vec<Double>,
    pub(super) broker: Option<Broker>,
    pub(super) postgres: bool,
    /// A request to try.
    pub(super) example: Option<Example>,
    /// Each address once.
    pub(super) addresses: Vec<Address>,
    pub(super) any_messages: bool,
    pub(super) any_stores: bool,
    pub(super) messages_readers: String,
    pub(super) store_readers: String,
    /// What containers have, as the end of a sentence.
    pub(super) compose_md: String,
    pub(super) left_out: Vec<LeftOut>,
}

/// The crate that all services share.
#[derive(Debug, Serialize)]
pub(super) struct RuntimeView {
    pub(super) dependencies: Vec<String>,
    pub(super) for_tests: Vec<String>,
    pub(super) features: Vec<String>,
    pub(super) modules: Vec<&'static str>,
    pub(super) tests: Vec<String>,
}

/// A request that a newcomer can send.
#[derive(Debug, Serialize)]
pub(super) struct Example {
    method: &'static str,
    /// Safe inside double quotes of a shell: percent-encoded.
    path: String,
    body: bool,
    offset: usize,
}

/// A variable that holds an address, and who reads it.
#[derive(Debug, Serialize)]
pub(super) struct Address {
    variable: String,
    name_md: String,
    readers: String,
}

/// Something without a crate.
#[derive(Debug, Serialize)]
pub(super) struct LeftOut {
    name_md: String,
    kind: &'static str,
    why: String,
}

impl LeftOut {
    pub(super) fn of(architecture: &Architecture, id: ServiceId, why: &str) -> Self {
        let service = architecture.service(id);
        Self { name_md: markdown(&service.name), kind: service.kind().word(), why: why.to_owned() }
    }
}

/// The operation of the journey that changes something, else of the first one.
pub(super) fn example(architecture: &Architecture, plans: &[Plan], members: &[Member]) -> Option<Example> {
    let of_journey = |journey: &crate::architecture::Journey| {
        let plan = plans.iter().find(|plan| plan.service == journey.entry.value)?;
        let member = members.iter().find(|member| member.id == plan.service)?;
        let (method, path) = assemble::request_of(plan, &journey.operation.as_ref()?.value)?;
        Some(Example {
            method,
            path,
            body: matches!(method, "POST" | "PUT" | "PATCH"),
            offset: member.offset,
        })
    };
    let mut examples: Vec<Example> = architecture.journeys.iter().filter_map(of_journey).collect();
    let at = examples.iter().position(|example| example.body).unwrap_or(0);
    (at < examples.len()).then(|| examples.swap_remove(at))
}

/// Every address variable with its readers.
pub(super) fn addresses(members: &[Member]) -> Vec<Address> {
    let mut by_variable: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    for member in members {
        for Reached { variable, name_md, .. } in &member.callees {
            by_variable.entry((variable, name_md)).or_default().push(&member.package);
        }
    }
    let address = |((variable, name_md), readers): ((&str, &str), Vec<&str>)| Address {
        variable: variable.to_owned(),
        name_md: name_md.to_owned(),
        readers: readers.join(", "),
    };
    by_variable.into_iter().map(address).collect()
}

/// The packages of those who read a variable.
pub(super) fn readers(members: &[Member], reads: impl Fn(&Member) -> bool) -> String {
    let packages: Vec<&str> =
        members.iter().filter(|member| reads(member)).map(|member| member.package.as_str()).collect();
    if packages.len() == members.len() { "all".to_owned() } else { packages.join(", ") }
}

/// What containers start besides the services.
pub(super) fn in_containers(members: &[Member], broker: Option<&Broker>) -> String {
    let mut parts: Vec<&str> = broker.map(|broker| broker.title).into_iter().collect();
    if members.iter().any(|member| member.postgres) {
        parts.push("PostgreSQL");
    }
    parts.extend(["Prometheus (port 9090)", "Grafana (port 3000)"]);
    let last = parts.pop().expect("Grafana is always there");
    format!("{} and {last}", parts.join(", "))
}
