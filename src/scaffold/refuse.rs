//! What cannot be scaffolded, and what can instead. Never touches an architecture that can.

use super::plan::Plan;
use crate::architecture::{Architecture, Choice, ServiceId, ServiceKind};
use crate::diagnostic::Diagnostic;

/// The most futures that one `tokio::join!` is asked to drive.
const WIDEST_GROUP: usize = 32;

/// An architecture in which all code is somebody else's.
pub(super) fn nothing_ours(architecture: &Architecture) -> Option<Diagnostic> {
    architecture.service_ids().find_map(|id| not_ours(architecture, id))
}

/// A service whose code is somebody else's.
pub(super) fn not_ours(architecture: &Architecture, service: ServiceId) -> Option<Diagnostic> {
    let wanted = architecture.service(service);
    if is_ours(wanted.kind()) {
        return None;
    }
    let kind = wanted.kind().word();
    let ours = architecture.services.iter().filter(|service| is_ours(service.kind()));
    let names: Vec<_> = ours.map(|service| format!("`{}`", service.name.escape_debug())).collect();
    let help = match names.len() {
        0 => "this architecture has no service or gateway that could be scaffolded".to_owned(),
        1..=20 => format!("services that can be scaffolded: {}", names.join(", ")),
        more => format!("services that can be scaffolded: {} and {} more", names[..20].join(", "), more - 20),
    };
    let title = format!("`{}` is no service to scaffold: its kind is {kind}", wanted.name.escape_debug());
    Some(Diagnostic::error("not-scaffoldable", title, wanted.span).help(help))
}

pub(super) fn is_ours(kind: ServiceKind) -> bool {
    matches!(kind, ServiceKind::Service | ServiceKind::Gateway)
}

/// Parallel groups that are too wide for the code they would become.
pub(super) fn too_wide(plan: &Plan) -> Vec<Diagnostic> {
    let groups = plan.triggers.iter().flat_map(|trigger| &trigger.makes);
    let wide = groups.filter(|group| group.len() > WIDEST_GROUP);
    wide.map(|group| {
        let first = plan.interaction(group[0]);
        let title = format!("{} calls run in parallel with `{}`", group.len(), first.id.escape_debug());
        Diagnostic::error("parallel-group-too-wide", title, first.span).help(format!(
            "scaffold supports {WIDEST_GROUP}; declare repeated calls as one interaction with `calls`"
        ))
    })
    .collect()
}
