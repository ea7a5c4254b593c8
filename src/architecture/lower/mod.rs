//! Makes one architecture of all files: merges, resolves names, derives identifiers. Never reads text.

mod consistency;
mod identifier;
mod operations;
mod resolve;

use super::{Architecture, Interaction, InteractionId, Journey, JourneyStep, Service, ServiceId, written};
use crate::diagnostic::Diagnostic;
use crate::parallel;
use crate::source::{Span, Spanned};
use resolve::Names;

/// Lowers the files of one architecture. All mistakes are reported at once; what is sound is returned with them.
///
/// The result does not depend on the order of files or tables.
pub fn lower(files: Vec<written::File>) -> (Architecture, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut architecture = Architecture::default();
    let (mut services, mut interactions, mut journeys) = (Vec::new(), Vec::new(), Vec::new());
    let (mut systems, mut policies, mut network) = (Vec::new(), Vec::new(), Vec::new());
    for file in files {
        services.extend(file.services);
        interactions.extend(file.interactions);
        journeys.extend(file.journeys);
        systems.extend(file.system);
        policies.extend(file.policy);
        network.extend(file.network);
    }
    architecture.system = only_one(systems, "system", &mut diagnostics).unwrap_or_default();
    architecture.policy = only_one(policies, "policy", &mut diagnostics).unwrap_or_default();
    lower_services(services, &mut architecture, &mut diagnostics);
    lower_network(network, &mut architecture, &mut diagnostics);
    lower_interactions(interactions, &mut architecture, &mut diagnostics);
    lower_journeys(journeys, &mut architecture, &mut diagnostics);
    consistency::check(&architecture, &mut diagnostics);
    (architecture, diagnostics)
}

/// The one table of its kind that all files together may have.
fn only_one<T>(mut tables: Vec<(Span, T)>, name: &str, diagnostics: &mut Vec<Diagnostic>) -> Option<T> {
    tables.sort_by_key(|(span, _)| *span);
    let mut tables = tables.into_iter();
    let (first, table) = tables.next()?;
    for (span, _) in tables {
        let title = format!("`[{name}]` is declared twice");
        diagnostics.push(
            Diagnostic::error("duplicate", title, span)
                .also(first, "first declared here")
                .help(format!("keep `[{name}]` in one file; the other files of the architecture share it")),
        );
    }
    Some(table)
}

fn lower_services(
    mut written: Vec<written::Service>,
    architecture: &mut Architecture,
    diagnostics: &mut Vec<Diagnostic>,
) {
    written.sort_by(|a, b| (&a.name.value, a.name.span).cmp(&(&b.name.value, b.name.span)));
    for service in written {
        if let Some(last) = architecture.services.last()
            && last.name == service.name.value
        {
            let title = format!("service `{}` is declared twice", last.name);
            diagnostics.push(
                Diagnostic::error("duplicate", title, service.name.span)
                    .also(last.span, "first declared here")
                    .help("keep one of the two tables, or give one of the services another name"),
            );
            continue;
        }
        let id = ServiceId(architecture.services.len() as u32);
        architecture.service_names.insert(service.name.value.clone(), id);
        let written::Service { name, declared } = service;
        architecture.services.push(Service { name: name.value, span: name.span, declared });
    }
}

fn lower_network(
    mut network: Vec<written::WrittenRoundTrip>,
    architecture: &mut Architecture,
    diagnostics: &mut Vec<Diagnostic>,
) {
    network.sort_by_key(|(pair, _)| pair.span);
    let regions: Vec<&str> = {
        let declared = architecture.services.iter().filter_map(|service| service.declared.region.as_ref());
        let mut regions: Vec<&str> = declared.map(|region| &*region.value).collect();
        regions.sort_unstable();
        regions.dedup();
        regions
    };
    for (pair, round_trip) in network {
        let (one, other) = &pair.value;
        for region in [one, other] {
            if regions.binary_search(&&**region).is_err() {
                let title = format!("no service runs in region `{region}`");
                diagnostics.push(
                    Diagnostic::warning("unknown-region", title, pair.span)
                        .maybe_help(crate::diagnostic::did_you_mean(region, regions.iter().copied())),
                );
            }
        }
        if let Some(earlier) = architecture.round_trips.insert(one, other, round_trip) {
            let title = format!("the round trip between `{one}` and `{other}` is declared twice");
            diagnostics.push(
                Diagnostic::error("duplicate", title, pair.span)
                    .also(earlier.span, "first declared here")
                    .help("a round trip is the same both ways: keep one of the two lines"),
            );
        }
    }
}

