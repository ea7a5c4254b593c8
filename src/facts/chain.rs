//! What a journey writes while it waits. Never says whether that is too much.

use super::{Origin, Provenance, Reading, Subject, World};
use crate::graph::Level;

const DERIVED: Provenance = Provenance::Derived;

/// Services that write data of their own; unknown where fewer than two are known and there may be more.
pub(super) fn writers<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let chain = world.analysis.write_chain(world.journey(subject).0);
    match chain.writers() >= 2 || chain.is_complete {
        true => Reading::number(f64::from(chain.writers()), DERIVED),
        false => Reading::UNKNOWN,
    }
}

/// Who writes where.
pub(super) fn written<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let writes = world.analysis.writes(world.journey(subject).0).into_iter();
    let name = |id| &world.service(id).name;
    let pair = |(from, to, _)| format!("`{}` in `{}`", name(from), name(to));
    Reading::list(writes.map(pair).collect::<Vec<_>>(), DERIVED)
}

pub(super) fn written_at(world: &World<'_>, subject: Subject) -> Vec<Origin> {
    let writes = world.analysis.writes(world.journey(subject).0).into_iter();
    let place = |(from, _, id)| Origin {
        span: world.architecture.interaction(id).to_span,
        text: format!("`{}` writes", world.service(from).name),
    };
    writes.take(8).map(place).collect()
}

/// Whether one request surely does all of it.
pub(super) fn level<'w>(world: &World<'w>, subject: Subject) -> Reading<'w> {
    let level = world.analysis.write_chain(world.journey(subject).0).level;
    Reading::text(if level == Level::Operation { "operation" } else { "service" }, DERIVED)
}

pub(super) fn lacking(world: &World<'_>, subject: Subject) -> Vec<String> {
    vec![format!(
        "datastores, their access and the modes of the calls behind `{}`",
        world.journey(subject).1.id
    )]
}
