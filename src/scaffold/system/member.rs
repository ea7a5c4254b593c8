//! One service among the others: its address, whom it needs to reach, and what it keeps. Never says what it does.

use super::super::assemble;
use super::super::plan::{Plan, Shape};
use super::super::text::markdown;
use super::broker::Broker;
use super::has_messages;
use super::outside::Double;
use crate::architecture::{Protocol, ServiceId, ServiceKind};
use serde::Serialize;

/// A service of the workspace.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Member {
    #[serde(skip)]
    pub(super) id: ServiceId,
    pub(super) package: String,
    pub(super) name_md: String,
    /// Its place among the ports.
    pub(super) offset: usize,
    pub(super) callees: Vec<Reached>,
    /// It has state of its own: an outbox, what it processed, the status of what it accepted.
    pub(super) stores: bool,
    /// It needs a broker.
    pub(super) messages: bool,
    /// Its state is in PostgreSQL where it runs in a container.
    pub(super) postgres: bool,
    pub(super) database: String,
    /// Others in `compose.yaml` that must be healthy first.
    pub(super) waits_for: Vec<&'static str>,
}

/// Somebody who is called.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Reached {
    pub(super) variable: String,
    pub(super) name_md: String,
    pub(super) offset: usize,
    /// Inside of the network of containers.
    pub(super) url: String,
}

/// All services in the order of their names.
pub(super) fn members(plans: &[Plan], broker: Option<&Broker>, doubles: &[Double]) -> Vec<Member> {
    plans.iter().enumerate().map(|(offset, plan)| member(plans, offset, plan, broker, doubles)).collect()
}

fn member(plans: &[Plan], offset: usize, plan: &Plan, broker: Option<&Broker>, doubles: &[Double]) -> Member {
    let package = package(plan);
    let messages = has_messages(plan);
    let postgres = messages && keeps_sql(plan);
    let database = if postgres {
        format!("postgres://postgres:postgres@postgres:5432/{package}")
    } else {
        format!("sqlite:///data/{package}.db?mode=rwc")
    };
    let mut waits_for = Vec::new();
    waits_for.extend(broker.filter(|_| messages).map(|broker| broker.name));
    waits_for.extend(postgres.then_some("postgres"));
    let callees = assemble::view(plan).callees;
    let reached = callees.iter().map(|callee| {
        let place = place(plans, doubles, callee.service);
        Reached {
            variable: callee.variable.clone(),
            name_md: callee.name_md.clone(),
            offset: place.0,
            url: place.1,
        }
    });
    Member {
        id: plan.service,
        name_md: markdown(&plan.architecture.service(plan.service).name),
        offset,
        callees: reached.collect(),
        stores: messages,
        messages,
        postgres,
        database,
        waits_for,
        package,
    }
}

/// The package of a planned service.
fn package(plan: &Plan) -> String {
    plan.context.crates[&plan.service].replace('_', "-")
}

/// Where somebody is called: the place among the ports, and the address among containers.
fn place(plans: &[Plan], doubles: &[Double], callee: ServiceId) -> (usize, String) {
    if let Some(at) = plans.iter().position(|plan| plan.service == callee) {
        return (at, format!("http://{}:8080", package(&plans[at])));
    }
    let at = doubles
        .iter()
        .position(|double| double.id == callee)
        .expect("who is called and not here has a double");
    (doubles[at].offset, format!("http://service-doubles:{}", 9001 + at))
}

/// It keeps its state in a database that speaks SQL.
fn keeps_sql(plan: &Plan) -> bool {
    plan.outgoing.iter().any(|id| {
        let interaction = plan.interaction(*id);
        let sql = interaction.declared.protocol.is_some_and(|protocol| protocol.value == Protocol::Sql);
        sql && plan.architecture.service(interaction.to).kind() == ServiceKind::Datastore
            && matches!(plan.shape(*id), Shape::LeftOut(_))
    })
}

impl Member {
    /// How it is started by hand while the others run as `run.sh` starts them.
    pub(super) fn run_command(&self) -> String {
        let address =
            |callee: &Reached| format!("{}=http://127.0.0.1:{} ", callee.variable, 8101 + callee.offset);
        let addresses: String = self.callees.iter().map(address).collect();
        format!("{addresses}cargo run")
    }
}
