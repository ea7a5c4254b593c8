//! One interaction as an architecture of its own, so that it can be drawn alone. Never decides its mode.

use super::{Common, Input};
use crate::architecture::{Architecture, Choice, InteractionId, Mode, ServiceId, ServiceKind};
use crate::decision::Partition;
use crate::edit::{self, Value};
use anyhow::Result;

/// Mermaid of one interaction as it would be with a mode.
///
/// # Errors
/// When it cannot be drawn, which is a mistake of this program.
pub(super) fn diagram(
    common: &Common,
    architecture: &Architecture,
    id: InteractionId,
    mode: Option<Mode>,
    partition: &Partition,
) -> Result<String> {
    let text = text(architecture, id, mode, partition);
    let input = Input::Text { name: "portrait.toml".into(), text };
    let common = Common { inputs: vec![input], ..common.clone() };
    let options = super::DiagramOptions { journey: None, focus: None, plain: true };
    Ok(super::diagram(&common, &options)?.output)
}

fn text(architecture: &Architecture, id: InteractionId, mode: Option<Mode>, partition: &Partition) -> String {
    let interaction = architecture.interaction(id);
    let name = |id: ServiceId| &*architecture.service(id).name;
    let mut text = String::from("syncwise = 1\n");
    let mut shown = vec![interaction.from];
    for id in [Some(interaction.to), interaction.via.map(|via| via.value)].into_iter().flatten() {
        if !shown.contains(&id) {
            shown.push(id);
        }
    }
    for id in shown {
        let kind = architecture.service(id).declared.kind.map_or(ServiceKind::Service, |kind| kind.value);
        text += &format!("[service.{}]\nkind = \"{kind}\"\n", edit::key(name(id)));
    }
    let mut lines = vec![("from", Value::Text(name(interaction.from).into()))];
    lines.push(("to", Value::Text(name(interaction.to).into())));
    lines.extend(
        interaction
            .via
            .map(|via| ("via", Value::Text(name(via.value).into())))
            .filter(|_| mode != Some(Mode::Sync)),
    );
    let declared = &interaction.declared;
    lines.extend(declared.operation.as_ref().map(|it| ("operation", Value::Text(it.value.to_string()))));
    lines.extend(declared.channel.as_ref().map(|it| ("channel", Value::Text(it.value.to_string()))));
    lines.extend(declared.kind.map(|it| ("kind", Value::Text(it.value.word().into()))));
    lines.extend(mode.map(|mode| ("mode", Value::Text(mode.word().into()))));
    let steps = |names: Vec<&str>, when: &str| {
        let step = |id: &str| {
            vec![("id".to_owned(), Value::Text(id.into())), ("when".to_owned(), Value::Text(when.into()))]
        };
        names.into_iter().map(step).collect::<Vec<_>>()
    };
    let mut tables = steps(partition.now_names().collect(), "now");
    tables.extend(steps(partition.later_names().collect(), "later"));
    lines.extend((mode == Some(Mode::Hybrid)).then_some(("step", Value::Tables(tables))));
    text += "[[interaction]]\n";
    lines.iter().for_each(|(key, value)| text += &edit::lines("interaction", key, value));
    text
}
