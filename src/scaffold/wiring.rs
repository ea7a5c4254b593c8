//! How the parts of a crate refer to each other: what is imported, passed and tested where. Never names a service.

use super::view::{Callee, Channel, Operation, Step, Wiring};

/// The parts a crate has.
pub(super) struct Parts<'a> {
    pub(super) operations: &'a [Operation],
    pub(super) consumes: &'a [Channel],
    /// Something is sent.
    pub(super) publishes: bool,
    /// Some operation goes on after its answer.
    pub(super) hybrids: bool,
    pub(super) callees: &'a [Callee],
    pub(super) steps: &'a [Step],
    /// Some call is made later.
    pub(super) defers: bool,
    /// Something that is sent has a receiver with code.
    pub(super) reaches: bool,
    /// Some handler answers for a call that failed.
    pub(super) falls_back: bool,
    /// A full service refuses requests.
    pub(super) refuses: bool,
}

impl Parts<'_> {
    /// Some function of the handlers has this in its text.
    fn has(&self, text: &str) -> bool {
        self.steps.iter().flat_map(|step| &step.lines).any(|line| line.contains(text))
    }

    pub(super) fn wired(&self) -> Wiring {
        let (serving, consuming) = (!self.operations.is_empty(), !self.consumes.is_empty());
        let (publishing, calling) = (self.publishes, !self.callees.is_empty());
        let calls = || self.callees.iter().flat_map(|callee| &callee.calls);
        Wiring {
            store: publishing || consuming || self.hybrids,
            publishing,
            reaches: self.reaches,
            tests_messages: consuming || self.defers || self.reaches,
            steps_publish: self.has("publish::"),
            steps_share: self.has("&mut Transaction"),
            falls_back: self.falls_back,
            uses_failure: serving || consuming,
            uses_payload: serving || consuming,
            tests_use_payload: serving || calling,
            tests_use_duration: calling || (self.refuses && serving),
            breaks: calls().any(|call| call.breaker),
            some_give_up: calls().any(|call| call.gives_up.is_some()),
            some_countable: calls().any(|call| call.countable),
        }
    }
}
