//! What the thing under the pointer means: a key, a rule, a service, or the verdict on an interaction. Never shows a
//! verdict while the text has mistakes.

use super::desk::{Desk, Known, Spot};
use super::place;
use crate::architecture::keys::{self, Key};
use crate::architecture::{Choice as _, InteractionId, ServiceId};
use crate::ask::in_file;
use crate::document::Part;
use crate::graph::CallGraph;
use crate::render::adr::markdown::{inline, name};
use crate::render::{DecisionView, decision_brief};
use crate::rule::{Class, Notice, Page};
use crate::run::Study;
use crate::source::Span;
use lsp_types::{Hover, HoverContents, HoverParams, MarkupContent, MarkupKind};

/// A few lines of Markdown about the place.
pub(super) fn hover(desk: &mut Desk, it: HoverParams) -> Option<Hover> {
    let spot = desk.spot(&it.text_document_position_params)?;
    let contents = HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value: text(&spot)? });
    let word = Span::new(spot.id, spot.cursor.range.clone());
    Some(Hover { contents, range: Some(place::range(spot.file, word)) })
}

fn text(spot: &Spot<'_>) -> Option<String> {
    let (cursor, known) = (&spot.cursor, spot.known);
    let architecture = &known.reading.architecture;
    if cursor.word.is_empty() {
        return None;
    }
    let mut whole = cursor.path.clone();
    match cursor.part {
        Part::Header => {
            whole.push(cursor.word);
            let service = || architecture.service_named(cursor.word).map(|id| service(known, id));
            match whole[..] {
                ["interaction"] => interaction_around(spot).or_else(|| meaning(&whole)),
                ["service", _] => service(),
                _ => meaning(&whole),
            }
        }
        Part::Key => {
            whole.push(cursor.word);
            match whole[..] {
                ["policy", "severity", rule] => rule_page(known, rule),
                ["policy", "weights", criterion] => question(known, criterion),
                _ => meaning(&whole),
            }
        }
        Part::Value => {
            let key = keys::named(&whole);
            let special = match (key?.takes, &whole[..]) {
                ("service", _) => architecture.service_named(cursor.word).map(|id| service(known, id)),
                ("rule", _) => rule_page(known, cursor.word),
                (_, ["journey", "steps"]) => {
                    architecture.interaction_named(cursor.word).and_then(|id| interaction(known, id))
                }
                (_, ["interaction", "id" | "mode"]) => interaction_around(spot),
                _ => None,
            };
            special.or_else(|| meaning(&whole))
        }
    }
}

fn meaning(path: &[&str]) -> Option<String> {
    let Key { name, takes, means } = keys::named(path)?;
    Some(format!("**{name}**: {}\n\n{}", inline(takes), inline(means)))
}

/// The interaction in whose table the place is.
fn interaction_around(spot: &Spot<'_>) -> Option<String> {
    let architecture = &spot.known.reading.architecture;
    let mut before = in_file(architecture, spot.id);
    before.retain(|id| architecture.interaction(*id).span.start as usize <= spot.offset);
    interaction(spot.known, *before.last()?)
}

/// The verdict on an interaction.
fn interaction(known: &Known, id: InteractionId) -> Option<String> {
    let reading = &known.reading;
    if !reading.is_sound() {
        return None;
    }
    let graph = CallGraph::link(&reading.architecture);
    let study = Study::derive(&reading.architecture, &graph);
    let (evidence, _) = reading.method.evidence(&study.world(), id);
    let decision = reading.method.decide(&evidence);
    let argument = reading.method.argue(&evidence, &decision);
    Some(decision_brief(&DecisionView {
        world: study.world(),
        id,
        method: &reading.method,
        evidence: &evidence,
        decision: &decision,
        argument: &argument,
    }))
}

fn service(known: &Known, id: ServiceId) -> String {
    let architecture = &known.reading.architecture;
    let service = architecture.service(id);
    let says = service.declared.description.as_ref();
    let says = says.map_or_else(String::new, |text| format!("\n\n{}", inline(&text.value)));
    let count = |ends: fn(&crate::architecture::Interaction) -> ServiceId| {
        architecture.interactions.iter().filter(|it| ends(it) == id).count()
    };
    let (makes, receives) = (count(|it| it.from), count(|it| it.to));
    format!(
        "**{}**: {}{says}\n\nstarts {makes} and receives {receives} of the declared interactions",
        name(&service.name),
        service.kind().word()
    )
}

fn rule_page(known: &Known, rule: &str) -> Option<String> {
    let check = known.reading.rules.checks.iter().find(|check| &*check.id == rule);
    if let Some(check) = check {
        return Some(page(rule, check.class, &check.page));
    }
    let notice = Notice::ALL.into_iter().find(|notice| notice.id == rule)?;
    Some(page(rule, notice.class, &notice.page()))
}

fn page(rule: &str, class: Class, page: &Page) -> String {
    let parts = [&page.what, &page.why].map(|part| part.trim().to_owned());
    let severity = class.severity().as_str();
    format!("**{rule}** ({} = {severity})\n\n{}\n\n**Why**\n\n{}", class.word(), parts[0], parts[1])
}

fn question(known: &Known, criterion: &str) -> Option<String> {
    let found = known.reading.rules.criteria.iter().find(|it| &*it.id.value == criterion)?;
    Some(format!("**{criterion}** (criterion, group {})\n\n{}", found.group.value, inline(&found.question)))
}
