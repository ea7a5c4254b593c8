//! Derives identifiers of interactions that declare none. Never depends on the order of tables.

use crate::architecture::{Interaction, Service};
use crate::diagnostic::Diagnostic;
use crate::source::Spanned;
use rustc_hash::FxHashMap;

/// Gives every interaction its identifier: the declared one, else `FROM-TO-OPERATION` (or the channel), with the
/// caller's operation appended where several interactions would share it.
pub(super) fn assign(
    interactions: &mut [(Option<Spanned<Box<str>>>, Interaction)],
    services: &[Service],
    diagnostics: &mut Vec<Diagnostic>,
) {
    for (declared, interaction) in interactions.iter_mut() {
        interaction.id = match declared {
            Some(declared) => std::mem::take(&mut declared.value),
            None => derived(interaction, services, false).into(),
        };
    }
    if interactions.iter().all(|(declared, _)| declared.is_some()) {
        return;
    }
    let shared = shared(interactions);
    for ((declared, interaction), is_shared) in interactions.iter_mut().zip(shared) {
        if declared.is_some() {
            continue;
        }
        if is_shared {
            interaction.id = derived(interaction, services, true).into();
        }
        if interaction.id.is_empty() {
            let title = "the interaction needs an `id`, because none can be derived from its names";
            diagnostics
                .push(Diagnostic::error("missing-key", title, interaction.span).help("write `id = \"…\"`"));
        }
    }
}

/// Per interaction, whether another one has the same identifier.
fn shared(interactions: &[(Option<Spanned<Box<str>>>, Interaction)]) -> Vec<bool> {
    let mut count: FxHashMap<&str, u32> = FxHashMap::default();
    count.reserve(interactions.len());
    interactions.iter().for_each(|(_, interaction)| *count.entry(&interaction.id).or_default() += 1);
    interactions.iter().map(|(_, interaction)| count[&*interaction.id] > 1).collect()
}

fn derived(interaction: &Interaction, services: &[Service], long: bool) -> String {
    let name = |index: crate::architecture::ServiceId| &*services[index.0 as usize].name;
    let declared = &interaction.declared;
    let mut parts = vec![name(interaction.from), name(interaction.to)];
    parts.extend(declared.operation.as_ref().or(declared.channel.as_ref()).map(|text| &*text.value));
    if long {
        parts.extend(declared.during.as_ref().map(|text| &*text.value));
    }
    kebab(&parts.join("-"))
}

/// Lower case words joined by `-`: `PlaceOrder` becomes `place-order`, `GET /cart/{id}` becomes `get-cart-id`.
fn kebab(text: &str) -> String {
    let mut id = String::with_capacity(text.len() + 4);
    let mut last: Option<char> = None;
    for c in text.chars() {
        if c.is_alphanumeric() {
            let hump = c.is_uppercase() && last.is_some_and(|last| last.is_lowercase() || last.is_numeric());
            let gap = last.is_some_and(|last| !last.is_alphanumeric());
            if (hump || gap) && !id.is_empty() {
                id.push('-');
            }
            id.extend(c.to_lowercase());
        }
        last = Some(c);
    }
    id
}

#[cfg(test)]
mod tests {
    use super::kebab;

    #[test]
    fn makes_readable_identifiers() {
        for (text, id) in [
            ("checkout-payment-PlaceOrder", "checkout-payment-place-order"),
            ("a-b-GET /cart/{id}", "a-b-get-cart-id"),
            ("a-b-hipstershop.CartService/GetCart", "a-b-hipstershop-cart-service-get-cart"),
            ("--", ""),
        ] {
            assert_eq!(kebab(text), id);
        }
    }
}
