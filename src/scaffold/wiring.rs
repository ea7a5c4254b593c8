//! How the parts of a crate refer to each other: what is imported, passed and tested where. Never names a service.

use super::view::{Callee, Channel, Operation, Wiring};

/// The parts a crate has.
pub(super) struct Parts<'a> {
    pub(super) operations: &'a [Operation],
    pub(super) consumes: &'a [Channel],
    pub(super) publishes: &'a [Channel],
    pub(super) callees: &'a [Callee],
    /// Some handler answers for a call that failed.
    pub(super) falls_back: bool,
    /// A full service refuses requests.
    pub(super) refuses: bool,
}

impl Parts<'_> {
    pub(super) fn wired(&self) -> Wiring {
        let (serving, consuming) = (!self.operations.is_empty(), !self.consumes.is_empty());
        let (publishing, calling) = (!self.publishes.is_empty(), !self.callees.is_empty());
        let calls = || self.callees.iter().flat_map(|callee| &callee.calls);
        Wiring {
            message_imports: imports(
                consuming,
                publishing,
                ["Consumer", "{InMemory, Publisher}", "{Consumer, InMemory, Publisher}"],
            ),
            message_test_imports: imports(
                consuming,
                publishing,
                ["deliver", "InMemory", "{InMemory, deliver}"],
            ),
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

fn imports(
    consuming: bool,
    publishing: bool,
    [consumer, publisher, both]: [&'static str; 3],
) -> &'static str {
    match (consuming, publishing) {
        (true, true) => both,
        (true, false) => consumer,
        (false, true) => publisher,
        (false, false) => "",
    }
}
