//! Numbers as people read them. Never rounds an availability up to its objective.

use crate::analysis::{Total, Work};
use crate::architecture::{Architecture, Duration, InteractionId, ServiceId};

/// A time, such as "1.2s".
pub(in crate::render) fn seconds(seconds: f64) -> String {
    if seconds.is_infinite() {
        return "without end".into();
    }
    Duration::from_seconds(seconds).map_or_else(|| "unknown".into(), |duration| duration.to_string())
}

/// A share in percent, cut off after five decimals.
pub(in crate::render) fn percent(share: f64) -> String {
    let cut = (share * 1e7 + 1e-6).floor() / 1e5;
    let text = format!("{cut:.5}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    format!("{text} %")
}

/// A total of times.
pub(super) fn total(total: Total) -> String {
    match total {
        Total::Known(quantity) => seconds(quantity.value),
        Total::Unbounded => "without bound".into(),
        Total::Unknown => "unknown".into(),
    }
}

/// A wait: the whole where it is known, else what is certain.
pub(super) fn work(work: Work) -> String {
    match work.total {
        Total::Known(quantity) => format!("up to {}", seconds(quantity.value)),
        Total::Unbounded => "without limit".into(),
        Total::Unknown if work.at_least > 0.0 => format!("{} or more", seconds(work.at_least)),
        Total::Unknown => "for an unknown time".into(),
    }
}

/// Both ends of an interaction, as "checkout → payment".
pub(super) fn ends(architecture: &Architecture, id: InteractionId) -> String {
    let interaction = architecture.interaction(id);
    format!("{} → {}", service(architecture, interaction.from), service(architecture, interaction.to))
}

pub(super) fn service(architecture: &Architecture, id: ServiceId) -> &str {
    &architecture.service(id).name
}

/// The names of services with something between them.
pub(super) fn services(architecture: &Architecture, ids: &[ServiceId], between: &str) -> String {
    ids.iter().map(|id| service(architecture, *id)).collect::<Vec<_>>().join(between)
}

/// One of a thing, or several.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::percent;

    #[test]
    fn cuts_off_and_does_not_round_up() {
        assert_eq!(percent(0.999_499_999), "99.94999 %");
        assert_eq!(percent(0.9995), "99.95 %");
        assert_eq!(percent(1.0), "100 %");
    }
}
