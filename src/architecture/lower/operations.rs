//! Which operations a service has, and which names of operations look like slips. Never invents an operation.

use crate::architecture::{Architecture, Interaction, Journey, ServiceId};
use crate::diagnostic::{Diagnostic, did_you_mean, near_slip};
use crate::parallel;
use crate::source::Spanned;
use rustc_hash::{FxHashMap, FxHashSet};

/// The operations of every service: those that somebody calls or a journey enters.
pub(super) struct Operations<'a> {
    called: FxHashMap<ServiceId, FxHashSet<&'a str>>,
    entered: FxHashMap<ServiceId, FxHashSet<&'a str>>,
    made: FxHashMap<ServiceId, FxHashSet<&'a str>>,
}

fn by_service<'a>(
    names: impl Iterator<Item = (ServiceId, Option<&'a Spanned<Box<str>>>)>,
) -> FxHashMap<ServiceId, FxHashSet<&'a str>> {
    let mut by_service: FxHashMap<_, FxHashSet<&str>> = FxHashMap::default();
    for (service, name) in names {
        if let Some(name) = name {
            by_service.entry(service).or_default().insert(&*name.value);
        }
    }
    by_service
}

impl<'a> Operations<'a> {
    pub(super) fn of(architecture: &'a Architecture) -> Self {
        let interactions = || architecture.interactions.iter();
        let (mut entered, made) = parallel::join(
            || by_service(interactions().map(|it| (it.to, it.declared.operation.as_ref()))),
            || by_service(interactions().map(|it| (it.from, it.declared.during.as_ref()))),
        );
        let called = entered.clone();
        for journey in &architecture.journeys {
            if let Some(operation) = &journey.operation {
                entered.entry(journey.entry.value).or_default().insert(&*operation.value);
            }
        }
        Self { called, entered, made }
    }

    /// `during` that nobody enters is fine (a timer, a consumer), unless it looks like a slip.
    pub(super) fn check_during(
        &self,
        architecture: &Architecture,
        interaction: &Interaction,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let Some(during) = &interaction.declared.during else { return };
        let Some(entered) = self.entered.get(&interaction.from) else { return };
        if entered.contains(&*during.value) {
            return;
        }
        let made = self.made.get(&interaction.from);
        let unused = entered.iter().copied().filter(|name| made.is_none_or(|made| !made.contains(name)));
        let mut unused: Vec<&str> =
            unused.filter(|name| name.len().abs_diff(during.value.len()) <= 2).collect();
        unused.sort_unstable();
        if let Some(near) = near_slip(&during.value, unused) {
            let service = &architecture.service(interaction.from).name;
            let title = format!("nobody calls operation `{}` of `{service}`", during.value);
            diagnostics.push(
                Diagnostic::warning("unknown-operation", title, during.span)
                    .help(format!("did you mean `{near}`?")),
            );
        }
    }

    pub(super) fn check_journey(
        &self,
        architecture: &Architecture,
        journey: &Journey,
        diagnostics: &mut Vec<Diagnostic>,
    ) {
        let Some(operation) = &journey.operation else { return };
        let Some(made) = self.made.get(&journey.entry.value) else { return };
        let called = self.called.get(&journey.entry.value).into_iter().flatten();
        let mut known: Vec<&str> = made.iter().chain(called).copied().collect();
        if known.contains(&&*operation.value) {
            return;
        }
        known.sort_unstable();
        known.dedup();
        let entry = &architecture.service(journey.entry.value).name;
        let title = format!("no interaction mentions operation `{}` of `{entry}`", operation.value);
        diagnostics.push(
            Diagnostic::warning("unknown-operation", title, operation.span)
                .maybe_help(did_you_mean(&operation.value, known.iter().copied())),
        );
    }
}
