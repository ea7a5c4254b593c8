//! Scaffolding: a Rust service that implements the decided interactions. Never touches the disk.
//!
//! The architecture becomes a [`plan`] (what sets off what), the plan gets [`names`], both become a [`view`], and the
//! templates in `templates/scaffold` turn the view into files.

mod about;
mod assemble;
mod bounds;
mod cases;
mod channels;
mod contract;
mod crates;
mod files;
mod found;
mod guards;
mod hybrid;
mod layout;
mod limits;
mod name;
mod names;
mod outbound;
mod owed;
mod part;
mod plan;
mod proto;
mod protos;
mod refuse;
mod route;
mod runtime;
mod steps;
mod system;
mod tell;
mod text;
mod view;
mod wiring;

pub use owed::{Owed, owed};
pub use system::{System, system};

use crate::architecture::{Architecture, InteractionId, Mode, ServiceId};
use crate::diagnostic::Diagnostic;
use std::collections::BTreeMap;

/// What was decided about the interactions, beyond what the architecture declares.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// The recommended mode, where there is one. A declared mode wins over it.
    pub recommended: BTreeMap<InteractionId, Mode>,
    /// The number of the decision record, where there is one.
    pub records: BTreeMap<InteractionId, u32>,
    /// Further upper bounds of buckets, by service: the name of the metric, and seconds.
    pub bounds: BTreeMap<ServiceId, Vec<(&'static str, f64)>>,
    /// Where the runtime is.
    pub placement: Placement,
    /// The names of the crates, where they must differ from each other; made of the service's name where left out.
    pub crates: BTreeMap<ServiceId, String>,
}

/// Where the code is that all scaffolded services have in common.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Placement {
    /// Inside of the service's crate, with nothing that it does not need: `src/generated/runtime`.
    #[default]
    Crate,
    /// In one crate of the workspace, `service-runtime`, which all services depend on.
    Workspace,
}

/// The files of one scaffolded service, sorted by path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Skeleton {
    /// A name for the folder: the package's.
    pub package: String,
    /// The files.
    pub files: Vec<File>,
}

/// One file of a skeleton.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Relative, with `/` between its parts; only ASCII letters, digits, `_`, `-` and dots that are no part alone.
    pub path: String,
    /// The whole text.
    pub text: String,
    /// Whose it is.
    pub owner: Owner,
}

/// Whose a file is when the skeleton is written a second time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// It follows the architecture: written again.
    Syncwise,
    /// It is the developer's: written once.
    Developer,
}

/// The skeleton of `service`.
///
/// A declared mode wins over a recommended one; where there is neither, the interaction is synchronous and says so.
/// The calls of an operation are made in the order of a journey's steps, else in their declared `order`, else by
/// identifier.
///
/// # Errors
/// A service whose kind has no code of its own, and parallel groups that are too wide.
pub fn skeleton(
    architecture: &Architecture,
    service: ServiceId,
    context: &Context,
) -> Result<Skeleton, Vec<Diagnostic>> {
    if let Some(refused) = refuse::not_ours(architecture, service) {
        return Err(vec![refused]);
    }
    let plan = plan::Plan::new(architecture, service, context);
    let wide = refuse::too_wide(&plan);
    if !wide.is_empty() {
        return Err(wide);
    }
    let mut skeleton = files::write(&assemble::view(&plan), &runtime::needed(&part::Parts::of(&plan)));
    skeleton.files.extend(contract::files(&plan, &names::Named::new(&plan)));
    skeleton.files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(skeleton)
}
