//! The gRPC interfaces that a crate compiles: its own and those of its callees. Never writes code for a procedure; the
//! runtime has it for all of them.

use super::names::Named;
use super::part::is_grpc;
use super::plan::{Plan, Shape};
use super::proto::Interface;
use super::{File, Owner};
use crate::architecture::{InteractionId, ServiceId};
use std::collections::BTreeMap;

/// The interfaces by service, each with the folder it lies in.
#[derive(Debug)]
pub(super) struct Interfaces(BTreeMap<ServiceId, (String, Interface)>);

impl Interfaces {
    pub(super) fn of(plan: &Plan, named: &Named) -> Self {
        let speaks = |id: &&InteractionId| is_grpc(plan, **id) && plan.shape(**id) == Shape::Call;
        let all = plan.incoming.iter().chain(&plan.outgoing).filter(speaks);
        let mut found = BTreeMap::new();
        for service in all.map(|id| plan.interaction(*id).to) {
            let theirs;
            let plan = if service == plan.service {
                plan
            } else {
                theirs = Plan::new(plan.architecture, service, plan.context);
                &theirs
            };
            if let Some(interface) = Interface::of(plan) {
                found.entry(service).or_insert_with(|| (named.protos[&service].clone(), interface));
            }
        }
        Self(found)
    }

    /// The folders, which are modules too.
    pub(super) fn folders(&self) -> Vec<String> {
        let mut folders: Vec<String> = self.0.values().map(|(folder, _)| folder.clone()).collect();
        folders.sort();
        folders
    }

    /// The Rust paths, within the crate, of the messages of an interaction that speaks gRPC: request and response.
    pub(super) fn messages(&self, plan: &Plan, id: InteractionId) -> Option<(String, String)> {
        let (folder, interface) = self.0.get(&plan.interaction(id).to)?;
        let (request, response) = interface.messages(&plan.procedure(id));
        let module = format!("generated::proto::{folder}::{}", interface.package.replace('.', "::"));
        Some((format!("{module}::{request}"), format!("{module}::{response}")))
    }

    /// What lies below `proto`.
    pub(super) fn files(&self) -> Vec<File> {
        let mut files = Vec::new();
        for (folder, interface) in self.0.values() {
            for (name, text) in interface.definitions(folder) {
                files.push(File { path: format!("proto/{folder}/{name}"), text, owner: Owner::Syncwise });
            }
            let path = format!("proto/{folder}/messages.proto");
            files.push(File { path, text: interface.placeholders(), owner: Owner::Developer });
        }
        files
    }
}