fn lower_interactions(
    written: Vec<written::Interaction>,
    architecture: &mut Architecture,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut names = Names::of_services(architecture);
    let mut resolved = Vec::with_capacity(written.len());
    let known = parallel::map(&written, |it| {
        let service = |name: &Spanned<Box<str>>| architecture.service_named(&name.value);
        (service(&it.from), service(&it.to), it.via.as_ref().and_then(service))
    });
    for (interaction, (from, to, via)) in written.into_iter().zip(known) {
        let from = from.or_else(|| names.service(&interaction.from, "from", diagnostics));
        let to = to.or_else(|| names.service(&interaction.to, "to", diagnostics));
        let via = interaction.via.as_ref().and_then(|name| {
            let via = via.or_else(|| names.service(name, "via", diagnostics))?;
            Some(Spanned::new(via, name.span))
        });
        let (Some(from), Some(to)) = (from, to) else { continue };
        resolved.push((
            interaction.id,
            Interaction {
                id: Box::default(),
                span: interaction.span,
                from,
                from_span: interaction.from.span,
                to,
                to_span: interaction.to.span,
                via,
                declared: interaction.declared,
            },
        ));
    }
    identifier::assign(&mut resolved, &architecture.services, diagnostics);
    let mut interactions: Vec<Interaction> =
        resolved.into_iter().map(|(_, interaction)| interaction).collect();
    interactions.sort_by(|a, b| (&a.id, a.span).cmp(&(&b.id, b.span)));
    for interaction in interactions {
        if let Some(last) = architecture.interactions.last()
            && last.id == interaction.id
        {
            let title = format!("two interactions have the id `{}`", last.id);
            diagnostics.push(
                Diagnostic::error("duplicate", title, interaction.span)
                    .also(last.span, "the other one")
                    .help("give one of them another `id`; where both are the same call, write it once with `calls`"),
            );
            continue;
        }
        architecture.interactions.push(interaction);
    }
}

fn lower_journeys(
    mut written: Vec<written::Journey>,
    architecture: &mut Architecture,
    diagnostics: &mut Vec<Diagnostic>,
) {
    written.sort_by(|a, b| (&a.id.value, a.id.span).cmp(&(&b.id.value, b.id.span)));
    let mut journeys: Vec<Journey> = Vec::with_capacity(written.len());
    {
        let mut services = Names::of_services(architecture);
        let mut interactions = Names::of_interactions(architecture);
        for journey in written {
            if let Some(last) = journeys.last()
                && last.id == journey.id.value
            {
                let title = format!("two journeys have the id `{}`", last.id);
                diagnostics.push(
                    Diagnostic::error("duplicate", title, journey.id.span)
                        .also(last.span, "the other one")
                        .help("give one of them another `id`"),
                );
                continue;
            }
            let steps = lower_steps(&journey.steps, &mut interactions, diagnostics);
            let Some(entry) = services.service(&journey.entry, "entry", diagnostics) else { continue };
            journeys.push(Journey {
                id: journey.id.value,
                span: journey.span,
                description: journey.description,
                entry: Spanned::new(entry, journey.entry.span),
                operation: journey.operation,
                user_waiting: journey.user_waiting,
                rate: journey.rate,
                tier: journey.tier,
                slo: journey.slo,
                steps,
                allow: journey.allow,
                evidence: journey.evidence,
            });
        }
    }
    architecture.journeys = journeys;
}

fn lower_steps(
    steps: &[Vec<Spanned<Box<str>>>],
    names: &mut Names<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<JourneyStep> {
    let mut lowered = Vec::with_capacity(steps.len());
    for step in steps {
        let mut group: Vec<Spanned<InteractionId>> = Vec::with_capacity(step.len());
        for name in step {
            group.extend(names.interaction(name, diagnostics).map(|id| Spanned::new(id, name.span)));
        }
        match group.len() {
            0 => {}
            1 => lowered.push(JourneyStep::One(group[0])),
            _ => lowered.push(JourneyStep::Parallel(group)),
        }
    }
    lowered
}
