//! What is known about services as such, and about cycles. Never says whether it is wrong.

use super::{Origin, Provenance, Reading, Subject, World};
use crate::analysis::{Cycle, CycleKind, SharedDatastore};
use crate::architecture::{Choice, Service, ServiceId};
use crate::graph::Level;

const DERIVED: Provenance = Provenance::Derived;

pub(super) fn service<'w>(world: &World<'w>, subject: Subject) -> (ServiceId, &'w Service) {
    let Subject::Service(id) = subject else { unreachable!("a fact about services is read of one") };
    (id, world.architecture.service(id))
}

/// What the service is. The language says that one without a kind is an ordinary service, so that nothing is assumed.
pub(super) fn kind<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let (_, service) = service(world, subject);
    let provenance = if service.declared.kind.is_some() { Provenance::Declared } else { DERIVED };
    Reading::text(service.kind().word(), provenance)
}

fn datastore<'w>(world: &World<'w>, subject: Subject) -> Option<&'w SharedDatastore> {
    world.analysis.datastore(service(world, subject).0)
}

/// The services that use the datastore.
pub(super) fn users<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let Some(store) = datastore(world, subject) else { return Reading::NOT_APPLICABLE };
    Reading::list(store.users.iter().map(|user| &*world.architecture.service(user.service).name), DERIVED)
}

pub(super) fn users_at(world: &World<'_>, subject: Subject) -> Vec<Origin> {
    let users = datastore(world, subject).map_or(&[][..], |store| &store.users);
    let place = |user: &crate::analysis::DatastoreUser| {
        let interaction = world.architecture.interaction(*user.interactions.first()?);
        Some(Origin {
            span: interaction.to_span,
            text: format!("`{}` uses it", world.service(user.service).name),
        })
    };
    users.iter().filter_map(place).collect()
}

pub(super) fn user_count<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    Reading::number(datastore(world, subject).map_or(0.0, |store| store.users.len() as f64), DERIVED)
}

/// The services that are known to write it.
pub(super) fn writer_count<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    Reading::number(datastore(world, subject).map_or(0.0, |store| store.writers().count() as f64), DERIVED)
}

/// Whether somebody's access is not declared.
pub(super) fn access_unknown<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    Reading::flag(datastore(world, subject).is_some_and(SharedDatastore::has_unknown_access), DERIVED)
}

fn cycle<'w>(world: &World<'w>, subject: Subject) -> &'w Cycle {
    let Subject::Cycle(index) = subject else { unreachable!("a fact about cycles is read of one") };
    &world.analysis.cycles()[index as usize]
}

/// What the cycle means for a request.
pub(super) fn cycle_kind<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let kind = match cycle(world, subject).kind {
        CycleKind::Operation => "operation",
        CycleKind::Reentrant => "re-entrant",
        CycleKind::ServiceOnly => "service",
        CycleKind::Undetermined => "undetermined",
    };
    Reading::text(kind, DERIVED)
}

pub(super) fn cycle_level<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let level = cycle(world, subject).level;
    Reading::text(if level == Level::Operation { "operation" } else { "service" }, DERIVED)
}

/// Whether every call of it is declared to block.
pub(super) fn all_blocking<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    if cycle(world, subject).all_blocking { Reading::flag(true, DERIVED) } else { Reading::UNKNOWN }
}

/// The calls whose mode would have to be declared.
pub(super) fn modes_lacking(world: &World<'_>, subject: Subject) -> Vec<String> {
    let interactions =
        cycle(world, subject).interactions.iter().map(|id| world.architecture.interaction(*id));
    let undecided = interactions.filter(|it| it.declared.mode.is_none());
    undecided.map(|it| format!("mode of `{}`", it.id)).collect()
}

/// All services of the cycle.
pub(super) fn members<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    Reading::list(
        cycle(world, subject).members.iter().map(|id| &*world.architecture.service(*id).name),
        DERIVED,
    )
}

/// One concrete way round, back to where it starts.
pub(super) fn walk<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let interactions =
        cycle(world, subject).interactions.iter().map(|id| world.architecture.interaction(*id));
    let mut names: Vec<&str> = Vec::new();
    for interaction in interactions {
        if names.is_empty() {
            names.push(&world.architecture.service(interaction.from).name);
        }
        names.push(&world.architecture.service(interaction.to).name);
    }
    Reading::list(names, DERIVED)
}

pub(super) fn walk_at(world: &World<'_>, subject: Subject) -> Vec<Origin> {
    let interactions =
        cycle(world, subject).interactions.iter().map(|id| world.architecture.interaction(*id));
    let place = |it: &crate::architecture::Interaction| {
        let (from, to) = (&world.service(it.from).name, &world.service(it.to).name);
        Origin { span: it.to_span, text: format!("`{from}` waits for `{to}`") }
    };
    interactions.map(place).collect()
}
