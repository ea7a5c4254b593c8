//! The whole system as one Cargo workspace: a crate per service, the runtime they share, and how they are started,
//! watched and built into images. Never scaffolds what has no code of its own; it says so.

mod broker;
mod files;
mod member;
mod outside;
mod view;

use super::name::Names;
use super::part::{Part, Parts};
use super::plan::Plan;
use super::text::{markdown, plain};
use super::{Context, File, Placement, assemble, contract, files as crate_files, names, refuse, runtime};
use crate::architecture::{Architecture, ServiceId};
use crate::diagnostic::Diagnostic;
use broker::Broker;
use member::Member;
use std::collections::{BTreeMap, BTreeSet};
use view::{RuntimeView, SystemView};

/// The files of a whole system, sorted by path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct System {
    /// The files.
    pub files: Vec<File>,
    /// The services with a crate: the folder of each in `services`, which is also its package and its job in Prometheus.
    pub members: BTreeMap<ServiceId, String>,
    /// What has no code of its own, with the reason as a phrase.
    pub left_out: Vec<(ServiceId, String)>,
}

/// The workspace with every service of the architecture that has code of its own.
///
/// # Errors
/// What [`super::skeleton`] refuses in any service, and an architecture without services.
pub fn system(architecture: &Architecture, context: &Context) -> Result<System, Vec<Diagnostic>> {
    let ours: Vec<ServiceId> =
        architecture.service_ids().filter(|id| refuse::is_ours(architecture.service(*id).kind())).collect();
    if ours.is_empty() {
        return Err(refuse::nothing_ours(architecture).into_iter().collect());
    }
    let crates = crate_names(architecture, &ours);
    let context = Context { placement: Placement::Workspace, crates, ..context.clone() };
    let plans: Vec<Plan> = ours.iter().map(|id| Plan::new(architecture, *id, &context)).collect();
    let wide: Vec<Diagnostic> = plans.iter().flat_map(refuse::too_wide).collect();
    if !wide.is_empty() {
        return Err(wide);
    }
    let broker = Broker::of(&plans);
    let doubles = outside::doubles(&plans, ours.len());
    let members = member::members(&plans, broker.as_ref(), &doubles);
    let left_out = outside::left_out(architecture, &doubles, broker.as_ref());
    let view = SystemView {
        project: project(architecture),
        title_md: architecture
            .system
            .name
            .as_ref()
            .map_or("Services".to_owned(), |name| markdown(&name.value)),
        description_md: architecture.system.description.as_ref().map(|text| markdown(&text.value)),
        msrv: super::crates::rust_version(&modules(&plans)),
        runtime: runtime_view(&plans),
        postgres: members.iter().any(|member| member.postgres),
        example: view::example(architecture, &plans, &members),
        addresses: view::addresses(&members),
        any_messages: members.iter().any(|member| member.messages),
        any_stores: members.iter().any(|member| member.stores),
        messages_readers: view::readers(&members, |member| member.messages),
        store_readers: view::readers(&members, |member| member.stores),
        compose_md: view::in_containers(&members, broker.as_ref()),
        left_out: left_out.iter().map(|(id, why)| view::LeftOut::of(architecture, *id, why)).collect(),
        members,
        doubles,
        broker,
    };
    let mut files = files::write(&view, &modules(&plans));
    for (plan, member) in plans.iter().zip(&view.members) {
        files.extend(crate_of(plan, member, view.msrv));
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    let members = ours.into_iter().zip(view.members.iter().map(|member| member.package.clone())).collect();
    Ok(System { files, members, left_out })
}

/// The files of one service, below its folder. It compiles with no older Rust than the runtime beside it.
fn crate_of(plan: &Plan, member: &Member, msrv: &'static str) -> Vec<File> {
    let mut view = assemble::view(plan);
    view.run_command = member.run_command();
    view.rust_version = msrv;
    let parts = Parts::of(plan);
    let skeleton = crate_files::write(&view, &runtime::needed(&parts));
    let contracts = contract::files(plan, &names::Named::new(plan));
    let below = |file: File| File { path: format!("services/{}/{}", member.package, file.path), ..file };
    skeleton.files.into_iter().chain(contracts).map(below).collect()
}

/// One crate name per service, none of them that of a crate beside them.
fn crate_names(architecture: &Architecture, ours: &[ServiceId]) -> BTreeMap<ServiceId, String> {
    let mut names = Names::default();
    for taken in [
        "service-runtime",
        "service-doubles",
        "prometheus",
        "grafana",
        "postgres",
        "nats",
        "rabbitmq",
        "kafka",
    ] {
        names.snake(taken, "service");
    }
    ours.iter().map(|id| (*id, names.snake(&architecture.service(*id).name, "service"))).collect()
}

/// What Compose calls the project: lower-case letters, digits and dashes.
fn project(architecture: &Architecture) -> String {
    let name = architecture.system.name.as_ref().map_or_else(String::new, |name| plain(&name.value, 60));
    Names::default().snake(&name, "system").replace('_', "-")
}

/// The modules that any of the services needs.
fn modules(plans: &[Plan]) -> Vec<&'static runtime::Module> {
    let names: BTreeSet<&str> =
        plans.iter().flat_map(|plan| runtime::needed(&Parts::of(plan))).map(|module| module.name).collect();
    runtime::MODULES.iter().filter(|module| names.contains(module.name)).collect()
}

fn runtime_view(plans: &[Plan]) -> RuntimeView {
    let modules = modules(plans);
    let brokers = super::crates::brokers(&modules);
    let mut for_tests = vec![r#"tokio = { version = "1", features = ["test-util"] }"#.to_owned()];
    if !brokers.is_empty() {
        for_tests.insert(0, r#"tempfile = "3""#.to_owned());
    }
    let calls = modules.iter().any(|module| module.crates.contains(&"reqwest"));
    let tls = calls.then(|| r#"tls = ["reqwest/rustls"]"#.to_owned());
    RuntimeView {
        dependencies: super::crates::lines(&modules),
        for_tests,
        features: brokers.into_iter().chain(tls).collect(),
        modules: runtime::declared(&modules),
        tests: runtime::tests(&modules),
    }
}

/// Whether a service keeps messages: its own, or those of others.
fn has_messages(plan: &Plan) -> bool {
    Parts::of(plan).has_any(&[Part::Publishes, Part::Consumes, Part::Hybrid])
}
