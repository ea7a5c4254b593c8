//! Operations and channels while they are collected: one per route or channel. Never orders what they make.

use super::plan::{Cause, Trigger};
use super::route::Route;
use crate::architecture::InteractionId;
use std::collections::BTreeMap;

/// Triggers while they are collected.
#[derive(Default)]
pub(super) struct Found {
    pub(super) triggers: Vec<Trigger>,
}

impl Found {
    /// Somebody, or nobody yet, sets this off.
    pub(super) fn arrives(&mut self, cause: Cause, label: &str, by: Option<InteractionId>) {
        let at = self.triggers.iter().position(|trigger| trigger.cause == cause).unwrap_or_else(|| {
            let (arrives_by, makes) = (Vec::new(), Vec::new());
            self.triggers.push(Trigger { cause, label: label.to_owned(), arrives_by, makes });
            self.triggers.len() - 1
        });
        self.triggers[at].arrives_by.extend(by);
    }

    /// The trigger that somebody calls by this name; a new operation where nobody does.
    pub(super) fn named(&mut self, operation: &str) -> usize {
        let route = Cause::Request(Route::of(operation, None));
        let message = Cause::Message(operation.to_owned());
        let by_name =
            self.triggers.iter().position(|trigger| trigger.label == operation || trigger.cause == message);
        let known = by_name.or_else(|| self.triggers.iter().position(|trigger| trigger.cause == route));
        known.unwrap_or_else(|| {
            self.arrives(route, operation, None);
            self.triggers.len() - 1
        })
    }

    /// Sorted, with parameters named alike at the same place, so that no two routes contradict each other; what is
    /// then the same route becomes one trigger.
    pub(super) fn aligned(mut self) -> Vec<Trigger> {
        self.triggers.sort_by(|one, other| (&one.cause, &one.label).cmp(&(&other.cause, &other.label)));
        let mut names = BTreeMap::new();
        let mut aligned: Vec<Trigger> = Vec::new();
        for mut trigger in self.triggers {
            if let Cause::Request(route) = &mut trigger.cause {
                route.align(&mut names);
            }
            match aligned.iter_mut().find(|other| other.cause == trigger.cause) {
                // The generated part answers here itself.
                _ if is_health(&trigger.cause) => {}
                Some(other) => {
                    other.arrives_by.append(&mut trigger.arrives_by);
                    other.makes.append(&mut trigger.makes);
                }
                None => aligned.push(trigger),
            }
        }
        aligned.sort_by(|one, other| one.cause.cmp(&other.cause));
        aligned
    }
}

fn is_health(cause: &Cause) -> bool {
    let Cause::Request(route) = cause else { return false };
    route.method == "GET" && matches!(route.path().as_str(), "/health/live" | "/health/ready" | "/metrics")
}
